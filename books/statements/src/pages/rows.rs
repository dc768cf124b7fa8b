//! The rows of a book as a page shows them, a limited number at a time.

use std::collections::BTreeSet;

use kernel::{EntryId, Rupiah};

use super::asked::Sheet;
use super::place::{Amount, Place, day_and_month};
use crate::book::BookRow;

/// Rows on one page: with everything that comes with it, a page stays under 60 KB.
pub(crate) const PAGE_ROWS: usize = 50;

/// A row of a book, ready to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BookLine {
    /// Its number; empty for a balance that was carried.
    pub no: String,
    pub day: String,
    pub description: String,
    /// The page of the entry, or empty.
    pub link: String,
    pub voucher: String,
    pub has_proof: bool,
    pub debit: Amount,
    pub credit: Amount,
    pub balance: Amount,
    pub note: String,
}

/// Which part of a book is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pages {
    /// Number of the first row on the page.
    pub first: usize,
    /// Number of the last row on the page.
    pub last: usize,
    /// Rows of the whole book.
    pub all: usize,
    /// The page that is shown, from 1.
    pub number: usize,
    /// How many pages there are.
    pub count: usize,
    /// Whether everything is on this page.
    pub is_whole: bool,
}

/// The rows of one page. `rows` begins with the balance brought forward; a later page begins with the
/// balance of the page before.
pub(crate) fn page_of(rows: &[BookRow], sheet: Sheet) -> (Vec<BookRow>, Pages) {
    let Some((forward, moved)) = rows.split_first() else { return (Vec::new(), Pages::empty()) };
    let count = moved.len().div_ceil(PAGE_ROWS).max(1);
    let (number, start, length) = match sheet {
        Sheet::Whole => (1, 0, moved.len()),
        Sheet::Page(page) => {
            let number = page.min(count);
            (number, (number - 1) * PAGE_ROWS, PAGE_ROWS)
        }
    };
    let part: Vec<BookRow> = moved.iter().skip(start).take(length).cloned().collect();
    let pages = Pages {
        first: if part.is_empty() { 0 } else { start + 1 },
        last: start + part.len(),
        all: moved.len(),
        number,
        count,
        is_whole: part.len() == moved.len(),
    };
    let before = start.checked_sub(1).and_then(|last| moved.get(last));
    let carried = match before {
        None => forward.clone(),
        Some(last) => BookRow {
            description: "Pindahan dari halaman sebelumnya".to_owned(),
            date: last.date,
            balance: last.balance,
            ..forward.clone()
        },
    };
    (std::iter::once(carried).chain(part).collect(), pages)
}

impl Pages {
    fn empty() -> Self {
        Self { first: 0, last: 0, all: 0, number: 1, count: 1, is_whole: true }
    }
}

/// Lays rows out for reading; within a month the days need no year.
pub(crate) fn lines(
    place: &Place,
    rows: &[BookRow],
    unproven: &BTreeSet<EntryId>,
    within_month: bool,
) -> Vec<BookLine> {
    rows.iter()
        .map(|row| BookLine {
            no: if row.no == 0 { String::new() } else { row.no.to_string() },
            day: if within_month { day_and_month(row.date) } else { row.date.short() },
            description: row.description.clone(),
            link: place.entry_link(row.entry),
            voucher: row.voucher.clone(),
            has_proof: has_proof(row, unproven),
            debit: Amount::or_empty(row.debit),
            credit: Amount::or_empty(row.credit),
            balance: Amount::plain(row.balance),
            note: row.note.clone(),
        })
        .collect()
}

fn has_proof(row: &BookRow, unproven: &BTreeSet<EntryId>) -> bool {
    row.entry.is_none_or(|entry| !unproven.contains(&entry))
}

/// "17 transaksi, 1 belum ada bukti".
pub(crate) fn counted(rows: &[BookRow], unproven: &BTreeSet<EntryId>) -> String {
    let moved = rows.iter().filter(|row| row.entry.is_some()).count();
    let unproven = rows.iter().filter(|row| !has_proof(row, unproven)).count();
    match (moved, unproven) {
        (0, _) => "Belum ada transaksi".to_owned(),
        (_, 0) => format!("{moved} transaksi, semua ada bukti"),
        _ => format!("{moved} transaksi, {unproven} belum ada bukti"),
    }
}

/// The last line of a book.
pub(crate) struct Totals {
    pub debit: Amount,
    pub credit: Amount,
    pub closing: Amount,
}

impl Totals {
    pub fn of(debit: Rupiah, credit: Rupiah, closing: Rupiah) -> Self {
        // On a phone an empty cell takes no line.
        Self {
            debit: Amount::or_empty(debit),
            credit: Amount::or_empty(credit),
            closing: Amount::plain(closing),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::BookDate;

    fn row(no: i64) -> BookRow {
        BookRow {
            no,
            date: BookDate::MIN,
            description: format!("baris {no}"),
            voucher: String::new(),
            debit: Rupiah(1),
            credit: Rupiah::ZERO,
            balance: Rupiah(no),
            note: String::new(),
            entry: (no > 0).then_some(EntryId(no)),
        }
    }

    #[test]
    fn a_later_page_begins_with_the_balance_of_the_one_before() {
        let rows: Vec<BookRow> = (0..=51).map(row).collect();
        let (first, pages) = page_of(&rows, Sheet::Page(1));
        assert_eq!((first.len(), pages.first, pages.last, pages.all, pages.count), (51, 1, 50, 51, 2));
        let (second, pages) = page_of(&rows, Sheet::Page(9));
        assert_eq!((pages.number, pages.first, pages.last), (2, 51, 51));
        assert_eq!((second[0].balance, second[0].no, second[1].no), (Rupiah(50), 0, 51));
        let (whole, pages) = page_of(&rows, Sheet::Whole);
        assert_eq!((whole.len(), pages.is_whole), (52, true));
        let unproven = BTreeSet::from([EntryId(7)]);
        assert_eq!(counted(&rows, &unproven), "51 transaksi, 1 belum ada bukti");
    }

    #[test]
    fn an_empty_book_has_one_page() {
        let (rows, pages) = page_of(&[row(0)], Sheet::Page(3));
        assert_eq!((rows.len(), pages.number, pages.count, pages.first, pages.last), (1, 1, 1, 0, 0));
        assert_eq!(counted(&[row(0)], &BTreeSet::new()), "Belum ada transaksi");
    }
}
