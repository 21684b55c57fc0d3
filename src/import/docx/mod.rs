//! Word files (Office Open XML, ECMA-376), whoever wrote them: Word, WPS, LibreOffice.
//!
//! * [`read`]: a document as a [`Source`]
//! * [`story()`]: the same with what only Word knows of it (`story.rs`), for reports that come back revised
//! * `parts.rs`: where its parts are; `xml.rs`: their XML
//! * `body.rs`, `unfinished.rs`, `step.rs`, `table.rs`: the text; `styles.rs`, `numbering.rs`: what it refers to

mod body;
mod numbering;

mod parts;
mod step;
mod story;
mod styles;
mod table;
mod unfinished;
mod xml;

use std::collections::BTreeMap;

pub(super) use story::{
    Comment, Story, StoryBlock, StoryCell, StoryParagraph, StoryRun, StoryTable, TrackedChange,
};
pub(super) use styles::Kind;

use body::Body;
use numbering::Numbering;

use parts::Relations;
use styles::Styles;
use unfinished::{Held, Met};
use xml::walk;

use super::budget::Budget;
use super::packed::{Packed, is_packed};
use super::{Block, Cell, Paragraph, Source, Table};
use crate::error::Error;

/// What an OLE file begins with: Word before 2007, and files with a password.
const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// The stream of an OLE file that a locked one has.
const LOCKED: &str = "EncryptedPackage";

/// Reads a Word file as it would look with all tracked changes accepted.
///
/// # Errors
/// It is no Word file, locked, damaged, or asks for more than is read.
pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Source, Error> {
    let story = story(bytes, budget)?;
    let mut source = Source { blocks: Vec::new(), notes: story.notes };
    let mut gap = 0;
    for block in story.blocks {
        match block {
            StoryBlock::Text(paragraph) => {
                let text = paragraph.text();
                let text = text.trim_matches('\n');
                gap += paragraph.gap;
                if paragraph.is_blank() {
                    gap += 1;
                    continue;
                }
                let gap = std::mem::take(&mut gap);
                let paragraph = Paragraph { text: text.to_owned(), level: paragraph.level, line: 0, gap };
                source.blocks.push(Block::Text(paragraph));
            }
            StoryBlock::Table(table) => {
                gap = 0;
                let cells = table.cells.iter().map(|cell| Cell {
                    row: cell.row,
                    column: cell.column,
                    rows: cell.rows,
                    columns: cell.columns,
                    text: cell.text(),
                });
                source.blocks.push(Block::Table(Table { line: 0, cells: cells.collect(), name: table.name }));
            }
        }
    }
    Ok(source)
}

/// Reads a Word file with all that it knows of its text.
///
/// # Errors
/// As [`read`].
pub(super) fn story(bytes: &[u8], budget: &mut Budget) -> Result<Story, Error> {
    let mut packed = opened(bytes)?;
    let main = main_part(&mut packed, budget)?;
    let relations = Relations::of(&main, &mut packed, budget)?;
    let mut part = |kind: &str, budget: &mut Budget| match relations.target(kind) {
        Some(path) => packed.part(path, budget),
        None => Ok(None),
    };
    let styles = match part("styles", budget)? {
        Some(xml) => Styles::read(&xml, budget)?,
        None => Styles::default(),
    };
    let mut numbering = match part("numbering", budget)? {
        Some(xml) => Numbering::read(&xml, budget)?,
        None => Numbering::default(),
    };
    let notes = ["footnotes", "endnotes", "comments"].map(|kind| Ok((kind, part(kind, budget)?)));
    let text = packed.part(&main, budget)?.ok_or_else(no_word)?;
    let mut met = Met::default();
    let mut read = |xml: &[u8], met: &mut Met, budget: &mut Budget| -> Result<Held, Error> {
        let mut body = Body::new(&styles, &mut numbering, met, budget);
        walk(xml, &mut body)?;
        Ok(body.finish())
    };
    let mut story = Story { blocks: read(&text, &mut met, budget)?.blocks, ..Story::default() };
    drop(text);
    for of_kind in notes {
        let (kind, Some(xml)) = of_kind? else { continue };
        // What a note refers to is not followed.
        let mut held = read(&xml, &mut Met::default(), budget)?;
        for (_, id) in met.notes.iter().filter(|(of, _)| *of == kind) {
            story.blocks.extend(held.notes.remove(id).into_iter().flat_map(|note| note.blocks));
        }
        if kind == "comments" {
            for (block, id) in &met.remarks {
                let Some(note) = held.notes.remove(id) else { continue };
                let text = note.blocks.iter().map(words).filter(|text| !text.is_empty());
                let text = text.collect::<Vec<_>>().join("\n");
                story.comments.push(Comment { block: *block, author: note.author, date: note.date, text });
            }
        }
    }
    story.notes = told(&met);
    Ok(story)
}

