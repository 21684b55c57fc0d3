//! A made-up county: sixty units that report on 2025 in three formats, and ten faults planted among them. Names and
//! figures are invented; the same county comes out of every run.

mod figures;

use std::collections::BTreeMap;

use nianbao::draft::{self, Draft, Edit, Entry};
use nianbao::export::{Extent, Format, Order};
use nianbao::form::{CellKey, Field, Year, editions};
use nianbao::report::templates;
use nianbao::typeset::FontBook;

use figures::{Figures, number, set};

/// The report year.
pub const YEAR: u16 = 2025;
/// Who collects.
pub const COLLECTOR: &str = "临云县人民政府";

/// Departments: 临云县…局.
const DEPARTMENTS: [&str; 38] = [
    "发展和改革局",
    "教育局",
    "科学技术局",
    "工业和信息化局",
    "民族宗教事务局",
    "公安局",
    "民政局",
    "司法局",
    "财政局",
    "人力资源和社会保障局",
    "自然资源和规划局",
    "生态环境局",
    "住房和城乡建设局",
    "城市管理局",
    "交通运输局",
    "水利局",
    "农业农村局",
    "林业局",
    "商务局",
    "文化和旅游局",
    "卫生健康局",
    "退役军人事务局",
    "应急管理局",
    "审计局",
    "市场监督管理局",
    "统计局",
    "医疗保障局",
    "信访局",
    "乡村振兴局",
    "数据局",
    "体育局",
    "粮食和物资储备局",
    "金融工作局",
    "机关事务管理局",
    "行政审批局",
    "投资促进局",
    "档案局",
    "地方志办公室",
];
/// Townships: 临云县…人民政府.
const TOWNSHIPS: [&str; 22] = [
    "东河镇",
    "西岭镇",
    "南坪镇",
    "北塘镇",
    "白石镇",
    "青杨镇",
    "龙湾镇",
    "桃源镇",
    "石桥镇",
    "双溪镇",
    "金沙镇",
    "云台镇",
    "柳林镇",
    "清泉镇",
    "大坝镇",
    "长滩乡",
    "高岗乡",
    "平安乡",
    "新场乡",
    "竹园乡",
    "松坡乡",
    "古渡乡",
];

/// What is wrong with what a unit sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Planted {
    /// It sent nothing.
    Missing,
    /// A draft and a Word file with other figures.
    Twice,
    /// Last year's report.
    WrongYear,
    /// The form before this one.
    WrongEdition,
    /// A workbook that was cut off on its way.
    Unreadable,
    /// The total of a row is one more than its parts.
    FailingSum,
    /// A row left blank where it had nothing.
    BlankForZero,
    /// A zero too many.
    TenfoldJump,
    /// Every figure is last year's.
    LastYearsFigures,
    /// A text without tables, whose figures are rough.
    OpenQuestions,
}

/// Which unit has which fault, by its place: drafts stand at multiples of three, then Word files, then workbooks.
const PLANTED: [(usize, Planted); 10] = [
    (4, Planted::Missing),
    (6, Planted::Twice),
    (10, Planted::WrongYear),
    (12, Planted::WrongEdition),
    (17, Planted::Unreadable),
    (22, Planted::FailingSum),
    (29, Planted::BlankForZero),
    (33, Planted::TenfoldJump),
    (45, Planted::LastYearsFigures),
    (52, Planted::OpenQuestions),
];

/// A file that a unit sent.
pub struct Sent {
    pub file: String,
    pub bytes: Vec<u8>,
}

/// What lies on the collecting office's table.
pub struct County {
    /// The roster as a CSV file.
    pub roster: String,
    /// In the order of the roster.
    pub units: Vec<String>,
    pub sent: Vec<Sent>,
    pub planted: BTreeMap<String, Planted>,
    /// What the units that count are to add up to, cell by cell of the tables.
    pub sums: BTreeMap<String, rust_decimal::Decimal>,
}

impl County {
    pub fn new() -> Self {
        let departments = DEPARTMENTS.map(|name| (format!("临云县{name}"), false));
        let townships = TOWNSHIPS.map(|name| (format!("临云县{name}人民政府"), true));
        let units: Vec<(String, bool)> = departments.into_iter().chain(townships).collect();
        let mut county = Self {
            roster: "单位名称,别名,上级,级别,联系人,电话\r\n".to_owned(),
            units: units.iter().map(|(name, _)| name.clone()).collect(),
            sent: Vec::new(),
            planted: BTreeMap::new(),
            sums: BTreeMap::new(),
        };
        let fonts = FontBook::bundled(None).unwrap();
        for (at, (name, is_township)) in units.iter().enumerate() {
            let level = if *is_township { "乡镇" } else { "县级" };
            county.roster += &format!("{name},,{COLLECTOR},{level},填报员{},0000-{at:07}\r\n", at + 1);
            let planted = PLANTED.iter().find(|(place, _)| *place == at).map(|(_, planted)| *planted);
            county.planted.extend(planted.map(|planted| (name.clone(), planted)));
            county.send(at, name, *is_township, planted, &fonts);
        }
        county
    }

