//! Tags and text of a page, one after the other.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::flow::Flow;
use super::hidden::{After, Hidden, hides, is_dropped, is_void};
use super::table::OpenTable;
use crate::error::Error;
use crate::import::Source;
use crate::import::budget::{Budget, DEEPEST, too_deep};

/// What HTML lets a cell span at most.
const MOST_ROWS: u32 = 65_534;
const MOST_COLUMNS: u32 = 1_000;

/// Reads a page.
///
/// # Errors
/// It holds more than is read.
pub(in crate::import) fn read(text: &str, budget: &mut Budget) -> Result<Source, Error> {
    let mut page = Page::new(budget);
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| page.event(event).err());
    emitter.naively_switch_states(true);
    if let Some(event) = Tokenizer::new_with_emitter(text, emitter).next() {
        let Ok(error) = event;
        return Err(error);
    }
    page.finish()
}

/// Whether a text is a page or a part of one. Portals' pages are also kept as text files, with a line before them
/// that says where they are from.
pub(in crate::import) fn is_html(text: &str) -> bool {
    const BEGINNINGS: [&str; 4] = ["<!doctype html", "<html", "<table", "<body"];
    const TAGS: [&str; 12] =
        ["<p>", "<p ", "<div", "<span", "<br", "</p>", "</div>", "</span>", "<td", "</td>", "<tr", "</tr>"];
    let end = (0..=text.len().min(64 * 1024)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let start = text.get(..end).unwrap_or_default().to_ascii_lowercase();
    let beginning = |name: &&str| start.lines().take(5).any(|line| line.trim_start().starts_with(*name));
    BEGINNINGS.iter().any(|name| beginning(&name))
        || TAGS.iter().map(|tag| start.matches(tag).take(4).count()).sum::<usize>() >= 4
}

/// A page while it is read.
struct Page<'b> {
    budget: &'b mut Budget,
    body: Flow,
    tables: Vec<OpenTable>,
    hidden: Option<Hidden>,
    /// Whether hidden text was passed over.
    passed_over: bool,
    /// Open `<pre>`.
    kept: usize,
    tag: Tag,
}

/// The start tag that is being read.
#[derive(Default)]
struct Tag {
    name: Vec<u8>,
    attribute: Attribute,
    rows: u32,
    columns: u32,
    is_hidden: bool,
    is_text_field: bool,
    value: String,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Attribute {
    #[default]
    Other,
    Rows,
    Columns,
    Style,
    Type,
    Value,
}

impl<'b> Page<'b> {
    fn new(budget: &'b mut Budget) -> Self {
        Self {
            budget,
            body: Flow::default(),
            tables: Vec::new(),
            hidden: None,
            passed_over: false,
            kept: 0,
            tag: Tag::default(),
        }
    }

