//! What a report offers a draft, what of it is taken, and that nothing else changes.

use nianbao::draft::{self, Draft, Edit, Editing, Entry, Origin, Scope, SectionText, Value};
use nianbao::form::{CellKey, Field, Kind, Year, editions};
use nianbao::import::{
    Block, By, Choice, Choices, Doubt, Effect, Figure, Found, Item, Offer, Place, Question, Report, Source,
    Spot, Table,
};

/// Where the figure of that number stands.
fn spot(number: usize) -> Spot {
    Spot { block: 0, cell: Some(number), range: 0..3 }
}

fn source() -> Source {
    let cells = (0..9).map(|row| nianbao::import::Cell::single(row, 2, "215")).collect();
    Source { blocks: vec![Block::Table(Table { cells, ..Table::default() })], notes: Vec::new() }
}

/// A report of 白泉镇 with these figures; an empty one is blank.
fn report(edition: &str, year: u16, figures: &[(&str, &str)]) -> Report {
    let form = editions::named(edition).expect("the edition");
    let figures = figures.iter().enumerate().map(|(number, (key, text))| {
        let cell = form.find(key).expect("the key");
        Figure { cell, value: Value::read(text, form.cell(cell).kind), spot: spot(number), by: By::Table }
    });
    Report {
        figures: figures.collect(),
        year: Some(year),
        agency: "白泉镇".to_owned(),
        scope: Scope::Own,
        questions: Vec::new(),
        asides: Vec::new(),
        fields: Vec::new(),
        sections: Vec::new(),
        blocks: 0..1,
        form,
    }
}

fn asked(report: &mut Report, key: &str, value: &str, number: usize) {
    let cell = report.form.find(key).expect("the key");
    let value = Value::read(value, Kind::Count).expect("a figure");
    report.questions.push(Question {
        cell,
        value,
        spot: spot(number),
        why: Doubt::Sentence(nianbao::prose::Doubt::Rounded),
    });
}

/// A draft of 白泉镇 with these figures.
fn draft(edition: &str, year: u16, figures: &[(&str, &str)]) -> Draft {
    let form = editions::named(edition).expect("the edition");
    let mut draft = Draft::new(form, year, "白泉镇");
    for (key, text) in figures {
        draft.apply(Edit::entry(CellKey::from(*key), Entry::typed(text, Kind::Count))).expect("the key");
    }
    draft
}

const SECTIONS: [&str; 2] = ["主动公开", "依申请公开"];

fn offer(report: &Report, draft: &Draft, choices: &Choices) -> Offer {
    let year = Offer::year_for(report, draft);
    Offer::new(report, Some((draft, year)), &SECTIONS.map(str::to_owned), choices)
}

fn item<'a>(offer: &'a Offer, key: &str, number: usize) -> &'a Item {
    let place = Place::Cell(CellKey::from(key));
    let found = offer.items.iter().find(|item| item.place == place && item.number == number);
    found.expect("the item")
}

/// The draft with what is taken.
fn taken(mut draft: Draft, offer: &Offer) -> Draft {
    let edit = offer.edit("去年报告.docx", &source()).expect("something is taken");
    draft.apply(edit).expect("it applies");
    draft
}

fn shown(draft: &Draft, year: Year, key: &str) -> String {
    let entry = draft.form().find(key).and_then(|cell| draft.entry_of(year, cell));
    entry.map(|entry| entry.value.to_string()).unwrap_or_default()
}

