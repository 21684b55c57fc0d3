//! Where the Jinja tags of a template stand, and the names in them. Only as much of the syntax as
//! it takes to place a fault and to mark live figures; minijinja does the parsing.

use std::ops::Range;

/// The kinds of Jinja tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagKind {
    /// `{{ … }}`
    Output,
    /// `{% … %}`
    Block,
    /// `{# … #}`
    Comment,
}

/// One tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// What kind.
    pub kind: TagKind,
    /// Bytes of the source from brace to brace.
    pub range: Range<usize>,
    /// Bytes between the delimiters and their `-` or `+`.
    pub inner: Range<usize>,
}

/// The tags of a source in order. One that is not closed ends the list: minijinja will report it.
pub fn tags(source: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some((start, kind)) = opening(source, at) {
        let Some(end) = closing(source, start + 2, kind) else { break };
        let inner = inner(source, start + 2..end - 2);
        at = end;
        if kind == TagKind::Block && source.get(inner.clone()).is_some_and(|inner| inner.trim() == "raw") {
            at = end_of_raw(source, end);
        }
        tags.push(Tag { kind, range: start..end, inner });
    }
    tags
}

/// Whether a byte offset lies inside one of `tags`, not at its edge.
pub fn is_inside(tags: &[Tag], offset: usize) -> bool {
    let after = tags.partition_point(|tag| tag.range.start < offset);
    after.checked_sub(1).and_then(|last| tags.get(last)).is_some_and(|tag| offset < tag.range.end)
}

fn opening(source: &str, from: usize) -> Option<(usize, TagKind)> {
    let bytes = source.as_bytes().get(from..)?;
    bytes.windows(2).enumerate().find_map(|(at, pair)| {
        let kind = match pair {
            b"{{" => TagKind::Output,
            b"{%" => TagKind::Block,
            b"{#" => TagKind::Comment,
            _ => return None,
        };
        Some((from + at, kind))
    })
}

