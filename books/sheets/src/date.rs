//! Dates as officers write them.
//!
//! Rule: what is written is read day before month, always. What cannot be read so, has
//! an impossible year, or falls out of its sheet's month only because day and month
//! were exchanged, is refused for a person to decide; it is never turned round silently.

use kernel::{BookDate, Month};
use spreadsheet::Cell;
use thiserror::Error;

use crate::months::{is_weekday, month_called};
use crate::words::words;

/// What is known around a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateHints {
    /// The year a person gave: used where none is written, or an impossible one.
    pub year: Option<i64>,
    /// The year of the sheet: used where none is written; another one is refused.
    pub sheet_year: Option<i64>,
    /// The month of the sheet, for a day alone.
    pub month: Option<Month>,
    /// The date of the row above, for a blank.
    pub previous: Option<BookDate>,
    /// Today: nothing is later.
    pub today: BookDate,
    /// Whether plain serial numbers count from 1904.
    pub counts_from_1904: bool,
}

impl DateHints {
    /// Nothing is known but today: for bank statements and lists, whose dates are whole.
    pub fn none(today: BookDate) -> Self {
        Self { year: None, sheet_year: None, month: None, previous: None, today, counts_from_1904: false }
    }
}

/// A date, and whether it stood there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateFound {
    /// The day.
    pub date: BookDate,
    /// Whether day or month were not written but taken from the hints, or a person's
    /// year put in the place of an impossible one.
    pub assumed: bool,
}

/// Why no date was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DateFault {
    /// Nothing stands there, and nothing above can be taken.
    #[error("Isi tanggal baris ini.")]
    Blank,
    /// Not a shape a date is written in.
    #[error("Tulis tanggalnya sebagai hari/bulan/tahun, misalnya 24/11/2026.")]
    Unreadable,
    /// No calendar has it.
    #[error("Periksa lagi tanggalnya: hari itu tidak ada di kalender.")]
    NotInCalendar,
    /// Fits only if the month is written first.
    #[error("Tulis tanggalnya sebagai hari/bulan/tahun, karena hari dan bulannya tampak tertukar.")]
    DayOrMonth,
    /// No year anywhere.
    #[error("Sebutkan tahun buku ini, karena tanggalnya tanpa tahun.")]
    NoYear,
    /// A year that cannot be.
    #[error("Perbaiki tahun tanggal ini: {0} tidak mungkin di buku ini.")]
    Year(i64),
    /// No month anywhere.
    #[error("Sebutkan bulan lembar ini, karena yang tertulis hanya harinya.")]
    NoMonth,
    /// Later than today.
    #[error("Periksa lagi tanggalnya: hari itu belum tiba.")]
    Future,
}

/// What a cell says of a date before anything else is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    Blank,
    /// `is_named`: the month stood there as a word, so it cannot be the day.
    Full {
        year: i64,
        month: i64,
        day: i64,
        is_named: bool,
    },
    DayMonth {
        month: i64,
        day: i64,
        is_named: bool,
    },
    Month {
        year: Option<i64>,
        month: i64,
    },
    Day(i64),
}

/// The date in a cell.
///
/// # Errors
/// [`DateFault`].
pub fn date_of(cell: &Cell, hints: &DateHints) -> Result<DateFound, DateFault> {
    settle(written(cell, hints.counts_from_1904)?, hints)
}

/// The date in a text: `01/07/2026`, `1-7-26`, `1.7.2026`, `2026-07-01`, `Tgl 01 Juli
/// 2026`, `1 Jul`, `Senin, 6 Juli 2026`, `Bulan Januari`, `15`.
///
/// # Errors
/// [`DateFault`].
pub fn date_of_text(text: &str, hints: &DateHints) -> Result<DateFound, DateFault> {
    settle(written_text(text)?, hints)
}

pub(crate) fn written(cell: &Cell, counts_from_1904: bool) -> Result<Written, DateFault> {
    match cell {
        Cell::Empty => Ok(Written::Blank),
        Cell::Text(text) => written_text(text),
        Cell::DateTime { serial } => serial_date(*serial),
        Cell::Number(number) => match cell.whole() {
            Some(day @ 1..=31) => Ok(Written::Day(day)),
            _ if counts_from_1904 => serial_date(number + 1_462.0),
            _ => serial_date(*number),
        },
        Cell::Bool(_) | Cell::Error(_) => Err(DateFault::Unreadable),
    }
}

