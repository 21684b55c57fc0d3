//! The chosen unit: what it sent, what is wrong with it, and what helps.

use egui::{Align, Button, Frame, Id, Layout, Margin, Rect, RichText, ScrollArea, Ui, UiBuilder};

use super::Step;
use super::view::{View, sign};
use crate::rollup::{Fault, State, StateKind, Unit};
use crate::ui::command::Command;
use crate::ui::follow::Follow as _;
use crate::ui::theme::{self, Palette};

/// What a button does for a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Open its draft.
    Open,
    /// Show the document with its questions.
    Answer,
    /// Take this file of several.
    Take,
    /// Read the file again.
    Reread,
    /// Say whose it is.
    Name,
    /// Copy words to be sent.
    Remind,
    /// Nothing.
    None,
}

/// The one action that helps.
pub fn action_of(unit: &Unit) -> Action {
    match unit.state.kind() {
        StateKind::In | StateKind::Failing | StateKind::Result => Action::Open,
        StateKind::Open => Action::Answer,
        StateKind::Twice | StateKind::SetAside | StateKind::Unclear => Action::Take,
        StateKind::Unreadable => Action::Reread,
        StateKind::NotExpected => Action::Name,
        StateKind::Missing | StateKind::Blank | StateKind::WrongYear | StateKind::WrongEdition => {
            Action::Remind
        }
        StateKind::Within | StateKind::Replaced => Action::None,
    }
}

impl Action {
    fn text(self) -> &'static str {
        match self {
            Self::Open => "打开",
            Self::Answer => "逐项确认",
            Self::Take => "选用这一份",
            Self::Reread => "重新读取",
            Self::Name => "指明单位",
            Self::Remind => "复制通知",
            Self::None => "",
        }
    }
}

/// The button of an action at the right of a place.
pub fn helps_ui(
    ui: &mut Ui,
    view: &View,
    unit: &Unit,
    place: Rect,
    action: Action,
    commands: &mut Vec<Command>,
) {
    if action == Action::None {
        return;
    }
    let layout = Layout::right_to_left(Align::Center);
    let id = Id::unique(("unit button", &unit.name, &unit.file, unit.number, action.text()));
    let builder = UiBuilder::new().scope_id(id).max_rect(place).layout(layout);
    let mut inner = ui.new_child(builder);
    button_ui(&mut inner, view, unit, action, commands);
}

fn button_ui(ui: &mut Ui, view: &View, unit: &Unit, action: Action, commands: &mut Vec<Command>) {
    // Of several files of a unit, each says which it is.
    let of = if action == Action::Take { &unit.file } else { unit.title() };
    let told = format!("{} {of}", action.text());
    if action == Action::Name {
        let menu = ui.menu_button(action.text(), |ui| name_ui(ui, view, unit, commands));
        menu.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &told));
        return;
    }
    let response = ui.button(action.text());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &told));
    if response.clicked() {
        commands.push(Command::Rollup(step(action, unit)));
    }
}

/// What an action does to a unit.
fn step(action: Action, unit: &Unit) -> Step {
    let file = unit.file.clone();
    match action {
        Action::Open | Action::Answer => Step::OpenUnit(file),
        Action::Take => Step::Choose(file),
        Action::Reread => Step::RereadFile(file),
        Action::Remind | Action::Name | Action::None => Step::CopyLetter(unit.title().to_owned()),
    }
}

/// The units that a file may be of: the likely one, those that have not reported, a new one.
fn name_ui(ui: &mut Ui, view: &View, unit: &Unit, commands: &mut Vec<Command>) {
    let near = match &unit.state {
        State::NotExpected(near) => near.clone(),
        _ => None,
    };
    let missing = view.collection().of_state(StateKind::Missing).map(|other| other.name.clone());
    let missing = missing.filter(|name| Some(name) != near.as_ref());
    let mut chosen = None;
    ScrollArea::vertical().max_height(300.0).show_followed(ui, |ui| {
        if let Some(near) = &near
            && ui.button(RichText::new(format!("是 {near}")).font(theme::bold(theme::TEXT))).clicked()
        {
            chosen = Some(Step::Name(unit.file.clone(), near.clone()));
        }
        for name in missing {
            if ui.button(&name).clicked() {
                chosen = Some(Step::Name(unit.file.clone(), name));
            }
        }
    });
    if !unit.name.is_empty() {
        ui.separator();
        if ui.button(format!("把“{}”补入名册", unit.name)).clicked() {
            chosen = Some(Step::Expect(unit.name.clone()));
        }
    }
    if let Some(step) = chosen {
        commands.push(Command::Rollup(step));
        ui.close();
    }
}

