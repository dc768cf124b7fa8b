//! The plan of a month: who is visited in which week. Proposed by a pure rule, kept as rows that can be
//! changed, and measured against the visits that took place.

use std::collections::BTreeMap;

use kernel::{CooperativeId, Month, RegionCode, UserId};
use store::{Reader, Row, StoreError, Tx, values};

use crate::{By, MentoringError, Need};

/// Weeks in which a month is planned.
const WEEKS: i64 = 4;

/// A cooperative that may be visited, with its mentor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The cooperative.
    pub cooperative: CooperativeId,
    /// Its village: the order among equals.
    pub village: RegionCode,
    /// Who looks after it.
    pub mentor: UserId,
    /// How much it needs a visit.
    pub need: Need,
}

/// A visit as it is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposed {
    /// The cooperative.
    pub cooperative: CooperativeId,
    /// Who goes.
    pub mentor: UserId,
    /// 1 to 4.
    pub week: i64,
    /// Why.
    pub need: Need,
}

/// Proposes the visits of a month: of each mentor's cooperatives those with the greatest need, at most so
/// many. The district with the greatest need comes in the first week, and a district is travelled as a
/// whole before the next. The order of the candidates does not matter.
pub fn propose_plan(candidates: &[Candidate], most_of_mentor: i64) -> Vec<Proposed> {
    let mut by_mentor: BTreeMap<UserId, Vec<&Candidate>> = BTreeMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.need.score > 0) {
        by_mentor.entry(candidate.mentor).or_default().push(candidate);
    }
    by_mentor.into_values().flat_map(|mine| of_one_mentor(mine, most_of_mentor)).collect()
}

fn of_one_mentor(mut mine: Vec<&Candidate>, most: i64) -> Vec<Proposed> {
    mine.sort_by_key(|candidate| (-candidate.need.score, candidate.village));
    mine.truncate(usize::try_from(most).unwrap_or(0));
    let district = |candidate: &Candidate| candidate.village.parent().unwrap_or(candidate.village);
    let mut greatest: BTreeMap<RegionCode, i64> = BTreeMap::new();
    for candidate in &mine {
        let score = greatest.entry(district(candidate)).or_default();
        *score = candidate.need.score.max(*score);
    }
    let travelled = |candidate: &&Candidate| {
        let district = district(candidate);
        let greatest = greatest.get(&district).copied().unwrap_or_default();
        (-greatest, district, -candidate.need.score, candidate.village)
    };
    mine.sort_by_key(travelled);
    let count = i64::try_from(mine.len()).unwrap_or(i64::MAX);
    let a_week = ((count + WEEKS - 1) / WEEKS).max(1);
    let weeks = (0..count).map(|place| place / a_week + 1);
    mine.into_iter()
        .zip(weeks)
        .map(|(candidate, week)| Proposed {
            cooperative: candidate.cooperative,
            mentor: candidate.mentor,
            week,
            need: candidate.need.clone(),
        })
        .collect()
}

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
    /// Why, as it was said when the plan was kept; a line each.
    pub reasons: String,
    /// Whether a visit took place in that month.
    pub done: bool,
}

const KEEP: &str = "insert into mentoring_plan (cooperative_id, month, user_id, week, reasons, kept_by, kept_at) \
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (cooperative_id, month) do nothing";

/// Keeps proposed visits; what is planned already for a cooperative and month stays as it is. Says how many
/// were added.
///
/// # Errors
/// [`MentoringError::Store`].
pub fn keep_plan(
    tx: &mut Tx<'_>,
    month: Month,
    proposed: &[Proposed],
    by: By,
) -> Result<u64, MentoringError> {
    let mut added = 0;
    for visit in proposed {
        let reasons = visit.need.reasons.join("\n");
        let row = values![visit.cooperative, month, visit.mentor, visit.week, reasons, by.user, by.at];
        added += tx.execute(KEEP, &row)?;
    }
    Ok(added)
}

/// Moves a planned visit to another week or mentor.
///
/// # Errors
/// [`MentoringError::NoSuchWeek`], [`MentoringError::NotPlanned`].
pub fn move_planned(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    month: Month,
    (week, mentor): (i64, UserId),
    by: By,
) -> Result<(), MentoringError> {
    if !(1..=WEEKS).contains(&week) {
        return Err(MentoringError::NoSuchWeek);
    }
    let moved = tx.execute(
        "update mentoring_plan set week = $3, user_id = $4, kept_by = $5, kept_at = $6 \
         where cooperative_id = $1 and month = $2",
        &values![cooperative, month, week, mentor, by.user, by.at],
    )?;
    if moved == 1 { Ok(()) } else { Err(MentoringError::NotPlanned) }
}

