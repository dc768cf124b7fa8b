//! Who looks after whom.

use kernel::{CooperativeId, UserId};
use mentoring::{MentoringError, assign, assignments, end_mentor, mentors, propose_assignments};

use crate::given::*;

#[test]
fn a_mentor_takes_ten_and_no_eleventh() {
    story(|test| {
        given_a_mentor(test, BUDI, "Pak Contoh Budi", CITY);
        let all: Vec<CooperativeId> = (1..=11)
            .map(|n| given_a_cooperative(test, &format!("19.71.04.10{n:02}"), &format!("Contoh {n}")))
            .collect();
        let give = |id: CooperativeId, mentor: UserId| {
            test.db.write_blocking(move |tx| assign(tx, region(CITY), id, mentor, by(UserId(1))))
        };
        for id in &all[..10] {
            give(*id, BUDI).unwrap();
        }
        give(all[0], BUDI).unwrap();
        assert!(matches!(give(all[10], BUDI), Err(MentoringError::LoadFull(10))));
        assert!(matches!(give(all[10], SARI), Err(MentoringError::NoSuchMentor)));
        given_a_mentor(test, SARI, "Bu Contoh Sari", "19.71.04");
        let elsewhere = given_a_cooperative(test, OPAS, "Opas Indah");
        let refused = give(elsewhere, SARI);
        assert!(matches!(refused, Err(MentoringError::NoSuchMentor)), "she may visit in her district only");
        give(all[10], SARI).unwrap();
        // Given to somebody else, a cooperative has one mentor.
        give(all[0], SARI).unwrap();
        let loads = || {
            let all = test.db.read_blocking(|reader| mentors(reader, region(CITY), day(TODAY))).unwrap();
            all.into_iter().map(|one| (one.user, one.load)).collect::<Vec<_>>()
        };
        assert_eq!(loads(), [(SARI, 2), (BUDI, 9)]);
        let held = test.db.read_blocking(|reader| assignments(reader, region(CITY), day(TODAY))).unwrap();
        assert_eq!(held.len(), 11);
    });
}

#[test]
fn who_has_cooperatives_cannot_leave_and_who_left_may_come_back() {
    story(|test| {
        given_a_mentor(test, BUDI, "Pak Contoh Budi", CITY);
        given_a_mentor(test, SARI, "Bu Contoh Sari", CITY);
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let give = |mentor| {
            let act = move |tx: &mut store::Tx<'_>| assign(tx, region(CITY), here, mentor, by(UserId(1)));
            test.db.write_blocking(act).unwrap();
        };
        give(BUDI);
        let leave = || test.db.write_blocking(|tx| end_mentor(tx, region(CITY), BUDI, day(TODAY)));
        assert!(matches!(leave(), Err(MentoringError::StillAssigned(1))));
        give(SARI);
        leave().unwrap();
        assert!(matches!(leave(), Err(MentoringError::NoSuchMentor)));
        given_a_mentor(test, BUDI, "Pak Contoh Budi", CITY);
        leave().unwrap();
    });
}

#[test]
fn those_without_a_mentor_are_shared_out_near_first_then_evenly() {
    story(|test| {
        given_a_mentor(test, BUDI, "Pak Contoh Budi", CITY);
        given_a_mentor(test, SARI, "Bu Contoh Sari", CITY);
        let near = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let act = move |tx: &mut store::Tx<'_>| assign(tx, region(CITY), near, BUDI, by(UserId(1)));
        test.db.write_blocking(act).unwrap();
        let (beside, far) =
            (given_a_cooperative(test, BINTANG, "Bintang"), given_a_cooperative(test, OPAS, "Opas Indah"));
        let proposed = test
            .db
            .read_blocking(|reader| -> Result<_, MentoringError> {
                let all = registry::in_region(reader, region(CITY))?;
                let without: Vec<_> = all.into_iter().filter(|one| one.id != near).collect();
                let task_force = mentors(reader, region(CITY), day(TODAY))?;
                let held = assignments(reader, region(CITY), day(TODAY))?;
                let backwards: Vec<_> = without.iter().rev().cloned().collect();
                let proposed = propose_assignments(&without, &task_force, &held, 10);
                assert_eq!(proposed, propose_assignments(&backwards, &task_force, &held, 10));
                assert_eq!(propose_assignments(&without, &task_force, &held, 0), []);
                Ok(proposed)
            })
            .unwrap();
        assert_eq!(proposed, [(far, SARI), (beside, BUDI)]);
    });
}
