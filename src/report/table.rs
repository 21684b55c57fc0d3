//! The form's tables filled in with a draft's figures.

use super::date::printed_field;
use super::document::{BoxRole, TableBlock, TableBox, TableLine};
use crate::draft::Draft;
use crate::form::{Content, Field, HeadingLine, Table};

/// Room to write a blank text by hand: four characters of the line.
const ROOM: &str = "　　　　";
/// Room for a name longer than a person's.
const WIDE_ROOM: &str = "　　　　　　　　";
/// Room to write a date by hand.
const DATE_ROOM: &str = "　　　　年　　月　　日";

/// A table of the draft's form with its figures: blank cells are empty, 不适用 is “/”.
pub fn table_block(draft: &Draft, table: &Table) -> TableBlock {
    let heading = table.heading.iter().map(|line| match line {
        HeadingLine::Title(text) => TableLine::Title(printed_line(draft, text)),
        HeadingLine::Centred(text) => TableLine::Centred(printed_line(draft, text)),
        HeadingLine::Left(text) => TableLine::Left(printed_line(draft, text)),
    });
    let boxes = table.grid.boxes.iter().map(|grid_box| {
        let (role, text, cell) = match &grid_box.content {
            Content::Head(text) => (BoxRole::Head, text.clone(), None),
            Content::Label { text, indent, strong } => {
                (BoxRole::Label { indent: *indent, strong: *strong }, text.clone(), None)
            }
            Content::Side(text) => (BoxRole::Side, text.clone(), None),
            Content::Unit(text) => (BoxRole::Unit, text.clone(), None),
            Content::Number(id) => {
                let key = draft.form().cell(*id).key.clone();
                (BoxRole::Number, draft.shown(*id).unwrap_or_default(), Some(key))
            }
            Content::Nothing => (BoxRole::Nothing, String::new(), None),
        };
        TableBox {
            row: grid_box.row,
            column: grid_box.column,
            rows: grid_box.rows,
            columns: grid_box.columns,
            role,
            text,
            cell,
        }
    });
    TableBlock {
        name: table.name.clone(),
        heading: heading.collect(),
        columns: table.grid.columns.clone(),
        rows: table.grid.rows,
        head_rows: table.grid.head_rows,
        boxes: boxes.collect(),
        foot: table.foot.iter().map(|line| printed_line(draft, line)).collect(),
    }
}

/// A printed line with its `{填报单位}`-like places filled. What is filled in is not read again, so
/// a name that holds braces stays as typed; a place that names no text stays as it stands.
pub fn printed_line(draft: &Draft, line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        match after.split_once('}').and_then(|(name, after)| Some((place(draft, name)?, after))) {
            Some((words, after)) => {
                text.push_str(&words);
                rest = after;
            }
            None => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// What stands at a place of that name; blank fields leave room for the pen.
fn place(draft: &Draft, name: &str) -> Option<String> {
    match name {
        "年度" => return Some(draft.year().to_string()),
        "上年度" => return Some(draft.year().saturating_sub(1).to_string()),
        "统计口径" => return Some(draft.scope().name().to_owned()),
        _ => {}
    }
    let field = Field::by_name(name)?;
    let words = printed_field(draft, field);
    Some(if !words.is_empty() {
        words
    } else if field.is_date() {
        DATE_ROOM.to_owned()
    } else if field == Field::Agency {
        WIDE_ROOM.to_owned()
    } else {
        ROOM.to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Edit, Entry};
    use crate::form::{CellKey, Kind, editions};

    fn draft() -> Draft {
        let mut draft = Draft::new(editions::named("2014").unwrap(), 2018, "金塘镇人民政府");
        let entry = Entry::typed("4068.2080", Kind::Money);
        draft.apply(Edit::entry(CellKey::from("专项经费"), entry)).unwrap();
        draft.apply(Edit::entry(CellKey::from("收取费用"), Entry::typed("/", Kind::Money))).unwrap();
        draft
    }

    fn check(line: &str, expected: &str) {
        let mut draft = draft();
        draft.apply(Edit::Field(Field::FilledOn, "2019-01-16".to_owned())).unwrap();
        draft.apply(Edit::Field(Field::Head, "{年度}".to_owned())).unwrap();
        assert_eq!(printed_line(&draft, line), expected);
    }

    #[test]
    fn places_of_printed_lines_are_filled_once() {
        check("（{年度}年度）", "（2018年度）");
        check("填报日期：{填报日期}", "填报日期：2019年1月16日");
        check("单位负责人：{单位负责人}", "单位负责人：{年度}");
        check("审核人：{审核人}　填报人", "审核人：　　　　　填报人");
        check("成文：{成文日期}", "成文：　　　　年　　月　　日");
        check("{不认识} {", "{不认识} {");
    }

    #[test]
    fn cells_show_what_the_draft_holds() {
        let draft = draft();
        let table = table_block(&draft, draft.form().tables.first().unwrap());
        let text = |key: &str| {
            let found = table.boxes.iter().find(|b| b.cell.as_ref().is_some_and(|cell| cell.as_str() == key));
            found.unwrap().text.clone()
        };
        assert_eq!(text("专项经费"), "4068.2080");
        assert_eq!(text("收取费用"), "/");
        assert_eq!(text("收到申请数"), "");
    }
}
