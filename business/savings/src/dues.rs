//! Which months of simpanan wajib a member has paid, and who has not.

use std::collections::{BTreeMap, BTreeSet};

use ::store::{Reader, Tx};
use kernel::{BookDate, CooperativeId, EntryId, Month, PartyId, Rupiah};
use members::Member;
use serde::{Deserialize, Serialize};

use crate::balances::balances;
use crate::store::DueRow;
use crate::terms::{Schedule, schedule};
use crate::{Kind, SavingsError, store};

/// The paid months of a member, each with the entry that paid it. What a reversed entry covered is not
/// among them.
///
/// # Errors
/// The store cannot answer.
pub fn paid_months(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    member: PartyId,
) -> Result<BTreeMap<Month, EntryId>, SavingsError> {
    paid_between(reader, cooperative, member, (Month::MIN, Month::MAX))
}

/// The same, of the months from one through another alone.
pub(crate) fn paid_between(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    member: PartyId,
    months: (Month, Month),
) -> Result<BTreeMap<Month, EntryId>, SavingsError> {
    let rows = store::dues_of(reader, cooperative, member, months)?;
    let reversed = store::reversed_among(reader, cooperative, &rows)?;
    Ok(standing(&rows, &reversed).map(|row| (row.month, row.entry)).collect())
}

fn standing<'r>(rows: &'r [DueRow], reversed: &'r BTreeSet<EntryId>) -> impl Iterator<Item = &'r DueRow> {
    rows.iter().filter(|row| !reversed.contains(&row.entry))
}

/// How a month stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueState {
    /// An entry covers it.
    Paid,
    /// It has come, and nothing covers it.
    Unpaid,
    /// Nothing is asked: outside the membership, or at no charge.
    NotDue,
    /// It is still to come.
    Ahead,
}

/// One month of a member's strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StripCell {
    /// The month.
    pub month: Month,
    /// How it stands.
    pub state: DueState,
    /// The entry that paid it.
    pub entry: Option<EntryId>,
}

/// The months for which a member owes dues, as far as it is known today.
fn owed_months(member: &Member, today: Month) -> Option<(Month, Month)> {
    let first = member.active_from?.month_of();
    let last = member.ended_on.map_or(today, |ended| ended.month_of().min(today));
    Some((first, last))
}

/// The twelve months of a year for one member.
///
/// # Errors
/// [`SavingsError::NoSuchMember`], or the store cannot answer.
pub fn strip(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    member: PartyId,
    year: i64,
    today: BookDate,
) -> Result<Vec<StripCell>, SavingsError> {
    let member = members::member(reader, cooperative, member)?.ok_or(SavingsError::NoSuchMember)?;
    let paid = paid_months(reader, cooperative, member.party)?;
    let schedule = schedule(reader, cooperative)?;
    let months = (1..=12).filter_map(|month| Month::new(year, month));
    Ok(months.map(|month| cell(&member, &paid, &schedule, month, today.month_of())).collect())
}

fn cell(
    member: &Member,
    paid: &BTreeMap<Month, EntryId>,
    schedule: &Schedule,
    month: Month,
    today: Month,
) -> StripCell {
    let entry = paid.get(&month).copied();
    let begun = member.active_from.is_some_and(|day| day.month_of() <= month);
    let over = member.ended_on.is_some_and(|day| day.month_of() < month);
    let state = if entry.is_some() {
        DueState::Paid
    } else if !begun || over || schedule.due(month).is_zero() {
        DueState::NotDue
    } else if month > today {
        DueState::Ahead
    } else {
        DueState::Unpaid
    };
    StripCell { month, state, entry }
}

/// A member who has not paid everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arrear {
    /// Who.
    pub member: PartyId,
    /// The number on the card.
    pub number: Option<i64>,
    /// The name as people say it.
    pub name: String,
    /// The telephone number, for a reminder.
    pub phone: Option<String>,
    /// Unpaid months through today's, oldest first.
    pub months: Vec<Month>,
    /// What these months cost.
    pub dues: Rupiah,
    /// What simpanan pokok lacks.
    pub principal: Rupiah,
}

/// The active members who owe months of simpanan wajib or a part of simpanan pokok, by number.
///
/// # Errors
/// The store cannot answer.
pub fn arrears(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    today: BookDate,
) -> Result<Vec<Arrear>, SavingsError> {
    let schedule = schedule(reader, cooperative)?;
    let rows = store::dues_through(reader, cooperative, today.month_of())?;
    let reversed = store::reversed_among(reader, cooperative, &rows)?;
    let paid: BTreeSet<(PartyId, Month)> =
        standing(&rows, &reversed).map(|row| (row.member, row.month)).collect();
    let principal = balances(reader, cooperative, Kind::Principal)?;
    let owing = members::active(reader, cooperative)?.into_iter().map(|member| {
        let (first, last) = owed_months(&member, today.month_of())?;
        let open = |month: &Month| !paid.contains(&(member.party, *month)) && !schedule.due(*month).is_zero();
        let months: Vec<Month> = Month::range(first, last).filter(open).collect();
        let dues = months.iter().map(|month| schedule.due(*month)).sum();
        let has = principal.get(&member.party).copied().unwrap_or_default();
        let lacks = schedule.on(member.applied_on).principal_amount.0 - has.0;
        let principal = Rupiah(lacks.max(0));
        let owes = !months.is_empty() || !principal.is_zero();
        let (name, number, phone) = (member.called(), member.number, member.phone);
        owes.then_some(Arrear { member: member.party, number, name, phone, months, dues, principal })
    });
    Ok(owing.flatten().collect())
}

/// Months that an entry posted elsewhere covers, such as an opening balance.
#[derive(Debug, Clone)]
pub struct CoveredMonths {
    /// Whose books.
    pub cooperative: CooperativeId,
    /// Whose dues.
    pub member: PartyId,
    /// The first month.
    pub from: Month,
    /// The last month.
    pub through: Month,
    /// The entry that brought the money into the books.
    pub entry: EntryId,
}

/// Writes down which months an entry covers that savings did not post themselves: for opening balances
/// and imports, whose amounts are posted in one sum.
///
/// # Errors
/// [`SavingsError::MonthsOrder`], [`SavingsError::MonthsPaid`].
pub fn cover_months(tx: &mut Tx<'_>, covered: &CoveredMonths) -> Result<(), SavingsError> {
    let CoveredMonths { cooperative, member, from, through, entry } = *covered;
    if through < from {
        return Err(SavingsError::MonthsOrder);
    }
    let paid = paid_between(tx, cooperative, member, (from, through))?;
    let twice: Vec<Month> = Month::range(from, through).filter(|month| paid.contains_key(month)).collect();
    if !twice.is_empty() {
        return Err(SavingsError::MonthsPaid(twice));
    }
    let schedule = schedule(tx, cooperative)?;
    let dues: Vec<_> = Month::range(from, through).map(|month| (month, schedule.due(month))).collect();
    store::append_dues(tx, cooperative, member, entry, &dues);
    Ok(())
}
