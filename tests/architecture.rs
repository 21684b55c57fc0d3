//! The invariants of the house (design §2), held against the source itself: who uses whom, who
//! touches the disk and the clock, which crate is named where, and what must stand nowhere.

mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use nianbao::form::editions;
use source::{Source, crate_named, lines_with, modules_named, read, root, sources};

/// Every module, each below those it may use: design §2, invariant 1. `cli` and `ui` stand side by side.
const ORDER: &str = "\
    error form draft check prose report audit import rollup typeset export store cli ui";

/// What each module may use, narrower than the order allows. Taking one more in is a decision: first ask
/// whether the caller could hand the value over.
const MAY_USE: [(&str, &[&str]); 14] = [
    ("error", &[]),
    ("form", &["error"]),
    ("draft", &["error", "form"]),
    ("check", &["draft", "form"]),
    // Only texts, and the cells that they speak of.
    ("prose", &["draft", "form"]),
    // Not `check`: a report is composed whatever the rules say of its figures.
    ("report", &["draft", "error", "form"]),
    // Not `check`: it looks at the words; what the figures say is said already.
    ("audit", &["draft", "error", "form", "prose", "report"]),
    // Of `report` it knows templates: the sections that a text may go to.
    ("import", &["draft", "error", "form", "prose", "report"]),
    // After `import`, not after `check` as designed: units send documents too, and those count by the same rules.
    // Of `report` it knows templates, as `import` does.
    ("rollup", &["check", "draft", "error", "form", "import", "report"]),
    // Only a composed document is laid out; of `draft` it knows pictures.
    ("typeset", &["draft", "error", "report"]),
    // `check` for 草稿 on every page, `draft` because window and command line export one alike.
    ("export", &["audit", "check", "draft", "error", "form", "report", "rollup", "typeset"]),
    // Of `report` it knows templates, which a user may keep in a folder of her own; of `typeset` fonts: those of
    // the machine are read here; of `import` which documents have to be converted first.
    // Of `rollup` what a file holds: folders of units are read on every core, and only that is kept of each.
    ("store", &["draft", "error", "form", "import", "report", "rollup", "typeset"]),
    (
        "cli",
        &[
            "audit", "check", "draft", "error", "export", "form", "import", "report", "rollup", "store",
            "typeset",
        ],
    ),
    (
        "ui",
        &[
            "audit", "check", "draft", "error", "export", "form", "import", "prose", "report", "rollup",
            "store", "typeset",
        ],
    ),
];

/// What the disk, the clock, the environment, the network and other programs are reached by.
const OUTER_WORLD: &str = "\
    std::fs std::net std::env std::process::Command fs:: File:: OpenOptions UnixStream current_dir \
    current_exe home_dir temp_dir .exists() .try_exists() .is_file() .is_dir() .metadata() \
    .canonicalize() .read_dir() .read_link() SystemTime Instant Zoned Timestamp";

/// Where something outside `store` touches the outer world, and why.
const TOUCHES: [(&str, &str, &str); 4] = [
    ("main.rs", "std::env", "reads the arguments, and asks whether there is a display"),
    ("cli/mod.rs", "std::env", "names the program in its messages as it was called"),
    ("ui/launch.rs", "std::env", "NIANBAO_RENDERER chooses the renderer of the window"),
    ("ui/jobs.rs", "Instant", "measures whether a file dialog was shown at all"),
];

