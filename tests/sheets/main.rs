//! Workbooks read back: by what their XML says, and by LibreOffice, which calculates every total anew.

mod calc;
mod workbook;

use std::fs;
use std::path::Path;

use nianbao::draft::{self, Draft, Edit, Entry};
use nianbao::export::{Extent, Format, Order};
use nianbao::form::{CellKey, editions};
use nianbao::report::{Block, BoxRole, TableBlock, TableLine, tables_only, templates};
use nianbao::typeset::FontBook;
use workbook::{Book, Held, Sheet};

/// The examples by name, in order.
fn examples() -> Vec<(String, Draft)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    // A window that has one open keeps its lock beside it.
    files.retain(|path| path.extension().is_some_and(|ending| ending == "nianbao"));
    files.sort();
    let read = |path: &Path| draft::read(&fs::read_to_string(path).unwrap()).unwrap();
    files.iter().map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), read(path))).collect()
}

fn exported(draft: &Draft, extent: Extent) -> Vec<u8> {
    let (fonts, template) = (FontBook::default(), templates::for_form(draft.form()).unwrap());
    let order = Order { draft, template, fonts: &fonts, extent };
    order.export(Format::Xlsx).unwrap().files.remove(0).bytes
}

fn tables(draft: &Draft) -> Vec<TableBlock> {
    let blocks = tables_only(draft).blocks;
    blocks
        .into_iter()
        .filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
        .collect()
}

/// A draft of 2014 with these figures.
fn draft_2014(figures: &[(&str, &str)]) -> Draft {
    let form = editions::named("2014").unwrap();
    let mut draft = Draft::new(form.clone(), 2018, "金塘镇");
    for (key, typed) in figures {
        let cell = form.cell(form.find(key).unwrap());
        draft.apply(Edit::entry(cell.key.clone(), Entry::typed(typed, cell.kind))).unwrap();
    }
    draft
}

/// The first row of a table's grid: 草稿 and the lines above come first.
fn top(draft: &Draft, table: &TableBlock) -> u32 {
    let (fonts, template) = (FontBook::default(), templates::for_form(draft.form()).unwrap());
    let order = Order { draft, template, fonts: &fonts, extent: Extent::Tables };
    let mark = order.composed().unwrap().document.mark;
    u32::from(!mark.is_empty()) + table.heading.len() as u32
}

/// What a cell of the workbook holds for a key.
fn held(draft: &Draft, book: &Book, key: &str) -> Held {
    for (table, sheet) in tables(draft).iter().zip(&book.sheets) {
        let of_key = |place: &&nianbao::report::TableBox| place.cell.as_ref() == Some(&CellKey::from(key));
        if let Some(place) = table.boxes.iter().find(of_key) {
            return sheet.at(top(draft, table) + u32::from(place.row), u32::from(place.column));
        }
    }
    panic!("{key} is in no table");
}

#[test]
fn every_box_of_the_form_is_one_cell_or_one_merge_with_its_text() {
    for (name, draft) in examples() {
        let book = Book::read(&exported(&draft, Extent::Report));
        let tables = tables(&draft);
        assert_eq!(book.sheets.len(), tables.len(), "{name}");
        for (table, sheet) in tables.iter().zip(&book.sheets) {
            assert_eq!(sheet.name, table.name);
            check_table(table, sheet, top(&draft, table), &name);
        }
    }
}

fn check_table(table: &TableBlock, sheet: &Sheet, top: u32, of: &str) {
    let last = table.columns.len() as u32 - 1;
    let mut merges: Vec<[u32; 4]> = Vec::new();
    for row in (0..top).chain((0..table.foot.len() as u32).map(|line| top + u32::from(table.rows) + line)) {
        merges.push([row, 0, row, last]);
    }
    for place in &table.boxes {
        let (row, column) = (top + u32::from(place.row), u32::from(place.column));
        if place.rows > 1 || place.columns > 1 {
            merges.push([
                row,
                column,
                row + u32::from(place.rows) - 1,
                column + u32::from(place.columns) - 1,
            ]);
        }
        assert_eq!(sheet.at(row, column).shown(), place.text, "{of}: row {row} column {column}");
        // What has a number is one, so that it can be calculated with.
        let is_number = place.role == BoxRole::Number && place.text.parse::<f64>().is_ok();
        assert_eq!(sheet.at(row, column).is_number(), is_number, "{of}: {}", place.text);
    }
    merges.sort_unstable();
    let mut found = sheet.merges.clone();
    found.sort_unstable();
    assert_eq!(found, merges, "{of}: {}", table.name);
    for (line, row) in table.heading.iter().rev().zip((0..top).rev()) {
        let (TableLine::Title(text) | TableLine::Centred(text) | TableLine::Left(text)) = line;
        assert_eq!(sheet.at(row, 0).shown(), *text);
    }
}

#[test]
fn a_total_is_a_formula_only_where_its_parts_make_it() {
    let parts = [("当面申请数", "3"), ("传真申请数", "/"), ("网络申请数", "10"), ("信函申请数", "2")];
    let check = |total: &str, parts: &[(&str, &str)], expected: Held| {
        let figures: Vec<_> = parts.iter().copied().chain([("收到申请数", total)]).collect();
        let draft = draft_2014(&figures);
        let book = Book::read(&exported(&draft, Extent::Tables));
        // 草稿 moves everything down by a line.
        let row = top(&draft, &tables(&draft)[0]);
        let shifted = match expected {
            Held::Formula(formula, value) => Held::Formula(at_row(&formula, row), value),
            other => other,
        };
        assert_eq!(held(&draft, &book, "收到申请数"), shifted, "{total} {parts:?}");
    };
    check("15", &parts, Held::Formula("SUM(C{23}:C{26})".into(), "15".into()));
    check("16", &parts, Held::Number("16".into()));
    check("", &parts, Held::Nothing);
    check("/", &parts, Held::Text("/".into()));
    check("3", &[("当面申请数", "3")], Held::Formula("SUM(C{23}:C{26})".into(), "3".into()));
    check("3", &[("当面申请数", "3"), ("网络申请数", "约5")], Held::Number("3".into()));
}

