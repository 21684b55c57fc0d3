//! Sentences cut into clauses that have one number each, or none.

use std::ops::Range;

use super::plain::Plain;
use super::quantity::{Quantity, quantities};

/// A clause of a text without blanks, in half width. `#` stands for its number with the unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clause {
    /// Its words, without marks; what stands in brackets without a number is left out.
    pub words: String,
    /// Its number.
    pub quantity: Option<Quantity>,
    /// Bytes of the plain text.
    pub range: Range<usize>,
}

/// A sentence with its clauses.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sentence {
    /// Its clauses in order; what stands in brackets follows the clause around it.
    pub clauses: Vec<Clause>,
    /// Bytes of the plain text.
    pub range: Range<usize>,
}

/// The sentences of a text as it stands, with all their numbers; ranges are bytes of it.
pub fn sentences_of(text: &str) -> Vec<Sentence> {
    let plain = Plain::new(text);
    let sentences = sentences(&plain.text, &quantities(&plain.text));
    as_it_stands(sentences, &plain, text)
}

/// Sentences of a plain text with the ranges that they have in the text as it stands.
pub(super) fn as_it_stands(mut sentences: Vec<Sentence>, plain: &Plain, text: &str) -> Vec<Sentence> {
    for sentence in &mut sentences {
        sentence.range = plain.original(&sentence.range, text);
        for clause in &mut sentence.clauses {
            clause.range = plain.original(&clause.range, text);
            if let Some(quantity) = &mut clause.quantity {
                quantity.end = plain.original(&(quantity.range.start..quantity.end), text).end;
                quantity.range = plain.original(&quantity.range, text);
            }
        }
    }
    sentences
}

const ENDS: [char; 4] = ['。', '!', '?', '\n'];
const PAUSES: [char; 8] = [',', ';', ':', '；', '：', '，', '—', '…'];
const OPENING: [char; 2] = ['(', '['];
const CLOSING: [char; 2] = [')', ']'];

/// Cuts a plain text with these quantities (in its order) into sentences.
pub(super) fn sentences(text: &str, quantities: &[Quantity]) -> Vec<Sentence> {
    let mut cutter =
        Cutter { text, depth: 0, quantities, sentences: Vec::new(), sentence: Sentence::default() };
    cutter.cut();
    cutter.sentences
}

/// Brackets deeper than this, or longer than so many characters, are read as words.
const DEEPEST: usize = 4;
const LONGEST_BRACKET: usize = 400;

struct Cutter<'a> {
    text: &'a str,
    depth: usize,
    quantities: &'a [Quantity],
    sentences: Vec<Sentence>,
    sentence: Sentence,
}

