//! Each state arises from the evidence that is meant, and from no other.

use activity::ActivityState::{NotLicensed, NotReported, ReportedActivity, ReportedZero};

use crate::given::*;

#[test]
fn an_act_in_the_window_is_activity() {
    story(|test| {
        let pintu_air = given_a_licensed_cooperative(test, "19.71.04.1001", "Pintu Air");
        given_an_act(test, pintu_air, "2026-09-30");
        assert_eq!(state_on(test, pintu_air, TODAY), NotReported);
        given_an_act(test, pintu_air, "2026-10-01");
        assert_eq!(state_on(test, pintu_air, TODAY), ReportedActivity);
        let told = one_on(test, pintu_air, TODAY);
        assert_eq!(told.evidence, ["Transaksi usaha terakhir bertanggal 1 Okt 2026."]);
        assert_eq!(told.since, Some(day("2026-09-30")));
        assert_eq!((told.last_act, told.data_until), (Some(day("2026-10-01")), Some(day("2026-10-01"))));
        assert_eq!(told.closed_through, None);
    });
}

#[test]
fn an_act_counts_from_its_day_to_the_end_of_the_next_month() {
    story(|test| {
        let bintang = given_a_licensed_cooperative(test, "19.71.04.1002", "Bintang");
        given_an_act(test, bintang, "2026-06-20");
        for (on, state) in [
            ("2026-06-19", NotReported),
            ("2026-06-20", ReportedActivity),
            ("2026-07-31", ReportedActivity),
            ("2026-08-01", NotReported),
        ] {
            assert_eq!(state_on(test, bintang, on), state, "{on}");
        }
        let told = one_on(test, bintang, TODAY);
        assert_eq!(told.since, Some(day("2026-08-01")));
        assert_eq!(
            told.evidence,
            [
                "Belum ada transaksi dan belum ada laporan nihil untuk 1 Okt 2026 sampai 24 Nov 2026.",
                "Transaksi usaha terakhir bertanggal 20 Jun 2026.",
            ]
        );
    });
}

#[test]
fn what_was_taken_back_is_no_act_and_neither_is_taking_it_back() {
    story(|test| {
        let asam = given_a_licensed_cooperative(test, "19.71.04.1004", "Asam");
        let wrong = given_an_act(test, asam, "2026-11-10");
        given_it_is_taken_back(test, asam, wrong, "2026-11-12");
        let told = one_on(test, asam, TODAY);
        assert_eq!((told.state, told.last_act), (NotReported, None));
        // The books were kept all the same.
        assert_eq!(told.data_until, Some(day("2026-11-12")));
        given_an_act(test, asam, "2026-11-05");
        let told = one_on(test, asam, TODAY);
        assert_eq!((told.state, told.last_act), (ReportedActivity, Some(day("2026-11-05"))));
    });
}

#[test]
fn a_month_closed_without_acts_is_zero() {
    story(|test| {
        let keramat = given_a_licensed_cooperative(test, "19.71.04.1007", "Keramat");
        given_an_act(test, keramat, "2026-06-20");
        for of in ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10"] {
            given_a_closed_month(test, keramat, of);
        }
        let told = one_on(test, keramat, TODAY);
        assert_eq!((told.state, told.since), (ReportedZero, Some(day("2026-08-01"))));
        assert_eq!(
            told.evidence,
            [
                "Buku Oktober 2026 ditutup 24 Nov 2026 tanpa transaksi.",
                "Transaksi usaha terakhir bertanggal 20 Jun 2026."
            ]
        );
        assert_eq!(told.data_until, Some(day("2026-10-31")));
        assert_eq!(told.closed_through, Some(month("2026-10")));
        // November is closed by nobody, so December knows nothing of it.
        assert_eq!(state_on(test, keramat, "2026-12-01"), NotReported);
    });
}

#[test]
fn a_month_closed_only_by_a_later_closing_or_opened_again_says_nothing() {
    story(|test| {
        let gajah_mada = given_a_licensed_cooperative(test, "19.71.04.1008", "Gajah Mada");
        given_a_closed_month(test, gajah_mada, "2026-10");
        // September is closed because October is, but nobody said that it was empty.
        assert_eq!(state_on(test, gajah_mada, "2026-09-30"), NotReported);
        assert_eq!(state_on(test, gajah_mada, TODAY), ReportedZero);
        let october = month("2026-10");
        test.db
            .write_blocking(move |tx| {
                ledger::reopen_month(tx, gajah_mada, october, "ada nota tertinggal", BY, NOW)
            })
            .unwrap();
        assert_eq!(state_on(test, gajah_mada, TODAY), NotReported);
    });
}

#[test]
fn without_papers_and_acts_it_is_not_licensed() {
    story(|test| {
        let opas = given_a_forming_cooperative(test, "19.71.02.1001", "Opas Indah");
        let told = one_on(test, opas, TODAY);
        assert_eq!((told.state, told.since), (NotLicensed, Some(day("2026-01-02"))));
        assert_eq!(
            told.evidence,
            ["Belum berbadan hukum: dalam pendirian.", "Belum pernah ada transaksi usaha di buku."]
        );
        // It was registered here later, so nothing is said about since.
        assert_eq!(one_on(test, opas, "2025-12-31").since, None);
        // An act is an act, licensed or not; the papers are still told.
        given_an_act(test, opas, "2026-06-20");
        assert_eq!(state_on(test, opas, TODAY), NotReported);
        given_an_act(test, opas, "2026-11-02");
        let told = one_on(test, opas, TODAY);
        assert_eq!(told.state, ReportedActivity);
        assert_eq!(told.evidence[1], "Belum berbadan hukum: dalam pendirian.");
    });
}

#[test]
fn with_papers_and_without_anything_said_it_is_not_reported() {
    story(|test| {
        let asam = given_a_licensed_cooperative(test, "19.71.04.1004", "Asam");
        let told = one_on(test, asam, TODAY);
        assert_eq!((told.state, told.since, told.data_until), (NotReported, Some(day("2026-01-02")), None));
        assert_eq!(told.evidence[1], "Belum pernah ada transaksi usaha di buku.");
    });
}

#[test]
fn a_region_counts_its_own_and_nobody_elses() {
    story(|test| {
        let active = given_a_licensed_cooperative(test, "19.71.04.1001", "Pintu Air");
        let elsewhere = given_a_licensed_cooperative(test, "19.01.04.2001", "Kace");
        given_an_act(test, active, "2026-11-02");
        given_an_act(test, elsewhere, "2026-11-02");
        let zero = given_a_licensed_cooperative(test, "19.71.04.1002", "Bintang");
        declare(test, zero, "2026-10", NOW).unwrap();
        // More than fit in one statement, so that no piece is lost.
        for n in 0..70 {
            given_a_forming_cooperative(test, &format!("19.71.06.{}", 1001 + n), "Contoh");
        }
        let city = city_on(test, TODAY);
        let counts = city.counts;
        assert_eq!((counts.reported_activity, counts.reported_zero), (1, 1));
        assert_eq!((counts.not_reported, counts.not_licensed, counts.total()), (0, 70, 72));
        assert_eq!(city.cooperatives.len(), 72);
        let codes: Vec<_> = city.cooperatives.iter().map(|one| one.cooperative.region).collect();
        assert!(codes.is_sorted());
        let nothing = test.db.read_blocking(|reader| activity::assess(reader, region("19.02"), day(TODAY)));
        assert_eq!(nothing.unwrap().counts.total(), 0);
    });
}
