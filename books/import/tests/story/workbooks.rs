//! The officers' workbooks, from the file to the ledger: every entry that each of them makes is known.
//!
//! The workbooks stand with the crate that reads them; the ledger that is expected of each stands beside
//! this crate's tests. `cargo test -p import write_the_ledgers -- --ignored` writes them anew, to be looked
//! at before they are kept.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use import::{Book, Choice, Decision, Fate};
use kernel::BookDate;
use ledger::Activity;
use sheets::Asked;
use store::testing::TestDb;

use crate::given::{COOPERATIVE, NOW, TREASURER, brought_in, day, on_fresh_books, posted, reviewed};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// The workbooks, by name.
fn workbooks() -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder("../sheets/tests/workbooks")).unwrap();
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|file| !file.to_string_lossy().ends_with(".expected.csv"));
    files.sort();
    files
}

fn name_of(file: &Path) -> String {
    file.file_stem().unwrap().to_string_lossy().into_owned()
}

/// Which book it keeps, by its name.
fn book_of(name: &str) -> Book {
    match name {
        name if name.contains("bank") => Book::BANK,
        name if name.contains("unit") => Book::of_unit(kernel::UnitCode(90)),
        _ => Book::CASH,
    }
}

/// Brings a workbook in; what nobody knows is recorded as money whose reason is not known yet.
fn ledger_of(test: &TestDb, file: &Path) -> String {
    let bytes = std::fs::read(file).unwrap();
    let workbook = spreadsheet::read(&file.file_name().unwrap().to_string_lossy(), &bytes).unwrap();
    let answered = name_of(file).contains("dijawab").then_some(2026);
    let reading =
        sheets::read_cash_book(&workbook, &Asked { year: answered, ..Asked::on(day("2026-11-24")) });
    if reading.rows.is_empty() {
        return format!("nothing: {} questions\n", reading.questions.len());
    }
    let book = book_of(&name_of(file));
    let import = brought_in(test, book, &reading);
    let waiting: Vec<_> = reviewed(test, import)
        .groups
        .iter()
        .flat_map(|group| group.rows.clone())
        .filter(|row| matches!(row.fate, Fate::Waiting(_)))
        .collect();
    for row in waiting {
        let out = row.kept.proposed.row.money_out.0 > 0;
        let decision = Decision {
            choice: Choice::Record,
            rule: if out { "keluar-belum-dirinci" } else { "terima-belum-dirinci" }.to_owned(),
            party: None,
            new_partner: String::new(),
            unit: book.unit,
            activity: Activity::None,
        };
        let place = (import, row.kept.proposed.group, row.kept.row_no);
        let decided =
            move |tx: &mut store::Tx<'_>| import::decide(tx, COOPERATIVE, place, &decision, (TREASURER, NOW));
        test.db.write_blocking(decided).unwrap();
    }
    posted(test, import).unwrap();
    written(test)
}

/// The ledger: a line an entry, with the accounts it touches.
fn written(test: &TestDb) -> String {
    let read = |reader: &mut store::Snapshot<'_>| {
        ledger::entries_between(reader, COOPERATIVE, BookDate::MIN, BookDate::MAX)
    };
    let mut text = String::new();
    for entry in test.db.read_blocking(read).unwrap() {
        let line = |line: &ledger::Line| format!("{}:{}", line.account, line.amount.0);
        let lines: Vec<String> = entry.lines.iter().map(line).collect();
        writeln!(text, "{} {} [{}] {}", entry.date, lines.join(" "), entry.rule, entry.note).unwrap();
    }
    text
}

#[test]
fn every_workbook_makes_the_ledger_that_is_expected_of_it() {
    let files = workbooks();
    assert!(files.len() >= 12);
    on_fresh_books_each(&files, |file, ledger| {
        let expected = folder("tests/ledgers").join(format!("{}.txt", name_of(file)));
        let expected = std::fs::read_to_string(&expected).unwrap_or_default();
        assert_eq!(ledger, expected, "{}", file.display());
    });
}

fn on_fresh_books_each(files: &[PathBuf], check: impl Fn(&Path, String)) {
    for file in files {
        on_fresh_books(|test| check(file, ledger_of(test, file)));
    }
}

#[test]
#[ignore = "writes the expected ledgers anew"]
fn write_the_ledgers() {
    std::fs::create_dir_all(folder("tests/ledgers")).unwrap();
    on_fresh_books_each(&workbooks(), |file, ledger| {
        std::fs::write(folder("tests/ledgers").join(format!("{}.txt", name_of(file))), ledger).unwrap();
    });
}
