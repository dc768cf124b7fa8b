//! Rows that acts of one commit have added and that are not sent to the engine yet.

use std::collections::HashMap;
use std::ptr;

use crate::table::{Conflict, Table};
use crate::value::Value;

struct Batch {
    table: &'static Table,
    /// Rows laid end to end, `table.columns.len()` values each.
    values: Vec<Value>,
    /// Where the act that is running began.
    mark: usize,
}

/// Rows waiting for the engine, a batch a table, in the order in which the tables were first used.
#[derive(Default)]
pub(crate) struct Pending {
    batches: Vec<Batch>,
}

/// Rows taken out of [`Pending`], ready to be written.
pub(crate) struct Bulk {
    pub table: &'static Table,
    pub values: Vec<Value>,
}

impl Pending {
    pub fn add(&mut self, table: &'static Table, row: impl ExactSizeIterator<Item = Value>) {
        assert_eq!(row.len(), table.columns.len(), "a row of {} has all its columns", table.name);
        let row = row.zip(table.columns).map(|(value, (column, kind))| {
            // PostgreSQL would keep nothing in its place, and SQLite would keep it as it is.
            assert!(kind.holds(&value), "{}.{column} holds {kind:?} and was given another kind", table.name);
            value
        });
        match self.batches.iter_mut().find(|batch| ptr::eq(batch.table, table)) {
            Some(batch) => batch.values.extend(row),
            None => self.batches.push(Batch { table, values: row.collect(), mark: 0 }),
        }
    }

    /// An act begins: what it adds from here can be taken back alone.
    pub fn mark(&mut self) {
        for batch in &mut self.batches {
            batch.mark = batch.values.len();
        }
    }

    /// Takes back what the running act has added.
    pub fn undo(&mut self) {
        for batch in &mut self.batches {
            batch.values.truncate(batch.mark);
        }
    }

    /// Rows of earlier acts, to be written before the running act writes by itself.
    pub fn take_before_mark(&mut self) -> Vec<Bulk> {
        self.take(|batch| {
            let own = batch.values.split_off(batch.mark);
            batch.mark = 0;
            std::mem::replace(&mut batch.values, own)
        })
    }

    /// Whether the running act has added rows to a table that the statement names.
    pub fn own_rows_in(&self, sql: &str) -> bool {
        self.batches.iter().any(|batch| batch.values.len() > batch.mark && sql.contains(batch.table.name))
    }

    /// Rows of earlier acts in tables that the statement names.
    pub fn take_before_mark_in(&mut self, sql: &str) -> Vec<Bulk> {
        self.take(|batch| {
            if batch.mark == 0 || !sql.contains(batch.table.name) {
                return Vec::new();
            }
            let own = batch.values.split_off(batch.mark);
            batch.mark = 0;
            std::mem::replace(&mut batch.values, own)
        })
    }

    /// All rows.
    pub fn take_all(&mut self) -> Vec<Bulk> {
        self.take(|batch| {
            batch.mark = 0;
            std::mem::take(&mut batch.values)
        })
    }

    fn take(&mut self, mut part: impl FnMut(&mut Batch) -> Vec<Value>) -> Vec<Bulk> {
        self.batches
            .iter_mut()
            .map(|batch| Bulk { table: batch.table, values: part(batch) })
            .filter(|bulk| !bulk.values.is_empty())
            .map(Bulk::folded)
            .collect()
    }
}

