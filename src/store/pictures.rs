//! Pictures on disk.

use std::io;
use std::path::Path;

use super::disk::{Disk as _, Machine};
use super::trouble::{Doing, explain};
use crate::draft::{MOST_BYTES, Picture};
use crate::error::Error;

/// Whether a file is a picture by its name.
pub fn is_picture(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    ["png", "jpg", "jpeg"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// Reads a picture to be put into a report.
///
/// # Errors
/// As [`Picture::alone`], and where the file is missing, a folder or cannot be read. Every error names it.
pub fn read(path: &Path) -> Result<Picture, Error> {
    let trouble = |error: io::Error| explain(&error, path, Doing::Reading);
    let about = |error: Error| error.about(path.display().to_string());
    if !Machine.status(path).map_err(trouble)?.is_file {
        return Err(about(Error::new("这不是普通文件").hint("请选一个 PNG 或 JPEG 图片文件")));
    }
    // One byte more tells that it is too large.
    let bytes = Machine.read(path, MOST_BYTES as u64 + 1).map_err(trouble)?;
    Picture::alone(bytes).map_err(about)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_is_no_picture_is_told_with_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let check = |name: &str, bytes: &[u8], expected: &str| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            let error = read(&path).unwrap_err().to_string();
            assert!(error.contains(name) && error.contains(expected), "{error}");
        };
        check("文档.png", b"not a picture", "图片不是 PNG 或者 JPEG 格式");
        check("空.jpg", b"", "图片不是 PNG 或者 JPEG 格式");
        check("大.png", &vec![0; MOST_BYTES + 9], "图片超过 8 MB");
        assert!(read(folder.path()).unwrap_err().to_string().contains("不是普通文件"));
        assert!(read(&folder.path().join("没有.png")).is_err());
        assert!(is_picture(Path::new("a.JPG")) && !is_picture(Path::new("a.nianbao")));
    }
}
