//! Numbers without gaps, drawn in the transaction that uses them.

use crate::table::{Column, Conflict, Table};
use crate::tx::Tx;
use crate::value::{Row, Value};
use crate::{Folded, StoreError, values};

static SEQUENCE: Table = Table {
    name: "store_sequence",
    columns: &[("tenant", Column::Int), ("name", Column::Text), ("last", Column::Int)],
    conflict: Conflict::Replace { key: 2 },
};

#[derive(Clone)]
struct Sequence {
    last: i64,
}

impl Folded for Sequence {
    type Key = (i64, String);
    const TABLE: &'static Table = &SEQUENCE;
    const LOAD: &'static str = "select last from store_sequence where tenant = $1 and name = $2";

    fn key((tenant, name): &Self::Key) -> Vec<Value> {
        values![*tenant, name].into()
    }

    fn decode(row: &Row) -> Result<Self, StoreError> {
        Ok(Self { last: row.int(0)? })
    }

    fn absent() -> Self {
        Self { last: 0 }
    }

    fn encode(&self) -> Vec<Value> {
        vec![self.last.into()]
    }

    fn tenant((tenant, _): &Self::Key) -> Option<i64> {
        Some(*tenant)
    }
}

/// The next number of a sequence of one cooperative (0: of the whole system), from 1, without gaps:
/// an act that is taken back gives its number back too.
pub fn next_number(tx: &mut Tx<'_>, tenant: i64, name: impl Into<String>) -> Result<i64, StoreError> {
    let key = (tenant, name.into());
    let Sequence { last } = tx.folded::<Sequence>(&key)?;
    tx.set_folded(&key, Sequence { last: last + 1 });
    Ok(last + 1)
}
