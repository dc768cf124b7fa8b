//! The schema is brought up to date once, whole, whoever else tries it.

use store::testing::{TestDb, on_both_engines};
use store::{Db, Migration, Reader, StoreError, pending_migrations};

use crate::tables::{STORY, insert, plain};

const WITH_A_SECOND_STEP: Migration = Migration {
    owner: "story",
    steps: &[
        STORY.steps[0],
        (
            "0002_extra",
            "-- a note; with a semicolon\n\
             create table story_extra (id bigint not null, picture blob, primary key (id));\n\
             create index story_extra_by_picture on story_extra (picture);\n",
        ),
    ],
};

const SPOILT: Migration = Migration {
    owner: "story",
    steps: &[
        STORY.steps[0],
        ("0002_extra", "create table story_extra (id bigint not null, primary key (id)); create nonsense;"),
    ],
};

#[test]
fn migrating_twice_does_nothing_the_second_time() {
    on_both_engines(&[STORY], |db| {
        assert_eq!(db.db.migrate(&[STORY], 2), Ok(vec![]));
        assert_eq!(pending_migrations(&db.db, &[STORY]), Ok(vec![]));
        assert_eq!(
            pending_migrations(&db.db, &[WITH_A_SECOND_STEP]),
            Ok(vec!["story/0002_extra".to_owned()])
        );
        db.db.write_blocking(|tx| insert(tx, 1, 1, 1)).unwrap();
        assert_eq!(db.db.migrate(&[WITH_A_SECOND_STEP], 3), Ok(vec!["story/0002_extra".to_owned()]));
        assert_eq!(db.db.migrate(&[WITH_A_SECOND_STEP], 4), Ok(vec![]));
        assert_eq!(db.db.read_blocking(|reader| plain(reader, 1)), Ok(vec![(1, 1)]), "rows stay");
        let log = db.db.read_blocking(|reader| {
            let sql = "select owner, step, applied_at from store_migration order by owner, step";
            reader.query(sql, &[])?.iter().map(|row| Ok((row.text(0)?, row.text(1)?, row.int(2)?))).collect()
        });
        let expected = [("store", "0001_store", 0), ("story", "0001_story", 0), ("story", "0002_extra", 3)];
        let expected = expected.map(|(owner, step, at)| (owner.to_owned(), step.to_owned(), at)).to_vec();
        assert_eq!(log, Ok::<_, StoreError>(expected));
    });
}

#[test]
fn a_database_without_a_log_lacks_every_step() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&folder.path().join("baru.db").to_string_lossy(), true).unwrap();
    let missing = pending_migrations(&db, &[STORY]).unwrap();
    assert_eq!(missing, ["store/0001_store", "story/0001_story"]);
}

/// A step that breaks off, by an error or by a power cut, leaves nothing, so that it can be tried again.
#[test]
fn a_step_is_applied_whole_or_not_at_all() {
    on_both_engines(&[STORY], |db| {
        assert!(db.db.migrate(&[SPOILT], 1).is_err());
        assert_eq!(pending_migrations(&db.db, &[SPOILT]), Ok(vec!["story/0002_extra".to_owned()]));
        assert_eq!(db.db.migrate(&[WITH_A_SECOND_STEP], 2), Ok(vec!["story/0002_extra".to_owned()]));
    });
}

/// The step and the note that it was applied are one commit: else the step would be tried again, in vain.
#[test]
fn a_step_without_its_note_does_not_stand() {
    let db = TestDb::sqlite(&[STORY]);
    let run = |sql: &'static str| db.db.write_blocking(move |tx| tx.execute(sql, &[])).unwrap();
    run("create trigger power_cut before insert on store_migration begin select raise(abort, 'cut'); end");
    assert!(db.db.migrate(&[WITH_A_SECOND_STEP], 1).is_err());
    run("drop trigger power_cut");
    assert_eq!(db.db.migrate(&[WITH_A_SECOND_STEP], 2), Ok(vec!["story/0002_extra".to_owned()]));
}

#[test]
fn two_processes_may_migrate_at_once() {
    on_both_engines(&[], |db| {
        let other = Db::open(&db.location, false).unwrap();
        let applied = std::thread::scope(|scope| {
            let first = scope.spawn(|| db.db.migrate(&[STORY], 1));
            let second = scope.spawn(|| other.migrate(&[STORY], 1));
            [first.join().unwrap(), second.join().unwrap()].map(|applied| applied.unwrap())
        });
        assert_eq!(applied.concat(), ["story/0001_story"], "one of the two applied it");
    });
}

#[test]
fn each_test_has_its_own_database() {
    on_both_engines(&[STORY], |db| {
        db.db.write_blocking(|tx| insert(tx, 1, 1, 1)).unwrap();
        let fresh = match db.db.engine() {
            store::Engine::Sqlite => TestDb::sqlite(&[STORY]),
            store::Engine::Postgres => TestDb::postgres(&[STORY]).unwrap(),
        };
        assert_eq!(fresh.db.read_blocking(|reader| plain(reader, 1)), Ok(vec![]));
    });
}
