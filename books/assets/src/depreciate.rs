//! Posting depreciation: which months are due, one entry a month, and what was missed.

use std::collections::BTreeMap;

use kernel::{BookDate, CooperativeId, EntryId, Month, Rupiah, Timestamp, UnitCode, UserId, Zone};
use ledger::{Book, Entry, Line};
use serde::{Deserialize, Serialize};
use store::{Reader, Tx};

use crate::asset::{Asset, AssetId};
use crate::error::AssetsError;
use crate::money::{ACCUMULATED, EXPENSE};
use crate::rule::depreciation;
use crate::tables;

/// A month whose depreciation is not in the books yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DueMonth {
    /// The month.
    pub month: Month,
    /// Of how many assets.
    pub assets: usize,
    /// How much, in rupiah.
    pub amount: Rupiah,
}

/// Depreciation that was posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Depreciated {
    /// The first month that the entry is about.
    pub from: Month,
    /// The last.
    pub through: Month,
    /// The entry.
    pub entry: EntryId,
    /// Its document number.
    pub document: String,
    /// How much, in rupiah.
    pub amount: Rupiah,
}

/// What one asset lacks for one month.
#[derive(Debug, Clone, Copy)]
struct Part {
    asset: AssetId,
    unit: UnitCode,
    month: Month,
    amount: Rupiah,
}

/// The months through a month that are not in the books yet, oldest first.
///
/// # Errors
/// The store cannot answer.
pub fn due(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    through: Month,
) -> Result<Vec<DueMonth>, AssetsError> {
    let mut months: BTreeMap<Month, DueMonth> = BTreeMap::new();
    for part in missing(reader, cooperative, through)? {
        let month = part.month;
        let due = months.entry(month).or_insert(DueMonth { month, assets: 0, amount: Rupiah::ZERO });
        due.assets += 1;
        due.amount = due.amount.checked_add(part.amount).ok_or(AssetsError::TooLarge)?;
    }
    Ok(months.into_values().collect())
}

/// The last month that is over on a day.
pub fn last_whole_month(day: BookDate) -> Month {
    let month = day.month_of();
    if month.last_day() == day { month } else { month.previous() }
}

/// Posts the depreciation of one month in one entry, dated its last day. What is in the books already is
/// not posted again; nothing is posted, and nothing given back, where nothing is missing.
///
/// # Errors
/// [`AssetsError::MonthNotOver`]; the ledger's refusal of a closed month.
pub fn depreciate(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    month: Month,
    by: UserId,
    at: Timestamp,
) -> Result<Option<Depreciated>, AssetsError> {
    check_over(month, at)?;
    let mut parts = missing(tx, cooperative, month)?;
    parts.retain(|part| part.month == month);
    post(tx, (cooperative, by, at), month.last_day(), &parts)
}

/// Posts all months through a month that are missing, each on its own last day. Months that are closed
/// cannot be posted into: what they lack goes into the first open month, in one entry that says so.
///
/// # Errors
/// [`AssetsError::MonthNotOver`]; the ledger's refusals.
pub fn catch_up(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    through: Month,
    by: UserId,
    at: Timestamp,
) -> Result<Vec<Depreciated>, AssetsError> {
    check_over(through, at)?;
    let closed = ledger::period_state(tx, cooperative)?.closed_through;
    let parts = missing(tx, cooperative, through)?;
    let (late, open): (Vec<Part>, Vec<Part>) =
        parts.into_iter().partition(|part| closed.is_some_and(|closed| part.month <= closed));
    let mut posted = Vec::new();
    if let Some(closed) = closed {
        let date = closed.next().last_day().min(at.date_in(Zone::Wib));
        posted.extend(post(tx, (cooperative, by, at), date, &late)?);
    }
    let mut months: BTreeMap<Month, Vec<Part>> = BTreeMap::new();
    for part in open {
        months.entry(part.month).or_default().push(part);
    }
    for (month, parts) in months {
        posted.extend(post(tx, (cooperative, by, at), month.last_day(), &parts)?);
    }
    Ok(posted)
}

