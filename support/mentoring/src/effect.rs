//! Whether anything changed after a visit: the state of activity on the day before, and on the same day three
//! months later, cooperative by cooperative.
//!
//! Three rules keep the comparison honest.
//! - The span is exactly three months from each visit (a dated parameter; the 30th of November is looked at on
//!   the last of February). A visit whose three months are not over is counted apart and never compared sooner.
//! - A state is what the books **held on that day**: an act counts where its date lies in the reporting window
//!   and it was posted by the end of the day. So a figure that was reported does not change afterwards, and
//!   entering old slips together with the mentor makes the past of a cooperative no better than it was known to
//!   be.
//! - Where acts of the window were posted later, by what they are dated the cooperative worked after all. That
//!   is counted beside the others (`recorded_late`), not mixed into them: it shows that the books lag, and a
//!   reader may judge by it.

use std::collections::BTreeMap;

use activity::Window;
use kernel::{BookDate, CooperativeId, Month, RegionCode, Timestamp, Zone};
use serde::Serialize;
use store::{Reader, StoreError, values};

use crate::MentoringError;
use crate::parameters::{Limit, limit};

/// How the states of the visited cooperatives changed. Counts of cooperatives, not of visits: of each the first
/// visit of the month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// The month of the visits.
    pub visited_in: Month,
    /// The last day on which a state was looked at: the end of the month measured, or today where that is
    /// earlier.
    pub looked_on: BookDate,
    /// Cooperatives that were visited in that month.
    pub visited: i64,
    /// Of them, those whose three months are not over: nothing is said of them yet.
    pub not_yet: i64,
    /// Those that did not report activity before and do afterwards.
    pub woke: i64,
    /// Those that reported activity before and do not afterwards.
    pub fell_silent: i64,
    /// All others.
    pub same: i64,
    /// Of the silent ones afterwards, those whose acts of that time were posted later.
    pub recorded_late: i64,
}

impl Effect {
    /// How many can be compared.
    pub fn compared(&self) -> i64 {
        self.visited - self.not_yet
    }
}

/// The same day some months later; the last of the month where it has no such day.
fn months_after(day: BookDate, months: i64) -> BookDate {
    let month = day.month_of().plus(months);
    month.first_day().plus_days(day.day() - 1).min(month.last_day())
}

/// From the first of January 1970 to [`BookDate::MIN`], the first of January 1990.
const DAYS_TO_MIN: i64 = 7_305;

/// The first moment of a day.
pub(crate) fn start_of(day: BookDate, zone: Zone) -> Timestamp {
    let days = DAYS_TO_MIN + BookDate::MIN.days_until(day);
    Timestamp(0).plus_seconds(days * 86_400 - zone.offset_hours() * 3_600)
}

/// The first moment after a day.
fn end_of(day: BookDate, zone: Zone) -> Timestamp {
    start_of(day.plus_days(1), zone)
}

const FIRST_VISITS: &str = "select v.cooperative_id, min(r.visit_date) from registry_cooperative c \
     join mentoring_visit v on v.cooperative_id = c.cooperative_id join mentoring_revision r \
     on r.cooperative_id = v.cooperative_id and r.visit_id = v.visit_id and r.revision = v.head \
     where c.region between $1 and $2 and r.visit_date between $3 and $4 group by v.cooperative_id";

/// The first visit of each cooperative in a month.
fn first_visits(
    reader: &mut dyn Reader,
    region: RegionCode,
    month: Month,
) -> Result<BTreeMap<CooperativeId, BookDate>, StoreError> {
    let (first, last) = region.range();
    let rows = reader.query(FIRST_VISITS, &values![first, last, month.first_day(), month.last_day()])?;
    rows.iter().map(|row| Ok((CooperativeId(row.int(0)?), row.date(1)?))).collect()
}

/// The states on a day of some cooperatives: whether they reported activity, and whether by today's books
/// they had any.
fn states(
    reader: &mut dyn Reader,
    region: RegionCode,
    cooperatives: &[CooperativeId],
    day: BookDate,
) -> Result<BTreeMap<CooperativeId, ledger::Held>, StoreError> {
    let window = (Window::on(day).first_day(day), day);
    ledger::acts_held(reader, cooperatives, window, end_of(day, registry::zone_of(region)))
}

/// What became of the visits of the month that lies three months before the month measured, as far as their
/// three months are over today. Two questions for each day on which somebody was visited.
///
/// # Errors
/// The store cannot answer.
pub(crate) fn effect(
    reader: &mut dyn Reader,
    region: RegionCode,
    month: Month,
    today: BookDate,
) -> Result<Effect, MentoringError> {
    let months = limit(Limit::EffectMonths, today);
    let visited_in = month.plus(-months);
    let first = first_visits(reader, region, visited_in)?;
    let mut found = Effect {
        visited_in,
        looked_on: month.last_day().min(today),
        visited: i64::try_from(first.len()).unwrap_or(i64::MAX),
        not_yet: 0,
        woke: 0,
        fell_silent: 0,
        same: 0,
        recorded_late: 0,
    };
    let mut by_day: BTreeMap<BookDate, Vec<CooperativeId>> = BTreeMap::new();
    for (id, day) in first {
        by_day.entry(day).or_default().push(id);
    }
    for (day, visited) in by_day {
        let later = months_after(day, months);
        if later > today {
            found.not_yet += i64::try_from(visited.len()).unwrap_or(i64::MAX);
            continue;
        }
        let before = states(reader, region, &visited, day.plus_days(-1))?;
        let after = states(reader, region, &visited, later)?;
        for id in visited {
            let before = before.get(&id).copied().unwrap_or_default();
            let after = after.get(&id).copied().unwrap_or_default();
            match (before.then, after.then) {
                (false, true) => found.woke += 1,
                (true, false) => found.fell_silent += 1,
                _ => found.same += 1,
            }
            found.recorded_late += i64::from(!after.then && after.now);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> BookDate {
        BookDate::parse(text).unwrap()
    }

    #[test]
    fn three_months_are_three_months_in_the_calendar() {
        for (visited, looked) in [
            ("2026-07-20", "2026-10-20"),
            ("2026-11-30", "2027-02-28"),
            ("2027-11-29", "2028-02-29"),
            ("2026-10-31", "2027-01-31"),
        ] {
            assert_eq!(months_after(day(visited), 3), day(looked), "{visited}");
        }
    }

    #[test]
    fn a_day_ends_where_the_next_begins_in_its_zone() {
        for zone in [Zone::Wib, Zone::Wita, Zone::Wit] {
            let end = end_of(day("2026-10-20"), zone);
            assert_eq!(end.date_in(zone), day("2026-10-21"));
            assert_eq!(Timestamp(end.0 - 1).date_in(zone), day("2026-10-20"));
        }
    }
}
