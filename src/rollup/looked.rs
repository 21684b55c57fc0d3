//! What a file holds, before it is held against anything: a draft's or a document's figures with what the checks say
//! of them.

use std::sync::Arc;

use crate::check::{self, About, Standing, Verdict};
use crate::draft::{Draft, Entry, Origin, Scope, SourceUnit};
use crate::error::Error;
use crate::form::{CellId, Field, Year};
use crate::import::{self, Choice, Choices, Content, Doubt, Item, Offer, Source};
use crate::report::templates;

use super::Figures;

/// A file and what stood in it.
#[derive(Debug, Clone)]
pub struct Looked {
    /// The file, as it is named below the folder; no other has this name.
    pub file: String,
    /// What it holds; a document may hold several reports. The error says why nothing could be read.
    pub found: Result<Vec<Arc<Found>>, Error>,
}

/// A unit's figures of a year as a file has them.
#[derive(Debug, Clone)]
pub struct Found {
    /// The agency's name as it stands there; empty where it does not say.
    pub agency: String,
    /// The report year; `None` where a document does not say.
    pub year: Option<u16>,
    /// The edition that they are in.
    pub edition: String,
    /// Whose figures they are.
    pub scope: Scope,
    /// The year's figures.
    pub figures: Figures,
    /// The figures of the year before, as far as they are known.
    pub last_year: Figures,
    /// How many 强制 checks fail.
    pub fails: u32,
    /// How many 核实 have no reason.
    pub queries: u32,
    /// What fails, has no reason or is worth a look, in words; empty where words are only [`Words::Counted`].
    pub faults: Vec<Fault>,
    /// How many questions of a document wait for a person.
    pub open: u32,
    /// The questions in words, at most [`Words::MOST`]; empty where words are only counted.
    pub questions: Vec<Asked>,
    /// Whether it is a draft of the program's own.
    pub is_draft: bool,
    /// What a draft holds of documents that it was imported from.
    pub imported_from: Vec<Imported>,
    /// The units that a 汇总 was added up from.
    pub members: Vec<Member>,
    /// 联系电话 and 填报人, where given: whom to ask.
    pub contact: String,
}

/// What a draft holds of a document as it was read there: without what was changed by hand since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The name of the document, without its folder.
    pub document: String,
    /// The figures that were read in it; all others blank.
    pub figures: Figures,
}

/// A unit that a 汇总 was added up from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// What tells whether a file holds the same figures; `None` where the 汇总 does not keep them.
    pub(super) mark: Option<u64>,
}

/// Something that a unit has to mend or to explain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// 不符, 待核实 or 提示.
    pub standing: Standing,
    /// What the check found.
    pub verdict: Verdict,
    /// The number of the rule.
    pub rule: String,
    /// The cells concerned, first the one to look at; empty for a text or a year.
    pub cells: Vec<CellId>,
    /// Where: the name of the cell or the text.
    pub place: String,
    /// What the rule asks.
    pub title: String,
    /// What was found, with numbers.
    pub sentence: String,
}

/// A figure of a document that waits for a person's decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What it may be of: the name of a cell or a text.
    pub place: String,
    /// What it may be.
    pub value: String,
    /// Why it is a question.
    pub why: String,
    /// The words of the document that it was read in.
    pub words: String,
}

/// Whether faults are put into words. They take memory, and with very many units nobody reads them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// At most [`Words::MOST`] of each unit.
    Kept,
    /// Only their numbers.
    Counted,
}

impl Words {
    /// The most faults of a unit that are put into words.
    pub const MOST: usize = 50;
    /// Up to so many files they are.
    pub const MOST_FILES: usize = 5_000;

    /// What suits so many files.
    pub fn for_files(files: usize) -> Self {
        if files <= Self::MOST_FILES { Self::Kept } else { Self::Counted }
    }
}

impl Looked {
    /// A draft's file.
    pub fn at_draft(file: String, draft: Result<&Draft, Error>, words: Words) -> Self {
        Self { file, found: draft.map(|draft| vec![Found::of_draft(draft, words).into()]) }
    }

    /// A document, with the reports that the importer finds in it. What it states without doubt is taken, as
    /// `nianbao import` takes it; questions are counted.
    pub fn at_document(file: String, source: Result<&Source, Error>, words: Words) -> Self {
        let found = source.and_then(|source| {
            let reports = import::understand(source);
            if reports.is_empty() {
                return Err(
                    Error::new("没有读出年度报告的数字").hint("请确认是政府信息公开年度报告或者统计表")
                );
            }
            reports.iter().map(|report| Found::of_report(report, source, words).map(Arc::new)).collect()
        });
        Self { file, found }
    }
}

