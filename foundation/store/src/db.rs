//! The handle that the program holds: writes, commands, snapshots.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::oneshot;

use crate::backend::{Backend, CommandKey};
use crate::fold::Folds;
use crate::group::{COMMANDS, GROUP_LIMIT, Job, run_group};
use crate::postgres::PostgresBackend;
use crate::sqlite::SqliteBackend;
use crate::tx::{Reader, Tx};
use crate::value::{Row, Value};
use crate::{StoreError, StoreErrorKind, values};

/// Snapshots open at the same time.
const READERS: usize = 4;

/// Connections that write on PostgreSQL: one a core. More only divide the waiting acts into smaller
/// commits (on two cores: two 9,000 acts a second, four 3,400). Acts of one cooperative always take the
/// same one, so they never wait for each other's locks.
fn postgres_writers() -> usize {
    std::thread::available_parallelism().map_or(2, |cores| cores.get().clamp(2, 8))
}

/// How long a group waits for each further caller it expects.
const LINGER: Duration = Duration::from_micros(200);

/// Which engine keeps the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file beside the program.
    Sqlite,
    /// A server, `postgres://…`.
    Postgres,
}

/// A command: an act that whoever sends it may repeat, because an answer was lost.
#[derive(Debug, Clone)]
pub struct Command {
    /// The cooperative, or 0.
    pub tenant: i64,
    /// The key made by the sender.
    pub key: String,
    /// When it arrived, in microseconds since 1970 UTC.
    pub at: i64,
}

/// The answer to a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer<T> {
    /// What the act gave.
    pub value: T,
    /// Whether the act had been done before under this key.
    pub repeated: bool,
}

/// An open database. Clones share it.
#[derive(Clone)]
pub struct Db {
    inner: Arc<Inner>,
}

struct Inner {
    location: String,
    engine: Engine,
    writers: Vec<Sender<Box<dyn Job>>>,
    threads: Mutex<Vec<JoinHandle<()>>>,
    readers: Mutex<Readers>,
    free: Condvar,
}

struct Readers {
    idle: Vec<Backend>,
    open: usize,
}

impl Drop for Inner {
    fn drop(&mut self) {
        // Readers go first: the last connection to close folds the log into the file, and only a writer can.
        // A connection to PostgreSQL waits while it closes, which an asynchronous thread may not.
        let idle = std::mem::take(&mut self.readers.get_mut().unwrap_or_else(PoisonError::into_inner).idle);
        let _ = std::thread::spawn(move || drop(idle)).join();
        // Writers end when their queue closes; waiting for them leaves the file closed and whole.
        self.writers.clear();
        let threads = std::mem::take(&mut *self.threads.lock().unwrap_or_else(PoisonError::into_inner));
        // A writer may itself let go of the last handle, with the act that held it; it cannot wait for itself.
        let this = std::thread::current().id();
        for thread in threads.into_iter().filter(|thread| thread.thread().id() != this) {
            let _ = thread.join();
        }
    }
}

impl Db {
    /// Opens a file path or a `postgres://` URL. A file that is not there is made only with `create`,
    /// so that a mistyped path does not silently become an empty database.
    pub fn open(location: &str, create: bool) -> Result<Self, StoreError> {
        let engine = match location.starts_with("postgres://") || location.starts_with("postgresql://") {
            true => Engine::Postgres,
            false => Engine::Sqlite,
        };
        let count = match engine {
            Engine::Sqlite => 1,
            Engine::Postgres => postgres_writers(),
        };
        let mut writers = Vec::with_capacity(count);
        let mut threads = Vec::with_capacity(count);
        for n in 0..count {
            // The first connection is opened here, so that a wrong location is refused at once.
            let first = if n == 0 { Some(connect(location, engine, create, true)?) } else { None };
            let (sender, queue) = channel();
            let location = location.to_owned();
            let thread = std::thread::Builder::new()
                .name(format!("store-writer-{n}"))
                .spawn(move || write_loop(&location, engine, first, &queue))
                .map_err(|error| StoreError::new(StoreErrorKind::Fault, error))?;
            writers.push(sender);
            threads.push(thread);
        }
        let inner = Inner {
            location: location.to_owned(),
            engine,
            writers,
            threads: Mutex::new(threads),
            readers: Mutex::new(Readers { idle: Vec::new(), open: 0 }),
            free: Condvar::new(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        self.inner.engine
    }

    /// The file of an SQLite database.
    pub fn path(&self) -> Option<PathBuf> {
        (self.inner.engine == Engine::Sqlite).then(|| PathBuf::from(&self.inner.location))
    }

    /// Runs an act in a transaction; answers after the commit is durable. The act may be run again
    /// where another writer was first, so it must not do anything but write through `tx`.
    pub async fn write<T, E, F>(&self, act: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.submit(0, None, act).await.unwrap_or_else(|_| Err(gone().into()))
    }

    /// As [`Db::write`], for callers that are not asynchronous.
    pub fn write_blocking<T, E, F>(&self, act: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.submit(0, None, act).blocking_recv().unwrap_or_else(|_| Err(gone().into()))
    }

    /// Runs an act once under the sender's key: a repeat gets the first answer and writes nothing.
    pub async fn command<T, E, F>(&self, command: Command, act: F) -> Result<Answer<T>, E>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.submit_command(command, act).await.unwrap_or_else(|_| Err(gone().into()))
    }

    /// As [`Db::command`], for callers that are not asynchronous.
    pub fn command_blocking<T, E, F>(&self, command: Command, act: F) -> Result<Answer<T>, E>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.submit_command(command, act).blocking_recv().unwrap_or_else(|_| Err(gone().into()))
    }

