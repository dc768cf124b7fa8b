//! What the stories start from, in the words of the field.

use std::collections::BTreeMap;

use kernel::{
    AccountCode, BookDate, CommandId, CooperativeId, Month, RegionCode, Rupiah, Timestamp, UnitCode, UserId,
};
use ledger::{Activity, Book, Entry, Line};
use mentoring::{By, NewAction, NewMentor, NewVisit, Recorded, StageName, Topic};
use registry::{LegalPapers, Licence, LicenceState, NewCooperative, NewUnit, Paper};
use store::testing::{TestDb, on_both_engines};

pub const BUDI: UserId = UserId(7);
pub const SARI: UserId = UserId(8);
/// 2 January 2026, 10.00 WIB: when the cooperatives were registered here.
pub const REGISTERED: Timestamp = Timestamp(1_767_322_800_000_000);
/// 24 November 2026, 10.00 WIB.
pub const NOW: Timestamp = Timestamp(1_795_489_200_000_000);
pub const TODAY: &str = "2026-11-24";
pub const CITY: &str = "19.71";
pub const PINTU_AIR: &str = "19.71.04.1001";
pub const BINTANG: &str = "19.71.04.1002";
pub const OPAS: &str = "19.71.02.1001";

pub fn story(tell: impl Fn(&TestDb)) {
    let migrations = [
        ledger::MIGRATIONS,
        registry::MIGRATIONS,
        access::MIGRATIONS,
        documents::MIGRATIONS,
        officers::MIGRATIONS,
        territory::MIGRATIONS,
        activity::MIGRATIONS,
        mentoring::MIGRATIONS,
    ];
    on_both_engines(&migrations, tell);
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

/// Somebody acts today.
pub fn by(user: UserId) -> By {
    By { user, today: day(TODAY), at: NOW }
}

/// Somebody acted on another day, at ten in the morning.
pub fn by_on(user: UserId, on: &str) -> By {
    let back = day(on).days_until(day(TODAY));
    By { user, today: day(on), at: NOW.plus_seconds(-back * 86_400) }
}

/// A cooperative that only stands in the registry.
pub fn given_a_cooperative(test: &TestDb, village: &str, name: &str) -> CooperativeId {
    given_with_papers(test, village, name, LegalPapers::default())
}

pub fn given_with_papers(test: &TestDb, village: &str, name: &str, legal: LegalPapers) -> CooperativeId {
    let region = region(village);
    let name = registry::standard_name(name, region);
    let new = NewCooperative { region, name, legal, address: None, founded_on: None, at: REGISTERED };
    test.db.write_blocking(move |tx| registry::register(tx, new.clone())).unwrap()
}

pub fn approved() -> LegalPapers {
    let ahu = Some(Paper { number: "AHU-1".to_owned(), date: day("2025-06-20") });
    LegalPapers { ahu, nib: Some("1234567890123".to_owned()), ..LegalPapers::default() }
}

pub fn given_a_shop(test: &TestDb, cooperative: CooperativeId) {
    let (unit, licence) = (UnitCode(10), Licence::of(LicenceState::NotNeeded));
    let unit = NewUnit { unit, name: "Gerai sembako".to_owned(), licence, opened_on: None };
    test.db.write_blocking(move |tx| registry::open_unit(tx, cooperative, unit.clone())).unwrap();
}

/// Money comes to a place on an account; posted today.
pub fn given_money(
    test: &TestDb,
    cooperative: CooperativeId,
    place: i64,
    account: i64,
    amount: i64,
    on: &str,
) {
    given_money_posted(test, (cooperative, NOW), place, account, amount, on);
}

/// Money comes to a place on an account, posted at some moment.
pub fn given_money_posted(
    test: &TestDb,
    (cooperative, at): (CooperativeId, Timestamp),
    place: i64,
    account: i64,
    amount: i64,
    on: &str,
) {
    let credit = Line::credit(AccountCode(account), Rupiah(amount));
    let credit = match account {
        31_100 | 31_200 => credit.party(Some(kernel::PartyId(1))),
        41_000..=43_999 => credit.activity(Activity::Member),
        _ => credit,
    };
    let entry = Entry {
        cooperative,
        date: day(on),
        book: Book::CashIn,
        description: "Terima uang".to_owned(),
        note: String::new(),
        act: "test",
        rule: String::new(),
        voucher: None,
        reverses: None,
        by: UserId(5),
        at,
        lines: vec![Line::debit(AccountCode(place), Rupiah(amount)), credit],
    };
    test.db.write_blocking(move |tx| ledger::post(tx, &entry)).unwrap();
}

pub fn given_a_closed_month(test: &TestDb, cooperative: CooperativeId, of: &str) {
    let of = month(of);
    test.db.write_blocking(move |tx| ledger::close_month(tx, cooperative, of, UserId(5), NOW)).unwrap();
}

pub fn given_a_mentor(test: &TestDb, user: UserId, name: &str, of: &str) {
    let new = NewMentor { user, name: name.to_owned(), region: region(of), since: day("2026-01-01") };
    test.db.write_blocking(move |tx| mentoring::add_mentor(tx, &new, by(UserId(1)))).unwrap();
}

/// Somebody takes an office on a day; gives the number within the cooperative.
pub fn given_an_officer(
    test: &TestDb,
    cooperative: CooperativeId,
    name: &str,
    office: officers::Office,
    since: &str,
) -> officers::PersonId {
    let person = officers::NewPerson {
        name: name.to_owned(),
        sex: officers::Sex::Female,
        birth: None,
        phone: String::new(),
        village_leader: false,
    };
    let since = day(since);
    let appointment = officers::Appointment {
        cooperative,
        who: officers::Who::New(person),
        office,
        since,
        until: officers::plus_years(since, 5),
        ex_officio: office == officers::Office::SupervisorChair,
        by: UserId(3),
        at: NOW,
    };
    test.db.write_blocking(move |tx| officers::appoint(tx, &appointment)).unwrap();
    let all = test.db.read_blocking(|reader| officers::people(reader, cooperative)).unwrap();
    all.into_iter().find(|person| person.name == name).unwrap().id
}

pub fn key(text: &str) -> CommandId {
    CommandId::parse(text).unwrap()
}

/// A visit as a phone writes it.
pub fn visit(name: &str, on: &str, findings: &str) -> NewVisit {
    NewVisit {
        key: key(name),
        base: 0,
        date: day(on),
        latitude: Some(-2_129_000),
        longitude: Some(106_113_000),
        stage: StageName::Formed,
        answers: BTreeMap::from([("Apakah akta sudah ada?".to_owned(), "Sudah".to_owned())]),
        topics: vec![Topic::Finance],
        findings: findings.to_owned(),
        started: Some(1_795_480_000_000),
        ended: Some(1_795_483_000_000),
        written: 1_795_483_000_000,
        actions: Vec::new(),
        writer: None,
    }
}

pub fn agreed(name: &str, what: &str, due: &str) -> NewAction {
    NewAction { key: key(name), what: what.to_owned(), owner: "Bendahara".to_owned(), due: day(due) }
}

pub fn recorded(test: &TestDb, cooperative: CooperativeId, new: &NewVisit, by: By) -> Recorded {
    let new = new.clone();
    test.db.write_blocking(move |tx| mentoring::record_visit(tx, cooperative, &new, by)).unwrap()
}
