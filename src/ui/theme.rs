//! The look: every colour and size of the window, for light and dark, and its fonts. No other file
//! of the window names a colour.

use std::sync::Arc;

use egui::{
    Atom, Button, Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Frame, Id, Margin,
    Rect, RichText, Shadow, Stroke, StrokeKind, TextStyle, Theme, vec2,
};

use crate::check::Standing;
use crate::typeset::{SANS_BOLD, SANS_REGULAR};

/// Colours of one theme.
#[derive(Debug, Clone, Copy)]
pub struct Palette {
    /// The desk around the sheet.
    pub desk: Color32,
    /// Menus and side panes.
    pub pane: Color32,
    /// The sheet.
    pub paper: Color32,
    /// Text.
    pub ink: Color32,
    /// Secondary text.
    pub faint: Color32,
    /// Rules of the printed form.
    pub rule: Color32,
    /// Separators of the window.
    pub line: Color32,
    /// Heading rows of the form.
    pub head: Color32,
    /// The one accent.
    pub accent: Color32,
    /// A wash of the accent: selected entries.
    pub accent_wash: Color32,
    /// The edge of what stands on that wash in a text.
    pub accent_line: Color32,
    /// Cells that make a sum with the selected one.
    pub part_wash: Color32,
    /// The total of such a sum.
    pub total_wash: Color32,
    /// What is wrong.
    pub wrong: Color32,
    /// A wash of it behind cells.
    pub wrong_wash: Color32,
    /// What must be explained.
    pub query: Color32,
    /// A wash of it behind cells.
    pub query_wash: Color32,
    /// Behind words that were looked for.
    pub found: Color32,
    /// What is in order.
    pub good: Color32,
    /// Fields one types into.
    pub field: Color32,
    /// Words on the accent.
    pub on_accent: Color32,
    /// Over the window while a dialog asks.
    pub veil: Color32,
    /// Under paper, dialogs and menus.
    pub shade: Color32,
}

const LIGHT: Palette = Palette {
    desk: Color32::from_rgb(0xE6, 0xE9, 0xED),
    pane: Color32::from_rgb(0xF7, 0xF8, 0xFA),
    paper: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    ink: Color32::from_rgb(0x1F, 0x24, 0x2B),
    faint: Color32::from_rgb(0x5B, 0x65, 0x72),
    rule: Color32::from_rgb(0x6E, 0x77, 0x83),
    line: Color32::from_rgb(0xD9, 0xDD, 0xE3),
    head: Color32::from_rgb(0xF1, 0xF4, 0xF8),
    accent: Color32::from_rgb(0x1F, 0x5F, 0xBF),
    accent_wash: Color32::from_rgb(0xDF, 0xEA, 0xFA),
    accent_line: Color32::from_rgb(0xA9, 0xC6, 0xEF),
    part_wash: Color32::from_rgb(0xEF, 0xF5, 0xFD),
    total_wash: Color32::from_rgb(0xD6, 0xE5, 0xFA),
    wrong: Color32::from_rgb(0xC0, 0x2B, 0x2B),
    wrong_wash: Color32::from_rgb(0xFC, 0xE8, 0xE6),
    query: Color32::from_rgb(0x9A, 0x5B, 0x00),
    query_wash: Color32::from_rgb(0xFF, 0xF3, 0xD6),
    found: Color32::from_rgb(0xFF, 0xE2, 0x8A),
    good: Color32::from_rgb(0x1E, 0x7B, 0x45),
    field: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    on_accent: Color32::from_rgb(0xFF, 0xFF, 0xFF),
    veil: Color32::from_rgba_premultiplied(11, 14, 18, 82),
    shade: Color32::from_rgba_premultiplied(4, 5, 6, 36),
};

const DARK: Palette = Palette {
    desk: Color32::from_rgb(0x16, 0x19, 0x1D),
    pane: Color32::from_rgb(0x20, 0x24, 0x2A),
    paper: Color32::from_rgb(0x2A, 0x2F, 0x36),
    ink: Color32::from_rgb(0xE6, 0xE9, 0xED),
    faint: Color32::from_rgb(0xA4, 0xAD, 0xB8),
    rule: Color32::from_rgb(0x75, 0x7E, 0x8A),
    line: Color32::from_rgb(0x38, 0x3E, 0x47),
    head: Color32::from_rgb(0x33, 0x39, 0x42),
    accent: Color32::from_rgb(0x6E, 0xA8, 0xFE),
    accent_wash: Color32::from_rgb(0x2B, 0x41, 0x63),
    accent_line: Color32::from_rgb(0x47, 0x6B, 0x9F),
    part_wash: Color32::from_rgb(0x2C, 0x39, 0x4B),
    total_wash: Color32::from_rgb(0x2F, 0x49, 0x70),
    wrong: Color32::from_rgb(0xFF, 0x8A, 0x80),
    wrong_wash: Color32::from_rgb(0x56, 0x2C, 0x2C),
    query: Color32::from_rgb(0xFF, 0xC9, 0x66),
    query_wash: Color32::from_rgb(0x52, 0x42, 0x1F),
    found: Color32::from_rgb(0x6B, 0x52, 0x14),
    good: Color32::from_rgb(0x6F, 0xCF, 0x97),
    field: Color32::from_rgb(0x1B, 0x1F, 0x24),
    on_accent: Color32::from_rgb(0x10, 0x18, 0x24),
    veil: Color32::from_rgba_premultiplied(0, 0, 0, 140),
    shade: Color32::from_rgba_premultiplied(0, 0, 0, 110),
};

