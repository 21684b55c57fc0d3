//! Where the Jinja tags of a template stand, and the words in them. Only as much of the syntax as it
//! takes to tell all faults at once, each with its place, and to mark live figures; minijinja does the
//! parsing.

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

impl TagKind {
    fn closing(self) -> &'static str {
        match self {
            Self::Output => "}}",
            Self::Block => "%}",
            Self::Comment => "#}",
        }
    }
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

/// A tag that does not end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// The byte where it begins.
    pub start: usize,
    /// The same, or the quotation mark in it that is not closed.
    pub at: usize,
    /// What is missing: `}}`, `%}`, `#}` or a quotation mark.
    pub missing: &'static str,
}

/// The tags of a source in order, and those that do not end: one is given up at the next opening of a
/// tag, a quotation at the end of its line.
pub fn scan(source: &str) -> (Vec<Tag>, Vec<Broken>) {
    let (mut tags, mut broken) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some((start, kind)) = opening(source, at) {
        match closing(source, start, kind) {
            Ok(end) => {
                let inner = inner(source, start + 2..end - 2);
                at = end;
                if kind == TagKind::Block
                    && source.get(inner.clone()).is_some_and(|inner| inner.trim() == "raw")
                {
                    at = end_of_raw(source, end);
                }
                tags.push(Tag { kind, range: start..end, inner });
            }
            Err((fault, next)) => {
                broken.push(fault);
                at = next;
            }
        }
    }
    (tags, broken)
}

/// The tags of a source in order, without those that do not end.
pub fn tags(source: &str) -> Vec<Tag> {
    scan(source).0
}

/// Whether a byte offset lies inside one of `tags`, not at its edge.
pub fn is_inside(tags: &[Tag], offset: usize) -> bool {
    tag_at(tags, offset).is_some_and(|(_, tag)| tag.range.start < offset)
}

/// The tag in which a byte stands, with its index.
pub fn tag_at(tags: &[Tag], offset: usize) -> Option<(usize, &Tag)> {
    let index = tags.partition_point(|tag| tag.range.start <= offset).checked_sub(1)?;
    tags.get(index).filter(|tag| offset < tag.range.end).map(|tag| (index, tag))
}

fn opening(source: &str, from: usize) -> Option<(usize, TagKind)> {
    let bytes = source.as_bytes().get(from..)?;
    bytes.windows(2).enumerate().find_map(|(at, pair)| Some((from + at, kind_of(pair)?)))
}

fn kind_of(pair: &[u8]) -> Option<TagKind> {
    match pair {
        b"{{" => Some(TagKind::Output),
        b"{%" => Some(TagKind::Block),
        b"{#" => Some(TagKind::Comment),
        _ => None,
    }
}

