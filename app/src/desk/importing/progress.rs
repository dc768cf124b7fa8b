//! Imports that are being recorded now: how far they are, and how they ended.
//!
//! Only what the page shows lives here; what is recorded is in the books, all of it or nothing. Where the
//! program ends meanwhile, the import is as it was before and can be recorded again.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError};

use import::Posted;
use kernel::{CooperativeId, Timestamp, UserId};
use line::Refused;
use store::Db;

use crate::desk::importing::bring::record_settled;

/// From so many rows on, the page does not wait for the end.
pub const WORTH_SHOWING: usize = 2_000;

struct Running {
    rows: usize,
    done: Arc<AtomicUsize>,
    ended: Option<Result<Posted, Refused>>,
}

type All = BTreeMap<(CooperativeId, i64), Running>;

static RUNNING: LazyLock<Mutex<All>> = LazyLock::new(Mutex::default);

/// A panic while the list was held leaves it usable: each row is written whole.
fn all() -> MutexGuard<'static, All> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How an import stands that is being recorded.
pub enum Standing {
    /// Rows done, and all.
    Running(usize, usize),
    /// How it ended.
    Ended(Result<Posted, Refused>),
}

/// How a recording stands; its end is told once.
pub fn standing(cooperative: CooperativeId, import: i64) -> Option<Standing> {
    let mut all = all();
    let running = all.get(&(cooperative, import))?;
    if running.ended.is_none() {
        return Some(Standing::Running(running.done.load(Ordering::Relaxed).min(running.rows), running.rows));
    }
    all.remove(&(cooperative, import)).and_then(|running| running.ended).map(Standing::Ended)
}

/// Begins to record on a thread of its own; nothing where it is being recorded already.
pub fn begin(db: Db, cooperative: CooperativeId, import: i64, rows: usize, (by, at): (UserId, Timestamp)) {
    let done = Arc::new(AtomicUsize::new(0));
    let running = Running { rows, done: done.clone(), ended: None };
    {
        let mut all = all();
        if all.get(&(cooperative, import)).is_some_and(|running| running.ended.is_none()) {
            return;
        }
        all.insert((cooperative, import), running);
    }
    std::thread::spawn(move || {
        let ended = record_settled(&db, cooperative, import, (by, at), &done);
        if let Some(running) = all().get_mut(&(cooperative, import)) {
            running.ended = Some(ended);
        }
    });
}
