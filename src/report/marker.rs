//! Block markers of a template: `[[表:统计表]]` on a line of its own.

use crate::error::did_you_mean;

/// What a marker says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marker {
    /// `[[正文:概述]]`: a section begins; what follows is its generated text.
    Open(String),
    /// `[[/正文]]`: the section ends.
    Close,
    /// `[[表:统计表]]`: a table of the form.
    Table(String),
    /// `[[图:申请渠道]]`: a chart of the form.
    Chart(String),
    /// `[[附件]]`, `[[附件:1]]`: a new page, labelled 附件 or 附件1.
    Annex(String),
    /// `[[落款]]`: agency and date.
    Signature,
    /// `[[沿用:2021]]`: the rest is that built-in template.
    Inherit(String),
    /// `[[接在:表:统计表]]`: what follows stands behind that marker of the template taken over.
    Behind(Box<Marker>),
    /// `[[/接在]]`
    CloseBehind,
}

const NAMES: [&str; 9] = ["正文", "/正文", "表", "图", "附件", "落款", "沿用", "接在", "/接在"];

impl Marker {
    /// What stands in its brackets, for those that something can stand behind.
    pub fn shown(&self) -> Option<String> {
        Some(match self {
            Self::Open(name) => format!("正文:{name}"),
            Self::Table(name) => format!("表:{name}"),
            Self::Chart(name) => format!("图:{name}"),
            Self::Annex(number) if number.is_empty() => "附件".to_owned(),
            Self::Annex(number) => format!("附件:{number}"),
            Self::Signature => "落款".to_owned(),
            Self::Close | Self::Inherit(_) | Self::Behind(_) | Self::CloseBehind => return None,
        })
    }
}

/// Reads a line; `None` is no marker, an error one that says nothing known or stands wrongly.
pub fn read(line: &str) -> Option<Result<Marker, String>> {
    let line = line.trim();
    let Some(inner) = line.strip_prefix("[[").and_then(|line| line.strip_suffix("]]")) else {
        return misplaced(line).map(Err);
    };
    let (name, argument) = match inner.split_once([':', '：']) {
        Some((name, argument)) => (name.trim(), argument.trim()),
        None => (inner.trim(), ""),
    };
    let named = |make: fn(String) -> Marker| match argument {
        "" => Err(format!("[[{name}]] 没有写名称，应为 [[{name}:名称]]")),
        argument => Ok(make(argument.to_owned())),
    };
    let bare = |marker: Marker| match argument {
        "" => Ok(marker),
        _ => Err(format!("[[{name}]] 后面不带名称")),
    };
    Some(match name {
        "正文" => named(Marker::Open),
        "/正文" => bare(Marker::Close),
        "表" => named(Marker::Table),
        "图" => named(Marker::Chart),
        "附件" => Ok(Marker::Annex(argument.to_owned())),
        "落款" => bare(Marker::Signature),
        "沿用" => named(Marker::Inherit),
        "接在" => behind(argument),
        "/接在" => bare(Marker::CloseBehind),
        other => Err(format!("不认识标记 [[{other}]]{}", did_you_mean(other, NAMES))),
    })
}

fn behind(argument: &str) -> Result<Marker, String> {
    let inner = read(&format!("[[{argument}]]")).and_then(Result::ok);
    match inner.filter(|marker| marker.shown().is_some()) {
        Some(marker) => Ok(Marker::Behind(Box::new(marker))),
        None => Err("[[接在:…]] 后面要写一个标记，如 [[接在:表:统计表]]".to_owned()),
    }
}

/// What is wrong with a line that is no marker, but seems to be meant as one.
fn misplaced(line: &str) -> Option<String> {
    let begins = |opening: &str| {
        let after = line.split_once(opening)?.1;
        NAMES.iter().find(|name| {
            after.trim_start().strip_prefix(**name).is_some_and(|rest| {
                rest.trim_start().starts_with([':', '：', ']', '】', '］']) || rest.is_empty()
            })
        })
    };
    if let Some(name) = begins("[[") {
        let is_alone = line.starts_with("[[") && !line.contains("]]");
        return Some(match is_alone {
            true => format!("标记 [[{name}… 没有以 ]] 结束"),
            false => format!("标记 [[{name}… 要单独占一行"),
        });
    }
    let looks_like = ["【【", "［［"].iter().find_map(|opening| begins(opening));
    let single = || {
        ["【", "［", "["]
            .iter()
            .filter(|opening| line.starts_with(**opening))
            .find_map(|opening| begins(opening))
    };
    let name = looks_like.or_else(single)?;
    Some(format!("标记要用两对半角方括号：[[{name}…]]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<Result<Marker, &str>>) {
        assert_eq!(read(line), expected.map(|marker| marker.map_err(str::to_owned)), "{line}");
    }

    #[test]
    fn markers_are_read_with_either_colon() {
        check("[[表:统计表]]", Some(Ok(Marker::Table("统计表".into()))));
        check("  [[ 正文：概述 ]] ", Some(Ok(Marker::Open("概述".into()))));
        check("[[/正文]]", Some(Ok(Marker::Close)));
        check("[[附件]]", Some(Ok(Marker::Annex(String::new()))));
        check("[[接在:表:统计表]]", Some(Ok(Marker::Behind(Box::new(Marker::Table("统计表".into()))))));
        check("[1] 见附表", None);
        check("【关于图】", None);
    }

    #[test]
    fn a_wrong_marker_is_named() {
        check("[[落欵]]", Some(Err("不认识标记 [[落欵]]，是否为“落款”？")));
        check("[[表]]", Some(Err("[[表]] 没有写名称，应为 [[表:名称]]")));
        check("[[落款:甲]]", Some(Err("[[落款]] 后面不带名称")));
        check("[[接在:甲]]", Some(Err("[[接在:…]] 后面要写一个标记，如 [[接在:表:统计表]]")));
    }

    #[test]
    fn a_line_that_is_meant_as_a_marker_is_not_printed() {
        check("见 [[表:统计表]]", Some(Err("标记 [[表… 要单独占一行")));
        check("[[正文:概述", Some(Err("标记 [[正文… 没有以 ]] 结束")));
        check("【【表：统计表】】", Some(Err("标记要用两对半角方括号：[[表…]]")));
        check("[落款]", Some(Err("标记要用两对半角方括号：[[落款…]]")));
    }
}
