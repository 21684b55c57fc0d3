//! Running heads, feet and page numbers, which belong to the page and not to the text.

use std::collections::BTreeMap;

use super::drawn::Piece;
use super::line::Line;

/// How many lines of a head or foot are looked for.
const MOST_LINES: usize = 3;
/// What stands in the same place on the next page differs by less, in points.
const SAME_PLACE: f64 = 4.0;

/// Takes them off the pages; gives those that are no page numbers, each once.
pub(super) fn without_running(pages: &mut [Vec<Piece>]) -> Vec<String> {
    let mut taken: Vec<String> = Vec::new();
    for at_end in [true, false] {
        let mut numbered = vec![false; pages.len()];
        for _ in 0..MOST_LINES {
            let shift = shift(pages, at_end);
            let repeated = repeated(pages, at_end);
            let mut found = false;
            for ((number, pieces), numbered) in (1..).zip(pages.iter_mut()).zip(&mut numbered) {
                let Some(Piece::Line(line)) = outermost(pieces, at_end) else { continue };
                let is_folio = !*numbered && is_folio(&line.text, number, shift);
                let place = (skeleton(&line.text), line.base);
                if !is_folio && !repeated.iter().any(|known| same(known, &place)) {
                    continue;
                }
                *numbered |= is_folio;
                if !is_folio && !taken.iter().any(|known| skeleton(known) == place.0) {
                    taken.push(line.text.clone());
                }
                pieces.remove(if at_end { pieces.len() - 1 } else { 0 });
                found = true;
            }
            if !found {
                break;
            }
        }
    }
    taken
}

/// The last or the first piece of a page.
fn outermost(pieces: &[Piece], at_end: bool) -> Option<&Piece> {
    if at_end { pieces.last() } else { pieces.first() }
}

fn same(a: &(String, f64), b: &(String, f64)) -> bool {
    a.0 == b.0 && (a.1 - b.1).abs() < SAME_PLACE
}

/// What stands outermost in the same place on most pages.
fn repeated(pages: &[Vec<Piece>], at_end: bool) -> Vec<(String, f64)> {
    let mut places: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for pieces in pages {
        if let Some(Piece::Line(Line { text, base, .. })) = outermost(pieces, at_end) {
            places.entry(skeleton(text)).or_default().push(*base);
        }
    }
    let words = |text: &str| text.chars().any(|character| character.is_alphabetic() && character != '年');
    let pages = pages.iter().filter(|pieces| !pieces.is_empty()).count();
    let enough = if pages < 4 { pages.max(2) } else { pages.div_ceil(2) };
    let common = places.into_iter().filter(|(text, bases)| words(text) && bases.len() >= enough);
    common
        .filter_map(|(text, mut bases)| {
            bases.sort_by(f64::total_cmp);
            let middle = *bases.get(bases.len() / 2)?;
            let there = bases.iter().filter(|base| (*base - middle).abs() < SAME_PLACE).count();
            (there >= enough).then_some((text, middle))
        })
        .collect()
}

/// A text whatever its numbers.
fn skeleton(text: &str) -> String {
    let mut skeleton = String::new();
    for character in text.chars().filter(|character| !character.is_whitespace()) {
        if !is_digit(character) {
            skeleton.push(character);
        } else if !skeleton.ends_with('0') {
            skeleton.push('0');
        }
    }
    skeleton
}

fn is_digit(character: char) -> bool {
    character.is_ascii_digit() || ('０'..='９').contains(&character)
}

/// A line that is nothing but a number.
fn bare_number(text: &str) -> Option<i64> {
    let solid: String = text.chars().filter(|character| !character.is_whitespace()).collect();
    (solid.len() <= 4).then(|| solid.parse().ok()).flatten()
}

/// By how much bare numbers outermost on most pages run ahead of the count of pages; `None` where they do not
/// count pages.
fn shift(pages: &[Vec<Piece>], at_end: bool) -> Option<i64> {
    let number = |(page, pieces): (i64, &Vec<Piece>)| match outermost(pieces, at_end)? {
        Piece::Line(line) => Some(bare_number(&line.text)? - page),
        Piece::Table(_) => None,
    };
    let mut shifts: Vec<i64> = (1..).zip(pages).filter_map(number).collect();
    shifts.sort_unstable();
    let middle = *shifts.get(shifts.len() / 2)?;
    let alike = shifts.iter().filter(|shift| **shift == middle).count();
    (alike > 1 && alike * 2 >= pages.len()).then_some(middle)
}

/// Whether a line of this page is its number and nothing else: `— 1 —`, `第 3 页`, `3/13`; a bare number where
/// such numbers count the pages.
fn is_folio(text: &str, page: i64, shift: Option<i64>) -> bool {
    let skeleton = skeleton(text);
    let bare = skeleton.trim_matches(['-', '—', '–', '－', '―', '─', '•', '·', '~', '～', '|']);
    match bare {
        "0" if bare.len() == skeleton.len() => {
            shift.is_some_and(|shift| bare_number(text) == Some(page + shift))
        }
        "0" | "第0页" | "0/0" | "第0页共0页" | "第0页/共0页" | "第0页，共0页" | "共0页第0页"
        | "共0页，第0页" | "Page0" | "Page0of0" => {
            text.chars().filter(|character| is_digit(*character)).count() <= 8
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, base: f64) -> Piece {
        Piece::Line(Line {
            glyphs: Vec::new(),
            text: text.to_owned(),
            base,
            left: 80.0,
            right: 500.0,
            size: 16.0,
        })
    }

    #[test]
    fn page_numbers_are_known_in_all_their_forms() {
        for text in ["— 1 —", "-12-", "第 3 页", "3/13", "第 3 页 共 13 页", "－５－"] {
            assert!(is_folio(text, 1, None), "{text}");
        }
        for text in ["2018年", "3件", "共收到3件", "1.5", "— —", "3"] {
            assert!(!is_folio(text, 1, None), "{text}");
        }
        assert!(is_folio("3", 5, Some(-2)));
        assert!(!is_folio("215", 5, Some(-2)), "a figure");
    }

    #[test]
    fn what_stands_on_every_page_goes_and_what_is_said_stays() {
        let page = |number: usize| {
            vec![
                line("金塘镇政府信息公开年报", 40.0),
                line(&format!("全年收到申请{number}件"), 100.0 + 20.0 * number as f64),
                line(&format!("http://example.cn {number}/3"), 820.0),
                line(&format!("— {number} —"), 830.0),
            ]
        };
        let mut pages: Vec<_> = (1..=3).map(page).collect();
        let taken = without_running(&mut pages);
        assert_eq!(taken, ["http://example.cn 1/3", "金塘镇政府信息公开年报"]);
        assert!(pages.iter().all(|pieces| pieces.len() == 1));
    }
}
