//! From when to when the books reach.

use kernel::{BookDate, CooperativeId, Month};
use store::{Reader, StoreError};

/// The first and the last month in which anything is dated; nothing where the books are empty.
///
/// The ledger keeps no such figure, so it is found by halving: what has moved through a month only grows.
/// That is about 24 questions to the kept balances, whatever the number of entries.
pub fn span(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Option<(Month, Month)>, StoreError> {
    let all = moved(reader, cooperative, BookDate::MAX)?;
    if all == 0 {
        return Ok(None);
    }
    let first = first_month(reader, cooperative, 1)?;
    let last = first_month(reader, cooperative, all)?;
    Ok(Some((first, last)))
}

/// The first month at whose end at least so much has moved.
fn first_month(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    amount: i128,
) -> Result<Month, StoreError> {
    let (mut low, mut high) = (Month::MIN, Month::MAX);
    while low < high {
        let middle = low.plus(low.months_until(high) / 2);
        if moved(reader, cooperative, middle.last_day())? >= amount {
            high = middle;
        } else {
            low = middle.next();
        }
    }
    Ok(low)
}

/// All debits through a day.
fn moved(reader: &mut dyn Reader, cooperative: CooperativeId, day: BookDate) -> Result<i128, StoreError> {
    let rows = ledger::balances(reader, cooperative, None, day, None)?;
    Ok(rows.iter().map(|row| i128::from(row.debit.0)).sum())
}
