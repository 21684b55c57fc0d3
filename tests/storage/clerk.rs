//! A clerk at the window, without a display: the rest is the program itself.

use std::path::Path;
use std::sync::Arc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use nianbao::draft::{Draft, Edit, Entry};
use nianbao::form::{CellKey, Kind};
use nianbao::store::disk::{self, Disk, Machine};
use nianbao::store::kept::Keep;
use nianbao::store::{drafts, recent::Recent, settings::Settings};
use nianbao::ui::command::{Command, MenuCommand};
use nianbao::ui::{App, Dialogs};

/// The window.
pub struct Clerk(Harness<'static, App>);

impl Clerk {
    /// A window whose unsaved work is recorded in that folder.
    pub fn new(state: &Path) -> Self {
        Self::with_disk(state, Machine::shared())
    }

    /// The same, where that is the disk of what is recorded.
    pub fn with_disk(state: &Path, disk: Arc<dyn Disk>) -> Self {
        let app =
            App::new(&egui::Context::default(), Dialogs::InWindow, Settings::default(), Recent::default());
        let mut window = Harness::builder()
            .with_size(egui::vec2(1000.0, 700.0))
            .with_max_steps(60)
            // Paths may have characters that no font has.
            .allow_missing_glyphs()
            .with_context_setup(App::prepare)
            .build_ui_state(
                |ui, app: &mut App| {
                    app.logic(ui.ctx());
                    app.ui(ui);
                },
                app,
            );
        window.step();
        let ctx = window.ctx.clone();
        window.state_mut().keep_work(&ctx, Some(Keep::at(disk, state.to_owned(), disk::token())));
        let mut clerk = Self(window);
        clerk.settle();
        clerk
    }

    /// Opens a draft.
    pub fn open(&mut self, path: &Path) {
        self.0.state_mut().open_at_start(path.to_owned());
        self.settle();
    }

    /// Fills a cell, as a step of its own.
    pub fn fill(&mut self, key: CellKey, text: &str) {
        self.ask(Command::Do(Edit::entry(key, Entry::typed(text, Kind::Count))));
    }

    /// Saves, and waits for what comes of it.
    pub fn save(&mut self) {
        self.ask(Command::Menu(MenuCommand::Save));
        self.settle();
    }

    /// Asks for something and lets one frame pass.
    pub fn ask(&mut self, command: Command) {
        let ctx = self.0.ctx.clone();
        self.0.state_mut().apply(command, &ctx);
        self.0.step();
    }

    /// Waits until no file is read or written any more.
    pub fn settle(&mut self) {
        while self.0.state().is_busy() {
            std::thread::yield_now();
            self.0.step();
        }
        // A dialog is measured in one frame and painted in the next.
        self.0.step();
        self.0.step();
    }

    /// Waits until all is recorded, or was tried.
    pub fn record(&mut self) {
        self.0.state_mut().finish_recording();
        self.0.step();
    }

    /// The open draft.
    pub fn draft(&self) -> &Draft {
        self.0.state().desk().expect("a draft is open").draft()
    }

    /// What the foot of the window says.
    pub fn notice(&self) -> &str {
        self.0.state().notice()
    }

    /// Whether the window says that somewhere.
    pub fn sees(&self, part: &str) -> bool {
        self.0.query_all_by_label_contains(part).next().is_some()
    }
}

/// What a cell of a draft holds; blank as an empty text.
pub fn figure(draft: &Draft, key: &str) -> String {
    draft.form().find(key).and_then(|cell| draft.shown(cell)).unwrap_or_default()
}

/// What a cell holds in the file.
pub fn in_file(path: &Path, key: &str) -> String {
    figure(&drafts::open(path).expect("the file is whole"), key)
}
