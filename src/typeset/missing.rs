//! Characters that no face has, with their places, so that an export can refuse instead of printing boxes.

use super::table::face_role;
use super::{FontBook, Role, chart, class, paragraph};
use crate::report::{Block, Chart, Document, TableBlock, TableLine, plain_text};

/// A character that no face of its role has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The character.
    pub character: char,
    /// Where it stands, for the reader: “正文第 3 段”, “表“统计表”第 5 行”, “标题”, “落款”.
    pub place: String,
}

/// Every missing character once for each place, in reading order.
pub fn missing_characters(document: &Document, fonts: &FontBook) -> Vec<Missing> {
    let mut search = Search { fonts, found: Vec::new() };
    let mut paragraphs = 0;
    for block in &document.blocks {
        match block {
            Block::Title(text) => search.look(text, Role::Title, || "标题".to_owned()),
            Block::Subtitle(text) => search.look(text, Role::Kai, || "副标题".to_owned()),
            Block::Heading { level, runs } => {
                let text = plain_text(runs);
                search.look(&text, paragraph::heading_role(*level), || format!("小标题“{text}”"));
            }
            Block::Paragraph(runs) => {
                paragraphs += 1;
                search.look(&plain_text(runs), Role::Fang, || format!("正文第 {paragraphs} 段"));
            }
            Block::Annex(label) => search.look(label, Role::Hei, || "附件标题".to_owned()),
            Block::Signature { agency, date } => {
                search.look(agency, Role::Fang, || "落款".to_owned());
                search.look(date, Role::Fang, || "落款".to_owned());
            }
            Block::Chart(chart) => search.look_in_chart(chart),
            Block::Picture { caption, .. } => search.look(caption, Role::Kai, || "图片说明".to_owned()),
            Block::Table(table) => search.look_in_table(table),
        }
    }
    search.found
}

struct Search<'a> {
    fonts: &'a FontBook,
    found: Vec<Missing>,
}

impl Search<'_> {
    fn look(&mut self, text: &str, role: Role, place: impl Fn() -> String) {
        for character in text.chars().filter(|c| !class::is_invisible(*c)) {
            if self.fonts.glyph(role, character).is_none() {
                let missing = Missing { character, place: place() };
                if !self.found.contains(&missing) {
                    self.found.push(missing);
                }
            }
        }
    }

    fn look_in_chart(&mut self, drawn: &Chart) {
        let place = || format!("图“{}”", drawn.name);
        for name in &drawn.series {
            self.look(name, Role::Fang, place);
        }
        for row in &drawn.rows {
            self.look(&row.label, Role::Fang, place);
            for i in 0..drawn.series.len() {
                self.look(&chart::figure_text(row, i), Role::Fang, place);
            }
        }
        self.look(&drawn.title, Role::Kai, place);
    }

    fn look_in_table(&mut self, table: &TableBlock) {
        let name = &table.name;
        for line in &table.heading {
            let (text, role) = match line {
                TableLine::Title(text) => (text, Role::Title),
                TableLine::Centred(text) => (text, Role::Kai),
                TableLine::Left(text) => (text, Role::Fang),
            };
            self.look(text, role, || format!("表“{name}”上方"));
        }
        for place in &table.boxes {
            self.look(&place.text, face_role(place.role), || format!("表“{name}”第 {} 行", place.row + 1));
        }
        for line in &table.foot {
            self.look(line, Role::Fang, || format!("表“{name}”下方"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Run;

    #[test]
    fn a_missing_character_is_told_with_its_place() {
        let fonts = FontBook::bundled(None).unwrap();
        let document = Document {
            blocks: vec![
                Block::Title("年度报告".to_owned()),
                Block::Paragraph(vec![Run::words("一切正常，姓名有堃、喆。\u{200b}")]),
                Block::Paragraph(vec![Run::words("笑😀了😀")]),
                Block::Signature { agency: "某局\u{e000}".to_owned(), date: String::new() },
            ],
            ..Document::default()
        };
        let missing = |character, place: &str| Missing { character, place: place.to_owned() };
        assert_eq!(
            missing_characters(&document, &fonts),
            [missing('😀', "正文第 2 段"), missing('\u{e000}', "落款"),]
        );
    }
}
