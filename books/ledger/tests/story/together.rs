//! Many people post at once, through one program and through two.

use kernel::CooperativeId;
use ledger::{Entry, LedgerError, Posted};
use store::testing::{TestDb, on_both_engines};
use store::{Answer, Command, Db};

use crate::books::{Books, SAVINGS, TODAY, deposit};

const THREADS: i64 = 8;
const ENTRIES: i64 = 100;
const COOPERATIVES: [CooperativeId; 3] = [CooperativeId(1), CooperativeId(2), CooperativeId(3)];

fn post(db: &Db, thread: i64, n: i64) -> Result<Answer<Posted>, LedgerError> {
    let cooperative = COOPERATIVES[usize::try_from(n).unwrap() % COOPERATIVES.len()];
    let entry = Entry { cooperative, ..deposit(TODAY, thread + 1, 100 + n) };
    let command = Command { tenant: cooperative.0, key: format!("{thread}-{n}"), at: entry.at.0 };
    db.command_blocking(command, move |tx| ledger::post(tx, &entry))
}

/// Eight threads post a hundred entries each, in turn to three cooperatives, through these handles.
fn post_all(handles: &[&Db]) {
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let db = handles[usize::try_from(thread).unwrap() % handles.len()];
            scope.spawn(move || {
                for n in 0..ENTRIES {
                    let answer =
                        post(db, thread, n).unwrap_or_else(|error| panic!("{thread}-{n}: {error:?}"));
                    assert!(!answer.repeated);
                }
            });
        }
    });
}

/// Every entry is there, numbered without a gap.
fn assert_complete(db: &Db) {
    let mut total = 0;
    for cooperative in COOPERATIVES {
        let books = Books { db, cooperative };
        let entries = books.entries();
        for (number, entry) in (1_i64..).zip(&entries) {
            assert_eq!((entry.id.0, entry.document.clone()), (number, format!("BKM/2026/{number:05}")));
        }
        total += entries.len();
        books.assert_sound(i64::try_from(entries.len()).unwrap());
    }
    assert_eq!(i64::try_from(total).unwrap(), THREADS * ENTRIES);
    let saved: i64 = COOPERATIVES.iter().map(|id| Books { db, cooperative: *id }.stands(SAVINGS)).sum();
    assert_eq!(saved, -(0..ENTRIES).map(|n| 100 + n).sum::<i64>() * THREADS);
}

#[test]
fn eight_people_post_for_three_cooperatives() {
    on_both_engines(&[ledger::MIGRATIONS], |TestDb { db, .. }| {
        post_all(&[db]);
        assert_complete(db);
    });
}

#[test]
fn two_programs_post_for_the_same_cooperatives() {
    on_both_engines(&[ledger::MIGRATIONS], |TestDb { db, location, .. }| {
        let other = Db::open(location, false).unwrap();
        post_all(&[db, &other]);
        assert_complete(&other);
    });
}
