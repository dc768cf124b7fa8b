//! What all kinds of dates share: names, reading, refusing.

use std::ops::RangeInclusive;

use jiff::civil::{Date, Weekday};
use thiserror::Error;

/// Years a date of the books may fall in.
pub(crate) const BOOK_YEARS: RangeInclusive<i64> = 1990..=2200;

/// Why a typed date was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DateError {
    /// Nothing was typed.
    #[error("Isi tanggalnya, misalnya 24/11/2026.")]
    Empty,
    /// Not a shape a date is written in.
    #[error("Tulis tanggal sebagai hari/bulan/tahun, misalnya 24/11/2026.")]
    Unreadable,
    /// A day no calendar has, such as 30 February.
    #[error("Periksa lagi tanggalnya: hari itu tidak ada di kalender.")]
    NotInCalendar,
    /// Further away than a date of this kind can be.
    #[error("Periksa lagi tahunnya: paling awal {from} dan paling akhir {to}.")]
    YearOutOfRange {
        /// The first year accepted.
        from: i64,
        /// The last year accepted.
        to: i64,
    },
}

const MONTHS: [(&str, &str); 12] = [
    ("Januari", "Jan"),
    ("Februari", "Feb"),
    ("Maret", "Mar"),
    ("April", "Apr"),
    ("Mei", "Mei"),
    ("Juni", "Jun"),
    ("Juli", "Jul"),
    ("Agustus", "Agu"),
    ("September", "Sep"),
    ("Oktober", "Okt"),
    ("November", "Nov"),
    ("Desember", "Des"),
];

/// The name of month 1 to 12.
pub(crate) fn month_name(month: i64) -> &'static str {
    names(month).0
}

/// The name of month 1 to 12 in three letters.
pub(crate) fn month_abbreviation(month: i64) -> &'static str {
    names(month).1
}

fn names(month: i64) -> (&'static str, &'static str) {
    usize::try_from(month - 1).ok().and_then(|place| MONTHS.get(place)).copied().unwrap_or_default()
}

/// The name of a day of the week.
pub(crate) fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Senin",
        Weekday::Tuesday => "Selasa",
        Weekday::Wednesday => "Rabu",
        Weekday::Thursday => "Kamis",
        Weekday::Friday => "Jumat",
        Weekday::Saturday => "Sabtu",
        Weekday::Sunday => "Minggu",
    }
}

/// A day that exists and falls in `years`.
pub(crate) fn checked(
    (year, month, day): (i64, i64, i64),
    years: RangeInclusive<i64>,
) -> Result<Date, DateError> {
    let date = i16::try_from(year)
        .ok()
        .zip(i8::try_from(month).ok().zip(i8::try_from(day).ok()))
        .and_then(|(year, (month, day))| Date::new(year, month, day).ok());
    if !years.contains(&year) {
        return Err(DateError::YearOutOfRange { from: *years.start(), to: *years.end() });
    }
    date.ok_or(DateError::NotInCalendar)
}

/// Year, month, day of exactly `YYYY-MM-DD`.
pub(crate) fn read_iso(text: &str) -> Option<(i64, i64, i64)> {
    let [year, month, day] = parts(text, '-')?;
    let shape = year.len() == 4 && month.len() == 2 && day.len() == 2;
    shape.then_some((number(year)?, number(month)?, number(day)?))
}

/// Year, month, day of a date as people type it: ISO, `24/11/2026`, `24-11-2026`,
/// `24.11.2026`, `1-7-26`, `24 November 2026`, `24 Nov 2026`. `century` completes
/// a year of two digits.
pub(crate) fn read_human(typed: &str, century: impl Fn(i64) -> i64) -> Result<(i64, i64, i64), DateError> {
    let text = typed.trim();
    if text.is_empty() {
        return Err(DateError::Empty);
    }
    if let Some(iso) = read_iso(text) {
        return Ok(iso);
    }
    let spaced = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let [day, month, year] = ['/', '-', '.', ' ']
        .into_iter()
        .find_map(|separator| parts(&spaced, separator))
        .map(|texts| texts.map(str::trim))
        .ok_or(DateError::Unreadable)?;
    let day = number(day).filter(|_| day.len() <= 2);
    let month = match number(month) {
        Some(value) => Some(value).filter(|_| month.len() <= 2),
        None => month_called(month),
    };
    let year = match year.len() {
        2 => number(year).map(century),
        4 => number(year),
        _ => None,
    };
    match (year, month, day) {
        (Some(year), Some(month), Some(day)) => Ok((year, month, day)),
        _ => Err(DateError::Unreadable),
    }
}

fn month_called(word: &str) -> Option<i64> {
    let place = MONTHS
        .iter()
        .position(|(name, short)| name.eq_ignore_ascii_case(word) || short.eq_ignore_ascii_case(word))?;
    i64::try_from(place).ok().map(|place| place + 1)
}

fn parts(text: &str, separator: char) -> Option<[&str; 3]> {
    let mut split = text.split(separator);
    let found = [split.next()?, split.next()?, split.next()?];
    split.next().is_none().then_some(found)
}

/// One to four ASCII digits.
pub(crate) fn number(text: &str) -> Option<i64> {
    let digits = matches!(text.len(), 1..=4) && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}
