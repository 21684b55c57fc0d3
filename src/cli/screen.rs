//! The terminal: lines out, errors out, and a reader that has gone away.

use std::io::{ErrorKind, Write};

use crate::error::Error;

/// Where a command writes to.
pub(super) struct Screen<'a> {
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
}

impl<'a> Screen<'a> {
    pub(super) fn new(out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self { out, err }
    }

    /// Writes a text to standard output. A reader that has gone away (`| head`) has had enough: that
    /// is no error.
    pub(super) fn say(&mut self, text: &str) -> Result<(), Error> {
        match self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(Error::new(format!("结果没有写全（{error}）")).hint("请检查输出的去向，如磁盘是否已满"))
            }
            _ => Ok(()),
        }
    }

    /// What is going on, for whoever sits at the terminal; it is written over.
    pub(super) fn note(&mut self, text: &str) {
        let _ = write!(self.err, "{text}").and_then(|()| self.err.flush());
    }

    /// One error, one line, on standard error.
    pub(super) fn complain(&mut self, error: &Error) {
        // Nobody is left to tell when standard error itself cannot be written.
        let _ = writeln!(self.err, "{}", one_line(&error.to_string()));
    }
}

/// A text from a file made safe to show: no line feeds and no control codes for the terminal.
pub(super) fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
