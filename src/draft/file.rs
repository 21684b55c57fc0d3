//! The `.nianbao` format: RON that a person can read and compare. What is blank is absent.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::ordered::{Borrowed, Ordered};
use super::pieces::{self, FilePicture, FilePiece};
use super::{Declaration, Draft, Edit, Entry, Origin, Reason, Scope, Sources, Value, formats};
use crate::error::{Error, Place, did_you_mean};
use crate::form::{CellKey, Field, Form, Year, editions};

/// The newest format number. Older ones migrate; a newer one is refused untouched.
pub const FORMAT: u32 = 5;

/// What every format begins with.
#[derive(Deserialize)]
struct Header {
    format: u32,
}

/// Entries by key, as they are shown.
pub(super) type Shown<'a> = Ordered<Borrowed<'a>, Borrowed<'a>>;

/// Format 5: since it, a 汇总 knows the units that it was added up from. In format 4 none did, in format 3 no
/// entry was imported, in format 2 there were no pictures, figures in formats and 定稿 either, so all of them
/// read the same. Earlier ones: `formats.rs`.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File<'a> {
    pub(super) format: u32,
    pub(super) edition: String,
    pub(super) year: u16,
    pub(super) scope: Scope,
    #[serde(default)]
    pub(super) basics: Ordered<String>,
    #[serde(borrow, default)]
    pub(super) entries: Shown<'a>,
    /// Only entries that were not typed.
    #[serde(default, skip_serializing_if = "Ordered::is_empty")]
    pub(super) origins: Ordered<Origin>,
    #[serde(borrow, default, skip_serializing_if = "Ordered::is_empty")]
    pub(super) facts: Shown<'a>,
    #[serde(borrow, default, skip_serializing_if = "LastYear::is_empty")]
    pub(super) last_year: LastYear<'a>,
    #[serde(default, skip_serializing_if = "Ordered::is_empty")]
    pub(super) text: Ordered<Vec<FilePiece>>,
    #[serde(default, skip_serializing_if = "Ordered::is_empty")]
    pub(super) reasons: Ordered<Reason>,
    /// 定稿.
    #[serde(default, rename = "final", skip_serializing_if = "Declaration::is_empty")]
    pub(super) declared_final: Declaration,
    /// The units behind a 汇总.
    #[serde(default, skip_serializing_if = "Sources::is_empty")]
    pub(super) sources: Sources,
    /// Last, since a person cannot read them.
    #[serde(default, skip_serializing_if = "Ordered::is_empty")]
    pub(super) pictures: Ordered<FilePicture>,
}

/// What a draft knows of the year before.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LastYear<'a> {
    /// By the keys of this year's edition, facts included.
    #[serde(borrow, default)]
    pub(super) entries: Shown<'a>,
    /// Only entries that were not typed.
    #[serde(default, skip_serializing_if = "Ordered::is_empty")]
    pub(super) origins: Ordered<Origin>,
    /// Each section as it was printed.
    #[serde(default, skip_serializing_if = "Ordered::is_empty")]
    pub(super) texts: Ordered<String>,
}

impl LastYear<'_> {
    fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.origins.is_empty() && self.texts.is_empty()
    }
}

