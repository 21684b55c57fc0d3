//! `word/document.xml`: the blocks of a document in their order, in sections of upright and turned pages.

use super::figure::{self, Figure};
use super::look::Looks;
use super::marks::Marks;
use super::package::Part;
use super::paragraph::{Controls, Paragraph, pieces, run};
use super::settings::section;
use super::styles::{LINE, SPACE, Style, twips};
use super::table::{Grid, Place, table};
use super::xml::Xml;
use crate::error::Error;
use crate::report::{Block, Document, Run, TableBlock, TableLine};
use crate::typeset::measures::{self, HEIGHT, PITCH, TITLE_LINE, WIDTH};
use crate::typeset::{FontBook, Pages};

/// Between text and the upper edge of a table, in twentieths of a point.
const TABLE_GAP: i32 = 120;

/// Header and footer of a section: element, which pages, id of the part.
pub(super) type Furniture = [(&'static str, &'static str, String)];

/// The text being written.
struct Body<'a> {
    xml: &'a mut Xml,
    document: &'a Document,
    looks: &'a Looks,
    /// Size of text in tables in the styles, in points.
    table_size: f32,
    controls: Controls,
    figures: Vec<Option<Figure>>,
    marks: Marks,
}

/// The text, and the parts of the pictures in it.
///
/// # Errors
/// A chart cannot be drawn, or the text not be written.
pub(super) fn body(
    document: &Document,
    pages: &Pages,
    fonts: &FontBook,
    furniture: &Furniture,
) -> Result<(Vec<u8>, Vec<Part>, f32), Error> {
    let looks = Looks::new(document, pages);
    let figures = figures(document, pages, fonts)?;
    let table_size = table_size(document, &looks);
    let mut xml = Xml::new();
    let spaces = [
        SPACE,
        ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
        ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
    ];
    let mut parts = Vec::new();
    xml.within("w:document", &spaces, |xml| {
        xml.within("w:body", &[], |xml| {
            let controls = Controls::default();
            let mut body = Body {
                xml,
                document,
                looks: &looks,
                table_size,
                controls,
                figures,
                marks: Marks::new(document),
            };
            let mut turned = looks.is_turned(0);
            for (i, block) in document.blocks.iter().enumerate() {
                if turned != looks.is_turned(i) {
                    body.end_section(turned, furniture);
                    turned = looks.is_turned(i);
                }
                body.marks.begin(i);
                body.block(i, block);
                body.marks.end(i, body.xml);
            }
            parts = body.figures.into_iter().flatten().map(|figure| figure.part).collect();
            if document.blocks.is_empty() {
                Paragraph::default().words(xml, Style::Body, "");
            }
            section(xml, turned, furniture);
        });
    });
    Ok((xml.finish()?, parts, table_size))
}

/// The picture of each block that is one.
fn figures(document: &Document, pages: &Pages, fonts: &FontBook) -> Result<Vec<Option<Figure>>, Error> {
    let mut count = 0;
    let blocks = document.blocks.iter().enumerate().map(|(i, block)| {
        count += 1;
        match block {
            Block::Picture { picture, caption } => {
                Ok(Some(figure::picture(picture, caption, (count, i), pages)))
            }
            Block::Chart(chart) => figure::chart(&chart.alt, (count, i), pages, fonts),
            _ => {
                count -= 1;
                Ok(None)
            }
        }
    });
    blocks.collect()
}

/// The size of most of the text in the largest table, in points.
fn table_size(document: &Document, looks: &Looks) -> f32 {
    let tables = document.blocks.iter().enumerate().filter_map(|(i, block)| match block {
        Block::Table(table) => Some((i, table)),
        _ => None,
    });
    let largest = tables.max_by_key(|(_, table)| table.boxes.len());
    largest.map_or(10.5, |(i, table)| looks.table(i, table, Grid::new(table).head_rows).size)
}

