//! PostgreSQL: pooled connections; rows in bulk as one array a column.

use std::collections::HashMap;
use std::error::Error;

use postgres::types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use postgres::{Client, Statement};

use crate::backend::CommandKey;
use crate::pending::Bulk;
use crate::table::{Column, Table};
use crate::value::{Row, Value};
use crate::{StoreError, StoreErrorKind, secure};

const ANSWERS_OF: &str = "select c.tenant, c.command, c.answer from store_command c \
     join unnest($1::bigint[], $2::text[]) as asked(tenant, command) \
     on c.tenant = asked.tenant and c.command = asked.command";

/// A connection to a server, with its prepared statements.
pub(crate) struct PostgresBackend {
    client: Client,
    statements: HashMap<String, Statement>,
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        // The server takes 8 bytes of text for a number of 8 bytes.
        if kind_of(ty).is_some_and(|kind| !kind.holds(self)) {
            return Err(format!("a parameter of type {ty} was given a value of another kind").into());
        }
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(value) if *ty == Type::INT4 => i32::try_from(*value)?.to_sql(ty, out),
            Self::Int(value) if *ty == Type::INT2 => i16::try_from(*value)?.to_sql(ty, out),
            Self::Int(value) => value.to_sql(ty, out),
            Self::Text(value) => value.to_sql(ty, out),
            Self::Blob(value) => value.to_sql(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        // Which value goes where is known only when it is bound.
        true
    }

    to_sql_checked!();
}

