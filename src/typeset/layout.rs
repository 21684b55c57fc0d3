//! From strips to pages: what stays together, where a page ends, the page numbers.

use super::linebreak::{Prose, Style};
use super::measures::{
    FOLIO_DROP, FOLIO_SIZE, Frame, HEIGHT, LEFT, LINE, PAGE_HEIGHT, PAGE_WIDTH, TOP, TURNED, UPRIGHT, WIDTH,
};
use super::strip::{Strip, keep_with_next};
use super::table::{Plan, Table};
use super::{
    FontBook, Item, Page, Pages, Part, Role, TextLine, chart, figure, mark, paragraph, signature, turn,
};
use crate::report::{Block, Document, plain_text};

/// Between text and a table, in points.
const TABLE_GAP: f32 = LINE * 0.3;
/// The most strips that go with a table on to its turned page: there is room for them and it.
const MOST_TIED: usize = 12;
/// Sums of heights are off by less than this, in points.
const EPSILON: f32 = 0.05;

/// Lays a document out on A4 by GB/T 9704-2012. Characters that no face has leave an empty box: see
/// [`super::missing_characters`].
pub fn lay_out(document: &Document, fonts: &FontBook) -> Pages {
    let strips = strips(document, fonts);
    let mut sheets = Sheets { pages: Vec::new(), items: Vec::new(), y: 0.0, turned: false };
    sheets.place_all(&strips);
    if !sheets.items.is_empty() || sheets.pages.is_empty() {
        sheets.finish_page();
    }
    for page in &mut sheets.pages {
        let number = page.number;
        page.items.extend(folio(number, fonts).map(Item::Text));
        mark::put_on(page, &document.mark, fonts);
    }
    Pages { pages: sheets.pages }
}

/// The document as strips, tied to each other where they must not be parted.
fn strips(document: &Document, fonts: &FontBook) -> Vec<Strip> {
    let mut strips: Vec<Strip> = Vec::new();
    let mut titled = false;
    let mut headed = false;
    // Whether the page is turned for the table before.
    let mut turned = false;
    for (i, block) in document.blocks.iter().enumerate() {
        let is_title = matches!(block, Block::Title(_) | Block::Subtitle(_));
        // A signature stays on the page of its table.
        if turned && !matches!(block, Block::Signature { .. }) {
            strips.push(Strip::NewPage { turned: false });
            turned = false;
        }
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
            Block::Chart(block) => apart(chart::chart(block, i, fonts)),
            Block::Picture { picture, caption } => apart(figure::picture(picture, caption, i, fonts)),
            Block::Table(table) => {
                turned = Table::is_cramped(table, fonts);
                if turned {
                    let first = tied_before(&strips);
                    strips.insert(first, Strip::NewPage { turned: true });
                }
                let frame = if turned { TURNED } else { UPRIGHT };
                apart(vec![Strip::Table(Box::new(Table::new(table, i, frame, fonts)))])
            }
        };
        if matches!(block, Block::Signature { .. }) {
            tie_before(&mut strips, &new);
        }
        // A heading keeps two lines of what it heads; of a single line no second, or short sections would all be
        // tied to each other and leave the page half empty.
        let goes_on = new.len() > 1 || matches!(document.blocks.get(i + 1), Some(Block::Paragraph(_)));
        if headed && goes_on && matches!(block, Block::Paragraph(_)) {
            new.first_mut().into_iter().for_each(keep_with_next);
        }
        titled = is_title;
        headed = matches!(block, Block::Heading { .. });
        strips.append(&mut new);
    }
    strips
}

/// Strips with space before and after them.
fn apart(strips: Vec<Strip>) -> Vec<Strip> {
    let space = || Strip::Space(TABLE_GAP);
    [space()].into_iter().chain(strips).chain([space(), Strip::Grid]).collect()
}

/// Where the strips begin that are tied to what comes next: a heading goes with its table.
fn tied_before(strips: &[Strip]) -> usize {
    let tied = |strip: &&Strip| match strip {
        Strip::Line { keep, .. } => *keep,
        Strip::Space(_) | Strip::Grid => true,
        Strip::Figure(_) | Strip::NewPage { .. } | Strip::Table(_) => false,
    };
    let count = strips.iter().rev().take_while(tied).take(MOST_TIED).count();
    strips.len() - count
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
            Strip::Figure(figure) => {
                figure.keep = true;
                return;
            }
            Strip::Space(_) | Strip::Grid => {}
            Strip::NewPage { .. } => return,
        }
    }
}

fn most_height(strip: &Strip) -> f32 {
    match strip {
        Strip::Line { height, .. } | Strip::Space(height) => *height,
        Strip::Grid => LINE,
        Strip::Figure(figure) => figure.height,
        Strip::NewPage { .. } | Strip::Table(_) => 0.0,
    }
}

/// Pages being filled.
struct Sheets {
    pages: Vec<Page>,
    items: Vec<Item>,
    /// How far the page is filled, in points from the top of the type area.
    y: f32,
    /// Whether this page is read with the sheet turned a quarter.
    turned: bool,
}

