//! A full disk refuses what is new, keeps what is old, and is forgiven once there is room (SQLite).

use std::path::Path;
use std::process::Command;

use store::testing::{TestDb, asked, in_one_commit};
use store::{Db, Reader, StoreErrorKind, Tx, values};

use crate::tables::{LOG, Refusal, STORY, add, count, insert, log, plain, sums};

/// A row of 20 kB and its traces in the other tables.
fn heavy(tx: &mut Tx<'_>, id: i64) -> Result<i64, Refusal> {
    tx.append(&LOG, values![1, id, "berat", vec![7_u8; 20_000]]);
    add(tx, 1, 1, 1);
    count(tx, 1, 1)?;
    insert(tx, 1, id, id)?;
    Ok(id)
}

/// As many heavy acts as there is room for; then the refusal.
fn fill(db: &Db, from: i64) -> (i64, Refusal) {
    for id in from.. {
        if let Err(refusal) = db.write_blocking(move |tx| heavy(tx, id)) {
            return (id - from, refusal);
        }
        assert!(id < from + 10_000, "the disk never fills");
    }
    unreachable!("an id is always left")
}

fn assert_full(refusal: &Refusal) {
    let Refusal::Store(error) = refusal else { panic!("the act itself did not refuse") };
    assert_eq!(error.kind, StoreErrorKind::Full, "{}", error.cause());
    assert!(error.to_string().starts_with("Ruang simpan penuh"));
}

/// Exactly `kept` acts are there, each whole.
fn assert_whole(db: &Db, kept: &[i64]) {
    let (rows, sums, plain) = db
        .read_blocking(|reader| Ok::<_, Refusal>((log(reader, 1)?, sums(reader, 1)?, plain(reader, 1)?)))
        .expect("reading goes on");
    assert_eq!(rows, kept);
    assert_eq!(sums, [(1, i64::try_from(kept.len()).unwrap())]);
    assert_eq!(plain.iter().map(|(key, _)| *key).collect::<Vec<_>>(), kept);
}

#[test]
fn a_full_file_refuses_writers_serves_readers_and_goes_on_after_room_is_made() {
    let db = TestDb::sqlite(&[STORY]);
    let limit = |sql: &'static str| {
        db.db.write_blocking(move |tx| Ok::<_, Refusal>(tx.query(sql, &[])?.len())).unwrap();
    };
    limit("pragma max_page_count = 100");
    let (kept, refusal) = fill(&db.db, 1);
    assert!(kept > 3);
    assert_full(&refusal);
    let mut ids: Vec<i64> = (1..=kept).collect();
    assert_whole(&db.db, &ids);

    // A small act beside heavy ones in one commit still finds room.
    let small = |tx: &mut Tx<'_>| count(tx, 2, 1).map_err(Refusal::from);
    let heavy_one = |id: i64| asked(db.db.write(move |tx| heavy(tx, id)));
    let acts = vec![heavy_one(5_001), asked(db.db.write(small)), heavy_one(5_002)];
    let results = in_one_commit(&db.db, acts);
    assert_full(results[0].as_ref().unwrap_err());
    assert_eq!(results[1], Ok(1));
    assert_full(results[2].as_ref().unwrap_err());
    assert_whole(&db.db, &ids);

    limit("pragma max_page_count = 100000");
    assert_eq!(db.db.write_blocking(|tx| heavy(tx, 6_001)), Ok(6_001));
    ids.push(6_001);
    assert_whole(&db.db, &ids);
}

/// A small file system in memory; nothing where this process may not mount one.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"])
            .arg(folder.path())
            .output()
            .is_ok_and(|output| output.status.success());
        mounted.then_some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.path()).output();
    }
}

#[test]
fn a_full_disk_refuses_writers_serves_readers_and_goes_on_after_room_is_made() {
    let Some(disk) = SmallDisk::mount() else { return };
    let ballast = disk.path().join("foto.jpg");
    std::fs::write(&ballast, vec![0_u8; 400_000]).unwrap();
    let location = disk.path().join("kecil.db").to_string_lossy().into_owned();
    let db = Db::open(&location, true).unwrap();
    db.migrate(&[STORY], 0).unwrap();
    let (kept, refusal) = fill(&db, 1);
    assert!(kept > 3);
    assert_full(&refusal);
    let mut ids: Vec<i64> = (1..=kept).collect();
    assert_whole(&db, &ids);

    std::fs::remove_file(ballast).unwrap();
    assert_eq!(db.write_blocking(|tx| heavy(tx, 5_001)), Ok(5_001));
    ids.push(5_001);
    assert_whole(&db, &ids);
    drop(db);
    assert_whole(&Db::open(&location, false).expect("the file is whole"), &ids);
}