/// Every dependency and the modules that may name it.
const CRATES: [(&str, &[&str]); 41] = [
    ("base64", &["draft", "export", "import"]),
    // The built-in fonts lie packed in the program.
    ("brotli_decompressor", &["typeset"]),
    ("cfb", &["import"]),
    // Lines of a journal that were torn.
    ("crc32fast", &["store"]),
    ("csv", &["export", "import"]),
    ("directories", &["store"]),
    ("eframe", &["ui"]),
    ("egui", &["ui"]),
    ("encoding_rs", &["import"]),
    ("flate2", &["export", "import"]),
    ("fontdb", &["store"]),
    // Which characters the codes of a PDF font mean.
    ("hayro_cmap", &["import"]),
    ("html5gum", &["import"]),
    // Pictures are checked as they come in, and written as PNG of pages.
    ("image", &["draft", "export"]),
    // Calendar days are values; the clock is `jiff::Zoned`, held above.
    ("jiff", &["audit", "draft", "export", "form", "import", "report", "store"]),
    ("lexopt", &["cli"]),
    ("lopdf", &["export"]),
    ("memchr", &["import"]),
    ("minijinja", &["report"]),
    ("open", &["store"]),
    ("pinyin", &["form", "import"]),
    ("printpdf", &["export"]),
    // The manual is Markdown too, with tables and pictures, which no template has.
    ("pulldown_cmark", &["report", "ui"]),
    // Word files out and in.
    ("quick_xml", &["export", "import"]),
    ("rfd", &["ui"]),
    ("ron", &["draft", "error", "form", "prose", "rollup", "store"]),
    (
        "rust_decimal",
        &[
            "audit", "check", "cli", "draft", "export", "form", "import", "prose", "report", "rollup",
            "typeset", "ui",
        ],
    ),
    ("rustix", &["store"]),
    ("rust_xlsxwriter", &["export"]),
    ("serde", &["cli", "draft", "export", "form", "prose", "rollup", "store", "ui"]),
    ("serde_json", &["cli", "export"]),
    // Whether a file is still the one that was read.
    ("sha2", &["store"]),
    // What a revised report says differently.
    ("similar", &["import"]),
    ("strsim", &["error", "import"]),
    ("subsetter", &["export"]),
    ("tempfile", &["store"]),
    ("tiny_skia", &["export"]),
    ("ttf_parser", &["export", "import", "typeset"]),
    ("unicode_normalization", &["import"]),
    ("wgpu", &["ui"]),
    ("zip", &["export", "import"]),
];

/// The dependencies of the window: optional, behind the feature `window`.
const OF_THE_WINDOW: [&str; 4] = ["eframe", "egui", "rfd", "wgpu"];

/// Crates that open connections, or exist to.
const NETWORKING: &str = "\
    actix-web async-net async-std attohttpc awc axum curl curl-sys h2 h3 hickory-resolver http hyper \
    hyper-util isahc minreq mio native-tls openssl openssl-sys quinn reqwest ring rustls schannel \
    security-framework self_update socket2 surf tiny_http tokio tokio-native-tls tokio-rustls \
    tungstenite ureq webpki websocket";

/// Locked all the same: the crate, all that may ask for it, all that it may ask for, and why.
const LOCKED: [(&str, &[&str], &[&str], &str); 1] = [(
    "tokio",
    &["wasm-bindgen-futures"],
    &["pin-project-lite"],
    "in the lock for browsers only, its channels without mio and socket2: it cannot open a connection",
)];

/// What panics.
const PANICS: [&str; 8] =
    [".unwrap()", ".unwrap_err()", ".expect(", ".expect_err(", "panic!", "todo!", "unimplemented!", "dbg!"];

/// Above this many lines a file is two rooms.
const LONGEST: usize = 600;

// ── The tests

#[test]
fn a_module_uses_only_those_above_it() {
    let mut faults = Faults::default();
    for (module, uses) in MAY_USE {
        let place = |name: &str| ORDER.split(' ').position(|known| known == name);
        for used in uses.iter().filter(|used| place(used) >= place(module) || place(used).is_none()) {
            faults.add(
                "tests/architecture.rs",
                0,
                format!("MAY_USE lets {module} use {used}, which is not above it"),
            );
        }
    }
    for file in sources() {
        for (line, used) in modules_named(&file).into_iter().filter(|(_, name)| is_module(name)) {
            let allowed = match MAY_USE.iter().find(|(name, _)| *name == file.module) {
                // The crate's roots: what ties the house together.
                _ if file.module.is_empty() => used == "cli" || used == "ui",
                Some((_, uses)) => used == file.module || uses.contains(&used.as_str()),
                None => continue,
            };
            if !allowed {
                faults.add(&file.name, line, format!("{} uses {used}", file.module));
            }
        }
    }
    faults.none("A module uses only modules above it; which, MAY_USE says.");
}

fn is_module(name: &str) -> bool {
    ORDER.split(' ').any(|known| known == name)
}

