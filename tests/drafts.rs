//! Drafts: what is saved comes back, what was done can be undone, and a file with something
//! strange in it is refused at its place.

use std::fs;

use nianbao::draft::{
    self, Declaration, Draft, Edit, Editing, Entry, Figure, FigureFormat, Illustration, Origin, Picture,
    Piece, Reason, Scope, SectionText,
};
use nianbao::form::{CellId, CellKey, Field, Form, Kind, Year, editions};
use nianbao::store::disk::Machine;
use nianbao::store::kept::held;
use nianbao::store::kept::journal::{About, Journal};
use nianbao::store::{drafts, samples::SAMPLES};
use proptest::prelude::*;
use proptest::sample::select;

// ── What is saved comes back

/// What a clerk may type into a cell: numbers, zero, 不适用, nothing, and what is no number.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => (0u64..1_000_000).prop_map(|number| number.to_string()),
        2 => Just("0".to_owned()),
        1 => "[0-9]{1,12}\\.[0-9]{1,6}",
        1 => Just("/".to_owned()),
        1 => Just(String::new()),
        1 => "(约|无|—|-|,|３|[0-9]| ){0,6}",
        1 => any::<String>(),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[\\PC\n]{0,20}", any::<String>()]
}

fn cell_of(form: &Form) -> impl Strategy<Value = (CellKey, Kind)> + use<> {
    select(form.cells.iter().map(|cell| (cell.key.clone(), cell.kind)).collect::<Vec<_>>())
}

fn entries(form: &Form) -> impl Strategy<Value = Edit> + use<> {
    let imported = text().prop_map(|place| Origin::Imported { place });
    let origin =
        prop_oneof![3 => select(vec![Origin::Typed, Origin::Calculated, Origin::Zeroed]), 1 => imported];
    let entry = (cell_of(form), typed(), origin);
    let year = select(vec![Year::This, Year::Last]);
    (year, prop::collection::vec(entry, 0..6)).prop_map(|(year, entries)| {
        let entries = entries
            .into_iter()
            .map(|((key, kind), typed, origin)| {
                (key, Entry::typed(&typed, kind).map(|entry| Entry { origin, ..entry }))
            })
            .collect();
        Edit::Entries { year, entries }
    })
}

/// Pictures of several sizes, so that files have one line of them and several.
fn pictures() -> Vec<Picture> {
    let made = [1, 40].map(|side| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let image =
            image::RgbImage::from_fn(side, side, |x, y| image::Rgb([x as u8, y as u8, (x * y) as u8]));
        image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        Picture::read(bytes.into_inner()).unwrap()
    });
    made.to_vec()
}

fn section_text(form: &Form) -> impl Strategy<Value = SectionText> + use<> {
    let format = select(FigureFormat::ALL.to_vec());
    let figure = (cell_of(form), format).prop_map(|((key, _), format)| Piece::Figure(Figure { key, format }));
    let picture = (select(pictures()), "[\\PC]{0,8}")
        .prop_map(|(picture, caption)| Piece::Picture(Illustration { picture, caption }));
    let piece = prop_oneof![4 => text().prop_map(Piece::Words), 4 => figure, 1 => picture];
    prop::collection::vec(piece, 0..6).prop_map(SectionText::new)
}

fn section_edit(form: &Form) -> impl Strategy<Value = Edit> + use<> {
    let sections = select(vec!["引言", "主动公开", "问题与改进"]).prop_map(str::to_owned);
    (sections, prop::option::of(section_text(form))).prop_map(|(name, text)| Edit::Text(name, text))
}

