//! The manual's Markdown as chapters of parts that can be painted one below the other.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// A chapter: what stands under one heading of the second level.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chapter {
    /// Its heading.
    pub title: String,
    /// What it says.
    pub parts: Vec<Part>,
}

/// Something that stands across the page.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// A heading inside the chapter.
    Heading(String),
    /// Words.
    Paragraph(Vec<Words>),
    /// An item of a list, with its number where it has one.
    Item(Option<u64>, Vec<Words>),
    /// A table, its first row the heading.
    Table(Vec<Vec<Vec<Words>>>),
    /// A picture, by the name of its file, and what it shows.
    Picture(String, String),
}

/// Words set alike.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// What is read.
    pub text: String,
    /// Whether they stand out.
    pub is_strong: bool,
    /// Whether they are typed, or the name of a file.
    pub is_typed: bool,
}

/// Reads a manual. What stands before the first chapter is dropped.
pub fn chapters(text: &str) -> Vec<Chapter> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        reader.take(event);
    }
    reader.chapters
}

#[derive(Default)]
struct Reader {
    chapters: Vec<Chapter>,
    words: Vec<Words>,
    is_strong: bool,
    level: Option<HeadingLevel>,
    lists: Vec<Option<u64>>,
    item: Option<Option<u64>>,
    rows: Option<Vec<Vec<Vec<Words>>>>,
    picture: Option<String>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text) => self.say(&text, false),
            Event::Code(text) => self.say(&text, true),
            // Chinese lines join as they are.
            Event::HardBreak => self.say("\n", false),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            _ => {}
        }
    }

    fn say(&mut self, text: &str, is_typed: bool) {
        let is_strong = self.is_strong;
        self.words.push(Words { text: text.to_owned(), is_strong, is_typed });
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.level = Some(level);
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                let number = self.lists.last_mut().and_then(|next| {
                    let number = *next;
                    *next = next.map(|number| number.saturating_add(1));
                    number
                });
                self.item = Some(number);
            }
            Tag::Strong => self.is_strong = true,
            Tag::Table(_) => self.rows = Some(Vec::new()),
            Tag::TableHead | Tag::TableRow => {
                if let Some(rows) = &mut self.rows {
                    rows.push(Vec::new());
                }
            }
            Tag::Image { dest_url, .. } => {
                self.flush();
                self.picture = Some(dest_url.into_string());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Strong => self.is_strong = false,
            TagEnd::TableCell => {
                let words = std::mem::take(&mut self.words);
                if let Some(row) = self.rows.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(words);
                }
            }
            TagEnd::Table => {
                let rows = self.rows.take().unwrap_or_default();
                self.add(Part::Table(rows));
            }
            TagEnd::Image => {
                let shows = std::mem::take(&mut self.words).into_iter().map(|words| words.text).collect();
                if let Some(file) = self.picture.take() {
                    self.add(Part::Picture(file, shows));
                }
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            TagEnd::Item | TagEnd::Paragraph => self.flush(),
            TagEnd::Heading(_) => {
                let title: String =
                    std::mem::take(&mut self.words).into_iter().map(|words| words.text).collect();
                match self.level.take() {
                    Some(HeadingLevel::H1) => {}
                    Some(HeadingLevel::H2) => self.chapters.push(Chapter { title, parts: Vec::new() }),
                    _ => self.add(Part::Heading(title)),
                }
            }
            _ => {}
        }
    }

    fn flush(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.iter().all(|words| words.text.trim().is_empty()) {
            return;
        }
        match self.item.take() {
            Some(number) => self.add(Part::Item(number, words)),
            None => self.add(Part::Paragraph(words)),
        }
    }

    fn add(&mut self, part: Part) {
        if let Some(chapter) = self.chapters.last_mut() {
            chapter.parts.push(part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chapter_has_words_lists_tables_and_pictures() {
        let text = "# 手册\n\n序\n\n## 开始\n\n按 **新建**，\n再按 `Enter`。\n\n1. 甲\n2. 乙\n\n\
                    | 键 | 作用 |\n|---|---|\n| F8 | 下一处 |\n\n![开始页](pictures/start.png)\n\n## 完\n";
        let read = chapters(text);
        let titles: Vec<_> = read.iter().map(|chapter| chapter.title.as_str()).collect();
        assert_eq!(titles, ["开始", "完"]);
        let words = |text: &str| Words { text: text.to_owned(), is_strong: false, is_typed: false };
        let parts = &read.first().unwrap().parts;
        assert_eq!(
            parts.first(),
            Some(&Part::Paragraph(vec![
                words("按 "),
                Words { is_strong: true, ..words("新建") },
                words("，"),
                words("再按 "),
                Words { is_typed: true, ..words("Enter") },
                words("。"),
            ]))
        );
        assert_eq!(parts.get(2), Some(&Part::Item(Some(2), vec![words("乙")])));
        let table = vec![
            vec![vec![words("键")], vec![words("作用")]],
            vec![vec![words("F8")], vec![words("下一处")]],
        ];
        assert_eq!(parts.get(3), Some(&Part::Table(table)));
        assert_eq!(parts.get(4), Some(&Part::Picture("pictures/start.png".into(), "开始页".into())));
    }
}
