//! A document brought in: dropped, chosen or pasted, looked at, taken, and taken back.

use std::path::{Path, PathBuf};

use egui::{Event, HoveredFile, Key};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::draft::{self, Origin, Scope, Value};
use nianbao::form::{CellId, Field, Form, Year, editions};
use nianbao::import::{
    Aside, Block, By, Cell, Doubt, Figure, Found, Paragraph, Question, Report, Source, Spot, Table, Why,
};
use nianbao::ui::import::Understood;

use super::harness::*;

/// The rows of the printed form with these figures, the others blank.
fn rows(form: &Form, figures: &[(&str, &str)]) -> Vec<[String; 3]> {
    let mut rows = Vec::new();
    for (section, cells) in form.sections() {
        let cells: Vec<_> =
            cells.into_iter().filter(|id| !form.is_fact(*id)).map(|id| form.cell(id)).collect();
        // A part that is one cell has no line of its own.
        if cells.iter().any(|cell| cell.path != section) {
            rows.push([section.to_owned(), "——".to_owned(), String::new()]);
        }
        rows.extend(cells.into_iter().map(|cell| {
            let figure = figures.iter().find(|(key, _)| *key == &*cell.key).map_or("", |(_, figure)| figure);
            [cell.label().to_owned(), cell.unit.clone(), figure.to_owned()]
        }));
    }
    rows
}

/// A published page of the form of 2014, with these figures and all else blank.
fn page(year: u16, agency: &str, figures: &[(&str, &str)]) -> String {
    let form = editions::named("2014").expect("the edition");
    let row = |row: [String; 3]| format!("<tr><td>{}</td></tr>\n", row.join("</td><td>"));
    let rows = rows(&form, figures).into_iter().map(row).collect::<String>();
    format!(
        "<meta charset=utf-8><h1>{agency}{year}年政府信息公开情况统计表</h1>\n\
         <table><tr><td>统计指标</td><td>单位</td><td>统计数</td></tr>\n{rows}</table>"
    )
}

fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("written");
    path
}

const FIGURES: [(&str, &str); 4] =
    [("主动公开政府信息数", "128"), ("网站公开数", "120"), ("收到申请数", "6"), ("当面申请数", "")];

fn origin(window: &Window, year: Year, key: &str) -> Option<Origin> {
    let draft = draft(window);
    draft.entry_of(year, draft.form().find(key)?).map(|entry| entry.origin.clone())
}

fn as_text(window: &Window) -> String {
    draft::write(draft(window)).expect("a draft can be written")
}

#[test]
fn a_dropped_report_is_looked_at_taken_and_taken_back_in_one_step() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "金塘镇.html", &page(2018, "白泉镇", &FIGURES));
    let mut window = new_draft("2018", "白泉镇");
    let before = as_text(&window);
    drop_files(&mut window, &[&file]);
    window.get_by_label("导入 金塘镇.html");
    // On both sides: the figure in the document, and the line of the cell.
    window.get_by_label("128 已填：主动公开政府信息数");
    window.get_by_label("主动公开政府信息数，原件 128，底稿 空白，已填");
    assert_eq!(as_text(&window), before, "looking changes nothing");
    click(&mut window, "导入到底稿（3 项）");
    assert_eq!((held(&window, "网站公开数").as_str(), held(&window, "当面申请数").as_str()), ("120", ""));
    let place = "金塘镇.html 表 1 第 21 行第 3 列".to_owned();
    assert_eq!(origin(&window, Year::This, "收到申请数"), Some(Origin::Imported { place }));
    assert!(window.state().notice().contains("导入 3 项"), "{}", window.state().notice());
    select(&mut window, "收到申请数");
    window.get_by_label_contains("导入自 金塘镇.html 表 1 第 21 行第 3 列");
    ctrl(&mut window, Key::Z);
    assert_eq!(as_text(&window), before);
}