/// The kind of the columns that the house uses.
fn kind_of(ty: &Type) -> Option<Column> {
    match *ty {
        Type::INT8 | Type::INT4 | Type::INT2 => Some(Column::Int),
        Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME => Some(Column::Text),
        Type::BYTEA => Some(Column::Blob),
        _ => None,
    }
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(match *ty {
            Type::INT8 => Self::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Self::Int(i64::from(i32::from_sql(ty, raw)?)),
            Type::INT2 => Self::Int(i64::from(i16::from_sql(ty, raw)?)),
            Type::BYTEA => Self::Blob(raw.to_vec()),
            _ => Self::Text(String::from_sql(ty, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn Error + Sync + Send>> {
        Ok(Self::Null)
    }

    fn accepts(ty: &Type) -> bool {
        kind_of(ty).is_some()
    }
}

impl From<postgres::Error> for StoreError {
    fn from(error: postgres::Error) -> Self {
        use postgres::error::SqlState;
        // By code: constraint names do not arrive from the workers of a spread database.
        let kind = match error.code() {
            Some(code)
                if [SqlState::T_R_SERIALIZATION_FAILURE, SqlState::T_R_DEADLOCK_DETECTED].contains(code) =>
            {
                StoreErrorKind::Busy
            }
            Some(code) if *code == SqlState::UNIQUE_VIOLATION => StoreErrorKind::Duplicate,
            Some(code) if *code == SqlState::DISK_FULL => StoreErrorKind::Full,
            Some(code) if code.code().starts_with("57P") => StoreErrorKind::Unreachable,
            Some(_) => StoreErrorKind::Fault,
            None if error.is_closed() => StoreErrorKind::Unreachable,
            None => StoreErrorKind::Fault,
        };
        let cause = match error.as_db_error() {
            Some(db) => format!("{} {}: {}", db.code().code(), db.message(), db.detail().unwrap_or_default()),
            None => format!("{error}: {}", error.source().map(ToString::to_string).unwrap_or_default()),
        };
        Self::new(kind, cause)
    }
}

impl PostgresBackend {
    pub fn open(url: &str) -> Result<Self, StoreError> {
        Ok(Self { client: secure::connect(url)?, statements: HashMap::new() })
    }

    pub fn is_closed(&self) -> bool {
        self.client.is_closed()
    }

    pub fn begin_write(&mut self) -> Result<(), StoreError> {
        // A snapshot for the whole act: what it decided on cannot have changed when it commits,
        // because every act that posts holds the cooperative's chain.
        self.batch("begin isolation level repeatable read")
    }

    pub fn begin_read(&mut self) -> Result<(), StoreError> {
        self.batch("begin isolation level repeatable read read only")
    }

    pub fn batch(&mut self, sql: &str) -> Result<(), StoreError> {
        Ok(self.client.batch_execute(sql)?)
    }

    fn prepared(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(sql)?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    pub fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, StoreError> {
        let statement = self.prepared(sql)?;
        Ok(self.client.execute(&statement, &dynamic(params))?)
    }

    pub fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepared(sql)?;
        let rows = self.client.query(&statement, &dynamic(params))?;
        decoded(&rows)
    }

    pub fn query_for_update(&mut self, sql: &'static str, params: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.query(&format!("{sql} for update"), params)
    }

    pub fn write_bulk(&mut self, bulk: Bulk) -> Result<(), StoreError> {
        let statement = self.prepared(&bulk.table.write_many())?;
        let columns = arrays(bulk.table.columns, &bulk.values);
        let columns: Vec<&(dyn ToSql + Sync)> = columns.iter().map(AsRef::as_ref).collect();
        self.client.execute(&statement, &columns)?;
        Ok(())
    }

    pub fn query_many_for_update(&mut self, table: &Table, keys: &[Value]) -> Result<Vec<Row>, StoreError> {
        let statement = self.prepared(&table.read_many_for_update())?;
        let columns = table.columns.get(..table.key_columns()).unwrap_or_default();
        let columns = arrays(columns, keys);
        let columns: Vec<&(dyn ToSql + Sync)> = columns.iter().map(AsRef::as_ref).collect();
        let rows = self.client.query(&statement, &columns)?;
        decoded(&rows)
    }

    pub fn answers(&mut self, keys: &[CommandKey]) -> Result<HashMap<CommandKey, String>, StoreError> {
        let statement = self.prepared(ANSWERS_OF)?;
        let tenants: Vec<i64> = keys.iter().map(|(tenant, _)| *tenant).collect();
        let commands: Vec<&str> = keys.iter().map(|(_, command)| command.as_str()).collect();
        let rows = self.client.query(&statement, &[&tenants, &commands])?;
        Ok(rows.iter().map(|row| ((row.get(0), row.get(1)), row.get(2))).collect())
    }
}

fn decoded(rows: &[postgres::Row]) -> Result<Vec<Row>, StoreError> {
    rows.iter()
        .map(|row| {
            (0..row.len()).map(|column| row.try_get(column)).collect::<Result<Vec<Value>, _>>().map(Row)
        })
        .collect::<Result<_, _>>()
        .map_err(Into::into)
}

/// Rows laid end to end as one array a column.
fn arrays<'v>(columns: &[(&str, Column)], values: &'v [Value]) -> Vec<Box<dyn ToSql + Sync + 'v>> {
    let width = columns.len();
    columns
        .iter()
        .enumerate()
        .map(|(n, (_, kind))| -> Box<dyn ToSql + Sync + 'v> {
            let values = values.iter().skip(n).step_by(width);
            match kind {
                Column::Int => Box::new(values.map(int).collect::<Vec<_>>()),
                Column::Text => Box::new(values.map(text).collect::<Vec<_>>()),
                Column::Blob => Box::new(values.map(blob).collect::<Vec<_>>()),
            }
        })
        .collect()
}

fn dynamic(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params
        .iter()
        .map(|value| {
            let value: &(dyn ToSql + Sync) = value;
            value
        })
        .collect()
}

fn int(value: &Value) -> Option<i64> {
    match value {
        Value::Int(value) => Some(*value),
        _ => None,
    }
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(value) => Some(value),
        _ => None,
    }
}

fn blob(value: &Value) -> Option<&[u8]> {
    match value {
        Value::Blob(value) => Some(value),
        _ => None,
    }
}
