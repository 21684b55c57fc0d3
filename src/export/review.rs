//! 报审单: one page for those who sign: what the checks say, how each finding is explained, what changed much
//! against last year, and room for three signatures.

use rust_decimal::Decimal;

use crate::audit::Finding;
use crate::check::{self, Standing, Verdict};
use crate::draft::Draft;
use crate::form::{Cell, CellId, Field};
use crate::report::{Block, BoxRole, Document, TableBlock, TableBox, long_date};
use crate::typeset::{FontBook, lay_out};

/// Findings and changes that are named before 等 N 项, as long as they fit.
const MOST_NAMED: usize = 12;
/// Columns of the sheet's grid, of one width.
const COLUMNS: u16 = 12;
/// More than this of a reason or a message is cut, in characters.
const LONGEST: usize = 90;
/// A figure that is so many times another has changed much.
const MUCH: Decimal = Decimal::from_parts(15, 0, 0, false, 1);
/// A smaller difference says nothing, whatever it is as a share.
const LEAST: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// The sheet, on one page: as many findings and changes are named as fit.
pub fn review(draft: &Draft, findings: &[Finding], fonts: &FontBook) -> Document {
    let mut named = MOST_NAMED;
    loop {
        let document = sheet(draft, findings, named);
        if named == 0 || lay_out(&document, fonts).pages.len() <= 1 {
            return document;
        }
        named -= 1;
    }
}

fn sheet(draft: &Draft, findings: &[Finding], named: usize) -> Document {
    let agency = draft.field(Field::Agency).trim();
    let verdicts = check::check(draft);
    let mut rows = Rows::default();
    facts(&mut rows, draft, &verdicts, findings);
    problems(&mut rows, draft, &verdicts, named);
    changes(&mut rows, draft, named);
    signatures(&mut rows, draft);
    let title = "政府信息公开工作年度报告报审单";
    Document {
        title: format!("{agency}{}年{title}", draft.year()),
        author: agency.to_owned(),
        date: draft.date(Field::IssuedOn).map(|date| date.to_string()),
        blocks: vec![Block::Title(title.to_owned()), Block::Table(rows.table())],
        ..Document::default()
    }
}

/// The rows of the sheet as they are written, box by box.
#[derive(Default)]
struct Rows {
    boxes: Vec<TableBox>,
    rows: u16,
}

impl Rows {
    /// Adds a row: each box with its width in columns.
    fn add(&mut self, boxes: &[(u16, BoxRole, &str)]) {
        let mut column = 0;
        for (columns, role, text) in boxes {
            self.boxes.push(TableBox {
                row: self.rows,
                column,
                rows: 1,
                columns: *columns,
                role: *role,
                text: (*text).to_owned(),
                cell: None,
            });
            column += columns;
        }
        self.rows += 1;
    }

    fn table(self) -> TableBlock {
        TableBlock {
            name: "报审单".to_owned(),
            heading: Vec::new(),
            columns: vec![1.0; usize::from(COLUMNS)],
            rows: self.rows,
            head_rows: 0,
            boxes: self.boxes,
            foot: Vec::new(),
        }
    }
}

const HEAD: BoxRole = BoxRole::Head;
const MIDDLE: BoxRole = BoxRole::Unit;
const TEXT: BoxRole = BoxRole::Label { indent: 0, strong: false };