/// Where a strip that is no table leaves the page, begun at `y`.
fn after(y: f32, strip: &Strip) -> f32 {
    match strip {
        Strip::Line { height, .. } => y + height,
        Strip::Figure(figure) => y + figure.height,
        Strip::Space(height) if y > 0.0 => y + height,
        Strip::Grid => (y / LINE - 0.02).ceil().max(0.0) * LINE,
        Strip::Space(_) | Strip::NewPage { .. } | Strip::Table(_) => y,
    }
}

impl Sheets {
    /// The type area of this page, as it is read.
    fn frame(&self) -> Frame {
        if self.turned { TURNED } else { UPRIGHT }
    }

    /// Whether so much in points has room below what is on the page.
    fn has_room(&self, y: f32, height: f32) -> bool {
        y + height <= self.frame().height + EPSILON
    }

    fn is_at_top(&self) -> bool {
        self.y <= 0.0
    }

    fn finish_page(&mut self) {
        let number = u32::try_from(self.pages.len() + 1).unwrap_or(u32::MAX);
        let mut items = std::mem::take(&mut self.items);
        let turned = self.turned;
        if turned {
            items.iter_mut().for_each(turn::quarter);
        }
        self.pages.push(Page { number, width: PAGE_WIDTH, height: PAGE_HEIGHT, turned, items });
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
            // What no page holds whole is parted, but never behind a heading.
            let (group, following) = match self.has_room_for(group, 0.0) {
                true => (group, following),
                false => rest.split_at(self.parting(group)),
            };
            if !self.has_room_for(group, self.y) {
                self.break_page();
            }
            group.iter().for_each(|strip| self.place(strip));
            rest = following;
        }
    }

    /// How many of these strips a page holds, the last of them no heading; 1 at least.
    fn parting(&self, group: &[Strip]) -> usize {
        let ends_well = |strips: &[Strip]| {
            let last = strips.iter().rev().find(|strip| !matches!(strip, Strip::Space(_) | Strip::Grid));
            let is_heading = |line: &TextLine| matches!(line.part, Part::Heading(_));
            !matches!(last, Some(Strip::Line { text: Some(text), .. }) if is_heading(text))
        };
        let held = |count: &usize| {
            group.get(..*count).is_some_and(|strips| ends_well(strips) && self.has_room_for(strips, 0.0))
        };
        (1..group.len()).rev().find(held).unwrap_or(group.len()).max(1)
    }

    /// Whether strips tied together fit on this page below `y`; a table must only begin on it.
    fn has_room_for(&self, group: &[Strip], mut y: f32) -> bool {
        for strip in group {
            match strip {
                Strip::Table(table) => return !table.plan(self.frame().height - y, y <= 0.0).moves,
                Strip::Line { height, .. } if !self.has_room(y, *height) => return false,
                Strip::Figure(figure) if !self.has_room(y, figure.height) => return false,
                strip => y = after(y, strip),
            }
        }
        true
    }

    fn place(&mut self, strip: &Strip) {
        match strip {
            Strip::NewPage { turned } => {
                self.break_page();
                self.turned = *turned;
            }
            Strip::Table(table) => self.place_table(table),
            Strip::Line { height, .. } => {
                if !self.has_room(self.y, *height) {
                    self.break_page();
                }
                self.place_line(strip, self.y);
            }
            Strip::Figure(figure) => {
                if !self.has_room(self.y, figure.height) {
                    self.break_page();
                }
                let down = TOP + self.y;
                self.items.extend(figure.items.iter().map(|item| turn::moved_down(item, down)));
            }
            Strip::Space(_) | Strip::Grid => {}
        }
        self.y = after(self.y, strip);
    }

    /// Puts the text of a strip on the page, its top `y` points down the type area.
    fn place_line(&mut self, strip: &Strip, y: f32) {
        if let Strip::Line { text: Some(text), .. } = strip {
            let mut text = text.clone();
            text.baseline += TOP + y;
            // Lines are as long as an upright page has them: what is centred or at the right stays so.
            let wider = self.frame().width - WIDTH;
            text.x += match text.part {
                Part::Title | Part::Subtitle => wider / 2.0,
                Part::Signature => wider,
                _ => 0.0,
            };
            self.items.push(Item::Text(text));
        }
    }

    fn place_table(&mut self, table: &Table) {
        let Plan { moves, heights, parts } = table.plan(self.frame().height - self.y, self.is_at_top());
        if moves {
            self.break_page();
        }
        table.heading.iter().for_each(|strip| self.place(strip));
        let mut shown = Vec::new();
        for (n, part) in parts.iter().enumerate() {
            if n > 0 {
                self.break_page();
                table.continued.iter().for_each(|strip| self.place(strip));
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
            Strip::NewPage { .. } if i > 0 => return i,
            Strip::Figure(figure) if figure.keep => {}
            _ => return i + 1,
        }
    }
    rest.len()
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