/// Paints the pane.
pub fn unit_ui(ui: &mut Ui, view: &View, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    let Some(unit) = view.chosen() else {
        ui.add_space(12.0);
        ui.label(RichText::new("选中一个单位，这里显示它报来的文件和审核结果。").color(colours.faint));
        return;
    };
    ScrollArea::vertical().id_salt("汇总单位").auto_shrink(false).show_followed(ui, |ui| {
        let kind = unit.state.kind();
        let (mark, colour) = sign(kind, &colours);
        ui.label(RichText::new(unit.title()).font(theme::bold(theme::HEADING)));
        ui.label(
            RichText::new(format!("{mark} {}", kind.name())).font(theme::bold(theme::TEXT)).color(colour),
        );
        ui.label(unit.sentence());
        ui.add_space(4.0);
        facts_ui(ui, view, unit, &colours);
        ui.add_space(6.0);
        ui.horizontal_wrapped(|ui| {
            let first = action_of(unit);
            let is_read = unit.found.is_some();
            let is_faulty = unit.state.kind() == StateKind::Failing;
            let more = [
                (Action::Remind, is_faulty),
                (Action::Open, is_read),
                (Action::Reread, !unit.file.is_empty()),
            ];
            if first != Action::None {
                pane_button_ui(ui, view, unit, first, commands);
            }
            for (action, fits) in more {
                // Of a document that waits for answers, opening is answering.
                if fits && action != first && !(action == Action::Open && first == Action::Answer) {
                    pane_button_ui(ui, view, unit, action, commands);
                }
            }
        });
        faults_ui(ui, unit, &colours);
        ui.add_space(12.0);
    });
}

/// Buttons of the pane are those of the line once more, so they are told apart by their names.
fn pane_button_ui(ui: &mut Ui, view: &View, unit: &Unit, action: Action, commands: &mut Vec<Command>) {
    let text = match action {
        Action::Open => "打开文件",
        Action::Answer => "打开，逐项确认",
        Action::Take => "选用这份文件",
        Action::Reread => "重新读取这个文件",
        Action::Name => {
            ui.menu_button("指明是哪个单位的", |ui| name_ui(ui, view, unit, commands));
            return;
        }
        Action::Remind => "复制通知，发给单位",
        Action::None => return,
    };
    if ui.add(Button::new(text)).clicked() {
        commands.push(Command::Rollup(step(action, unit)));
    }
}

/// What it sent, and whom to ask.
fn facts_ui(ui: &mut Ui, view: &View, unit: &Unit, colours: &Palette) {
    let mut facts: Vec<(&str, String)> = Vec::new();
    if !unit.file.is_empty() {
        facts.push(("文件", unit.file.clone()));
    }
    if let Some(found) = &unit.found {
        let year = found.year.map_or_else(|| "没有写明年度".to_owned(), |year| format!("{year} 年度"));
        facts.push(("内容", format!("{year} · {} 版式 · {}", found.edition, found.scope.name())));
        if found.agency != unit.name && !found.agency.is_empty() {
            facts.push(("文中单位", found.agency.clone()));
        }
        if !found.contact.is_empty() {
            facts.push(("报告联系", found.contact.clone()));
        }
    }
    let expected = unit.expected.and_then(|place| view.collection().roster().units.get(place));
    if let Some(expected) = expected {
        let contact = [expected.contact.as_str(), expected.phone.as_str()];
        let contact: Vec<&str> = contact.into_iter().filter(|text| !text.is_empty()).collect();
        if !contact.is_empty() {
            facts.push(("名册联系人", contact.join(" ")));
        }
    }
    for (name, text) in facts {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(format!("{name}：")).color(colours.faint));
            ui.label(text);
        });
    }
}

/// What the checks say of it.
fn faults_ui(ui: &mut Ui, unit: &Unit, colours: &Palette) {
    let Some(found) = &unit.found else { return };
    let (fails, queries) = (found.fails, found.queries);
    if fails == 0 && queries == 0 {
        return;
    }
    ui.add_space(10.0);
    let head = format!("审核：不符 {fails} 处，待核实 {queries} 处");
    ui.label(RichText::new(head).font(theme::bold(theme::TEXT)));
    for fault in &found.faults {
        fault_ui(ui, fault, colours);
    }
    let rest = (fails + queries) as usize;
    let rest = rest.saturating_sub(found.faults.len());
    if rest > 0 {
        ui.label(RichText::new(format!("还有 {rest} 处，请打开文件查看。")).color(colours.faint));
    }
}

fn fault_ui(ui: &mut Ui, fault: &Fault, colours: &Palette) {
    let colour = colours.standing(fault.standing);
    let sign = theme::sign(fault.standing);
    let word = fault.standing.name();
    let frame =
        Frame::new().fill(colours.paper).stroke((1.0, colours.line)).corner_radius(theme::CORNER_CARD);
    ui.add_space(4.0);
    frame.inner_margin(Margin::same(8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(format!("{sign} {word}")).font(theme::bold(theme::TEXT)).color(colour));
            ui.label(RichText::new(&fault.place).font(theme::bold(theme::TEXT)));
            ui.label(RichText::new(&fault.rule).small().color(colours.faint));
        });
        ui.label(&fault.title);
        if !fault.sentence.is_empty() {
            ui.label(RichText::new(&fault.sentence).color(colour));
        }
    });
}