#[test]
fn what_is_blank_is_filled_and_what_is_there_stays() {
    let figures = [
        ("网站公开数", "120"),
        ("微博公开数", "7"),
        ("微信公开数", "300"),
        ("收到申请数", ""),
        ("当面申请数", ""),
    ];
    let report = report("2014", 2018, &figures);
    let draft = draft("2014", 2018, &[("微博公开数", "7"), ("微信公开数", "31"), ("收到申请数", "6")]);
    let offer = offer(&report, &draft, &Choices::new());
    let check = |key, effect, choice| {
        let item = item(&offer, key, 0);
        assert_eq!((item.effect(), item.choice), (effect, choice), "{key}");
    };
    check("网站公开数", Effect::Fills, Choice::Taken);
    check("微博公开数", Effect::Same, Choice::Left);
    check("微信公开数", Effect::Replaces, Choice::Left);
    check("收到申请数", Effect::Empties, Choice::Left);
    assert_eq!(offer.items.len(), 5, "blank here and there needs no word; the agency is the same");
    let counts = offer.counts();
    assert_eq!((counts.taken, counts.same, counts.kept, counts.open), (1, 2, 2, 0));
    let after = taken(draft, &offer);
    let values =
        ["网站公开数", "微博公开数", "微信公开数", "收到申请数"].map(|key| shown(&after, Year::This, key));
    assert_eq!(values, ["120", "7", "31", "6"]);
}

#[test]
fn an_imported_entry_knows_its_place_and_one_undo_takes_all_back() {
    let report = report("2014", 2018, &[("网站公开数", "120"), ("收到申请数", "6")]);
    let draft = draft("2014", 2018, &[("微博公开数", "7")]);
    let before = draft::write(&draft).expect("it can be written");
    let offer = offer(&report, &draft, &Choices::new());
    let mut editing = Editing::opened(draft);
    editing.apply_alone(offer.edit("去年报告.docx", &source()).expect("an edit")).expect("it applies");
    let cell = editing.draft().form().find("收到申请数").expect("the key");
    let place = "去年报告.docx 表 1 第 2 行第 3 列".to_owned();
    assert_eq!(
        editing.draft().entry(cell).map(|entry| entry.origin.clone()),
        Some(Origin::Imported { place })
    );
    assert_eq!(editing.undo_title(), Some("导入 去年报告.docx"));
    editing.undo();
    assert_eq!(draft::write(editing.draft()).expect("it can be written"), before);
}

#[test]
fn what_is_chosen_replaces_and_empties() {
    let report = report("2014", 2018, &[("微信公开数", "300"), ("收到申请数", "")]);
    let draft = draft("2014", 2018, &[("微信公开数", "31"), ("收到申请数", "6")]);
    let mut choices = Choices::new();
    let by_itself = offer(&report, &draft, &choices);
    assert_eq!(by_itself.edit("a", &source()), None, "nothing is taken by itself");
    for key in ["微信公开数", "收到申请数"] {
        by_itself.choose(&mut choices, item(&by_itself, key, 0), Choice::Taken);
    }
    let offer = offer(&report, &draft, &choices);
    let after = taken(draft, &offer);
    assert_eq!(["微信公开数", "收到申请数"].map(|key| shown(&after, Year::This, key)), ["300", ""]);
}

#[test]
fn a_cell_takes_one_thing_only() {
    let mut report = report("2014", 2018, &[("收到申请数", "215")]);
    asked(&mut report, "收到申请数", "210", 1);
    asked(&mut report, "收到申请数", "220", 2);
    let draft = draft("2014", 2018, &[]);
    let mut choices = Choices::new();
    let standing = |choices: &Choices| {
        let offer = offer(&report, &draft, choices);
        [0, 1, 2].map(|number| item(&offer, "收到申请数", number).choice)
    };
    use Choice::{Left, Open, Taken};
    assert_eq!(standing(&choices), [Taken, Open, Open]);
    let mut choose = |number, choice| {
        let offer = offer(&report, &draft, &choices);
        offer.choose(&mut choices, item(&offer, "收到申请数", number), choice);
        standing(&choices)
    };
    assert_eq!(choose(1, Taken), [Left, Taken, Left]);
    assert_eq!(choose(2, Taken), [Left, Left, Taken]);
    assert_eq!(choose(0, Taken), [Taken, Left, Left]);
    assert_eq!(choose(2, Open), [Taken, Left, Open]);
}