/// The offset behind the closing delimiter (strings may hold one without closing the tag), or what is
/// missing and where to go on.
fn closing(source: &str, start: usize, kind: TagKind) -> Result<usize, (Broken, usize)> {
    let bytes = source.as_bytes();
    let never = |next: usize| (Broken { start, at: start, missing: kind.closing() }, next);
    let end_of_line = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
    };
    let (mut at, mut quote, mut depth) = (start + 2, None, 0_usize);
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        match (kind, quote, byte) {
            (TagKind::Comment, ..) if byte == b'#' && next == Some(b'}') => return Ok(at + 2),
            (TagKind::Comment, ..) => {}
            (_, Some((from, mark)), b'\n') => {
                let missing = if mark == b'"' { "\"" } else { "'" };
                return Err((Broken { start, at: from, missing }, at));
            }
            (_, Some(_), b'\\') => at += 1,
            (_, Some((_, open)), _) if open == byte => quote = None,
            (_, Some(_), _) => {}
            (_, None, b'"' | b'\'') => quote = Some((at, byte)),
            (_, None, b'{') if bytes.get(at..at + 2).and_then(kind_of).is_some() => return Err(never(at)),
            (TagKind::Block, None, b'%') if next == Some(b'}') => return Ok(at + 2),
            (TagKind::Output, None, b'}') if depth == 0 && next == Some(b'}') => return Ok(at + 2),
            (TagKind::Output, None, b'{') => depth += 1,
            (TagKind::Output, None, b'}') => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    match quote {
        Some((from, mark)) => {
            let missing = if mark == b'"' { "\"" } else { "'" };
            Err((Broken { start, at: from, missing }, bytes.len()))
        }
        None => Err(never(end_of_line(start))),
    }
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

/// A word of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word<'a> {
    /// A name with its dots: `申请.新收.总计`; also keywords.
    Name(&'a str),
    /// A number.
    Number(&'a str),
    /// A text with its quotation marks.
    Text(&'a str),
    /// An operator or bracket.
    Mark(&'a str),
}

/// Makes a word of its text.
type Kind<'a> = fn(&'a str) -> Word<'a>;

/// The words of a tag, each with its byte offset in the source; none for a comment.
pub fn words<'a>(source: &'a str, tag: &Tag) -> Vec<(usize, Word<'a>)> {
    let mut words = Vec::new();
    if tag.kind == TagKind::Comment {
        return words;
    }
    let inner = source.get(tag.inner.clone()).unwrap_or("");
    let mut rest = inner;
    while let Some(first) = rest.chars().next() {
        let length = |inside: &dyn Fn(char) -> bool| rest.find(|c| !inside(c)).unwrap_or(rest.len());
        let (taken, word): (usize, Option<Kind<'a>>) = match first {
            c if c.is_whitespace() => (c.len_utf8(), None),
            c if c.is_ascii_digit() => (length(&|c| c.is_ascii_digit() || c == '.'), Some(Word::Number)),
            c if is_name(c) => {
                let long = length(&|c| is_name(c) || c == '.');
                let name = rest.get(..long).unwrap_or("").trim_end_matches('.');
                (name.len(), Some(Word::Name))
            }
            '"' | '\'' => (end_of_text(rest, first), Some(Word::Text)),
            c => {
                let double = ["==", "!=", "<=", ">=", "//", "**"].iter().any(|mark| rest.starts_with(mark));
                (if double { 2 } else { c.len_utf8() }, Some(Word::Mark))
            }
        };
        let at = tag.inner.start + inner.len() - rest.len();
        let (text, after) = rest.split_at_checked(taken.max(1)).unwrap_or((rest, ""));
        if let Some(word) = word {
            words.push((at, word(text)));
        }
        rest = after;
    }
    words
}

fn end_of_text(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

fn is_name(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
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
    fn a_tag_that_does_not_end_does_not_hide_the_next() {
        let check = |source: &str, broken: &[(usize, &'static str)], inner: &[&str]| {
            let found: Vec<_> = scan(source).1.iter().map(|broken| (broken.at, broken.missing)).collect();
            assert_eq!(found, broken, "{source}");
            check(source, inner);
        };
        check("{{ a }b{{ c }}", &[(0, "}}")], &["c"]);
        check("{% if a }\n{{ c }}", &[(0, "%}")], &["c"]);
        check("{{ '甲 }}\n{{ c }}", &[(3, "'")], &["c"]);
        check("{{ a\n甲 {% b %} {# c", &[(0, "}}"), (17, "#}")], &["b"]);
    }

    #[test]
    fn words_are_told_apart() {
        let check = |source: &str, expected: &[Word<'_>]| {
            let found: Vec<_> =
                tags(source).iter().flat_map(|tag| words(source, tag)).map(|(_, word)| word).collect();
            assert_eq!(found, expected, "{source}");
        };
        check(
            "{{ 甲.乙 ~ '丙\\'' + 1.5 }}{% if 丁 is number %}",
            &[
                Word::Name("甲.乙"),
                Word::Mark("~"),
                Word::Text("'丙\\''"),
                Word::Mark("+"),
                Word::Number("1.5"),
                Word::Name("if"),
                Word::Name("丁"),
                Word::Name("is"),
                Word::Name("number"),
            ],
        );
        check(
            "{{a|b(c==1)}}",
            &[
                Word::Name("a"),
                Word::Mark("|"),
                Word::Name("b"),
                Word::Mark("("),
                Word::Name("c"),
                Word::Mark("=="),
                Word::Number("1"),
                Word::Mark(")"),
            ],
        );
    }
}
