//! The official tables: spans as in the form, and heads that say what they are heads of.

use std::fmt::Write as _;

use super::escaped;
use crate::report::{BoxRole, TableBlock, TableBox, TableLine};

/// A table of more columns is set smaller.
const MANY_COLUMNS: usize = 6;
/// A table of no more rows is not parted by the end of a page.
const FEW_ROWS: u16 = 30;

/// A table with the lines above and under it.
pub(super) fn put(table: &TableBlock, page: &mut String) {
    // The border is obsolete as an attribute, and the only one that editors of portals leave, when they take
    // style sheets out.
    let label = match table.heading.is_empty() {
        true => format!(" aria-label=\"{}\"", escaped(&table.name)),
        false => String::new(),
    };
    let classes = [("wide", table.columns.len() > MANY_COLUMNS), ("short", table.rows <= FEW_ROWS)];
    let classes: Vec<&str> = classes.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect();
    let class = if classes.is_empty() { String::new() } else { format!(" class=\"{}\"", classes.join(" ")) };
    _ = writeln!(page, "<table border=\"1\"{class}{label}>");
    if !table.heading.is_empty() {
        page.push_str("<caption>");
        for line in &table.heading {
            let (class, text) = match line {
                TableLine::Title(text) => ("title", text),
                TableLine::Centred(text) => ("centred", text),
                TableLine::Left(text) => ("left", text),
            };
            _ = write!(page, "<span class=\"{class}\">{}</span>", escaped(text));
        }
        page.push_str("</caption>\n");
    }
    put_columns(&table.columns, page);
    let head = table.head_rows.min(table.rows);
    if head > 0 {
        page.push_str("<thead>\n");
        (0..head).for_each(|row| put_row(table, row, page));
        page.push_str("</thead>\n");
    }
    page.push_str("<tbody>\n");
    (head..table.rows).for_each(|row| put_row(table, row, page));
    page.push_str("</tbody>\n</table>\n");
    for line in &table.foot {
        _ = writeln!(page, "<p class=\"foot\">{}</p>", escaped(line));
    }
}

fn put_columns(columns: &[f32], page: &mut String) {
    let all: f32 = columns.iter().sum();
    page.push_str("<colgroup>");
    for width in columns {
        let part = if all > 0.0 { width / all * 100.0 } else { 0.0 };
        _ = write!(page, "<col style=\"width:{part:.2}%\">");
    }
    page.push_str("</colgroup>\n");
}

fn put_row(table: &TableBlock, row: u16, page: &mut String) {
    let mut boxes: Vec<&TableBox> = table.boxes.iter().filter(|place| place.row == row).collect();
    boxes.sort_by_key(|place| place.column);
    page.push_str("<tr>");
    boxes.into_iter().for_each(|place| put_box(place, page));
    page.push_str("</tr>\n");
}

fn put_box(place: &TableBox, page: &mut String) {
    let group = |span: u16, one: &'static str, several: &'static str| if span > 1 { several } else { one };
    let (tag, scope, class) = match place.role {
        BoxRole::Head => ("th", group(place.columns, "col", "colgroup"), String::new()),
        BoxRole::Label { indent, strong } => {
            let strong = if strong { " strong" } else { "" };
            ("th", group(place.rows, "row", "rowgroup"), format!("label i{indent}{strong}"))
        }
        BoxRole::Side => ("th", group(place.rows, "row", "rowgroup"), "side".to_owned()),
        BoxRole::Unit => ("td", "", "unit".to_owned()),
        BoxRole::Number => ("td", "", "number".to_owned()),
        BoxRole::Nothing => ("td", "", String::new()),
    };
    _ = write!(page, "<{tag}");
    for (name, span) in [("rowspan", place.rows), ("colspan", place.columns)] {
        if span > 1 {
            _ = write!(page, " {name}=\"{span}\"");
        }
    }
    for (name, value) in [("scope", scope), ("class", class.as_str())] {
        if !value.is_empty() {
            _ = write!(page, " {name}=\"{value}\"");
        }
    }
    _ = write!(page, ">{}</{tag}>", escaped(&place.text));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(role: BoxRole, (rows, columns): (u16, u16), expected: &str) {
        let place = TableBox { row: 0, column: 0, rows, columns, role, text: "甲<".to_owned(), cell: None };
        let mut page = String::new();
        put_box(&place, &mut page);
        assert_eq!(page, expected);
    }

    #[test]
    fn heads_say_what_they_are_heads_of() {
        check(BoxRole::Head, (1, 1), "<th scope=\"col\">甲&lt;</th>");
        check(BoxRole::Head, (2, 3), "<th rowspan=\"2\" colspan=\"3\" scope=\"colgroup\">甲&lt;</th>");
        let label = |strong| BoxRole::Label { indent: 1, strong };
        check(label(false), (1, 1), "<th scope=\"row\" class=\"label i1\">甲&lt;</th>");
        check(label(true), (1, 1), "<th scope=\"row\" class=\"label i1 strong\">甲&lt;</th>");
        check(BoxRole::Side, (22, 1), "<th rowspan=\"22\" scope=\"rowgroup\" class=\"side\">甲&lt;</th>");
        check(BoxRole::Number, (1, 1), "<td class=\"number\">甲&lt;</td>");
    }
}
