//! What the sentences of a report say of the form's cells. A figure is claimed only where sentence, unit and
//! context name one cell; all else is a doubt for a person.

use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::book::{Book, Manner, Topic};
use super::clauses::{Clause, Sentence, sentences};
use super::phrase::Fillers;
use super::phrases;
use super::plain::Plain;
use super::quantity::quantities;
use super::reading::Reading;
use super::words::{short_names, with_own_name};
use crate::form::{CellId, Form};

/// What a text says of cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The cells, mostly one; of several the number holds for each.
    pub cells: Vec<CellId>,
    /// Cells whose sum it may be instead; empty where the words mean `cells` alone.
    pub or_sum: Vec<CellId>,
    /// The value, in the cells' own unit.
    pub value: Decimal,
    /// Bytes of the text: the digits, or the clause that says it without digits.
    pub range: Range<usize>,
    /// Why a person has to decide; `None` where it is certain.
    pub doubt: Option<Doubt>,
    /// Whether the sentence speaks of all agencies of a place (全市).
    pub is_wide: bool,
    /// Whether the clause says that it is the whole of the year (全年共…).
    pub is_whole: bool,
}

/// Why a number of a sentence needs a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// 余, 约, 多, 近, 万.
    Rounded,
    /// 累计.
    Cumulative,
    /// A half year, another year.
    OtherPeriod,
    /// One number for several cells.
    SeveralCells,
    /// 受理: new ones only, or those left from last year too.
    OrSum,
    /// The sentence says more than the cell's name, or less.
    MoreWords,
}

impl Doubt {
    /// The reason, as a clerk reads it.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Rounded => "是约数",
            Self::Cumulative => "是累计数，可能不止本年度",
            Self::OtherPeriod => "可能是其他时期的数",
            Self::SeveralCells => "一个数对应几项指标，没有分列",
            Self::OrSum => "可能包括上年结转的，不一定只是这项指标",
            Self::MoreWords => "句子里另有限定，不一定是这项指标",
        }
    }
}

/// Reads the sentences of reports on one form.
#[derive(Debug, Clone)]
pub struct Claims {
    pub(super) form: Arc<Form>,
    pub(super) book: Arc<Book>,
    pub(super) fillers: Fillers,
    /// What the agency is called in full.
    pub(super) names: Vec<String>,
    pub(super) year: Option<u16>,
}

impl Claims {
    /// For reports of that year by an agency that calls itself so (本局, its name).
    pub fn new(form: &Arc<Form>, year: Option<u16>, agency: &[&str]) -> Self {
        Self::by(&Arc::new(Book::of(form)), form, year, agency)
    }

    /// The same with a book of the form at hand.
    pub(super) fn by(book: &Arc<Book>, form: &Arc<Form>, year: Option<u16>, agency: &[&str]) -> Self {
        let mut own: Vec<String> = agency.iter().map(|name| name.trim().to_owned()).collect();
        if let Some(year) = year {
            own.extend(
                ["年", "年度", "年底", "年末", "年1月1日至12月31日", "年12月31日", "年全年", "年以来"]
                    .iter()
                    .map(|word| format!("{year}{word}")),
            );
            own.extend([format!("{year}年1月1日至{year}年12月31日"), format!("{year}年1月至12月")]);
        }
        own.extend(agency.iter().flat_map(|name| short_names(name)));
        let names = agency.iter().map(|name| name.trim().to_owned()).collect();
        let fillers = Fillers::new(own.iter().map(String::as_str));
        Self { form: form.clone(), book: book.clone(), fillers, names, year }
    }

    /// What a cell is about.
    pub fn topic(&self, cell: CellId) -> Topic {
        self.book.topic(cell)
    }

    /// The cells that words without a number name: 网络申请. Empty where they name none for certain.
    pub fn named(&self, words: &str) -> Vec<CellId> {
        let laid = self.fillers.over(words);
        let sayings = self.book.for_text(words).into_iter();
        let fitting = sayings
            .filter(|saying| saying.manner == Manner::Say && saying.phrase.is_all_without_number(&laid));
        fitting
            .max_by_key(|saying| saying.phrase.length)
            .map(|saying| saying.cells.clone())
            .unwrap_or_default()
    }