/// The day of a serial number; a number that is no day of this century or the last is
/// none at all (a time of day, a day of the month, a code).
fn serial_date(serial: f64) -> Result<Written, DateFault> {
    /// 1 January 1990.
    const FIRST: i64 = 32_874;
    if !(366.0..200_000.0).contains(&serial) {
        return Err(DateFault::Unreadable);
    }
    let days: i64 = format!("{:.0}", serial.floor()).parse().map_err(|_| DateFault::Unreadable)?;
    // Before 1990 and after 2200 the books have no day to name; the year alone is told.
    let about = 1900 + days * 100 / 36_525;
    let date = BookDate::MIN.plus_days(days - FIRST);
    if BookDate::MIN.days_until(date) != days - FIRST {
        return Err(DateFault::Year(about));
    }
    Ok(Written::Full { year: date.year(), month: date.month(), day: date.day(), is_named: false })
}

/// What a cell says if its month stands before its day; nothing where it is no date of digits.
pub(crate) fn month_first(cell: &Cell, counts_from_1904: bool) -> Option<Written> {
    match cell {
        Cell::Text(text) => match written_in(text, true) {
            Ok(
                found @ (Written::Full { is_named: false, .. } | Written::DayMonth { is_named: false, .. }),
            ) => Some(found),
            _ => None,
        },
        _ => match written(cell, counts_from_1904) {
            Ok(Written::Full { year, month: day, day: month @ 1..=12, is_named: false }) => {
                Some(Written::Full { year, month, day, is_named: false })
            }
            _ => None,
        },
    }
}

impl Written {
    /// As a person said that it is meant: no other order is thought of.
    pub(crate) fn as_told(self) -> Self {
        match self {
            Self::Full { year, month, day, .. } => Self::Full { year, month, day, is_named: true },
            Self::DayMonth { month, day, .. } => Self::DayMonth { month, day, is_named: true },
            other => other,
        }
    }
}

pub(crate) fn written_text(text: &str) -> Result<Written, DateFault> {
    written_in(text, false)
}

fn written_in(text: &str, month_first: bool) -> Result<Written, DateFault> {
    const FILLERS: [&str; 6] = ["tgl", "tanggal", "bulan", "bln", "tahun", "th"];
    let text = without_time(text.trim());
    let all = words(text);
    let is_filler = |word: &str| is_weekday(word) || FILLERS.contains(&word);
    let parts: Vec<&str> = all.iter().map(String::as_str).filter(|word| !is_filler(word)).collect();
    let says_month = all.iter().any(|word| word == "bulan" || word == "bln");
    if parts.is_empty() {
        return if all.is_empty() && !text.contains(char::is_alphanumeric) && text.len() < 4 {
            Ok(Written::Blank)
        } else {
            Err(DateFault::Unreadable)
        };
    }
    let names: Vec<Option<i64>> = parts.iter().map(|part| month_called(part)).collect();
    match (parts.as_slice(), names.as_slice()) {
        ([_], [Some(month)]) => Ok(Written::Month { year: None, month: *month }),
        ([_, year], [Some(month), None]) if year.len() == 4 => {
            Ok(Written::Month { year: Some(digits(year)?), month: *month })
        }
        // "Juli 26" is a day or a year, unless it says that it is a month.
        ([_, year], [Some(month), None]) if says_month && year.len() == 2 => {
            Ok(Written::Month { year: Some(full_year(year)?), month: *month })
        }
        ([day, _], [None, Some(month)]) => {
            Ok(Written::DayMonth { month: *month, day: short(day)?, is_named: true })
        }
        ([day, _, year], [None, Some(month), None]) => full(full_year(year)?, *month, short(day)?, true),
        ([_, day, year], [Some(month), None, None]) if year.len() == 4 => {
            full(digits(year)?, *month, short(day)?, true)
        }
        _ => numeric(text, &parts, month_first),
    }
}

/// Dates of digits only.
fn numeric(text: &str, parts: &[&str], month_first: bool) -> Result<Written, DateFault> {
    let in_order = |first, second| if month_first { (second, first) } else { (first, second) };
    match parts {
        [day] if day.len() <= 2 => Ok(Written::Day(in_month(digits(day)?)?)),
        [block] if block.len() == 8 => block_of_eight(block),
        // `1.7` may be a number with a decimal; with a slash or dash it is day and month.
        [day, month] if text.contains(['/', '-']) => {
            let (day, month) = in_order(short(day)?, short(month)?);
            check_order(day, month)?;
            Ok(Written::DayMonth { month, day, is_named: false })
        }
        [year, month, day] if year.len() == 4 => full(digits(year)?, short(month)?, short(day)?, true),
        [day, month, year] => {
            let (day, month) = in_order(short(day)?, short(month)?);
            check_order(day, month)?;
            full(full_year(year)?, month, day, false)
        }
        _ => Err(DateFault::Unreadable),
    }
}

