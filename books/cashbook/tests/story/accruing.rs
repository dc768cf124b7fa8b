//! An expense that is paid later stands in its own month, once.

use cashbook::{Accrual, AccrualState, Accruing, CashbookError};
use kernel::{AccountCode, EntryId, Month, Rupiah, Timestamp, UnitCode};
use ledger::LedgerError;
use store::testing::TestDb;

use crate::given::{COOPERATIVE, NOW, TREASURER, day, on_fresh_books, record, recorded};

const ELECTRICITY: i64 = 61_200;
const ACCRUED: i64 = 21_300;
/// 31 October 2026, 10.00 WIB: the last day of a month, the next has not begun.
const LAST_OF_OCTOBER: Timestamp = Timestamp(NOW.0 - 24 * 86_400_000_000);

fn month(text: &str) -> Month {
    Month::parse(text).expect("a month")
}

fn electricity(amount: i64, at: Timestamp) -> Accruing {
    Accruing {
        cooperative: COOPERATIVE,
        account: AccountCode(ELECTRICITY),
        unit: UnitCode(10),
        amount: Rupiah(amount),
        month: month("2026-10"),
        note: "tagihan belum datang".to_owned(),
        by: TREASURER,
        at,
    }
}

fn accrued(test: &TestDb, accruing: Accruing) -> Result<Accrual, CashbookError> {
    test.db.write_blocking(move |tx| cashbook::accrue(tx, &accruing))
}

fn reversed_due(test: &TestDb, today: &str, at: Timestamp) -> Result<Vec<cashbook::Recorded>, CashbookError> {
    let today = day(today);
    test.db.write_blocking(move |tx| cashbook::reverse_due(tx, COOPERATIVE, today, TREASURER, at))
}

fn taken_back(test: &TestDb, entry: EntryId) {
    test.db
        .write_blocking(move |tx| {
            ledger::reverse(tx, COOPERATIVE, entry, day("2026-11-24"), "salah jumlah", TREASURER, NOW)
        })
        .expect("a reversal");
}

fn closed(test: &TestDb, text: &str) {
    let month = month(text);
    test.db
        .write_blocking(move |tx| ledger::close_month(tx, COOPERATIVE, month, TREASURER, NOW))
        .expect("a closed month");
}

fn all(test: &TestDb) -> Vec<Accrual> {
    test.db.read_blocking(|reader| cashbook::accruals(reader, COOPERATIVE)).expect("a read")
}

fn due(test: &TestDb, today: &str) -> Vec<i64> {
    let due = test.db.read_blocking(|reader| cashbook::due_reversals(reader, COOPERATIVE, day(today)));
    due.expect("a read").iter().map(|accrual| accrual.id).collect()
}

/// What an account moved from a day through another.
fn moved(test: &TestDb, account: i64, from: &str, through: &str) -> i64 {
    let rows = test.db.read_blocking(|reader| {
        ledger::balances(reader, COOPERATIVE, Some(day(from)), day(through), Some(UnitCode(10)))
    });
    let rows = rows.expect("balances");
    rows.iter().filter(|row| row.account.0 == account).map(|row| row.net().0).sum()
}

fn assert_sound(test: &TestDb) {
    let report = test.db.read_blocking(|reader| ledger::audit(reader, COOPERATIVE)).expect("an audit");
    assert_eq!(report.differences, []);
}

#[test]
fn an_expense_stands_in_its_month_and_leaves_the_next() {
    on_fresh_books(|test| {
        let accrual = accrued(test, electricity(275_000, NOW)).expect("an accrual");
        assert_eq!((accrual.id, accrual.state), (1, AccrualState::Reversed));
        assert_eq!(moved(test, ELECTRICITY, "2026-10-31", "2026-10-31"), 275_000);
        assert_eq!(moved(test, ACCRUED, "2026-10-31", "2026-10-31"), -275_000);
        assert_eq!(moved(test, ELECTRICITY, "2026-11-01", "2026-11-01"), -275_000);
        // The bill comes and is paid as always: the month it is paid in has no expense of it.
        let mut bill = record(275_000);
        bill.unit = UnitCode(10);
        recorded(test, "bayar-listrik-air", bill).expect("a payment");
        assert_eq!(moved(test, ELECTRICITY, "2026-11-01", "2026-11-30"), 0);
        assert_eq!(moved(test, ACCRUED, "2026-01-01", "2026-11-30"), 0);
        let kept = all(test);
        assert_eq!(kept, [accrual]);
        let entries = test.db.read_blocking(|reader| {
            ledger::entries_between(reader, COOPERATIVE, day("2026-10-01"), day("2026-11-01"))
        });
        let said: Vec<(String, String)> =
            entries.expect("entries").into_iter().map(|entry| (entry.description, entry.note)).collect();
        let note = "tagihan belum datang".to_owned();
        assert_eq!(
            said,
            [
                ("Belum dibayar: Beban listrik dan air Oktober 2026".to_owned(), note.clone()),
                ("Pembalik: Beban listrik dan air Oktober 2026".to_owned(), note),
            ]
        );
        assert_sound(test);
    });
}

