//! Storage where things go wrong: no confirmed work is lost.

mod faults;
mod faulty;
#[cfg(feature = "window")]
mod kills;
