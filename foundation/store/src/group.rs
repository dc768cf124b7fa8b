//! Group commit: acts that wait together are committed together, and each is answered alone.

use std::collections::HashMap;
use std::time::Duration;

use crate::backend::{Backend, CommandKey};
use crate::fold::Folds;
use crate::table::{Column, Conflict, Table};
use crate::tx::Tx;
use crate::{StoreError, StoreErrorKind};

/// The answer kept under a command.
pub(crate) const ANSWER_OF: &str = "select answer from store_command where tenant = $1 and command = $2";

/// Commands already done, with their answers.
pub(crate) static COMMANDS: Table = Table {
    name: "store_command",
    columns: &[
        ("tenant", Column::Int),
        ("command", Column::Text),
        ("answer", Column::Text),
        ("made_at", Column::Int),
    ],
    conflict: Conflict::Refuse,
};

/// The most acts in one commit: enough to make the disk's cost small, few enough to answer soon.
pub(crate) const GROUP_LIMIT: usize = 1_000;

/// How often an act is tried while other writers are first.
const TRIES: u32 = 24;

/// An act with the place where its result waits for the commit.
pub(crate) trait Job: Send {
    /// The key under which a repeat would find the answer.
    fn key(&self) -> Option<&CommandKey>;
    /// Lets go of a result that was not committed: it may rest on what a neighbour wrote in vain.
    fn forget(&mut self);
    /// Runs the act; false where it refused and its writes must be taken back.
    fn run(&mut self, tx: &mut Tx<'_>) -> bool;
    /// Gives the result to whoever waits.
    fn answer(self: Box<Self>, commit: Result<(), StoreError>);
}

/// Runs and commits the acts, then answers all. Where the commit fails, each is tried alone, so that
/// one bad act cannot hold back the others.
pub(crate) fn run_group(backend: &mut Backend, folds: &mut Folds, mut jobs: Vec<Box<dyn Job>>) {
    match attempt(backend, folds, &mut jobs) {
        Err(error) if error.kind == StoreErrorKind::Busy && !backend.has_many_writers() => {
            jobs.into_iter().for_each(|job| job.answer(Err(error.clone())));
        }
        Err(_) => jobs.into_iter().for_each(|job| run_alone(backend, folds, job)),
        Ok(()) => jobs.into_iter().for_each(|job| job.answer(Ok(()))),
    }
}

fn run_alone(backend: &mut Backend, folds: &mut Folds, job: Box<dyn Job>) {
    let mut jobs = [job];
    let mut commit = Ok(());
    let mut duplicates = 0;
    for attempted in 0..TRIES {
        commit = attempt(backend, folds, &mut jobs);
        match &commit {
            Err(_) if !backend.has_many_writers() => break,
            Err(error) if error.kind == StoreErrorKind::Busy => {
                std::thread::sleep(Duration::from_millis(u64::from(attempted) / 2));
            }
            // Another process may have run the same command meanwhile: the next try finds its answer.
            Err(error) if error.kind == StoreErrorKind::Duplicate && duplicates == 0 => duplicates += 1,
            _ => break,
        }
    }
    let [job] = jobs;
    job.answer(commit);
}

fn attempt(backend: &mut Backend, folds: &mut Folds, jobs: &mut [Box<dyn Job>]) -> Result<(), StoreError> {
    jobs.iter_mut().for_each(|job| job.forget());
    let run = || -> Result<(), StoreError> {
        backend.begin_write()?;
        let keys: Vec<CommandKey> = jobs.iter().filter_map(|job| job.key().cloned()).collect();
        let answers = match keys.is_empty() {
            true => HashMap::new(),
            false => backend.answers(&keys)?,
        };
        folds.forget();
        let mut tenants: Vec<i64> = keys.iter().map(|(tenant, _)| *tenant).collect();
        tenants.sort_unstable();
        tenants.dedup();
        folds.read_ahead(backend, &tenants)?;
        let mut tx = Tx::new(backend, folds, answers);
        for job in jobs {
            tx.start_act();
            match job.run(&mut tx) {
                true => tx.keep_act()?,
                false => tx.undo_act()?,
            }
        }
        tx.commit()
    };
    let commit = run();
    if commit.is_err() {
        // Nothing to say where it fails: the engine has rolled back by itself, or the connection is gone.
        let _ = backend.batch("rollback");
    }
    commit
}
