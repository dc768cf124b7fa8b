//! What the stories start from, in the words of the field.

use kernel::{
    AccountCode, BookDate, CooperativeId, EntryId, Month, Nik, PartyId, RegionCode, Rupiah, Timestamp,
};
use kernel::{UnitCode, UserId};
use members::{Application, NikKeys, Verification};
use savings::{Deposit, Kind, Receipt, SavingsError, StripCell, Withdrawal};
use store::testing::{TestDb, on_both_engines};

pub const BY: UserId = UserId(5);
/// 24 November 2026, 10.00 WIB.
pub const AT: Timestamp = Timestamp(1_795_489_200_000_000);
pub const CASH: AccountCode = AccountCode(11_100);

pub fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

pub fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

pub fn months(from: &str, through: &str) -> Option<(Month, Month)> {
    Some((month(from), month(through)))
}

pub fn story(tell: impl Fn(&TestDb)) {
    let tables = [ledger::MIGRATIONS, registry::MIGRATIONS, members::MIGRATIONS, savings::MIGRATIONS];
    on_both_engines(&tables, tell);
}

pub fn given_a_cooperative(test: &TestDb) -> CooperativeId {
    let region = RegionCode::parse("19.71.04.1001").unwrap();
    let new = registry::NewCooperative {
        region,
        name: registry::standard_name("Contoh", region),
        legal: registry::LegalPapers::default(),
        address: None,
        founded_on: None,
        at: AT,
    };
    test.db.write_blocking(move |tx| registry::register(tx, new.clone())).unwrap()
}

pub fn given_an_applicant(test: &TestDb, cooperative: CooperativeId, name: &str, last: &str) -> PartyId {
    let application = Application {
        cooperative,
        name: name.to_owned(),
        nik: Nik::parse(&format!("197104450390{last}"), day("2026-11-24")).unwrap(),
        address: "Jl. Contoh No. 7, RT 02".to_owned(),
        phone: String::new(),
        region: None,
        date: day("2025-07-01"),
        by: BY,
        at: AT,
    };
    let keys = NikKeys { seal: [1; 32], hash: [2; 32] };
    test.db.write_blocking(move |tx| members::apply(tx, &keys, &application)).unwrap().party
}

pub fn given_a_verified_applicant(
    test: &TestDb,
    cooperative: CooperativeId,
    name: &str,
    last: &str,
) -> PartyId {
    let member = given_an_applicant(test, cooperative, name, last);
    let (domicile_note, date) = (String::new(), day("2025-07-02"));
    let verification = Verification { cooperative, member, domicile_note, date, by: BY, at: AT };
    test.db.write_blocking(move |tx| members::verify(tx, &verification)).unwrap();
    member
}

/// A member since July 2025 who has paid simpanan pokok.
pub fn given_a_member(test: &TestDb, cooperative: CooperativeId, name: &str, last: &str) -> PartyId {
    let member = given_a_verified_applicant(test, cooperative, name, last);
    let principal = Deposit { date: day("2025-07-05"), ..principal(cooperative, member, 50_000) };
    deposit(test, &principal).unwrap();
    member
}

pub fn given_a_cooperative_with_a_member(test: &TestDb) -> (CooperativeId, PartyId) {
    let here = given_a_cooperative(test);
    (here, given_a_member(test, here, "Contoh Melati", "0001"))
}

fn plain(cooperative: CooperativeId, member: PartyId, kind: Kind, amount: i64) -> Deposit {
    Deposit {
        cooperative,
        member,
        kind,
        amount: Rupiah(amount),
        months: None,
        place: CASH,
        unit: UnitCode::OFFICE,
        date: day("2025-12-10"),
        note: String::new(),
        voucher: None,
        by: BY,
        at: AT,
    }
}

pub fn principal(cooperative: CooperativeId, member: PartyId, amount: i64) -> Deposit {
    plain(cooperative, member, Kind::Principal, amount)
}

pub fn dues(cooperative: CooperativeId, member: PartyId, amount: i64) -> Deposit {
    plain(cooperative, member, Kind::Mandatory, amount)
}

pub fn voluntary(cooperative: CooperativeId, member: PartyId, amount: i64) -> Deposit {
    plain(cooperative, member, Kind::Voluntary, amount)
}

pub fn deposit(test: &TestDb, deposit: &Deposit) -> Result<Receipt, SavingsError> {
    let deposit = deposit.clone();
    test.db.write_blocking(move |tx| savings::deposit(tx, &deposit))
}

pub fn withdrawal(cooperative: CooperativeId, member: PartyId, amount: i64) -> Withdrawal {
    Withdrawal {
        cooperative,
        member,
        amount: Rupiah(amount),
        place: CASH,
        unit: UnitCode::OFFICE,
        date: day("2026-01-10"),
        note: String::new(),
        voucher: None,
        by: BY,
        at: AT,
    }
}

pub fn withdraw(test: &TestDb, withdrawal: &Withdrawal) -> Result<Receipt, SavingsError> {
    let withdrawal = withdrawal.clone();
    test.db.write_blocking(move |tx| savings::withdraw(tx, &withdrawal))
}

pub fn reverse(test: &TestDb, cooperative: CooperativeId, entry: EntryId) {
    let date = day("2026-01-02");
    test.db
        .write_blocking(move |tx| ledger::reverse(tx, cooperative, entry, date, "salah catat bulan", BY, AT))
        .unwrap();
}

pub fn preview(test: &TestDb, deposit: &Deposit) -> Result<String, SavingsError> {
    test.db.read_blocking(|reader| savings::preview(reader, deposit))
}

pub fn strip(test: &TestDb, cooperative: CooperativeId, member: PartyId, year: i64) -> Vec<StripCell> {
    test.db
        .read_blocking(|reader| savings::strip(reader, cooperative, member, year, day("2026-02-15")))
        .unwrap()
}

/// The books agree with their lines, whatever was done to them.
pub fn audited(test: &TestDb, cooperative: CooperativeId) {
    let report = test.db.read_blocking(|reader| ledger::audit(reader, cooperative)).unwrap();
    assert_eq!(report.differences, []);
}
