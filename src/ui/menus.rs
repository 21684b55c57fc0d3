//! The menus as a list: what stands in which, when an entry can be chosen and why not. The menu bar and the
//! command palette show the same.

use egui::{
    Atom, Button, Context, Event, FocusDirection, Id, Key, MenuBar, Popup, Role, Ui, WidgetInfo, vec2,
};

use crate::check::may_be_zero;
use crate::store::recent::RecentFile;
use crate::store::settings::Theme;

use super::app::App;
use super::bar;
use super::command::{Command, MenuCommand, Page};
use super::desk::Desk;
use super::signs::{SIDE, Sign};
use super::theme;

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

/// What the view menu shows as chosen.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// The chosen theme.
    pub theme: Theme,
    /// Whether the navigation is shown.
    pub navigation: bool,
    /// Whether the inspector is shown.
    pub inspector: bool,
    /// Whether the list of problems is unfolded.
    pub problems: bool,
    /// Whether last year's figures are shown.
    pub last_year: bool,
    /// Whether the preview is shown beside the form and the text.
    pub preview: bool,
    /// Whether closing keeps what is unsaved.
    pub keep_unsaved: bool,
}

/// A sign before an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tick {
    /// One of several: whether it is the one.
    Radio(bool),
    /// Shown or not.
    Box(bool),
}

fn tick(entry: MenuCommand, view: View) -> Option<Tick> {
    Some(match entry {
        MenuCommand::ThemeSystem => Tick::Radio(view.theme == Theme::System),
        MenuCommand::ThemeLight => Tick::Radio(view.theme == Theme::Light),
        MenuCommand::ThemeDark => Tick::Radio(view.theme == Theme::Dark),
        MenuCommand::Navigation => Tick::Box(view.navigation),
        MenuCommand::Inspector => Tick::Box(view.inspector),
        MenuCommand::Problems => Tick::Box(view.problems),
        MenuCommand::LastYear => Tick::Box(view.last_year),
        MenuCommand::SidePreview => Tick::Box(view.preview),
        MenuCommand::KeepUnsaved => Tick::Box(view.keep_unsaved),
        _ => return None,
    })
}

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

/// Its keys as they are printed on the keyboard; empty where it has none.
pub fn keys(entry: MenuCommand, ctx: &Context) -> String {
    const PRINTED: [(&str, &str); 5] =
        [("Backslash", "\\"), ("Plus", "加号"), ("Minus", "减号"), ("Menu", "菜单键"), ("Num", "")];
    let words = entry.shortcut().map(|shortcut| ctx.format_shortcut(&shortcut)).unwrap_or_default();
    PRINTED.into_iter().fold(words, |words, (from, to)| words.replace(from, to))
}

/// What the menu bar remembers from frame to frame.
#[derive(Debug, Clone, Copy, Default)]
struct Bar {
    /// The menu to open in the next frame.
    wanted: Option<usize>,
    /// The menu that was open in the last frame.
    open: Option<usize>,
    /// The keyboard was on the entry of a menu within, or in it: ← and → are its.
    is_within: bool,
}

impl Bar {
    fn load(ctx: &Context) -> Self {
        ctx.data(|data| data.get_temp(Id::unique("menu bar"))).unwrap_or_default()
    }

    fn store(self, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(Id::unique("menu bar"), self));
    }
}

/// Opens the first menu, as F10 and Alt do; ↓ leads into it, ← and → to its neighbours.
pub fn open(ctx: &Context) {
    Bar { wanted: Some(0), ..Bar::load(ctx) }.store(ctx);
    ctx.request_repaint();
}

