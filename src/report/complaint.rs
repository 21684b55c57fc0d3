//! What minijinja says of a template, in Chinese.

use minijinja::{Error as JinjaError, ErrorKind};

use super::filters;
use crate::error::{Error, Place, did_you_mean};

/// A complaint in Chinese, at a byte of the source; without one at the line that minijinja tells.
pub fn in_chinese(fault: &JinjaError, source: &str, place: Option<usize>) -> Error {
    let detail = fault.detail().unwrap_or_default();
    let quoted = detail.split('"').nth(1).or_else(|| detail.split(' ').nth(1)).unwrap_or_default();
    let in_brackets = if detail.is_empty() { String::new() } else { format!("（{detail}）") };
    let (what, hint) = match fault.kind() {
        ErrorKind::SyntaxError | ErrorKind::BadEscape | ErrorKind::InvalidDelimiter => {
            (syntax(detail), String::new())
        }
        ErrorKind::OutOfFuel => ("模板运行的步数过多".to_owned(), "请检查循环的次数".to_owned()),
        ErrorKind::WriteFailure => ("模板印出的内容过多".to_owned(), "请检查循环的次数".to_owned()),
        ErrorKind::UndefinedError => (format!("用到了没有值的名称{in_brackets}"), String::new()),
        ErrorKind::UnknownFilter => unknown_filter(quoted),
        ErrorKind::UnknownTest => unknown_test(quoted),
        ErrorKind::TooManyArguments => ("过滤器的括号里写多了".to_owned(), String::new()),
        ErrorKind::MissingArgument => ("过滤器的括号里写少了".to_owned(), String::new()),
        ErrorKind::InvalidOperation if detail.starts_with(filters::OWN) => (detail.to_owned(), String::new()),
        ErrorKind::InvalidOperation if detail.contains(" / 0") || detail.contains(" // 0") => {
            let hint = "可先判断 {% if 指标 %}，或者用 占比、百分比";
            (format!("除数会是零{}", operation(detail)), hint.to_owned())
        }
        ErrorKind::InvalidOperation => (
            format!("无法计算{}", operation(detail)),
            "空白或者不适用的指标不能参与计算，可先判断 {% if 指标 is number %}".to_owned(),
        ),
        _ => (format!("模板无法执行{in_brackets}"), String::new()),
    };
    let place = place.map(|offset| Place::of_offset(source, offset));
    let place = place.or_else(|| fault.line().map(|line| Place { line, column: 1 }));
    Error::new(what).at(place).hint(hint)
}

/// The words for a filter that there is not.
pub fn unknown_filter(name: &str) -> (String, String) {
    let near = did_you_mean(name, filters::names());
    let known: Vec<&str> = filters::names().collect();
    (format!("没有“{name}”这个过滤器{near}"), format!("可用：{}", known.join("、")))
}

/// The words for a test that there is not.
pub fn unknown_test(name: &str) -> (String, String) {
    let near = did_you_mean(name, filters::TESTS);
    (format!("没有“{name}”这个判断{near}"), format!("可用：{}", filters::TESTS.join("、")))
}

/// `unexpected end of block, expected expression` in words that help who never read a grammar.
fn syntax(detail: &str) -> String {
    let Some((found, expected)) = detail.strip_prefix("unexpected ").map(|rest| {
        let (found, expected) = rest.split_once(", expected ").unwrap_or((rest, ""));
        (found, expected)
    }) else {
        return match detail {
            "empty subscript" => "[ ] 里没有内容".to_owned(),
            "invalid float" | "invalid integer (too large)" => "这个数写得不对".to_owned(),
            detail if detail.contains("recursion") => "嵌套过深".to_owned(),
            detail if detail.starts_with("cannot assign") => "这个名称不能用作自己的名称".to_owned(),
            _ => "写法不对".to_owned(),
        };
    };
    match (found, expected) {
        ("end of block" | "end of variable block" | "end of input", _) => "这里没有写完".to_owned(),
        ("character", _) => "这里有不认识的符号".to_owned(),
        ("`=`", _) => "判断是否相等要写两个等号：==".to_owned(),
        (found, expected) => {
            let should = token(expected);
            let should = if should.is_empty() { String::new() } else { format!("，应为{should}") };
            format!("这里不该是{}{should}", token(found))
        }
    }
}

/// One of minijinja's words for parts of a tag; empty for one that would explain nothing.
fn token(name: &str) -> String {
    match name {
        "identifier" => "名称".to_owned(),
        "string" => "文字".to_owned(),
        "integer" | "float" | "identifier or integer" => "数".to_owned(),
        "end of block" | "end of variable block" => "标签的结尾".to_owned(),
        "start of block" | "start of variable block" | "template-data" => "标签以外的内容".to_owned(),
        "input after expression" | "input after end of variable block" => "后面多出来的内容".to_owned(),
        "in" => "“in”".to_owned(),
        mark if mark.starts_with('`') => format!("“{}”", mark.trim_matches('`')),
        _ => String::new(),
    }
}

/// What could not be calculated, where minijinja's words for it are of use to an author.
fn operation(detail: &str) -> String {
    if let Some(sum) = detail.strip_prefix("unable to calculate ") {
        return format!("（{sum}）");
    }
    match detail.strip_prefix("tried to use ").and_then(|rest| rest.split(' ').next()) {
        Some("+") => "（加法）".to_owned(),
        Some("-") => "（减法）".to_owned(),
        Some("*") => "（乘法）".to_owned(),
        Some(_) => "（除法等运算）".to_owned(),
        None if detail.is_ascii() => String::new(),
        None => format!("（{detail}）"),
    }
}
