//! From the text of a form file to a [`Form`]: keys become indexes, patterns become relations.
//! A file with faults is refused with all of them.

use std::collections::BTreeMap;

use super::fault::{Collector, Fault, Faults};
use super::grid::{self, Content, Grid, SpanFault, Table};
use super::source::{AskedSource, CellSource, ColumnSource, FormSource, RowSource, Slot, TableSource};
use super::{Cell, CellId, CellKey, Deadline, Form, Kind, carry, chart, relations};
use crate::error::{Error, Place, did_you_mean};

/// Reads a form file. `file` is its name, for messages.
///
/// # Errors
/// All faults of the file at once: one where the text is no RON of this shape, otherwise every
/// unknown or doubled key, bad span, cell outside the tables and unusable rule.
pub fn parse(file: &str, text: &str) -> Result<Form, Faults> {
    let source: FormSource = ron_options().from_str(text).map_err(|error| Faults {
        file: file.to_owned(),
        faults: vec![Fault {
            place: Some(Place { line: error.span.start.line, column: error.span.start.col }),
            what: Error::from_ron(&error).what,
        }],
    })?;
    let mut faults = Collector::new(text);

    let mut cells = expand_cells(&source.cells);
    let table_cells = cells.len();
    cells.extend(source.facts.iter().map(|fact| Cell {
        key: CellKey::from(fact.key.as_str()),
        name: fact.key.clone(),
        path: fact.path.clone(),
        unit: fact.unit.clone(),
        kind: fact.kind,
        definition: fact.definition.clone(),
    }));
    let index = index_cells(&cells, &mut faults);

    let tables: Vec<Table> =
        source.tables.into_iter().map(|table| compile_table(table, &cells, &index, &mut faults)).collect();
    every_cell_once(&tables, &cells, table_cells, &mut faults);
    let known = relations::Known { cells: &cells, table_cells, index: &index };
    let (rules, relations) = relations::compile(source.rules, &known, &mut faults);
    let charts = chart::compile(source.charts, &cells, &index, &mut faults);
    let asks = compile_asks(source.roll_up, &cells, &index, &mut faults);
    let carry_over = carry::compile(source.carry_over, &index, &mut faults);
    check_deadlines(&source.deadlines, &mut faults);
    if source.years.1.is_some_and(|last| last < source.years.0) {
        faults.add(&["years"], "适用年度的止年早于起年".to_owned());
    }

    if !faults.is_empty() {
        return Err(faults.finish(file));
    }
    Ok(Form {
        edition: source.edition,
        title: source.title,
        document: source.document,
        first_year: source.years.0,
        last_year: source.years.1,
        report: source.report,
        headings: source.headings,
        deadlines: source.deadlines,
        carry_over,
        cells,
        table_cells,
        tables,
        charts,
        asks,
        rules,
        relations,
        index,
    })
}

/// The cells of `roll_up` with what is asked of each; a pattern that fits nothing is a fault.
fn compile_asks(
    sources: Vec<AskedSource>,
    cells: &[Cell],
    index: &BTreeMap<CellKey, CellId>,
    faults: &mut Collector<'_>,
) -> BTreeMap<CellId, String> {
    let mut asks = BTreeMap::new();
    for source in sources {
        for pattern in &source.cells {
            let keys = relations::matching(pattern, cells);
            if keys.is_empty() {
                let near = did_you_mean(pattern, index.keys().map(CellKey::as_str));
                let what = format!("汇总方法里的“{pattern}”不对应任何指标{near}");
                faults.add(&["roll_up:", &format!("\"{pattern}\"")], what);
            }
            let found = keys.iter().filter_map(|key| index.get(key.as_str()));
            asks.extend(found.map(|id| (*id, source.ask.clone())));
        }
    }
    asks
}

/// A deadline is a day that every year has, for kinds and levels that there are.
fn check_deadlines(deadlines: &[Deadline], faults: &mut Collector<'_>) {
    for deadline in deadlines {
        relations::check_agencies(&deadline.kinds, &deadline.levels, &["deadlines:"], "报送期限", faults);
        let (month, day) = (deadline.month, deadline.day);
        if jiff::civil::Date::new(2001, month, day).is_err() {
            let what = format!("报送期限：没有 {month} 月 {day} 日这一天");
            faults.add(&["deadlines:", &format!("month: {month}")], what);
        }
    }
}

/// RON with the one convenience that form files use.
fn ron_options() -> ron::Options {
    ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
}

fn expand_cells(sources: &[CellSource]) -> Vec<Cell> {
    let mut cells = Vec::new();
    for source in sources {
        match source {
            CellSource::Cell { key, path, unit, kind, definition } => cells.push(Cell {
                key: CellKey::from(key.as_str()),
                name: key.clone(),
                path: path.clone(),
                unit: unit.clone(),
                kind: *kind,
                definition: definition.clone(),
            }),
            CellSource::Matrix { key, path, unit, kind, rows, columns } => {
                let prefix = if key.is_empty() { String::new() } else { format!("{key}.") };
                for row in rows {
                    for column in columns {
                        cells.push(matrix_cell(&prefix, path, unit, *kind, row, column));
                    }
                }
            }
        }
    }
    cells
}

fn matrix_cell(
    prefix: &str,
    path: &str,
    unit: &str,
    kind: Kind,
    row: &RowSource,
    column: &ColumnSource,
) -> Cell {
    let join = |a: &str, b: &str| match (a.is_empty(), b.is_empty()) {
        (true, _) => b.to_owned(),
        (_, true) => a.to_owned(),
        _ => format!("{a}{b}"),
    };
    Cell {
        key: CellKey::from(format!("{prefix}{}.{}", row.key, column.key).as_str()),
        name: format!("{}·{}", row.key, column.key),
        path: format!("{path}/{}/{}", row.path, column.path),
        unit: column.unit.as_deref().unwrap_or(unit).to_owned(),
        kind: column.kind.unwrap_or(kind),
        definition: join(&row.definition, &column.definition),
    }
}

