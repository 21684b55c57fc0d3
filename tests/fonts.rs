//! The official fonts of a machine: found by any of their names, used where they may be, told where not.

mod forged;
mod sample;

use std::path::PathBuf;

use nianbao::export::pdf;
use nianbao::store::official_fonts::{Installed, installed_in};
use nianbao::typeset::{FontBook, Role, SANS_BOLD, SANS_REGULAR, lay_out, missing_characters};

/// `fsType` of a font that no document may carry.
const RESTRICTED: u16 = 2;

/// What is found where these files are.
fn found(files: &[(&str, Vec<u8>)]) -> Installed {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).expect("written");
    }
    installed_in(&[folder.path().to_path_buf(), PathBuf::from("/不存在的文件夹")])
}

fn families(installed: &Installed) -> Vec<(Role, &str)> {
    installed.faces.iter().map(|(role, face)| (*role, face.family())).collect()
}

#[test]
fn an_official_font_is_found_by_its_chinese_english_or_postscript_name() {
    let check = |chinese: &str, english: &str, role: Role| {
        let installed = found(&[("甲.ttf", forged::font(&SANS_REGULAR, chinese, english, 0))]);
        assert_eq!(families(&installed), [(role, chinese)]);
        assert!(installed.refused.is_empty());
    };
    check("方正小标宋_GBK", "Anything", Role::Title);
    check("某字体", "fzxbsk--gbk1-0", Role::Title);
    check("仿宋_GB2312", "FangSong_GB2312", Role::Fang);
    check("某仿宋", "FANGSONG", Role::Fang);
    check("楷体", "KaiTi", Role::Kai);
    check("黑体", "SimHei", Role::Hei);
    check("宋体", "SimSun", Role::Song);
}

#[test]
fn the_best_of_several_is_taken_and_other_fonts_are_none_of_ours() {
    let installed = found(&[
        ("a.ttf", forged::font(&SANS_BOLD, "华文仿宋", "STFangsong", 0)),
        ("b.ttf", forged::font(&SANS_REGULAR, "仿宋_GB2312", "FangSong_GB2312", 0)),
        ("c.ttf", forged::font(&SANS_REGULAR, "微软雅黑", "Microsoft YaHei", 0)),
        ("d.txt", b"no font".to_vec()),
        ("e.ttf", b"\x00\x01\x00\x00 broken".to_vec()),
    ]);
    assert_eq!(families(&installed), [(Role::Fang, "仿宋_GB2312")]);
}

#[test]
fn a_face_of_a_collection_is_used_and_embedded() {
    let collection = forged::collection(&[
        forged::font(&SANS_REGULAR, "新宋体", "NSimSun", 0),
        forged::font(&SANS_BOLD, "宋体", "SimSun", 0),
    ]);
    let installed = found(&[("simsun.ttc", collection)]);
    assert_eq!(families(&installed), [(Role::Song, "宋体")]);
    assert_eq!(installed.faces[0].1.index(), 1);
    let book = FontBook::bundled(None).unwrap().with_installed(&installed.faces);
    let document = sample::report_2014();
    let pages = lay_out(&document, &book);
    assert!(book.used(&pages).iter().any(|family| family == "宋体"));
    assert!(pdf(&document, &pages, &book).unwrap().len() > 100_000);
}

#[test]
fn a_font_that_may_not_be_embedded_is_skipped_and_named() {
    let forbidden = |rights| {
        let installed = found(&[
            ("a.ttf", forged::font(&SANS_REGULAR, "黑体", "SimHei", rights)),
            ("b.ttf", forged::font(&SANS_BOLD, "方正黑体_GBK", "FZHei-B01", 0)),
        ]);
        assert_eq!(families(&installed), [(Role::Hei, "方正黑体_GBK")]);
        assert_eq!(installed.refused, ["黑体：许可不允许嵌入文件"]);
    };
    forbidden(RESTRICTED);
    // No cutting, pictures only.
    forbidden(0x100);
    forbidden(0x200);
}

#[test]
fn what_an_installed_font_lacks_comes_from_the_bundled_ones() {
    // A title face that has all that a title needs but no 堃.
    let fang = include_bytes!("../assets/fonts/fandol/FandolFang-Regular.ttf");
    let installed = found(&[("小标宋.ttf", forged::font(fang, "方正小标宋简体", "FZXBSJW--GB1-0", 0))]);
    let book = FontBook::bundled(None).unwrap().with_installed(&installed.faces);
    let family = |c| book.glyph(Role::Title, c).and_then(|(id, _)| book.face(id)).map(|face| face.family());
    assert_eq!((family('政'), family('堃')), (Some("方正小标宋简体"), Some("年报宋体")));
    assert!(missing_characters(&sample::report_2021(), &book).is_empty());
}

#[test]
fn an_export_says_which_fonts_it_used() {
    let installed = found(&[
        ("a.ttf", forged::font(&SANS_REGULAR, "方正小标宋_GBK", "FZXBSK--GBK1-0", 0)),
        ("b.ttf", forged::font(&SANS_BOLD, "仿宋_GB2312", "FangSong_GB2312", 0)),
    ]);
    let bundled = FontBook::bundled(None).unwrap();
    assert!(bundled.note().contains("楷体"));
    let book = bundled.with_installed(&installed.faces);
    assert_eq!(book.note(), "");
    let pages = lay_out(&sample::report_2014(), &book);
    let used = book.used(&pages);
    assert_eq!(used[..2], ["方正小标宋_GBK", "仿宋_GB2312"]);
    assert!(used.contains(&"年报黑体".to_owned()) && !used.contains(&"FandolFang".to_owned()), "{used:?}");
}
