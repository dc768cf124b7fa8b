//! What the stories start from, in the words of the field.

use assets::{
    Acquisition, AssetId, AssetLine, AssetsError, Depreciated, Difference, Disposed, Disposing, DueMonth,
    Registration, Terms,
};
use kernel::{AccountCode, BookDate, CooperativeId, EntryId, Month, Rupiah, Timestamp, UnitCode, UserId};
use ledger::{Book, Entry, LedgerError, Line};
use store::testing::{TestDb, on_both_engines};

pub const HERE: CooperativeId = CooperativeId(1);
pub const BY: UserId = UserId(5);
/// 24 November 2026, 10.00 WIB.
pub const AT: Timestamp = Timestamp(1_795_489_200_000_000);
pub const CASH: AccountCode = AccountCode(11_100);
pub const BANK: AccountCode = AccountCode(11_200);
pub const LAND: AccountCode = AccountCode(13_100);
pub const SHOP_TOOLS: AccountCode = AccountCode(13_400);
pub const OFFICE_TOOLS: AccountCode = AccountCode(13_500);
pub const ACCUMULATED: AccountCode = AccountCode(13_900);
pub const CAPITAL: AccountCode = AccountCode(31_900);
pub const EXPENSE: AccountCode = AccountCode(61_500);
pub const SHOP: UnitCode = UnitCode(10);

pub fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

pub fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

pub fn story(tell: impl Fn(&TestDb)) {
    on_both_engines(&[ledger::MIGRATIONS, assets::MIGRATIONS], tell);
}

/// A laptop of 4,800,000 bought in March 2026 from cash, four years: 100,000 a month from April.
pub fn laptop() -> Registration {
    Registration {
        cooperative: HERE,
        name: "Laptop bendahara".to_owned(),
        account: OFFICE_TOOLS,
        unit: UnitCode::OFFICE,
        terms: Terms {
            acquired_on: day("2026-03-14"),
            cost: Rupiah(4_800_000),
            residual: Rupiah::ZERO,
            life_months: 48,
            opening: None,
        },
        acquisition: Acquisition::Paid { place: CASH },
        note: "Di kantor, baik".to_owned(),
        voucher: None,
        by: BY,
        at: AT,
    }
}

/// A showcase of the shop of 2,400,000 from June 2026, 50,000 a month from July.
pub fn showcase() -> Registration {
    let laptop = laptop();
    let terms = Terms { acquired_on: day("2026-06-30"), cost: Rupiah(2_400_000), ..laptop.terms };
    Registration {
        name: "Etalase kaca".to_owned(),
        account: SHOP_TOOLS,
        unit: SHOP,
        terms,
        acquisition: Acquisition::Paid { place: BANK },
        ..laptop
    }
}

pub fn register(test: &TestDb, new: &Registration) -> Result<AssetId, AssetsError> {
    let new = new.clone();
    test.db.write_blocking(move |tx| assets::register(tx, &new))
}

pub fn depreciate(test: &TestDb, of: &str) -> Result<Option<Depreciated>, AssetsError> {
    let of = month(of);
    test.db.write_blocking(move |tx| assets::depreciate(tx, HERE, of, BY, AT))
}

pub fn catch_up(test: &TestDb, through: &str) -> Result<Vec<Depreciated>, AssetsError> {
    let through = month(through);
    test.db.write_blocking(move |tx| assets::catch_up(tx, HERE, through, BY, AT))
}

pub fn due(test: &TestDb, through: &str) -> Vec<DueMonth> {
    let through = month(through);
    test.db.read_blocking(|reader| assets::due(reader, HERE, through)).unwrap()
}

pub fn list(test: &TestDb, as_of: &str) -> Vec<AssetLine> {
    test.db.read_blocking(|reader| assets::list(reader, HERE, day(as_of))).unwrap()
}

pub fn differences(test: &TestDb, as_of: &str) -> Vec<Difference> {
    test.db.read_blocking(|reader| assets::differences(reader, HERE, day(as_of))).unwrap()
}

pub fn disposing(asset: AssetId, date: &str, proceeds: i64) -> Disposing {
    Disposing {
        cooperative: HERE,
        asset,
        date: day(date),
        proceeds: Rupiah(proceeds),
        place: Some(CASH),
        reason: "Dijual kepada Pak Contoh Jati".to_owned(),
        voucher: None,
        by: BY,
        at: AT,
    }
}

pub fn dispose(test: &TestDb, act: &Disposing) -> Result<Disposed, AssetsError> {
    let act = act.clone();
    test.db.write_blocking(move |tx| assets::dispose(tx, &act))
}

pub fn balance(test: &TestDb, account: AccountCode, as_of: &str) -> i64 {
    let as_of = day(as_of);
    test.db.read_blocking(|reader| ledger::balance_of(reader, HERE, account, as_of, None)).unwrap().0
}

/// An entry made elsewhere: the opening balance, or a purchase recorded in Catat.
pub fn post(test: &TestDb, date: &str, lines: &[(AccountCode, i64)]) -> EntryId {
    let side = |(account, amount): &(AccountCode, i64)| Line::debit(*account, Rupiah(*amount));
    let entry = Entry {
        cooperative: HERE,
        date: day(date),
        book: Book::Memorial,
        description: "Saldo awal".to_owned(),
        note: String::new(),
        act: "test.opening",
        rule: String::new(),
        voucher: None,
        reverses: None,
        by: BY,
        at: AT,
        lines: lines.iter().map(side).collect(),
    };
    test.db.write_blocking(move |tx| ledger::post(tx, &entry)).unwrap().entry
}

pub fn reverse(test: &TestDb, entry: EntryId, date: &str) {
    let date = day(date);
    test.db.write_blocking(move |tx| ledger::reverse(tx, HERE, entry, date, "salah catat", BY, AT)).unwrap();
}

pub fn close(test: &TestDb, last: &str) {
    let last = month(last);
    let closed: Result<_, LedgerError> =
        test.db.write_blocking(move |tx| ledger::close_month(tx, HERE, last, BY, AT));
    closed.unwrap();
}

/// The books agree with their lines, whatever was done to them.
pub fn audited(test: &TestDb) {
    let report = test.db.read_blocking(|reader| ledger::audit(reader, HERE)).unwrap();
    assert_eq!(report.differences, []);
}
