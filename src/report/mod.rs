//! Draft and template become a [`Document`].
mod document;
pub use document::{Block, BoxRole, Document, Run, TableBlock, TableBox, TableLine, plain_text};
