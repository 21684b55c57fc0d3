//! What is done with all selected cells at once: copied, cleared, filled. Each is one step of the history.

use egui::{Context, Event, Ui, ViewportCommand};

use super::cell::id_of;
use super::moves::takes_focus;
use super::paste::block;
use super::places::Way;
use super::range::{self, Block, CellRange};
use crate::check;
use crate::draft::{Edit, Entry, Origin, Value};
use crate::form::{CellId, CellKey, Year};
use crate::ui::app::App;
use crate::ui::command::{Command, MenuCommand, Page};
use crate::ui::desk::Desk;
use crate::ui::news::{Notice, Tone};

impl Desk {
    /// The selected figures where there are several.
    pub fn block(&self) -> Option<Block> {
        let range = self.range?;
        Block::between(self.form(), range.from, range.to)
    }

    /// All selected cells in reading order.
    pub fn chosen(&self) -> Vec<CellId> {
        match self.block() {
            Some(block) => block.cells().collect(),
            None => self.selected().into_iter().collect(),
        }
    }

    /// Selects all between two cells; the first keeps the keyboard.
    pub fn select_range(&mut self, from: CellId, to: CellId) {
        let block = Block::between(self.form(), from, to);
        let has_keyboard = |block: &Block| block.cells().any(|cell| Some(cell) == self.selected());
        if !block.as_ref().is_some_and(has_keyboard) {
            self.select(from);
        }
        self.editing.seal();
        self.range = block.filter(|_| from != to).map(|_| CellRange { from, to, is_new: true });
        if let Some(input) = &mut self.input {
            (input.select_all, input.take_focus, input.inside) = (true, true, false);
        }
    }
}

/// Takes what is pasted, copied or cut while a cell has the keyboard and several are meant; what concerns the
/// one cell is left to it.
pub fn take_clipboard(ui: &Ui, desk: &Desk, commands: &mut Vec<Command>) {
    let Some(cell) = desk.selected() else { return };
    // A cell that is about to take the keyboard counts: what was asked for by a menu comes a frame later.
    let takes = desk.input.as_ref().is_some_and(|input| takes_focus(ui, input));
    if !takes && !ui.memory(|memory| memory.has_focus(id_of(desk, cell))) {
        return;
    }
    let is_several = desk.range.is_some();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let wish = match event {
                Event::Paste(text) if is_several || block(text).is_some() => {
                    Command::PasteBlock(cell, text.clone())
                }
                Event::Copy if is_several => Command::Menu(MenuCommand::Copy),
                Event::Cut if is_several => Command::Menu(MenuCommand::Cut),
                _ => return true,
            };
            commands.push(wish);
            false
        });
    });
}

impl App {
    /// Does what a menu asks for the selected cells. Nothing on other pages than the form's.
    pub(in crate::ui) fn with_cells(&mut self, entry: MenuCommand, ctx: &Context) {
        let Some(desk) = self.desk.as_mut().filter(|desk| desk.page == Page::Sheet) else { return };
        let chosen = desk.chosen();
        match entry {
            MenuCommand::Copy | MenuCommand::Cut => {
                let text = match desk.block() {
                    Some(block) => block.as_text(desk.draft()),
                    None => chosen.first().and_then(|cell| desk.draft().shown(*cell)).unwrap_or_default(),
                };
                ctx.copy_text(text);
                if entry == MenuCommand::Cut {
                    return self.fill_each("剪切", &chosen, |_, _| None);
                }
                let text = format!("已复制 {} 格，可以粘贴到表格软件", chosen.len());
                self.notice = Some(Notice { text, tone: Tone::Good });
                self.give_back_focus();
            }
            MenuCommand::Paste => {
                self.give_back_focus();
                ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
            }
            MenuCommand::SelectAll => {
                let whole = desk.selected().and_then(|cell| range::whole_table(desk.form(), cell));
                if let Some((first, last)) = whole {
                    desk.select_range(first, last);
                }
            }
            MenuCommand::Clear => self.fill_each("清除", &chosen, |_, _| None),
            MenuCommand::NotApplicable => {
                let entry = Entry { value: Value::NotApplicable, origin: Origin::Typed };
                self.fill_each("不适用", &chosen, move |_, _| Some(entry.clone()));
            }
            MenuCommand::Zero => {
                if let Some(edit) = zeros(desk, "补零", &chosen) {
                    self.change(edit, true);
                }
                self.give_back_focus();
            }
            MenuCommand::FillDown => self.fill_down(),
            _ => {}
        }
    }

    /// 向下填充: the first row of the selected block goes into those below; into a single cell goes what stands
    /// above it.
    fn fill_down(&mut self) {
        let Some(desk) = &self.desk else { return };
        let above = |cell: CellId| range::drawn(desk.form(), cell, Way::Up);
        let pairs: Vec<(CellId, CellId)> = match desk.block() {
            Some(block) => {
                let mut rows = block.rows.iter().filter(|row| !row.is_empty());
                let first = rows.next().cloned().unwrap_or_default();
                let source = |column: u16| first.iter().find(|(of, _)| *of == column).map(|(_, id)| *id);
                rows.flatten().filter_map(|(column, id)| Some((*id, source(*column)?))).collect()
            }
            None => desk.selected().and_then(|cell| Some((cell, above(cell)?))).into_iter().collect(),
        };
        if pairs.is_empty() {
            let text = "上面没有可以向下填充的数".to_owned();
            self.notice = Some(Notice { text, tone: Tone::Asks });
            return;
        }
        let into: Vec<CellId> = pairs.iter().map(|(cell, _)| *cell).collect();
        self.fill_each("向下填充", &into, |desk, cell| {
            let (_, source) = pairs.iter().find(|(into, _)| *into == cell)?;
            Entry::typed(&desk.draft().shown(*source)?, desk.form().cell(cell).kind)
        });
    }

    /// Puts something into each of these cells, as one step of that name.
    pub(super) fn fill_each(
        &mut self,
        what: &str,
        cells: &[CellId],
        with: impl Fn(&Desk, CellId) -> Option<Entry>,
    ) {
        let Some(desk) = &self.desk else { return };
        let changed = |cell: &CellId| {
            let entry = with(desk, *cell);
            (desk.draft().entry(*cell) != entry.as_ref())
                .then(|| (desk.form().cell(*cell).key.clone(), entry))
        };
        let entries: Vec<(CellKey, Option<Entry>)> = cells.iter().filter_map(changed).collect();
        if !entries.is_empty() {
            self.change(step(desk, what, entries), true);
        }
        self.give_back_focus();
    }
}

/// Zero for those of the cells that are blank and may be zero, as one step of that name; `None` where there is none.
pub fn zeros(desk: &Desk, what: &str, cells: &[CellId]) -> Option<Edit> {
    let entries = check::zero_fill(desk.draft(), cells);
    (!entries.is_empty()).then(|| step(desk, what, entries))
}

/// One step of the history that says what it does: `清除 3 项指标`, and of a single one its name.
pub fn step(desk: &Desk, what: &str, entries: Vec<(CellKey, Option<Entry>)>) -> Edit {
    let title = match entries.as_slice() {
        [(key, _)] => format!("{what}“{}”", desk.form().name_of(key)),
        several => format!("{what} {} 项指标", several.len()),
    };
    let edit = Edit::Entries { year: Year::This, entries };
    Edit::Together { title, edits: vec![check::with_totals(desk.draft(), edit)] }
}