#[test]
fn a_report_becomes_a_draft_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "去年.html", &page(2017, "白泉镇", &FIGURES));
    let mut window = window();
    drop_files(&mut window, &[&file]);
    click(&mut window, "另建底稿（2017 年度）");
    assert_eq!((draft(&window).year(), draft(&window).field(Field::Agency)), (2017, "白泉镇"));
    assert_eq!(held(&window, "主动公开政府信息数"), "128");
    assert!(window.state().desk().is_some_and(|desk| desk.editing.is_unsaved()), "it is on no disk yet");
    ctrl(&mut window, Key::Z);
    assert_eq!(held(&window, "主动公开政府信息数"), "");
}

#[test]
fn a_report_of_the_year_before_becomes_last_years_figures() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "去年.html", &page(2017, "金塘镇人民政府", &FIGURES));
    let mut window = sample("金塘镇-2018");
    let this_year = held(&window, "主动公开政府信息数");
    drop_files(&mut window, &[&file]);
    let last = window.get_by_label("上年数（2017）");
    assert_eq!(last.accesskit_node().toggled(), Some(egui::accesskit::Toggled::True));
    window.get_by_label("128 已填：上年主动公开政府信息数");
    click_containing(&mut window, "导入到底稿");
    let last = |key: &str| {
        let draft = draft(&window);
        let entry = draft.form().find(key).and_then(|cell| draft.last_year(cell));
        entry.map(|entry| entry.value.to_string())
    };
    assert_eq!(
        (last("主动公开政府信息数").as_deref(), last("收到申请数").as_deref()),
        (Some("128"), Some("6"))
    );
    assert_eq!(held(&window, "主动公开政府信息数"), this_year);
}

/// 2018's figures have other names in the form of 2019; the crosswalk knows which.
#[test]
fn last_years_figures_of_another_edition_go_by_the_crosswalk() {
    let folder = tempfile::tempdir().expect("a folder");
    let figures = [("收到申请数", "6"), ("举报投诉数量", "2")];
    let file = written(folder.path(), "2018.html", &page(2018, "白泉镇", &figures));
    let mut window = new_draft("2019", "白泉镇");
    drop_files(&mut window, &[&file]);
    window.get_by_label_contains("原件是 2014 版式，底稿是 2019 版式");
    window.get_by_label("2 未采用：举报投诉数量，底稿的版式没有这一项");
    click_containing(&mut window, "导入到底稿（1 项）");
    let draft = draft(&window);
    let filled: Vec<_> = draft.form().ids().filter_map(|cell| draft.last_year(cell)).collect();
    assert_eq!(filled.len(), 1);
    assert_eq!(filled.first().map(|entry| entry.value.to_string()).as_deref(), Some("6"));
}

#[test]
fn what_the_draft_has_already_stays_unless_the_other_is_chosen() {
    let folder = tempfile::tempdir().expect("a folder");
    let figures =
        [("主动公开政府信息数", "300"), ("网站公开数", "259"), ("微博公开数", "4"), ("收到申请数", "")];
    let file = written(folder.path(), "金塘镇.html", &page(2018, "金塘镇人民政府", &figures));
    let mut window = sample("金塘镇-2018");
    drop_files(&mut window, &[&file]);
    window.get_by_label("300 不一致：主动公开政府信息数，底稿为 259");
    window.get_by_label("259 相同：网站公开数");
    window.get_by_label("✓ 已填 1");
    click(&mut window, "采用 主动公开政府信息数");
    // The list has only what is in view.
    click(&mut window, "查找指标或数字");
    type_text(&mut window, "收到申请数");
    window.get_by_label("收到申请数，原件 空白，底稿 0，不一致");
    click_containing(&mut window, "导入到底稿（2 项）");
    let values = ["主动公开政府信息数", "微博公开数", "收到申请数"].map(|key| held(&window, key));
    assert_eq!(values, ["300", "4", "0"], "what is blank there empties nothing here");
}

