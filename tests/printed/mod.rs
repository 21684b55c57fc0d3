//! Reads the tables of the 2019 and 2021 editions back from a page, by where pdftotext finds the words. A blank
//! cell leaves nothing to read, so only its place tells which cell a figure is.

use std::collections::BTreeMap;

use nianbao::form::{Content, Form, GridBox, Table};
use nianbao::typeset::measures;

/// A word on a page.
#[derive(Debug, Clone)]
pub struct Word {
    /// Its middle, in points from the left edge of the page.
    pub x: f32,
    /// Its middle, in points from the top of the first page: pages stand under each other.
    pub y: f32,
    /// As printed.
    pub text: String,
}

/// Two words in one line differ in height by less than this: faces have different middles.
const SAME_LINE: f32 = 4.0;

/// The words of the type area from what `pdftotext -bbox` says, line by line. What stands above it and
/// below it (page numbers) is left out, and 草稿 across it.
pub fn words(said: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut pages = 0;
    for line in said.lines() {
        pages += usize::from(line.trim_start().starts_with("<page "));
        let Some((attributes, text)) =
            line.trim().strip_prefix("<word ").and_then(|line| line.split_once('>'))
        else {
            continue;
        };
        let at = |name: &str| -> f32 {
            let after = attributes.split_once(&format!("{name}=\"")).expect("a place").1;
            after.split('"').next().and_then(|number| number.parse().ok()).expect("a length")
        };
        let (x, y) = ((at("xMin") + at("xMax")) / 2.0, (at("yMin") + at("yMax")) / 2.0);
        let text = text.trim_end_matches("</word>").to_owned();
        let across = ["草稿", "草", "稿", "（续表）"].contains(&text.as_str());
        if (measures::TOP..measures::TOP + measures::HEIGHT).contains(&y) && !across {
            words.push(Word { x, y: y + measures::PAGE_HEIGHT * pages as f32, text });
        }
    }
    in_lines(words)
}

fn in_lines(mut words: Vec<Word>) -> Vec<Word> {
    words.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines: Vec<Vec<Word>> = Vec::new();
    for word in words {
        match lines.last_mut().filter(|line| word.y - line[0].y < SAME_LINE) {
            Some(line) => line.push(word),
            None => lines.push(vec![word]),
        }
    }
    lines.iter_mut().for_each(|line| line.sort_by(|a, b| a.x.total_cmp(&b.x)));
    lines.concat()
}

/// The words as lines of text. `pdftotext -layout` is thrown off by the 草稿 that lies across the page.
pub fn text(words: &[Word]) -> String {
    let mut text = String::new();
    for (i, word) in words.iter().enumerate() {
        let before = i.checked_sub(1).map(|before| &words[before]);
        // Words of a line go from left to right.
        let same = before.is_some_and(|before| before.x < word.x && (before.y - word.y).abs() < SAME_LINE);
        text.push_str(if i == 0 {
            ""
        } else if same {
            " "
        } else {
            "\n"
        });
        text.push_str(&word.text);
    }
    text
}

/// The words between two headings.
pub fn between<'a>(words: &'a [Word], from: &str, to: &str) -> &'a [Word] {
    let place = |text: &str| {
        let found = words.iter().position(|word| word.text == text);
        found.unwrap_or_else(|| panic!("there is no “{text}” in {words:?}"))
    };
    &words[place(from) + 1..place(to)]
}

/// A number as the tables print it; money may state its unit.
pub fn is_figure(word: &str) -> bool {
    let number = word.strip_suffix("万元").or_else(|| word.strip_suffix('元')).unwrap_or(word);
    let number = number.strip_prefix('-').unwrap_or(number);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match number.split_once('.') {
        Some((whole, decimals)) => digits(whole) && digits(decimals),
        None => digits(number),
    }
}

/// Whether a word stands in the columns of a box.
fn is_in_columns(word: &Word, place: &GridBox, table: &Table) -> bool {
    let all: f32 = table.grid.columns.iter().sum();
    let at = |column: u16| {
        let before: f32 = table.grid.columns[..usize::from(column)].iter().sum();
        measures::LEFT + measures::WIDTH * before / all
    };
    (at(place.column)..at(place.column + place.columns)).contains(&word.x)
}

/// The figures of a table by label path: each stands beside the label of its row and under the head of its
/// column. No figure may be left over.
pub fn figures(form: &Form, table: &Table, words: &[Word]) -> BTreeMap<String, String> {
    let mut figures = BTreeMap::new();
    let mut taken = 0;
    let mut above = f32::NEG_INFINITY;
    for row in table.grid.head_rows..table.grid.rows {
        let boxes = || table.grid.boxes.iter().filter(|place| place.row == row);
        let label = boxes().find_map(|place| match &place.content {
            Content::Label { text, .. } => Some((place, text)),
            _ => None,
        });
        let beside = label.map(|(place, text)| {
            let column = words.iter().filter(|word| word.y > above && is_in_columns(word, place, table));
            let (first, last) = label_lines(text, column);
            above = last;
            (first + last) / 2.0
        });
        for place in boxes() {
            let Content::Number(id) = place.content else { continue };
            let here = words.iter().filter(|word| {
                // The one row without a label has all figures of its table.
                let beside = beside.is_none_or(|middle| (word.y - middle).abs() < SAME_LINE);
                is_figure(&word.text) && beside && is_in_columns(word, place, table)
            });
            let here: Vec<&Word> = here.collect();
            assert!(here.len() <= 1, "{}: {here:?} in one cell", form.cell(id).path);
            taken += here.len();
            figures.extend(here.iter().map(|word| (form.cell(id).path.clone(), word.text.clone())));
        }
    }
    let printed = words.iter().filter(|word| is_figure(&word.text)).count();
    assert_eq!(taken, printed, "{}: figures that stand in no cell", table.name);
    figures
}

/// The middle of the first and of the last line of a label, found in the words of its column.
fn label_lines<'a>(label: &str, mut column: impl Iterator<Item = &'a Word>) -> (f32, f32) {
    let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    let mut rest = label.as_str();
    let mut lines: Option<(f32, f32)> = None;
    while !rest.is_empty() {
        let word = column.next().unwrap_or_else(|| panic!("{label}: “{rest}” is not printed"));
        match rest.strip_prefix(word.text.as_str()) {
            Some(after) => {
                rest = after;
                lines = Some((lines.map_or(word.y, |(first, _)| first), word.y));
            }
            // What stands above a label in its column is the head of its part or a side head.
            None => assert!(lines.is_none(), "{label}: “{}” stands before “{rest}”", word.text),
        }
    }
    lines.unwrap_or_default()
}
