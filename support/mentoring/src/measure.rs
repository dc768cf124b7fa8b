//! What the task force achieves: visits, actions, answers, and whether anything changed afterwards.

use std::collections::BTreeSet;

use kernel::{BookDate, CooperativeId, Month, RegionCode, Timestamp};
use serde::Serialize;
use store::{Reader, StoreError, values};

use crate::effect::{Effect, effect, start_of};
use crate::help::help_since;
use crate::{MentoringError, planned};

/// The measures of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Measures {
    /// The month.
    pub month: Month,
    /// Visits in the plan of the month.
    pub visits_planned: i64,
    /// Of them, those with a visit in the month.
    pub visits_done: i64,
    /// Visits of the month that no plan had.
    pub visits_unplanned: i64,
    /// Actions due in the month, but for those that were cancelled.
    pub actions_due: i64,
    /// Of them, those that were closed by their due date.
    pub actions_in_time: i64,
    /// Requests for help that were asked in the month.
    pub help_asked: i64,
    /// Of them, those that have an answer.
    pub help_answered: i64,
    /// The middle of the days that the answers took; nothing where there is none.
    pub help_median_days: Option<i64>,
    /// What became of the visits of the latest month that is long enough ago; seen from the month measured.
    pub effect: Effect,
}

/// The middle of some numbers: of an even count the lower of the two in the middle.
pub fn median(mut numbers: Vec<i64>) -> Option<i64> {
    numbers.sort_unstable();
    let middle = numbers.len().checked_sub(1)? / 2;
    numbers.get(middle).copied()
}

const VISITED: &str = "select v.cooperative_id from registry_cooperative c join mentoring_visit v \
     on v.cooperative_id = c.cooperative_id join mentoring_revision r on r.cooperative_id = v.cooperative_id \
     and r.visit_id = v.visit_id and r.revision = v.head where c.region between $1 and $2 \
     and r.visit_date >= $3 and r.visit_date <= $4";

/// The cooperatives of the visits of a month: one entry a visit.
fn visited_in(
    reader: &mut dyn Reader,
    region: RegionCode,
    month: Month,
) -> Result<Vec<CooperativeId>, StoreError> {
    let (first, last) = region.range();
    let rows = reader.query(VISITED, &values![first, last, month.first_day(), month.last_day()])?;
    rows.iter().map(|row| row.int(0).map(CooperativeId)).collect()
}

const DUE: &str = "select a.due, a.state, a.closed_on from mentoring_action a join registry_cooperative c \
     on c.cooperative_id = a.cooperative_id where c.region between $1 and $2 and a.due >= $3 and a.due <= $4 \
     and a.state <> 'cancelled'";

/// How many actions were due in a month, and how many of them were closed in time.
fn due_in(reader: &mut dyn Reader, region: RegionCode, month: Month) -> Result<(i64, i64), StoreError> {
    let (first, last) = region.range();
    let rows = reader.query(DUE, &values![first, last, month.first_day(), month.last_day()])?;
    let (mut due, mut in_time) = (0, 0);
    for row in &rows {
        due += 1;
        let by = row.date(0)?;
        in_time += i64::from(row.text(1)? == "done" && row.opt_date(2)?.is_some_and(|on| on <= by));
    }
    Ok((due, in_time))
}

/// The measures of a month, looked at on a day. The effect is that of the visits three months (a dated
/// parameter) before the month.
///
/// # Errors
/// A crate below cannot answer.
pub fn measures(
    reader: &mut dyn Reader,
    region: RegionCode,
    month: Month,
    today: BookDate,
) -> Result<Measures, MentoringError> {
    let plan = planned(reader, region, month)?;
    let visits = visited_in(reader, region, month)?;
    let in_plan: BTreeSet<CooperativeId> = plan.iter().map(|visit| visit.cooperative).collect();
    let (actions_due, actions_in_time) = due_in(reader, region, month)?;
    let zone = registry::zone_of(region);
    let asked = help_since(reader, region, start_of(month.first_day(), zone))?;
    let of_month = |at: Timestamp| month.contains(at.date_in(zone));
    let asked: Vec<_> = asked.iter().filter(|one| of_month(one.help.asked_at)).collect();
    let answered = asked.iter().filter(|one| one.help.answered_at.is_some());
    let days: Vec<i64> = answered.map(|one| one.help.days(zone, today)).collect();
    let count = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
    Ok(Measures {
        month,
        visits_planned: count(plan.len()),
        visits_done: count(plan.iter().filter(|visit| visit.done).count()),
        visits_unplanned: count(visits.iter().filter(|id| !in_plan.contains(id)).count()),
        actions_due,
        actions_in_time,
        help_asked: count(asked.len()),
        help_answered: count(days.len()),
        help_median_days: median(days),
        effect: effect(reader, region, month, today)?,
    })
}

#[cfg(test)]
mod tests {
    use super::median;

    #[test]
    fn the_middle_is_one_of_the_numbers() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![9]), Some(9));
        assert_eq!(median(vec![30, 1, 2]), Some(2));
        assert_eq!(median(vec![8, 1, 2, 4]), Some(2));
    }
}
