//! What the stories share: a city with its first cooperatives.

use kernel::{BookDate, CooperativeId, RegionCode, Timestamp, UnitCode};
use registry::{
    LegalPapers, Licence, LicenceState, MIGRATIONS, NewCooperative, NewUnit, Paper, RegistryError, register,
    standard_name,
};
use store::testing::{TestDb, on_both_engines};
use store::{Snapshot, Tx};

pub const NOW: Timestamp = Timestamp(1_795_500_000_000_000);
pub const PINTU_AIR: &str = "19.71.04.1001";
pub const BINTANG: &str = "19.71.04.1002";
pub const KACE: &str = "19.01.04.2001";

pub fn story(test: impl Fn(&TestDb)) {
    on_both_engines(&[MIGRATIONS, ledger::MIGRATIONS], test);
}

pub fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

pub fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

pub fn paper(number: &str, date: &str) -> Option<Paper> {
    Some(Paper { number: number.to_owned(), date: day(date) })
}

/// Papers of a cooperative that the Ministry of Law approved on 20 June 2025.
pub fn approved() -> LegalPapers {
    LegalPapers {
        deed: paper("12", "2025-06-10"),
        ahu: paper("AHU-0001234.AH.01.29.TAHUN 2025", "2025-06-20"),
        ..LegalPapers::default()
    }
}

pub fn newcomer(region: &str, village: &str) -> NewCooperative {
    NewCooperative {
        region: code(region),
        name: standard_name(village, code(region)),
        legal: LegalPapers::default(),
        address: None,
        founded_on: None,
        at: NOW,
    }
}

pub fn new_unit(unit: i64, name: &str, state: LicenceState) -> NewUnit {
    NewUnit { unit: UnitCode(unit), name: name.to_owned(), licence: Licence::of(state), opened_on: None }
}

pub fn act<T: Send + 'static>(
    test: &TestDb,
    act: impl FnMut(&mut Tx<'_>) -> Result<T, RegistryError> + Send + 'static,
) -> Result<T, RegistryError> {
    test.db.write_blocking(act)
}

pub fn ask<T>(test: &TestDb, question: impl FnOnce(&mut Snapshot<'_>) -> Result<T, RegistryError>) -> T {
    test.db.read_blocking(question).unwrap()
}

pub fn given_cooperative(test: &TestDb, region: &str, village: &str) -> CooperativeId {
    let new = newcomer(region, village);
    act(test, move |tx| register(tx, new.clone())).unwrap()
}