/// What a Word file says of itself in properties of its own, by name.
///
/// # Errors
/// As [`read`].
pub(super) fn properties(bytes: &[u8], budget: &mut Budget) -> Result<BTreeMap<String, String>, Error> {
    let mut packed = opened(bytes)?;
    main_part(&mut packed, budget)?;
    let relations = Relations::of("", &mut packed, budget)?;
    let Some(path) = relations.target("custom-properties") else { return Ok(BTreeMap::new()) };
    match packed.part(path, budget)? {
        Some(xml) => parts::properties(&xml),
        None => Ok(BTreeMap::new()),
    }
}

fn opened(bytes: &[u8]) -> Result<Packed<'_>, Error> {
    if bytes.starts_with(&OLE) {
        let name: Vec<u8> = LOCKED.encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Err(match bytes.windows(name.len()).any(|window| window == name) {
            true => Error::new("这个 Word 文件设有打开密码，没有读取")
                .hint("请先在 Word 或 WPS 中取消密码，另存后再导入"),
            false => Error::new("这是 Word 97-2003 的文件，没有读取")
                .hint("请在 Word 或 WPS 中另存为 .docx 再导入"),
        });
    }
    if !is_packed(bytes) {
        return Err(no_word());
    }
    Packed::open(bytes)
}

fn no_word() -> Error {
    Error::new("这不是 Word 文件（.docx）").hint("请在 Word 或 WPS 中另存为 .docx 再导入")
}

/// The path of the part that holds the text.
fn main_part(packed: &mut Packed<'_>, budget: &mut Budget) -> Result<String, Error> {
    let relations = Relations::of("", packed, budget)?;
    let path = relations.target("officeDocument").unwrap_or("word/document.xml");
    // Workbooks and slides are packed alike.
    if path.starts_with("xl/") || path.starts_with("ppt/") { Err(no_word()) } else { Ok(path.to_owned()) }
}

/// The words of a block in a line.
fn words(block: &StoryBlock) -> String {
    match block {
        StoryBlock::Text(paragraph) => paragraph.text().trim().to_owned(),
        StoryBlock::Table(table) => {
            let cells: Vec<String> = table.cells.iter().map(StoryCell::text).collect();
            cells.join(" ")
        }
    }
}

