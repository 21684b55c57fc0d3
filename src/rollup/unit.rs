//! One line of the list: a unit and the file that it sent, or did not send.

use std::sync::Arc;

use super::Found;
use crate::draft::Scope;
use crate::error::Error;

/// A unit with a file of its, or without one. A unit that sent several has a line for each.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its name: as the roster has it, otherwise as the file has it; empty where neither says.
    pub name: String,
    /// Its place in the roster, from 0; `None` where it is not on it.
    pub expected: Option<usize>,
    /// The file as it is named below the folder; empty where none came.
    pub file: String,
    /// Which report of the file it is, from 0.
    pub number: usize,
    /// How it stands.
    pub state: State,
    /// What the file holds; `None` where there is none or it could not be read.
    pub found: Option<Arc<Found>>,
}

/// How a unit stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is in, and no 强制 check fails.
    In,
    /// It is in and counted, but so many 强制 checks fail.
    Failing(u32),
    /// A document of which so many figures wait for a person's decision.
    Open(u32),
    /// The form came without a single figure.
    Blank,
    /// Nothing came.
    Missing,
    /// Other files hold the same unit's figures too; none is counted until one is chosen.
    Twice(Vec<String>),
    /// The file holds another year's figures; `None`: it does not say which.
    WrongYear(Option<u16>),
    /// The file is in another edition.
    WrongEdition(String),
    /// The file could not be read.
    Unreadable(Error),
    /// The agency is not on the roster; perhaps this one is meant.
    NotExpected(Option<String>),
    /// Its figures are in the 汇总 of that unit, which is here too.
    Within(String),
    /// Perhaps its figures are in the 汇总 of that unit: one of its name is, with other figures, or each of two 汇总 is
    /// said to be in the other.
    Unclear(String),
    /// Another file of the unit was chosen.
    SetAside(String),
    /// A document from which that draft was imported.
    Replaced(String),
    /// The 汇总 of the collecting agency itself, made before.
    Result,
}

/// A state without its particulars, to count and to filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StateKind {
    /// [`State::In`]
    In,
    /// [`State::Failing`]
    Failing,
    /// [`State::Open`]
    Open,
    /// [`State::Blank`]
    Blank,
    /// [`State::Missing`]
    Missing,
    /// [`State::Twice`]
    Twice,
    /// [`State::WrongYear`]
    WrongYear,
    /// [`State::WrongEdition`]
    WrongEdition,
    /// [`State::Unreadable`]
    Unreadable,
    /// [`State::NotExpected`]
    NotExpected,
    /// [`State::Within`]
    Within,
    /// [`State::Unclear`]
    Unclear,
    /// [`State::SetAside`]
    SetAside,
    /// [`State::Replaced`]
    Replaced,
    /// [`State::Result`]
    Result,
}

impl StateKind {
    /// All of them, in the order of the filters.
    pub const ALL: [Self; 15] = [
        Self::In,
        Self::Failing,
        Self::Open,
        Self::Blank,
        Self::Missing,
        Self::Twice,
        Self::WrongYear,
        Self::WrongEdition,
        Self::Unreadable,
        Self::NotExpected,
        Self::Unclear,
        Self::Within,
        Self::SetAside,
        Self::Replaced,
        Self::Result,
    ];

    /// The Chinese word of the list.
    pub fn name(self) -> &'static str {
        match self {
            Self::In => "已报",
            Self::Failing => "审核不符",
            Self::Open => "待确认",
            Self::Blank => "空表",
            Self::Missing => "未报",
            Self::Twice => "重复报送",
            Self::WrongYear => "年度不符",
            Self::WrongEdition => "版式不符",
            Self::Unreadable => "读不出",
            Self::NotExpected => "不在名册",
            Self::Within => "已含在上级汇总",
            Self::Unclear => "可能重复计算",
            Self::SetAside => "未选用",
            Self::Replaced => "已转为底稿",
            Self::Result => "本级汇总稿",
        }
    }

    /// The one action that helps, as its button says; empty where nothing is to be done.
    pub fn action(self) -> &'static str {
        match self {
            Self::In => "打开",
            Self::Failing | Self::Blank => "退回补正",
            Self::Open => "逐项确认",
            Self::Missing => "催报",
            Self::Twice | Self::SetAside | Self::Unclear => "选用这一份",
            Self::WrongYear | Self::WrongEdition | Self::Unreadable => "请重新报送",
            Self::NotExpected => "指明单位",
            Self::Within | Self::Replaced | Self::Result => "",
        }
    }

    /// Whether its figures are in the sums.
    pub fn is_counted(self) -> bool {
        matches!(self, Self::In | Self::Failing)
    }

    /// Whether figures that the sums should have are still to come.
    pub fn is_wanted(self) -> bool {
        match self {
            Self::Open
            | Self::Blank
            | Self::Missing
            | Self::Twice
            | Self::WrongYear
            | Self::WrongEdition
            | Self::Unreadable
            | Self::Unclear => true,
            Self::In
            | Self::Failing
            | Self::NotExpected
            | Self::Within
            | Self::SetAside
            | Self::Replaced
            | Self::Result => false,
        }
    }

    /// Whether someone has to do something.
    pub fn needs_someone(self) -> bool {
        !matches!(self, Self::In | Self::Within | Self::SetAside | Self::Replaced | Self::Result)
    }
}

