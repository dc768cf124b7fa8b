//! Databases for tests: the same test on SQLite and on PostgreSQL, and acts that share a commit.
#![expect(clippy::expect_used, reason = "only tests use it: a test that cannot start has failed")]

use std::future::{Future, poll_fn};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::task::{Context, Poll};

use crate::{Db, Migration, StoreError};

static COUNT: AtomicU64 = AtomicU64::new(0);

/// A fresh database that goes away with the test.
pub struct TestDb {
    /// The open database.
    pub db: Db,
    /// Where it is: a path or a URL.
    pub location: String,
    folder: Option<PathBuf>,
    schema: Option<(String, String)>,
}

impl TestDb {
    /// A fresh SQLite file with these tables.
    pub fn sqlite(migrations: &[Migration]) -> Self {
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("sokoguru-test-{}-{n}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder for the test");
        let location = folder.join("test.db").to_string_lossy().into_owned();
        let db = Db::open(&location, true).expect("a database file");
        db.migrate(migrations, 0).expect("the schema");
        Self { db, location, folder: Some(folder), schema: None }
    }

    /// A fresh schema on the PostgreSQL server of the tests, or nothing where there is none.
    pub fn postgres(migrations: &[Migration]) -> Option<Self> {
        let server = std::env::var("SOKOGURU_TEST_POSTGRES").ok();
        let required = std::env::var("SOKOGURU_TEST_REQUIRE_ALL").is_ok_and(|value| value == "1");
        assert!(
            server.is_some() || !required,
            "the tests were to run on PostgreSQL too, but no server was given"
        );
        let server = server?;
        let n = COUNT.fetch_add(1, Ordering::Relaxed);
        let schema = format!("test_{}_{n}", std::process::id());
        let mut client = postgres::Client::connect(&server, postgres::NoTls).expect("the test server");
        client
            .batch_execute(&format!("drop schema if exists {schema} cascade; create schema {schema}"))
            .expect("a schema");
        let separator = if server.contains('?') { '&' } else { '?' };
        let location = format!("{server}{separator}options=-csearch_path%3D{schema}");
        let db = Db::open(&location, true).expect("the test server");
        db.migrate(migrations, 0).expect("the schema");
        Some(Self { db, location, folder: None, schema: Some((server, schema)) })
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        if let Some(folder) = self.folder.take() {
            let _ = std::fs::remove_dir_all(folder);
        }
        if let Some((server, schema)) = self.schema.take()
            && let Ok(mut client) = postgres::Client::connect(&server, postgres::NoTls)
        {
            // A lock held by a connection that is closing must not hang the test.
            let _ = client
                .batch_execute(&format!("set lock_timeout = '2s'; drop schema if exists {schema} cascade"));
        }
    }
}

/// Runs a test on a fresh SQLite database, then on a fresh PostgreSQL schema where a server is given.
pub fn on_both_engines(migrations: &[Migration], test: impl Fn(&TestDb)) {
    test(&TestDb::sqlite(migrations));
    if let Some(database) = TestDb::postgres(migrations) {
        test(&database);
    }
}

/// An act that has been asked for but not sent yet.
pub type Asked<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Makes an act ready for [`in_one_commit`]: `asked(db.write(…))`, `asked(db.command(…))`.
pub fn asked<'a, T>(act: impl Future<Output = T> + 'a) -> Asked<'a, T> {
    Box::pin(act)
}

/// Sends acts in this order while their writer is held up, so that they share one commit; gives their
/// results. On PostgreSQL the acts must belong to the writer of tenant 0.
pub fn in_one_commit<T>(db: &Db, mut acts: Vec<Asked<'_, T>>) -> Vec<T> {
    let (started, running) = channel();
    let (gate, opened) = channel::<()>();
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime for the test");
    std::thread::scope(|scope| {
        scope.spawn(move || {
            db.write_blocking(move |_| {
                let _ = started.send(());
                // Opens when the sender is dropped, also for a second try.
                let _ = opened.recv();
                Ok::<(), StoreError>(())
            })
        });
        running.recv().expect("the writer is held up");
        let mut gate = Some(gate);
        let mut results: Vec<Option<T>> = acts.iter().map(|_| None).collect();
        runtime.block_on(poll_fn(|context| {
            // Polled for the first time, an act is sent.
            let waiting = poll_all(&mut acts, &mut results, context);
            gate.take();
            if waiting { Poll::Pending } else { Poll::Ready(()) }
        }));
        results.into_iter().flatten().collect()
    })
}

/// Asks each act that has no result yet; says whether some still wait.
fn poll_all<T>(acts: &mut [Asked<'_, T>], results: &mut [Option<T>], context: &mut Context<'_>) -> bool {
    let mut waiting = false;
    for (act, result) in acts.iter_mut().zip(results).filter(|(_, result)| result.is_none()) {
        match act.as_mut().poll(context) {
            Poll::Ready(value) => *result = Some(value),
            Poll::Pending => waiting = true,
        }
    }
    waiting
}
