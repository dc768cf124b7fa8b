//! Months: open, closed with a seal, opened again with a reason.

use std::fmt::Write;

use kernel::{CooperativeId, EntryId, Month, Timestamp, UserId, Zone};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{Reader, Row, StoreError, Tx, values};

use crate::balance::balances;
use crate::chain::Chain;
use crate::error::LedgerError;
use crate::year::last_closed_year;

/// The longest remarks of a closing, in characters.
const REMARKS_MAX: usize = 1_000;

/// How far the books of a cooperative are closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PeriodState {
    /// The last closed month; all before it are closed too.
    pub closed_through: Option<Month>,
    /// The last entry in the chain.
    pub last_entry: EntryId,
}

/// A closing of a month: what a bank or an auditor checks a paper against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The month.
    pub month: Month,
    /// 1 for the first closing, more after the month was opened again.
    pub closing: i64,
    /// The last entry that the seal covers.
    pub last_entry: EntryId,
    /// The seal: 64 hexadecimal digits.
    pub seal: String,
    /// Who closed.
    pub closed_by: UserId,
    /// When.
    pub closed_at: Timestamp,
    /// When it was opened again, if it was.
    pub reopened_at: Option<Timestamp>,
    /// What the closer knew to be missing, by [`remark_closing`]; not covered by the seal.
    #[serde(default)]
    pub remarks: String,
}

