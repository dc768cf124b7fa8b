//! Rows that many acts of one commit change: read once, changed in memory, written once.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::hash::Hash;

use crate::StoreError;
use crate::backend::Backend;
use crate::pending::Bulk;
use crate::table::Table;
use crate::value::{Row, Value};

/// A row kept in memory until the commit, such as the tip of a chain or the last number of a book.
pub trait Folded: Clone + Send + 'static {
    /// What names the row.
    type Key: Clone + Eq + Hash + Ord + Send;
    /// The table, with [`crate::Conflict::Replace`].
    const TABLE: &'static Table;
    /// Reads the row by its key columns.
    const LOAD: &'static str;
    /// The key as parameters of `LOAD`.
    fn key(key: &Self::Key) -> Vec<Value>;
    /// The row as read.
    fn decode(row: &Row) -> Result<Self, StoreError>;
    /// The row when there is none yet.
    fn absent() -> Self;
    /// The columns after the key, for writing.
    fn encode(&self) -> Vec<Value>;
    /// The cooperative that the row belongs to. Rows that its acts used lately are read together before
    /// the acts of a commit run; without an answer they are read one by one.
    fn tenant(_: &Self::Key) -> Option<i64> {
        None
    }
}

/// The most rows of a cooperative that are read ahead.
const AHEAD_ROWS: usize = 4;

/// The most cooperatives whose rows are remembered.
const AHEAD_TENANTS: usize = 4_096;

struct Slot<F: Folded> {
    row: F,
    dirty: bool,
}

struct Rows<F: Folded> {
    slots: HashMap<F::Key, Slot<F>>,
    /// The rows that the running act has changed, as it found them; one entry a row, empty where the row
    /// had not been read.
    undo: Vec<(F::Key, Option<Slot<F>>)>,
    /// The rows that acts of a cooperative used lately, also in earlier commits.
    lately: HashMap<i64, Vec<F::Key>>,
}

impl<F: Folded> Rows<F> {
    fn remember(&mut self, key: &F::Key) {
        let Some(tenant) = F::tenant(key) else { return };
        if self.lately.len() >= AHEAD_TENANTS && !self.lately.contains_key(&tenant) {
            self.lately.clear();
        }
        let keys = self.lately.entry(tenant).or_default();
        if !keys.contains(key) {
            if keys.len() >= AHEAD_ROWS {
                keys.remove(0);
            }
            keys.push(key.clone());
        }
    }

    /// Puts a row, or its absence, in place of what is there.
    fn exchange(&mut self, key: &F::Key, slot: Option<Slot<F>>) -> Option<Slot<F>> {
        match slot {
            Some(slot) => self.slots.insert(key.clone(), slot),
            None => self.slots.remove(key),
        }
    }
}

trait AnyRows: Send {
    fn as_any(&mut self) -> &mut dyn Any;
    fn mark(&mut self);
    fn undo(&mut self);
    fn swap_own(&mut self);
    fn take_dirty(&mut self) -> Option<Bulk>;
    fn forget(&mut self);
    fn table(&self) -> &'static str;
    fn is_dirty(&self) -> bool;
    fn read_ahead(&mut self, backend: &mut Backend, tenants: &[i64]) -> Result<(), StoreError>;
}

impl<F: Folded> AnyRows for Rows<F> {
    fn as_any(&mut self) -> &mut dyn Any {
        self
    }

    fn mark(&mut self) {
        self.undo.clear();
    }

    fn undo(&mut self) {
        for (key, old) in std::mem::take(&mut self.undo) {
            self.exchange(&key, old);
        }
    }

    /// Exchanges the running act's changes with what was before. Called twice around the writing of
    /// earlier acts' rows: afterwards the act's own changes stand again and are still to be written.
    fn swap_own(&mut self) {
        let swapped = std::mem::take(&mut self.undo).into_iter().map(|(key, old)| {
            let own = self.exchange(&key, old);
            (key, own)
        });
        self.undo = swapped.collect();
    }

    fn take_dirty(&mut self) -> Option<Bulk> {
        let mut rows: Vec<_> = self.slots.iter_mut().filter(|(_, slot)| slot.dirty).collect();
        rows.sort_unstable_by(|a, b| a.0.cmp(b.0));
        let values: Vec<Value> = rows
            .into_iter()
            .flat_map(|(key, slot)| {
                slot.dirty = false;
                F::key(key).into_iter().chain(slot.row.encode())
            })
            .collect();
        (!values.is_empty()).then_some(Bulk { table: F::TABLE, values })
    }

    fn forget(&mut self) {
        self.slots.clear();
        self.undo.clear();
    }

    fn table(&self) -> &'static str {
        F::TABLE.name
    }

    fn is_dirty(&self) -> bool {
        self.slots.values().any(|slot| slot.dirty)
    }

    fn read_ahead(&mut self, backend: &mut Backend, tenants: &[i64]) -> Result<(), StoreError> {
        let mut keys: Vec<F::Key> =
            tenants.iter().filter_map(|tenant| self.lately.get(tenant)).flatten().cloned().collect();
        if keys.len() < 2 {
            return Ok(());
        }
        keys.sort_unstable();
        let values = keys.iter().flat_map(F::key).collect();
        let mut found: HashMap<Vec<Value>, Row> = HashMap::new();
        for Row(mut columns) in backend.query_many_for_update(F::TABLE, values)? {
            let rest = columns.split_off(F::TABLE.key_columns());
            found.insert(columns, Row(rest));
        }
        for key in keys {
            // A row that is not there yet is asked for by the act that makes it.
            if let Some(row) = found.get(&F::key(&key)) {
                self.slots.insert(key, Slot { row: F::decode(row)?, dirty: false });
            }
        }
        Ok(())
    }
}

