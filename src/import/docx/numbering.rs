//! Automatic numbers of paragraphs as text. A label “（一）收到申请数” may be typed, or Word may count it: read
//! without the number it would be another.

use std::collections::BTreeMap;

use super::xml::{Space, Tag, Visitor, walk};
use crate::draft::numerals;
use crate::error::Error;
use crate::import::budget::Budget;

/// Levels of a list.
const LEVELS: usize = 9;

/// How one level of a list is numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Level {
    start: u32,
    /// `chineseCounting`, `decimal` …
    format: String,
    /// `（%1）`: what stands around the numbers of this level and of those above it.
    text: String,
    /// Numbers of the levels above are written 1, 2, 3 too.
    is_legal: bool,
    /// Nothing parts the number from the words.
    is_close: bool,
}

impl Default for Level {
    fn default() -> Self {
        Self { start: 1, format: "decimal".to_owned(), text: String::new(), is_legal: false, is_close: false }
    }
}

/// A list as paragraphs name it: the pattern it follows, and what it does otherwise.
#[derive(Debug, Clone, Default)]
struct List {
    pattern: u32,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// The lists of a file and how far each has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    patterns: BTreeMap<u32, [Level; LEVELS]>,
    lists: BTreeMap<u32, List>,
    /// By pattern: lists of one pattern go on counting.
    counted: BTreeMap<u32, [Option<u32>; LEVELS]>,
    /// Lists whose own starts were taken.
    begun: Vec<(u32, usize)>,
    /// Patterns that are those of a style.
    links: BTreeMap<u32, String>,
    styled: BTreeMap<String, u32>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    ///
    /// # Errors
    /// It is damaged.
    pub fn read(xml: &[u8], budget: &mut Budget) -> Result<Self, Error> {
        let mut reader =
            Reader { numbering: Self::default(), pattern: None, list: None, level: None, budget };
        walk(xml, &mut reader)?;
        Ok(reader.numbering)
    }

    /// Counts a paragraph of a list, at a level from 0, and gives its number; empty where it has a bullet or
    /// there is no such list.
    pub fn next(&mut self, list: u32, level: u32) -> String {
        let level = (level as usize).min(LEVELS - 1);
        let Some(of_list) = self.lists.get(&list) else { return String::new() };
        let named = self.links.get(&of_list.pattern).and_then(|style| self.styled.get(style));
        let pattern = *named.unwrap_or(&of_list.pattern);
        let Some(levels) = self.patterns.get(&pattern) else { return String::new() };
        let of = |at: usize| of_list.levels.get(&at).or_else(|| levels.get(at)).cloned().unwrap_or_default();
        let counted = self.counted.entry(pattern).or_default();
        let own_start = of_list.starts.get(&level).copied();
        let begins = own_start.is_some() && !self.begun.contains(&(list, level));
        for (at, count) in counted.iter_mut().enumerate() {
            let start = of_list.starts.get(&at).copied().unwrap_or_else(|| of(at).start);
            match at.cmp(&level) {
                // A level that was passed over counts as begun.
                std::cmp::Ordering::Less => _ = count.get_or_insert(start),
                std::cmp::Ordering::Equal if begins => *count = Some(start),
                std::cmp::Ordering::Equal => {
                    *count = Some(count.map_or(start, |count| count.saturating_add(1)));
                }
                std::cmp::Ordering::Greater => *count = None,
            }
        }
        if begins {
            self.begun.push((list, level));
        }
        let counts = *counted;
        let own = of(level);
        let mut text = String::new();
        let mut chars = own.text.chars();
        while let Some(c) = chars.next() {
            let place = if c == '%' { chars.clone().next().and_then(|c| c.to_digit(10)) } else { None };
            match place.and_then(|place| (place as usize).checked_sub(1)) {
                Some(at) => {
                    chars.next();
                    let count = counts.get(at).copied().flatten().unwrap_or(1);
                    let format = if own.is_legal { "decimal".to_owned() } else { of(at).format };
                    text += &written(count, &format);
                }
                None => text.push(c),
            }
        }
        if own.format == "bullet" || own.format == "none" && text.trim().is_empty() {
            return String::new();
        }
        // “1.” or “1” would run into what follows; “一、” and “（一）” are written close to it.
        if !own.is_close && text.chars().next_back().is_some_and(|c| c.is_ascii() && c != ' ') {
            text.push(' ');
        }
        text
    }
}

