//! A draft whose file is read again with an answer, and a draft that is thrown away.

use import::{Book, Choice, Decision, Fate, ImportError, Money, State};
use kernel::{Rupiah, UnitCode};
use ledger::Activity;
use sheets::Reading;
use store::testing::TestDb;

use crate::given::{
    COOPERATIVE, NOW, SECRETARY, TREASURER, balance, brought_in, on_fresh_books, posted, posted_at, reading,
    reviewed, row, understood,
};

const FILE: &[u8] = b"buku kas";

fn july() -> Reading {
    reading(
        None,
        vec![
            row(4, "2026-07-02", "Laba Brilink", 87_500, 0),
            row(5, "2026-07-03", "Kencleng ronda", 10_000, 0),
            row(6, "2026-07-04", "Kencleng ronda", 12_000, 0),
        ],
    )
}

/// The same book, in which an answer has brought one more sheet to light.
fn longer() -> Reading {
    let mut book = july();
    book.rows.push(row(7, "2026-07-05", "Kencleng ronda", 9_000, 0));
    book.rows.push(row(8, "2026-07-06", "Biaya Rapat Pengurus", 0, 50_000));
    book
}

fn draft(test: &TestDb) -> i64 {
    let import = brought_in(test, Book::CASH, &july());
    test.db.write_blocking(move |tx| import::keep_file(tx, COOPERATIVE, import, FILE, NOW)).unwrap();
    import
}

fn read_again(test: &TestDb, import: i64) -> Result<i64, ImportError> {
    test.db.write_blocking(move |tx| {
        let draft = understood(tx, Book::CASH, longer())?;
        import::replace(tx, COOPERATIVE, import, &draft)
    })
}

fn file(test: &TestDb, import: i64) -> Option<Vec<u8>> {
    test.db.read_blocking(|reader| import::file_of(reader, COOPERATIVE, import)).unwrap()
}

fn state(test: &TestDb, import: i64) -> State {
    test.db.read_blocking(|reader| import::batch_of(reader, COOPERATIVE, import)).unwrap().unwrap().state
}

fn decided(test: &TestDb, place: (i64, i64, i64), choice: Choice, rule: &str) -> Result<(), ImportError> {
    let decision = Decision {
        choice,
        rule: rule.to_owned(),
        party: None,
        new_partner: String::new(),
        unit: UnitCode::OFFICE,
        activity: Activity::None,
    };
    test.db.write_blocking(move |tx| import::decide(tx, COOPERATIVE, place, &decision, (SECRETARY, NOW)))
}

/// The number of the group of "Kencleng ronda".
fn ronda(test: &TestDb, import: i64) -> i64 {
    let review = reviewed(test, import);
    review.groups.iter().find(|group| group.rows.len() > 1).unwrap().group
}

#[test]
fn what_is_read_again_stands_in_the_place_of_the_draft() {
    on_fresh_books(|test| {
        let old = draft(test);
        test.db.write_blocking(move |tx| import::set_threshold(tx, COOPERATIVE, old, 90)).unwrap();
        let new = read_again(test, old).unwrap();
        assert_eq!((state(test, old), state(test, new)), (State::Replaced, State::Draft));
        assert_eq!((file(test, old), file(test, new)), (None, Some(FILE.to_vec())));
        let batches = test.db.read_blocking(|reader| import::batches(reader, COOPERATIVE)).unwrap();
        assert_eq!(batches.iter().map(|batch| batch.import).collect::<Vec<_>>(), [new]);
        let review = reviewed(test, new);
        assert_eq!((review.counts.rows, review.batch.threshold), (5, 90));
        assert_eq!((review.batch.made_by, review.batch.file_name.as_str()), (TREASURER, "Buku.xlsx"));
    });
}

#[test]
fn what_was_decided_of_a_row_goes_with_it() {
    on_fresh_books(|test| {
        let old = draft(test);
        let group = ronda(test, old);
        decided(test, (old, group, 0), Choice::Skip, "").unwrap();
        let new = read_again(test, old).unwrap();
        let review = reviewed(test, new);
        let rows = review.groups.iter().flat_map(|group| &group.rows);
        let fates: Vec<_> = rows.map(|row| (row.kept.proposed.row.row, row.fate.clone())).collect();
        assert!(fates.contains(&(5, Fate::Skipped)) && fates.contains(&(6, Fate::Skipped)), "{fates:?}");
        let new_row = fates.iter().find(|(row, _)| *row == 7).unwrap();
        assert!(matches!(new_row.1, Fate::Waiting(_)), "nobody decided about the row that is new");
        let told = review.groups.iter().filter_map(import::GroupView::decided).collect::<Vec<_>>();
        assert_eq!(told, [(SECRETARY, NOW)], "who decided stays known");
    });
}