#[test]
fn a_part_of_the_form_is_left_out_or_taken_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "金塘镇.html", &page(2018, "白泉镇", &FIGURES));
    let mut window = new_draft("2018", "白泉镇");
    drop_files(&mut window, &[&file]);
    click(&mut window, "本部分不用 一、主动公开情况");
    window.get_by_label("导入到底稿（1 项）");
    click(&mut window, "全部采用无疑问的");
    click(&mut window, "采用 网站公开数");
    click(&mut window, "导入到底稿（2 项）");
    assert_eq!(
        (held(&window, "主动公开政府信息数").as_str(), held(&window, "网站公开数").as_str()),
        ("128", "")
    );
}

// ── Questions, of a report made by hand

fn spot(block: usize, cell: Option<usize>, words: &str, text: &str) -> Spot {
    let start = text.find(words).expect("the words");
    Spot { block, cell, range: start..start + words.len() }
}

fn number(text: &str) -> Value {
    Value::Number(text.parse().expect("a number"))
}

fn find(form: &Form, key: &str) -> CellId {
    form.find(key).expect("the key")
}

const SENTENCE: &str = "2018年共收到申请约210件，其中网络申请68件，上年为190件。";

const PHONE: &str = "联系电话：0580-8050000";

/// A sentence with a figure, a question and a number of another year; a table that says otherwise; a section.
fn understood() -> Understood {
    let form = editions::named("2014").expect("the edition");
    let cells =
        vec![Cell::single(0, 0, "（一）收到申请数"), Cell::single(0, 1, "件"), Cell::single(0, 2, "215")];
    let source = Source {
        blocks: vec![
            Block::Text(Paragraph { text: SENTENCE.to_owned(), line: 3, ..Paragraph::default() }),
            Block::Table(Table { cells, ..Table::default() }),
            Block::Text(Paragraph { text: PHONE.to_owned(), line: 5, ..Paragraph::default() }),
        ],
        notes: Vec::new(),
    };
    let asked = |value: &str, spot, why| Question {
        cell: find(&form, "收到申请数"),
        value: number(value),
        spot,
        why,
    };
    let report = Report {
        year: Some(2018),
        agency: "白泉镇".to_owned(),
        scope: Scope::Own,
        figures: vec![Figure {
            cell: find(&form, "网络申请数"),
            value: Some(number("68")),
            spot: spot(0, None, "68", SENTENCE),
            by: By::Sentence,
        }],
        questions: vec![
            asked("210", spot(0, None, "210", SENTENCE), Doubt::Sentence(nianbao::prose::Doubt::Rounded)),
            asked("215", spot(1, Some(2), "215", "215"), Doubt::Conflict { other: number("210") }),
        ],
        asides: vec![
            Aside { spot: spot(0, None, "2018", SENTENCE), why: Why::Date },
            Aside { spot: spot(0, None, "190", SENTENCE), why: Why::OtherYear },
        ],
        fields: vec![Found {
            what: Field::Phone,
            text: "0580-8050000".to_owned(),
            spot: spot(2, None, "0580-8050000", PHONE),
        }],
        sections: vec![Found {
            what: "依申请公开".to_owned(),
            text: SENTENCE.to_owned(),
            spot: Spot { block: 0, cell: None, range: 0..SENTENCE.len() },
        }],
        blocks: 0..3,
        form,
    };
    Understood { source, reports: vec![report] }
}

fn with_questions() -> Window {
    let mut window = new_draft("2018", "白泉镇");
    window.state_mut().show_document("报告.txt", understood());
    run(&mut window);
    window
}

#[test]
fn every_number_of_the_document_says_what_becomes_of_it() {
    let window = with_questions();
    for told in [
        "68 已填：网络申请数",
        "210 待定：收到申请数，是约数",
        "215 待定：收到申请数，文中另一处是 210",
        "2018 未采用：日期",
        "190 未采用：其他年度的数",
        "✓ 已填 3",
        "？ 待定 2",
        "○ 未采用 2",
    ] {
        assert_eq!(window.query_all_by_label(told).count().min(1), 1, "{told}");
    }
}

