//! What the stories start from, in the words of the field.

use activity::{ActivityError, ActivityState, Assessed, Assessment};
use kernel::{
    AccountCode, BookDate, CooperativeId, EntryId, Month, PartyId, RegionCode, Rupiah, Timestamp, UnitCode,
    UserId,
};
use ledger::{Book, Entry, Line};
use registry::{LegalPapers, Licence, LicenceState, NewCooperative, NewUnit, Paper};
use store::testing::{TestDb, on_both_engines};

pub const BY: UserId = UserId(5);
/// 2 January 2026, 10.00 WIB: when the cooperatives were registered here.
pub const REGISTERED: Timestamp = Timestamp(1_767_322_800_000_000);
/// 24 November 2026, 10.00 WIB.
pub const NOW: Timestamp = Timestamp(1_795_489_200_000_000);
pub const TODAY: &str = "2026-11-24";
pub const CITY: &str = "19.71";
/// Somebody whose name must never be seen by the city.
pub const SOMEBODY: &str = "Contoh Melati Rahasia";

pub fn story(tell: impl Fn(&TestDb)) {
    on_both_engines(&[ledger::MIGRATIONS, registry::MIGRATIONS, activity::MIGRATIONS], tell);
}

pub fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

pub fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

pub fn region(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

fn registered(test: &TestDb, village: &str, name: &str, legal: LegalPapers) -> CooperativeId {
    let region = region(village);
    let name = registry::standard_name(name, region);
    let new = NewCooperative { region, name, legal, address: None, founded_on: None, at: REGISTERED };
    test.db.write_blocking(move |tx| registry::register(tx, new.clone())).unwrap()
}

/// A legal body with a shop that needs no licence.
pub fn given_a_licensed_cooperative(test: &TestDb, village: &str, name: &str) -> CooperativeId {
    let ahu = Some(Paper { number: "AHU-1".to_owned(), date: day("2025-06-20") });
    let id = registered(test, village, name, LegalPapers { ahu, ..LegalPapers::default() });
    let licence = Licence::of(LicenceState::NotNeeded);
    let unit = NewUnit { unit: UnitCode(10), name: "Gerai sembako".to_owned(), licence, opened_on: None };
    test.db.write_blocking(move |tx| registry::open_unit(tx, id, unit.clone())).unwrap();
    id
}

/// Its founders have met, no more.
pub fn given_a_forming_cooperative(test: &TestDb, village: &str, name: &str) -> CooperativeId {
    registered(test, village, name, LegalPapers::default())
}

/// A member pays simpanan wajib in cash.
pub fn given_an_act(test: &TestDb, cooperative: CooperativeId, on: &str) -> EntryId {
    let entry = Entry {
        cooperative,
        date: day(on),
        book: Book::CashIn,
        description: format!("Simpanan wajib {SOMEBODY}"),
        note: format!("dari {SOMEBODY}"),
        act: "test",
        rule: String::new(),
        voucher: None,
        reverses: None,
        by: BY,
        at: NOW,
        lines: vec![
            Line::debit(AccountCode(11_100), Rupiah(20_000)),
            Line::credit(AccountCode(31_200), Rupiah(20_000)).party(Some(PartyId(1))),
        ],
    };
    test.db.write_blocking(move |tx| ledger::post(tx, &entry)).unwrap().entry
}

pub fn given_it_is_taken_back(test: &TestDb, cooperative: CooperativeId, entry: EntryId, on: &str) {
    let (on, reason) = (day(on), format!("salah catat {SOMEBODY}"));
    test.db.write_blocking(move |tx| ledger::reverse(tx, cooperative, entry, on, &reason, BY, NOW)).unwrap();
}

pub fn given_a_closed_month(test: &TestDb, cooperative: CooperativeId, of: &str) {
    let of = month(of);
    test.db.write_blocking(move |tx| ledger::close_month(tx, cooperative, of, BY, NOW)).unwrap();
}

pub fn declare(
    test: &TestDb,
    cooperative: CooperativeId,
    of: &str,
    at: Timestamp,
) -> Result<(), ActivityError> {
    let of = month(of);
    test.db.write_blocking(move |tx| activity::declare_zero(tx, cooperative, of, BY, at))
}

pub fn city_on(test: &TestDb, on: &str) -> Assessment {
    test.db.read_blocking(|reader| activity::assess(reader, region(CITY), day(on))).unwrap()
}

pub fn one_on(test: &TestDb, cooperative: CooperativeId, on: &str) -> Assessed {
    let assessed = city_on(test, on).cooperatives;
    let found = assessed.into_iter().find(|assessed| assessed.cooperative.id == cooperative).unwrap();
    // Asked alone, the answer is the same.
    let alone = test.db.read_blocking(|reader| activity::assess_one(reader, cooperative, day(on))).unwrap();
    assert_eq!(found, alone);
    found
}

pub fn state_on(test: &TestDb, cooperative: CooperativeId, on: &str) -> ActivityState {
    one_on(test, cooperative, on).state
}
