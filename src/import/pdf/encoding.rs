//! Latin characters in fonts of one byte for each (ISO 32000-1, annex D): by their byte, by the name of their
//! glyph. Digits and points of a table may be set in such a font.

/// The characters of the bytes from 128 to 159 in WinAnsiEncoding; a blank where there is none.
const UPPER: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“', '”',
    '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];

/// Glyphs by name: what tables, official prose and addresses hold besides letters.
const NAMES: [(&str, char); 55] = [
    ("space", ' '),
    ("nbspace", ' '),
    ("exclam", '!'),
    ("quotedbl", '"'),
    ("numbersign", '#'),
    ("dollar", '$'),
    ("percent", '%'),
    ("ampersand", '&'),
    ("quotesingle", '\''),
    ("parenleft", '('),
    ("parenright", ')'),
    ("asterisk", '*'),
    ("plus", '+'),
    ("comma", ','),
    ("hyphen", '-'),
    ("minus", '-'),
    ("period", '.'),
    ("slash", '/'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("less", '<'),
    ("equal", '='),
    ("greater", '>'),
    ("question", '?'),
    ("at", '@'),
    ("bracketleft", '['),
    ("backslash", '\\'),
    ("bracketright", ']'),
    ("asciicircum", '^'),
    ("underscore", '_'),
    ("grave", '`'),
    ("braceleft", '{'),
    ("bar", '|'),
    ("braceright", '}'),
    ("asciitilde", '~'),
    ("quoteleft", '‘'),
    ("quoteright", '’'),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("endash", '–'),
    ("emdash", '—'),
    ("ellipsis", '…'),
    ("bullet", '•'),
    ("periodcentered", '·'),
    ("multiply", '×'),
];

/// The character of a byte in WinAnsiEncoding, which the other encodings share where it matters.
pub(super) fn of_byte(byte: u8) -> Option<char> {
    match byte {
        0..32 | 127 => None,
        128..160 => UPPER.get(usize::from(byte - 128)).copied(),
        byte => Some(char::from(byte)),
    }
}

/// What a glyph of that name means: `seven`, `A`, `uni4E00`, `u1F600`.
pub(super) fn of_name(name: &[u8]) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    // `seven.oldstyle` is a seven.
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    if let Some((_, character)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(character.to_string());
    }
    let mut characters = name.chars();
    if let (Some(letter), None) = (characters.next(), characters.next()) {
        return Some(letter.to_string());
    }
    let code = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    let digits = (4..=6).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = digits.then(|| u32::from_str_radix(code, 16).ok()).flatten()?;
    char::from_u32(code).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_marks_are_known_by_byte_and_by_name() {
        assert_eq!(of_byte(b'7'), Some('7'));
        assert_eq!(of_byte(0x97), Some('—'));
        assert_eq!(of_byte(3), None);
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(of_name(name.as_bytes()).as_deref(), expected, "{name}");
        };
        check("seven", Some("7"));
        check("seven.oldstyle", Some("7"));
        check("A", Some("A"));
        check("uni4EF6", Some("件"));
        check("u20000", Some("𠀀"));
        check(".notdef", None);
        check("g123", None);
    }
}
