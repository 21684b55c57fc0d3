//! Preview, export, print and 定稿 in the window.

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use nianbao::export::{Extent, Order};
use nianbao::form::CellKey;
use nianbao::report::templates;
use nianbao::store::fonts::body_font;
use nianbao::typeset::{FontBook, Pages, lay_out};
use nianbao::ui::{Laid, Origin};

use crate::harness::*;

/// The pages shown, when all of them are there.
fn laid(window: &Window) -> &Laid {
    window.state().preview().laid().expect("pages are shown")
}

/// Everything printed, without spaces.
fn printed(window: &Window) -> String {
    let pages = &laid(window).pages.pages;
    pages.iter().flat_map(|page| page.lines()).map(|line| line.text()).collect()
}

fn show_own(window: &mut Window) {
    click(window, "预览导出");
    settle(window);
}

fn show_beside(window: &mut Window) {
    ctrl(window, Key::Backslash);
    window.run();
    settle(window);
}

/// The pages that are in view, by their spoken names: number and place.
fn in_view(window: &Window) -> Vec<(usize, Rect)> {
    let count = laid(window).pages.pages.len();
    let name = |page: usize| format!("第 {page} 页，共 {count} 页");
    (1..=count).filter_map(|page| Some((page - 1, window.query_by_label(&name(page))?.rect()))).collect()
}

/// Where on the screen something of the report stands.
fn place_of(window: &Window, origin: &Origin) -> Pos2 {
    for (page, rect) in in_view(window) {
        let sheet = &laid(window).pages.pages[page];
        if let Some(spot) = laid(window).spots[page].iter().find(|spot| spot.origin == *origin) {
            assert!(!sheet.turned);
            let [left, top, right, bottom] = spot.edges;
            let scale = rect.size() / vec2(sheet.width, sheet.height);
            return rect.min + vec2((left + right) / 2.0, (top + bottom) / 2.0) * scale;
        }
    }
    panic!("{origin:?} is not in view")
}

fn click_at(window: &mut Window, pos: Pos2) {
    window.event(Event::PointerMoved(pos));
    window.run();
    for pressed in [true, false] {
        let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
        window.event(Event::PointerButton { pos, button, pressed, modifiers });
        window.run();
    }
}

/// The pages that an export of the open draft has.
fn exported(window: &Window) -> Pages {
    let draft = draft(window);
    let fonts = FontBook::bundled(body_font()).expect("fonts");
    let template = templates::for_form(draft.form()).expect("a template");
    let order = Order { draft, template, fonts: &fonts, extent: Extent::Report };
    lay_out(&order.composed().expect("composed").document, &fonts)
}

#[test]
fn the_preview_shows_the_very_pages_of_the_export() {
    let mut window = sample("沭阳县人民政府-2025");
    show_own(&mut window);
    assert!(laid(&window).pages == exported(&window));
    let count = laid(&window).pages.pages.len();
    let name = format!("第 1 页，共 {count} 页");
    let page = window.get_by_label(&name);
    assert_eq!(page.accesskit_node().role(), egui::accesskit::Role::Image);
    assert!(window.state().preview().drawn().len() < count, "pages out of view are not drawn");
}

#[test]
fn the_preview_beside_the_form_follows_what_is_typed() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "网站公开数");
    show_beside(&mut window);
    type_text(&mut window, "4321");
    settle(&mut window);
    assert!(printed(&window).contains("4321"));
    assert!(laid(&window).pages == exported(&window));
    // What is edited is in view, and it is drawn as it is now.
    place_of(&window, &Origin::Cell(CellKey::from("网站公开数")));
    ctrl(&mut window, Key::Z);
    settle(&mut window);
    assert!(!printed(&window).contains("4321"));
}

#[test]
fn only_pages_that_changed_get_a_new_stamp() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "举报投诉数量");
    show_beside(&mut window);
    let before = laid(&window).stamps.clone();
    type_text(&mut window, "3");
    settle(&mut window);
    let after = &laid(&window).stamps;
    let kept = before.iter().zip(after).filter(|(before, after)| before == after).count();
    assert!(kept > 0 && kept < after.len(), "{before:?} {after:?}");
}

