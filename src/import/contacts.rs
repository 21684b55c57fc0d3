//! How an agency can be reached, from the opening of its report. Only the agency's own: names and numbers of
//! persons elsewhere in a text are left where they are.

use super::Found;
use super::passages::Passage;
use crate::form::Field;

/// Words before a contact, and the field that it goes to.
const BEFORE: [(&str, Field); 12] = [
    ("地址", Field::Address),
    ("邮政编码", Field::Postcode),
    ("邮编", Field::Postcode),
    ("联系电话", Field::Phone),
    ("咨询电话", Field::Phone),
    ("电话", Field::Phone),
    ("电子邮箱", Field::Mail),
    ("电子邮件", Field::Mail),
    ("邮箱", Field::Mail),
    ("网址", Field::Site),
    ("http://", Field::Site),
    ("www.", Field::Site),
];
/// The opening is not longer than so many paragraphs.
const OPENING: usize = 15;

/// The agency's contacts, each field once.
pub(super) fn contacts(passages: &[Passage]) -> Vec<Found<Field>> {
    let mut found: Vec<Found<Field>> = Vec::new();
    let opening = passages.iter().take(OPENING).filter(|passage| {
        ["联系", "下载", "查阅", "网站"].iter().any(|word| passage.text.contains(word))
            && passage.text.contains('。')
            || passage.text.contains("如有疑问")
    });
    for passage in opening {
        for (word, field) in BEFORE {
            if found.iter().any(|known| known.what == field) {
                continue;
            }
            let Some(at) = passage.text.find(word) else { continue };
            let is_site = field == Field::Site && word != "网址";
            let from = if is_site { at } else { at + word.len() };
            let rest = passage.text.get(from..).unwrap_or("");
            let value = rest.trim_start_matches(['：', ':', ' ', '为', '是', '\u{3000}']);
            let start = from + rest.len() - value.len();
            let length: usize = value.chars().take_while(|c| belongs(*c, field)).map(char::len_utf8).sum();
            let text = value.get(..length).unwrap_or("").trim_end_matches(['-', '—', '.', '/', ' ']).trim();
            if !is_plausible(text, field) {
                continue;
            }
            if let Some(spot) = passage.spot(&(start..start + text.len())) {
                found.push(Found { what: field, text: text.to_owned(), spot });
            }
        }
    }
    found
}

/// Whether a character may be part of a contact.
fn belongs(c: char, field: Field) -> bool {
    match field {
        Field::Address => !matches!(c, '，' | ',' | '；' | ';' | '。' | '）' | ')' | '、'),
        Field::Postcode => c.is_ascii_digit(),
        Field::Phone => c.is_ascii_digit() || matches!(c, '-' | '—' | '－' | '–' | ' '),
        _ => c.is_ascii_graphic() && !matches!(c, ',' | ';' | ')' | '(' | '<' | '>' | '"'),
    }
}

fn is_plausible(text: &str, field: Field) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    match field {
        Field::Address => (4..=60).contains(&text.chars().count()),
        Field::Postcode => text.len() == 6,
        Field::Phone => (7..=20).contains(&digits),
        Field::Mail => text.contains('@') && text.contains('.'),
        _ => text.contains('.') && text.len() > 6,
    }
}

#[cfg(test)]
mod tests {
    use super::super::passages::passages;
    use super::super::{Block, Paragraph, Source};
    use super::*;

    fn check(text: &str, expected: &[(Field, &str)]) {
        let paragraph = Paragraph { text: text.to_owned(), ..Paragraph::default() };
        let source = Source { blocks: vec![Block::Text(paragraph)], notes: Vec::new() };
        let found = contacts(&passages(&source, 0..1));
        let found: Vec<(Field, &str)> = found.iter().map(|one| (one.what, one.text.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_agencys_contacts_are_found_in_the_opening() {
        check(
            "电子版可在永安县政府网站（www.yongan.gov.cn）下载。如有疑问，请与永安县财政局办公室联系（地址：永安县人民路12号；邮编：315000；电话：0574—87654321；电子邮箱：czj@yongan.gov.cn）。",
            &[
                (Field::Address, "永安县人民路12号"),
                (Field::Postcode, "315000"),
                (Field::Phone, "0574—87654321"),
                (Field::Mail, "czj@yongan.gov.cn"),
                (Field::Site, "www.yongan.gov.cn"),
            ],
        );
    }

    #[test]
    fn numbers_elsewhere_are_nobodys_contacts() {
        check("申请人王某电话87654321，要求公开征地信息。", &[]);
    }
}
