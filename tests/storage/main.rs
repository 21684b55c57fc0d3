//! Storage where things go wrong: no confirmed work is lost.

#[cfg(feature = "window")]
mod clerk;
mod faults;
mod faulty;
#[cfg(feature = "window")]
mod kills;
#[cfg(feature = "window")]
mod timed;
#[cfg(feature = "window")]
mod trouble;
