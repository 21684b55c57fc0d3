//! The elements that say of another what it is.

use super::xml::Space;

/// An element that is open, as far as it matters to what stands in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Step {
    Run,
    RunProperties,
    ParagraphProperties,
    /// List and level of a paragraph.
    Numbering,
    RowProperties,
    ControlProperties,
    #[default]
    Other,
}

impl Step {
    pub fn of(space: Space, name: &str) -> Self {
        match (space, name) {
            (Space::Word, "r") => Self::Run,
            (Space::Word, "rPr") => Self::RunProperties,
            (Space::Word, "pPr") => Self::ParagraphProperties,
            (Space::Word, "numPr") => Self::Numbering,
            (Space::Word, "trPr") => Self::RowProperties,
            (Space::Word, "sdtPr") => Self::ControlProperties,
            _ => Self::Other,
        }
    }
}
