//! Length and cleanliness of files: what a reviewer should never have to say.

use crate::scan;
use crate::sources::{self, Source};
use crate::{assert_complains, assert_none, specimens};

const FILE_LINES_MAX: usize = 800;
const LONG_FILE_LINES: usize = 400;
/// One file in this many may be long.
const FILES_A_LONG_FILE: usize = 10;
const FUNCTION_LINES_MAX: usize = 100;

fn file_lengths<'a>(files: impl Iterator<Item = &'a Source>) -> Vec<String> {
    let lengths: Vec<(&str, usize)> =
        files.map(|file| (file.path.as_str(), file.text.lines().count())).collect();
    let mut complaints: Vec<String> = lengths
        .iter()
        .filter(|(_, lines)| *lines > FILE_LINES_MAX)
        .map(|(path, lines)| {
            format!("{path} has {lines} lines; a file may have {FILE_LINES_MAX}: split it by subject")
        })
        .collect();
    let long: Vec<String> = lengths
        .iter()
        .filter(|(_, lines)| *lines > LONG_FILE_LINES)
        .map(|(path, lines)| format!("{path} ({lines})"))
        .collect();
    if long.len() * FILES_A_LONG_FILE > lengths.len() {
        complaints.push(format!(
            "{} of {} Rust files have over {LONG_FILE_LINES} lines; one in {FILES_A_LONG_FILE} may: {}",
            long.len(),
            lengths.len(),
            long.join(", ")
        ));
    }
    complaints
}

/// Functions outside tests that are too long to be read at once.
fn function_lengths(file: &Source) -> Vec<String> {
    if file.path.contains("/tests/") || file.path.ends_with("/tests.rs") {
        return Vec::new();
    }
    let code = scan::rust(&file.text).code;
    let tests = test_modules(&code);
    let mut complaints = Vec::new();
    for start in scan::word_offsets(&code, "fn ") {
        let Some(end) = body_end(&code, start) else { continue };
        let (first, last) = (scan::line_of(&code, start), scan::line_of(&code, end));
        let lines = last - first + 1;
        if lines > FUNCTION_LINES_MAX && !tests.iter().any(|test| test.contains(&start)) {
            let name: String = scan::chars_from(&code, start + 3).take_while(|c| scan::is_word(*c)).collect();
            complaints.push(format!(
                "{}:{first} function {name} has {lines} lines; it may have {FUNCTION_LINES_MAX}: \
                 name its parts",
                file.path
            ));
        }
    }
    complaints
}

/// What lies in `#[cfg(test)] mod … { … }`.
fn test_modules(code: &str) -> Vec<std::ops::Range<usize>> {
    let starts = code.match_indices("#[cfg(test)]").map(|(at, _)| at);
    starts.filter_map(|at| Some(at..body_end(code, at)?)).collect()
}

/// Where the block of the item at `start` ends; None for one without a block.
fn body_end(code: &str, start: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, byte) in code.bytes().enumerate().skip(start) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth -= 1,
            b';' if depth == 0 => return None,
            b'{' if depth == 0 => return scan::closing(code, at, (b'{', b'}')),
            _ => {}
        }
    }
    None
}

/// Words that mean "not finished". Split here so that this file does not contain them.
const BANNED: [&str; 4] =
    [concat!("to", "do!("), concat!("unimple", "mented!("), concat!("TO", "DO"), concat!("FIX", "ME")];

fn banned_words(file: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    for word in BANNED {
        for at in scan::word_offsets(&file.text, word) {
            let line = scan::line_of(&file.text, at);
            complaints.push(format!(
                "{}:{line} says {word}; finish it, or write what is missing into the issue list",
                file.path
            ));
        }
    }
    complaints
}

/// A crate's root file says itself that there is no unsafe code below it.
fn forbids_unsafe(file: &Source) -> Vec<String> {
    let is_root = file.path.ends_with("/lib.rs") || file.path.ends_with("/main.rs");
    let says_so = scan::rust(&file.text).code.contains("#![forbid(unsafe_code)]");
    let complaint = || format!("{} must say #![forbid(unsafe_code)]", file.path);
    (is_root && !says_so).then(complaint).into_iter().collect()
}

/// Folders of one machine. A path that works here works nowhere else.
const MACHINE_FOLDERS: [&str; 3] = [concat!("/", "work"), concat!("/", "root"), concat!("/", "home")];

