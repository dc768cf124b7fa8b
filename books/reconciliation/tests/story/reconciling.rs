//! A month of the bank beside a month of the books.

use kernel::{AccountCode, EntryId, Rupiah};
use reconciliation::{ProposalKind, ReconciliationError};
use store::testing::TestDb;

use crate::given::*;

/// Books that agree with October but for bank charges and interest.
fn given_books(test: &TestDb) -> (EntryId, EntryId) {
    post(test, "2026-09-30", 5_000_000, "Saldo awal");
    let deposit = post(test, "2026-10-05", 500_000, "Setor ke bank");
    let sale = post(test, "2026-10-10", 150_000, "Penjualan kepada Toko Contoh Bakau");
    (deposit, sale)
}

#[test]
fn a_month_comes_in_order_step_by_step() {
    story(|test| {
        given_books(test);
        assert!(!state(test, "2026-10").is_covered && state(test, "2026-10").difference.is_none());
        import_october(test);
        let first = state(test, "2026-10");
        assert_eq!(
            (first.statement_closing, first.book_closing),
            (Some(Rupiah(5_636_500)), Rupiah(5_650_000))
        );
        assert_eq!((first.unmatched_lines.len(), first.unmatched_entries.len()), (4, 2));
        assert!(first.is_covered && !first.is_reconciled());
        let found = proposals(test, "2026-10");
        assert_eq!(
            found.iter().map(|found| (found.days, found.kind)).collect::<Vec<_>>(),
            [(0, ProposalKind::Exact), (2, ProposalKind::Exact)]
        );
        assert_eq!(accept_all(test, "2026-10"), 2);
        let second = state(test, "2026-10");
        assert_eq!((second.matched, second.unmatched_lines.len(), second.unmatched_entries.len()), (2, 2, 0));
        assert_eq!(second.difference, Some(Rupiah::ZERO));
        assert!(!second.is_reconciled());
        post(test, "2026-10-20", -15_000, "Administrasi bank");
        post(test, "2026-10-31", 1_500, "Bunga bank");
        accept_all(test, "2026-10");
        let done = state(test, "2026-10");
        assert!(done.is_reconciled(), "{done:?}");
        assert_eq!((done.matched, done.book_closing), (4, Rupiah(5_636_500)));
    });
}

#[test]
fn what_the_bank_shows_later_is_explained_and_listed() {
    story(|test| {
        given_books(test);
        post(test, "2026-10-20", -15_000, "Administrasi bank");
        post(test, "2026-10-31", 1_500, "Bunga bank");
        let cheque = post(test, "2026-10-30", -200_000, "Bayar pemasok dengan cek");
        import_october(test);
        accept_all(test, "2026-10");
        let october = state(test, "2026-10");
        assert_eq!(october.unmatched_entries.iter().map(|of| of.entry).collect::<Vec<_>>(), [cheque]);
        assert_eq!((october.book_closing, october.difference), (Rupiah(5_436_500), Some(Rupiah::ZERO)));
        assert!(october.is_reconciled(), "a cheque that waits explains the difference");
        let november = "Tanggal,Uraian Transaksi,Debet,Kredit,Saldo\n\
            02/11/26,CEK 001,\"200,000.00\",0.00,\"5,436,500.00\"\n";
        import(test, &upload("november.csv", november, "2026-11-24")).unwrap();
        assert_eq!(accept_all(test, "2026-11"), 1);
        // At the end of October it had still not been presented.
        assert_eq!(state(test, "2026-10"), october);
        let later = state(test, "2026-11");
        assert!(later.unmatched_entries.is_empty() && later.unmatched_lines.is_empty());
        assert_eq!(later.difference, Some(Rupiah::ZERO));
        assert!(!later.is_covered, "the statement ends on 24 November");
    });
}

#[test]
fn what_was_recorded_a_month_late_is_explained_too() {
    story(|test| {
        given_books(test);
        import_october(test);
        accept_all(test, "2026-10");
        let lines = state(test, "2026-10").unmatched_lines;
        let late = [
            post(test, "2026-11-02", -15_000, "Administrasi Oktober"),
            post(test, "2026-11-02", 1_500, "Bunga"),
        ];
        accept(test, &[(lines[0].id, &late[..1]), (lines[1].id, &late[1..])]).unwrap();
        let october = state(test, "2026-10");
        assert_eq!((october.book_closing, october.difference), (Rupiah(5_650_000), Some(Rupiah::ZERO)));
        assert!(october.is_reconciled());
    });
}

