//! One frame of the window with every cell of the form filled, this year's and last year's, scrolled to
//! the middle, and of the page of a long document, at 1280 × 800. No GPU: what egui and the program do, up to the triangles.

mod drafts;

use std::fs;

use divan::{Bencher, black_box};
use egui::{Context, Event, FullOutput, Key, Pos2, RawInput, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use nianbao::draft::{self, Scope, Value};
use nianbao::form::{Kind, editions};
use nianbao::import::{Aside, Block, By, Cell, Choice, Figure, Paragraph, Report, Source, Spot, Table, Why};
use nianbao::store::{recent::Recent, settings::Settings};
use nianbao::ui::command::{Command, Step};
use nianbao::ui::import::{Of, Understood};
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

/// A document of five megabytes: twenty thousand paragraphs with a number each, and a table of five thousand
/// rows, of which the last ones are the form's.
fn long_document() -> Understood {
    let form = editions::named("2014").expect("the edition");
    let words = "各科室按照职责分工做好公开工作，及时更新栏目内容，答复群众来信来访。";
    let mut blocks = Vec::new();
    let mut asides = Vec::new();
    for number in 0..20_000 {
        let text = format!("第{number}条　{}{words}{words}", "公开办");
        let end = "第".len() + number.to_string().len();
        asides.push(Aside { spot: Spot { block: number, cell: None, range: 3..end }, why: Why::Ordinal });
        blocks.push(Block::Text(Paragraph { text, line: number + 1, ..Paragraph::default() }));
    }
    let mut table = Table::default();
    let mut figures = Vec::new();
    for row in 0..5_000 {
        let id = form.ids().nth((row as usize).wrapping_sub(4_900)).filter(|_| row >= 4_900);
        let label = id.map_or("备查登记事项", |id| form.cell(id).label());
        let cells =
            [label, "件", "215"].into_iter().zip(0..).map(|(text, column)| Cell::single(row, column, text));
        table.cells.extend(cells);
        let cell = Some(table.cells.len() - 1);
        let spot = Spot { block: blocks.len(), cell, range: 0..3 };
        figures.extend(id.map(|cell| Figure {
            cell,
            value: Value::read("215", Kind::Count),
            spot,
            by: By::Table,
        }));
    }
    blocks.push(Block::Table(table));
    let report = Report {
        year: Some(2018),
        agency: String::new(),
        scope: Scope::Own,
        figures,
        questions: Vec::new(),
        asides,
        fields: Vec::new(),
        sections: Vec::new(),
        blocks: 0..blocks.len(),
        form,
    };
    Understood { source: Source { blocks, notes: Vec::new() }, reports: vec![report] }
}

/// It is read: the page is shown for the first time.
#[divan::bench]
fn long_document_shown(bencher: Bencher<'_, '_>) {
    let mut bare = Bare::open("2014", false);
    bencher.with_inputs(long_document).bench_local_values(|understood| {
        bare.app.show_document("长文件.html", understood);
        black_box(bare.frame());
    });
}

/// Nothing has changed.
#[divan::bench]
fn long_document_at_rest(bencher: Bencher<'_, '_>) {
    let mut bare = Bare::open("2014", false);
    bare.app.show_document("长文件.html", long_document());
    bare.frame();
    bencher.bench_local(|| black_box(bare.frame()));
}

/// Another of its figures is shown: from one end of the document to the other.
#[divan::bench]
fn long_document_scrolled(bencher: Bencher<'_, '_>) {
    let mut bare = Bare::open("2014", false);
    bare.app.show_document("长文件.html", long_document());
    bare.frame();
    let mut ends = [Of::Aside(0), Of::Item(40)].into_iter().cycle();
    bencher.bench_local(|| {
        let of = ends.next().expect("it goes on");
        bare.app.apply(Command::Import(Step::Select(of)), &bare.context);
        black_box(bare.frame());
    });
}

/// A figure is left out: what becomes of all the others is worked out anew.
#[divan::bench]
fn long_document_chosen(bencher: Bencher<'_, '_>) {
    let mut bare = Bare::open("2014", false);
    bare.app.show_document("长文件.html", long_document());
    bare.frame();
    let mut choices = [Choice::Left, Choice::Taken].into_iter().cycle();
    bencher.bench_local(|| {
        let choice = choices.next().expect("it goes on");
        bare.app.apply(Command::Import(Step::Choose(3, choice)), &bare.context);
        black_box(bare.frame());
    });
}
