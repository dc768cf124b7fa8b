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
        let at = by_on(BUDI, "2026-09-20").at;
        given_money_posted(test, (here, at), 11_100, 41_100, 50_000, "2026-09-20");
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
            journey: 1,
            stop: 1,
            leg: mentoring::Distance::Unknown,
            need: Need { score: 10, reasons: Vec::new(), phrases: vec!["belum lapor".to_owned()] },
        };
        let proposed = vec![plan(here, BUDI)];
        test.db
            .write_blocking(move |tx| keep_plan(tx, month("2026-10"), &proposed, by_on(BUDI, "2026-10-01")))
            .unwrap();
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

/// What became of a visit, seen in the month three months later, on a day.
fn effect(test: &store::testing::TestDb, of: &str, on: &str) -> mentoring::Effect {
    let (of, on) = (month(of), day(on));
    test.db.read_blocking(move |reader| measures(reader, region(CITY), of, on)).unwrap().effect
}

#[test]
fn a_visit_younger_than_three_months_is_not_compared() {
    story(|test| {
        let here = given_with_papers(test, PINTU_AIR, "Pintu Air", approved());
        let there = given_with_papers(test, OPAS, "Opas Indah", approved());
        recorded(test, here, &visit("kunjungan-07", "2026-07-05", "Sepi."), by(BUDI));
        recorded(test, there, &visit("kunjungan-08", "2026-07-20", "Sepi."), by(BUDI));
        // A second visit of the same month is no second cooperative, and the span runs from the first.
        recorded(test, here, &visit("kunjungan-09", "2026-07-28", "Mulai buka."), by(BUDI));
        let at = by_on(BUDI, "2026-09-20").at;
        for cooperative in [here, there] {
            given_money_posted(test, (cooperative, at), 11_100, 41_100, 50_000, "2026-09-20");
        }
        let counts = |on: &str| {
            let found = effect(test, "2026-10", on);
            (found.visited, found.not_yet, found.compared(), found.woke)
        };
        assert_eq!(counts("2026-10-04"), (2, 2, 0, 0));
        assert_eq!(counts("2026-10-05"), (2, 1, 1, 1), "three months to the day");
        assert_eq!(counts("2026-10-19"), (2, 1, 1, 1));
        assert_eq!(counts("2026-10-20"), (2, 0, 2, 2));
        assert_eq!(counts(TODAY), (2, 0, 2, 2), "and later looks give the same");
    });
}

#[test]
fn what_was_posted_afterwards_does_not_change_what_the_books_held() {
    story(|test| {
        let here = given_with_papers(test, PINTU_AIR, "Pintu Air", approved());
        recorded(test, here, &visit("kunjungan-07", "2026-07-20", "Slip menumpuk."), by(BUDI));
        let posted = |on: &str, dated: &str| {
            given_money_posted(test, (here, by_on(BUDI, on).at), 11_100, 41_100, 50_000, dated);
        };
        let counts = || {
            let found = effect(test, "2026-10", TODAY);
            (found.woke, found.fell_silent, found.same, found.recorded_late)
        };
        assert_eq!(counts(), (0, 0, 1, 0));
        // Old slips of before the visit, entered with the mentor's help: what was known before was silence.
        posted("2026-07-21", "2026-07-01");
        assert_eq!(counts(), (0, 0, 1, 0));
        // Of September, but entered in November: at the time the books were silent, and that is said.
        posted("2026-11-02", "2026-09-20");
        assert_eq!(counts(), (0, 0, 1, 1));
        // On the very day three months later is in time; the day after is not.
        posted("2026-10-21", "2026-10-20");
        assert_eq!(counts(), (0, 0, 1, 1));
        posted("2026-10-20", "2026-10-20");
        assert_eq!(counts(), (1, 0, 0, 0));
    });
}
