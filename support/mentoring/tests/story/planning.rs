//! The plan of a month, from need to done.

use kernel::UserId;
use mentoring::{
    MentoringError, assign, keep_plan, move_planned, overview, planned, propose_plan, remove_planned,
};

use crate::given::*;

#[test]
fn a_plan_is_proposed_kept_changed_and_done() {
    story(|test| {
        given_a_mentor(test, BUDI, "Pak Contoh Budi", CITY);
        let silent = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let visited = given_a_cooperative(test, BINTANG, "Bintang");
        let nobodys = given_a_cooperative(test, OPAS, "Opas Indah");
        for id in [silent, visited] {
            let act = move |tx: &mut store::Tx<'_>| assign(tx, region(CITY), id, BUDI, by(UserId(1)));
            test.db.write_blocking(act).unwrap();
        }
        recorded(test, visited, &visit("kunjungan-01", "2026-11-23", "Baik."), by(BUDI));
        let found = test.db.read_blocking(|reader| overview(reader, region(CITY), day(TODAY))).unwrap();
        let row = |id| found.rows.iter().find(|row| row.id() == id).unwrap();
        assert_eq!(row(visited).last_visit, Some(day("2026-11-23")));
        assert_eq!(row(nobodys).mentor, None);
        assert!(row(silent).need.score > row(visited).need.score);
        assert!(row(silent).need.reasons.contains(&"Belum pernah dikunjungi. (+14)".to_owned()));
        let reason = "10 bulan yang sudah lewat belum ditutup. (+20)".to_owned();
        assert!(row(silent).need.reasons.contains(&reason), "{:?}", row(silent).need.reasons);

        let proposed = propose_plan(&found.candidates(), 10);
        assert_eq!(proposed.iter().map(|one| one.cooperative).collect::<Vec<_>>(), [silent, visited]);
        let november = month("2026-11");
        let keep = || {
            let proposed = proposed.clone();
            test.db.write_blocking(move |tx| keep_plan(tx, november, &proposed, by(BUDI))).unwrap()
        };
        assert_eq!((keep(), keep()), (2, 0), "what is planned stays as it is");
        let move_to = |week| {
            let act =
                move |tx: &mut store::Tx<'_>| move_planned(tx, silent, november, (week, BUDI), by(BUDI));
            test.db.write_blocking(act)
        };
        assert!(matches!(move_to(5), Err(MentoringError::NoSuchWeek)));
        move_to(4).unwrap();
        let plan = || test.db.read_blocking(|reader| planned(reader, region(CITY), november)).unwrap();
        let shown: Vec<_> = plan().iter().map(|one| (one.cooperative, one.week, one.done)).collect();
        assert_eq!(shown, [(visited, 2, true), (silent, 4, false)]);
        test.db.write_blocking(move |tx| remove_planned(tx, silent, november)).unwrap();
        let again = test.db.write_blocking(move |tx| remove_planned(tx, silent, november));
        assert!(matches!(again, Err(MentoringError::NotPlanned)));
        assert_eq!(plan().len(), 1);
    });
}
