//! All SQL of reconciliation.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{AccountCode, BookDate, CooperativeId, EntryId, Rupiah, Timestamp, UnitCode, UserId};
use store::{Reader, Row, StoreError, StoreErrorKind, Tx, values};

use crate::count::CashCount;
use crate::import::{LineId, Pending, StatementFile, StatementId, StatementLine};
use crate::layout::{Columns, Remembered};

/// Unit of a count of all units together.
const ALL_UNITS: i64 = -1;

pub(crate) fn statements(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
) -> Result<Vec<StatementFile>, StoreError> {
    let sql = "select statement_id, name, layout, first_date, last_date, through, opening, closing, added, \
         uploaded_by, uploaded_at, sha256 from reconciliation_statement \
         where cooperative_id = $1 and account = $2 order by first_date, statement_id";
    let row = |row: &Row| {
        Ok(StatementFile {
            id: StatementId(row.int(0)?),
            account,
            name: row.text(1)?,
            layout: row.text(2)?,
            first_date: row.date(3)?,
            last_date: row.date(4)?,
            through: row.date(5)?,
            opening: row.rupiah(6)?,
            closing: row.rupiah(7)?,
            added: row.int(8)?,
            by: UserId(row.int(9)?),
            at: Timestamp(row.int(10)?),
            sha256: row.blob(11)?,
        })
    };
    reader.query(sql, &values![cooperative, account])?.iter().map(row).collect()
}

pub(crate) fn insert_statement(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    statement: &StatementFile,
) -> Result<(), StoreError> {
    let sql = "insert into reconciliation_statement (cooperative_id, statement_id, account, name, sha256, \
         layout, first_date, last_date, through, opening, closing, added, uploaded_by, uploaded_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    let row = values![
        cooperative,
        statement.id.0,
        statement.account,
        &statement.name,
        statement.sha256.as_slice(),
        &statement.layout,
        statement.first_date,
        statement.last_date,
        statement.through,
        statement.opening,
        statement.closing,
        statement.added,
        statement.by,
        statement.at
    ];
    tx.execute(sql, &row).map(|_| ())
}

pub(crate) fn delete_statement(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    statement: StatementId,
) -> Result<(), StoreError> {
    let key = values![cooperative, statement.0];
    tx.execute("delete from reconciliation_line where cooperative_id = $1 and statement_id = $2", &key)?;
    tx.execute("delete from reconciliation_statement where cooperative_id = $1 and statement_id = $2", &key)?;
    Ok(())
}

fn line(row: &Row) -> Result<StatementLine, StoreError> {
    Ok(StatementLine {
        id: LineId(row.int(0)?),
        statement: StatementId(row.int(1)?),
        row: row.int(2)?,
        date: row.date(3)?,
        text: row.text(4)?,
        amount: row.rupiah(5)?,
        balance: row.opt_int(6)?.map(Rupiah),
    })
}

/// The lines of an account through a day, oldest first.
pub(crate) fn lines(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
    through: BookDate,
) -> Result<Vec<StatementLine>, StoreError> {
    let sql = "select line_id, statement_id, row_number, line_date, text, amount, balance \
         from reconciliation_line where cooperative_id = $1 and account = $2 and line_date <= $3 \
         order by line_date, line_id";
    reader.query(sql, &values![cooperative, account, through])?.iter().map(line).collect()
}

pub(crate) fn insert_line(
    tx: &mut Tx<'_>,
    (cooperative, account): (CooperativeId, AccountCode),
    line: &StatementLine,
) -> Result<(), StoreError> {
    let sql = "insert into reconciliation_line (cooperative_id, line_id, account, statement_id, row_number, \
         line_date, text, amount, balance) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let row = values![
        cooperative,
        line.id.0,
        account,
        line.statement.0,
        line.row,
        line.date,
        &line.text,
        line.amount,
        line.balance
    ];
    tx.execute(sql, &row).map(|_| ())
}

/// A line that an entry is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Matched {
    pub line: LineId,
    /// The day of the entry.
    pub date: BookDate,
}

