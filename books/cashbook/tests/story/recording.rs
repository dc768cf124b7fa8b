//! From a picked rule to an entry.

use cashbook::{CashbookError, FreeJournal, Record};
use kernel::{AccountCode, Rupiah, UnitCode};
use ledger::{Activity, LedgerError, Line};

use crate::given::{
    COOPERATIVE, NOW, TREASURER, balance, day, member, on_fresh_books, record, recorded, rule,
};

#[test]
fn a_meeting_paid_from_cash_is_an_expense() {
    on_fresh_books(|test| {
        recorded(test, "terima-hibah", record(500_000)).expect("a grant");
        let paid = recorded(test, "bayar-biaya-rapat", record(120_000)).expect("a meeting");
        assert_eq!(paid.document, "BKK/2026/00001");
        assert_eq!(balance(test, 71_110, None), 120_000);
        assert_eq!(balance(test, 11_100, None), 380_000);
    });
}

#[test]
fn money_at_the_bank_is_numbered_in_the_bank_book() {
    on_fresh_books(|test| {
        let filled = Record { place: AccountCode(11_200), ..record(75_000) };
        assert_eq!(recorded(test, "terima-hibah", filled).expect("a grant").document, "BBM/2026/00001");
        assert_eq!(balance(test, 11_200, None), 75_000);
    });
}

#[test]
fn capital_to_a_unit_leaves_each_unit_balanced() {
    on_fresh_books(|test| {
        recorded(test, "terima-hibah", record(1_000_000)).expect("a grant");
        let filled = Record { unit: UnitCode(10), ..record(400_000) };
        recorded(test, "modal-ke-unit", filled).expect("capital");
        assert_eq!(balance(test, 11_100, Some(0)), 600_000);
        assert_eq!(balance(test, 11_100, Some(10)), 400_000);
        assert_eq!(balance(test, 11_900, Some(0)), 400_000);
        assert_eq!(balance(test, 11_900, Some(10)), -400_000);
        assert_eq!(balance(test, 11_900, None), 0);
    });
}

#[test]
fn what_a_rule_needs_is_asked_for_beside_its_field() {
    on_fresh_books(|test| {
        let cases = [
            ("bayar-biaya-rapat", record(0), "amount"),
            ("tagih-piutang-anggota", record(5_000), "party"),
            ("modal-mitra", record(5_000), "party"),
            ("modal-ke-unit", record(5_000), "unit"),
            ("penjualan-toko", record(5_000), "activity"),
            ("terima-hibah", Record { place: AccountCode(41_100), ..record(5_000) }, "place"),
            ("terima-hibah", Record { date: day("2026-11-25"), ..record(5_000) }, "date"),
            ("terima-hibah", record(i64::MAX), "amount"),
        ];
        for (code, filled, field) in cases {
            let refusal = recorded(test, code, filled).expect_err(code);
            assert_eq!(refusal.field(), Some(field), "{code}: {refusal}");
        }
        assert_eq!(balance(test, 11_100, None), 0, "nothing was written");
    });
}

#[test]
fn a_sale_to_a_named_member_counts_as_business_with_members() {
    on_fresh_books(|test| {
        let filled = Record { party: Some(member()), ..record(30_000) };
        recorded(test, "penjualan-toko", filled).expect("a sale");
        let rows = test
            .db
            .read_blocking(|reader| ledger::balances(reader, COOPERATIVE, None, day("2026-11-30"), None))
            .expect("balances");
        let sale = rows.iter().find(|row| row.account == AccountCode(41_100)).expect("the sale");
        assert_eq!((sale.activity, sale.credit), (Activity::Member, Rupiah(30_000)));
    });
}

#[test]
fn a_free_journal_must_balance() {
    on_fresh_books(|test| {
        let journal = |credit: i64| FreeJournal {
            cooperative: COOPERATIVE,
            date: day("2026-11-20"),
            description: "Penyusutan komputer".to_owned(),
            note: String::new(),
            lines: vec![
                Line::debit(AccountCode(61_500), Rupiah(50_000)),
                Line::credit(AccountCode(13_900), Rupiah(credit)),
            ],
            voucher: None,
            by: TREASURER,
            at: NOW,
        };
        let written =
            |journal: FreeJournal| test.db.write_blocking(move |tx| cashbook::free_journal(tx, &journal));
        let refusal = written(journal(49_000)).expect_err("unbalanced");
        assert!(matches!(
            refusal,
            CashbookError::Ledger(LedgerError::Unbalanced { difference: Rupiah(1_000), .. })
        ));
        assert_eq!(written(journal(50_000)).expect("balanced").document, "BM/2026/00001");
    });
}

#[test]
fn the_preview_says_in_plain_words_what_will_happen() {
    on_fresh_books(|test| {
        let chart = test
            .db
            .read_blocking(|reader| ledger::chart_of(reader, COOPERATIVE, day("2026-11-20")))
            .expect("the chart");
        let filled = Record { unit: UnitCode(10), ..record(400_000) };
        let said = cashbook::preview(&rule("modal-ke-unit"), &chart, &filled, "Gerai sembako");
        assert_eq!(
            said,
            "Kas kantor berkurang Rp400.000; Kas Gerai sembako bertambah Rp400.000. Uang hanya pindah unit."
        );
    });
}