/// The text of a draft's file. The same draft gives the same bytes.
///
/// # Errors
/// The draft cannot be put into words: a fault of the program, which must not reach the disk as an
/// empty file over a good one.
pub fn write(draft: &Draft) -> Result<String, Error> {
    let form = draft.form();
    let shown = |year: Year, facts: bool| {
        Ordered(
            form.ids()
                .filter(|id| year == Year::Last || form.is_fact(*id) == facts)
                .filter_map(|id| {
                    let value = draft.entry_of(year, id)?.value.to_string();
                    Some((form.cell(id).key.to_string().into(), value.into()))
                })
                .collect(),
        )
    };
    let origins = |year: Year| {
        Ordered(
            form.ids()
                .filter_map(|id| {
                    Some((form.cell(id).key.to_string(), draft.entry_of(year, id)?.origin.clone()))
                })
                .filter(|(_, origin)| *origin != Origin::Typed)
                .collect(),
        )
    };
    let (text, pictures) = pieces::written(draft.text.iter());
    let file = File {
        format: FORMAT,
        edition: form.edition.clone(),
        year: draft.year,
        scope: draft.scope,
        basics: Ordered(
            draft.fields.iter().map(|(field, text)| (field.name().to_owned(), text.clone())).collect(),
        ),
        entries: shown(Year::This, false),
        origins: origins(Year::This),
        facts: shown(Year::This, true),
        last_year: LastYear {
            entries: shown(Year::Last, false),
            origins: origins(Year::Last),
            texts: Ordered(draft.last_texts.clone().into_iter().collect()),
        },
        text,
        reasons: Ordered(draft.reasons.clone().into_iter().collect()),
        declared_final: draft.declaration.clone().unwrap_or_default(),
        sources: draft.sources.as_deref().cloned().unwrap_or_default(),
        pictures,
    };
    // A unit's figures stand in one line: they are many, and a person compares units.
    let config =
        ron::ser::PrettyConfig::new().depth_limit(4).new_line("\n").indentor("    ").struct_names(false);
    let mut text = ron::ser::to_string_pretty(&file, config).map_err(|error| {
        Error::new(format!("底稿写不成文件（{error}）")).hint("这是程序的问题；没有保存，原文件未动")
    })?;
    text.push('\n');
    Ok(text)
}

/// Reads the text of a draft's file.
///
/// # Errors
/// A broken, foreign or newer file, an unknown field, key or edition: with line and column, and the
/// nearest right name where one is near.
pub fn read(text: &str) -> Result<Draft, Error> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Error::new("文件是空的，可能没有保存完整").hint("请用备份"));
    }
    // A draft is a bracket, perhaps after a comment; anything else is some other file.
    if !text.trim_start().starts_with(['(', '/']) {
        return Err(foreign());
    }
    let format = format_of(text)?;
    if format > FORMAT {
        let what = format!("这份底稿由较新版本的年报保存（格式 {format}，本程序只识别到 {FORMAT}）");
        return Err(Error::new(what)
            .at(Place::of_anchors(text, &["format"]))
            .hint("请升级程序后再打开；文件未被改动"));
    }
    if format == 0 {
        return Err(foreign());
    }
    let file = match format {
        1 => formats::read_1(text),
        _ => ron::from_str(text),
    }
    .map_err(|error| broken(&error))?;
    let form = editions::named(&file.edition).ok_or_else(|| {
        let known: Vec<&str> = editions::all().iter().map(|form| form.edition.as_str()).collect();
        Error::new(format!("没有“{}”版式，本程序有：{}", file.edition, known.join("、")))
            .at(Place::of_anchors(text, &["edition"]))
    })?;
    Reader { text, form: &form }.draft(file)
}

/// The format that a file says it has. As the program writes it, it comes first, and the rest need not be read for
/// it.
fn format_of(text: &str) -> Result<u32, Error> {
    let first = text.strip_prefix('(').and_then(|rest| rest.trim_start().strip_prefix("format: "));
    if let Some((digits, _)) = first.and_then(|rest| rest.split_once(','))
        && let Ok(format) = digits.parse()
    {
        return Ok(format);
    }
    let header: Header = ron::from_str(text).map_err(|error| match error.code {
        ron::Error::MissingStructField { field: "format", .. } => foreign(),
        _ => broken(&error),
    })?;
    Ok(header.format)
}

fn broken(error: &ron::error::SpannedError) -> Error {
    Error::from_ron(error).hint("底稿内容已损坏，请用备份，或用文本编辑器按提示位置改正")
}

fn foreign() -> Error {
    Error::new("这不是年报底稿").hint("底稿文件以 .nianbao 结尾，由本程序保存")
}

struct Reader<'a> {
    text: &'a str,
    form: &'a std::sync::Arc<Form>,
}