/// Which line each entry of an account is, where the entry has not been reversed.
pub(crate) fn matches(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
) -> Result<BTreeMap<EntryId, Matched>, StoreError> {
    let sql = "select m.entry_id, m.line_id, e.book_date from reconciliation_match m \
         join ledger_entry e on e.cooperative_id = $1 and e.entry_id = m.entry_id \
         left join ledger_reversal r on r.cooperative_id = $1 and r.entry_id = m.entry_id \
         where m.cooperative_id = $1 and m.account = $2 and r.entry_id is null";
    let row =
        |row: &Row| Ok((EntryId(row.int(0)?), Matched { line: LineId(row.int(1)?), date: row.date(2)? }));
    reader.query(sql, &values![cooperative, account])?.iter().map(row).collect()
}

pub(crate) fn insert_match(
    tx: &mut Tx<'_>,
    (cooperative, account): (CooperativeId, AccountCode),
    (line, entry): (LineId, EntryId),
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "insert into reconciliation_match (cooperative_id, account, entry_id, line_id, matched_by, \
         matched_at) values ($1, $2, $3, $4, $5, $6)";
    tx.execute(sql, &values![cooperative, account, entry, line.0, by, at]).map(|_| ())
}

/// Takes the matches of a line back; says how many there were.
pub(crate) fn delete_matches(
    tx: &mut Tx<'_>,
    (cooperative, account): (CooperativeId, AccountCode),
    line: LineId,
) -> Result<u64, StoreError> {
    let sql = "delete from reconciliation_match where cooperative_id = $1 and account = $2 and line_id = $3";
    tx.execute(sql, &values![cooperative, account, line.0])
}

/// The entries of an account that a reversal dated no later than a day took back, and those reversals.
pub(crate) fn undone(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
    through: BookDate,
) -> Result<BTreeSet<EntryId>, StoreError> {
    let sql = "select r.entry_id, r.reversed_by from ledger_reversal r \
         join ledger_line l on l.cooperative_id = $1 and l.entry_id = r.entry_id and l.account = $2 \
         join ledger_entry e on e.cooperative_id = $1 and e.entry_id = r.reversed_by \
         where r.cooperative_id = $1 and e.book_date <= $3";
    let mut undone = BTreeSet::new();
    for row in reader.query(sql, &values![cooperative, account, through])? {
        undone.extend([EntryId(row.int(0)?), EntryId(row.int(1)?)]);
    }
    Ok(undone)
}

pub(crate) fn layout(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
) -> Result<Option<Remembered>, StoreError> {
    let sql =
        "select headings, columns from reconciliation_layout where cooperative_id = $1 and account = $2";
    let row = reader.query_opt(sql, &values![cooperative, account])?;
    row.map(|row| {
        let columns: Columns = serde_json::from_str(&row.text(1)?)
            .map_err(|error| StoreError::new(StoreErrorKind::Fault, error))?;
        Ok(Remembered { headings: row.text(0)?, columns })
    })
    .transpose()
}

pub(crate) fn remember_layout(
    tx: &mut Tx<'_>,
    (cooperative, account): (CooperativeId, AccountCode),
    layout: &Remembered,
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    let columns = serde_json::to_string(&layout.columns)
        .map_err(|error| StoreError::new(StoreErrorKind::Fault, error))?;
    let sql = "insert into reconciliation_layout (cooperative_id, account, headings, columns, set_by, set_at) \
         values ($1, $2, $3, $4, $5, $6) on conflict (cooperative_id, account) do update \
         set headings = excluded.headings, columns = excluded.columns, set_by = excluded.set_by, \
         set_at = excluded.set_at";
    tx.execute(sql, &values![cooperative, account, &layout.headings, columns, by, at]).map(|_| ())
}

