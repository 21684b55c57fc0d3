//! One frame of the window with every cell of the form filled, this year's and last year's, scrolled to
//! the middle, at 1280 × 800. No GPU: what egui and the program do, up to the triangles.

mod drafts;

use std::fs;

use divan::{Bencher, black_box};
use egui::{Context, Event, FullOutput, Key, Pos2, RawInput, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use nianbao::draft;
use nianbao::store::{recent::Recent, settings::Settings};
use nianbao::ui::command::Command;
use nianbao::ui::{App, Dialogs};
use tempfile::{TempDir, tempdir};

fn main() {
    divan::main();
}

const EDITIONS: [&str; 2] = ["2014", "2021"];

/// A window over a bare context.
struct Bare {
    context: Context,
    app: App,
}

impl Bare {
    fn open(edition: &str, spoken: bool) -> Self {
        let context = Context::default();
        if spoken {
            context.enable_accesskit();
        }
        App::prepare(&context);
        let folder = tempdir().expect("a folder");
        let mut bare = Self { app: opening(&context, edition, &folder), context };
        while bare.app.is_busy() || bare.app.desk().is_none() {
            bare.frame();
            std::thread::yield_now();
        }
        bare.go_to_the_middle();
        bare
    }

    /// Selects the cell in the middle: for 2021 one of table three, its headings over the table.
    fn go_to_the_middle(&mut self) {
        let desk = self.app.desk().expect("the draft is open");
        let form = desk.form();
        let middle = form.ids().nth(form.table_cells / 2).expect("a cell");
        self.app.apply(Command::GoTo(middle), &self.context);
        // It is scrolled to bit by bit.
        for _ in 0..100 {
            self.frame();
        }
    }

    fn frame(&mut self) -> FullOutput {
        let screen_rect = Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0)));
        let input = RawInput { screen_rect, ..RawInput::default() };
        let mut output = self.context.run_ui(input, |ui| {
            self.app.logic(ui.ctx());
            self.app.ui(ui);
        });
        // No GPU takes them.
        output.textures_delta.clear();
        output
    }
}

/// The program about to open a full draft.
fn opening(context: &Context, edition: &str, folder: &TempDir) -> App {
    let mut app = App::new(context, Dialogs::InWindow, Settings::default(), Recent::default());
    let file = folder.path().join("底稿.nianbao");
    fs::write(&file, draft::write(&drafts::named(edition)).expect("a draft can be written"))
        .expect("the draft is written");
    app.open_at_start(file);
    app
}

/// Nothing has changed: what a moving pointer costs.
#[divan::bench(args = EDITIONS)]
fn at_rest(bencher: Bencher<'_, '_>, edition: &str) {
    let mut bare = Bare::open(edition, false);
    bencher.bench_local(|| black_box(bare.frame()));
}

/// The same for a screen reader.
#[divan::bench(args = EDITIONS)]
fn at_rest_spoken(bencher: Bencher<'_, '_>, edition: &str) {
    let mut bare = Bare::open(edition, true);
    bencher.bench_local(|| black_box(bare.frame()));
}

/// Shapes to triangles, which follows each frame.
#[divan::bench(args = EDITIONS)]
fn tessellate(bencher: Bencher<'_, '_>, edition: &str) {
    let mut bare = Bare::open(edition, false);
    let output = bare.frame();
    bencher
        .with_inputs(|| output.shapes.clone())
        .bench_local_values(|shapes| bare.context.tessellate(shapes, output.pixels_per_point));
}

/// A digit typed into a cell and taken back: three frames (text, key down, key up) with two edits, two
/// checks and a tree for screen readers each, as the tests drive the window.
#[divan::bench(args = EDITIONS)]
fn digit_and_backspace(bencher: Bencher<'_, '_>, edition: &str) {
    let folder = tempdir().expect("a folder");
    let app = opening(&Context::default(), edition, &folder);
    let mut window = Harness::builder()
        .with_size(vec2(1280.0, 800.0))
        .with_max_steps(60)
        .with_context_setup(App::prepare)
        .build_ui_state(
            |ui, app: &mut App| {
                app.logic(ui.ctx());
                app.ui(ui);
            },
            app,
        );
    while window.state().is_busy() || window.state().desk().is_none() {
        std::thread::yield_now();
        window.step();
    }
    window.run();
    let draft = window.state().desk().expect("the draft is open").draft();
    let first = draft.form().ids().next().expect("a cell");
    let cell = draft.form().cell(first);
    let name = format!("{}（{}）", cell.path, cell.unit);
    window.get_by_label(&name).click();
    window.run();
    window.event(Event::Text("7".to_owned()));
    window.step();
    let shown = window.state().desk().and_then(|desk| desk.draft().shown(first));
    assert_eq!(shown.as_deref(), Some("7"), "what is measured is typing");
    bencher.bench_local(|| {
        window.event(Event::Text("1".to_owned()));
        window.step();
        window.key_press(Key::Backspace);
        window.step();
    });
}
