//! Counting cash.

use std::collections::BTreeMap;

use kernel::{Rupiah, UnitCode};
use reconciliation::{CashCount, Counting, ReconciliationError};
use store::testing::TestDb;

use crate::given::*;

pub fn counting(on: &str, pieces: &[(&str, i64)]) -> Counting {
    Counting {
        cooperative: HERE,
        account: CASH,
        unit: None,
        on: day(on),
        pieces: pieces.iter().map(|(code, count)| ((*code).to_owned(), *count)).collect(),
        total: None,
        note: String::new(),
        by: BY,
        at: AT,
    }
}

fn count(test: &TestDb, counting: &Counting) -> Result<CashCount, ReconciliationError> {
    let counting = counting.clone();
    test.db.write_blocking(move |tx| reconciliation::count(tx, &counting))
}

#[test]
fn pieces_add_up_and_are_compared_with_the_books_of_the_day() {
    story(|test| {
        post_on(test, CASH, UnitCode::OFFICE, "2026-11-20", 1_000_000, "Setoran");
        post_on(test, CASH, UnitCode(10), "2026-11-21", 250_000, "Penjualan");
        let seen = count(
            test,
            &counting("2026-11-20", &[("100000", 9), ("50000", 1), ("1000-logam", 45), ("500", 0)]),
        );
        let seen = seen.unwrap();
        assert_eq!(
            (seen.total, seen.books, seen.difference()),
            (Rupiah(995_000), Rupiah(1_000_000), Rupiah(-5_000))
        );
        assert_eq!(seen.says(), "Uang kurang Rp5.000 (lima ribu rupiah) daripada buku.");
        assert_eq!(
            seen.pieces,
            BTreeMap::from([("100000".into(), 9), ("50000".into(), 1), ("1000-logam".into(), 45)])
        );
        let more = Counting { total: Some(Rupiah(1_250_500)), ..counting("2026-11-21", &[]) };
        assert_eq!(count(test, &more).unwrap().says(), "Uang lebih Rp500 (lima ratus rupiah) daripada buku.");
        let shop = Counting {
            unit: Some(UnitCode(10)),
            total: Some(Rupiah(250_000)),
            ..counting("2026-11-21", &[])
        };
        assert_eq!(count(test, &shop).unwrap().says(), "Cocok dengan buku.");
        let last = |through: &str| {
            let through = day(through);
            test.db
                .read_blocking(move |reader| reconciliation::last_count(reader, HERE, CASH, through))
                .unwrap()
        };
        assert_eq!(last("2026-11-24").map(|last| last.id), Some(3));
        assert_eq!(last("2026-11-20"), Some(seen));
        assert_eq!(last("2026-11-19"), None);
        let all = test.db.read_blocking(|reader| reconciliation::counts(reader, HERE, 2)).unwrap();
        assert_eq!(all.iter().map(|count| count.id).collect::<Vec<_>>(), [3, 2]);
    });
}

#[test]
fn an_empty_drawer_is_a_count_too() {
    story(|test| {
        let nothing = Counting { total: Some(Rupiah::ZERO), ..counting("2026-11-20", &[]) };
        assert_eq!(count(test, &nothing).unwrap().says(), "Cocok dengan buku.");
    });
}

#[test]
fn what_cannot_be_is_refused_beside_its_field() {
    story(|test| {
        let refused = |counting: Counting| count(test, &counting).unwrap_err().field();
        assert_eq!(refused(counting("2026-11-20", &[])), Some("total"));
        assert_eq!(refused(counting("2026-11-25", &[("500-logam", 1)])), Some("counted_on"));
        assert_eq!(refused(counting("2026-11-20", &[("300", 1)])), Some("pieces"));
        assert_eq!(refused(counting("2026-11-20", &[("100000", -1)])), Some("pieces"));
        assert_eq!(refused(counting("2026-11-20", &[("100000", 1_000_001)])), Some("pieces"));
        let other = Counting { total: Some(Rupiah(7)), ..counting("2026-11-20", &[("1000", 1)]) };
        assert_eq!(refused(other), Some("total"));
        let less = Counting { total: Some(Rupiah(-1)), ..counting("2026-11-20", &[]) };
        assert_eq!(refused(less), Some("total"));
        assert_eq!(
            refused(Counting { account: BANK, ..counting("2026-11-20", &[("1000", 1)]) }),
            Some("account")
        );
        let unit = Counting { unit: Some(UnitCode(77)), ..counting("2026-11-20", &[("1000", 1)]) };
        assert_eq!(refused(unit), Some("unit"));
        let note = Counting { note: "x".repeat(201), ..counting("2026-11-20", &[("1000", 1)]) };
        assert_eq!(refused(note), Some("note"));
    });
}
