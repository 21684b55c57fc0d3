//! Storage where things go wrong: no confirmed work is lost.

mod faults;
mod faulty;
