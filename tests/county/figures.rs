//! Two years of a unit of the county, consistent with each other and with the rules of the 2021 form.

use std::collections::BTreeMap;

/// Figures by key, as a clerk would type them.
pub type Figures = BTreeMap<String, String>;

/// Who applies, without the total.
const APPLICANTS: [&str; 6] = ["自然人", "商业企业", "科研机构", "公益组织", "法律服务机构", "其他组织"];
/// How often an application of a hundred ends so.
const RESULTS: [(&str, u64); 11] = [
    ("予以公开", 46),
    ("部分公开", 8),
    ("第三方权益", 3),
    ("内部事务信息", 2),
    ("过程性信息", 4),
    ("行政查询事项", 2),
    ("不掌握", 20),
    ("需另行制作", 3),
    ("信访举报投诉", 7),
    ("逾期不补正", 2),
    ("其他处理", 3),
];
/// Results that this county had none of.
const NEVER: [&str; 10] = [
    "国家秘密",
    "法律禁止",
    "三安全一稳定",
    "行政执法案卷",
    "补正后不明确",
    "重复申请",
    "公开出版物",
    "大量反复申请",
    "重新出具",
    "逾期未缴费",
];
/// 复议 and 诉讼 by the group of their cells.
const CASES: [&str; 3] = ["行政复议", "直接起诉", "复议后起诉"];

/// Numbers that look drawn and are the same in every run (xorshift).
pub struct Dice(u64);