    /// Whether words say nothing but the year, the agency and the like.
    pub fn is_empty_phrase(&self, words: &str) -> bool {
        self.fillers.skip(words).is_empty()
    }

    /// Words without the fillers that they begin with.
    pub fn without_fillers<'a>(&self, words: &'a str) -> &'a str {
        self.fillers.skip(words)
    }

    /// The totals that a cell is a part of, by the form's sums.
    pub fn totals_of(&self, cell: CellId) -> &[CellId] {
        self.book.totals.get(&cell).map_or(&[], Vec::as_slice)
    }

    /// What a paragraph says of cells, in its order.
    pub fn read(&self, text: &str) -> Vec<Claim> {
        let plain = Plain::new(text);
        let sentences = sentences(&plain.text, &quantities(&plain.text));
        self.read_sentences(&sentences, &plain, text)
    }

    /// The same where the text has been cut into sentences already; their ranges are of the plain text.
    pub(super) fn read_sentences(&self, sentences: &[Sentence], plain: &Plain, text: &str) -> Vec<Claim> {
        let mut reading = Reading::new(self);
        for sentence in sentences {
            let words = plain.text.get(sentence.range.clone()).unwrap_or("");
            reading.begin(phrases::WIDE_SCOPE.is_in(words));
            let clauses: Vec<Clause> =
                sentence.clauses.iter().map(|clause| self.in_own_terms(clause.clone())).collect();
            reading.sentence(&clauses);
        }
        let mut claims = reading.claims;
        for claim in &mut claims {
            claim.range = plain.original(&claim.range, text);
        }
        claims
    }

    /// A clause in the words of the form: 结转到2019年办理, where that is the next year, is 结转到下年度办理.
    fn in_own_terms(&self, clause: Clause) -> Clause {
        let mut clause = with_own_name(clause, &self.names);
        if let Some(next) = self.year.and_then(|year| year.checked_add(1))
            && clause.words.contains(['转', '延'])
        {
            for turned in ["转到", "转至", "转入", "延至"] {
                for year in [format!("{turned}{next}年度"), format!("{turned}{next}年")] {
                    clause.words = clause.words.replace(&year, &format!("{turned}下年度"));
                }
            }
        }
        clause
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;

    /// What sentences say: `收到申请数=215`, with `?` where a person has to decide.
    fn check_of(edition: &str, text: &str, expected: &[&str]) {
        let form = editions::named(edition).unwrap();
        let reader = Claims::new(&form, Some(2018), &["金塘镇", "本镇"]);
        let found: Vec<String> = reader
            .read(text)
            .iter()
            .flat_map(|claim| {
                let mark = if claim.doubt.is_some() { "?" } else { "" };
                claim.cells.iter().map(move |cell| (mark, *cell, claim.value))
            })
            .map(|(mark, cell, value)| format!("{}={}{mark}", form.cell(cell).key, value.normalize()))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    fn check(text: &str, expected: &[&str]) {
        check_of("2014", text, expected);
    }

    #[test]
    fn a_sentence_that_names_a_cell_states_it() {
        check(
            "2018年，本镇共收到政府信息公开申请215件，其中信函申请145件、网络申请68件。",
            &["收到申请数=215", "信函申请数=145", "网络申请数=68"],
        );
        check("全年共收到4件信息公开申请", &["收到申请数=4"]);
        check(
            "我镇在政府网站上共公开285条信息，在微信公众平台公开116条信息。",
            &["网站公开数=285", "微信公开数=116"],
        );
        check("2018年度共主动公开政府信息339条", &["主动公开政府信息数=339"]);
        check("召开新闻发布会90场次", &["新闻发布会次数=90"]);
        check("举办培训班两期，培训120人次", &["培训班数=2", "接受培训人数=120"]);
        check("通过网站、公告栏等渠道主动公开政府信息641条", &["主动公开政府信息数=641"]);
        check("通过报刊、电视等其他方式公开信息1986条", &["其他方式公开数=1986"]);
        check("行政复议方面，全年发生1件", &["行政复议数量=1"]);
        check("答复办结申请1件", &["申请办结数=1", "申请答复数=1"]);
        check("全年收取费用380元", &["收取费用=0.038"]);
    }

    #[test]
    fn nothing_is_zero_where_it_is_said() {
        check("本年度未收到政府信息公开申请。", &["收到申请数=0"]);
        check("没有发生因政府信息公开引起的行政复议、行政诉讼。", &["行政复议数量=0", "行政诉讼数量=0"]);
        check("未发生有关政府信息公开的行政复议、诉讼和申诉案件", &["行政复议数量=0", "行政诉讼数量=0"]);
        check("行政复议、行政诉讼均为0件", &["行政复议数量=0", "行政诉讼数量=0"]);
        check("行政复议：无", &["行政复议数量=0"]);
        check("没有向申请人收取任何费用", &["收取费用=0"]);
        check("依申请公开收费为0", &["收取费用=0"]);
        check("有的信息未公开，有的申请未办结", &[]);
    }

    #[test]
    fn all_and_each_take_the_number_said_before() {
        check("共收到申请2件，均按时办结", &["收到申请数=2", "申请办结数=2", "按时办结数=2"]);
        check("收到的25件申请已全部办结，答复率100%", &["申请办结数=25", "申请答复数=25"]);
        check("行政诉讼1件，属于其他情形", &["行政诉讼数量=1", "诉讼其他数=1"]);
        check("行政复议1件，维持具体行政行为", &["行政复议数量=1", "复议维持数=1"]);
        check("受理申请1件，信函申请", &["收到申请数=1", "信函申请数=1"]);
        check("当面、网络、信函申请分别为7件、9件、10件", &["当面申请数=7", "网络申请数=9", "信函申请数=10"]);
        check("行政复议、行政诉讼各1件", &["行政复议数量=1", "行政诉讼数量=1"]);
        check(
            "行政复议13件，其中维持2件、纠错9件、其他情形2件；行政诉讼1件，其他情形1件",
            &[
                "行政复议数量=13",
                "复议维持数=2",
                "复议纠错数=9",
                "复议其他数=2",
                "行政诉讼数量=1",
                "诉讼其他数=1",
            ],
        );
        check("复议案件7件，诉讼案件9件，均获维持", &["行政复议数量=7", "行政诉讼数量=9", "诉讼维持数=9?"]);
    }

    #[test]
    fn what_is_not_sure_is_asked() {
        check("公开信息1000余条", &["主动公开政府信息数=1000?"]);
        check("系统开通以来累计主动公开政府信息657条", &["主动公开政府信息数=657?"]);
        check("2017年收到申请3件", &["收到申请数=3?"]);
        check("微博、微信公开政府信息696条", &["微博公开数=696?", "微信公开数=696?"]);
        check("专门配备了1名工作人员", &["工作人员数=1?"]);
        check("受理转办件1874件，办结1869件", &["申请办结数=1869?"]);
        check("门户网站主动发布的动态信息达到1041条", &["网站公开数=1041?"]);
    }

    #[test]
    fn what_names_no_cell_is_left() {
        check("其中概况信息8条，占16%", &[]);
        check("完成了18966条历史数据迁移", &[]);
        check("电话85251818，邮编310016", &[]);
        check("全年接听咨询电话3000余起，投诉电话0个", &[]);
        check("在15个工作日内答复，比上年增加5件", &[]);
    }

    #[test]
    fn later_editions_are_read_too() {
        check_of(
            "2021",
            "全年收到政府信息公开申请34件，上年结转政府信息公开申请2件",
            &["申请.新收.总计=34", "申请.上年结转.总计=2"],
        );
        check_of("2021", "全年受理政府信息公开申请62件", &["申请.新收.总计=62?"]);
        check_of(
            "2021",
            "结转到2019年办理7件，2018年以来现行有效规章8件",
            &["申请.结转下年.总计=7", "规章.现行有效=8"],
        );
        check_of(
            "2021",
            "发生行政复议0件，行政诉讼0件",
            &["行政复议.总计=0", "直接起诉.总计=0", "复议后起诉.总计=0"],
        );
    }
}
