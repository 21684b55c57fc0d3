//! Pages as pictures: as in the PDF, and as they were last looked at.
//!
//! `UPDATE_PAGES=1 cargo test --test pages` writes the pictures in tests/pages anew: look at them
//! (`git diff --stat`, then each picture) before they are committed.

mod sample;

use std::path::{Path, PathBuf};
use std::process::Command;

use image::GrayImage;
use nianbao::draft::Pixels;
use nianbao::export::{self, Extent, Order, Painter};
use nianbao::report::{Document, templates};
use nianbao::typeset::{FontBook, Pages, lay_out};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn fonts() -> FontBook {
    let fang = std::fs::read(root().join("assets/fonts/fandol/FandolFang-Regular.ttf"));
    FontBook::bundled(Some(fang.expect("FandolFang is in the repository"))).expect("a font")
}

fn grey(pixels: &Pixels) -> GrayImage {
    let red: Vec<u8> = pixels.rgba.chunks_exact(4).map(|pixel| pixel[0]).collect();
    GrayImage::from_raw(pixels.width, pixels.height, red).expect("as many bytes as pixels")
}

/// The composed report of an example.
fn example(name: &str) -> Document {
    let text = std::fs::read_to_string(root().join("examples").join(name)).expect("the example");
    let draft = nianbao::draft::read(&text).expect("a draft");
    let template = templates::for_form(draft.form()).expect("a template");
    let fonts = fonts();
    let order = Order { draft: &draft, template, fonts: &fonts, extent: Extent::Report };
    order.composed().expect("composed").document
}

/// How far two pictures are apart: the mean difference of their pixels, and the greatest difference of the
/// means of small squares. A line of text that is missing shows in the second.
fn apart(a: &GrayImage, b: &GrayImage, square: u32) -> (f64, f64) {
    let (width, height) = (a.width().min(b.width()), a.height().min(b.height()));
    let mut sum = 0.0;
    let mut greatest: f64 = 0.0;
    for top in (0..height).step_by(square as usize) {
        for left in (0..width).step_by(square as usize) {
            let places: Vec<(u32, u32)> = (top..(top + square).min(height))
                .flat_map(|y| (left..(left + square).min(width)).map(move |x| (x, y)))
                .collect();
            let mean = |image: &GrayImage| {
                let values = places.iter().map(|(x, y)| f64::from(image.get_pixel(*x, *y).0[0]));
                values.sum::<f64>() / places.len() as f64
            };
            greatest = greatest.max((mean(a) - mean(b)).abs());
            sum += places
                .iter()
                .map(|(x, y)| f64::from(a.get_pixel(*x, *y).0[0].abs_diff(b.get_pixel(*x, *y).0[0])))
                .sum::<f64>();
        }
    }
    (sum / f64::from(width * height), greatest)
}

/// The pages of a PDF as pdftoppm draws them.
fn by_poppler(pdf: &[u8], dpi: u32) -> Vec<GrayImage> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("报告.pdf"), pdf).expect("written");
    let status = Command::new("pdftoppm")
        .args(["-r", &dpi.to_string(), "-gray", "-png", "报告.pdf", "page"])
        .current_dir(folder.path())
        .status()
        .expect("pdftoppm 没有安装：先运行 ./check，它会安装测试所需的工具");
    assert!(status.success());
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder.path())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "png"))
        .collect();
    files.sort();
    files.iter().map(|file| image::open(file).expect("a picture").into_luma8()).collect()
}

#[test]
fn a_page_looks_as_it_does_in_the_pdf() {
    let fonts = fonts();
    let mut painter = Painter::new(&fonts);
    for name in ["杭州市发展和改革委员会-2018.nianbao", "沭阳县人民政府-2025.nianbao"] {
        let document = example(name);
        let pages = lay_out(&document, &fonts);
        let theirs = by_poppler(&export::pdf(&document, &pages, &fonts).expect("a PDF"), 96);
        assert_eq!(theirs.len(), pages.pages.len());
        for (page, theirs) in pages.pages.iter().zip(theirs) {
            let ours = grey(&painter.page(page, 96.0 / 72.0));
            let sizes = (ours.width().abs_diff(theirs.width()), ours.height().abs_diff(theirs.height()));
            assert!(sizes.0 <= 1 && sizes.1 <= 1, "{name} page {}: {sizes:?}", page.number);
            let (mean, greatest) = apart(&ours, &theirs, 24);
            if std::env::var_os("SAY_PAGES").is_some() {
                println!("{name} page {}: {mean:.2} {greatest:.1}", page.number);
            }
            assert!(mean < 6.0 && greatest < 24.0, "{name} page {}: {mean:.2}, {greatest:.1}", page.number);
        }
    }
}

fn check(document: &Document, name: &str) {
    let fonts = fonts();
    let pages: Pages = lay_out(document, &fonts);
    let mut painter = Painter::new(&fonts);
    let folder = root().join("tests/pages");
    let update = std::env::var_os("UPDATE_PAGES").is_some();
    for page in &pages.pages {
        let ours = grey(&painter.page(page, 50.0 / 72.0));
        let file = folder.join(format!("{name}-{}.png", page.number));
        if update {
            std::fs::create_dir_all(&folder).expect("the folder");
            ours.save(&file).expect("written");
            continue;
        }
        let kept =
            image::open(&file).unwrap_or_else(|fault| panic!("{}: {fault}", file.display())).into_luma8();
        let (mean, greatest) = apart(&ours, &kept, 12);
        assert!(
            kept.dimensions() == ours.dimensions() && mean < 1.0 && greatest < 12.0,
            "page {} of {name} looks different ({mean:.2}, {greatest:.1}): see the head of this file",
            page.number
        );
    }
    let next = folder.join(format!("{name}-{}.png", pages.pages.len() + 1));
    if update {
        // A page that is no more.
        let _ = std::fs::remove_file(&next);
    }
    assert!(!next.exists(), "{name} had more pages: see the head of this file");
}

#[test]
fn the_pages_look_as_they_were_last_looked_at() {
    check(&sample::report_2014(), "2014");
    check(&sample::report_2021(), "2021");
}

#[test]
fn the_comparison_sees_a_line_that_is_missing() {
    let document = sample::report_2014();
    let fonts = fonts();
    let page = lay_out(&document, &fonts).pages.swap_remove(0);
    let mut short = page.clone();
    short.items.remove(4);
    let mut painter = Painter::new(&fonts);
    let (whole, short) = (grey(&painter.page(&page, 50.0 / 72.0)), grey(&painter.page(&short, 50.0 / 72.0)));
    assert!(apart(&whole, &short, 12).1 > 24.0, "{:?}", apart(&whole, &short, 12));
}