    fn send(&mut self, at: usize, name: &str, is_township: bool, planted: Option<Planted>, fonts: &FontBook) {
        let (mut last, mut this) = figures::two_years(at, is_township);
        match planted {
            Some(Planted::FailingSum) => {
                let total = number(&this, "行政复议.总计") + 1;
                set(&mut this, "行政复议.总计", total);
            }
            Some(Planted::BlankForZero) => {
                this.retain(|key, _| !key.starts_with("申请.国家秘密.") || key.ends_with("总计"));
            }
            Some(Planted::TenfoldJump) => {
                let permits = format!("{}0", last["行政许可.处理决定"]);
                this.insert("行政许可.处理决定".to_owned(), permits);
            }
            Some(Planted::LastYearsFigures) => {
                this = figures::steady_year(at);
                last = this.clone();
            }
            _ => {}
        }
        let draft = |edition: &str, year: u16, figures: &Figures, last: Option<&Figures>| {
            let mut draft = filled(edition, year, name, is_township, figures);
            if let Some(last) = last {
                draft.apply(entries(&draft, Year::Last, last)).unwrap();
            }
            draft
        };
        let mut put = |file: String, bytes: Vec<u8>| self.sent.push(Sent { file, bytes });
        let saved = |draft: &Draft| draft::write(draft).unwrap().into_bytes();
        match planted {
            Some(Planted::Missing) => {}
            Some(Planted::Twice) => {
                put(format!("{name}.nianbao"), saved(&draft("2021", YEAR, &this, Some(&last))));
                let permits = number(&this, "行政许可.处理决定") + 7;
                set(&mut this, "行政许可.处理决定", permits);
                let again = draft("2021", YEAR, &this, None);
                put(format!("{name}（修改）.docx"), exported(&again, Format::Docx, fonts));
            }
            Some(Planted::WrongYear) => {
                put(
                    format!("{name}.docx"),
                    exported(&draft("2021", YEAR - 1, &last, None), Format::Docx, fonts),
                );
            }
            Some(Planted::WrongEdition) => {
                put(format!("{name}.nianbao"), saved(&draft("2019", YEAR, &this, None)));
            }
            Some(Planted::Unreadable) => {
                let mut bytes = exported(&draft("2021", YEAR, &this, None), Format::Xlsx, fonts);
                bytes.truncate(bytes.len() * 2 / 3);
                put(format!("{name}.xlsx"), bytes);
            }
            Some(Planted::OpenQuestions) => put(format!("{name}.txt"), rough(name).into_bytes()),
            _ => {
                match at % 3 {
                    0 => put(format!("{name}.nianbao"), saved(&draft("2021", YEAR, &this, Some(&last)))),
                    1 => put(
                        format!("年报/{name}.docx"),
                        exported(&draft("2021", YEAR, &this, None), Format::Docx, fonts),
                    ),
                    _ => put(
                        format!("年报/{name}.xlsx"),
                        exported(&draft("2021", YEAR, &this, None), Format::Xlsx, fonts),
                    ),
                }
                for (key, typed) in &this {
                    *self.sums.entry(key.clone()).or_default() +=
                        typed.parse::<rust_decimal::Decimal>().unwrap();
                }
            }
        }
    }
}

/// A draft of that edition; what the edition has no cell for is left out.
fn filled(edition: &str, year: u16, name: &str, is_township: bool, figures: &Figures) -> Draft {
    let mut draft = Draft::new(editions::named(edition).unwrap(), year, name);
    let (kind, level, short) = match is_township {
        true => ("人民政府", "乡镇", "本镇"),
        false => ("政府部门", "县级", "本局"),
    };
    let fields = [
        (Field::ShortName, short),
        (Field::AgencyKind, kind),
        (Field::AgencyLevel, level),
        (Field::Phone, "0000-8800000"),
        (Field::IssuedOn, "2026-01-20"),
    ];
    for (field, text) in fields {
        draft.apply(Edit::Field(field, text.to_owned())).unwrap();
    }
    draft.apply(entries(&draft, Year::This, figures)).unwrap();
    draft
}

fn entries(draft: &Draft, year: Year, figures: &Figures) -> Edit {
    let form = draft.form();
    let entry = |(key, typed): (&String, &String)| {
        let cell = form.cell(form.find(key)?);
        Some((CellKey::from(key.as_str()), Entry::typed(typed, cell.kind)))
    };
    Edit::Entries { year, entries: figures.iter().filter_map(entry).collect() }
}

fn exported(draft: &Draft, format: Format, fonts: &FontBook) -> Vec<u8> {
    let template = templates::for_form(draft.form()).unwrap();
    let order = Order { draft, template, fonts, extent: Extent::Report };
    order.export(format).unwrap().files.remove(0).bytes
}

/// A report in prose alone, by someone who did not count.
fn rough(name: &str) -> String {
    format!(
        "{name}{YEAR}年政府信息公开工作年度报告\n\n\
         本报告由{name}编制，所列数据的统计期限为{YEAR}年1月1日至12月31日。\n\n\
         一、总体情况\n\n\
         {YEAR}年，我单位收到政府信息公开申请约30件，申请人以自然人为主，大多按期答复。\n\n\
         全年制发行政规范性文件近10件，均在网站上公开。因政府信息公开被申请行政复议2件左右。\n\n\
         二、存在的主要问题及改进情况\n\n\
         对公众关心的事项回应还不够及时，下一步将加强学习，改进工作。\n"
    )
}
