//! Who a cooperative is: registered once a village, found by number, village, region and name.

use kernel::{CooperativeId, NameError};
use registry::{
    Cooperative, CooperativeKind, Identity, LegalPapers, LegalState, NewCooperative, Paper, RegistryError,
    by_region, cooperative, in_region, register, register_all, search, set_identity, set_papers,
};
use store::testing::TestDb;

use crate::world::*;

fn names(found: &[Cooperative]) -> Vec<&str> {
    found.iter().map(Cooperative::short_name).collect()
}

fn found(test: &TestDb, id: CooperativeId) -> Cooperative {
    ask(test, |reader| cooperative(reader, id)).unwrap()
}

#[test]
fn a_cooperative_is_registered_and_found_again() {
    story(|test| {
        let mut new = newcomer(PINTU_AIR, "Pintu Air");
        new.legal = approved();
        new.address = Some("Jalan Jenderal Sudirman 1".to_owned());
        new.founded_on = Some(day("2025-05-28"));
        let expected = new.clone();
        let id = act(test, move |tx| register(tx, new.clone())).unwrap();
        let found = found(test, id);
        assert_eq!(
            found,
            Cooperative {
                id: CooperativeId(1),
                region: code(PINTU_AIR),
                name: "Koperasi Kelurahan Merah Putih Pintu Air".to_owned(),
                kind: CooperativeKind::Kelurahan,
                legal: expected.legal,
                address: expected.address,
                founded_on: expected.founded_on,
                created_at: NOW,
            }
        );
        assert_eq!(found.short_name(), "Pintu Air");
        assert_eq!(ask(test, |reader| by_region(reader, code(PINTU_AIR))), Some(found));
        assert_eq!(ask(test, |reader| by_region(reader, code(BINTANG))), None);
        assert_eq!(ask(test, |reader| cooperative(reader, CooperativeId(2))), None);
    });
}

#[test]
fn a_village_has_one_cooperative() {
    story(|test| {
        let first = given_cooperative(test, PINTU_AIR, "Pintu Air");
        let again = newcomer(PINTU_AIR, "Pintu Air Makmur");
        let refused = act(test, move |tx| register(tx, again.clone())).unwrap_err();
        assert!(matches!(refused, RegistryError::VillageTaken(_)));
        assert_eq!(
            refused.to_string(),
            "Desa atau kelurahan 19.71.04.1001 sudah punya koperasi. \
             Buka koperasi itu, atau periksa lagi kode wilayahnya."
        );
        assert_eq!(refused.field(), Some("region"));
        // The refused one has left no trace: its number goes to the next.
        let next = given_cooperative(test, BINTANG, "Bintang");
        assert_eq!(next, CooperativeId(first.0 + 1));
    });
}

#[test]
fn two_at_once_cannot_both_have_the_village() {
    story(|test| {
        let clerks: Vec<_> = (0..4)
            .map(|_| {
                let (db, new) = (test.db.clone(), newcomer(PINTU_AIR, "Pintu Air"));
                std::thread::spawn(move || db.write_blocking(move |tx| register(tx, new.clone())).is_ok())
            })
            .collect();
        let done = clerks.into_iter().filter_map(|clerk| clerk.join().ok()).filter(|done| *done);
        assert_eq!(done.count(), 1);
        assert_eq!(ask(test, |reader| in_region(reader, code(PINTU_AIR))).len(), 1);
    });
}

#[test]
fn a_city_has_no_cooperative_of_its_own() {
    story(|test| {
        let new = newcomer("19.71", "Pangkalpinang");
        let refused = act(test, move |tx| register(tx, new.clone()));
        assert!(matches!(refused, Err(RegistryError::NotAVillage(_))));
    });
}

#[test]
fn a_region_is_a_range_of_cooperatives() {
    story(|test| {
        given_cooperative(test, BINTANG, "Bintang");
        given_cooperative(test, KACE, "Kace");
        given_cooperative(test, PINTU_AIR, "Pintu Air");
        let of = |region: &str| {
            let region = code(region);
            ask(test, move |reader| in_region(reader, region))
        };
        assert_eq!(names(&of("19")), ["Kace", "Pintu Air", "Bintang"]);
        assert_eq!(names(&of("19.71")), ["Pintu Air", "Bintang"]);
        assert_eq!(names(&of("19.72")), [""; 0]);
        assert_eq!(of("19.01")[0].kind, CooperativeKind::Desa);
    });
}

#[test]
fn a_name_is_found_without_what_all_are_called() {
    story(|test| {
        given_cooperative(test, BINTANG, "Bintang");
        given_cooperative(test, PINTU_AIR, "Pintu Air");
        given_cooperative(test, KACE, "Pintu Rimba");
        let of = |region: &str, text: &'static str| {
            let region = code(region);
            ask(test, move |reader| search(reader, region, text, 10))
        };
        assert_eq!(names(&of("19", "PINTU")), ["Pintu Air", "Pintu Rimba"]);
        assert_eq!(names(&of("19.71", "Koperasi Kelurahan Merah Putih Pin")), ["Pintu Air"]);
        assert_eq!(names(&of("19.71", " ")), [""; 0]);
        assert_eq!(names(&of("19.71", "%")), [""; 0]);
    });
}

