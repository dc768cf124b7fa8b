//! The plan of a month, from need to done.

use kernel::UserId;
use mentoring::{
    Distance, MentoringError, PlanLimits, assign, keep_plan, move_planned, overview, planned, propose_plan,
    remove_planned, set_base,
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

        let proposed = propose_plan(&found.candidates(), &found.starts(), PlanLimits::on(day(TODAY)));
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
        assert_eq!(shown, [(visited, 1, true), (silent, 4, false)]);
        // What was planned and not done stays counted once the month is over.
        let december = by_on(BUDI, "2026-12-01");
        let late = test.db.write_blocking(move |tx| remove_planned(tx, silent, november, december));
        assert!(matches!(late, Err(MentoringError::MonthOver(_))));
        let late = proposed.clone();
        let late = test.db.write_blocking(move |tx| keep_plan(tx, november, &late, december));
        assert!(matches!(late, Err(MentoringError::MonthOver(_))));
        test.db.write_blocking(move |tx| remove_planned(tx, silent, november, by(BUDI))).unwrap();
        let again = test.db.write_blocking(move |tx| remove_planned(tx, silent, november, by(BUDI)));
        assert!(matches!(again, Err(MentoringError::NotPlanned)));
        assert_eq!(plan().len(), 1);
    });
}

/// Three villages of the file of regions, and a new one that it does not have: what a split leaves.
const KERAMAT: &str = "19.71.04.1009";
const NEW: &str = "19.71.04.1099";

fn given_regions(test: &store::testing::TestDb) {
    // The few that the story needs: loading all takes longer than the story.
    let rows = [
        (PINTU_AIR, -2_130_000, 106_110_000),
        (BINTANG, -2_130_000, 106_120_000),
        (KERAMAT, -2_130_000, 106_200_000),
    ];
    for (code, lat, lon) in rows {
        let number = region(code).number();
        let sql = "insert into territory_region (code, level, name, name_search, postal_code, lat, lon) \
             values ($1, 'village', $2, $2, null, $3, $4)";
        let row = store::values![number, code, lat, lon];
        test.db.write_blocking(move |tx| tx.execute(sql, &row)).unwrap();
    }
}

#[test]
fn visits_are_ordered_by_the_way_from_where_the_mentor_sets_out() {
    story(|test| {
        given_regions(test);
        given_a_mentor(test, BUDI, "Pak Contoh Budi", CITY);
        let ids = [(PINTU_AIR, "Pintu Air"), (BINTANG, "Bintang"), (NEW, "Pecahan Baru")]
            .map(|(village, name)| given_a_cooperative(test, village, name));
        for id in ids {
            let act = move |tx: &mut store::Tx<'_>| assign(tx, region(CITY), id, BUDI, by(UserId(1)));
            test.db.write_blocking(act).unwrap();
        }
        let found = || test.db.read_blocking(|reader| overview(reader, region(CITY), day(TODAY))).unwrap();
        let of = |id| found().rows.into_iter().find(|row| row.id() == id).unwrap();
        // Without a named base he sets out from the middle of the known ones.
        assert!(matches!(of(ids[0]).distance, Distance::Metres(550..=560)), "{:?}", of(ids[0]).distance);
        assert_eq!(of(ids[2]).distance, Distance::Unknown, "not zero");
        let unknown = "Jarak tidak diketahui, dihitung seperti yang terjauh. (-5)".to_owned();
        assert!(of(ids[2]).need.reasons.contains(&unknown));
        let name = |village: &'static str| {
            let act = move |tx: &mut store::Tx<'_>| set_base(tx, region(CITY), BUDI, Some(region(village)));
            test.db.write_blocking(act)
        };
        assert!(matches!(name(NEW), Err(MentoringError::NoSuchVillage)));
        assert!(matches!(name("19.71.04"), Err(MentoringError::NoSuchVillage)));
        name(KERAMAT).unwrap();
        let now = found();
        let proposed = propose_plan(&now.candidates(), &now.starts(), PlanLimits::on(day(TODAY)));
        let said: Vec<_> = proposed.iter().map(|one| (one.cooperative, one.journey, one.stop)).collect();
        assert_eq!(said, [(ids[1], 1, 1), (ids[0], 1, 2), (ids[2], 1, 3)]);
        let sentences: Vec<String> = proposed.iter().map(mentoring::Proposed::sentence).collect();
        assert!(sentences[0].ends_with("8,9 km dari tempat tugas."), "{sentences:?}");
        assert!(sentences[1].ends_with("1,1 km dari kunjungan sebelumnya."), "{sentences:?}");
        assert!(sentences[2].ends_with("jarak tidak diketahui."), "{sentences:?}");
    });
}
