//! The official fonts of this machine: offices expect 方正小标宋 and 仿宋, which nobody may give away.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use fontdb::{Database, FaceInfo, Source};

use super::disk::{Disk as _, Machine};
use super::fonts::folders_beside;
use super::trouble::{Doing, explain};
use crate::typeset::{Face, Role};

/// For each role the families that offices set it in, best first, by their Chinese, English or PostScript name.
const FAMILIES: [(Role, &[&str]); 5] = [
    (
        Role::Title,
        &[
            "方正小标宋_GBK",
            "方正小标宋简体",
            "FZXiaoBiaoSong-B05",
            "FZXiaoBiaoSong-B05S",
            "FZXBSK--GBK1-0",
            "FZXBSJW--GB1-0",
        ],
    ),
    (
        Role::Fang,
        &[
            "仿宋_GB2312",
            "FangSong_GB2312",
            "仿宋",
            "FangSong",
            "SimFang",
            "方正仿宋_GBK",
            "FZFangSong-Z02",
            "FZFSK--GBK1-0",
            "方正仿宋简体",
            "FZFangSong-Z02S",
            "华文仿宋",
            "STFangsong",
        ],
    ),
    (
        Role::Kai,
        &[
            "楷体_GB2312",
            "KaiTi_GB2312",
            "楷体",
            "KaiTi",
            "SimKai",
            "方正楷体_GBK",
            "FZKai-Z03",
            "FZKTK--GBK1-0",
            "方正楷体简体",
            "FZKai-Z03S",
            "华文楷体",
            "STKaiti",
        ],
    ),
    (
        Role::Hei,
        &[
            "黑体",
            "SimHei",
            "方正黑体_GBK",
            "FZHei-B01",
            "FZHTK--GBK1-0",
            "方正黑体简体",
            "FZHei-B01S",
            "华文黑体",
            "STHeiti",
        ],
    ),
    (
        Role::Song,
        &[
            "宋体",
            "SimSun",
            "方正书宋_GBK",
            "FZShuSong-Z01",
            "FZSSK--GBK1-0",
            "方正书宋简体",
            "FZShuSong-Z01S",
            "华文宋体",
            "STSong",
        ],
    ),
];

/// The official fonts that were found.
#[derive(Debug, Clone, Default)]
pub struct Installed {
    /// At most one for each role: the best that can be used. [`crate::typeset::FontBook::with_installed`] takes them.
    pub faces: Vec<(Role, Arc<Face>)>,
    /// Those that are installed and cannot be used, each with the reason: “仿宋：许可不允许嵌入文件”.
    pub refused: Vec<String>,
}

/// Looks for the official fonts among those of the system and those in the program's own font folders. Reads
/// every font file there is, so it may take a second: call it away from the window.
pub fn installed() -> Installed {
    let mut known = Database::new();
    known.load_system_fonts();
    chosen(known, &folders_beside())
}

/// Looks for the official fonts in some folders only.
pub fn installed_in(folders: &[PathBuf]) -> Installed {
    chosen(Database::new(), folders)
}

fn chosen(mut known: Database, folders: &[PathBuf]) -> Installed {
    for folder in folders {
        known.load_fonts_dir(folder);
    }
    let mut found = Installed::default();
    for (role, families) in FAMILIES {
        if let Some(face) = families.iter().find_map(|family| best(&known, family, &mut found.refused)) {
            found.faces.push((role, Arc::new(face)));
        }
    }
    found
}

/// The usable face of a family whose weight is nearest to the regular one.
fn best(known: &Database, family: &str, refused: &mut Vec<String>) -> Option<Face> {
    let is_named = |face: &&FaceInfo| {
        let mut names = face.families.iter().map(|(name, _)| name).chain([&face.post_script_name]);
        // Latin letters only: Chinese has no upper case.
        names.any(|name| name.eq_ignore_ascii_case(family))
    };
    let mut faces: Vec<&FaceInfo> = known.faces().filter(is_named).collect();
    // By place last: the order of a folder differs from machine to machine.
    faces.sort_by_key(|face| (face.style != fontdb::Style::Normal, face.weight.0.abs_diff(400), place(face)));
    faces.into_iter().find_map(|info| {
        let refusal = match read(info) {
            Ok(face) if face.is_embeddable() => return Some(face),
            Ok(_) => format!("{}：许可不允许嵌入文件", known_as(info)),
            Err(why) => format!("{}：{why}", known_as(info)),
        };
        if !refused.contains(&refusal) {
            refused.push(refusal);
        }
        None
    })
}

/// Its Chinese name, where it has one.
fn known_as(face: &FaceInfo) -> &str {
    let mut names = face.families.iter().map(|(name, _)| name.as_str());
    let chinese = names.clone().find(|name| !name.is_ascii());
    chinese.or_else(|| names.next()).unwrap_or(&face.post_script_name)
}

fn place(face: &FaceInfo) -> (PathBuf, u32) {
    let path = match &face.source {
        Source::File(path) => path.as_path(),
        Source::Binary(_) => Path::new(""),
    };
    (path.to_path_buf(), face.index)
}

fn read(info: &FaceInfo) -> Result<Face, String> {
    let (path, index) = place(info);
    let bytes =
        Machine.read(&path, u64::MAX).map_err(|fault| explain(&fault, &path, Doing::Reading).to_string())?;
    Face::parse(bytes, index).map_err(|fault| fault.to_string())
}
