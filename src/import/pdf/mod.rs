//! PDF files by their text layer: where each character stands, which rules bound the tables. A scan has no text layer and is refused; pictures are never opened.
//!
//! The file is read by code of our own, since no crate bounds what it costs: a file of 1.5 MB made `hayro-syntax`
//! 0.9 take 1.6 GB (a stream that unpacks without end), one of 1 MB made `lopdf` 0.44 take 2.9 GB (a table of
//! places that names one stream thousands of times). `hayro-cmap` has the tables of Chinese codes.
//!
//! * `lexer.rs`, `object.rs`: bytes become objects; `unpack.rs` streams; `file.rs` objects by number, pages
//! * `font.rs`, `encoding.rs`: codes become characters
//! * `content.rs`, `path.rs`: operators become characters and rules in their places (`painted.rs`);
//!   `page.rs` turns a page upright
//! * `line.rs`: characters become lines
//! * `grid.rs`: rules become boxes; `drawn.rs` puts the text into them; `columns.rs` tables without rules
//! * `running.rs`: running heads and page numbers go; `continued.rs`: tables over several pages are put together
//! * `paragraph.rs`: lines become paragraphs

mod columns;
mod content;
mod continued;
mod drawn;
mod encoding;
mod file;
mod font;
mod grid;
mod lexer;
mod line;
mod object;
mod page;
mod painted;
mod paragraph;
mod path;
mod running;
mod unpack;

use drawn::{Drawn, Piece};
use file::Pdf;
use painted::Page;
use paragraph::{Open, Setting};

use super::budget::Budget;
use super::source::{Block, Cell, Source, Table};
use crate::error::Error;

/// Fewer characters than this on a page are no text of its own: a stamp, a page number.
const FEWEST: usize = 20;

/// What the text layer of a PDF says.
///
/// # Errors
/// It is damaged or encrypted, a scan without text, or has more than is read.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Source, Error> {
    let file = Pdf::open(bytes, budget)?;
    let sheets = file.sheets(budget)?;
    let pages = page::pages(&file, &sheets, budget)?;
    let mut notes = readable(&pages)?;
    let width = pages.first().map_or(0.0, |page| page.width);
    let mut pieces = Vec::with_capacity(pages.len());
    for (number, page) in (1..).zip(pages) {
        let grids = grid::grids(&page, budget)?;
        pieces.push(drawn::pieces(page, number, grids));
    }
    let running = running::without_running(&mut pieces);
    if !running.is_empty() {
        notes.push(format!("略去了每页重复的页眉页脚：“{}”", running.join("”“")));
    }
    let pieces = (1..).zip(pieces).map(|(number, pieces)| columns::with_columns(pieces, number));
    let flow = continued::flow(pieces.collect());
    Ok(Source { blocks: blocks(flow, width), notes })
}

/// What has to be said of pages without text.
///
/// # Errors
/// There is no text at all, or none that can be read.
fn readable(pages: &[Page]) -> Result<Vec<String>, Error> {
    let visible = |page: &Page| page.glyphs.iter().filter(|glyph| !glyph.text.is_whitespace()).count();
    let all: usize = pages.iter().map(visible).sum();
    let scanned: Vec<usize> = (1..)
        .zip(pages)
        .filter(|(_, page)| page.is_picture && visible(page) < FEWEST)
        .map(|(number, _)| number)
        .collect();
    if all == 0 || (!scanned.is_empty() && all < FEWEST * pages.len()) {
        let what = if scanned.is_empty() {
            "这份 PDF 没有文字"
        } else {
            "这份 PDF 是扫描图片，没有文字"
        };
        return Err(Error::new(what).hint("请导入原来的 Word、Excel 文件或网页，或者先做文字识别（OCR）"));
    }
    let unknown = pages.iter().flat_map(|page| &page.glyphs).filter(|glyph| glyph.text == '\u{FFFD}').count();
    if unknown * 2 > all {
        return Err(Error::new("这份 PDF 的字体没有文字编码，读出来只会是乱码")
            .hint("请导入原来的 Word、Excel 文件或网页"));
    }
    let mut notes = Vec::new();
    if !scanned.is_empty() {
        let numbers: Vec<String> = scanned.iter().map(usize::to_string).collect();
        notes.push(format!("第 {} 页是扫描图片，没有文字可读", numbers.join("、")));
    }
    if unknown > 0 {
        notes.push(format!("有 {unknown} 个字没有文字编码，读作“\u{FFFD}”"));
    }
    Ok(notes)
}

/// Paragraphs and tables out of what stands on pages so wide.
fn blocks(flow: Vec<(usize, Piece)>, width: f64) -> Vec<Block> {
    let whole = Setting::of(&flow, width);
    let settings = whole.by_page(&flow);
    let setting = |page: usize| settings.get(page).copied().unwrap_or(whole);
    let mut blocks = Vec::new();
    let mut open: Option<Open> = None;
    let mut before = whole;
    for (page, piece) in flow {
        let line = match piece {
            Piece::Line(line) => line,
            Piece::Table(table) => {
                blocks.extend(open.take().map(|open| Block::Text(open.done())));
                blocks.push(Block::Table(of_drawn(table)));
                continue;
            }
        };
        let now = setting(page);
        let line = match open.as_mut() {
            Some(open) => open.go_on(line, page, &now, &before).err(),
            None => Some(line),
        };
        if let Some(line) = line {
            let done = open.replace(Open::new(line, page));
            blocks.extend(done.map(|open| Block::Text(open.done())));
        }
        before = now;
    }
    blocks.extend(open.map(|open| Block::Text(open.done())));
    blocks
}

fn of_drawn(table: Drawn) -> Table {
    let cells = table.boxes.into_iter().map(|(area, text)| Cell {
        row: area.row as u32,
        column: area.column as u32,
        rows: area.rows as u32,
        columns: area.columns as u32,
        text,
    });
    Table { name: String::new(), line: table.page, cells: cells.collect() }
}
