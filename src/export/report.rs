//! From a draft to the finished PDF: composed, its characters checked, laid out, written. The window
//! and the command line both go this one way.

use super::pdf;
use crate::check;
use crate::draft::Draft;
use crate::error::Error;
use crate::report::{Template, compose};
use crate::typeset::{FontBook, lay_out, missing_characters};

/// A report as PDF.
#[derive(Debug, Clone)]
pub struct ReportPdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// Number of pages.
    pub pages: usize,
    /// What the clerk should know of the fonts; empty for nothing.
    pub note: String,
    /// How many 强制 checks do not hold; from 1 on every page says 草稿.
    pub fails: usize,
    /// The rewritten sections that the template has no place for: their text is not printed.
    pub unplaced: Vec<String>,
}

/// The most missing characters that a message names.
const NAMED: usize = 5;

/// Composes and sets a draft by `template`. `body_font` is the file of the 仿宋 for body text, which
/// lies beside the program; without it body text is set in 楷体, and the note says so. A draft that
/// fails a 强制 check says 草稿 on every page.
///
/// # Errors
/// The template does not compose; a font file is damaged; or a character has no glyph in any font,
/// named with its place.
pub fn report_pdf(
    draft: &Draft,
    template: &Template,
    body_font: Option<Vec<u8>>,
) -> Result<ReportPdf, Error> {
    let note = match body_font {
        Some(_) => String::new(),
        None => "没有找到随带的仿宋字体（程序旁的 fonts 目录），正文改用楷体".to_owned(),
    };
    let fonts = FontBook::bundled(body_font)?;
    let mut document = compose(draft, template)?;
    let fails = check::summary(draft, &check::check(draft)).fails;
    if fails > 0 {
        document.mark = format!("草稿（{fails} 处强制审核不符）");
    }
    let missing = missing_characters(&document, &fonts);
    if !missing.is_empty() {
        let named: Vec<String> =
            missing.iter().take(NAMED).map(|one| format!("{}的“{}”", one.place, one.character)).collect();
        let more = if missing.len() > NAMED { format!("等 {} 处", missing.len()) } else { String::new() };
        return Err(Error::new(format!("字库里没有这些字：{}{more}", named.join("、")))
            .hint("请换用其他字，或改写后再导出"));
    }
    let pages = lay_out(&document, &fonts);
    Ok(ReportPdf {
        bytes: pdf(&pages, &fonts)?,
        pages: pages.pages.len(),
        note,
        fails,
        unplaced: template.unplaced(draft).into_iter().map(str::to_owned).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Edit, Entry, Piece, SectionText};
    use crate::form::editions;
    use crate::report::templates;

    /// The command line told of text that was not printed; the window, counting for itself, did not.
    #[test]
    fn a_report_says_what_is_wrong_with_it() {
        let form = editions::named("2014").unwrap();
        let mut draft = Draft::new(form.clone(), 2018, "金塘镇");
        for (key, typed) in [("工作人员数", "3"), ("专职人员数", "1"), ("兼职人员数", "1")] {
            let cell = form.cell(form.find(key).unwrap());
            draft.apply(Edit::entry(cell.key.clone(), Entry::typed(typed, cell.kind))).unwrap();
        }
        let text = SectionText::new([Piece::Words("旧文".to_owned())]);
        draft.apply(Edit::Text("旧的一段".to_owned(), Some(text))).unwrap();
        let made = report_pdf(&draft, templates::named("2014").unwrap(), None).unwrap();
        assert_eq!((made.fails, made.unplaced), (1, vec!["旧的一段".to_owned()]));
        assert!(made.note.contains("楷体"));
    }
}
