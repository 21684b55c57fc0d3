//! The page for portals as a browser sees it: the tables where Chromium puts their boxes, and nothing outside.

mod read_back;
mod stand_ins;

use std::fs;
use std::path::Path;
use std::process::Command;

use nianbao::draft::{self, Draft};
use nianbao::export::{Extent, Format, Order};
use nianbao::import;
use nianbao::report::{Block, Document, TableBlock, compose, tables_only, templates};
use nianbao::typeset::FontBook;
use read_back::{assert_same_prose, assert_same_tables};

/// Put into the copy that the test shows, never into an export: says where each box of each table was painted.
const MEASURE: &str = "<script>
addEventListener('load', () => {
  const edges = (list) => [...new Set(list.map(Math.round))].sort((a, b) => a - b);
  const tables = [...document.querySelectorAll('table')].map((table) => {
    const boxes = [...table.querySelectorAll('th, td')].map((box) => [box, box.getBoundingClientRect()]);
    const across = edges(boxes.flatMap(([, r]) => [r.left, r.right]));
    const down = edges(boxes.flatMap(([, r]) => [r.top, r.bottom]));
    const at = (list, value) => list.indexOf(Math.round(value));
    return boxes.map(([box, r]) => [at(down, r.top), at(across, r.left), at(down, r.bottom), at(across, r.right),
      box.tagName + ' ' + (box.getAttribute('scope') || ''), box.textContent]);
  });
  const said = { tables, fetched: performance.getEntriesByType('resource').map((one) => one.name) };
  document.body.textContent = JSON.stringify(said);
});
</script>";

fn examples() -> Vec<(String, Draft)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |path: &Path| draft::read(&fs::read_to_string(path).unwrap()).unwrap();
    files.iter().map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), read(path))).collect()
}

fn page(draft: &Draft, template: &str) -> String {
    let form = draft.form();
    let template = templates::named(template).unwrap_or_else(|| templates::for_form(form).unwrap());
    let order = Order { draft, template, fonts: &FontBook::default(), extent: Extent::Report };
    let made = order.export(Format::Html).unwrap();
    assert_eq!(made.files, order.export(Format::Html).unwrap().files, "the same draft gives the same page");
    String::from_utf8(made.files.into_iter().next().unwrap().bytes).unwrap()
}

/// The examples one after the other, up to the end of the body: starting a browser takes longer than all of them.
fn all_in_one_page() -> String {
    let mut whole = String::new();
    for (_, draft) in examples() {
        let page = page(&draft, "");
        let (head, body) = page.split_once("<body>").unwrap();
        if whole.is_empty() {
            whole = format!("{head}<body>");
        }
        whole += body.split("</body>").next().unwrap();
    }
    whole
}

fn tables(draft: &Draft) -> Vec<TableBlock> {
    let blocks = tables_only(draft).blocks.into_iter();
    blocks.filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).collect()
}

/// Chromium without a window, ready for a file.
fn chromium(file: &Path) -> Command {
    let profile = format!("--user-data-dir={}", file.with_extension("profile").display());
    let mut command = Command::new("chromium");
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", &profile]);
    command
}

/// What the browser's own text of a page says after its scripts ran.
fn dumped(file: &Path) -> String {
    let output = chromium(file)
        .args(["--window-size=1200,900", "--virtual-time-budget=5000", "--dump-dom"])
        .arg(file)
        .output()
        .expect("chromium: ./check installs it");
    let dom = String::from_utf8(output.stdout).unwrap();
    let body = dom.split("<body>").nth(1).and_then(|rest| rest.split("</body>").next());
    let body = body.unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    body.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn a_browser_puts_every_box_where_the_form_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let whole = all_in_one_page();
    let mut expected = Vec::new();
    for (name, draft) in examples() {
        expected.extend(tables(&draft).into_iter().map(|table| (name.clone(), table)));
    }
    let file = folder.path().join("page.html");
    fs::write(&file, format!("{whole}{MEASURE}</body></html>")).unwrap();
    let said: serde_json::Value = serde_json::from_str(&dumped(&file)).unwrap();
    assert_eq!(said["fetched"], serde_json::json!([]), "the page asks for nothing outside");
    let found = said["tables"].as_array().unwrap();
    assert_eq!(found.len(), expected.len());
    for (found, (name, table)) in found.iter().zip(expected) {
        let mut boxes = table.boxes.clone();
        boxes.sort_by_key(|place| (place.row, place.column));
        let wanted: Vec<_> = boxes
            .iter()
            .map(|place| {
                let (bottom, right) = (place.row + place.rows, place.column + place.columns);
                (serde_json::json!([place.row, place.column, bottom, right]), place.text.clone())
            })
            .collect();
        let found: Vec<_> = found.as_array().unwrap().iter().collect();
        assert_eq!(found.len(), wanted.len(), "{name}: {}", table.name);
        for (found, (place, text)) in found.iter().zip(wanted) {
            assert_eq!(serde_json::json!(found.as_array().unwrap()[..4]), place, "{name}: {text}");
            assert_eq!(found[5], text, "{name}");
        }
    }
}

#[test]
fn what_a_browser_prints_is_read_back_word_for_word_and_box_for_box() {
    let folder = tempfile::tempdir().unwrap();
    let mut document = Document::default();
    for (_, draft) in examples() {
        let template = templates::for_form(draft.form()).unwrap();
        document.blocks.extend(compose(&draft, template).unwrap().blocks);
    }
    let file = folder.path().join("page.html");
    fs::write(&file, format!("{}</body></html>", all_in_one_page())).unwrap();
    let printed = file.with_extension("pdf");
    let output = chromium(&file)
        .env("FONTCONFIG_FILE", stand_ins::fonts_conf(folder.path()))
        .arg(format!("--print-to-pdf={}", printed.display()))
        .arg(&file)
        .output()
        .expect("chromium: ./check installs it");
    let bytes = fs::read(&printed).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let source = import::read("报告.pdf", &bytes).unwrap();
    assert_same_tables("all", &source, &document);
    assert_same_prose("all", &source, &document);
}

#[test]
fn every_element_that_is_opened_is_closed_and_heads_are_named() {
    let mut drawn = 0;
    for (name, draft) in examples() {
        let illustrated = format!("{}-图文", draft.form().edition);
        let page = page(&draft, &illustrated);
        for tag in [
            "article", "table", "thead", "tbody", "tr", "th", "td", "p", "h1", "h2", "figure", "svg", "style",
        ] {
            let count = |text: &str| page.matches(text).count();
            let opened = count(&format!("<{tag}>")) + count(&format!("<{tag} "));
            assert_eq!(opened, count(&format!("</{tag}>")), "{name}: {tag}");
        }
        assert_eq!(
            page.matches("<th").count() - page.matches("<thead").count(),
            page.matches(" scope=\"").count()
        );
        // One whose figures are blank has no charts.
        drawn += page.matches("<svg role=\"img\"").count();
        assert!(page.contains("<h1>"), "{name}");
        for outside in ["<script", "<link", "<iframe", "@import", "url(", " src=\"http", " href="] {
            assert!(!page.contains(outside), "{name}: {outside}");
        }
    }
    assert!(drawn >= 6, "{drawn} charts");
}
