//! The built-in report templates, embedded from `templates/reports`.

use std::sync::LazyLock;

use super::Template;
use crate::form::Form;

/// Every template: its name, its file for messages, and its text.
const FILES: [(&str, &str, &str); 3] = [
    ("2014", "2014.md", include_str!("../../templates/reports/2014.md")),
    ("2019", "2019.md", include_str!("../../templates/reports/2019.md")),
    ("2021", "2021.md", include_str!("../../templates/reports/2021.md")),
];

static TEMPLATES: LazyLock<Vec<(&str, Template)>> = LazyLock::new(|| {
    // A built-in template that does not parse fails the test below; it is never shipped.
    FILES.iter().filter_map(|(name, file, text)| Some((*name, Template::parse(file, text).ok()?))).collect()
});

/// The names of all built-in templates.
pub fn names() -> impl Iterator<Item = &'static str> {
    TEMPLATES.iter().map(|(name, _)| *name)
}

/// The built-in template of that name.
pub fn named(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|(known, _)| *known == name).map(|(_, template)| template)
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
        for (_, file, text) in FILES {
            if let Err(faults) = Template::parse(file, text) {
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
