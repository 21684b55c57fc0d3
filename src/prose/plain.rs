//! A text as it is read: half-width, without blanks, with the way back to the text as it stands.

use std::ops::Range;

/// A text without blanks and in half width, and where each of its bytes comes from.
#[derive(Debug, Clone, Default)]
pub(super) struct Plain {
    /// The text as it is read.
    pub text: String,
    /// For each byte of `text` the byte it comes from; one more for its end.
    from: Vec<usize>,
}

impl Plain {
    /// Reads a text. A blank between two digits parts two numbers, so a comma stands for it.
    pub fn new(original: &str) -> Self {
        let mut plain = Self::default();
        let mut was_digit = false;
        let mut after_blank = false;
        for (at, c) in original.char_indices() {
            if c.is_whitespace() || c == '\u{200B}' || c == '\u{FEFF}' {
                after_blank = true;
                continue;
            }
            let c = half_width(c);
            let is_digit = c.is_ascii_digit();
            if after_blank && was_digit && is_digit {
                plain.push(',', at);
            }
            plain.push(c, at);
            (was_digit, after_blank) = (is_digit, false);
        }
        plain.from.push(original.len());
        plain
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.from.extend(std::iter::repeat_n(at, c.len_utf8()));
    }

    /// The bytes of the original that a range of `text` was read from.
    pub fn original(&self, range: &Range<usize>, original: &str) -> Range<usize> {
        let start = self.from.get(range.start).copied().unwrap_or(original.len());
        let last = range.end.checked_sub(1).and_then(|last| self.from.get(last)).copied().unwrap_or(start);
        let length = original.get(last..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        start..(last + length).max(start)
    }
}

/// The half-width form of a full-width letter, digit or mark.
fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => {
            char::from_u32(u32::from(c) - u32::from('\u{FF01}') + u32::from('!')).unwrap_or(c)
        }
        '﹪' => '%',
        '〔' | '【' | '﹝' => '[',
        '〕' | '】' | '﹞' => ']',
        '﹑' => '、',
        '｡' => '。',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_leads_back_to_the_text_as_it_stands() {
        let text = "共收到 申请２１５ 件（占 34％）";
        let plain = Plain::new(text);
        assert_eq!(plain.text, "共收到申请215件(占34%)");
        let at = plain.text.find("215").unwrap();
        let range = plain.original(&(at..at + 3), text);
        assert_eq!(text.get(range), Some("２１５"));
        assert_eq!(Plain::new("21 5件").text, "21,5件", "two numbers stay two");
        assert_eq!(Plain::new("").original(&(0..0), ""), 0..0);
    }
}