fn edit(form: &Form) -> impl Strategy<Value = Edit> + use<> {
    let relations: Vec<String> = form.relations.iter().map(|relation| relation.name.clone()).collect();
    let reason = (text(), prop::collection::vec("[0-9/]{0,3}", 0..4))
        .prop_map(|(text, values)| Reason { text, values });
    let declared =
        prop::collection::vec((select(relations.clone()), prop::collection::vec("[0-9]{0,3}", 0..3)), 0..3);
    let declared = prop::option::of(declared.prop_map(Declaration::new));
    let together = prop::collection::vec(section_edit(form), 0..4)
        .prop_map(|edits| Edit::Together { title: "全部替换".to_owned(), edits });
    prop_oneof![
        1 => declared.prop_map(Edit::Final),
        1 => together,
        6 => entries(form),
        2 => (select(Field::ALL.to_vec()), text()).prop_map(|(field, text)| Edit::Field(field, text)),
        1 => select(vec![Scope::Own, Scope::RolledUp]).prop_map(Edit::Scope),
        1 => any::<u16>().prop_map(Edit::ReportYear),
        1 => prop::option::of(text()).prop_map(|text| Edit::LastText("主动公开".to_owned(), text)),
        2 => section_edit(form),
        1 => (select(relations), prop::option::of(reason)).prop_map(|(name, reason)| Edit::Reason(name, reason)),
    ]
}

fn edits() -> impl Strategy<Value = (Draft, Vec<Edit>)> {
    select(editions::all().to_vec()).prop_flat_map(|form| {
        let draft = Draft::new(form.clone(), form.first_year, "金塘镇");
        (Just(draft), prop::collection::vec(edit(&form), 0..24))
    })
}

fn figures(draft: &Draft) -> Vec<(Option<&Entry>, Option<&Entry>)> {
    draft.form().ids().map(|id| (draft.entry(id), draft.last_year(id))).collect()
}

