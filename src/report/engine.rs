//! Runs a template through minijinja. Values go in as references, never as text, so nothing that is
//! inserted can be read as Markdown or as Jinja.

use std::sync::{Arc, Mutex, PoisonError};

use minijinja::{AutoEscape, Environment, Error as JinjaError, ErrorKind, UndefinedBehavior, Value};

use super::reference::{BLANK_FIGURE, PARAGRAPH, Reference};
use super::tags::{names, tags, with_figures};
use super::vocabulary::{Vocabulary, context};
use crate::draft::Draft;
use crate::error::{Error, Place, did_you_mean};

/// Steps a template may take; the longest built-in one takes some hundreds.
const FUEL: u64 = 200_000;
/// Decimals of a calculated number, as many as an amount of money has.
const DECIMALS: usize = crate::form::Kind::MAX_DECIMALS;

/// A template's output.
#[derive(Debug, Clone, Default)]
pub struct Rendered {
    /// The text, with references.
    pub text: String,
    /// The words that references stand for.
    pub words: Vec<String>,
}

/// The first fault of syntax. minijinja stops at it, so there is never a second.
pub fn syntax_fault(source: &str) -> Option<Error> {
    let fault = environment(&Inserted::default()).template_from_str(source).err()?;
    Some(words_of(&fault, source))
}

/// Every use of a name that the vocabulary does not have, in branches not taken too.
pub fn unknown_names(source: &str, vocabulary: &Vocabulary) -> Vec<Error> {
    let environment = environment(&Inserted::default());
    let Ok(template) = environment.template_from_str(source) else { return Vec::new() };
    let mut unknown = template.undeclared_variables(true);
    unknown
        .retain(|name| !vocabulary.knows(name) && !environment.globals().any(|(global, _)| global == name));
    let used = names(source, &tags(source)).into_iter().filter(|(_, name)| unknown.contains(*name));
    used.map(|(at, name)| {
        let near = did_you_mean(name, vocabulary.names());
        Error::new(format!("没有“{name}”这个指标或者名称{near}")).at(Place::of_offset(source, at))
    })
    .collect()
}

/// Runs a prepared source for a draft.
///
/// # Errors
/// Unknown names or filters, sums with blanks, too many steps: in Chinese, with line and column.
pub fn render(source: &str, draft: &Draft) -> Result<Rendered, Error> {
    let form = draft.form();
    let figure = |key: &str| form.find(key).and_then(|id| u16::try_from(id.index()).ok());
    // Of the same length, so that offsets into it are offsets into what the author wrote.
    let live = with_figures(source, figure);
    let inserted = Inserted::default();
    let environment = environment(&inserted);
    let vocabulary = Arc::new(Vocabulary::of(draft));
    let template = environment.template_from_str(&live).map_err(|fault| words_of(&fault, source))?;
    let text = template.render(context(vocabulary)).map_err(|fault| words_of(&fault, source))?;
    Ok(Rendered { text, words: inserted.take() })
}

/// The words inserted so far; references count through them.
#[derive(Debug, Clone, Default)]
struct Inserted(Arc<Mutex<Vec<String>>>);

impl Inserted {
    /// A value as text that may stand in the template's output.
    fn text_of(&self, value: &Value) -> Result<String, JinjaError> {
        if let Some(text) = value.as_str() {
            // Output of the template itself, captured: its references are made already.
            return if value.is_safe() { Ok(text.to_owned()) } else { self.reference(text.to_owned()) };
        }
        if value.is_undefined() {
            // An `if` expression without its `else`; any other undefined value is an error before.
            return Ok(String::new());
        }
        if value.is_none() {
            return self.reference(BLANK_FIGURE.to_owned());
        }
        if value.is_number() {
            return self.reference(number_text(value));
        }
        let what = "这里要的是一个数或者一段文字";
        Err(JinjaError::new(ErrorKind::InvalidOperation, what))
    }

