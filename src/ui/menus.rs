//! The menu bar: its menus open by the pointer, by Alt and F10, and arrows lead through them.

use egui::{
    Atom, Button, Context, Event, FocusDirection, Id, Key, MenuBar, Popup, Role, Ui, WidgetInfo, vec2,
};

use crate::store::recent::RecentFile;
use crate::store::settings::Theme;

use super::app::App;
use super::bar;
use super::command::{Command, MenuCommand};
use super::desk::Desk;
use super::menu_list::Line::{Entry, Recent, Rule};
use super::menu_list::{MENUS, text, why_not};
use super::signs::{SIDE, Sign};
use super::theme;

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