/// The offset behind the closing delimiter; strings may hold one without closing the tag.
fn closing(source: &str, from: usize, kind: TagKind) -> Option<usize> {
    let bytes = source.as_bytes();
    let (mut at, mut quote, mut depth) = (from, None, 0_usize);
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        match (kind, quote, byte) {
            (TagKind::Comment, ..) if byte == b'#' && next == Some(b'}') => return Some(at + 2),
            (TagKind::Comment, ..) => {}
            (_, Some(_), b'\\') => at += 1,
            (_, Some(open), _) if open == byte => quote = None,
            (_, Some(_), _) => {}
            (_, None, b'"' | b'\'') => quote = Some(byte),
            (TagKind::Block, None, b'%') if next == Some(b'}') => return Some(at + 2),
            (TagKind::Output, None, b'}') if depth == 0 && next == Some(b'}') => return Some(at + 2),
            (TagKind::Output, None, b'{') => depth += 1,
            (TagKind::Output, None, b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    None
}

fn inner(source: &str, between: Range<usize>) -> Range<usize> {
    let bytes = source.as_bytes();
    let is_trim = |at: usize| matches!(bytes.get(at), Some(b'-' | b'+'));
    let start = between.start + usize::from(is_trim(between.start) && between.start < between.end);
    let end = between.end - usize::from(between.end > start && is_trim(between.end - 1));
    start..end
}

/// Where the `{% endraw %}` begins that ends what is raw from `from` on.
fn end_of_raw(source: &str, from: usize) -> usize {
    let rest = source.get(from..).unwrap_or("");
    let ends = |(_, tag): &(usize, &str)| {
        tag.get(2..).is_some_and(|tag| {
            tag.trim_start_matches(['-', '+']).trim_start().trim_start_matches('-').starts_with("endraw")
        })
    };
    let at = rest.match_indices("{%").map(|(at, _)| (at, rest.get(at..).unwrap_or(""))).find(ends);
    at.map_or(source.len(), |(at, _)| from + at)
}

/// The names in the output and block tags, with dots (`申请.新收.总计`), each with its byte offset.
pub fn names<'a>(source: &'a str, tags: &[Tag]) -> Vec<(usize, &'a str)> {
    let mut names = Vec::new();
    for tag in tags.iter().filter(|tag| tag.kind != TagKind::Comment) {
        let inner = source.get(tag.inner.clone()).unwrap_or("");
        let mut chars = inner.char_indices().peekable();
        let mut quote = None;
        while let Some((start, c)) = chars.next() {
            match quote {
                Some(_) if c == '\\' => {
                    chars.next();
                }
                Some(open) if open == c => quote = None,
                Some(_) => {}
                None if c == '"' || c == '\'' => quote = Some(c),
                None if is_name(c) => {
                    let mut end = start + c.len_utf8();
                    while let Some((at, c)) = chars.next_if(|(_, c)| is_name(*c) || *c == '.') {
                        end = at + c.len_utf8();
                    }
                    let name = inner.get(start..end).unwrap_or("").trim_end_matches('.');
                    if !c.is_ascii_digit() {
                        names.push((tag.inner.start + start, name));
                    }
                }
                None => {}
            }
        }
    }
    names
}

fn is_name(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// The source with every output tag whose whole expression is a cell's key reading that cell's
/// figure variable instead. The length stays, so places in messages stay right.
pub fn with_figures(source: &str, find: impl Fn(&str) -> Option<u16>) -> String {
    let mut text = String::with_capacity(source.len());
    let mut at = 0;
    for tag in tags(source).iter().filter(|tag| tag.kind == TagKind::Output) {
        let inner = source.get(tag.inner.clone()).unwrap_or("");
        if let Some(index) = find(inner.trim()) {
            text.push_str(source.get(at..tag.inner.start).unwrap_or(""));
            text.push_str(&format!("{:<width$}", figure_variable(index), width = inner.len()));
            at = tag.inner.end;
        }
    }
    text.push_str(source.get(at..).unwrap_or(""));
    text
}

/// The name under which a template reads the live figure of a cell: short enough to take the place
/// of any key of two Chinese characters.
fn figure_variable(index: u16) -> String {
    format!("_{index:x}")
}

/// The cell index of a figure variable.
pub fn figure_index(variable: &str) -> Option<u16> {
    u16::from_str_radix(variable.strip_prefix('_')?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[&str]) {
        let tags = tags(source);
        let inner: Vec<&str> =
            tags.iter().filter_map(|tag| source.get(tag.inner.clone())).map(str::trim).collect();
        assert_eq!(inner, expected, "{source}");
    }

    #[test]
    fn tags_end_where_jinja_ends_them() {
        check("共{{ 收到申请数 }}件", &["收到申请数"]);
        check("{%- if a == '%}' -%}{{ {'x': {}} }}", &["if a == '%}'", "{'x': {}}"]);
        check("{# {{ 甲 }} #}{{乙}}", &["{{ 甲 }}", "乙"]);
        check("{% raw %}{{ 甲 }}{% endraw %}{{乙}}", &["raw", "endraw", "乙"]);
        check("{{ 没有收尾", &[]);
    }

    #[test]
    fn names_are_told_from_strings_and_numbers() {
        let source = "{{ 甲.乙 ~ '丙' + 1.5 }}{% if 丁 is number %}";
        let found: Vec<&str> = names(source, &tags(source)).into_iter().map(|(_, name)| name).collect();
        assert_eq!(found, ["甲.乙", "if", "丁", "is", "number"]);
    }

    #[test]
    fn only_a_bare_key_becomes_a_live_figure() {
        let find = |name: &str| (name == "收到申请数").then_some(0x2A);
        let source = "{{收到申请数}}{{ 收到申请数 + 1 }}{% if 收到申请数 %}";
        let changed = with_figures(source, find);
        assert_eq!(changed, "{{_2a            }}{{ 收到申请数 + 1 }}{% if 收到申请数 %}");
        assert_eq!(changed.len(), source.len());
        assert_eq!(figure_index("_2a"), Some(0x2A));
    }
}
