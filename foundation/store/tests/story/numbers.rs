//! Numbers are drawn in the transaction that uses them, so that none is missing.

use store::testing::{asked, in_one_commit, on_both_engines};
use store::{Db, Tx, next_number, values};

use crate::tables::{Refusal, STORY};

/// Draws, and refuses afterwards where it should.
fn draw(tx: &mut Tx<'_>, refuses: bool) -> Result<i64, Refusal> {
    let number = next_number(tx, 19, "BKM/2026")?;
    if refuses { Err(Refusal::Own) } else { Ok(number) }
}

#[test]
fn a_refused_act_gives_its_number_back() {
    on_both_engines(&[STORY], |db| {
        for commit in 0..3 {
            let acts = (0..50_i64).map(|n| {
                // Some have a savepoint in the engine, some have none.
                asked(db.db.write(move |tx| {
                    if n % 4 == 0 {
                        tx.execute("delete from story_plain where world = $1", &values![0])?;
                    }
                    draw(tx, n % 3 == 1)
                }))
            });
            let drawn: Vec<i64> = in_one_commit(&db.db, acts.collect()).into_iter().flatten().collect();
            let expected: Vec<i64> = (1..=33).map(|n| commit * 33 + n).collect();
            assert_eq!(drawn, expected);
        }
    });
}

#[test]
fn each_sequence_of_each_cooperative_counts_for_itself() {
    on_both_engines(&[STORY], |db| {
        let drawn = db.db.write_blocking(|tx| {
            let mut drawn = Vec::new();
            for (tenant, name) in [(1, "BKM"), (1, "BKK"), (2, "BKM"), (1, "BKM"), (0, "BKM")] {
                drawn.push(next_number(tx, tenant, name)?);
            }
            Ok::<_, Refusal>(drawn)
        });
        assert_eq!(drawn, Ok(vec![1, 1, 1, 2, 1]));
    });
}

#[test]
fn two_processes_draw_from_one_sequence_without_gap_or_double() {
    on_both_engines(&[STORY], |db| {
        let other = Db::open(&db.location, false).unwrap();
        let draw_some = |process: &Db| -> Vec<i64> {
            (0..40).filter_map(|n| process.write_blocking(move |tx| draw(tx, n % 5 == 0)).ok()).collect()
        };
        let mut drawn = std::thread::scope(|scope| {
            let workers: Vec<_> = [&db.db, &db.db, &other, &other]
                .into_iter()
                .map(|db| scope.spawn(|| draw_some(db)))
                .collect();
            workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect::<Vec<_>>()
        });
        drawn.sort_unstable();
        assert_eq!(drawn, (1..=4 * 32).collect::<Vec<i64>>());
    });
}
