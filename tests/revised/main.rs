//! A report that comes back from Word: changed there with and without tracked changes, it says just these changes;
//! what is taken is one step, and the draft says then what the file says.

#[path = "../composed/mod.rs"]
#[expect(dead_code, reason = "not all that is composed is needed here")]
mod composed;
mod retouch;

mod figures;
mod hostile;
mod untouched;
mod words;

use nianbao::draft::{Draft, Edit, Piece, SectionText};
use nianbao::export::{Extent, Format, Order};
use nianbao::form::Field;
use nianbao::import::revised::{Answer, Answers, Returned, Revision, Stretch};
use nianbao::report::templates;
use nianbao::typeset::FontBook;
use retouch::Word;

/// A section of the template of 2014 that the tests write themselves.
pub const SECTION: &str = "主动公开";

/// A draft of 金塘镇 with a text of its own in one section.
pub fn draft() -> Draft {
    let mut draft = composed::draft(
        "2014",
        &[("收到申请数", "215"), ("当面申请数", "2"), ("网络申请数", "68"), ("信函申请数", "145")],
    );
    for (field, text) in [(Field::IssuedOn, "2019-01-16"), (Field::ShortName, "本镇")] {
        composed::set_field(&mut draft, field, text);
    }
    let text = SectionText::new([
        Piece::Words("2018年，本镇召开专题会议4次，举办培训班3期。全年收到申请".to_owned()),
        Piece::figure("收到申请数"),
        Piece::Words("件，其中网络申请".to_owned()),
        Piece::figure("网络申请数"),
        Piece::Words("件。\n工作中坚持问题导向，逐条自查。".to_owned()),
    ]);
    draft.apply(Edit::Text(SECTION.to_owned(), Some(text))).expect("a text");
    draft
}

/// The draft as a Word file.
pub fn exported(draft: &Draft, extent: Extent) -> Vec<u8> {
    let fonts = FontBook::bundled(None).expect("the bundled fonts");
    let template = templates::for_form(draft.form()).expect("its template");
    let order = Order { draft, template, fonts: &fonts, extent };
    order.export(Format::Docx).expect("a Word file").files.pop().expect("one file").bytes
}

/// What came back, held against the draft.
pub fn revision(draft: &Draft, bytes: &[u8]) -> Revision {
    let returned = Returned::read(bytes).expect("a Word file");
    let template = templates::for_form(draft.form()).expect("its template");
    Revision::of(&returned, draft, template).expect("a revision")
}

/// What differs in a revision, a line each: `主动公开 old→new`, `?cell old→new`, `!place old→new`.
pub fn told(revision: &Revision) -> Vec<String> {
    let mut told = Vec::new();
    for section in &revision.sections {
        told.extend(section.stretches.iter().filter_map(|stretch| match stretch {
            Stretch::Same(_) => None,
            Stretch::Words(change) => Some(format!("{} {}→{}", section.name, change.key.old, change.key.new)),
            Stretch::Figure { question, old, new } => {
                Some(format!("{} [{} {old}→{new}]", section.name, revision.figures[*question].cell))
            }
        }));
    }
    let figures = revision.figures.iter();
    told.extend(figures.map(|question| format!("?{} {}→{}", question.cell, question.old, question.new)));
    let fixed = revision.fixed.iter();
    told.extend(fixed.map(|change| format!("!{} {}→{}", change.place.name(), change.old, change.new)));
    told
}

/// Changes the Word file of the draft, and says what the revision tells.
pub fn check(change: impl Fn(&mut Word), expected: &[&str]) {
    let draft = draft();
    let mut word = Word::open(&exported(&draft, Extent::Report));
    change(&mut word);
    assert_eq!(told(&revision(&draft, &word.bytes())), expected);
}

/// The draft after all words that came back were taken.
pub fn taken(draft: &Draft, revision: &Revision) -> Draft {
    let mut answers = Answers::default();
    revision.answer_all(None, Answer::Taken, &mut answers);
    let mut after = draft.clone();
    after.apply(revision.edit(draft, "修改稿.docx", &answers).expect("something is taken")).expect("an edit");
    after
}

/// A section's text as the report prints it.
pub fn printed(draft: &Draft, section: &str) -> String {
    let text = draft.text(section).expect("a text of its own");
    text.shown(|figure| draft.printed(figure).expect("a figure")).0
}