proptest! {
    #[test]
    fn what_is_saved_comes_back((mut draft, edits) in edits()) {
        for edit in edits {
            draft.apply(edit).unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("金塘镇-2018.nianbao");
        drafts::save(&path, &draft).unwrap();
        let opened = drafts::open(&path).unwrap();
        prop_assert_eq!(figures(&opened), figures(&draft));
        prop_assert!(opened.texts().eq(draft.texts()));
        prop_assert_eq!(opened.declaration(), draft.declaration());
        for field in Field::ALL {
            prop_assert_eq!(opened.field(field), draft.field(field));
        }
        for relation in &draft.form().relations {
            prop_assert_eq!(opened.reason(relation), draft.reason(relation));
        }
        prop_assert_eq!(opened.last_texts(), draft.last_texts());
        prop_assert_eq!((opened.year(), opened.scope()), (draft.year(), draft.scope()));
        prop_assert_eq!(draft::write(&opened).unwrap(), draft::write(&draft).unwrap());
    }

    #[test]
    fn whatever_was_done_can_be_undone_and_done_again(
        (draft, edits) in edits(),
        seals in prop::collection::vec(any::<bool>(), 24),
    ) {
        let before = draft::write(&draft).unwrap();
        let mut editing = Editing::opened(draft);
        for (edit, seal) in edits.into_iter().zip(seals) {
            editing.apply(edit).unwrap();
            if seal {
                editing.seal();
            }
        }
        let after = draft::write(editing.draft()).unwrap();
        while editing.undo().is_some() {}
        prop_assert_eq!(draft::write(editing.draft()).unwrap(), before);
        prop_assert!(!editing.is_unsaved());
        while editing.redo().is_some() {}
        prop_assert_eq!(draft::write(editing.draft()).unwrap(), after);
    }

    #[test]
    fn a_journal_of_whatever_was_done_gives_the_draft_as_it_is(
        (draft, edits) in edits(),
        undos in prop::collection::vec(any::<bool>(), 24),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let about = About { path: None, saved: None };
        let path = folder.path().join("1.journal");
        let mut journal = Journal::new(Machine::shared(), path.clone(), about, draft.clone());
        let mut editing = Editing::opened(draft);
        for (edit, undo) in edits.into_iter().zip(undos) {
            editing.apply(edit).unwrap();
            if undo {
                editing.undo();
            }
            journal.record(editing.take_made(), "2025-01-20 09:15").unwrap();
        }
        if let Ok(bytes) = fs::read(&path) {
            let held = held::read(&bytes).expect("a whole journal");
            prop_assert_eq!(draft::write(&held.draft).unwrap(), draft::write(editing.draft()).unwrap());
        }
    }

    #[test]
    fn a_draft_becomes_another_in_one_step(
        (draft, edits) in edits(),
        split in 0..24_usize,
    ) {
        let (mut one, mut other) = (draft.clone(), draft);
        for (at, edit) in edits.into_iter().enumerate() {
            if at < split { &mut one } else { &mut other }.apply(edit).unwrap();
        }
        let edit = one.edit_toward(&other, "恢复").expect("of one edition");
        let before = draft::write(&one).unwrap();
        let back = one.apply(edit).unwrap();
        prop_assert_eq!(draft::write(&one).unwrap(), draft::write(&other).unwrap());
        one.apply(back).unwrap();
        prop_assert_eq!(draft::write(&one).unwrap(), before);
    }
}

#[test]
fn the_examples_are_just_what_the_program_writes() {
    for sample in SAMPLES {
        let draft = draft::read(sample.text).unwrap();
        assert_eq!(draft::write(&draft).unwrap(), sample.text, "{}", sample.name);
        assert_eq!(draft.file_stem(), sample.name);
    }
}

#[test]
fn blanks_of_the_examples_stay_blank() {
    let draft = draft::read(SAMPLES[0].text).unwrap();
    let value = |key: &str| draft.shown(draft.form().find(key).unwrap());
    assert_eq!(value("主动公开政府信息数").as_deref(), Some("259"));
    assert_eq!(value("收到申请数").as_deref(), Some("0"));
    assert_eq!(value("当面申请数"), None);
    assert_eq!(draft.form().ids().filter(|id| draft.entry(*id).is_none()).count(), 42);
}

// ── Steps of the history

#[test]
fn setting_what_is_there_already_is_no_step() {
    let mut editing = Editing::opened(draft::read(SAMPLES[0].text).unwrap());
    let same = ["主动公开政府信息数", "网站公开数"];
    let entries = same.map(|key| (CellKey::from(key), Entry::typed("259", Kind::Count)));
    editing.apply(Edit::Entries { year: Year::This, entries: entries.to_vec() }).unwrap();
    assert_eq!(editing.undo_title(), None);
}

#[test]
fn an_edit_that_could_not_be_read_again_is_refused() {
    let mut draft = draft::read(SAMPLES[0].text).unwrap();
    let before = draft::write(&draft).unwrap();
    let text = SectionText::new([Piece::figure("收到申請数")]);
    let reason = Reason { text: "其中3件为上年结转".into(), values: Vec::new() };
    for (edit, expected) in [
        (Edit::Text("主动公开".into(), Some(text)), "“收到申請数”不是 2014 版式的指标，是否为“收到申请数”？"),
        (
            Edit::Reason("14-09a[网站公开]".into(), Some(reason)),
            "“14-09a[网站公开]”不是 2014 版式的勾稽关系，是否为“14-09a[网站公开数]”？",
        ),
    ] {
        assert_eq!(draft.apply(edit).unwrap_err().to_string(), expected);
        assert_eq!(draft::write(&draft).unwrap(), before);
    }
}

// ── Files with something strange in them

/// The sample with `from` replaced by `to` must be refused with this message.
fn check_refused(from: &str, to: &str, expected: &str) {
    let sample = SAMPLES[0].text;
    assert!(sample.contains(from), "{from}");
    let error = draft::read(&sample.replacen(from, to, 1)).unwrap_err();
    assert!(error.to_string().starts_with(expected), "{error}");
}

#[test]
fn strange_names_are_refused_at_their_place_with_the_nearest_right_one() {
    check_refused(
        "        \"收到申请数\"",
        "        \"收到申請数\"",
        "第 20 行第 9 列：“收到申請数”不是 2014 版式的指标，是否为“收到申请数”？",
    );
    check_refused(
        "\"单位简称\"",
        "\"单位简稱\"",
        "第 8 行第 9 列：没有“单位简稱”这个基本信息栏目，是否为“单位简称”？",
    );
    check_refused("    year: 2018", "    years: 2018", "第 4 行第 5 列：没有“years”这个栏目，是否为“year”？");
    check_refused("scope: 本级", "scope: 本集", "第 5 行第 12 列：不认识“本集”，是否为“本级”？");
    check_refused(
        "edition: \"2014\"",
        "edition: \"2015\"",
        "第 3 行第 5 列：没有“2015”版式，本程序有：2014、2019、2021",
    );
    check_refused(
        "数字(\"回应热点舆情数\")",
        "数字(\"回应热点舆情\")",
        "第 40 行第 16 列：“回应热点舆情”不是 2014 版式的指标，是否为“回应热点舆情数”？",
    );
    check_refused(
        "    text: {",
        "    reasons: {\n        \"14-12\": (说明: \"一次集中回应\", 数值: []),\n    },\n    text: {",
        "第 32 行第 9 列：“14-12”不是 2014 版式的勾稽关系，是否为“14-12",
    );
    check_refused("        \"收到申请数\"", "        \"网站公开数\"", "第 20 行");
}

/// What a released version saved opens forever, and says the same when it is saved again.
#[test]
fn files_of_every_released_format_open() {
    let formats = [
        include_str!("formats/1.nianbao"),
        include_str!("formats/2.nianbao"),
        include_str!("formats/3.nianbao"),
        include_str!("formats/4.nianbao"),
        include_str!("formats/5.nianbao"),
    ];
    for (number, text) in (1..).zip(formats) {
        assert!(text.contains(&format!("format: {number},")));
        let draft = draft::read(text).unwrap();
        let find = |key: &str| draft.form().find(key).unwrap();
        assert_eq!((draft.year(), draft.field(Field::Agency)), (2018, "金塘镇人民政府"));
        assert_eq!(draft.shown(find("收到申请数")).as_deref(), Some("12"));
        assert_eq!(draft.entry(find("申请办结数")).unwrap().origin, Origin::Calculated);
        assert_eq!(draft.shown(find("收取费用")).as_deref(), Some("/"));
        assert_eq!(draft.shown(find("当面申请数")).as_deref(), Some("约2"));
        assert_eq!(draft.shown(find("传真申请数")), None);
        assert_eq!(draft.last_year(find("收到申请数")).unwrap().value.to_string(), "9");
        assert_eq!(draft.text("依申请公开").unwrap().figures().count(), 1);
        assert!(draft.texts().any(|(section, _)| section == "依申请公开"));
        let reason = draft.form().relations.iter().find_map(|relation| draft.reason(relation)).unwrap();
        assert!(reason.text.contains("电话答复"));
        let mut written = formats[4].to_owned();
        if number < 5 {
            let end = written.find("    pictures: ").unwrap();
            written.replace_range(written.find(SOURCES).unwrap()..end, "");
            written = written.replace(SUMMED, "").replace("scope: 汇总", "scope: 本级");
        }
        for place in IMPORTED.iter().filter(|_| number < 4) {
            assert!(written.contains(place), "{place}");
            written = written.replace(place, "");
        }
        if number < 3 {
            let end = written.find("    },\n    reasons: ").unwrap();
            written.replace_range(written.find(NEW_SECTION).unwrap()..end, "");
            written.truncate(written.find(NEW_PARTS).unwrap());
            written.push_str(")\n");
        }
        if number < 2 {
            written = written.replace(LAST_TEXTS, "");
        }
        assert_eq!(draft::write(&draft).unwrap(), written);
        assert_eq!(draft.last_texts().len(), usize::from(number > 1));
        assert_eq!(draft.declaration().is_some(), number > 2);
        let pictures = draft.texts().flat_map(|(_, text)| text.pictures());
        assert_eq!(pictures.count(), if number > 2 { 2 } else { 0 });
        let places = [Year::This, Year::Last].map(|year| place_of(&draft, year, find("收到申请数")));
        let kept = ["2018年报告.docx 表 2 第 14 行第 3 列", "2017年报告.html 第 31 行"];
        assert_eq!(places.map(|place| place.is_some()), [number > 3; 2]);
        assert!(number < 4 || places == kept.map(Some));
        assert_eq!(draft.sources().is_some(), number > 4);
    }
}

#[test]
fn the_sources_of_a_rollup_are_read_with_care() {
    let text = include_str!("formats/5.nianbao");
    let draft = draft::read(text).unwrap();
    let sources = draft.sources().unwrap();
    assert_eq!(sources.counted().map(|unit| unit.name.as_str()).collect::<Vec<_>>(), ["金塘镇", "沙溪镇"]);
    assert_eq!(sources.sum("网络申请数").unwrap().units, 2);
    let check = |from: &str, to: &str, expected: &str| {
        assert!(text.contains(from), "{from}");
        let error = draft::read(&text.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check(
        "figures: {\"网络申请数\"",
        "figures: {\"网路申请数\"",
        "“网路申请数”不是 2014 版式的指标，是否为“网络申请数”？",
    );
    check("gave: {", "gives: {", "gives");
    check("counted: false", "counted: 否", "第 ");
}

#[test]
fn pictures_and_declarations_are_read_with_care() {
    let text = include_str!("formats/3.nianbao");
    let check = |from: &str, to: &str, expected: &str| {
        assert!(text.contains(from), "{from}");
        let error = draft::read(&text.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    };
    check("图片(\"图2\")", "图片(\"图3\")", "没有“图3”这幅图片");
    check("图片(\"图2\")", "图片(\"图1\")", "图片“图2”没有用在正文里");
    check("iVBOR", "iVBOS", "图片不是 PNG 或者 JPEG 格式");
    check("iVBOR", "iV*OR", "图片的内容已损坏");
    check("中文数字", "汉字", "不认识“汉字”");
    check("final: {\n        \"14-11\"", "final: {\n        \"14-99\"", "“14-99”不是 2014 版式的勾稽关系");
}

/// Where an imported entry was read.
fn place_of(draft: &Draft, year: Year, cell: CellId) -> Option<&str> {
    match &draft.entry_of(year, cell)?.origin {
        Origin::Imported { place } => Some(place),
        _ => None,
    }
}

/// What format 5 knows and format 4 did not: what a 汇总 was added up from.
const SOURCES: &str = "    sources: ";
const SUMMED: &str = "        \"网络申请数\": 汇总,\n";

/// What format 4 knows and format 3 did not: where entries were imported from.
const IMPORTED: [&str; 2] = [
    "        \"收到申请数\": 导入(
            出处: \"2018年报告.docx 表 2 第 14 行第 3 列\",
        ),
",
    "        origins: {
            \"收到申请数\": 导入(
                出处: \"2017年报告.html 第 31 行\",
            ),
        },
",
];

/// What format 3 knows and format 2 did not: figures in formats, pictures, 定稿.
const NEW_SECTION: &str = "        \"问题与改进\": [";
const NEW_PARTS: &str = "    final: ";

/// What format 2 knows and format 1 did not.
const LAST_TEXTS: &str = "        texts: {
            \"依申请公开\": \"2017年共收到申请9件。\",
        },
