//! Paragraphs and what runs in them. A live figure is a content control that bears its cell's key as tag, so
//! that a revised file can be taken back; other programs show it as plain text.

use super::styles::{Style, half_points, table_line};
use super::xml::Xml;
use crate::report::Run;

/// How a paragraph differs from its style.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    /// On the page of what follows.
    pub keep: bool,
    /// On a new page.
    pub new_page: bool,
    /// Space before and after it, in twentieths of a point.
    pub before: Option<i32>,
    pub after: Option<i32>,
    /// Left and right indent, in twentieths of a point.
    pub left: Option<i32>,
    pub right: Option<i32>,
    /// Right indent in characters, where it is a rule of the standard and not a measure.
    pub right_characters: Option<u8>,
    pub align: Option<&'static str>,
    /// Size of its type in points, with the line that suits it in a table.
    pub size: Option<f32>,
}

impl Paragraph {
    /// Writes it with what `inside` writes after its properties.
    pub fn write(&self, xml: &mut Xml, style: Style, inside: impl FnOnce(&mut Xml)) {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| {
                xml.value("w:pStyle", style.id());
                if self.keep {
                    xml.empty("w:keepNext", &[]);
                }
                if self.new_page {
                    xml.empty("w:pageBreakBefore", &[]);
                }
                self.spacing(xml);
                self.indent(xml);
                if let Some(align) = self.align {
                    xml.value("w:jc", align);
                }
            });
            inside(xml);
        });
    }

    fn spacing(&self, xml: &mut Xml) {
        let line = self.size.map(table_line);
        let numbers = [("w:before", self.before), ("w:after", self.after), ("w:line", line)];
        let written: Vec<(&str, String)> =
            numbers.into_iter().filter_map(|(name, number)| Some((name, number?.to_string()))).collect();
        let mut attributes: Vec<(&str, &str)> =
            written.iter().map(|(name, number)| (*name, number.as_str())).collect();
        attributes.extend(line.map(|_| ("w:lineRule", "exact")));
        if !attributes.is_empty() {
            xml.empty("w:spacing", &attributes);
        }
    }

    fn indent(&self, xml: &mut Xml) {
        let characters = self.right_characters.map(|count| i32::from(count) * 100);
        let numbers = [("w:left", self.left), ("w:rightChars", characters), ("w:right", self.right)];
        let written: Vec<(&str, String)> =
            numbers.into_iter().filter_map(|(name, number)| Some((name, number?.to_string()))).collect();
        let attributes: Vec<(&str, &str)> =
            written.iter().map(|(name, number)| (*name, number.as_str())).collect();
        if !attributes.is_empty() {
            xml.empty("w:ind", &attributes);
        }
    }

    /// Writes words as a paragraph; line ends in them stay line ends.
    pub fn words(&self, xml: &mut Xml, style: Style, words: &str) {
        self.write(xml, style, |xml| run(xml, words, self.size));
    }
}

/// The content controls of a document, each with a number of its own.
#[derive(Debug, Default)]
pub(super) struct Controls {
    count: u32,
}

impl Controls {
    /// A run, as a content control where it is a live figure. The control holds the number without its unit
    /// (251000元): LibreOffice 7.4 writes what is of two scripts several times when it saves the file again.
    pub fn run(&mut self, xml: &mut Xml, text: &str, figure: Option<&str>, size: Option<f32>) {
        let end = text.find(|c: char| !c.is_ascii()).unwrap_or(text.len());
        let (number, unit) = text.split_at_checked(end).unwrap_or((text, ""));
        let figure = figure.filter(|_| !text.is_empty());
        match figure {
            Some(key) if !number.is_empty() => {
                self.control(xml, number, key, size);
                run(xml, unit, size);
            }
            // 三十; but not 约30.
            Some(key) if !text.contains(|c: char| c.is_ascii()) => self.control(xml, text, key, size),
            _ => run(xml, text, size),
        }
    }

    fn control(&mut self, xml: &mut Xml, text: &str, key: &str, size: Option<f32>) {
        self.count += 1;
        let id = self.count.to_string();
        xml.within("w:sdt", &[], |xml| {
            xml.within("w:sdtPr", &[], |xml| {
                xml.value("w:alias", key);
                xml.value("w:tag", key);
                xml.value("w:id", &id);
                xml.empty("w:text", &[]);
            });
            xml.within("w:sdtContent", &[], |xml| run(xml, text, size));
        });
    }

    /// The runs of a paragraph.
    pub fn runs(&mut self, xml: &mut Xml, runs: &[Run]) {
        for run in runs {
            self.run(xml, &run.text, run.figure.as_ref().map(|key| key.as_str()), None);
        }
    }
}

/// A run of words, `size` points large where that is not its style's; none for no words.
pub(super) fn run(xml: &mut Xml, text: &str, size: Option<f32>) {
    if text.is_empty() {
        return;
    }
    xml.within("w:r", &[], |xml| {
        // “ ” — … · are Latin or Chinese by the fonts that Word takes them from: here they are Chinese.
        let chinese = !text.is_ascii();
        if chinese || size.is_some() {
            xml.within("w:rPr", &[], |xml| {
                if chinese {
                    xml.empty("w:rFonts", &[("w:hint", "eastAsia")]);
                }
                if let Some(size) = size.map(half_points) {
                    xml.value("w:sz", &size);
                    xml.value("w:szCs", &size);
                }
            });
        }
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                xml.empty("w:br", &[]);
            }
            for (i, words) in line.split('\t').enumerate() {
                if i > 0 {
                    xml.empty("w:tab", &[]);
                }
                if !words.is_empty() {
                    xml.text("w:t", &[("xml:space", "preserve")], words);
                }
            }
        }
    });
}

/// Runs cut at line ends, each piece a paragraph, without blanks around it and without pieces that are blank:
/// as the pages have them.
pub(super) fn pieces(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut pieces: Vec<Vec<Run>> = vec![Vec::new()];
    for run in runs {
        for (i, text) in run.text.split('\n').enumerate() {
            if i > 0 {
                pieces.push(Vec::new());
            }
            if let Some(piece) = pieces.last_mut().filter(|_| !text.is_empty()) {
                piece.push(Run { text: text.to_owned(), figure: run.figure.clone() });
            }
        }
    }
    for piece in &mut pieces {
        while piece.last().is_some_and(|run| run.text.trim().is_empty()) {
            piece.pop();
        }
        let blank = piece.iter().take_while(|run| run.text.trim().is_empty()).count();
        piece.drain(..blank);
        if let Some(first) = piece.first_mut() {
            first.text = first.text.trim_start().to_owned();
        }
        if let Some(last) = piece.last_mut() {
            last.text = last.text.trim_end().to_owned();
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::plain_text;

    fn check(texts: &[&str], expected: &[&str]) {
        let runs: Vec<Run> = texts.iter().map(|text| Run::words(*text)).collect();
        let found: Vec<String> = pieces(&runs).iter().map(|piece| plain_text(piece)).collect();
        assert_eq!(found, expected, "{texts:?}");
    }

    #[test]
    fn a_text_with_line_ends_is_as_many_paragraphs() {
        check(&["收到", "215", "件。"], &["收到215件。"]);
        check(&["　一是\n\n二是", "3件 \r\n ", "  "], &["一是", "二是3件"]);
        check(&["", "\n"], &[]);
    }
}
