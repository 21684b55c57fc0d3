//! What the system says about a file, in Chinese and with the way out.

use std::io::{self, ErrorKind};
use std::path::Path;

use crate::error::Error;

/// What was being done when it went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doing {
    /// Reading a file.
    Reading,
    /// Writing a file; the old one is untouched.
    Writing,
}

/// The error for `path`. What failed to be written never harmed the file that was there.
pub(super) fn explain(error: &io::Error, path: &Path, doing: Doing) -> Error {
    let (what, hint) = words(error, doing);
    Error::new(what).hint(hint).about(path.display().to_string())
}

fn words(error: &io::Error, doing: Doing) -> (String, &'static str) {
    let plain = |what: &str, hint| (what.to_owned(), hint);
    // Windows: another program holds the file open. It has no kind of its own.
    if cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33)) {
        return plain("文件正被其他程序占用", "请关闭打开它的程序后再试");
    }
    match (error.kind(), doing) {
        (ErrorKind::NotFound, Doing::Reading) => plain("找不到这个文件", "请核对文件夹和文件名"),
        (ErrorKind::NotFound, Doing::Writing) => plain("文件夹不存在", "请先建好文件夹，或换一个位置保存"),
        (ErrorKind::NotADirectory, _) => {
            plain("路径中间的一段是文件，不是文件夹", "请核对路径，或换一个位置")
        }
        (ErrorKind::IsADirectory, Doing::Reading) => {
            plain("这是文件夹，不是底稿", "请指明文件夹里的 .nianbao 文件")
        }
        (ErrorKind::IsADirectory, Doing::Writing) => {
            plain("已有同名的文件夹", "请在后面加上文件名，或换一个名字")
        }
        (ErrorKind::Unsupported, Doing::Reading) => plain("这不是普通文件", "请另选一个文件"),
        (ErrorKind::PermissionDenied, Doing::Reading) => {
            plain("没有权限读取这个文件", "请向文件的所有者或管理员申请权限")
        }
        (ErrorKind::PermissionDenied, Doing::Writing) => plain(
            "没有权限在此保存（文件夹或文件只读，原文件未动）",
            "请换一个位置保存，或请管理员开通写入权限",
        ),
        (ErrorKind::ReadOnlyFilesystem, _) => {
            plain("磁盘是只读的，不能保存（原文件未动）", "请换一个磁盘或文件夹保存")
        }
        (ErrorKind::StorageFull, _) => {
            plain("磁盘已满，没有保存（原文件未动）", "请清理磁盘，或换一个磁盘保存")
        }
        (ErrorKind::QuotaExceeded, _) => {
            plain("已用完分配的磁盘空间，没有保存（原文件未动）", "请清理个人文件，或换一个磁盘保存")
        }
        (ErrorKind::FileTooLarge, _) => {
            plain("文件超出系统允许的大小，没有保存（原文件未动）", "请换一个磁盘保存")
        }
        (ErrorKind::InvalidFilename | ErrorKind::InvalidInput, _) => {
            plain("文件名过长或含有不允许的字符", "请换一个较短、不含特殊字符的文件名")
        }
        (ErrorKind::AlreadyExists, _) => plain("已有同名文件，没有覆盖", "请换一个文件名"),
        (ErrorKind::InvalidData, _) => {
            plain("不是 UTF-8 编码的文字，不是年报底稿", "底稿文件以 .nianbao 结尾，由本程序保存")
        }
        (_, Doing::Reading) => (format!("读取失败（{error}）"), "请稍后再试，或把文件复制到本机磁盘后打开"),
        (_, Doing::Writing) => (format!("保存失败（{error}），原文件未动"), "请稍后再试，或换一个位置保存"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: ErrorKind, doing: Doing, expected: &str) {
        let error = explain(&kind.into(), Path::new("金塘镇-2018.nianbao"), doing);
        assert_eq!(error.to_string(), format!("金塘镇-2018.nianbao：{expected}"));
    }

    #[test]
    fn every_common_trouble_says_what_to_do() {
        check(
            ErrorKind::StorageFull,
            Doing::Writing,
            "磁盘已满，没有保存（原文件未动）。请清理磁盘，或换一个磁盘保存",
        );
        check(
            ErrorKind::PermissionDenied,
            Doing::Writing,
            "没有权限在此保存（文件夹或文件只读，原文件未动）。请换一个位置保存，或请管理员开通写入权限",
        );
        check(
            ErrorKind::ReadOnlyFilesystem,
            Doing::Writing,
            "磁盘是只读的，不能保存（原文件未动）。请换一个磁盘或文件夹保存",
        );
        check(ErrorKind::NotFound, Doing::Reading, "找不到这个文件。请核对文件夹和文件名");
        check(ErrorKind::NotFound, Doing::Writing, "文件夹不存在。请先建好文件夹，或换一个位置保存");
    }
}
