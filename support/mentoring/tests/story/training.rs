//! Who has learned what: a person, not an office.

use mentoring::{
    Attendee, MentoringError, NewTraining, attend, attendance, hold_training, lacking, learned, trainings,
};
use officers::held_in;
use officers::{Leaving, Office};
use store::testing::TestDb;

use crate::given::*;

fn given_a_course(test: &TestDb, competence: &str, on: &str) -> Result<i64, MentoringError> {
    let new = NewTraining {
        region: region(CITY),
        title: "Buku kas untuk gerai".to_owned(),
        competence: competence.to_owned(),
        held_on: day(on),
        place: "Balai kota".to_owned(),
    };
    test.db.write_blocking(move |tx| hold_training(tx, &new, by(BUDI)))
}

fn came(
    test: &TestDb,
    training: i64,
    cooperative: kernel::CooperativeId,
    who: Vec<Attendee>,
) -> Result<(), MentoringError> {
    test.db.write_blocking(move |tx| attend(tx, (region(CITY), training), cooperative, &who, by(BUDI)))
}

/// What a village lacks on a day.
fn lacks(test: &TestDb, village: &str, on: &str) -> Vec<String> {
    let gather = |reader: &mut store::Snapshot<'_>| -> Result<_, MentoringError> {
        let all = registry::in_region(reader, region(village))?;
        let (held, came) = (held_in(reader, region(village))?, attendance(reader, region(village))?);
        Ok(lacking(&all, &held, &came, day(on)))
    };
    let found = test.db.read_blocking(gather).unwrap().pop();
    found.map(|one| one.sentences).unwrap_or_default()
}

#[test]
fn a_treasurer_who_took_office_after_the_course_is_missing_again() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        assert!(matches!(given_a_course(test, "sulap", TODAY), Err(MentoringError::NoChoice { .. })));
        let course = given_a_course(test, "pembukuan", "2026-09-10").unwrap();
        let vacant = "Bendahara belum tercatat, jadi belum ada yang ikut pelatihan pembukuan.".to_owned();
        assert!(lacks(test, PINTU_AIR, TODAY).contains(&vacant));
        let first = given_an_officer(test, here, "Bu Contoh Melati", Office::Treasurer, "2026-01-05");
        let missing = "Bendahara Bu Contoh Melati belum ikut pelatihan pembukuan.".to_owned();
        assert!(lacks(test, PINTU_AIR, TODAY).contains(&missing));
        let chair = given_an_officer(test, here, "Bu Contoh Kenanga", Office::Chair, "2026-01-05");
        // Somebody else of the cooperative does not make up for the treasurer.
        came(test, course, here, vec![Attendee::Officer(chair)]).unwrap();
        assert!(lacks(test, PINTU_AIR, TODAY).contains(&missing));
        came(test, course, here, vec![Attendee::Officer(chair), Attendee::Officer(first)]).unwrap();
        assert!(!lacks(test, PINTU_AIR, TODAY).contains(&missing));
        // A course to come teaches nobody yet.
        assert!(lacks(test, PINTU_AIR, "2026-09-09").contains(&missing));
        let of = test.db.read_blocking(|reader| -> Result<_, MentoringError> {
            Ok(learned(&held_in(reader, region(CITY))?, &attendance(reader, region(CITY))?, day(TODAY)))
        });
        let of = of.unwrap().into_iter().find(|one| one.person == first).unwrap();
        assert_eq!(of.subjects, [("pelatihan pembukuan".to_owned(), day("2026-09-10"))]);

        let term = test.db.read_blocking(|reader| officers::roster(reader, here)).unwrap();
        let term = term.seats.iter().find(|seat| seat.person.id == first).unwrap().term;
        let leaving = Leaving {
            cooperative: here,
            term,
            on: day("2026-10-01"),
            reason: "Pindah rumah".to_owned(),
            by: kernel::UserId(3),
            at: NOW,
        };
        test.db.write_blocking(move |tx| officers::end_term(tx, &leaving)).unwrap();
        given_an_officer(test, here, "Bu Contoh Dahlia", Office::Treasurer, "2026-10-01");
        let again = "Bendahara Bu Contoh Dahlia, menjabat sejak 1 Okt 2026, belum ikut pelatihan pembukuan; \
             yang ikut pejabat sebelumnya."
            .to_owned();
        let now = lacks(test, PINTU_AIR, TODAY);
        assert!(now.contains(&again), "{now:?}");
        // Who was written down by name only is found by it.
        came(test, course, here, vec![Attendee::Other("bu contoh dahlia".to_owned())]).unwrap();
        assert!(!lacks(test, PINTU_AIR, TODAY).contains(&again));
    });
}

#[test]
fn the_new_lurah_has_not_learned_what_the_old_one_did() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let old = given_an_officer(test, here, "Bu Contoh Lurah Lama", Office::SupervisorChair, "2026-01-05");
        let course = given_a_course(test, "pengawasan", "2026-09-10").unwrap();
        came(test, course, here, vec![Attendee::Officer(old)]).unwrap();
        let says = |name: &str| lacks(test, PINTU_AIR, TODAY).iter().any(|one| one.contains(name));
        assert!(!says("Bu Contoh Lurah Lama"));
        let succession = officers::Succession {
            cooperative: here,
            who: officers::Who::New(officers::NewPerson {
                name: "Pak Contoh Lurah Baru".to_owned(),
                sex: officers::Sex::Male,
                birth: None,
                phone: String::new(),
                village_leader: true,
            }),
            since: day("2026-11-01"),
            by: kernel::UserId(3),
            at: NOW,
        };
        test.db.write_blocking(move |tx| officers::replace_ex_officio(tx, &succession)).unwrap();
        assert!(says("Ketua pengawas Pak Contoh Lurah Baru, menjabat sejak 1 Nov 2026"));
    });
}

#[test]
fn an_attendance_list_is_one_whole() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let there = given_a_cooperative(test, OPAS, "Opas Indah");
        let course = given_a_course(test, "pembukuan", "2026-11-10").unwrap();
        let one = given_an_officer(test, here, "Bu Contoh Melati", Office::Treasurer, "2026-01-05");
        let list = || vec![Attendee::Officer(one), Attendee::Other("Pak Contoh Anggrek".to_owned())];
        assert!(matches!(came(test, 99, here, list()), Err(MentoringError::NoSuchTraining)));
        assert!(matches!(came(test, course, there, list()), Err(MentoringError::NotAnOfficer)));
        assert!(matches!(
            came(test, course, here, vec![Attendee::Other(" ".to_owned())]),
            Err(MentoringError::Missing { field: "others", .. })
        ));
        came(test, course, here, list()).unwrap();
        came(test, course, here, list()).unwrap();
        let people = || test.db.read_blocking(|reader| trainings(reader, region(CITY))).unwrap()[0].people;
        assert_eq!(people(), 2, "noted twice, there once");
        let who = test.db.read_blocking(|reader| attendance(reader, region(CITY))).unwrap();
        let who: Vec<_> = who.iter().map(|one| (one.person.as_str(), one.office.as_str())).collect();
        assert_eq!(who, [("Bu Contoh Melati", "Bendahara"), ("Pak Contoh Anggrek", "")]);
        came(test, course, here, vec![Attendee::Officer(one)]).unwrap();
        assert_eq!(people(), 1, "who is taken off the list is off");
    });
}