/// All folded rows of a transaction, by type.
#[derive(Default)]
pub(crate) struct Folds {
    rows: HashMap<TypeId, Box<dyn AnyRows>>,
}

impl Folds {
    fn of<F: Folded>(&mut self) -> &mut Rows<F> {
        let rows = self.rows.entry(TypeId::of::<F>()).or_insert_with(|| {
            Box::new(Rows::<F> { slots: HashMap::new(), undo: Vec::new(), lately: HashMap::new() })
        });
        match rows.as_any().downcast_mut() {
            Some(rows) => rows,
            None => unreachable!("rows are kept under the id of their own type"),
        }
    }

    pub fn get<F: Folded>(&mut self, key: &F::Key) -> Option<F> {
        self.of::<F>().slots.get(key).map(|slot| slot.row.clone())
    }

    pub fn loaded<F: Folded>(&mut self, key: F::Key, row: F) {
        let rows = self.of::<F>();
        rows.remember(&key);
        rows.slots.insert(key, Slot { row, dirty: false });
    }

    /// Reads in one question a table what the acts of these cooperatives will most likely use.
    pub fn read_ahead(&mut self, backend: &mut Backend, tenants: &[i64]) -> Result<(), StoreError> {
        self.rows.values_mut().try_for_each(|rows| rows.read_ahead(backend, tenants))
    }

    pub fn set<F: Folded>(&mut self, key: F::Key, row: F) {
        let rows = self.of::<F>();
        let old = rows.slots.insert(key.clone(), Slot { row, dirty: true });
        if rows.undo.iter().all(|(changed, _)| *changed != key) {
            rows.undo.push((key, old));
        }
    }

    pub fn mark(&mut self) {
        self.rows.values_mut().for_each(|rows| rows.mark());
    }

    pub fn undo(&mut self) {
        self.rows.values_mut().for_each(|rows| rows.undo());
    }

    /// Rows changed by earlier acts, without the running act's changes.
    pub fn take_before_mark(&mut self) -> Vec<Bulk> {
        self.rows.values_mut().for_each(|rows| rows.swap_own());
        let bulks = self.take_all();
        self.rows.values_mut().for_each(|rows| rows.swap_own());
        bulks
    }

    /// Whether a changed row lies in a table that the statement names.
    pub fn changed_in(&self, sql: &str) -> bool {
        self.rows.values().any(|rows| sql.contains(rows.table()) && rows.is_dirty())
    }

    pub fn take_all(&mut self) -> Vec<Bulk> {
        self.rows.values_mut().filter_map(|rows| rows.take_dirty()).collect()
    }

    /// Drops what was read: after the engine took back a savepoint, its locks are gone too.
    pub fn forget(&mut self) {
        self.rows.values_mut().for_each(|rows| rows.forget());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Column, Conflict};
    use crate::values;

    static TOY: Table = Table {
        name: "toy",
        columns: &[("key", Column::Int), ("value", Column::Int)],
        conflict: Conflict::Replace { key: 1 },
    };

    #[derive(Debug, Clone, PartialEq, Eq)]
    struct Toy(i64);

    impl Folded for Toy {
        type Key = i64;
        const TABLE: &'static Table = &TOY;
        const LOAD: &'static str = "";

        fn key(key: &i64) -> Vec<Value> {
            vec![(*key).into()]
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

    fn written(bulks: Vec<Bulk>) -> Vec<Value> {
        bulks.into_iter().flat_map(|bulk| bulk.values).collect()
    }

    #[test]
    fn only_what_was_changed_is_written_and_only_once() {
        let mut folds = Folds::default();
        folds.loaded(2, Toy(20));
        folds.loaded(1, Toy(10));
        folds.loaded(3, Toy(30));
        folds.set(3, Toy(31));
        folds.set(1, Toy(11));
        folds.set(1, Toy(12));
        assert_eq!(written(folds.take_all()), values![1, 12, 3, 31], "in the order of the keys");
        assert!(folds.take_all().is_empty());
        assert_eq!(folds.get(&1), Some(Toy(12)));
    }

    #[test]
    fn an_act_that_is_undone_leaves_rows_as_it_found_them() {
        let mut folds = Folds::default();
        folds.loaded(1, Toy(10));
        folds.set(1, Toy(11));
        folds.mark();
        folds.set(1, Toy(12));
        folds.set(1, Toy(13));
        folds.set(2, Toy(99));
        folds.undo();
        assert_eq!((folds.get(&1), folds.get::<Toy>(&2)), (Some(Toy(11)), None));
        assert_eq!(
            written(folds.take_all()),
            values![1, 11],
            "the earlier act's change is still to be written"
        );
    }

    #[test]
    fn rows_of_earlier_acts_are_written_without_the_running_acts_changes() {
        let mut folds = Folds::default();
        folds.loaded(1, Toy(10));
        folds.set(1, Toy(11));
        folds.set(2, Toy(21));
        folds.mark();
        folds.set(1, Toy(12));
        folds.set(3, Toy(31));
        assert_eq!(written(folds.take_before_mark()), values![1, 11, 2, 21]);
        assert_eq!(
            (folds.get(&1), folds.get(&3)),
            (Some(Toy(12)), Some(Toy(31))),
            "the act goes on with its own"
        );
        assert_eq!(written(folds.take_all()), values![1, 12, 3, 31]);
        folds.undo();
        assert_eq!(folds.get(&1), Some(Toy(11)));
    }

    #[test]
    fn what_was_forgotten_is_read_again() {
        let mut folds = Folds::default();
        folds.set(1, Toy(11));
        folds.forget();
        assert_eq!(folds.get::<Toy>(&1), None);
        assert!(folds.take_all().is_empty());
    }
}