#[test]
fn every_module_has_its_place_in_the_order() {
    let mut faults = Faults::default();
    let found: BTreeSet<String> =
        sources().into_iter().map(|file| file.module).filter(|name| !name.is_empty()).collect();
    for module in &found {
        if MAY_USE.iter().all(|(name, _)| name != module) {
            faults.add(&format!("src/{module}"), 0, "is not in MAY_USE: say what it may use".to_owned());
        }
    }
    for (module, _) in MAY_USE.iter().filter(|(name, _)| !found.contains(*name)) {
        faults.add("tests/architecture.rs", 0, format!("MAY_USE names {module}, which is not there"));
    }
    let root = sources().into_iter().find(|file| file.name == "src/lib.rs").expect("src/lib.rs");
    let gate = root.code.find("#[cfg(feature = ").and_then(|at| root.code.get(at..)).unwrap_or_default();
    if gate.split(';').next().is_none_or(|item| !item.contains("pub mod ui")) {
        faults.add("src/lib.rs", 0, "`ui` is not behind the feature `window`".to_owned());
    }
    faults.none("The list of modules in tests/architecture.rs is the list of folders in src.");
}

/// The code map of ARCHITECTURE.md: every file that a module's row names is in it, and its last column is `MAY_USE`.
#[test]
fn the_code_map_says_what_is_there() {
    let mut faults = Faults::default();
    let text = read("ARCHITECTURE.md");
    let known: Vec<String> = sources().into_iter().map(|file| file.name).collect();
    let mut mapped = BTreeSet::new();
    for (number, line) in (1..).zip(text.lines()) {
        let row: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [module, about, uses] = row.as_slice() else { continue };
        let Some((name, allowed)) = MAY_USE.iter().find(|(name, _)| *module == format!("`{name}/`")) else {
            continue;
        };
        mapped.insert(*name);
        let files = about.split('`').skip(1).step_by(2).filter(|word| word.ends_with(".rs"));
        for file in files {
            let (folder, end) = (format!("src/{name}/"), format!("/{file}"));
            if !known.iter().any(|known| known.starts_with(&folder) && known.ends_with(&end)) {
                faults.add("ARCHITECTURE.md", number, format!("{folder} has no {file}"));
            }
        }
        let told: BTreeSet<&str> = match uses.strip_prefix("all but ") {
            Some(but) => {
                let but: Vec<&str> = but.split(" and ").collect();
                let all = ORDER.split_whitespace().filter(|other| other != name && !but.contains(other));
                all.collect()
            }
            None => uses.split(", ").filter(|used| *used != "–").collect(),
        };
        if told != allowed.iter().copied().collect() {
            faults.add("ARCHITECTURE.md", number, format!("{name} may use {}", allowed.join(", ")));
        }
    }
    for (name, _) in MAY_USE.iter().filter(|(name, _)| !mapped.contains(name)) {
        faults.add("ARCHITECTURE.md", 0, format!("the code map has no row for {name}/"));
    }
    faults.none("Who is new reads the map first: it says only what is there.");
}

#[test]
fn only_store_touches_the_disk_and_the_clock() {
    let mut faults = Faults::default();
    let mut needed = BTreeSet::new();
    for file in sources().iter().filter(|file| file.module != "store") {
        for what in OUTER_WORLD.split(' ') {
            for line in lines_with(&file.code, what) {
                let exception = TOUCHES
                    .iter()
                    .position(|(name, allowed, _)| file.name == format!("src/{name}") && what == *allowed);
                match exception {
                    Some(index) => _ = needed.insert(index),
                    None => faults.add(&file.name, line, format!("`{what}` outside store")),
                }
            }
        }
    }
    for (index, (name, what, _)) in TOUCHES.iter().enumerate().filter(|(index, _)| !needed.contains(index)) {
        faults.add(
            "tests/architecture.rs",
            0,
            format!("TOUCHES[{index}], {what} in {name}, is needed no more"),
        );
    }
    faults.none("Dates and bytes are handed to a module; only `store` fetches them.");
}

#[test]
fn a_file_is_opened_to_be_read_in_one_place() {
    let mut faults = Faults::default();
    for file in sources().iter().filter(|file| file.name != "src/store/disk.rs") {
        for what in ["File::open", "fs::read", "fs::read_to_string"] {
            for line in lines_with(&file.code, what) {
                faults.add(&file.name, line, format!("`{what}` outside `store/disk.rs`"));
            }
        }
    }
    faults.none(
        "`Machine::read` opens only ordinary files: a pipe would keep whoever opens it waiting for ever.",
    );
}

