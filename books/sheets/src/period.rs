//! Which month and year a sheet is about.
//!
//! Three things may say so: the line above the table ("Bulan : Juli 2026"), the name on
//! the tab ("Juli 26"), and the whole dates in the table. A sheet is often copied from
//! the month before, with a line or name left as it was; where they disagree the dates
//! decide, and without dates a person.

use kernel::{BookDate, Month};
use spreadsheet::{Cell, Row};

use crate::date::Written;
use crate::months::month_called;
use crate::words::words;

/// What is known of a sheet's time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) year: Option<i64>,
    /// 1 to 12; without a year it is no [`Month`] yet.
    pub(crate) month: Option<i64>,
    /// The tab and the line above the table say different months, and nothing decides.
    pub(crate) is_doubtful: bool,
}

impl Period {
    pub(crate) fn whole(&self, given: Option<i64>) -> Option<Month> {
        Month::new(self.year.or(given)?, self.month?)
    }
}

/// What the tab, the lines above the table and its whole dates say together. `dates` are
/// year and month of each row that has both.
pub(crate) fn period(name: &str, above: &[Row], dates: &[(i64, i64)], given: Option<i64>) -> Period {
    let (tab, line) = (of_name(name), of_lines(above));
    let months: Vec<i64> = dates.iter().map(|(_, month)| *month).collect();
    let years: Vec<i64> = dates.iter().map(|(year, _)| *year).collect();
    let (month, is_doubtful) = agree(line.month, tab.month, &months);
    let (mut year, is_year_doubtful) = agree(line.year, tab.year, &years);
    let same =
        |values: &[i64]| values.first().copied().filter(|first| values.iter().all(|value| value == first));
    if is_year_doubtful {
        year = None;
    }
    // A year that no row agrees with gives way to a person's, if the rows agree with it.
    if let (Some(told), Some(written)) = (year, same(&years))
        && told != written
        && given == Some(written)
    {
        year = given;
    }
    let month = if is_doubtful { None } else { month.or_else(|| same(dates_months(dates, &months))) };
    Period {
        year: year.or_else(|| same(&years)),
        month,
        is_doubtful: is_doubtful || (is_year_doubtful && year.is_none() && same(&years).is_none()),
    }
}

/// The months count only if they are all of one year.
fn dates_months<'a>(dates: &[(i64, i64)], months: &'a [i64]) -> &'a [i64] {
    let is_one_year = dates.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a == b));
    if is_one_year { months } else { &[] }
}

/// One value of two that may differ; the dates decide, by more than half.
fn agree(line: Option<i64>, tab: Option<i64>, dates: &[i64]) -> (Option<i64>, bool) {
    match (line, tab) {
        (Some(line), Some(tab)) if line != tab => {
            let share = |value: i64| dates.iter().filter(|date| **date == value).count() * 2 > dates.len();
            match (share(line), share(tab)) {
                (true, false) => (Some(line), false),
                (false, true) => (Some(tab), false),
                _ => (None, true),
            }
        }
        (line, tab) => (line.or(tab), false),
    }
}

/// "Juli 26", "JAN 2026", "07-2026", "7"; "Sheet1" says nothing.
fn of_name(name: &str) -> Period {
    let parts = words(name);
    let found = named(&parts);
    if found.month.is_some() {
        return found;
    }
    let numbers: Option<Vec<i64>> = parts.iter().map(|part| part.parse().ok()).collect();
    let (month, year) = match numbers.as_deref() {
        Some([month]) => (*month, None),
        Some([month, year]) if *year > 1_900 => (*month, Some(*year)),
        Some([year, month]) if *year > 1_900 => (*month, Some(*year)),
        _ => return found,
    };
    let month = Some(month).filter(|month| (1..=12).contains(month));
    Period { month, year: year.filter(|_| month.is_some()), is_doubtful: false }
}

/// Words before a period.
const SAYS: [&str; 7] = ["bulan", "bln", "periode", "per", "tahun", "th", "thn"];

/// The first line above the table that names a period, and a year from any.
fn of_lines(above: &[Row]) -> Period {
    /// Lines that have dates of other things: the deed, the address, the signature.
    const OTHER: [&str; 14] = [
        "nomor", "no", "ahu", "jl", "jalan", "alamat", "badan", "hukum", "akta", "nik", "telp", "dicetak",
        "cetak", "rt",
    ];
    let mut found = Period::default();
    for text in above.iter().flat_map(lines) {
        let parts = words(&text);
        let has = |wanted: &[&str]| parts.iter().any(|part| wanted.contains(&part.as_str()));
        if has(&OTHER) {
            continue;
        }
        let mut here = named(&parts);
        if here.month.is_none() {
            let digits = of_numbers(&parts);
            here = Period { year: here.year.or(digits.year), ..digits };
        }
        if here.year.is_none() && !has(&SAYS) {
            continue;
        }
        if here.month.is_some() && found.month.is_none() {
            found = Period { year: here.year.or(found.year), ..here };
        }
        found.year = found.year.or(here.year);
    }
    found
}

