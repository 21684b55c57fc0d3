//! The built-in report templates, embedded from `templates/reports`.

use std::sync::OnceLock;

use super::Template;
use crate::form::Form;

/// A template, parsed when it is first asked for: a command needs one of them.
struct BuiltIn {
    name: &'static str,
    text: &'static str,
    template: OnceLock<Option<Template>>,
}

static TEMPLATES: [BuiltIn; 3] = [
    BuiltIn::new("2014", include_str!("../../templates/reports/2014.md")),
    BuiltIn::new("2019", include_str!("../../templates/reports/2019.md")),
    BuiltIn::new("2021", include_str!("../../templates/reports/2021.md")),
];

impl BuiltIn {
    const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, text, template: OnceLock::new() }
    }

    /// One that does not parse fails the test below; it is never shipped.
    fn template(&self) -> Option<&Template> {
        self.template.get_or_init(|| Template::parse(&self.file(), self.text).ok()).as_ref()
    }

    /// Its file, for messages.
    fn file(&self) -> String {
        format!("{}.md", self.name)
    }
}

/// The names of all built-in templates.
pub fn names() -> impl Iterator<Item = &'static str> {
    TEMPLATES.iter().map(|one| one.name)
}

/// The built-in template of that name.
pub fn named(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|one| one.name == name)?.template()
}

/// The built-in template that belongs to a form.
pub fn for_form(form: &Form) -> Option<&'static Template> {
    named(&form.report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;

    #[test]
    fn every_built_in_template_parses() {
        for one in &TEMPLATES {
            if let Err(faults) = Template::parse(&one.file(), one.text) {
                panic!("{faults:?}");
            }
        }
    }

    #[test]
    fn every_edition_has_a_template_that_serves_it() {
        for form in editions::all() {
            let template = for_form(form).unwrap_or_else(|| panic!("{} 没有模板", form.edition));
            assert_eq!(template.check(form), [], "{}", form.edition);
        }
    }
}
