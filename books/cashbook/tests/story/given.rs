//! Builders in the words of the domain.

use cashbook::{CashbookError, Party, Record, Recorded, Rule};
use kernel::{AccountCode, BookDate, CooperativeId, PartyId, Rupiah, Timestamp, UnitCode, UserId};
use ledger::Activity;
use store::testing::{TestDb, on_both_engines};

pub const COOPERATIVE: CooperativeId = CooperativeId(7);
pub const TREASURER: UserId = UserId(1);
pub const CHAIR: UserId = UserId(2);
/// 24 November 2026, 10.00 WIB.
pub const NOW: Timestamp = Timestamp(1_795_489_200_000_000);

pub fn on_fresh_books(test: impl Fn(&TestDb)) {
    on_both_engines(&[ledger::MIGRATIONS, cashbook::MIGRATIONS], test);
}

pub fn day(text: &str) -> BookDate {
    BookDate::parse(text).expect("a date")
}

pub fn rule(code: &str) -> Rule {
    cashbook::common_rules().iter().find(|rule| rule.code == code).expect("a rule of the vocabulary").clone()
}

pub fn member() -> Party {
    Party { id: PartyId(17), name: "Bu Contoh Melati".to_owned(), member: true }
}

pub fn record(amount: i64) -> Record {
    Record {
        cooperative: COOPERATIVE,
        amount: Rupiah(amount),
        date: day("2026-11-20"),
        place: AccountCode(11_100),
        party: None,
        unit: UnitCode::OFFICE,
        months: None,
        activity: Activity::None,
        note: String::new(),
        voucher: None,
        by: TREASURER,
        at: NOW,
    }
}

pub fn recorded(test: &TestDb, code: &str, filled: Record) -> Result<Recorded, CashbookError> {
    let rule = rule(code);
    test.db.write_blocking(move |tx| cashbook::record(tx, &rule, &filled))
}

pub fn balance(test: &TestDb, account: i64, unit: Option<i64>) -> i64 {
    test.db
        .read_blocking(|reader| {
            ledger::balance_of(
                reader,
                COOPERATIVE,
                AccountCode(account),
                day("2026-12-31"),
                unit.map(UnitCode),
            )
        })
        .expect("a balance")
        .0
}
