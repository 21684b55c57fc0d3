//! Everything a clerk can ask the window to do. Painting emits commands; `apply.rs` applies them in
//! one place.

use std::ops::Range;
use std::path::PathBuf;

use crate::audit::Place;
use crate::check::{About, Verdict};
use crate::draft::{Edit, Figure, Picture, SectionText};
use crate::export::Format;
use crate::form::{CellId, Field, Form};
use crate::store::paths::with_extension;
use crate::store::print::Way;
use crate::store::units::ROSTER;

pub use super::exports::Choice;
pub use super::help::Help;
pub use super::import::Step;
pub use super::kept::Step as KeptStep;
pub use super::menu_command::MenuCommand;
pub use super::revised::TakeBack;

/// What is asked of the units being collected.
pub use super::rollup::{Give, Step as RollupStep};

/// A wish of the clerk.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// One of the entries of the menus.
    Menu(MenuCommand),
    /// Begin an empty draft.
    NewDraft {
        /// Name of its edition.
        edition: String,
        /// The report year.
        year: u16,
        /// The agency; may be empty.
        agency: String,
    },
    /// Open this file.
    OpenFile(PathBuf),
    /// Open last year's draft of this file and begin the next year from it.
    NextYearOf(PathBuf),
    /// Take this file off the recent ones.
    Forget(PathBuf),
    /// Open a built-in sample, by its number.
    OpenSample(usize),
    /// Show a page.
    Show(Page),
    /// Select a cell and bring it into view.
    GoTo(CellId),
    /// Give the keyboard to a field of 基本信息 and bring it into view.
    GoToField(Field),
    /// Select all cells between two of a table, in one of which the keyboard is.
    SelectRange(CellId, CellId),
    /// Change the draft; keystrokes into one place are one step.
    Type(Edit),
    /// Go back or forward to the state after so many steps.
    GoToStep(usize),
    /// Change the draft by a step of its own.
    Do(Edit),
    /// Close the open step: the place was left.
    Seal,
    /// Esc: take the open step back.
    Abandon,
    /// Give, or with an empty text take back, the reason of that name ([`Verdict::reason_name`]).
    Explain(String, String),
    /// Ask before these blanks become zero.
    AskZeroFill(Vec<CellId>),
    /// Start to rewrite a section of the report.
    Rewrite(String),
    /// Put a live figure into a section.
    InsertFigure {
        /// Name of the section.
        section: String,
        /// What it takes the place of, in bytes of the shown text.
        range: Range<usize>,
        /// The figure.
        figure: Figure,
    },
    /// Put a text in place of a stretch of a section's.
    ReplaceText {
        /// Name of the section.
        section: String,
        /// Bytes of the shown text.
        range: Range<usize>,
        /// What stands there then.
        text: SectionText,
    },
    /// Make the number nearest before the caret of that section, of those that stand in the table, a live
    /// figure.
    TakeOffered(String),
    /// Open the list of figures at the caret of that section.
    BeginInsert(String),
    /// Replace what the bar looks for, wherever it can be replaced.
    ReplaceAll,
    /// Ask for a picture and put it into that section.
    ChoosePicture(String),
    /// Put the picture of this file into that section.
    AddPicture(String, PathBuf),
    /// Make a picture of the text small, to be shown.
    Shrink(Picture),
    /// Close the dialog.
    CloseDialog,
    /// Save, then do what had to wait.
    SaveThen(Box<Command>),
    /// Drop unsaved work and do what had to wait.
    DropThen(Box<Command>),
    /// Ask for a path for this.
    Choose(Purpose),
    /// The path that was typed or chosen for what the dialog is for.
    Chosen(Purpose, PathBuf),
    /// Export this.
    Export(Choice),
    /// The files of that purpose that are there already may be replaced.
    Replace(Purpose, PathBuf),
    /// Compose drafts of this edition with that template.
    ChooseTemplate(String),
    /// Copy a built-in template into the user's own folder.
    CopyTemplate(String),
    /// Look for the user's own templates anew.
    FindTemplates,
    /// Shows how templates are written.
    OpenTemplateGuide,
    /// Open a file or a folder with the system's program.
    Open(PathBuf),
    /// Print the report.
    Print(Way),
    /// 定稿 although something fails, or back to 草稿.
    DeclareFinal(bool),
    /// What is asked of a document being brought in.
    Import(Step),
    /// What is asked of the units being collected.
    Rollup(RollupStep),
    /// What is asked about unsaved work, versions, and a file that others write too.
    Kept(KeptStep),
    /// Something of the report that comes back from Word.
    TakeBack(TakeBack),
    /// Fill the form from that cell on with a block copied from a spreadsheet.
    PasteBlock(CellId, String),
    /// What is asked of the help.
    Help(Help),
    /// Keep this problem report in a file.
    KeepTrouble(String),
    /// Look what stands in a folder, for whoever types a path.
    List(PathBuf),
    /// Type the path, since the desktop's dialog does not answer.
    TypePath,
    /// Wait no longer for the desktop's dialog.
    GiveUpDialog,
    /// Close the window for good.
    QuitNow,
}