/// `20260701` or `01072026`, if only one of them is a day.
fn block_of_eight(block: &str) -> Result<Written, DateFault> {
    let part = |from: usize, to: usize| block.get(from..to).ok_or(DateFault::Unreadable).and_then(digits);
    let (first, last) = ((part(0, 4)?, part(4, 6)?, part(6, 8)?), (part(4, 8)?, part(2, 4)?, part(0, 2)?));
    let exists = |(year, month, day): &(i64, i64, i64)| BookDate::new(*year, *month, *day).is_some();
    match (exists(&first), exists(&last)) {
        (true, false) => full(first.0, first.1, first.2, true),
        (false, true) => full(last.0, last.1, last.2, false),
        _ => Err(DateFault::Unreadable),
    }
}

fn full(year: i64, month: i64, day: i64, is_named: bool) -> Result<Written, DateFault> {
    if !(1..=12).contains(&month) {
        return Err(DateFault::NotInCalendar);
    }
    Ok(Written::Full { year, month, day: in_month(day)?, is_named })
}

/// A month beyond December in the place of the month: a day, if the order is foreign.
fn check_order(day: i64, month: i64) -> Result<(), DateFault> {
    match (day, month) {
        (_, 1..=12) => Ok(()),
        (1..=12, 13..=31) => Err(DateFault::DayOrMonth),
        _ => Err(DateFault::NotInCalendar),
    }
}

fn in_month(day: i64) -> Result<i64, DateFault> {
    if (1..=31).contains(&day) { Ok(day) } else { Err(DateFault::NotInCalendar) }
}

fn digits(text: &str) -> Result<i64, DateFault> {
    let is_number = (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok()).flatten().ok_or(DateFault::Unreadable)
}

fn short(text: &str) -> Result<i64, DateFault> {
    if text.len() > 2 { Err(DateFault::Unreadable) } else { digits(text) }
}

/// Two digits are 1990 to 2089; four are themselves; three are a typing error, told as
/// a year that cannot be.
fn full_year(text: &str) -> Result<i64, DateFault> {
    let year = digits(text)?;
    match text.len() {
        2 if year < 90 => Ok(2000 + year),
        2 => Ok(1900 + year),
        3 | 4 => Ok(year),
        _ => Err(DateFault::Unreadable),
    }
}

/// A text without the time of day at its end.
fn without_time(text: &str) -> &str {
    let Some((date, time)) = text.rsplit_once([' ', 'T']) else { return text };
    let is_time = time.contains(':')
        && time.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ':' | '.' | 'Z'));
    if is_time { date.trim_end() } else { text }
}

/// Brings what is written and what is known together.
pub(crate) fn settle(written: Written, hints: &DateHints) -> Result<DateFound, DateFault> {
    let known_year = hints.sheet_year.or(hints.month.map(Month::year)).or(hints.year);
    let (date, assumed) = match written {
        Written::Blank => (blank(hints)?, true),
        Written::Full { year, month, day, is_named } => {
            let (year, replaced) = possible_year(year, hints)?;
            (whole(year, month, day, is_named, hints)?, replaced)
        }
        Written::DayMonth { month, day, is_named } => {
            (whole(known_year.ok_or(DateFault::NoYear)?, month, day, is_named, hints)?, false)
        }
        Written::Month { year, month } => {
            let year = match year {
                Some(year) => possible_year(year, hints)?.0,
                None => known_year.ok_or(DateFault::NoYear)?,
            };
            let month = Month::new(year, month).ok_or(DateFault::Year(year))?;
            (hints.previous.filter(|above| month.contains(*above)).unwrap_or(month.first_day()), true)
        }
        Written::Day(day) => {
            let month = hints.month.ok_or(DateFault::NoMonth)?;
            (BookDate::new(month.year(), month.month(), day).ok_or(DateFault::NotInCalendar)?, true)
        }
    };
    if date > hints.today { Err(DateFault::Future) } else { Ok(DateFound { date, assumed }) }
}

fn blank(hints: &DateHints) -> Result<BookDate, DateFault> {
    hints.previous.or(hints.month.map(Month::first_day)).ok_or(DateFault::Blank)
}

/// The year as written if it can be, otherwise the one a person gave.
fn possible_year(year: i64, hints: &DateHints) -> Result<(i64, bool), DateFault> {
    let sheet = hints.sheet_year.or(hints.month.map(Month::year));
    let can_be =
        |year: i64| (1990..=hints.today.year()).contains(&year) && sheet.is_none_or(|sheet| sheet == year);
    match hints.year {
        _ if can_be(year) => Ok((year, false)),
        Some(given) if can_be(given) => Ok((given, true)),
        _ => Err(DateFault::Year(year)),
    }
}

fn whole(year: i64, month: i64, day: i64, is_named: bool, hints: &DateHints) -> Result<BookDate, DateFault> {
    let date = BookDate::new(year, month, day).ok_or(DateFault::NotInCalendar)?;
    if let Some(sheet) = hints.month
        && !is_named
        && !sheet.contains(date)
        && BookDate::new(year, day, month).is_some_and(|turned| sheet.contains(turned))
    {
        return Err(DateFault::DayOrMonth);
    }
    Ok(date)
}