    fn submit_command<T, E, F>(&self, command: Command, mut act: F) -> oneshot::Receiver<Result<Answer<T>, E>>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let key: CommandKey = (command.tenant, command.key);
        let fault = |error: serde_json::Error| StoreError::new(StoreErrorKind::Fault, error);
        self.submit(command.tenant, Some(key.clone()), move |tx| {
            if let Some(answer) = tx.answer(&key) {
                let value = serde_json::from_str(answer).map_err(fault)?;
                return Ok(Answer { value, repeated: true });
            }
            let value = act(tx)?;
            let answer = serde_json::to_string(&value).map_err(fault)?;
            tx.append(&COMMANDS, values![key.0, key.1.as_str(), answer.as_str(), command.at]);
            tx.keep_answer(key.clone(), answer);
            Ok(Answer { value, repeated: false })
        })
    }

    fn submit<T, E, F>(&self, tenant: i64, key: Option<CommandKey>, act: F) -> oneshot::Receiver<Result<T, E>>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let writers = &self.inner.writers;
        let place = usize::try_from(tenant.unsigned_abs()).unwrap_or(0) % writers.len().max(1);
        if let Some(writer) = writers.get(place) {
            // A closed queue drops the job, and with it the reply: the caller is told.
            let _ = writer.send(Box::new(Act { key, act, result: None, reply }));
        }
        answer
    }

    /// A snapshot: what was committed before it began, whatever writers do meanwhile.
    pub async fn read<T, E, F>(&self, question: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut Snapshot<'_>) -> Result<T, E> + Send + 'static,
    {
        let db = self.clone();
        tokio::task::spawn_blocking(move || db.read_blocking(question))
            .await
            .unwrap_or_else(|error| Err(StoreError::new(StoreErrorKind::Fault, error).into()))
    }

    /// As [`Db::read`], for callers that are not asynchronous.
    pub fn read_blocking<T, E, F>(&self, question: F) -> Result<T, E>
    where
        E: From<StoreError>,
        F: FnOnce(&mut Snapshot<'_>) -> Result<T, E>,
    {
        let mut reader = Borrowed { inner: &self.inner, backend: Some(self.inner.reader()?) };
        let Some(backend) = reader.backend.as_mut() else { return Err(gone().into()) };
        backend.begin_read()?;
        question(&mut Snapshot { backend })
    }

    pub(crate) fn schema(&self, sql: &'static str) -> Result<(), StoreError> {
        self.write_blocking(move |tx| tx.schema(sql))
    }

    /// Folds the write-ahead log into the file, so that the file alone is the database.
    pub(crate) fn fold_log(&self) -> Result<(), StoreError> {
        match connect(&self.inner.location, self.inner.engine, false, true)? {
            Backend::Sqlite(mut engine) => engine.query("pragma wal_checkpoint(truncate)", &[]).map(drop),
            Backend::Postgres(_) => Ok(()),
        }
    }

    /// Copies an SQLite database into a file while others go on writing.
    pub(crate) fn backup_file(&self, target: &Path) -> Result<(), StoreError> {
        let source = connect(&self.inner.location, self.inner.engine, false, false)?;
        let Backend::Sqlite(source) = source else {
            return Err(StoreError::new(StoreErrorKind::Fault, "only an SQLite database is one file"));
        };
        let mut target = rusqlite::Connection::open(target)?;
        let backup = rusqlite::backup::Backup::new(source.connection(), &mut target)?;
        // All pages in one step: the copy is one snapshot, and WAL writers are not held up by it.
        backup.run_to_completion(i32::MAX, std::time::Duration::ZERO, None)?;
        Ok(())
    }
}

fn gone() -> StoreError {
    StoreError::new(StoreErrorKind::Fault, "the writer has ended")
}

fn connect(location: &str, engine: Engine, create: bool, writer: bool) -> Result<Backend, StoreError> {
    Ok(match engine {
        Engine::Sqlite => Backend::Sqlite(SqliteBackend::open(Path::new(location), create, writer)?),
        Engine::Postgres => Backend::Postgres(Box::new(PostgresBackend::open(location)?)),
    })
}

fn write_loop(location: &str, engine: Engine, first: Option<Backend>, queue: &Receiver<Box<dyn Job>>) {
    let mut backend = first;
    // Callers who were answered together tend to come back together: the next group waits a moment for
    // as many as the last one had. A lone caller never waits.
    let mut expected = 1;
    let mut folds = Folds::default();
    while let Ok(job) = queue.recv() {
        let mut jobs = vec![job];
        while jobs.len() < GROUP_LIMIT {
            let next = match jobs.len() < expected {
                true => queue.recv_timeout(LINGER).ok(),
                false => queue.try_recv().ok(),
            };
            let Some(job) = next else { break };
            jobs.push(job);
        }
        expected = jobs.len();
        if backend.as_ref().is_none_or(is_closed) {
            match connect(location, engine, false, true) {
                Ok(open) => backend = Some(open),
                Err(error) => {
                    jobs.into_iter().for_each(|job| job.answer(Err(error.clone())));
                    continue;
                }
            }
        }
        if let Some(backend) = backend.as_mut() {
            run_group(backend, &mut folds, jobs);
        }
    }
}

fn is_closed(backend: &Backend) -> bool {
    match backend {
        Backend::Sqlite(_) => false,
        Backend::Postgres(engine) => engine.is_closed(),
    }
}

struct Act<T, E, F> {
    key: Option<CommandKey>,
    act: F,
    result: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Job for Act<T, E, F>
where
    T: Send,
    E: From<StoreError> + Send,
    F: FnMut(&mut Tx<'_>) -> Result<T, E> + Send,
{
    fn key(&self) -> Option<&CommandKey> {
        self.key.as_ref()
    }

    fn forget(&mut self) {
        self.result = None;
    }

    fn run(&mut self, tx: &mut Tx<'_>) -> bool {
        let act = &mut self.act;
        // A panic in one act must not end the writer for all: it is taken back like a refusal.
        let result = catch_unwind(AssertUnwindSafe(|| act(tx)));
        let result =
            result.unwrap_or_else(|_| Err(StoreError::new(StoreErrorKind::Fault, "an act panicked").into()));
        self.result.insert(result).is_ok()
    }

    fn answer(self: Box<Self>, commit: Result<(), StoreError>) {
        let result = match (commit, self.result) {
            (Ok(()), Some(result)) | (Err(_), Some(result @ Err(_))) => result,
            (Err(error), _) => Err(error.into()),
            (Ok(()), None) => Err(gone().into()),
        };
        // Whoever asked may have gone away; the work is done all the same.
        let _ = self.reply.send(result);
    }
}

/// What was committed when the snapshot began.
pub struct Snapshot<'c> {
    backend: &'c mut Backend,
}

impl Snapshot<'_> {
    /// As [`Reader::query`], for statements made from the schema.
    pub(crate) fn query_text(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.backend.query(sql, params)
    }
}

impl Reader for Snapshot<'_> {
    fn query(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.backend.query(sql, params)
    }
}

struct Borrowed<'i> {
    inner: &'i Inner,
    backend: Option<Backend>,
}

impl Drop for Borrowed<'_> {
    fn drop(&mut self) {
        let mut readers = self.inner.readers.lock().unwrap_or_else(PoisonError::into_inner);
        match self.backend.take() {
            Some(mut backend) if !is_closed(&backend) => {
                // Ends the snapshot, also where a statement failed; there is nothing to lose.
                let _ = backend.batch("rollback");
                readers.idle.push(backend);
            }
            _ => readers.open = readers.open.saturating_sub(1),
        }
        self.inner.free.notify_one();
    }
}

impl Inner {
    fn reader(&self) -> Result<Backend, StoreError> {
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(backend) = readers.idle.pop() {
                return Ok(backend);
            }
            if readers.open < READERS {
                readers.open += 1;
                drop(readers);
                return connect(&self.location, self.engine, false, false).inspect_err(|_| {
                    self.readers.lock().unwrap_or_else(PoisonError::into_inner).open -= 1;
                    self.free.notify_one();
                });
            }
            readers = self.free.wait(readers).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
