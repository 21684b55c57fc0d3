//! The jobs without a window. Each command is one file and one row of [`COMMANDS`].
//!
//! Exit 0: done. 1: a 强制 check fails. 2: the input or the call is wrong; one line in Chinese on
//! standard error says what, where and what to do.

mod check;
mod compare;
mod export;
mod figures;
mod forms;
mod give_back;
mod help;
mod import;
mod new;
mod next_year;
mod rollup;
mod rollup_answer;
mod screen;
mod template;

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lexopt::Parser;

use crate::draft::Draft;
use crate::error::{Error, did_you_mean};
use crate::store::atomic::Creation;
use crate::store::{drafts, paths};
use screen::Screen;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// Done.
    Done,
    /// A 强制 check fails.
    Fails,
    /// The input or the call is wrong.
    Wrong,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::SUCCESS,
            Exit::Fails => Self::from(1),
            Exit::Wrong => Self::from(2),
        }
    }
}

/// A command.
struct Command {
    name: &'static str,
    /// Its long options, for the nearest right name.
    options: &'static [&'static str],
    /// What `nianbao NAME --help` prints.
    help: &'static str,
    run: fn(Parser, &mut Screen<'_>) -> Result<Exit, Error>,
}

/// Every command, in the order of the help.
const COMMANDS: [Command; 9] = [
    new::COMMAND,
    next_year::COMMAND,
    import::COMMAND,
    check::COMMAND,
    compare::COMMAND,
    rollup::COMMAND,
    export::COMMAND,
    template::COMMAND,
    forms::COMMAND,
];

/// What the program was called for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    /// The window, with a draft, with a folder of units' files, or without.
    Window(Option<PathBuf>),
    /// A job without a window.
    Command,
}

impl Call {
    /// Reads the arguments (without the program's name). One that looks like a file asks for the
    /// window: a file manager hands over the path of the draft and nothing else. A folder whose units are to be collected
    /// does so too, unless its name is that of a command.
    pub fn of(args: &[OsString]) -> Self {
        match args {
            [] => Self::Window(None),
            [path] if looks_like_a_file(path) || is_a_folder(path) => Self::Window(Some(PathBuf::from(path))),
            _ => Self::Command,
        }
    }
}

fn looks_like_a_file(arg: &OsStr) -> bool {
    let text = arg.to_string_lossy();
    let path = PathBuf::from(arg);
    !text.starts_with('-')
        && (path.components().count() > 1
            || path.is_absolute()
            || path.extension().is_some_and(|extension| extension == "nianbao"))
}

fn is_a_folder(arg: &OsStr) -> bool {
    let is_command = COMMANDS.iter().any(|command| arg == command.name) || arg == "help";
    !is_command && paths::is_folder(Path::new(arg))
}

/// Runs a command with these arguments (without the program's name).
pub fn run(args: Vec<OsString>) -> ExitCode {
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
    let mut screen = Screen::new(&mut out, &mut err);
    let exit = dispatch(args, &mut screen).unwrap_or_else(|error| {
        screen.complain(&error);
        Exit::Wrong
    });
    exit.into()
}

/// Says why there is no window, and how to get a finished report all the same.
pub fn instead_of_window(why: &str) -> ExitCode {
    // Whoever runs it by cargo has no `nianbao` on the path yet.
    let program = match std::env::var_os("CARGO").is_some() {
        true => "cargo run --release --",
        false => "nianbao",
    };
    let hint = format!(
        "请用命令行，如导出样例报告：{program} export examples/金塘镇-2018.nianbao -o 报告.pdf；全部命令见 {program} --help"
    );
    let (mut out, mut err) = (std::io::stdout().lock(), std::io::stderr().lock());
    Screen::new(&mut out, &mut err).complain(&Error::new(why).hint(hint));
    Exit::Wrong.into()
}

