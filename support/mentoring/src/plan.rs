//! The plan of a month: which journeys a mentor makes, and whom each visits. Proposed by a pure rule, kept as
//! rows that can be changed, and measured against the visits that took place.

use kernel::{CooperativeId, Month, RegionCode, UserId};
use store::{Reader, Row, StoreError, Tx, values};

use crate::{By, MentoringError, Proposed};

/// Weeks in which a month is planned.
pub(crate) const WEEKS: i64 = 4;

/// A visit in the kept plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The cooperative.
    pub cooperative: CooperativeId,
    /// The month.
    pub month: Month,
    /// Who goes.
    pub mentor: UserId,
    /// 1 to 4.
    pub week: i64,
    /// On which journey of the mentor's month; 0 where it was moved and goes with no other.
    pub journey: i64,
    /// As which stop of the journey, from 1.
    pub stop: i64,
    /// Why, as it was said when the plan was kept.
    pub reasons: String,
    /// Whether a visit took place in that month.
    pub done: bool,
}

const KEEP: &str = "insert into mentoring_plan (cooperative_id, month, user_id, week, journey, stop, reasons, \
     kept_by, kept_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (cooperative_id, month) do nothing";

/// A plan of a month that is over would be written to fit what was done.
fn not_over(month: Month, by: By) -> Result<(), MentoringError> {
    if month < by.today.month_of() { Err(MentoringError::MonthOver(month)) } else { Ok(()) }
}

/// Keeps proposed visits; what is planned already for a cooperative and month stays as it is. Says how many
/// were added.
///
/// # Errors
/// [`MentoringError::MonthOver`].
pub fn keep_plan(
    tx: &mut Tx<'_>,
    month: Month,
    proposed: &[Proposed],
    by: By,
) -> Result<u64, MentoringError> {
    not_over(month, by)?;
    let mut added = 0;
    for visit in proposed {
        let (id, mentor, week) = (visit.cooperative, visit.mentor, visit.week);
        let (journey, stop) = (visit.journey, visit.stop);
        let row = values![id, month, mentor, week, journey, stop, visit.sentence(), by.user, by.at];
        added += tx.execute(KEEP, &row)?;
    }
    Ok(added)
}

/// Moves a planned visit to another week or mentor; it leaves its journey.
///
/// # Errors
/// [`MentoringError::NoSuchWeek`], [`MentoringError::NotPlanned`], [`MentoringError::MonthOver`].
pub fn move_planned(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    month: Month,
    (week, mentor): (i64, UserId),
    by: By,
) -> Result<(), MentoringError> {
    not_over(month, by)?;
    if !(1..=WEEKS).contains(&week) {
        return Err(MentoringError::NoSuchWeek);
    }
    let moved = tx.execute(
        "update mentoring_plan set week = $3, user_id = $4, journey = 0, stop = 0, kept_by = $5, kept_at = $6 \
         where cooperative_id = $1 and month = $2",
        &values![cooperative, month, week, mentor, by.user, by.at],
    )?;
    if moved == 1 { Ok(()) } else { Err(MentoringError::NotPlanned) }
}

/// Takes a visit out of the plan.
///
/// # Errors
/// [`MentoringError::NotPlanned`], [`MentoringError::MonthOver`]: what was planned and not done stays to be
/// counted.
pub fn remove_planned(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    month: Month,
    by: By,
) -> Result<(), MentoringError> {
    not_over(month, by)?;
    let removed = tx.execute(
        "delete from mentoring_plan where cooperative_id = $1 and month = $2",
        &values![cooperative, month],
    )?;
    if removed == 1 { Ok(()) } else { Err(MentoringError::NotPlanned) }
}

const PLANNED: &str = "select p.cooperative_id, p.month, p.user_id, p.week, p.journey, p.stop, \
     p.reasons, (select count(*) from mentoring_visit v join mentoring_revision r on r.cooperative_id = v.cooperative_id \
     and r.visit_id = v.visit_id and r.revision = v.head where v.cooperative_id = p.cooperative_id \
     and r.visit_date >= $4 and r.visit_date <= $5) \
     from mentoring_plan p join registry_cooperative c on c.cooperative_id = p.cooperative_id \
     where c.region between $1 and $2 and p.month = $3 order by p.user_id, p.week, \
     case when p.journey = 0 then 1 else 0 end, p.journey, p.stop, c.region";

/// The kept plan of a region and month, by mentor and week.
///
/// # Errors
/// The store cannot answer.
pub fn planned(
    reader: &mut dyn Reader,
    region: RegionCode,
    month: Month,
) -> Result<Vec<Planned>, StoreError> {
    let (first, last) = region.range();
    let row = |row: &Row| {
        Ok(Planned {
            cooperative: CooperativeId(row.int(0)?),
            month: row.month(1)?,
            mentor: UserId(row.int(2)?),
            week: row.int(3)?,
            journey: row.int(4)?,
            stop: row.int(5)?,
            reasons: row.text(6)?,
            done: row.int(7)? > 0,
        })
    };
    let asked = values![first, last, month, month.first_day(), month.last_day()];
    reader.query(PLANNED, &asked)?.iter().map(row).collect()
}
