//! Months: closed in order with a seal, opened again with a reason.

use kernel::{BookDate, CooperativeId, EntryId, Month};
use ledger::{LedgerError, PeriodState, Seal, verify_seal};
use sha2::{Digest, Sha256};
use store::{Reader, values};

use crate::books::{
    Books, COOPERATIVE, TODAY, TREASURER, day, deposit, hex, month, name_of, noon, now, on_books,
};

fn state(books: Books<'_>) -> PeriodState {
    books.read(|reader| ledger::period_state(reader, COOPERATIVE))
}

fn holds(books: Books<'_>, seal: &Seal) -> bool {
    books.read(|reader| verify_seal(reader, COOPERATIVE, seal))
}

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(result: Result<T, LedgerError>, name: &str, sentence: &str) {
    let error = result.expect_err("it must be refused");
    assert_eq!((name_of(&error).as_str(), error.to_string().as_str()), (name, sentence));
}

#[test]
fn a_seal_covers_the_tip_of_the_chain_and_every_balance() {
    on_books(|books| {
        books.post(deposit("2026-09-30", 1, 700)).unwrap();
        books.post(deposit("2026-10-31", 1, 5)).unwrap();
        books.post(deposit("2026-11-01", 1, 90)).unwrap();
        let seal = books.close(month("2026-10")).unwrap();
        let tip = hex(&books.entries()[2].hash);
        let text = format!("19|202610|3|{tip}|11100:0:0:705:0|21200:0:0:0:705");
        assert_eq!(seal.seal, hex(&Sha256::digest(text)), "an auditor can compute it without this program");
        assert_eq!((seal.month, seal.closing, seal.last_entry), (month("2026-10"), 1, EntryId(3)));
        assert_eq!((seal.closed_by, seal.closed_at, seal.reopened_at), (TREASURER, now(), None));
        assert_eq!(books.read(|reader| ledger::seals(reader, COOPERATIVE)), std::slice::from_ref(&seal));
        assert_eq!(
            state(books),
            PeriodState { closed_through: Some(month("2026-10")), last_entry: EntryId(3) }
        );

        books.post(deposit(TODAY, 2, 1_000)).unwrap();
        assert!(holds(books, &seal), "what is posted later does not touch it");
        let mut forged = seal.clone();
        forged.month = month("2026-09");
        assert!(!holds(books, &forged));
        forged = Seal { last_entry: EntryId(99), ..seal };
        assert!(!holds(books, &forged));
        books.assert_sound(4);
    });
}

#[test]
fn empty_books_can_be_closed() {
    on_books(|books| {
        assert_eq!(state(books), PeriodState { closed_through: None, last_entry: EntryId(0) });
        let seal = books.close(month("2026-10")).unwrap();
        assert!(holds(books, &seal));
        books.assert_sound(0);
    });
}

#[test]
fn months_close_in_order_and_only_when_they_are_over() {
    on_books(|books| {
        let sentence = "Bulan November 2026 belum selesai. Tutup setelah 30 November 2026.";
        assert_refused(books.close(month("2026-11")), "MonthNotOver", sentence);
        let on = |date: &str| {
            let at = noon(day(date));
            books.act(move |tx| ledger::close_month(tx, CooperativeId(20), month("2026-11"), TREASURER, at))
        };
        assert_refused(on("2026-11-30"), "MonthNotOver", sentence);
        assert!(on("2026-12-01").is_ok());

        books.close(month("2026-07")).expect("the first closing may be of any month that is over");
        let sentence = "Tutup dulu Agustus 2026: bulan ditutup berurutan.";
        for out_of_order in ["2026-09", "2026-07", "2026-06"] {
            assert_refused(books.close(month(out_of_order)), "CloseInOrder", sentence);
        }
        books.close(month("2026-08")).unwrap();
        assert_eq!(state(books).closed_through, Some(month("2026-08")));
    });
}

#[test]
fn only_the_last_closed_month_opens_and_with_a_reason() {
    on_books(|books| {
        let none = "Hanya bulan terakhir yang ditutup yang bisa dibuka. Yang terakhir: belum ada.";
        assert_refused(books.reopen(month("2026-07"), "salah catat"), "NotLastClosed", none);
        books.close(month("2026-07")).unwrap();
        books.close(month("2026-08")).unwrap();
        let sentence = "Hanya bulan terakhir yang ditutup yang bisa dibuka. Yang terakhir: Agustus 2026.";
        for other in ["2026-07", "2026-09"] {
            assert_refused(books.reopen(month(other), "salah catat"), "NotLastClosed", sentence);
        }
        let sentence = "Tulis alasannya, 5 sampai 200 huruf, supaya pengawas mengerti.";
        assert_refused(books.reopen(month("2026-08"), "  apa "), "Reason", sentence);
        books.reopen(month("2026-08"), "kuitansi baru ditemukan").unwrap();
        assert_eq!(state(books).closed_through, Some(month("2026-07")));
        books.post(deposit("2026-08-15", 1, 5)).unwrap();
        assert_eq!(name_of(&books.post(deposit("2026-07-15", 1, 5)).unwrap_err()), "Closed");
    });
}

