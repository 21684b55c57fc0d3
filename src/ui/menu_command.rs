//! The entries of the menus: what each is called and which keys it has.

use egui::{Key, KeyboardShortcut, Modifiers};

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
