//! The first rows of a sheet, to be shown to the person who is asked about it, with what each column
//! seems to be.

use kernel::{BookDate, Rupiah};
use serde::{Deserialize, Serialize};
use spreadsheet::{Cell, Row, Sheet, Workbook};

use crate::amount::amount_of;
use crate::answer::ColumnRole;
use crate::book::first_of_table;
use crate::columns::{Columns, DATE, Heading, find_heading, repeated};
use crate::date::{DateHints, Written, month_first, settle, written};
use crate::entry::{letters, shown};
use crate::heading::one_line;
use crate::reading::{QuestionKind, Reading};

/// Columns of a sample: what lies beyond is no part of a cash book.
const COLUMNS: usize = 16;
/// Rows of a sample below its heading.
const ROWS: usize = 6;
/// Letters of a cell.
const LETTERS: usize = 40;
/// Sheets of which samples are given; a book has one for each month, and some have years.
const SHEETS: usize = 36;
/// Rows by which is found out what a column without a heading is.
const LOOKED_AT: usize = 200;

/// The first rows of a sheet that somebody is asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// As written on its tab.
    pub sheet: String,
    /// From column A on.
    pub columns: Vec<SampleColumn>,
    /// The heading, if there is one, and the rows below it.
    pub rows: Vec<SampleRow>,
    /// The rows of the headings of its tables with their words, where there are several.
    pub tables: Vec<(u32, String)>,
    /// A date that may be meant in two ways.
    pub doubtful: Option<DoubtfulDate>,
}

/// A column of a sample.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleColumn {
    /// `A`, `B`, …
    pub letters: String,
    /// As headed; empty without a heading.
    pub heading: String,
    /// What it seems to be.
    pub guess: ColumnRole,
}

/// A row of a sample.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SampleRow {
    /// Its number in the sheet, from 1.
    pub number: u32,
    /// As many cells as the sample has columns, shortened.
    pub cells: Vec<String>,
}

/// A date that may be meant in two ways.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtfulDate {
    /// Its row, from 1.
    pub row: u32,
    /// As it stands there.
    pub written: String,
    /// The day it is with the day first, if there is such a day.
    pub day_first: Option<BookDate>,
    /// The day it is with the month first, if there is such a day.
    pub month_first: Option<BookDate>,
}

/// The samples of all sheets that are asked about, in the order of the reading.
pub(crate) fn samples(workbook: &Workbook, reading: &Reading) -> Vec<Sample> {
    let is_asked = |name: &str| reading.questions.iter().any(|question| question.sheet == name);
    let asked = reading.sheets.iter().filter(|sheet| is_asked(&sheet.name)).take(SHEETS);
    asked.filter_map(|sheet| sample(workbook, &sheet.name, reading)).collect()
}

/// The sample of one sheet of a workbook that gave a reading; nothing where there is no such sheet.
pub fn sample(workbook: &Workbook, name: &str, reading: &Reading) -> Option<Sample> {
    let sheet = workbook.sheets.iter().find(|sheet| sheet.name == name)?;
    let found = find_heading(sheet);
    let questions = || reading.questions.iter().filter(|question| question.sheet == name);
    let is_turned = questions().any(|question| question.kind == QuestionKind::WhichColumn);
    let above = found.as_ref().map_or_else(|| first_of_table(sheet), |heading| heading.above);
    let below = sheet.rows.get(above..).unwrap_or_default();
    let width =
        sheet.rows.iter().take(above + LOOKED_AT).map(|row| row.cells.len()).max().unwrap_or_default();
    let width = width.min(COLUMNS);
    let guesses = guess(found.as_ref(), below, width, is_turned);
    let columns = (0..width).zip(guesses).map(|(column, guess)| SampleColumn {
        letters: letters(column),
        heading: found
            .as_ref()
            .and_then(|heading| heading.columns.heading_at(column))
            .map(short)
            .unwrap_or_default(),
        guess,
    });
    let rows = below.iter().take(ROWS).map(|row| SampleRow {
        number: row.number,
        cells: (0..width).map(|column| short(&one_line(&shown(row.cell(column))))).collect(),
    });
    let doubtful = questions()
        .find(|question| question.kind == QuestionKind::DayOrMonth)
        .and_then(|question| doubtful(sheet, found.as_ref(), question.row?, workbook, reading));
    Some(Sample {
        sheet: name.to_owned(),
        columns: columns.collect(),
        rows: rows.collect(),
        tables: tables(found.as_ref(), sheet, above),
        doubtful,
    })
}

