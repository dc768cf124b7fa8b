//! An act that fails takes back its own writes alone; its neighbours in the same commit are kept.

use store::testing::{TestDb, asked, in_one_commit, on_both_engines};
use store::{Reader, StoreErrorKind, Tx, values};

use crate::tables::{Counter, Refusal, STORY, add, count, counters, insert, log, note, plain, sums};

type Act = Box<dyn FnMut(&mut Tx<'_>) -> Result<i64, Refusal> + Send>;

/// Runs acts in one commit.
fn together(db: &TestDb, acts: Vec<Act>) -> Vec<Result<i64, Refusal>> {
    in_one_commit(&db.db, acts.into_iter().map(|act| asked(db.db.write(act))).collect())
}

fn act(act: impl FnMut(&mut Tx<'_>) -> Result<i64, Refusal> + Send + 'static) -> Act {
    Box::new(act)
}

/// Writes in every way under one number, in the order that `turn` says.
fn write_in_every_way(tx: &mut Tx<'_>, world: i64, n: i64, turn: i64) -> Result<i64, Refusal> {
    for way in 0..4 {
        match (way + turn) % 4 {
            0 => note(tx, world, n),
            1 => add(tx, world, 1, n),
            2 => drop(count(tx, world, 1)?),
            _ => insert(tx, world, n, n)?,
        }
    }
    Ok(n)
}

#[test]
fn a_refused_act_spares_its_neighbours_whatever_the_order_of_its_writes() {
    on_both_engines(&[STORY], |db| {
        for turn in 0..4 {
            let world = turn + 1;
            let acts = (1..=6).map(|n| {
                act(move |tx| {
                    write_in_every_way(tx, world, n, turn + n)?;
                    if n % 2 == 0 { Err(Refusal::Own) } else { Ok(n) }
                })
            });
            let results = together(db, acts.collect());
            let expected = [1, 2, 3, 4, 5, 6].map(|n| if n % 2 == 0 { Err(Refusal::Own) } else { Ok(n) });
            assert_eq!(results, expected);
            db.db
                .read_blocking(|reader| {
                    assert_eq!(log(reader, world)?, [1, 3, 5]);
                    assert_eq!(sums(reader, world)?, [(1, 9)]);
                    assert_eq!(counters(reader, world)?, [(1, 3)]);
                    assert_eq!(plain(reader, world)?, [(1, 1), (3, 3), (5, 5)]);
                    Ok::<_, Refusal>(())
                })
                .unwrap();
        }
    });
}

#[test]
fn an_act_that_panics_is_taken_back_and_the_writer_lives_on() {
    on_both_engines(&[STORY], |db| {
        let results = together(
            db,
            vec![
                act(|tx| write_in_every_way(tx, 1, 1, 0)),
                act(|tx| {
                    write_in_every_way(tx, 1, 2, 2)?;
                    panic!("this act panics on purpose")
                }),
                act(|tx| write_in_every_way(tx, 1, 3, 1)),
            ],
        );
        assert_eq!((&results[0], &results[2]), (&Ok(1), &Ok(3)));
        let Err(Refusal::Store(error)) = &results[1] else { panic!("a panic is answered as an error") };
        assert_eq!((error.kind, error.cause()), (StoreErrorKind::Fault, "an act panicked"));
        let after = db.db.write_blocking(|tx| write_in_every_way(tx, 1, 4, 3));
        assert_eq!(after, Ok(4));
        let left =
            db.db.read_blocking(|reader| Ok::<_, Refusal>((log(reader, 1)?, sums(reader, 1)?))).unwrap();
        assert_eq!(left, (vec![1, 3, 4], vec![(1, 8)]));
    });
}

/// The row of the first act is there already, which shows only when it is sent. The act that makes the
/// store send it must not be blamed, and the first must not be told that it was kept.
#[test]
fn a_row_that_cannot_be_kept_is_the_fault_of_the_act_that_added_it() {
    on_both_engines(&[STORY], |db| {
        db.db
            .write_blocking(|tx| {
                note(tx, 1, 7);
                Ok::<_, Refusal>(())
            })
            .unwrap();
        let results = together(
            db,
            vec![
                act(|tx| {
                    note(tx, 1, 7);
                    add(tx, 1, 1, 100);
                    Ok(1)
                }),
                act(|tx| {
                    note(tx, 1, 8);
                    add(tx, 1, 1, 20);
                    Ok(2)
                }),
                act(|tx| insert(tx, 1, 3, 3).map(|()| 3).map_err(Into::into)),
                act(|tx| Ok(i64::try_from(log(tx, 1)?.len()).unwrap())),
            ],
        );
        let Err(Refusal::Store(error)) = &results[0] else { panic!("the row was there: {:?}", results[0]) };
        assert_eq!(error.kind, StoreErrorKind::Duplicate);
        assert_eq!(results[1..], [Ok(2), Ok(3), Ok(2)]);
        let kept = db
            .db
            .read_blocking(|reader| Ok::<_, Refusal>((log(reader, 1)?, sums(reader, 1)?, plain(reader, 1)?)));
        assert_eq!(kept, Ok((vec![7, 8], vec![(1, 20)], vec![(3, 3)])));
    });
}

#[test]
fn an_act_cannot_pass_over_an_error_of_the_engine() {
    on_both_engines(&[STORY], |db| {
        let results = together(
            db,
            vec![
                act(|tx| {
                    insert(tx, 1, 1, 1)?;
                    Ok(1)
                }),
                act(|tx| {
                    note(tx, 1, 2);
                    let _ = insert(tx, 1, 1, 2);
                    Ok(2)
                }),
                act(|tx| {
                    note(tx, 1, 3);
                    Ok(3)
                }),
            ],
        );
        let Err(Refusal::Store(error)) = &results[1] else {
            panic!("it must not seem kept: {:?}", results[1])
        };
        assert_eq!(error.kind, StoreErrorKind::Duplicate);
        assert_eq!((&results[0], &results[2]), (&Ok(1), &Ok(3)));
        assert_eq!(db.db.read_blocking(|reader| Ok::<_, Refusal>(log(reader, 1)?)), Ok(vec![3]));
    });
}

#[test]
fn a_counter_set_unread_by_a_refused_act_is_read_anew_by_the_next() {
    on_both_engines(&[STORY], |db| {
        db.db
            .write_blocking(|tx| {
                tx.set_folded(&(1, 1), Counter(41));
                Ok::<_, Refusal>(())
            })
            .unwrap();
        let results = together(
            db,
            vec![
                act(|tx| {
                    tx.set_folded(&(1, 1), Counter(1_000));
                    Err(Refusal::Own)
                }),
                act(|tx| Ok(count(tx, 1, 1)?)),
            ],
        );
        assert_eq!(results, [Err(Refusal::Own), Ok(42)]);
    });
}

#[test]
fn a_question_sees_what_the_act_and_its_neighbours_wrote_before_it() {
    on_both_engines(&[STORY], |db| {
        let results = together(
            db,
            vec![
                act(|tx| {
                    note(tx, 1, 1);
                    add(tx, 1, 1, 5);
                    Ok(count(tx, 1, 1)?)
                }),
                act(|tx| {
                    note(tx, 1, 2);
                    add(tx, 1, 1, 6);
                    count(tx, 1, 1)?;
                    assert_eq!((log(tx, 1)?, sums(tx, 1)?), (vec![1, 2], vec![(1, 11)]));
                    assert_eq!(counters(tx, 1)?, [(1, 2)]);
                    add(tx, 1, 1, 7);
                    Ok(tx.query_one("select amount from story_sum where world = $1", &values![1])?.int(0)?)
                }),
            ],
        );
        assert_eq!(results, [Ok(1), Ok(18)]);
    });
}

#[test]
fn a_statement_says_how_many_rows_it_touched() {
    on_both_engines(&[STORY], |db| {
        let touched = db.db.write_blocking(|tx| {
            (1..=3).try_for_each(|key| insert(tx, 1, key, 0))?;
            let sql = "update story_plain set value = $2 where world = $1 and key > 1";
            Ok::<_, Refusal>(tx.execute(sql, &values![1, 9])?)
        });
        assert_eq!(touched, Ok(2));
    });
}

#[test]
fn every_kind_of_value_comes_back_as_it_was_written() {
    on_both_engines(&[STORY], |db| {
        let row = db.db.write_blocking(|tx| {
            tx.append(&crate::tables::LOG, values![1, i64::MIN, "Rp 1 – “é”", Vec::<u8>::new()]);
            let nothing: Option<i64> = None;
            tx.append(&crate::tables::LOG, values![1, i64::MAX, nothing, vec![0_u8, 255]]);
            let sql = "select id, note, mark from story_log where world = $1 order by id";
            Ok::<_, Refusal>(tx.query(sql, &values![1])?)
        });
        let rows = row.unwrap();
        assert_eq!(rows[0].values(), values![i64::MIN, "Rp 1 – “é”", Vec::<u8>::new()]);
        assert_eq!(rows[1].values(), values![i64::MAX, None::<i64>, vec![0_u8, 255]]);
    });
}

/// Eight letters are as long as a number: the server alone would take them for one.
#[test]
fn a_text_is_not_taken_for_a_number() {
    let Some(db) = TestDb::postgres(&[STORY]) else { return };
    let refused = db.db.write_blocking(|tx| {
        let sql = "insert into story_plain (world, key, value) values ($1, $2, $3)";
        tx.execute(sql, &values![1, 1, "20261124"]).map_err(Refusal::from)
    });
    let Err(Refusal::Store(error)) = refused else { panic!("a text stands for a number: {refused:?}") };
    assert_eq!(error.kind, StoreErrorKind::Fault);
    assert_eq!(db.db.read_blocking(|reader| Ok::<_, Refusal>(plain(reader, 1)?)), Ok(vec![]));
}

/// A statement that writes may answer too; it is taken back like any other.
#[test]
fn a_question_that_writes_is_taken_back_with_its_act() {
    on_both_engines(&[STORY], |db| {
        let sql = "insert into story_plain (world, key, value) values ($1, $2, 0) \
                   on conflict do nothing returning key";
        let results = together(
            db,
            vec![
                act(move |tx| Ok(i64::try_from(tx.query(sql, &values![1, 1])?.len()).unwrap())),
                act(move |tx| {
                    tx.query(sql, &values![1, 2])?;
                    Err(Refusal::Own)
                }),
                act(move |tx| {
                    tx.lookup(sql, &values![1, 3])?;
                    Err(Refusal::Own)
                }),
                act(move |tx| Ok(i64::try_from(tx.query(sql, &values![1, 1])?.len()).unwrap())),
            ],
        );
        assert_eq!(results, [Ok(1), Err(Refusal::Own), Err(Refusal::Own), Ok(0)]);
        assert_eq!(db.db.read_blocking(|reader| Ok::<_, Refusal>(plain(reader, 1)?)), Ok(vec![(1, 0)]));
    });
}
