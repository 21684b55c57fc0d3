//! The rows of a source as a form may have them: a label and the numbers behind it, whether they stood in a
//! table, in a line, or one under the other.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::label::Met;
use super::token::{Token, of_cell, of_line};
use super::{Block, Cell, Paragraph, Source, Spot, Table};

/// A label with what follows it up to the next label.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// What its label may be, the likeliest first: labels broken by a line end are tried joined. Empty for
    /// numbers that stand by themselves.
    pub labels: Vec<Met>,
    /// Where its label stands.
    pub label_spot: Option<Spot>,
    /// What stands behind the label.
    pub values: Vec<Piece>,
    /// Labels since the last row with numbers.
    pub context: Rc<Vec<Met>>,
    /// What stands over each column of its table; empty outside of tables with columns.
    pub heads: Rc<Heads>,
    /// The block it stands in.
    pub block: usize,
    /// Whether it is a row of a table with columns.
    pub is_in_columns: bool,
}

/// Something behind a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where its number stands; `None` where it is blank.
    pub spot: Option<Spot>,
    /// Columns that it covers in its table.
    pub columns: std::ops::Range<u32>,
}

/// What stands over the columns of a table.
pub(super) type Heads = BTreeMap<u32, Head>;

/// The words over a column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Head {
    /// As a label.
    pub met: Met,
    /// As they stand.
    pub text: String,
}

/// A label is not longer than this, in characters.
const LONGEST_LABEL: usize = 70;
/// Columns beyond this are nobody's.
const MOST_COLUMNS: u32 = 256;
/// Labels kept as the context of a row.
const MOST_CONTEXT: usize = 60;

impl Row {
    /// Whether it has a number, or something written in the place of one.
    pub fn has_numbers(&self) -> bool {
        self.values.iter().any(|piece| piece.spot.is_some())
    }

    /// How many values it has, without the blank ones at its end.
    pub fn filled(&self) -> usize {
        self.values.iter().rposition(|piece| piece.spot.is_some()).map_or(0, |last| last + 1)
    }
}

/// The rows of these blocks of a source, in reading order.
pub(super) fn rows(source: &Source, blocks: std::ops::Range<usize>) -> Vec<Row> {
    let inside = source.blocks.get(blocks.clone()).unwrap_or(&[]);
    let mut reader = Reader { rows: Vec::new(), current: None, before: Vec::new(), context: Vec::new() };
    let usual_gap = usual_gap(inside);
    for (at, block) in (blocks.start..).zip(inside) {
        match block {
            Block::Text(paragraph) => reader.line(at, paragraph, usual_gap),
            Block::Table(table) if has_columns(table) => reader.grid(at, table),
            Block::Table(table) => reader.stream(at, table),
        }
    }
    reader.finish();
    reader.rows
}

/// The number of empty lines that part most paragraphs.
fn usual_gap(blocks: &[Block]) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for block in blocks {
        if let Block::Text(paragraph) = block {
            *counts.entry(paragraph.gap).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|(gap, count)| (*count, std::cmp::Reverse(*gap))).map_or(0, |(gap, _)| gap)
}

/// Whether the rows of a table have several cells: otherwise it is a list of cells one under the other.
fn has_columns(table: &Table) -> bool {
    let mut rows: BTreeMap<u32, usize> = BTreeMap::new();
    for cell in table.cells.iter().filter(|cell| !cell.text.trim().is_empty()) {
        *rows.entry(cell.row).or_default() += 1;
    }
    let several = rows.values().filter(|cells| **cells > 1).count();
    several * 3 >= rows.len()
}

struct Reader {
    rows: Vec<Row>,
    /// The row that is being read, in lines and lists.
    current: Option<Row>,
    /// The last labels without numbers, in lines and lists.
    before: Vec<String>,
    context: Vec<Met>,
}

impl Reader {
    // ── Lines and lists: one cell after the other

