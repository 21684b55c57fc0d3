//! The official editions, embedded from `templates/forms`.

use std::sync::{Arc, LazyLock};

use super::{Form, parse};

/// Every edition file: its name for messages and its text.
const FILES: [(&str, &str); 3] = [
    ("2014.ron", include_str!("../../templates/forms/2014.ron")),
    ("2019.ron", include_str!("../../templates/forms/2019.ron")),
    ("2021.ron", include_str!("../../templates/forms/2021.ron")),
];

static FORMS: LazyLock<Vec<Arc<Form>>> = LazyLock::new(|| {
    // A built-in form that does not compile fails the test below; it is never shipped.
    FILES.iter().filter_map(|(file, text)| parse(file, text).ok()).map(Arc::new).collect()
});

/// All built-in editions, oldest first.
pub fn all() -> &'static [Arc<Form>] {
    &FORMS
}

/// The edition of that name.
pub fn named(edition: &str) -> Option<Arc<Form>> {
    all().iter().find(|form| form.edition == edition).cloned()
}

/// The built-in edition for reports on `year`, if there is one.
pub fn for_year(year: u16) -> Option<Arc<Form>> {
    all().iter().find(|form| form.covers(year)).cloned()
}

/// What years an edition is for: `2014 版式用于 2014—2018 年度`.
pub fn years(form: &Form) -> String {
    match form.last_year {
        Some(last) => format!("{} 版式用于 {}—{last} 年度", form.edition, form.first_year),
        None => format!("{} 版式用于 {} 年度起", form.edition, form.first_year),
    }
}

/// The same of all built-in editions, oldest first.
pub fn known_years() -> String {
    all().iter().map(|form| years(form)).collect::<Vec<_>>().join("；")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_form_compiles() {
        for (file, text) in FILES {
            if let Err(faults) = parse(file, text) {
                panic!("{faults}");
            }
        }
    }

    #[test]
    fn years_choose_their_edition() {
        assert_eq!(for_year(2018).map(|form| form.edition.clone()).as_deref(), Some("2014"));
        assert_eq!(for_year(2020).map(|form| form.edition.clone()).as_deref(), Some("2019"));
        assert_eq!(for_year(2025).map(|form| form.edition.clone()).as_deref(), Some("2021"));
        assert!(for_year(2013).is_none());
        assert_eq!(
            known_years(),
            "2014 版式用于 2014—2018 年度；2019 版式用于 2019—2020 年度；2021 版式用于 2021 年度起"
        );
    }
}