";

#[test]
fn newer_broken_and_foreign_files_are_told_apart() {
    check_refused(
        "format: 5",
        "format: 6",
        "第 2 行第 5 列：这份底稿由较新版本的年报保存（格式 6，本程序只识别到 5）",
    );
    check_refused("\"259\",", "\"259,", "第 ");
    check_refused("(\n    format: 5,", "(\n", "这不是年报底稿");
    check_refused("(\n", "<html>", "这不是年报底稿");
    check_refused(SAMPLES[0].text, " \n", "文件是空的");
    let half = SAMPLES[0].text.split_at(SAMPLES[0].text.find("    text:").unwrap()).0;
    check_refused(SAMPLES[0].text, half, "第 30 行第 7 列：内容不完整，文件可能被截断");
}

// ── Saving

#[test]
fn a_save_that_is_refused_leaves_the_old_file_and_says_what_to_do() {
    let draft = draft::read(SAMPLES[0].text).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("金塘镇-2018.nianbao");
    fs::write(&path, "旧").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();

    let error = drafts::save(&path, &draft).unwrap_err();
    let expected =
        "没有权限在此保存（文件夹或文件只读，原文件未动）。请换一个位置保存，或请管理员开通写入权限";
    assert_eq!(error.to_string(), format!("{}：{expected}", path.display()));
    assert_eq!(fs::read_to_string(&path).unwrap(), "旧");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "a temporary file was left");
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_folder_is_told_as_such() {
    use std::os::unix::fs::PermissionsExt;
    let draft = draft::read(SAMPLES[0].text).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write anywhere but into the kernel's own folders.
    let is_root = fs::write(folder.path().join("probe"), "").is_ok();
    let folder = if is_root { std::path::Path::new("/sys/kernel") } else { folder.path() };
    let error = drafts::save(&folder.join("金塘镇-2018.nianbao"), &draft).unwrap_err();
    assert!(error.what.contains("只读"), "{error}");
    assert!(error.hint.contains("换一个"), "{error}");
}
