//! SQLite: one file, one writer thread, readers on snapshots (WAL).

use std::collections::HashMap;
use std::path::Path;
use std::ptr;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, OpenFlags, ToSql, ffi};

use crate::backend::CommandKey;
use crate::group::ANSWER_OF;
use crate::pending::Bulk;
use crate::table::Table;
use crate::value::{Row, Value};
use crate::{StoreError, StoreErrorKind};

/// How long a second process waits for the first, in milliseconds.
const BUSY_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(10);

/// Statements kept prepared on a connection.
const STATEMENTS: usize = 256;

/// A connection to a database file.
pub(crate) struct SqliteBackend {
    connection: Connection,
    /// Texts of bulk statements, made once a table.
    bulk: Vec<(&'static Table, String)>,
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(value) => ValueRef::Integer(*value),
            Self::Text(value) => ValueRef::Text(value.as_bytes()),
            Self::Blob(value) => ValueRef::Blob(value),
        }))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let kind = match &error {
            rusqlite::Error::SqliteFailure(code, _) => match code.code {
                rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked => {
                    StoreErrorKind::Busy
                }
                rusqlite::ErrorCode::DiskFull => StoreErrorKind::Full,
                rusqlite::ErrorCode::SystemIoFailure if code.extended_code == ffi::SQLITE_IOERR_WRITE => {
                    StoreErrorKind::Full
                }
                rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::NotADatabase => {
                    StoreErrorKind::Unreachable
                }
                rusqlite::ErrorCode::ConstraintViolation
                    if matches!(
                        code.extended_code,
                        ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_UNIQUE
                    ) =>
                {
                    StoreErrorKind::Duplicate
                }
                _ => StoreErrorKind::Fault,
            },
            _ => StoreErrorKind::Fault,
        };
        Self::new(kind, error)
    }
}

impl SqliteBackend {
    /// Opens a file; a writer makes it where `create` allows.
    pub fn open(path: &Path, create: bool, writer: bool) -> Result<Self, StoreError> {
        let mut flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
        flags |= if writer { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
        if create && writer {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let connection = Connection::open_with_flags(path, flags).map_err(|error| {
            StoreError::new(StoreErrorKind::Unreachable, format!("{}: {error}", path.display()))
        })?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        if writer {
            // FULL: an answer means that the disk has it, also when the power fails.
            connection.execute_batch(
                "pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000;",
            )?;
        }
        connection.execute_batch(
            "pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -32000;",
        )?;
        Ok(Self { connection, bulk: Vec::new() })
    }

    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    pub fn begin_write(&mut self) -> Result<(), StoreError> {
        // Immediate: a plain `begin` that writes later fails at once where another process writes.
        self.batch("begin immediate")
    }

    pub fn begin_read(&mut self) -> Result<(), StoreError> {
        self.batch("begin deferred")
    }

    pub fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        match sql.contains(';') {
            true => Ok(self.connection.execute_batch(sql)?),
            false => self.execute(sql, &[]).map(drop),
        }
    }

    pub fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, params)?;
        let rows = statement.raw_execute()?;
        Ok(u64::try_from(rows).unwrap_or(u64::MAX))
    }

    pub fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        bind(&mut statement, params)?;
        let mut rows = statement.raw_query();
        let mut answer = Vec::new();
        while let Some(row) = rows.next()? {
            let values: Result<Vec<Value>, StoreError> = (0..columns)
                .map(|column| match row.get_ref(column)? {
                    ValueRef::Null => Ok(Value::Null),
                    ValueRef::Integer(value) => Ok(Value::Int(value)),
                    ValueRef::Text(value) => Ok(Value::Text(String::from_utf8_lossy(value).into_owned())),
                    ValueRef::Blob(value) => Ok(Value::Blob(value.to_vec())),
                    ValueRef::Real(_) => Err(StoreError::decode(column, "a value without a fraction")),
                })
                .collect();
            answer.push(Row(values?));
        }
        Ok(answer)
    }

    pub fn write_bulk(&mut self, bulk: Bulk) -> Result<(), StoreError> {
        let known = self.bulk.iter().position(|(table, _)| ptr::eq(*table, bulk.table));
        let known = known.unwrap_or_else(|| {
            self.bulk.push((bulk.table, bulk.table.write_one()));
            self.bulk.len() - 1
        });
        let mut statement = self.connection.prepare_cached(&self.bulk[known].1)?;
        for row in bulk.values.chunks_exact(bulk.table.columns.len()) {
            // The places of a bulk statement stand in order.
            for (place, value) in (1..).zip(row) {
                statement.raw_bind_parameter(place, value)?;
            }
            statement.raw_execute()?;
        }
        Ok(())
    }

    pub fn answers(&mut self, keys: &[CommandKey]) -> Result<HashMap<CommandKey, String>, StoreError> {
        let mut statement = self.connection.prepare_cached(ANSWER_OF)?;
        let mut answers = HashMap::new();
        for (tenant, key) in keys {
            let mut rows = statement.query((tenant, key))?;
            if let Some(row) = rows.next()? {
                answers.insert((*tenant, key.clone()), row.get(0)?);
            }
        }
        Ok(answers)
    }
}

/// Binds by the number in the name: to SQLite `$3` is a name like any other, and its place is where it
/// first stands in the text.
fn bind(statement: &mut CachedStatement<'_>, params: &[Value]) -> Result<(), StoreError> {
    for place in 1..=statement.parameter_count() {
        let number = statement.parameter_name(place).and_then(|name| name.get(1..)?.parse::<usize>().ok());
        let value = number.and_then(|number| params.get(number.checked_sub(1)?));
        let value = value.ok_or_else(|| {
            StoreError::new(StoreErrorKind::Fault, format!("no value for place {place} of a statement"))
        })?;
        statement.raw_bind_parameter(place, value)?;
    }
    Ok(())
}
