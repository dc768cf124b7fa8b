//! Who has learned what.

use mentoring::{MentoringError, NewTraining, attend, attendance, hold_training, lacking, trainings};

use crate::given::*;

#[test]
fn the_treasurer_who_missed_the_book_keeping_course_is_shown() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let there = given_a_cooperative(test, OPAS, "Opas Indah");
        let new = |competence: &str| NewTraining {
            region: region(CITY),
            title: "Buku kas untuk gerai".to_owned(),
            competence: competence.to_owned(),
            held_on: day("2026-11-10"),
            place: "Balai kota".to_owned(),
        };
        let hold = |new: NewTraining| test.db.write_blocking(move |tx| hold_training(tx, &new, by(BUDI)));
        assert!(matches!(hold(new("sulap")), Err(MentoringError::NoChoice { .. })));
        let id = hold(new("pembukuan")).unwrap();
        let came = |training: i64, office: &'static str| {
            let act = move |tx: &mut store::Tx<'_>| {
                attend(tx, (region(CITY), training), here, ("Bu Contoh Melati", office), by(BUDI))
            };
            test.db.write_blocking(act)
        };
        assert!(matches!(came(99, "Bendahara"), Err(MentoringError::NoSuchTraining)));
        // Somebody else of the office does not make up for the treasurer.
        came(id, "Ketua").unwrap();
        let missing = || {
            test.db
                .read_blocking(|reader| -> Result<_, MentoringError> {
                    let all = registry::in_region(reader, region(CITY))?;
                    Ok(lacking(&all, &attendance(reader, region(CITY))?, day(TODAY)))
                })
                .unwrap()
        };
        let sentence = "Bendahara belum ikut pelatihan pembukuan.".to_owned();
        assert!(missing().iter().all(|one| one.sentences.contains(&sentence)));
        came(id, "bendahara").unwrap();
        let found = missing();
        let of = |id| found.iter().find(|one| one.cooperative == id).unwrap();
        assert!(!of(here).sentences.contains(&sentence) && of(there).sentences.contains(&sentence));
        let held = test.db.read_blocking(|reader| trainings(reader, region(CITY))).unwrap();
        assert_eq!((held.len(), held[0].people), (1, 1), "noted twice, there once");
    });
}
