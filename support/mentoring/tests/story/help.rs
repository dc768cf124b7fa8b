//! A cooperative asks, a mentor answers, and the days are counted.

use kernel::{UserId, Zone};
use mentoring::{MentoringError, Topic, answer_help, ask_help, help_of, help_waiting};

use crate::given::*;

#[test]
fn a_request_is_answered_once_and_its_days_are_counted() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let ask = |words: &'static str| {
            let by = by_on(UserId(3), "2026-11-19");
            test.db.write_blocking(move |tx| ask_help(tx, here, (Topic::Finance, words), by))
        };
        assert!(matches!(ask("  "), Err(MentoringError::Missing { .. })));
        assert_eq!(ask("Bagaimana menutup bulan?").unwrap(), 1);
        let waiting = || test.db.read_blocking(|reader| help_waiting(reader, region(CITY))).unwrap();
        assert_eq!(waiting().len(), 1);
        assert_eq!(waiting()[0].help.days(Zone::Wib, day(TODAY)), 5);
        assert_eq!(waiting()[0].help.due(Zone::Wib), day("2026-11-22"));
        let answer = |words: &'static str| {
            let by = by_on(BUDI, "2026-11-21");
            test.db.write_blocking(move |tx| answer_help(tx, here, 1, words, by))
        };
        answer("Buka Tutup bulan, ikuti daftarnya.").unwrap();
        assert!(matches!(answer("Lagi"), Err(MentoringError::AlreadyAnswered)));
        assert!(waiting().is_empty());
        let asked = test.db.read_blocking(|reader| help_of(reader, here)).unwrap();
        assert_eq!((asked[0].days(Zone::Wib, day(TODAY)), asked[0].answered_by), (2, Some(BUDI)));
    });
}
