//! Kinds of characters that several readers ask for.

/// A Chinese character (Han), those for names and places outside the main block too.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3134F}' | '〇')
}

/// A mark of Chinese writing: `，`, `（`, `》`, `“`.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{301F}' | '‘' | '’' | '“' | '”' | '…' | '—' | '·')
        || matches!(c, '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}')
}

/// A character as wide as a Chinese one: no blank belongs between two of them.
pub(super) fn is_wide(c: char) -> bool {
    is_han(c)
        || is_mark(c)
        || matches!(c, '\u{FF10}'..='\u{FF5A}' | '\u{3200}'..='\u{33FF}' | '\u{2460}'..='\u{24FF}')
}
