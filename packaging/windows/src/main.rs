//! The command line of Nianbao on Windows: `command-line\nianbao.exe`.
//!
//! The program itself is a window program there, so that a double click opens no black console. What such a program
//! prints reaches no console, and the console does not wait for it. This small one belongs to the console: it runs the
//! program one folder up with the same arguments, hands on what that prints, waits, and ends with the same code.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::{env, thread};

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(io::stderr(), "nianbao：找不到或不能运行上一级目录的 nianbao.exe（{error}）");
            ExitCode::from(2)
        }
    }
}

/// Runs the program to its end; its exit code.
fn run() -> io::Result<ExitCode> {
    let mut child = Command::new(program()?)
        .args(env::args_os().skip(1))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    // Both at once: a full pipe that nobody reads would stop the program.
    let errors = child.stderr.take().map(|from| thread::spawn(move || hand_on(from, io::stderr())));
    if let Some(from) = child.stdout.take() {
        hand_on(from, io::stdout());
    }
    if let Some(errors) = errors {
        let _ = errors.join();
    }
    let code = child.wait()?.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(2);
    Ok(ExitCode::from(code))
}

/// `nianbao.exe` in the folder above this program's.
fn program() -> io::Result<PathBuf> {
    let own = env::current_exe()?;
    let above = own.parent().and_then(|folder| folder.parent()).ok_or(io::ErrorKind::NotFound)?;
    Ok(above.join(format!("nianbao{}", env::consts::EXE_SUFFIX)))
}

/// Copies piece by piece until the end, or until nobody listens any more: then the pipe is closed, as in `| head`.
fn hand_on(mut from: impl Read, mut to: impl Write) {
    let mut piece = [0; 8192];
    while let Ok(length @ 1..) = from.read(&mut piece) {
        let read = piece.get(..length).unwrap_or_default();
        if to.write_all(read).and_then(|()| to.flush()).is_err() {
            return;
        }
    }
}
