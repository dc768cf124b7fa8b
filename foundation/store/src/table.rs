//! Tables whose rows the store writes together, once a commit.

use crate::value::Value;

/// What a column holds, so that rows can be sent in bulk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// A whole number of 64 bits (`bigint`).
    Int,
    /// Text.
    Text,
    /// Bytes (`blob`, on PostgreSQL `bytea`).
    Blob,
}

impl Column {
    /// Whether a column of this kind can hold a value.
    pub(crate) fn holds(self, value: &Value) -> bool {
        match value {
            Value::Null => true,
            Value::Int(_) => self == Self::Int,
            Value::Text(_) => self == Self::Text,
            Value::Blob(_) => self == Self::Blob,
        }
    }
}

/// What to do when a row with the same key is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conflict {
    /// It is an error: the key was drawn by the act and cannot be there.
    Refuse,
    /// The columns after the first `key` columns are added to those of the row.
    Add {
        /// How many leading columns are the key.
        key: usize,
    },
    /// The columns after the first `key` columns replace those of the row.
    Replace {
        /// How many leading columns are the key.
        key: usize,
    },
}

/// A table as the store writes it in bulk. Declare it as a `static` beside the SQL of its owner.
#[derive(Debug)]
pub struct Table {
    /// Name of the table.
    pub name: &'static str,
    /// Names and kinds of the columns, key first.
    pub columns: &'static [(&'static str, Column)],
    /// What happens to a row that is there already.
    pub conflict: Conflict,
}

impl Table {
    fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
    }

    fn on_conflict(&self) -> String {
        let (key, old) = match self.conflict {
            Conflict::Refuse => return String::new(),
            Conflict::Add { key } => (key, true),
            Conflict::Replace { key } => (key, false),
        };
        let (keys, rest) = self.columns.split_at(key);
        let keys = keys.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let sets: Vec<String> = rest
            .iter()
            .map(|(column, _)| match old {
                true => format!("{column} = {}.{column} + excluded.{column}", self.name),
                false => format!("{column} = excluded.{column}"),
            })
            .collect();
        format!(" on conflict ({keys}) do update set {}", sets.join(", "))
    }

    /// How many leading columns are the key; none where a conflict is refused.
    pub(crate) fn key_columns(&self) -> usize {
        match self.conflict {
            Conflict::Refuse => 0,
            Conflict::Add { key } | Conflict::Replace { key } => key,
        }
    }

    /// The statement that reads the rows of many keys, a key column a parameter, and holds them.
    pub(crate) fn read_many_for_update(&self) -> String {
        let keys: Vec<&str> = self.columns.iter().take(self.key_columns()).map(|(name, _)| *name).collect();
        let columns: Vec<String> = self.columns.iter().map(|(name, _)| format!("t.{name}")).collect();
        let same: Vec<String> = keys.iter().map(|name| format!("t.{name} = asked.{name}")).collect();
        format!(
            "select {} from {} t join unnest({}) as asked ({}) on {} for update of t",
            columns.join(", "),
            self.name,
            self.arrays(self.key_columns()),
            keys.join(", "),
            same.join(" and ")
        )
    }

    /// The first `count` columns as array parameters.
    fn arrays(&self, count: usize) -> String {
        let arrays: Vec<String> = self
            .columns
            .iter()
            .take(count)
            .enumerate()
            .map(|(n, (_, kind))| {
                let kind = match kind {
                    Column::Int => "bigint",
                    Column::Text => "text",
                    Column::Blob => "bytea",
                };
                format!("${}::{kind}[]", n + 1)
            })
            .collect();
        arrays.join(", ")
    }

    /// The statement that writes one row, for an engine in the same process.
    pub(crate) fn write_one(&self) -> String {
        let places: Vec<String> = (1..=self.columns.len()).map(|n| format!("${n}")).collect();
        format!(
            "insert into {} ({}) values ({}){}",
            self.name,
            self.names(),
            places.join(", "),
            self.on_conflict()
        )
    }

    /// The statement that writes all rows in one round trip, a column a parameter.
    pub(crate) fn write_many(&self) -> String {
        format!(
            "insert into {} ({}) select * from unnest({}){}",
            self.name,
            self.names(),
            self.arrays(self.columns.len()),
            self.on_conflict()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(conflict: Conflict) -> Table {
        let columns = &[("id", Column::Int), ("name", Column::Text), ("seal", Column::Blob)];
        Table { name: "toy", columns, conflict }
    }

    #[test]
    fn a_row_is_written_alone_or_with_others() {
        let refuse = table(Conflict::Refuse);
        assert_eq!(refuse.write_one(), "insert into toy (id, name, seal) values ($1, $2, $3)");
        assert_eq!(
            refuse.write_many(),
            "insert into toy (id, name, seal) select * from unnest($1::bigint[], $2::text[], $3::bytea[])"
        );
    }

    #[test]
    fn a_row_that_is_there_is_added_to_or_replaced() {
        let ends = [
            (
                Conflict::Add { key: 1 },
                "(id) do update set name = toy.name + excluded.name, seal = toy.seal + excluded.seal",
            ),
            (Conflict::Add { key: 2 }, "(id, name) do update set seal = toy.seal + excluded.seal"),
            (Conflict::Replace { key: 2 }, "(id, name) do update set seal = excluded.seal"),
        ];
        for (conflict, end) in ends {
            let table = table(conflict);
            assert!(table.write_one().ends_with(&format!(" values ($1, $2, $3) on conflict {end}")));
            assert!(table.write_many().ends_with(&format!(" on conflict {end}")));
        }
    }

    #[test]
    fn a_column_holds_values_of_its_kind_and_nothing() {
        let values = [Value::Int(1), Value::Text("1".into()), Value::Blob(vec![1])];
        for (n, kind) in [Column::Int, Column::Text, Column::Blob].into_iter().enumerate() {
            assert!(kind.holds(&Value::Null));
            let held: Vec<bool> = values.iter().map(|value| kind.holds(value)).collect();
            assert_eq!(held, (0..3).map(|place| place == n).collect::<Vec<_>>());
        }
    }
}
