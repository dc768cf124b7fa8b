//! Years: closed for good once the annual meeting has adopted the accounts.
//!
//! A month can be opened again by the chair; a year that was closed cannot. No entry is posted by it: result
//! accounts are never emptied, statements divide the years by date.

use std::fmt::Write;

use kernel::{BookDate, CooperativeId, Month, Timestamp, UserId, Zone};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{Reader, Row, StoreError, Tx, values};

use crate::chain::Chain;
use crate::error::LedgerError;
use crate::period::hex;

/// A closing of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearClosing {
    /// The calendar year, which is the book year (rules §5.1).
    pub year: i64,
    /// The day of the annual meeting that adopted its accounts.
    pub adopted_on: BookDate,
    /// Who closed.
    pub closed_by: UserId,
    /// When.
    pub closed_at: Timestamp,
    /// SHA-256 over the year's month seals: 64 hexadecimal digits.
    pub seal: String,
}

/// The last month of a year.
pub(crate) fn december(year: i64) -> Option<Month> {
    Month::new(year, 12)
}

/// Closes a year for good: from then on [`crate::reopen_month`] refuses its months. All its months must be
/// closed, December under a seal of its own, and the annual meeting must have been held. The first closing
/// may be of any year and shuts those before it too; after that, years close in order.
///
/// # Errors
/// [`LedgerError::YearShut`], [`LedgerError::YearsInOrder`], [`LedgerError::YearOpen`],
/// [`LedgerError::MeetingDate`].
pub fn close_year(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    year: i64,
    adopted_on: BookDate,
    by: UserId,
    at: Timestamp,
) -> Result<YearClosing, LedgerError> {
    // The chain's row first: it is held against other writers, and a closing or opening of a month in the
    // same commit is seen in it.
    let closed_through = tx.folded::<Chain>(&cooperative)?.closed_through;
    match last_closed_year(tx, cooperative)? {
        Some(last) if year <= last => return Err(LedgerError::YearShut(last)),
        Some(last) if year != last + 1 => return Err(LedgerError::YearsInOrder(last + 1)),
        _ => {}
    }
    let december = december(year).ok_or(LedgerError::YearOpen(year))?;
    if closed_through.is_none_or(|closed| closed < december) {
        return Err(LedgerError::YearOpen(year));
    }
    let month_seals = month_seals(tx, cooperative, year)?;
    if month_seals.last().is_none_or(|(month, ..)| *month != december) {
        return Err(LedgerError::YearOpen(year));
    }
    if adopted_on <= december.last_day() || adopted_on > at.date_in(Zone::Wit) {
        return Err(LedgerError::MeetingDate(year));
    }
    let seal = compute(cooperative, year, adopted_on, &month_seals);
    tx.execute(
        "insert into ledger_year_close (cooperative_id, year, adopted_on, closed_by, closed_at, seal) \
         values ($1, $2, $3, $4, $5, $6)",
        &values![cooperative, year, adopted_on, by, at, seal.as_str()],
    )?;
    Ok(YearClosing { year, adopted_on, closed_by: by, closed_at: at, seal })
}

fn year_closing(row: &Row) -> Result<YearClosing, StoreError> {
    Ok(YearClosing {
        year: row.int(0)?,
        adopted_on: row.date(1)?,
        closed_by: UserId(row.int(2)?),
        closed_at: Timestamp(row.int(3)?),
        seal: row.text(4)?,
    })
}

/// The years that are closed for good, newest first.
pub fn year_closings(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Vec<YearClosing>, StoreError> {
    reader
        .query(
            "select year, adopted_on, closed_by, closed_at, seal from ledger_year_close \
             where cooperative_id = $1 order by year desc",
            &values![cooperative],
        )?
        .iter()
        .map(year_closing)
        .collect()
}

/// The last year that is closed for good; all before it are shut too.
pub fn last_closed_year(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Option<i64>, StoreError> {
    let row = reader.query_one(
        "select max(year) from ledger_year_close where cooperative_id = $1",
        &values![cooperative],
    )?;
    row.opt_int(0)
}

/// Whether the closing of a year still agrees with the seals of its months: computes it again.
pub fn verify_year(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    closing: &YearClosing,
) -> Result<bool, StoreError> {
    let month_seals = month_seals(reader, cooperative, closing.year)?;
    Ok(compute(cooperative, closing.year, closing.adopted_on, &month_seals) == closing.seal)
}

type MonthSeal = (Month, i64, String);

/// The seals of a year's months that stand, in their order.
fn month_seals(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    year: i64,
) -> Result<Vec<MonthSeal>, StoreError> {
    let rows = reader.query(
        "select month, closing, seal from ledger_seal where cooperative_id = $1 and month between $2 and $3 \
         and reopened_at is null order by month, closing",
        &values![cooperative, year.saturating_mul(100), year.saturating_mul(100).saturating_add(99)],
    )?;
    rows.iter().map(|row| Ok((row.month(0)?, row.int(1)?, row.text(2)?))).collect()
}

/// SHA-256 over the cooperative, the year, the day of the meeting and every month's seal, as text:
/// `19|2025|2026-03-14|202501:1:seal|…|202512:2:seal`.
fn compute(cooperative: CooperativeId, year: i64, adopted_on: BookDate, month_seals: &[MonthSeal]) -> String {
    let mut text = format!("{cooperative}|{year}|{adopted_on}");
    for (month, closing, seal) in month_seals {
        // Writing to a String cannot fail.
        let _ = write!(text, "|{}:{closing}:{seal}", month.number());
    }
    hex(&Sha256::digest(text))
}
