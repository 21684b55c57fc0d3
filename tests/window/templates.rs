//! 报告模板: the page on which one is chosen, and what is wrong with the user's own.

use std::path::Path;

use egui_kittest::kittest::Queryable as _;

use super::harness::*;

/// A sample with its page of templates, and these files of the user's own.
fn page(folder: &Path, files: &[(&str, &str)]) -> Window {
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("a file");
    }
    let mut window = sample("金塘镇-2018");
    window.state_mut().look_for_templates_in(folder.to_owned());
    settle(&mut window);
    menu(&mut window, "报告", "报告模板…");
    window
}

/// The template that the open draft is composed with.
fn in_use(window: &Window) -> String {
    let template = window.state().desk().expect("a draft is open").template.name().to_owned();
    Path::new(&template).file_name().expect("a name").to_string_lossy().into_owned()
}

#[test]
fn a_built_in_template_is_chosen_and_the_form_s_own_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut window = page(folder.path(), &[]);
    assert_eq!(in_use(&window), "2014.md");
    assert!(window.query_by_label("2021").is_none(), "of other editions");
    click(&mut window, "选用 2014-图文");
    settle(&mut window);
    assert_eq!(in_use(&window), "2014-图文.md");
    click(&mut window, "选用 2014");
    settle(&mut window);
    assert_eq!(in_use(&window), "2014.md");
}

#[test]
fn an_own_template_is_chosen_and_its_text_follows() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = "[[沿用:2014]]\n[[正文:收费减免]]\n本局从不收费。\n[[/正文]]\n";
    let mut window = page(folder.path(), &[("本局.md", own), ("新版.md", "[[沿用:2021]]\n")]);
    assert!(window.query_by_label("没有错误，适用于本底稿").is_some());
    assert!(window.query_by_label_contains("适用于 2021 版式，不适用于本底稿").is_some());
    assert!(window.query_by_label("选用 新版").is_none(), "it does not serve");
    click(&mut window, "选用 本局");
    settle(&mut window);
    assert_eq!(in_use(&window), "本局.md");
    click(&mut window, "报告");
    window.get_all_by_label("报告正文").last().expect("of the menu").click();
    run(&mut window);
    assert!(window.query_by_label_contains("本局从不收费。").is_some());
}

#[test]
fn every_fault_of_an_own_template_is_told_with_its_place_and_goes_when_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let broken = "{{ 收到申请效 }}\n{% if 收到申请数 = 0 %}无{% endif %}\n[[图:申请渠到]]\n";
    let mut window = page(folder.path(), &[("本局.md", broken)]);
    for told in [
        "有 3 处错误",
        "第 1 行第 4 列",
        "是否为“收到申请数”",
        "两个等号",
        "第 3 行第 1 列",
        "是否为“申请渠道”",
    ] {
        assert!(window.query_by_label_contains(told).is_some(), "{told}");
    }
    assert!(window.query_by_label("选用 本局").is_none());

    let mended = broken.replace("效", "数").replace(" = ", " == ").replace("渠到", "渠道");
    std::fs::write(folder.path().join("本局.md"), &mended).expect("a file");
    click(&mut window, "重新检查");
    settle(&mut window);
    click(&mut window, "选用 本局");
    settle(&mut window);
    assert_eq!(in_use(&window), "本局.md");

    // Broken again, it is not used, and the clerk is told.
    std::fs::write(folder.path().join("本局.md"), broken).expect("a file");
    click(&mut window, "重新检查");
    settle(&mut window);
    assert_eq!(in_use(&window), "2014.md");
    assert!(window.state().notice().contains("自有模板“本局.md”有错误，暂用内置模板"));
}

#[test]
fn a_copy_to_change_is_put_into_the_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("年报模板");
    let mut window = page(folder.path(), &[]);
    window.state_mut().look_for_templates_in(own.clone());
    settle(&mut window);
    assert!(window.query_by_label_contains("还没有").is_some());
    window.get_all_by_label("复制一份来改").next().expect("of the first").click();
    run(&mut window);
    settle(&mut window);
    assert!(own.join("我的2014.md").exists());
    assert!(own.join("模板编写说明.txt").exists(), "how it is written, for whoever changes it");
    assert!(window.query_by_label("选用 我的2014").is_some());
    assert!(window.state().notice().contains("我的2014.md"));
}