#[test]
fn a_month_that_was_opened_again_keeps_its_old_seal_and_gets_a_new_one() {
    on_books(|books| {
        books.post(deposit("2026-08-15", 1, 5)).unwrap();
        let july = books.close(month("2026-07")).unwrap();
        let first = books.close(month("2026-08")).unwrap();
        books.reopen(month("2026-08"), "kuitansi baru ditemukan").unwrap();
        books.post(deposit("2026-08-20", 1, 7)).unwrap();
        assert!(!holds(books, &first), "the old seal does not cover the new figures");
        assert!(holds(books, &july), "earlier months are untouched");
        let second = books.close(month("2026-08")).unwrap();
        assert_eq!((second.closing, second.last_entry), (2, EntryId(2)));
        assert_ne!(second.seal, first.seal);
        let seals = books.read(|reader| ledger::seals(reader, COOPERATIVE));
        let told: Vec<_> = seals.iter().map(|seal| (seal.month, seal.closing, seal.reopened_at)).collect();
        let august = month("2026-08");
        assert_eq!(told, [(august, 2, None), (august, 1, Some(now())), (month("2026-07"), 1, None)]);
        let why = books.read(|reader| {
            let sql = "select reopen_reason, reopened_by from ledger_seal where cooperative_id = $1 and month = $2 \
                       and closing = 1";
            let row = reader.query_one(sql, &values![COOPERATIVE, august])?;
            Ok((row.text(0)?, row.int(1)?))
        });
        assert_eq!(why, ("kuitansi baru ditemukan".to_owned(), TREASURER.0));
        books.assert_sound(2);
    });
}

#[test]
fn a_closing_keeps_what_was_known_to_be_missing() {
    on_books(|books| {
        let kept = |remarks: String| {
            books.act(move |tx| ledger::remark_closing(tx, COOPERATIVE, month("2026-08"), &remarks))
        };
        assert!(!kept("kas belum dihitung".to_owned()).unwrap(), "nothing is closed yet");
        let seal = books.close(month("2026-08")).unwrap();
        assert!(kept("kas belum dihitung".to_owned()).unwrap());
        let found = books.read(|reader| ledger::seals(reader, COOPERATIVE)).remove(0);
        assert_eq!((found.remarks.as_str(), found.seal.clone()), ("kas belum dihitung", seal.seal));
        assert!(holds(books, &found));
        assert!(kept("é".repeat(2_000)).unwrap());
        let found = books.read(|reader| ledger::seals(reader, COOPERATIVE)).remove(0);
        assert_eq!(found.remarks, "é".repeat(1_000));

        books.reopen(month("2026-08"), "kuitansi baru ditemukan").unwrap();
        assert!(!kept("sesudah dibuka".to_owned()).unwrap(), "a seal that was opened keeps its remarks");
        books.close(month("2026-08")).unwrap();
        let told = books.read(|reader| ledger::seals(reader, COOPERATIVE));
        let told: Vec<usize> = told.iter().map(|seal| seal.remarks.chars().count()).collect();
        assert_eq!(told, [0, 1_000]);
    });
}

/// The first closing closes everything before it, under one seal. When that seal is broken, all of it is
/// open again: no month stays closed for which nobody set a seal, and none is opened without a trace.
#[test]
fn opening_the_first_closing_opens_all_that_it_closed() {
    on_books(|books| {
        books.close(month("2026-07")).unwrap();
        books.reopen(month("2026-07"), "saldo awal belum lengkap").unwrap();
        assert_eq!(state(books).closed_through, None);
        books.post(deposit("2026-03-02", 1, 5)).expect("March has no seal");
        let sentence = "Hanya bulan terakhir yang ditutup yang bisa dibuka. Yang terakhir: belum ada.";
        assert_refused(books.reopen(month("2026-06"), "tanpa jejak"), "NotLastClosed", sentence);
        assert_eq!(books.close(month("2026-05")).unwrap().closing, 1);
        books.close(month("2026-06")).unwrap();
        assert_eq!(books.close(month("2026-07")).unwrap().closing, 2);
        books.assert_sound(1);
    });
}

#[test]
fn months_of_a_year_close_one_after_the_other() {
    on_books(|books| {
        for month in Month::range(month("2025-11"), month("2026-10")) {
            books.post(deposit(&month.last_day().to_string(), 1, 5)).unwrap();
            let seal = books.close(month).unwrap();
            assert!(holds(books, &seal));
        }
        books.assert_sound(12);
        let oldest = books.read(|reader| ledger::seals(reader, COOPERATIVE)).pop().unwrap();
        assert_eq!(oldest.month, month("2025-11"));
        assert!(holds(books, &oldest));
        assert!(BookDate::MIN < oldest.month.first_day());
    });
}
