//! The tables of these tests: one for each way of writing.

use store::{Column, Conflict, Folded, Migration, Reader, Row, StoreError, Table, Tx, Value, values};

/// The schema: rows that are only added, sums, counters, and a table of plain statements.
pub(crate) const STORY: Migration =
    Migration { owner: "story", steps: &[("0001_story", include_str!("story.sql"))] };

/// Rows that acts only add.
pub(crate) static LOG: Table = Table {
    name: "story_log",
    columns: &[("world", Column::Int), ("id", Column::Int), ("note", Column::Text), ("mark", Column::Blob)],
    conflict: Conflict::Refuse,
};

/// Sums to which acts add.
pub(crate) static SUM: Table = Table {
    name: "story_sum",
    columns: &[("world", Column::Int), ("key", Column::Int), ("amount", Column::Int)],
    conflict: Conflict::Add { key: 2 },
};

static COUNTER: Table = Table {
    name: "story_counter",
    columns: &[("world", Column::Int), ("key", Column::Int), ("value", Column::Int)],
    conflict: Conflict::Replace { key: 2 },
};

/// A row that many acts change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counter(pub i64);

impl Folded for Counter {
    type Key = (i64, i64);
    const TABLE: &'static Table = &COUNTER;
    const LOAD: &'static str = "select value from story_counter where world = $1 and key = $2";

    fn key((world, key): &Self::Key) -> Vec<Value> {
        values![*world, *key].into()
    }

    fn decode(row: &Row) -> Result<Self, StoreError> {
        row.int(0).map(Self)
    }

    fn absent() -> Self {
        Self(0)
    }

    fn encode(&self) -> Vec<Value> {
        vec![self.0.into()]
    }
}

/// Why an act of these tests ends badly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The act itself refused.
    Own,
    /// The store did.
    Store(StoreError),
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Adds a row to the log.
pub(crate) fn note(tx: &mut Tx<'_>, world: i64, id: i64) {
    tx.append(&LOG, values![world, id, "catatan", vec![1_u8, 0, 255]]);
}

/// Adds to a sum.
pub(crate) fn add(tx: &mut Tx<'_>, world: i64, key: i64, amount: i64) {
    tx.append(&SUM, values![world, key, amount]);
}

/// Counts one more; gives the count.
pub(crate) fn count(tx: &mut Tx<'_>, world: i64, key: i64) -> Result<i64, StoreError> {
    let Counter(value) = tx.folded::<Counter>(&(world, key))?;
    tx.set_folded(&(world, key), Counter(value + 1));
    Ok(value + 1)
}

/// Inserts by a plain statement; a key that is there is an error.
pub(crate) fn insert(tx: &mut Tx<'_>, world: i64, key: i64, value: i64) -> Result<(), StoreError> {
    let sql = "insert into story_plain (world, key, value) values ($1, $2, $3)";
    tx.execute(sql, &values![world, key, value]).map(drop)
}

/// The ids in the log of a world.
pub(crate) fn log(reader: &mut dyn Reader, world: i64) -> Result<Vec<i64>, StoreError> {
    let sql = "select id from story_log where world = $1 order by id";
    reader.query(sql, &values![world])?.iter().map(|row| row.int(0)).collect()
}

fn pairs(reader: &mut dyn Reader, sql: &'static str, world: i64) -> Result<Vec<(i64, i64)>, StoreError> {
    reader.query(sql, &values![world])?.iter().map(|row| Ok((row.int(0)?, row.int(1)?))).collect()
}

/// Keys and amounts of the sums.
pub(crate) fn sums(reader: &mut dyn Reader, world: i64) -> Result<Vec<(i64, i64)>, StoreError> {
    pairs(reader, "select key, amount from story_sum where world = $1 order by key", world)
}

/// Keys and values of the counters.
pub(crate) fn counters(reader: &mut dyn Reader, world: i64) -> Result<Vec<(i64, i64)>, StoreError> {
    pairs(reader, "select key, value from story_counter where world = $1 order by key", world)
}

/// Keys and values of the plain table.
pub(crate) fn plain(reader: &mut dyn Reader, world: i64) -> Result<Vec<(i64, i64)>, StoreError> {
    pairs(reader, "select key, value from story_plain where world = $1 order by key", world)
}