#[test]
fn an_unexplained_difference_stays_visible() {
    story(|test| {
        given_books(test);
        // The opening balance of the books is 70,000 short, before the first statement.
        post(test, "2026-09-30", -70_000, "Salah saldo awal");
        post(test, "2026-10-20", -15_000, "Administrasi bank");
        post(test, "2026-10-31", 1_500, "Bunga bank");
        import_october(test);
        accept_all(test, "2026-10");
        let october = state(test, "2026-10");
        assert!(october.unmatched_lines.is_empty() && october.unmatched_entries.is_empty());
        assert_eq!(october.difference, Some(Rupiah(70_000)));
        assert!(!october.is_reconciled());
    });
}

#[test]
fn a_match_must_sum_to_the_line_and_take_what_is_free() {
    story(|test| {
        let (deposit, sale) = given_books(test);
        import_october(test);
        let lines = state(test, "2026-10").unmatched_lines;
        let (first, second) = (lines[0].id, lines[1].id);
        let wrong = accept(test, &[(first, &[sale])]).unwrap_err();
        assert_eq!(
            wrong.to_string(),
            "Jumlahnya berbeda: rekening koran Rp500.000, buku Rp150.000. Pilih transaksi yang jumlahnya sama."
        );
        assert!(matches!(accept(test, &[(first, &[])]), Err(ReconciliationError::NothingChosen)));
        assert!(matches!(accept(test, &[(first, &[EntryId(99)])]), Err(ReconciliationError::EntryTaken)));
        // One wrong pair, and none is kept.
        assert!(accept(test, &[(first, &[deposit]), (second, &[deposit])]).is_err());
        assert_eq!(state(test, "2026-10").matched, 0);
        accept(test, &[(first, &[deposit])]).unwrap();
        assert!(matches!(accept(test, &[(first, &[deposit])]), Err(ReconciliationError::LineMatched)));
        let twin = post(test, "2026-10-05", 500_000, "Setor lagi");
        assert!(matches!(accept(test, &[(first, &[twin])]), Err(ReconciliationError::LineMatched)));
        let parts = [post(test, "2026-10-12", 100_000, "Satu"), post(test, "2026-10-12", 50_000, "Dua")];
        accept(test, &[(second, &parts)]).unwrap();
        let release = |line| test.db.write_blocking(move |tx| reconciliation::release(tx, HERE, BANK, line));
        release(second).unwrap();
        assert!(matches!(release(second), Err(ReconciliationError::NoSuchLine)));
        accept(test, &[(second, &[sale])]).unwrap();
        assert_eq!(state(test, "2026-10").matched, 2);
    });
}

#[test]
fn a_reversed_entry_frees_its_line_and_neither_is_asked_of_the_bank() {
    story(|test| {
        let (deposit, _) = given_books(test);
        import_october(test);
        accept_all(test, "2026-10");
        reverse(test, deposit, "2026-10-21");
        let october = state(test, "2026-10");
        assert_eq!((october.matched, october.unmatched_entries.len()), (1, 0));
        assert!(october.unmatched_lines.iter().any(|line| line.amount == Rupiah(500_000)));
        let line = october.unmatched_lines[0].id;
        assert!(matches!(accept(test, &[(line, &[deposit])]), Err(ReconciliationError::EntryTaken)));
        post(test, "2026-10-05", 500_000, "Setor ke bank, dicatat lagi");
        assert_eq!(accept_all(test, "2026-10"), 1);
        assert_eq!(state(test, "2026-10").matched, 2);
    });
}

#[test]
fn another_account_is_another_matter() {
    story(|test| {
        import_october(test);
        let qris = AccountCode(11_210);
        let other =
            test.db.read_blocking(|reader| reconciliation::state(reader, HERE, qris, month("2026-10")));
        assert!(other.unwrap().unmatched_lines.is_empty());
        let cash =
            test.db.read_blocking(|reader| reconciliation::state(reader, HERE, CASH, month("2026-10")));
        assert!(matches!(cash, Err(ReconciliationError::NotBank)));
        let there = kernel::CooperativeId(2);
        let other =
            test.db.read_blocking(|reader| reconciliation::state(reader, there, BANK, month("2026-10")));
        assert!(other.unwrap().unmatched_lines.is_empty());
    });
}