/// Whose report it is, for which year, and how the checks count.
fn facts(rows: &mut Rows, draft: &Draft, verdicts: &[Verdict], findings: &[Finding]) {
    let year = format!("{}年", draft.year());
    let form = draft.form();
    let due = draft.due().map(|(day, _)| long_date(day)).unwrap_or_else(|| "——".to_owned());
    let edition = format!("{}版式（{}）", form.edition, form.document);
    rows.add(&[
        (2, HEAD, "填报单位"),
        (5, TEXT, draft.field(Field::Agency).trim()),
        (2, HEAD, "报告年度"),
        (3, MIDDLE, &year),
    ]);
    rows.add(&[
        (2, HEAD, "统计口径"),
        (1, MIDDLE, draft.scope().name()),
        (1, HEAD, "版式"),
        (3, TEXT, &edition),
        (2, HEAD, "报送截止"),
        (3, MIDDLE, &due),
    ]);
    let counts = check::summary(draft, verdicts);
    let blanks = check::blanks(draft).len();
    let words = match findings.len() {
        0 => "正文未发现需核对之处".to_owned(),
        found => format!("正文有 {found} 处需核对"),
    };
    let fails = match (counts.fails, blanks) {
        (0, 0) => "强制审核全部符合；".to_owned(),
        // What is not filled in cannot hold.
        (0, _) => "强制审核未发现不符；".to_owned(),
        (fails, _) => format!("强制审核不符 {fails} 处，"),
    };
    let filled = match blanks {
        0 => "统计表已填齐".to_owned(),
        blanks => format!("统计表有 {blanks} 项未填"),
    };
    let told = format!(
        "{fails}待核实 {} 处，已说明 {} 处，提示 {} 处；{filled}；{words}。",
        counts.queries, counts.explained, counts.hints,
    );
    rows.add(&[(2, HEAD, "审核结果"), (10, TEXT, &told)]);
}

/// What fails or has to be explained, with its reason.
fn problems(rows: &mut Rows, draft: &Draft, verdicts: &[Verdict], named: usize) {
    let problems: Vec<(Standing, &Verdict)> = check::problems(draft, verdicts)
        .into_iter()
        .filter(|(standing, _)| *standing != Standing::Hint)
        .collect();
    if problems.is_empty() {
        rows.add(&[(12, MIDDLE, "没有不符和需要说明的审核项")]);
        return;
    }
    rows.add(&[(2, HEAD, "结论"), (6, HEAD, "审核发现"), (4, HEAD, "核实说明")]);
    for (standing, verdict) in problems.iter().take(named) {
        let what = format!("{}：{}", check::place(draft, verdict), check::title(draft, verdict));
        let formula = check::formula(draft, verdict);
        let formula = if formula.is_empty() { String::new() } else { format!("（{formula}）") };
        let what = clipped(&format!("{what}{formula}"));
        let reason = verdict.reason_name(draft.form()).and_then(|name| draft.reason_named(&name));
        let (role, reason) = match (standing, reason) {
            (Standing::Explained, Some(reason)) => (TEXT, clipped(reason.text.trim())),
            // Its values have changed since it was given.
            (_, Some(reason)) => (TEXT, clipped(&format!("（数据已变，原说明：{}）", reason.text.trim()))),
            (_, None) => (MIDDLE, "——".to_owned()),
        };
        rows.add(&[(2, MIDDLE, standing.name()), (6, TEXT, &what), (4, role, &reason)]);
    }
    more(rows, problems.len(), named, "审核发现");
}

/// 等 N 项 for what has no room.
fn more(rows: &mut Rows, all: usize, named: usize, what: &str) {
    if all > named {
        let told = match named {
            0 => format!("{what}共 {all} 项，详见底稿"),
            _ => format!("等 {all} 项{what}，其余详见底稿"),
        };
        rows.add(&[(12, MIDDLE, &told)]);
    }
}

/// A figure that changed much.
struct Change<'a> {
    cell: &'a Cell,
    last: Decimal,
    this: Decimal,
}

impl Change<'_> {
    /// How many times the smaller is the larger; zero counts as one.
    fn times(&self) -> Decimal {
        let (less, more) = (self.this.min(self.last), self.this.max(self.last));
        more.checked_div(less.max(Decimal::ONE)).unwrap_or(Decimal::MAX)
    }

    fn is_much(&self) -> bool {
        let change = (self.this - self.last).abs();
        change >= LEAST && self.times() >= MUCH
    }

    fn told(&self) -> String {
        let change = (self.this - self.last).normalize();
        let sign = if change > Decimal::ZERO { "+" } else { "" };
        match change.checked_div(self.last).and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED)) {
            Some(share) => format!("{sign}{change}（{sign}{}%）", share.round_dp(1).normalize()),
            None => format!("{sign}{change}"),
        }
    }
}