/// Takes a visit out of the plan.
///
/// # Errors
/// [`MentoringError::NotPlanned`].
pub fn remove_planned(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    month: Month,
) -> Result<(), MentoringError> {
    let removed = tx.execute(
        "delete from mentoring_plan where cooperative_id = $1 and month = $2",
        &values![cooperative, month],
    )?;
    if removed == 1 { Ok(()) } else { Err(MentoringError::NotPlanned) }
}

const PLANNED: &str = "select p.cooperative_id, p.month, p.user_id, p.week, p.reasons, \
     (select count(*) from mentoring_visit v join mentoring_revision r on r.cooperative_id = v.cooperative_id \
     and r.visit_id = v.visit_id and r.revision = v.head where v.cooperative_id = p.cooperative_id \
     and r.visit_date >= $4 and r.visit_date <= $5) \
     from mentoring_plan p join registry_cooperative c on c.cooperative_id = p.cooperative_id \
     where c.region between $1 and $2 and p.month = $3 order by p.user_id, p.week, c.region";

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
            reasons: row.text(4)?,
            done: row.int(5)? > 0,
        })
    };
    let asked = values![first, last, month, month.first_day(), month.last_day()];
    reader.query(PLANNED, &asked)?.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn candidate(number: i64, village: i64, mentor: i64, score: i64) -> Candidate {
        Candidate {
            cooperative: CooperativeId(number),
            village: RegionCode::from_number(village).unwrap(),
            mentor: UserId(mentor),
            need: Need { score, reasons: vec![format!("sebab {score}")] },
        }
    }

    fn placed(proposed: &[Proposed]) -> Vec<(i64, i64)> {
        proposed.iter().map(|visit| (visit.week, visit.cooperative.0)).collect()
    }

    #[test]
    fn a_district_is_travelled_as_a_whole_and_the_neediest_comes_first() {
        let all = [
            candidate(1, 1_971_011_004, 7, 20),
            candidate(2, 1_971_021_001, 7, 80),
            candidate(3, 1_971_011_006, 7, 60),
            candidate(4, 1_971_021_002, 7, 10),
            candidate(5, 1_971_021_003, 7, 0),
        ];
        assert_eq!(placed(&propose_plan(&all, 10)), [(1, 2), (2, 4), (3, 3), (4, 1)]);
        // Of a mentor who can make two visits, the two neediest are left.
        assert_eq!(placed(&propose_plan(&all, 2)), [(1, 2), (2, 3)]);
        assert_eq!(propose_plan(&all, 0), []);
    }

    fn any_candidates() -> impl Strategy<Value = Vec<Candidate>> {
        let one = (1..8_i64, 1..9_i64, 1..4_i64, 0..=100_i64);
        prop::collection::vec(one, 0..45).prop_map(|all| {
            let numbered = all.into_iter().zip(1..);
            numbered
                .map(|((district, _, mentor, score), number)| {
                    candidate(number, 1_971_000_000 + district * 10_000 + 1_000 + number, mentor, score)
                })
                .collect()
        })
    }

    proptest! {
        #[test]
        fn no_mentor_gets_too_many_nobody_needier_is_left_out_and_the_order_does_not_matter(
            all in any_candidates(),
            most in 0..12_i64,
        ) {
            let proposed = propose_plan(&all, most);
            let backwards: Vec<Candidate> = all.iter().rev().cloned().collect();
            prop_assert_eq!(&proposed, &propose_plan(&backwards, most));
            for mentor in 1..4 {
                let mine: Vec<&Proposed> = proposed.iter().filter(|one| one.mentor == UserId(mentor)).collect();
                prop_assert!(i64::try_from(mine.len()).unwrap() <= most);
                prop_assert!(mine.iter().all(|one| (1..=4).contains(&one.week)));
                let least = mine.iter().map(|one| one.need.score).min().unwrap_or(101);
                let chosen = |one: &Candidate| mine.iter().any(|mine| mine.cooperative == one.cooperative);
                let left = all.iter().filter(|one| one.mentor == UserId(mentor) && !chosen(one));
                let full = i64::try_from(mine.len()).unwrap() == most;
                for one in left {
                    prop_assert!(one.need.score == 0 || (full && one.need.score <= least));
                }
            }
        }
    }
}