#[test]
fn a_question_is_taken_only_when_it_is_answered() {
    let mut window = with_questions();
    click(&mut window, "导入到底稿（3 项）");
    assert_eq!((held(&window, "收到申请数").as_str(), held(&window, "网络申请数").as_str()), ("", "68"));
    assert!(window.state().notice().contains("2 个待定的数没有采用"), "{}", window.state().notice());
    assert_eq!(draft(&window).field(Field::Phone), "0580-8050000");
    let text = draft(&window).text("依申请公开").map(|text| text.shown(|_| String::new()).0);
    assert_eq!(text.as_deref(), Some(SENTENCE));
}

#[test]
fn one_answer_settles_what_is_asked_of_a_cell() {
    let mut window = with_questions();
    // F8 leads to each in turn, ready to be answered by the keyboard.
    press(&mut window, Key::F8);
    press(&mut window, Key::F8);
    press(&mut window, Key::Space);
    window.get_by_label("？ 待定 0");
    click(&mut window, "导入到底稿（4 项）");
    let shown = held(&window, "收到申请数");
    assert!(shown == "210" || shown == "215", "{shown}");
    let other = window.state().notice().contains("待定");
    assert!(!other, "{}", window.state().notice());
}

#[test]
fn an_answer_can_be_taken_back() {
    let mut window = with_questions();
    click(&mut window, "采用 收到申请数 215");
    window.get_by_label("导入到底稿（4 项）");
    window.get_by_label("210 未采用：收到申请数，是约数");
    click(&mut window, "采用 收到申请数 210");
    window.get_by_label("导入到底稿（4 项）");
    click(&mut window, "不采用 收到申请数 210");
    window.get_by_label("导入到底稿（3 项）");
}

#[test]
fn a_number_on_either_side_shows_the_other() {
    let mut window = with_questions();
    let is_selected = |window: &Window, label: &str| {
        let mut nodes = window.query_all_by_label(label);
        nodes.any(|node| node.accesskit_node().toggled() == Some(egui::accesskit::Toggled::True))
    };
    let (left, right) = ("68 已填：网络申请数", "网络申请数，原件 68，底稿 空白，已填");
    click(&mut window, left);
    assert!(is_selected(&window, right));
    window.query_all_by_label("190 未采用：其他年度的数").next().expect("a mark").click();
    run(&mut window);
    assert!(!is_selected(&window, left));
}

#[test]
fn the_counts_and_the_field_above_the_list_leave_what_is_looked_for() {
    let mut window = with_questions();
    click(&mut window, "○ 未采用 2");
    assert!(window.query_by_label("采用 网络申请数").is_none());
    click(&mut window, "○ 未采用 2");
    window.get_by_label("采用 网络申请数");
    click(&mut window, "查找指标或数字");
    type_text(&mut window, "网络");
    assert!(window.query_by_label("采用 收到申请数 215").is_none());
    window.get_by_label("采用 网络申请数");
}

// ── Ways in

#[test]
fn what_is_dropped_says_where_it_goes_while_it_hangs_over_the_window() {
    let mut window = sample("金塘镇-2018");
    let mut check = |paths: &[&str], expected: &str| {
        let hovering =
            |path: &&str| HoveredFile { path: Some(PathBuf::from(path)), ..HoveredFile::default() };
        window.input_mut().hovered_files = paths.iter().map(hovering).collect();
        window.step();
        window.step();
        window.get_by_label(expected);
    };
    check(&["去年报告.pdf"], "松开鼠标，导入 去年报告.pdf");
    check(&["去年报告.docx"], "松开鼠标，收回修改稿，或导入 去年报告.docx");
    check(&["去年.nianbao"], "松开鼠标，打开底稿 去年.nianbao");
    check(&["甲.html", "乙.xlsx"], "松开鼠标，导入 2 个文件，一份接一份");
    check(&["甲.html", "去年.nianbao"], "松开鼠标，打开底稿 去年.nianbao");
    window.input_mut().hovered_files.clear();
    run(&mut window);
    assert!(window.query_by_label_contains("松开鼠标").is_none());
}

#[test]
fn a_report_pasted_on_the_start_page_is_brought_in() {
    let mut window = window();
    window.event(Event::Paste(
        "白泉镇2018年政府信息公开年度报告\n全年共收到申请6件，其中网络申请6件。\n".to_owned(),
    ));
    window.run();
    settle(&mut window);
    window.get_by_label("导入 剪贴板");
    click(&mut window, "取消");
    window.get_by_label("导入去年的报告…");
}

