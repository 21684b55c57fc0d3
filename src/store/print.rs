//! Printing and showing files through the system: `lp` where there is one, otherwise the program that the
//! system opens PDF files with.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};

use super::atomic;
use super::trouble::{Doing, explain};
use crate::error::Error;

/// What became of something to print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printed {
    /// The print service took it.
    Sent {
        /// Its job, as the service names it (`HP-12`): the printer and a number. May be empty.
        job: String,
    },
    /// It was opened in the system's viewer, to be printed from there.
    Opened {
        /// Why it was not sent to a printer; empty where that is usual.
        why: String,
    },
}

/// How it is to be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// On the default printer; in the viewer where there is none.
    Printer,
    /// In the viewer, where printer, pages and copies are chosen.
    Viewer,
}

/// What printing needs of the system; the tests have one of their own.
trait System {
    /// Runs `lp` with these arguments; what it says, or what it complains of.
    fn lp(&self, arguments: &[&str]) -> io::Result<Result<String, String>>;
    /// Opens a file with the program that is for it.
    fn open(&self, path: &Path) -> io::Result<()>;
}

/// The system the program runs on.
struct Desktop;

impl System for Desktop {
    fn lp(&self, arguments: &[&str]) -> io::Result<Result<String, String>> {
        if cfg!(windows) {
            return Err(ErrorKind::NotFound.into());
        }
        // Its words are read for the job's name: not in the language of the user.
        let mut lp = Command::new("lp");
        lp.args(arguments).env("LC_ALL", "C.UTF-8");
        answer(lp, PATIENCE)
    }

    fn open(&self, path: &Path) -> io::Result<()> {
        // There the system itself says whether it has a program.
        if cfg!(any(windows, target_os = "macos")) {
            return open::that_detached(path);
        }
        opened_by(open::commands(path), A_WHILE)
    }
}

/// So long the programs that look for a viewer have to say that there is none.
const A_WHILE: Duration = Duration::from_secs(3);

/// Starts the first of these that does not fail at once. `xdg-open` starts without trouble where nothing can
/// open the file, and says so by its exit code.
fn opened_by(programs: Vec<Command>, patience: Duration) -> io::Result<()> {
    let mut fault = io::Error::from(ErrorKind::NotFound);
    for mut program in programs {
        let quiet = program.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let begun = Instant::now();
        let mut running = match quiet.spawn() {
            Ok(running) => running,
            Err(error) => {
                fault = error;
                continue;
            }
        };
        loop {
            match running.try_wait()? {
                Some(status) if status.success() => return Ok(()),
                Some(_) => break,
                None if begun.elapsed() > patience => {
                    // The viewer itself. Somebody has to be there when it ends.
                    std::thread::spawn(move || running.wait());
                    return Ok(());
                }
                None => std::thread::sleep(A_MOMENT),
            }
        }
        fault = io::Error::other("没有能打开它的程序");
    }
    Err(fault)
}

/// So long `lp` may take. It waits for a print service on another machine, and what is saved waits for it.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often it is asked whether it is done.
const A_MOMENT: Duration = Duration::from_millis(20);

/// What a program says, or what it complains of; it is ended when it takes too long.
fn answer(mut program: Command, patience: Duration) -> io::Result<Result<String, String>> {
    let begun = Instant::now();
    let program = program.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = program.spawn()?;
    // It says a line or two, for which the pipes have room.
    while running.try_wait()?.is_none() {
        if begun.elapsed() > patience {
            running.kill()?;
            running.wait()?;
            return Ok(Err("打印服务没有回应".to_owned()));
        }
        std::thread::sleep(A_MOMENT);
    }
    let output = running.wait_with_output()?;
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    Ok(match output.status.success() {
        true => Ok(words(&output.stdout)),
        false => Err(words(&output.stderr)),
    })
}

/// Opens a file, or a folder, with the program that the system has for it.
///
/// # Errors
/// There is no such program.
pub fn open_file(path: &Path) -> Result<(), Error> {
    Desktop.open(path).map_err(|error| no_viewer(&error, path))
}

fn no_viewer(error: &io::Error, path: &Path) -> Error {
    Error::new(format!("系统没有打开它的程序（{error}）"))
        .hint("请在文件管理器里打开它")
        .about(path.display().to_string())
}

/// Prints a PDF of that name. What was left lying by earlier prints is tidied up.
///
/// # Errors
/// The file for the viewer cannot be written, or there is neither printer nor viewer.
pub fn print(name: &str, pdf: &[u8], way: Way) -> Result<Printed, Error> {
    let folder = std::env::temp_dir();
    tidy(&folder, SystemTime::now());
    print_by(&Desktop, &folder, name, pdf, way)
}

