//! Office files as an office's own program reads them: LibreOffice opens every example once, sets it on as many
//! pages as ours, with every word and every cell, and keeps styles and merges when it saves it again.
//!
//! What is to be asked of Excel files belongs into `converted` too: LibreOffice is started once for each kind
//! of result, with all files.

mod drawn;
mod read_back;
mod stand_ins;
#[expect(dead_code, reason = "not all that is read is needed here")]
mod word;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use nianbao::draft::{self, Draft};
use nianbao::export::{self, Extent, Order};
use nianbao::import::{
    self,
    revised::{Kinship, Returned, Revision},
};
use nianbao::report::{Block, BoxRole, Document, Run, plain_text, templates};
use nianbao::typeset::{FontBook, lay_out};
use read_back::{assert_same_prose, assert_same_tables};
use stand_ins::fonts_conf;
use word::{Row, Word};

/// A report, and what LibreOffice made of it.
struct Report {
    /// Its draft, where it has one.
    draft: Option<Draft>,
    document: Document,
    /// On how many pages we set it.
    pages: usize,
    word: Vec<u8>,
    /// On how many pages LibreOffice sets it, and what stands on them.
    their_pages: usize,
    their_text: String,
    /// The pages as LibreOffice wrote them.
    their_pdf: Vec<u8>,
    /// The Word file as LibreOffice saved it.
    again: Vec<u8>,
}

static REPORTS: LazyLock<BTreeMap<String, Report>> = LazyLock::new(converted);

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn report(document: Document, fonts: &FontBook) -> Report {
    let pages = lay_out(&document, fonts);
    let word = export::docx(&document, &pages, fonts).expect("a Word file");
    Report {
        pages: pages.pages.len(),
        word,
        draft: None,
        document,
        their_pages: 0,
        their_text: String::new(),
        their_pdf: Vec::new(),
        again: Vec::new(),
    }
}

/// Every example, and one report with what no example has.
fn reports() -> BTreeMap<String, Report> {
    let fang = std::fs::read(root().join("assets/fonts/fandol/FandolFang-Regular.ttf")).expect("FandolFang");
    let fonts = FontBook::bundled(Some(fang)).expect("fonts");
    let mut reports = BTreeMap::new();
    for file in std::fs::read_dir(root().join("examples")).expect("the examples") {
        let path = file.expect("an example").path();
        let Some(name) = path.file_stem().filter(|_| path.extension().is_some_and(|e| e == "nianbao")) else {
            continue;
        };
        let draft = draft::read(&std::fs::read_to_string(&path).expect("a draft")).expect("a draft");
        let template = templates::named(&draft.form().report).expect("its template");
        let order = Order { draft: &draft, template, fonts: &fonts, extent: Extent::Report };
        let document = order.composed().expect("a report").document;
        let report = Report { draft: Some(draft), ..report(document, &fonts) };
        reports.insert(name.to_string_lossy().into_owned(), report);
    }
    let words = |text: &str| Block::Paragraph(vec![Run::words(text)]);
    let blocks = vec![
        Block::Title("云川市政务公开办公室关于政府信息公开工作情况的年度报告".to_owned()),
        Block::Subtitle("（2018年度）".to_owned()),
        words(&"本年度“主动公开”各类信息1,284条——比上年增加12条。".repeat(5)),
        drawn::chart(4, 2),
        drawn::picture(400, 200),
        words("以下为分县情况。"),
        drawn::wide_table(24, 30),
        words("以上数据由各县报送。"),
        Block::Signature { agency: "市政务公开办".to_owned(), date: "2019年10月16日".to_owned() },
    ];
    let document = Document { title: "图表".to_owned(), blocks, ..Document::default() };
    reports.insert("图表".to_owned(), report(document, &fonts));
    reports
}

