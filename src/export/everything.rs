//! 全部导出: a set of files from one draft, one after the other, so that each can be written whole and the
//! rest called off.

use super::{Finished, Format, Order};
use crate::error::Error;

/// How far a set is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Formats that are done, whether they came off or not.
    pub done: usize,
    /// Formats in all.
    pub total: usize,
    /// The one that comes now; `None` at the end.
    pub next: Option<Format>,
}

/// What came of a set.
#[derive(Debug, Default)]
pub struct Everything {
    /// The formats that came off, with what is to be said of them; their files are empty, since they were
    /// handed over.
    pub made: Vec<(Format, Finished)>,
    /// The names of the files that were taken, in their order.
    pub names: Vec<String>,
    /// What did not come off, and why.
    pub failed: Vec<(Format, Error)>,
    /// It was called off before its end; what was taken before stays.
    pub was_cancelled: bool,
}

/// Writes a finished file of that name, whole or not at all.
pub type Take<'a> = dyn FnMut(&str, &[u8]) -> Result<(), Error> + 'a;

/// Makes every format and hands over each finished file with its name in the folder. `take` writes it, whole
/// or not at all. One format that fails does not keep the others back. Without a `stem` the files have the names
/// of [`Order::file_name`]; with one, that and their extensions.
pub fn everything(
    order: &Order<'_>,
    formats: &[Format],
    stem: Option<&str>,
    take: &mut Take<'_>,
    progress: &mut dyn FnMut(Step),
    is_cancelled: &dyn Fn() -> bool,
) -> Everything {
    let mut all = Everything::default();
    let total = formats.len();
    for (done, format) in formats.iter().enumerate() {
        progress(Step { done, total, next: Some(*format) });
        if is_cancelled() {
            all.was_cancelled = true;
            return all;
        }
        match order.export(*format) {
            Err(error) => all.failed.push((*format, error)),
            Ok(mut made) => {
                let mut fault = None;
                for file in std::mem::take(&mut made.files) {
                    if is_cancelled() {
                        all.was_cancelled = true;
                        return all;
                    }
                    let name = match stem {
                        Some(stem) => format!("{stem}{}.{}", file.suffix, format.extension()),
                        None => order.file_name(*format, &file.suffix),
                    };
                    match take(&name, &file.bytes) {
                        Ok(()) => all.names.push(name),
                        Err(error) => {
                            fault = Some(error);
                            break;
                        }
                    }
                }
                match fault {
                    Some(error) => all.failed.push((*format, error)),
                    None => all.made.push((*format, made)),
                }
            }
        }
    }
    progress(Step { done: total, total, next: None });
    all
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::draft::Draft;
    use crate::export::Extent;
    use crate::form::editions;
    use crate::report::templates;
    use crate::typeset::FontBook;

    /// Runs a set of an empty draft, called off after so many files; gives names, steps and the outcome.
    fn check(
        extent: Extent,
        formats: &[Format],
        cancel_after: usize,
        refuse: &str,
    ) -> (Vec<String>, Everything) {
        let form = editions::named("2021").unwrap();
        let draft = Draft::new(form.clone(), 2025, "金塘/镇");
        let template = templates::for_form(&form).unwrap();
        let fonts = FontBook::bundled(None).unwrap();
        let order = Order { draft: &draft, template, fonts: &fonts, extent };
        let taken = Cell::new(0);
        let mut take = |name: &str, bytes: &[u8]| {
            assert!(!bytes.is_empty());
            taken.set(taken.get() + 1);
            if name.ends_with(refuse) { Err(Error::new("磁盘已满")) } else { Ok(()) }
        };
        let mut said = Vec::new();
        let mut progress = |step: Step| {
            said.push(format!("{}/{} {}", step.done, step.total, step.next.map_or("", Format::label)));
        };
        let all =
            everything(&order, formats, None, &mut take, &mut progress, &|| taken.get() >= cancel_after);
        (said, all)
    }

    #[test]
    fn each_file_is_handed_over_by_its_name_and_progress_told() {
        let (said, all) = check(Extent::Tables, &[Format::Pdf, Format::Csv], usize::MAX, "无");
        assert_eq!(said, ["0/2 PDF", "1/2 CSV 数据", "2/2 "]);
        assert_eq!(all.names, ["金塘_镇-2025-统计表.pdf", "金塘_镇-2025-数据.csv"]);
        assert!(all.failed.is_empty() && !all.was_cancelled && all.made.len() == 2);
    }

    #[test]
    fn what_is_called_off_keeps_what_is_finished() {
        let (_, all) = check(Extent::Blank, &[Format::Json, Format::Csv], 1, "无");
        assert!(all.was_cancelled);
        assert_eq!(all.names, ["金塘_镇-2025-空表.json"]);
    }

    #[test]
    fn one_that_fails_does_not_keep_the_others_back() {
        let (_, all) = check(Extent::Tables, &[Format::Csv, Format::Json], usize::MAX, ".csv");
        assert_eq!(all.names, ["金塘_镇-2025-数据.json"]);
        let failed: Vec<String> = all.failed.iter().map(|(_, error)| error.to_string()).collect();
        assert_eq!(failed, ["磁盘已满"]);
    }
}
