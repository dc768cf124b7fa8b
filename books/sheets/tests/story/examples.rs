//! Each workbook under `tests/workbooks/` gives the rows written beside it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kernel::Rupiah;
use sheets::{Listed, Reading, read_cash_book};
use spreadsheet::Workbook;

use crate::given::Book;
use crate::workbooks;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/workbooks")
}

fn read(book: &Book) -> (Workbook, Reading) {
    let bytes = fs::read(folder().join(book.file)).unwrap();
    let workbook = spreadsheet::read(book.file, &bytes).unwrap();
    let reading = read_cash_book(&workbook, &book.asked());
    (workbook, reading)
}

/// The rows as the example writes them.
pub(crate) fn told(reading: &Reading) -> Vec<String> {
    let told = |row: &sheets::BookRow| {
        let assumed = if row.date_assumed { "?" } else { "" };
        let (money_in, money_out) = (row.money_in.0, row.money_out.0);
        format!("{}|{}|{}{assumed}|{money_in}|{money_out}|{}", row.sheet, row.row, row.date, row.description)
    };
    reading.rows.iter().map(told).collect()
}

#[test]
fn every_workbook_gives_the_rows_written_beside_it() {
    let books = workbooks::all();
    assert!(books.len() >= 12);
    for book in books {
        let (_, reading) = read(book);
        assert_eq!(told(&reading), book.rows, "{}: {:#?}", book.file, reading.listed);
        let problems: Vec<_> = reading.problems().map(|p| (p.sheet.as_str(), p.row, p.kind)).collect();
        assert_eq!(problems, book.problems, "{}: {:#?}", book.file, reading.listed);
        let questions: Vec<_> = reading.questions.iter().map(|q| (q.sheet.as_str(), q.kind)).collect();
        assert_eq!(questions, book.questions, "{}", book.file);
        let ends = (reading.opening().map(|a| a.0), reading.closing().map(|a| a.0));
        assert_eq!(ends, book.ends, "{}", book.file);
        let found = reading.balance_breaks();
        let breaks: Vec<_> = found.iter().map(|b| (b.sheet.as_str(), b.row)).collect();
        assert_eq!(breaks, book.breaks, "{}", book.file);
    }
}

#[test]
fn a_file_and_its_cells_are_read_alike() {
    for book in workbooks::all() {
        let (_, reading) = read(book);
        let direct = read_cash_book(&book.workbook(), &book.asked());
        assert_eq!(told(&reading), told(&direct), "{}", book.file);
    }
}

#[test]
fn every_row_that_is_not_blank_is_used_or_listed_or_above_the_table() {
    for book in workbooks::all() {
        let (workbook, reading) = read(book);
        check_that_nothing_is_lost(&workbook, &reading, book.file);
    }
}

/// The invariant of the crate.
pub(crate) fn check_that_nothing_is_lost(workbook: &Workbook, reading: &Reading, context: &str) {
    for sheet in &workbook.sheets {
        let about = reading.sheets.iter().find(|read| read.name == sheet.name).unwrap();
        let used: Vec<u32> = reading.rows.iter().filter(|r| r.sheet == sheet.name).map(|r| r.row).collect();
        let unique: BTreeSet<u32> = used.iter().copied().collect();
        assert_eq!(unique.len(), used.len(), "{context}: a row of {} is used twice", sheet.name);
        for row in &sheet.rows {
            let entries: Vec<&Listed> =
                reading.listed.iter().filter(|l| l.sheet == sheet.name && l.row == row.number).collect();
            let place = format!("{context}: {} row {}", sheet.name, row.number);
            if unique.contains(&row.number) {
                let is_fine = entries.iter().all(|entry| entry.kind.is_remark() && !entry.is_problem);
                assert!(is_fine, "{place} is used and listed: {entries:?}");
            } else if entries.is_empty() {
                assert!(about.heading_row.is_some_and(|heading| row.number <= heading), "{place} is lost");
            }
        }
    }
}

#[test]
fn sums_lead_from_opening_to_closing_where_no_saldo_breaks() {
    for book in workbooks::all() {
        let (_, reading) = read(book);
        let breaks = reading.balance_breaks();
        for sheet in &reading.sheets {
            let is_clean = breaks.iter().all(|found| found.sheet != sheet.name)
                && reading.problems().all(|problem| problem.sheet != sheet.name);
            let (Some(opening), Some(closing), true) = (sheet.opening, sheet.closing, is_clean) else {
                continue;
            };
            let rows = || reading.rows.iter().filter(|row| row.sheet == sheet.name);
            let money_in = Rupiah::try_sum(rows().map(|row| row.money_in)).unwrap();
            let money_out = Rupiah::try_sum(rows().map(|row| row.money_out)).unwrap();
            let computed = opening.checked_add(money_in).and_then(|sum| sum.checked_sub(money_out));
            assert_eq!(computed, Some(closing), "{} {}", book.file, sheet.name);
        }
    }
}

#[test]
fn what_is_listed_says_what_to_do_in_one_sentence() {
    for book in workbooks::all() {
        let (_, reading) = read(book);
        let questions = reading.questions.iter().map(|question| question.message.clone());
        for message in reading.listed.iter().map(|listed| listed.message.clone()).chain(questions) {
            assert!(message.ends_with(['.', '?']) && message.len() > 20, "{message}");
        }
    }
}

/// Writes the files and the expected rows. The .xls and .ods were converted from their
/// tables with LibreOffice and are left alone.
#[test]
#[ignore = "writes tests/workbooks"]
fn write_the_workbooks() {
    for book in workbooks::all() {
        let path = folder().join(book.file);
        let mut expected = "lembar,baris,tanggal,diduga,masuk,keluar,uraian\n".to_owned();
        for row in book.rows {
            let cells: Vec<&str> = row.splitn(6, '|').collect();
            let (date, assumed) = cells[2].strip_suffix('?').map_or((cells[2], ""), |date| (date, "ya"));
            let text = cells[5].replace('"', "\"\"");
            expected +=
                &format!("{},{},{date},{assumed},{},{},\"{text}\"\n", cells[0], cells[1], cells[3], cells[4]);
        }
        fs::write(path.with_extension("expected.csv"), expected).unwrap();
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("xlsx") => fs::write(&path, book.xlsx()).unwrap(),
            Some("csv") => fs::write(&path, separated(book)).unwrap(),
            _ => fs::write(std::env::temp_dir().join(book.file).with_extension("source.xlsx"), book.xlsx())
                .unwrap(),
        }
    }
}

fn separated(book: &Book) -> String {
    let quoted = |cell: &str| {
        if cell.contains([';', '"']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
    };
    let line = |row: &&str| row.split('|').map(quoted).collect::<Vec<_>>().join(";") + "\r\n";
    book.sheets[0].rows.iter().map(line).collect()
}