impl Reader<'_> {
    fn draft(&self, file: File<'_>) -> Result<Draft, Error> {
        let mut draft = Draft::new(self.form.clone(), file.year, "");
        draft.scope = file.scope;
        for (name, text) in file.basics.0 {
            let field = Field::by_name(&name).ok_or_else(|| {
                let near = did_you_mean(&name, Field::ALL.map(Field::name));
                self.error(&["basics:"], &name, format!("没有“{name}”这个基本信息栏目{near}"))
            })?;
            draft.fields.insert(field, text);
        }
        let (origins, last_origins) = (file.origins, file.last_year.origins);
        for (part, entries, year, origins) in [
            ("entries:", file.entries, Year::This, &origins),
            ("facts:", file.facts, Year::This, &origins),
            ("last_year:", file.last_year.entries, Year::Last, &last_origins),
        ] {
            let origins: HashMap<&str, &Origin> =
                origins.0.iter().map(|(key, origin)| (key.as_str(), origin)).collect();
            let places = match year {
                Year::This => &mut draft.entries,
                Year::Last => &mut draft.last_year,
            };
            for (key, shown) in entries.0 {
                let id = self.form.find(&key).ok_or_else(|| self.unknown_key(part, &key))?;
                let value = Value::read(&shown, self.form.cell(id).kind);
                let origin = origins.get(&*key).copied().cloned().unwrap_or_default();
                if let Some(place) = places.get_mut(id.index()) {
                    *place = value.map(|value| Entry { value, origin });
                }
            }
        }
        for (part, origins) in [("origins:", &origins), ("last_year:", &last_origins)] {
            if let Some((key, _)) = origins.0.iter().find(|(key, _)| self.form.find(key).is_none()) {
                return Err(self.unknown_key(part, key));
            }
        }
        draft.last_texts = file.last_year.texts.0.into_iter().collect();
        for (section, pieces) in file.text.0 {
            let text = pieces::read(pieces, &file.pictures).map_err(|name| {
                let near = did_you_mean(&name, file.pictures.0.iter().map(|(name, _)| name.as_str()));
                let before = ["text:", &format!("\"{section}\"")];
                self.error(&before, &name, format!("没有“{name}”这幅图片{near}"))
            })?;
            let missing = text.figures().find(|key| self.form.find(key).is_none()).cloned();
            draft.apply(Edit::Text(section.clone(), Some(text))).map_err(|error| {
                let key = missing.as_ref().map(CellKey::as_str).unwrap_or_default();
                error.at(self.place(&["text:", &format!("\"{section}\"")], key))
            })?;
        }
        for (relation, reason) in file.reasons.0 {
            let edit = Edit::Reason(relation.clone(), Some(reason));
            draft.apply(edit).map_err(|error| error.at(self.place(&["reasons:"], &relation)))?;
        }
        let unknown = file.declared_final.unknown_name(self.form).map(str::to_owned);
        draft
            .apply(Edit::Final(Some(file.declared_final)))
            .map_err(|error| error.at(self.place(&["final:"], unknown.as_deref().unwrap_or_default())))?;
        if let Some(key) = file.sources.unknown_key(self.form) {
            return Err(self.unknown_key("sources:", key.as_str()));
        }
        draft.apply(Edit::Sources(Some(file.sources.into())))?;
        let shown = |name: &&(String, FilePicture)| {
            let one = &name.1;
            draft.text.values().flat_map(|text| text.pictures()).any(|shown| shown.picture == one.base64)
        };
        // It would be gone at the next save.
        if let Some((name, _)) = file.pictures.0.iter().find(|one| !shown(one)) {
            return Err(self.error(&["pictures:"], name, format!("图片“{name}”没有用在正文里")));
        }
        Ok(draft)
    }

    fn unknown_key(&self, part: &str, key: &str) -> Error {
        let near = did_you_mean(key, self.form.cells.iter().map(|cell| cell.key.as_str()));
        self.error(&[part], key, format!("“{key}”不是 {} 版式的指标{near}", self.form.edition))
    }

    fn error(&self, before: &[&str], name: &str, what: String) -> Error {
        Error::new(what).at(self.place(before, name))
    }

    fn place(&self, before: &[&str], name: &str) -> Option<Place> {
        let quoted = format!("\"{name}\"");
        let anchors: Vec<&str> = before.iter().copied().chain([quoted.as_str()]).collect();
        Place::of_anchors(self.text, &anchors)
    }
}
