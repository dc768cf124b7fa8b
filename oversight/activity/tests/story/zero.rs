//! "Nothing happened": who may say so, and when.

use activity::ActivityError;
use activity::ActivityState::{NotReported, ReportedActivity, ReportedZero};
use kernel::{CooperativeId, Timestamp};

use crate::given::*;

/// 1 November 2026, 00.00 WIB.
const NOVEMBER: Timestamp = Timestamp(1_793_466_000_000_000);

#[test]
fn what_was_declared_is_known() {
    story(|test| {
        let bintang = given_a_licensed_cooperative(test, "19.71.04.1002", "Bintang");
        declare(test, bintang, "2026-10", NOVEMBER).unwrap();
        let told = one_on(test, bintang, TODAY);
        assert_eq!((told.state, told.since), (ReportedZero, Some(day("2026-10-01"))));
        assert_eq!(
            told.evidence,
            [
                "Koperasi melapor nihil untuk Oktober 2026 pada 1 Nov 2026.",
                "Belum pernah ada transaksi usaha di buku.",
            ]
        );
        assert_eq!(told.data_until, Some(day("2026-10-31")));
        assert_eq!(state_on(test, bintang, "2026-12-01"), NotReported);
        // Said again, the first declaration stays.
        declare(test, bintang, "2026-10", NOW).unwrap();
        assert_eq!(one_on(test, bintang, TODAY).evidence, told.evidence);
    });
}

#[test]
fn only_a_month_that_is_over_can_be_declared() {
    story(|test| {
        let bintang = given_a_licensed_cooperative(test, "19.71.04.1002", "Bintang");
        let early = declare(test, bintang, "2026-10", Timestamp(NOVEMBER.0 - 1)).unwrap_err();
        assert_eq!(
            early.to_string(),
            "Oktober 2026 belum selesai. Lapor nihil mulai 1 November 2026, atau catat transaksinya."
        );
        assert!(matches!(declare(test, bintang, "2026-11", NOW), Err(ActivityError::MonthNotOver(_))));
        let nobody = declare(test, CooperativeId(999), "2026-10", NOW);
        assert!(matches!(nobody, Err(ActivityError::NoSuchCooperative)));
        assert_eq!(state_on(test, bintang, TODAY), NotReported);
    });
}

#[test]
fn books_with_acts_are_not_zero() {
    story(|test| {
        let bintang = given_a_licensed_cooperative(test, "19.71.04.1002", "Bintang");
        let act = given_an_act(test, bintang, "2026-10-31");
        let refused = declare(test, bintang, "2026-10", NOW).unwrap_err();
        assert!(
            refused.to_string().starts_with("Oktober 2026 tidak nihil: sudah ada transaksinya"),
            "{refused}"
        );
        declare(test, bintang, "2026-09", NOW).unwrap();
        // Once it is taken back there is nothing to stand against the declaration.
        given_it_is_taken_back(test, bintang, act, "2026-10-31");
        declare(test, bintang, "2026-10", NOW).unwrap();
        assert_eq!(state_on(test, bintang, TODAY), ReportedZero);
        // An act that is recorded later wins.
        given_an_act(test, bintang, "2026-10-15");
        assert_eq!(state_on(test, bintang, TODAY), ReportedActivity);
    });
}
