//! No arguments or a draft's path: the window. Anything else: the command line.

// A double click on Windows opens the window and no black console. The command line has a program of its own there
// (packaging/windows), which hands on what this one prints.
#![cfg_attr(all(windows, feature = "window", not(debug_assertions)), windows_subsystem = "windows")]
// Nothing panics on input (ARCHITECTURE.md, invariants). Slicing a string by bytes is how to split a
// Chinese character. Tests may: clippy.toml.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use nianbao::cli::{self, Call};

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    match Call::of(&args) {
        Call::Window(path) => window(path),
        Call::Command => cli::run(args),
    }
}

#[cfg(feature = "window")]
fn window(path: Option<PathBuf>) -> ExitCode {
    if has_no_display() {
        return cli::instead_of_window(
            "这里没有图形界面（DISPLAY 和 WAYLAND_DISPLAY 都没有设置），不能打开窗口",
        );
    }
    nianbao::ui::run(path)
}

#[cfg(not(feature = "window"))]
fn window(_: Option<PathBuf>) -> ExitCode {
    match has_no_display() {
        true => cli::instead_of_window("这里没有图形界面，本程序也不带窗口"),
        false => cli::instead_of_window("本程序不带窗口"),
    }
}

/// Whether a window could not be shown for want of a display server.
fn has_no_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(all(unix, not(target_os = "macos"))) && !is_set("WAYLAND_DISPLAY") && !is_set("DISPLAY")
}
