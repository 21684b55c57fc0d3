//! Documents that only another program understands (Word 97, WPS, RTF, ODT) become Word files: LibreOffice, where it
//! is installed, converts without a window. Neither Word nor WPS can be asked to: they have no command for it.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use super::trouble::{Doing, explain};
use super::whole::{self, Kind};
use crate::error::Error;
use crate::import::budget;

/// So long a conversion may take; the first one of a machine takes some ten seconds.
const LONGEST: Duration = Duration::from_secs(60);
/// How often it is looked at.
const PAUSE: Duration = Duration::from_millis(50);
/// What to do without it.
const BY_HAND: &str = "请用 Word 或 WPS 打开它，另存为 .docx 后再导入";

/// What the program is called, and where it lies where no path leads to it.
const NAMES: [&str; 2] = ["soffice", "libreoffice"];
const PLACES: [&str; 5] = [
    "/Applications/LibreOffice.app/Contents/MacOS",
    "/opt/libreoffice/program",
    "/usr/lib/libreoffice/program",
    "C:\\Program Files\\LibreOffice\\program",
    "C:\\Program Files (x86)\\LibreOffice\\program",
];

/// Settings of the profile that it runs with: no macros, no links followed, nothing asked, nothing recovered.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Recovery/AutoSave"><prop oor:name="Enabled" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"#;

/// Converts a document to a Word file.
///
/// # Errors
/// No program for it is installed, it took too long, or could not read the document.
pub fn to_docx(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let program = installed().ok_or_else(|| {
        Error::new("这是 Word 97—2003 或 WPS 的文件，本机没有安装能转换它的 LibreOffice").hint(BY_HAND)
    })?;
    convert_by(&program, bytes, LONGEST)
}

/// The first of the programs there is.
fn installed() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).chain(PLACES.map(PathBuf::from)).collect();
    let ending = if cfg!(windows) { ".exe" } else { "" };
    let programs = folders.iter().flat_map(|folder| NAMES.map(|name| folder.join(format!("{name}{ending}"))));
    programs.into_iter().find(|program| program.is_absolute() && program.is_file())
}

fn convert_by(program: &Path, bytes: &[u8], longest: Duration) -> Result<Vec<u8>, Error> {
    let temporary = std::env::temp_dir();
    let writing = |error: io::Error| explain(&error, &temporary, Doing::Writing);
    // Readable by the user alone, and gone afterwards, with the profile.
    let folder = tempfile::Builder::new().prefix("nianbao-convert-").tempdir().map_err(writing)?;
    let (profile, input) = (folder.path().join("profile"), folder.path().join("document.doc"));
    fs::create_dir_all(profile.join("user"))
        .and_then(|()| fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS))
        .and_then(|()| fs::write(&input, bytes))
        .map_err(writing)?;
    let arguments: [&OsStr; 9] = [
        OsStr::new("--headless"),
        OsStr::new("--norestore"),
        OsStr::new("--nologo"),
        OsStr::new("--nolockcheck"),
        OsStr::new("--convert-to"),
        OsStr::new("docx:MS Word 2007 XML"),
        OsStr::new("--outdir"),
        folder.path().as_os_str(),
        input.as_os_str(),
    ];
    let mut command = Command::new(program);
    command
        .arg(format!("-env:UserInstallation={}", url(&profile)))
        .args(arguments)
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let ended = run(command, longest).map_err(|error| {
        Error::new(format!("LibreOffice 没有启动（{error}），文件没有转换")).hint(BY_HAND)
    })?;
    if !ended {
        let what = format!("转换超过 {} 秒，已停止", longest.as_secs());
        return Err(Error::new(what).hint(BY_HAND));
    }
    let kind = Kind {
        largest: budget::LARGEST_FILE,
        folder: ("转换没有结果", BY_HAND),
        no_file: BY_HAND,
        too_large: "没有读取",
        hint: "请确认这是年度报告",
    };
    // It says of itself that all went well, whatever happened; the file says more.
    whole::read(&folder.path().join("document.docx"), kind)
        .map_err(|_| Error::new("LibreOffice 没能转换这个文件，可能已损坏或加了密码").hint(BY_HAND))
}

/// A path as LibreOffice wants it.
fn url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let mut url = String::from(if path.starts_with('/') { "file://" } else { "file:///" });
    for byte in path.bytes() {
        match byte {
            b'/' | b':' | b'-' | b'_' | b'.' | b'~' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                url.push(char::from(byte));
            }
            byte => url += &format!("%{byte:02X}"),
        }
    }
    url
}

/// Runs a program to its end; whether it came to one in time. Past it, it is stopped with all that it started.
fn run(mut command: Command, longest: Duration) -> io::Result<bool> {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn()?;
    let begun = Instant::now();
    while child.try_wait()?.is_none() {
        if begun.elapsed() > longest {
            stop(&mut child);
            return Ok(false);
        }
        thread::sleep(PAUSE);
    }
    // The starter may have left while what it started goes on.
    stop_group(&child);
    Ok(true)
}

fn stop(child: &mut Child) {
    stop_group(child);
    // Where the group is gone already there is nothing left to do.
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(unix)]
fn stop_group(child: &Child) {
    let group = i32::try_from(child.id()).ok().and_then(rustix::process::Pid::from_raw);
    if let Some(group) = group {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
}

#[cfg(not(unix))]
fn stop_group(child: &Child) {
    let number = child.id().to_string();
    // Where it is gone already there is nothing left to do.
    let _ = Command::new("taskkill").args(["/T", "/F", "/PID", &number]).stdout(Stdio::null()).status();
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// A program that does as a script says; `$out` is the folder for what it writes.
    fn check(script: &str, longest: Duration, expected: Result<&[u8], &str>) {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("soffice");
        fs::write(&program, format!("#!/bin/sh\nfor last; do :; done\nout=$(dirname \"$last\")\n{script}\n"))
            .unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        match (convert_by(&program, b"doc", longest), expected) {
            (Ok(bytes), Ok(expected)) => assert_eq!(bytes, expected),
            (Err(error), Err(words)) => assert!(error.to_string().contains(words), "{error}"),
            (converted, _) => panic!("{converted:?}"),
        }
    }

    #[test]
    fn what_was_converted_is_given_back() {
        check("cat \"$last\" > \"$out/document.docx\"", LONGEST, Ok(b"doc"));
    }

    #[test]
    fn what_was_not_converted_is_told() {
        check("exit 0", LONGEST, Err("没能转换这个文件"));
        check("exit 77", LONGEST, Err("没能转换这个文件"));
    }

    #[test]
    fn what_takes_too_long_is_stopped_with_all_that_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let child = folder.path().join("child");
        let script = format!("sleep 600 &\necho $! > {}\nwait", child.display());
        check(&script, Duration::from_millis(300), Err("已停止"));
        let number: i32 = fs::read_to_string(&child).unwrap().trim().parse().unwrap();
        let is_alive = || {
            let state = fs::read_to_string(format!("/proc/{number}/stat")).unwrap_or_default();
            // A zombie waits only for whoever collects it.
            !state.is_empty() && !state.contains(") Z")
        };
        let begun = Instant::now();
        while is_alive() && begun.elapsed() < Duration::from_secs(5) {
            thread::yield_now();
        }
        assert!(!is_alive(), "the child is stopped too");
    }

    #[test]
    fn a_path_is_written_as_an_address() {
        assert_eq!(url(Path::new("/tmp/年 报")), "file:///tmp/%E5%B9%B4%20%E6%8A%A5");
    }
}
