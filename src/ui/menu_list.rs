//! The menus as a list: what stands in which, when an entry can be chosen and why not. The menu bar and the
//! command palette show the same.

use crate::check::may_be_zero;

use super::command::{MenuCommand, Page};
use super::desk::Desk;

/// A menu of the bar.
#[derive(Debug, Clone, Copy)]
pub struct Menu {
    /// Its name in the bar.
    pub name: &'static str,
    /// What stands in it.
    pub lines: &'static [Line],
}

/// A line of a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// Something to choose.
    Entry(MenuCommand),
    /// The drafts opened before, in a menu of their own.
    Recent,
    /// A rule between groups.
    Rule,
}

use Line::{Entry, Recent, Rule};

/// All menus from the left.
pub const MENUS: [Menu; 6] = [
    Menu {
        name: "文件",
        lines: &[
            Entry(MenuCommand::New),
            Entry(MenuCommand::NextYear),
            Entry(MenuCommand::Open),
            Entry(MenuCommand::Import),
            Recent,
            Rule,
            Entry(MenuCommand::Save),
            Entry(MenuCommand::SaveAs),
            Entry(MenuCommand::Export),
            Entry(MenuCommand::TakeBack),
            Entry(MenuCommand::Print),
            Rule,
            Entry(MenuCommand::Versions),
            Entry(MenuCommand::FindLeft),
            Rule,
            Entry(MenuCommand::CloseDraft),
            Entry(MenuCommand::KeepUnsaved),
            Entry(MenuCommand::Quit),
        ],
    },
    Menu {
        name: "编辑",
        lines: &[
            Entry(MenuCommand::Undo),
            Entry(MenuCommand::Redo),
            Entry(MenuCommand::History),
            Rule,
            Entry(MenuCommand::Cut),
            Entry(MenuCommand::Copy),
            Entry(MenuCommand::Paste),
            Entry(MenuCommand::SelectAll),
            Rule,
            Entry(MenuCommand::FillDown),
            Entry(MenuCommand::Clear),
            Entry(MenuCommand::Zero),
            Entry(MenuCommand::NotApplicable),
            Rule,
            Entry(MenuCommand::Find),
            Entry(MenuCommand::Replace),
            Entry(MenuCommand::FindNext),
            Entry(MenuCommand::FindPrevious),
        ],
    },
    Menu {
        name: "数据",
        lines: &[
            Entry(MenuCommand::GoToCell),
            Entry(MenuCommand::NextProblem),
            Rule,
            Entry(MenuCommand::ZeroFillAll),
            Entry(MenuCommand::Compare),
            Entry(MenuCommand::RollUp),
            Entry(MenuCommand::ImportClipboard),
        ],
    },
    Menu {
        name: "报告",
        lines: &[
            Entry(MenuCommand::Sheet),
            Entry(MenuCommand::Basics),
            Entry(MenuCommand::Text),
            Entry(MenuCommand::Preview),
            Entry(MenuCommand::Templates),
            Rule,
            Entry(MenuCommand::InsertFigure),
            Entry(MenuCommand::InsertPicture),
            Rule,
            Entry(MenuCommand::Final),
            Entry(MenuCommand::Export),
            Entry(MenuCommand::Print),
        ],
    },
    Menu {
        name: "视图",
        lines: &[
            Entry(MenuCommand::Palette),
            Rule,
            Entry(MenuCommand::ThemeSystem),
            Entry(MenuCommand::ThemeLight),
            Entry(MenuCommand::ThemeDark),
            Rule,
            Entry(MenuCommand::Navigation),
            Entry(MenuCommand::Inspector),
            Entry(MenuCommand::Problems),
            Entry(MenuCommand::LastYear),
            Entry(MenuCommand::SidePreview),
            Entry(MenuCommand::NextPane),
            Entry(MenuCommand::PreviousPane),
            Rule,
            Entry(MenuCommand::Larger),
            Entry(MenuCommand::Smaller),
            Entry(MenuCommand::NormalSize),
        ],
    },
    Menu {
        name: "帮助",
        lines: &[
            Entry(MenuCommand::HelpHere),
            Entry(MenuCommand::Manual),
            Entry(MenuCommand::FirstSteps),
            Entry(MenuCommand::Keys),
            Rule,
            Entry(MenuCommand::Trouble),
            Entry(MenuCommand::About),
        ],
    },
];

