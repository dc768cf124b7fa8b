//! Expenses that have been had and are not paid yet: into the month they belong to, and out again in the
//! next, so that the bill is recorded as always when it is paid and counts once (rules §5.1, accrual basis).
//!
//! The entry is dated the last day of its month, its opposite the first day after. Nothing is dated in the
//! future: where the next month has not begun, [`reverse_due`] posts the opposite once it has.

use kernel::{
    AccountCode, BookDate, CooperativeId, EntryId, Month, Rupiah, Timestamp, UnitCode, UserId, Zone,
};
use ledger::{Account, AccountKind, Book, Entry, Line};
use serde::{Deserialize, Serialize};
use store::{Reader, Row, StoreError, Tx, next_number, values};

use crate::error::CashbookError;
use crate::record::Recorded;

/// "Beban masih harus dibayar".
pub const ACCRUED: AccountCode = AccountCode(21_300);

/// Expenses that nobody sends a bill for: depreciation, amortisation, allowances.
const NEVER_BILLED: [AccountCode; 4] =
    [AccountCode(61_500), AccountCode(61_510), AccountCode(61_600), AccountCode(61_610)];

/// Outside the business proper: interest on loans, fines.
const BILLED_OUTSIDE: [AccountCode; 2] = [AccountCode(81_100), AccountCode(81_210)];

/// An expense to be put into its month.
#[derive(Debug, Clone)]
pub struct Accruing {
    /// Whose books.
    pub cooperative: CooperativeId,
    /// The expense: one that [`may_accrue`].
    pub account: AccountCode,
    /// The business unit that had it.
    pub unit: UnitCode,
    /// Whole rupiah, above zero; an estimate where the bill is not there yet.
    pub amount: Rupiah,
    /// The month it belongs to; over, and open.
    pub month: Month,
    /// A remark, or empty.
    pub note: String,
    /// Who records.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// How an accrual stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccrualState {
    /// In its month; the opposite is still to be posted.
    Waiting,
    /// In its month, and out again.
    Reversed,
    /// Taken back as a mistake.
    Cancelled,
    /// Taken back as a mistake while its opposite still stands: that must be taken back too.
    HalfCancelled,
}

/// An expense that was put into its month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accrual {
    /// Number among the cooperative's accruals.
    pub id: i64,
    /// The entry.
    pub entry: EntryId,
    /// The month it belongs to.
    pub month: Month,
    /// The expense.
    pub account: AccountCode,
    /// The business unit.
    pub unit: UnitCode,
    /// Whole rupiah.
    pub amount: Rupiah,
    /// A remark, or empty.
    pub note: String,
    /// Who recorded it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// The opposite entry, where it has been posted and stands.
    pub reversed_by: Option<EntryId>,
    /// How it stands.
    pub state: AccrualState,
}

/// Whether an account is an expense that may be owed at the end of a month.
pub fn may_accrue(account: &Account) -> bool {
    let expense = matches!(account.kind, AccountKind::Expense | AccountKind::CooperativeExpense);
    (expense && !NEVER_BILLED.contains(&account.code)) || BILLED_OUTSIDE.contains(&account.code)
}

/// Puts an expense into its month, and out again on the first day of the next where that has begun.
///
/// # Errors
/// [`CashbookError::Amount`], [`CashbookError::NotExpense`]; the ledger's refusals of a month that is not
/// over or is closed.
pub fn accrue(tx: &mut Tx<'_>, accruing: &Accruing) -> Result<Accrual, CashbookError> {
    let Accruing { cooperative, account, unit, amount, month, by, at, .. } = *accruing;
    if amount < Rupiah(1) {
        return Err(CashbookError::Amount);
    }
    let chart = ledger::chart_of(tx, cooperative, month.last_day())?;
    if !chart.account(account).is_some_and(may_accrue) {
        return Err(CashbookError::NotExpense);
    }
    let note = accruing.note.trim();
    let id = next_number(tx, cooperative.0, "accrual")?;
    let mut accrual = Accrual {
        id,
        entry: EntryId(0),
        month,
        account,
        unit,
        amount,
        note: note.to_owned(),
        by,
        at,
        reversed_by: None,
        state: AccrualState::Waiting,
    };
    let said = format!("Belum dibayar: {} {}", chart.name(account), month.long());
    accrual.entry = post(tx, cooperative, &accrual, Side::Into(said), (by, at))?.entry;
    tx.execute(
        "insert into cashbook_accrual (cooperative_id, accrual_id, entry_id, month, account, unit, amount, note, \
         made_by, made_at, reversed_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)",
        &values![cooperative, id, accrual.entry, month, account, unit, amount, note, by, at],
    )?;
    if month.next().first_day() <= at.date_in(Zone::Wib) {
        accrual.reversed_by = Some(reverse_one(tx, cooperative, &accrual, (by, at))?.entry);
        accrual.state = AccrualState::Reversed;
    }
    Ok(accrual)
}

