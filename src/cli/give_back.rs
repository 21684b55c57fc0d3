//! What `nianbao rollup` writes beside the 汇总: what units have to mend, the table of all units, the long CSV.

use std::path::{Path, PathBuf};

use super::rollup::COMMAND;
use crate::error::{Error, did_you_mean};
use crate::export::{Letter, letters, long_csv, mend_list, mends, units_table};
use crate::form::{CellId, Form};
use crate::rollup::Collection;
use crate::store::atomic::{Creation, write_new_pieces, write_pieces};

/// The files that were asked for.
#[derive(Debug, Default)]
pub(super) struct GiveBack {
    /// What all units have to mend, as a workbook.
    pub mend: Option<PathBuf>,
    /// The same as a text for each unit.
    pub letters: Option<PathBuf>,
    /// All units and chosen cells.
    pub table: Option<PathBuf>,
    /// The keys of the chosen cells, with commas between them; all where none are named.
    pub cells: Option<String>,
    /// Every figure of every unit.
    pub long: Option<PathBuf>,
}

impl GiveBack {
    /// The files, which are none of those that units sent.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.mend, &self.letters, &self.table, &self.long].into_iter().flatten()
    }

    /// Writes them; gives those that were written.
    ///
    /// # Errors
    /// A cell is not of the form; a file is there already, unless `force`; the system refuses.
    pub fn write(&self, collection: &Collection, force: bool) -> Result<Vec<&Path>, Error> {
        let cells = self.chosen(&collection.target().form)?;
        let mut written: Vec<&Path> = Vec::new();
        if self.mend.is_some() || self.letters.is_some() {
            let mends = mends(collection)?;
            if let Some(path) = &self.mend {
                written.push(put(path, [mend_list(collection, &mends)], force)?);
            }
            if let Some(path) = &self.letters {
                let letters = letters(collection, &mends);
                let text: String = (1..).zip(&letters).map(|(number, letter)| page(number, letter)).collect();
                written.push(put(path, [Ok(text.into_bytes())], force)?);
            }
        }
        if let Some(path) = &self.table {
            written.push(put(path, [units_table(collection, &cells)], force)?);
        }
        if let Some(path) = &self.long {
            written.push(put(path, long_csv(collection), force)?);
        }
        Ok(written)
    }

    fn chosen(&self, form: &Form) -> Result<Vec<CellId>, Error> {
        let Some(named) = &self.cells else {
            return Ok(form.ids().filter(|cell| !form.is_fact(*cell)).collect());
        };
        let keys = named.split([',', '，', '、']).map(str::trim).filter(|key| !key.is_empty());
        keys.map(|key| {
            form.find(key).ok_or_else(|| {
                let near = did_you_mean(key, form.cells.iter().map(|cell| cell.key.as_str()));
                COMMAND.about(
                    Error::new(format!("{} 版式没有“{key}”这个指标{near}", form.edition))
                        .hint("全部指标见 nianbao forms"),
                )
            })
        })
        .collect()
    }
}

/// A letter with a line above it that says whom to call.
fn page(number: usize, letter: &Letter) -> String {
    let contact = if letter.contact.is_empty() { String::new() } else { format!("（{}）", letter.contact) };
    format!("──── {number}. {}{contact} ────\n\n{}\n", letter.unit, letter.text)
}

fn put(
    path: &Path,
    pieces: impl IntoIterator<Item = Result<Vec<u8>, Error>>,
    force: bool,
) -> Result<&Path, Error> {
    let creation = match force {
        true => write_pieces(path, pieces).map(|()| Creation::Written),
        false => write_new_pieces(path, pieces),
    }?;
    match creation {
        Creation::Written => Ok(path),
        Creation::AlreadyThere => Err(Error::new("已有同名文件，没有覆盖")
            .hint("请换一个文件名；确要覆盖请加 --force")
            .about(path.display().to_string())),
    }
}
