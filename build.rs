//! Puts the body font beside the built program, and the icon into that for Windows.
//!
//! FandolFang is under the GPL, version 3, with font exception. It is therefore no part of the
//! program: it stays a file of its own, next to its licence, and is read at run time
//! (`src/store/fonts.rs`). So that `cargo run` and the tests find it as an installed program would,
//! it is copied to `<target>/<profile>/fonts`, wherever the target folder is.
//!
//! Icon, version and manifest of the program for Windows are an object file that packaging/build makes and names.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const FOLDER: &str = "assets/fonts/fandol";
/// The variable that names the object file with the icon.
const RESOURCE: &str = "NIANBAO_WINDOWS_RESOURCE";
const FILES: [&str; 3] = ["FandolFang-Regular.ttf", "COPYING", "README.md"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    for file in FILES {
        println!("cargo::rerun-if-changed={FOLDER}/{file}");
    }
    println!("cargo::rerun-if-env-changed={RESOURCE}");
    if let Ok(object) = env::var(RESOURCE)
        && env::var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "windows")
    {
        println!("cargo::rerun-if-changed={object}");
        println!("cargo::rustc-link-arg-bins={object}");
    }
    match fonts_folder() {
        Some(fonts) => {
            for file in FILES {
                if let Err(error) = copy(&Path::new(FOLDER).join(file), &fonts, file) {
                    println!("cargo::warning=没有把 {file} 放到 {}：{error}", fonts.display());
                }
            }
        }
        None => println!("cargo::warning=找不到构建目录，仿宋字体没有放到程序旁边"),
    }
}

/// `<target>/<profile>/fonts`: OUT_DIR is `<target>/<profile>/build/nianbao-…/out`.
fn fonts_folder() -> Option<PathBuf> {
    let out = PathBuf::from(env::var_os("OUT_DIR")?);
    let build = out.ancestors().find(|folder| folder.file_name().is_some_and(|name| name == "build"))?;
    Some(build.parent()?.join("fonts"))
}

/// Copies by renaming, and only what differs: another build may be reading the same file.
fn copy(from: &Path, folder: &Path, file: &str) -> io::Result<()> {
    let bytes = fs::read(from)?;
    let to = folder.join(file);
    if fs::read(&to).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    fs::create_dir_all(folder)?;
    let part = folder.join(format!("{file}.{}.part", std::process::id()));
    fs::write(&part, bytes)?;
    fs::rename(part, to)
}