/// Which way an accrual is posted, with what the entry says or on which day it is.
enum Side {
    Into(String),
    Out(BookDate, String),
}

fn post(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    accrual: &Accrual,
    side: Side,
    (by, at): (UserId, Timestamp),
) -> Result<Recorded, CashbookError> {
    let (date, description, amount, act) = match side {
        Side::Into(said) => (accrual.month.last_day(), said, accrual.amount, "cashbook.accrue"),
        Side::Out(date, said) => (date, said, -accrual.amount, "cashbook.accrual_back"),
    };
    let posted = ledger::post(
        tx,
        &Entry {
            cooperative,
            date,
            book: Book::Memorial,
            description: description.chars().take(200).collect(),
            note: accrual.note.clone(),
            act,
            rule: String::new(),
            voucher: None,
            reverses: None,
            by,
            at,
            lines: vec![
                Line::debit(accrual.account, amount).unit(accrual.unit),
                Line::debit(ACCRUED, -amount).unit(accrual.unit),
            ],
        },
    )?;
    Ok(posted.into())
}

/// Posts the opposite on the first day of the next month; of the first open month where that was closed
/// meanwhile.
fn reverse_one(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    accrual: &Accrual,
    (by, at): (UserId, Timestamp),
) -> Result<Recorded, CashbookError> {
    let first_open = ledger::period_state(tx, cooperative)?.closed_through.map(Month::next);
    let month = first_open.map_or(accrual.month.next(), |open| open.max(accrual.month.next()));
    let chart = ledger::chart_of(tx, cooperative, month.first_day())?;
    let said = format!("Pembalik: {} {}", chart.name(accrual.account), accrual.month.long());
    let posted = post(tx, cooperative, accrual, Side::Out(month.first_day(), said), (by, at))?;
    tx.execute(
        "update cashbook_accrual set reversed_by = $3 where cooperative_id = $1 and accrual_id = $2",
        &values![cooperative, accrual.id, posted.entry],
    )?;
    Ok(posted)
}

fn decode(row: &Row) -> Result<Accrual, StoreError> {
    Ok(Accrual {
        id: row.int(0)?,
        entry: EntryId(row.int(1)?),
        month: row.month(2)?,
        account: AccountCode(row.int(3)?),
        unit: UnitCode(row.int(4)?),
        amount: row.rupiah(5)?,
        note: row.text(6)?,
        by: UserId(row.int(7)?),
        at: Timestamp(row.int(8)?),
        reversed_by: Some(row.int(9)?).filter(|entry| *entry != 0).map(EntryId),
        state: AccrualState::Waiting,
    })
}

/// Reversals are read, not called back: an opposite that was taken back as a mistake does not count.
fn settle(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    accrual: &mut Accrual,
) -> Result<(), StoreError> {
    if let Some(opposite) = accrual.reversed_by
        && ledger::reversal_of(reader, cooperative, opposite)?.is_some()
    {
        accrual.reversed_by = None;
    }
    let cancelled = ledger::reversal_of(reader, cooperative, accrual.entry)?.is_some();
    accrual.state = match (cancelled, accrual.reversed_by.is_some()) {
        (false, false) => AccrualState::Waiting,
        (false, true) => AccrualState::Reversed,
        (true, false) => AccrualState::Cancelled,
        (true, true) => AccrualState::HalfCancelled,
    };
    Ok(())
}

/// All accruals of a cooperative, newest first.
pub fn accruals(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Accrual>, StoreError> {
    let rows = reader.query(
        "select accrual_id, entry_id, month, account, unit, amount, note, made_by, made_at, reversed_by \
         from cashbook_accrual where cooperative_id = $1 order by accrual_id desc",
        &values![cooperative],
    )?;
    let mut accruals = rows.iter().map(decode).collect::<Result<Vec<_>, _>>()?;
    for accrual in &mut accruals {
        settle(reader, cooperative, accrual)?;
    }
    Ok(accruals)
}

/// The accruals whose opposite is to be posted by a day, oldest first.
///
/// # Errors
/// The store cannot answer.
pub fn due_reversals(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    today: BookDate,
) -> Result<Vec<Accrual>, StoreError> {
    let mut due = accruals(reader, cooperative)?;
    due.retain(|accrual| accrual.state == AccrualState::Waiting && accrual.month.next().first_day() <= today);
    due.reverse();
    Ok(due)
}

/// Posts the opposites that are due by a day. Done again, it posts nothing.
///
/// # Errors
/// The ledger's refusals.
pub fn reverse_due(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    today: BookDate,
    by: UserId,
    at: Timestamp,
) -> Result<Vec<Recorded>, CashbookError> {
    let due = due_reversals(tx, cooperative, today)?;
    due.iter().map(|accrual| reverse_one(tx, cooperative, accrual, (by, at))).collect()
}
