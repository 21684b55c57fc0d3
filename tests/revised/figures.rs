//! Figures that came back as others: asked one by one, live ones kept where their number is the same.

use nianbao::draft::Value;
use nianbao::export::Extent;
use nianbao::import::revised::{Answers, FigureAnswer};

use crate::retouch::Word;
use crate::{SECTION, check, draft, exported, printed, revision, told};

/// The content control of a cell in a table, or in the text, with its number.
fn control(key: &str, number: &str) -> String {
    let word = Word::open(&exported(&draft(), Extent::Report));
    let tag = format!("<w:tag w:val=\"{key}\"/>");
    let at = word.text.rfind(&tag).expect("a control");
    let end = at + word.text[at..].find("</w:sdt>").expect("its end");
    let found = &word.text[at..end];
    assert!(found.contains(number), "{found}");
    found.to_owned()
}

#[test]
fn a_figure_of_a_table_is_asked() {
    let of_table = control("信函申请数", "145");
    check(|word| word.replace(&of_table, &of_table.replace("145", "146")), &["?信函申请数 145→146"]);
    check(|word| word.replace(&of_table, &of_table.replace("145", "1,45.0")), &["?信函申请数 145→1,45.0"]);
    check(|word| word.replace(&of_table, &of_table.replace("145", "１４５")), &[]);
    check(|word| word.replace(&of_table, &of_table.replace("145", "")), &["?信函申请数 145→"]);
}

#[test]
fn a_blank_that_was_filled_in_is_asked() {
    let draft = draft();
    let mut word = Word::open(&exported(&draft, Extent::Report));
    // The box behind the label of a cell that holds nothing.
    let label = draft.form().cell(draft.form().find("传真申请数").expect("a cell")).label();
    let at = word.text.rfind(label).expect("a label");
    let mut end = at;
    for _ in 0..2 {
        end += word.text[end..].find("</w:tc>").expect("a cell") + 1;
    }
    let last = end + word.text[end..].find("</w:p></w:tc>").expect("a paragraph");
    word.text.insert_str(last, "<w:r><w:t>7</w:t></w:r>");
    let revision = revision(&draft, &word.bytes());
    assert_eq!(told(&revision), ["?传真申请数 →7"]);
    assert_eq!(revision.figures[0].value, Some(Value::Number(7.into())));
    assert!(revision.figures[0].in_table.contains("行"), "{:?}", revision.figures[0]);
}

/// The words around a live figure change, its number does not: it stays live.
#[test]
fn a_live_figure_with_the_same_number_stays_live() {
    let draft = draft();
    let mut word = Word::open(&exported(&draft, Extent::Report));
    word.replace("全年收到申请", "全年共收到群众申请");
    let found = revision(&draft, &word.bytes());
    assert_eq!(told(&found), ["主动公开 →共", "主动公开 →群众"]);
    let after = crate::taken(&draft, &found);
    assert_eq!(after.text(SECTION).expect("a text").figures().count(), 2);
}

#[test]
fn a_live_figure_with_another_number_is_a_question() {
    let draft = draft();
    let text = |word: &Word| word.text.find("<w:tag w:val=\"网络申请数\"/>").expect("a control in the text");
    let change = |word: &mut Word| {
        let at = text(word);
        let number = at + word.text[at..].find("68").expect("its number");
        word.text.replace_range(number..number + 2, "69");
    };
    let mut word = Word::open(&exported(&draft, Extent::Report));
    change(&mut word);
    let found = revision(&draft, &word.bytes());
    assert_eq!(told(&found), ["主动公开 [网络申请数 68→69]", "?网络申请数 68→69"]);
    let question = &found.figures[0];
    assert_eq!(question.answers(), [FigureAnswer::Cell, FigureAnswer::Words, FigureAnswer::Refused]);
    let after = |answer| {
        let mut answers = Answers::default();
        answers.answer_figure(question, answer);
        let mut after = draft.clone();
        if let Some(edit) = found.edit(&draft, "修改稿.docx", &answers) {
            after.apply(edit).expect("an edit");
        }
        let value = after.shown(after.form().find("网络申请数").expect("a cell"));
        let live = after.text(SECTION).expect("a text").figures().count();
        (value.expect("a value"), printed(&after, SECTION).contains("网络申请69件"), live)
    };
    assert_eq!(after(FigureAnswer::Cell), ("69".to_owned(), true, 2));
    assert_eq!(after(FigureAnswer::Words), ("68".to_owned(), true, 1));
    assert_eq!(after(FigureAnswer::Refused), ("68".to_owned(), false, 2));
    assert_eq!(after(FigureAnswer::Open), ("68".to_owned(), false, 2));
}

/// WPS drops content controls at times: the number in its place is the figure.
#[test]
fn a_live_figure_is_known_without_its_control() {
    check(
        |word| {
            for name in ["w:tag", "w:alias"] {
                word.text = word.text.replace(&format!("<{name} w:val"), "<w:other w:val");
            }
            let at = word.text.find("件，其中网络申请").expect("words");
            let number = word.text[..at].rfind("215").expect("a number");
            word.text.replace_range(number..number + 3, "216");
        },
        &["主动公开 [收到申请数 215→216]", "?收到申请数 215→216"],
    );
}

/// Table and text say the same new number: one question.
#[test]
fn a_figure_of_table_and_text_is_asked_once() {
    check(
        |word| word.text = word.text.replace(">215<", ">216<"),
        &["主动公开 [收到申请数 215→216]", "依申请公开 [收到申请数 215→216]", "?收到申请数 215→216"],
    );
}

#[test]
fn a_live_figure_in_another_dress_stays_live() {
    let mut draft = draft();
    crate::composed::set(&mut draft, "收到申请数", "1215");
    let mut word = Word::open(&exported(&draft, Extent::Report));
    let at = word.text.find("件，其中网络申请").expect("words");
    let number = word.text[..at].rfind("1215").expect("a number");
    word.text.replace_range(number..number + 4, "1,215");
    let found = revision(&draft, &word.bytes());
    assert_eq!(told(&found), ["主动公开 1215→1,215"]);
    let after = crate::taken(&draft, &found);
    assert!(printed(&after, SECTION).contains("1,215件"));
    assert_eq!(after.text(SECTION).expect("a text").figures().count(), 2);
}

#[test]
fn labels_and_rows_that_changed_are_listed() {
    check(|word| word.replace("4.信函申请数", "4.书信申请数"), &["!表格“统计表” 4.信函申请数→4.书信申请数"]);
    let draft = draft();
    let mut word = Word::open(&exported(&draft, Extent::Report));
    let at = word.text.find("4.信函申请数").expect("a label");
    let start = word.text[..at].rfind("<w:tr>").expect("a row");
    let end = at + word.text[at..].find("</w:tr>").expect("its end") + "</w:tr>".len();
    let row = word.text[start..end].to_owned();
    let other = row.replace("4.信函申请数", "5.其他方式").replace("145", "9");
    word.text.replace_range(start..end, &(row.replace("145", "146") + &other));
    let revision = revision(&draft, &word.bytes());
    assert_eq!(told(&revision), ["?信函申请数 145→146", "!表格“统计表” →5.其他方式　件　9"]);
}
