//! Differences between two drafts in a few lines.

use crate::check::{Change, compare};
use crate::draft::{self, Draft};

/// The most lines that are told one by one.
const MOST: usize = 12;

/// What differs, one line each; the rest as a number. No line where they are the same.
pub(super) fn lines(before: &Draft, after: &Draft) -> Vec<String> {
    let differences = compare(before, after);
    let shown = |text: &Option<String>| text.clone().unwrap_or_else(|| "空白".to_owned());
    let change = |change: &Change| {
        let (before, after) = (short(&shown(&change.before)), short(&shown(&change.after)));
        format!("{}：{before} → {after}", change.name)
    };
    let figures = differences.figures.iter();
    let figures = figures.map(|one| format!("{}：{} → {}", one.name, shown(&one.before), shown(&one.after)));
    // A live figure that follows its cell is told with that.
    let rewritten = differences.texts.iter().filter(|text| before.text(&text.name) != after.text(&text.name));
    let texts = rewritten.map(|text| format!("正文“{}”有改动", text.name));
    let mut lines: Vec<String> = figures.chain(differences.basics.iter().map(change)).chain(texts).collect();
    let written = |draft: &Draft| draft::write(draft).ok();
    if lines.is_empty() && written(before) != written(after) {
        lines.push("核实说明、上年数、图片或定稿标记".to_owned());
    }
    let rest = lines.len().saturating_sub(MOST);
    if rest > 1 {
        lines.truncate(MOST);
        lines.push(format!("……另有 {rest} 处"));
    }
    lines
}

fn short(text: &str) -> String {
    const LONGEST: usize = 24;
    let line: String = text.lines().collect::<Vec<_>>().join(" ");
    match line.chars().count() > LONGEST {
        true => line.chars().take(LONGEST).chain(['…']).collect(),
        false => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Edit, Entry, Figure, Piece, SectionText};
    use crate::form::{CellKey, Field, Kind, editions};

    #[test]
    fn differences_are_told_in_the_order_of_the_form_and_the_rest_is_counted() {
        let before = Draft::new(editions::named("2014").unwrap(), 2018, "金塘镇");
        let mut after = before.clone();
        assert!(lines(&before, &after).is_empty());
        let keys: Vec<_> = after.form().cells.iter().take(20).map(|cell| cell.key.clone()).collect();
        let entries = keys.into_iter().map(|key| (key, Entry::typed("7", Kind::Count))).collect();
        after.apply(Edit::Entries { year: crate::form::Year::This, entries }).unwrap();
        after.apply(Edit::Field(Field::Agency, "定海区金塘镇".to_owned())).unwrap();
        let told = lines(&before, &after);
        assert_eq!((told.len(), told[0].as_str()), (MOST + 1, "主动公开政府信息数：空白 → 7"));
        assert_eq!(told[MOST], "……另有 9 处");
    }

    #[test]
    fn a_text_whose_figure_only_follows_is_not_told_to_be_changed() {
        let mut before = Draft::new(editions::named("2014").unwrap(), 2018, "金塘镇");
        let key = CellKey::from("收到申请数");
        let pieces = [Piece::Words("收到".to_owned()), Piece::Figure(Figure::plain(key.clone()))];
        before.apply(Edit::Text("概述".to_owned(), Some(SectionText::new(pieces)))).unwrap();
        let mut after = before.clone();
        after.apply(Edit::entry(key, Entry::typed("215", Kind::Count))).unwrap();
        assert_eq!(lines(&before, &after), ["收到申请数：空白 → 215"]);
        after.apply(Edit::Text("概述".to_owned(), None)).unwrap();
        assert_eq!(lines(&before, &after)[1], "正文“概述”有改动");
    }
}
