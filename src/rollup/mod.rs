//! 汇总: many units' drafts and documents become one draft that knows its sources. Touches no files: what stood in
//! them comes from `store::units`.
//!
//! * [`Roster`], [`Expected`]: the units that are expected (`roster.rs`)
//! * [`Looked`], [`Found`], [`Figures`]: what a file holds (`looked.rs`, `figures.rs`)
//! * [`Collection`], [`Unit`], [`State`], [`Target`]: all files held against the roster (`collection.rs`, `unit.rs`,
//!   `sorting.rs`, `settling.rs`)
//! * [`Adder`], [`Sum`]: figures added up, in any order (`sum.rs`)
//! * [`Collection::draft`], [`Collection::update`]: the 汇总 (`whole.rs`)
//! * [`parts()`], [`Part`], [`Odd`]: from a sum back to its units (`parts.rs`)

mod collection;
mod figures;
mod looked;
mod parts;
mod roster;
mod settling;
mod sorting;
mod sum;
mod unit;
mod whole;

pub use collection::{Collection, Target};
pub use figures::Figures;
pub use looked::{Asked, Fault, Found, Imported, Looked, Member, Words};
pub use parts::{Odd, Part, parts};
pub use roster::{Expected, Roster};
pub use sum::{Adder, Sum};
pub use unit::{State, StateKind, Unit};
