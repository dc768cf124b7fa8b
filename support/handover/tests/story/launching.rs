//! A mass launch is one act.

use handover::{EventState, HandoverError, Reach};

use crate::given::*;

#[test]
fn a_launch_hands_over_every_legal_body_of_the_region_at_once() {
    story(|test| {
        given_a_city(test);
        let launched = launch(test, city(), "2025-07-21").unwrap();
        assert_eq!(launched.cooperatives, 5);
        let event = event(test, launched.event);
        assert_eq!((event.state, event.held_on), (EventState::Held, day("2025-07-21")));
        assert_eq!(sequences(test, event.id), [1, 2, 3, 4, 5]);
        assert!(items(test, event.id).iter().all(|item| item.handed_on == Some(day("2025-07-21"))));
        assert!(items(test, event.id).iter().all(|item| item.checked_at == Some(NOW)));
    });
}

#[test]
fn launching_twice_launches_nobody_twice() {
    story(|test| {
        given_a_city(test);
        let first = launch(test, city(), TODAY).unwrap();
        assert!(matches!(launch(test, city(), TODAY), Err(HandoverError::Nobody)));
        let events = test.db.read_blocking(|reader| handover::events(reader, city())).unwrap();
        assert_eq!(events.len(), 1, "the refused launch left no event behind");
        // The nation takes in whom the city has not launched: the village outside of it.
        let nation = launch(test, Reach::Nation, TODAY).unwrap();
        assert_eq!((nation.event.0, nation.cooperatives), (first.event.0 + 1, 1));
        assert_eq!(items(test, nation.event)[0].short_name(), "KDMP Kace");
    });
}
