//! 命令面板: every entry of the menus, the parts of the report and the drafts opened lately.

use egui::Context;

use super::search::Row;
use crate::form::Initials;
use crate::ui::app::App;
use crate::ui::command::{Command, MenuCommand, Page};
use crate::ui::menu_list::{self, Line, MENUS};
use crate::ui::menus;

/// Something that can be done.
struct Item {
    /// What it is called, and what it is found by.
    name: String,
    /// The menu it stands in, or what it is.
    of: &'static str,
    keys: String,
    why_not: Option<&'static str>,
    wish: Command,
}

/// The commands that fit what is typed: best first, of those that fit alike the ones chosen lately first and
/// then as in the menus.
pub fn found(app: &App, ctx: &Context, typed: &str) -> Vec<(Row, Command)> {
    let typed = typed.trim();
    let recent = |item: &Item| {
        let Command::Menu(entry) = item.wish else { return usize::MAX };
        let known = app.settings.recent_commands.iter().position(|known| known == entry.text());
        known.unwrap_or(usize::MAX)
    };
    let ranked =
        items(app, ctx).into_iter().filter_map(|item| Some((rank(&item.name, item.of, typed)?, item)));
    let mut ranked: Vec<(u8, Item)> = ranked.collect();
    ranked.sort_by_key(|(rank, item)| (*rank, recent(item)));
    let row = |item: Item| {
        let note = match item.why_not {
            Some(why_not) => why_not.to_owned(),
            None if item.keys.is_empty() => item.of.to_owned(),
            None => format!("{}　{}", item.of, item.keys),
        };
        (Row { name: item.name, note, hover: String::new(), is_off: item.why_not.is_some() }, item.wish)
    };
    ranked.into_iter().map(|(_, item)| row(item)).collect()
}

fn items(app: &App, ctx: &Context) -> Vec<Item> {
    let desk = app.desk.as_ref();
    let mut items: Vec<Item> = Vec::new();
    for (menu, line) in MENUS.iter().flat_map(|menu| menu.lines.iter().map(move |line| (menu, line))) {
        // An entry that stands in two menus is one command; the palette is open already.
        let Line::Entry(entry) = *line else { continue };
        let wish = Command::Menu(entry);
        if entry == MenuCommand::Palette || items.iter().any(|item| item.wish == wish) {
            continue;
        }
        items.push(Item {
            name: menu_list::text(entry, desk),
            of: menu.name,
            keys: menus::keys(entry, ctx),
            why_not: menu_list::why_not(entry, desk),
            wish,
        });
    }
    let go = |name: String, of, wish| Item { name, of, keys: String::new(), why_not: None, wish };
    if let Some(desk) = desk {
        for (name, cells) in desk.form().sections() {
            let first = cells.first().filter(|cell| !desk.form().is_fact(**cell));
            items.extend(first.map(|cell| go(name.to_owned(), "统计表", Command::GoTo(*cell))));
        }
        for section in desk.template.sections() {
            items.push(go(section.clone(), "报告正文", Command::Show(Page::Text(section.clone()))));
        }
    }
    for file in app.recents.files() {
        let name = format!("打开 {} · {} 年", file.agency, file.year);
        items.push(go(name, "最近的底稿", Command::OpenFile(file.path.clone())));
    }
    items
}

/// How well a command fits what is typed; less is better, `None` where it does not.
fn rank(name: &str, of: &str, typed: &str) -> Option<u8> {
    if typed.is_empty() {
        return Some(0);
    }
    let is_latin = typed.chars().all(|c| c.is_ascii_alphabetic());
    if is_latin {
        let initials = Initials::of(name);
        return if initials.are(typed) {
            Some(1)
        } else if initials.begin_with(typed) {
            Some(2)
        } else {
            initials.contain(typed).then_some(4)
        };
    }
    if name.starts_with(typed) {
        return Some(1);
    }
    let mut words = typed.split_whitespace();
    let all_in = |text: &str| words.clone().all(|word| text.contains(word));
    if all_in(name) {
        Some(3)
    } else {
        words.all(|word| name.contains(word) || of.contains(word)).then_some(5)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_found_by_words_or_initials() {
        let check = |typed: &str, expected: &[&str]| {
            let names = ["导出…", "导入…", "从剪贴板导入", "打印…", "另存为…", "下一处问题"];
            let mut found: Vec<(u8, &str)> =
                names.iter().filter_map(|name| Some((rank(name, "文件", typed)?, *name))).collect();
            found.sort_by_key(|(rank, _)| *rank);
            let found: Vec<&str> = found.into_iter().map(|(_, name)| name).collect();
            assert_eq!(found, expected, "{typed}");
        };
        check("dc", &["导出…"]);
        check("DR", &["导入…", "从剪贴板导入"]);
        check("导入", &["导入…", "从剪贴板导入"]);
        check("问题", &["下一处问题"]);
        check("文件 打印", &["打印…"]);
        check("lcw", &["另存为…"]);
        check("没有", &[]);
    }
}