/// Starts LibreOffice once for each kind of result, with all files.
fn converted() -> BTreeMap<String, Report> {
    let folder = match std::env::var_os("NIANBAO_OFFICE") {
        // To look at what is made.
        Some(path) => tempfile::Builder::new().disable_cleanup(true).tempdir_in(path).expect("a folder"),
        None => tempfile::tempdir().expect("a folder"),
    };
    let folder = folder.path();
    let mut reports = reports();
    let files: Vec<PathBuf> = reports.keys().map(|name| folder.join(format!("{name}.docx"))).collect();
    for (file, report) in files.iter().zip(reports.values()) {
        std::fs::write(file, &report.word).expect("a file");
    }
    // Content controls would become fields of a PDF to be filled in, their text no text.
    let no_fields = "{\"ExportFormFields\":{\"type\":\"boolean\",\"value\":\"false\"}}";
    soffice(folder, &files, &format!("pdf:writer_pdf_Export:{no_fields}"), "pdf");
    soffice(folder, &files, "docx:MS Word 2007 XML", "again");
    for (name, report) in &mut reports {
        let pdf = folder.join("pdf").join(format!("{name}.pdf"));
        let info = ask("pdfinfo", &[], &pdf);
        let pages = info.lines().find_map(|line| line.strip_prefix("Pages:")).expect("a number");
        report.their_pages = pages.trim().parse().expect("a number");
        report.their_text = ask("pdftotext", &[], &pdf);
        report.their_pdf = std::fs::read(&pdf).expect("a file");
        report.again = std::fs::read(folder.join("again").join(format!("{name}.docx"))).expect("a file");
    }
    reports
}

/// Has LibreOffice convert files into a folder.
fn soffice(folder: &Path, files: &[PathBuf], to: &str, into: &str) {
    let mut command = Command::new("soffice");
    command.env("FONTCONFIG_FILE", fonts_conf(folder));
    command.arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()));
    command.args(["--headless", "--norestore", "--convert-to", to, "--outdir"]).arg(folder.join(into));
    let said = command.args(files).output().unwrap_or_else(|fault| {
        panic!("soffice 没有安装（{fault}）：先运行 ./check，它会安装测试所需的工具")
    });
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
}

fn ask(tool: &str, arguments: &[&str], file: &Path) -> String {
    let said =
        Command::new(tool).args(arguments).arg(file).args((tool == "pdftotext").then_some("-")).output();
    let said = said.unwrap_or_else(|fault| panic!("{tool} 没有安装（{fault}）：先运行 ./check"));
    assert!(said.status.success(), "{tool}: {}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8_lossy(&said.stdout).into_owned()
}

/// Without blanks, and without the hyphens that pdftotext takes for those of a line end.
fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect()
}

#[test]
fn libreoffice_sets_every_example_on_as_many_pages_as_we_do() {
    let counts = REPORTS.iter().map(|(name, report)| (name, report.pages, report.their_pages));
    let counts: Vec<_> = counts.collect();
    assert_eq!(counts.len(), 8, "all examples and what they have not");
    assert!(counts.iter().all(|(_, ours, theirs)| ours.abs_diff(*theirs) <= 1), "{counts:?}");
}

#[test]
fn libreoffice_prints_every_word_in_order_and_every_figure() {
    for (name, report) in REPORTS.iter() {
        // Without what stands outside the type area.
        let outside = |line: &&str| {
            let line = solid(line);
            let folio = line.strip_prefix('—').and_then(|line| line.strip_suffix('—'));
            folio.is_none_or(|number| number.parse::<u32>().is_err())
                && (line.is_empty() || line != solid(&report.document.mark))
        };
        let text = solid(&report.their_text.lines().filter(outside).collect::<String>());
        let mut rest = text.as_str();
        for block in &report.document.blocks {
            let words = match block {
                Block::Title(text) | Block::Subtitle(text) | Block::Annex(text) => text.clone(),
                Block::Heading { runs, .. } | Block::Paragraph(runs) => plain_text(runs),
                Block::Signature { agency, date } => format!("{agency}{date}"),
                Block::Chart(chart) => chart.title.clone(),
                Block::Picture { caption, .. } => caption.clone(),
                Block::Table(table) => {
                    let figures = table.boxes.iter().filter(|place| place.role == BoxRole::Number);
                    for figure in figures.map(|place| solid(&place.text)) {
                        assert!(text.contains(&figure), "{name}: {figure}");
                    }
                    continue;
                }
            };
            let words = solid(&words);
            let at = rest.find(&words).unwrap_or_else(|| panic!("{name}: {words} in {rest}"));
            rest = &rest[at + words.len()..];
        }
    }
}

