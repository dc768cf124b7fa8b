//! Opening, copying, losing a connection.

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};

use store::testing::{TestDb, on_both_engines};
use store::{Db, Engine, Reader, StoreError, StoreErrorKind, values};

use crate::tables::{Refusal, STORY, insert, log, note, plain};

fn kind_of(opened: Result<Db, StoreError>) -> StoreErrorKind {
    opened.err().expect("it cannot be opened").kind
}

#[test]
fn a_path_that_is_not_there_is_refused_and_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("salah-ketik.db");
    let location = path.to_string_lossy();
    assert_eq!(kind_of(Db::open(&location, false)), StoreErrorKind::Unreachable);
    assert!(!path.exists(), "a mistyped path does not become an empty database");
    let deeper = folder.path().join("tidak-ada/data.db");
    assert_eq!(kind_of(Db::open(&deeper.to_string_lossy(), true)), StoreErrorKind::Unreachable);
    let db = Db::open(&location, true).unwrap();
    assert_eq!((db.engine(), db.path()), (Engine::Sqlite, Some(path.clone())));
    drop(db);
    assert!(Db::open(&location, false).is_ok());
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("surat.txt");
    std::fs::write(&path, "Kepada Yth. Ketua Koperasi, ".repeat(100)).unwrap();
    assert_eq!(kind_of(Db::open(&path.to_string_lossy(), true)), StoreErrorKind::Unreachable);
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("Kepada"), "it is left as it was");
}

#[test]
fn a_server_that_does_not_answer_is_refused_at_once() {
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let location = format!("postgres://siapa@{closed}/data");
    let error = Db::open(&location, true).err().expect("nobody listens there");
    assert_eq!(error.kind, StoreErrorKind::Unreachable);
    assert!(error.to_string().contains("sokoguru doctor"), "the sentence says what to do");
}

/// Every connection is cut, as when the server restarts: whoever comes first may be told so, and then
/// all goes on.
#[test]
fn a_lost_connection_is_made_anew() {
    let Some(db) = TestDb::postgres(&[STORY]) else { return };
    let noted = |id: i64| {
        db.db.write_blocking(move |tx| {
            note(tx, 1, id);
            Ok::<_, StoreError>(())
        })
    };
    let seen = || db.db.read_blocking(|reader| log(reader, 1));
    noted(1).unwrap();
    assert_eq!(seen(), Ok(vec![1]));
    cut_connections(&db);
    for id in 2..=3 {
        if let Err(error) = noted(id) {
            assert_eq!((id, error.kind), (2, StoreErrorKind::Unreachable), "{}", error.cause());
            noted(id).expect("the connection is made anew");
        }
    }
    if let Err(error) = seen() {
        assert_eq!(error.kind, StoreErrorKind::Unreachable, "{}", error.cause());
    }
    assert_eq!(seen(), Ok(vec![1, 2, 3]));
}

fn cut_connections(db: &TestDb) {
    let backend = "select cast(pg_backend_pid() as bigint)";
    let writer = db.db.write_blocking(|tx| tx.query_one(backend, &[])?.int(0)).unwrap();
    let reader = db.db.read_blocking(|reader| reader.query_one(backend, &[])?.int(0)).unwrap();
    let other = Db::open(&db.location, false).unwrap();
    for pid in [writer, reader] {
        let cut = "select cast(pg_terminate_backend(cast($1 as integer), 5000) as text)";
        let done = other.read_blocking(|reader| reader.query_one(cut, &values![pid])?.text(0));
        assert_eq!(done, Ok("true".to_owned()));
    }
}

/// The last handle may go away with the closure of an act, on the writer's own thread.
#[test]
fn the_last_handle_may_be_dropped_by_the_writer() {
    on_both_engines(&[STORY], |db| {
        let last = Db::open(&db.location, false).unwrap();
        let held = Arc::new(last.clone());
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (dropped, seen) = channel();
        let (gone, left_alone) = channel::<()>();
        let sent = WhenDropped(dropped);
        let act = move |tx: &mut store::Tx<'_>| {
            let _ = (&held, &sent, left_alone.recv());
            note(tx, 1, 1);
            Ok::<_, Refusal>(())
        };
        // The sender gives up waiting; the act then owns the last handle.
        let mut asked = Box::pin(async move { last.write(act).await });
        runtime.block_on(async {
            let once = std::future::poll_fn(|context| {
                let _ = asked.as_mut().poll(context);
                std::task::Poll::Ready(())
            });
            once.await;
        });
        drop(asked);
        drop(gone);
        seen.recv_timeout(std::time::Duration::from_secs(10)).expect("the act is run and let go");
        assert_eq!(db.db.read_blocking(|reader| log(reader, 1)), Ok(vec![1]));
    });
}

/// Says when it goes away.
struct WhenDropped(Sender<()>);

impl Drop for WhenDropped {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}

/// A connection to a server waits while it closes, which an asynchronous thread may not do.
#[test]
fn the_last_handle_may_be_dropped_by_an_asynchronous_thread() {
    on_both_engines(&[STORY], |db| {
        let last = Db::open(&db.location, false).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async move {
            last.write(|tx| insert(tx, 1, 1, 1)).await.unwrap();
            assert_eq!(last.read(|reader| plain(reader, 1)).await, Ok(vec![(1, 1)]));
            drop(last);
        });
        assert_eq!(db.db.read_blocking(|reader| plain(reader, 1)), Ok(vec![(1, 1)]));
    });
}
