//! Set-up of the file and its pages: settings, section, page numbers, 草稿 on every page.

use super::styles::{LINE, SPACE, Style, twips};
use super::xml::Xml;
use crate::error::Error;
use crate::typeset::measures::{
    BODY_SIZE, FOLIO_SIZE, HEIGHT, LEFT, PAGE_HEIGHT, PAGE_WIDTH, PITCH, TOP, WIDTH,
};

/// From the lower edge of the page to that of the page number, so that it stands 7 mm below the type area.
const FOLIO_FROM_BELOW: f32 = 70.4;
/// Under the type area of an upright page, in points.
const BELOW: f32 = PAGE_HEIGHT - TOP - HEIGHT;
/// From the upper edge of the page to its header.
const HEADER_FROM_ABOVE: f32 = 44.0;

/// `word/settings.xml`.
pub(super) fn settings() -> Result<Vec<u8>, Error> {
    let mut xml = Xml::new();
    xml.within("w:settings", &[SPACE], |xml| {
        xml.value("w:bordersDoNotSurroundHeader", "1");
        xml.value("w:bordersDoNotSurroundFooter", "1");
        xml.value("w:defaultTabStop", "420");
        // Page numbers of even pages stand at the left.
        xml.empty("w:evenAndOddHeaders", &[]);
        xml.value("w:drawingGridVerticalSpacing", "156");
        xml.value("w:characterSpacingControl", "compressPunctuation");
        xml.within("w:compat", &[], |xml| {
            for name in [
                "spaceForUL",
                "balanceSingleByteDoubleByteWidth",
                "doNotLeaveBackslashAlone",
                "ulTrailSpace",
                "doNotExpandShiftReturn",
                "adjustLineHeightInTable",
                "useFELayout",
            ] {
                xml.empty(&format!("w:{name}"), &[]);
            }
            let uri = "http://schemas.microsoft.com/office/word";
            let setting = [("w:name", "compatibilityMode"), ("w:uri", uri), ("w:val", "15")];
            xml.empty("w:compatSetting", &setting);
        });
        xml.empty("w:themeFontLang", &[("w:val", "en-US"), ("w:eastAsia", "zh-CN")]);
    });
    xml.finish()
}

/// The set-up of the pages of a section: A4 with the margins and the grid of 22 lines of 28 characters
/// (GB/T 9704-2012 5). A turned page keeps the type area of the upright sheet, its table's head to the binding
/// (8). `furniture`: the ids of header and footer with what they are, as `("w:footerReference", "even", id)`.
pub(super) fn section(xml: &mut Xml, turned: bool, furniture: &[(&str, &str, String)]) {
    xml.within("w:sectPr", &[], |xml| {
        for (name, kind, id) in furniture {
            xml.empty(name, &[("w:type", kind), ("r:id", id)]);
        }
        xml.value("w:type", "nextPage");
        let twips = |points: f32| twips(points).to_string();
        let (right, bottom) = (PAGE_WIDTH - LEFT - WIDTH, PAGE_HEIGHT - TOP - HEIGHT);
        let (width, height) = (twips(PAGE_WIDTH), twips(PAGE_HEIGHT));
        let sheet = [("w:w", width.as_str()), ("w:h", height.as_str())];
        let turned_sheet = [("w:w", height.as_str()), ("w:h", width.as_str()), ("w:orient", "landscape")];
        xml.empty("w:pgSz", if turned { &turned_sheet } else { &sheet });
        let [top, right, bottom, left] =
            if turned { [LEFT, TOP, right, bottom] } else { [TOP, right, bottom, LEFT] };
        // A turned page has less room under its type area.
        let footer = if turned { FOLIO_FROM_BELOW - (BELOW - bottom) } else { FOLIO_FROM_BELOW };
        xml.empty(
            "w:pgMar",
            &[
                ("w:top", &*twips(top)),
                ("w:right", &*twips(right)),
                ("w:bottom", &*twips(bottom)),
                ("w:left", &*twips(left)),
                ("w:header", &*twips(if turned { HEADER_FROM_ABOVE / 2.0 } else { HEADER_FROM_ABOVE })),
                ("w:footer", &*twips(footer)),
                ("w:gutter", "0"),
            ],
        );
        let space = ((PITCH - BODY_SIZE) * 4096.0).round() as i32;
        xml.empty(
            "w:docGrid",
            &[
                ("w:type", "linesAndChars"),
                ("w:linePitch", &*LINE.to_string()),
                ("w:charSpace", &*space.to_string()),
            ],
        );
    });
}

