//! What the numbers typed in a text say of a draft's cells: that one stands in the table and could follow
//! it, or that the table says otherwise.

use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::book::Book;
use super::claims::Claims;
use super::named::{Names, Naming, naming};
use super::told::{Contradiction, Told};
use super::wording::{Number, after, before, numbers, sentence_at};
use crate::draft::Draft;
use crate::form::{Cell, CellId, Field, Form};

/// Reads texts against one form.
#[derive(Debug, Clone)]
pub struct Reader {
    names: Vec<Names>,
    book: Arc<Book>,
}

/// What may be said of a number in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// Bytes of the text: the digits, without their unit.
    pub range: Range<usize>,
    /// What it is about.
    pub finding: Finding,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub enum Finding {
    /// These cells hold just this number, the likeliest first; never empty.
    Same(Vec<CellId>),
    /// The clause names this cell, which holds another.
    Differs(CellId),
    /// The number stands right beside a live figure: printed they are one number.
    Joined,
}

/// The most cells offered for a number.
const OFFERED: usize = 5;
/// Below this an equal number is chance, unless its clause names the cell.
const TELLING: u32 = 10;

/// What follows a unit and makes it part of a longer word: 个工作日, 人次, 件套.
const LONGER: [char; 14] =
    ['次', '月', '工', '小', '百', '千', '多', '余', '以', '左', '项', '套', '年', '类'];

impl Reader {
    /// For texts on drafts of that form.
    pub fn new(form: &Form) -> Self {
        Self { names: Names::of(form), book: Arc::new(Book::of(form)) }
    }

    /// What may be said of the numbers of a text. `live` are the bytes of its live figures, of which nothing
    /// is said.
    pub fn remarks(&self, text: &str, live: &[Range<usize>], draft: &Draft) -> Vec<Remark> {
        // 本局、本镇, and the whole name of the agency.
        let agency = [draft.field(Field::Agency).trim(), draft.field(Field::ShortName).trim()];
        let claims = Claims::by(&self.book, draft.form(), Some(draft.year()), &agency);
        let told = Told::read(&claims, text, live, draft).contradictions(draft);
        let mut remarks = Vec::new();
        for number in numbers(text) {
            let range = number.range.clone();
            let touched = live.iter().find(|live| live.start < range.end && range.start < live.end);
            let finding = match touched {
                // Digits beside a live figure are read with it as one number.
                Some(live) if *live != range => Some(Finding::Joined),
                Some(_) => continue,
                None => self.finding(text, &number, &told, draft),
            };
            remarks.extend(finding.map(|finding| Remark { range, finding }));
        }
        remarks
    }

    fn finding(&self, text: &str, number: &Number, told: &[Contradiction], draft: &Draft) -> Option<Finding> {
        let clause = clause_before(text, number.range.start);
        let sentence = sentence_at(text, number.range.start);
        let form = draft.form();
        let behind = after(text, number.range.end).trim_start();
        let with_unit = self.names.iter().filter_map(|names| {
            let cell = form.cell(names.cell);
            let stated = stated(number.value, cell, behind)?;
            Some((names, stated, draft.number(names.cell)?))
        });
        let of_unit: Vec<(&Names, Decimal, Decimal)> = with_unit.collect();
        if of_unit.is_empty() || before(text, number.range.start).ends_with('第') {
            return None;
        }

        // A number without a unit may still be being typed.
        if let Some(told) = told.iter().find(|told| told.range == number.range) {
            return Some(Finding::Differs(told.cell));
        }

        // What the clause says goes before what the sentence does.
        let said = |names: &Names| {
            let here = naming(names, clause).map(|naming| (true, naming));
            here.or_else(|| naming(names, sentence).map(|naming| (false, naming)))
        };
        let mut same: Vec<((bool, Naming), CellId)> = of_unit
            .iter()
            .filter(|(_, stated, held)| stated == held)
            .filter_map(|(names, stated, _)| {
                let said = said(names)?;
                let by_chance = *stated < Decimal::from(TELLING) && matches!(said, (_, Naming::Hinted(1)));
                (!by_chance).then_some((said, names.cell))
            })
            .collect();
        // Cells named alike stay in the order of the form.
        same.sort_by(|(a, _), (b, _)| b.cmp(a));
        (!same.is_empty())
            .then(|| Finding::Same(same.into_iter().map(|(_, cell)| cell).take(OFFERED).collect()))
    }
}

/// The words of a clause before a place in it.
fn clause_before(text: &str, at: usize) -> &str {
    const PAUSES: [char; 12] = ['。', '！', '？', '\n', '，', '；', '、', ',', ';', '（', '）', '《'];
    let before = before(text, at);
    before.rsplit(PAUSES).next().unwrap_or("")
}

