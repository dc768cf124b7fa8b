//! What was agreed is followed up until it is closed.

use mentoring::{
    ActionId, ActionState, MentoringError, NewVisit, actions, cancel, close, escalate, escalations,
};
use store::testing::TestDb;

use crate::given::*;

fn given_two_actions(test: &TestDb) -> kernel::CooperativeId {
    let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
    let agreed = vec![
        agreed("tindak-001", "Tutup bulan September", "2026-11-05"),
        agreed("tindak-002", "Urus NIB", "2026-11-20"),
    ];
    let new = NewVisit { actions: agreed, ..visit("kunjungan-01", "2026-10-20", "Buku tertinggal.") };
    recorded(test, here, &new, by_on(BUDI, "2026-10-20"));
    here
}

#[test]
fn an_action_is_closed_with_what_was_seen_and_only_once() {
    story(|test| {
        let here = given_two_actions(test);
        let end = |seen: &'static str| {
            test.db.write_blocking(move |tx| close(tx, here, ActionId(1), (None, seen), by(BUDI)))
        };
        assert!(matches!(end("ok"), Err(MentoringError::NoProof)));
        end("Segel September dilihat di layar").unwrap();
        assert!(matches!(end("Segel dilihat lagi"), Err(MentoringError::ActionOver)));
        let act = move |tx: &mut store::Tx<'_>| cancel(tx, here, ActionId(2), "sudah ada NIB", by(BUDI));
        test.db.write_blocking(act).unwrap();
        let act = move |tx: &mut store::Tx<'_>| cancel(tx, here, ActionId(9), "tidak ada", by(BUDI));
        assert!(matches!(test.db.write_blocking(act), Err(MentoringError::NoSuchAction)));
        let all = test.db.read_blocking(|reader| actions(reader, here)).unwrap();
        let states: Vec<_> = all.iter().map(|one| (one.state, one.days_late(day(TODAY)))).collect();
        assert_eq!(states, [(ActionState::Done, 0), (ActionState::Cancelled, 0)]);
        assert_eq!((all[0].closed_on, all[0].closed_by), (Some(day(TODAY)), Some(BUDI)));
    });
}

#[test]
fn the_city_sees_what_is_handed_on_and_what_is_too_late() {
    story(|test| {
        let here = given_two_actions(test);
        let seen = || test.db.read_blocking(|reader| escalations(reader, region(CITY), day(TODAY))).unwrap();
        // 19 days late is over the limit of 14, four days are not.
        let late: Vec<i64> = seen().iter().map(|one| one.action.days_late(day(TODAY))).collect();
        assert_eq!(late, [19]);
        let act = move |tx: &mut store::Tx<'_>| escalate(tx, here, ActionId(2), "OSS menolak", by(BUDI));
        test.db.write_blocking(act).unwrap();
        let seen = seen();
        assert_eq!(seen.len(), 2);
        assert_eq!(seen[1].action.escalated_on, Some(day(TODAY)));
        assert_eq!(seen[1].name, "Koperasi Kelurahan Merah Putih Pintu Air");
        let elsewhere = region("19.71.02");
        assert!(
            test.db.read_blocking(|reader| escalations(reader, elsewhere, day(TODAY))).unwrap().is_empty()
        );
    });
}
