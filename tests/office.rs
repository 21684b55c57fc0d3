//! Office files as an office's own program reads them: LibreOffice opens every example once, sets it on as many
//! pages as ours, with every word and every cell, and keeps styles and merges when it saves it again.
//!
//! What Excel files have to be asked of LibreOffice belongs into `Converted` too: it is started once for
//! each kind of result, with all files.

#[expect(dead_code, reason = "the tables of this room are not all used here")]
mod drawn;
mod word;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use nianbao::draft;
use nianbao::export::{self, Extent, Order};
use nianbao::report::{Block, BoxRole, Document, TableLine, plain_text, templates};
use nianbao::typeset::{FontBook, lay_out};
use tempfile::TempDir;
use word::Word;

/// What LibreOffice made of all files.
struct Converted {
    folder: TempDir,
    reports: BTreeMap<String, Report>,
}

/// A report that was handed to LibreOffice.
struct Report {
    document: Document,
    pages: usize,
    word: Vec<u8>,
}

static CONVERTED: LazyLock<Converted> = LazyLock::new(Converted::new);

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn report(document: Document, fonts: &FontBook) -> Report {
    let pages = lay_out(&document, fonts);
    let word = export::docx(&document, &pages, fonts).expect("a Word file");
    Report { pages: pages.pages.len(), word, document }
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
        reports.insert(name.to_string_lossy().into_owned(), report(document, &fonts));
    }
    let words = |text: &str| Block::Paragraph(vec![nianbao::report::Run::words(text)]);
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

/// The official fonts are not on every machine; ours, as wide, stand in for them.
fn fonts_conf(folder: &Path) -> PathBuf {
    let stands_in = [
        ("方正小标宋简体", "Nianbao Serif"),
        ("黑体", "Nianbao Sans"),
        ("楷体_GB2312", "Nianbao Kai"),
        ("仿宋_GB2312", "FandolFang"),
        ("宋体", "Nianbao Serif Rest"),
        ("Times New Roman", "FandolFang"),
    ];
    let aliases: String = stands_in
        .iter()
        .map(|(official, ours)| {
            format!(
                "<match target=\"pattern\"><test name=\"family\"><string>{official}</string></test>\
                 <edit name=\"family\" mode=\"assign\" binding=\"same\"><string>{ours}</string>\
                 <string>Nianbao Serif Rest</string></edit></match>"
            )
        })
        .collect();
    let file = folder.join("fonts.conf");
    let text = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>{}</dir>\
         <cachedir>{}</cachedir>{aliases}</fontconfig>",
        root().join("assets/fonts").display(),
        folder.join("cache").display()
    );
    std::fs::write(&file, text).expect("fonts.conf");
    file
}

impl Converted {
    fn new() -> Self {
        let folder = match std::env::var_os("NIANBAO_OFFICE") {
            // To look at what is made.
            Some(path) => tempfile::Builder::new().disable_cleanup(true).tempdir_in(path).expect("a folder"),
            None => tempfile::tempdir().expect("a folder"),
        };
        let reports = reports();
        for (name, report) in &reports {
            std::fs::write(folder.path().join(format!("{name}.docx")), &report.word).expect("a file");
        }
        let converted = Self { folder, reports };
        // Content controls would become fields of a PDF to be filled in, their text no text.
        converted.soffice(
            "pdf:writer_pdf_Export:{\"ExportFormFields\":{\"type\":\"boolean\",\"value\":\"false\"}}",
            "docx",
            "pdf",
        );
        converted.soffice("docx:MS Word 2007 XML", "docx", "again");
        converted
    }

    /// Has LibreOffice convert all files with an extension into a folder.
    fn soffice(&self, to: &str, extension: &str, into: &str) {
        let folder = self.folder.path();
        let mut command = Command::new("soffice");
        command.env("FONTCONFIG_FILE", fonts_conf(folder));
        command.arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()));
        command.args(["--headless", "--norestore", "--convert-to", to, "--outdir"]).arg(folder.join(into));
        command.args(self.reports.keys().map(|name| folder.join(format!("{name}.{extension}"))));
        let said = command.output().unwrap_or_else(|fault| {
            panic!("soffice 没有安装（{fault}）：先运行 ./check，它会安装测试所需的工具")
        });
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    }

    fn pdf(&self, name: &str) -> PathBuf {
        self.folder.path().join("pdf").join(format!("{name}.pdf"))
    }

    /// The Word file as LibreOffice saved it.
    fn again(&self, name: &str) -> Word {
        Word::read(
            &std::fs::read(self.folder.path().join("again").join(format!("{name}.docx"))).expect("a file"),
        )
    }
}

fn ask(tool: &str, arguments: &[&str], file: &Path) -> String {
    let said =
        Command::new(tool).args(arguments).arg(file).args((tool == "pdftotext").then_some("-")).output();
    let said = said.unwrap_or_else(|fault| panic!("{tool} 没有安装（{fault}）：先运行 ./check"));
    assert!(said.status.success(), "{tool}: {}", String::from_utf8_lossy(&said.stderr));
    String::from_utf8_lossy(&said.stdout).into_owned()
}

#[test]
fn libreoffice_sets_every_example_on_as_many_pages_as_we_do() {
    let mut told = Vec::new();
    for (name, report) in &CONVERTED.reports {
        let info = ask("pdfinfo", &[], &CONVERTED.pdf(name));
        let pages = info.lines().find_map(|line| line.strip_prefix("Pages:")).expect("a number");
        let pages: usize = pages.trim().parse().expect("a number");
        told.push((name.as_str(), report.pages, pages));
    }
    assert!(told.iter().all(|(_, ours, theirs)| ours.abs_diff(*theirs) <= 1), "{told:?}");
    println!("{told:?}");
}
