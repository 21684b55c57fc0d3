//! What a journal holds: everything before a torn line, a damaged one or an edit that does not fit.

use std::borrow::Cow;

use super::journal::{About, FORMAT, LARGEST, MARK, Record, checksum};
use crate::draft::{self, Draft};
use crate::store::stamp::Digest;

/// What a journal holds.
#[derive(Debug, Clone)]
pub struct Held {
    /// What it is about.
    pub about: About,
    /// The draft with every edit that reached the disk.
    pub draft: Draft,
    /// When the last of them was made, by the clock of then (“2025-01-20 09:15”).
    pub when: String,
    /// It was left open on purpose.
    pub is_kept: bool,
    /// What saves were to make of the file: it may hold that without anyone else having written it.
    pub savings: Vec<Digest>,
    /// More stands in the journal that cannot be read: lines behind a damaged one, an edit that does not fit. The last
    /// line torn by a power cut is nothing of that kind.
    pub is_cut: bool,
}

/// Reads a journal up to what is damaged or does not fit. `None` where not even the beginning is whole, or another
/// version of the program wrote it.
pub fn read(bytes: &[u8]) -> Option<Held> {
    let (mut reading, mut rest) = (Reading::default(), bytes);
    while let Some(end) = rest.iter().position(|byte| *byte == b'\n') {
        let (line, after) = rest.split_at(end + 1);
        if reading.take(line).is_none() {
            reading.held.as_mut()?.is_cut = true;
            break;
        }
        rest = after;
    }
    reading.held
}

/// A journal that is being read.
#[derive(Default)]
struct Reading {
    checksum: u32,
    pictures: Vec<String>,
    about: Option<About>,
    held: Option<Held>,
}

impl Reading {
    /// Takes a line; `None` where it is damaged or does not fit. What stood before stands.
    fn take(&mut self, line: &[u8]) -> Option<()> {
        let (checksum, payload) = whole_line(line, self.checksum)?;
        let payload = long(payload, &self.pictures)?;
        match ron::from_str(&payload).ok()? {
            Record::Begin(FORMAT, of) => self.about = Some(of),
            Record::Begin(..) => return None,
            Record::Picture(picture) => self.pictures.push(picture),
            Record::Base(text) => {
                let (about, draft) = (self.about.clone()?, draft::read(&text).ok()?);
                let (when, savings) = (String::new(), Vec::new());
                self.held = Some(Held { about, draft, when, is_kept: false, savings, is_cut: false });
            }
            Record::Edits(when, edits) => {
                let held = self.held.as_mut()?;
                (held.when, held.is_kept) = (when, false);
                for edit in edits {
                    held.draft.apply(edit).ok()?;
                }
            }
            Record::Saving(digest) => self.held.as_mut()?.savings.push(digest),
            Record::Kept => self.held.as_mut()?.is_kept = true,
        }
        self.checksum = checksum;
        Some(())
    }
}

/// The payload of a line that is whole and follows the line of that checksum, with its own.
fn whole_line(line: &[u8], before: u32) -> Option<(u32, &str)> {
    let line = std::str::from_utf8(line).ok()?.strip_suffix('\n')?;
    let (stated, payload) = line.split_once(' ')?;
    let stated = u32::from_str_radix(stated, 16).ok()?;
    (stated == checksum(before, payload)).then_some((stated, payload))
}

/// A payload with the pictures in their places; `None` where that would be more than a journal may hold at all: a few
/// bytes could name one large picture again and again.
fn long<'a>(payload: &'a str, pictures: &[String]) -> Option<Cow<'a, str>> {
    if !payload.contains(MARK) {
        return Some(Cow::Borrowed(payload));
    }
    let mut whole = String::new();
    for (at, piece) in payload.split(MARK).enumerate() {
        let piece = match at % 2 {
            0 => piece,
            _ => piece.parse().ok().and_then(|number: usize| pictures.get(number)).map_or("", String::as_str),
        };
        if (whole.len() + piece.len()) as u64 > LARGEST {
            return None;
        }
        whole.push_str(piece);
    }
    Some(Cow::Owned(whole))
}

#[cfg(test)]
mod tests {
    use super::super::journal::append;
    use super::super::journal::tests::{draft, text, typed};
    use super::*;
    use crate::draft::Edit;
    use crate::form::Field;

    /// A journal of these records, as a program writes it.
    fn of(records: &[Record]) -> String {
        let (mut text, mut checksum) = (String::new(), 0);
        for record in records {
            checksum = append(&mut text, checksum, &ron::to_string(record).unwrap());
        }
        text
    }

    #[test]
    fn what_stood_before_an_edit_that_does_not_fit_comes_back() {
        let about = About { path: None, saved: None };
        let edits = |when: &str, edits: Vec<Edit>| Record::Edits(when.to_owned(), edits);
        let journal = of(&[
            Record::Begin(FORMAT, about),
            Record::Base(text(&draft())),
            edits("09:15", vec![typed("主动公开政府信息数", "3")]),
            edits("09:16", vec![Edit::Field(Field::Agency, "乙镇".to_owned()), typed("没有这个指标", "4")]),
            edits("09:17", vec![typed("主动公开政府信息数", "5")]),
            Record::Kept,
        ]);
        let held = read(journal.as_bytes()).unwrap();
        let mut expected = draft();
        expected.apply(typed("主动公开政府信息数", "3")).unwrap();
        expected.apply(Edit::Field(Field::Agency, "乙镇".to_owned())).unwrap();
        assert_eq!((text(&held.draft), held.when.as_str()), (text(&expected), "09:16"));
        assert!(held.is_cut && !held.is_kept);

        // A line torn by a power cut is what was not yet confirmed: nothing is missing.
        let torn = journal.lines().take(3).collect::<Vec<_>>().join("\n") + "\n1234";
        assert!(!read(torn.as_bytes()).unwrap().is_cut);
    }

    #[test]
    fn a_line_that_names_a_picture_too_often_is_not_read() {
        let picture = "0".repeat(1_000_000);
        let check = |times: usize, is_read: bool| {
            let payload = format!("Kept{}", format!("{MARK}0{MARK}").repeat(times));
            assert_eq!(long(&payload, std::slice::from_ref(&picture)).is_some(), is_read);
        };
        check(2, true);
        check(300, false);
    }
}
