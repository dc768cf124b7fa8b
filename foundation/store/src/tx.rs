//! What an act sees of the store: its open transaction.

use std::collections::HashMap;

use crate::backend::{Backend, CommandKey};
use crate::fold::{Folded, Folds};
use crate::pending::{Bulk, Pending};
use crate::table::Table;
use crate::value::{Row, Value};
use crate::{StoreError, StoreErrorKind};

/// Whoever can answer a question: an open transaction or a snapshot.
pub trait Reader {
    /// All rows of a statement.
    fn query(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, StoreError>;

    /// The first row, or nothing.
    fn query_opt(&mut self, sql: &'static str, params: &[Value]) -> Result<Option<Row>, StoreError> {
        Ok(self.query(sql, params)?.into_iter().next())
    }

    /// The first row of a statement that always has one, such as a count.
    fn query_one(&mut self, sql: &'static str, params: &[Value]) -> Result<Row, StoreError> {
        self.query_opt(sql, params)?.ok_or_else(|| StoreError::decode(0, "a row"))
    }
}

/// An open transaction, shared by the acts of one commit. Each act's writes can be taken back alone.
pub struct Tx<'c> {
    backend: &'c mut Backend,
    pending: Pending,
    folds: &'c mut Folds,
    /// Whether the running act has a savepoint in the engine. It gets one at its first own statement
    /// that writes: acts that only append need none.
    savepoint: bool,
    answers: HashMap<CommandKey, String>,
    /// The last error of the engine in the running act.
    trouble: Option<StoreError>,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(
        backend: &'c mut Backend,
        folds: &'c mut Folds,
        answers: HashMap<CommandKey, String>,
    ) -> Self {
        Self { backend, pending: Pending::default(), folds, savepoint: false, answers, trouble: None }
    }

    /// Adds a row that cannot be there yet, or adds to a row by [`crate::Conflict::Add`]. Written once
    /// a commit, in bulk. The table is never changed by [`Tx::execute`].
    pub fn append<const N: usize>(&mut self, table: &'static Table, row: [Value; N]) {
        self.pending.add(table, row.into_iter());
    }

    /// As [`Tx::append`], for copying whole tables.
    pub(crate) fn append_row(&mut self, table: &'static Table, row: &[Value]) {
        self.pending.add(table, row.iter().cloned());
    }

    /// A row that many acts of one commit change, as it stands now. Other writers wait for it.
    pub fn folded<F: Folded>(&mut self, key: &F::Key) -> Result<F, StoreError> {
        if let Some(row) = self.folds.get::<F>(key) {
            return Ok(row);
        }
        let params = F::key(key);
        let found = self.watched(|backend| backend.query_for_update(F::LOAD, &params))?;
        let row = match found.first() {
            Some(row) => F::decode(row)?,
            None => F::absent(),
        };
        self.folds.loaded(key.clone(), row.clone());
        Ok(row)
    }

    /// Changes a folded row; it is written with the commit.
    pub fn set_folded<F: Folded>(&mut self, key: &F::Key, row: F) {
        self.folds.set(key.clone(), row);
    }

    /// Runs a statement that writes, and says how many rows it touched.
    pub fn execute(&mut self, sql: &'static str, params: &[Value]) -> Result<u64, StoreError> {
        self.open_savepoint()?;
        self.watched(|backend| backend.execute(sql, params))
    }

    /// Asks without sending appended and folded rows first: for tables that only [`Tx::execute`] writes.
    pub fn lookup(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        if !only_asks(sql) {
            self.open_savepoint()?;
        }
        self.watched(|backend| backend.query(sql, params))
    }

    /// Calls the engine. After an error the act can only end: PostgreSQL refuses every further statement,
    /// and SQLite may have ended the transaction, so that a further statement would be kept by itself.
    fn watched<T>(
        &mut self,
        call: impl FnOnce(&mut Backend) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        if let Some(trouble) = &self.trouble {
            return Err(trouble.clone());
        }
        call(self.backend).inspect_err(|error| self.trouble = Some(error.clone()))
    }

    /// Earlier acts' rows go to the engine first, so that a rollback to the savepoint spares them.
    fn open_savepoint(&mut self) -> Result<(), StoreError> {
        if self.savepoint {
            return Ok(());
        }
        let before = self.pending.take_before_mark();
        self.write(before)?;
        let before = self.folds.take_before_mark();
        self.write(before)?;
        self.watched(|backend| backend.batch("savepoint act"))?;
        self.savepoint = true;
        Ok(())
    }

    fn write(&mut self, bulks: Vec<Bulk>) -> Result<(), StoreError> {
        bulks.into_iter().try_for_each(|bulk| self.watched(|backend| backend.write_bulk(bulk)))
    }

    fn settle(&mut self) -> Result<(), StoreError> {
        let rows = self.pending.take_all();
        self.write(rows)?;
        let rows = self.folds.take_all();
        self.write(rows)
    }

    /// Runs schema statements, several at a time.
    pub(crate) fn schema(&mut self, sql: &str) -> Result<(), StoreError> {
        self.open_savepoint()?;
        self.watched(|backend| backend.batch(sql))
    }

    pub(crate) fn start_act(&mut self) {
        self.pending.mark();
        self.folds.mark();
        self.trouble = None;
    }

    /// Keeps the running act. Says the error that the act passed over: what it asked for was not done.
    pub(crate) fn keep_act(&mut self) -> Result<(), StoreError> {
        if let Some(trouble) = self.trouble.take() {
            return Err(trouble);
        }
        if self.savepoint {
            self.savepoint = false;
            self.backend.batch("release savepoint act")?;
        }
        Ok(())
    }

    /// Takes back the running act. Says the error where the whole transaction must be run again: another
    /// writer was first, or rows of earlier acts could not be written.
    pub(crate) fn undo_act(&mut self) -> Result<(), StoreError> {
        if let Some(trouble) = self.trouble.take() {
            let late = match trouble.kind {
                StoreErrorKind::Busy => true,
                // Perhaps the same command, sent to another process: a fresh snapshot has its answer.
                StoreErrorKind::Duplicate => self.backend.has_many_writers(),
                _ => false,
            };
            if late || !self.savepoint {
                return Err(trouble);
            }
        }
        self.pending.undo();
        self.folds.undo();
        if self.savepoint {
            self.savepoint = false;
            self.folds.forget();
            self.backend.batch("rollback to savepoint act")?;
            self.backend.batch("release savepoint act")?;
        }
        Ok(())
    }

    pub(crate) fn commit(mut self) -> Result<(), StoreError> {
        self.settle()?;
        self.backend.batch("commit")
    }

    pub(crate) fn answer(&self, key: &CommandKey) -> Option<&String> {
        self.answers.get(key)
    }

    pub(crate) fn keep_answer(&mut self, key: CommandKey, answer: String) {
        self.answers.insert(key, answer);
    }
}

/// Whether a statement surely does not write. What may write, and answer, is taken back with its act.
fn only_asks(sql: &str) -> bool {
    sql.starts_with("select ")
}

impl Reader for Tx<'_> {
    /// Sends first what was appended to the tables that the statement names, then asks: it always sees
    /// what was written.
    fn query(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        if !only_asks(sql) || self.pending.own_rows_in(sql) || self.folds.changed_in(sql) {
            self.open_savepoint()?;
            self.settle()?;
        } else {
            let before = self.pending.take_before_mark_in(sql);
            self.write(before)?;
        }
        self.lookup(sql, params)
    }
}