/// Signs on the white paper of the preview, which is white in both themes.
pub const ON_PAPER: Color32 = LIGHT.accent;
/// A wash of it that lets the print show through.
pub const WASH_ON_PAPER: Color32 = Color32::from_rgba_premultiplied(4, 12, 23, 31);

/// Text size of the window, in points.
pub const TEXT: f32 = 14.0;
/// Secondary text.
pub const SMALL: f32 = 12.0;
/// What stands small in a cell beside its figure.
pub const TINY: f32 = 10.0;
/// Headings of pages and panes.
pub const HEADING: f32 = 18.0;
/// Title of the printed form.
pub const TITLE: f32 = 22.0;
/// The program's name where it stands alone.
pub const BANNER: f32 = 30.0;

/// Corners of thin bars and of marks on single words, in points.
pub const CORNER_BAR: u8 = 2;
/// Corners of rows and marks, in points.
pub const CORNER: u8 = 4;
/// Corners of cards.
pub const CORNER_CARD: u8 = 8;
/// Corners of dialogs.
pub const CORNER_DIALOG: u8 = 10;
/// Between things that belong together, in points.
pub const GAP: f32 = 8.0;
/// Between cards.
pub const GAP_CARD: f32 = 14.0;
/// Between the edge of a card or dialog and what it holds.
pub const INSIDE: i8 = 20;
/// The least width of a menu, so that names and keys stand apart.
pub const MENU: f32 = 236.0;
/// Height of a line of a list that can be chosen.
pub const ROW: f32 = 28.0;

/// The colours of the theme that `ui` is painted in.
pub fn palette(ui: &egui::Ui) -> Palette {
    of_theme(ui.theme())
}

/// The colours of a theme.
pub fn of_theme(theme: Theme) -> Palette {
    match theme {
        Theme::Light => LIGHT,
        Theme::Dark => DARK,
    }
}

impl Palette {
    /// The colour of words about a verdict of that standing.
    pub fn standing(&self, standing: Standing) -> Color32 {
        match standing {
            Standing::Fails => self.wrong,
            Standing::Query => self.query,
            Standing::Hint => self.accent,
            Standing::Explained | Standing::Fine => self.good,
        }
    }
}

/// The sign of a standing: no meaning is carried by colour alone.
pub fn sign(standing: Standing) -> &'static str {
    match standing {
        Standing::Fails => "×",
        Standing::Query => "？",
        Standing::Hint => "○",
        Standing::Explained | Standing::Fine => "✓",
    }
}

/// Real bold, which in egui is a family of its own.
pub fn bold(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name("bold".into()))
}

/// Ordinary text.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// What stands by itself on the desk: a card with a thin edge.
pub fn card(colours: &Palette) -> Frame {
    Frame::new()
        .fill(colours.paper)
        .stroke(Stroke::new(1.0, colours.line))
        .corner_radius(CORNER_CARD)
        .inner_margin(Margin::same(INSIDE))
}

/// A sheet of paper on the desk.
pub fn sheet(colours: &Palette) -> Frame {
    let shadow = Shadow { offset: [0, 2], blur: 10, spread: 0, color: colours.shade };
    Frame::new().fill(colours.paper).stroke(Stroke::new(1.0, colours.line)).shadow(shadow)
}

/// The one button of a page or dialog that is meant to be pressed.
pub fn primary(text: &str, colours: &Palette) -> Button<'static> {
    let text = RichText::new(text).font(bold(TEXT)).color(colours.on_accent);
    Button::new((Atom::grow(), text, Atom::grow()))
        .fill(colours.accent)
        .stroke(Stroke::new(1.0, colours.accent))
        .min_size(vec2(72.0, 30.0))
}

/// Boxes to tick stand out from what they are on also while they are empty.
pub fn outline_ticks(ui: &mut egui::Ui) {
    let colours = palette(ui);
    let empty = &mut ui.visuals_mut().widgets.inactive;
    (empty.bg_fill, empty.bg_stroke) = (colours.field, Stroke::new(1.0, colours.rule));
}

