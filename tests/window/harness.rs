//! A window without display or GPU, driven by labels and keys.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Event, Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::check::Summary;
use nianbao::draft::Draft;
use nianbao::store::{recent::Recent, settings::Settings};
use nianbao::ui::command::Command;
use nianbao::ui::{App, Dialogs};

pub type Window = Harness<'static, App>;

/// An empty window that asks for paths itself and remembers nothing.
pub fn window() -> Window {
    window_at(1.0)
}

/// The same on a screen of so many pixels for a point.
pub fn window_at(pixels_per_point: f32) -> Window {
    let app = App::new(&egui::Context::default(), Dialogs::InWindow, Settings::default(), Recent::default());
    let mut window = Harness::builder()
        .with_size(vec2(1280.0, 800.0))
        .with_pixels_per_point(pixels_per_point)
        .with_max_steps(60)
        .with_context_setup(App::prepare)
        .build_ui_state(
            |ui, app: &mut App| {
                app.logic(ui.ctx());
                app.ui(ui);
            },
            app,
        );
    window.run();
    window
}

/// A window with a built-in sample open.
pub fn sample(name: &str) -> Window {
    let mut window = window();
    click(&mut window, name);
    window
}

/// Paints until the window is at rest and the words of the report are looked at, which happens on a thread
/// of its own.
pub fn run(window: &mut Window) {
    // While a file is read a sign of being busy turns and the window is not at rest: `settle` waits for that.
    window.run_ok();
    while window.state().is_auditing() {
        std::thread::yield_now();
        window.step();
    }
    window.run_ok();
}

pub fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    run(window);
}

/// What has the keyboard, by its spoken name.
pub fn focused(window: &Window) -> String {
    let nodes = window.root().children_recursive();
    let node = nodes.into_iter().find(|node| node.accesskit_node().is_focused());
    node.and_then(|node| node.accesskit_node().label()).unwrap_or_default()
}

/// Asks for something, and waits for what comes of it.
pub fn apply(window: &mut Window, command: Command) {
    let ctx = window.ctx.clone();
    window.state_mut().apply(command, &ctx);
    settle(window);
}

/// Chooses an entry of a menu, by part of its words, and lets what comes of it finish.
pub fn menu(window: &mut Window, menu: &str, entry: &str) {
    click(window, menu);
    click_containing(window, entry);
    settle(window);
}

pub fn click_containing(window: &mut Window, part: &str) {
    window.get_by_label_contains(part).click();
    run(window);
}

pub fn press(window: &mut Window, key: Key) {
    window.key_press(key);
    run(window);
}

pub fn ctrl(window: &mut Window, key: Key) {
    window.key_press_modifiers(Modifiers::COMMAND, key);
    run(window);
}

pub fn type_text(window: &mut Window, text: &str) {
    window.event(Event::Text(text.to_owned()));
    run(window);
}

/// Lets background work finish.
pub fn settle(window: &mut Window) {
    while window.state().is_busy() {
        std::thread::yield_now();
        window.step();
    }
    run(window);
}

pub fn draft(window: &Window) -> &Draft {
    window.state().desk().expect("a draft is open").draft()
}

pub fn summary(window: &Window) -> Summary {
    window.state().desk().expect("a draft is open").summary()
}

/// What a cell holds, blank as an empty text.
pub fn held(window: &Window, key: &str) -> String {
    let draft = draft(window);
    draft.form().find(key).and_then(|cell| draft.shown(cell)).unwrap_or_default()
}

/// The key of the selected cell; empty where none is.
pub fn selected(window: &Window) -> String {
    let desk = window.state().desk().expect("a draft is open");
    desk.selected().map(|cell| desk.form().cell(cell).key.to_string()).unwrap_or_default()
}

/// The spoken name of a cell.
pub fn name(window: &Window, key: &str) -> String {
    let form = draft(window).form();
    let cell = form.cell(form.find(key).expect("the key exists"));
    format!("{}（{}）", cell.path, cell.unit)
}

/// Clicks a cell, scrolling as a clerk would: by going there from the keyboard.
pub fn select(window: &mut Window, key: &str) {
    let name = name(window, key);
    window.get_by_label(&name).scroll_to_me();
    window.run();
    window.get_by_label(&name).click();
    run(window);
}

pub fn new_draft(year: &str, agency: &str) -> Window {
    let mut window = window();
    window.get_by_label("报告年度").click();
    window.run();
    ctrl(&mut window, Key::A);
    type_text(&mut window, year);
    window.get_by_label("填报单位").click();
    window.run();
    type_text(&mut window, agency);
    click(&mut window, "新建");
    window
}

/// Types a path into the window's own dialog.
pub fn give_path(window: &mut Window, path: &Path) {
    type_text(window, path.to_str().expect("a plain path"));
    // A sign of being busy turns until the file is read: the window is not at rest before.
    window.key_press(Key::Enter);
    window.step();
    settle(window);
}

/// A window in which that draft was opened from a file.
pub fn with_draft(draft: &Draft) -> Window {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("底稿.nianbao");
    std::fs::write(&path, nianbao::draft::write(draft).expect("a text")).expect("a file");
    let mut window = window();
    window.state_mut().open_at_start(path);
    settle(&mut window);
    window
}

/// A file as the desktop hands it over.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Drops files on the window and lets what comes of it finish.
pub fn drop_files(window: &mut Window, paths: &[&Path]) {
    let files = paths.iter().map(|path| Arc::new(Dropped(path.to_path_buf())) as egui::DroppedFileHandle);
    window.input_mut().dropped_files = files.collect();
    window.step();
    window.input_mut().dropped_files.clear();
    settle(window);
}
