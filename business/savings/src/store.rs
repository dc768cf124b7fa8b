//! All SQL of savings.

use std::collections::BTreeSet;

use ::store::{Column, Conflict, Reader, Row, StoreError, Table, Tx, values};
use kernel::{CooperativeId, EntryId, Month, PartyId};

use crate::SavingsError;
use crate::months::Due;
use crate::terms::{Terms, TermsChange};

/// Months that entries cover. Only added to.
static DUE: Table = Table {
    name: "savings_due",
    columns: &[
        ("cooperative_id", Column::Int),
        ("member", Column::Int),
        ("month", Column::Int),
        ("entry_id", Column::Int),
        ("amount", Column::Int),
    ],
    conflict: Conflict::Refuse,
};

pub(crate) fn append_dues(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    member: PartyId,
    entry: EntryId,
    dues: &[Due],
) {
    for (month, amount) in dues {
        tx.append(&DUE, values![cooperative, member, *month, entry, *amount]);
    }
}

/// A month that an entry covers, or covered before it was reversed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DueRow {
    pub member: PartyId,
    pub month: Month,
    pub entry: EntryId,
}

fn due_row(row: &Row) -> Result<DueRow, StoreError> {
    Ok(DueRow { member: PartyId(row.int(0)?), month: row.month(1)?, entry: EntryId(row.int(2)?) })
}

/// The months from one through another that entries of a member cover, in order.
pub(crate) fn dues_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    member: PartyId,
    (from, through): (Month, Month),
) -> Result<Vec<DueRow>, StoreError> {
    let sql = "select member, month, entry_id from savings_due \
         where cooperative_id = $1 and member = $2 and month between $3 and $4 order by month, entry_id";
    reader.query(sql, &values![cooperative, member, from, through])?.iter().map(due_row).collect()
}

/// The same for all members, through a month.
pub(crate) fn dues_through(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    last: Month,
) -> Result<Vec<DueRow>, StoreError> {
    let sql = "select member, month, entry_id from savings_due \
         where cooperative_id = $1 and month <= $2 order by member, month, entry_id";
    reader.query(sql, &values![cooperative, last])?.iter().map(due_row).collect()
}

/// Which of these entries have been reversed: one question for all, over the stretch of their numbers.
pub(crate) fn reversed_among(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    rows: &[DueRow],
) -> Result<BTreeSet<EntryId>, StoreError> {
    let entries = || rows.iter().map(|row| row.entry);
    let (Some(first), Some(last)) = (entries().min(), entries().max()) else { return Ok(BTreeSet::new()) };
    let sql = "select entry_id from ledger_reversal where cooperative_id = $1 and entry_id between $2 and $3";
    let found = reader.query(sql, &values![cooperative, first, last])?;
    found.iter().map(|row| row.int(0).map(EntryId)).collect()
}

pub(crate) fn terms(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Terms>, StoreError> {
    let sql = "select valid_from, principal_amount, monthly_amount, source from savings_setting \
         where cooperative_id = $1 order by valid_from";
    let terms = |row: &Row| {
        Ok(Terms {
            valid_from: row.date(0)?,
            principal_amount: row.rupiah(1)?,
            monthly_amount: row.rupiah(2)?,
            source: row.text(3)?,
        })
    };
    reader.query(sql, &values![cooperative])?.iter().map(terms).collect()
}

pub(crate) fn set_terms(tx: &mut Tx<'_>, change: &TermsChange, source: &str) -> Result<(), SavingsError> {
    let sql = "insert into savings_setting (cooperative_id, valid_from, principal_amount, monthly_amount, source, \
         set_by, set_at) values ($1, $2, $3, $4, $5, $6, $7) \
         on conflict (cooperative_id, valid_from) do update set principal_amount = excluded.principal_amount, \
         monthly_amount = excluded.monthly_amount, source = excluded.source, set_by = excluded.set_by, \
         set_at = excluded.set_at";
    let Terms { valid_from, principal_amount, monthly_amount, .. } = &change.terms;
    let (principal, monthly) = (*principal_amount, *monthly_amount);
    tx.execute(
        sql,
        &values![change.cooperative, *valid_from, principal, monthly, source, change.by, change.at],
    )?;
    Ok(())
}