#[test]
fn a_number_that_the_country_gives_once_is_held_once() {
    story(|test| {
        let here = given_cooperative(test, PINTU_AIR, "Pintu Air");
        let there = given_cooperative(test, KACE, "Kace");
        let all = LegalPapers {
            nib: Some("1234567890123".to_owned()),
            npwp: Some("12.345.678.9-012.000".to_owned()),
            nik_koperasi: Some("1971-040-001".to_owned()),
            ..approved()
        };
        let first = all.clone();
        act(test, move |tx| set_papers(tx, here, first.clone())).unwrap();
        let first = all.clone();
        act(test, move |tx| set_papers(tx, here, first.clone())).unwrap();
        let ahu = Paper { number: "ahu 0001234 AH.01.29.Tahun 2025".to_owned(), ..all.ahu.clone().unwrap() };
        for (field, taken) in [
            ("ahu_number", LegalPapers { ahu: Some(ahu), ..LegalPapers::default() }),
            ("nib", LegalPapers { nib: all.nib.clone(), ..LegalPapers::default() }),
            ("npwp", LegalPapers { npwp: Some("0123456789012000".to_owned()), ..LegalPapers::default() }),
            (
                "nik_koperasi",
                LegalPapers { nik_koperasi: Some("1971 040 001".to_owned()), ..LegalPapers::default() },
            ),
        ] {
            let refused = act(test, move |tx| set_papers(tx, there, taken.clone())).unwrap_err();
            assert_eq!(refused.field(), Some(field), "{refused}");
            assert!(refused.to_string().contains("Pintu Air"), "{refused}");
        }
        // A deed is numbered by its notary.
        let deed = LegalPapers { deed: approved().deed, ..LegalPapers::default() };
        act(test, move |tx| set_papers(tx, there, deed.clone())).unwrap();
    });
}

#[test]
fn the_legal_state_follows_the_papers_as_they_arrive() {
    story(|test| {
        let id = given_cooperative(test, PINTU_AIR, "Pintu Air");
        assert_eq!(found(test, id).legal.state(), LegalState::Forming);
        let mut papers = LegalPapers { deed: approved().deed, ..LegalPapers::default() };
        let deed = papers.clone();
        act(test, move |tx| set_papers(tx, id, deed.clone())).unwrap();
        assert_eq!(found(test, id).legal.state(), LegalState::Deed);
        papers.ahu = approved().ahu;
        papers.npwp = Some("12.345.678.9-012.000".to_owned());
        papers.nib = Some("1234567890123".to_owned());
        let all = papers.clone();
        act(test, move |tx| set_papers(tx, id, all.clone())).unwrap();
        papers.npwp = Some("0123456789012000".to_owned());
        assert_eq!(found(test, id).legal, papers);
        let wrong = LegalPapers { nib: Some("12".to_owned()), ..papers.clone() };
        let refused = act(test, move |tx| set_papers(tx, id, wrong.clone())).unwrap_err();
        assert_eq!(refused.field(), Some("nib"));
        assert_eq!(found(test, id).legal, papers);
    });
}

#[test]
fn a_name_can_be_corrected_and_is_found_anew() {
    story(|test| {
        let id = given_cooperative(test, PINTU_AIR, "Pintu Aer");
        let identity = Identity {
            name: "  Koperasi Kelurahan Merah Putih  Pintu Air".to_owned(),
            address: Some("  ".to_owned()),
            founded_on: Some(day("2025-05-28")),
        };
        let correct = identity.clone();
        act(test, move |tx| set_identity(tx, id, correct.clone())).unwrap();
        let after = found(test, id);
        assert_eq!((after.short_name(), after.address.as_deref()), ("Pintu Air", None));
        assert_eq!(after.founded_on, Some(day("2025-05-28")));
        let anew = ask(test, |reader| search(reader, code("19"), "pintu air", 10));
        assert_eq!(anew, [after]);
        let empty = Identity { name: " ".to_owned(), ..identity.clone() };
        let refused = act(test, move |tx| set_identity(tx, id, empty.clone()));
        assert!(matches!(refused, Err(RegistryError::Name(NameError::Empty))));
        let nobody = CooperativeId(99);
        let refused = act(test, move |tx| set_identity(tx, nobody, identity.clone()));
        assert!(matches!(refused, Err(RegistryError::NoSuchCooperative)));
    });
}

#[test]
fn many_are_registered_together_or_none() {
    story(|test| {
        let newcomers = |from: i64, count: i64| -> Vec<NewCooperative> {
            (from..from + count).map(|n| newcomer(&format!("19.01.04.{n}"), &format!("Contoh {n}"))).collect()
        };
        let (first, second) = (newcomers(2001, 300), newcomers(2301, 200));
        let ids = act(test, move |tx| register_all(tx, first.clone())).unwrap();
        assert_eq!(ids.iter().map(|id| id.0).collect::<Vec<_>>(), (1..=300).collect::<Vec<_>>());
        let found = ask(test, |reader| in_region(reader, code("19.01.04")));
        assert_eq!(found.len(), 300);
        assert_eq!(found[299].name, "Koperasi Desa Merah Putih Contoh 2300");
        assert_eq!(ask(test, |reader| search(reader, code("19"), "contoh 2150", 5)).len(), 1);
        // One village of the batch is taken already: nobody of the batch comes in, and no number is lost.
        let mut clash = second.clone();
        clash[77] = newcomer("19.01.04.2005", "Contoh lagi");
        let refused = act(test, move |tx| register_all(tx, clash.clone()));
        assert!(matches!(refused, Err(RegistryError::VillageTaken(taken)) if taken == code("19.01.04.2005")));
        assert_eq!(ask(test, |reader| in_region(reader, code("19.01.04"))).len(), 300);
        let ids = act(test, move |tx| register_all(tx, second.clone())).unwrap();
        assert_eq!((ids[0].0, ids.len()), (301, 200));
    });
}
