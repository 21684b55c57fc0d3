//! Finding a cell by a few words of its name, by the first letters of their pinyin (sdsqs → 收到申请数) or by
//! its printed number.

use pinyin::ToPinyinMulti as _;

use super::{CellId, Form, ordinals};

/// The first letters of the pinyin of a text, for each of its characters all that it can have: 重 is z and
/// c. Latin letters stand for themselves; digits, brackets and other marks are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Initials(Vec<Vec<char>>);

impl Initials {
    /// Of a text.
    pub fn of(text: &str) -> Self {
        Self(text.chars().map(letters).filter(|letters| !letters.is_empty()).collect())
    }

    /// Whether these letters, of either case, are all of them in order.
    pub fn are(&self, typed: &str) -> bool {
        self.begin_with(typed) && typed.chars().count() == self.0.len()
    }

    /// Whether they begin with these letters. Nothing begins with none.
    pub fn begin_with(&self, typed: &str) -> bool {
        !typed.is_empty() && self.fit(0, typed)
    }

    /// Whether these letters stand in them side by side.
    pub fn contain(&self, typed: &str) -> bool {
        !typed.is_empty() && (0..self.0.len()).any(|from| self.fit(from, typed))
    }

    fn fit(&self, from: usize, typed: &str) -> bool {
        let mut left = self.0.iter().skip(from);
        typed.chars().all(|c| left.next().is_some_and(|letters| letters.contains(&c.to_ascii_lowercase())))
    }
}

/// The letters that a character can be typed by.
fn letters(c: char) -> Vec<char> {
    if c.is_ascii_alphabetic() {
        return vec![c.to_ascii_lowercase()];
    }
    let mut letters: Vec<char> = c
        .to_pinyin_multi()
        .into_iter()
        .flatten()
        .filter_map(|sound| sound.plain().chars().next())
        .map(|first| if first == 'ü' { 'v' } else { first.to_ascii_lowercase() })
        .collect();
    letters.dedup();
    letters
}

/// What was typed to find a cell by, and how well it fits one; less is better.
fn rank(form: &Form, id: CellId, typed: &str) -> Option<u8> {
    let cell = form.cell(id);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let has_all = |text: &str| words.iter().all(|word| text.contains(word));
    let key = cell.key.as_str();
    if key == typed {
        return Some(0);
    }
    if typed.chars().all(|c| c.is_ascii_alphabetic()) {
        let initials = Initials::of(key);
        // A part of a key with dots is a name too: 新收 of 申请.新收.总计.
        let of_part = key.match_indices('.').filter_map(|(at, _)| key.get(at..)).map(Initials::of);
        return if initials.are(typed) {
            Some(1)
        } else if initials.begin_with(typed)
            || of_part.into_iter().any(|part| part.begin_with(typed))
            || Initials::of(cell.label()).begin_with(typed)
        {
            Some(3)
        } else if initials.contain(typed) || Initials::of(&cell.name).contain(typed) {
            Some(5)
        } else {
            Initials::of(&cell.path).contain(typed).then_some(7)
        };
    }
    if let Some(numbers) = ordinals::typed(typed) {
        return form.fits_number(id, &numbers).map(|is_its_own| if is_its_own { 1 } else { 3 });
    }
    if key.starts_with(typed) {
        Some(2)
    } else if has_all(key) || has_all(&cell.name) {
        Some(4)
    } else {
        has_all(&cell.path).then_some(6)
    }
}

impl Form {
    /// The cells that fit a few words, pinyin initials or a printed number, best first and otherwise in printed order; all
    /// of them where nothing is typed.
    pub fn search(&self, typed: &str) -> Vec<CellId> {
        let typed = typed.trim();
        if typed.is_empty() {
            return self.ids().collect();
        }
        let mut found: Vec<(u8, CellId)> =
            self.ids().filter_map(|id| Some((rank(self, id, typed)?, id))).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, id)| id).collect()
    }

    /// Pinyin initials that lead to a cell of this form, as an example: sdsqs for 收到申请数, where it has that.
    pub fn example_initials(&self) -> &'static str {
        let finds = |letters: &&str| self.by_initials(letters).is_some();
        ["sdsqs", "xzxk", "gzzf"].into_iter().find(finds).unwrap_or_default()
    }

    /// The only cell whose key or name has just these pinyin initials; `None` for none and for several.
    pub fn by_initials(&self, typed: &str) -> Option<CellId> {
        let is_of = |id: &CellId| {
            let cell = self.cell(*id);
            Initials::of(&cell.key).are(typed) || Initials::of(&cell.name).are(typed)
        };
        let mut found = self.ids().filter(is_of);
        found.next().filter(|_| found.next().is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::super::editions;
    use super::*;

    #[test]
    fn initials_are_the_letters_one_would_type() {
        let check = |text: &str, typed: &str, expected: bool| {
            assert_eq!(Initials::of(text).are(typed), expected, "{text} {typed}");
        };
        check("收到申请数", "sdsqs", true);
        check("收到申请数", "SDSQS", true);
        check("收到申请数", "sdsq", false);
        check("（一）收到申请数 12", "ysdsqs", true);
        check("申请.新收.总计", "sqxszj", true);
        // 重 is zhong and chong, 行 hang and xing.
        check("行政重复", "xzcf", true);
        check("行政重复", "hzzf", true);
        check("", "", false);
    }

    #[test]
    fn a_cell_is_found_by_words_or_letters() {
        let check = |edition: &str, typed: &str, expected: &str| {
            let form = editions::named(edition).unwrap();
            let first = form.search(typed).first().map(|id| form.cell(*id).key.to_string());
            assert_eq!(first.as_deref(), Some(expected), "{typed}");
        };
        check("2014", "sdsqs", "收到申请数");
        check("2014", "收到申请", "收到申请数");
        check("2014", "信函", "信函申请数");
        check("2014", "xhsq", "信函申请数");
        check("2014", "申请 当面", "当面申请数");
        check("2014", "维持 诉讼", "诉讼维持数");
        check("2021", "sqxszj", "申请.新收.总计");
        check("2021", "新收 总计", "申请.新收.总计");
        check("2021", "xszj", "申请.新收.总计");
        check("2021", "xs", "申请.新收.自然人");
        let form = editions::named("2014").unwrap();
        assert_eq!(form.search(" ").len(), form.cells.len());
        assert!(form.search("没有的").is_empty());
    }

    #[test]
    fn letters_that_fit_several_cells_name_none() {
        let form = editions::named("2014").unwrap();
        let key = |typed: &str| form.by_initials(typed).map(|id| form.cell(id).key.to_string());
        assert_eq!(key("sdsqs").as_deref(), Some("收到申请数"));
        assert_eq!(key("xyz"), None);
        let matrix = editions::named("2021").unwrap();
        let by_name = matrix.by_initials("xszj").map(|id| matrix.cell(id).key.to_string());
        assert_eq!(by_name.as_deref(), Some("申请.新收.总计"));
        let of = |id: CellId| form.cell(id).key.as_str();
        for id in form.ids() {
            let letters: String =
                Initials::of(of(id)).0.iter().filter_map(|letters| letters.first()).collect();
            assert!(form.search(&letters).contains(&id), "{} {letters}", of(id));
        }
    }

    #[test]
    fn every_edition_has_an_example_that_finds_something() {
        for form in editions::all() {
            let letters = form.example_initials();
            assert!(!letters.is_empty() && form.by_initials(letters).is_some(), "{}", form.edition);
        }
    }
}