#[test]
fn a_pdf_by_libreoffice_is_read_back_word_for_word_and_box_for_box() {
    for (name, report) in REPORTS.iter() {
        let source = import::read("报告.pdf", &report.their_pdf).expect("a report");
        assert_same_tables(name, &source, &report.document);
        assert_same_prose(name, &source, &report.document);
    }
}

#[test]
fn a_report_that_libreoffice_saves_again_keeps_words_boxes_and_styles() {
    for (name, report) in REPORTS.iter() {
        let (ours, theirs) = (Word::read(&report.word), Word::read(&report.again));
        let (our_names, their_names) = (ours.style_names(), theirs.style_names());
        let told = |word: &Word, names: &BTreeMap<String, String>| -> Vec<(String, String)> {
            // heading 1 becomes Heading 1, which is the same to Word.
            let style = |id: &str| names.get(id).map(|name| name.to_lowercase()).unwrap_or_default();
            let told = word.paragraphs().into_iter();
            told.map(|paragraph| (style(&paragraph.style), paragraph.text.trim().to_owned())).collect()
        };
        for (ours, theirs) in told(&ours, &our_names).into_iter().zip(told(&theirs, &their_names)) {
            assert_eq!(ours, theirs, "{name}");
        }
        assert_eq!(ours.paragraphs().len(), theirs.paragraphs().len(), "{name}");
        assert_eq!(ours.tables().len(), theirs.tables().len(), "{name}");
        for (ours, theirs) in ours.tables().into_iter().zip(theirs.tables()) {
            assert_eq!(boxes(ours), boxes(theirs), "{name}");
            let heads = |rows: &[Row]| rows.iter().filter(|row| row.is_head).count();
            assert_eq!(heads(ours), heads(theirs), "{name}: the head is repeated");
        }
    }
}

/// 收回修改稿: opened and saved in LibreOffice, nothing was changed.
#[test]
fn a_report_that_libreoffice_saves_again_comes_back_without_a_question() {
    let drafts = REPORTS.iter().filter_map(|(name, report)| Some((name, report, report.draft.as_ref()?)));
    let mut count = 0;
    for (name, report, draft) in drafts {
        let returned = Returned::read(&report.again).expect("a Word file");
        assert_eq!(returned.kinship(draft), Kinship::Own, "{name}");
        let template = templates::named(&draft.form().report).expect("its template");
        let revision = Revision::of(&returned, draft, template).expect("a revision");
        let asked: Vec<_> = revision.figures.iter().map(|one| (&one.cell, &one.old, &one.new)).collect();
        let words: Vec<_> = revision.changes().map(|change| &change.key).collect();
        assert!(revision.is_empty(), "{name}: {words:?} {asked:?} {:?}", revision.fixed);
        count += 1;
    }
    assert_eq!(count, 7, "all examples");
}

/// The boxes of each row: whether merged with those above, text. Not how many columns they cover: LibreOffice
/// may put a column of a hair's breadth where two rows are rounded differently.
fn boxes(rows: &[Row]) -> Vec<Vec<(String, String)>> {
    let read = |cell: &word::Cell| (cell.merge.clone(), cell.text());
    rows.iter().map(|row| row.cells.iter().map(read).collect()).collect()
}