/// A number as its cell counts it, if what stands behind it is the cell's unit.
fn stated(value: Decimal, cell: &Cell, behind: &str) -> Option<Decimal> {
    let ends = |unit: &str| {
        let rest = behind.strip_prefix(unit)?;
        (!rest.starts_with(LONGER)).then_some(())
    };
    if cell.unit.is_empty() {
        return None;
    }
    if let Some(()) = ends(&cell.unit) {
        return Some(value);
    }
    // Money of the form is in 万元; a sentence may say it in 元.
    (cell.unit == "万元" && ends("元").is_some()).then(|| value * Decimal::new(1, 4))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Edit, Entry};
    use crate::form::editions;

    fn draft() -> Draft {
        let form = editions::named("2014").unwrap();
        let mut draft = Draft::new(form.clone(), 2018, "金塘镇人民政府");
        draft.apply(Edit::Field(Field::ShortName, "本镇".to_owned())).unwrap();
        for (key, typed) in [
            ("收到申请数", "215"),
            ("网络申请数", "145"),
            ("信函申请数", "68"),
            ("当面申请数", "2"),
            ("信息不存在数", "2"),
            ("行政复议数量", "3"),
            ("网站公开数", "259"),
            ("主动公开政府信息数", "1284"),
            ("接受培训人数", "120"),
            ("工作人员数", "4"),
            ("收取费用", "0.5"),
            ("专门机构数", "5"),
        ] {
            let cell = form.cell(form.find(key).unwrap());
            draft.apply(Edit::entry(cell.key.clone(), Entry::typed(typed, cell.kind))).unwrap();
        }
        draft
    }

    /// What is said of the numbers of a text: `215=收到申请数`, `216≠收到申请数`.
    fn check(text: &str, expected: &[&str]) {
        let draft = draft();
        let key = |cell: &CellId| draft.form().cell(*cell).key.to_string();
        let typed = |range: &Range<usize>| text.get(range.clone()).unwrap().to_owned();
        let found: Vec<String> = Reader::new(draft.form())
            .remarks(text, &[], &draft)
            .iter()
            .map(|remark| match &remark.finding {
                Finding::Same(cells) => format!("{}={}", typed(&remark.range), key(&cells[0])),
                Finding::Differs(cell) => format!("{}≠{}", typed(&remark.range), key(cell)),
                Finding::Joined => "+".to_owned(),
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_number_that_equals_a_cell_is_offered() {
        check("2018年，全年共收到申请215件。", &["215=收到申请数"]);
        check("其中网络申请145件，信函68件。", &["145=网络申请数", "68=信函申请数"]);
        check("通过网站公开信息２５９条。", &["２５９=网站公开数"]);
        check("主动公开政府信息1,284条", &["1,284=主动公开政府信息数"]);
        check("培训人员120人次", &["120=接受培训人数"]);
        check("收取费用5000元", &["5000=收取费用"]);
        // Two cells hold 2: the clause tells which.
        check(
            "收到申请215件，当面申请2件，申请信息不存在2件",
            &["215=收到申请数", "2=当面申请数", "2=信息不存在数"],
        );
    }

    #[test]
    fn a_number_that_contradicts_the_cell_its_clause_names_is_told() {
        check("2018年，本镇共收到申请216件。", &["216≠收到申请数"]);
        check("金塘镇人民政府收到申请数为216件", &["216≠收到申请数"]);
        check("发生行政复议案件4件", &["4≠行政复议数量"]);
        check("主动公开政府信息1283条", &["1283≠主动公开政府信息数"]);
    }

    /// The total of a row of a matrix is called as the row is; a place in it has no name of its own.
    #[test]
    fn rows_of_a_matrix_are_named_by_their_labels() {
        let form = editions::named("2021").unwrap();
        let mut draft = Draft::new(form.clone(), 2025, "沭阳县人民政府");
        for (key, typed) in [("申请.新收.总计", "713"), ("申请.新收.自然人", "705")] {
            let cell = form.cell(form.find(key).unwrap());
            draft.apply(Edit::entry(cell.key.clone(), Entry::typed(typed, cell.kind))).unwrap();
        }
        let reader = Reader::new(&form);
        let check = |text: &str, expected: &[Finding]| {
            let found = reader.remarks(text, &[], &draft);
            let findings: Vec<Finding> = found.into_iter().map(|remark| remark.finding).collect();
            assert_eq!(findings, expected, "{text}");
        };
        let cell = |key: &str| form.find(key).unwrap();
        check("2025年，全县新收政府信息公开申请714件", &[Finding::Differs(cell("申请.新收.总计"))]);
        check("2025年，全县新收政府信息公开申请713件", &[Finding::Same(vec![cell("申请.新收.总计")])]);
        check("其中自然人705件", &[Finding::Same(vec![cell("申请.新收.自然人")])]);
        check("其中自然人700件", &[]);
        check("其中自然人申请占98.9%", &[]);
    }

    #[test]
    fn what_may_be_another_thing_is_left_alone() {
        for innocent in [
            "县公安局收到申请120件",
            "上半年收到申请120件",
            "2017年收到申请120件",
            "收到申请比上年增加12件",
            "收到申请中属于教育的30件",
            "因政府信息公开引发的行政复议案件被纠正1件",
            "收到申请200余件",
            "平均每月收到申请18件",
            "收到申请均在5个工作日内答复",
            "按照《条例》第5条、国办发〔2018〕5号文件",
            "2018年3月5日，电话0571-8721500",
            "收到申请增长12%",
            "收到申请200件以上",
            "制发文件7件",
            "工作人员数为4人次",
        ] {
            check(innocent, &[]);
        }
    }

    #[test]
    fn nothing_is_said_of_live_figures_but_of_a_number_joined_to_one() {
        let draft = draft();
        let reader = Reader::new(draft.form());
        let text = "收到申请215件";
        let at = text.find("215").unwrap();
        let live = vec![Range { start: at, end: at + 3 }];
        assert_eq!(reader.remarks(text, &live, &draft), []);
        let text = "收到申请2159件";
        let joined = reader.remarks(text, &live, &draft);
        assert_eq!(joined, [Remark { range: at..at + 4, finding: Finding::Joined }]);
    }
}