/// A count in a format of Word; as 1, 2, 3 in those that Chinese documents do not use.
fn written(count: u32, format: &str) -> String {
    let in_words = || numerals(count.into()).unwrap_or_else(|| count.to_string());
    let nth = |first: char, many: u32| {
        let own = (1..=many).contains(&count).then(|| char::from_u32(first as u32 + count - 1)).flatten();
        own.map_or_else(|| count.to_string(), String::from)
    };
    let of = |words: &str, count: u32| {
        let at = (count as usize).checked_sub(1)?;
        words.chars().nth(at).map(String::from)
    };
    match format {
        "none" | "bullet" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand" => in_words(),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            let digits = count.to_string();
            digits
                .chars()
                .filter_map(|c| "〇一二三四五六七八九".chars().nth(c.to_digit(10)? as usize))
                .collect()
        }
        "chineseLegalSimplified" | "ideographLegalTraditional" => in_words()
            .chars()
            .map(|c| replaced(c, "零一二三四五六七八九十百千万", "零壹贰叁肆伍陆柒捌玖拾佰仟万"))
            .collect(),
        "ideographTraditional" => of("甲乙丙丁戊己庚辛壬癸", count).unwrap_or_else(|| count.to_string()),
        "ideographZodiac" => of("子丑寅卯辰巳午未申酉戌亥", count).unwrap_or_else(|| count.to_string()),
        "ideographEnclosedCircle" => nth('㊀', 10),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => nth('①', 20),
        "decimalEnclosedParen" => nth('⑴', 20),
        "decimalEnclosedFullstop" => nth('⒈', 20),
        "decimalZero" => format!("{count:02}"),
        "decimalFullWidth" | "decimalFullWidth2" => {
            count.to_string().chars().map(|c| replaced(c, "0123456789", "０１２３４５６７８９")).collect()
        }
        "lowerLetter" => letters(count, 'a'),
        "upperLetter" => letters(count, 'A'),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        _ => count.to_string(),
    }
}

fn replaced(c: char, from: &str, to: &str) -> char {
    let at = from.chars().position(|known| known == c);
    at.and_then(|at| to.chars().nth(at)).unwrap_or(c)
}

/// a … z, aa, bb …
fn letters(count: u32, first: char) -> String {
    let Some(at) = count.checked_sub(1).filter(|at| *at < 26 * 4) else { return count.to_string() };
    let letter = char::from_u32(first as u32 + at % 26).unwrap_or(first);
    std::iter::repeat_n(letter, at as usize / 26 + 1).collect()
}

fn roman(count: u32) -> String {
    if !(1..=400).contains(&count) {
        return count.to_string();
    }
    let mut text = String::new();
    let mut rest = count;
    let signs =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    for (value, sign) in signs {
        while rest >= value {
            text += sign;
            rest -= value;
        }
    }
    text
}

struct Reader<'a> {
    numbering: Numbering,
    pattern: Option<(u32, [Level; LEVELS])>,
    list: Option<(u32, List)>,
    level: Option<(usize, Level)>,
    budget: &'a mut Budget,
}

impl Reader<'_> {
    /// What says how a level is numbered.
    fn of_level(&mut self, tag: &Tag<'_>) {
        let Some((_, level)) = &mut self.level else { return };
        match tag.name {
            "start" => level.start = tag.number().unwrap_or(1),
            "numFmt" => level.format = tag.value(),
            "lvlText" => level.text = tag.value(),
            "isLgl" => level.is_legal = tag.is_on(),
            "suff" => level.is_close = tag.value() == "nothing",
            _ => {}
        }
    }
}

