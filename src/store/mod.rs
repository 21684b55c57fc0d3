//! The disk and the clock: no other module touches them. Dates and bytes are handed to the rest.
//!
//! * [`drafts`]: opening and saving drafts
//! * [`documents`]: foreign documents to import; [`convert`] has LibreOffice make Word files of those that only it reads
//! * [`units`]: what many units sent, and the roster of those expected
//! * [`atomic`]: files that are written whole or not at all
//! * [`kept`]: journals of unsaved work and the last saved versions; [`lock`]: who has a draft open; [`stamp`]: whether a
//!   file is still the one that was read
//! * [`disk`]: the operations that all of these come down to, so that each can be made to fail
//! * `aside.rs`: damaged files of the program keep what they hold, under another name
//! * [`clock`]: the day of today
//! * [`recent`], [`settings`]: what the program remembers, in the user's config folder (`config.rs`)
//! * [`fonts`]: the body font that is kept beside the program; [`official_fonts`]: those installed on the machine
//! * [`templates`]: the user's own report templates
//! * [`print`](mod@print): printing, and opening files with the system's programs
//! * [`samples`]: the example drafts, built in; [`system`]: what the machine runs on
//!
//! Where the program's own files lie is decided in one place (`places.rs`). What the system says when a file cannot be had is put into Chinese in one place (`trouble.rs`); files are read
//! whole, up to a size, in another (`whole.rs`).

mod aside;
pub mod atomic;
pub mod clock;
mod config;
pub mod convert;
pub mod disk;
pub mod documents;
pub mod drafts;
pub mod fonts;
pub mod kept;
mod listing;
pub mod lock;
pub mod official_fonts;
pub mod paths;
pub mod pictures;
mod places;
pub mod print;
pub mod recent;
pub mod samples;
pub mod settings;
pub mod stamp;
pub mod system;
pub mod templates;
mod trouble;
pub mod units;
mod whole;
