//! What a template can put figures and texts through: 千分位, 万元, 占比, 百分比, 比上年, 增减, 中文数字, 各单位,
//! 列举, 缺省, and a few of Jinja's own. Nothing else is there, so a template can reach nothing else.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use minijinja::value::{Kwargs, Object, Rest};
use minijinja::{Environment, Error as JinjaError, ErrorKind, State, Value, filters, tests};
use rust_decimal::Decimal;

use super::engine::Inserted;
use super::reference::{BLANK_FIGURE, PARAGRAPH};
use super::{official, shares};
use crate::draft;

/// Those that want an exact figure, with its unit and last year's.
const OF_FIGURES: [&str; 8] = ["千分位", "万元", "占比", "百分比", "比上年", "增减", "中文数字", "各单位"];
/// Those of texts.
const OF_TEXTS: [&str; 2] = ["列举", "缺省"];
/// Jinja's own that a template may use.
const OF_JINJA: [&str; 5] = ["abs", "int", "length", "round", "trim"];

/// The tests that a template may use: `{% if 收到申请数 is number %}`.
pub const TESTS: [&str; 5] = ["defined", "none", "number", "string", "undefined"];

/// The most decimals that may be asked for.
const MOST_DIGITS: u32 = 6;

/// 元 in one 万元.
const TEN_THOUSAND: Decimal = Decimal::from_parts(10_000, 0, 0, false, 0);

/// The names of all filters.
pub fn names() -> impl Iterator<Item = &'static str> {
    OF_FIGURES.into_iter().chain(OF_TEXTS).chain(OF_JINJA)
}

/// Whether it takes a figure rather than a plain number.
pub fn is_figure_filter(name: &str) -> bool {
    OF_FIGURES.contains(&name)
}

/// A cell as a filter takes it.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Its number, where it is one; money without a printed unit in 万元.
    pub number: Option<Decimal>,
    /// Last year's number; `None` also where this is last year's.
    pub last: Option<Decimal>,
    /// What is printed where it is no number: `/`, or the text found.
    pub shown: Option<String>,
    /// Its unit.
    pub unit: String,
    /// How messages call it.
    pub key: String,
    /// The units behind it, where it is this year's of a 汇总.
    pub sources: Option<Arc<draft::Sources>>,
}

impl Object for Figure {
    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shown.as_deref().unwrap_or(BLANK_FIGURE))
    }
}

/// An error of a filter's own, in Chinese. The word before it tells it from minijinja's.
pub const OWN: &str = "过滤器“";

fn wrong(filter: &str, what: impl fmt::Display) -> JinjaError {
    JinjaError::new(ErrorKind::InvalidOperation, format!("{OWN}{filter}”{what}"))
}

/// What stands before a filter.
fn figure(filter: &str, value: &Value) -> Result<Figure, JinjaError> {
    if let Some(figure) = value.downcast_object_ref::<Figure>() {
        return Ok(figure.clone());
    }
    let number = match value {
        value if value.is_none() => None,
        // Divided by zero: not known.
        value if f64::try_from(value.clone()).is_ok_and(|number| !number.is_finite()) => None,
        value if value.is_number() => Some(decimal(value).ok_or_else(|| wrong(filter, "的数过大"))?),
        value => {
            let is = value.as_str().map_or("的前面要的是一个数".to_owned(), |text| {
                format!("的前面要的是一个数，不是文字“{text}”")
            });
            return Err(wrong(filter, is));
        }
    };
    Ok(Figure { number, last: None, shown: None, unit: String::new(), key: String::new(), sources: None })
}

/// A Jinja number as a decimal. A calculated one is a floating number: what it shows is taken, exact to
/// fifteen digits.
fn decimal(value: &Value) -> Option<Decimal> {
    match value.is_integer() {
        true => i128::try_from(value.clone())
            .ok()
            .and_then(|whole| Decimal::try_from_i128_with_scale(whole, 0).ok()),
        false => {
            f64::try_from(value.clone()).ok().and_then(|number| Decimal::from_str(&number.to_string()).ok())
        }
    }
}