/// The figures that changed much against last year, largest change first.
fn changes(rows: &mut Rows, draft: &Draft, named: usize) {
    if !draft.knows_last_year() {
        rows.add(&[(12, MIDDLE, "没有上年数据，未与上年比较")]);
        return;
    }
    let form = draft.form();
    let known_last = form.ids().filter_map(|id| Some((id, draft.last_year(id)?.value.number()?)));
    let known_last: Vec<(CellId, Decimal)> = known_last.collect();
    let both = known_last.iter().filter_map(|(id, last)| {
        Some(Change { cell: form.cell(*id), last: *last, this: draft.number(*id)? })
    });
    let (mut changes, steady): (Vec<Change<'_>>, Vec<Change<'_>>) = both.partition(Change::is_much);
    changes.sort_by_key(|change| std::cmp::Reverse(change.times()));
    if changes.is_empty() {
        let told = match known_last.len() - steady.len() {
            0 => "各项指标与上年相比没有大的变化".to_owned(),
            // A blank is no change, and no steadiness either.
            blank if steady.is_empty() => format!("上年有数的 {blank} 项，本年还没有填，未与上年比较"),
            blank => format!("已填的与上年相比没有大的变化；上年有数的另有 {blank} 项，本年还没有填"),
        };
        rows.add(&[(12, MIDDLE, &told)]);
        return;
    }
    rows.add(&[
        (6, HEAD, "与上年相比变化较大的指标"),
        (2, HEAD, "上年"),
        (2, HEAD, "本年"),
        (2, HEAD, "增减"),
    ]);
    for change in changes.iter().take(named) {
        let unit =
            if change.cell.unit.is_empty() { String::new() } else { format!("（{}）", change.cell.unit) };
        rows.add(&[
            (6, TEXT, &format!("{}{unit}", change.cell.name)),
            (2, MIDDLE, &change.last.normalize().to_string()),
            (2, MIDDLE, &change.this.normalize().to_string()),
            (2, MIDDLE, &change.told()),
        ]);
    }
    more(rows, changes.len(), named, "指标变化较大");
}

/// Three signatures with room for an opinion, the name by hand and the day. Names that the draft has are
/// printed above.
fn signatures(rows: &mut Rows, draft: &Draft) {
    let signers = [Field::Preparer, Field::Reviewer, Field::Head];
    let heads = signers.map(|field| match draft.field(field).trim() {
        "" => field.name().to_owned(),
        name => format!("{}（{name}）", field.name()),
    });
    let [first, second, third] = &heads;
    rows.add(&[(4, HEAD, first), (4, HEAD, second), (4, HEAD, third)]);
    let room = "意见：\n\n\n\n签名：\n\n日期：　　　年　　月　　日";
    rows.add(&[(4, TEXT, room), (4, TEXT, room), (4, TEXT, room)]);
}

