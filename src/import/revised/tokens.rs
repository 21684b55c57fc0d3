//! Both texts of a section cut into what is compared: characters, numbers, words of other letters, ends of
//! paragraphs, pictures.

use std::ops::Range;
use std::sync::Arc;

use super::lines::Theirs;
use crate::draft::{Atom, PICTURE_MARK, Piece};
use crate::form::CellKey;
use crate::import::docx::{StoryParagraph, StoryRun, TrackedChange};

/// The smallest part of a text that is compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub what: What,
    /// Bytes of what is shown of the draft's text; nothing in the Word file.
    pub range: Range<usize>,
    /// The live figure that it is part of: a number for each, and its cell.
    pub figure: Option<(usize, CellKey)>,
    /// Who put it in.
    pub inserted: Option<Arc<TrackedChange>>,
    /// Who deleted what stood before it, or in it.
    pub deleted: Option<Arc<TrackedChange>>,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    Words(String),
    /// The end of a paragraph, with the blanks around it.
    End,
    Picture,
}

impl What {
    /// As it is shown.
    pub fn text(&self) -> &str {
        match self {
            Self::Words(words) => words,
            Self::End => "\n",
            Self::Picture => PICTURE_MARK,
        }
    }

    /// Whether it is a number in digits.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Words(words) if words.starts_with(|c: char| c.is_ascii_digit()))
    }
}

impl Token {
    /// A token of which nothing else is known.
    pub fn new(what: What, range: Range<usize>) -> Self {
        Self { what, range, figure: None, inserted: None, deleted: None }
    }

    fn number_of_figure(&self) -> Option<usize> {
        self.figure.as_ref().map(|figure| figure.0)
    }

    fn is_blank(&self) -> bool {
        let is_blank = matches!(&self.what, What::Words(words) if words.trim().is_empty());
        is_blank && self.figure.is_none()
    }

    /// Takes in what comes right behind it, if both are parts of one number or word.
    fn takes(&mut self, next: &Self) -> bool {
        let (What::Words(text), What::Words(more)) = (&mut self.what, &next.what) else { return false };
        if self.figure.as_ref().map(|figure| figure.0) != next.number_of_figure() {
            return false;
        }
        let (Some(first), Some(last), Some(c)) =
            (text.chars().next(), text.chars().next_back(), more.chars().next())
        else {
            return false;
        };
        let goes_on = match (last, c) {
            ('0'..='9', '0'..='9' | '.' | ',') | ('.' | ',', '0'..='9') => first.is_ascii_digit(),
            (last, c) => last.is_ascii_alphabetic() && c.is_ascii_alphabetic(),
        };
        if goes_on {
            text.push_str(more);
            self.range.end = next.range.end;
            self.inserted = self.inserted.take().or_else(|| next.inserted.clone());
            self.deleted = self.deleted.take().or_else(|| next.deleted.clone());
        }
        goes_on
    }

    /// A full stop or comma behind a number is none of it.
    fn without_mark(mut self) -> [Option<Self>; 2] {
        let What::Words(text) = &mut self.what else { return [Some(self), None] };
        if text.len() < 2 || !text.ends_with(['.', ',']) {
            return [Some(self), None];
        }
        let mark = text.pop().map(String::from).unwrap_or_default();
        let start = self.range.end.saturating_sub(1).max(self.range.start);
        let mark =
            Self { what: What::Words(mark), range: start..self.range.end, deleted: None, ..self.clone() };
        self.range.end = start;
        [Some(self), Some(mark)]
    }
}

/// Tokens of single characters gathered to numbers and words.
fn gathered(characters: Vec<Token>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for character in characters {
        if !tokens.last_mut().is_some_and(|last| last.takes(&character)) {
            tokens.push(character);
        }
    }
    tokens.into_iter().flat_map(Token::without_mark).flatten().collect()
}

/// Blanks around the end of a paragraph become part of it, ends that follow each other are one, and none stands
/// at either end of the text.
fn tidied(tokens: Vec<Token>) -> Vec<Token> {
    let mut tidied: Vec<Token> = Vec::new();
    let mut blanks: Vec<Token> = Vec::new();
    for mut token in tokens {
        if token.is_blank() {
            blanks.push(token);
            continue;
        }
        let first = blanks.first().map(|blank| blank.range.start);
        let lost = blanks.iter().find_map(|blank| blank.deleted.clone());
        match tidied.last_mut() {
            Some(last) if last.what == What::End => {
                last.range.end = token.range.start;
                token.deleted = token.deleted.or(lost);
                if token.what == What::End {
                    last.range.end = token.range.end;
                } else {
                    tidied.push(token);
                }
            }
            None if token.what == What::End => {}
            None => tidied.push(Token { deleted: token.deleted.clone().or(lost), ..token }),
            Some(_) if token.what == What::End => {
                let range = first.unwrap_or(token.range.start)..token.range.end;
                tidied.push(Token { range, deleted: token.deleted.clone().or(lost), ..token });
            }
            Some(_) => {
                tidied.append(&mut blanks);
                tidied.push(token);
            }
        }
        blanks.clear();
    }
    tidied.pop_if(|last| last.what == What::End);
    tidied
}