/// Why an entry cannot be chosen now; `None` where it can.
pub fn why_not(entry: MenuCommand, desk: Option<&Desk>) -> Option<&'static str> {
    const NO_DRAFT: &str = "要先新建或打开底稿";
    let needs_draft = !matches!(
        entry,
        MenuCommand::New
            | MenuCommand::Open
            | MenuCommand::Import
            | MenuCommand::ImportClipboard
            | MenuCommand::RollUp
            | MenuCommand::Quit
            | MenuCommand::FindLeft
            | MenuCommand::KeepUnsaved
            | MenuCommand::Palette
            | MenuCommand::MenuBar
            | MenuCommand::ThemeSystem
            | MenuCommand::ThemeLight
            | MenuCommand::ThemeDark
            | MenuCommand::Navigation
            | MenuCommand::Inspector
            | MenuCommand::Problems
            | MenuCommand::LastYear
            | MenuCommand::SidePreview
            | MenuCommand::Larger
            | MenuCommand::Smaller
            | MenuCommand::NormalSize
            | MenuCommand::HelpHere
            | MenuCommand::Manual
            | MenuCommand::FirstSteps
            | MenuCommand::Keys
            | MenuCommand::Trouble
            | MenuCommand::About
    );
    if !needs_draft {
        return None;
    }
    let Some(desk) = desk else { return Some(NO_DRAFT) };
    let without = |is: bool, why: &'static str| (!is).then_some(why);
    match entry {
        MenuCommand::Undo => without(desk.editing.undo_title().is_some(), "没有可以撤销的"),
        MenuCommand::Redo => without(desk.editing.redo_title().is_some(), "没有可以重做的"),
        MenuCommand::ZeroFillAll => without(!may_be_zero(desk.draft()).is_empty(), "没有可以补零的空白"),
        MenuCommand::Cut
        | MenuCommand::Copy
        | MenuCommand::Paste
        | MenuCommand::SelectAll
        | MenuCommand::FillDown
        | MenuCommand::Clear
        | MenuCommand::Zero
        | MenuCommand::NotApplicable => without(desk.page == Page::Sheet, "在统计表里才能用"),
        MenuCommand::Versions => without(desk.path.is_some(), "要先保存过"),
        MenuCommand::InsertFigure | MenuCommand::InsertPicture => {
            without(matches!(desk.page, Page::Text(_)), "在报告正文里才能用")
        }
        _ => None,
    }
}

/// What an entry says now: undo and redo say what they take back or do again.
pub fn text(entry: MenuCommand, desk: Option<&Desk>) -> String {
    let editing = desk.map(|desk| &desk.editing);
    let title = match entry {
        MenuCommand::Undo => editing.and_then(|editing| editing.undo_title()),
        MenuCommand::Redo => editing.and_then(|editing| editing.redo_title()),
        _ => None,
    };
    match title {
        Some(title) => format!("{}：{title}", entry.text()),
        None => entry.text().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries() -> impl Iterator<Item = MenuCommand> {
        MENUS.iter().flat_map(|menu| menu.lines).filter_map(|line| match line {
            Entry(entry) => Some(*entry),
            Recent | Rule => None,
        })
    }

    #[test]
    fn whatever_has_a_shortcut_stands_in_a_menu() {
        for entry in MenuCommand::WITH_SHORTCUT {
            // Menus are opened by a key and not from a menu.
            let is_listed = entries().any(|other| other == entry);
            let is_menu = matches!(entry, MenuCommand::MenuBar | MenuCommand::CellMenu);
            assert!(is_listed || is_menu, "{entry:?}");
        }
    }

    #[test]
    fn no_two_entries_have_the_same_keys_or_words() {
        let all: Vec<MenuCommand> = entries().collect();
        for (number, one) in all.iter().enumerate() {
            for other in all.iter().skip(number + 1).filter(|other| *other != one) {
                assert!(one.text() != other.text(), "{one:?} {other:?}");
                assert!(one.shortcut().is_none() || one.shortcut() != other.shortcut(), "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn without_a_draft_only_what_needs_none_can_be_chosen() {
        assert_eq!(why_not(MenuCommand::Open, None), None);
        assert_eq!(why_not(MenuCommand::Save, None), Some("要先新建或打开底稿"));
    }
}
