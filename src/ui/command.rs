//! Everything a clerk can ask the window to do. Painting emits commands; `apply.rs` applies them in
//! one place.

use std::ops::Range;
use std::path::PathBuf;

use egui::{Key, KeyboardShortcut, Modifiers};

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

/// The entries of the menus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MenuCommand {
    /// Ask for the fields of a new draft.
    New,
    /// Choose a draft to open.
    Open,
    /// Choose a document to bring in.
    Import,
    /// Bring in what was copied.
    ImportClipboard,
    /// 收回修改稿: choose the report that comes back from Word.
    TakeBack,
    /// Save the draft to its file.
    Save,
    /// Choose where to save it.
    SaveAs,
    /// Ask what is exported, and how.
    Export,
    /// Print the report.
    Print,
    /// 定稿, or take it back.
    Final,
    /// Last year's draft, the one on the desk, becomes the base of this year's.
    NextYear,
    /// Choose a draft to hold this one against.
    Compare,
    /// 汇总下级单位: choose the folder of the units' files.
    RollUp,
    /// 历史版本: the last saved versions of the draft.
    Versions,
    /// What was left unsaved.
    FindLeft,
    /// Whether closing keeps what is unsaved for the next start, without asking.
    KeepUnsaved,
    /// Back to the start page.
    CloseDraft,
    /// Close the window.
    Quit,
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// Show all steps, to go back or forward to any.
    History,
    /// Look for any command.
    Palette,
    /// Look for an indicator and go there.
    GoToCell,
    /// Copy the selected cells and clear them.
    Cut,
    /// Copy the selected cells as spreadsheets take them.
    Copy,
    /// Paste what was copied into the form.
    Paste,
    /// Select all cells of a table.
    SelectAll,
    /// The first row of what is selected goes into the rows below.
    FillDown,
    /// The selected cells become blank.
    Clear,
    /// Those of the selected cells that are blank become zero.
    Zero,
    /// The selected cells do not concern this agency.
    NotApplicable,
    /// Choose a figure to put into the text.
    InsertFigure,
    /// Choose a picture to put into the text.
    InsertPicture,
    /// Look for words in the text.
    Find,
    /// Look for words and replace them.
    Replace,
    /// To the next place found.
    FindNext,
    /// To the place found before.
    FindPrevious,
    /// To the next place that someone has to look at.
    NextProblem,
    /// Ask before all blanks become zero.
    ZeroFillAll,
    /// Show the form.
    Sheet,
    /// Show the basic data.
    Basics,
    /// Show the text of the report.
    Text,
    /// Show the report as it is printed.
    Preview,
    /// Show the report templates.
    Templates,
    /// Light or dark as the desktop is.
    ThemeSystem,
    /// Always light.
    ThemeLight,
    /// Always dark.
    ThemeDark,
    /// The keyboard goes to the next pane.
    NextPane,
    /// The keyboard goes to the pane before.
    PreviousPane,
    /// Open the menus by the keyboard.
    MenuBar,
    /// Open the menu of the selected cell by the keyboard.
    CellMenu,
    /// Show or hide the navigation.
    Navigation,
    /// Show or hide the inspector.
    Inspector,
    /// Fold the list of problems to its first line, or unfold it.
    Problems,
    /// Show or hide last year's figures.
    LastYear,
    /// Show or hide the preview beside the form and the text.
    SidePreview,
    /// One step larger.
    Larger,
    /// One step smaller.
    Smaller,
    /// 100 %.
    NormalSize,
    /// What the selected cell means, or the manual where it tells of this page.
    HelpHere,
    /// 使用手册.
    Manual,
    /// 第一次使用: hints on a sample.
    FirstSteps,
    /// 快捷键.
    Keys,
    /// 报告问题.
    Trouble,
    /// Versions, fonts, licences.
    About,
}

impl MenuCommand {
    /// What has a shortcut, longest combinations first so that none hides another. What the keyboard does in
    /// each place its own way, as Ctrl+C, is left to that place.
    pub const WITH_SHORTCUT: [Self; 33] = [
        Self::PreviousPane,
        Self::NextPane,
        Self::CellMenu,
        Self::MenuBar,
        Self::Palette,
        Self::Problems,
        Self::SidePreview,
        Self::GoToCell,
        Self::Import,
        Self::ImportClipboard,
        Self::FindPrevious,
        Self::SaveAs,
        Self::Redo,
        Self::New,
        Self::Open,
        Self::Save,
        Self::Export,
        Self::Print,
        Self::CloseDraft,
        Self::Quit,
        Self::Undo,
        Self::FillDown,
        Self::InsertFigure,
        Self::Find,
        Self::Replace,
        Self::FindNext,
        Self::NextProblem,
        Self::Navigation,
        Self::Inspector,
        Self::Larger,
        Self::Smaller,
        Self::NormalSize,
        Self::HelpHere,
    ];