fn dispatch(args: Vec<OsString>, screen: &mut Screen<'_>) -> Result<Exit, Error> {
    let mut args = args.into_iter();
    let first = args.next().map(|first| first.to_string_lossy().into_owned()).unwrap_or_default();
    let rest: Vec<OsString> = args.collect();
    match first.as_str() {
        "" | "-h" | "--help" => screen.say(help::WHOLE).map(|()| Exit::Done),
        "help" => {
            let name = rest.first().map(|name| name.to_string_lossy().into_owned());
            let text = name.map_or(Ok(help::WHOLE), |name| command(&name).map(|command| command.help))?;
            screen.say(text).map(|()| Exit::Done)
        }
        "-V" | "--version" => {
            screen.say(&format!("nianbao {}\n", env!("CARGO_PKG_VERSION"))).map(|()| Exit::Done)
        }
        name => {
            let command = command(name)?;
            if rest.iter().any(|arg| arg == "--help" || arg == "-h") {
                return screen.say(command.help).map(|()| Exit::Done);
            }
            (command.run)(Parser::from_args(rest), screen)
        }
    }
}

fn command(name: &str) -> Result<&'static Command, Error> {
    COMMANDS.iter().find(|command| command.name == name).ok_or_else(|| {
        let known = COMMANDS.iter().map(|command| command.name).chain(["help", "--help", "--version"]);
        let kind = if name.starts_with('-') { "选项" } else { "命令" };
        let error = Error::new(format!("没有“{name}”这个{kind}{}", did_you_mean(name, known)));
        match looks_like_a_file(OsStr::new(name)) {
            true => error.hint("窗口一次只打开一份底稿；审核几份请用 nianbao check"),
            false => error.hint("用法见 nianbao --help"),
        }
    })
}

/// Writes a draft that was made just now; another file of that name is replaced only by `force`.
fn write_new(path: &Path, draft: &Draft, force: bool) -> Result<(), Error> {
    let creation = match force {
        true => drafts::save(path, draft).map(|()| Creation::Written),
        false => drafts::save_new(path, draft),
    }?;
    match creation {
        Creation::Written => Ok(()),
        Creation::AlreadyThere => Err(Error::new("已有同名文件，没有覆盖")
            .hint("请换一个文件名；确要覆盖请加 --force")
            .about(path.display().to_string())),
    }
}

impl Command {
    /// The error for an argument that the command does not take.
    fn unexpected(&self, arg: &lexopt::Arg<'_>) -> Error {
        let error = match arg {
            lexopt::Arg::Long(name) => {
                let name = format!("--{name}");
                let near = did_you_mean(&name, self.options.iter().copied());
                Error::new(format!("没有“{name}”这个选项{near}"))
            }
            lexopt::Arg::Short(letter) => Error::new(format!("没有“-{letter}”这个选项")),
            lexopt::Arg::Value(value) => Error::new(format!("多了“{}”", value.to_string_lossy())),
        };
        self.about(error)
    }

    /// The error for arguments that cannot be read at all.
    fn unreadable(&self, error: lexopt::Error) -> Error {
        let what = match error {
            lexopt::Error::MissingValue { option: Some(option) } => format!("“{option}”后面缺少内容"),
            lexopt::Error::MissingValue { option: None } => "后面缺少内容".to_owned(),
            lexopt::Error::UnexpectedValue { option, value } => {
                format!("“{option}”后面不能带“{}”", value.to_string_lossy())
            }
            lexopt::Error::NonUnicodeValue(value) => {
                format!("“{}”不是 UTF-8 编码的文字", value.to_string_lossy())
            }
            other => other.to_string(),
        };
        self.about(Error::new(what))
    }

    /// The error for something that has to be given.
    fn missing(&self, what: &str) -> Error {
        self.about(Error::new(format!("缺少{what}")))
    }

    fn about(&self, error: Error) -> Error {
        let hint = match error.hint.is_empty() {
            true => format!("用法见 nianbao {} --help", self.name),
            false => error.hint.clone(),
        };
        error.about(format!("nianbao {}", self.name)).hint(hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(args: &[&str], expected: Call) {
        let args: Vec<OsString> = args.iter().map(OsString::from).collect();
        assert_eq!(Call::of(&args), expected, "{args:?}");
    }

    #[test]
    fn a_single_file_asks_for_the_window() {
        let window = |path: &str| Call::Window(Some(path.into()));
        check(&[], Call::Window(None));
        check(&["金塘镇-2018.nianbao"], window("金塘镇-2018.nianbao"));
        check(&["/年报/金塘镇"], window("/年报/金塘镇"));
        check(&["年报/金塘镇.txt"], window("年报/金塘镇.txt"));
        check(&["tests"], window("tests"));
        check(&["check"], Call::Command);
        check(&["--help"], Call::Command);
        check(&["check", "金塘镇-2018.nianbao"], Call::Command);
    }
}
