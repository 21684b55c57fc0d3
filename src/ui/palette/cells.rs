//! 转到指标: the indicators with what they hold.

use super::search::Row;
use crate::ui::command::{Command, Page};
use crate::ui::desk::Desk;

/// The indicators that fit what is typed, best first, each with the way to it.
pub fn found(desk: &Desk, typed: &str) -> Vec<(Row, Command)> {
    let form = desk.form();
    let row = |cell| {
        let of_form = form.cell(cell);
        let value = match desk.draft().shown(cell) {
            Some(value) => format!("{value} {}", of_form.unit),
            None => "未填".to_owned(),
        };
        let number = form.number(cell);
        let name =
            if number.is_empty() { of_form.name.clone() } else { format!("{number}　{}", of_form.name) };
        let hover = of_form.path.replace('/', " › ");
        let way = if form.is_fact(cell) { Command::Show(Page::Basics) } else { Command::GoTo(cell) };
        (Row { name, note: value, hover, is_off: false }, way)
    };
    form.search(typed).into_iter().map(row).collect()
}
