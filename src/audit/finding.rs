//! What the audit finds: something in the words of the report that someone should look at.

use crate::form::{Field, Level};

/// One thing found. It never blocks anything, and no reason is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Id of the check, `DOC-05`; once released it never changes meaning.
    pub id: &'static str,
    /// How much it matters: mostly 核实 or 提示, 强制 only where the document is plainly wrong.
    pub level: Level,
    /// Where it stands.
    pub place: Place,
    /// What is wrong, with the words quoted; no closing full stop.
    pub what: String,
    /// What to do about it; no closing full stop.
    pub advice: String,
}

/// A place in the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The title.
    Title,
    /// Before the first part, outside of all sections.
    Opening,
    /// A part, by its heading.
    Heading(String),
    /// A section, by its name; a draft may hold one that the template does not have.
    Section(String),
    /// A basic text.
    Field(Field),
    /// 落款.
    Signature,
}

impl Place {
    /// The place in words.
    pub fn name(&self) -> &str {
        match self {
            Self::Title => "标题",
            Self::Opening => "开头",
            Self::Heading(name) | Self::Section(name) => name,
            Self::Field(field) => field.name(),
            Self::Signature => "落款",
        }
    }
}
