//! The day of the opening balances, where nobody has said one.

use kernel::{BookDate, CooperativeId};
use store::{Reader, StoreError};

use crate::desk::opening::ACTS;

/// The day on which the books begin: of an opening that is there; else the last one before the month of
/// the first entry; else the last one of the year that is over.
///
/// # Errors
/// Where the database fails.
pub fn usual_day(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    today: BookDate,
) -> Result<BookDate, StoreError> {
    let Some(month) = ledger::first_entry_month(reader, cooperative)? else {
        return Ok(BookDate::new(today.year() - 1, 12, 31).unwrap_or(today));
    };
    let entries = ledger::entries_between(reader, cooperative, month.first_day(), month.last_day())?;
    let opening = entries.iter().find(|entry| ACTS.contains(&entry.act.as_str()));
    Ok(opening.map_or_else(|| month.first_day().plus_days(-1), |entry| entry.date))
}
