//! The desktop's file dialogs.

use std::path::{Path, PathBuf};

use crate::store;

use super::command::{Give, Purpose};

/// Endings of the files that a report may come in.
const IMPORTED: [&str; 16] = [
    "docx", "doc", "wps", "xlsx", "xls", "ods", "et", "csv", "html", "htm", "mht", "pdf", "txt", "md", "odt",
    "rtf",
];

/// Asks for a path; `None` where none was chosen, or no dialog service answered. Waits for the answer.
pub fn ask(purpose: Purpose, suggestion: &Path) -> Option<PathBuf> {
    let mut dialog = rfd::FileDialog::new();
    if let Some(folder) = suggestion.parent().filter(|folder| store::paths::is_folder(folder)) {
        dialog = dialog.set_directory(folder);
    }
    if let Some(name) = suggestion.file_name() {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    match purpose {
        Purpose::Open => dialog.set_title("打开底稿").add_filter("年报底稿", &["nianbao"]).pick_file(),
        Purpose::Compare => {
            dialog.set_title("与另一份底稿比较").add_filter("年报底稿", &["nianbao"]).pick_file()
        }
        Purpose::Picture => {
            dialog.set_title("插入图片").add_filter("图片", &["png", "jpg", "jpeg"]).pick_file()
        }
        Purpose::Import => dialog
            .set_title("导入")
            .add_filter("报告和统计表", &IMPORTED)
            .add_filter("所有文件", &["*"])
            .pick_file(),
        Purpose::Revised => dialog
            .set_title("收回修改稿")
            .add_filter("Word 文件", &["docx", "doc", "wps"])
            .add_filter("所有文件", &["*"])
            .pick_file(),
        Purpose::Save => dialog.set_title("保存底稿").add_filter("年报底稿", &["nianbao"]).save_file(),
        Purpose::Export(format) => {
            let extension = format.extension();
            dialog.set_title("导出").add_filter(extension.to_uppercase(), &[extension]).save_file()
        }
        Purpose::Units => dialog.set_title("汇总下级单位：选取各单位文件所在的文件夹").pick_folder(),
        Purpose::Roster => dialog
            .set_title("选名册")
            .add_filter("名册", &["名册", "xlsx", "xls", "et", "ods", "csv", "txt", "ron"])
            .add_filter("所有文件", &["*"])
            .pick_file(),
        Purpose::SaveRoster => {
            dialog.set_title("保存名册").add_filter("名册", &[store::units::ROSTER]).save_file()
        }
        Purpose::Give(Give::Letters) => dialog.set_title("各单位补正通知").pick_folder(),
        Purpose::Give(what) => {
            let ending = what.extension();
            dialog.set_title(what.name()).add_filter(ending.to_uppercase(), &[ending]).save_file()
        }
        Purpose::ExportFolder => dialog.set_title("导出到文件夹").pick_folder(),
        Purpose::Trouble => dialog.set_title("保存问题报告").add_filter("文本", &["txt"]).save_file(),
    }
}
