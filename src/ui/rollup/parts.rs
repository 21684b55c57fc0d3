//! In the right pane of a 汇总: what each unit gave to the selected cell, largest first.

use std::collections::BTreeSet;

use egui::{Align2, Id, Rect, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use rust_decimal::Decimal;

use super::Step;
use super::list::line_text;
use crate::draft::{Sources, Value};
use crate::form::CellId;
use crate::rollup::{Part, parts};
use crate::ui::command::Command;
use crate::ui::desk::Desk;
use crate::ui::theme::{self, Palette};

/// So many of the largest are shown unasked, and every odd one.
const SHOWN: usize = 8;
const LINE: f32 = 30.0;

/// Paints the units' parts; nothing for a draft that is no 汇总.
pub fn parts_ui(ui: &mut Ui, desk: &Desk, cell: CellId, commands: &mut Vec<Command>) {
    let Some(sources) = desk.draft().sources() else { return };
    let colours = theme::palette(ui);
    let parts = parts(desk.draft(), cell);
    ui.add_space(10.0);
    let odd = parts.iter().filter(|part| part.odd.is_some()).count();
    ui.horizontal_wrapped(|ui| {
        ui.label(RichText::new("各单位情况").font(theme::bold(theme::TEXT)));
        let counted = sources.counted().count();
        ui.label(RichText::new(format!("计入 {counted} 个单位")).color(colours.faint));
        if odd > 0 {
            ui.label(RichText::new(format!("？ {odd} 处异常")).color(colours.query));
        }
    });
    let left_out = left_out(sources);
    if !left_out.is_empty() {
        let words = format!("未计入 {} 个：{}", left_out.len(), left_out.join("、"));
        let short: String = words.chars().take(46).collect();
        let shown = if short.len() < words.len() { format!("{short}…") } else { short };
        ui.label(RichText::new(shown).small().color(colours.faint)).on_hover_text(words);
    }
    if parts.is_empty() {
        let words = "单位很多，底稿里只保存了各项之和。各单位的数请在汇总页里打开它的文件查看。";
        ui.label(RichText::new(words).color(colours.faint));
        return;
    }
    heads_ui(ui, &colours);
    let all = Id::unique(("all parts", desk.number));
    let shows_all = ui.data(|data| data.get_temp::<bool>(all)).unwrap_or(false) || parts.len() <= SHOWN + 2;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (at, part) in parts.iter().enumerate() {
            if shows_all || at < SHOWN || part.odd.is_some() {
                part_ui(ui, part, &colours, commands);
            }
        }
    });
    if parts.len() > SHOWN + 2 {
        ui.add_space(4.0);
        let text = if shows_all {
            "只看最大的和异常的".to_owned()
        } else {
            format!("显示全部 {} 个单位", parts.len())
        };
        if ui.button(text).clicked() {
            ui.data_mut(|data| data.insert_temp(all, !shows_all));
        }
    }
}

/// The units that are in no sum, each with why. With very many nobody reads them, and each frame would collect them.
fn left_out(sources: &Sources) -> Vec<String> {
    if sources.units.len() > Sources::MOST_WITH_FIGURES {
        return Vec::new();
    }
    let counted: BTreeSet<&str> = sources.counted().map(|unit| unit.name.as_str()).collect();
    let others = sources.units.iter().filter(|unit| !counted.contains(unit.name.as_str()));
    let mut told: Vec<String> = others.map(|unit| format!("{}（{}）", unit.name, unit.state)).collect();
    // A unit that sent several files is one unit.
    told.dedup();
    told
}

/// Where the right edges of the columns stand.
fn columns(rect: Rect) -> [f32; 3] {
    let right = rect.right() - 4.0;
    [right - 104.0, right - 52.0, right]
}

fn heads_ui(ui: &mut Ui, colours: &Palette) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    for (x, words) in columns(rect).into_iter().zip(["本年", "占比", "上年"]) {
        let font = theme::regular(theme::SMALL);
        ui.painter().text(pos2(x, rect.center().y), Align2::RIGHT_CENTER, words, font, colours.faint);
    }
}

fn part_ui(ui: &mut Ui, part: &Part, colours: &Palette, commands: &mut Vec<Command>) {
    let height = if part.odd.is_some() { LINE + 18.0 } else { LINE };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let told = spoken(part);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &told));
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, theme::CORNER, colours.accent_wash);
    }
    let middle = rect.top() + 12.0;
    let [value, share, last] = columns(rect);
    let blank = |shown: &Option<Value>| shown.as_ref().map_or_else(|| "—".to_owned(), Value::to_string);
    let number = ui.painter().text(
        pos2(value, middle),
        Align2::RIGHT_CENTER,
        blank(&part.value),
        theme::bold(theme::TEXT),
        if part.value.is_some() { colours.ink } else { colours.faint },
    );
    let small = theme::regular(theme::SMALL);
    let percent = part.share.map(percent).unwrap_or_default();
    ui.painter().text(pos2(share, middle), Align2::RIGHT_CENTER, percent, small.clone(), colours.faint);
    ui.painter().text(
        pos2(last, middle),
        Align2::RIGHT_CENTER,
        blank(&part.last_year),
        small.clone(),
        colours.faint,
    );
    let left = rect.left() + 4.0;
    line_text(
        ui,
        pos2(left, middle),
        number.left() - 8.0,
        &part.unit,
        theme::regular(theme::TEXT),
        colours.ink,
    );
    // The share as a bar below the name: what is large is seen before it is read.
    let below = rect.top() + LINE - 6.0;
    let room = Rect::from_min_max(pos2(left, below), pos2(rect.right() - 4.0, below + 3.0));
    ui.painter().rect_filled(room, theme::CORNER_BAR, colours.line);
    let of_all = part.share.and_then(|share| f32::try_from(share).ok()).unwrap_or(0.0).clamp(0.0, 1.0);
    let bar = room.with_max_x(room.left() + room.width() * of_all);
    let colour = if part.odd.is_some() { colours.query } else { colours.accent };
    ui.painter().rect_filled(bar, theme::CORNER_BAR, colour);
    if let Some(odd) = part.odd {
        let at = pos2(left, rect.bottom() - 11.0);
        line_text(ui, at, rect.right(), &format!("？ {}", odd.sentence()), small, colours.query);
    }
    let is_there = !part.file.is_empty();
    if is_there && response.on_hover_text(format!("打开 {}", part.file)).clicked() {
        commands.push(Command::Rollup(Step::OpenUnit(part.file.clone())));
    }
}

/// A share in per cent, to one place.
fn percent(share: Decimal) -> String {
    let percent = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or_default();
    match percent.round_dp(1).normalize() {
        zero if zero.is_zero() && !share.is_zero() => "<0.1%".to_owned(),
        percent => format!("{percent}%"),
    }
}

/// A part in one line, for screen readers.
fn spoken(part: &Part) -> String {
    let value = part.value.as_ref().map_or_else(|| "空白".to_owned(), Value::to_string);
    let mut told = format!("{} {value}", part.unit);
    if let Some(share) = part.share {
        told += &format!("，占 {}", percent(share));
    }
    if let Some(last) = &part.last_year {
        told += &format!("，上年 {last}");
    }
    if let Some(odd) = part.odd {
        told += &format!("，{}", odd.sentence());
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_told_to_one_place() {
        let check = |share: Decimal, expected: &str| assert_eq!(percent(share), expected);
        check(Decimal::new(5, 1), "50%");
        check(Decimal::new(3333, 4), "33.3%");
        check(Decimal::new(1, 5), "<0.1%");
        check(Decimal::ZERO, "0%");
    }
}
