//! Taking an office and leaving it.

use kernel::NameError;
use officers::{Body, NewPerson, Office, OfficersError, Sex, TermId, Who};

use crate::given::*;

#[test]
fn a_full_house_keeps_every_rule() {
    story(|test| {
        given_full_house(test);
        let found = findings(test, TODAY);
        assert!(found.iter().all(|finding| !finding.is_broken()), "{found:#?}");
        let officers =
            test.db.read_blocking(|reader| officers::officers_of(reader, HERE, day(TODAY))).unwrap();
        let names: Vec<(&str, Body)> =
            officers.iter().map(|officer| (officer.name.as_str(), officer.body)).collect();
        assert_eq!(names[0], ("Pak Contoh Bakau", Body::Pengurus));
        assert_eq!(names[5], ("Pak Contoh Lurah", Body::Pengawas));
        assert_eq!(officers.len(), 8);
        assert_eq!(officers[0].until, day("2030-06-01"));
        let before = test.db.read_blocking(|reader| officers::officers_of(reader, HERE, day("2025-05-31")));
        assert_eq!(before.unwrap(), []);
    });
}

#[test]
fn a_single_office_must_be_free_first() {
    story(|test| {
        let term = given(test, "Bu Contoh Melati", Sex::Female, Office::Treasurer, "2025-06-01");
        let next = appointment(
            Who::New(newcomer("Bu Contoh Kenanga", Sex::Female)),
            Office::Treasurer,
            "2026-11-20",
        );
        let refused = appoint(test, next.clone()).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "Bendahara masih dijabat Bu Contoh Melati. Akhiri dulu masa jabatannya, lalu angkat penggantinya."
        );
        leave(test, term, "2026-11-20", "Mengundurkan diri").unwrap();
        appoint(test, next).unwrap();
        let on = |on: &str| {
            let on = day(on);
            let officers = test.db.read_blocking(move |reader| officers::officers_of(reader, HERE, on));
            officers.unwrap().into_iter().map(|officer| officer.name).collect::<Vec<_>>()
        };
        assert_eq!(on("2026-11-19"), ["Bu Contoh Melati"]);
        assert_eq!(on("2026-11-20"), ["Bu Contoh Kenanga"]);
        assert_eq!(leave(test, term, "2026-11-21", "Sekali lagi").unwrap_err(), OfficersError::NoSuchTerm);
    });
}

#[test]
fn the_seat_of_the_lurah_follows_the_office() {
    story(|test| {
        given_full_house(test);
        given_lurah(test, "Bu Contoh Lurah Baru", "2026-11-02").unwrap();
        let seats = seats(test);
        let chairs: Vec<_> = seats.iter().filter(|seat| seat.office == Office::SupervisorChair).collect();
        assert_eq!(chairs.len(), 2);
        assert_eq!(chairs[0].ended.as_ref().unwrap().on, day("2026-11-02"));
        assert_eq!(chairs[0].until, chairs[1].until, "the term of the body runs on");
        assert!(chairs[1].ex_officio && chairs[1].is_held_on(day(TODAY)));
        assert_eq!(broken(test, TODAY), Vec::<&str>::new());
        // Nobody takes that seat otherwise while it is held, and a change in the past of the seat is refused.
        let other = appointment(
            Who::New(newcomer("Pak Contoh Lain", Sex::Male)),
            Office::SupervisorChair,
            "2026-11-10",
        );
        assert!(matches!(appoint(test, other), Err(OfficersError::OfficeHeld { .. })));
        assert_eq!(given_lurah(test, "Pak Contoh", "2026-11-01").unwrap_err(), OfficersError::EndDate);
    });
}

#[test]
fn a_person_of_the_list_is_not_written_down_twice() {
    story(|test| {
        let term = given(test, "Bu Contoh Melati", Sex::Female, Office::Treasurer, "2025-06-01");
        leave(test, term, "2026-01-01", "Pindah tugas").unwrap();
        let melati = id(test, "Bu Contoh Melati");
        appoint(test, appointment(Who::Known(melati), Office::Secretary, "2026-01-01")).unwrap();
        let people = test.db.read_blocking(|reader| officers::people(reader, HERE)).unwrap();
        assert_eq!(people.len(), 1);
        let nobody = appointment(Who::Known(officers::PersonId(99)), Office::Chair, "2026-01-01");
        assert_eq!(appoint(test, nobody).unwrap_err(), OfficersError::NoSuchPerson);
    });
}

#[test]
fn what_cannot_be_is_refused_beside_its_field() {
    story(|test| {
        let new = |person: NewPerson| appointment(Who::New(person), Office::Chair, "2025-06-01");
        let person = || newcomer("Pak Contoh Bakau", Sex::Male);
        let refused = |appointment| appoint(test, appointment).unwrap_err();
        assert_eq!(
            refused(new(NewPerson { name: " ".into(), ..person() })),
            OfficersError::Name(NameError::Empty)
        );
        assert_eq!(refused(new(NewPerson { phone: "08x".into(), ..person() })).field(), Some("phone"));
        let order = officers::Appointment { until: day("2025-06-01"), ..new(person()) };
        assert_eq!(refused(order).field(), Some("until"));
        let far = appointment(Who::New(person()), Office::Chair, "2028-01-01");
        assert_eq!(refused(far).field(), Some("since"));
        let term = appoint(test, new(NewPerson { phone: "+62 812-0000-0000".into(), ..person() })).unwrap();
        assert_eq!(person_phone(test).as_deref(), Some("+6281200000000"));
        assert_eq!(leave(test, term, "2025-05-31", "Salah catat").unwrap_err(), OfficersError::EndDate);
        assert_eq!(leave(test, term, "2026-11-26", "Salah catat").unwrap_err(), OfficersError::EndDate);
        assert_eq!(leave(test, term, "2026-11-01", "ya").unwrap_err(), OfficersError::Reason);
        assert_eq!(
            leave(test, TermId(99), "2026-11-01", "Salah catat").unwrap_err(),
            OfficersError::NoSuchTerm
        );
    });
}

fn person_phone(test: &store::testing::TestDb) -> Option<String> {
    person(test, "Pak Contoh Bakau").phone
}
