//! What nobody changed comes back without a question, and another draft's report is known as such.

use nianbao::draft::{self, Edit, SectionText};
use nianbao::export::Extent;
use nianbao::form::Field;
use nianbao::import::revised::{Kinship, Returned, own_export};
use nianbao::store::samples::SAMPLES;

use crate::retouch::Word;
use crate::{draft, exported, revision, told};

#[test]
fn an_untouched_report_says_nothing() {
    for sample in SAMPLES {
        let draft = draft::read(sample.text).expect("a draft");
        for extent in [Extent::Report, Extent::Tables] {
            let bytes = exported(&draft, extent);
            let revision = revision(&draft, &bytes);
            assert_eq!(told(&revision), [""; 0], "{} {}", draft.file_stem(), extent.name());
            assert!(revision.is_empty());
            // Its bookmarks and properties lost, it says as little.
            let mut word = Word::open(&bytes);
            word.without("docProps/custom.xml");
            word.text = word.text.replace("Nianbao_", "x").replace("<w:sdtPr>", "<w:sdtPr><w:lock/>");
            if extent == Extent::Report {
                assert_eq!(told(&crate::revision(&draft, &word.bytes())), [""; 0], "{}", draft.file_stem());
            }
        }
    }
}

#[test]
fn a_file_says_whose_report_it_is() {
    let own = draft();
    let bytes = exported(&own, Extent::Report);
    let identity = own_export(&bytes).expect("an identity");
    let found = (identity.agency.as_str(), identity.year, identity.edition.as_str(), identity.is_whole);
    assert_eq!(found, ("金塘镇人民政府", 2018, "2014", true));
    let returned = Returned::read(&bytes).expect("a Word file");
    assert_eq!(returned.kinship(&own), Kinship::Own);
    let mut other = own.clone();
    other.apply(Edit::Field(Field::Agency, "临水镇人民政府".to_owned())).expect("a name");
    assert_eq!(returned.kinship(&other), Kinship::Other(identity));
    let mut word = Word::open(&bytes);
    word.without("docProps/custom.xml");
    let returned = Returned::read(&word.bytes()).expect("a Word file");
    assert_eq!(returned.kinship(&own), Kinship::Unknown);
    assert_eq!(own_export(&word.bytes()), None);
    assert_eq!(own_export(&exported(&own, Extent::Review)), None, "a 报审单 is no report");
    assert_eq!(own_export(b"PK\x03\x04"), None);
}

#[test]
fn a_section_that_was_rewritten_since_says_so() {
    let before = draft();
    let bytes = exported(&before, Extent::Report);
    let mut after = before.clone();
    let text = SectionText::words("2018年，本镇又改了一次。");
    after.apply(Edit::Text(crate::SECTION.to_owned(), Some(text))).expect("a text");
    let revision = revision(&after, &bytes);
    let newer: Vec<(&str, bool)> =
        revision.sections.iter().map(|section| (section.name.as_str(), section.is_newer)).collect();
    assert_eq!(newer, [(crate::SECTION, true)]);
}
