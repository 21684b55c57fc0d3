//! The built-in report templates, embedded from `templates/reports`.

use std::sync::{Arc, OnceLock};

use super::Template;
use crate::form::Form;

/// A template of the program's own.
#[derive(Debug)]
pub struct BuiltIn {
    /// Its name: `2021`.
    pub name: &'static str,
    /// What it makes, in a few words.
    pub about: &'static str,
    /// Its file, for messages.
    file: &'static str,
    /// Its text, as an author would write it.
    pub text: &'static str,
}

/// How templates are written, for those who write them: one page, in Chinese.
pub const GUIDE: &str = include_str!("../../docs/模板编写.md");

/// Every template, in the order in which they are offered.
const FILES: [BuiltIn; 9] = [
    BuiltIn {
        name: "2014",
        about: "六部分正文，后附统计表",
        file: "2014.md",
        text: include_str!("../../templates/reports/2014.md"),
    },
    BuiltIn {
        name: "2014-图文",
        about: "同上，另有申请渠道、答复结果、上年对比三幅图",
        file: "2014-图文.md",
        text: include_str!("../../templates/reports/2014-图文.md"),
    },
    BuiltIn {
        name: "2014-分单位",
        about: "汇总报告，文后另附各单位的数字",
        file: "2014-分单位.md",
        text: include_str!("../../templates/reports/2014-分单位.md"),
    },
    BuiltIn {
        name: "2019",
        about: "六部分正文，表格在文中",
        file: "2019.md",
        text: include_str!("../../templates/reports/2019.md"),
    },
    BuiltIn {
        name: "2019-图文",
        about: "同上，另有申请人类别、办理结果、上年对比三幅图",
        file: "2019-图文.md",
        text: include_str!("../../templates/reports/2019-图文.md"),
    },
    BuiltIn {
        name: "2019-分单位",
        about: "汇总报告，文后另附各单位的数字",
        file: "2019-分单位.md",
        text: include_str!("../../templates/reports/2019-分单位.md"),
    },
    BuiltIn {
        name: "2021",
        about: "六部分正文，总体情况分五个方面，表格在文中",
        file: "2021.md",
        text: include_str!("../../templates/reports/2021.md"),
    },
    BuiltIn {
        name: "2021-图文",
        about: "同上，另有申请人类别、办理结果、上年对比三幅图",
        file: "2021-图文.md",
        text: include_str!("../../templates/reports/2021-图文.md"),
    },
    BuiltIn {
        name: "2021-分单位",
        about: "汇总报告，文后另附各单位的数字",
        file: "2021-分单位.md",
        text: include_str!("../../templates/reports/2021-分单位.md"),
    },
];

/// Each is parsed when it is first asked for: an export needs one.
static PARSED: [OnceLock<Option<Arc<Template>>>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];

/// All built-in templates.
pub fn all() -> &'static [BuiltIn] {
    &FILES
}

/// The names of all built-in templates.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|one| one.name)
}

/// The file and text of the built-in template of that name.
pub(super) fn source(name: &str) -> Option<(&'static str, &'static str)> {
    FILES.iter().find(|one| one.name == name).map(|one| (one.file, one.text))
}

/// The built-in template of that name.
pub fn named(name: &str) -> Option<&'static Arc<Template>> {
    let (one, parsed) = FILES.iter().zip(&PARSED).find(|(one, _)| one.name == name)?;
    // A built-in template that does not parse fails the test below; it is never shipped.
    parsed.get_or_init(|| Template::parse(one.file, one.text).ok().map(Arc::new)).as_ref()
}

/// The built-in template that belongs to a form.
pub fn for_form(form: &Form) -> Option<&'static Arc<Template>> {
    named(&form.report)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::editions;

    #[test]
    fn every_built_in_template_parses() {
        for BuiltIn { file, text, .. } in &FILES {
            if let Err(faults) = Template::parse(file, text) {
                panic!("{faults:?}");
            }
        }
    }

    #[test]
    fn every_built_in_template_serves_the_edition_that_it_is_named_after() {
        for name in names() {
            let edition = name.split('-').next().unwrap_or(name);
            let form = editions::named(edition).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(named(name).map(|template| template.check(&form)), Some(Vec::new()), "{name}");
        }
    }

    #[test]
    fn every_edition_has_a_template() {
        for form in editions::all() {
            assert!(for_form(form).is_some(), "{} 没有模板", form.edition);
        }
    }
}