impl Dice {
    /// Of a unit.
    pub fn of(unit: usize) -> Self {
        let mut dice = Self((unit as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        (0..4).for_each(|_| _ = dice.below(2));
        dice
    }

    /// A number from 0 to one less than this.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end.max(1)
    }

    /// Within a fifth of a number: no year is five times another.
    fn near(&mut self, number: u64) -> u64 {
        number * (80 + self.below(41)) / 100
    }
}

/// What a unit is like in every year.
struct Usual {
    applications: u64,
    permits: u64,
    penalties: u64,
    /// In 分 of a 万元.
    charges: u64,
}

/// What a year hands on to the next.
#[derive(Clone, Copy, Default)]
struct HandedOn {
    applications: [u64; 6],
    effective: u64,
    pending: [u64; 3],
}

/// Last year's and this year's figures of a unit; a township has few permits and charges.
pub fn two_years(unit: usize, is_township: bool) -> (Figures, Figures) {
    let dice = &mut Dice::of(unit);
    let usual = match is_township {
        true => Usual { applications: 4 + dice.below(12), permits: dice.below(60), penalties: 0, charges: 0 },
        false => Usual {
            applications: 10 + dice.below(50),
            permits: 300 + dice.below(4000),
            penalties: 150 + dice.below(900),
            charges: dice.below(60_000),
        },
    };
    let start = HandedOn {
        applications: [dice.below(3), dice.below(2), 0, 0, 0, 0],
        effective: 30 + dice.below(90),
        pending: [dice.below(2), dice.below(2), 0],
    };
    let (last, handed_on) = year(dice, &usual, start);
    let (this, _) = year(dice, &usual, handed_on);
    (last, this)
}

/// Figures that a unit may truly have in two years running: nothing is handed on, nothing made or abolished.
pub fn steady_year(unit: usize) -> Figures {
    let dice = &mut Dice::of(unit);
    let usual = Usual { applications: 24, permits: 840, penalties: 210, charges: 12_350 };
    let (mut figures, handed_on) = year(dice, &usual, HandedOn { effective: 40, ..HandedOn::default() });
    for (who, pending) in APPLICANTS.iter().zip(handed_on.applications) {
        set(&mut figures, &format!("申请.上年结转.{who}"), pending);
        let new = number(&figures, &format!("申请.新收.{who}")) - pending;
        set(&mut figures, &format!("申请.新收.{who}"), new);
    }
    total_rows(&mut figures);
    for key in ["制发", "废止"] {
        set(&mut figures, &format!("规范性文件.{key}"), 0);
    }
    figures
}

fn year(dice: &mut Dice, usual: &Usual, before: HandedOn) -> (Figures, HandedOn) {
    let mut figures = Figures::new();
    let mut handed_on = HandedOn::default();
    for key in ["制发", "废止", "现行有效"] {
        set(&mut figures, &format!("规章.{key}"), 0);
    }
    let (made, abolished) = (dice.below(7), dice.below(4));
    handed_on.effective = before.effective + made - abolished;
    set(&mut figures, "规范性文件.制发", made);
    set(&mut figures, "规范性文件.废止", abolished);
    set(&mut figures, "规范性文件.现行有效", handed_on.effective);
    set(&mut figures, "行政许可.处理决定", dice.near(usual.permits));
    set(&mut figures, "行政处罚.处理决定", dice.near(usual.penalties));
    set(&mut figures, "行政强制.处理决定", dice.below(usual.penalties.min(60)));
    let charges = dice.near(usual.charges);
    figures.insert("行政事业性收费.收费金额".into(), format!("{}.{:02}", charges / 100, charges % 100));

    for (at, who) in APPLICANTS.iter().enumerate() {
        let new = match at {
            0 => dice.near(usual.applications),
            1 => dice.below(usual.applications / 6 + 1),
            _ => dice.below(2),
        };
        let all = new + before.applications[at];
        let open = dice.below(all.min(2) + 1);
        handed_on.applications[at] = open;
        set(&mut figures, &format!("申请.新收.{who}"), new);
        set(&mut figures, &format!("申请.上年结转.{who}"), before.applications[at]);
        set(&mut figures, &format!("申请.办理总计.{who}"), all - open);
        set(&mut figures, &format!("申请.结转下年.{who}"), open);
        RESULTS.map(|(result, _)| result).iter().chain(&NEVER).for_each(|result| {
            set(&mut figures, &format!("申请.{result}.{who}"), 0);
        });
        for _ in 0..all - open {
            let result = result(dice.below(100));
            let key = format!("申请.{result}.{who}");
            let more = number(&figures, &key) + 1;
            set(&mut figures, &key, more);
        }
    }
    total_rows(&mut figures);

    for (at, case) in CASES.iter().enumerate() {
        let pending = dice.below(2);
        let (upheld, corrected, other) =
            (before.pending[at] + dice.below(2), dice.below(4) / 3, dice.below(2));
        handed_on.pending[at] = pending;
        let parts = [("维持", upheld), ("纠正", corrected), ("其他结果", other), ("未审结", pending)];
        for (key, value) in parts {
            set(&mut figures, &format!("{case}.{key}"), value);
        }
        set(&mut figures, &format!("{case}.总计"), parts.iter().map(|(_, value)| value).sum());
    }
    for fact in ["收费通知件数", "收费通知金额", "实际收取金额"] {
        set(&mut figures, fact, 0);
    }
    (figures, handed_on)
}

fn result(mut drawn: u64) -> &'static str {
    for (result, of_a_hundred) in RESULTS {
        match drawn.checked_sub(of_a_hundred) {
            None => return result,
            Some(rest) => drawn = rest,
        }
    }
    RESULTS[0].0
}

/// 总计 of every row of applications.
fn total_rows(figures: &mut Figures) {
    let rows = ["新收", "上年结转", "办理总计", "结转下年"];
    for row in RESULTS.map(|(result, _)| result).iter().chain(&NEVER).chain(&rows) {
        let all = APPLICANTS.iter().map(|who| number(figures, &format!("申请.{row}.{who}"))).sum();
        set(figures, &format!("申请.{row}.总计"), all);
    }
}

pub fn set(figures: &mut Figures, key: &str, number: u64) {
    figures.insert(key.to_owned(), number.to_string());
}

pub fn number(figures: &Figures, key: &str) -> u64 {
    figures[key].parse().unwrap()
}
