//! A text of any length is audited in a time that grows with it: taking the square of it, this test would run for hours,
//! and so would the window of whoever opens such a draft.

use super::{draft, findings, said, set_text};

#[test]
fn what_is_repeated_without_end_is_looked_through_once() {
    let pieces =
        ["（1", "2025年", "1月1日至", "收到申请75656＋", "《", "1,", "a1", "共3件，其中", "“", "0", "\n一、"];
    for piece in pieces {
        for edition in ["2014", "2021"] {
            let mut draft = draft(edition);
            set_text(&mut draft, "引言", &piece.repeat(20_000 / piece.len()));
            findings(&draft);
        }
    }
}

#[test]
fn sums_of_numbers_beyond_all_counting_are_left_alone() {
    let most = "79228162514264337593543950335";
    let nearly = "7922816251426433759354395033";
    for text in [
        format!("公开信息100条（{most}＋{most}）。"),
        format!("公开信息100条（{nearly}＋{most}＋{most}）。"),
        format!("收到申请{most}件，其中自然人{most}件，商业企业{most}件。"),
    ] {
        for edition in ["2014", "2021"] {
            let mut draft = draft(edition);
            set_text(&mut draft, "引言", &text);
            assert_eq!(said(&findings(&draft), "TX-06"), [""; 0], "{text}");
        }
    }
}