fn print_by(
    system: &dyn System,
    temporary: &Path,
    name: &str,
    pdf: &[u8],
    way: Way,
) -> Result<Printed, Error> {
    let explained = |error: io::Error| explain(&error, temporary, Doing::Writing);
    // Readable by the user alone.
    let folder = tempfile::Builder::new().prefix(PREFIX).tempdir_in(temporary).map_err(explained)?;
    let file = folder.path().join(format!("{name}.pdf"));
    atomic::write_whole(&file, pdf)?;
    let why = match way {
        Way::Viewer => String::new(),
        Way::Printer => {
            let path = file.to_string_lossy();
            match system.lp(&["-t", name, "--", &path]) {
                // The service has its own copy by now; ours goes with its folder.
                Ok(Ok(said)) => return Ok(Printed::Sent { job: job(&said) }),
                Ok(Err(complaint)) => shortened(&complaint),
                Err(_) => String::new(),
            }
        }
    };
    match system.open(&file) {
        Ok(()) => {
            // The viewer reads it whenever it likes: it stays until it is tidied up.
            let _ = folder.keep();
            Ok(Printed::Opened { why })
        }
        Err(error) => {
            let what = match why.as_str() {
                "" => format!("没有找到打印机，也打不开阅读器（{error}）"),
                why => format!("打印服务没有接受（{why}），也没有打开 PDF 的程序"),
            };
            Err(Error::new(what).hint("请导出 PDF，复制到能打印的电脑上打印"))
        }
    }
}

/// “request id is HP-12 (1 file(s))”.
fn job(said: &str) -> String {
    let after = said.split("request id is ").nth(1).unwrap_or_default();
    after.split_whitespace().next().unwrap_or_default().to_owned()
}

/// What `lp` complains of most, and the Chinese for it.
const COMPLAINTS: [(&str, &str); 6] = [
    ("no default destination", "没有设默认打印机"),
    ("No destinations added", "没有安装打印机"),
    ("does not exist", "打印机不存在"),
    ("scheduler", "打印服务没有运行"),
    ("onnect", "连不上打印服务"),
    ("not accepting", "打印机暂停接收"),
];

/// “lp: Error - no default destination available.” in Chinese; what is rarer without its name, one line.
fn shortened(complaint: &str) -> String {
    let line = complaint.lines().next().unwrap_or_default();
    if let Some((_, told)) = COMPLAINTS.iter().find(|(words, _)| line.contains(words)) {
        return (*told).to_owned();
    }
    let line = line.trim_start_matches("lp: ").trim_start_matches("Error - ");
    line.trim_end_matches('.').chars().take(80).collect()
}

/// What the folders for the viewer are called.
const PREFIX: &str = "nianbao-print-";
/// So long a viewer may have the file.
const LONGEST: Duration = Duration::from_hours(24);

