//! Years: closed for good after the annual meeting.

use kernel::{CooperativeId, Month};
use ledger::{LedgerError, YearClosing};
use sha2::{Digest, Sha256};

use crate::books::{Books, CHAIR, COOPERATIVE, day, deposit, hex, month, name_of, now, on_books};

/// The months of 2025 from October, each closed with a seal, and what is closed after them.
fn close_through(books: Books<'_>, last: &str) {
    books.post(deposit("2025-10-03", 1, 700)).unwrap();
    for month in Month::range(month("2025-10"), month(last)) {
        books.close(month).unwrap();
    }
}

fn closings(books: Books<'_>) -> Vec<YearClosing> {
    books.read(|reader| ledger::year_closings(reader, COOPERATIVE))
}

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(result: Result<T, LedgerError>, name: &str, sentence: &str) {
    let error = result.expect_err("it must be refused");
    assert_eq!((name_of(&error).as_str(), error.to_string().as_str()), (name, sentence));
}

#[test]
fn no_month_of_a_closed_year_opens_again() {
    on_books(|books| {
        close_through(books, "2026-01");
        books.close_year(2025, "2026-03-14").unwrap();
        books.reopen(month("2026-01"), "kuitansi baru ditemukan").expect("January is of the year after");
        let sentence = "Tahun 2025 sudah ditutup tetap. Betulkan dengan transaksi di tahun berjalan.";
        assert_refused(books.reopen(month("2025-12"), "kuitansi baru ditemukan"), "YearShut", sentence);
        let refused = books.post(deposit("2025-12-30", 1, 5)).unwrap_err();
        assert_eq!(name_of(&refused), "Closed");
        books.post(deposit("2026-01-02", 1, 5)).expect("what was forgotten is set right in the open year");
        books.assert_sound(2);
    });
}

#[test]
fn the_seal_of_a_year_covers_its_month_seals_and_the_meeting() {
    on_books(|books| {
        close_through(books, "2025-12");
        books.reopen(month("2025-12"), "kuitansi baru ditemukan").unwrap();
        books.close(month("2025-12")).unwrap();
        let closing = books.close_year(2025, "2026-03-14").unwrap();
        let mut seals = books.read(|reader| ledger::seals(reader, COOPERATIVE));
        seals.retain(|seal| seal.reopened_at.is_none());
        let [december, november, october] = seals.as_slice() else { panic!("{seals:?}") };
        let text = format!(
            "19|2025|2026-03-14|202510:1:{}|202511:1:{}|202512:2:{}",
            october.seal, november.seal, december.seal
        );
        assert_eq!(closing.seal, hex(&Sha256::digest(text)), "anybody can compute it");
        assert_eq!((closing.closed_by, closing.closed_at), (CHAIR, now()));
        assert_eq!(closings(books), std::slice::from_ref(&closing));
        let holds =
            |closing: &YearClosing| books.read(|reader| ledger::verify_year(reader, COOPERATIVE, closing));
        assert!(holds(&closing));
        assert!(!holds(&YearClosing { adopted_on: day("2026-03-15"), ..closing.clone() }));
        assert!(!holds(&YearClosing { year: 2024, ..closing }));
    });
}

#[test]
fn a_year_closes_when_its_last_month_has_a_seal() {
    on_books(|books| {
        let open = "Tutup dulu semua bulan tahun 2025 sampai Desember, baru tahunnya.";
        assert_refused(books.close_year(2025, "2026-03-14"), "YearOpen", open);
        close_through(books, "2025-11");
        assert_refused(books.close_year(2025, "2026-03-14"), "YearOpen", open);
        books.close(month("2025-12")).unwrap();
        books.close_year(2025, "2026-03-14").unwrap();
        let this_year = "Tutup dulu semua bulan tahun 2026 sampai Desember, baru tahunnya.";
        assert_refused(books.close_year(2026, "2026-03-14"), "YearOpen", this_year);
    });
}

/// The first closing may cover years at once; a year under it has no seal that could be kept.
#[test]
fn a_year_without_a_seal_of_its_own_stays_as_it_is() {
    on_books(|books| {
        books.post(deposit("2025-10-03", 1, 700)).unwrap();
        books.close(month("2026-02")).unwrap();
        let open = "Tutup dulu semua bulan tahun 2025 sampai Desember, baru tahunnya.";
        assert_refused(books.close_year(2025, "2026-03-14"), "YearOpen", open);
        assert_eq!(closings(books), []);
    });
}

#[test]
fn the_meeting_was_held_after_the_year() {
    on_books(|books| {
        close_through(books, "2025-12");
        let sentence = "Isi tanggal rapat anggota yang mengesahkan laporan: sesudah 31 Desember 2025, paling lambat hari ini.";
        for date in ["2025-12-31", "2026-11-25"] {
            assert_refused(books.close_year(2025, date), "MeetingDate", sentence);
        }
        books.close_year(2025, "2026-01-01").unwrap();
    });
}

#[test]
fn years_close_once_and_in_order() {
    on_books(|books| {
        close_through(books, "2026-10");
        books.close_year(2025, "2026-03-14").unwrap();
        let shut = "Tahun 2025 sudah ditutup tetap. Betulkan dengan transaksi di tahun berjalan.";
        for year in [2025, 2024] {
            assert_refused(books.close_year(year, "2026-03-14"), "YearShut", shut);
        }
        assert_refused(
            books.close_year(2027, "2026-03-14"),
            "YearsInOrder",
            "Tutup dulu tahun 2026: tahun ditutup berurutan.",
        );
        assert_eq!(closings(books).len(), 1);
        books.assert_sound(1);
    });
}

#[test]
fn the_year_of_another_cooperative_is_its_own() {
    on_books(|books| {
        close_through(books, "2025-12");
        books.close_year(2025, "2026-03-14").unwrap();
        let other = Books { cooperative: CooperativeId(20), ..books };
        other.close(month("2025-12")).unwrap();
        other.reopen(month("2025-12"), "kuitansi baru ditemukan").unwrap();
        let found = books.read(|reader| ledger::last_closed_year(reader, CooperativeId(20)));
        assert_eq!(found, None);
    });
}
