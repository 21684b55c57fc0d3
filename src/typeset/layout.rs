//! From strips to pages: what stays together, where a page ends, the page numbers.

use super::linebreak::{Prose, Style};
use super::measures::{FOLIO_DROP, FOLIO_SIZE, HEIGHT, LEFT, LINE, PAGE_HEIGHT, PAGE_WIDTH, TOP, WIDTH};
use super::strip::{Strip, keep_with_next};
use super::table::{Plan, Table};
use super::{FontBook, Item, Page, Pages, Part, Role, TextLine, paragraph, signature};
use crate::report::{Block, Document, plain_text};

/// Between text and a table, in points.
const TABLE_GAP: f32 = LINE * 0.3;
/// Sums of heights are off by less than this, in points.
const EPSILON: f32 = 0.05;

/// Lays a document out on A4 by GB/T 9704-2012. Characters that no face has leave an empty box: see
/// [`super::missing_characters`].
pub fn lay_out(document: &Document, fonts: &FontBook) -> Pages {
    let strips = strips(document, fonts);
    let mut sheets = Sheets { pages: Vec::new(), items: Vec::new(), y: 0.0 };
    sheets.place_all(&strips);
    if !sheets.items.is_empty() || sheets.pages.is_empty() {
        sheets.finish_page();
    }
    for page in &mut sheets.pages {
        let number = page.number;
        page.items.extend(folio(number, fonts).map(Item::Text));
        page.items.extend(mark(&document.mark, fonts).map(Item::Text));
    }
    Pages { pages: sheets.pages }
}

/// The document as strips, tied to each other where they must not be parted.
fn strips(document: &Document, fonts: &FontBook) -> Vec<Strip> {
    let mut strips: Vec<Strip> = Vec::new();
    let mut titled = false;
    let mut headed = false;
    for (i, block) in document.blocks.iter().enumerate() {
        let is_title = matches!(block, Block::Title(_) | Block::Subtitle(_));
        if titled && !is_title {
            strips.extend([Strip::Space(LINE * 0.6), Strip::Grid]);
        }
        if !titled && is_title {
            strips.push(Strip::Space(LINE));
        }
        let mut new = match block {
            Block::Title(text) => paragraph::title(text, i, fonts),
            Block::Subtitle(text) => paragraph::subtitle(text, i, fonts),
            Block::Heading { level, runs } => paragraph::heading(&plain_text(runs), *level, i, fonts),
            Block::Paragraph(runs) => paragraph::body(&plain_text(runs), i, fonts),
            Block::Annex(label) => paragraph::annex(label, i, fonts),
            Block::Signature { agency, date } => signature::signature(agency, date, i, fonts),
            Block::Chart(_) | Block::Picture { .. } => Vec::new(),
            Block::Table(table) => {
                let table = Box::new(Table::new(table, i, fonts));
                vec![Strip::Space(TABLE_GAP), Strip::Table(table), Strip::Space(TABLE_GAP), Strip::Grid]
            }
        };
        if matches!(block, Block::Signature { .. }) {
            tie_before(&mut strips, &new);
        }
        // A heading keeps two lines of what it heads.
        if headed && let Some(first) = new.iter_mut().find(|strip| matches!(strip, Strip::Line { .. })) {
            keep_with_next(first);
        }
        titled = is_title;
        headed = matches!(block, Block::Heading { .. });
        strips.append(&mut new);
    }
    strips
}

/// Ties a signature to the two lines before it, or to the last rows of a table.
fn tie_before(strips: &mut [Strip], signature: &[Strip]) {
    let mut lines = 0;
    for strip in strips.iter_mut().rev() {
        match strip {
            Strip::Line { keep, .. } => {
                *keep = true;
                lines += 1;
                if lines == 2 {
                    return;
                }
            }
            Strip::Table(table) => {
                table.tail =
                    signature.iter().chain([&Strip::Space(TABLE_GAP), &Strip::Grid]).map(most_height).sum();
                return;
            }
            Strip::Space(_) | Strip::Grid => {}
            Strip::NewPage => return,
        }
    }
}

fn most_height(strip: &Strip) -> f32 {
    match strip {
        Strip::Line { height, .. } | Strip::Space(height) => *height,
        Strip::Grid => LINE,
        Strip::NewPage | Strip::Table(_) => 0.0,
    }
}

/// Pages being filled.
struct Sheets {
    pages: Vec<Page>,
    items: Vec<Item>,
    /// How far the page is filled, in points from the top of the type area.
    y: f32,
}

/// Where a strip that is no table leaves the page, begun at `y`.
fn after(y: f32, strip: &Strip) -> f32 {
    match strip {
        Strip::Line { height, .. } => y + height,
        Strip::Space(height) if y > 0.0 => y + height,
        Strip::Grid => (y / LINE - 0.02).ceil().max(0.0) * LINE,
        Strip::Space(_) | Strip::NewPage | Strip::Table(_) => y,
    }
}

impl Sheets {
    fn is_at_top(&self) -> bool {
        self.y <= 0.0
    }

