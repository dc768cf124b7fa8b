//! A ceremony from its plan to the last handshake.

use handover::{EventState, HandoverError, Selection, Undo, certificate_number};
use kernel::Timestamp;
use store::testing::{asked, in_one_commit};

use crate::given::*;

#[test]
fn a_list_is_chosen_numbered_and_chosen_anew() {
    story(|test| {
        let ids = given_a_city(test);
        let id = given_an_event(test);
        assert_eq!(choose(test, id, Selection::All).unwrap(), 6);
        assert_eq!(choose(test, id, Selection::LegalBodies).unwrap(), 5);
        let names: Vec<String> = items(test, id).iter().map(|item| item.short_name()).collect();
        assert_eq!(
            names,
            ["KKMP Pintu Air", "KKMP Bintang", "KKMP Masjid Jamik", "KKMP Asam", "KKMP Keramat"]
        );
        // Ticked: of another region is not taken, twice is once.
        let these = Selection::These(vec![ids[6], ids[3], ids[1], ids[3]]);
        assert_eq!(choose(test, id, these).unwrap(), 2);
        assert_eq!(sequences(test, id), [1, 2]);
        assert_eq!(certificate_number(&event(test, id), 2), "002/PS-1/19.71/2026");
        let nobody = choose(test, id, Selection::These(vec![ids[6]]));
        assert!(matches!(nobody, Err(HandoverError::Nobody)));
        assert_eq!(sequences(test, id), [1, 2], "a refused choice leaves the list as it was");
    });
}

#[test]
fn numbers_have_no_gap_after_the_first_was_handed_over() {
    story(|test| {
        let ids = given_a_city(test);
        let id = given_an_event(test);
        choose(test, id, Selection::These(vec![ids[4], ids[5]])).unwrap();
        check_off(test, id, 1, "").unwrap();
        assert_eq!(event(test, id).state, EventState::Held);
        assert_eq!(choose(test, id, Selection::These(vec![ids[0], ids[4]])).unwrap(), 3);
        assert_eq!(choose(test, id, Selection::All).unwrap(), 6);
        let numbered: Vec<(i64, i64)> =
            items(test, id).iter().map(|item| (item.sequence, item.cooperative.0)).collect();
        let expected = [(1, ids[4]), (2, ids[5]), (3, ids[0]), (4, ids[1]), (5, ids[2]), (6, ids[3])];
        assert_eq!(numbered, expected.map(|(n, id)| (n, id.0)));
    });
}

#[test]
fn whoever_was_handed_over_is_left_out_of_the_next_ceremony_by_one_tick() {
    story(|test| {
        let ids = given_a_city(test);
        let first = given_an_event(test);
        choose(test, first, Selection::LegalBodies).unwrap();
        check_off(test, first, 2, "").unwrap();
        let second = given_an_event(test);
        let seen = test.db.read_blocking(move |reader| handover::candidates(reader, city(), second)).unwrap();
        let handed: Vec<i64> =
            seen.iter().filter(|one| one.handed_on.is_some()).map(|one| one.cooperative.0).collect();
        assert_eq!((handed, seen[1].handed_on), (vec![ids[1].0], Some(day(TODAY))));
        assert_eq!(choose(test, second, Selection::LegalBodies).unwrap(), 4);
        let choice =
            handover::Choice { event: second, selection: Selection::LegalBodies, leave_out_handed: false };
        assert_eq!(test.db.write_blocking(move |tx| handover::choose(tx, &choice)).unwrap(), 5);
    });
}

#[test]
fn checked_off_twice_is_once_and_the_first_word_stays() {
    story(|test| {
        given_a_city(test);
        let id = given_an_event(test);
        choose(test, id, Selection::LegalBodies).unwrap();
        // Two phones at the same moment.
        let (one, two) = (checking(id, 3, "Bu Contoh Marni"), checking(id, 3, "Pak Contoh Jati"));
        let answers = in_one_commit(
            &test.db,
            vec![
                asked(test.db.write(move |tx| handover::check_off(tx, &one))),
                asked(test.db.write(move |tx| handover::check_off(tx, &two))),
            ],
        );
        let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
        assert_eq!(answers.iter().filter(|checked| !checked.was_done).count(), 1);
        assert_eq!(answers[0].receiver, answers[1].receiver);
        let again = check_off(test, id, 3, "Orang lain").unwrap();
        assert!(again.was_done && again.receiver == answers[0].receiver);
        assert_eq!(test.db.read_blocking(move |reader| handover::progress(reader, id)).unwrap(), (1, 5));
        assert!(matches!(check_off(test, id, 9, ""), Err(HandoverError::NotOnTheList)));
    });
}

#[test]
fn a_mistake_is_taken_back_the_same_day_with_a_reason() {
    story(|test| {
        given_a_city(test);
        let id = given_an_event(test);
        choose(test, id, Selection::LegalBodies).unwrap();
        check_off(test, id, 2, "Bu Contoh Marni").unwrap();
        let undo = |reason: &str, today: &str, later: i64| {
            let at = Timestamp(NOW.0 + later);
            let undo =
                Undo { event: id, sequence: 2, reason: reason.to_owned(), today: day(today), by: BY, at };
            test.db.write_blocking(move |tx| handover::undo(tx, &undo))
        };
        assert!(matches!(undo(" ya ", TODAY, 1), Err(HandoverError::Reason)));
        assert!(
            matches!(undo("Salah tekan", "2026-11-25", 1), Err(HandoverError::AnotherDay(on)) if on == day(TODAY))
        );
        undo("Salah tekan", TODAY, 1).unwrap();
        assert_eq!(items(test, id)[1].handed_on, None);
        assert!(matches!(undo("Salah tekan", TODAY, 2), Err(HandoverError::NotHandedOver)));
        let again = check_off(test, id, 2, "Pak Contoh Jati").unwrap();
        assert!(!again.was_done && again.receiver == "Pak Contoh Jati");
    });
}
