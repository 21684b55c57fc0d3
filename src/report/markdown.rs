//! The template's Markdown as blocks. What official prose has no form for (lists, code, HTML, links)
//! comes down to paragraphs; no words are lost.

use pulldown_cmark::{Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::document::{Block, Run, plain_text};
use super::reference::PARAGRAPH;

/// Reads a text with references. `runs` resolves them in what has been read.
pub fn blocks(text: &str, runs: impl Fn(&str) -> Vec<Run>) -> Vec<Block> {
    let mut reader = Reader::default();
    for event in Parser::new_ext(&paragraphs_marked(text), Options::empty()) {
        reader.take(event);
    }
    reader.flush();
    let with_words = |(level, text): (u8, String)| {
        let runs = runs(text.trim());
        let words = plain_text(&runs);
        if words.trim().is_empty() {
            return None;
        }
        Some(match level {
            0 => Block::Paragraph(runs),
            1 => Block::Title(words),
            level => Block::Heading { level: (level - 1).min(4), runs },
        })
    };
    reader.read.into_iter().filter_map(with_words).collect()
}

/// Lines that only held tags vanish, blank lines of the author stay; no line is indented, so that
/// what stands inside an `{% if %}` may be.
fn paragraphs_marked(rendered: &str) -> String {
    let mut text = String::with_capacity(rendered.len());
    for line in rendered.lines().map(str::trim).filter(|line| !line.is_empty()) {
        // A link reference definition would vanish from what is read.
        if line.starts_with('[') && line.contains("]:") {
            text.push('\\');
        }
        text.push_str(line);
        text.push('\n');
    }
    text.replace(PARAGRAPH, "\n\n")
}

#[derive(Default)]
struct Reader {
    /// Heading level (0 for a paragraph) and text.
    read: Vec<(u8, String)>,
    level: u8,
    current: String,
    /// A line ended here; whether a space takes its place depends on what follows.
    line_ended: bool,
    /// The next number of each open list; `None` for a bulleted one.
    lists: Vec<Option<u64>>,
    /// Number of the list item that begins.
    number: Option<u64>,
    /// Open links: where their text begins, and their address.
    links: Vec<(usize, String)>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => self.words(&text),
            Event::SoftBreak => self.line_ended = true,
            Event::HardBreak => self.current.push('\n'),
            Event::Rule | Event::TaskListMarker(_) => {}
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {}
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                let shown = matches!(link_type, LinkType::Autolink | LinkType::Email);
                self.links
                    .push((self.current.len(), if shown { String::new() } else { dest_url.into_string() }));
            }
            Tag::Heading { level, .. } => {
                self.flush();
                self.level = level_number(level);
            }
            Tag::List(first) => {
                self.flush();
                self.lists.push(first);
            }
            Tag::Item => {
                self.flush();
                if let Some(next) = self.lists.last_mut() {
                    self.number = *next;
                    *next = next.map(|number| number.saturating_add(1));
                }
            }
            _ => self.flush(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
            TagEnd::Link | TagEnd::Image => {
                if let Some((from, address)) = self.links.pop()
                    && !address.is_empty()
                    && self.current.get(from..) != Some(&address)
                {
                    self.words(&format!("（{address}）"));
                }
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
            }
            _ => self.flush(),
        }
    }

    /// Chinese lines join as they are; between two Western words the line end is a space.
    fn words(&mut self, text: &str) {
        if std::mem::take(&mut self.line_ended) {
            let western = |c: Option<char>| c.is_some_and(|c| c.is_ascii() && !c.is_whitespace());
            if western(self.current.chars().last()) && western(text.chars().next()) {
                self.current.push(' ');
            }
        }
        self.current.push_str(text);
    }

    fn flush(&mut self) {
        self.line_ended = false;
        let text = std::mem::take(&mut self.current);
        let level = if text.trim().is_empty() { 0 } else { std::mem::take(&mut self.level) };
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            let number = self.number.take().map(|number| format!("{number}.")).unwrap_or_default();
            self.read.push((level, format!("{number}{}", line.trim())));
        }
    }
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(u8, &str)]) {
        let text = text.replace("\n\n", &format!("\n{PARAGRAPH}\n"));
        let read: Vec<(u8, String)> = blocks(&text, |text| vec![Run::words(text)])
            .into_iter()
            .map(|block| match block {
                Block::Title(text) => (1, text),
                Block::Heading { level, runs } => (level + 1, plain_text(&runs)),
                Block::Paragraph(runs) => (0, plain_text(&runs)),
                other => panic!("{other:?}"),
            })
            .collect();
        let read: Vec<(u8, &str)> = read.iter().map(|(level, text)| (*level, text.as_str())).collect();
        assert_eq!(read, expected, "{text}");
    }

    #[test]
    fn structure_is_read() {
        check(
            "# 年度报告\n\n## 一、概述\n### （一）总体\n正文",
            &[(1, "年度报告"), (2, "一、概述"), (3, "（一）总体"), (0, "正文")],
        );
        check("###### 很深", &[(5, "很深")]);
    }

    #[test]
    fn chinese_lines_join_without_a_space() {
        check("全年收到\n申请3件。\n\n另段", &[(0, "全年收到申请3件。"), (0, "另段")]);
        check("open\ndata", &[(0, "open data")]);
    }

    #[test]
    fn what_official_prose_has_no_form_for_loses_no_words() {
        check("* 甲\n* 乙", &[(0, "甲"), (0, "乙")]);
        check("3. 甲\n\n4. 乙", &[(0, "3.甲"), (0, "4.乙")]);
        check("**重点**`代码`<b>粗</b>", &[(0, "重点代码<b>粗</b>")]);
        check("[网站](http://a.cn)与<http://b.cn>", &[(0, "网站（http://a.cn）与http://b.cn")]);
        check("[注]: 说明", &[(0, "[注]: 说明")]);
        check("```\n甲\n乙\n```", &[(0, "甲"), (0, "乙")]);
        check("> 引文", &[(0, "引文")]);
        check("    缩进不是代码", &[(0, "缩进不是代码")]);
    }
}
