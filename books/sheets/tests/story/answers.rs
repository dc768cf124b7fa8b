//! What a person answers is read as said, and only in the sheet that was asked about.

use kernel::{Month, Rupiah};
use sheets::{
    Answer, AnswerError, Asked, ColumnRole, DateOrder, QuestionKind, Reading, Sample, read_cash_book, sample,
};
use spreadsheet::{Sheet, Workbook};

use crate::examples::{check_that_nothing_is_lost, told};
use crate::given::{day, row};
use crate::workbooks;

fn asked(answers: &[Answer]) -> Asked {
    Asked { answers: answers.to_vec(), ..Asked::on(day("2026-11-24")) }
}

fn workbook(sheets: &[(&str, &[&str])]) -> Workbook {
    let sheets = sheets.iter().map(|(name, lines)| {
        let rows = lines.iter().enumerate().map(|(place, text)| row(u32::try_from(place).unwrap() + 1, text));
        Sheet { name: (*name).to_owned(), rows: rows.collect(), ..Sheet::default() }
    });
    Workbook { sheets: sheets.collect(), ..Workbook::default() }
}

fn read(workbook: &Workbook, answers: &[Answer]) -> Reading {
    let reading = read_cash_book(workbook, &asked(answers));
    check_that_nothing_is_lost(workbook, &reading, "with answers");
    reading
}

fn about(sheet: &str) -> Answer {
    Answer { sheet: sheet.to_owned(), ..Answer::default() }
}

/// The guess of a sample as an answer.
fn guessed(sample: &Sample) -> Answer {
    Answer { columns: sample.columns.iter().map(|column| column.guess).collect(), ..about(&sample.sheet) }
}

fn kinds(reading: &Reading) -> Vec<QuestionKind> {
    reading.questions.iter().map(|question| question.kind).collect()
}

fn example(file: &str) -> Workbook {
    workbooks::all().into_iter().find(|book| book.file == file).unwrap().workbook()
}

#[test]
fn a_book_without_a_heading_is_read_by_the_guess_that_is_offered() {
    let book = example("14-tanpa-judul.xlsx");
    let asked = read(&book, &[]);
    let roles: Vec<ColumnRole> = asked.samples[0].columns.iter().map(|column| column.guess).collect();
    assert_eq!(
        roles,
        [ColumnRole::Date, ColumnRole::Description, ColumnRole::In, ColumnRole::Out, ColumnRole::Balance]
    );
    let reading = read(&book, &[guessed(&asked.samples[0])]);
    assert_eq!(
        told(&reading),
        ["Sheet1|1|2026-07-01|100000|0|Setoran anggota", "Sheet1|2|2026-07-02|0|5000|Belanja"]
    );
    assert!(reading.questions.is_empty() && reading.balance_breaks().is_empty());
}

#[test]
fn columns_headed_as_the_bank_does_are_offered_the_other_way_round() {
    let book = example("15-seperti-bank.xlsx");
    let asked = read(&book, &[]);
    let answer = guessed(&asked.samples[0]);
    assert_eq!((answer.columns[2], answer.columns[3]), (ColumnRole::Out, ColumnRole::In));
    let reading = read(&book, &[answer]);
    assert_eq!((reading.money_in(), reading.money_out()), (Some(Rupiah(105_000)), Some(Rupiah(5_000))));
    assert!(reading.questions.is_empty() && reading.balance_breaks().is_empty());
}

#[test]
fn a_person_has_the_last_word_about_columns_and_is_told_what_the_saldo_says() {
    let book = example("15-seperti-bank.xlsx");
    let mut answer = guessed(&read(&book, &[]).samples[0]);
    answer.columns.swap(2, 3);
    let reading = read(&book, &[answer]);
    assert_eq!(reading.rows.len(), 3);
    assert!(reading.warnings.iter().any(|warning| warning.contains("tertukar")), "{:?}", reading.warnings);
    assert!(!reading.balance_breaks().is_empty());
}

#[test]
fn an_unknown_heading_is_named_once_and_its_repetition_is_known() {
    let heading = "Tgl|Uraian|Masuk|Kelwrr|Saldo";
    let lines: &[&str] = &[
        heading,
        "1/7/2026|Setoran|=100000||=100000",
        "2/7/2026|Belanja||=5000|=95000",
        heading,
        "3/7/2026|Belanja||=5000|=90000",
    ];
    let book = workbook(&[("Juli 2026", lines)]);
    let asked = read(&book, &[]);
    assert_eq!(kinds(&asked), [QuestionKind::WhichColumn]);
    let reading = read(&book, &[guessed(&asked.samples[0])]);
    assert_eq!(reading.closing(), Some(Rupiah(90_000)));
    assert_eq!(reading.rows.len(), 3);
    assert!(reading.questions.is_empty(), "{:?}", reading.questions);
}