/// What is printed: words, or for a blank the mark of a blank figure.
fn words(figure: &Figure, of_number: impl FnOnce(Decimal) -> Option<String>) -> Value {
    let blank = || figure.shown.clone().unwrap_or_else(|| BLANK_FIGURE.to_owned());
    Value::from(figure.number.and_then(of_number).unwrap_or_else(blank))
}

/// 位数 in the brackets of a filter, by its place or by its name.
fn digits(filter: &str, given: Option<&Value>, default: u32) -> Result<u32, JinjaError> {
    let Some(given) = given else { return Ok(default) };
    let digits =
        u32::try_from(given.clone()).ok().filter(|digits| *digits <= MOST_DIGITS && given.is_integer());
    digits.ok_or_else(|| wrong(filter, format!("的位数应为 0 至 {MOST_DIGITS} 的整数")))
}

/// What stands in the brackets of a filter: at most so many values, and 位数 by name.
fn arguments(
    filter: &str,
    given: Rest<Value>,
    named: &Kwargs,
    most: usize,
) -> Result<(Vec<Value>, Option<Value>), JinjaError> {
    let digits = named.get::<Option<Value>>("位数")?;
    named.assert_all_used().map_err(|_| wrong(filter, "的括号里只能写明“位数=…”"))?;
    match given.len() > most {
        true if most == 0 => Err(wrong(filter, "不带括号")),
        true => Err(wrong(filter, format!("的括号里最多写 {most} 项"))),
        false => Ok((given.0, digits)),
    }
}

fn thousands(value: Value, given: Rest<Value>, named: Kwargs) -> Result<Value, JinjaError> {
    arguments("千分位", given, &named, 0)?;
    Ok(words(&figure("千分位", &value)?, |number| Some(draft::thousands(number))))
}

fn ten_thousands(value: Value, given: Rest<Value>, named: Kwargs) -> Result<Value, JinjaError> {
    let name = "万元";
    let figure = figure(name, &value)?;
    let (values, by_name) = arguments(name, given, &named, 1)?;
    let digits = digits(name, values.first().or(by_name.as_ref()), 2)?;
    let divisor = match figure.unit.as_str() {
        "元" => TEN_THOUSAND,
        "万元" => Decimal::ONE,
        // A calculated number.
        "" if figure.key.is_empty() => TEN_THOUSAND,
        _ => return Err(wrong(name, format!("用于金额，“{}”不是金额", figure.key))),
    };
    Ok(words(&figure, |number| {
        Some(format!("{}万元", official::rounded(number.checked_div(divisor)?, digits)))
    }))
}

fn share(value: Value, given: Rest<Value>, named: Kwargs) -> Result<Value, JinjaError> {
    let name = "占比";
    let part = figure(name, &value)?;
    let (values, by_name) = arguments(name, given, &named, 2)?;
    let mut values = values.iter();
    let Some(whole) = values.next() else {
        return Err(wrong(name, "的括号里要写整体，如 {{部分|占比(整体)}}"));
    };
    let whole = figure(name, whole)?.number.filter(|whole| *whole > Decimal::ZERO);
    let digits = digits(name, values.next().or(by_name.as_ref()), 1)?;
    // A share of nothing, or of what nobody knows, is not known.
    Ok(words(&part, |number| official::percent(number.checked_div(whole?)?, digits)))
}

fn percentage(value: Value, given: Rest<Value>, named: Kwargs) -> Result<Value, JinjaError> {
    let name = "百分比";
    let figure = figure(name, &value)?;
    let (values, by_name) = arguments(name, given, &named, 1)?;
    let digits = digits(name, values.first().or(by_name.as_ref()), 1)?;
    Ok(words(&figure, |number| official::percent(number, digits)))
}

/// This year's figure and last year's, which is the cell's own or stands in the brackets.
fn both_years(
    name: &str,
    value: &Value,
    given: Option<&Value>,
) -> Result<(Figure, Option<Decimal>), JinjaError> {
    let this = figure(name, value)?;
    let last = match given {
        Some(given) => figure(name, given)?.number,
        None if this.key.is_empty() => {
            let what =
                format!("的前面不是指标，要在括号里写上年数，如 {{{{(甲+乙)|{name}(上年.甲+上年.乙)}}}}");
            return Err(wrong(name, what));
        }
        None => this.last,
    };
    Ok((this, last))
}

