//! The styles of a Word file, by names that Word knows where it knows any: a clerk finds 标题 1 and 正文缩进 in
//! the gallery, and what is changed there changes everywhere.
//!
//! Sizes, lines and fonts are those of GB/T 9704-2012. The official fonts are named, not embedded: a machine
//! without them takes the nearest of its own (`w:altName`).

use super::xml::Xml;
use crate::error::Error;
use crate::typeset::Role;
use crate::typeset::measures::{BODY_SIZE, FOLIO_SIZE, PITCH, TITLE_LINE, TITLE_SIZE};

/// The space that all elements of the text are named in.
pub(super) const SPACE: (&str, &str) =
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");

/// From one line of body text to the next, in twentieths of a point: 22 lines fill the type area, so rounded
/// down.
pub(super) const LINE: i32 = 579;
/// Between characters of body text, in twentieths of a point: 28 fill the line.
const TRACKING: &str = "-5";
/// Latin letters and figures.
const LATIN: &str = "Times New Roman";

/// A style by what it is called in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Normal,
    Body,
    Title,
    Subtitle,
    Heading(u8),
    Annex,
    TableTitle,
    TableSubtitle,
    TableNote,
    TableText,
    TableHead,
    Picture,
    Caption,
    Signature,
    Header,
    Footer,
    /// What Word must have after a table.
    Gap,
}

/// How a style sets its paragraphs.
struct Look {
    /// Its id in the file, and the name that Word shows in its own language.
    id: &'static str,
    name: &'static str,
    /// The style of the paragraph after it.
    next: Style,
    /// The face and size in points; `None`: as 正文.
    font: Option<(Role, f32)>,
    /// Height of a line, in twentieths of a point; 0: as high as what stands in it.
    line: i32,
    /// `both`, `center`, `left`, `right`.
    align: &'static str,
    /// First line indented by two characters.
    indented: bool,
    /// On the page of what follows.
    keeps: bool,
    /// Level in the outline, from 0.
    outline: Option<u8>,
}

impl Style {
    const ALL: [Self; 20] = [
        Self::Normal,
        Self::Body,
        Self::Title,
        Self::Subtitle,
        Self::Heading(1),
        Self::Heading(2),
        Self::Heading(3),
        Self::Heading(4),
        Self::Annex,
        Self::TableTitle,
        Self::TableSubtitle,
        Self::TableNote,
        Self::TableText,
        Self::TableHead,
        Self::Picture,
        Self::Caption,
        Self::Signature,
        Self::Header,
        Self::Footer,
        Self::Gap,
    ];

    /// What paragraphs name it by.
    pub fn id(self) -> &'static str {
        self.look().id
    }

    fn look(self) -> Look {
        let plain = |id, name| Look {
            id,
            name,
            next: self,
            font: None,
            line: LINE,
            align: "left",
            indented: false,
            keeps: false,
            outline: None,
        };
        let set =
            |look: Look, role, size, line, align| Look { font: Some((role, size)), line, align, ..look };
        match self {
            Self::Normal => set(plain("Normal", "Normal"), Role::Fang, BODY_SIZE, LINE, "both"),
            Self::Body => Look { align: "both", indented: true, ..plain("NormalIndent", "Normal Indent") },
            Self::Title => Look {
                next: Self::Body,
                keeps: true,
                ..set(plain("Title", "Title"), Role::Title, TITLE_SIZE, twips(TITLE_LINE), "center")
            },
            Self::Subtitle => Look {
                next: Self::Body,
                keeps: true,
                ..set(plain("Subtitle", "Subtitle"), Role::Kai, BODY_SIZE, LINE, "center")
            },
            Self::Heading(level) => {
                let (id, name, role) = match level {
                    0 | 1 => ("Heading1", "heading 1", Role::Hei),
                    2 => ("Heading2", "heading 2", Role::Kai),
                    3 => ("Heading3", "heading 3", Role::Fang),
                    _ => ("Heading4", "heading 4", Role::Fang),
                };
                Look {
                    next: Self::Body,
                    indented: true,
                    keeps: true,
                    outline: Some(level.clamp(1, 4) - 1),
                    ..set(plain(id, name), role, BODY_SIZE, LINE, "both")
                }
            }
            Self::Annex => Look {
                keeps: true,
                outline: Some(0),
                ..set(plain("Annex", "附件"), Role::Hei, BODY_SIZE, LINE, "left")
            },
            Self::TableTitle => Look {
                keeps: true,
                ..set(plain("TableTitle", "表格标题"), Role::Title, 18.0, LINE, "center")
            },
            Self::TableSubtitle => Look {
                keeps: true,
                ..set(plain("TableSubtitle", "表格副题"), Role::Kai, 14.0, 460, "center")
            },
            Self::TableNote => set(plain("TableNote", "表格说明"), Role::Fang, 12.0, 420, "left"),
            Self::TableText => set(plain("TableText", "表格文字"), Role::Fang, 10.5, 0, "center"),
            Self::TableHead => set(plain("TableHead", "表格栏目"), Role::Hei, 10.5, 0, "center"),
            Self::Picture => Look { line: 0, align: "center", ..plain("Picture", "图片") },
            Self::Caption => set(plain("Caption", "caption"), Role::Kai, 12.0, 400, "center"),
            Self::Signature => plain("Signature", "落款"),
            Self::Header => set(plain("Header", "header"), Role::Hei, FOLIO_SIZE, 360, "center"),
            Self::Footer => set(plain("Footer", "footer"), Role::Song, FOLIO_SIZE, 360, "left"),
            Self::Gap => Look { line: 170, font: Some((Role::Fang, 4.0)), ..plain("Gap", "表后空行") },
        }
    }
}

