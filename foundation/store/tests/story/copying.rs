//! Backup, and copying from one engine to the other.

use store::testing::{TestDb, on_both_engines};
use store::{
    Command, Db, Engine, Reader, StoreError, StoreErrorKind, Tx, backup, copy, integrity, next_number,
    table_names, values,
};

use crate::tables::{LOG, STORY, count, insert, log, plain, sums};

/// More rows than are copied at a time, with every kind of value.
fn furnish(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    for id in 1..=4_100 {
        let text = (id % 3 > 0).then(|| format!("catatan – {id}"));
        tx.append(&LOG, values![id % 7, id, text, (id % 2 > 0).then(|| vec![0_u8, 255])]);
    }
    crate::tables::add(tx, 1, 1, -5);
    count(tx, 1, 1)?;
    next_number(tx, 1, "BKM/2026")?;
    insert(tx, 1, i64::MIN, i64::MAX)
}

/// All that is in the tables, as text.
fn everything(db: &Db) -> String {
    let tables = [
        "select world, id, note, mark from story_log order by world, id",
        "select world, key, amount from story_sum order by world, key",
        "select world, key, value from story_counter order by world, key",
        "select world, key, value from story_plain order by world, key",
        "select tenant, name, last from store_sequence order by tenant, name",
    ];
    let rows = |reader: &mut store::Snapshot<'_>| tables.iter().map(|sql| reader.query(sql, &[])).collect();
    let rows: Result<Vec<_>, StoreError> = db.read_blocking(rows);
    format!("{:?}", rows.unwrap())
}

#[test]
fn a_backup_is_a_database_that_can_be_worked_with() {
    on_both_engines(&[STORY], |db| {
        db.db.write_blocking(furnish).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("cadangan.db");
        backup(&db.db, &file, &[STORY], 1).unwrap();
        let files: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(files, ["cadangan.db"], "the file alone is the database");
        let copied = Db::open(&file.to_string_lossy(), false).unwrap();
        assert_eq!(copied.engine(), Engine::Sqlite);
        assert_eq!(copied.migrate(&[STORY], 2), Ok(vec![]));
        assert_eq!((integrity(&copied), integrity(&db.db)), (Ok("ok".to_owned()), Ok("ok".to_owned())));
        assert_eq!(everything(&copied), everything(&db.db));
        assert_eq!(copied.write_blocking(|tx| next_number(tx, 1, "BKM/2026")), Ok(2));
        let again = backup(&db.db, &file, &[STORY], 3);
        assert_eq!(
            again.map_err(|error| error.kind),
            Err(StoreErrorKind::Duplicate),
            "a backup is not overwritten"
        );
    });
}

#[test]
fn a_backup_is_of_one_moment_while_others_write() {
    on_both_engines(&[STORY], |db| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("cadangan.db");
        std::thread::scope(|scope| {
            let writing = scope.spawn(|| {
                for n in 1..=100 {
                    let act = move |tx: &mut Tx<'_>| {
                        crate::tables::note(tx, 1, n);
                        crate::tables::add(tx, 1, 1, 1);
                        insert(tx, 1, n, n)
                    };
                    db.db.write_blocking(act).unwrap();
                }
            });
            backup(&db.db, &file, &[STORY], 1).unwrap();
            writing.join().unwrap();
        });
        let copied = Db::open(&file.to_string_lossy(), false).unwrap();
        let seen = copied.read_blocking(|reader| {
            let total = sums(reader, 1)?.first().map_or(0, |(_, amount)| *amount);
            Ok::<_, StoreError>((
                log(reader, 1)?.len(),
                plain(reader, 1)?.len(),
                usize::try_from(total).unwrap(),
            ))
        });
        let (notes, plain, total) = seen.unwrap();
        assert_eq!((notes, plain), (total, total), "every act is whole in the copy");
    });
}

#[test]
fn a_database_moves_to_the_other_engine_and_back() {
    let laptop = TestDb::sqlite(&[STORY]);
    let Some(server) = TestDb::postgres(&[STORY]) else { return };
    laptop.db.write_blocking(furnish).unwrap();
    let mut told = 0;
    let rows = copy(&laptop.db, &server.db, &[STORY], |_, rows| told = rows).unwrap();
    assert_eq!((rows, told), (4_104, 4_104));
    assert_eq!(everything(&server.db), everything(&laptop.db));
    let home = TestDb::sqlite(&[STORY]);
    assert_eq!(copy(&server.db, &home.db, &[STORY], |_, _| {}), Ok(4_104));
    assert_eq!(everything(&home.db), everything(&laptop.db));
}

#[test]
fn a_database_with_rows_is_not_copied_over() {
    let from = TestDb::sqlite(&[STORY]);
    let to = TestDb::sqlite(&[STORY]);
    from.db.write_blocking(furnish).unwrap();
    to.db.write_blocking(|tx| insert(tx, 1, 1, 1)).unwrap();
    let refused = copy(&from.db, &to.db, &[STORY], |_, _| {});
    assert_eq!(refused.map_err(|error| error.kind), Err(StoreErrorKind::Duplicate));
    assert_eq!(to.db.read_blocking(|reader| log(reader, 1)), Ok(vec![]), "nothing was mixed in");
}

#[test]
fn the_tables_are_known_from_the_migrations() {
    let names = table_names(&[STORY]);
    let own = ["store_command", "store_sequence", "store_fact"];
    assert_eq!(names, [&own[..], &["story_log", "story_sum", "story_counter", "story_plain"]].concat());
}

/// What was done under a command is not done again on the new machine.
#[test]
fn a_command_sent_again_after_a_move_gets_the_first_answer() {
    on_both_engines(&[STORY], |db| {
        let send = |db: &Db| {
            let command = Command { tenant: 1, key: "setor-0001".to_owned(), at: 0 };
            db.command_blocking(command, |tx| next_number(tx, 1, "BKM/2026"))
                .map(|answer| (answer.value, answer.repeated))
        };
        assert_eq!(send(&db.db), Ok((1, false)));
        let moved = TestDb::sqlite(&[STORY]);
        copy(&db.db, &moved.db, &[STORY], |_, _| {}).unwrap();
        assert_eq!(send(&moved.db), Ok((1, true)));
    });
}

#[test]
fn a_file_with_a_damaged_page_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rusak.db");
    let db = TestDb::sqlite(&[STORY]);
    db.db.write_blocking(furnish).unwrap();
    backup(&db.db, &file, &[STORY], 1).unwrap();
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[4_096 * 12..4_096 * 14].fill(0xA5);
    std::fs::write(&file, bytes).unwrap();
    let damaged = Db::open(&file.to_string_lossy(), false).unwrap();
    assert_ne!(integrity(&damaged), Ok("ok".to_owned()));
}