#[test]
fn a_cell_on_the_page_leads_to_the_form_and_words_to_their_section() {
    let mut window = sample("金塘镇-2018");
    select(&mut window, "网站公开数");
    show_beside(&mut window);
    let other = Origin::Cell(CellKey::from("微博公开数"));
    let place = place_of(&window, &other);
    click_at(&mut window, place);
    let selected = window.state().desk().and_then(|desk| desk.selected());
    assert_eq!(selected, draft(&window).form().find("微博公开数"), "a blank cell too");

    // Beside the form there is no room for the navigation in a window of this width.
    show_beside(&mut window);
    show_own(&mut window);
    let title = place_of(&window, &Origin::Basics);
    click_at(&mut window, title);
    assert!(window.query_by_label("审核人").is_some(), "the title leads to the basic data");
    show_own(&mut window);
    let sections = laid(&window).spots[0].iter().find_map(|spot| match &spot.origin {
        Origin::Section(name) => Some(name.clone()),
        _ => None,
    });
    let section = sections.expect("words on the first page");
    let place = place_of(&window, &Origin::Section(section.clone()));
    click_at(&mut window, place);
    assert_eq!(
        window.state().desk().map(|desk| desk.page.clone()),
        Some(nianbao::ui::command::Page::Text(section))
    );
}

#[test]
fn pages_are_drawn_for_the_pixels_of_the_screen_at_any_zoom() {
    for pixels in [1.0, 1.5] {
        let mut window = window_at(pixels);
        click(&mut window, "金塘镇-2018");
        show_own(&mut window);
        let scale = |window: &Window| window.state().preview().drawn()[0].1;
        let full = 96.0 / 72.0 * pixels;
        assert!((scale(&window) - full).abs() < 0.01, "{} at 100 %", scale(&window));
        click(&mut window, "＋");
        settle(&mut window);
        assert!((scale(&window) - full * 1.1).abs() < 0.01, "{} at 110 %", scale(&window));
        click(&mut window, "整页");
        settle(&mut window);
        let page = in_view(&window)[0].1;
        assert!(page.top() > 30.0 && page.bottom() < 800.0, "{page:?}");
        assert!((scale(&window) * 841.9 / pixels - page.height()).abs() < 1.5);
    }
}

#[test]
fn zooming_keeps_the_place_under_the_pointer() {
    let mut window = sample("沭阳县人民政府-2025");
    show_own(&mut window);
    press(&mut window, Key::PageDown);
    settle(&mut window);
    let at = pos2(760.0, 400.0);
    let under = |window: &Window| {
        let (page, rect) = in_view(window).into_iter().find(|(_, rect)| rect.contains(at)).expect("a page");
        (page, (at - rect.min) / rect.size())
    };
    window.event(Event::PointerMoved(at));
    window.run();
    let (page, part) = under(&window);
    window.event(Event::Zoom(1.4));
    window.run();
    settle(&mut window);
    let (zoomed, zoomed_part) = under(&window);
    assert!(zoomed == page && (zoomed_part - part).abs().max_elem() < 0.01, "{part} {zoomed_part}");
}

#[test]
fn keys_turn_the_pages() {
    let mut window = sample("金塘镇-2018");
    show_own(&mut window);
    let count = laid(&window).pages.pages.len();
    press(&mut window, Key::End);
    settle(&mut window);
    assert_eq!(in_view(&window).last().map(|(page, _)| *page), Some(count - 1));
    press(&mut window, Key::Home);
    settle(&mut window);
    assert_eq!(in_view(&window).first().map(|(page, _)| *page), Some(0));
}

#[test]
fn what_fails_is_declared_final_only_knowingly_and_lapses() {
    let mut window = sample("杭州市发展和改革委员会-2018");
    show_own(&mut window);
    assert!(laid(&window).mark.contains("草稿"), "{}", laid(&window).mark);
    click(&mut window, "定稿…");
    assert!(window.query_by_label_contains("两侧为 215 与 213").is_some(), "what fails is listed");
    let declare = window.get_by_label("定稿");
    assert!(declare.accesskit_node().is_disabled());
    click(&mut window, "我知道以上 1 处不符，仍作为定稿");
    click(&mut window, "定稿");
    settle(&mut window);
    assert_eq!(laid(&window).mark, "");
    assert!(window.query_by_label_contains("有 1 处强制审核不符，已声明定稿").is_some(), "it stays in sight");
    // Undone like any other change.
    ctrl(&mut window, Key::Z);
    settle(&mut window);
    assert!(!laid(&window).mark.is_empty());
    ctrl(&mut window, Key::Y);
    select_from_menu(&mut window, "当面申请数", "1");
    show_own(&mut window);
    assert!(!laid(&window).mark.is_empty(), "a figure of the failing sum has changed");
}

