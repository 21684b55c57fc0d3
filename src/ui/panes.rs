//! The panes of the window: which are shown, how large they were drawn, and F6, which goes from one to the next.

use egui::{Context, Id, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use crate::store::settings::Panes;

use super::app::App;
use super::command::Page;
use super::desk::Desk;
use super::news::{Notice, Tone};
use super::theme;

impl Panes {
    /// From this width on, in points, there is room for the sheet between both panes. A narrower
    /// window (150 % on a small screen) leaves the navigation to the menus.
    const ROOMY: f32 = 1140.0;
    /// The same with the preview beside it.
    const ROOMY_WITH_PREVIEW: f32 = 1560.0;
    /// Below this width there is no room for the inspector beside the sheet, chosen or not.
    const TIGHT: f32 = 760.0;
    /// The same beside the manual, which says what the inspector would.
    const TIGHT_WITH_MANUAL: f32 = 1000.0;

    /// Whether the navigation and the inspector are shown where the page has that width, themselves within.
    pub(super) fn shown(&self, width: f32, with_manual: bool) -> (bool, bool) {
        let roomy = width >= if self.preview { Self::ROOMY_WITH_PREVIEW } else { Self::ROOMY };
        let inspector = self.inspector.unwrap_or(!self.preview || roomy);
        let tight = if with_manual { Self::TIGHT_WITH_MANUAL } else { Self::TIGHT };
        (self.navigation.unwrap_or(roomy), inspector && width >= tight)
    }

    /// Whether last year's figures stand beside this year's.
    pub(super) fn shows_last_year(&self, desk: Option<&Desk>) -> bool {
        self.last_year.unwrap_or_else(|| desk.is_some_and(|desk| desk.draft().knows_last_year()))
    }

    /// The size to show a pane at for the first time: as it was drawn once, else `usual`.
    pub(super) fn size(&self, pane: Pane, usual: f32) -> f32 {
        self.named_size(pane.name(), usual)
    }

    fn named_size(&self, pane: &str, usual: f32) -> f32 {
        self.sizes.get(pane).copied().unwrap_or(usual)
    }

    /// Notes the size of a pane while it is drawn; true where that changed.
    fn draw(&mut self, ui: &Ui, pane: &str, size: f32) -> bool {
        let size = size.round();
        if !ui.input(|input| input.pointer.any_down()) || self.sizes.get(pane) == Some(&size) {
            return false;
        }
        self.sizes.insert(pane.to_owned(), size);
        true
    }
}

/// The widths of panes that belong to one page and are no stop of F6: 导入清单, 汇总单位, 使用手册.
pub(super) struct Widths<'a> {
    panes: &'a mut Panes,
    is_drawn: &'a mut bool,
}

impl Widths<'_> {
    /// The width to show a pane at for the first time: as it was drawn once, else `usual`.
    pub(super) fn of(&self, pane: &str, usual: f32) -> f32 {
        self.panes.named_size(pane, usual)
    }

    /// Call behind a pane, with the width it took.
    pub(super) fn note(&mut self, ui: &Ui, pane: &str, width: f32) {
        *self.is_drawn |= self.panes.draw(ui, pane, width);
    }
}

/// A pane that F6 goes to, in the order of going.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pane {
    /// The page in the middle.
    Page,
    /// 本指标.
    Inspector,
    /// The same beside no navigation: panes remember their size by name, and it is narrower then.
    NarrowInspector,
    /// 并排预览.
    Preview,
    /// 审核.
    Problems,
    /// 目录.
    Navigation,
}

impl Pane {
    const ALL: [Self; 6] =
        [Self::Page, Self::Inspector, Self::NarrowInspector, Self::Preview, Self::Problems, Self::Navigation];

    /// Its name for egui, for the settings and for screen readers.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Page => "页面",
            Self::Inspector => "本指标",
            Self::NarrowInspector => "本指标（窄）",
            Self::Preview => "并排预览",
            Self::Problems => "审核",
            Self::Navigation => "目录",
        }
    }

    /// What holds the keyboard for the pane as a whole, until Tab leads into it.
    fn id(self) -> Id {
        Id::unique(("pane", self.name()))
    }
}

/// Where the panes stand, and what is asked of them.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// The panes painted in this frame.
    painted: Vec<(Pane, Rect)>,
    /// Those of the frame before.
    before: Vec<(Pane, Rect)>,
    /// The pane that is to take the keyboard.
    wanted: Option<Pane>,
    /// A pane was drawn to another size, which is not kept yet.
    is_drawn: bool,
    /// What the page and the panes around it had of the window's width in the last frame: what the manual leaves.
    room: Option<f32>,
}

impl Around {
    /// Call before the panes of a frame.
    pub(super) fn begin(&mut self) {
        self.before = std::mem::take(&mut self.painted);
    }

    /// Call with the width that the page has in this frame, with the panes around it.
    pub(super) fn give_room(&mut self, width: f32) {
        self.room = Some(width);
    }

