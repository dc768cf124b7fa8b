//! How a row is told to people.

use kernel::{BookDate, Rupiah};
use spreadsheet::{Cell, Row};

use crate::amount::AmountError;
use crate::date::{Written, written};
use crate::reading::{Listed, ListedKind};
use crate::words::shortened;

/// One entry about a row.
pub(crate) fn listed(
    sheet: &str,
    row: &Row,
    kind: ListedKind,
    field: &str,
    message: &str,
    is_problem: bool,
) -> Listed {
    let filled = row.cells.iter().filter(|cell| !cell.is_blank()).map(shown);
    let text = shortened(&filled.collect::<Vec<_>>().join(" | "));
    Listed {
        sheet: sheet.to_owned(),
        row: row.number,
        kind,
        field: field.to_owned(),
        message: message.to_owned(),
        is_problem,
        text,
    }
}

/// A cell for people: a date as a date.
pub(crate) fn shown(cell: &Cell) -> String {
    match (cell, written(cell, false)) {
        (Cell::DateTime { .. }, Ok(Written::Full { year, month, day, .. })) => {
            BookDate::new(year, month, day).map_or_else(|| cell.shown(), BookDate::short)
        }
        _ => cell.shown(),
    }
}

/// Whether an amount was meant: something that is no amount but has a digit, or a failed
/// formula. A word such as "Ketua" under the column is none.
pub(crate) fn is_written(side: &Result<Option<Rupiah>, AmountError>, cell: Result<&Cell, ()>) -> bool {
    match (side, cell) {
        (Ok(_), _) => false,
        (Err(_), Ok(Cell::Text(text))) => text.contains(|letter: char| letter.is_ascii_digit()),
        (Err(_), _) => true,
    }
}

/// 0 is A, 26 is AA.
pub(crate) fn letters(column: usize) -> String {
    let letter = |place: usize| char::from(b'A'.saturating_add(u8::try_from(place % 26).unwrap_or(0)));
    match (column / 26).checked_sub(1) {
        Some(high) => format!("{}{}", letter(high), letter(column)),
        None => letter(column).to_string(),
    }
}