impl Found {
    /// A draft's.
    pub fn of_draft(draft: &Draft, words: Words) -> Self {
        let verdicts = check::check(draft);
        let summary = check::summary(draft, &verdicts);
        let faults = match words {
            Words::Kept => check::problems(draft, &verdicts)
                .into_iter()
                .filter(|(standing, _)| *standing != Standing::Explained)
                .take(Words::MOST)
                .map(|(standing, verdict)| Fault {
                    standing,
                    verdict: verdict.clone(),
                    rule: verdict.shown_rule(draft.form()).id.clone(),
                    cells: match verdict.about {
                        About::Field(_) | About::Year | About::Units => Vec::new(),
                        _ => verdict.cells(draft.form()),
                    },
                    place: check::place(draft, verdict),
                    title: check::title(draft, verdict),
                    sentence: check::sentence(draft, verdict),
                })
                .collect(),
            Words::Counted => Vec::new(),
        };
        let contact = [draft.field(Field::Preparer), draft.field(Field::PreparerPhone)];
        let contact: Vec<&str> = contact.into_iter().filter(|text| !text.trim().is_empty()).collect();
        Self {
            agency: draft.field(Field::Agency).trim().to_owned(),
            year: Some(draft.year()),
            edition: draft.form().edition.clone(),
            scope: draft.scope(),
            figures: Figures::of(draft, Year::This),
            last_year: Figures::of(draft, Year::Last),
            fails: u32::try_from(summary.fails).unwrap_or(u32::MAX),
            queries: u32::try_from(summary.queries).unwrap_or(u32::MAX),
            faults,
            open: 0,
            questions: Vec::new(),
            is_draft: true,
            imported_from: imported_from(draft),
            members: members(draft),
            contact: contact.join(" "),
        }
    }

    fn of_report(report: &import::Report, source: &Source, words: Words) -> Result<Self, Error> {
        let template = templates::for_form(&report.form);
        let sections = template.map_or(&[][..], |template| template.sections());
        let choices = Choices::new();
        // Where a document does not say its year the checks take the edition's first; nothing else does.
        let year = report.year.unwrap_or(report.form.first_year);
        let draft = Offer::new_draft(report, year, sections, &choices, ("", source))?;
        let offer = Offer::new(report, None, sections, &choices);
        let open = offer.counts().open;
        let mut found = Self::of_draft(&draft, words);
        found.year = report.year;
        found.open = u32::try_from(open).unwrap_or(u32::MAX);
        if words == Words::Kept {
            let open = offer.items.iter().filter(|item| item.choice == Choice::Open);
            found.questions = open.take(Words::MOST).map(|item| Asked::of(item, &offer, source)).collect();
        }
        found.is_draft = false;
        found.imported_from = Vec::new();
        Ok(found)
    }
}

impl Asked {
    fn of(item: &Item, offer: &Offer, source: &Source) -> Self {
        /// So many characters of the document are shown.
        const LONGEST: usize = 60;
        let words = item.spots.first().map_or("", |spot| source.around(spot)).trim();
        let cut: String = words.chars().take(LONGEST).collect();
        let more = if cut.len() < words.len() { "…" } else { "" };
        Self {
            place: item.place.name(&offer.form).to_owned(),
            value: item.content.as_ref().map(Content::shown).unwrap_or_default(),
            why: item.doubt.as_ref().map(Doubt::sentence).unwrap_or_default(),
            words: format!("{cut}{more}"),
        }
    }
}

impl Member {
    fn of(unit: &SourceUnit, whole: &Draft) -> Self {
        let values = whole.form().cells.iter().map(|cell| unit.figures.get(&cell.key));
        let mark = (!unit.figures.is_empty()).then(|| Figures::of_values(values).mark());
        Self { name: unit.name.clone(), mark }
    }
}

/// The units in a 汇总; none of a draft that is no such thing.
fn members(draft: &Draft) -> Vec<Member> {
    let Some(sources) = draft.sources() else { return Vec::new() };
    sources.counted().map(|unit| Member::of(unit, draft)).collect()
}

/// What entries were imported from each document.
fn imported_from(draft: &Draft) -> Vec<Imported> {
    let mut documents: Vec<&str> = Vec::new();
    let entries: Vec<Option<&Entry>> = draft.form().ids().map(|cell| draft.entry(cell)).collect();
    for document in entries.iter().filter_map(|entry| document_of((*entry)?)) {
        if !documents.contains(&document) {
            documents.push(document);
        }
    }
    let of_document = |document: &str| {
        let is_of = |entry: &&Entry| document_of(entry) == Some(document);
        Figures::of_values(entries.iter().map(|entry| entry.filter(is_of).map(|entry| &entry.value)))
    };
    let imported =
        documents.iter().map(|name| Imported { document: (*name).to_owned(), figures: of_document(name) });
    imported.collect()
}

/// The name of the document that an entry was imported from: of `去年报告.docx 表 2 第 3 行第 4 列` what stands first.
fn document_of(entry: &Entry) -> Option<&str> {
    let Origin::Imported { place } = &entry.origin else { return None };
    let name = place.rsplit_once(" 表 ").or_else(|| place.rsplit_once(" 第 "));
    Some(name.or_else(|| place.rsplit_once(" “")).map_or(place.as_str(), |(name, _)| name))
}