impl Body<'_> {
    /// Whether 落款 comes next: what is before it stays on its page.
    fn signs(&self, i: usize) -> bool {
        matches!(self.document.blocks.get(i + 1), Some(Block::Signature { .. }))
    }

    fn block(&mut self, i: usize, block: &Block) {
        let keep = self.signs(i);
        match block {
            Block::Title(text) => self.title(i, text, Style::Title),
            Block::Subtitle(text) => self.title(i, text, Style::Subtitle),
            Block::Heading { level, runs } => {
                self.prose(i, runs, Style::Heading((*level).clamp(1, 4)));
            }
            Block::Paragraph(runs) => self.prose(i, runs, Style::Body),
            Block::Annex(label) => {
                let paragraph = Paragraph { new_page: true, ..Paragraph::default() };
                paragraph.words(self.xml, Style::Annex, label.trim());
            }
            Block::Table(table) => self.table(i, table),
            Block::Chart(chart) => self.figure(i, &chart.title, keep),
            Block::Picture { caption, .. } => self.figure(i, caption, keep),
            Block::Signature { agency, date } => self.signature(i, agency.trim(), date.trim()),
        }
    }

    /// A title in the lines of the pages, which are even (GB/T 9704-2012 7.3.1), with the space before and after
    /// that brings the text on to the grid.
    fn title(&mut self, i: usize, text: &str, style: Style) {
        let is_title =
            |i: usize| matches!(self.document.blocks.get(i), Some(Block::Title(_) | Block::Subtitle(_)));
        let mut paragraph = Paragraph::default();
        if i.checked_sub(1).is_some_and(is_title) {
            paragraph.before = Some(0);
        }
        if !is_title(i + 1) {
            let first = (0..=i).rev().take_while(|at| is_title(*at)).last().unwrap_or(i);
            let height = |at: usize| {
                let lines = self.looks.lines(at).len().max(1) as f32;
                let line = if matches!(self.document.blocks.get(at), Some(Block::Title(_))) {
                    TITLE_LINE
                } else {
                    measures::LINE
                };
                lines * line
            };
            let used = measures::LINE + (first..=i).map(height).sum::<f32>();
            let grid = ((used / measures::LINE + 0.6) - 0.02).ceil() * measures::LINE;
            paragraph.after = Some(twips(grid - used));
        }
        let lines: Vec<&str> = self.looks.lines(i).iter().map(|line| line.0.trim()).collect();
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        let even = solid(&lines.concat()) == solid(text);
        paragraph.words(self.xml, style, &if even { lines.join("\n") } else { text.trim().to_owned() });
    }

    fn prose(&mut self, i: usize, runs: &[Run], style: Style) {
        let pieces = pieces(runs);
        let count = pieces.len();
        // A table without lines above it has some air of its own.
        let meets_table =
            matches!(self.document.blocks.get(i + 1), Some(Block::Table(table)) if table.heading.is_empty());
        for (n, piece) in pieces.iter().enumerate() {
            let last = n + 1 == count;
            let after = (last && meets_table).then_some(TABLE_GAP);
            let paragraph = Paragraph { keep: last && self.signs(i), after, ..Paragraph::default() };
            let (controls, marks) = (&mut self.controls, &mut self.marks);
            paragraph.write(self.xml, style, |xml| {
                marks.write_begun(xml);
                controls.runs(xml, piece);
                if last {
                    marks.write_ended(i, xml);
                }
            });
        }
    }

    fn table(&mut self, i: usize, block: &TableBlock) {
        let signs = self.signs(i);
        for line in &block.heading {
            let (style, text) = match line {
                TableLine::Title(text) => (Style::TableTitle, text),
                TableLine::Centred(text) => (Style::TableSubtitle, text),
                TableLine::Left(text) => (Style::TableNote, text),
            };
            Paragraph { keep: true, ..Paragraph::default() }.words(self.xml, style, text);
        }
        let place = Place {
            block: i,
            width: if self.looks.is_turned(i) { HEIGHT } else { WIDTH },
            size: self.table_size,
            keep: signs || !block.foot.is_empty(),
            looks: self.looks,
        };
        table(self.xml, block, place, &mut self.controls);
        let count = block.foot.len();
        for (n, line) in block.foot.iter().enumerate() {
            let before = (n == 0).then_some(80);
            let keep = n + 1 < count || signs;
            Paragraph { keep, before, ..Paragraph::default() }.words(self.xml, Style::TableNote, line);
        }
        // Two tables without a paragraph between them would be one.
        if block.foot.is_empty() {
            Paragraph { keep: signs, ..Paragraph::default() }.words(self.xml, Style::Gap, "");
        }
    }

    fn figure(&mut self, i: usize, caption: &str, keep: bool) {
        let named = !caption.trim().is_empty();
        if let Some(Some(figure)) = self.figures.get(i) {
            let paragraph = Paragraph { keep: named || keep, ..Paragraph::default() };
            let marks = &mut self.marks;
            paragraph.write(self.xml, Style::Picture, |xml| {
                marks.write_begun(xml);
                figure.run(xml, i + 1);
                if !named {
                    marks.write_ended(i, xml);
                }
            });
        }
        if named {
            let (marks, paragraph) = (&mut self.marks, Paragraph { keep, ..Paragraph::default() });
            paragraph.write(self.xml, Style::Caption, |xml| {
                run(xml, caption.trim(), None);
                marks.write_ended(i, xml);
            });
        }
    }

    /// 落款 (7.3.5.2): the longer of agency and date two characters from the right, the other where the pages
    /// have it; a line free above.
    fn signature(&mut self, i: usize, agency: &str, date: &str) {
        let lines = self.looks.lines(i);
        let ends = lines.iter().map(|line| line.2).fold(0.0, f32::max);
        let places = [lines.first(), lines.last()];
        let shown = [agency, date].into_iter().zip(places).filter(|(text, _)| !text.is_empty());
        let count = shown.clone().count();
        for (n, (text, line)) in shown.enumerate() {
            let mut paragraph =
                Paragraph { keep: n + 1 < count, before: (n == 0).then_some(LINE), ..Paragraph::default() };
            match line {
                Some((_, from, to)) if *from > 0.5 && (ends - to) > 1.0 => {
                    paragraph.left = Some(twips(*from))
                }
                _ => {
                    paragraph.right_characters = Some(2);
                    paragraph.right = Some(twips(2.0 * PITCH));
                    paragraph.align = Some("right");
                }
            }
            paragraph.words(self.xml, Style::Signature, text);
        }
    }

    /// Ends a section with a paragraph that nobody sees.
    fn end_section(&mut self, turned: bool, furniture: &Furniture) {
        self.xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                xml.value("w:pStyle", Style::Gap.id());
                section(xml, turned, furniture);
            });
        });
    }
}
