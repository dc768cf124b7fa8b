//! The figures of the table, and what their sums cover.

use activity::ActivityState::{NotLicensed, NotReported, ReportedActivity, ReportedZero};
use kernel::{Month, Rupiah};
use ledger::LedgerError;

use crate::given::*;
use crate::visitor::open;

#[test]
fn each_row_says_what_is_known_and_no_more() {
    story(|test| {
        given_a_city(test);
        let city = city_on(test, TODAY);
        let states: Vec<_> = city.rows.iter().map(|row| row.assessed.state).collect();
        // In the order of the codes: Opas Indah lies in Taman Sari.
        assert_eq!(states, [NotReported, ReportedActivity, ReportedZero, NotReported, NotLicensed]);

        let active = row(&city, PINTU_AIR);
        let saved = active.savings.unwrap();
        assert_eq!(
            (saved.principal, saved.dues, saved.voluntary),
            (Rupiah(200_000), Rupiah(40_000), Rupiah(50_000))
        );
        // Sales and fees of this year; last year's sales, money that passes through and bank interest are not.
        assert_eq!(active.turnover, Some(Rupiah(302_500)));
        assert_eq!(active.members, Some(2));
        assert_eq!(active.assessed.last_act, Some(day("2026-11-17")));
        assert_eq!(active.assessed.closed_through, Month::new(2026, 9));
        assert_eq!(active.weeks.as_ref().unwrap().acts, [1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 3]);

        let zero = row(&city, BINTANG);
        assert_eq!((zero.turnover, zero.members), (Some(Rupiah(0)), None));
        assert_eq!(zero.assessed.data_until, Some(day("2026-10-31")));

        let unheard = row(&city, OPAS);
        assert_eq!((unheard.savings, unheard.turnover, unheard.members), (None, None, None));
        assert_eq!((unheard.weeks.as_ref(), unheard.assessed.data_until), (None, None));
    });
}

#[test]
fn who_said_every_month_that_nothing_happened_has_a_turnover_of_zero() {
    story(|test| {
        let new = given_a_cooperative(test, BINTANG, "Bintang");
        let declare = |month| {
            let month = Month::new(2026, month).unwrap();
            test.db.write_blocking(move |tx| activity::declare_zero(tx, new, month, BY, NOW)).unwrap();
        };
        (2..=10).for_each(declare);
        // Registered in January, of which nothing was said.
        assert_eq!(row(&city_on(test, TODAY), BINTANG).turnover, None);
        declare(1);
        let city = city_on(test, TODAY);
        assert_eq!(row(&city, BINTANG).turnover, Some(Rupiah(0)));
        assert_eq!(row(&city, BINTANG).savings, None);
        assert_eq!(row(&city_on(test, "2026-01-30"), BINTANG).turnover, None);
    });
}

#[test]
fn figures_stand_for_the_day_that_was_asked() {
    story(|test| {
        given_a_city(test);
        let before = city_on(test, "2026-09-19");
        let active = row(&before, PINTU_AIR);
        assert_eq!(active.turnover, Some(Rupiah(0)));
        assert_eq!(active.savings.unwrap().voluntary, Rupiah(50_000));
        let earlier = city_on(test, "2026-09-04");
        assert_eq!(row(&earlier, PINTU_AIR).savings.unwrap().voluntary, Rupiah(0));
        let last_year = city_on(test, "2025-12-31");
        assert_eq!(row(&last_year, PINTU_AIR).turnover, Some(Rupiah(900_000)));
        assert_eq!(row(&last_year, PINTU_AIR).members, None);
        // Nothing was heard in the new year yet, so its turnover is not known.
        assert_eq!(row(&city_on(test, "2026-01-31"), PINTU_AIR).turnover, None);
    });
}

#[test]
fn what_was_taken_back_is_in_no_figure() {
    story(|test| {
        let [active, ..] = given_a_city(test);
        let wrong = given_cash(test, active, 41_100, 700_000, "2026-11-18");
        let (on, reason) = (day("2026-11-19"), "salah catat");
        let reversed: Result<_, LedgerError> =
            test.db.write_blocking(move |tx| ledger::reverse(tx, active, wrong, on, reason, BY, NOW));
        reversed.unwrap();
        let city = city_on(test, TODAY);
        let row = row(&city, PINTU_AIR);
        assert_eq!(row.turnover, Some(Rupiah(302_500)));
        assert_eq!(row.assessed.last_act, Some(day("2026-11-17")));
        assert_eq!(row.weeks.as_ref().unwrap().total(), 5);
    });
}

#[test]
fn sums_say_how_many_they_cover_and_as_of_when() {
    story(|test| {
        given_a_city(test);
        open(test, "/wilayah/19.71").says(&[
            "2 dari 5 koperasi, data sampai 24 Nov 2026",
            "690.000",
            "3 dari 5 koperasi, data sampai 17 Nov 2026, yang tertua sampai 20 Jun 2026",
            "302.500",
        ]);
        let json = open(test, "/api/v1/regions/19.71/cooperatives").json();
        assert_eq!(
            json["totals"]["savings"],
            serde_json::json!({
                "amount": 690_000, "covered": 3, "of": 5,
                "oldest_data": "2026-06-20", "newest_data": "2026-11-17",
            })
        );
        assert_eq!(json["totals"]["members"]["amount"], 3);
        assert_eq!(json["totals"]["turnover_this_year"]["amount"], 302_500);
    });
}

#[test]
fn twelve_months_of_one_tell_what_is_known_of_each() {
    story(|test| {
        given_a_city(test);
        let one = test
            .db
            .read_blocking(|reader| cockpit::one(reader, region(CITY), PINTU_AIR, day(TODAY)))
            .unwrap();
        let lines: Vec<_> = one.months.iter().map(|line| (line.month, line)).collect();
        assert_eq!(
            (lines.len(), lines[0].0, lines[11].0),
            (12, Month::new(2026, 11).unwrap(), Month::new(2025, 12).unwrap())
        );
        let of = |month| lines.iter().find(|line| line.0 == Month::new(2026, month).unwrap()).unwrap().1;
        let (november, october, september) = (of(11), of(10), of(9));
        assert_eq!((november.acts, november.turnover), (Some(3), Some(Rupiah(2_500))));
        assert_eq!((november.savings, november.said.as_str()), (Some(Rupiah(290_000)), "bulan berjalan"));
        assert_eq!((october.acts, october.turnover, october.savings), (None, None, None));
        assert_eq!(october.said, "belum melapor");
        assert_eq!((september.acts, september.said.as_str()), (Some(2), "ditutup 24 Nov 2026"));
        assert_eq!(lines[11].1.savings, Some(Rupiah(200_000)));
        assert_eq!((one.units.len(), one.seals.len()), (2, 1));
    });
}
