//! One number cell of an official form: its key, wording, unit and kind.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The short Chinese name that staff would say, unique in its edition (`收到申请数`,
/// `申请.予以公开.自然人`). Drafts, rules and templates use it; once released it never changes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CellKey(Arc<str>);

impl CellKey {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for CellKey {
    fn from(key: &str) -> Self {
        Self(key.into())
    }
}

impl std::ops::Deref for CellKey {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for CellKey {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CellKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for CellKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The place of a cell in its compiled form: an index into [`super::Form::cells`], in printed order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(pub(super) u16);

impl CellId {
    /// The index into [`super::Form::cells`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// What a cell counts, and so what may be typed into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A whole number, zero or more.
    Count,
    /// A whole number with its sign: 本年增/减.
    Signed,
    /// An amount of money, zero or more, with at most [`Kind::MAX_DECIMALS`] decimals.
    Money,
    /// An amount of money for which the form prints no unit: stated with its own, 元 or 万元.
    Amount,
}

impl Kind {
    /// The most digits before the decimal point that a cell accepts.
    pub const MAX_DIGITS: usize = 12;
    /// The most digits after the decimal point of an amount of money (real tables show up to four).
    pub const MAX_DECIMALS: usize = 6;
}

/// One number cell with its official wording.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The key that drafts, rules and templates use.
    pub key: CellKey,
    /// The short name for messages; for a cell of a matrix `row·column`.
    pub name: String,
    /// The official label path, parts joined by `/`, full-width brackets.
    pub path: String,
    /// The unit as printed (条, 件, 万元…).
    pub unit: String,
    /// What may be typed.
    pub kind: Kind,
    /// The official or customary explanation; empty where none is known.
    pub definition: String,
}

impl Cell {
    /// The part of the form it stands in: the first part of its path (`三、依申请公开情况`).
    pub fn section(&self) -> &str {
        self.path.split('/').next().unwrap_or(&self.path)
    }

    /// The last part of its path: the label of its row, or of its column in a matrix.
    pub fn label(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }
}