impl Cutter<'_> {
    fn cut(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            at = self.clause(at, &mut Vec::new());
        }
        self.end_sentence(self.text.len());
    }

    /// Reads one clause from a place on; gives the place behind it.
    fn clause(&mut self, start: usize, inner: &mut Vec<Clause>) -> usize {
        let mut clause = Clause { range: start..start, ..Clause::default() };
        let mut at = start;
        while let Some(c) = self.text.get(at..).and_then(|rest| rest.chars().next()) {
            if let Some(quantity) = self.quantity_at(at) {
                if clause.quantity.is_some() {
                    // A second number: the words since the first are its own, from a joining word on.
                    self.finish_before_second(clause, inner);
                    return self.joint(at).unwrap_or(at).max(start + 1);
                }
                at = quantity.end.max(at + 1);
                clause.words.push('#');
                clause.quantity = Some(quantity);
                continue;
            }
            let next = at + c.len_utf8();
            if ENDS.contains(&c) || (c == '.' && !self.is_in_number(at)) {
                clause.range.end = at;
                self.finish(clause, inner);
                self.end_sentence(next);
                return next;
            }
            let lists = c == '、' && clause.quantity.is_some();
            if PAUSES.contains(&c) || lists || CLOSING.contains(&c) {
                clause.range.end = at;
                self.finish(clause, inner);
                return next;
            }
            if clause.quantity.is_some() && self.text.get(at..).is_some_and(|rest| rest.starts_with("其中"))
            {
                clause.range.end = at;
                self.finish(clause, inner);
                return at;
            }
            // A heading that ran into its paragraph: “依申请公开情况我局全年收到…”.
            if clause.words.ends_with("情况") && clause.quantity.is_none() && self.begins_anew(at) {
                clause.range.end = at;
                self.finish(clause, inner);
                return at;
            }
            if OPENING.contains(&c) {
                let Some(end) = self.closing(next).filter(|_| self.depth < DEEPEST) else {
                    at = next;
                    continue;
                };
                // 5件（均为网络申请） says of the five what a comma would.
                let says_all = ["均", "全部", "都", "皆"]
                    .iter()
                    .any(|word| self.text.get(next..end).is_some_and(|inside| inside.starts_with(word)));
                if clause.quantity.is_some() && (self.quantities_in(next..end) || says_all) {
                    clause.range.end = at;
                    self.finish(clause, inner);
                    return next;
                }
                inner.extend(self.clauses_in(next..end));
                at =
                    end + self.text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
                continue;
            }
            clause.words.push(c);
            at = next;
        }
        clause.range.end = self.text.len();
        self.finish(clause, inner);
        self.text.len()
    }

    /// Whether a sentence on the agency or the year begins at a place.
    fn begins_anew(&self, at: usize) -> bool {
        let rest = self.text.get(at..).unwrap_or("");
        ["我", "本", "全年", "20", "今年"].iter().any(|word| rest.starts_with(word))
    }

    fn quantity_at(&self, at: usize) -> Option<Quantity> {
        let found = self.quantities.binary_search_by_key(&at, |quantity| quantity.range.start).ok()?;
        self.quantities.get(found).cloned()
    }

    fn is_in_number(&self, at: usize) -> bool {
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let before = self.text.get(..at).and_then(|before| before.chars().next_back());
        let after = self.text.get(at + 1..).and_then(|after| after.chars().next());
        digit(before) && (digit(after) || before.is_some_and(|c| c.is_ascii_digit()))
    }

    fn quantities_in(&self, range: Range<usize>) -> bool {
        self.quantities.iter().any(|quantity| range.contains(&quantity.range.start))
    }

    /// Where the bracket that was opened before a place is closed.
    fn closing(&self, from: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for (at, c) in self.text.get(from..)?.char_indices().take(LONGEST_BRACKET) {
            match c {
                _ if OPENING.contains(&c) => depth += 1,
                _ if CLOSING.contains(&c) && depth == 0 => return Some(from + at),
                _ if CLOSING.contains(&c) => depth -= 1,
                '\n' => return None,
                _ => {}
            }
        }
        None
    }

    /// The clauses with a number inside brackets.
    fn clauses_in(&self, range: Range<usize>) -> Vec<Clause> {
        let text = self.text.get(..range.end).unwrap_or("");
        if !self.quantities_in(range.clone()) {
            return Vec::new();
        }
        let mut inside = Cutter {
            text,
            depth: self.depth + 1,
            quantities: self.quantities,
            sentences: Vec::new(),
            sentence: Sentence::default(),
        };
        let mut at = range.start;
        while at < range.end {
            let mut deeper = Vec::new();
            at = inside.clause(at, &mut deeper);
        }
        inside.end_sentence(text.len());
        let clauses = inside.sentences.into_iter().flat_map(|sentence| sentence.clauses);
        clauses.filter(|clause| clause.quantity.is_some()).collect()
    }

    /// Where between the last number and a place a joining word stands: 收到4件申请和2件咨询.
    fn joint(&self, second: usize) -> Option<usize> {
        let last = self.quantities.iter().rfind(|quantity| quantity.range.start < second)?;
        let between = self.text.get(last.end..second)?;
        let at = between.char_indices().find(|(_, c)| ['和', '及', '与', '、'].contains(c)).map(|(at, _)| at);
        Some(last.end + at.unwrap_or(0))
    }

    /// Ends a clause whose words run on to a second number.
    fn finish_before_second(&mut self, mut clause: Clause, inner: &mut Vec<Clause>) {
        let Some(quantity) = &clause.quantity else { return };
        let second =
            self.quantities.iter().find(|next| next.range.start >= quantity.end.max(quantity.range.end));
        let joint = second.and_then(|second| self.joint(second.range.start)).unwrap_or(quantity.end);
        let lead: String = clause.words.chars().take_while(|c| *c != '#').collect();
        let tail = self.text.get(quantity.end..joint).unwrap_or("");
        clause.words = format!("{lead}#{tail}");
        clause.range.end = joint;
        self.finish(clause, inner);
    }

    fn finish(&mut self, mut clause: Clause, inner: &mut Vec<Clause>) {
        if let Some(words) = without_numbering(&clause.words) {
            clause.words = words.to_owned();
        }
        if !clause.words.is_empty() {
            self.sentence.clauses.push(clause);
        }
        self.sentence.clauses.append(inner);
    }

    fn end_sentence(&mut self, end: usize) {
        let start = self.sentences.last().map_or(0, |last| last.range.end);
        let mut sentence = std::mem::take(&mut self.sentence);
        sentence.range = start..end;
        self.sentences.push(sentence);
    }
}

/// The words of an item behind its number: `1.`, `二、`, `①`. `None` where it has none.
fn without_numbering(words: &str) -> Option<&str> {
    if let Some(behind) = words.strip_prefix(|c: char| ('①'..='⑳').contains(&c)) {
        return Some(behind);
    }
    let numeral = |c: char| "一二三四五六七八九十".contains(c);
    let behind = words.trim_start_matches(numeral);
    if (1..=3).contains(&words.chars().take_while(|c| numeral(*c)).count())
        && let Some(behind) = behind.strip_prefix('、')
    {
        return Some(behind);
    }
    let behind = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let has_digits = (1..=2).contains(&(words.len() - behind.len()));
    behind.strip_prefix(['.', '、', ')']).filter(|_| has_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<String> = sentences(text, &quantities(text))
            .into_iter()
            .flat_map(|sentence| sentence.clauses)
            .map(|clause| {
                clause
                    .quantity
                    .map_or(clause.words.clone(), |q| clause.words.replace('#', &format!("#{}", q.value)))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_clause_has_one_number() {
        check("2018年,共收到申请215件,其中信函145件。", &["2018年", "共收到申请#215", "其中信函#145"]);
        check("维持2件、纠错9件,行政复议、行政诉讼0件", &["维持#2", "纠错#9", "行政复议、行政诉讼#0"]);
        check("收到4件信息公开申请其中网络2件", &["收到#4信息公开申请", "其中网络#2"]);
        check("收到4件申请和2件咨询", &["收到#4申请", "和#2咨询"]);
        check("收到申请5件网络3件", &["收到申请#5", "网络#3"]);
    }

    #[test]
    fn brackets_are_read_where_they_count() {
        check("不同意3件(涉及秘密1件、其他2件),补正1件", &["不同意#3", "涉及秘密#1", "其他#2", "补正#1"]);
        check("县(市、区)主动公开6条", &["县主动公开#6"]);
        check("收到申请(含网络申请2件)5件", &["收到申请#5", "含网络申请#2"]);
        check("(一)收到3件", &["收到#3"]);
        check("未闭合(3件", &["未闭合#3"]);
    }
}
