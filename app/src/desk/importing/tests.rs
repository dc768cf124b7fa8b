//! What is asked about a file and what comes back, on both engines where books are touched.

use import::Summary;
use kernel::BookDate;
use sheets::{Answer, Asked, ColumnRole, DateOrder, Question, QuestionKind, Sample, SampleColumn, SheetRead};
use web::Form;

use super::answer::told;
use super::questions::{about_sheet, answers, asked};

fn sheet(name: &str) -> SheetRead {
    let columns = vec![("tanggal".to_owned(), "Tgl".to_owned()), ("masuk".to_owned(), "Masuk".to_owned())];
    SheetRead { name: name.to_owned(), columns, ..SheetRead::default() }
}

fn question(sheet: &str, kind: QuestionKind) -> Question {
    Question { sheet: sheet.to_owned(), row: None, kind, message: format!("Tentang {sheet}?") }
}

fn sample(sheet: &str) -> Sample {
    let column =
        |letters: &str, guess| SampleColumn { letters: letters.to_owned(), guess, ..SampleColumn::default() };
    let columns =
        vec![column("A", ColumnRole::Date), column("B", ColumnRole::In), column("C", ColumnRole::Unused)];
    Sample { sheet: sheet.to_owned(), columns, ..Sample::default() }
}

fn summary(asks: &[(&str, QuestionKind)]) -> Summary {
    let mut names: Vec<&str> = asks.iter().map(|(name, _)| *name).collect();
    names.dedup();
    Summary {
        sheets: names.iter().map(|name| sheet(name)).collect(),
        samples: names.iter().map(|name| sample(name)).collect(),
        questions: asks.iter().map(|(name, kind)| question(name, *kind)).collect(),
        ..Summary::default()
    }
}

fn today() -> BookDate {
    BookDate::parse("2026-11-24").unwrap()
}

#[test]
fn sheets_laid_out_alike_are_asked_about_once_and_months_one_by_one() {
    let (blocks, more) = asked(&summary(&[
        ("Jan", QuestionKind::WhichColumn),
        ("Feb", QuestionKind::WhichColumn),
        ("Mar", QuestionKind::Month),
        ("Apr", QuestionKind::Month),
    ]));
    let told: Vec<(&str, &str)> =
        blocks.iter().map(|block| (block.names.as_str(), block.sheets.as_str())).collect();
    assert_eq!((told, more), (vec![("Jan, Feb", "0,1"), ("Mar", "2"), ("Apr", "3")], 0));
    let chosen: Vec<&str> =
        blocks[0].columns.iter().map(|column| column.roles.iter().find(|role| role.2).unwrap().1).collect();
    assert_eq!(chosen, ["Tanggal", "Uang masuk", "Tidak dipakai"], "the guess stands there already");
}

#[test]
fn one_answer_serves_all_sheets_that_it_was_asked_for() {
    let summary = summary(&[("Jan", QuestionKind::WhichColumn), ("Feb", QuestionKind::WhichColumn)]);
    let form = Form::for_tests(&[
        ("0-sheets", "0,1"),
        ("0-skips", "1"),
        ("0-c0", "tanggal"),
        ("0-c1", "keluar"),
        ("0-c2", "saldo"),
    ]);
    let found = answers(&summary, &form);
    assert_eq!(found.iter().map(|answer| answer.sheet.as_str()).collect::<Vec<_>>(), ["Jan", "Feb"]);
    for answer in found {
        assert_eq!(answer.columns, [ColumnRole::Date, ColumnRole::Out, ColumnRole::Balance]);
    }
}

#[test]
fn an_answer_keeps_what_was_told_before_and_changes_only_its_fields() {
    let mut summary = summary(&[("Jan", QuestionKind::DayOrMonth)]);
    summary.answers = vec![Answer { sheet: "Jan".to_owned(), year: Some(2025), ..Answer::default() }];
    let form = Form::for_tests(&[("0-sheets", "0"), ("0-order", "bulan")]);
    let found = answers(&summary, &form);
    assert_eq!((found[0].year, found[0].order), (Some(2025), Some(DateOrder::MonthFirst)));
}

#[test]
fn a_sheet_that_is_left_out_needs_no_columns() {
    let summary = summary(&[("Jan", QuestionKind::NoHeading)]);
    let form = Form::for_tests(&[
        ("0-sheets", "0"),
        ("0-use", "tidak"),
        ("0-skips", "1"),
        ("0-c0", "masuk"),
        ("0-c1", "masuk"),
    ]);
    let found = answers(&summary, &form);
    assert_eq!((found[0].is_used, found[0].columns.is_empty()), (Some(false), true));
    assert!(told(Asked::on(today()), found).is_ok());
}

#[test]
fn nothing_answered_and_what_cannot_be_are_refused_with_a_sentence() {
    let summary = summary(&[("Jan", QuestionKind::Year)]);
    let nothing = answers(&summary, &Form::for_tests(&[("0-sheets", "0"), ("0-year", "")]));
    let refused = told(Asked::on(today()), nothing).unwrap_err();
    assert!(refused.sentence.starts_with("Belum ada jawaban"), "{}", refused.sentence);
    for year in ["dua ribu", "2062", "26"] {
        let found = answers(&summary, &Form::for_tests(&[("0-sheets", "0"), ("0-year", year)]));
        let refused = told(Asked::on(today()), found).unwrap_err();
        assert!(refused.sentence.contains("empat angka"), "{year}: {}", refused.sentence);
    }
    let found = answers(&summary, &Form::for_tests(&[("0-sheets", "0"), ("0-year", "2026")]));
    assert_eq!(told(Asked::on(today()), found).unwrap().about("Jan").unwrap().year, Some(2026));
}

#[test]
fn any_sheet_may_be_read_otherwise_than_it_was() {
    let summary = summary(&[("Jan", QuestionKind::Year)]);
    let block = about_sheet(&summary, 0, &sample("Jan")).unwrap();
    assert!(block.month.is_some() && block.order.is_some() && block.columns.len() == 3 && block.may_skip);
    assert!(block.tables.is_empty() && !block.is_copy);
}
