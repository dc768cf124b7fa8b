//! Dates as people write them.

use kernel::{BookDate, Month};
use proptest::prelude::*;
use sheets::{DateFault, DateFound, DateHints, date_of, date_of_text};
use spreadsheet::Cell;

use crate::given::{day, serial};

fn hints() -> DateHints {
    DateHints { year: Some(2026), ..DateHints::none(day("2026-11-24")) }
}

fn july() -> DateHints {
    DateHints { month: Month::new(2026, 7), sheet_year: Some(2026), ..DateHints::none(day("2026-11-24")) }
}

fn read(text: &str, hints: &DateHints) -> Result<(String, bool), DateFault> {
    date_of_text(text, hints).map(|found| (found.date.to_string(), found.assumed))
}

#[test]
fn dates_are_read_as_officers_write_them() {
    for (text, date) in [
        ("01/07/2026", "2026-07-01"),
        ("1-7-26", "2026-07-01"),
        ("1.7.2026", "2026-07-01"),
        ("1 / 7 / 2026", "2026-07-01"),
        ("2026-07-01", "2026-07-01"),
        ("20260701", "2026-07-01"),
        ("Tgl 01 Juli 2026", "2026-07-01"),
        ("Tgl. 1 Jul 26", "2026-07-01"),
        ("Senin, 6 Juli 2026", "2026-07-06"),
        ("Jum'at 3/7/2026", "2026-07-03"),
        ("1Agustus2026", "2026-08-01"),
        ("1 Agustsu 2026", "2026-08-01"),
        ("3 Pebruari 2026", "2026-02-03"),
        ("10 Nop 2026", "2026-11-10"),
        ("01/07/2026 08:30:15", "2026-07-01"),
        ("July 4, 2026", "2026-07-04"),
        ("1 Jul", "2026-07-01"),
        ("1/7", "2026-07-01"),
    ] {
        assert_eq!(read(text, &hints()), Ok((date.to_owned(), false)), "{text}");
    }
}

#[test]
fn a_part_that_is_not_written_comes_from_the_sheet_and_is_marked() {
    let assumed = |date: &str| Ok((date.to_owned(), true));
    assert_eq!(read("15", &july()), assumed("2026-07-15"));
    assert_eq!(read("Tgl 15", &july()), assumed("2026-07-15"));
    assert_eq!(read("", &july()), assumed("2026-07-01"));
    assert_eq!(read("Bulan Januari", &july()), assumed("2026-01-01"));
    let below = DateHints { previous: Some(day("2026-07-09")), ..july() };
    assert_eq!(read(" - ", &below), assumed("2026-07-09"));
    assert_eq!(read("Juli", &below), assumed("2026-07-09"));
    assert_eq!(read("Agustus 2026", &below), assumed("2026-08-01"));
    assert_eq!(read("15", &hints()), Err(DateFault::NoMonth));
    assert_eq!(read("", &hints()), Err(DateFault::Blank));
    assert_eq!(read("1 Jul", &DateHints::none(day("2026-11-24"))), Err(DateFault::NoYear));
}

#[test]
fn what_may_be_another_day_is_no_date() {
    for (text, fault) in [
        ("7/13/2026", DateFault::DayOrMonth),
        ("31/06/2026", DateFault::NotInCalendar),
        ("32/1/2026", DateFault::NotInCalendar),
        ("29/02/2026", DateFault::NotInCalendar),
        ("40/40/2026", DateFault::NotInCalendar),
        ("1/7/2028", DateFault::Year(2028)),
        ("1/7/202", DateFault::Year(202)),
        ("1/7/1926", DateFault::Year(1926)),
        ("25/11/2026", DateFault::Future),
        ("Juli 26", DateFault::Unreadable),
        ("1.7", DateFault::Unreadable),
        ("kemarin", DateFault::Unreadable),
        ("1 s/d 5 Juli 2026", DateFault::Unreadable),
        ("001/07/2026", DateFault::Unreadable),
        ("20261301", DateFault::Unreadable),
    ] {
        let given = DateHints { year: None, ..hints() };
        assert_eq!(read(text, &given).unwrap_err(), fault, "{text}");
    }
    // In a sheet of July the seventh of January is July the first, turned round.
    assert_eq!(read("07/01/2026", &july()), Err(DateFault::DayOrMonth));
    assert_eq!(read("7 Januari 2026", &july()), Ok(("2026-01-07".to_owned(), false)));
    assert_eq!(read("1/7/2025", &july()), Err(DateFault::Year(2025)));
}

#[test]
fn a_person_s_year_takes_the_place_of_an_impossible_one_and_is_marked() {
    assert_eq!(read("1/7/2028", &hints()), Ok(("2026-07-01".to_owned(), true)));
    assert_eq!(read("1/7/2025", &hints()), Ok(("2025-07-01".to_owned(), false)));
}

#[test]
fn cells_hold_dates_serial_numbers_and_days() {
    let found = |date: &str, assumed| Ok(DateFound { date: day(date), assumed });
    let first = serial(day("2026-07-01"));
    assert_eq!(date_of(&Cell::DateTime { serial: first }, &hints()), found("2026-07-01", false));
    assert_eq!(date_of(&Cell::DateTime { serial: first + 0.99 }, &hints()), found("2026-07-01", false));
    assert_eq!(date_of(&Cell::Number(first), &hints()), found("2026-07-01", false));
    let from_1904 = DateHints { counts_from_1904: true, ..hints() };
    assert_eq!(date_of(&Cell::Number(first - 1_462.0), &from_1904), found("2026-07-01", false));
    assert_eq!(date_of(&Cell::Number(15.0), &july()), found("2026-07-15", true));
    for cell in [
        Cell::Number(1.7),
        Cell::Number(2026.0 / 10.0),
        Cell::Number(-5.0),
        Cell::Number(1e12),
        Cell::DateTime { serial: 0.5 },
    ] {
        assert_eq!(date_of(&cell, &july()), Err(DateFault::Unreadable), "{cell:?}");
    }
    assert_eq!(
        date_of(&Cell::Number(2_026.0), &DateHints::none(day("2026-11-24"))),
        Err(DateFault::Year(1905))
    );
}

fn any_day() -> impl Strategy<Value = BookDate> {
    (0..13_000_i64).prop_map(|days| BookDate::MIN.plus_days(days))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_form_gives_the_day_back_or_nothing(date in any_day(), form in 0..6_usize) {
        let (year, month, day_of) = (date.year(), date.month(), date.day());
        let text = match form {
            0 => format!("{day_of:02}/{month:02}/{year}"),
            1 => format!("{day_of}-{month}-{:02}", year % 100),
            2 => date.to_string(),
            3 => format!("{}, {}", date.weekday_name(), date.long()),
            4 => format!("Tgl {}", date.short()),
            _ => format!("{day_of}.{month}.{year} 09:15"),
        };
        let found = date_of_text(&text, &DateHints::none(BookDate::MAX));
        prop_assert_eq!(found, Ok(DateFound { date, assumed: false }), "{}", text);
        let cell = Cell::DateTime { serial: serial(date) };
        let found = date_of(&cell, &DateHints::none(BookDate::MAX));
        prop_assert_eq!(found, Ok(DateFound { date, assumed: false }));
    }

    #[test]
    fn no_text_makes_it_panic(text in "[0-9/. -]{0,14}|\\PC{0,20}", number in any::<f64>()) {
        let _ = date_of_text(&text, &july());
        let _ = date_of(&Cell::Number(number), &july());
        let _ = date_of(&Cell::DateTime { serial: number }, &july());
    }
}