    fn reference(&self, words: String) -> Result<String, JinjaError> {
        let mut list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let index = u16::try_from(list.len())
            .map_err(|_| JinjaError::new(ErrorKind::InvalidOperation, "插入的文字过多"))?;
        list.push(words);
        Ok(Reference::Words(index).encoded())
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A number without the point that Jinja gives to whole floating numbers, and without their noise.
fn number_text(value: &Value) -> String {
    match (value.is_integer(), f64::try_from(value.clone())) {
        (false, Ok(number)) => {
            let text = format!("{number:.DECIMALS$}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => value.to_string(),
    }
}

fn environment(inserted: &Inserted) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_debug(true);
    environment.set_fuel(Some(FUEL));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // Any escaping at all makes captured output count as safe.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("references".into()));
    // Nobody may declare a draft's words to be markup.
    for filter in ["safe", "escape", "e"] {
        environment.remove_filter(filter);
    }

    let to = inserted.clone();
    environment.set_formatter(move |out, _, value| Ok(out.write_str(&to.text_of(value)?)?));
    let to = inserted.clone();
    environment.add_filter(
        "列举",
        move |items: Value, opening: Option<Value>, between: Option<Value>, closing: Option<Value>| {
            let text_or = |value: Option<Value>, default: &str| match value {
                Some(value) => to.text_of(&value),
                None => Ok(default.to_owned()),
            };
            let text = to.text_of(&items)?;
            let blank = |c: char| c.is_whitespace() || c == PARAGRAPH;
            let items: Vec<&str> =
                text.lines().map(|line| line.trim_matches(blank)).filter(|line| !line.is_empty()).collect();
            if items.is_empty() {
                return Ok(Value::from_safe_string(String::new()));
            }
            let listed = items.join(&text_or(between, "、")?);
            let listed = format!("{}{listed}{}", text_or(opening, "")?, text_or(closing, "")?);
            Ok::<_, JinjaError>(Value::from_safe_string(listed))
        },
    );
    let to = inserted.clone();
    environment.add_filter("缺省", move |text: Value, otherwise: Value| {
        let text = to.text_of(&text)?;
        let is_blank = text.chars().all(|c| c.is_whitespace() || c == PARAGRAPH);
        let text = if is_blank { to.text_of(&otherwise)? } else { text };
        Ok::<_, JinjaError>(Value::from_safe_string(text))
    });
    environment
}

/// A complaint of minijinja's in Chinese, with its place.
fn words_of(fault: &JinjaError, source: &str) -> Error {
    let detail = fault.detail().unwrap_or_default();
    let quoted = detail.split('"').nth(1).or_else(|| detail.split(' ').nth(1)).unwrap_or_default();
    let in_brackets = if detail.is_empty() { String::new() } else { format!("（{detail}）") };
    let (what, hint) = match fault.kind() {
        ErrorKind::SyntaxError | ErrorKind::BadEscape | ErrorKind::InvalidDelimiter => {
            (format!("模板写法不对{in_brackets}"), "")
        }
        ErrorKind::OutOfFuel => ("模板运行的步数过多".to_owned(), "请检查循环的次数"),
        ErrorKind::UndefinedError => (format!("用到了没有值的名称{in_brackets}"), ""),
        ErrorKind::UnknownFilter => {
            (format!("没有“{quoted}”这个过滤器"), "可用：列举、缺省，以及 Jinja 自带的过滤器")
        }
        ErrorKind::UnknownTest => (format!("没有“{quoted}”这个判断"), ""),
        ErrorKind::UnknownFunction => (format!("没有“{quoted}”这个函数"), ""),
        ErrorKind::InvalidOperation => (
            format!("无法计算{in_brackets}"),
            "空白或者不适用的指标不能参与计算，可先判断 {% if 指标 is number %}",
        ),
        _ => (format!("模板无法执行{in_brackets}"), ""),
    };
    let place = match (fault.range(), fault.line()) {
        (Some(range), _) => Some(Place::of_offset(source, range.start)),
        (None, line) => line.map(|line| Place { line, column: 1 }),
    };
    Error::new(what).at(place).hint(hint)
}