/// The menu bar and what stands beside it. True where a menu was closed by a key or a button beside it was
/// pressed: the keyboard goes back to where it was.
pub fn menu_ui(
    ui: &mut Ui,
    desk: Option<&Desk>,
    view: View,
    recent: &[RecentFile],
    commands: &mut Vec<Command>,
) -> bool {
    let before = Bar::load(ui.ctx());
    let mut is_chosen = false;
    let mut now = Bar::default();
    let count = MENUS.len();
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    let beside = match before.open.filter(|_| !before.is_within) {
        Some(open) if pressed(Key::ArrowLeft) => Some((open + count - 1) % count),
        Some(open) if pressed(Key::ArrowRight) => Some((open + 1) % count),
        _ => None,
    };
    if beside.is_some() {
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
    let wanted = before.wanted.or(beside);
    MenuBar::new().ui(ui, |ui| {
        for (number, menu) in MENUS.iter().enumerate() {
            let shown = ui.menu_button(menu.name, |ui| {
                ui.set_min_width(theme::MENU);
                for line in menu.lines {
                    match line {
                        Entry(entry) => entry_ui(ui, *entry, desk, Some(view), commands),
                        Recent => now.is_within = recent_ui(ui, recent, commands),
                        Rule => {
                            ui.separator();
                        }
                    }
                }
            });
            if shown.inner.is_some() {
                now.open = Some(number);
            }
            if wanted == Some(number) {
                Popup::open_id(ui.ctx(), Popup::default_response_id(&shown.response));
                shown.response.request_focus();
                now.open = Some(number);
                ui.request_repaint();
            }
        }
        is_chosen = bar::bar_ui(ui, desk, view, commands);
    });
    now.store(ui.ctx());
    let by_key = ui.input(|input| !input.pointer.any_down() && !input.pointer.any_released());
    is_chosen || (before.open.is_some() && now.open.is_none() && by_key)
}

/// One entry of a menu, grey with its reason where it cannot be chosen.
pub fn entry_ui(
    ui: &mut Ui,
    entry: MenuCommand,
    desk: Option<&Desk>,
    view: Option<View>,
    commands: &mut Vec<Command>,
) {
    let why_not = why_not(entry, desk);
    let tick = view.and_then(|view| tick(entry, view));
    let response = ui.add_enabled_ui(why_not.is_none(), |ui| {
        let (name, keys) = (text(entry, desk), keys(entry, ui.ctx()));
        // Below one another, ticked or not, as on every desktop.
        let gutter = Atom::paint(vec2(SIDE, SIDE), move |ui, args| match tick {
            Some(Tick::Radio(true)) => {
                Sign::Dot.paint(ui.painter(), args.rect.center(), args.fallback_text_color)
            }
            Some(Tick::Box(true)) => {
                Sign::Tick.paint(ui.painter(), args.rect.center(), args.fallback_text_color)
            }
            _ => {}
        });
        let button = match view {
            Some(_) => Button::new((gutter, name.as_str())),
            None => Button::new(name.as_str()),
        };
        let response = ui.add(if keys.is_empty() { button } else { button.shortcut_text(keys) });
        if let Some(tick) = tick {
            let (role, is) = match tick {
                Tick::Radio(is) => (Role::RadioButton, is),
                Tick::Box(is) => (Role::CheckBox, is),
            };
            response.widget_info(|| WidgetInfo::selected(role, ui.is_enabled(), is, &name));
        }
        response
    });
    let response = match why_not {
        Some(why_not) => response.inner.on_disabled_hover_text(why_not),
        None => response.inner,
    };
    if response.clicked() {
        commands.push(Command::Menu(entry));
        ui.close();
    }
}

/// The drafts opened before. True while the keyboard is on its entry or within.
fn recent_ui(ui: &mut Ui, recent: &[RecentFile], commands: &mut Vec<Command>) -> bool {
    let shown = ui.add_enabled_ui(!recent.is_empty(), |ui| {
        let gutter = Atom::paint(vec2(SIDE, SIDE), |_, _| {});
        ui.menu_button((gutter, "最近的底稿"), |ui| {
            for file in recent {
                let name = format!("{} · {} 年", file.agency, file.year);
                if ui.button(name).on_hover_text(file.path.display().to_string()).clicked() {
                    commands.push(Command::OpenFile(file.path.clone()));
                    ui.close();
                }
            }
        })
    });
    shown.inner.response.has_focus() || shown.inner.inner.is_some()
}

impl App {
    /// Alt pressed and let go, with nothing between: the menus, as the desktop's other programs do.
    pub(super) fn take_alt(&mut self, ctx: &Context) {
        let is_alt = |key: &Key| matches!(key, Key::AltLeft | Key::AltRight);
        let mut opens = false;
        ctx.input(|input| {
            for event in &input.events {
                match event {
                    Event::Key { key, pressed: true, .. } if is_alt(key) => self.alt_alone = true,
                    Event::Key { key, pressed: false, .. } if is_alt(key) => {
                        opens |= std::mem::take(&mut self.alt_alone);
                    }
                    Event::Key { .. }
                    | Event::Text(_)
                    | Event::Ime(_)
                    | Event::PointerButton { .. }
                    | Event::MouseWheel { .. }
                    | Event::WindowFocused(_) => self.alt_alone = false,
                    _ => {}
                }
            }
        });
        if opens {
            open(ctx);
        }
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