    fn line(&mut self, block: usize, paragraph: &Paragraph, usual_gap: usize) {
        let text = &paragraph.text;
        // 四、行政复议数量, and in the next line 0件。
        if let Some(number) = text.trim_end().strip_suffix('。')
            && let Token::Number(range) = of_cell(number)
        {
            return self.number(Spot { block, cell: None, range });
        }
        if text.contains(['。', '！', '？']) || text.chars().count() > LONGEST_LABEL {
            self.finish();
            self.before.clear();
            return;
        }
        if self.current.is_some() {
            for _ in usual_gap..paragraph.gap.min(usual_gap + 20) {
                self.blank();
            }
        }
        for (token, range) in of_line(text) {
            self.token(token, Spot { block, cell: None, range });
        }
    }

    fn stream(&mut self, block: usize, table: &Table) {
        for (at, cell) in table.cells.iter().enumerate() {
            let spot = Spot { block, cell: Some(at), range: 0..cell.text.len() };
            match of_cell(&cell.text) {
                Token::Label(words) if words.chars().count() > LONGEST_LABEL => self.finish(),
                token => self.token(token, spot),
            }
        }
    }

    fn token(&mut self, token: Token, spot: Spot) {
        match token {
            Token::Label(words) => self.label(&words, spot),
            Token::Number(range) => self.number(Spot { range, ..spot }),
            Token::Unit => {}
            Token::Blank => self.blank(),
        }
    }

    fn label(&mut self, words: &str, spot: Spot) {
        let met = Met::new(words);
        if met.is_empty() {
            return;
        }
        // A remark in brackets belongs to the label before it.
        let is_remark = met.bones().is_empty()
            || words.trim_start().starts_with(['（', '('])
                && words.trim_end().ends_with(['）', ')'])
                && met.all().len() > 30;
        if is_remark && self.current.as_ref().is_some_and(|row| !row.has_numbers()) {
            return;
        }
        if self.current.as_ref().is_some_and(Row::has_numbers) {
            self.before.clear();
        }
        self.finish();
        self.note(met.clone());
        let mut labels = vec![met];
        // A label that a line end broke: joined with the one or two before it.
        let mut joined = words.to_owned();
        for earlier in self.before.iter().rev().take(3) {
            joined = format!("{earlier}{joined}");
            labels.push(Met::new(&joined));
        }
        self.before.push(words.to_owned());
        if self.before.len() > 4 {
            self.before.remove(0);
        }
        let block = spot.block;
        self.current = Some(Row { labels, label_spot: Some(spot), block, ..Row::default() });
    }

    fn number(&mut self, spot: Spot) {
        let block = spot.block;
        let row = self.current.get_or_insert_with(|| Row { block, ..Row::default() });
        row.values.push(Piece { spot: Some(spot), columns: 0..0 });
    }

    fn blank(&mut self) {
        if let Some(row) = &mut self.current {
            row.values.push(Piece { spot: None, columns: 0..0 });
        }
    }

    fn finish(&mut self) {
        if let Some(row) = self.current.take() {
            self.push(row);
        }
    }

    // ── Tables with columns