    /// Call first within a pane: gives it the keyboard where F6 led to it, and shows that it has it.
    pub(super) fn enter_ui(&mut self, ui: &Ui, pane: Pane) {
        let rect = ui.max_rect();
        let id = pane.id();
        let takes = self.wanted == Some(pane);
        if !takes && !ui.memory(|memory| memory.has_focus(id)) {
            return;
        }
        // At its head, so that Tab and ↓ go to what comes first in it.
        let head = Rect::from_min_size(rect.min, vec2(rect.width(), 1.0));
        let response = ui.interact(head, id, Sense::focusable_noninteractive());
        response.widget_info(|| WidgetInfo::labeled(Role::Pane, true, pane.name()));
        if takes {
            self.wanted = None;
            response.request_focus();
        }
        let line = Stroke::new(2.0, theme::palette(ui).accent);
        let painter = ui.ctx().layer_painter(ui.layer_id());
        painter.rect_stroke(rect.expand(2.0), theme::CORNER_BAR, line, StrokeKind::Inside);
    }

    /// Call behind a pane that keeps the size it had when it was open, with what it took of the window.
    pub(super) fn stand(&mut self, pane: Pane, rect: Rect) {
        self.painted.push((pane, rect));
    }

    /// Call behind a pane, with what it took of the window.
    pub(super) fn leave(&mut self, ui: &Ui, panes: &mut Panes, pane: Pane, rect: Rect) {
        self.painted.push((pane, rect));
        let size = if pane == Pane::Problems { rect.height() } else { rect.width() };
        if pane != Pane::Page {
            self.is_drawn |= panes.draw(ui, pane.name(), size);
        }
    }

    /// The widths of the panes of a page.
    pub(super) fn widths<'a>(&'a mut self, panes: &'a mut Panes) -> Widths<'a> {
        Widths { panes, is_drawn: &mut self.is_drawn }
    }

    /// The pane behind, or before, the one that has the keyboard.
    fn next(&self, ctx: &Context, by: isize) -> Option<Pane> {
        let shown: Vec<Pane> =
            Pane::ALL.into_iter().filter(|pane| self.before.iter().any(|(other, _)| other == pane)).collect();
        let focused = ctx.memory(|memory| memory.focused());
        let at: Option<Pos2> =
            focused.and_then(|id| ctx.read_response(id)).map(|response| response.rect.center());
        let of_point =
            |at: Pos2| self.before.iter().find(|(_, rect)| rect.contains(at)).map(|(pane, _)| *pane);
        let named = focused.and_then(|id| Pane::ALL.into_iter().find(|pane| pane.id() == id));
        // From nowhere it goes to the page.
        let Some(here) = named.or(at.and_then(of_point)) else { return Some(Pane::Page) };
        let here = shown.iter().position(|pane| *pane == here)?;
        let count = shown.len() as isize;
        shown.get((here as isize + by).rem_euclid(count) as usize).copied()
    }
}

impl App {
    /// F6 and Shift+F6: the keyboard goes to the next pane. On the form that is the selected cell.
    pub(super) fn go_to_pane(&mut self, ctx: &Context, by: isize) {
        let Some(pane) = self.around.next(ctx, by) else { return };
        let is_sheet = self.desk.as_ref().is_some_and(|desk| desk.page == Page::Sheet);
        match pane {
            Pane::Page if is_sheet => self.give_back_focus(),
            pane => self.around.wanted = Some(pane),
        }
        ctx.request_repaint();
    }

    /// Whether the navigation and the inspector are shown.
    pub(super) fn panes_shown(&self, ctx: &Context) -> (bool, bool) {
        let room = self.around.room.unwrap_or_else(|| ctx.content_rect().width());
        self.settings.panes.shown(room, self.manual.is_some())
    }

    /// 本指标 on or off. Where the manual stands in its place, the manual gives way.
    pub(super) fn toggle_inspector(&mut self, ctx: &Context) {
        let (_, shown) = self.panes_shown(ctx);
        let asked = Panes { inspector: Some(!shown), ..self.settings.panes.clone() };
        if !shown && !asked.shown(ctx.content_rect().width(), false).1 {
            let text = "窗口太窄，放不下“本指标”；请放大窗口，或者缩小字号".to_owned();
            self.notice = Some(Notice { text, tone: Tone::Asks });
            return;
        }
        self.set(ctx, |settings| settings.panes = asked);
        if !shown && !self.panes_shown(ctx).1 {
            self.manual = None;
        }
    }

    /// Keeps the sizes of panes once the pointer has let go of them.
    pub(super) fn keep_panes(&mut self, ctx: &Context) {
        if self.around.is_drawn && !ctx.input(|input| input.pointer.any_down()) {
            self.around.is_drawn = false;
            self.jobs.keep(self.settings.clone());
        }
    }

    /// Keeps the size of the native window once it has come to rest, for the next start.
    pub(super) fn note_window(&mut self, ctx: &Context) {
        let (inner, is_maximized) = ctx.input(|input| {
            let viewport = input.viewport();
            (viewport.inner_rect, viewport.maximized.unwrap_or(false) || viewport.fullscreen.unwrap_or(false))
        });
        let Some(inner) = inner else { return };
        // In points of the screen, whatever the zoom.
        let size = (inner.size() * ctx.zoom_factor()).round();
        let now = (size.x, size.y);
        let is_at_rest = std::mem::replace(&mut self.window_size, now) == now;
        let kept = &mut self.settings.window;
        let is_new = kept.maximized != is_maximized || (!is_maximized && kept.size != Some(now));
        if !is_new {
            return;
        }
        if !is_at_rest {
            return ctx.request_repaint();
        }
        kept.maximized = is_maximized;
        if !is_maximized {
            kept.size = Some(now);
        }
        self.jobs.keep(self.settings.clone());
    }
}