    /// The menu entry.
    pub fn text(self) -> &'static str {
        match self {
            Self::New => "新建…",
            Self::Open => "打开…",
            Self::Import => "导入…",
            Self::ImportClipboard => "从剪贴板导入",
            Self::TakeBack => "收回修改稿…",
            Self::Save => "保存",
            Self::SaveAs => "另存为…",
            Self::Export => "导出…",
            Self::Print => "打印…",
            Self::Final => "定稿…",
            Self::NextYear => "由本底稿新建下一年度",
            Self::Compare => "与另一份底稿比较…",
            Self::RollUp => "汇总下级单位…",
            Self::Versions => "历史版本…",
            Self::FindLeft => "找回未保存的修改…",
            Self::KeepUnsaved => "退出时保留未保存的修改",
            Self::CloseDraft => "关闭底稿",
            Self::Quit => "退出",
            Self::Undo => "撤销",
            Self::Redo => "重做",
            Self::History => "操作历史…",
            Self::Palette => "所有命令…",
            Self::GoToCell => "转到指标…",
            Self::Cut => "剪切",
            Self::Copy => "复制",
            Self::Paste => "粘贴",
            Self::SelectAll => "全选本表",
            Self::FillDown => "向下填充",
            Self::Clear => "清除",
            Self::Zero => "补零",
            Self::NotApplicable => "填为不适用",
            Self::InsertFigure => "插入数字…",
            Self::InsertPicture => "插入图片…",
            Self::Find => "查找…",
            Self::Replace => "替换…",
            Self::FindNext => "查找下一处",
            Self::FindPrevious => "查找上一处",
            Self::NextProblem => "下一处问题",
            Self::ZeroFillAll => "空白补零…",
            Self::Sheet => "统计表",
            Self::Basics => "基本信息",
            Self::Text => "报告正文",
            Self::Preview => "预览导出",
            Self::Templates => "报告模板…",
            Self::ThemeSystem => "跟随系统",
            Self::ThemeLight => "浅色",
            Self::ThemeDark => "深色",
            Self::NextPane => "下一个窗格",
            Self::PreviousPane => "上一个窗格",
            Self::MenuBar => "菜单栏",
            Self::CellMenu => "单元格菜单",
            Self::Navigation => "目录",
            Self::Inspector => "本指标",
            Self::Problems => "审核",
            Self::LastYear => "上年对照",
            Self::SidePreview => "并排预览",
            Self::Larger => "放大",
            Self::Smaller => "缩小",
            Self::NormalSize => "实际大小",
            Self::HelpHere => "解释这一项",
            Self::Manual => "使用手册",
            Self::FirstSteps => "第一次使用",
            Self::Keys => "快捷键",
            Self::Trouble => "报告问题…",
            Self::About => "关于年报",
        }
    }

    /// Other keys for the same, which menus do not show.
    pub fn alternative(self) -> Option<KeyboardShortcut> {
        match self {
            Self::Redo => Some(KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z)),
            Self::CellMenu => Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::F10)),
            _ => None,
        }
    }

    /// Its keys.
    pub fn shortcut(self) -> Option<KeyboardShortcut> {
        let ctrl = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND, key));
        let ctrl_shift = |key| Some(KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, key));
        match self {
            Self::New => ctrl(Key::N),
            Self::Open => ctrl(Key::O),
            Self::Import => ctrl_shift(Key::O),
            Self::ImportClipboard => ctrl_shift(Key::V),
            Self::Save => ctrl(Key::S),
            Self::SaveAs => ctrl_shift(Key::S),
            Self::Export => ctrl(Key::E),
            Self::Print => ctrl(Key::P),
            Self::Palette => ctrl_shift(Key::P),
            Self::SidePreview => ctrl(Key::Backslash),
            Self::Problems => ctrl_shift(Key::M),
            Self::GoToCell => ctrl(Key::G),
            Self::CloseDraft => ctrl(Key::W),
            Self::Quit => ctrl(Key::Q),
            Self::Undo => ctrl(Key::Z),
            Self::Redo => ctrl(Key::Y),
            Self::Cut => ctrl(Key::X),
            Self::Copy => ctrl(Key::C),
            Self::Paste => ctrl(Key::V),
            Self::SelectAll => ctrl(Key::A),
            Self::FillDown => ctrl(Key::D),
            Self::Clear => Some(KeyboardShortcut::new(Modifiers::NONE, Key::Delete)),
            Self::InsertFigure => ctrl(Key::J),
            Self::Find => ctrl(Key::F),
            Self::Replace => ctrl(Key::H),
            Self::FindNext => Some(KeyboardShortcut::new(Modifiers::NONE, Key::F3)),
            Self::FindPrevious => Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::F3)),
            Self::NextProblem => Some(KeyboardShortcut::new(Modifiers::NONE, Key::F8)),
            Self::NextPane => Some(KeyboardShortcut::new(Modifiers::NONE, Key::F6)),
            Self::PreviousPane => Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::F6)),
            Self::MenuBar => Some(KeyboardShortcut::new(Modifiers::NONE, Key::F10)),
            Self::CellMenu => Some(KeyboardShortcut::new(Modifiers::NONE, Key::Menu)),
            Self::Navigation => ctrl(Key::B),
            Self::Inspector => ctrl(Key::I),
            Self::Larger => ctrl(Key::Plus),
            Self::Smaller => ctrl(Key::Minus),
            Self::NormalSize => ctrl(Key::Num0),
            Self::HelpHere => Some(KeyboardShortcut::new(Modifiers::NONE, Key::F1)),
            _ => None,
        }
    }
}