/// The tokens of the draft's text as shown.
pub(super) fn own_tokens(shown: &str, atoms: &[Atom]) -> Vec<Token> {
    let mut characters = Vec::new();
    let mut atoms = (0..).zip(atoms).peekable();
    for (start, c) in shown.char_indices() {
        while atoms.next_if(|(_, atom)| atom.range.end <= start).is_some() {}
        let within = atoms.peek().filter(|(_, atom)| atom.range.start <= start);
        let what = match (within, c) {
            (Some((_, atom)), _) if matches!(atom.piece, Piece::Picture(_)) => {
                if atom.range.start == start {
                    characters.push(Token::new(What::Picture, atom.range.clone()));
                }
                continue;
            }
            (None, '\n') => What::End,
            _ => What::Words(c.to_string()),
        };
        let figure = within.and_then(|(number, atom)| Some((*number, atom.figure()?.key.clone())));
        characters.push(Token { figure, ..Token::new(what, start..start + c.len_utf8()) });
    }
    tidied(gathered(characters))
}

/// What came back for a section.
#[derive(Debug, Default)]
pub(super) struct TheirTokens {
    characters: Vec<Token>,
    controls: usize,
    /// A deletion behind which nothing stands yet.
    deleted: Option<Arc<TrackedChange>>,
}

impl TheirTokens {
    /// Adds a line. `known` gives the cell that a content control is called by.
    pub fn add(&mut self, line: Theirs<'_>, known: impl Fn(&str) -> Option<CellKey>) {
        match line {
            Theirs::Table(_) => {}
            Theirs::Deleted(paragraph) => {
                self.deleted =
                    paragraph.runs.iter().find_map(|run| run.change.clone()).or(self.deleted.take());
            }
            Theirs::Text(paragraph) => {
                if !self.characters.is_empty() {
                    self.push(Token::new(What::End, 0..0));
                }
                self.paragraph(paragraph, known);
            }
        }
    }

    /// The tokens, and who deleted what stood behind the last.
    pub fn finish(self) -> (Vec<Token>, Option<Arc<TrackedChange>>) {
        (tidied(gathered(self.characters)), self.deleted)
    }

    fn push(&mut self, token: Token) {
        self.characters.push(Token { deleted: self.deleted.take(), ..token });
    }

    fn paragraph(&mut self, paragraph: &StoryParagraph, known: impl Fn(&str) -> Option<CellKey>) {
        let mut control: Option<Arc<str>> = None;
        let number = StoryRun { text: paragraph.number.clone(), ..StoryRun::default() };
        for run in std::iter::once(&number).chain(&paragraph.runs) {
            if run.is_deleted() {
                self.deleted.clone_from(&run.change);
                continue;
            }
            if run.control.is_some() && run.control != control {
                self.controls += 1;
            }
            control.clone_from(&run.control);
            let key = control.as_deref().and_then(&known);
            let figure = key.map(|key| (self.controls, key));
            let inserted = run.change.clone();
            if run.is_picture {
                self.push(Token { inserted, ..Token::new(What::Picture, 0..0) });
                continue;
            }
            for c in run.text.chars() {
                let what = if c == '\n' { What::End } else { What::Words(c.to_string()) };
                let figure = figure.clone().filter(|_| c != '\n');
                self.push(Token { figure, inserted: inserted.clone(), ..Token::new(what, 0..0) });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::SectionText;

    fn text() -> SectionText {
        SectionText::new([
            Piece::Words("　全年收到申请".to_owned()),
            Piece::figure("收到申请数"),
            Piece::Words("件，占1,284.5的10.\n \n　见open data。 ".to_owned()),
        ])
    }

    fn cut() -> (String, Vec<Token>) {
        let (shown, atoms) = text().shown(|_| "215".to_owned());
        let tokens = own_tokens(&shown, &atoms);
        (shown, tokens)
    }

    #[test]
    fn a_text_is_cut_into_characters_numbers_and_words() {
        let (_, tokens) = cut();
        let texts: Vec<&str> = tokens.iter().map(|token| token.what.text()).collect();
        let expected = "全 年 收 到 申 请 215 件 ， 占 1,284.5 的 10 . \n 见 open _ data 。";
        let expected: Vec<&str> = expected.split(' ').collect();
        assert_eq!(
            texts.iter().map(|text| if *text == " " { "_" } else { text }).collect::<Vec<_>>(),
            expected
        );
        let live: Vec<&str> =
            tokens.iter().filter(|token| token.figure.is_some()).map(|token| token.what.text()).collect();
        assert_eq!(live, ["215"]);
    }

    #[test]
    fn a_token_knows_its_place() {
        let (shown, tokens) = cut();
        for token in tokens.iter().filter(|token| token.what != What::End) {
            assert_eq!(shown.get(token.range.clone()).unwrap(), token.what.text());
        }
        let end = tokens.iter().find(|token| token.what == What::End).unwrap();
        assert_eq!(shown.get(end.range.clone()).unwrap(), "\n \n　");
    }
}
