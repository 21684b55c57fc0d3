//! 报告问题: what those who mend the program need to know, and nothing of anybody's report. It is shown, and may be
//! changed, before it is saved.

use std::collections::VecDeque;

use egui::{Context, RichText, ScrollArea, TextEdit, Ui};

use crate::draft::Draft;
use crate::error::Error;
use crate::form::Field;
use crate::store;
use crate::ui::app::App;
use crate::ui::command::Command;
use crate::ui::dialog::{buttons_ui, cancel_ui, heading_ui, main_button};
use crate::ui::follow::Follow as _;
use crate::ui::theme;

/// The most messages that are kept.
const MOST: usize = 12;

/// What went wrong lately: only what the program itself says of it.
#[derive(Debug, Clone, Default)]
pub struct Troubles {
    last: VecDeque<String>,
}

impl Troubles {
    /// Keeps what is told under that title. The file that it is about is left out.
    pub fn add(&mut self, title: &str, error: &Error) {
        self.last.push_back(format!("{title}：{}。{}", error.what, error.hint));
        while self.last.len() > MOST {
            self.last.pop_front();
        }
    }
}

/// The report as it is shown first.
pub fn compose(app: &App, ctx: &Context) -> String {
    let settings = &app.settings;
    let size = ctx.content_rect().size();
    let draft = app.desk.as_ref().map(|desk| desk.draft());
    let open = draft.map_or_else(
        || "没有打开底稿".to_owned(),
        |draft| format!("{} 年版，{}", draft.form().edition, draft.scope().name()),
    );
    let mut lines = vec![
        "年报 问题报告".to_owned(),
        String::new(),
        "做了什么、看到什么、本来应该怎样（请写在这里）：".to_owned(),
        String::new(),
        String::new(),
        format!("程序：{} {}", env!("CARGO_PKG_VERSION"), if cfg!(debug_assertions) { "调试版" } else { "" }),
        format!("系统：{}", store::system::name()),
        format!("绘图：{}", app.renderer),
        format!(
            "窗口：{:.0}×{:.0} 点，每点 {:.2} 像素，缩放 {:.0} %，{}",
            size.x,
            size.y,
            ctx.pixels_per_point(),
            settings.zoom * 100.0,
            settings.theme.name()
        ),
        format!("底稿：{open}"),
        String::new(),
        "最近的提示（数字、引号里的字、文件位置和底稿里的文字已经去掉）：".to_owned(),
    ];
    let known = draft.map(words_of).unwrap_or_default();
    match app.troubles.last.is_empty() {
        true => lines.push("没有".to_owned()),
        false => lines.extend(app.troubles.last.iter().map(|told| format!("· {}", scrubbed(told, &known)))),
    }
    lines.join("\n")
}

/// The texts of a draft that might stand in a message: names, addresses, phones.
fn words_of(draft: &Draft) -> Vec<String> {
    let texts = Field::ALL.iter().map(|field| draft.field(*field).trim().to_owned());
    let mut words: Vec<String> = texts.filter(|text| text.chars().count() >= 2).collect();
    // The longest first: a short name may be part of the full one.
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

/// A message without anything of a report: no words of the draft, nothing that was quoted, no path, no digit.
fn scrubbed(told: &str, known: &[String]) -> String {
    let mut text = told.to_owned();
    for word in known {
        text = text.replace(word.as_str(), "〔略〕");
    }
    for (opens, closes) in [('“', '”'), ('《', '》'), ('「', '」'), ('"', '"')] {
        text = without_quoted(&text, opens, closes);
    }
    // A letter behind a dot: the ending of a file's name.
    let has_ending =
        |part: &str| part.split('.').skip(1).any(|end| end.starts_with(|c: char| c.is_ascii_alphabetic()));
    let is_path = |part: &str| part.contains(['/', '\\', '@']) || has_ending(part);
    let parts = text.split(' ').map(|part| if is_path(part) { "〔略〕" } else { part });
    let text = parts.collect::<Vec<_>>().join(" ");
    text.chars().map(|c| if c.is_numeric() && !is_chinese_word(c) { '#' } else { c }).collect()
}

/// 一, 两 … stand in ordinary words as often as they count.
fn is_chinese_word(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

fn without_quoted(text: &str, opens: char, closes: char) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut is_inside = false;
    for c in text.chars() {
        if is_inside && c == closes {
            is_inside = false;
            kept.push_str("〔略〕");
        } else if !is_inside && c == opens {
            is_inside = true;
            kept.push(c);
            continue;
        }
        if !is_inside {
            kept.push(c);
        }
    }
    kept
}

/// Paints the report, to be read, completed and saved.
pub fn report_ui(ui: &mut Ui, text: &mut String, commands: &mut Vec<Command>) {
    let colours = theme::palette(ui);
    heading_ui(ui, "报告问题");
    let about = "程序不联网，不会自己发送什么。下面就是报告的全部内容：没有底稿里的数字、单位和人名，也没有文件位置。\
                 请补写经过，存成文件后自行交给维护人员。";
    ui.label(RichText::new(about).small().color(colours.faint));
    ui.add_space(6.0);
    let room = (ui.ctx().content_rect().height() - 260.0).clamp(120.0, 360.0);
    ScrollArea::vertical().max_height(room).min_scrolled_height(room).show_followed(ui, |ui| {
        let field = TextEdit::multiline(text).desired_width(f32::INFINITY).desired_rows(14);
        let field = ui.add(field);
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("问题报告的内容"));
    });
    buttons_ui(ui, |ui| {
        if main_button(ui, "存成文件…") {
            commands.push(Command::KeepTrouble(text.clone()));
        }
        cancel_ui(ui, "取消", commands);
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Edit;
    use crate::form::editions;

    #[test]
    fn a_message_keeps_nothing_of_a_report() {
        let mut draft = Draft::new(editions::named("2021").unwrap(), 2025, "金塘镇人民政府");
        draft.apply(Edit::Field(Field::Head, "王小明".into())).unwrap();
        let check = |told: &str, expected: &str| {
            assert_eq!(scrubbed(told, &words_of(&draft)), expected, "{told}");
        };
        check("打不开 /home/王/年报.nianbao 这份底稿", "打不开 〔略〕 这份底稿");
        check("“收到申请数”不是指标，是否为“申请”？", "“〔略〕”不是指标，是否为“〔略〕”？");
        check("金塘镇人民政府的 215 件由王小明填报", "〔略〕的 ### 件由〔略〕填报");
        check("第１２行有①处，共一份", "第##行有#处，共一份");
        check(r"保存到 D:\年报\a.docx 失败", "保存到 〔略〕 失败");
        check("找不到 金塘镇.docx 这个文件", "找不到 〔略〕 这个文件");
        check("没有写完的“引文", "没有写完的“");
    }

    #[test]
    fn only_the_last_messages_are_kept_and_no_file_is_named() {
        let mut troubles = Troubles::default();
        for _ in 0..20 {
            troubles
                .add("打不开这份底稿", &Error::new("文件不完整").about("金塘镇.nianbao").hint("请重新复制"));
        }
        assert_eq!(troubles.last.len(), MOST);
        assert_eq!(troubles.last.front().unwrap(), "打不开这份底稿：文件不完整。请重新复制");
    }
}
