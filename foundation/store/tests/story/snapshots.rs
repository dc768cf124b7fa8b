//! A reader sees one moment, and neither waits for writers nor holds them up.

use std::sync::mpsc::channel;

use store::testing::on_both_engines;
use store::{Reader, StoreErrorKind, values};

use crate::tables::{Refusal, STORY, log, note};

fn noted(id: i64) -> impl FnMut(&mut store::Tx<'_>) -> Result<(), Refusal> + Send + 'static {
    move |tx| {
        note(tx, 1, id);
        Ok(())
    }
}

#[test]
fn a_snapshot_does_not_see_what_is_committed_after_it_began() {
    on_both_engines(&[STORY], |db| {
        db.db.write_blocking(noted(1)).unwrap();
        db.db
            .read_blocking(|reader| {
                assert_eq!(log(reader, 1)?, [1]);
                db.db.write_blocking(noted(2))?;
                assert_eq!(log(reader, 1)?, [1], "the writer was not held up, and the snapshot stands");
                Ok::<_, Refusal>(())
            })
            .unwrap();
        assert_eq!(db.db.read_blocking(|reader| Ok::<_, Refusal>(log(reader, 1)?)), Ok(vec![1, 2]));
    });
}

#[test]
fn a_reader_does_not_wait_for_an_act_that_is_running() {
    on_both_engines(&[STORY], |db| {
        let (started, running) = channel();
        let (finish, finished) = channel::<()>();
        std::thread::scope(|scope| {
            let writing = scope.spawn(move || {
                db.db.write_blocking(move |tx| {
                    note(tx, 1, 1);
                    assert_eq!(log(tx, 1)?, [1]);
                    let _ = started.send(());
                    let _ = finished.recv();
                    Ok::<_, Refusal>(())
                })
            });
            running.recv().unwrap();
            let seen = db.db.read_blocking(|reader| Ok::<_, Refusal>(log(reader, 1)?));
            assert_eq!(seen, Ok(vec![]), "nothing uncommitted is seen");
            drop(finish);
            writing.join().unwrap().unwrap();
        });
    });
}

#[test]
fn more_readers_than_connections_wait_their_turn() {
    on_both_engines(&[STORY], |db| {
        db.db.write_blocking(noted(1)).unwrap();
        std::thread::scope(|scope| {
            for _ in 0..12 {
                scope.spawn(|| {
                    for _ in 0..5 {
                        assert_eq!(
                            db.db.read_blocking(|reader| Ok::<_, Refusal>(log(reader, 1)?)),
                            Ok(vec![1])
                        );
                    }
                });
            }
        });
    });
}

#[test]
fn a_question_that_fails_or_panics_leaves_its_connection_usable() {
    on_both_engines(&[STORY], |db| {
        for _ in 0..6 {
            let wrong = db.db.read_blocking(|reader| Ok::<_, Refusal>(reader.query("select nothing", &[])?));
            let Err(Refusal::Store(error)) = wrong else { panic!("there is no such column") };
            assert_eq!(error.kind, StoreErrorKind::Fault);
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let panicked = runtime.block_on(db.db.read(|_| -> Result<(), Refusal> { panic!("on purpose") }));
            assert!(matches!(panicked, Err(Refusal::Store(error)) if error.kind == StoreErrorKind::Fault));
        }
        assert_eq!(db.db.read_blocking(|reader| Ok::<_, Refusal>(log(reader, 1)?)), Ok(vec![]));
    });
}

#[test]
fn a_snapshot_cannot_write() {
    on_both_engines(&[STORY], |db| {
        let sql = "insert into story_plain (world, key, value) values (1, 1, 1) returning key";
        let written = db.db.read_blocking(|reader| Ok::<_, Refusal>(reader.query(sql, &[])?));
        assert!(written.is_err(), "a snapshot only reads");
        let count = "select count(*) from story_plain where world = $1";
        let rows =
            db.db.read_blocking(|reader| Ok::<_, Refusal>(reader.query_one(count, &values![1])?.int(0)?));
        assert_eq!(rows, Ok(0));
    });
}