/// What stands in a row above the table: each cell for itself, or a label with what stands behind it
/// in the next cells, "Bulan", ":", "Juli".
fn lines(row: &Row) -> Vec<String> {
    let is_label = |cell: &Cell| {
        let is_word = |text: &str| SAYS.contains(&text);
        matches!(cell, Cell::Text(text) if matches!(words(text).as_slice(), [word] if is_word(word)))
    };
    let mut lines: Vec<String> = Vec::new();
    let mut continues = false;
    for cell in row.cells.iter().filter(|cell| !cell.is_blank()) {
        let text = line(cell).or_else(|| cell.whole().filter(|_| continues).map(|number| number.to_string()));
        match (text, lines.last_mut().filter(|_| continues)) {
            (Some(text), Some(last)) => {
                last.push(' ');
                last.push_str(&text);
            }
            (Some(text), None) => lines.push(text),
            (None, _) => {}
        }
        continues |= is_label(cell);
    }
    lines
}

/// A line above the table as text; a date in a cell of its own is a period's, too.
fn line(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(text) => Some(text.clone()),
        Cell::DateTime { .. } => match crate::date::written(cell, false) {
            Ok(Written::Full { year, month, .. }) => {
                Some(format!("{} {year}", crate::months::month_name(month)))
            }
            _ => None,
        },
        _ => None,
    }
}

/// Months by name, each with a year behind it. Two months are a range: only their year
/// counts, if it is one.
fn named(parts: &[String]) -> Period {
    let mut months: Vec<i64> = Vec::new();
    let mut years: Vec<i64> = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        if let Some(month) = month_called(part) {
            months.push(month);
            let short =
                parts.get(place + 1).filter(|year| year.len() == 2).and_then(|year| year.parse::<i64>().ok());
            years.extend(short.map(|year| 2_000 + year));
        } else if part.len() == 4 {
            years.extend(part.parse::<i64>().ok().filter(|year| (1_990..=2_100).contains(year)));
        }
    }
    only(months, years)
}

/// "01/07/2026 s/d 31/07/2026", "07/2026".
fn of_numbers(parts: &[String]) -> Period {
    let numbers: Vec<i64> = parts.iter().filter_map(|part| part.parse().ok()).collect();
    let mut months = Vec::new();
    let mut years = Vec::new();
    for (place, year) in numbers.iter().enumerate().filter(|(_, year)| (1_990..=2_100).contains(*year)) {
        years.push(*year);
        let before = place.checked_sub(1).and_then(|place| numbers.get(place));
        months.extend(before.filter(|month| (1..=12).contains(*month)));
    }
    only(months, years)
}

fn only(months: Vec<i64>, years: Vec<i64>) -> Period {
    let one =
        |values: &[i64]| values.first().copied().filter(|first| values.iter().all(|value| value == first));
    Period { month: one(&months), year: one(&years), is_doubtful: false }
}

/// The title of the book among the lines above the table: the line that calls itself a
/// book, otherwise the second.
pub(crate) fn title(above: &[Row]) -> Option<String> {
    const BOOKS: [&str; 6] = ["buku", "kas", "jurnal", "laporan", "rekap", "mutasi"];
    let lines: Vec<&String> = above
        .iter()
        .filter_map(|row| {
            row.cells.iter().find_map(|cell| if let Cell::Text(text) = cell { Some(text) } else { None })
        })
        .collect();
    let is_book = |text: &&&String| words(text).first().is_some_and(|first| BOOKS.contains(&first.as_str()));
    let found = lines.iter().find(is_book).or_else(|| lines.get(1).filter(|_| lines.len() > 2))?;
    Some(crate::heading::one_line(found))
}

/// Rows whose year stands alone between its neighbours: a typing error such as 2016
/// among dates of 2026. `dates` are row and date, in the order of the sheet.
pub(crate) fn strays(dates: &[(u32, BookDate)]) -> Vec<u32> {
    const NEAR: i64 = 62;
    let is_far = |a: BookDate, b: &(u32, BookDate)| a.year() != b.1.year() && a.days_until(b.1).abs() > NEAR;
    let mut strays = Vec::new();
    for (place, (row, date)) in dates.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|place| dates.get(place));
        let after = dates.get(place + 1);
        let is_stray = match (before, after) {
            (Some(before), Some(after)) => {
                is_far(*date, before) && is_far(*date, after) && !is_far(before.1, after)
            }
            (None, Some(after)) => {
                is_far(*date, after) && dates.get(place + 2).is_some_and(|next| !is_far(after.1, next))
            }
            (Some(before), None) => is_far(*date, before) && dates.len() > 2,
            (None, None) => false,
        };
        if is_stray {
            strays.push(*row);
        }
    }
    strays
}