impl Bulk {
    /// Adds up rows of the same key, so that a balance is written once a commit.
    fn folded(self) -> Self {
        let Conflict::Add { key } = self.table.conflict else { return self };
        let width = self.table.columns.len();
        let mut sums: HashMap<&[Value], Vec<i64>> = HashMap::new();
        for row in self.values.chunks_exact(width) {
            let (key, amounts) = row.split_at(key);
            let sum = sums.entry(key).or_insert_with(|| vec![0; amounts.len()]);
            for (sum, amount) in sum.iter_mut().zip(amounts) {
                if let Value::Int(amount) = amount {
                    *sum = sum.saturating_add(*amount);
                }
            }
        }
        let mut rows: Vec<_> = sums.into_iter().collect();
        // In key order, so that two writers lock rows in the same order and pages are touched once.
        rows.sort_unstable();
        let values = rows
            .into_iter()
            .flat_map(|(key, sums)| {
                key.iter().cloned().chain(sums.into_iter().map(Value::Int)).collect::<Vec<_>>()
            })
            .collect();
        Self { table: self.table, values }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Column;
    use crate::values;

    static SUM: Table = Table {
        name: "toy_sum",
        columns: &[("key", Column::Text), ("in", Column::Int), ("out", Column::Int)],
        conflict: Conflict::Add { key: 1 },
    };

    static LOG: Table = Table {
        name: "toy_log",
        columns: &[("id", Column::Int), ("photo", Column::Blob)],
        conflict: Conflict::Refuse,
    };

    fn log(pending: &mut Pending, id: i64) {
        pending.add(&LOG, values![id, None::<i64>].into_iter());
    }

    fn ids(bulks: &[Bulk]) -> Vec<Value> {
        bulks.iter().flat_map(|bulk| bulk.values.iter().step_by(2).cloned()).collect()
    }

    #[test]
    fn rows_of_one_key_are_added_up_and_lie_in_the_order_of_their_keys() {
        let mut pending = Pending::default();
        for (key, received, paid) in [("kas", 5, 0), ("bank", 7, 1), ("kas", 0, 2), ("bank", -7, 1)] {
            pending.add(&SUM, values![key, received, paid].into_iter());
        }
        let bulks = pending.take_all();
        assert_eq!(bulks.len(), 1);
        assert_eq!(bulks[0].values, values!["bank", 0, 2, "kas", 5, 2]);
        assert!(pending.take_all().is_empty(), "rows are taken once");
    }

    #[test]
    fn rows_of_earlier_acts_are_taken_alone_and_the_running_act_can_still_be_undone() {
        let mut pending = Pending::default();
        log(&mut pending, 1);
        pending.mark();
        log(&mut pending, 2);
        pending.add(&SUM, values!["kas", 1, 0].into_iter());
        assert_eq!(ids(&pending.take_before_mark()), values![1]);
        log(&mut pending, 3);
        pending.undo();
        assert!(pending.take_all().is_empty(), "the act began a table, and nothing of it is left");
    }

    #[test]
    fn only_rows_of_the_tables_that_a_question_names_are_taken() {
        let mut pending = Pending::default();
        log(&mut pending, 1);
        pending.add(&SUM, values!["kas", 1, 0].into_iter());
        pending.mark();
        let question = "select id from toy_log";
        assert!(!pending.own_rows_in(question));
        assert_eq!(ids(&pending.take_before_mark_in(question)), values![1]);
        log(&mut pending, 2);
        assert!(pending.own_rows_in(question) && !pending.own_rows_in("select key from toy_sum"));
        assert!(pending.take_before_mark_in(question).is_empty(), "the act's own rows stay its own");
        pending.undo();
        assert_eq!(pending.take_all().len(), 1, "the sum of the earlier act is still to be written");
    }

    #[test]
    fn an_act_that_is_kept_stays_when_the_next_is_undone() {
        let mut pending = Pending::default();
        log(&mut pending, 1);
        pending.mark();
        log(&mut pending, 2);
        pending.mark();
        log(&mut pending, 3);
        pending.undo();
        assert_eq!(ids(&pending.take_all()), values![1, 2]);
    }

    #[test]
    #[should_panic(expected = "a row of toy_log has all its columns")]
    fn a_row_that_lacks_a_column_is_a_mistake_in_the_program() {
        Pending::default().add(&LOG, values![1].into_iter());
    }

    #[test]
    #[should_panic(expected = "toy_log.photo holds Blob and was given another kind")]
    fn a_value_of_another_kind_is_a_mistake_in_the_program() {
        Pending::default().add(&LOG, values![1, "foto"].into_iter());
    }
}
