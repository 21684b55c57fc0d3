//! The sources of the program as a compiler's first step reads them: comments blanked, string literals
//! taken out, test modules left away. Enough for paths and names, and needs no parser.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// One file of `src` without its tests.
pub struct Source {
    /// `src/form/cell.rs`.
    pub name: String,
    /// Its first folder: `form`; empty for the roots of the crate.
    pub module: String,
    /// How many modules deep it lies: 2 for `form/cell.rs`, 1 for `form/mod.rs`.
    depth: usize,
    /// As it stands.
    pub text: String,
    /// Comments, literals and test code blanked, lines kept.
    pub code: String,
    /// String literals as written, with their lines; none from test code.
    pub literals: Vec<(usize, String)>,
}

impl Source {
    pub fn read(name: &str, text: &str) -> Self {
        let path: Vec<&str> = name.trim_start_matches("src/").trim_end_matches(".rs").split('/').collect();
        let module = if path.len() > 1 { path[0].to_owned() } else { String::new() };
        let depth = path.iter().filter(|part| !["mod", "lib", "main"].contains(part)).count();
        let (code, literals) = blanked(text);
        let tests = test_lines(&code);
        let is_kept = |line: &usize| !tests.contains(line);
        let code = (1..).zip(code.lines()).map(|(line, text)| if is_kept(&line) { text } else { "" });
        let code = code.fold(String::new(), |code, line| code + line + "\n");
        let literals = literals.into_iter().filter(|(line, _)| is_kept(line)).collect();
        Self { name: name.to_owned(), module, depth, text: text.to_owned(), code, literals }
    }
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

/// Every source file, in the order of their names.
pub fn sources() -> Vec<Source> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder of src") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    files.sort();
    assert!(files.len() > 50, "the sources are there");
    let name = |path: &PathBuf| {
        let inside = path.strip_prefix(root()).expect("inside the repository");
        inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
    };
    files.iter().map(name).map(|name| Source::read(&name, &read(&name))).collect()
}