fn clipped(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match line.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or(&line)),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Edit, Entry, Reason};
    use crate::form::{CellKey, Year, editions};

    /// Every figure its own number, last year's ten times as much: as much to tell as there can be.
    fn full(edition: &str) -> Draft {
        let mut draft = Draft::new(editions::named(edition).unwrap(), 2018, "金塘镇人民政府");
        let form = draft.form().clone();
        for (year, times) in [(Year::This, 1_u64), (Year::Last, 10)] {
            let typed = |index: usize| (index as u64 * 7 + 3) * times;
            let cells = form.cells.iter().enumerate();
            let entries = cells
                .map(|(index, cell)| (cell.key.clone(), Entry::typed(&typed(index).to_string(), cell.kind)));
            draft.apply(Edit::Entries { year, entries: entries.collect() }).unwrap();
        }
        draft
    }

    fn texts(document: &Document) -> String {
        let table = document.blocks.iter().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let boxes = table.iter().flat_map(|table| &table.boxes);
        boxes.map(|one| one.text.replace('\n', " ")).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn the_sheet_is_one_page_however_much_there_is_to_tell() {
        let fonts = FontBook::bundled(None).unwrap();
        for edition in ["2014", "2019", "2021"] {
            for draft in [full(edition), Draft::new(editions::named(edition).unwrap(), 2018, "")] {
                let document = review(&draft, &[], &fonts);
                assert_eq!(lay_out(&document, &fonts).pages.len(), 1, "{edition}");
            }
            let told = texts(&review(&full(edition), &[], &fonts));
            assert!(told.contains("其余详见底稿"), "{told}");
        }
    }

    #[test]
    fn the_sheet_tells_findings_with_their_reasons_and_the_largest_changes_first() {
        let fonts = FontBook::bundled(None).unwrap();
        let mut draft = Draft::new(editions::named("2014").unwrap(), 2018, "金塘镇人民政府");
        let mut set = |year, figures: &[(&str, &str)]| {
            let form = draft.form().clone();
            let entry = |(key, typed): &(&str, &str)| {
                (CellKey::from(*key), Entry::typed(typed, form.cell(form.find(key).unwrap()).kind))
            };
            draft.apply(Edit::Entries { year, entries: figures.iter().map(entry).collect() }).unwrap();
        };
        set(Year::This, &[("工作人员数", "3"), ("专职人员数", "1"), ("兼职人员数", "1")]);
        set(
            Year::This,
            &[("收到申请数", "20"), ("申请答复数", "30"), ("网站公开数", "900"), ("公报公开数", "0")],
        );
        set(
            Year::Last,
            &[("收到申请数", "21"), ("网站公开数", "300"), ("公报公开数", "40"), ("工作人员数", "2")],
        );
        let relation = draft.form().relations.iter().find(|relation| relation.name == "14-18").unwrap();
        let reason = Reason { text: "含上年结转".to_owned(), values: draft.values_of(relation) };
        draft.apply(Edit::Reason("14-18".to_owned(), Some(reason))).unwrap();

        let told = texts(&review(&draft, &[], &fonts));
        for expected in [
            "填报单位|金塘镇人民政府|报告年度|2018年|",
            "强制审核不符 1 处，",
            "|不符|工作人员数：",
            "|已说明|申请答复数：",
            "|含上年结转|",
            "|公报公开数（条）|40|0|-40（-100%）|网站公开数（条）|300|900|+600（+200%）|填报人|",
        ] {
            assert!(told.contains(expected), "{expected} in\n{told}");
        }
        assert!(!told.contains("收到申请数（件）|21|20"), "{told}");
    }

    #[test]
    fn a_draft_without_last_year_says_so() {
        let fonts = FontBook::bundled(None).unwrap();
        let draft = Draft::new(editions::named("2021").unwrap(), 2021, "金塘镇");
        let told = texts(&review(&draft, &[], &fonts));
        assert!(told.contains("没有上年数据，未与上年比较"), "{told}");
        assert!(told.contains("未填"), "{told}");
    }

    /// A form that nobody had filled in was 全部符合, and 没有大的变化 against last year.
    #[test]
    fn what_is_not_filled_in_neither_holds_nor_is_steady() {
        let fonts = FontBook::bundled(None).unwrap();
        let mut draft = Draft::new(editions::named("2014").unwrap(), 2018, "金塘镇");
        let mut set = |year, key: &str, typed: &str| {
            let kind = crate::form::Kind::Count;
            draft
                .apply(Edit::Entries { year, entries: vec![(key.into(), Entry::typed(typed, kind))] })
                .unwrap();
            texts(&review(&draft, &[], &fonts))
        };
        set(Year::Last, "收到申请数", "21");
        let told = set(Year::Last, "举报投诉数量", "3");
        assert!(told.contains("|强制审核未发现不符；待核实 0 处"), "{told}");
        assert!(told.contains("|上年有数的 2 项，本年还没有填，未与上年比较|"), "{told}");
        let told = set(Year::This, "收到申请数", "20");
        assert!(told.contains("没有大的变化；上年有数的另有 1 项，本年还没有填|"), "{told}");
        let told = set(Year::This, "举报投诉数量", "3");
        assert!(told.contains("|各项指标与上年相比没有大的变化|"), "{told}");
    }
}
