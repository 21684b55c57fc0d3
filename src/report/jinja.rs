//! The Jinja of a template, tag by tag, so that a fault in one does not hide those in the others: how each
//! is written, and which block each belongs to.

use std::collections::BTreeSet;

use super::complaint::in_chinese;
use super::engine;
use super::tags::{Broken, Tag, TagKind, Word, scan, words};
use crate::error::{Error, Place, did_you_mean};

/// What a tag is to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// `{{ … }}`, a comment, or `{% set a = … %}`.
    Alone,
    /// Begins a block.
    Opens(Kind),
    /// `elif` or `else` of the block that begins with that tag.
    Divides(usize),
    /// Ends the block that begins with that tag.
    Closes(usize),
    /// At fault; what it is to the others is not known.
    Lost,
}

/// The blocks that a template may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `{% if … %}`
    If,
    /// `{% for … in … %}`
    For,
    /// `{% filter … %}`
    Filter,
    /// `{% set a %}`
    Set,
    /// `{% with a = … %}`
    With,
    /// `{% raw %}`
    Raw,
}

impl Kind {
    const ALL: [Self; 6] = [Self::If, Self::For, Self::Filter, Self::Set, Self::With, Self::Raw];

    /// The word that begins it; `end` before it ends it.
    pub fn word(self) -> &'static str {
        match self {
            Self::If => "if",
            Self::For => "for",
            Self::Filter => "filter",
            Self::Set => "set",
            Self::With => "with",
            Self::Raw => "raw",
        }
    }

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// The tags of a source with what they are, and all faults of how they are written.
#[derive(Debug, Clone)]
pub struct Structure {
    /// The tags that end.
    pub tags: Vec<Tag>,
    /// What each is.
    pub roles: Vec<Role>,
    /// The faults; not in order.
    pub faults: Vec<Error>,
    /// The tags that are at fault.
    pub faulty: BTreeSet<usize>,
    /// The bytes where tags begin that do not end.
    pub unended: Vec<usize>,
    /// Whether all blocks fit together, so that it runs once the tags at fault are taken out.
    pub is_balanced: bool,
}

/// What Jinja knows and a report has no use for: they would reach other files or grow without end.
const REFUSED: [&str; 10] =
    ["include", "import", "from", "extends", "block", "macro", "call", "do", "autoescape", "break"];

/// Reads the tags of a source.
pub fn structure(source: &str) -> Structure {
    let (tags, broken) = scan(source);
    // Read at once where nothing is wrong; else tag by tag.
    let is_sound = engine::syntax(source).is_none();
    let mut faults: Vec<Error> = broken.iter().map(|broken| unended(source, broken)).collect();
    let (mut roles, mut faulty, mut is_balanced) = (Vec::new(), BTreeSet::new(), true);
    let mut open: Vec<(Kind, usize)> = Vec::new();
    let mut unended = broken.iter().peekable();
    for (index, tag) in tags.iter().enumerate() {
        while let Some(broken) = unended.next_if(|broken| broken.start < tag.range.start) {
            // What it was meant to begin is begun, or its end would seem to be at fault too.
            open.extend(meant(source, broken).map(|kind| (kind, usize::MAX)));
        }
        let before = faults.len();
        full_width(source, tag, &mut faults);
        let role = role(source, tag, index, &mut open, &tags, &mut faults);
        if faults.len() == before && !is_sound {
            faults.extend(written_wrong(source, tag, role));
        } else if faults.len() > before {
            // A block that fits no other leaves open what the rest belongs to.
            is_balanced &=
                !matches!(role, Role::Closes(_)) && (role != Role::Lost || !is_of_block(source, tag));
        }
        if faults.len() > before {
            faulty.insert(index);
        }
        roles.push(role);
    }
    for (kind, index) in open {
        let word = kind.word();
        let what = format!("{{% {word} %}} 没有以 {{% end{word} %}} 结束");
        faults.extend(tags.get(index).map(|tag| at(source, tag.range.start, what)));
        is_balanced = false;
    }
    let unended = broken.iter().map(|broken| broken.start).collect();
    Structure { tags, roles, faults, faulty, unended, is_balanced }
}