impl Command {
    /// What a click on a verdict does: the cell it is about, or the page of basic data.
    pub fn leading_to(verdict: &Verdict, form: &Form) -> Self {
        match (verdict.about, verdict.cells(form).first()) {
            (About::Field(field), _) => Self::GoToField(field),
            (_, Some(cell)) if !form.is_fact(*cell) => Self::GoTo(*cell),
            _ => Self::Show(Page::Basics),
        }
    }

    /// What a click on a finding does: the section it is about, or the page of basic data, from which
    /// title and 落款 are made.
    pub fn leading_to_words(place: &Place) -> Self {
        Self::Show(match place {
            Place::Section(section) => Page::Text(section.clone()),
            Place::Opening | Place::Heading(_) => Page::Text(String::new()),
            Place::Field(field) => return Self::GoToField(*field),
            Place::Title | Place::Signature => Page::Basics,
        })
    }
}

/// What a path is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A draft to open.
    Open,
    /// Where the draft is saved.
    Save,
    /// Where the one file of an export goes.
    Export(Format),
    /// The folder where the files of an export go.
    ExportFolder,
    /// A draft to hold the open one against.
    Compare,
    /// A picture for the text.
    Picture,
    /// A document whose figures are brought in.
    Import,
    /// A report that comes back from Word.
    Revised,
    /// The folder of the units' files.
    Units,
    /// The roster of the units that are expected.
    Roster,
    /// Where the roster is kept.
    SaveRoster,
    /// Where what is given back to the units, or handed on, is written.
    Give(Give),
    /// Where a problem report is kept.
    Trouble,
}

impl Purpose {
    /// The path with the extension of what is written there.
    pub fn with_extension(self, path: PathBuf) -> PathBuf {
        match self {
            Self::Open
            | Self::Compare
            | Self::Picture
            | Self::Import
            | Self::Revised
            | Self::Units
            | Self::Roster
            | Self::ExportFolder => path,
            Self::Give(what) if what.extension().is_empty() => path,
            Self::Give(what) => with_extension(path, what.extension()),
            Self::SaveRoster => with_extension(path, ROSTER),
            Self::Save => with_extension(path, "nianbao"),
            Self::Trouble => with_extension(path, "txt"),
            Self::Export(format) => with_extension(path, format.extension()),
        }
    }
}

/// A page of the window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// The official form.
    Sheet,
    /// 基本信息.
    Basics,
    /// 报告正文, at a section.
    Text(String),
    /// The open draft held against another.
    Compare,
    /// 预览导出: the report as it is printed.
    Preview,
    /// 报告模板.
    Templates,
    /// A document being brought in.
    Import,
    /// A report that came back from Word.
    Revised,
    /// Units being collected.
    Rollup,
}

impl Page {
    /// Whether the preview can stand beside it: what is filled in there is printed.
    pub fn has_preview_beside(&self) -> bool {
        matches!(self, Self::Sheet | Self::Basics | Self::Text(_) | Self::Templates)
    }
}