#[test]
fn a_part_is_left_and_taken_again_without_its_questions() {
    let mut report = report("2014", 2018, &[("网站公开数", "120"), ("收到申请数", "6"), ("当面申请数", "6")]);
    asked(&mut report, "传真申请数", "2", 4);
    let draft = draft("2014", 2018, &[]);
    let mut choices = Choices::new();
    let mut counts = |part: Option<&str>, choice| {
        offer(&report, &draft, &choices).choose_sure(&mut choices, part, choice);
        let counts = offer(&report, &draft, &choices).counts();
        (counts.taken, counts.left, counts.open)
    };
    assert_eq!(counts(Some("三、依申请公开情况"), Choice::Left), (1, 2, 1));
    assert_eq!(counts(Some("一、主动公开情况"), Choice::Left), (0, 3, 1));
    assert_eq!(counts(None, Choice::Taken), (3, 0, 1));
}

#[test]
fn last_years_figures_go_by_the_crosswalk_and_sums_need_all_their_parts() {
    let figures = [
        ("收到申请数", "6"),
        ("已主动公开答复数", "2"),
        ("同意公开答复数", "3"),
        ("涉及商业秘密数", "1"),
        ("涉及个人隐私数", ""),
        ("举报投诉数量", "4"),
    ];
    let report = report("2014", 2018, &figures);
    let draft = draft("2019", 2019, &[]);
    let offer = offer(&report, &draft, &Choices::new());
    assert_eq!(offer.year, Year::Last);
    let after = taken(draft, &offer);
    let values = ["申请.新收.总计", "申请.予以公开.总计", "申请.第三方权益.总计"];
    assert_eq!(values.map(|key| shown(&after, Year::Last, key)), ["6", "5", ""]);
    assert_eq!(shown(&after, Year::This, "申请.新收.总计"), "");
    let sum = after.form().find("申请.予以公开.总计").and_then(|cell| after.last_year(cell));
    let place = "去年报告.docx 表 1 第 2 行第 3 列、表 1 第 3 行第 3 列".to_owned();
    assert_eq!(sum.map(|entry| entry.origin.clone()), Some(Origin::Imported { place }));
    let homeless: Vec<&str> = offer.homeless.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(homeless, ["涉及商业秘密数", "举报投诉数量"]);
}

#[test]
fn texts_come_along_where_there_are_none() {
    let mut report = report("2014", 2018, &[]);
    let found =
        |what: &str| Found { what: what.to_owned(), text: format!("{what}情况良好。"), spot: spot(0) };
    report.sections = vec![found("主动公开"), found("依申请公开"), found("别的部分")];
    let texts =
        [(Field::Phone, "0580-8050000"), (Field::Postcode, "316000"), (Field::IssuedOn, "2019-01-16")];
    report.fields = texts.map(|(what, text)| Found { what, text: text.to_owned(), spot: spot(0) }).to_vec();
    let mut draft = draft("2014", 2018, &[]);
    draft.apply(Edit::Field(Field::Phone, "110".to_owned())).expect("a field");
    draft.apply(Edit::Text("主动公开".to_owned(), Some(SectionText::words("另有安排。")))).expect("a text");
    let this = offer(&report, &draft, &Choices::new());
    let after = taken(draft.clone(), &this);
    assert_eq!(
        [Field::Phone, Field::Postcode, Field::IssuedOn].map(|field| after.field(field)),
        ["110", "316000", "2019-01-16"]
    );
    let text = |section: &str| after.text(section).map(|text| text.shown(|_| String::new()).0);
    assert_eq!(text("主动公开").as_deref(), Some("另有安排。"));
    assert_eq!(text("依申请公开").as_deref(), Some("依申请公开情况良好。"));
    assert_eq!(this.homeless.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["别的部分"]);

    // As last year's: its days are not this year's, its texts are kept to be held against.
    report.year = Some(2017);
    let last = offer(&report, &draft, &Choices::new());
    let after = taken(draft, &last);
    assert_eq!([Field::Postcode, Field::IssuedOn].map(|field| after.field(field)), ["316000", ""]);
    assert_eq!(after.last_texts().get("主动公开").map(String::as_str), Some("主动公开情况良好。"));
    assert!(after.text("依申请公开").is_none());
}
