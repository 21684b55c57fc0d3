//! What a PDF says of itself: title, author, date, language, the standards it keeps (PDF/A-2a, PDF/UA-1), its
//! colours, and how a reader opens it.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document as Written, Object, ObjectId, Stream, StringFormat};

use crate::report::Document;

/// sRGB; assets/colour/README.md says how it is made.
const SRGB: &[u8] = include_bytes!("../../../assets/colour/sRGB.icc");
/// Language of the text (RFC 3066).
const LANGUAGE: &str = "zh-CN";
/// The program, in the metadata.
const CREATOR: &str = concat!("Nianbao ", env!("CARGO_PKG_VERSION"));
/// What wrote the file.
const PRODUCER: &str = "printpdf 0.12";
/// PDF/UA asks for a title; a document without one is not finished anyway.
const UNTITLED: &str = "无标题";

/// Writes all of it; `outline` is the outline's root.
pub(super) fn write(
    document: &Document,
    outline: Option<ObjectId>,
    written: &mut Written,
) -> Result<(), lopdf::Error> {
    let title = match document.title.trim() {
        "" => UNTITLED,
        title => title,
    };
    let date = document.date.as_deref().and_then(|date| date.parse().ok());
    let date: Option<jiff::civil::Date> = date.filter(|date: &jiff::civil::Date| date.year() >= 1);
    write_info(title, &document.author, date, written);

    // Readers of archives search for the packet as it is.
    let packet = Stream::new(
        [("Type", Object::from("Metadata")), ("Subtype", "XML".into())].into_iter().collect(),
        packet(title, &document.author, date).into_bytes(),
    );
    let packet = written.add_object(packet.with_compression(false));
    let profile = [("N", 3.into()), ("Alternate", Object::from("DeviceRGB"))].into_iter().collect();
    let profile = written.add_object(Stream::new(profile, SRGB.to_vec()));
    let intent: Dictionary = [
        ("Type", Object::from("OutputIntent")),
        ("S", "GTS_PDFA1".into()),
        ("OutputConditionIdentifier", Object::string_literal("sRGB")),
        ("Info", Object::string_literal("sRGB IEC61966-2.1")),
        ("RegistryName", Object::string_literal("http://www.color.org")),
        ("DestOutputProfile", profile.into()),
    ]
    .into_iter()
    .collect();

    let catalog = written.catalog_mut()?;
    catalog.set("Lang", Object::string_literal(LANGUAGE));
    catalog.set("Metadata", packet);
    catalog.set("OutputIntents", vec![intent.into()]);
    // The title rather than the file's name in the window of the reader.
    catalog.set(
        "ViewerPreferences",
        [("DisplayDocTitle", Object::from(true))].into_iter().collect::<Dictionary>(),
    );
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    Ok(())
}

/// The old form of the metadata, which readers still show; it must say what the packet says.
fn write_info(title: &str, author: &str, date: Option<jiff::civil::Date>, written: &mut Written) {
    let mut info = Dictionary::new();
    for (key, text) in [("Title", title), ("Author", author), ("Creator", CREATOR), ("Producer", PRODUCER)] {
        if !text.trim().is_empty() {
            info.set(key, text_string(text));
        }
    }
    if let Some(date) = date {
        let date = format!("D:{:04}{:02}{:02}000000+08'00'", date.year(), date.month(), date.day());
        info.set("CreationDate", Object::string_literal(date.clone()));
        info.set("ModDate", Object::string_literal(date));
    }
    // printpdf's own, with its date of 1970, goes.
    match written.trailer.get(b"Info").and_then(Object::as_reference) {
        Ok(old) => _ = written.objects.insert(old, info.into()),
        Err(_) => {
            let info = written.add_object(info);
            written.trailer.set("Info", info);
        }
    }
}

/// The XMP packet (ISO 16684-1). PDF/UA is no part of XMP as PDF/A knows it, so its schema is described.
fn packet(title: &str, author: &str, date: Option<jiff::civil::Date>) -> String {
    let mut xmp = String::with_capacity(3000);
    xmp.push_str("<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n");
    xmp.push_str("<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n");
    xmp.push_str("<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n");
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    xmp.push_str("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\n");
    xmp.push_str("<dc:format>application/pdf</dc:format>\n");
    // Writing into a string cannot fail.
    _ = writeln!(xmp, "<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>");
    _ = writeln!(
        xmp,
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:title>",
        escaped(title)
    );
    if !author.trim().is_empty() {
        _ = writeln!(xmp, "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", escaped(author));
    }
    _ = writeln!(xmp, "<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>");
    if let Some(date) = date {
        let date = format!("{date}T00:00:00+08:00");
        _ = writeln!(xmp, "<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>");
    }
    xmp.push_str("</rdf:Description>\n");
    xmp.push_str("<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n");
    xmp.push_str("<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>\n");
    xmp.push_str("</rdf:Description>\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>");
    xmp
}

/// A text of the document's dictionaries: UTF-16 with its mark.
pub(super) fn text_string(text: &str) -> Object {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(units.flat_map(u16::to_be_bytes).collect(), StringFormat::Hexadecimal)
}