    fn finish_page(&mut self) {
        let number = u32::try_from(self.pages.len() + 1).unwrap_or(u32::MAX);
        let items = std::mem::take(&mut self.items);
        self.pages.push(Page { number, width: PAGE_WIDTH, height: PAGE_HEIGHT, turned: false, items });
        self.y = 0.0;
    }

    fn break_page(&mut self) {
        if !self.is_at_top() {
            self.finish_page();
        }
    }

    fn place_all(&mut self, strips: &[Strip]) {
        let mut rest = strips;
        while !rest.is_empty() {
            let (group, following) = rest.split_at(group_length(rest));
            if !self.has_room_for(group) {
                self.break_page();
            }
            group.iter().for_each(|strip| self.place(strip));
            rest = following;
        }
    }

    /// Whether strips tied together fit on this page; a table must only begin on it.
    fn has_room_for(&self, group: &[Strip]) -> bool {
        let mut y = self.y;
        for strip in group {
            match strip {
                Strip::Table(table) => return !table.plan(HEIGHT - y, y <= 0.0).moves,
                Strip::Line { height, .. } if y + height > HEIGHT + EPSILON => return false,
                strip => y = after(y, strip),
            }
        }
        true
    }

    fn place(&mut self, strip: &Strip) {
        match strip {
            Strip::NewPage => self.break_page(),
            Strip::Table(table) => self.place_table(table),
            Strip::Line { height, .. } if self.y + height > HEIGHT + EPSILON => {
                self.break_page();
                self.place_line(strip, self.y);
            }
            Strip::Line { .. } => self.place_line(strip, self.y),
            Strip::Space(_) | Strip::Grid => {}
        }
        self.y = after(self.y, strip);
    }

    /// Puts the text of a strip on the page, its top `y` points down the type area.
    fn place_line(&mut self, strip: &Strip, y: f32) {
        if let Strip::Line { text: Some(text), .. } = strip {
            let mut text = text.clone();
            text.baseline += TOP + y;
            self.items.push(Item::Text(text));
        }
    }

    fn place_table(&mut self, table: &Table) {
        let Plan { moves, heights, parts } = table.plan(HEIGHT - self.y, self.is_at_top());
        if moves {
            self.break_page();
        }
        table.heading.iter().for_each(|strip| self.place(strip));
        let mut shown = Vec::new();
        for (n, part) in parts.iter().enumerate() {
            if n > 0 {
                self.break_page();
            }
            let (items, height) = table.draw(part, &heights, (LEFT, TOP + self.y), &mut shown);
            self.items.extend(items);
            self.y += height;
        }
        if !table.foot.is_empty() {
            self.y += table.foot_gap();
            table.foot.iter().for_each(|strip| self.place(strip));
        }
    }
}

/// How many strips at the beginning of `rest` stay together, at least 1.
fn group_length(rest: &[Strip]) -> usize {
    for (i, strip) in rest.iter().enumerate() {
        match strip {
            Strip::Line { keep: true, .. } => {}
            Strip::Space(_) | Strip::Grid if i > 0 => {}
            Strip::NewPage if i > 0 => return i,
            _ => return i + 1,
        }
    }
    rest.len()
}

/// 草稿 in 黑体, centred in the upper margin.
fn mark(words: &str, fonts: &FontBook) -> Option<TextLine> {
    let prose = Prose::new(words, Style::new(Role::Hei, FOLIO_SIZE), fonts);
    let glyphs = prose.set(0..prose.len(), None);
    let width: f32 = glyphs.iter().map(|glyph| glyph.advance).sum();
    (!glyphs.is_empty()).then_some(TextLine {
        part: Part::Mark,
        block: None,
        x: LEFT + (WIDTH - width) / 2.0,
        baseline: TOP / 2.0,
        size: FOLIO_SIZE,
        angle: 0.0,
        shade: 0.0,
        glyphs,
    })
}

/// “— 1 —” in 4号宋体, its dashes 7 mm below the type area: odd pages at the right, even ones at the left, one
/// character in (GB/T 9704-2012 7.5).
fn folio(number: u32, fonts: &FontBook) -> Option<TextLine> {
    let prose = Prose::new(&format!("— {number} —"), Style::new(Role::Song, FOLIO_SIZE), fonts);
    let glyphs = prose.set(0..prose.len(), None);
    let width: f32 = glyphs.iter().map(|glyph| glyph.advance).sum();
    let x = if number % 2 == 1 { LEFT + WIDTH - FOLIO_SIZE - width } else { LEFT + FOLIO_SIZE };
    // The dash stands about a third of its size above the baseline.
    let baseline = TOP + HEIGHT + FOLIO_DROP + FOLIO_SIZE * 0.35;
    (!glyphs.is_empty()).then_some(TextLine {
        part: Part::Footer,
        block: None,
        x,
        baseline,
        size: FOLIO_SIZE,
        angle: 0.0,
        shade: 0.0,
        glyphs,
    })
}
