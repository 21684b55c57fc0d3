//! The container: parts, how they refer to each other, what the file says of itself. The same parts give the
//! same bytes: entries bear the oldest time a container can, not the clock's.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::xml::Xml;
use crate::draft::PictureFormat;
use crate::error::Error;
use crate::report::{Document, identity};

/// Where relationships and parts are named.
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// What a part other than the text itself is for, as relationships and content types name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Styles,
    Settings,
    Fonts,
    Header,
    Footer,
    Picture(PictureFormat),
}

/// A part that the text refers to.
#[derive(Debug)]
pub(super) struct Part {
    /// What the text calls it: `rId3`.
    pub id: String,
    /// Its path below `word/`.
    pub path: String,
    pub kind: Kind,
    pub bytes: Vec<u8>,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Styles => "styles",
            Self::Settings => "settings",
            Self::Fonts => "fontTable",
            Self::Header => "header",
            Self::Footer => "footer",
            Self::Picture(_) => "image",
        }
    }
}

/// The file of a document: its text and the parts it refers to.
///
/// # Errors
/// The container cannot be written.
pub(super) fn package(document: &Document, text: Vec<u8>, parts: Vec<Part>) -> Result<Vec<u8>, Error> {
    let options = SimpleFileOptions::default()
        // The same bytes whatever the machine.
        .system(System::Unix)
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let stored = options.compression_method(CompressionMethod::Stored);
    let named = document.identity.is_some();
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), content_types(&parts, named)?, options),
        ("_rels/.rels".to_owned(), relations_of_file(named)?, options),
        ("docProps/core.xml".to_owned(), core(document)?, options),
        ("docProps/app.xml".to_owned(), app()?, options),
        ("word/document.xml".to_owned(), text, options),
        ("word/_rels/document.xml.rels".to_owned(), relations_of_text(&parts)?, options),
    ];
    if let Some(custom) = properties(document)? {
        files.push(("docProps/custom.xml".to_owned(), custom, options));
    }
    for part in parts {
        // Pictures are compressed already.
        let options = if matches!(part.kind, Kind::Picture(_)) { stored } else { options };
        files.push((format!("word/{}", part.path), part.bytes, options));
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes, options) in files {
        zip.start_file(path, options).map_err(fault)?;
        zip.write_all(&bytes).map_err(fault)?;
    }
    Ok(zip.finish().map_err(fault)?.into_inner())
}

fn fault(fault: impl std::fmt::Display) -> Error {
    Error::new(format!("Word 文件没有写成（{fault}）"))
}

fn content_types(parts: &[Part], named: bool) -> Result<Vec<u8>, Error> {
    let mut xml = Xml::new();
    xml.within("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))], |xml| {
        for (extension, kind) in [
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
            ("png", "image/png"),
            ("jpeg", "image/jpeg"),
        ] {
            xml.empty("Default", &[("Extension", extension), ("ContentType", kind)]);
        }
        let mut of = |path: &str, kind: &str| {
            xml.empty("Override", &[("PartName", path), ("ContentType", kind)]);
        };
        of("/word/document.xml", &format!("{WORD}.document.main+xml"));
        of("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
        of("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml");
        if named {
            of("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml");
        }
        for part in parts.iter().filter(|part| !matches!(part.kind, Kind::Picture(_))) {
            of(&format!("/word/{}", part.path), &format!("{WORD}.{}+xml", part.kind.name()));
        }
    });
    xml.finish()
}

fn relations(targets: &[(&str, String, &str)]) -> Result<Vec<u8>, Error> {
    let mut xml = Xml::new();
    xml.within("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))], |xml| {
        for (id, kind, target) in targets {
            xml.empty("Relationship", &[("Id", id), ("Type", kind), ("Target", target)]);
        }
    });
    xml.finish()
}

fn relations_of_file(named: bool) -> Result<Vec<u8>, Error> {
    let mut targets = vec![
        ("rId1", format!("{OFFICE}/officeDocument"), "word/document.xml"),
        ("rId2", format!("{PACKAGE}/relationships/metadata/core-properties"), "docProps/core.xml"),
        ("rId3", format!("{OFFICE}/extended-properties"), "docProps/app.xml"),
    ];
    if named {
        targets.push(("rId4", format!("{OFFICE}/custom-properties"), "docProps/custom.xml"));
    }
    relations(&targets)
}

fn relations_of_text(parts: &[Part]) -> Result<Vec<u8>, Error> {
    let targets: Vec<(&str, String, &str)> = parts
        .iter()
        .map(|part| (part.id.as_str(), format!("{OFFICE}/{}", part.kind.name()), part.path.as_str()))
        .collect();
    relations(&targets)
}

/// Title, agency and 成文日期: the only date that the file carries.
fn core(document: &Document) -> Result<Vec<u8>, Error> {
    let mut xml = Xml::new();
    let spaces = [
        ("xmlns:cp", &*format!("{PACKAGE}/metadata/core-properties")),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    xml.within("cp:coreProperties", &spaces, |xml| {
        xml.text("dc:title", &[], &document.title);
        xml.text("dc:creator", &[], &document.author);
        xml.text("cp:lastModifiedBy", &[], &document.author);
        if let Some(date) = &document.date {
            for name in ["dcterms:created", "dcterms:modified"] {
                xml.text(name, &[("xsi:type", "dcterms:W3CDTF")], &format!("{date}T00:00:00Z"));
            }
        }
        xml.text("dc:language", &[], "zh-CN");
    });
    xml.finish()
}

fn app() -> Result<Vec<u8>, Error> {
    let mut xml = Xml::new();
    let space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    xml.within("Properties", &[("xmlns", space)], |xml| xml.text("Application", &[], "Nianbao"));
    xml.finish()
}

/// Whose report it is and what stood in each section, as properties that Word, WPS and LibreOffice keep and show
/// (文件 › 信息 › 属性 › 高级属性 › 自定义). `None` for what is no report.
fn properties(document: &Document) -> Result<Option<Vec<u8>>, Error> {
    let Some(identity) = &document.identity else { return Ok(None) };
    let whole = if identity.is_whole { identity::WHOLE } else { identity::TABLES };
    let mut properties = vec![
        (identity::AGENCY.to_owned(), identity.agency.clone()),
        (identity::YEAR.to_owned(), identity.year.to_string()),
        (identity::EDITION.to_owned(), identity.edition.clone()),
        (identity::CONTENT.to_owned(), whole.to_owned()),
    ];
    properties.extend(document.sections.iter().map(|(section, blocks)| {
        (format!("{}{section}", identity::SECTION), document.fingerprint(blocks.clone()))
    }));
    let mut xml = Xml::new();
    let vocabulary = "http://schemas.openxmlformats.org/officeDocument/2006";
    let spaces = [
        ("xmlns", &*format!("{vocabulary}/custom-properties")),
        ("xmlns:vt", &*format!("{vocabulary}/docPropsVTypes")),
    ];
    xml.within("Properties", &spaces, |xml| {
        // The first two numbers are taken.
        for (number, (name, value)) in (2..).zip(&properties) {
            let number = number.to_string();
            let attributes =
                [("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"), ("pid", &*number), ("name", name)];
            xml.within("property", &attributes, |xml| xml.text("vt:lpwstr", &[], value));
        }
    });
    xml.finish().map(Some)
}
