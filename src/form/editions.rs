//! The official editions, embedded from `templates/forms`.

use std::sync::{Arc, LazyLock, OnceLock};

use super::{Form, parse};

/// An edition, compiled when it is first asked for: a command mostly needs one of them.
struct BuiltIn {
    name: &'static str,
    text: &'static str,
    form: OnceLock<Option<Arc<Form>>>,
}

static EDITIONS: [BuiltIn; 3] = [
    BuiltIn::new("2014", include_str!("../../templates/forms/2014.ron")),
    BuiltIn::new("2019", include_str!("../../templates/forms/2019.ron")),
    BuiltIn::new("2021", include_str!("../../templates/forms/2021.ron")),
];

static ALL: LazyLock<Vec<Arc<Form>>> =
    LazyLock::new(|| EDITIONS.iter().filter_map(BuiltIn::form).cloned().collect());

impl BuiltIn {
    const fn new(name: &'static str, text: &'static str) -> Self {
        Self { name, text, form: OnceLock::new() }
    }

    /// One that does not compile fails the test below; it is never shipped.
    fn form(&self) -> Option<&Arc<Form>> {
        self.form.get_or_init(|| parse(&self.file(), self.text).ok().map(Arc::new)).as_ref()
    }

    /// Its file, for messages.
    fn file(&self) -> String {
        format!("{}.ron", self.name)
    }
}

/// All built-in editions, oldest first.
pub fn all() -> &'static [Arc<Form>] {
    &ALL
}

/// The edition of that name.
pub fn named(edition: &str) -> Option<Arc<Form>> {
    EDITIONS.iter().find(|one| one.name == edition)?.form().cloned()
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
        for edition in &EDITIONS {
            let form = parse(&edition.file(), edition.text).unwrap_or_else(|faults| panic!("{faults}"));
            assert_eq!(form.edition, edition.name);
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
