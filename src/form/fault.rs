//! What is wrong with a form file. All faults are told at once, each with its line.

use std::fmt;

use crate::error::Place;

/// One fault of a form file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands, as near as can be told.
    pub place: Option<Place>,
    /// What is wrong, in Chinese.
    pub what: String,
}

/// The faults of a form file, in the order of their places; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults {
    /// The file's name.
    pub file: String,
    /// Each fault.
    pub faults: Vec<Fault>,
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "版式文件 {} 有 {} 处错误：", self.file, self.faults.len())?;
        for fault in &self.faults {
            match fault.place {
                Some(place) => write!(f, "\n  {place}：{}", fault.what)?,
                None => write!(f, "\n  {}", fault.what)?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// Collects faults while a form is compiled.
pub(super) struct Collector<'a> {
    source: &'a str,
    faults: Vec<Fault>,
}

impl<'a> Collector<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, faults: Vec::new() }
    }

    /// Notes a fault at the last of `anchors`, each looked for after the one before it.
    pub(super) fn add(&mut self, anchors: &[&str], what: String) {
        self.faults.push(Fault { place: Place::of_anchors(self.source, anchors), what });
    }

    /// Whether a fault has been noted so far.
    pub(super) fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    /// All faults, sorted by place.
    pub(super) fn finish(mut self, file: &str) -> Faults {
        self.faults.sort_by_key(|fault| fault.place);
        Faults { file: file.to_owned(), faults: self.faults }
    }
}