fn short(text: &str) -> String {
    match text.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The headings of the tables of a sheet, the first included; nothing where there is one table.
fn tables(found: Option<&Heading>, sheet: &Sheet, above: usize) -> Vec<(u32, String)> {
    let Some(found) = found else { return Vec::new() };
    let words = |row: &Row| {
        let cells = row.cells.iter().filter(|cell| !cell.is_blank()).take(COLUMNS);
        short(&cells.map(|cell| one_line(&cell.shown())).collect::<Vec<_>>().join(" · "))
    };
    let first = above.checked_sub(1).and_then(|place| sheet.rows.get(place));
    let mut tables: Vec<(u32, String)> = first.map(|row| (row.number, words(row))).into_iter().collect();
    let mut columns = found.columns.clone();
    for row in sheet.rows.iter().skip(above) {
        if let Some(other) = repeated(row).filter(|other| !other.agrees(&columns)) {
            tables.push((row.number, words(row)));
            columns = other;
        }
    }
    if tables.len() > 1 { tables } else { Vec::new() }
}

fn doubtful(
    sheet: &Sheet,
    found: Option<&Heading>,
    row: u32,
    workbook: &Workbook,
    reading: &Reading,
) -> Option<DoubtfulDate> {
    let place = sheet.rows.binary_search_by_key(&row, |source| source.number).ok()?;
    let cell = found?.columns.cell(sheet.rows.get(place)?, DATE).ok()?;
    let year = reading.sheets.iter().find(|read| read.name == sheet.name)?.month.map(kernel::Month::year);
    let hints = DateHints { year, ..DateHints::none(BookDate::MAX) };
    let day = |written: Written| settle(written.as_told(), &hints).ok().map(|found| found.date);
    Some(DoubtfulDate {
        row,
        written: short(&one_line(&shown(cell))),
        day_first: written(cell, workbook.counts_from_1904).ok().and_then(day),
        month_first: month_first(cell, workbook.counts_from_1904).and_then(day),
    })
}

/// What each column seems to be: by its heading, otherwise by what stands in it.
fn guess(found: Option<&Heading>, below: &[Row], width: usize, may_be_turned: bool) -> Vec<ColumnRole> {
    let below = below.get(..LOOKED_AT).unwrap_or(below);
    let nothing = Columns::default();
    let headed = found.map_or(&nothing, |heading| &heading.columns);
    let mut roles = vec![ColumnRole::Unused; width];
    for (column, role) in roles.iter_mut().enumerate() {
        *role = headed.role_at(column).map_or(ColumnRole::Unused, ColumnRole::of);
    }
    keep_first_of_each(&mut roles);
    let share = |column: usize, is: &dyn Fn(&Cell) -> bool| {
        below.iter().filter(|row| is(row.cell(column))).count() * 100 / below.len().max(1)
    };
    let has = |roles: &[ColumnRole], role: ColumnRole| roles.contains(&role);
    let best = |roles: &[ColumnRole], is: &dyn Fn(&Cell) -> bool| {
        let free = (0..width).filter(|column| roles.get(*column) == Some(&ColumnRole::Unused));
        free.map(|column| (share(column, is), std::cmp::Reverse(column))).max().filter(|best| best.0 >= 30)
    };
    if !has(&roles, ColumnRole::Date)
        && let Some((_, column)) = best(&roles, &is_day)
        && let Some(role) = roles.get_mut(column.0)
    {
        *role = ColumnRole::Date;
    }
    if !has(&roles, ColumnRole::Description)
        && let Some((_, column)) = best(&roles, &has_words)
        && let Some(role) = roles.get_mut(column.0)
    {
        *role = ColumnRole::Description;
    }
    let is_complete = has(&roles, ColumnRole::In) && has(&roles, ColumnRole::Out);
    if !is_complete || may_be_turned {
        money(&mut roles, below);
    }
    roles
}

fn keep_first_of_each(roles: &mut [ColumnRole]) {
    let mut seen = Vec::new();
    for role in roles {
        if *role != ColumnRole::Unused && seen.contains(role) {
            *role = ColumnRole::Unused;
        }
        seen.push(*role);
    }
}

/// Which columns hold money in, money out and the saldo: the way in which the saldo follows most often;
/// without one, money in stands before money out and the saldo last.
fn money(roles: &mut [ColumnRole], below: &[Row]) {
    const MONEY: [ColumnRole; 3] = [ColumnRole::In, ColumnRole::Out, ColumnRole::Balance];
    const CANDIDATES: usize = 6;
    let amount = |row: &Row, column: usize| amount_of(row.cell(column)).ok().flatten().filter(|a| a.0 != 0);
    let known: Vec<Option<usize>> =
        MONEY.iter().map(|role| roles.iter().position(|known| known == role)).collect();
    let is_free = |(column, role): &(usize, &ColumnRole)| {
        MONEY.contains(role)
            || (**role == ColumnRole::Unused
                && below.iter().any(|row| amount(row, *column).is_some() && !is_day_only(row, *column))
                && !counts_up(below, *column))
    };
    let free: Vec<usize> =
        roles.iter().enumerate().filter(is_free).map(|(column, _)| column).take(CANDIDATES).collect();
    let follows = |(money_in, money_out, balance): (usize, usize, usize)| {
        let mut before: Option<Rupiah> = None;
        let mut count = 0_usize;
        for row in below {
            let after = amount_of(row.cell(balance)).ok().flatten();
            let (gained, spent) = (amount(row, money_in), amount(row, money_out));
            let (gained, spent) = (gained.unwrap_or(Rupiah::ZERO), spent.unwrap_or(Rupiah::ZERO));
            let computed = before.and_then(|before| before.checked_add(gained)?.checked_sub(spent));
            count += usize::from(computed.is_some() && computed == after && gained != spent);
            before = after.or(computed);
        }
        count
    };
    let mut best: Option<(usize, [usize; 3])> = None;
    for a in &free {
        for b in free.iter().filter(|b| *b != a) {
            for c in free.iter().filter(|c| *c != a && *c != b) {
                let count = follows((*a, *b, *c));
                if count > best.map_or(1, |(best, _)| best) {
                    best = Some((count, [*a, *b, *c]));
                }
            }
        }
    }
    let mut left = free.into_iter().filter(|column| !known.contains(&Some(*column)));
    let places: Vec<Option<usize>> = match best {
        Some((_, places)) => places.into_iter().map(Some).collect(),
        None => known.iter().map(|place| place.or_else(|| left.next())).collect(),
    };
    roles.iter_mut().filter(|role| MONEY.contains(*role)).for_each(|role| *role = ColumnRole::Unused);
    for (role, place) in MONEY.into_iter().zip(places) {
        if let Some(place) = place.and_then(|place| roles.get_mut(place)) {
            *place = role;
        }
    }
}

fn has_words(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if text.chars().filter(|letter| letter.is_alphabetic()).count() > 2)
}

fn is_day(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) => matches!(written(cell, false), Ok(Written::Full { .. })),
        _ => matches!(
            written(cell, false),
            Ok(Written::Full { .. } | Written::DayMonth { .. } | Written::Day(_))
        ),
    }
}

fn is_day_only(row: &Row, column: usize) -> bool {
    matches!(row.cell(column), Cell::DateTime { .. })
}

/// Whether a column numbers the rows: 1, 2, 3.
fn counts_up(below: &[Row], column: usize) -> bool {
    let numbers: Vec<i64> = below.iter().filter_map(|row| row.cell(column).whole()).collect();
    numbers.len() > 1 && numbers.windows(2).all(|pair| matches!(pair, [a, b] if *b == a + 1))
}
