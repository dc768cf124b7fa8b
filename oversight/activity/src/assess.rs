//! Gathers the evidence of many cooperatives in a fixed number of questions, and states each.

use std::collections::BTreeMap;

use ::store::Reader;
use kernel::{BookDate, CooperativeId, Month, RegionCode, Timestamp};
use registry::Cooperative;
use serde::Serialize;

use crate::evidence::{Evidence, MonthFacts, Standing};
use crate::sentences::sentences;
use crate::{ActivityError, ActivityState, store};

/// A cooperative with its state on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    /// Which cooperative.
    pub cooperative: Cooperative,
    /// What is known of it.
    pub state: ActivityState,
    /// Since when; [`Standing::since`] says what that means.
    pub since: Option<BookDate>,
    /// Why, in sentences with dates; no name of a person is in them.
    pub evidence: Vec<String>,
    /// The date of the last business act.
    pub last_act: Option<BookDate>,
    /// The date of the last entry of any kind; nothing where there are no books.
    pub last_entry: Option<BookDate>,
    /// The last day of which anything is known; [`Evidence::data_until`].
    pub data_until: Option<BookDate>,
    /// The last closed month.
    pub closed_through: Option<Month>,
    /// What is known month by month.
    pub months: BTreeMap<Month, MonthFacts>,
}

/// How many cooperatives are in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// With acts in the window.
    pub reported_activity: i64,
    /// Said that nothing happened.
    pub reported_zero: i64,
    /// Nothing is known.
    pub not_reported: i64,
    /// Not licensed yet.
    pub not_licensed: i64,
}

impl Counts {
    /// The count of a state.
    pub fn of(&self, state: ActivityState) -> i64 {
        match state {
            ActivityState::ReportedActivity => self.reported_activity,
            ActivityState::ReportedZero => self.reported_zero,
            ActivityState::NotReported => self.not_reported,
            ActivityState::NotLicensed => self.not_licensed,
        }
    }

    /// All cooperatives.
    pub fn total(&self) -> i64 {
        ActivityState::ALL.into_iter().map(|state| self.of(state)).sum()
    }

    fn add(&mut self, state: ActivityState) {
        *match state {
            ActivityState::ReportedActivity => &mut self.reported_activity,
            ActivityState::ReportedZero => &mut self.reported_zero,
            ActivityState::NotReported => &mut self.not_reported,
            ActivityState::NotLicensed => &mut self.not_licensed,
        } += 1;
    }
}

/// All cooperatives of a region on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The region.
    pub region: RegionCode,
    /// The day.
    pub as_of: BookDate,
    /// How many are in each state.
    pub counts: Counts,
    /// The cooperatives, in the order of their villages' codes.
    pub cooperatives: Vec<Assessed>,
}

/// The state of every cooperative in a region on a day.
///
/// # Errors
/// The registry or the store cannot answer.
pub fn assess(
    reader: &mut dyn Reader,
    region: RegionCode,
    as_of: BookDate,
) -> Result<Assessment, ActivityError> {
    let licensed = registry::licensed_in(reader, region, as_of)?;
    let found = registry::in_region(reader, region)?;
    let cooperatives = found.into_iter().map(|found| {
        let may = licensed.get(&found.id).copied().unwrap_or(false);
        (found, may)
    });
    let cooperatives = state(reader, cooperatives.collect(), as_of)?;
    let mut counts = Counts::default();
    for assessed in &cooperatives {
        counts.add(assessed.state);
    }
    Ok(Assessment { region, as_of, counts, cooperatives })
}

/// The state of one cooperative on a day.
///
/// # Errors
/// [`ActivityError::NoSuchCooperative`], or the registry or the store cannot answer.
pub fn assess_one(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    as_of: BookDate,
) -> Result<Assessed, ActivityError> {
    let found = registry::cooperative(reader, cooperative)?.ok_or(ActivityError::NoSuchCooperative)?;
    let licensed = registry::is_licensed(reader, cooperative, as_of)?;
    let assessed = state(reader, vec![(found, licensed)], as_of)?;
    assessed.into_iter().next().ok_or(ActivityError::NoSuchCooperative)
}

fn state(
    reader: &mut dyn Reader,
    cooperatives: Vec<(Cooperative, bool)>,
    as_of: BookDate,
) -> Result<Vec<Assessed>, ActivityError> {
    let ids: Vec<CooperativeId> = cooperatives.iter().map(|(found, _)| found.id).collect();
    let mut known = Known::ask(reader, &ids, as_of)?;
    let assessed = cooperatives.into_iter().map(|(cooperative, licensed)| {
        let evidence = known.evidence(&cooperative, licensed);
        let Standing { state, since } = Standing::of(&evidence, as_of);
        Assessed {
            state,
            since,
            evidence: sentences(&cooperative, &evidence, state, as_of),
            last_act: evidence.last_act,
            last_entry: evidence.last_entry,
            data_until: evidence.data_until(as_of),
            closed_through: known.periods.get(&cooperative.id).and_then(|period| period.closed_through),
            months: evidence.months,
            cooperative,
        }
    });
    Ok(assessed.collect())
}

type ByMonth<T> = BTreeMap<CooperativeId, BTreeMap<Month, T>>;

/// What books and declarations say of many cooperatives: five questions, however many there are.
struct Known {
    last_dates: BTreeMap<CooperativeId, ledger::LastDates>,
    periods: BTreeMap<CooperativeId, ledger::PeriodState>,
    first_acts: ByMonth<BookDate>,
    closings: ByMonth<Timestamp>,
    zero_reports: ByMonth<Timestamp>,
}

impl Known {
    fn ask(reader: &mut dyn Reader, ids: &[CooperativeId], as_of: BookDate) -> Result<Self, ActivityError> {
        let month = as_of.month_of();
        let back = i64::try_from(ledger::MONTHS_SEEN).unwrap_or(0);
        let first = month.plus(1 - back);
        Ok(Self {
            last_dates: ledger::last_dates(reader, ids, as_of)?,
            periods: ledger::period_states(reader, ids)?,
            first_acts: ledger::first_acts(reader, ids, as_of)?,
            closings: ledger::closings(reader, ids, first, month)?,
            zero_reports: store::zero_reports(reader, ids, first, month)?,
        })
    }

    fn evidence(&mut self, cooperative: &Cooperative, licensed: bool) -> Evidence {
        let (id, zone) = (cooperative.id, cooperative.zone());
        let mut months: BTreeMap<Month, MonthFacts> = BTreeMap::new();
        for (month, act) in self.first_acts.remove(&id).unwrap_or_default() {
            months.entry(month).or_default().first_act = Some(act);
        }
        for (month, at) in self.closings.remove(&id).unwrap_or_default() {
            months.entry(month).or_default().closed = Some(at.date_in(zone));
        }
        for (month, at) in self.zero_reports.remove(&id).unwrap_or_default() {
            months.entry(month).or_default().declared_zero = Some(at.date_in(zone));
        }
        let last = self.last_dates.get(&id);
        Evidence {
            registered_on: cooperative.created_at.date_in(zone),
            licensed,
            last_act: last.and_then(|last| last.act),
            last_entry: last.map(|last| last.entry),
            months,
        }
    }
}
