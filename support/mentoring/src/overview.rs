//! What the task force of a region works with: every cooperative with its stage, its mentor and its need of
//! a visit, in a fixed number of questions.

use std::collections::BTreeMap;

use kernel::{BookDate, CooperativeId, RegionCode, UserId};
use store::{Reader, StoreError, values};
use territory::Position;

use crate::action::open_in_region;
use crate::distance::{bases, places_in};
use crate::help::help_waiting;
use crate::stage_facts::{last_over, stage_all};
use crate::{
    Assignment, Base, Candidate, Distance, Mentor, MentoringError, Need, NeedFacts, NeedRules, Staged,
    assignments, mentors, need,
};

/// A cooperative as the task force sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverviewRow {
    /// State and stage.
    pub staged: Staged,
    /// Who looks after it.
    pub mentor: Option<UserId>,
    /// The day of the last visit.
    pub last_visit: Option<BookDate>,
    /// Actions that are still to be done, and of them those past their due date.
    pub actions: (i64, i64),
    /// The centroid of its village, where it is known.
    pub place: Option<Position>,
    /// How far it is from where its mentor sets out.
    pub distance: Distance,
    /// How much it needs a visit.
    pub need: Need,
}

impl OverviewRow {
    /// The tenant.
    pub fn id(&self) -> CooperativeId {
        self.staged.assessed.cooperative.id
    }

    /// The village.
    pub fn village(&self) -> RegionCode {
        self.staged.assessed.cooperative.region
    }

    /// The name without what all are called.
    pub fn name(&self) -> &str {
        self.staged.assessed.cooperative.short_name()
    }
}

/// A region as its task force sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The region.
    pub region: RegionCode,
    /// The task force, with those who left.
    pub mentors: Vec<Mentor>,
    /// Who looks after whom.
    pub assignments: Vec<Assignment>,
    /// Where each mentor sets out.
    pub bases: BTreeMap<UserId, Base>,
    /// The cooperatives, by village.
    pub rows: Vec<OverviewRow>,
}

impl Overview {
    /// The cooperatives that have a mentor, as a plan takes them.
    pub fn candidates(&self) -> Vec<Candidate> {
        let candidate = |row: &OverviewRow| {
            Some(Candidate {
                cooperative: row.id(),
                village: row.village(),
                place: row.place,
                mentor: row.mentor?,
                need: row.need.clone(),
            })
        };
        self.rows.iter().filter_map(candidate).collect()
    }

    /// The places from which the mentors set out, as a plan takes them.
    pub fn starts(&self) -> BTreeMap<UserId, Option<Position>> {
        self.bases.iter().map(|(mentor, base)| (*mentor, base.place)).collect()
    }
}

const LAST_VISITS: &str = "select c.cooperative_id, max(r.visit_date) from registry_cooperative c \
     join mentoring_visit v on v.cooperative_id = c.cooperative_id join mentoring_revision r \
     on r.cooperative_id = v.cooperative_id and r.visit_id = v.visit_id and r.revision = v.head \
     where c.region between $1 and $2 and r.visit_date <= $3 group by c.cooperative_id";

fn last_visit_days(
    reader: &mut dyn Reader,
    region: RegionCode,
    today: BookDate,
) -> Result<BTreeMap<CooperativeId, BookDate>, StoreError> {
    let (first, last) = region.range();
    let rows = reader.query(LAST_VISITS, &values![first, last, today])?;
    rows.iter().map(|row| Ok((CooperativeId(row.int(0)?), row.date(1)?))).collect()
}

/// Gathers everything about a region on a day.
///
/// # Errors
/// A crate below cannot answer.
pub fn overview(
    reader: &mut dyn Reader,
    region: RegionCode,
    today: BookDate,
) -> Result<Overview, MentoringError> {
    let assessment = activity::assess(reader, region, today)?;
    let staged = stage_all(reader, region, assessment)?;
    let mentors = mentors(reader, region, today)?;
    let assignments = assignments(reader, region, today)?;
    let visited = last_visit_days(reader, region, today)?;
    let mut actions: BTreeMap<CooperativeId, (i64, i64)> = BTreeMap::new();
    for one in open_in_region(reader, region)? {
        let counts = actions.entry(one.cooperative).or_default();
        counts.0 += 1;
        counts.1 += i64::from(one.action.days_late(today) > 0);
    }
    let mut waiting: BTreeMap<CooperativeId, i64> = BTreeMap::new();
    for one in help_waiting(reader, region)? {
        *waiting.entry(one.cooperative).or_default() += 1;
    }
    let places = places_in(reader, region)?;
    let bases = bases(reader, (&mentors, &assignments), &places)?;
    let held: BTreeMap<CooperativeId, UserId> =
        assignments.iter().map(|one| (one.cooperative, one.mentor)).collect();
    let rules = NeedRules::on(today);
    let row = |staged: Staged| {
        let cooperative = &staged.assessed.cooperative;
        let mentor = held.get(&cooperative.id).copied();
        let place = places.get(&cooperative.region).copied();
        let base = mentor.map(|mentor| bases.get(&mentor).and_then(|base| base.place));
        let distance = base.map_or(Distance::NoBase, |base| Distance::between(base, place));
        let last_visit = visited.get(&cooperative.id).copied();
        let actions = actions.get(&cooperative.id).copied().unwrap_or_default();
        let facts = NeedFacts {
            state: staged.assessed.state,
            months_behind: months_behind(&staged, today),
            open_actions: actions.0,
            overdue_actions: actions.1,
            help_waiting: waiting.get(&cooperative.id).copied().unwrap_or_default(),
            days_since_visit: last_visit.map(|last| last.days_until(today)),
            distance,
        };
        OverviewRow { mentor, last_visit, actions, place, distance, need: need(&facts, rules), staged }
    };
    let rows = staged.into_iter().map(row).collect();
    Ok(Overview { region, mentors, assignments, bases, rows })
}

/// Months that are over since the cooperative was registered here and not closed.
fn months_behind(staged: &Staged, today: BookDate) -> i64 {
    let one = &staged.assessed;
    let registered = one.cooperative.created_at.date_in(one.cooperative.zone()).month_of();
    let closed = one.closed_through.unwrap_or(registered.previous()).max(registered.previous());
    closed.months_until(last_over(today)).max(0)
}
