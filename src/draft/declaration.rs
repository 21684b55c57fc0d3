//! 定稿: the clerk's word that a report is final although 强制 checks fail. It is bound to what failed
//! then, and with which values: it says nothing of anything else.

use serde::{Deserialize, Serialize};

use super::ordered::Ordered;
use crate::form::Form;

/// What fails and is declared final all the same.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Declaration {
    fails: Ordered<Vec<String>>,
}

impl Declaration {
    /// Of these failures: each by the name of its relation, or its rule's id with the cell or field in
    /// brackets (`14-00a[收到申请数]`), and the values that it looked at.
    pub fn new(fails: impl IntoIterator<Item = (String, Vec<String>)>) -> Self {
        let mut kept: Vec<(String, Vec<String>)> = Vec::new();
        for (name, values) in fails {
            if kept.iter().all(|(known, _)| *known != name) {
                kept.push((name, values));
            }
        }
        Self { fails: Ordered(kept) }
    }

    /// Whether it is of nothing.
    pub fn is_empty(&self) -> bool {
        self.fails.is_empty()
    }

    /// What was declared: names with values.
    pub fn fails(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.fails.0.iter().map(|(name, values)| (name.as_str(), values.as_slice()))
    }

    /// Whether every failure of `now` is among those declared, with the same values.
    pub fn covers(&self, now: &Self) -> bool {
        now.fails.0.iter().all(|fail| self.fails.0.contains(fail))
    }

    /// The first name that this form has no relation or rule for.
    pub(super) fn unknown_name(&self, form: &Form) -> Option<&str> {
        let known = |name: &str| {
            let rule = name.split('[').next().unwrap_or(name);
            form.rules.iter().any(|known| known.id == rule)
        };
        self.fails().map(|(name, _)| name).find(|name| !known(name))
    }
}
