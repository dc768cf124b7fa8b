//! One decision settles a group, and is remembered.

use import::{Book, Choice, Decision, ImportError};
use kernel::UnitCode;
use ledger::Activity;
use store::testing::TestDb;

use crate::given::{
    COOPERATIVE, NOW, TREASURER, balance, brought_in, on_fresh_books, posted, reading, reviewed, row,
};

fn decision(choice: Choice, rule: &str) -> Decision {
    Decision {
        choice,
        rule: rule.to_owned(),
        party: None,
        new_partner: String::new(),
        unit: UnitCode::OFFICE,
        activity: Activity::None,
    }
}

fn decided(test: &TestDb, place: (i64, i64, i64), decision: Decision) -> Result<(), ImportError> {
    test.db.write_blocking(move |tx| import::decide(tx, COOPERATIVE, place, &decision, (TREASURER, NOW)))
}

fn ronda(number: u32, date: &str) -> sheets::BookRow {
    row(number, date, &format!("Kencleng ronda {number}"), 10_000, 0)
}

#[test]
fn one_decision_settles_all_like_rows_and_is_known_the_next_time() {
    on_fresh_books(|test| {
        let july = reading(None, (1..=5).map(|n| ronda(n, "2026-07-03")).collect());
        let import = brought_in(test, Book::CASH, &july);
        let group = reviewed(test, import).groups[0].clone();
        assert_eq!((group.rows.len(), group.counts.waiting), (5, 5));
        decided(test, (import, group.group, 0), decision(Choice::Record, "terima-pendapatan-lain")).unwrap();
        assert_eq!(posted(test, import).unwrap().recorded, 5);
        assert_eq!(balance(test, 44_200, None), -50_000);
        let august = reading(None, vec![ronda(9, "2026-08-03")]);
        let next = brought_in(test, Book::CASH, &august);
        let review = reviewed(test, next);
        assert_eq!((review.counts.ready, review.groups[0].rule()), (1, "terima-pendapatan-lain"));
    });
}

#[test]
fn one_row_may_be_decided_apart_from_its_group() {
    on_fresh_books(|test| {
        let july = reading(None, (1..=3).map(|n| ronda(n, "2026-07-03")).collect());
        let import = brought_in(test, Book::CASH, &july);
        decided(test, (import, 1, 0), decision(Choice::Record, "terima-pendapatan-lain")).unwrap();
        decided(test, (import, 1, 2), decision(Choice::Skip, "")).unwrap();
        assert_eq!(posted(test, import).unwrap().recorded, 2);
        assert_eq!(reviewed(test, import).counts.skipped, 1);
    });
}

#[test]
fn money_in_is_not_recorded_as_money_out() {
    on_fresh_books(|test| {
        let import = brought_in(test, Book::CASH, &reading(None, vec![ronda(1, "2026-07-03")]));
        let refused = decided(test, (import, 1, 0), decision(Choice::Record, "bayar-atk"));
        assert!(matches!(refused, Err(ImportError::Decision(_))), "{refused:?}");
    });
}

#[test]
fn the_user_says_how_sure_is_sure_enough() {
    on_fresh_books(|test| {
        let july = reading(None, vec![row(5, "2026-07-02", "Biaya Rpaat Pengurus", 0, 50_000)]);
        let import = brought_in(test, Book::CASH, &july);
        assert_eq!(reviewed(test, import).counts.ready, 1);
        test.db.write_blocking(move |tx| import::set_threshold(tx, COOPERATIVE, import, 100)).unwrap();
        assert_eq!(reviewed(test, import).counts.waiting, 1);
    });
}
