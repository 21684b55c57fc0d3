//! Characters that look like others, or like nothing.
//!
//! Digits and letters become half-width, `％` and `﹪` become `%`: figures are read so. Marks stay as they are, full-width
//! or not, since the text may go into the new report. `㈠` becomes `（一）`, `⑴` `（1）`, `⒈` `1.`; `①` stays, it has no other
//! form. A full-width blank becomes two.

use unicode_normalization::char::decompose_compatible;

/// Radicals of the supplement that Unicode does not map to characters; PDF fonts use them for the characters.
const RADICALS: &str = "⺁厂⺄乙⺆冂⺈刀⺊卜⺌小⺍小⺓幺⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歹⺟母⺠民⺡氵⺢水⺣灬⺤爪⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糸⺰纟⺳网⺴罒⺶羊⺷羊⺸羊⺺聿⺼月⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟食⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫齐⻬齐⻮齿⻯龙⻰龙⻱龟⻳龟";

/// Small and upright forms of marks, and what they are.
const MARKS: &str = "﹐，﹑、﹒.﹔；﹕：﹖？﹗！﹘—﹙（﹚）﹛｛﹜｝﹝〔﹞〕﹟#﹠&﹡*﹢+﹣-﹤<﹥>﹦=﹩$﹪%﹫@％%︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』︰：｡。､、｢「｣」";

/// Mends the characters of a text, and takes blanks from its ends.
pub(super) fn mend(text: &mut String) {
    if text.chars().any(is_odd) {
        *text = plain(text);
    }
    let trimmed = text.trim();
    if trimmed.len() < text.len() {
        *text = trimmed.to_owned();
    }
}

/// Whether a character is one that changes, roughly: blocks, not single characters.
fn is_odd(c: char) -> bool {
    match c {
        '\t' | '\n' | ' '..='~' => false,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{A0}' | '\u{AD}' | '\u{1680}' | '\u{180E}' => true,
        '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{205F}'..='\u{206F}' => true,
        '\u{2474}'..='\u{249B}' | '\u{2E80}'..='\u{2FDF}' | '\u{3000}' | '\u{3220}'..='\u{3229}' => true,
        '\u{F900}'..='\u{FAFF}' | '\u{FB00}'..='\u{FB06}' | '\u{FE00}'..='\u{FE6F}' => true,
        '\u{FEFF}' | '％' | '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '｡'..='､' => true,
        '\u{1D400}'..='\u{1D7FF}' | '\u{2F800}'..='\u{2FA1F}' | '\u{E0100}'..='\u{E01EF}' => true,
        _ => false,
    }
}

fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        if is_odd(c) {
            replace(c, before, next, &mut plain)
        } else {
            plain.push(c)
        }
        before = c;
    }
    plain
}

fn replace(c: char, before: char, next: char, plain: &mut String) {
    match c {
        // A line break, however it is written.
        '\r' if next == '\n' => {}
        '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => plain.push('\n'),
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => plain.push(' '),
        '\u{3000}' => plain.push_str("  "),
        // Shown as nothing.
        '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' => {}
        '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => {}
        '\u{E0100}'..='\u{E01EF}' => {}
        '．' if is_digit(before) && is_digit(next) => plain.push('.'),
        '．' => plain.push(c),
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => decompose_compatible(c, |c| plain.push(c)),
        '\u{2474}'..='\u{2487}' | '\u{3220}'..='\u{3229}' => {
            decompose_compatible(c, |c| {
                plain.push(match c {
                    '(' => '（',
                    ')' => '）',
                    c => c,
                })
            });
        }
        c => match listed(c) {
            Some(mark) => plain.push(mark),
            // Marks have no other form but those listed; `⒈` and the rest decompose.
            None if ('\u{FE10}'..='\u{FE6F}').contains(&c) => plain.push(c),
            None => decompose_compatible(c, |c| plain.push(c)),
        },
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn listed(c: char) -> Option<char> {
    [MARKS, RADICALS].into_iter().find_map(|list| {
        let mut pairs = list.chars();
        while let (Some(odd), Some(plain)) = (pairs.next(), pairs.next()) {
            if odd == c {
                return Some(plain);
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut mended = text.to_owned();
        mend(&mut mended);
        assert_eq!(mended, expected);
    }

    #[test]
    fn what_is_not_seen_goes() {
        check("\u{FEFF}收到\u{200B}申请\u{AD}数\u{0}", "收到申请数");
        check("\u{A0}215\u{3000}", "215");
        check("收到\u{A0}215 件", "收到 215 件");
        check("商业\r\n企业", "商业\n企业");
    }

    #[test]
    fn digits_are_half_width_and_marks_stay() {
        check("收到申请２１５件，占６８．５％（Ａ类）", "收到申请215件，占68.5%（A类）");
        check("增长﹪", "增长%");
        check("１．当面申请数", "1．当面申请数");
    }

    #[test]
    fn numbers_in_brackets_are_written_out() {
        check("㈠收到申请数 ㈩其他 ⑴当面 ⒉传真 ①网络", "（一）收到申请数 （十）其他 （1）当面 2.传真 ①网络");
    }

    #[test]
    fn radicals_are_characters() {
        check("⼀、⼈⺠政府⻔户⽹站⾏政许可", "一、人民政府门户网站行政许可");
        check("\u{F9E8}\u{FA12}", "裡晴");
    }

    #[test]
    fn the_lists_are_pairs() {
        for list in [MARKS, RADICALS] {
            assert!(list.chars().step_by(2).all(is_odd), "every first one is found");
            assert_eq!(list.chars().count() % 2, 0);
        }
    }
}
