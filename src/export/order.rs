//! From a draft to finished files: composed, its characters checked, laid out, written. The window and
//! the command line both go this one way.

use super::review::review;
use super::{PNG_DPI, csv, docx, html, json, pdf, png_pages, xlsx};
use crate::audit::audit_report;
use crate::check;
use crate::draft::Draft;
use crate::error::Error;
use crate::report::{Document, Template, compose, empty_tables, tables_only};
use crate::typeset::{FontBook, Pages, lay_out, missing_characters};

/// What of a draft is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The whole report.
    Report,
    /// 只要统计表.
    Tables,
    /// 空表: the form of that year, to be filled in by hand.
    Blank,
    /// 报审单: one page for those who sign.
    Review,
}

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// PDF.
    Pdf,
    /// Word.
    Docx,
    /// The tables as a workbook of Excel.
    Xlsx,
    /// A web page in one file.
    Html,
    /// A picture of each page.
    Png,
    /// The figures as lines of a table, for other programs.
    Csv,
    /// The figures with all that is known of them, for other programs.
    Json,
}

/// What is exported, how it is composed and set.
#[derive(Debug, Clone, Copy)]
pub struct Order<'a> {
    /// The draft.
    pub draft: &'a Draft,
    /// How its report is composed.
    pub template: &'a Template,
    /// The fonts that pages are set in.
    pub fonts: &'a FontBook,
    /// What of it.
    pub extent: Extent,
}

/// A composed order: what preview and every format start from.
#[derive(Debug, Clone)]
pub struct Composed {
    /// What is printed, with 草稿 where it is not final.
    pub document: Document,
    /// How many 强制 checks do not hold; from 1 on it is 草稿.
    pub fails: usize,
    /// The rewritten sections that the template has no place for: their text is not printed.
    pub unplaced: Vec<String>,
}

/// A finished export.
#[derive(Debug, Clone)]
pub struct Finished {
    /// The files, at least one; several only where each page is a file.
    pub files: Vec<OutFile>,
    /// Number of pages, where the format has pages.
    pub pages: Option<usize>,
    /// The families that the pages are set in, in the order of their first use.
    pub used: Vec<String>,
    /// What stands across the pages; empty on a finished report.
    pub mark: String,
    /// How many 强制 checks do not hold; from 1 on every page says 草稿, unless it was declared final.
    pub fails: usize,
    /// The rewritten sections that the template has no place for: their text is not printed.
    pub unplaced: Vec<String>,
}

/// One file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutFile {
    /// What is added to the name that was asked for, before its extension; empty for the only file.
    pub suffix: String,
    /// What is written.
    pub bytes: Vec<u8>,
}

/// The most missing characters that a message names.
const NAMED: usize = 5;

impl Extent {
    /// Every extent, in the order of menus and help.
    pub const ALL: [Self; 4] = [Self::Report, Self::Tables, Self::Blank, Self::Review];

    /// The Chinese word: in menus, on the command line, and in the names of files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "年度报告",
            Self::Tables => "统计表",
            Self::Blank => "空表",
            Self::Review => "报审单",
        }
    }

    /// Whether there is such a thing: a 报审单 is no figures.
    pub fn has(self, format: Format) -> bool {
        self != Self::Review || !format.is_figures()
    }

    /// The extent of that name; 全文 is the whole report too.
    pub fn named(name: &str) -> Option<Self> {
        let name = if name == "全文" { Self::Report.name() } else { name };
        Self::ALL.into_iter().find(|extent| extent.name() == name)
    }
}

impl Format {
    /// Every format, in the order of menus and help.
    pub const ALL: [Self; 7] =
        [Self::Pdf, Self::Docx, Self::Xlsx, Self::Html, Self::Png, Self::Csv, Self::Json];

    /// Its extension, which is also its name on the command line.
    pub fn extension(self) -> &'static str {
        self.words().0
    }

    /// What the clerk calls it.
    pub fn label(self) -> &'static str {
        self.words().1
    }

    /// What it is for, in a line.
    pub fn purpose(self) -> &'static str {
        self.words().2
    }

    /// The format of that extension, or as the clerk calls it (Word, 网页); in capitals too.
    pub fn named(name: &str) -> Option<Self> {
        let called = |format: &Self| format.label().split(' ').next().unwrap_or_default();
        Self::ALL.into_iter().find(|format| {
            format.extension().eq_ignore_ascii_case(name) || called(format).eq_ignore_ascii_case(name)
        })
    }

    /// Whether it shows pages, as they are printed.
    pub fn has_pages(self) -> bool {
        matches!(self, Self::Pdf | Self::Png)
    }

    /// Whether it holds the tables or figures only, whatever is asked for.
    pub fn is_figures(self) -> bool {
        matches!(self, Self::Xlsx | Self::Csv | Self::Json)
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Pdf => ("pdf", "PDF", "印发、上网、归档，版面固定"),
            Self::Docx => ("docx", "Word", "送领导修改，可继续编辑"),
            Self::Xlsx => ("xlsx", "Excel 统计表", "数字可计算，合计带公式"),
            Self::Html => ("html", "网页", "贴进门户网站的编辑器"),
            Self::Png => ("png", "图片", "每页一张，用于公众号和群通知"),
            Self::Csv => ("csv", "CSV 数据", "指标和数值，供其他系统读取"),
            Self::Json => ("json", "JSON 数据", "同上，带说明，供程序读取"),
        }
    }
}

