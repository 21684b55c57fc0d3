//! The outline beside the pages: headings, annexes and tables, each leading to its place.

use lopdf::{Dictionary, Document as Written, Object, ObjectId};

use super::metadata::text_string;
use crate::report::{Block, Document, TableBlock, TableLine, plain_text};
use crate::typeset::{Item, Page, Pages, Part};

/// Above a heading, so that it does not stick to the upper edge of the window, in points.
const AIR: f32 = 12.0;

/// One line of the outline.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// How deep it stands, from 1; never more than one below the one before it.
    pub depth: u8,
    /// What it says.
    pub title: String,
    /// The page it leads to, from 0.
    pub page: usize,
    /// Where on the page, in points from the lower edge; `None`: the whole page.
    pub y: Option<f32>,
}

/// The outline of a document, in the order of its blocks.
pub(super) fn entries(document: &Document, pages: &Pages) -> Vec<Entry> {
    let places = places(document.blocks.len(), pages);
    let mut entries: Vec<Entry> = Vec::new();
    // How deep the last heading stands: a table stands under it.
    let mut headed: u8 = 0;
    for (block, place) in document.blocks.iter().zip(places) {
        let (level, title) = match block {
            Block::Heading { level, runs } => (*level, plain_text(runs)),
            Block::Annex(label) => (1, label.clone()),
            Block::Table(table) => (headed + 1, name_of(table)),
            _ => continue,
        };
        let (Some((page, y)), false) = (place, title.trim().is_empty()) else { continue };
        let depth = level.clamp(1, headed + 1);
        if !matches!(block, Block::Table(_)) {
            headed = depth;
        }
        entries.push(Entry { depth, title: title.trim().to_owned(), page, y });
    }
    entries
}

fn name_of(table: &TableBlock) -> String {
    let title = table.heading.iter().find_map(|line| match line {
        TableLine::Title(title) => Some(title),
        TableLine::Centred(_) | TableLine::Left(_) => None,
    });
    title.unwrap_or(&table.name).clone()
}

/// Where each block begins: the page, and the place on it.
fn places(blocks: usize, pages: &Pages) -> Vec<Option<(usize, Option<f32>)>> {
    let mut places = vec![None; blocks];
    for (number, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            if let Item::Text(line) = item
                && !matches!(line.part, Part::Mark | Part::Footer)
                && let Some(place @ None) = line.block.and_then(|block| places.get_mut(block))
            {
                *place = Some((number, top(page, line.baseline - line.size)));
            }
        }
    }
    places
}

fn top(page: &Page, y: f32) -> Option<f32> {
    // On a turned page “upper” is its left edge.
    (!page.turned).then(|| (page.height - y + AIR).min(page.height))
}

/// Writes the outline; gives its root, `None` where there is nothing to list.
pub(super) fn write(entries: &[Entry], sheets: &[ObjectId], written: &mut Written) -> Option<ObjectId> {
    if entries.is_empty() {
        return None;
    }
    let root = written.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| written.new_object_id()).collect();
    let id = |place: Option<usize>| place.and_then(|place| ids.get(place)).copied();
    for (i, (entry, own)) in entries.iter().zip(&ids).enumerate() {
        let mut item = Dictionary::new();
        item.set("Title", text_string(&entry.title));
        item.set("Parent", id(parent(entries, i)).unwrap_or(root));
        let before = siblings_before(entries, i);
        let after = (i + 1..entries.len())
            .find(|later| depth(entries, *later) <= entry.depth)
            .filter(|later| depth(entries, *later) == entry.depth);
        for (key, place) in [("Prev", id(before)), ("Next", id(after))] {
            if let Some(place) = place {
                item.set(key, place);
            }
        }
        if let Some(page) = sheets.get(entry.page) {
            let mut place = vec![Object::from(*page)];
            match entry.y {
                Some(y) => place.extend(["XYZ".into(), Object::Null, y.round().into(), Object::Null]),
                None => place.push("Fit".into()),
            }
            item.set("Dest", place);
        }
        set_children(&mut item, entries, Some(i), &ids);
        written.objects.insert(*own, item.into());
    }
    let mut outline = Dictionary::new();
    outline.set("Type", "Outlines");
    set_children(&mut outline, entries, None, &ids);
    written.objects.insert(root, outline.into());
    Some(root)
}

fn depth(entries: &[Entry], i: usize) -> u8 {
    entries.get(i).map_or(0, |entry| entry.depth)
}

/// The entry that another stands under.
fn parent(entries: &[Entry], i: usize) -> Option<usize> {
    (0..i).rev().find(|earlier| depth(entries, *earlier) < depth(entries, i))
}

fn siblings_before(entries: &[Entry], i: usize) -> Option<usize> {
    let earlier = (0..i).rev().find(|earlier| depth(entries, *earlier) <= depth(entries, i))?;
    (depth(entries, earlier) == depth(entries, i)).then_some(earlier)
}

/// First, last and number of what stands under an entry, all of it unfolded.
fn set_children(item: &mut Dictionary, entries: &[Entry], of: Option<usize>, ids: &[ObjectId]) {
    let children: Vec<usize> = (0..entries.len()).filter(|child| parent(entries, *child) == of).collect();
    let (Some(first), Some(last)) = (children.first(), children.last()) else { return };
    let (Some(first_id), Some(last_id)) = (ids.get(*first), ids.get(*last)) else { return };
    let own = of.map_or(0, |of| depth(entries, of));
    let start = of.map_or(0, |of| of + 1);
    let count = entries.iter().skip(start).take_while(|entry| entry.depth > own).count();
    item.set("First", *first_id);
    item.set("Last", *last_id);
    item.set("Count", i64::try_from(count).unwrap_or(i64::MAX));
}