/// A ring around whatever has the keyboard, the same for everything. Call last in a frame.
pub fn focus_ring(ctx: &egui::Context) {
    let Some(response) = ctx.memory(|memory| memory.focused()).and_then(|id| ctx.read_response(id)) else {
        return;
    };
    let colours = of_theme(ctx.theme());
    let frame = ctx.data(|data| data.get_temp::<Rect>(framed(response.id))).unwrap_or(response.rect);
    let around = response.rect.left() - frame.left();
    let clip = response.interact_rect.expand(3.0 + around);
    let painter = ctx.layer_painter(response.layer_id).with_clip_rect(clip);
    let stroke = Stroke::new(2.0, colours.accent);
    painter.rect_stroke(frame.expand(1.0), CORNER, stroke, StrokeKind::Inside);
}

/// Tells in each frame that a box stands in a frame of its own: the ring goes around that, not within it.
pub fn stands_in(ctx: &egui::Context, id: Id, frame: Rect) {
    ctx.data_mut(|data| data.insert_temp(framed(id), frame));
}

fn framed(id: Id) -> Id {
    Id::unique(("frame around", id))
}

/// Names the edge of a pane that can be dragged, for screen readers. `ui` is what the pane stands in.
pub fn name_edge(ui: &egui::Ui, pane: &str) {
    let edge = ui.scope_id().with_salt(egui::IdSalt::new(pane)).with("__resize");
    if ui.ctx().read_response(edge).is_some() {
        ui.ctx().accesskit_node_builder(edge, |node| node.set_label(format!("{pane}的边，拖动改变大小")));
    }
}

/// Installs fonts and both themes. Call once, before the first frame.
pub fn install(ctx: &egui::Context) {
    let mut fonts = FontDefinitions::empty();
    for (name, bytes) in [("regular", SANS_REGULAR.as_slice()), ("bold", SANS_BOLD.as_slice())] {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let chain = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    fonts.families.insert(FontFamily::Proportional, chain(&["regular"]));
    fonts.families.insert(FontFamily::Monospace, chain(&["regular"]));
    fonts.families.insert(FontFamily::Name("bold".into()), chain(&["bold", "regular"]));
    ctx.set_fonts(fonts);
    ctx.style_mut_of(Theme::Light, |style| restyle(style, LIGHT));
    ctx.style_mut_of(Theme::Dark, |style| restyle(style, DARK));
    // Ctrl+Q must go through the question about unsaved work.
    ctx.options_mut(|options| {
        options.quit_shortcuts.clear();
        // Desktops that tell no theme get the one that looks like paper.
        options.fallback_theme = Theme::Light;
    });
}

fn restyle(style: &mut egui::Style, colours: Palette) {
    style.text_styles = [
        (TextStyle::Small, regular(SMALL)),
        (TextStyle::Body, regular(TEXT)),
        (TextStyle::Monospace, regular(TEXT)),
        (TextStyle::Button, regular(TEXT)),
        (TextStyle::Heading, bold(HEADING)),
    ]
    .into();
    style.spacing.item_spacing = vec2(GAP, 6.0);
    style.spacing.button_padding = vec2(10.0, 4.0);
    style.spacing.interact_size.y = 26.0;
    style.spacing.menu_width = MENU;
    style.interaction.selectable_labels = false;
    // A blinking caret would repaint a software-drawn window all day long.
    style.visuals.text_cursor.blink = false;

    let visuals = &mut style.visuals;
    visuals.panel_fill = colours.pane;
    visuals.window_fill = colours.pane;
    visuals.window_stroke = Stroke::new(1.0, colours.line);
    visuals.extreme_bg_color = colours.field;
    visuals.text_edit_bg_color = Some(colours.field);
    visuals.faint_bg_color = colours.head;
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(colours.faint);
    visuals.hyperlink_color = colours.accent;
    visuals.warn_fg_color = colours.query;
    visuals.error_fg_color = colours.wrong;
    visuals.selection.bg_fill = colours.accent_wash;
    visuals.selection.stroke = Stroke::new(1.0, colours.accent);
    visuals.window_corner_radius = CornerRadius::same(CORNER_DIALOG);
    visuals.menu_corner_radius = CornerRadius::same(CORNER_CARD);
    visuals.window_shadow = Shadow { offset: [0, 6], blur: 24, spread: 0, color: colours.shade };
    visuals.popup_shadow = Shadow { offset: [0, 4], blur: 14, spread: 0, color: colours.shade };
    let widgets = &mut visuals.widgets;
    for (state, fill, stroke, text) in [
        (&mut widgets.noninteractive, colours.pane, colours.line, colours.ink),
        (&mut widgets.inactive, colours.head, colours.line, colours.ink),
        (&mut widgets.hovered, colours.accent_wash, colours.accent, colours.ink),
        (&mut widgets.active, colours.accent_wash, colours.accent, colours.ink),
        (&mut widgets.open, colours.accent_wash, colours.line, colours.ink),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, stroke);
        state.fg_stroke = Stroke::new(1.0, text);
        state.corner_radius = CornerRadius::same(CORNER);
        state.expansion = 0.0;
    }
}
