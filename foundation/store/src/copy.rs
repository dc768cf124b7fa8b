//! Copying a whole database, between engines too: backup, restore, moving from a laptop to a server.

use std::path::Path;

use crate::db::{Db, Engine};
use crate::migrate::{Migration, all_steps, without_comments};
use crate::table::{Column, Conflict, Table};
use crate::value::Value;
use crate::{StoreError, StoreErrorKind};

/// Rows copied at a time, so that memory stays bounded.
const PIECE: usize = 2_000;

/// A table as the migrations made it.
struct Shape {
    table: &'static Table,
    key: Vec<String>,
}

impl Shape {
    fn columns(&self) -> String {
        self.table.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }

    /// The rows after a key, in the order of the key; from the start where there is none.
    fn piece(&self, after: bool) -> String {
        let key = self.key.join(", ");
        let places: Vec<String> = (1..=self.key.len()).map(|n| format!("${n}")).collect();
        let after = if after { format!(" where ({key}) > ({})", places.join(", ")) } else { String::new() };
        format!("select {} from {}{after} order by {key} limit {PIECE}", self.columns(), self.table.name)
    }

    fn key_of(&self, row: &[Value]) -> Vec<Value> {
        let place = |name: &String| self.table.columns.iter().position(|(column, _)| column == name);
        self.key.iter().filter_map(|name| row.get(place(name)?).cloned()).collect()
    }
}

/// Reads the shape of every table from the migrations: each column stands on a line of its own.
fn shapes(migrations: &[Migration]) -> Vec<Shape> {
    let texts = all_steps(migrations).map(|(_, _, text)| without_comments(text));
    texts.flat_map(|text| text.split(';').filter_map(shape).collect::<Vec<_>>()).collect()
}

fn shape(statement: &str) -> Option<Shape> {
    let lines: Vec<&str> = statement.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let name = lines.first()?.strip_prefix("create table ")?.strip_suffix('(')?.trim();
    let mut columns = Vec::new();
    let mut key = Vec::new();
    for line in lines.get(1..)? {
        if let Some(list) = line.strip_prefix("primary key (") {
            key = list.trim_end_matches([')', ',']).split(", ").map(str::to_owned).collect();
            continue;
        }
        let mut words = line.split([' ', ',']);
        let (Some(column), Some(kind)) = (words.next(), words.next()) else { continue };
        let kind = match kind {
            "bigint" => Column::Int,
            "text" => Column::Text,
            "blob" => Column::Blob,
            _ => continue,
        };
        let column: &'static str = column.to_owned().leak();
        if line.contains(" primary key") {
            key = vec![column.to_owned()];
        }
        columns.push((column, kind));
    }
    // Leaked: a copy is made once in the life of a process, of a few dozen tables.
    let table = Table { name: name.to_owned().leak(), columns: columns.leak(), conflict: Conflict::Refuse };
    Some(Shape { table: Box::leak(Box::new(table)), key })
}

/// The tables that the migrations make, in order.
pub fn table_names(migrations: &[Migration]) -> Vec<&'static str> {
    shapes(migrations).iter().map(|shape| shape.table.name).collect()
}

/// Copies every row of one database into another, which must have the schema and no rows. Says how
/// many rows. `progress` is told the table and the rows so far.
///
/// # Errors
/// [`StoreErrorKind::Duplicate`] where the target is not empty; the engines' errors.
pub fn copy(
    from: &Db,
    to: &Db,
    migrations: &[Migration],
    mut progress: impl FnMut(&str, u64),
) -> Result<u64, StoreError> {
    let shapes = shapes(migrations);
    for shape in &shapes {
        let sql = format!("select 1 from {} limit 1", shape.table.name);
        let found = to.read_blocking(|snapshot| snapshot.query_text(&sql, &[]))?;
        if !found.is_empty() {
            return Err(StoreError::new(
                StoreErrorKind::Duplicate,
                format!("the target has rows in {}", shape.table.name),
            ));
        }
    }
    // One snapshot for all tables: the copy is of one moment.
    from.read_blocking(|snapshot| {
        let mut rows_copied = 0;
        for shape in &shapes {
            let mut after: Option<Vec<Value>> = None;
            loop {
                let sql = shape.piece(after.is_some());
                let rows = snapshot.query_text(&sql, after.as_deref().unwrap_or_default())?;
                let Some(last) = rows.last() else { break };
                after = Some(shape.key_of(last.values()));
                rows_copied += u64::try_from(rows.len()).unwrap_or_default();
                let full = rows.len() == PIECE;
                let table = shape.table;
                to.write_blocking(move |tx| {
                    rows.iter().for_each(|row| tx.append_row(table, row.values()));
                    Ok::<_, StoreError>(())
                })?;
                progress(table.name, rows_copied);
                if !full {
                    break;
                }
            }
        }
        Ok(rows_copied)
    })
}

/// Writes a consistent copy into a file that is not there yet, while others go on writing. The file is
/// an SQLite database whatever the engine.
///
/// # Errors
/// [`StoreErrorKind::Duplicate`] where the file is there; the engines' errors.
pub fn backup(db: &Db, file: &Path, migrations: &[Migration], at: i64) -> Result<(), StoreError> {
    if file.exists() {
        return Err(StoreError::new(StoreErrorKind::Duplicate, format!("{} is there", file.display())));
    }
    // Under another name until it is whole: a backup that broke off must not look like one.
    let unfinished = file.with_extension("belum-selesai");
    let _ = std::fs::remove_file(&unfinished);
    match db.engine() {
        Engine::Sqlite => db.backup_file(&unfinished)?,
        Engine::Postgres => {
            let target = Db::open(&unfinished.to_string_lossy(), true)?;
            target.migrate(migrations, at)?;
            copy(db, &target, migrations, |_, _| {})?;
            target.fold_log()?;
        }
    }
    let moved = std::fs::rename(&unfinished, file);
    moved.map_err(|error| StoreError::new(StoreErrorKind::Unreachable, error))
}

/// What the engine says of its own pages: `ok`, or what is broken. PostgreSQL looks after itself.
///
/// # Errors
/// The engine's errors.
pub fn integrity(db: &Db) -> Result<String, StoreError> {
    match db.engine() {
        Engine::Postgres => Ok("ok".to_owned()),
        Engine::Sqlite => db.read_blocking(|snapshot| {
            let rows = snapshot.query_text("pragma quick_check(1)", &[])?;
            rows.first().map_or_else(|| Ok(String::new()), |row| row.text(0))
        }),
    }
}