fn machine_paths(file: &Source) -> Vec<String> {
    let mut complaints = Vec::new();
    for folder in MACHINE_FOLDERS {
        for (at, _) in file.text.match_indices(folder) {
            let before = file.text.get(..at).and_then(|head| head.chars().next_back());
            let after = scan::chars_from(&file.text, at + folder.len()).next();
            let part_of_path = |c: char| scan::is_word(c) || "-./}~*".contains(c);
            let part_of_name = |c: char| scan::is_word(c) || c == '-';
            if !before.is_some_and(part_of_path) && !after.is_some_and(part_of_name) {
                let line = scan::line_of(&file.text, at);
                complaints.push(format!(
                    "{}:{line} names {folder}, a folder of one machine; use a path from the \
                     repository or an argument",
                    file.path
                ));
            }
        }
    }
    complaints
}

#[test]
fn no_file_is_too_long() {
    assert_none(&file_lengths(sources::with_extension("rs")));
}

#[test]
fn too_long_a_file_is_seen() {
    let file = |lines: usize| Source::new("a.rs", &"//\n".repeat(lines));
    let short: Vec<Source> = (0..9).map(|_| file(400)).collect();
    assert_none(&file_lengths(short.iter().chain([&file(800)])));
    assert_complains(&file_lengths(short.iter().chain([&file(801)])), "has 801 lines");
    let complaints = file_lengths(short.iter().take(8).chain([&file(401)]));
    assert_complains(&complaints, "1 of 9 Rust files have over 400 lines");
}

#[test]
fn no_function_is_too_long() {
    let complaints: Vec<String> = sources::with_extension("rs").flat_map(function_lengths).collect();
    assert_none(&complaints);
}

#[test]
fn too_long_a_function_is_seen() {
    let function = |lines: usize| {
        format!("pub fn total(rows: [u8; 2]) -> u8 {{\n{}}}\n", "    // {\n".repeat(lines - 2))
    };
    let file = |text: &str| Source::new("business/toy/src/lib.rs", text);
    assert_none(&function_lengths(&file(&function(100))));
    let complaints = function_lengths(&file(&format!("\n{}", function(101))));
    assert_complains(&complaints, "lib.rs:2 function total has 101 lines");
    let in_tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", function(101));
    assert_none(&function_lengths(&file(&in_tests)));
    let after_tests = format!("#[cfg(test)]\nmod tests {{}}\n{}", function(101));
    assert_complains(&function_lengths(&file(&after_tests)), "function total");
    assert_none(&function_lengths(&Source::new("toy/tests/story/main.rs", &function(101))));
}

#[test]
fn nothing_is_left_unfinished() {
    let files = ["rs", "sql", "html"].into_iter().flat_map(sources::with_extension);
    assert_none(&files.flat_map(banned_words).collect::<Vec<_>>());
}

#[test]
fn unfinished_work_is_seen() {
    for (specimen, expected) in specimens::UNFINISHED {
        assert_complains(&banned_words(&Source::new("a.rs", specimen)), expected);
    }
    assert_none(&banned_words(&Source::new("a.html", specimens::FINISHED)));
}

#[test]
fn every_crate_forbids_unsafe_code() {
    let complaints: Vec<String> = sources::with_extension("rs").flat_map(forbids_unsafe).collect();
    assert_none(&complaints);
}

#[test]
fn a_crate_that_allows_unsafe_code_is_seen() {
    let file = |text| Source::new("business/toy/src/lib.rs", text);
    assert_complains(&forbids_unsafe(&file("// #![forbid(unsafe_code)]\n")), "must say");
    assert_none(&forbids_unsafe(&file("//! Toys.\n#![forbid(unsafe_code)]\n")));
    assert_none(&forbids_unsafe(&Source::new("business/toy/src/store.rs", "")));
}

#[test]
fn no_file_names_a_folder_of_one_machine() {
    let files = sources::all().iter().filter(|file| !file.is_specimens());
    assert_none(&files.flat_map(machine_paths).collect::<Vec<_>>());
}

#[test]
fn a_folder_of_one_machine_is_seen() {
    for specimen in specimens::MACHINE_PATHS {
        let complaints = machine_paths(&Source::new("a.md", specimen));
        assert_complains(&complaints, "a folder of one machine");
    }
    assert_none(&machine_paths(&Source::new("a.md", specimens::PORTABLE_PATHS)));
}