fn index_cells(cells: &[Cell], faults: &mut Collector<'_>) -> BTreeMap<CellKey, CellId> {
    let mut index = BTreeMap::new();
    for (position, cell) in cells.iter().enumerate() {
        if index.insert(cell.key.clone(), CellId(position as u16)).is_some() {
            let quoted = quote_key(cell);
            faults.add(&[&quoted, &quoted], format!("指标“{}”重复", cell.key));
        }
    }
    index
}

/// How the key, or for a matrix cell its row, is likely to stand in the file.
fn quote_key(cell: &Cell) -> String {
    let part = cell.name.split('·').next().unwrap_or(&cell.name);
    format!("key: \"{part}\"")
}

fn compile_table(
    source: TableSource,
    cells: &[Cell],
    index: &BTreeMap<CellKey, CellId>,
    faults: &mut Collector<'_>,
) -> Table {
    let mut find = |key: &str, faults: &mut Collector<'_>| {
        let found = index.get(key).copied();
        if found.is_none() {
            let near = did_you_mean(key, index.keys().map(CellKey::as_str));
            faults.add(&["tables:", &format!("\"{key}\"")], format!("表格用了未定义的指标“{key}”{near}"));
        }
        found
    };
    let rows: Vec<Vec<(Content, u16, u16)>> = source
        .rows
        .into_iter()
        .map(|row| row.into_iter().flat_map(|slot| boxes_of(slot, cells, index, faults, &mut find)).collect())
        .collect();
    let boxes = grid::lay(source.columns.len(), &rows).unwrap_or_else(|span_faults| {
        for fault in span_faults {
            let (row, what) = match fault {
                SpanFault::Hole { row, column } => (row, format!("第 {column} 列起没有内容")),
                SpanFault::Overlap { row, column } => (row, format!("第 {column} 列的合并单元格放不下")),
            };
            let text = rows.get(row - 1).and_then(|row| row.iter().find_map(|(content, ..)| words(content)));
            let name = format!("\"{}\"", source.name);
            let anchors: Vec<&str> = ["tables:", name.as_str()].into_iter().chain(text).collect();
            faults.add(&anchors, format!("表“{}”第 {row} 行：{what}", source.name));
        }
        Vec::new()
    });
    Table {
        name: source.name,
        heading: source.heading,
        foot: source.foot,
        grid: Grid { columns: source.columns, rows: rows.len() as u16, head_rows: source.head_rows, boxes },
    }
}

fn words(content: &Content) -> Option<&str> {
    match content {
        Content::Head(text) | Content::Side(text) | Content::Label { text, .. } => Some(text),
        _ => None,
    }
}

fn boxes_of(
    slot: Slot,
    cells: &[Cell],
    index: &BTreeMap<CellKey, CellId>,
    faults: &mut Collector<'_>,
    find: &mut impl FnMut(&str, &mut Collector<'_>) -> Option<CellId>,
) -> Vec<(Content, u16, u16)> {
    let number = |cell: Option<CellId>| cell.map_or(Content::Nothing, Content::Number);
    match slot {
        Slot::Head { text, columns, rows } => vec![(Content::Head(text), columns, rows)],
        Slot::Label { text, indent, strong, columns, rows } => {
            vec![(Content::Label { text, indent, strong }, columns, rows)]
        }
        Slot::Side { text, columns, rows } => vec![(Content::Side(text), columns, rows)],
        Slot::UnitOf(key) => {
            let unit = find(&key, faults).and_then(|cell| cells.get(cell.index()));
            vec![(Content::Unit(unit.map(|cell| cell.unit.clone()).unwrap_or_default()), 1, 1)]
        }
        Slot::NoUnit => vec![(Content::Unit("——".to_owned()), 1, 1)],
        Slot::Nothing => vec![(Content::Nothing, 1, 1)],
        Slot::Number(key) => vec![(number(find(&key, faults)), 1, 1)],
        Slot::WideNumber { key, columns } => vec![(number(find(&key, faults)), columns, 1)],
        Slot::Numbers(row) => {
            let prefix = format!("{row}.");
            let members: Vec<_> =
                cells.iter().filter(|cell| cell.key.as_str().starts_with(&prefix)).collect();
            if members.is_empty() {
                find(&row, faults);
            }
            members.iter().map(|cell| (number(index.get(&cell.key).copied()), 1, 1)).collect()
        }
    }
}

fn every_cell_once(tables: &[Table], cells: &[Cell], table_cells: usize, faults: &mut Collector<'_>) {
    let mut shown = vec![0_usize; cells.len()];
    for grid_box in tables.iter().flat_map(|table| &table.grid.boxes) {
        if let Content::Number(cell) = grid_box.content
            && let Some(count) = shown.get_mut(cell.index())
        {
            *count += 1;
        }
    }
    for (position, (cell, count)) in cells.iter().zip(shown).enumerate() {
        let wanted = usize::from(position < table_cells);
        if count != wanted && tables.iter().all(|table| !table.grid.boxes.is_empty()) {
            let what = match count {
                0 => format!("指标“{}”没有放进任何表格", cell.key),
                _ => format!("指标“{}”在表格里出现了 {count} 次", cell.key),
            };
            faults.add(&[&quote_key(cell)], what);
        }
    }
}