#[test]
fn a_crate_is_named_only_in_its_module() {
    let mut faults = Faults::default();
    for file in sources() {
        for (name, modules) in CRATES {
            let lines = crate_named(&file.code, name);
            for line in lines.into_iter().filter(|_| !modules.contains(&file.module.as_str())) {
                faults.add(&file.name, line, format!("`{name}` is for {} only", modules.join(", ")));
            }
        }
    }
    faults.none("Writers stay in export, the window in ui: the rest does not know who draws it.");
}

#[test]
fn every_dependency_is_known_and_the_window_is_optional() {
    let mut faults = Faults::default();
    let manifest = read("Cargo.toml");
    let mut section = "";
    let mut found = BTreeSet::new();
    for (number, line) in (1..).zip(manifest.lines()) {
        if line.starts_with('[') {
            section = line;
            continue;
        }
        let depends = section == "[dependencies]" || section.ends_with(".dependencies]");
        let Some((name, wish)) = line.split_once('=').filter(|_| depends && !line.starts_with('#')) else {
            continue;
        };
        let name = name.trim().replace('-', "_");
        if OF_THE_WINDOW.contains(&name.as_str()) && !wish.contains("optional = true") {
            faults.add(
                "Cargo.toml",
                number,
                format!("`{name}` must be optional: the core builds without it"),
            );
        }
        if CRATES.iter().all(|(known, _)| *known != name) {
            faults.add(
                "Cargo.toml",
                number,
                format!("`{name}` is not in CRATES: say which modules may name it"),
            );
        }
        found.insert(name);
    }
    for (name, _) in CRATES.iter().filter(|(name, _)| !found.contains(*name)) {
        faults.add("tests/architecture.rs", 0, format!("CRATES names {name}, which is no dependency"));
    }
    let window = manifest.lines().find(|line| line.starts_with("window = ")).unwrap_or_default();
    for name in OF_THE_WINDOW.iter().filter(|name| !window.contains(&format!("\"dep:{name}\""))) {
        faults.add("Cargo.toml", 0, format!("the feature `window` does not bring {name}"));
    }
    faults.none("A dependency is a decision.");
}

#[test]
fn no_code_names_a_cell() {
    let keys: BTreeMap<String, &str> = editions::all()
        .iter()
        .flat_map(|form| form.cells.iter().map(|cell| (cell.key.to_string(), form.edition.as_str())))
        .filter(|(key, _)| key.chars().count() >= 3)
        .collect();
    assert!(keys.len() > 200, "the forms are there");
    let mut faults = Faults::default();
    for file in sources() {
        for (line, literal) in &file.literals {
            // As a word of its own: in a template's tag, behind a prefix, between brackets.
            let words = literal.split(|c: char| !c.is_alphanumeric() && c != '.');
            for word in words.chain([literal.as_str()]).filter(|word| keys.contains_key(*word)) {
                faults.add(
                    &file.name,
                    *line,
                    format!("\"{literal}\" names the cell {word} of {}", keys[word]),
                );
            }
        }
    }
    faults
        .none("Cells, labels, rules and wording are data in templates/: adding an edition is adding a file.");
}

#[test]
fn nothing_that_opens_connections_is_locked() {
    let lock = read("Cargo.lock");
    let packages: Vec<Locked> = lock.split("[[package]]").skip(1).map(Locked::read).collect();
    assert!(packages.iter().any(|package| package.name == "nianbao"), "Cargo.lock is read");
    let mut faults = Faults::default();
    for package in &packages {
        let exception = LOCKED.iter().find(|(name, ..)| *name == package.name);
        if NETWORKING.split(' ').any(|name| name == package.name) && exception.is_none() {
            faults.add("Cargo.lock", 0, format!("{} is locked", package.name));
        }
        if let Some((name, _, may_need, _)) = exception {
            for more in package.needs.iter().filter(|more| !may_need.contains(&more.as_str())) {
                faults.add(
                    "Cargo.lock",
                    0,
                    format!("{name} now asks for {more}: look again at what it can do"),
                );
            }
        }
        for (name, askers, ..) in LOCKED {
            if package.needs.iter().any(|need| need == name) && !askers.contains(&package.name.as_str()) {
                faults.add("Cargo.lock", 0, format!("{} asks for {name}", package.name));
            }
        }
    }
    for (name, ..) in LOCKED.iter().filter(|(name, ..)| packages.iter().all(|package| package.name != *name))
    {
        faults.add("tests/architecture.rs", 0, format!("LOCKED excuses {name}, which is gone"));
    }
    faults.none("The program works offline, and can be seen to.");
}

