//! What a browser does not show: it is not read, or last year's table behind a tab would be this year's.

/// An element whose content is not read.
#[derive(Debug)]
pub(super) struct Hidden {
    name: Vec<u8>,
    /// Elements of its name that are open, itself too.
    depth: usize,
    /// Tables open inside.
    tables: usize,
    /// A person set it so, by a style: worth a note where it holds text.
    pub by_style: bool,
    /// It stands in a cell or a row and ends with it at the latest.
    pub in_table: bool,
}

/// Elements whose content is never shown as text of the page.
pub(super) fn is_dropped(name: &[u8]) -> bool {
    matches!(
        name,
        b"script"
            | b"style"
            | b"noscript"
            | b"template"
            | b"svg"
            | b"math"
            | b"select"
            | b"datalist"
            | b"button"
            | b"iframe"
            | b"noembed"
            | b"noframe"
            | b"noframes"
            | b"rt"
            | b"rp"
            | b"audio"
            | b"video"
    )
}

/// Elements without content: they hide nothing.
pub(super) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"basefont"
            | b"bgsound"
            | b"br"
            | b"col"
            | b"embed"
            | b"frame"
            | b"hr"
            | b"img"
            | b"input"
            | b"keygen"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// Whether a style hides its element.
pub(super) fn hides(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let Some((name, value)) = declaration.split_once(':') else { return false };
        let value = value.trim().trim_end_matches("!important").trim_end();
        match name.trim().to_ascii_lowercase().as_str() {
            "display" => value.eq_ignore_ascii_case("none"),
            "visibility" => value.eq_ignore_ascii_case("hidden") || value.eq_ignore_ascii_case("collapse"),
            "font-size" => value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%') == "0",
            "mso-hide" => value.eq_ignore_ascii_case("all"),
            _ => false,
        }
    })
}

/// What a tag means for what is hidden.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum After {
    /// Still hidden; the tag is part of it.
    Hidden,
    /// It ends with this tag.
    Ends,
    /// It had ended before this tag, which is read as any other.
    Ended,
}

impl Hidden {
    pub fn new(name: &[u8], by_style: bool, in_table: bool) -> Self {
        Self { name: name.to_vec(), depth: 1, tables: 0, by_style, in_table }
    }

    /// A start tag inside.
    pub fn start(&mut self, name: &[u8]) -> After {
        if self.is_left_by(name, false) {
            return After::Ended;
        }
        if name == self.name {
            self.depth += 1;
        } else if name == b"table" {
            self.tables += 1;
        }
        After::Hidden
    }

    /// An end tag inside.
    pub fn end(&mut self, name: &[u8]) -> After {
        if name == self.name {
            self.depth -= 1;
            return if self.depth == 0 { After::Ends } else { After::Hidden };
        }
        if self.is_left_by(name, true) {
            return After::Ended;
        }
        if name == b"table" {
            self.tables = self.tables.saturating_sub(1);
        }
        After::Hidden
    }

    /// Elements that end without a tag of their own, and whatever ends with its cell.
    fn is_left_by(&self, tag: &[u8], is_end: bool) -> bool {
        if self.tables > 0 || self.name == b"table" {
            return false;
        }
        let ends_row = matches!(tag, b"tr" | b"tbody" | b"thead" | b"tfoot") || (is_end && tag == b"table");
        let ends_cell = ends_row || matches!(tag, b"td" | b"th");
        match self.name.as_slice() {
            b"tr" => ends_row,
            b"tbody" | b"thead" | b"tfoot" => ends_row && tag != b"tr",
            b"td" | b"th" => ends_cell,
            b"p" if !is_end
                && matches!(tag, b"p" | b"div" | b"table" | b"ul" | b"ol" | b"h1" | b"h2" | b"h3") =>
            {
                true
            }
            b"p" if is_end && matches!(tag, b"div" | b"body") => true,
            b"li" if tag == b"li" || (is_end && matches!(tag, b"ul" | b"ol")) => true,
            _ => self.in_table && ends_cell,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_hides_or_does_not() {
        for style in
            ["display:none", "color:red; DISPLAY : None !important", "font-size:0px", "visibility:hidden"]
        {
            assert!(hides(style), "{style}");
        }
        for style in ["display:block", "font-size:0.8em", "font-size:10px", "background:url(none)", ""] {
            assert!(!hides(style), "{style}");
        }
    }
}