#[test]
fn of_two_books_side_by_side_the_chosen_columns_are_read() {
    let book = example("16-kas-dan-bank.xlsx");
    let mut answer = guessed(&read(&book, &[]).samples[0]);
    assert_eq!((answer.columns[3], answer.columns[4]), (ColumnRole::In, ColumnRole::Out));
    let cash = read(&book, &[answer.clone()]);
    assert_eq!((cash.money_in(), cash.money_out()), (Some(Rupiah(100_000)), Some(Rupiah(50_000))));
    answer.columns.swap(3, 5);
    answer.columns.swap(4, 6);
    let bank = read(&book, &[answer]);
    assert_eq!((bank.money_in(), bank.money_out()), (Some(Rupiah(50_000)), Some(Rupiah(0))));
}

const TWO_TABLES: &[&str] = &[
    "Tanggal|Uraian|Debet|Kredit|Saldo",
    "=1|A|=100||=100",
    "=2|B|=50||=150",
    "Uraian|Tanggal|Kredit|Debet|Saldo",
    "C|=3||=70|=70",
    "D|=4|=20||=50",
];

#[test]
fn of_two_tables_below_each_other_the_chosen_one_is_read_or_both() {
    let book = workbook(&[("Juli 2026", TWO_TABLES)]);
    let asked = read(&book, &[]);
    assert_eq!(kinds(&asked), [QuestionKind::WhichTable]);
    let offered: Vec<u32> = asked.samples[0].tables.iter().map(|(row, _)| *row).collect();
    assert_eq!(offered, [1, 4]);
    let chosen = |tables: &[u32]| {
        let reading = read(&book, &[Answer { tables: tables.to_vec(), ..about("Juli 2026") }]);
        assert!(reading.questions.is_empty(), "{:?}", reading.questions);
        assert_eq!(reading.problems().count(), 0, "{:?}", reading.listed);
        told(&reading)
    };
    let first = ["Juli 2026|2|2026-07-01?|100|0|A", "Juli 2026|3|2026-07-02?|50|0|B"];
    let second = ["Juli 2026|5|2026-07-03?|70|0|C", "Juli 2026|6|2026-07-04?|0|20|D"];
    assert_eq!(chosen(&[1]), first);
    assert_eq!(chosen(&[4]), second);
    assert_eq!(chosen(&[1, 4]), [first, second].concat());
}

#[test]
fn a_copy_is_left_out_or_is_no_copy() {
    let book = example("17-salinan.xlsx");
    let month = Answer { month: Some(8), year: Some(2026), ..about("Agustus 2026") };
    let copy = |is_used| Answer { is_used: Some(is_used), ..about("Juli 2026 (2)") };
    let without = read(&book, &[copy(false), month.clone()]);
    assert!(without.questions.is_empty() && without.problems().count() == 0, "{:?}", without.listed);
    assert_eq!(without.rows.len(), 6);
    assert!(told(&without).contains(&"Agustus 2026|4|2026-08-02?|200000|0|Setoran".to_owned()));
    assert_eq!(read(&book, &[copy(true), month]).rows.len(), 9);
}

#[test]
fn the_month_and_year_of_bare_days_are_told_sheet_by_sheet() {
    let lines: &[&str] = &["Tanggal|Uraian|Debet|Kredit", "=30|A|=100|", "=31|B||=20"];
    let book = workbook(&[("Lama", lines), ("Baru", lines)]);
    assert_eq!(kinds(&read(&book, &[])), [QuestionKind::Month, QuestionKind::Month]);
    let old = Answer { month: Some(12), year: Some(2025), ..about("Lama") };
    let reading = read(&book, std::slice::from_ref(&old));
    assert_eq!(kinds(&reading), [QuestionKind::Month], "the other sheet still asks");
    let reading = read(&book, &[old, Answer { month: Some(1), year: Some(2026), ..about("Baru") }]);
    let dates: Vec<String> = reading.rows.iter().map(|row| row.date.to_string()).collect();
    assert_eq!(dates, ["2025-12-30", "2025-12-31", "2026-01-30", "2026-01-31"]);
    assert_eq!(reading.sheets[0].month, Month::new(2025, 12));
}

#[test]
fn the_year_of_a_sheet_mends_what_cannot_be_and_leaves_whole_dates_alone() {
    let lines: &[&str] =
        &["Tanggal|Uraian|Debet|Kredit", "31/12/2025|A|=1|", "2/1|B|=2|", "3/1/2062|C|=3|", "4/1/2026|D|=4|"];
    let book = workbook(&[("Sheet1", lines)]);
    let reading = read(&book, &[Answer { year: Some(2026), ..about("Sheet1") }]);
    let dates: Vec<String> = reading.rows.iter().map(|row| row.date.to_string()).collect();
    assert_eq!(dates, ["2025-12-31", "2026-01-02", "2026-01-03", "2026-01-04"]);
}

