//! Pictures in the text: the clerk's own as they are, charts drawn as on the pages. A chart is a picture and no
//! Word chart: that would be drawn anew by each program, and not alike in black and white.

use super::package::{Kind, Part};
use super::xml::Xml;
use crate::draft::{Picture, PictureFormat};
use crate::error::Error;
use crate::export::raster::png_pages;
use crate::typeset::measures::{HEIGHT, LEFT, WIDTH};
use crate::typeset::{FontBook, Item, Page, Pages, Part as PagePart};

/// Pixels for an inch of a chart: sharp in print.
const DPI: f32 = 300.0;
/// Around a chart, in points: its axis reaches a little above and below its words.
const AROUND: f32 = 6.0;
/// In the units of drawings, a point.
const POINT: f32 = 12_700.0;

/// A picture ready to be put in: its part, and its size in points.
pub(super) struct Figure {
    pub part: Part,
    pub size: (f32, f32),
    /// What it shows, in words.
    pub alt: String,
}

/// The part that holds a picture, the `n`th of the file.
fn part(n: usize, format: PictureFormat, bytes: Vec<u8>) -> Part {
    let extension = match format {
        PictureFormat::Png => "png",
        PictureFormat::Jpeg => "jpeg",
    };
    let path = format!("media/image{n}.{extension}");
    Part { id: format!("rIdImage{n}"), path, kind: Kind::Picture(format), bytes }
}

/// A picture of the clerk's, as large as on the pages.
pub(super) fn picture(picture: &Picture, alt: &str, (n, block): (usize, usize), pages: &Pages) -> Figure {
    let placed = pages.pages.iter().flat_map(|page| &page.items).find_map(|item| match item {
        Item::Picture(placed) if placed.block == block => Some((placed.width, placed.height)),
        _ => None,
    });
    let size = placed.unwrap_or((WIDTH / 2.0, HEIGHT / 4.0));
    let part = part(n, picture.format(), picture.bytes().to_vec());
    Figure { part, size, alt: alt.to_owned() }
}

/// A chart as the pages draw it; `None` where they do not.
///
/// # Errors
/// It cannot be written as PNG.
pub(super) fn chart(
    alt: &str,
    (n, block): (usize, usize),
    pages: &Pages,
    fonts: &FontBook,
) -> Result<Option<Figure>, Error> {
    let Some(page) = pages.pages.iter().find_map(|page| cut_out(page, block)) else { return Ok(None) };
    let size = (page.width, page.height);
    let mut files = png_pages(&Pages { pages: vec![page] }, fonts, DPI)?;
    let figure = |bytes| Figure { part: part(n, PictureFormat::Png, bytes), size, alt: alt.to_owned() };
    Ok(files.pop().map(figure))
}

/// The chart of a block as a sheet of its own.
fn cut_out(page: &Page, block: usize) -> Option<Page> {
    let extent = |item: &Item| match item {
        Item::Text(line) if line.block == Some(block) && line.part == PagePart::Chart => {
            Some((line.baseline - line.size, line.baseline + line.size * 0.2))
        }
        Item::Area(area) if area.block == Some(block) => Some((area.y, area.y + area.height)),
        _ => None,
    };
    let extents: Vec<(f32, f32)> = page.items.iter().filter_map(extent).collect();
    let top = extents.iter().map(|extent| extent.0).min_by(f32::total_cmp)? - AROUND;
    let bottom = extents.iter().map(|extent| extent.1).max_by(f32::total_cmp)? + AROUND;
    let moved = |item: &Item| {
        let mut item = item.clone();
        match &mut item {
            Item::Text(line) if line.block == Some(block) && line.part == PagePart::Chart => {
                (line.x, line.baseline) = (line.x - LEFT, line.baseline - top);
            }
            Item::Area(area) if area.block == Some(block) => {
                (area.x, area.y) = (area.x - LEFT, area.y - top);
            }
            // Rules do not say whose they are; those of the chart lie within it.
            Item::Rule(rule) if rule.from.1 >= top && rule.to.1 <= bottom => {
                rule.from = (rule.from.0 - LEFT, rule.from.1 - top);
                rule.to = (rule.to.0 - LEFT, rule.to.1 - top);
            }
            _ => return None,
        }
        Some(item)
    };
    let items = page.items.iter().filter_map(moved).collect();
    Some(Page { number: page.number, width: WIDTH, height: bottom - top, turned: false, items })
}

impl Figure {
    /// Writes the run that shows it; `n` is its number in the file.
    pub fn run(&self, xml: &mut Xml, n: usize) {
        let length = |points: f32| ((points * POINT).round() as i64).to_string();
        let (width, height) = (length(self.size.0), length(self.size.1));
        let extent = [("cx", width.as_str()), ("cy", height.as_str())];
        let (id, name) = (n.to_string(), format!("图 {n}"));
        xml.within("w:r", &[], |xml| {
            xml.within("w:drawing", &[], |xml| {
                let edges = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
                xml.within("wp:inline", &edges, |xml| {
                    xml.empty("wp:extent", &extent);
                    xml.empty("wp:docPr", &[("id", &*id), ("name", &*name), ("descr", &*self.alt)]);
                    let uri = "http://schemas.openxmlformats.org/drawingml/2006/picture";
                    xml.within("a:graphic", &[], |xml| {
                        xml.within("a:graphicData", &[("uri", uri)], |xml| self.picture(xml, &id, &extent));
                    });
                });
            });
        });
    }

    fn picture(&self, xml: &mut Xml, id: &str, extent: &[(&str, &str)]) {
        xml.within("pic:pic", &[], |xml| {
            xml.within("pic:nvPicPr", &[], |xml| {
                xml.empty("pic:cNvPr", &[("id", id), ("name", &*self.part.path), ("descr", &*self.alt)]);
                xml.empty("pic:cNvPicPr", &[]);
            });
            xml.within("pic:blipFill", &[], |xml| {
                xml.empty("a:blip", &[("r:embed", &*self.part.id)]);
                xml.within("a:stretch", &[], |xml| xml.empty("a:fillRect", &[]));
            });
            xml.within("pic:spPr", &[], |xml| {
                xml.within("a:xfrm", &[], |xml| {
                    xml.empty("a:off", &[("x", "0"), ("y", "0")]);
                    xml.empty("a:ext", extent);
                });
                xml.within("a:prstGeom", &[("prst", "rect")], |xml| xml.empty("a:avLst", &[]));
            });
        });
    }
}