impl Visitor for Reader<'_> {
    fn open(&mut self, tag: &Tag<'_>) -> Result<bool, Error> {
        // A format of later times stands in a choice, with one for older programs beside it.
        if tag.space == Space::Compatibility {
            return Ok(tag.name != "Choice");
        }
        if tag.space != Space::Word {
            return Ok(false);
        }
        let number = |name: &str| tag.attribute(name).and_then(|text| text.parse::<u32>().ok());
        match tag.name {
            "abstractNum" => {
                self.budget.pieces(LEVELS as u64)?;
                self.pattern = number("abstractNumId").map(|id| (id, Default::default()));
            }
            "num" => {
                self.budget.pieces(1)?;
                self.list = number("numId").map(|id| (id, List::default()));
            }
            "abstractNumId" => {
                if let Some((_, list)) = &mut self.list {
                    list.pattern = tag.number().unwrap_or_default();
                }
            }
            "numStyleLink" => {
                if let Some((id, _)) = &self.pattern {
                    self.numbering.links.insert(*id, tag.value());
                }
            }
            "styleLink" => {
                if let Some((id, _)) = &self.pattern {
                    self.numbering.styled.insert(tag.value(), *id);
                }
            }
            "lvlOverride" | "lvl" => {
                let at = number("ilvl").map(|at| (at as usize).min(LEVELS - 1));
                self.level = at.map(|at| (at, Level::default()));
            }
            "startOverride" => {
                if let (Some((_, list)), Some((at, _))) = (&mut self.list, &self.level) {
                    list.starts.insert(*at, tag.number().unwrap_or(1));
                }
            }
            "pPr" | "rPr" => return Ok(false),
            _ => self.of_level(tag),
        }
        Ok(true)
    }

    fn close(&mut self, _: Space, name: &str) -> Result<(), Error> {
        match name {
            "lvl" => match (self.level.take(), &mut self.list, &mut self.pattern) {
                (Some((at, level)), Some((_, list)), _) => _ = list.levels.insert(at, level),
                (Some((at, level)), None, Some((_, levels))) => {
                    if let Some(place) = levels.get_mut(at) {
                        *place = level;
                    }
                }
                _ => {}
            },
            "abstractNum" => self.numbering.patterns.extend(self.pattern.take()),
            "num" => self.numbering.lists.extend(self.list.take()),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Error> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbering(inside: &str) -> Numbering {
        let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        let xml = format!("<w:numbering xmlns:w=\"{space}\">{inside}</w:numbering>");
        Numbering::read(xml.as_bytes(), &mut Budget::default()).unwrap()
    }

    fn level(at: usize, format: &str, text: &str) -> String {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>\
             <w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    }

    /// The numbering of official prose: 一、 （一） 1. （1）.
    fn official() -> Numbering {
        let levels = [
            level(0, "chineseCounting", "%1、"),
            level(1, "japaneseCounting", "（%2）"),
            level(2, "decimal", "%3."),
            level(3, "decimal", "%3.%4"),
        ];
        numbering(&format!(
            "<w:abstractNum w:abstractNumId=\"7\">{}</w:abstractNum>\
             <w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>\
             <w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/>\
             <w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
            levels.concat()
        ))
    }

    #[test]
    fn numbers_of_official_prose_are_counted() {
        let mut numbering = official();
        let steps = [
            (0, "一、"),
            (1, "（一）"),
            (1, "（二）"),
            (2, "1. "),
            (3, "1.1 "),
            (2, "2. "),
            (0, "二、"),
            (1, "（一）"),
        ];
        for (level, expected) in steps {
            assert_eq!(numbering.next(1, level), expected);
        }
    }

    #[test]
    fn lists_of_one_pattern_go_on_unless_they_begin_anew() {
        let mut numbering = official();
        assert_eq!([numbering.next(1, 0), numbering.next(1, 0)], ["一、", "二、"]);
        assert_eq!([numbering.next(2, 0), numbering.next(2, 0)], ["一、", "二、"]);
        assert_eq!(numbering.next(1, 0), "三、");
        assert_eq!(numbering.next(9, 0), "", "no such list");
    }

    #[test]
    fn bullets_are_no_numbers() {
        let list = format!(
            "<w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum><w:num w:numId=\"5\"><w:abstractNumId w:val=\"0\"/></w:num>",
            level(0, "bullet", "\u{f06c}"),
            level(1, "none", "")
        );
        let mut numbering = numbering(&list);
        assert_eq!([numbering.next(5, 0), numbering.next(5, 1)], ["", ""]);
    }

    #[test]
    fn formats_are_written_as_word_writes_them() {
        let check = |format: &str, counts: [u32; 3], expected: [&str; 3]| {
            assert_eq!(counts.map(|count| written(count, format)), expected, "{format}");
        };
        check("chineseCounting", [1, 12, 21], ["一", "十二", "二十一"]);
        check("ideographDigital", [1, 10, 12], ["一", "一〇", "一二"]);
        check("chineseLegalSimplified", [1, 10, 23], ["壹", "拾", "贰拾叁"]);
        check("ideographTraditional", [1, 10, 11], ["甲", "癸", "11"]);
        check("decimalEnclosedCircle", [1, 20, 21], ["①", "⑳", "21"]);
        check("decimalFullWidth", [1, 20, 0], ["１", "２０", "０"]);
        check("lowerLetter", [1, 26, 27], ["a", "z", "aa"]);
        check("upperRoman", [4, 19, 90], ["IV", "XIX", "XC"]);
        check("ordinal", [1, 2, 3], ["1", "2", "3"]);
    }
}