fn growth(value: Value, given: Rest<Value>, named: Kwargs) -> Result<Value, JinjaError> {
    let name = "比上年";
    let (values, by_name) = arguments(name, given, &named, 1)?;
    let digits = digits(name, by_name.as_ref(), 1)?;
    let (this, last) = both_years(name, &value, values.first())?;
    Ok(compared(&this, last, |this, last, unit| official::growth(this, last, unit, digits)))
}

fn difference(value: Value, given: Rest<Value>, named: Kwargs) -> Result<Value, JinjaError> {
    let name = "增减";
    let (values, _) = arguments(name, given, &named, 1)?;
    let (this, last) = both_years(name, &value, values.first())?;
    Ok(compared(&this, last, official::difference))
}

fn compared(
    this: &Figure,
    last: Option<Decimal>,
    words: impl FnOnce(Decimal, Decimal, &str) -> Option<String>,
) -> Value {
    let both = this.number.zip(last);
    let told = both.and_then(|(number, last)| words(number, last, &this.unit));
    Value::from(told.unwrap_or_else(|| BLANK_FIGURE.to_owned()))
}

fn chinese(value: Value, given: Rest<Value>, named: Kwargs) -> Result<Value, JinjaError> {
    arguments("中文数字", given, &named, 0)?;
    let figure = figure("中文数字", &value)?;
    Ok(words(&figure, |number| draft::numerals(number).or_else(|| Some(draft::thousands(number)))))
}

/// The units' parts of a 汇总, largest first; nothing where it is none, does not know its units, or is not above zero.
fn of_units(value: Value, given: Rest<Value>, named: Kwargs) -> Result<Value, JinjaError> {
    /// So many units are named unless the template says otherwise.
    const NAMED: usize = 5;
    let name = "各单位";
    let figure = figure(name, &value)?;
    let (values, _) = arguments(name, given, &named, 1)?;
    let most = match values.first() {
        None => NAMED,
        Some(given) => usize::try_from(given.clone())
            .ok()
            .filter(|most| (1..=shares::MOST_NAMED).contains(most))
            .ok_or_else(|| wrong(name, format!("的个数应为 1 至 {} 的整数", shares::MOST_NAMED)))?,
    };
    let told = figure
        .sources
        .as_deref()
        .and_then(|sources| shares::told(sources, &figure.key, figure.number?, &figure.unit, most));
    // An empty text that was inserted would stand where 列举 looks for none.
    Ok(told.map_or_else(|| Value::from_safe_string(String::new()), Value::from))
}

/// Puts every filter and test that there is into an empty environment.
pub fn install(environment: &mut Environment<'_>, inserted: &Inserted) {
    environment.add_filter("千分位", thousands);
    environment.add_filter("万元", ten_thousands);
    environment.add_filter("占比", share);
    environment.add_filter("百分比", percentage);
    environment.add_filter("比上年", growth);
    environment.add_filter("增减", difference);
    environment.add_filter("中文数字", chinese);
    environment.add_filter("各单位", of_units);
    environment.add_filter("abs", filters::abs);
    environment.add_filter("int", filters::int);
    environment.add_filter("length", |value: &Value| filters::length(value));
    environment.add_filter("round", filters::round);
    environment.add_filter("trim", filters::trim);
    environment.add_test("defined", tests::is_defined);
    environment.add_test("undefined", tests::is_undefined);
    environment.add_test("none", tests::is_none);
    environment.add_test("number", tests::is_number);
    environment.add_test("string", tests::is_string);
    install_texts(environment, inserted);
}

fn install_texts(environment: &mut Environment<'_>, inserted: &Inserted) {
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
    environment.add_filter("缺省", move |_: &State, text: Value, otherwise: Value| {
        let text = to.text_of(&text)?;
        let is_blank = text.chars().all(|c| c.is_whitespace() || c == PARAGRAPH);
        let text = if is_blank { to.text_of(&otherwise)? } else { text };
        Ok::<_, JinjaError>(Value::from_safe_string(text))
    });
}
