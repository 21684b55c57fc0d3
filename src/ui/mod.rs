//! The window. Painting only reads and emits [`command::Command`]s; `apply.rs` is the one place
//! where anything changes (for files `files.rs`); slow work runs in `jobs.rs` and reports back.
//!
//! * [`App`]: state and frame (`app.rs`), what stands around the page (`desk_view.rs`), changes (`apply.rs`,
//!   `apply_menu.rs`, `apply_text.rs`), files (`files.rs`), background work (`jobs.rs`, what it reports `outcome.rs`, the
//!   desktop's dialogs `ask_path.rs`)
//! * [`Desk`]: the open draft (`desk.rs`)
//! * `menu_command.rs`, `menu_list.rs`, `menus.rs`: the entries of the menus, in which they stand, the menu bar; `bar.rs`,
//!   `signs.rs`: what stands beside it; `palette/`: every command and every indicator by a few letters,
//!   `history.rs`: the steps, `panes.rs`: the panes and F6
//! * `sheet/`: the official form; `inspector.rs`, `problems.rs`: what the rules say of it
//! * `basics.rs`, `text/`, `start.rs` (a new draft: `new_draft.rs`): the other pages; `chrome.rs`: the navigation
//! * `revised/`: a report that comes back from Word
//! * `rollup/`: many units' files collected and added up
//! * `templates/`: the report templates
//! * `import/`: documents from elsewhere, which come through `drops.rs`, `clipboard.rs` and the menus
//! * `preview/`: the pages as they are printed
//! * `help/`: the manual, first steps, 关于, a problem report; `news.rs`: the lines at the foot; `path_field.rs`: a path
//!   where the desktop has no dialog
//! * `kept/`: nothing lost: unsaved work, versions, a file that others write too
//! * `dialog.rs`: questions and messages; `theme.rs`: every colour and size; `follow.rs`: the keyboard stays in view; `brand.rs`: the icon
//! * `ime.rs`, `buffered.rs`, `pacing.rs`, `choice.rs`: input methods, text boxes, keys in their order, lists to choose
//!   from; `launch.rs`: the native window

mod app;
mod apply;
mod apply_menu;
mod apply_text;
mod ask_path;
mod bar;
mod basics;
mod brand;
mod buffered;
mod choice;
mod chrome;
mod clipboard;
pub mod command;
mod compare_page;
mod desk;
mod desk_view;
mod dialog;
mod drops;
mod exports;
mod files;
mod follow;
mod fonts;
mod help;
mod history;
mod ime;
pub mod import;
mod inspector;
mod jobs;
mod kept;
mod launch;
mod menu_command;
mod menu_list;
mod menus;
mod new_draft;
mod news;
mod outcome;
mod pacing;
mod palette;
mod panes;
mod path_field;
mod preview;
mod problems;
mod revised;
mod rollup;
mod sheet;
mod signs;
mod start;
mod templates;
mod text;
mod theme;

pub use app::App;
pub use desk::Desk;
pub use jobs::Dialogs;
pub use launch::run;
pub use preview::{Laid, Origin, Preview, Spot};