#[test]
fn day_or_month_is_answered_with_the_very_date_in_doubt() {
    let lines: &[&str] = &["Tanggal|Uraian|Debet|Kredit", "7/3/2026|A|=1|", "7/24/2026|B|=2|"];
    let book = workbook(&[("Juli 2026", lines)]);
    let asked = read(&book, &[]);
    assert_eq!(kinds(&asked), [QuestionKind::DayOrMonth]);
    let doubtful = asked.samples[0].doubtful.clone().unwrap();
    assert_eq!((doubtful.row, doubtful.written.as_str()), (2, "7/3/2026"));
    assert_eq!(doubtful.day_first, Some(day("2026-03-07")));
    assert_eq!(doubtful.month_first, Some(day("2026-07-03")));
    let with = |order| {
        let reading = read(&book, &[Answer { order: Some(order), ..about("Juli 2026") }]);
        reading.rows.iter().map(|row| row.date.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(with(DateOrder::MonthFirst), ["2026-07-03", "2026-07-24"]);
    // The day that no calendar has stays a problem.
    assert_eq!(with(DateOrder::DayFirst), ["2026-03-07"]);
}

#[test]
fn what_excel_turned_is_turned_back_and_what_it_left_alone_stays() {
    // Typed 3/7, 5/7 and 24/7: Excel with foreign settings made 7 March of the first, and left texts.
    let lines: &[&str] =
        &["Tanggal|Uraian|Debet|Kredit", "@2026-03-07|A|=1|", "5/7/2026|B|=2|", "24/7/2026|C|=3|"];
    let book = workbook(&[("Juli 2026", lines)]);
    assert_eq!(kinds(&read(&book, &[])), [QuestionKind::DayOrMonth]);
    let answer = Answer { order: Some(DateOrder::MonthFirst), ..about("Juli 2026") };
    let reading = read(&book, &[answer]);
    let dates: Vec<String> = reading.rows.iter().map(|row| row.date.to_string()).collect();
    assert_eq!(dates, ["2026-07-03", "2026-07-05", "2026-07-24"]);
}

#[test]
fn an_answer_about_one_sheet_changes_no_other() {
    let lines: &[&str] = &["Tanggal|Uraian|Debet|Kredit", "7/3/2026|A|=1|"];
    let book = workbook(&[("Satu", lines), ("Dua", lines)]);
    let answer = Answer { order: Some(DateOrder::MonthFirst), ..about("Satu") };
    let reading = read(&book, &[answer]);
    let dates: Vec<_> = reading.rows.iter().map(|row| (row.sheet.as_str(), row.date.to_string())).collect();
    assert!(dates.contains(&("Satu", "2026-07-03".to_owned())), "{dates:?}");
    assert!(dates.contains(&("Dua", "2026-03-07".to_owned())), "{dates:?}");
}

#[test]
fn answers_that_cannot_be_used_are_refused_with_a_sentence() {
    let with = |columns: &[ColumnRole]| Answer { columns: columns.to_vec(), ..about("Juli") };
    let twice = with(&[ColumnRole::Date, ColumnRole::In, ColumnRole::In]).check(2026);
    assert_eq!(twice, Err(AnswerError::Twice("Juli".to_owned(), "Uang masuk")));
    let no_amount = with(&[ColumnRole::Date, ColumnRole::Description]).check(2026);
    assert_eq!(no_amount, Err(AnswerError::NoAmount("Juli".to_owned())));
    let no_words = with(&[ColumnRole::In, ColumnRole::Out]).check(2026);
    assert_eq!(no_words, Err(AnswerError::NoDescription("Juli".to_owned())));
    assert!(Answer { month: Some(13), ..about("Juli") }.check(2026).is_err());
    assert!(Answer { year: Some(2027), ..about("Juli") }.check(2026).is_err());
    assert_eq!(with(&[ColumnRole::Date, ColumnRole::In]).check(2026), Ok(()));
}

#[test]
fn a_later_answer_takes_the_place_of_the_earlier_and_an_empty_one_takes_it_away() {
    let mut asked = asked(&[Answer { year: Some(2025), ..about("Juli") }]);
    asked.take(Answer { year: Some(2026), ..about("Juli") });
    assert_eq!(asked.about("Juli").unwrap().year, Some(2026));
    asked.take(about("Juli"));
    assert!(asked.answers.is_empty());
}

#[test]
fn a_sample_shows_any_sheet_with_its_columns() {
    let book = workbook(&[("Juli 2026", &["Tanggal|Uraian|Debet|Kredit", "=1|A|=100|", "=2|B||=20"])]);
    let shown = sample(&book, "Juli 2026", &read(&book, &[])).unwrap();
    let headings: Vec<&str> = shown.columns.iter().map(|column| column.heading.as_str()).collect();
    assert_eq!(headings, ["Tanggal", "Uraian", "Debet", "Kredit"]);
    assert_eq!(shown.rows[1].cells, ["2", "B", "", "20"]);
    assert!(shown.tables.is_empty() && shown.doubtful.is_none());
    assert!(sample(&book, "Agustus", &read(&book, &[])).is_none());
}