/// Whether its first word divides or ends a block.
fn is_of_block(source: &str, tag: &Tag) -> bool {
    let first = words(source, tag).first().map(|(_, word)| *word);
    matches!(first, Some(Word::Name(word)) if word == "elif" || word == "else"
        || word.strip_prefix("end").is_some_and(|word| Kind::of(word).is_some()))
}

fn at(source: &str, offset: usize, what: String) -> Error {
    Error::new(what).at(Place::of_offset(source, offset))
}

/// The block that a tag without an end begins.
fn meant(source: &str, broken: &Broken) -> Option<Kind> {
    let inner = source.get(broken.start..)?.strip_prefix("{%")?.trim_start_matches(['-', '+']).trim_start();
    Kind::of(inner.split(|c: char| !c.is_alphanumeric()).next()?).filter(|kind| *kind != Kind::Raw)
}

fn unended(source: &str, broken: &Broken) -> Error {
    match broken.missing {
        "\"" | "'" => at(source, broken.at, format!("这里的引号 {} 在本行没有收尾", broken.missing)),
        missing => at(source, broken.at, format!("这个标签没有以 {missing} 结束")),
    }
}

/// Marks that a Chinese keyboard gives and Jinja does not read.
fn full_width(source: &str, tag: &Tag, faults: &mut Vec<Error>) {
    for (offset, word) in words(source, tag) {
        let Word::Mark(mark) = word else { continue };
        let half = match mark {
            "“" | "”" | "‘" | "’" | "＂" => "\"",
            "（" => "(",
            "）" => ")",
            "，" => ",",
            "｜" => "|",
            "＝" => "=",
            "＞" => ">",
            "＜" => "<",
            "！" => "!",
            "＋" => "+",
            "－" => "-",
            "％" => "%",
            "＊" | "×" => "*",
            "／" | "÷" => "/",
            "～" => "~",
            "：" => ":",
            _ => continue,
        };
        faults.push(at(source, offset, format!("标签里的符号要用半角：“{mark}”应为 {half}")));
        return;
    }
}

/// What a tag is; opens and closes blocks on the way.
fn role(
    source: &str,
    tag: &Tag,
    index: usize,
    open: &mut Vec<(Kind, usize)>,
    tags: &[Tag],
    faults: &mut Vec<Error>,
) -> Role {
    if tag.kind != TagKind::Block {
        return Role::Alone;
    }
    let words = words(source, tag);
    let Some((offset, Word::Name(word))) = words.first().copied() else {
        faults.push(at(source, tag.range.start, "{% %} 里要先写 if、set 等".to_owned()));
        return Role::Lost;
    };
    if let Some(kind) = Kind::of(word) {
        if kind == Kind::Set && sets_at_once(&words) {
            return Role::Alone;
        }
        open.push((kind, index));
        return Role::Opens(kind);
    }
    if word == "elif" || word == "else" {
        let in_block =
            open.last().filter(|(kind, _)| *kind == Kind::If || (*kind == Kind::For && word == "else"));
        let Some((_, opening)) = in_block else {
            faults.push(at(source, offset, format!("{{% {word} %}} 不在 {{% if %}} 里面")));
            return Role::Lost;
        };
        return Role::Divides(*opening);
    }
    if let Some(kind) = word.strip_prefix("end").and_then(Kind::of) {
        return closed(source, offset, kind, open, tags, faults);
    }
    let known = Kind::ALL.iter().map(|kind| kind.word()).chain(["elif", "else", "endif", "endfor", "endset"]);
    let known = known.chain(["endfilter", "endwith", "endraw"]);
    let fault = match REFUSED.iter().any(|refused| word.trim_start_matches("end") == *refused) {
        true => at(source, offset, format!("模板里不能用 {{% {word} %}}"))
            .hint("要在内置模板上改几处，请用 [[沿用:名称]]"),
        false => at(source, offset, format!("没有 {{% {word} %}} 这种标签{}", did_you_mean(word, known))),
    };
    faults.push(fault);
    Role::Lost
}

