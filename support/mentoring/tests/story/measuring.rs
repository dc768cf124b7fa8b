//! Everything is measured.

use kernel::UserId;
use mentoring::{
    ActionId, By, Need, NewVisit, Proposed, Topic, answer_help, ask_help, close, keep_plan, measures,
};

use crate::given::*;

#[test]
fn the_measures_of_a_month_are_counted() {
    story(|test| {
        let here = given_with_papers(test, PINTU_AIR, "Pintu Air", approved());
        let there = given_a_cooperative(test, OPAS, "Opas Indah");
        // In July a visit; before it silence, three months later the till rings.
        recorded(test, here, &visit("kunjungan-07", "2026-07-20", "Belum mencatat."), by(BUDI));
        given_money(test, here, 11_100, 41_100, 50_000, "2026-09-20");
        let agreed = vec![
            agreed("tindak-001", "Catat penjualan", "2026-10-10"),
            agreed("tindak-002", "Urus rekening", "2026-10-20"),
        ];
        let october = NewVisit { actions: agreed, ..visit("kunjungan-10", "2026-10-02", "Mulai mencatat.") };
        recorded(test, here, &october, by(BUDI));
        recorded(test, there, &visit("kunjungan-11", "2026-10-05", "Sepi."), by(BUDI));
        let end = |id, on: &'static str| {
            let by = by_on(BUDI, on);
            test.db
                .write_blocking(move |tx| close(tx, here, ActionId(id), (None, "dilihat di buku"), by))
                .unwrap();
        };
        end(1, "2026-10-10");
        end(2, "2026-10-21");
        let plan = |id, mentor| Proposed {
            cooperative: id,
            mentor,
            week: 1,
            need: Need { score: 10, reasons: vec!["Belum melapor.".to_owned()] },
        };
        let proposed = vec![plan(here, BUDI)];
        test.db.write_blocking(move |tx| keep_plan(tx, month("2026-10"), &proposed, by(BUDI))).unwrap();
        let ask = |asked: &'static str, answered: Option<&'static str>| {
            let act = move |tx: &mut store::Tx<'_>| {
                let id = ask_help(tx, here, (Topic::Digital, "Lupa sandi"), by_on(UserId(3), asked))?;
                let words = "Minta ketua mengundang ulang.";
                let on = |day| -> By { by_on(BUDI, day) };
                answered.map_or(Ok(()), |day| answer_help(tx, here, id, words, on(day)))
            };
            test.db.write_blocking::<_, mentoring::MentoringError, _>(act).unwrap();
        };
        ask("2026-09-30", Some("2026-10-30"));
        ask("2026-10-01", Some("2026-10-02"));
        ask("2026-10-03", Some("2026-10-12"));
        ask("2026-10-31", None);
        let of = |of| {
            test.db.read_blocking(|reader| measures(reader, region(CITY), month(of), day(TODAY))).unwrap()
        };
        let found = of("2026-10");
        assert_eq!((found.visits_done, found.visits_planned, found.visits_unplanned), (1, 1, 1));
        assert_eq!((found.actions_in_time, found.actions_due), (1, 2));
        assert_eq!((found.help_answered, found.help_asked, found.help_median_days), (2, 3, Some(1)));
        assert_eq!(found.effect.visited_in, month("2026-07"));
        assert_eq!((found.effect.visited, found.effect.woke, found.effect.same), (1, 1, 0));
        let empty = of("2026-05");
        assert_eq!((empty.visits_planned, empty.help_median_days, empty.effect.visited), (0, None, 0));
    });
}