/// What was passed over, a sentence each.
fn told(met: &Met) -> Vec<String> {
    let mut notes = Vec::new();
    if met.changes > 0 {
        notes.push("文件带有修订，按全部接受后的内容读取".to_owned());
    }
    for (count, what) in [
        (met.hidden, "处隐藏文字"),
        (met.contents, "行目录"),
        (met.objects, "个嵌入的对象"),
        (met.pictures.saturating_sub(met.objects), "张图片里的文字"),
        (met.foreign, "个插入的其他文件"),
    ] {
        if count > 0 {
            notes.push(format!("{count} {what}没有读取"));
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::draft;
    use crate::export::{Extent, Format, Order};
    use crate::report::{self, Document, TableLine, plain_text, templates};
    use crate::store::samples::SAMPLES;
    use crate::typeset::FontBook;

    const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
        xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
        xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"";

    fn packed(parts: &[(&str, String)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    /// A Word file with this in its body, and these parts beside it.
    fn file(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
        let text = format!("<w:document {SPACES}><w:body>{body}</w:body></w:document>");
        let mut all = vec![("word/document.xml", text)];
        let relation = |(name, _): &(&str, &str)| {
            format!("<Relationship Id=\"{name}\" Type=\"http://x/{name}\" Target=\"{name}.xml\"/>")
        };
        let relations: String = parts.iter().map(relation).collect();
        all.push(("word/_rels/document.xml.rels", format!("<Relationships>{relations}</Relationships>")));
        let paths: Vec<String> = parts.iter().map(|(name, _)| format!("word/{name}.xml")).collect();
        for ((name, inside), path) in parts.iter().zip(&paths) {
            all.push((path, format!("<w:{name} {SPACES}>{inside}</w:{name}>")));
        }
        packed(&all)
    }

    /// What is read, a line for each block: headings with their level, cells between bars.
    fn told(source: &Source) -> Vec<String> {
        let block = |block: &Block| match block {
            Block::Text(paragraph) if paragraph.level > 0 => {
                format!("{} {}", paragraph.level, paragraph.text)
            }
            Block::Text(paragraph) => paragraph.text.clone(),
            Block::Table(table) => table.cells.iter().map(|cell| format!("|{}", cell.text)).collect(),
        };
        source.blocks.iter().map(block).collect()
    }

    fn check(body: &str, expected: &[&str]) {
        check_with(body, &[], expected);
    }

    fn check_with(body: &str, parts: &[(&str, &str)], expected: &[&str]) {
        let source = read(&file(body, parts), &mut Budget::default()).unwrap();
        assert_eq!(told(&source), expected, "{body}");
    }

    fn p(inside: &str) -> String {
        format!("<w:p>{inside}</w:p>")
    }

    fn r(text: &str) -> String {
        format!("<w:r><w:t>{text}</w:t></w:r>")
    }

    #[test]
    fn words_of_a_paragraph_stand_together() {
        check(&p(&(r("全年收到申请") + &r("215") + &r("件。"))), &["全年收到申请215件。"]);
        check(
            &p(
                "<w:hyperlink><w:r><w:t>网址</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>甲</w:t></w:r></w:smartTag>",
            ),
            &["网址甲"],
        );
        check(
            &p(
                "<w:r><w:t>行</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t><w:noBreakHyphen/><w:t xml:space=\"preserve\"> 四 </w:t><w:t> 五 </w:t></w:r>",
            ),
            &["行\n二\t三- 四 五"],
        );
        check(&p("<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t>是</w:t></w:r>"), &["☑是"]);
        check(&(p("") + &p("<w:r><w:br w:type=\"page\"/></w:r>") + &p(&r("甲"))), &["甲"]);
    }

    #[test]
    fn changes_are_read_as_if_accepted() {
        let deleted = "<w:del w:author=\"张\"><w:r><w:delText>旧</w:delText></w:r></w:del>";
        let inserted = "<w:ins w:author=\"张\"><w:r><w:t>新</w:t></w:r></w:ins>";
        check(&p(&(r("甲") + deleted + inserted + &r("乙"))), &["甲新乙"]);
        let joined = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>";
        check(&(p(&(joined.to_owned() + &r("甲"))) + &p(&r("乙"))), &["甲乙"]);
        let moved = "<w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>";
        let here = "<w:moveTo><w:r><w:t>移</w:t></w:r></w:moveTo>";
        check(&(p(&(moved.to_owned() + &r("甲"))) + &p(&(here.to_owned() + &r("乙")))), &["甲", "移乙"]);
        let row = |properties: &str, text: &str| {
            format!("<w:tr><w:trPr>{properties}</w:trPr><w:tc>{}</w:tc></w:tr>", p(&r(text)))
        };
        check(
            &format!("<w:tbl>{}{}{}</w:tbl>", row("", "甲"), row("<w:del/>", "乙"), row("<w:ins/>", "丙")),
            &["|甲|丙"],
        );
        let source = read(&file(&p(deleted), &[]), &mut Budget::default()).unwrap();
        assert_eq!((source.blocks.len(), source.notes.len()), (0, 1), "{:?}", source.notes);
    }

    #[test]
    fn what_word_does_not_show_is_not_read() {
        check(&p(&(r("甲") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>" + &r("乙"))), &["甲乙"]);
        let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>\
                     <w:r><w:t>指令</w:t></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>7</w:t></w:r>\
                     <w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
        check(&p(&(r("第") + field + &r("页"))), &["第7页"]);
        check(&(p("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>") + &p(&r("后文"))), &["后文"]);
        let prompt = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r></w:sdtContent></w:sdt>";
        check(&p(&(r("甲") + prompt)), &["甲"]);
        check(
            &p(
                "<w:ruby><w:rt><w:r><w:t>shēn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>申</w:t></w:r></w:rubyBase></w:ruby>",
            ),
            &["申"],
        );
    }

    #[test]
    fn text_boxes_come_after_their_paragraph_and_once() {
        let text_box = |words: &str| format!("<w:txbxContent>{}</w:txbxContent>", p(&r(words)));
        let drawn = format!(
            "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>{}</w:drawing></mc:Choice>\
             <mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
            text_box("框"),
            text_box("框")
        );
        check(&p(&(drawn + &r("文"))), &["文", "框"]);
    }

    #[test]
    fn a_table_in_a_cell_comes_after_the_outer_one() {
        let cell = |inside: &str| format!("<w:tc>{inside}</w:tc>");
        let table = |cells: &str| {
            format!("<w:tbl><w:tblPr><w:tblCaption w:val=\"统计表\"/></w:tblPr><w:tr>{cells}</w:tr></w:tbl>")
        };
        let inner = table(&cell(&p(&r("内"))));
        let control =
            format!("<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", cell(&(p(&r("215")) + &p(&r("件")))));
        check(
            &(table(&(cell(&(p(&r("外")) + &inner + &p(""))) + &control)) + &p(&r("后"))),
            &["|外|215\n件", "|内", "后"],
        );
        let source = read(&file(&inner, &[]), &mut Budget::default()).unwrap();
        assert!(matches!(&source.blocks[0], Block::Table(table) if table.name == "统计表"));
    }

    #[test]
    fn headings_numbers_and_notes_come_from_their_parts() {
        let styles = "<w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style><w:style w:styleId=\"T\"><w:name w:val=\"toc 1\"/></w:style>";
        let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
            <w:numFmt w:val=\"chineseCounting\"/><w:lvlText w:val=\"（%1）\"/></w:lvl></w:abstractNum>\
            <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
        let footnotes = "<w:footnote w:id=\"-1\"><w:p/></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/><w:t>注</w:t></w:r></w:p></w:footnote>";
        let parts = [("styles", styles), ("numbering", numbering), ("footnotes", footnotes)];
        let style = |id: &str| format!("<w:pPr><w:pStyle w:val=\"{id}\"/></w:pPr>");
        let list = "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>";
        let deleted = "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>";
        let mark = "<w:r><w:footnoteReference w:id=\"2\"/></w:r>";
        let body = [
            p(&(style("T") + &r("一、概述 1"))),
            p(&(style("1") + &r("一、概述") + mark)),
            p(&(list.to_owned() + &r("收到申请数"))),
            p(deleted),
            format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p(&(list.to_owned() + &r("办结数")))),
            p(&format!("<w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>{}", r("小结"))),
        ];
        check_with(
            &body.concat(),
            &parts,
            &["1 一、概述", "（一）收到申请数", "|（二）办结数", "2 小结", "注"],
        );
    }

    #[test]
    fn what_is_no_word_file_says_what_it_is() {
        let check = |bytes: &[u8], expected: &str| {
            let error = read(bytes, &mut Budget::default()).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        };
        let locked: Vec<u8> = LOCKED.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&[OLE.as_slice(), &[0; 500], &locked].concat(), "打开密码");
        check(&[OLE.as_slice(), &[0; 500]].concat(), "Word 97-2003");
        check(b"%PDF-1.7", "不是 Word 文件");
        check(b"", "不是 Word 文件");
        check(b"PK\x03\x04", "已损坏");
        let relations = "<Relationships><Relationship Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
        check(&packed(&[("_rels/.rels", relations.to_owned())]), "不是 Word 文件");
        check(&packed(&[("a.txt", String::new())]), "不是 Word 文件");
    }

    #[test]
    fn hostile_files_are_refused_in_a_sentence() {
        let refused = |bytes: &[u8]| read(bytes, &mut Budget::default()).unwrap_err().to_string();
        let deep = "<w:tbl><w:tr><w:tc>".repeat(500);
        assert!(refused(&file(&deep, &[])).contains("嵌套"));
        let whole = file(&p(&r(&"收到申请215件。".repeat(3000))), &[]);
        for length in (0..whole.len()).step_by(97) {
            assert!(!refused(&whole[..length]).is_empty(), "{length}");
        }
        for at in (0..whole.len()).step_by(31) {
            let mut broken = whole.clone();
            broken[at] ^= 0x55;
            // Whatever comes of it, nothing panics.
            let _ = read(&broken, &mut Budget::default());
        }
        let mut budget = Budget::default();
        budget.pieces(999_000).unwrap();
        let error = read(&file(&p("<w:r/>").repeat(1001), &[]), &mut budget).unwrap_err();
        assert!(error.to_string().contains("万段"), "{error}");
    }

    /// Every paragraph and box of a document, as it was composed.
    fn composed(document: &Document) -> Vec<String> {
        let mut told = Vec::new();
        for block in &document.blocks {
            match block {
                report::Block::Title(text) | report::Block::Subtitle(text) | report::Block::Annex(text) => {
                    told.push(text.clone());
                }
                report::Block::Heading { runs, .. } | report::Block::Paragraph(runs) => {
                    told.push(plain_text(runs));
                }
                report::Block::Signature { agency, date } => told.extend([agency.clone(), date.clone()]),
                report::Block::Chart(chart) => told.push(chart.title.clone()),
                report::Block::Picture { caption, .. } => told.push(caption.clone()),
                report::Block::Table(table) => {
                    told.extend(table.heading.iter().map(|line| match line {
                        TableLine::Title(text) | TableLine::Centred(text) | TableLine::Left(text) => {
                            text.clone()
                        }
                    }));
                    told.extend(table.boxes.iter().map(|place| {
                        let area = (place.row, place.column, place.rows, place.columns);
                        format!("{area:?}{}", place.text)
                    }));
                    told.extend(table.foot.clone());
                }
            }
        }
        told.iter()
            .map(|text| text.split_whitespace().collect())
            .filter(|text: &String| !text.is_empty())
            .collect()
    }

    /// The same of what was read.
    fn read_back(source: &Source) -> Vec<String> {
        let mut told = Vec::new();
        for block in &source.blocks {
            match block {
                Block::Text(paragraph) => told.push(paragraph.text.clone()),
                Block::Table(table) => told.extend(table.cells.iter().map(|cell| {
                    let area = (cell.row, cell.column, cell.rows, cell.columns);
                    format!("{area:?}{}", cell.text)
                })),
            }
        }
        told.iter().map(|text| text.split_whitespace().collect()).collect()
    }

    #[test]
    fn every_word_and_box_of_an_exported_report_is_read_back() {
        let fonts = FontBook::bundled(None).unwrap();
        for sample in SAMPLES {
            let draft = draft::read(sample.text).unwrap();
            let template = templates::named(&draft.form().report).unwrap();
            for extent in Extent::ALL {
                let order = Order { draft: &draft, template, fonts: &fonts, extent };
                let document = order.composed().unwrap().document;
                let file = order.export(Format::Docx).unwrap().files.pop().unwrap();
                let source = read(&file.bytes, &mut Budget::default()).unwrap();
                assert_eq!(read_back(&source), composed(&document), "{}", draft.file_stem());
            }
        }
    }
}
