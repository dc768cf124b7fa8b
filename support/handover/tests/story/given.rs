//! What the stories start from, in the words of the field.

use handover::{
    CheckOff, Checked, Choice, Event, EventId, HandoverError, Item, Launch, Launched, NewEvent, Reach,
    Selection,
};
use kernel::{BookDate, CooperativeId, RegionCode, Timestamp, UserId};
use registry::{LegalPapers, NewCooperative, Paper};
use store::testing::{TestDb, on_both_engines};

pub const BY: UserId = UserId(5);
/// 24 November 2026, 10.00 WIB.
pub const NOW: Timestamp = Timestamp(1_795_489_200_000_000);
pub const TODAY: &str = "2026-11-24";
pub const PINTU_AIR: &str = "19.71.04.1001";
pub const ORIGIN: &str = "https://koperasi.contoh.go.id";

pub fn story(tell: impl Fn(&TestDb)) {
    let migrations = [
        ledger::MIGRATIONS,
        registry::MIGRATIONS,
        access::MIGRATIONS,
        members::MIGRATIONS,
        officers::MIGRATIONS,
        territory::MIGRATIONS,
        handover::MIGRATIONS,
    ];
    on_both_engines(&migrations, tell);
}

pub fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

pub fn region(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

pub fn city() -> Reach {
    Reach::Region(region("19.71"))
}

pub fn newcomer(village: &str, name: &str, is_legal_body: bool) -> NewCooperative {
    let paper = |number: &str, date| Some(Paper { number: number.to_owned(), date: day(date) });
    let (deed, ahu) = (paper("12", "2025-06-10"), paper("AHU-0001234.AH.01.29.TAHUN 2025", "2025-06-20"));
    let legal = match is_legal_body {
        true => LegalPapers { deed, ahu, ..LegalPapers::default() },
        false => LegalPapers::default(),
    };
    let code = region(village);
    let name = registry::standard_name(name, code);
    NewCooperative { region: code, name, legal, address: None, founded_on: None, at: NOW }
}

/// Six cooperatives of the city, of which the last is no legal body, and one of a village outside of it.
pub fn given_a_city(test: &TestDb) -> Vec<CooperativeId> {
    let names = ["Pintu Air", "Bintang", "Masjid Jamik", "Asam", "Keramat", "Parit Lalang"];
    let city = (1..).zip(names).map(|(n, name)| newcomer(&format!("19.71.04.{}", 1000 + n), name, n < 6));
    let all: Vec<_> = city.chain([newcomer("19.01.04.2001", "Kace", true)]).collect();
    test.db.write_blocking(move |tx| registry::register_all(tx, all.clone())).unwrap()
}

pub fn new_event(reach: Reach) -> NewEvent {
    NewEvent {
        reach,
        title: "Penyerahan simbolis koperasi".to_owned(),
        place: "Pangkalpinang".to_owned(),
        held_on: day(TODAY),
        giver_name: "Pak Contoh Bahari".to_owned(),
        giver_office: "Wali Kota Contoh".to_owned(),
        origin: ORIGIN.to_owned(),
        by: BY,
        at: NOW,
    }
}

pub fn given_an_event(test: &TestDb) -> EventId {
    test.db.write_blocking(|tx| handover::plan(tx, &new_event(city()))).unwrap()
}

pub fn choose(test: &TestDb, event: EventId, selection: Selection) -> Result<i64, HandoverError> {
    let choice = Choice { event, selection, leave_out_handed: true };
    test.db.write_blocking(move |tx| handover::choose(tx, &choice))
}

pub fn event(test: &TestDb, id: EventId) -> Event {
    test.db.read_blocking(move |reader| handover::event(reader, id)).unwrap()
}

pub fn items(test: &TestDb, id: EventId) -> Vec<Item> {
    test.db.read_blocking(move |reader| handover::items(reader, id, 0, 1_000)).unwrap()
}

pub fn sequences(test: &TestDb, id: EventId) -> Vec<i64> {
    items(test, id).iter().map(|item| item.sequence).collect()
}

pub fn checking(event: EventId, sequence: i64, receiver: &str) -> CheckOff {
    let receiver = receiver.to_owned();
    CheckOff { event, sequence, receiver, note: String::new(), on: day(TODAY), by: BY, at: NOW }
}

pub fn check_off(
    test: &TestDb,
    event: EventId,
    sequence: i64,
    receiver: &str,
) -> Result<Checked, HandoverError> {
    let new = checking(event, sequence, receiver);
    test.db.write_blocking(move |tx| handover::check_off(tx, &new))
}

pub fn launch(test: &TestDb, reach: Reach, date: &str) -> Result<Launched, HandoverError> {
    let NewEvent { title, place, giver_name, giver_office, origin, by, at, .. } = new_event(reach);
    let launch = Launch { reach, title, place, date: day(date), giver_name, giver_office, origin, by, at };
    test.db.write_blocking(move |tx| handover::launch(tx, &launch))
}