/// A text with comments and literals as blanks, and its string literals with their lines.
fn blanked(text: &str) -> (String, Vec<(usize, String)>) {
    let characters: Vec<char> = text.chars().collect();
    let at = |index: usize| characters.get(index).copied().unwrap_or('\0');
    let (mut code, mut literals) = (String::new(), Vec::new());
    let mut i = 0;
    while i < characters.len() {
        let from = i;
        let before = if i == 0 { '\0' } else { at(i - 1) };
        let mut literal = None;
        match at(i) {
            '/' if at(i + 1) == '/' => {
                while i < characters.len() && at(i) != '\n' {
                    i += 1;
                }
            }
            '/' if at(i + 1) == '*' => {
                let mut open = 0;
                loop {
                    match (at(i), at(i + 1)) {
                        ('/', '*') => (open, i) = (open + 1, i + 2),
                        ('*', '/') => (open, i) = (open - 1, i + 2),
                        _ => i += 1,
                    }
                    if open == 0 || i >= characters.len() {
                        break;
                    }
                }
            }
            'r' if !is_name(before) && raw_hashes(&characters, i).is_some() => {
                let hashes = raw_hashes(&characters, i).unwrap_or_default();
                i += hashes + 2;
                let start = i;
                while i < characters.len() && !(at(i) == '"' && (1..=hashes).all(|n| at(i + n) == '#')) {
                    i += 1;
                }
                literal = Some(start..i);
                i += hashes + 1;
            }
            '"' => {
                i += 1;
                let start = i;
                while i < characters.len() && at(i) != '"' {
                    i += if at(i) == '\\' { 2 } else { 1 };
                }
                literal = Some(start..i);
                i += 1;
            }
            // A lifetime has no closing quote two characters on.
            '\'' if at(i + 1) == '\\' || at(i + 2) == '\'' => {
                i += if at(i + 1) == '\\' { 3 } else { 2 };
                while i < characters.len() && at(i) != '\'' {
                    i += 1;
                }
                i += 1;
            }
            other => {
                code.push(other);
                i += 1;
                continue;
            }
        }
        if let Some(range) = literal {
            let line = characters.iter().take(from).filter(|c| **c == '\n').count() + 1;
            literals.push((line, characters.get(range).unwrap_or_default().iter().collect()));
        }
        let taken = characters.get(from..i.min(characters.len())).unwrap_or_default();
        code.extend(taken.iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
    }
    (code, literals)
}

/// How many `#` a raw string has that begins there; `None` for any other word with an r.
fn raw_hashes(characters: &[char], at: usize) -> Option<usize> {
    let rest = characters.get(at + 1..)?;
    let hashes = rest.iter().take_while(|c| **c == '#').count();
    (rest.get(hashes) == Some(&'"')).then_some(hashes)
}

/// The lines of items under `#[cfg(test)]`, in code already blanked.
fn test_lines(code: &str) -> BTreeSet<usize> {
    let mut lines = BTreeSet::new();
    for (start, _) in code.match_indices("#[cfg(test)]") {
        let (mut open, mut end) = (0, code.len());
        for (at, c) in code.char_indices().skip_while(|(at, _)| *at < start) {
            match c {
                '{' => open += 1,
                '}' => open -= 1,
                _ => {}
            }
            if open == 0 && (c == '}' || c == ';') {
                end = at;
                break;
            }
        }
        lines.extend(line_of(code, start)..=line_of(code, end));
    }
    lines
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Where `what` stands and is no part of a longer name, by line.
pub fn lines_with(code: &str, what: &str) -> Vec<usize> {
    let mut lines = Vec::new();
    for (at, _) in code.match_indices(what) {
        let begins_name = what.starts_with(is_name);
        let ends_name = what.ends_with(is_name);
        let before = code.get(..at).and_then(|text| text.chars().next_back()).unwrap_or(' ');
        let after = code.get(at + what.len()..).and_then(|text| text.chars().next()).unwrap_or(' ');
        if !(begins_name && is_name(before) || ends_name && is_name(after)) {
            lines.push(line_of(code, at));
        }
    }
    lines
}

/// The modules of this crate that a file names by `crate::…`, `nianbao::…` or `super::super::…`, by line.
pub fn modules_named(file: &Source) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    let chain = "super::".repeat(file.depth.max(1));
    for start in ["crate::", "nianbao::", chain.as_str()] {
        for (at, _) in file.code.match_indices(start) {
            let before = file.code.get(..at).unwrap_or_default();
            if before.ends_with(is_name) || before.ends_with(':') {
                continue;
            }
            let rest = file.code.get(at + start.len()..).unwrap_or_default();
            let line = line_of(&file.code, at);
            named.extend(first_names(rest).into_iter().map(|name| (line, name)));
        }
    }
    named.sort_by_key(|(line, _)| *line);
    named
}

/// The first name of a path, or of each path in a group of them.
fn first_names(rest: &str) -> Vec<String> {
    let name = |text: &str| text.trim_start().chars().take_while(|c| is_name(*c)).collect::<String>();
    let Some(group) = rest.strip_prefix('{') else { return vec![name(rest)] };
    let (mut open, mut names, mut begins) = (0, vec![name(group)], false);
    for (at, c) in group.char_indices() {
        match c {
            '{' => open += 1,
            '}' if open == 0 => break,
            '}' => open -= 1,
            ',' if open == 0 => begins = true,
            c if begins && is_name(c) => {
                names.push(name(group.get(at..).unwrap_or_default()));
                begins = false;
            }
            _ => {}
        }
    }
    names
}

/// Where a crate is named at the head of a path or of a `use`, by line.
pub fn crate_named(code: &str, name: &str) -> Vec<usize> {
    let mut lines = Vec::new();
    for (at, _) in code.match_indices(name) {
        let before = code.get(..at).unwrap_or_default();
        let rest = code.get(at + name.len()..).unwrap_or_default();
        let inside = before.strip_suffix("::").is_some_and(|path| path.ends_with(|c| is_name(c) || c == '>'));
        let used = before.trim_end().ends_with("use") && rest.starts_with([';', ' ']);
        if !before.ends_with(is_name) && !inside && (rest.starts_with("::") || used) {
            lines.push(line_of(code, at));
        }
    }
    lines
}