/// A page number “— 1 —”: at the right on odd pages, at the left on even ones, one character in (7.5).
pub(super) fn folio(even: bool) -> Result<Vec<u8>, Error> {
    let mut xml = Xml::new();
    xml.within("w:ftr", &[SPACE], |xml| {
        xml.within("w:p", &[], |xml| {
            let one = twips(FOLIO_SIZE).to_string();
            xml.within("w:pPr", &[], |xml| {
                xml.value("w:pStyle", Style::Footer.id());
                let (chars, side) =
                    if even { ("w:leftChars", "w:left") } else { ("w:rightChars", "w:right") };
                xml.empty("w:ind", &[(chars, "100"), (side, &one)]);
                xml.value("w:jc", if even { "left" } else { "right" });
            });
            dashed(xml, "— ");
            xml.within("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", "begin")]));
            xml.within("w:r", &[], |xml| {
                xml.text("w:instrText", &[("xml:space", "preserve")], " PAGE ");
            });
            xml.within("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", "separate")]));
            xml.within("w:r", &[], |xml| xml.text("w:t", &[], if even { "2" } else { "1" }));
            xml.within("w:r", &[], |xml| xml.empty("w:fldChar", &[("w:fldCharType", "end")]));
            dashed(xml, " —");
        });
    });
    xml.finish()
}

fn dashed(xml: &mut Xml, text: &str) {
    xml.within("w:r", &[], |xml| {
        xml.within("w:rPr", &[], |xml| xml.empty("w:rFonts", &[("w:hint", "eastAsia")]));
        xml.text("w:t", &[("xml:space", "preserve")], text);
    });
}

/// The header of a draft: why it is none of the final ones, and 草稿 large and light across the page, as Word
/// itself makes a 水印.
pub(super) fn mark(words: &str) -> Result<Vec<u8>, Error> {
    let mut xml = Xml::new();
    let spaces = [
        SPACE,
        ("xmlns:v", "urn:schemas-microsoft-com:vml"),
        ("xmlns:o", "urn:schemas-microsoft-com:office:office"),
    ];
    xml.within("w:hdr", &spaces, |xml| {
        xml.within("w:p", &[], |xml| {
            xml.within("w:pPr", &[], |xml| xml.value("w:pStyle", Style::Header.id()));
            let word = words.split('（').next().unwrap_or(words).trim();
            xml.within("w:r", &[], |xml| xml.within("w:pict", &[], |xml| watermark(xml, word)));
            xml.within("w:r", &[], |xml| xml.text("w:t", &[("xml:space", "preserve")], words));
        });
    });
    xml.finish()
}

fn watermark(xml: &mut Xml, word: &str) {
    let kind = [
        ("id", "_x0000_t136"),
        ("coordsize", "21600,21600"),
        ("o:spt", "136"),
        ("adj", "10800"),
        ("path", "m@7,l@8,m@5,21600l@6,21600e"),
    ];
    xml.within("v:shapetype", &kind, |xml| {
        xml.within("v:formulas", &[], |xml| {
            for formula in [
                "sum #0 0 10800",
                "prod #0 2 1",
                "sum 21600 0 @1",
                "sum 0 0 @2",
                "sum 21600 0 @3",
                "if @0 @3 0",
                "if @0 21600 @1",
                "if @0 0 @2",
                "if @0 @4 21600",
                "mid @5 @6",
                "mid @8 @5",
                "mid @7 @8",
                "mid @6 @7",
                "sum @6 0 @5",
            ] {
                xml.empty("v:f", &[("eqn", formula)]);
            }
        });
        xml.empty("v:path", &[("textpathok", "t"), ("o:connecttype", "rect")]);
        xml.empty("v:textpath", &[("on", "t"), ("fitshape", "t")]);
    });
    let style = "position:absolute;margin-left:0;margin-top:0;width:360pt;height:150pt;rotation:315;\
                 z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
                 mso-position-vertical:center;mso-position-vertical-relative:margin";
    let shape = [
        ("id", "PowerPlusWaterMarkObject1"),
        ("o:spid", "_x0000_s2049"),
        ("type", "#_x0000_t136"),
        ("alt", word),
        ("style", style),
        ("o:allowincell", "f"),
        ("fillcolor", "#e0e0e0"),
        ("stroked", "f"),
    ];
    xml.within("v:shape", &shape, |xml| {
        xml.empty("v:textpath", &[("style", "font-family:\"黑体\";font-size:1pt"), ("string", word)]);
    });
}
