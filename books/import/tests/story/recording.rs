//! Recording an import: once, all of it or nothing.

use import::{Book, Fate, ImportError};
use kernel::{Month, Rupiah};

use crate::given::{
    COOPERATIVE, NOW, TREASURER, balance, brought_in, entries, on_fresh_books, posted, reading, reviewed, row,
};

fn july() -> sheets::Reading {
    reading(
        Some(8_000_000),
        vec![
            row(6, "2026-07-02", "Laba Brilink", 87_500, 0),
            row(7, "2026-07-03", "Biaya Rapat Pengurus", 0, 150_000),
            row(8, "2026-07-03", "Kotak hitam", 25_000, 0),
            row(9, "2026-07-05", "Penjualan Materai (Laba: 12000)", 132_000, 0),
        ],
    )
}

#[test]
fn a_book_becomes_entries_and_what_is_unsure_waits() {
    on_fresh_books(|test| {
        let import = brought_in(test, Book::CASH, &july());
        assert_eq!(entries(test), 0, "a draft records nothing");
        let done = posted(test, import).unwrap();
        assert_eq!((done.recorded, done.waiting), (3, 1));
        // Opening 8,000,000, in 87,500 and 132,000, out 150,000.
        assert_eq!(balance(test, 11_100, None), 8_069_500);
        assert_eq!(balance(test, 31_900, None), -8_000_000);
        assert_eq!(balance(test, 51_150, None), 120_000, "what the meterai had cost");
        let review = reviewed(test, import);
        assert_eq!((review.counts.recorded, review.counts.waiting, review.counts.ready), (3, 1, 0));
        assert!(review.opening_entry.is_some());
    });
}

#[test]
fn the_same_book_again_adds_nothing() {
    on_fresh_books(|test| {
        posted(test, brought_in(test, Book::CASH, &july())).unwrap();
        let before = entries(test);
        // The next month's file has the old rows still in it, and one more of the same words and amount.
        let mut longer = july();
        longer.rows.push(row(10, "2026-07-05", "Penjualan Materai (Laba: 12000)", 132_000, 0));
        let again = brought_in(test, Book::CASH, &longer);
        let done = posted(test, again).unwrap();
        assert_eq!((done.recorded, done.already, done.waiting), (1, 3, 1));
        assert_eq!(entries(test), before + 2, "the one row that is new, and its cost");
        assert_eq!(balance(test, 11_100, None), 8_201_500);
    });
}

#[test]
fn pressed_twice_it_records_once() {
    on_fresh_books(|test| {
        let import = brought_in(test, Book::CASH, &july());
        posted(test, import).unwrap();
        let before = entries(test);
        let done = posted(test, import).unwrap();
        assert_eq!((done.recorded, entries(test)), (0, before));
    });
}

#[test]
fn one_row_that_is_refused_holds_back_all_and_is_named() {
    on_fresh_books(|test| {
        let mut book = july();
        book.rows.push(row(11, "2027-01-02", "Laba Brilink", 10_000, 0));
        let import = brought_in(test, Book::CASH, &book);
        let Err(ImportError::Rows(refused)) = posted(test, import) else {
            panic!("tomorrow cannot be recorded")
        };
        assert_eq!(refused.len(), 1);
        assert_eq!(entries(test), 0);
        test.db.write_blocking(move |tx| import::note_refusals(tx, COOPERATIVE, import, &refused)).unwrap();
        let done = posted(test, import).unwrap();
        assert_eq!((done.recorded, done.waiting), (3, 2));
        let review = reviewed(test, import);
        let waiting = review.groups.iter().flat_map(|group| &group.rows);
        assert_eq!(waiting.filter(|row| matches!(row.fate, Fate::Waiting(_))).count(), 2);
    });
}

#[test]
fn nothing_goes_into_a_closed_month() {
    on_fresh_books(|test| {
        posted(test, brought_in(test, Book::CASH, &july())).unwrap();
        test.db
            .write_blocking(|tx| {
                ledger::close_month(tx, COOPERATIVE, Month::new(2026, 6).unwrap(), TREASURER, NOW)
            })
            .unwrap();
        test.db
            .write_blocking(|tx| {
                ledger::close_month(tx, COOPERATIVE, Month::new(2026, 7).unwrap(), TREASURER, NOW)
            })
            .unwrap();
        let late = reading(None, vec![row(3, "2026-07-20", "Laba Brilink", 9_000, 0)]);
        let Err(ImportError::Rows(refused)) = posted(test, brought_in(test, Book::CASH, &late)) else {
            panic!("July is closed")
        };
        assert!(refused[0].1.contains("Juli 2026"), "{refused:?}");
    });
}

#[test]
fn an_opening_that_the_books_already_have_is_not_recorded_again() {
    on_fresh_books(|test| {
        posted(test, brought_in(test, Book::CASH, &july())).unwrap();
        let august = reading(Some(8_069_500), vec![row(4, "2026-08-02", "Laba Brilink", 1_000, 0)]);
        let import = brought_in(test, Book::CASH, &august);
        let summary = reviewed(test, import).batch.summary;
        assert_eq!((summary.opening_missing(), summary.records_opening()), (Rupiah::ZERO, false));
        posted(test, import).unwrap();
        assert_eq!(balance(test, 11_100, None), 8_070_500);
    });
}
