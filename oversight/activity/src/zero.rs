//! The act by which a cooperative says: nothing happened.

use ::store::Tx;
use kernel::{CooperativeId, Month, Timestamp, UserId};

use crate::{ActivityError, store};

/// Declares that nothing happened in a month. Said again, the first declaration stays.
///
/// # Errors
/// [`ActivityError::MonthNotOver`], [`ActivityError::MonthHasActs`] where the books say otherwise,
/// [`ActivityError::NoSuchCooperative`].
pub fn declare_zero(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    month: Month,
    by: UserId,
    at: Timestamp,
) -> Result<(), ActivityError> {
    let found = registry::cooperative(tx, cooperative)?.ok_or(ActivityError::NoSuchCooperative)?;
    if at.date_in(found.zone()) <= month.last_day() {
        return Err(ActivityError::MonthNotOver(month));
    }
    let acts = ledger::first_acts(tx, &[cooperative], month.last_day())?;
    if acts.values().any(|months| months.contains_key(&month)) {
        return Err(ActivityError::MonthHasActs(month));
    }
    Ok(store::insert_zero_report(tx, cooperative, month, by, at)?)
}
