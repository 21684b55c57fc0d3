//! 只要统计表: the form's tables without the report around them, filled in or empty.

use super::document::{Block, Document};
use super::identity::Identity;
use super::table::table_block;
use crate::draft::Draft;
use crate::form::Field;

/// The tables of the draft's form with its figures.
pub fn tables_only(draft: &Draft) -> Document {
    let agency = draft.field(Field::Agency).trim();
    let title = format!("{agency}{}年{}", draft.year(), draft.form().title);
    Document {
        title,
        author: agency.to_owned(),
        date: draft.date(Field::IssuedOn).map(|date| date.to_string()),
        blocks: draft.form().tables.iter().map(|table| Block::Table(table_block(draft, table))).collect(),
        identity: Some(Identity::of(draft, false)),
        ..Document::default()
    }
}

/// 空表: the tables of the draft's form for its year and agency, to be filled in by hand.
pub fn empty_tables(draft: &Draft) -> Document {
    let blank = Draft::new(draft.form().clone(), draft.year(), draft.field(Field::Agency));
    let mut document = tables_only(&blank);
    document.title = format!("{}（空表）", document.title);
    document
}
