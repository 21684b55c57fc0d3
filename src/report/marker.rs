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
}

const NAMES: [&str; 6] = ["正文", "/正文", "表", "图", "附件", "落款"];

/// Reads a line; `None` is no marker, an error one that says nothing known.
pub fn read(line: &str) -> Option<Result<Marker, String>> {
    let inner = line.trim().strip_prefix("[[")?.strip_suffix("]]")?;
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
        other => Err(format!("不认识标记 [[{other}]]{}", did_you_mean(other, NAMES))),
    })
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
        check("见 [[表:统计表]]", None);
    }

    #[test]
    fn a_wrong_marker_is_named() {
        check("[[落欵]]", Some(Err("不认识标记 [[落欵]]，是否为“落款”？")));
        check("[[表]]", Some(Err("[[表]] 没有写名称，应为 [[表:名称]]")));
        check("[[落款:甲]]", Some(Err("[[落款]] 后面不带名称")));
    }
}
