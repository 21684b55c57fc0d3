//! What a whole document went through is undone and told.

use super::check;

/// UTF-8 that was taken for GBK and saved so.
fn damaged(text: &str) -> String {
    // The bytes of 政府信息公开 and of 年度报告 in pairs, as GBK has them.
    let table = [("政府信息", "鏀垮簻淇℃伅"), ("年度", "骞村害"), ("申请", "鐢宠"), ("收到", "鏀跺埌")];
    table.iter().fold(text.to_owned(), |text, (plain, damaged)| text.replace(plain, damaged))
}

#[test]
fn a_document_in_the_wrong_encoding_is_read_in_the_right_one() {
    let source = check(
        "a.txt",
        damaged("政府信息年度\n2018\n收到政府信息"),
        &["1: 政府信息年度", "2: 2018", "3: 收到政府信息"],
    );
    assert_eq!(source.notes, ["原文是乱码（UTF-8 被当作 GBK 保存），已恢复"]);
}

#[test]
fn pinyin_and_traditional_characters_go_together() {
    let source = check(
        "a.txt",
        "本報(bào)告(gào)由(yóu)概述等部分組(zǔ)成。\n全年共收到申請(qǐng)215件(jiàn)，辦結(jié)68件。",
        &["1: 本报告由概述等部分组成。", "2: 全年共收到申请215件，办结68件。"],
    );
    assert_eq!(source.notes, ["去掉了 7 处夹在文字里的拼音", "原文是繁体字，已转为简体"]);
}

#[test]
fn a_name_in_old_characters_is_kept_in_a_new_text() {
    let text = "金塘镇镇长陳某在总结全年工作时指出，收到政府信息公开申请二百一十五件，均已按时办结，群众表示满意和认可。";
    let source = check("a.txt", text, &[&format!("1: {text}")]);
    assert!(source.notes.is_empty());
}

#[test]
fn a_line_that_shows_nothing_is_a_gap() {
    check("a.txt", "收到申请数\n\u{200B}\u{FEFF}\n\n215", &["1: 收到申请数", "4+2: 215"]);
}