    fn grid(&mut self, block: usize, table: &Table) {
        self.finish();
        self.before.clear();
        let mut heads: Rc<Heads> = Rc::default();
        let mut rest = table.cells.as_slice();
        let mut first = 0;
        while let Some(row) = rest.first().map(|cell| cell.row) {
            let length = rest.iter().take_while(|cell| cell.row == row).count();
            let (cells, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            self.grid_row(block, first, cells, &mut heads);
            first += length;
            rest = behind;
        }
    }

    fn grid_row(&mut self, block: usize, first: usize, cells: &[Cell], heads: &mut Rc<Heads>) {
        let tokens: Vec<(usize, &Cell, Token)> =
            cells.iter().enumerate().map(|(at, cell)| (first + at, cell, of_cell(&cell.text))).collect();
        let has_numbers = tokens.iter().any(|(_, _, token)| matches!(token, Token::Number(_)));
        if !has_numbers {
            let labels = tokens.iter().filter(|(_, _, token)| matches!(token, Token::Label(_)));
            for (_, cell, _) in labels.clone() {
                let head = Head { met: Met::new(&cell.text), text: cell.text.clone() };
                let end = cell.column.saturating_add(cell.columns).min(MOST_COLUMNS);
                let all = Rc::make_mut(heads);
                for column in cell.column..end {
                    all.insert(column, head.clone());
                }
            }
        }
        let mut row = Row { block, heads: heads.clone(), is_in_columns: true, ..Row::default() };
        for (at, cell, token) in tokens {
            let columns = cell.column..cell.column.saturating_add(cell.columns);
            match token {
                Token::Label(words) => {
                    // A line of a table that came in one cell: 行政许可 97.
                    if cells.len() == 1 {
                        for (token, range) in of_line(&cell.text) {
                            self.token(token, Spot { block, cell: Some(at), range });
                        }
                        self.finish();
                        continue;
                    }
                    if row.has_numbers() {
                        let next = Row { block, heads: heads.clone(), is_in_columns: true, ..Row::default() };
                        self.push(std::mem::replace(&mut row, next));
                    }
                    let met = Met::new(&words);
                    if !met.is_empty() && words.chars().count() <= LONGEST_LABEL {
                        self.note(met.clone());
                        row.labels.insert(0, met);
                        row.label_spot = Some(Spot { block, cell: Some(at), range: 0..cell.text.len() });
                    }
                    // What stood before the label is no number of its row.
                    row.values.clear();
                }
                Token::Number(range) => {
                    row.values.push(Piece { spot: Some(Spot { block, cell: Some(at), range }), columns });
                }
                Token::Blank => row.values.push(Piece { spot: None, columns }),
                Token::Unit => {}
            }
        }
        if !row.labels.is_empty() || row.has_numbers() {
            self.push(row);
        }
    }

    fn note(&mut self, met: Met) {
        if self.context.len() >= MOST_CONTEXT {
            self.context.remove(0);
        }
        self.context.push(met);
    }

    fn push(&mut self, mut row: Row) {
        if row.has_numbers() {
            row.context = Rc::new(std::mem::take(&mut self.context));
        }
        self.rows.push(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &Source) -> Vec<String> {
        let all = 0..source.blocks.len();
        let values = |row: &Row| -> Vec<String> {
            let shown = |piece: &Piece| {
                piece.spot.as_ref().map_or("□".to_owned(), |spot| source.words(spot).to_owned())
            };
            row.values.iter().map(shown).collect()
        };
        rows(source, all)
            .iter()
            .map(|row| format!("{}|{}", row.labels.first().map_or("", Met::bones), values(row).join(" ")))
            .collect()
    }

    fn lines(text: &str) -> Source {
        let mut gap = 0;
        let mut blocks = Vec::new();
        for line in text.lines() {
            if line.is_empty() {
                gap += 1;
                continue;
            }
            blocks.push(Block::Text(Paragraph { text: line.to_owned(), gap, ..Paragraph::default() }));
            gap = 0;
        }
        Source { blocks, notes: Vec::new() }
    }

    #[test]
    fn one_cell_to_a_line_gives_rows() {
        let source = lines("（一）收到申请数\n件\n215\n1.当面申请数\n件\n2.传真申请数\n0");
        assert_eq!(shown(&source), ["收到申请数|215", "当面申请数|", "传真申请数|0"]);
    }

    #[test]
    fn an_empty_line_more_than_usual_is_a_blank_cell() {
        let source = lines("予以公开\n\n9\n\n\n2\n\n部分公开\n\n1\n\n1\n\n3");
        assert_eq!(shown(&source), ["予以公开|9 □ 2", "部分公开|1 1 3"]);
    }

    #[test]
    fn a_table_gives_rows_with_the_heads_over_them() {
        let mut cells = Vec::new();
        for (row, line) in
            [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "0", "25"], ["规范性文件", "", "291"]]
                .iter()
                .enumerate()
        {
            for (column, text) in line.iter().enumerate() {
                cells.push(Cell::single(row as u32, column as u32, *text));
            }
        }
        let source =
            Source { blocks: vec![Block::Table(Table { cells, ..Table::default() })], notes: Vec::new() };
        assert_eq!(shown(&source), ["现行有效件数|", "规章|0 25", "规范性文件|□ 291"]);
        let rows = rows(&source, 0..1);
        assert_eq!(rows[2].heads[&2].text, "现行有效件数");
    }
}