fn check_over(month: Month, at: Timestamp) -> Result<(), AssetsError> {
    if month.last_day() > at.date_in(Zone::Wib) {
        return Err(AssetsError::MonthNotOver(month));
    }
    Ok(())
}

/// What is missing through a month, by month and asset.
fn missing(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    through: Month,
) -> Result<Vec<Part>, AssetsError> {
    let done = tables::depreciated(reader, cooperative)?;
    let assets = tables::assets(reader, cooperative, BookDate::MAX)?;
    let of = |asset: &Asset| -> Vec<Part> {
        let (asset_id, unit, terms) = (asset.id, asset.unit, asset.terms);
        owed_months(asset, through)
            .map(|month| Part { asset: asset_id, unit, month, amount: depreciation(&terms, month) })
            .filter(|part| !part.amount.is_zero() && !done.contains(&(part.asset, part.month)))
            .collect()
    };
    let mut parts: Vec<Part> = assets.iter().flat_map(of).collect();
    parts.sort_by_key(|part| (part.month, part.asset));
    Ok(parts)
}

/// The months of an asset's life through a month, before the one in which it left.
pub(crate) fn owed_months(asset: &Asset, through: Month) -> impl Iterator<Item = Month> + use<> {
    let left = asset.disposal.as_ref().map(|disposal| disposal.on.month_of().previous());
    let span = asset.terms.months().filter(|_| asset.cancelled.is_none());
    span.into_iter()
        .flat_map(move |(first, last)| Month::range(first, last.min(through).min(left.unwrap_or(Month::MAX))))
}

/// One entry for these parts, with two lines a unit; none where there are no parts.
fn post(
    tx: &mut Tx<'_>,
    (cooperative, by, at): (CooperativeId, UserId, Timestamp),
    date: BookDate,
    parts: &[Part],
) -> Result<Option<Depreciated>, AssetsError> {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return Ok(None) };
    let (from, through) = (first.month, last.month);
    let mut units: BTreeMap<UnitCode, Rupiah> = BTreeMap::new();
    for part in parts {
        let sum = units.entry(part.unit).or_default();
        *sum = sum.checked_add(part.amount).ok_or(AssetsError::TooLarge)?;
    }
    let amount = Rupiah::try_sum(units.values().copied()).ok_or(AssetsError::TooLarge)?;
    let entry = Entry {
        cooperative,
        date,
        book: Book::Memorial,
        description: description(from, through, date),
        note: String::new(),
        act: "assets.depreciate",
        rule: String::new(),
        voucher: None,
        reverses: None,
        by,
        at,
        lines: lines(&units),
    };
    let posted = ledger::post(tx, &entry)?;
    for part in parts {
        let done = (part.asset, part.month, part.amount);
        tables::append_depreciation(tx, cooperative, done, (posted.entry, date));
    }
    Ok(Some(Depreciated { from, through, entry: posted.entry, document: posted.document, amount }))
}

/// Two lines a unit: debit the expense, credit what has accumulated.
fn lines(units: &BTreeMap<UnitCode, Rupiah>) -> Vec<Line> {
    let pair = |(unit, amount): (&UnitCode, &Rupiah)| {
        [Line::debit(EXPENSE, *amount).unit(*unit), Line::credit(ACCUMULATED, *amount).unit(*unit)]
    };
    units.iter().flat_map(pair).collect()
}

fn description(from: Month, through: Month, date: BookDate) -> String {
    match (from == through, through.contains(date)) {
        (true, true) => format!("Penyusutan aset tetap {}", from.long()),
        (true, false) => format!("Susulan penyusutan aset tetap {}", from.long()),
        (false, _) => format!("Susulan penyusutan aset tetap {} – {}", from.long(), through.long()),
    }
}
