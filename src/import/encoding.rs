//! Bytes become text: UTF-8, UTF-16, GB18030 and Big5, told by mark, by what the page declares, and by content.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::characters::{is_han, is_mark};

/// So much of a file is looked at to tell its encoding, in bytes.
const LOOKED_AT: usize = 256 * 1024;
/// A page declares its encoding within so many bytes.
const DECLARED_WITHIN: usize = 4096;

/// A text, and what is to be said of how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decoded {
    pub text: String,
    pub notes: Vec<String>,
}

/// Reads bytes in the encoding that they are in. `declared` is what a container says of them.
pub(super) fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes);
    }
    // No text in another encoding is UTF-8 by chance, whatever it says of itself.
    if let Ok(text) = std::str::from_utf8(bytes)
        && !is_utf16(bytes)
    {
        return Decoded { text: text.to_owned(), notes: Vec::new() };
    }
    with(encoding_of(bytes, declared), bytes)
}

/// The name of a file from its bytes: UTF-8, otherwise GBK, as a ZIP made on a Chinese Windows has names; what is
/// neither is told with `\u{FFFD}`.
pub fn name_of_bytes(bytes: &[u8]) -> String {
    let as_gbk = || GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    match std::str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        Err(_) => as_gbk().unwrap_or_else(|| String::from_utf8_lossy(bytes)).into_owned(),
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _, has_faults) = encoding.decode(bytes);
    let mut notes = Vec::new();
    if has_faults {
        let lost = text.matches('\u{FFFD}').count();
        notes.push(format!("有 {lost} 处文字已损坏，无法辨认"));
    }
    Decoded { text: text.into_owned(), notes }
}

fn encoding_of(bytes: &[u8], declared: Option<&str>) -> &'static Encoding {
    let looked_at = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    if is_utf16(bytes) {
        return if plausible(looked_at, UTF_16LE) >= plausible(looked_at, UTF_16BE) {
            UTF_16LE
        } else {
            UTF_16BE
        };
    }
    if is_damaged_utf8(looked_at) {
        return UTF_8;
    }
    let declared = declared.map(str::to_owned).or_else(|| declaration(looked_at));
    if let Some(encoding) = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes())) {
        let is_chinese = encoding == BIG5 || encoding == GB18030 || encoding == encoding_rs::GBK;
        if is_chinese && !encoding.decode_without_bom_handling(looked_at).1 {
            return if encoding == BIG5 { BIG5 } else { GB18030 };
        }
    }
    // A report is Chinese: what is not Big5 is GB18030, which has all of GBK and GB 2312. Big5 read as GB18030 is full
    // of rare characters; the other way round fewer are.
    let big5 = plausible(looked_at, BIG5);
    if big5 >= 90 && big5 > plausible(looked_at, GB18030) + 3 { BIG5 } else { GB18030 }
}

/// `charset=…` of a page, `encoding="…"` of XML.
fn declaration(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..DECLARED_WITHIN).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let after = |word: &str| head.split_once(word).map(|(_, after)| after);
    let rest = after("charset").or_else(|| after("encoding"))?.trim_start().strip_prefix('=')?;
    let rest = rest.trim_start_matches([' ', '"', '\'']);
    let label: String =
        rest.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    (!label.is_empty()).then_some(label)
}

/// UTF-8 that lost bytes: nearly all of what is not ASCII is well formed.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut well, mut ill) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        well += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        ill += usize::from(!chunk.invalid().is_empty());
    }
    well >= 8 && ill * 20 < well
}

/// UTF-16 without a mark: as such nearly all of it is Chinese or ASCII, in one of the two byte orders.
fn is_utf16(bytes: &[u8]) -> bool {
    let head = bytes.get(..4096).unwrap_or(bytes);
    if head.len() < 4 || bytes.len() % 2 == 1 {
        return false;
    }
    let has_zeros = head.contains(&0);
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    if is_utf8 && !has_zeros {
        return false;
    }
    let best = plausible(head, UTF_16LE).max(plausible(head, UTF_16BE));
    // Legacy double bytes read as UTF-16 come out as Hangul and rare characters; lines never end in them.
    best >= 97 && (has_zeros || plausible(head, GB18030) < best)
}

/// How much of a text, in hundredths of its characters, is what a report is written in. Rare characters are not.
fn plausible(bytes: &[u8], encoding: &'static Encoding) -> usize {
    let text = encoding.decode_without_bom_handling(bytes).0;
    let is_plain = |c: char| matches!(c, ' '..='~' | '\t' | '\n' | '\r' | '\u{3000}' | '①'..='⑳' | '\u{2010}'..='\u{2026}');
    // A cut at the end of the part looked at is no fault.
    let (mut all, mut good) = (0usize, 0usize);
    for c in text.trim_end_matches('\u{FFFD}').chars() {
        all += 1;
        good += usize::from(is_plain(c) || is_common(c) || is_mark(c));
    }
    (good * 100).checked_div(all).unwrap_or(0)
}

fn is_common(c: char) -> bool {
    is_han(c) && ('\u{4E00}'..='\u{9FA5}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "2018年本机关共收到政府信息公开申请215件，其中信函申请68件，已全部办结。\n";

    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes, None), Decoded { text: expected.to_owned(), notes: Vec::new() });
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn what_a_clerk_may_have_is_recognised() {
        check(SENTENCE.as_bytes(), SENTENCE);
        check(format!("\u{FEFF}{SENTENCE}").as_bytes(), SENTENCE);
        check(&GB18030.encode(SENTENCE).0, SENTENCE);
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            check(&utf16(&format!("\u{FEFF}{SENTENCE}"), order), SENTENCE);
            check(&utf16(SENTENCE, order), SENTENCE);
            check(&utf16("收到申请数\t215\n", order), "收到申请数\t215\n");
        }
        let traditional =
            "本年度共收到政府資訊公開申請二百一十五件，其中網絡申請一百四十七件，均已按時辦結。";
        check(&BIG5.encode(traditional).0, traditional);
    }

    #[test]
    fn a_short_text_is_taken_for_what_clerks_write() {
        check(&GB18030.encode("收到申请数,件,215\r\n").0, "收到申请数,件,215\r\n");
        check(&GB18030.encode("金塘镇").0, "金塘镇");
        check(b"215\t68\t147", "215\t68\t147");
        check(b"", "");
    }

    #[test]
    fn what_a_page_declares_counts_where_it_can_be() {
        let page = |charset: &str| format!("<meta charset=\"{charset}\"><p>{SENTENCE}");
        let check_page = |charset: &str| check(&GB18030.encode(&page(charset)).0, &page(charset));
        check_page("gb2312");
        check_page("gbk");
        // Declared wrongly.
        check_page("utf-8");
        check(page("gb2312").as_bytes(), &page("gb2312"));
    }

    #[test]
    fn a_lost_byte_does_not_change_the_encoding() {
        let mut bytes = SENTENCE.repeat(4).into_bytes();
        bytes.remove(30);
        let decoded = decode(&bytes, None);
        assert!(decoded.text.ends_with(SENTENCE), "{}", decoded.text);
        assert_eq!(decoded.notes.len(), 1);
    }
}