/// Puts the rows of the grid, counted from 0, where they stand on the sheet.
fn at_row(formula: &str, top: u32) -> String {
    let mut parts = formula.split(['{', '}']);
    let mut text = parts.next().unwrap().to_owned();
    while let (Some(row), Some(rest)) = (parts.next(), parts.next()) {
        text += &format!("{}{rest}", row.parse::<u32>().unwrap() + top + 1);
    }
    text
}

#[test]
fn an_empty_form_has_no_figures_and_its_totals_wait_for_their_parts() {
    for (name, draft) in examples() {
        let book = Book::read(&exported(&draft, Extent::Blank));
        for (table, sheet) in tables(&draft).iter().zip(&book.sheets) {
            let top = table.heading.len() as u32;
            for place in table.boxes.iter().filter(|place| place.role == BoxRole::Number) {
                match sheet.at(top + u32::from(place.row), u32::from(place.column)) {
                    Held::Nothing => {}
                    Held::Formula(formula, value) => {
                        assert!(
                            formula.starts_with("IF(COUNT(") && value.is_empty(),
                            "{name}: {formula} {value}"
                        );
                    }
                    other => panic!("{name}: {other:?}"),
                }
            }
        }
        let formulas = book.sheets.iter().flat_map(|sheet| sheet.cells.values());
        assert!(formulas.filter(|held| matches!(held, Held::Formula(..))).count() >= 7, "{name}");
    }
}

#[test]
fn what_a_spreadsheet_would_run_or_round_stays_a_text() {
    let check = |key: &str, typed: &str, expected: Held| {
        let draft = draft_2014(&[(key, typed)]);
        let book = Book::read(&exported(&draft, Extent::Tables));
        assert_eq!(held(&draft, &book, key), expected);
    };
    check("收到申请数", "=1+1", Held::Text("=1+1".into()));
    check("收到申请数", "<&\">", Held::Text("<&\">".into()));
    check("专项经费", "4068.2080", Held::Number("4068.2080".into()));
    check("专项经费", "123456789012.123456", Held::Text("123456789012.123456".into()));
    check("专项经费", "0", Held::Number("0".into()));
}

#[test]
fn the_same_draft_gives_the_same_workbook() {
    for (name, draft) in examples() {
        assert!(exported(&draft, Extent::Report) == exported(&draft, Extent::Report), "{name}");
    }
}

#[test]
fn sheets_print_on_a4_with_their_heads_on_every_page() {
    for (name, draft) in examples() {
        let book = Book::read(&exported(&draft, Extent::Report));
        for (table, sheet) in tables(&draft).iter().zip(&book.sheets) {
            assert!(
                sheet.xml.contains("paperSize=\"9\"") && sheet.xml.contains("<pageSetUpPr fitToPage=\"1\"/>")
            );
            assert!(sheet.xml.contains("第 &amp;P 页，共 &amp;N 页"), "{name}");
            let titles = format!("'{}'!$", table.name);
            let plain = format!("{}!$", table.name);
            let repeats = book.names.iter().any(|(name, value)| {
                name == "_xlnm.Print_Titles" && (value.starts_with(&titles) || value.starts_with(&plain))
            });
            assert_eq!(repeats, table.head_rows > 0, "{name}: {} {:?}", table.name, book.names);
        }
    }
}

#[test]
fn libre_office_calculates_the_same_totals_and_shows_the_same_cells() {
    let folder = tempfile::tempdir().unwrap();
    let mut expected = Vec::new();
    for (name, draft) in examples() {
        let bytes = workbook::without_results(&exported(&draft, Extent::Report));
        fs::write(folder.path().join(format!("{name}.xlsx")), bytes).unwrap();
        let empty = workbook::without_results(&exported(&draft, Extent::Blank));
        fs::write(folder.path().join(format!("{name}-空表.xlsx")), empty).unwrap();
        for table in tables(&draft) {
            expected.push((format!("{name}-{}.csv", table.name), top(&draft, &table), table.clone()));
            let mut empty = table;
            let figures = empty.boxes.iter_mut().filter(|place| place.role == BoxRole::Number);
            figures.for_each(|place| place.text.clear());
            expected.push((format!("{name}-空表-{}.csv", empty.name), empty.heading.len() as u32, empty));
        }
    }
    calc::to_csv(folder.path());
    for (file, top, table) in expected {
        let text = fs::read_to_string(folder.path().join(&file)).unwrap_or_else(|_| panic!("no {file}"));
        let rows = calc::cells(&text);
        for place in &table.boxes {
            let row = rows.get(top as usize + usize::from(place.row)).unwrap_or_else(|| panic!("{file}"));
            let shown = row.get(usize::from(place.column)).map(String::as_str).unwrap_or_default();
            assert_eq!(shown, place.text, "{file}: row {} column {}", place.row, place.column);
        }
    }
}
