//! What the stories start from, in the words of the field.

use cockpit::{City, Row};
use kernel::{
    AccountCode, BookDate, CooperativeId, Month, Nik, PartyId, RegionCode, Rupiah, Timestamp, UnitCode,
    UserId,
};
use ledger::{Activity, Book, Entry, Line};
use members::{Activation, Application, NikKeys, Verification};
use registry::{LegalPapers, Licence, LicenceState, NewCooperative, NewUnit, Paper};
use store::testing::{TestDb, on_both_engines};

pub const BY: UserId = UserId(5);
/// 2 January 2026, 10.00 WIB: when the cooperatives were registered here.
pub const REGISTERED: Timestamp = Timestamp(1_767_322_800_000_000);
/// 24 November 2026, 10.00 WIB.
pub const NOW: Timestamp = Timestamp(1_795_489_200_000_000);
pub const TODAY: &str = "2026-11-24";
pub const CITY: &str = "19.71";
pub const PINTU_AIR: &str = "19.71.04.1001";
pub const BINTANG: &str = "19.71.04.1002";
pub const JAMIK: &str = "19.71.04.1003";
pub const ASAM: &str = "19.71.04.1004";
pub const OPAS: &str = "19.71.02.1001";

const KEYS: NikKeys = NikKeys { seal: [1; 32], hash: [2; 32] };
const CASH: i64 = 11_100;

pub fn story(tell: impl Fn(&TestDb)) {
    let migrations = [
        ledger::MIGRATIONS,
        registry::MIGRATIONS,
        members::MIGRATIONS,
        territory::MIGRATIONS,
        activity::MIGRATIONS,
    ];
    on_both_engines(&migrations, tell);
}

pub fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

pub fn region(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

/// A legal body with a shop that needs no licence and a pharmacy that waits for one.
pub fn given_a_cooperative(test: &TestDb, village: &str, name: &str) -> CooperativeId {
    let ahu = Some(Paper { number: "AHU-1".to_owned(), date: day("2025-06-20") });
    let id = registered(test, village, name, LegalPapers { ahu, ..LegalPapers::default() });
    for (unit, name, state) in
        [(10, "Gerai sembako", LicenceState::NotNeeded), (30, "Apotek", LicenceState::NotYet)]
    {
        let (unit, name, licence) = (UnitCode(unit), name.to_owned(), Licence::of(state));
        let unit = NewUnit { unit, name, licence, opened_on: None };
        test.db.write_blocking(move |tx| registry::open_unit(tx, id, unit.clone())).unwrap();
    }
    id
}

pub fn registered(test: &TestDb, village: &str, name: &str, legal: LegalPapers) -> CooperativeId {
    let region = region(village);
    let name = registry::standard_name(name, region);
    let new = NewCooperative { region, name, legal, address: None, founded_on: None, at: REGISTERED };
    test.db.write_blocking(move |tx| registry::register(tx, new.clone())).unwrap()
}

/// A member from January 2026 on, with the last four digits of the NIK.
pub fn given_a_member(test: &TestDb, cooperative: CooperativeId, name: &str, last: &str) -> PartyId {
    let application = Application {
        cooperative,
        name: name.to_owned(),
        nik: Nik::parse(&format!("197104450390{last}"), day(TODAY)).unwrap(),
        address: "Jl. Contoh No. 7, RT 02".to_owned(),
        phone: String::new(),
        region: None,
        date: day("2026-01-05"),
        by: BY,
        at: NOW,
    };
    let member = test.db.write_blocking(move |tx| members::apply(tx, &KEYS, &application)).unwrap().party;
    let (domicile_note, date) = (String::new(), day("2026-01-06"));
    let verification = Verification { cooperative, member, domicile_note, date, by: BY, at: NOW };
    test.db.write_blocking(move |tx| members::verify(tx, &verification)).unwrap();
    let activation =
        Activation { cooperative, member, date: day("2026-01-07"), number: None, by: BY, at: NOW };
    test.db.write_blocking(move |tx| members::activate(tx, &activation)).unwrap();
    member
}

/// Money comes into the cash box on an account; the words of the entry name somebody.
pub fn given_cash(
    test: &TestDb,
    cooperative: CooperativeId,
    account: i64,
    amount: i64,
    on: &str,
) -> kernel::EntryId {
    let amount = Rupiah(amount);
    let credit = Line::credit(AccountCode(account), amount);
    let credit = match account {
        31_100 | 31_200 | 21_200 => credit.party(Some(PartyId(1))),
        41_100..=43_999 => credit.activity(Activity::Member),
        _ => credit,
    };
    let entry = Entry {
        cooperative,
        date: day(on),
        book: Book::CashIn,
        description: "Terima dari Contoh Rahasia Melati".to_owned(),
        note: "titip Contoh Rahasia Melati".to_owned(),
        act: "test",
        rule: String::new(),
        voucher: None,
        reverses: None,
        by: BY,
        at: NOW,
        lines: vec![Line::debit(AccountCode(CASH), amount), credit],
    };
    test.db.write_blocking(move |tx| ledger::post(tx, &entry)).unwrap().entry
}

pub fn given_a_closed_month(test: &TestDb, cooperative: CooperativeId, of: &str) {
    let of = Month::parse(of).unwrap();
    test.db.write_blocking(move |tx| ledger::close_month(tx, cooperative, of, BY, NOW)).unwrap();
}

/// A city of five: one works, one says that nothing happened, one fell silent, one waits for its papers,
/// and of one nothing was ever heard.
pub fn given_a_city(test: &TestDb) -> [CooperativeId; 5] {
    let active = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
    given_a_member(test, active, "Contoh Rahasia Melati", "0007");
    given_a_member(test, active, "Contoh Rahasia Kenanga", "0008");
    given_cash(test, active, 31_100, 200_000, "2025-12-30");
    given_cash(test, active, 41_100, 900_000, "2025-12-31");
    given_cash(test, active, 31_200, 40_000, "2026-02-01");
    given_cash(test, active, 21_200, 50_000, "2026-09-05");
    given_cash(test, active, 41_100, 300_000, "2026-09-20");
    given_a_closed_month(test, active, "2026-09");
    given_cash(test, active, 43_400, 2_500, "2026-11-15");
    given_cash(test, active, 21_120, 1_000_000, "2026-11-16");
    given_cash(test, active, 44_100, 15_000, "2026-11-17");

    let zero = given_a_cooperative(test, BINTANG, "Bintang");
    given_cash(test, zero, 31_100, 100_000, "2026-03-01");
    let october = Month::new(2026, 10).unwrap();
    test.db.write_blocking(move |tx| activity::declare_zero(tx, zero, october, BY, NOW)).unwrap();

    let silent = given_a_cooperative(test, JAMIK, "Masjid Jamik");
    given_a_member(test, silent, "Contoh Rahasia Seruni", "0009");
    given_cash(test, silent, 31_100, 300_000, "2026-06-20");

    let forming = registered(test, ASAM, "Asam", LegalPapers::default());
    let unheard = given_a_cooperative(test, OPAS, "Opas Indah");
    [active, zero, silent, forming, unheard]
}

pub fn city_on(test: &TestDb, on: &str) -> City {
    test.db.read_blocking(|reader| cockpit::city(reader, region(CITY), day(on))).unwrap()
}

pub fn row<'c>(city: &'c City, village: &str) -> &'c Row {
    city.rows.iter().find(|row| row.code() == region(village)).unwrap()
}