impl Order<'_> {
    /// Composes what is wanted. A report whose draft fails a 强制 check is marked 草稿.
    ///
    /// # Errors
    /// The template does not compose.
    pub fn composed(&self) -> Result<Composed, Error> {
        let (mut document, unplaced) = match self.extent {
            Extent::Report => (compose(self.draft, self.template)?, self.template.unplaced(self.draft)),
            Extent::Tables => (tables_only(self.draft), Vec::new()),
            Extent::Blank => (empty_tables(self.draft), Vec::new()),
            Extent::Review => {
                let findings = audit_report(self.draft, self.template)?;
                (review(self.draft, &findings, self.fonts), Vec::new())
            }
        };
        let fails = match self.extent {
            Extent::Blank => 0,
            Extent::Review | Extent::Report | Extent::Tables => {
                check::summary(self.draft, &check::check(self.draft)).fails
            }
        };
        // Declared final although it fails: knowingly, and for just these failures.
        let is_of_report = matches!(self.extent, Extent::Report | Extent::Tables);
        if is_of_report && fails > 0 && !check::is_declared_final(self.draft, &check::check(self.draft)) {
            document.mark = format!("草稿（{fails} 处强制审核不符）");
        }
        Ok(Composed { document, fails, unplaced: unplaced.into_iter().map(str::to_owned).collect() })
    }

    /// The name that a file of this format has in a folder: `金塘镇-2018-年度报告.pdf`. What stands in it is
    /// named, since a workbook of the report holds its tables only.
    pub fn file_name(&self, format: Format, suffix: &str) -> String {
        let what = match (format, self.extent_in(format)) {
            (Format::Csv | Format::Json, Extent::Tables) => "数据",
            (_, extent) => extent.name(),
        };
        format!("{}-{what}{suffix}.{}", self.draft.file_stem(), format.extension())
    }

    /// What a format holds of what is wanted. Figures are figures, and do not fail for a template that is not
    /// printed.
    fn extent_in(&self, format: Format) -> Extent {
        match self.extent {
            Extent::Report if format.is_figures() => Extent::Tables,
            extent => extent,
        }
    }

    /// Composes, sets and writes it.
    ///
    /// # Errors
    /// The template does not compose; a 报审单 is asked for as figures; or a format with pages has a character
    /// that is in no font, named with its place.
    pub fn export(&self, format: Format) -> Result<Finished, Error> {
        if !self.extent.has(format) {
            let what = format!("{}没有{}", self.extent.name(), format.label());
            return Err(Error::new(what).hint("报审单请导出为 PDF、Word、网页或图片"));
        }
        let extent = self.extent_in(format);
        let Composed { document, fails, unplaced } = Order { extent, ..*self }.composed()?;
        if format.has_pages() {
            refuse_missing(&document, self.fonts)?;
        }
        // Word takes the heights of rows from the pages, and characters that no font has from its own.
        let is_set = format.has_pages() || format == Format::Docx;
        let pages = if is_set { lay_out(&document, self.fonts) } else { Pages { pages: Vec::new() } };
        let whole = |bytes| vec![OutFile { suffix: String::new(), bytes }];
        let files = match format {
            Format::Pdf => whole(pdf(&document, &pages, self.fonts)?),
            Format::Docx => whole(docx(&document, &pages, self.fonts)?),
            Format::Png => {
                let files = png_pages(&pages, self.fonts, PNG_DPI)?.into_iter().zip(1..);
                files.map(|(bytes, number)| OutFile { suffix: format!("-第{number}页"), bytes }).collect()
            }
            Format::Html => whole(html(&document)),
            Format::Xlsx => whole(xlsx(&document, self.draft, extent == Extent::Blank)?),
            Format::Csv => whole(csv(self)?),
            Format::Json => whole(json(self, &document)?),
        };
        Ok(Finished {
            files,
            pages: format.has_pages().then_some(pages.pages.len()),
            used: if format.has_pages() { self.fonts.used(&pages) } else { Vec::new() },
            mark: document.mark,
            fails,
            unplaced,
        })
    }
}

fn refuse_missing(document: &Document, fonts: &FontBook) -> Result<(), Error> {
    let missing = missing_characters(document, fonts);
    if missing.is_empty() {
        return Ok(());
    }
    let named: Vec<String> =
        missing.iter().take(NAMED).map(|one| format!("{}的“{}”", one.place, one.character)).collect();
    let more = if missing.len() > NAMED { format!("等 {} 处", missing.len()) } else { String::new() };
    Err(Error::new(format!("字库里没有这些字：{}{more}", named.join("、")))
        .hint("请换用其他字，或改写后再导出"))
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
        let fonts = FontBook::bundled(None).unwrap();
        let template = templates::named("2014").unwrap();
        let order = Order { draft: &draft, template, fonts: &fonts, extent: Extent::Report };
        let made = order.export(Format::Pdf).unwrap();
        assert_eq!((made.fails, made.unplaced), (1, vec!["旧的一段".to_owned()]));
        let failures = check::failures(&draft, &check::check(&draft));
        assert!(order.composed().unwrap().document.mark.contains("草稿"));
        draft.apply(Edit::Final(Some(failures))).unwrap();
        let order = Order { draft: &draft, template, fonts: &fonts, extent: Extent::Report };
        let composed = order.composed().unwrap();
        assert_eq!((composed.fails, composed.document.mark.as_str()), (1, ""), "declared final knowingly");
        assert!(fonts.note().contains("楷体"));
    }

    /// `--format word` was refused, though the window calls it so.
    #[test]
    fn a_format_is_known_by_its_extension_and_by_what_clerks_call_it() {
        let check = |name: &str, expected| assert_eq!(Format::named(name), expected, "{name}");
        check("DOCX", Some(Format::Docx));
        check("word", Some(Format::Docx));
        check("Excel", Some(Format::Xlsx));
        check("网页", Some(Format::Html));
        check("图片", Some(Format::Png));
        check("", None);
        check("doc", None);
    }
}
