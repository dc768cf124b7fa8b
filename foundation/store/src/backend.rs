//! The engine under a transaction: the few calls that differ between SQLite and PostgreSQL.

use std::collections::HashMap;

use crate::StoreError;
use crate::pending::Bulk;
use crate::postgres::PostgresBackend;
use crate::sqlite::SqliteBackend;
use crate::table::Table;
use crate::value::{Row, Value};

/// Keys under which answers are kept: the cooperative (0 for none) and the sender's command id.
pub(crate) type CommandKey = (i64, String);

/// One open connection.
pub(crate) enum Backend {
    Sqlite(SqliteBackend),
    Postgres(Box<PostgresBackend>),
}

macro_rules! both {
    ($self:ident, $engine:ident => $call:expr) => {
        match $self {
            Backend::Sqlite($engine) => $call,
            Backend::Postgres($engine) => $call,
        }
    };
}

impl Backend {
    pub fn begin_write(&mut self) -> Result<(), StoreError> {
        both!(self, engine => engine.begin_write())
    }

    pub fn begin_read(&mut self) -> Result<(), StoreError> {
        both!(self, engine => engine.begin_read())
    }

    /// Runs statements without parameters and answers: `commit`, `savepoint act`, a migration.
    pub fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        both!(self, engine => engine.batch(sql))
    }

    pub fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, StoreError> {
        both!(self, engine => engine.execute(sql, params))
    }

    pub fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        both!(self, engine => engine.query(sql, params))
    }

    /// As `query`, and on PostgreSQL holds the rows until the commit.
    pub fn query_for_update(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        match self {
            // There is one writer at a time: the rows are held already.
            Self::Sqlite(engine) => engine.query(sql, params),
            Self::Postgres(engine) => engine.query_for_update(sql, params),
        }
    }

    /// The rows of many keys (laid end to end), held until the commit, on an engine where each question
    /// is a journey; elsewhere nothing, since asking one by one costs as little.
    pub fn query_many_for_update(
        &mut self,
        table: &'static Table,
        keys: Vec<Value>,
    ) -> Result<Vec<Row>, StoreError> {
        match self {
            Self::Sqlite(_) => Ok(Vec::new()),
            Self::Postgres(engine) => engine.query_many_for_update(table, &keys),
        }
    }

    pub fn write_bulk(&mut self, bulk: Bulk) -> Result<(), StoreError> {
        both!(self, engine => engine.write_bulk(bulk))
    }

    /// The answers already given under these keys.
    pub fn answers(&mut self, keys: &[CommandKey]) -> Result<HashMap<CommandKey, String>, StoreError> {
        both!(self, engine => engine.answers(keys))
    }

    /// Whether others write at the same time, so that an act may find that it was late and try again.
    /// SQLite has one writer at a time, and has waited for it before it says that it is busy.
    pub fn has_many_writers(&self) -> bool {
        matches!(self, Self::Postgres(_))
    }
}
