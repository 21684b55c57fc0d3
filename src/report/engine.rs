//! Runs a template through minijinja. Values go in as references, never as text, so nothing that is
//! inserted can be read as Markdown or as Jinja. Steps and output are limited.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::{AutoEscape, Environment, Error as JinjaError, ErrorKind, UndefinedBehavior, Value};

use super::filters;
use super::live::with_figures;
use super::reference::{BLANK_FIGURE, Reference};
use super::vocabulary::{Vocabulary, context};
use crate::draft::Draft;

/// Steps a template may take; the longest built-in one takes some hundreds.
const FUEL: u64 = 50_000;
/// The most that a template may print, in bytes; a long report has 30,000.
const MOST_PRINTED: usize = 1024 * 1024;
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

/// What minijinja says of the syntax of a piece of template.
pub fn syntax(source: &str) -> Option<JinjaError> {
    environment(&Inserted::default()).template_from_str(source).err()
}

/// Runs a prepared source for a draft.
///
/// # Errors
/// What minijinja complains of; its range holds in the source as given.
pub fn render(source: &str, draft: &Draft) -> Result<Rendered, JinjaError> {
    let form = draft.form();
    let figure = |key: &str| form.find(key).and_then(|id| u16::try_from(id.index()).ok());
    // Of the same length, so that offsets into it are offsets into what the author wrote.
    let live = with_figures(source, figure);
    let inserted = Inserted::default();
    let environment = environment(&inserted);
    let vocabulary = Arc::new(Vocabulary::of(draft));
    let template = environment.template_from_str(&live)?;
    let mut printed = Limited(Vec::new());
    template.render_captured_to(context(vocabulary), &mut printed)?;
    // Both the source and what is inserted are text.
    Ok(Rendered { text: String::from_utf8_lossy(&printed.0).into_owned(), words: inserted.take() })
}

/// Takes what a template prints, up to the limit.
struct Limited(Vec<u8>);

impl io::Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MOST_PRINTED {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The words inserted so far; references count through them.
#[derive(Debug, Clone, Default)]
pub struct Inserted(Arc<Mutex<Words>>);

#[derive(Debug, Default)]
struct Words {
    list: Vec<String>,
    /// Bytes of all that went through, also into blocks that are captured.
    written: usize,
}

impl Inserted {
    /// A value as text that may stand in the template's output.
    ///
    /// # Errors
    /// It is neither a number nor a text, or too much was printed.
    pub fn text_of(&self, value: &Value) -> Result<String, JinjaError> {
        if let Some(text) = value.as_str() {
            // Output of the template itself, captured: its references are made already.
            return match value.is_safe() {
                true => self.counted(text.len()).map(|()| text.to_owned()),
                false => self.reference(text.to_owned()),
            };
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

    fn counted(&self, bytes: usize) -> Result<(), JinjaError> {
        let mut words = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        words.written = words.written.saturating_add(bytes);
        match words.written > MOST_PRINTED {
            true => Err(JinjaError::new(ErrorKind::WriteFailure, "")),
            false => Ok(()),
        }
    }

    fn reference(&self, text: String) -> Result<String, JinjaError> {
        self.counted(text.len())?;
        let mut words = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let too_many = |_| JinjaError::new(ErrorKind::WriteFailure, "");
        let index = u16::try_from(words.list.len()).map_err(too_many)?;
        words.list.push(text);
        Ok(Reference::Words(index).encoded())
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).list)
    }
}

/// A number without the point that Jinja gives to whole floating numbers, and without their noise.
fn number_text(value: &Value) -> String {
    match (value.is_integer(), f64::try_from(value.clone())) {
        // Divided by zero: not known.
        (false, Ok(number)) if !number.is_finite() => BLANK_FIGURE.to_owned(),
        (false, Ok(number)) => {
            let text = format!("{number:.DECIMALS$}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => value.to_string(),
    }
}

/// Nothing but what is put into it: no functions, no other templates, no filter that could declare a
/// draft's words to be markup.
fn environment(inserted: &Inserted) -> Environment<'static> {
    let mut environment = Environment::empty();
    environment.set_debug(true);
    environment.set_fuel(Some(FUEL));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // Any escaping at all makes captured output count as safe.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("references".into()));
    let to = inserted.clone();
    environment.set_formatter(move |out, _, value| Ok(out.write_str(&to.text_of(value)?)?));
    filters::install(&mut environment, inserted);
    environment
}