/// Points as the twentieths of a point that Word counts in.
pub(super) fn twips(points: f32) -> i32 {
    (points * 20.0).round() as i32
}

/// Points as the half points that sizes are counted in.
pub(super) fn half_points(points: f32) -> String {
    ((points * 2.0).round() as i32).to_string()
}

/// The official font of a role.
pub(super) fn font(role: Role) -> &'static str {
    match role {
        Role::Title => "方正小标宋简体",
        Role::Hei => "黑体",
        Role::Kai => "楷体_GB2312",
        Role::Fang => "仿宋_GB2312",
        Role::Song => "宋体",
    }
}

/// `word/styles.xml`; text in tables is `table_size` points large.
pub(super) fn styles(table_size: f32) -> Result<Vec<u8>, Error> {
    let mut xml = Xml::new();
    xml.within("w:styles", &[SPACE], |xml| {
        xml.within("w:docDefaults", &[], |xml| {
            xml.within("w:rPrDefault", &[], |xml| {
                xml.within("w:rPr", &[], |xml| {
                    fonts(xml, Role::Fang);
                    let size = half_points(BODY_SIZE);
                    xml.value("w:sz", &size);
                    xml.value("w:szCs", &size);
                    xml.empty("w:lang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
                });
            });
            xml.empty("w:pPrDefault", &[]);
        });
        for style in Style::ALL {
            write(xml, style, table_size);
        }
        table_style(xml);
    });
    xml.finish()
}

fn fonts(xml: &mut Xml, role: Role) {
    let name = font(role);
    // Page numbers are 宋体 themselves (GB/T 9704-2012 7.5).
    let latin = if role == Role::Song { name } else { LATIN };
    let names = [("w:ascii", latin), ("w:hAnsi", latin), ("w:eastAsia", name), ("w:cs", LATIN)];
    xml.empty("w:rFonts", &names);
}

fn write(xml: &mut Xml, style: Style, table_size: f32) {
    let look = style.look();
    let in_table = matches!(style, Style::TableText | Style::TableHead);
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", look.id)];
    if style == Style::Normal {
        attributes.push(("w:default", "1"));
    }
    if !look.name.is_ascii() {
        attributes.push(("w:customStyle", "1"));
    }
    xml.within("w:style", &attributes, |xml| {
        xml.value("w:name", look.name);
        if style != Style::Normal {
            xml.value(
                "w:basedOn",
                if style == Style::TableHead { Style::TableText } else { Style::Normal }.id(),
            );
            xml.value("w:next", look.next.id());
        }
        xml.empty("w:qFormat", &[]);
        xml.within("w:pPr", &[], |xml| {
            if look.keeps {
                xml.empty("w:keepNext", &[]);
                xml.empty("w:keepLines", &[]);
            }
            if style == Style::Normal {
                xml.empty("w:widowControl", &[]);
            }
            // The page has room for 28 characters on a line: nothing is put between them and figures.
            if style == Style::Normal {
                // As Word has it anyway. Said, since LibreOffice 7.4 reads it the wrong way round, and where it
                // lets marks hang over the edge of the type area it loses some of them.
                xml.value("w:overflowPunct", "1");
                xml.value("w:autoSpaceDE", "0");
                xml.value("w:autoSpaceDN", "0");
                // Lines and characters keep to the grid by their own measures: programs differ in what they
                // make of the grid itself.
                xml.value("w:snapToGrid", "0");
            }
            spacing(xml, style, look.line, table_size);
            if look.indented {
                xml.empty(
                    "w:ind",
                    &[("w:firstLineChars", "200"), ("w:firstLine", &twips(2.0 * PITCH).to_string())],
                );
            }
            xml.value("w:jc", look.align);
            if let Some(level) = look.outline {
                xml.value("w:outlineLvl", &level.to_string());
            }
        });
        if let Some((role, size)) = look.font {
            let fills_the_line = size == BODY_SIZE;
            let size = half_points(if in_table { table_size } else { size });
            xml.within("w:rPr", &[], |xml| {
                fonts(xml, role);
                if style == Style::Normal {
                    xml.value("w:snapToGrid", "0");
                }
                xml.value("w:spacing", if fills_the_line { TRACKING } else { "0" });
                xml.value("w:sz", &size);
                xml.value("w:szCs", &size);
            });
        }
    });
}

fn spacing(xml: &mut Xml, style: Style, line: i32, table_size: f32) {
    // The title has two lines of air around it, the one after it less what the grid adds.
    let (before, after) = match style {
        Style::Title => (LINE, twips(17.0)),
        Style::Picture => (twips(8.0), twips(4.0)),
        Style::Caption => (0, twips(8.0)),
        _ => (0, 0),
    };
    let (before, after) = (before.to_string(), after.to_string());
    let mut attributes = vec![("w:before", before.as_str()), ("w:after", after.as_str())];
    let exact = match style {
        Style::TableText | Style::TableHead => table_line(table_size),
        _ => line,
    };
    let line = if exact == 0 { 240 } else { exact }.to_string();
    attributes.extend([("w:line", line.as_str()), ("w:lineRule", if exact == 0 { "auto" } else { "exact" })]);
    xml.empty("w:spacing", &attributes);
}

/// From one line to the next in a box of a table, in twentieths of a point.
pub(super) fn table_line(size: f32) -> i32 {
    twips(size * 1.3)
}

fn table_style(xml: &mut Xml) {
    let attributes = [("w:type", "table"), ("w:styleId", "TableGrid")];
    xml.within("w:style", &attributes, |xml| {
        xml.value("w:name", "Table Grid");
        xml.within("w:tblPr", &[], |xml| {
            xml.within("w:tblBorders", &[], |xml| {
                for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
                    let thick = if side.starts_with("inside") { "4" } else { "6" };
                    let border =
                        [("w:val", "single"), ("w:sz", thick), ("w:space", "0"), ("w:color", "auto")];
                    xml.empty(&format!("w:{side}"), &border);
                }
            });
        });
    });
}

/// `word/fontTable.xml`: what stands in for an official font that a machine does not have.
pub(super) fn font_table() -> Result<Vec<u8>, Error> {
    let mut xml = Xml::new();
    xml.within("w:fonts", &[SPACE], |xml| {
        let chinese = [
            (Role::Title, "方正小标宋_GBK"),
            (Role::Hei, "SimHei"),
            (Role::Kai, "楷体"),
            (Role::Fang, "仿宋"),
            (Role::Song, "SimSun"),
        ];
        for (role, other) in chinese {
            xml.within("w:font", &[("w:name", font(role))], |xml| {
                xml.value("w:altName", other);
                xml.value("w:charset", "86");
                xml.value("w:family", if role == Role::Song { "auto" } else { "modern" });
                xml.value("w:pitch", "default");
            });
        }
        xml.within("w:font", &[("w:name", LATIN)], |xml| {
            xml.value("w:charset", "00");
            xml.value("w:family", "roman");
            xml.value("w:pitch", "variable");
        });
    });
    xml.finish()
}