#[test]
fn of_two_who_answer_at_once_the_second_is_led_to_the_newer_reading() {
    on_fresh_books(|test| {
        let old = draft(test);
        let new = read_again(test, old).unwrap();
        assert!(matches!(read_again(test, old), Err(ImportError::Replaced(found)) if found == new));
        let late = decided(test, (old, 1, 0), Choice::Skip, "");
        assert!(matches!(late, Err(ImportError::Replaced(found)) if found == new), "{late:?}");
        let late = posted(test, old);
        assert!(matches!(late, Err(ImportError::Replaced(found)) if found == new), "{late:?}");
    });
}

#[test]
fn the_file_goes_when_the_draft_is_recorded_and_nothing_is_read_again() {
    on_fresh_books(|test| {
        let import = draft(test);
        posted(test, import).unwrap();
        assert_eq!(file(test, import), None);
        assert!(matches!(read_again(test, import), Err(ImportError::Recorded)));
        let thrown = test.db.write_blocking(move |tx| import::throw_away(tx, COOPERATIVE, import));
        assert!(matches!(thrown, Err(ImportError::Recorded)), "{thrown:?}");
    });
}

#[test]
fn a_draft_that_is_thrown_away_is_gone_with_its_file_and_the_file_may_come_again() {
    on_fresh_books(|test| {
        let import = draft(test);
        let same = |test: &TestDb| {
            let find = |reader: &mut store::Snapshot<'_>| {
                import::draft_of(reader, COOPERATIVE, &[1, 2, 3], Book::CASH)
            };
            test.db.read_blocking(find).unwrap()
        };
        assert_eq!(same(test), Some(import), "the same file brought again finds its draft");
        test.db.write_blocking(move |tx| import::throw_away(tx, COOPERATIVE, import)).unwrap();
        assert_eq!((file(test, import), same(test)), (None, None));
        assert!(matches!(posted(test, import), Err(ImportError::Dropped)));
        assert_eq!(posted(test, draft(test)).unwrap().recorded, 1);
    });
}

#[test]
fn a_file_that_nobody_came_back_to_goes_after_a_month() {
    on_fresh_books(|test| {
        let old = draft(test);
        let later = NOW.plus_seconds(31 * 24 * 60 * 60);
        let new = brought_in(test, Book::BANK, &july());
        test.db.write_blocking(move |tx| import::keep_file(tx, COOPERATIVE, new, FILE, later)).unwrap();
        assert_eq!((file(test, old), file(test, new)), (None, Some(FILE.to_vec())));
        assert_eq!(state(test, old), State::Draft, "the draft itself stays and can be recorded");
    });
}

#[test]
fn rows_that_are_recorded_are_not_decided_any_more() {
    on_fresh_books(|test| {
        let import = draft(test);
        posted(test, import).unwrap();
        let review = reviewed(test, import);
        let recorded = review.groups.iter().find(|group| group.counts.recorded == 1).unwrap();
        let late = decided(test, (import, recorded.group, 0), Choice::Skip, "");
        assert!(matches!(late, Err(ImportError::RowsRecorded)), "{late:?}");
        let waiting = ronda(test, import);
        decided(test, (import, waiting, 0), Choice::Record, "terima-pendapatan-lain").unwrap();
    });
}

#[test]
fn the_page_knows_how_much_money_is_settled_and_how_many_rows_nobody_would_see() {
    on_fresh_books(|test| {
        let import = draft(test);
        let review = reviewed(test, import);
        let coming_in = |amount| Money { coming_in: Rupiah(amount), going_out: Rupiah::ZERO };
        assert_eq!((review.sums.ready, review.sums.waiting), (coming_in(87_500), coming_in(22_000)));
        assert_eq!((review.unseen_at(80), review.unseen_at(100), review.unseen_at(0)), (1, 0, 3));
        decided(test, (import, ronda(test, import), 0), Choice::Record, "terima-pendapatan-lain").unwrap();
        let review = reviewed(test, import);
        assert_eq!(review.sums.ready, coming_in(109_500));
        assert_eq!(review.unseen_at(0), 1, "what somebody decided was seen");
    });
}

#[test]
fn the_day_in_which_one_may_take_back_alone_begins_with_the_first_recording() {
    on_fresh_books(|test| {
        let import = draft(test);
        posted(test, import).unwrap();
        decided(test, (import, ronda(test, import), 0), Choice::Record, "terima-pendapatan-lain").unwrap();
        let later = NOW.plus_seconds(20 * 60 * 60);
        assert_eq!(posted_at(test, import, later).unwrap().recorded, 2);
        let undo = |at| {
            test.db.write_blocking(move |tx| import::undo(tx, COOPERATIVE, import, "salah", (TREASURER, at)))
        };
        assert!(matches!(undo(NOW.plus_seconds(25 * 60 * 60)), Err(ImportError::NeedsSecondPerson)));
        assert_eq!(undo(later).unwrap(), 3);
        assert_eq!(balance(test, 11_100, None), 0);
    });
}