    fn event(&mut self, event: CallbackEvent<'_>) -> Result<(), Error> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let mut reused = std::mem::take(&mut self.tag.name);
                reused.clear();
                reused.extend_from_slice(name);
                self.tag = Tag { name: reused, rows: 1, columns: 1, is_text_field: true, ..Tag::default() };
                Ok(())
            }
            CallbackEvent::AttributeName { name } => {
                self.tag.attribute = match name {
                    b"rowspan" => Attribute::Rows,
                    b"colspan" => Attribute::Columns,
                    b"style" => Attribute::Style,
                    b"type" => Attribute::Type,
                    b"value" => Attribute::Value,
                    _ => Attribute::Other,
                };
                self.tag.is_hidden |= name == b"hidden";
                Ok(())
            }
            CallbackEvent::AttributeValue { value } => {
                self.tag.attribute(value);
                Ok(())
            }
            CallbackEvent::CloseStartTag { self_closing } => self.start(self_closing),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.text(value),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => Ok(()),
        }
    }

    fn text(&mut self, value: &[u8]) -> Result<(), Error> {
        let text = String::from_utf8_lossy(value);
        if let Some(hidden) = &self.hidden {
            self.passed_over |= hidden.by_style && !text.trim().is_empty();
            return Ok(());
        }
        match self.kept {
            0 => self.flow().0.push(&text),
            _ => {
                let (flow, budget) = self.flow();
                flow.push_kept(&text, budget)?;
            }
        }
        Ok(())
    }

    /// Where text goes now: the innermost cell that is open, or the page. Text between cells goes before its table,
    /// as in a browser.
    fn flow(&mut self) -> (&mut Flow, &mut Budget) {
        let cell = self.tables.iter_mut().rev().find_map(OpenTable::flow);
        (cell.unwrap_or(&mut self.body), self.budget)
    }

    fn paragraph_ends(&mut self) -> Result<(), Error> {
        let (flow, budget) = self.flow();
        flow.paragraph_ends(budget)
    }

    fn start(&mut self, self_closing: bool) -> Result<(), Error> {
        let name = std::mem::take(&mut self.tag.name);
        let done = self.start_of(&name, self_closing);
        self.tag.name = name;
        done
    }

    fn start_of(&mut self, name: &[u8], self_closing: bool) -> Result<(), Error> {
        if let Some(hidden) = &mut self.hidden {
            match hidden.start(name) {
                After::Hidden | After::Ends => return Ok(()),
                After::Ended => self.hidden = None,
            }
        }
        let is_dropped = is_dropped(name);
        if (is_dropped || self.tag.is_hidden) && !is_void(name) && !self_closing {
            let in_table = self.tables.last_mut().is_some_and(|table| table.flow().is_some());
            self.hidden = Some(Hidden::new(name, !is_dropped, in_table));
            return Ok(());
        }
        let (rows, columns) = (self.tag.rows, self.tag.columns);
        match name {
            b"table" => {
                self.paragraph_ends()?;
                if self.tables.len() >= DEEPEST {
                    return Err(too_deep());
                }
                self.tables.push(OpenTable::default());
            }
            b"tr" => match self.tables.last_mut() {
                Some(table) => table.row_begins(self.budget)?,
                None => self.paragraph_ends()?,
            },
            b"td" | b"th" => match self.tables.last_mut() {
                Some(table) => table.cell_begins(rows, columns, self.budget)?,
                None => self.paragraph_ends()?,
            },
            b"tbody" | b"thead" | b"tfoot" => match self.tables.last_mut() {
                Some(table) => table.row_ends(self.budget)?,
                None => self.paragraph_ends()?,
            },
            b"br" => {
                let (flow, budget) = self.flow();
                flow.line_ends(budget)?;
            }
            b"p" => {
                let (flow, budget) = self.flow();
                flow.p_begins(budget)?;
            }
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => {
                self.paragraph_ends()?;
                self.flow().0.level = name.last().map_or(0, |digit| digit - b'0');
            }
            b"title" => {
                self.paragraph_ends()?;
                self.flow().0.level = 1;
            }
            b"pre" | b"xmp" => {
                self.paragraph_ends()?;
                self.kept += 1;
            }
            b"input" if self.tag.is_text_field && !self.tag.value.is_empty() => {
                let value = std::mem::take(&mut self.tag.value);
                self.flow().0.push(&format!(" {value} "));
            }
            name if is_block(name) => self.paragraph_ends()?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) -> Result<(), Error> {
        if let Some(hidden) = &mut self.hidden {
            match hidden.end(name) {
                After::Hidden => return Ok(()),
                After::Ends => {
                    self.hidden = None;
                    return Ok(());
                }
                After::Ended => self.hidden = None,
            }
        }
        match name {
            b"table" => self.table_ends()?,
            b"tr" | b"tbody" | b"thead" | b"tfoot" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row_ends(self.budget)?;
                }
            }
            b"td" | b"th" => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell_ends(self.budget)?;
                }
            }
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"title" => {
                self.paragraph_ends()?;
                self.flow().0.level = 0;
            }
            b"pre" | b"xmp" => {
                self.paragraph_ends()?;
                self.kept = self.kept.saturating_sub(1);
            }
            b"p" => {
                let (flow, budget) = self.flow();
                flow.p_ends(budget)?;
            }
            name if is_block(name) => self.paragraph_ends()?,
            _ => {}
        }
        Ok(())
    }

    fn table_ends(&mut self) -> Result<(), Error> {
        let Some(table) = self.tables.pop() else { return Ok(()) };
        let blocks = table.finish(self.budget)?;
        let (flow, budget) = self.flow();
        flow.paragraph_ends(budget)?;
        flow.blocks.extend(blocks);
        Ok(())
    }

    fn finish(mut self) -> Result<Source, Error> {
        while !self.tables.is_empty() {
            self.table_ends()?;
        }
        self.paragraph_ends()?;
        let mut notes = Vec::new();
        if self.passed_over {
            notes.push("网页里有不显示的文字，没有读取".to_owned());
        }
        Ok(Source { blocks: self.body.blocks, notes })
    }
}

impl Tag {
    fn attribute(&mut self, value: &[u8]) {
        let text = || String::from_utf8_lossy(value);
        let number = |most: u32| {
            let digits: String = text().trim().chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u32>().map_or(most, |number| number.min(most))
        };
        match self.attribute {
            // Zero rows: to the end of the table.
            Attribute::Rows if value.first().is_some_and(u8::is_ascii_digit) => {
                let rows = number(MOST_ROWS);
                self.rows = if rows == 0 { MOST_ROWS } else { rows };
            }
            Attribute::Columns if value.first().is_some_and(u8::is_ascii_digit) => {
                self.columns = number(MOST_COLUMNS).max(1);
            }
            Attribute::Style => self.is_hidden |= hides(&text()),
            Attribute::Type => self.is_text_field = matches!(value, b"text" | b"number" | b""),
            Attribute::Value => self.value = text().into_owned(),
            Attribute::Rows | Attribute::Columns | Attribute::Other => {}
        }
    }
}

/// Elements that stand in lines of their own.
fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"p" | b"div"
            | b"li"
            | b"ul"
            | b"ol"
            | b"dl"
            | b"dt"
            | b"dd"
            | b"section"
            | b"article"
            | b"header"
            | b"footer"
            | b"nav"
            | b"main"
            | b"aside"
            | b"form"
            | b"fieldset"
            | b"legend"
            | b"address"
            | b"blockquote"
            | b"center"
            | b"hr"
            | b"caption"
            | b"body"
            | b"html"
            | b"head"
            | b"figure"
            | b"figcaption"
            | b"textarea"
            | b"details"
            | b"summary"
            | b"menu"
            | b"dir"
            | b"option"
            | b"marquee"
    )
}
