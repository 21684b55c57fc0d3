//! Files that passed through LibreOffice: as another office sends them back.

use std::path::Path;
use std::process::Command;

use nianbao::export::Format;
use nianbao::form::{Form, Kind, editions};
use nianbao::store::documents;

use super::{compare, exported, filled};

/// What it writes: our format, its filter, the ending.
const WRITTEN: [(Format, &str, &str); 5] = [
    (Format::Xlsx, "xlsx:Calc MS Excel 2007 XML", "xlsx"),
    (Format::Xlsx, "xls:MS Excel 97", "xls"),
    (Format::Xlsx, "ods:calc8", "ods"),
    (Format::Docx, "docx:MS Word 2007 XML", "docx"),
    (Format::Docx, "doc:MS Word 97", "doc"),
];

/// A value for each cell, all different, some blank, some zero.
fn values(form: &Form) -> Vec<Option<String>> {
    let value = |(number, kind): (usize, Kind)| match (number % 9, kind) {
        (3, _) => None,
        (5, Kind::Count) => Some("0".to_owned()),
        (_, Kind::Count) => Some((number * 37 + 11).to_string()),
        (_, Kind::Signed) => Some((200 - 41 * number as i64 % 400).to_string()),
        (_, Kind::Money) => Some(format!("{number}.{:04}", number * 7 + 1)),
        (_, Kind::Amount) => Some(format!("{}元", number * 1000 + 7)),
    };
    form.ids().map(|id| form.cell(id).kind).enumerate().map(value).collect()
}

fn soffice(folder: &Path, file: &Path, filter: &str) {
    let said = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.join("profile").display()))
        .args(["--headless", "--norestore", "--convert-to", filter, "--outdir"])
        .args([&folder.join("again"), file])
        .output()
        .expect("soffice: ./check installs it");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
}

#[test]
fn what_libreoffice_wrote_comes_in_again() {
    let folder = tempfile::tempdir().unwrap();
    for edition in ["2014", "2019", "2021"] {
        let form = editions::named(edition).unwrap();
        let draft = filled(&form, &values(&form));
        for (format, filter, ending) in WRITTEN {
            let file = folder.path().join(format!("{edition}.{}", format.extension()));
            std::fs::write(&file, exported(&draft, format)).unwrap();
            soffice(folder.path(), &file, filter);
            let again = folder.path().join("again").join(format!("{edition}.{ending}"));
            let source = documents::read(&again).unwrap();
            compare(&draft, &source, &format!("{edition}.{ending}")).unwrap();
        }
    }
}
