//! The process is killed while it posts: what was answered is there, what is there is whole, and sending
//! everything again brings each entry exactly once.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command as Process, Stdio};
use std::sync::atomic::{AtomicI64, Ordering};

use kernel::CooperativeId;
use ledger::{Activity, Entry, LedgerError, Posted};
use store::testing::TestDb;
use store::{Answer, Command, Db, Reader, values};

use crate::books::{Books, TODAY, deposit, sale};

/// Names the database for the process that is going to be killed.
const LOCATION: &str = "SOKOGURU_LEDGER_CRASH_LOCATION";

const KEYS: i64 = 1_000;
const CLERKS: i64 = 64;
const COOPERATIVES: [CooperativeId; 3] = [CooperativeId(1), CooperativeId(2), CooperativeId(3)];

fn key(n: i64) -> String {
    format!("kunci-{n:04}")
}

/// The entry of a key carries it as its description.
fn send(db: &Db, n: i64) -> Result<Answer<Posted>, LedgerError> {
    let cooperative = COOPERATIVES[usize::try_from(n).unwrap() % COOPERATIVES.len()];
    let entry = if n % 2 == 0 { deposit(TODAY, n, 10 + n) } else { sale(TODAY, Activity::Member, 20 + n, n) };
    let entry = Entry { cooperative, description: key(n), ..entry };
    let command = Command { tenant: cooperative.0, key: key(n), at: entry.at.0 };
    db.command_blocking(command, move |tx| ledger::post(tx, &entry))
}

/// Sends all keys from many clerks at once.
fn send_all(db: &Db, clerks: i64, answered: impl Fn(i64, Answer<Posted>) + Sync) {
    let next = AtomicI64::new(1);
    std::thread::scope(|scope| {
        for _ in 0..clerks {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n > KEYS {
                        break;
                    }
                    let answer = send(db, n).unwrap_or_else(|error| panic!("{}: {error:?}", key(n)));
                    answered(n, answer);
                }
            });
        }
    });
}

/// Not a test by itself: the process that the tests below start and kill.
#[test]
fn a_clerks_office_that_will_be_killed() {
    let Ok(location) = std::env::var(LOCATION) else { return };
    let db = Db::open(&location, false).unwrap();
    println!();
    send_all(&db, CLERKS, |n, answer| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "ANSWERED {} {}", key(n), answer.value.document).unwrap();
        out.flush().unwrap();
    });
    // Only a kill ends this process, so that no run ends tidily.
    std::thread::sleep(std::time::Duration::from_secs(60));
}

fn start(location: &str) -> Child {
    Process::new(std::env::current_exe().unwrap())
        .args(["--exact", "crash::a_clerks_office_that_will_be_killed", "--nocapture", "--test-threads=1"])
        .env(LOCATION, location)
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap()
}

/// Lets the process answer so many keys and kills it. Gives every answer that it gave, with its document.
fn answers_before_the_kill(location: &str, enough: usize) -> BTreeMap<String, String> {
    let mut child = start(location);
    let mut answers = BTreeMap::new();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    while let Some(Ok(line)) = lines.next() {
        // What is in the pipe when the kill comes was answered too. The last line may be cut short.
        if let Some((key, document)) = line.strip_prefix("ANSWERED ").and_then(|rest| rest.split_once(' ')) {
            answers.insert(key.to_owned(), document.to_owned());
        }
        if answers.len() == enough {
            child.kill().unwrap();
        }
    }
    let status = child.wait().unwrap();
    assert!(!status.success(), "it was killed");
    assert!(answers.len() >= enough, "it answered {} keys before it was killed", answers.len());
    answers
}

/// The document of every key that is in the books; the books are sound, and no key is there twice.
fn keys_in_books(db: &Db) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for cooperative in COOPERATIVES {
        let books = Books { db, cooperative };
        let entries = books.entries();
        books.assert_sound(i64::try_from(entries.len()).unwrap());
        for (number, entry) in (1_i64..).zip(entries) {
            assert_eq!(entry.document, format!("BKM/2026/{number:05}"), "no number is missing");
            let place = (cooperative.0, entry.document);
            assert_eq!(found.insert(entry.description, place), None, "each key is there once");
        }
    }
    found.into_iter().map(|(key, (_, document))| (key, document)).collect()
}

fn check_after_the_kill(location: &str, answers: &BTreeMap<String, String>) {
    let db = Db::open(location, false).expect("the database opens again");
    let before = keys_in_books(&db);
    for (key, document) in answers {
        assert_eq!(before.get(key), Some(document), "what was answered is there");
    }
    send_all(&db, 16, |n, answer| {
        let there = before.get(&key(n));
        assert_eq!(answer.repeated, there.is_some(), "{}", key(n));
        assert!(there.is_none_or(|document| *document == answer.value.document), "the first answer again");
    });
    let after = keys_in_books(&db);
    assert_eq!(i64::try_from(after.len()).unwrap(), KEYS);
    assert!(before.iter().all(|(key, document)| after.get(key) == Some(document)));
}

#[test]
fn a_file_survives_the_kill_of_its_program() {
    // Answered keys before the kill: at the first, in the midst, near the end.
    for enough in [1, 130, 400, 800] {
        let folder = tempfile::tempdir().unwrap();
        let location = folder.path().join("koperasi.db").to_string_lossy().into_owned();
        let db = Db::open(&location, true).unwrap();
        db.migrate(&[ledger::MIGRATIONS], 0).unwrap();
        // Nobody else has it open: whoever opens it next must recover it.
        drop(db);
        let answers = answers_before_the_kill(&location, enough);
        check_after_the_kill(&location, &answers);
    }
}

#[test]
fn a_server_survives_the_kill_of_its_client() {
    for enough in [1, 130, 600] {
        let Some(database) = TestDb::postgres(&[ledger::MIGRATIONS]) else { return };
        let name = format!("sokoguru-crash-{}-{enough}", std::process::id());
        let answers =
            answers_before_the_kill(&format!("{}&application_name={name}", database.location), enough);
        wait_until_gone(&database.db, &name);
        check_after_the_kill(&database.location, &answers);
    }
}

/// The server may still be at work for a client that is dead.
fn wait_until_gone(db: &Db, name: &str) {
    let sql = "select count(*) from pg_stat_activity where application_name = $1";
    for _ in 0..500 {
        let left = db.read_blocking(|reader| reader.query_one(sql, &values![name])?.int(0)).unwrap();
        if left == 0 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the server still serves {name}");
}
