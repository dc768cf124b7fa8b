//! Taking an import back.

use import::{Book, ImportError};
use kernel::{Month, Timestamp, UserId};
use store::testing::TestDb;

use crate::given::{
    COOPERATIVE, NOW, TREASURER, balance, brought_in, entries, on_fresh_books, posted, posted_at, reading,
    row,
};

fn undone(test: &TestDb, import: i64, (by, at): (UserId, Timestamp)) -> Result<usize, ImportError> {
    test.db.write_blocking(move |tx| import::undo(tx, COOPERATIVE, import, "berkas yang salah", (by, at)))
}

fn july() -> sheets::Reading {
    reading(
        Some(8_000_000),
        vec![
            row(6, "2026-07-02", "Laba Brilink", 87_500, 0),
            row(7, "2026-07-03", "Biaya Rapat Pengurus", 0, 150_000),
        ],
    )
}

#[test]
fn an_import_is_taken_back_whole_and_may_come_again() {
    on_fresh_books(|test| {
        let import = brought_in(test, Book::CASH, &july());
        posted(test, import).unwrap();
        assert_eq!(undone(test, import, (TREASURER, NOW)).unwrap(), 3, "two rows and the opening balance");
        assert_eq!(balance(test, 11_100, None), 0);
        assert_eq!(entries(test), 6, "nothing is deleted");
        assert!(matches!(undone(test, import, (TREASURER, NOW)), Err(ImportError::Undone)));
        assert!(matches!(posted(test, import), Err(ImportError::Undone)));
        let again = brought_in(test, Book::CASH, &july());
        assert_eq!(posted(test, again).unwrap().recorded, 2);
        assert_eq!(balance(test, 11_100, None), 7_937_500);
    });
}

#[test]
fn an_import_in_a_closed_month_stays() {
    on_fresh_books(|test| {
        let import = brought_in(test, Book::CASH, &july());
        posted(test, import).unwrap();
        for month in [6, 7] {
            let month = Month::new(2026, month).unwrap();
            test.db
                .write_blocking(move |tx| ledger::close_month(tx, COOPERATIVE, month, TREASURER, NOW))
                .unwrap();
        }
        let before = balance(test, 11_100, None);
        assert!(matches!(undone(test, import, (TREASURER, NOW)), Err(ImportError::Closed(_))));
        assert_eq!(balance(test, 11_100, None), before, "nothing was taken back");
    });
}

#[test]
fn after_a_day_a_second_person_takes_it_back() {
    on_fresh_books(|test| {
        let import = brought_in(test, Book::CASH, &july());
        let two_days_before = NOW.plus_seconds(-2 * 24 * 60 * 60);
        posted_at(test, import, two_days_before).unwrap();
        assert!(matches!(undone(test, import, (TREASURER, NOW)), Err(ImportError::NeedsSecondPerson)));
        assert_eq!(undone(test, import, (UserId(2), NOW)).unwrap(), 3);
    });
}

#[test]
fn what_was_never_recorded_needs_no_undoing() {
    on_fresh_books(|test| {
        let import = brought_in(test, Book::CASH, &july());
        assert!(matches!(undone(test, import, (TREASURER, NOW)), Err(ImportError::NothingPosted)));
        assert!(matches!(undone(test, import + 1, (TREASURER, NOW)), Err(ImportError::Unknown)));
    });
}

#[test]
fn what_the_command_line_recorded_is_taken_back_too() {
    on_fresh_books(|test| {
        // Whoever may open the database is user number 0.
        let operator = UserId(0);
        let import = brought_in(test, Book::CASH, &july());
        test.db
            .write_blocking(move |tx| {
                let record = &mut crate::given::recorded_by_cashbook;
                import::post(tx, COOPERATIVE, import, (operator, NOW), record, &Default::default())
            })
            .unwrap();
        assert_eq!(undone(test, import, (operator, NOW)).unwrap(), 3);
    });
}

#[test]
fn rows_of_an_undone_import_come_again_though_another_file_had_found_them() {
    on_fresh_books(|test| {
        let first = brought_in(test, Book::CASH, &july());
        posted(test, first).unwrap();
        let second = brought_in(test, Book::CASH, &july());
        assert_eq!(posted(test, second).unwrap().already, 2);
        undone(test, first, (TREASURER, NOW)).unwrap();
        let third = brought_in(test, Book::CASH, &july());
        assert_eq!(posted(test, third).unwrap().recorded, 2);
        assert_eq!(balance(test, 11_100, None), 7_937_500);
    });
}