/// How far the books are closed, as committed.
pub fn period_state(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<PeriodState, StoreError> {
    let row = reader.query_opt(
        "select last_entry, closed_through from ledger_chain where cooperative_id = $1",
        &values![cooperative],
    )?;
    Ok(match row {
        Some(row) => {
            PeriodState { last_entry: EntryId(row.int(0)?), closed_through: Month::from_number(row.int(1)?) }
        }
        None => PeriodState { last_entry: EntryId(0), closed_through: None },
    })
}

/// Closes a month: nothing can be posted into it or before it any more, and its figures get a seal.
/// The first closing may be of any month that is over; after that, months close in order.
///
/// # Errors
/// [`LedgerError::MonthNotOver`], [`LedgerError::CloseInOrder`].
pub fn close_month(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    month: Month,
    by: UserId,
    at: Timestamp,
) -> Result<Seal, LedgerError> {
    if month.last_day() >= at.date_in(Zone::Wib) {
        return Err(LedgerError::MonthNotOver(month));
    }
    let mut chain = tx.folded::<Chain>(&cooperative)?;
    if let Some(closed) = chain.closed_through
        && month != closed.next()
    {
        return Err(LedgerError::CloseInOrder(closed.next()));
    }
    let seal = compute(tx, cooperative, month, EntryId(chain.last_entry), &chain.tip)?;
    let row = tx.query_one(
        "select count(*) from ledger_seal where cooperative_id = $1 and month = $2",
        &values![cooperative, month],
    )?;
    let closing = row.int(0)? + 1;
    tx.execute(
        "insert into ledger_seal (cooperative_id, month, closing, last_entry, tip, seal, closed_by, closed_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &values![cooperative, month, closing, chain.last_entry, chain.tip.as_slice(), seal.as_str(), by, at],
    )?;
    let last_entry = EntryId(chain.last_entry);
    chain.closed_through = Some(month);
    tx.set_folded(&cooperative, chain);
    let (reopened_at, remarks) = (None, String::new());
    Ok(Seal { month, closing, last_entry, seal, closed_by: by, closed_at: at, reopened_at, remarks })
}

/// Keeps with the closing of a month what was known to be missing, cut to a thousand characters. Says whether
/// there was a closing that stands.
///
/// # Errors
/// The store cannot write.
pub fn remark_closing(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    month: Month,
    remarks: &str,
) -> Result<bool, LedgerError> {
    let remarks: String = remarks.chars().take(REMARKS_MAX).collect();
    let kept = tx.execute(
        "update ledger_seal set remarks = $3 where cooperative_id = $1 and month = $2 and reopened_at is null",
        &values![cooperative, month, remarks],
    )?;
    Ok(kept == 1)
}

/// Opens the last closed month again. Its seal stays on record as opened. The month before it stays closed
/// where it has a seal of its own; else all is open, as it was before the first closing.
///
/// # Errors
/// [`LedgerError::NotLastClosed`], [`LedgerError::Reason`], [`LedgerError::YearShut`] where the year of the
/// month is closed for good.
pub fn reopen_month(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    month: Month,
    reason: &str,
    by: UserId,
    at: Timestamp,
) -> Result<(), LedgerError> {
    if !(5..=200).contains(&reason.trim().chars().count()) {
        return Err(LedgerError::Reason);
    }
    let mut chain = tx.folded::<Chain>(&cooperative)?;
    if chain.closed_through != Some(month) {
        return Err(LedgerError::NotLastClosed(chain.closed_through));
    }
    if let Some(shut) = last_closed_year(tx, cooperative)?
        && month.year() <= shut
    {
        return Err(LedgerError::YearShut(month.year()));
    }
    tx.execute(
        "update ledger_seal set reopened_by = $3, reopened_at = $4, reopen_reason = $5 \
         where cooperative_id = $1 and month = $2 and reopened_at is null",
        &values![cooperative, month, by, at, reason.trim()],
    )?;
    // The first closing closed all that came before it under one seal: nothing stays closed without one.
    let sealed = tx.query_one(
        "select count(*) from ledger_seal where cooperative_id = $1 and month = $2 and reopened_at is null",
        &values![cooperative, month.previous()],
    )?;
    chain.closed_through = Some(month.previous()).filter(|_| sealed.int(0) != Ok(0));
    tx.set_folded(&cooperative, chain);
    Ok(())
}

fn seal(row: &Row) -> Result<Seal, StoreError> {
    Ok(Seal {
        month: row.month(0)?,
        closing: row.int(1)?,
        last_entry: EntryId(row.int(2)?),
        seal: row.text(3)?,
        closed_by: UserId(row.int(4)?),
        closed_at: Timestamp(row.int(5)?),
        reopened_at: row.opt_int(6)?.map(Timestamp),
        remarks: row.text(7)?,
    })
}

/// All closings, newest first.
pub fn seals(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Seal>, StoreError> {
    reader
        .query(
            "select month, closing, last_entry, seal, closed_by, closed_at, reopened_at, remarks from ledger_seal \
             where cooperative_id = $1 order by month desc, closing desc",
            &values![cooperative],
        )?
        .iter()
        .map(seal)
        .collect()
}

/// Whether a seal still agrees with the books: computes it again from chain and balances.
pub fn verify_seal(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    seal: &Seal,
) -> Result<bool, StoreError> {
    let tip = match seal.last_entry.0 {
        0 => vec![0; 32],
        id => {
            let row = reader.query_opt(
                "select hash from ledger_entry where cooperative_id = $1 and entry_id = $2",
                &values![cooperative, id],
            )?;
            match row {
                Some(row) => row.blob(0)?,
                None => return Ok(false),
            }
        }
    };
    Ok(compute(reader, cooperative, seal.month, seal.last_entry, &tip)? == seal.seal)
}

/// SHA-256 over the cooperative, the month, the tip of the chain and every balance at the month's end,
/// as text: `19|202607|831|tip|account:unit:activity:debit:credit|…`.
fn compute(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    month: Month,
    last_entry: EntryId,
    tip: &[u8],
) -> Result<String, StoreError> {
    let mut text = format!("{cooperative}|{}|{last_entry}|{}", month.number(), hex(tip));
    for row in balances(reader, cooperative, None, month.last_day(), None)? {
        let (account, unit, activity) = (row.account, row.unit, row.activity.number());
        // Writing to a String cannot fail.
        let _ = write!(text, "|{account}:{unit}:{activity}:{}:{}", row.debit.0, row.credit.0);
    }
    Ok(hex(&Sha256::digest(text)))
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