#[test]
fn nothing_panics_on_input() {
    let mut faults = Faults::default();
    for file in sources() {
        for what in PANICS {
            for line in lines_with(&file.code, what) {
                faults.add(&file.name, line, format!("`{what}` outside tests"));
            }
        }
    }
    faults.none("What can fail gives an Error; what cannot is written so that nobody has to trust it.");
}

#[test]
fn a_file_is_a_room() {
    let mut faults = Faults::default();
    for file in sources() {
        let lines = file.text.lines().count();
        if lines > LONGEST {
            faults.add(&file.name, LONGEST, format!("{lines} lines"));
        }
    }
    faults.none("Past 600 lines it is two rooms (style).");
}

#[test]
fn every_file_begins_by_saying_what_it_is() {
    let mut faults = Faults::default();
    for file in sources().iter().filter(|file| !file.text.starts_with("//! ")) {
        faults.add(&file.name, 1, "does not begin with `//!`".to_owned());
    }
    for module in MAY_USE.map(|(name, _)| format!("src/{name}/mod.rs")) {
        if !root().join(&module).is_file() {
            faults.add(&module, 0, "is not there: it holds the map of its folder".to_owned());
        }
    }
    faults.none("A reader learns from the first line whether to read on.");
}

#[test]
fn the_reader_of_sources_reads_them() {
    let text = "//! use crate::ui;\nuse crate::{form::{Cell, Kind}, draft};\nlet a = \"crate::store\\\" x\"; // crate::cli\n\
                let b = r#\"panic!\"#; let c = '\"'; fn f<'a>(x: &'a str) {}\n/* crate::ui /* b */ */ super::super::check::x();\n\
                #[cfg(test)]\nmod tests {\n    use crate::ui;\n    fn t() { \"}\".unwrap() }\n}\nuse crate::error;\n";
    let file = Source::read("src/report/some.rs", text);
    assert_eq!(file.module, "report");
    let named = |(line, name): (usize, &str)| (line, name.to_owned());
    assert_eq!(modules_named(&file), [(2, "form"), (2, "draft"), (5, "check"), (11, "error")].map(named));
    let literals: Vec<(usize, &str)> =
        file.literals.iter().map(|(line, text)| (*line, text.as_str())).collect();
    assert_eq!(literals, [(3, "crate::store\\\" x"), (4, "panic!")]);
    assert!(!file.code.contains("unwrap"), "{}", file.code);
    assert_eq!(file.code.lines().count(), text.lines().count());
    assert_eq!(
        crate_named("use egui::Ui;\nlet a = my_egui::x;\nfn egui() {}\n::egui::x()\nuse egui;", "egui"),
        [1, 4, 5]
    );
    assert_eq!(lines_with("let fs_a = afs::b;\nstd::fs::read()", "fs::"), [2]);
}

// ── What the tests read and say

/// A package of Cargo.lock.
struct Locked {
    name: String,
    needs: Vec<String>,
}

impl Locked {
    fn read(text: &str) -> Self {
        let quoted = |line: &str| line.split('"').nth(1).unwrap_or_default().to_owned();
        let name = text.lines().find(|line| line.starts_with("name = ")).map(quoted).unwrap_or_default();
        let needs = text.lines().filter(|line| line.starts_with(" \"")).map(quoted);
        // A package of several versions is asked for as `name version`.
        let needs = needs.map(|need| need.split(' ').next().unwrap_or_default().to_owned()).collect();
        Self { name, needs }
    }
}

/// What was found, one line each, as a compiler would print it.
#[derive(Default)]
struct Faults(String);

impl Faults {
    /// Line 0 is the whole file.
    fn add(&mut self, file: &str, line: usize, what: String) {
        let place = if line == 0 { file.to_owned() } else { format!("{file}:{line}") };
        writeln!(self.0, "  {place}: {what}").expect("a string takes all");
    }

    fn none(self, invariant: &str) {
        assert!(self.0.is_empty(), "{invariant}\n{}", self.0);
    }
}