impl State {
    /// Without its particulars.
    pub fn kind(&self) -> StateKind {
        match self {
            Self::In => StateKind::In,
            Self::Failing(_) => StateKind::Failing,
            Self::Open(_) => StateKind::Open,
            Self::Blank => StateKind::Blank,
            Self::Missing => StateKind::Missing,
            Self::Twice(_) => StateKind::Twice,
            Self::WrongYear(_) => StateKind::WrongYear,
            Self::WrongEdition(_) => StateKind::WrongEdition,
            Self::Unreadable(_) => StateKind::Unreadable,
            Self::NotExpected(_) => StateKind::NotExpected,
            Self::Within(_) => StateKind::Within,
            Self::Unclear(_) => StateKind::Unclear,
            Self::SetAside(_) => StateKind::SetAside,
            Self::Replaced(_) => StateKind::Replaced,
            Self::Result => StateKind::Result,
        }
    }
}

impl Unit {
    /// Whether its figures are in the sums.
    pub fn is_counted(&self) -> bool {
        self.state.kind().is_counted()
    }

    /// Whose figures they are; 本级 where nothing came.
    pub fn scope(&self) -> Scope {
        self.found.as_ref().map_or(Scope::Own, |found| found.scope)
    }

    /// How many cells hold what is no number: they are in no sum, though the others are.
    pub fn texts(&self) -> usize {
        self.found.as_ref().map_or(0, |found| found.figures.texts())
    }

    /// The name of the line: the unit's, otherwise the file's.
    pub fn title(&self) -> &str {
        if self.name.is_empty() { &self.file } else { &self.name }
    }

    /// How it stands, in a sentence with the way out.
    pub fn sentence(&self) -> String {
        match &self.state {
            State::In => {
                let queries = match self.found.as_ref().map_or(0, |found| found.queries) {
                    0 => String::new(),
                    queries => format!("，待核实 {queries} 处"),
                };
                match self.texts() {
                    0 => format!("已报，审核没有不符{queries}"),
                    texts => format!("已报，审核没有不符{queries}；有 {texts} 项读不成数字，没有计入汇总"),
                }
            }
            State::Failing(fails) => match self.texts() {
                0 => format!("审核不符 {fails} 处，数字已计入汇总，请退回单位补正"),
                texts => format!(
                    "审核不符 {fails} 处，请退回单位补正；有 {texts} 项读不成数字，没有计入汇总，其余已计入"
                ),
            },
            State::Open(open) => {
                format!("有 {open} 个数字待人确认，确认前不计入汇总；请打开，逐项确认后存为底稿")
            }
            State::Blank => "表里一个数也没有填，请退回单位填报；没有发生的要填 0".to_owned(),
            State::Missing => "还没有报来，请催报".to_owned(),
            State::Twice(others) => {
                format!("另有 {} 也是这个单位的，选定一份之前都不计入汇总", others.join("、"))
            }
            State::WrongYear(Some(year)) => format!("报来的是 {year} 年度的，请单位重新报送"),
            State::WrongYear(None) => "文中没有写明年度，请单位写明后重新报送".to_owned(),
            State::WrongEdition(edition) => {
                format!("报来的是 {edition} 版式的，请单位按本年度的版式重新报送")
            }
            State::Unreadable(error) => {
                // The line names the file already.
                Error { subject: String::new(), ..error.clone() }.to_string()
            }
            State::NotExpected(Some(near)) => format!("名册里没有这个单位，是否为“{near}”？"),
            State::NotExpected(None) if self.name.is_empty() => {
                "文中没有写明单位，请指明是哪个单位的".to_owned()
            }
            State::NotExpected(None) => "名册里没有这个单位，请补入名册或指明是哪个单位的".to_owned(),
            State::Within(unit) => format!("数字已含在“{unit}”的汇总数里，不再重复计算"),
            State::Unclear(unit) => format!(
                "“{unit}”的汇总里可能已有这份数字，先不计入汇总；没有的请选用这一份，或者在名册里写明上级"
            ),
            State::SetAside(file) => format!("已选用 {file}，这一份不计入汇总"),
            State::Replaced(file) => format!("已转为底稿 {file}，以底稿为准"),
            State::Result => "这是本单位以前的汇总稿，不计入汇总".to_owned(),
        }
    }
}
