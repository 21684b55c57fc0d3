//! 自有模板: the report templates of an office. They lie in a folder of its own among the user's documents,
//! where whoever writes them finds and edits them, and where they are saved along with her other work.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::atomic::{self, Creation};
use super::paths;
use super::trouble::{Doing, explain};
use super::whole::{self, Kind};
use crate::error::{Error, did_you_mean};
use crate::report::{Template, templates};

/// The largest file that is read as a template, in bytes; the built-in ones have 20,000.
pub const LARGEST: u64 = 1024 * 1024;
const TEMPLATE: Kind = Kind {
    largest: LARGEST,
    folder: ("这是文件夹，不是模板", "请指明文件夹里的 .md 文件"),
    no_file: "请指明一个 .md 模板文件",
    too_large: "不是报告模板",
    hint: "模板是几十 KB 的文字文件，以 .md 结尾",
};

/// The most files of the folder that are looked at.
const MOST: usize = 100;
/// What the files end in.
pub const EXTENSION: &str = "md";
const FOLDER: &str = "年报模板";
/// How templates are written, beside them. No template itself, by its extension.
const GUIDE: &str = "模板编写说明.txt";

/// A template of the user's own.
#[derive(Debug, Clone)]
pub struct OwnTemplate {
    /// Its name: that of its file without the extension.
    pub name: String,
    /// Its file.
    pub path: PathBuf,
    /// What was read, or all that is wrong with it.
    pub template: Result<Arc<Template>, Vec<Error>>,
}

/// Where the user's own templates lie: `$NIANBAO_TEMPLATES`, or 年报模板 among the documents. It need not be
/// there.
pub fn folder() -> PathBuf {
    let named = std::env::var_os("NIANBAO_TEMPLATES").filter(|folder| !folder.is_empty());
    named.map_or_else(|| paths::documents_folder().join(FOLDER), PathBuf::from)
}

/// The user's own templates by name, those with faults too.
pub fn own() -> Vec<OwnTemplate> {
    own_in(&folder())
}

/// As [`own`], from that folder; none where it is not there.
pub fn own_in(folder: &Path) -> Vec<OwnTemplate> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| {
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        !is_hidden && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION))
    });
    files.sort();
    files.truncate(MOST);
    let read = |path: PathBuf| OwnTemplate { name: stem(&path), template: open(&path), path };
    files.into_iter().map(read).collect()
}

/// Reads a template file.
///
/// # Errors
/// It cannot be read, or everything that [`Template::parse`] finds. Each names the file.
pub fn open(path: &Path) -> Result<Arc<Template>, Vec<Error>> {
    let text = read_text(path).map_err(|error| vec![error])?;
    Template::parse(&path.display().to_string(), &text).map(Arc::new)
}

/// The text of a template file.
///
/// # Errors
/// It is missing, a folder, too large or not UTF-8. Each names the file.
pub fn read_text(path: &Path) -> Result<String, Error> {
    String::from_utf8(whole::read(path, TEMPLATE)?).map_err(|_| {
        let error = Error::new("文件不是 UTF-8 编码的文字").hint("请在编辑软件里另存为，编码选 UTF-8");
        error.about(path.display().to_string())
    })
}

/// The template of that name: a built-in one, a file, or one of the user's own.
///
/// # Errors
/// There is none, with the nearest right name; or all that is wrong with the file.
pub fn named(name: &str) -> Result<Arc<Template>, Vec<Error>> {
    named_in(name, &folder())
}

fn named_in(name: &str, folder: &Path) -> Result<Arc<Template>, Vec<Error>> {
    if let Some(template) = templates::named(name) {
        return Ok(template.clone());
    }
    let path = Path::new(name);
    let is_path = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION))
        || path.components().count() > 1;
    if is_path && (path.exists() || path.components().count() > 1) {
        return open(path);
    }
    let wanted = path.file_stem().filter(|_| is_path).map_or(name.into(), |stem| stem.to_string_lossy());
    let own = own_in(folder);
    if let Some(found) = own.iter().find(|one| one.name == wanted) {
        return found.template.clone();
    }
    let built_in: Vec<&str> = templates::names().collect();
    let known: Vec<&str> = built_in.into_iter().chain(own.iter().map(|one| one.name.as_str())).collect();
    let error = Error::new(format!("没有“{name}”这个模板{}", did_you_mean(name, known.iter().copied())));
    Err(vec![error.hint(format!("可用：{}，或者写明模板文件", known.join("、")))])
}

