//! Words that came back changed, section by section.

use nianbao::import::revised::{Answer, Answers};

use crate::retouch::{Word, paragraph};
use crate::{SECTION, check, draft, exported, printed, revision, taken, told};
use nianbao::export::Extent;

#[test]
fn words_changed_without_a_trace_are_found() {
    check(|word| word.replace("召开专题会议4次", "召开专题会议5次"), &["主动公开 4→5"]);
    check(
        |word| word.replace("坚持问题导向，逐条", "坚持问题导向和目标导向，逐条"),
        &["主动公开 →和目标导向"],
    );
    check(|word| word.replace("，举办培训班3期", ""), &["主动公开 ，举办培训班3期→"]);
}

#[test]
fn tracked_changes_say_who_and_when() {
    let draft = draft();
    let mut word = Word::open(&exported(&draft, Extent::Report));
    word.tracked("本镇召开专题会议", "本镇召开专题工作会议");
    word.tracked("，逐条自查", "");
    let revision = revision(&draft, &word.bytes());
    assert_eq!(told(&revision), ["主动公开 →工作", "主动公开 ，逐条自查→"]);
    for change in revision.changes() {
        let by = change.by.as_ref().expect("an author");
        assert_eq!((by.name.as_str(), by.when.as_str()), ("周明远", "2019-01-18 09:30"), "{:?}", change.key);
    }
    assert!(revision.notes.iter().any(|note| note.contains("修订")), "{:?}", revision.notes);
}

#[test]
fn paragraphs_put_in_and_taken_out_belong_to_their_section() {
    check(
        |word| {
            let second = word.paragraph("工作中坚持");
            word.replace(
                &second,
                &(paragraph("还要加强培训。") + &second + &paragraph("以上各项均已落实。")),
            );
        },
        &["主动公开 →还要加强培训。\n", "主动公开 →\n以上各项均已落实。"],
    );
    check(
        |word| {
            let second = word.paragraph("工作中坚持");
            word.replace(&second, "");
        },
        &["主动公开 \n工作中坚持问题导向，逐条自查。→"],
    );
}

/// Bookmarks do not survive everything; headings and likeness do as well.
#[test]
fn a_section_is_found_without_its_bookmark() {
    check(
        |word| {
            word.text = word.text.replace("Nianbao_", "x");
            let second = word.paragraph("工作中坚持");
            word.replace(&second, &(second.clone() + &paragraph("以上各项均已落实。")));
            word.replace("召开专题会议4次", "召开会议6次");
        },
        &["主动公开 专题→", "主动公开 4→6", "主动公开 →\n以上各项均已落实。"],
    );
}

#[test]
fn fixed_words_are_listed_and_go_nowhere() {
    check(
        |word| word.replace("二、依申请公开和不予公开情况", "二、依申请公开情况"),
        &["!小标题 二、依申请公开和不予公开情况→二、依申请公开情况"],
    );
    check(|word| word.replace("2019年1月16日", "2019年1月28日"), &["!落款 2019年1月16日→2019年1月28日"]);
}

#[test]
fn what_is_taken_is_what_came_back() {
    let draft = draft();
    let mut word = Word::open(&exported(&draft, Extent::Report));
    word.replace("召开专题会议4次", "召开会议5次");
    let second = word.paragraph("工作中坚持");
    word.replace(&second, &(paragraph("还要加强培训。") + &second.replace("，逐条自查", "")));
    let found = revision(&draft, &word.bytes());
    let after = taken(&draft, &found);
    let expected = "2018年，本镇召开会议5次，举办培训班3期。全年收到申请215件，其中网络申请68件。\n还要加强培训。\n工作中坚持问题导向。";
    assert_eq!(printed(&after, SECTION), expected);
    assert_eq!(after.text(SECTION).expect("a text").figures().count(), 2, "figures stay live");
    assert_eq!(told(&revision(&after, &word.bytes())), [""; 0], "nothing is left to ask");
}

#[test]
fn one_change_is_taken_and_another_refused() {
    let draft = draft();
    let mut word = Word::open(&exported(&draft, Extent::Report));
    word.replace("专题会议4次", "专题会议5次");
    word.replace("培训班3期", "培训班9期");
    let revision = revision(&draft, &word.bytes());
    let mut answers = Answers::default();
    let changes: Vec<_> = revision.changes().map(|change| change.key.clone()).collect();
    answers.answer(changes[0].clone(), Answer::Refused);
    answers.answer(changes[1].clone(), Answer::Taken);
    let tally = revision.tally(None, &answers);
    assert_eq!((tally.open, tally.taken, tally.refused), (0, 1, 1));
    let edit = revision.edit(&draft, "修改稿.docx", &answers).expect("an edit");
    assert_eq!(edit.title(draft.form()), "收回修改稿");
    let mut after = draft.clone();
    let undo = after.apply(edit).expect("an edit");
    assert!(printed(&after, SECTION).starts_with("2018年，本镇召开专题会议4次，举办培训班9期。"));
    after.apply(undo).expect("an undo");
    assert_eq!(printed(&after, SECTION), printed(&draft, SECTION));
    assert_eq!(revision.edit(&draft, "修改稿.docx", &Answers::default()), None, "nothing was said yet");
}

#[test]
fn remarks_beside_the_text_are_shown_with_their_section() {
    let draft = draft();
    let mut word = Word::open(&exported(&draft, Extent::Report));
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    word.with(
        "comments",
        &format!(
            "<w:comments {space}><w:comment w:id=\"3\" w:author=\"陈堃\" w:date=\"2019-01-18T10:00:00Z\">{}</w:comment></w:comments>",
            paragraph("会议次数请核实")
        ),
    );
    let second = word.paragraph("工作中坚持");
    let marked = second.replace("</w:p>", "<w:r><w:commentReference w:id=\"3\"/></w:r></w:p>");
    word.replace(&second, &marked);
    let revision = revision(&draft, &word.bytes());
    assert!(revision.is_empty(), "{:?}", told(&revision));
    let [remark] = &revision.remarks[..] else { panic!("one remark: {:?}", revision.remarks) };
    assert_eq!(
        (remark.section.as_str(), remark.by.name.as_str(), remark.text.as_str()),
        (SECTION, "陈堃", "会议次数请核实")
    );
}