#[test]
fn after_it_is_declared_final_the_export_goes_on_where_it_was() {
    let mut window = sample("杭州市发展和改革委员会-2018");
    ctrl(&mut window, Key::E);
    assert!(window.query_by_label_contains("每页将标明“草稿”").is_some());
    click(&mut window, "定稿…");
    click(&mut window, "我知道以上 1 处不符，仍作为定稿");
    click(&mut window, "定稿");
    assert!(window.query_by_label_contains("已声明定稿，不标“草稿”").is_some());
    click(&mut window, "导出");
    settle(&mut window);
    let folder = tempfile::tempdir().expect("a folder");
    give_path(&mut window, &folder.path().join("a.pdf"));
    assert!(window.state().notice().contains("已按定稿导出"), "{}", window.state().notice());
}

/// Goes to the form and types a figure.
fn select_from_menu(window: &mut Window, key: &str, typed: &str) {
    click_containing(window, "统计表 ");
    select(window, key);
    type_text(window, typed);
}

#[test]
fn ctrl_e_and_enter_export_the_pdf_as_before_and_say_which_fonts() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = sample("沭阳县人民政府-2025");
    ctrl(&mut window, Key::E);
    press(&mut window, Key::Enter);
    settle(&mut window);
    give_path(&mut window, &folder.path().join("报告.pdf"));
    let said = window.state().notice().to_owned();
    assert!(said.starts_with("已导出") && said.contains("报告.pdf") && said.contains("字体："), "{said}");
    assert!(std::fs::read(folder.path().join("报告.pdf")).expect("written").starts_with(b"%PDF"));
    assert!(window.query_by_label("打开文件").is_some() && window.query_by_label("打开文件夹").is_some());
    click(&mut window, "收起");
    assert!(window.query_by_label("打开文件").is_none());
}

#[test]
fn several_formats_go_into_a_folder_and_replace_files_only_when_asked() {
    let outer = tempfile::tempdir().expect("a folder");
    let folder = outer.path().join("导出");
    let mut window = sample("金塘镇-2018");
    let names = |folder: &std::path::Path| {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder is made")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    for again in [false, true] {
        ctrl(&mut window, Key::E);
        if !again {
            click(&mut window, "全部格式");
        }
        // The second time the formats are remembered.
        click(&mut window, "导出");
        settle(&mut window);
        give_path(&mut window, &folder);
        if again {
            assert!(window.query_by_label("· 金塘镇-2018-年度报告.pdf").is_some(), "what is there is listed");
            std::fs::write(folder.join("金塘镇-2018-年度报告.pdf"), "别人的文件").expect("written");
            click(&mut window, "替换");
            settle(&mut window);
        }
        let names = names(&folder);
        assert!(names.contains(&"金塘镇-2018-年度报告.pdf".to_owned()), "{names:?}");
        assert!(names.contains(&"金塘镇-2018-年度报告-第1页.png".to_owned()), "{names:?}");
        assert!(names.iter().all(|name| !name.contains(".tmp")), "{names:?}");
        assert!(
            std::fs::read(folder.join("金塘镇-2018-年度报告.pdf")).expect("written").starts_with(b"%PDF")
        );
    }
}

#[test]
fn what_is_not_replaced_stays_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("金塘镇-2018-空表.pdf");
    std::fs::write(&file, "别人的文件").expect("written");
    let mut window = sample("金塘镇-2018");
    ctrl(&mut window, Key::E);
    click(&mut window, "图片");
    click(&mut window, "空表");
    click(&mut window, "导出");
    settle(&mut window);
    give_path(&mut window, folder.path());
    click(&mut window, "取消");
    settle(&mut window);
    assert_eq!(std::fs::read_to_string(&file).expect("there"), "别人的文件");
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1);
}

#[test]
fn printing_asks_first() {
    let mut window = sample("金塘镇-2018");
    ctrl(&mut window, Key::P);
    assert!(window.query_by_label_contains("送到默认打印机").is_some());
    press(&mut window, Key::Escape);
    assert!(window.query_by_label_contains("送到默认打印机").is_none());
    assert_eq!(window.state().notice(), "");
}

#[test]
fn another_draft_never_shows_the_pages_of_the_one_before() {
    let mut window = sample("金塘镇-2018");
    show_own(&mut window);
    let before = printed(&window);
    ctrl(&mut window, Key::W);
    click(&mut window, "沭阳县人民政府-2025");
    show_own(&mut window);
    assert!(laid(&window).pages == exported(&window));
    assert!(printed(&window) != before);
}
