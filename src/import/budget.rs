//! What reading a foreign file may cost, counted before memory is taken. A form and its report fit many times
//! into it; a file made to fill the memory does not.

use crate::error::Error;

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: u64 = 64 * 1024 * 1024;
/// The most files inside a packed one (DOCX, XLSX, ODS).
pub const MOST_ENTRIES: usize = 5_000;
/// The deepest nesting of elements or objects.
pub const DEEPEST: usize = 200;

/// The most bytes that may be unpacked of one file, all its parts together.
const MOST_UNPACKED: u64 = 64 * 1024 * 1024;
/// The most cells of tables, blank ones that a span or a far corner makes included.
const MOST_CELLS: u64 = 400_000;
/// The most paragraphs, lines and other pieces.
const MOST_PIECES: u64 = 1_000_000;
/// The most bytes looked at where a file may have the same ones read again and again. About a second.
const MOST_WORK: u64 = 160_000_000;

/// Nesting went past [`DEEPEST`].
pub fn too_deep() -> Error {
    Error::new(format!("内容嵌套超过 {DEEPEST} 层，没有读取")).hint("请确认这是年度报告")
}

/// What is left to spend on one file.
#[derive(Debug, Clone)]
pub struct Budget {
    unpacked: u64,
    cells: u64,
    pieces: u64,
    work: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { unpacked: MOST_UNPACKED, cells: MOST_CELLS, pieces: MOST_PIECES, work: MOST_WORK }
    }
}

impl Budget {
    /// Before bytes are unpacked.
    ///
    /// # Errors
    /// The file unpacks to more than is read.
    pub fn unpack(&mut self, bytes: u64) -> Result<(), Error> {
        spend(&mut self.unpacked, bytes, || {
            let most = MOST_UNPACKED / 1024 / 1024;
            Error::new(format!("文件解压后超过 {most} MB，没有读取")).hint("请确认这是年度报告")
        })
    }

    /// How many bytes may still be unpacked.
    pub fn unpacked_left(&self) -> u64 {
        self.unpacked
    }

    /// Before room is made for cells.
    ///
    /// # Errors
    /// There are more cells than are read.
    pub fn cells(&mut self, cells: u64) -> Result<(), Error> {
        spend(&mut self.cells, cells, || {
            Error::new(format!("表格超过 {} 万个单元格，没有读取", MOST_CELLS / 10_000))
                .hint("请只留下统计表所在的工作表再导入")
        })
    }

    /// The cells of a table that was then left out are free again; what was unpacked for it is spent.
    pub fn give_back_cells(&mut self, before: &Self) {
        self.cells = before.cells;
    }

    /// Before room is made for paragraphs, lines or other pieces.
    ///
    /// # Errors
    /// There are more than are read.
    pub fn pieces(&mut self, pieces: u64) -> Result<(), Error> {
        spend(&mut self.pieces, pieces, || {
            Error::new(format!("文件超过 {} 万段，没有读取", MOST_PIECES / 10_000)).hint("请确认这是年度报告")
        })
    }

    /// Before bytes are looked at that may have been looked at before.
    ///
    /// # Errors
    /// It would take too long.
    pub fn work(&mut self, bytes: u64) -> Result<(), Error> {
        spend(&mut self.work, bytes, || {
            Error::new("文件结构过于复杂，没有读完").hint("请另存一份再导入，并确认这是年度报告")
        })
    }
}

fn spend(left: &mut u64, cost: u64, error: impl FnOnce() -> Error) -> Result<(), Error> {
    *left = left.checked_sub(cost).ok_or_else(error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_is_spent() {
        let mut budget = Budget::default();
        assert!(budget.cells(MOST_CELLS).is_ok());
        let error = budget.cells(1).unwrap_err().to_string();
        assert!(error.contains("40 万个单元格"), "{error}");
        assert!(budget.unpack(u64::MAX).is_err(), "no sum overflows");
    }
}