/// Writes a copy of a built-in template to start from, as a file that is not there yet.
///
/// # Errors
/// As [`atomic::write_new`].
pub fn write_new(path: &Path, text: &str) -> Result<Creation, Error> {
    atomic::write_new(path, text.as_bytes())
}

/// Writes a copy of a built-in template into a folder, which is made where it is missing. Gives its path; a
/// name that is taken gets a number.
///
/// # Errors
/// The folder cannot be made, or the file not be written.
pub fn copy_to(folder: &Path, name: &str, text: &str) -> Result<PathBuf, Error> {
    fs::create_dir_all(folder).map_err(|error| explain(&error, folder, Doing::Writing))?;
    let mut last = None;
    for number in 1..=MOST {
        let number = if number == 1 { String::new() } else { format!("（{number}）") };
        let path = folder.join(format!("我的{name}{number}.{EXTENSION}"));
        match write_new(&path, text) {
            Ok(Creation::Written) => return Ok(path),
            Ok(Creation::AlreadyThere) => {
                last = Some(Error::new("同名的模板太多").about(path.display().to_string()))
            }
            Err(error) => return Err(error),
        }
    }
    Err(last.unwrap_or_else(|| Error::new("没有写成")))
}

/// Puts the guide for authors into a folder, which is made where it is missing. Gives its path. An older one is
/// replaced: it goes with the program.
///
/// # Errors
/// The folder cannot be made, or the file not be written.
pub fn write_guide(folder: &Path) -> Result<PathBuf, Error> {
    fs::create_dir_all(folder).map_err(|error| explain(&error, folder, Doing::Writing))?;
    let path = folder.join(GUIDE);
    atomic::write_whole(&path, templates::GUIDE.as_bytes())?;
    Ok(path)
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_of(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            fs::write(folder.path().join(name), content).unwrap();
        }
        folder
    }

    #[test]
    fn own_templates_are_found_by_name_those_with_faults_too() {
        let folder = folder_of(&[
            ("本局.md", "# 本局{{年度}}年报告\n".as_bytes()),
            ("坏的.md", "{{ 甲\n{% fi %}".as_bytes()),
            ("乱码.md", b"\xB1\xBE"),
            ("太大.md", &vec![b' '; LARGEST as usize + 1]),
            (".隐藏.md", b""),
            ("说明.txt", b""),
        ]);
        let own = own_in(folder.path());
        let found: Vec<_> = own
            .iter()
            .map(|one| (one.name.as_str(), one.template.as_ref().err().map_or(0, Vec::len)))
            .collect();
        assert_eq!(found, [("乱码", 1), ("坏的", 2), ("太大", 1), ("本局", 0)]);
        let told = |at: usize| own[at].template.as_ref().unwrap_err()[0].to_string();
        assert!(told(0).contains("编码选 UTF-8"), "{}", told(0));
        assert!(told(2).contains("超过 1 MB"), "{}", told(2));
        assert_eq!(own_in(&folder.path().join("没有")).len(), 0);
    }

    #[test]
    fn a_template_is_named_by_name_or_by_file() {
        let folder = folder_of(&[("本局.md", "# 本局\n".as_bytes())]);
        let named = |name: &str| named_in(name, folder.path()).map(|template| template.name().to_owned());
        assert_eq!(named("2021").unwrap(), "2021.md");
        let path = folder.path().join("本局.md").display().to_string();
        for name in ["本局", "本局.md", &path] {
            assert_eq!(named(name).unwrap(), path, "{name}");
        }
        let told = |name: &str| named(name).unwrap_err()[0].to_string();
        assert!(told("本居").contains("是否为“本局”"), "{}", told("本居"));
        assert!(told("没有/本局.md").contains("找不到"), "{}", told("没有/本局.md"));
    }

    #[test]
    fn a_copy_never_replaces_an_earlier_one() {
        let folder = folder_of(&[]);
        let folder = folder.path().join("年报模板");
        let name = |path: PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(name(copy_to(&folder, "2021", "甲").unwrap()), "我的2021.md");
        assert_eq!(name(copy_to(&folder, "2021", "乙").unwrap()), "我的2021（2）.md");
        assert_eq!(fs::read_to_string(folder.join("我的2021.md")).unwrap(), "甲");
    }

    #[test]
    fn the_guide_lies_beside_the_templates_and_is_none() {
        let folder = folder_of(&[("模板编写说明.txt", "旧".as_bytes())]);
        let path = write_guide(folder.path()).unwrap();
        assert!(fs::read_to_string(path).unwrap().contains("[[正文:名称]]"));
        assert_eq!(own_in(folder.path()).len(), 0);
    }
}