/// Removes folders of earlier prints. What cannot be removed is another user's.
fn tidy(folder: &Path, now: SystemTime) {
    let entries: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    for path in entries {
        let is_ours = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PREFIX));
        let written = || fs::symlink_metadata(&path).and_then(|data| data.modified());
        let is_old = |written: SystemTime| now.duration_since(written).is_ok_and(|age| age > LONGEST);
        if is_ours && written().is_ok_and(is_old) {
            let _ = fs::remove_dir_all(&path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    /// A system whose `lp` and viewer answer as told, and which remembers what it was asked.
    struct Told {
        lp: fn() -> io::Result<Result<String, String>>,
        has_viewer: bool,
        asked: RefCell<Vec<String>>,
    }

    impl System for Told {
        fn lp(&self, arguments: &[&str]) -> io::Result<Result<String, String>> {
            let file = Path::new(arguments.last().unwrap());
            assert_eq!(fs::read(file).unwrap(), b"%PDF", "the file is there while it is taken");
            self.asked.borrow_mut().push(format!("lp {}", arguments[..3].join(" ")));
            (self.lp)()
        }

        fn open(&self, path: &Path) -> io::Result<()> {
            self.asked.borrow_mut().push(format!("open {}", path.file_name().unwrap().to_string_lossy()));
            if self.has_viewer { Ok(()) } else { Err(ErrorKind::NotFound.into()) }
        }
    }

    fn check(
        lp: fn() -> io::Result<Result<String, String>>,
        has_viewer: bool,
        way: Way,
        expected: Result<Printed, &str>,
        asked: &[&str],
        left: usize,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let system = Told { lp, has_viewer, asked: RefCell::default() };
        let printed = print_by(&system, folder.path(), "金塘镇-2018", b"%PDF", way);
        match (&printed, expected) {
            (Err(error), Err(words)) => assert!(error.to_string().contains(words), "{error}"),
            (Ok(printed), Ok(expected)) => assert_eq!(*printed, expected),
            (printed, expected) => panic!("{printed:?}, not {expected:?}"),
        }
        assert_eq!(*system.asked.borrow(), asked);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), left, "left lying");
    }

    fn takes() -> io::Result<Result<String, String>> {
        Ok(Ok("request id is HP-12 (1 file(s))".to_owned()))
    }

    fn refuses() -> io::Result<Result<String, String>> {
        Ok(Err("lp: Error - no default destination available.".to_owned()))
    }

    fn is_missing() -> io::Result<Result<String, String>> {
        Err(ErrorKind::NotFound.into())
    }

    #[test]
    fn the_printer_takes_it_and_nothing_is_left() {
        let sent = Printed::Sent { job: "HP-12".to_owned() };
        check(takes, true, Way::Printer, Ok(sent), &["lp -t 金塘镇-2018 --"], 0);
    }

    #[test]
    fn where_no_printer_takes_it_the_viewer_opens_it_and_the_reason_is_told() {
        let both = ["lp -t 金塘镇-2018 --", "open 金塘镇-2018.pdf"];
        let opened = |why: &str| Ok(Printed::Opened { why: why.to_owned() });
        check(refuses, true, Way::Printer, opened("没有设默认打印机"), &both, 1);
        check(is_missing, true, Way::Printer, opened(""), &both, 1);
        check(takes, true, Way::Viewer, opened(""), &["open 金塘镇-2018.pdf"], 1);
    }

    #[test]
    fn where_there_is_neither_the_way_out_is_told_and_nothing_is_left() {
        let both = ["lp -t 金塘镇-2018 --", "open 金塘镇-2018.pdf"];
        check(is_missing, false, Way::Printer, Err("没有找到打印机"), &both, 0);
        check(refuses, false, Way::Printer, Err("没有设默认打印机"), &both, 0);
    }

    #[test]
    fn complaints_are_in_chinese_and_rarer_ones_as_they_are() {
        let check = |complaint: &str, expected: &str| assert_eq!(shortened(complaint), expected);
        check("lp: Error - no default destination available.", "没有设默认打印机");
        check("lp: Error - The printer or class does not exist.", "打印机不存在");
        check("lp: Error - scheduler not responding.", "打印服务没有运行");
        check("lp: Bad copies value 0\nmore", "Bad copies value 0");
    }

    /// A print service that does not answer kept the draft from being saved.
    #[cfg(unix)]
    #[test]
    fn a_printer_that_does_not_answer_is_given_up() {
        let said = |words: &str, patience: u64| {
            let mut program = Command::new("sh");
            program.args(["-c", words]);
            answer(program, Duration::from_millis(patience)).unwrap()
        };
        assert_eq!(said("echo request id is HP-12", 20_000), Ok("request id is HP-12".to_owned()));
        assert_eq!(said("echo no >&2; exit 1", 20_000), Err("no".to_owned()));
        assert_eq!(said("exec sleep 600", 50), Err("打印服务没有回应".to_owned()));
        assert!(answer(Command::new("没有这个程序"), PATIENCE).is_err());
    }

    /// “已用阅读器打开” was said where `xdg-open` had found nothing to open it with.
    #[cfg(unix)]
    #[test]
    fn a_viewer_that_fails_at_once_has_opened_nothing() {
        let sh = |words: &str| {
            let mut program = Command::new("sh");
            program.args(["-c", words]);
            program
        };
        let opened = |programs: Vec<Command>| opened_by(programs, PATIENCE).is_ok();
        assert!(opened(vec![Command::new("没有这个程序"), sh("exit 3"), sh("exit 0")]));
        assert!(opened_by(vec![sh("exec sleep 30")], Duration::from_millis(50)).is_ok(), "it is running");
        assert!(!opened(vec![sh("exit 3"), Command::new("没有这个程序")]));
        assert!(!opened(Vec::new()));
    }

    #[test]
    fn old_files_for_the_viewer_are_tidied_up_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["nianbao-print-a", "other"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let left = || fs::read_dir(folder.path()).unwrap().count();
        tidy(folder.path(), SystemTime::now());
        assert_eq!(left(), 2, "a viewer may still read it");
        tidy(folder.path(), SystemTime::now() + LONGEST * 2);
        assert_eq!(left(), 1);
        assert!(folder.path().join("other").is_dir());
    }
}