/// `{% set a = … %}` as against `{% set a %}…{% endset %}`.
fn sets_at_once(words: &[(usize, Word<'_>)]) -> bool {
    let mut depth = 0_usize;
    words.iter().any(|(_, word)| {
        match word {
            Word::Mark("(" | "[" | "{") => depth += 1,
            Word::Mark(")" | "]" | "}") => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && *word == Word::Mark("=")
    })
}

fn closed(
    source: &str,
    offset: usize,
    kind: Kind,
    open: &mut Vec<(Kind, usize)>,
    tags: &[Tag],
    faults: &mut Vec<Error>,
) -> Role {
    let word = kind.word();
    let Some(found) = open.iter().rposition(|(opened, _)| *opened == kind) else {
        faults.push(at(source, offset, format!("{{% end{word} %}} 之前没有 {{% {word} %}}")));
        return Role::Lost;
    };
    // Those begun since then were never ended.
    for (kind, index) in open.drain(found + 1..) {
        let word = kind.word();
        let what = format!("{{% {word} %}} 没有以 {{% end{word} %}} 结束");
        faults.extend(tags.get(index).map(|tag| at(source, tag.range.start, what)));
    }
    open.pop().map_or(Role::Lost, |(_, opening)| Role::Closes(opening))
}

/// What minijinja says of a tag by itself, completed to a small template.
fn written_wrong(source: &str, tag: &Tag, role: Role) -> Option<Error> {
    let text = source.get(tag.range.clone())?;
    let (before, after) = match role {
        Role::Lost | Role::Opens(Kind::Raw) => return None,
        Role::Alone => ("", String::new()),
        Role::Opens(kind) => ("", format!("{{% end{} %}}", kind.word())),
        Role::Divides(_) => ("{% if 1 %}", "{% endif %}".to_owned()),
        Role::Closes(_) => {
            let words = words(source, tag);
            let (offset, _) = words.get(1)?;
            let what = "结束的标签里不用再写别的".to_owned();
            return Some(at(source, *offset, what));
        }
    };
    let piece = format!("{before}{text}{after}");
    let fault = engine::syntax(&piece)?;
    let offset = fault.range().map_or(0, |range| range.start.saturating_sub(before.len()));
    Some(in_chinese(&fault, source, Some(tag.range.start + offset.min(text.len().saturating_sub(1)))))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &[&str]) {
        let mut faults = structure(source).faults;
        faults.sort_by_key(|fault| fault.place);
        let told: Vec<String> =
            faults.iter().map(|fault| fault.to_string().replace("第 ", "").replace(" ", "")).collect();
        assert_eq!(told, expected, "{source}");
    }

    #[test]
    fn sound_tags_have_no_faults() {
        check("{% if a %}{{ b }}{% elif c == 0 %}甲{% else %}乙{% endif %}", &[]);
        check(
            "{% set a = 1 %}{% set b %}甲{% endset %}{% set c = f(x=1) %}{% set d|trim %}{% endset %}",
            &[],
        );
        check(
            "{% filter 列举('(', ')') %}{% for a in [1, 2] %}{{ a }}{% else %}无{% endfor %}{% endfilter %}",
            &[],
        );
        check("{% raw %}{{ {% endraw %}{# {% if #}", &[]);
    }

    #[test]
    fn a_fault_does_not_hide_the_next() {
        check(
            "{{ a b }}\n{% if a = 1 %}{% endif %}\n{{ 甲",
            &[
                "1行6列：这里不该是名称，应为标签的结尾",
                "2行9列：判断是否相等要写两个等号：==",
                "3行1列：这个标签没有以}}结束",
            ],
        );
        check("{% if 甲 }\n{{ 乙 }}{% else %}丙{% endif %}", &["1行1列：这个标签没有以%}结束"]);
        check(
            "{{ 甲|缺省(“无”) }}\n{% fi a %}{% if %}{% endif x %}{% include 'a' %}",
            &[
                "1行9列：标签里的符号要用半角：““”应为\"",
                "2行4列：没有{%fi%}这种标签，是否为“if”？",
                "2行17列：这里没有写完",
                "2行28列：结束的标签里不用再写别的",
                "2行35列：模板里不能用{%include%}。要在内置模板上改几处，请用[[沿用:名称]]",
            ],
        );
    }

    #[test]
    fn blocks_that_do_not_fit_are_each_named() {
        check(
            "{% if a %}{% filter 列举 %}甲{% endif %}\n{% endfor %}{% else %}\n{% for a in b %}",
            &[
                "1行11列：{%filter%}没有以{%endfilter%}结束",
                "2行4列：{%endfor%}之前没有{%for%}",
                "2行16列：{%else%}不在{%if%}里面",
                "3行1列：{%for%}没有以{%endfor%}结束",
            ],
        );
    }
}