#[test]
fn a_dropped_draft_is_opened() {
    let mut window = window();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/金塘镇-2018.nianbao");
    drop_files(&mut window, &[&path]);
    assert_eq!(draft(&window).year(), 2018);
}

#[test]
fn several_files_come_one_after_the_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = written(folder.path(), "甲.html", &page(2018, "白泉镇", &[("收到申请数", "6")]));
    let second = written(folder.path(), "乙.html", &page(2018, "白泉镇", &[("网站公开数", "120")]));
    let mut window = new_draft("2018", "白泉镇");
    drop_files(&mut window, &[&first, &second]);
    window.get_by_label("导入 甲.html");
    window.get_by_label("后面还有 1 个文件");
    click(&mut window, "导入到底稿（1 项）");
    settle(&mut window);
    window.get_by_label("导入 乙.html");
    click(&mut window, "导入到底稿（1 项）");
    assert_eq!((held(&window, "收到申请数").as_str(), held(&window, "网站公开数").as_str()), ("6", "120"));
    assert!(window.query_by_label("取消").is_none(), "nothing waits any more");
}

#[test]
fn a_file_is_chosen_by_the_menu() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "去年.html", &page(2017, "白泉镇", &FIGURES));
    let mut window = window();
    click(&mut window, "导入去年的报告…");
    settle(&mut window);
    give_path(&mut window, &file);
    window.get_by_label("导入 去年.html");
    click(&mut window, "取消");
    assert!(window.query_by_label("导入去年的报告…").is_some(), "back on the start page");
}

#[test]
fn a_copied_table_is_brought_in() {
    let form = editions::named("2014").expect("the edition");
    let rows = rows(&form, &[("收到申请数", "215")]);
    let copied: String = rows.iter().map(|row| format!("{}\n", row.join("\t"))).collect();
    let mut window = new_draft("2018", "白泉镇");
    click(&mut window, "数据");
    // The system hands over what was copied in the frame after it was asked.
    window.get_by_label_contains("从剪贴板导入").click();
    window.event(Event::Paste(copied));
    window.step();
    settle(&mut window);
    window.get_by_label("导入 剪贴板");
    click(&mut window, "导入到底稿（1 项）");
    let place = "剪贴板 表 1 第 20 行第 3 列".to_owned();
    assert_eq!(origin(&window, Year::This, "收到申请数"), Some(Origin::Imported { place }));
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_leaves_the_draft_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("报告.xyz");
    std::fs::write(&file, [0xFF, 0xFE, 0x00, 0xD8, 0x00]).expect("written");
    let mut window = sample("金塘镇-2018");
    drop_files(&mut window, &[&file]);
    window.get_by_label("没有导入");
    window.get_by_label_contains("报告.xyz");
    press(&mut window, Key::Enter);
    assert_eq!(held(&window, "网站公开数"), "259");
}

#[test]
fn a_document_without_figures_is_shown_and_offers_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "通知.txt", "关于放假的通知\n");
    let mut window = sample("金塘镇-2018");
    drop_files(&mut window, &[&file]);
    window.get_by_label("没有找到年度报告的数字");
    assert!(window.query_by_label_contains("导入到底稿").is_none());
    click(&mut window, "取消");
    assert_eq!(held(&window, "网站公开数"), "259");
}

#[test]
fn unsaved_work_is_asked_about_before_another_draft_is_begun() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = written(folder.path(), "去年.html", &page(2017, "白泉镇", &FIGURES));
    let mut window = sample("金塘镇-2018");
    select(&mut window, "举报投诉数量");
    type_text(&mut window, "1");
    drop_files(&mut window, &[&file]);
    click(&mut window, "另建底稿（2017 年度）");
    window.get_by_label("底稿还没有保存");
    click(&mut window, "不保存");
    assert_eq!((draft(&window).year(), held(&window, "主动公开政府信息数").as_str()), (2017, "128"));
}
