//! A mistake is set right by its opposite, with a reason, once.

use kernel::{EntryId, Rupiah};
use ledger::{Activity, LedgerError, Posted};
use store::Db;
use store::testing::{TestDb, asked, in_one_commit, on_both_engines};

use crate::books::{
    COOPERATIVE, KAS, SALES, SAVINGS, TODAY, TREASURER, day, deposit, month, name_of, now, on_books, sale,
};

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(result: Result<T, LedgerError>, name: &str, sentence: &str) {
    let error = result.expect_err("it must be refused");
    assert_eq!((name_of(&error).as_str(), error.to_string().as_str()), (name, sentence));
}

#[test]
fn a_reversal_is_the_opposite_with_a_reason() {
    on_books(|books| {
        let posted = books.post(sale("2026-11-20", Activity::Member, 900, 700)).unwrap();
        let reversal = books.reverse(&posted, TODAY, "  salah jumlah ").unwrap();
        assert_eq!(reversal.document, "BM/2026/00001");
        let entries = books.entries();
        let (first, second) = (&entries[0], &entries[1]);
        assert_eq!((second.date, second.reverses), (day(TODAY), Some(posted.entry)));
        assert_eq!(second.description, "Batal BKM/2026/00001: Setoran tabungan");
        assert_eq!((second.note.as_str(), second.act.as_str()), ("salah jumlah", "ledger.reverse"));
        for (line, opposite) in first.lines.iter().zip(&second.lines) {
            assert_eq!(
                (line.account, line.unit, line.activity),
                (opposite.account, opposite.unit, opposite.activity)
            );
            assert_eq!(line.amount, Rupiah(-opposite.amount.0));
        }
        let reversed_by = books.read(|reader| ledger::reversal_of(reader, COOPERATIVE, posted.entry));
        assert_eq!(reversed_by, Some(reversal.entry));
        assert_eq!(books.read(|reader| ledger::reversal_of(reader, COOPERATIVE, reversal.entry)), None);
        assert_eq!((books.stands(KAS), books.stands(SALES)), (0, 0));
        books.assert_sound(2);
    });
}

#[test]
fn what_was_paid_out_since_is_taken_back_first() {
    on_books(|books| {
        let paid_in = books.post(deposit("2026-11-20", 1, 5)).unwrap();
        let paid_out = books.post(deposit("2026-11-21", 1, -5)).unwrap();
        assert_refused(
            books.reverse(&paid_in, TODAY, "salah jumlah"),
            "UsedSince",
            "Belum bisa dibatalkan: Tabungan anggota orang ini di buku tinggal Rp0. Batalkan dulu transaksi \
             sesudahnya yang menguranginya.",
        );
        books.reverse(&paid_out, TODAY, "salah jumlah").unwrap();
        books.reverse(&paid_in, TODAY, "salah jumlah").unwrap();
        assert_eq!((books.stands(KAS), books.stands(SAVINGS)), (0, 0));
    });
}

#[test]
fn a_reversal_is_not_dated_before_what_it_reverses() {
    on_books(|books| {
        let posted = books.post(deposit("2026-11-20", 1, 5)).unwrap();
        books.reverse(&posted, "2026-10-01", "salah jumlah").unwrap();
        assert_eq!(books.entries()[1].date, day("2026-11-20"));
    });
}

#[test]
fn a_long_description_still_fits_its_reversal() {
    on_books(|books| {
        // Cut after 200 letters, the reversal's description ends in a blank.
        let description =
            format!("{} {}", "a".repeat(200 - "Batal BKM/2026/00001: ".len() - 1), "b".repeat(10));
        let posted = books.post(ledger::Entry { description, ..deposit(TODAY, 1, 5) }).unwrap();
        books.reverse(&posted, TODAY, "salah jumlah").unwrap();
        assert_eq!(books.entries()[1].description.chars().count(), 199);
        books.assert_sound(2);
    });
}

#[test]
fn each_refusal_of_a_reversal_has_its_sentence() {
    on_books(|books| {
        let posted = books.post(deposit("2026-10-20", 1, 5)).unwrap();
        let reason = "Tulis alasannya, 5 sampai 200 huruf, supaya pengawas mengerti.";
        for short in ["", "  x    ", "abcd"] {
            assert_refused(books.reverse(&posted, TODAY, short), "Reason", reason);
        }
        assert_refused(books.reverse(&posted, TODAY, &"é".repeat(201)), "Reason", reason);
        let nowhere = Posted { entry: EntryId(9), document: String::new() };
        let sentence = "Transaksi nomor 9 tidak ada. Muat ulang halaman untuk melihat yang terbaru.";
        assert_refused(books.reverse(&nowhere, TODAY, "salah jumlah"), "UnknownEntry", sentence);
        books.close(month("2026-10")).unwrap();
        let sentence = "Bulan Oktober 2026 sudah ditutup. Catat di November 2026, atau minta ketua membuka Oktober 2026.";
        assert_refused(books.reverse(&posted, "2026-10-25", "salah jumlah"), "Closed", sentence);
        let sentence = "Tanggal 2026-11-25 belum tiba. Pakai tanggal hari ini atau sebelumnya.";
        assert_refused(books.reverse(&posted, "2026-11-25", "salah jumlah"), "Future", sentence);
        books.assert_sound(1);

        let reversal = books.reverse(&posted, "2026-11-01", &"é".repeat(200)).expect("later months are open");
        let sentence =
            "Transaksi ini sudah dibatalkan. Bukalah transaksi pembatalannya untuk melihat alasannya.";
        assert_refused(books.reverse(&posted, TODAY, "salah jumlah"), "AlreadyReversed", sentence);
        let sentence = "Transaksi pembatalan tidak bisa dibatalkan. Catat lagi transaksinya.";
        assert_refused(books.reverse(&reversal, TODAY, "salah jumlah"), "ReversalOfReversal", sentence);
        books.assert_sound(2);
    });
}

#[test]
fn of_two_reversals_in_one_commit_one_is_kept() {
    on_books(|books| {
        let reversed = books.post(deposit(TODAY, 1, 5)).unwrap().entry;
        let reverse = || {
            asked(books.db.write(move |tx| {
                ledger::reverse(tx, COOPERATIVE, reversed, day(TODAY), "salah jumlah", TREASURER, now())
            }))
        };
        let results = in_one_commit(books.db, vec![reverse(), reverse(), reverse()]);
        assert_eq!(results[0].as_ref().unwrap().document, "BM/2026/00001");
        for late in &results[1..] {
            assert_eq!(name_of(late.as_ref().unwrap_err()), "AlreadyReversed");
        }
        assert_eq!(books.stands(SAVINGS), 0);
        books.assert_sound(2);
    });
}

#[test]
fn of_two_processes_that_reverse_one_entry_one_is_told_so() {
    on_both_engines(&[ledger::MIGRATIONS], |TestDb { db, location, .. }| {
        let books = crate::books::Books { db, cooperative: COOPERATIVE };
        let other = Db::open(location, false).unwrap();
        for n in 1..=10 {
            let posted = books.post(deposit(TODAY, n, 5)).unwrap();
            let theirs = crate::books::Books { db: &other, ..books };
            let results = std::thread::scope(|scope| {
                let other = scope.spawn(|| theirs.reverse(&posted, TODAY, "salah jumlah"));
                [books.reverse(&posted, TODAY, "salah jumlah"), other.join().unwrap()]
            });
            let refused: Vec<String> =
                results.iter().filter_map(|result| result.as_ref().err()).map(name_of).collect();
            assert_eq!(refused, ["AlreadyReversed"]);
        }
        books.assert_sound(20);
    });
}
