//! Several processes write to one database: whoever is late tries again by itself.

use std::sync::Barrier;
use std::sync::mpsc::channel;

use store::testing::{TestDb, asked, in_one_commit, on_both_engines};
use store::{Db, Reader, StoreErrorKind, Tx, values};

use crate::tables::{Refusal, STORY, count, counters, insert, note, plain, sums};

const ACTS: i64 = 50;

fn raise(tx: &mut Tx<'_>) -> Result<(), Refusal> {
    tx.execute("update story_plain set value = value + 1 where world = $1 and key = $2", &values![1, 1])?;
    Ok(())
}

/// Two threads on each of two processes do the same act many times.
fn all_at_once(db: &TestDb, act: impl Fn(&mut Tx<'_>) -> Result<(), Refusal> + Copy + Send + Sync + 'static) {
    let other = Db::open(&db.location, false).unwrap();
    std::thread::scope(|scope| {
        for process in [&db.db, &other, &db.db, &other] {
            scope.spawn(move || (0..ACTS).for_each(|_| process.write_blocking(act).unwrap()));
        }
    });
}

#[test]
fn acts_that_change_one_folded_row_are_all_kept() {
    on_both_engines(&[STORY], |db| {
        all_at_once(db, |tx| {
            count(tx, 1, 1)?;
            Ok(())
        });
        assert_eq!(db.db.read_blocking(|reader| counters(reader, 1)), Ok(vec![(1, 4 * ACTS)]));
    });
}

#[test]
fn acts_that_add_to_one_sum_are_all_kept() {
    on_both_engines(&[STORY], |db| {
        all_at_once(db, |tx| {
            crate::tables::add(tx, 1, 1, 3);
            Ok(())
        });
        assert_eq!(db.db.read_blocking(|reader| sums(reader, 1)), Ok(vec![(1, 12 * ACTS)]));
    });
}

#[test]
fn acts_that_update_one_row_are_all_kept() {
    on_both_engines(&[STORY], |db| {
        db.db.write_blocking(|tx| insert(tx, 1, 1, 0)).unwrap();
        all_at_once(db, raise);
        assert_eq!(db.db.read_blocking(|reader| plain(reader, 1)), Ok(vec![(1, 4 * ACTS)]));
    });
}

/// Each holds one row and wants the other's: the engine breaks the tie, and the loser tries again.
#[test]
fn acts_that_wait_for_each_other_are_both_kept() {
    let Some(db) = TestDb::postgres(&[STORY]) else { return };
    let other =
        Db::open(&db.location.replace("options=", "options=-cdeadlock_timeout%3D20ms%20"), false).unwrap();
    let held = Barrier::new(2);
    let cross = |process: &Db, first: i64, second: i64, held: &'static Barrier| {
        let mut tries = 0;
        process.write_blocking(move |tx| {
            tries += 1;
            count(tx, 1, first)?;
            if tries == 1 {
                held.wait();
            }
            count(tx, 1, second)?;
            Ok::<_, Refusal>(tries)
        })
    };
    db.db.write_blocking(|tx| [1, 2].iter().try_for_each(|key| count(tx, 1, *key).map(drop))).unwrap();
    let held: &'static Barrier = Box::leak(Box::new(held));
    let tries = std::thread::scope(|scope| {
        let one = scope.spawn(|| cross(&db.db, 1, 2, held));
        let two = scope.spawn(|| cross(&other, 2, 1, held));
        [one.join().unwrap().unwrap(), two.join().unwrap().unwrap()]
    });
    assert!(tries.contains(&1) && tries.iter().any(|tries| *tries > 1), "one was first: {tries:?}");
    assert_eq!(db.db.read_blocking(|reader| counters(reader, 1)), Ok(vec![(1, 3), (2, 3)]));
}

/// A lock that another program never gives back is reported after one waiting time, not after many.
#[test]
fn a_file_that_another_program_holds_is_reported_as_busy_and_then_used() {
    let db = TestDb::sqlite(&[STORY]);
    db.db.write_blocking(|tx| Ok::<_, Refusal>(tx.query("pragma busy_timeout = 300", &[])?.len())).unwrap();
    let other = Db::open(&db.location, false).unwrap();
    let (started, running) = channel();
    let (release, released) = channel::<()>();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            other.write_blocking(move |tx| {
                note(tx, 1, 1);
                let _ = started.send(());
                let _ = released.recv();
                Ok::<_, Refusal>(())
            })
        });
        running.recv().unwrap();
        #[expect(clippy::disallowed_methods, reason = "a waiting time is measured")]
        let began = std::time::Instant::now();
        let refused = db.db.write_blocking(|tx| insert(tx, 1, 1, 1).map_err(Refusal::from));
        let Err(Refusal::Store(error)) = refused else { panic!("the file is held: {refused:?}") };
        assert_eq!(error.kind, StoreErrorKind::Busy, "{}", error.cause());
        assert!(began.elapsed() < std::time::Duration::from_secs(3), "it waited {:?}", began.elapsed());
        drop(release);
    });
    db.db.write_blocking(|tx| insert(tx, 1, 1, 1)).expect("the file is free again");
}

/// An act may refuse because of what its neighbour wrote. Where the commit is lost, so is the neighbour's
/// writing, and the refusal with it.
#[test]
fn a_refusal_does_not_outlive_the_commit_it_was_made_in() {
    let Some(db) = TestDb::postgres(&[STORY]) else { return };
    let first = db.db.write(|tx| insert(tx, 1, 1, 1).map_err(Refusal::from));
    let second = db.db.write(|tx| if plain(tx, 1)?.is_empty() { Ok(()) } else { Err(Refusal::Own) });
    let cut = db.db.write(|tx| {
        Ok(tx.query("select cast(pg_terminate_backend(pg_backend_pid()) as text)", &[]).map(drop)?)
    });
    let acts = vec![asked(first), asked(second), asked(cut)];
    for result in in_one_commit(&db.db, acts) {
        let Err(Refusal::Store(error)) = result else {
            panic!("nothing was kept, and nothing seen: {result:?}")
        };
        assert_eq!(error.kind, StoreErrorKind::Unreachable, "{}", error.cause());
    }
    assert_eq!(db.db.read_blocking(|reader| plain(reader, 1)), Ok(vec![]));
}
