//! Migrations: one text for both engines, applied once, in order.

use crate::db::{Db, Engine};
use crate::{StoreError, values};

/// The schema steps of one crate, in order. A step is never changed after it has been released.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// The crate that owns the tables; their names start with it.
    pub owner: &'static str,
    /// Name and text of each step.
    pub steps: &'static [(&'static str, &'static str)],
}

const OWN: Migration =
    Migration { owner: "store", steps: &[("0001_store", include_str!("../migrations/0001_store.sql"))] };

const LOG: &str = "create table if not exists store_migration (\
     owner text not null, step text not null, applied_at bigint not null, primary key (owner, step))";

/// Every step with its owner, the store's own first.
pub(crate) fn all_steps(
    migrations: &[Migration],
) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    std::iter::once(&OWN)
        .chain(migrations)
        .flat_map(|migration| migration.steps.iter().map(|(step, text)| (migration.owner, *step, *text)))
}

fn is_applied(db: &Db, owner: &str, step: &str) -> Result<bool, StoreError> {
    let params = values![owner, step];
    db.read_blocking(move |snapshot| {
        let rows = crate::tx::Reader::query(
            snapshot,
            "select 1 from store_migration where owner = $1 and step = $2",
            &params,
        )?;
        Ok(!rows.is_empty())
    })
}

/// The steps that the database lacks, as `owner/step`.
pub fn pending_migrations(db: &Db, migrations: &[Migration]) -> Result<Vec<String>, StoreError> {
    let mut missing = Vec::new();
    for (owner, step, _) in all_steps(migrations) {
        // An error means that there is no log yet: everything is missing.
        if !is_applied(db, owner, step).unwrap_or(false) {
            missing.push(format!("{owner}/{step}"));
        }
    }
    Ok(missing)
}

impl Db {
    /// Brings the schema up to date; says which steps were applied. `at` is the instant, in microseconds.
    pub fn migrate(&self, migrations: &[Migration], at: i64) -> Result<Vec<String>, StoreError> {
        if pending_migrations(self, migrations)?.is_empty() {
            return Ok(Vec::new());
        }
        self.schema(LOG)?;
        let mut applied = Vec::new();
        for (owner, step, text) in all_steps(migrations) {
            if !is_applied(self, owner, step)? && self.apply(owner, step, text, at)? {
                applied.push(format!("{owner}/{step}"));
            }
        }
        Ok(applied)
    }

    /// Schema and log in one transaction: a step is there whole or not at all. The log comes first, so that
    /// of two processes one waits for the other and then finds the step applied.
    fn apply(&self, owner: &str, step: &str, text: &str, at: i64) -> Result<bool, StoreError> {
        let text = for_engine(text, self.engine());
        let row = values![owner, step, at];
        self.write_blocking(move |tx| {
            let sql = "insert into store_migration (owner, step, applied_at) values ($1, $2, $3) \
                       on conflict (owner, step) do nothing";
            let mine = tx.execute(sql, &row)? == 1;
            if mine { tx.schema(&text).map(|()| true) } else { Ok(false) }
        })
    }
}

/// The text without lines of comment, which may hold semicolons.
pub(crate) fn without_comments(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n")
}

/// The few words in which the engines' schemas differ: bytes are `bytea` on PostgreSQL; on SQLite a
/// table is kept in the order of its key (`without rowid`), which keeps a cooperative's rows together.
fn for_engine(text: &str, engine: Engine) -> String {
    let text = without_comments(text);
    match engine {
        Engine::Postgres => text.replace(" blob", " bytea"),
        Engine::Sqlite => text
            .split(';')
            .map(str::trim)
            .filter(|statement| !statement.is_empty())
            .map(|statement| match statement.starts_with("create table") {
                true => format!("{statement} without rowid;\n"),
                false => format!("{statement};\n"),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "-- global: a note; with a semicolon\ncreate table toy (\n    id bigint not null,\n    \
                        photo blob,\n    primary key (id)\n);\n\n  -- why\ncreate index toy_by_photo on toy (photo);\n";

    #[test]
    fn bytes_have_their_own_name_on_postgres() {
        let text = for_engine(TEXT, Engine::Postgres);
        assert!(text.contains("photo bytea,") && !text.contains("blob"));
        assert!(!text.contains("--") && !text.contains("rowid"));
    }

    #[test]
    fn tables_lie_in_the_order_of_their_key_on_sqlite() {
        let text = for_engine(TEXT, Engine::Sqlite);
        let statements: Vec<&str> = text.lines().filter(|line| line.ends_with(';')).collect();
        assert_eq!(statements, [") without rowid;", "create index toy_by_photo on toy (photo);"]);
        assert!(text.starts_with("create table toy ("));
    }
}
