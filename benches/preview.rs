//! The preview: a page drawn, and a figure typed until the pages in view are drawn anew, at 100 % and 150 %.
//! No GPU: what the program does up to the picture.

mod drafts;

use divan::{Bencher, black_box};
use egui::{Context, Pos2, RawInput, Rect, ViewportId, vec2};
use nianbao::draft::{self, Edit, Entry};
use nianbao::export::{Extent, Order, Painter};
use nianbao::form::Kind;
use nianbao::report::templates;
use nianbao::store::fonts::body_font;
use nianbao::store::{recent::Recent, settings::Settings};
use nianbao::typeset::{FontBook, Pages, lay_out};
use nianbao::ui::command::{Command, Page};
use nianbao::ui::{App, Dialogs};

fn main() {
    divan::main();
}

const EXAMPLE: &str = "沭阳县人民政府-2025";
/// Pixels for a point of the window.
const SCREENS: [f32; 2] = [1.0, 1.5];

fn pages(fonts: &FontBook) -> Pages {
    let draft = drafts::named(EXAMPLE);
    let template = templates::for_form(draft.form()).expect("a template for each form");
    let order = Order { draft: &draft, template, fonts, extent: Extent::Report };
    lay_out(&order.composed().expect("the example composes").document, fonts)
}

/// A page whose glyphs have been drawn before, as after an edit.
#[divan::bench(args = SCREENS)]
fn page_again(bencher: Bencher<'_, '_>, screen: f32) {
    let fonts = FontBook::bundled(body_font()).expect("the bundled fonts");
    let pages = pages(&fonts);
    let mut painter = Painter::new(&fonts);
    let first = pages.pages.first().expect("a page");
    bencher.bench_local(|| painter.page(black_box(first), screen * 96.0 / 72.0));
}

/// A page at a size that nothing was drawn at yet, as after a change of the zoom.
#[divan::bench(args = SCREENS)]
fn page_at_a_new_size(bencher: Bencher<'_, '_>, screen: f32) {
    let fonts = FontBook::bundled(body_font()).expect("the bundled fonts");
    let pages = pages(&fonts);
    let first = pages.pages.first().expect("a page");
    bencher
        .with_inputs(|| Painter::new(&fonts))
        .bench_local_refs(|painter| painter.page(black_box(first), screen * 96.0 / 72.0));
}

/// From a figure typed to all pages in view drawn: composed, laid out and drawn on the preview's thread.
#[divan::bench(args = SCREENS)]
fn edit_to_picture(bencher: Bencher<'_, '_>, screen: f32) {
    let context = Context::default();
    App::prepare(&context);
    let mut app = App::new(&context, Dialogs::InWindow, Settings::default(), Recent::default());
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("底稿.nianbao");
    std::fs::write(&file, draft::write(&drafts::named(EXAMPLE)).expect("a draft can be written"))
        .expect("the draft is written");
    app.open_at_start(file);
    let frame = |app: &mut App| {
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0)));
        let mut input = RawInput { screen_rect, max_texture_side: Some(8192), ..RawInput::default() };
        input.viewports.entry(ViewportId::ROOT).or_default().native_pixels_per_point = Some(screen);
        let mut output = context.run_ui(input, |ui| {
            app.logic(ui.ctx());
            app.ui(ui);
        });
        // No GPU takes them.
        output.textures_delta.clear();
    };
    let settle = |app: &mut App| {
        frame(app);
        while app.is_busy() {
            std::thread::yield_now();
            frame(app);
        }
    };
    while app.desk().is_none() {
        settle(&mut app);
    }
    app.apply(Command::Show(Page::Preview), &context);
    settle(&mut app);
    settle(&mut app);
    let first = app.desk().and_then(|desk| desk.form().cells.first()).expect("a cell").key.clone();
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let entry = Entry::typed(&number.to_string(), Kind::Count);
        app.apply(Command::Do(Edit::entry(first.clone(), entry)), &context);
        settle(&mut app);
    });
}
