//! Units and their licences, and what "licensed" means for a cooperative.

use kernel::{CooperativeId, UnitCode};
use registry::{
    Licence, LicenceState, RegistryError, is_licensed, licensed_in, open_unit, set_licence, set_papers, unit,
    units,
};
use store::testing::TestDb;

use crate::world::*;

fn given_unit(test: &TestDb, id: CooperativeId, code: i64, name: &str, state: LicenceState) {
    let new = new_unit(code, name, state);
    act(test, move |tx| open_unit(tx, id, new.clone())).unwrap();
}

fn licensed(test: &TestDb, id: CooperativeId, on: &str) -> bool {
    let on = day(on);
    let alone = ask(test, move |reader| is_licensed(reader, id, on));
    let together = ask(test, move |reader| licensed_in(reader, code("19"), on));
    assert_eq!(together.get(&id), Some(&alone));
    alone
}

#[test]
fn units_are_opened_and_listed_by_code() {
    story(|test| {
        let id = given_cooperative(test, PINTU_AIR, "Pintu Air");
        let other = given_cooperative(test, BINTANG, "Bintang");
        given_unit(test, id, 30, "Apotek", LicenceState::NotYet);
        given_unit(test, id, 10, "Gerai sembako", LicenceState::NotNeeded);
        given_unit(test, other, 20, "Unit simpan pinjam", LicenceState::NotYet);
        let found = ask(test, |reader| units(reader, id));
        let names: Vec<_> = found.iter().map(|unit| (unit.unit.0, unit.name.as_str())).collect();
        assert_eq!(names, [(10, "Gerai sembako"), (30, "Apotek")]);
        let one = ask(test, |reader| unit(reader, id, UnitCode(30))).unwrap();
        assert_eq!(one.licence, Licence::of(LicenceState::NotYet));
        assert_eq!(ask(test, |reader| unit(reader, id, UnitCode(20))), None);
    });
}

#[test]
fn a_unit_is_opened_once() {
    story(|test| {
        let id = given_cooperative(test, PINTU_AIR, "Pintu Air");
        given_unit(test, id, 10, "Gerai sembako", LicenceState::NotNeeded);
        let refuse = |id: CooperativeId, code: i64| {
            let new = new_unit(code, "Gerai", LicenceState::NotNeeded);
            act(test, move |tx| open_unit(tx, id, new.clone())).unwrap_err()
        };
        assert!(matches!(refuse(id, 10), RegistryError::UnitThere(_)));
        assert!(matches!(refuse(id, 100), RegistryError::UnitOutOfRange(_)));
        assert!(matches!(refuse(id, -1), RegistryError::UnitOutOfRange(_)));
        assert!(matches!(refuse(CooperativeId(99), 10), RegistryError::NoSuchCooperative));
    });
}

#[test]
fn a_licence_arrives_ends_and_is_suspended() {
    story(|test| {
        let id = given_cooperative(test, PINTU_AIR, "Pintu Air");
        act(test, move |tx| set_papers(tx, id, approved())).unwrap();
        assert!(!licensed(test, id, "2026-01-01"), "a legal body without a business");
        given_unit(test, id, 30, "Apotek", LicenceState::NotYet);
        assert!(!licensed(test, id, "2026-01-01"), "the pharmacy waits for its licence");
        let licence = Licence {
            state: LicenceState::Licensed,
            number: Some(" SIA 503/12 ".to_owned()),
            until: Some(day("2030-12-31")),
        };
        let given = licence.clone();
        act(test, move |tx| set_licence(tx, id, UnitCode(30), given.clone())).unwrap();
        let kept = ask(test, |reader| unit(reader, id, UnitCode(30))).unwrap().licence;
        assert_eq!(kept, Licence { number: Some("SIA 503/12".to_owned()), ..licence.clone() });
        assert!(licensed(test, id, "2026-01-01"));
        assert!(!licensed(test, id, "2031-01-01"), "the licence has ended");
        assert!(!licensed(test, id, "2025-06-19"), "not a legal body yet");
        let suspended = Licence { state: LicenceState::Suspended, ..licence };
        act(test, move |tx| set_licence(tx, id, UnitCode(30), suspended.clone())).unwrap();
        assert!(!licensed(test, id, "2026-01-01"));
        given_unit(test, id, 10, "Gerai sembako", LicenceState::NotNeeded);
        assert!(licensed(test, id, "2026-01-01"), "one unit that may trade is enough");
    });
}

#[test]
fn a_licence_without_its_number_is_refused() {
    story(|test| {
        let id = given_cooperative(test, PINTU_AIR, "Pintu Air");
        given_unit(test, id, 30, "Apotek", LicenceState::NotYet);
        let set = |code: i64, state: LicenceState| {
            act(test, move |tx| set_licence(tx, id, UnitCode(code), Licence::of(state)))
        };
        let refused = set(30, LicenceState::Licensed).unwrap_err();
        assert_eq!(refused.to_string(), "Isi nomor izinnya: unit yang berizin punya nomor izin.");
        let refused = set(40, LicenceState::NotNeeded);
        assert!(matches!(refused, Err(RegistryError::NoSuchUnit(UnitCode(40)))));
        let nobody = CooperativeId(99);
        let refused = test.db.read_blocking(move |reader| is_licensed(reader, nobody, day("2026-01-01")));
        assert!(matches!(refused, Err(RegistryError::NoSuchCooperative)));
    });
}