#[test]
fn nothing_is_turned_back_before_the_next_month_begins_and_then_once() {
    on_fresh_books(|test| {
        let accrual = accrued(test, electricity(90_000, LAST_OF_OCTOBER)).expect("an accrual");
        assert_eq!((accrual.state, accrual.reversed_by), (AccrualState::Waiting, None));
        assert_eq!(due(test, "2026-10-31"), [0; 0]);
        assert_eq!(reversed_due(test, "2026-10-31", LAST_OF_OCTOBER).expect("nothing to do"), []);
        assert_eq!(due(test, "2026-11-01"), [1]);

        let posted = reversed_due(test, "2026-11-24", NOW).expect("the opposite");
        assert_eq!(posted.len(), 1);
        assert_eq!(moved(test, ELECTRICITY, "2026-11-01", "2026-11-01"), -90_000);
        assert_eq!(reversed_due(test, "2026-11-24", NOW).expect("nothing to do"), []);
        assert_eq!(moved(test, ELECTRICITY, "2026-11-01", "2026-11-30"), -90_000);
        assert_eq!(all(test)[0].reversed_by, Some(posted[0].entry));
        assert_sound(test);
    });
}

#[test]
fn the_opposite_of_a_closed_month_goes_into_the_first_open_one() {
    on_fresh_books(|test| {
        let mut september = electricity(90_000, Timestamp(NOW.0 - 55 * 86_400_000_000));
        september.month = month("2026-09");
        accrued(test, september).expect("an accrual on the last day of September");
        closed(test, "2026-09");
        closed(test, "2026-10");
        reversed_due(test, "2026-11-24", NOW).expect("the opposite");
        assert_eq!(moved(test, ELECTRICITY, "2026-10-01", "2026-10-31"), 0);
        assert_eq!(moved(test, ELECTRICITY, "2026-11-01", "2026-11-01"), -90_000);
    });
}

#[test]
fn a_mistake_is_taken_back_on_both_sides() {
    on_fresh_books(|test| {
        let accrual = accrued(test, electricity(90_000, NOW)).expect("an accrual");
        let opposite = accrual.reversed_by.expect("its opposite");
        taken_back(test, accrual.entry);
        assert_eq!(all(test)[0].state, AccrualState::HalfCancelled);
        taken_back(test, opposite);
        assert_eq!((all(test)[0].state, all(test)[0].reversed_by), (AccrualState::Cancelled, None));
        assert_eq!(reversed_due(test, "2026-11-24", NOW).expect("nothing to do"), []);
        assert_eq!(moved(test, ELECTRICITY, "2026-01-01", "2026-11-30"), 0);
    });
}

#[test]
fn an_accrual_taken_back_before_the_next_month_is_not_turned_back() {
    on_fresh_books(|test| {
        let accrual = accrued(test, electricity(90_000, LAST_OF_OCTOBER)).expect("an accrual");
        taken_back(test, accrual.entry);
        assert_eq!(due(test, "2026-11-24"), [0; 0]);
        assert_eq!(reversed_due(test, "2026-11-24", NOW).expect("nothing to do"), []);
        assert_eq!(all(test)[0].state, AccrualState::Cancelled);
    });
}

#[test]
fn an_opposite_that_was_taken_back_is_due_again() {
    on_fresh_books(|test| {
        let accrual = accrued(test, electricity(90_000, NOW)).expect("an accrual");
        taken_back(test, accrual.reversed_by.expect("its opposite"));
        assert_eq!(due(test, "2026-11-24"), [1]);
        reversed_due(test, "2026-11-24", NOW).expect("the opposite again");
        assert_eq!(all(test)[0].state, AccrualState::Reversed);
        assert_eq!(moved(test, ACCRUED, "2026-01-01", "2026-11-30"), 0);
    });
}

#[test]
fn only_an_expense_that_somebody_bills_into_a_month_that_is_over_and_open() {
    on_fresh_books(|test| {
        // Depreciation, a loss on cash, cost of goods, revenue, cash.
        for account in [61_500, 81_300, 51_100, 41_100, 11_100, 12_345] {
            let accruing = Accruing { account: AccountCode(account), ..electricity(1_000, NOW) };
            let refused = accrued(test, accruing).expect_err("not an expense to be paid");
            assert!(matches!(refused, CashbookError::NotExpense), "{account}: {refused:?}");
            assert_eq!(refused.field(), Some("account"));
        }
        for amount in [0, -5] {
            let refused = accrued(test, electricity(amount, NOW)).expect_err("no amount");
            assert!(matches!(refused, CashbookError::Amount));
        }
        let later = Accruing { month: month("2026-11"), ..electricity(1_000, NOW) };
        let refused = accrued(test, later).expect_err("November is not over");
        assert!(matches!(refused, CashbookError::Ledger(LedgerError::Future(_))));
        closed(test, "2026-10");
        let refused = accrued(test, electricity(1_000, NOW)).expect_err("October is closed");
        assert!(matches!(refused, CashbookError::Ledger(LedgerError::Closed(_))));
        assert_eq!(all(test), [], "nothing was kept of what was refused");
        for account in [61_100, 71_300, 81_100] {
            let month = month("2026-10");
            let accruing = Accruing { account: AccountCode(account), month, ..electricity(1_000, NOW) };
            assert!(!matches!(accrued(test, accruing), Err(CashbookError::NotExpense)), "{account}");
        }
    });
}