pub(crate) fn pending(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
) -> Result<Option<Pending>, StoreError> {
    let sql = "select name, bytes, through, closing from reconciliation_pending \
         where cooperative_id = $1 and account = $2";
    let row = reader.query_opt(sql, &values![cooperative, account])?;
    row.map(|row| {
        Ok(Pending {
            name: row.text(0)?,
            bytes: row.blob(1)?,
            through: row.date(2)?,
            closing: row.opt_int(3)?.map(Rupiah),
        })
    })
    .transpose()
}

pub(crate) fn keep_pending(
    tx: &mut Tx<'_>,
    (cooperative, account): (CooperativeId, AccountCode),
    pending: &Pending,
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "insert into reconciliation_pending (cooperative_id, account, name, bytes, through, closing, \
         uploaded_by, uploaded_at) values ($1, $2, $3, $4, $5, $6, $7, $8) \
         on conflict (cooperative_id, account) do update set name = excluded.name, bytes = excluded.bytes, \
         through = excluded.through, closing = excluded.closing, uploaded_by = excluded.uploaded_by, \
         uploaded_at = excluded.uploaded_at";
    let Pending { name, bytes, through, closing } = pending;
    tx.execute(sql, &values![cooperative, account, name, bytes.as_slice(), *through, *closing, by, at])
        .map(|_| ())
}

pub(crate) fn drop_pending(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    account: AccountCode,
) -> Result<(), StoreError> {
    let sql = "delete from reconciliation_pending where cooperative_id = $1 and account = $2";
    tx.execute(sql, &values![cooperative, account]).map(|_| ())
}

macro_rules! count_columns {
    () => {
        "select count_id, account, unit, counted_on, total, books, pieces, note, counted_by, counted_at \
         from reconciliation_count where cooperative_id = $1 "
    };
}

fn count(row: &Row) -> Result<CashCount, StoreError> {
    let pieces =
        serde_json::from_str(&row.text(6)?).map_err(|error| StoreError::new(StoreErrorKind::Fault, error))?;
    Ok(CashCount {
        id: row.int(0)?,
        account: AccountCode(row.int(1)?),
        unit: Some(row.int(2)?).filter(|unit| *unit != ALL_UNITS).map(UnitCode),
        on: row.date(3)?,
        total: row.rupiah(4)?,
        books: row.rupiah(5)?,
        pieces,
        note: row.text(7)?,
        by: UserId(row.int(8)?),
        at: Timestamp(row.int(9)?),
    })
}

pub(crate) fn insert_count(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    count: &CashCount,
) -> Result<(), StoreError> {
    let pieces = serde_json::to_string(&count.pieces)
        .map_err(|error| StoreError::new(StoreErrorKind::Fault, error))?;
    let sql = "insert into reconciliation_count (cooperative_id, count_id, account, unit, counted_on, total, \
         books, pieces, note, counted_by, counted_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let unit = count.unit.map_or(ALL_UNITS, |unit| unit.0);
    let row = values![
        cooperative,
        count.id,
        count.account,
        unit,
        count.on,
        count.total,
        count.books,
        pieces,
        &count.note,
        count.by,
        count.at
    ];
    tx.execute(sql, &row).map(|_| ())
}

pub(crate) fn one_count(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    id: i64,
) -> Result<Option<CashCount>, StoreError> {
    let row = reader.query_opt(concat!(count_columns!(), "and count_id = $2"), &values![cooperative, id])?;
    row.as_ref().map(count).transpose()
}

pub(crate) fn last_counts(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    limit: i64,
) -> Result<Vec<CashCount>, StoreError> {
    let sql = concat!(count_columns!(), "order by counted_on desc, count_id desc limit $2");
    reader.query(sql, &values![cooperative, limit])?.iter().map(count).collect()
}

pub(crate) fn last_count(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
    through: BookDate,
) -> Result<Option<CashCount>, StoreError> {
    let sql = concat!(
        count_columns!(),
        "and account = $2 and counted_on <= $3 order by counted_on desc, count_id desc limit 1"
    );
    let row = reader.query_opt(sql, &values![cooperative, account, through])?;
    row.as_ref().map(count).transpose()
}
