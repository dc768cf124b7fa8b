//! Which cooperatives a mentor visits in a month, and which of them go together on a journey. Pure.
//!
//! The neediest come first, up to what a mentor can visit. A journey begins with the neediest that is on none
//! yet and takes along whoever lies nearest to the last one taken, as long as that is near enough and the day
//! has room; then its stops are put in the order of the way, from where the mentor sets out always to the
//! nearest next. This is no shortest round: it can be said in one sentence why each visit is there.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{BookDate, CooperativeId, RegionCode, UserId};
use territory::Position;

use crate::parameters::{Limit, limit};
use crate::plan::WEEKS;
use crate::{Distance, Need};

/// Reasons that the sentence of a visit names, besides the distance.
const NAMED: usize = 3;

/// A cooperative that may be visited, with its mentor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The cooperative.
    pub cooperative: CooperativeId,
    /// Its village: the order among equals.
    pub village: RegionCode,
    /// The centroid of the village, where it is known.
    pub place: Option<Position>,
    /// Who looks after it.
    pub mentor: UserId,
    /// How much it needs a visit.
    pub need: Need,
}

/// What a plan keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlanLimits {
    /// The most visits of a mentor in the month.
    pub in_month: i64,
    /// The most visits of one journey.
    pub in_day: i64,
    /// Metres up to which two visits go together.
    pub near: i64,
}

impl PlanLimits {
    /// The limits that hold on a day.
    pub fn on(day: BookDate) -> Self {
        Self {
            in_month: limit(Limit::VisitsInMonth, day),
            in_day: limit(Limit::VisitsInDay, day),
            near: limit(Limit::NearKilometres, day).saturating_mul(1_000),
        }
    }
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
    /// On which journey of the mentor's month, from 1.
    pub journey: i64,
    /// As which stop of the journey, from 1.
    pub stop: i64,
    /// From the stop before, or from where the mentor sets out.
    pub leg: Distance,
    /// Why.
    pub need: Need,
}

impl Proposed {
    /// Why it is proposed, in one sentence: "Belum lapor, 2 tindakan lewat tempo, 4,0 km dari kunjungan
    /// sebelumnya."
    pub fn sentence(&self) -> String {
        let from = if self.stop > 1 { "kunjungan sebelumnya" } else { "tempat tugas" };
        let mut parts: Vec<String> = self.need.phrases.iter().take(NAMED).cloned().collect();
        parts.push(self.leg.words(from));
        let joined = parts.join(", ");
        let mut letters = joined.chars();
        letters
            .next()
            .map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
    }
}

/// Proposes the visits of a month for every mentor. The order of the candidates does not matter. A place that
/// is not known is near to nothing; such a visit goes with others of its district, as their last stop.
pub fn propose_plan(
    candidates: &[Candidate],
    bases: &BTreeMap<UserId, Option<Position>>,
    limits: PlanLimits,
) -> Vec<Proposed> {
    let mut by_mentor: BTreeMap<UserId, Vec<&Candidate>> = BTreeMap::new();
    for candidate in candidates.iter().filter(|candidate| candidate.need.score > 0) {
        by_mentor.entry(candidate.mentor).or_default().push(candidate);
    }
    let of = |(mentor, mine)| of_one_mentor(mine, bases.get(&mentor).copied().flatten(), limits);
    by_mentor.into_iter().flat_map(of).collect()
}

fn of_one_mentor(mut mine: Vec<&Candidate>, base: Option<Position>, limits: PlanLimits) -> Vec<Proposed> {
    mine.sort_by_key(|candidate| (-candidate.need.score, candidate.village));
    mine.truncate(usize::try_from(limits.in_month).unwrap_or(0));
    let mut journeys = Vec::new();
    while !mine.is_empty() {
        journeys.push(in_order(gathered(&mut mine, limits), base));
    }
    let count = i64::try_from(journeys.len()).unwrap_or(i64::MAX);
    let a_week = ((count + WEEKS - 1) / WEEKS).max(1);
    let mut proposed = Vec::new();
    for (journey, stops) in (1..).zip(journeys) {
        for (stop, (candidate, leg)) in (1..).zip(stops) {
            proposed.push(Proposed {
                cooperative: candidate.cooperative,
                mentor: candidate.mentor,
                week: (journey - 1) / a_week + 1,
                journey,
                stop,
                leg,
                need: candidate.need.clone(),
            });
        }
    }
    proposed
}

/// Takes the stops of one journey out of those that wait, who are sorted by need.
fn gathered<'c>(waiting: &mut Vec<&'c Candidate>, limits: PlanLimits) -> Vec<&'c Candidate> {
    let mut taken = vec![waiting.remove(0)];
    while i64::try_from(taken.len()).unwrap_or(i64::MAX) < limits.in_day {
        let Some(next) = nearest(&taken, waiting, limits.near) else { break };
        taken.push(waiting.remove(next));
    }
    taken
}

fn district(candidate: &Candidate) -> RegionCode {
    candidate.village.parent().unwrap_or(candidate.village)
}

/// Who goes along: the nearest to the one taken last, then those of unknown place in a district of the way.
fn nearest(taken: &[&Candidate], waiting: &[&Candidate], near: i64) -> Option<usize> {
    let last = taken.iter().rev().find_map(|one| one.place);
    let districts: BTreeSet<RegionCode> = taken.iter().map(|one| district(one)).collect();
    let far = |(place, one): (usize, &&Candidate)| match Distance::between(last, one.place) {
        Distance::Metres(metres) => (metres <= near).then_some((false, metres, one.village, place)),
        _ => districts.contains(&district(one)).then_some((true, 0, one.village, place)),
    };
    waiting.iter().enumerate().filter_map(far).min().map(|(.., place)| place)
}

/// The stops in the order of the way, each with how far it is from the one before.
fn in_order(mut stops: Vec<&Candidate>, base: Option<Position>) -> Vec<(&Candidate, Distance)> {
    let mut here = base;
    let mut way = Vec::new();
    while !stops.is_empty() {
        let far = |(place, one): (usize, &&Candidate)| match Distance::between(here, one.place) {
            Distance::Metres(metres) => (0, metres, one.village, place),
            // Without a place to set out from, the neediest is the first; the unknown one the last.
            _ => (if one.place.is_some() { 1 } else { 2 }, -one.need.score, one.village, place),
        };
        let Some((.., next)) = stops.iter().enumerate().map(far).min() else { break };
        let next = stops.remove(next);
        way.push((next, Distance::between(here, next.place)));
        here = next.place;
    }
    way
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIMITS: PlanLimits = PlanLimits { in_month: 10, in_day: 3, near: 20_000 };

    fn candidate(number: i64, village: i64, score: i64, place: Option<Position>) -> Candidate {
        Candidate {
            cooperative: CooperativeId(number),
            village: RegionCode::from_number(village).unwrap(),
            place,
            mentor: UserId(7),
            need: Need { score, reasons: Vec::new(), phrases: vec![format!("sebab {score}")] },
        }
    }

    fn placed(proposed: &[Proposed]) -> Vec<(i64, i64, i64)> {
        proposed.iter().map(|visit| (visit.week, visit.journey, visit.cooperative.0)).collect()
    }

    fn set_out(place: Option<Position>) -> BTreeMap<UserId, Option<Position>> {
        BTreeMap::from([(UserId(7), place)])
    }

    #[test]
    fn near_ones_go_together_and_the_way_begins_where_the_mentor_sets_out() {
        // Three in a row to the east, a kilometre or two apart, and one 100 km away that is the neediest.
        let at = |millionths: i64| Some((-2_000_000, 106_000_000 + millionths));
        let all = [
            candidate(1, 1_971_011_001, 60, at(30_000)),
            candidate(2, 1_971_011_002, 20, at(10_000)),
            candidate(3, 1_971_021_003, 40, at(20_000)),
            candidate(4, 1_971_031_004, 90, at(900_000)),
            candidate(5, 1_971_011_005, 0, at(0)),
        ];
        let proposed = propose_plan(&all, &set_out(at(0)), LIMITS);
        assert_eq!(placed(&proposed), [(1, 1, 4), (2, 2, 2), (2, 2, 3), (2, 2, 1)]);
        assert_eq!(proposed[1].sentence(), "Sebab 20, 1,1 km dari tempat tugas.");
        assert_eq!(proposed[2].sentence(), "Sebab 40, 1,1 km dari kunjungan sebelumnya.");
        // Of a mentor who can make two visits, the two neediest are left.
        let two = PlanLimits { in_month: 2, ..LIMITS };
        assert_eq!(placed(&propose_plan(&all, &set_out(at(0)), two)), [(1, 1, 4), (2, 2, 1)]);
        assert_eq!(propose_plan(&all, &set_out(at(0)), PlanLimits { in_month: 0, ..LIMITS }), []);
    }

    #[test]
    fn a_village_without_a_centroid_is_not_taken_for_near() {
        let here = Some((-2_000_000, 106_000_000));
        let all = [
            candidate(1, 1_971_011_001, 90, here),
            candidate(2, 1_971_021_002, 80, None),
            candidate(3, 1_971_011_003, 10, None),
        ];
        let proposed = propose_plan(&all, &set_out(here), LIMITS);
        // The one of the same district goes along as the last, the one of another district goes alone.
        assert_eq!(placed(&proposed), [(1, 1, 1), (1, 1, 3), (2, 2, 2)]);
        assert_eq!(proposed[1].sentence(), "Sebab 10, jarak tidak diketahui.");
        assert_eq!(proposed[2].leg, Distance::Unknown);
        // Nor is a mentor without a known base at the door of the first.
        let proposed = propose_plan(&all, &set_out(None), LIMITS);
        assert_eq!(proposed[0].sentence(), "Sebab 90, jarak tidak diketahui.");
    }

    fn any_candidates() -> impl Strategy<Value = Vec<Candidate>> {
        let place = prop::option::of((-3_000_000..-1_000_000_i64, 105_500_000..107_000_000_i64));
        let one = (1..8_i64, 1..4_i64, 0..=100_i64, place);
        prop::collection::vec(one, 0..45).prop_map(|all| {
            let numbered = all.into_iter().zip(1..);
            let one = |((district, mentor, score, place), number)| {
                let village = 1_971_000_000 + district * 10_000 + 1_000 + number;
                Candidate { mentor: UserId(mentor), ..candidate(number, village, score, place) }
            };
            numbered.map(one).collect()
        })
    }

    proptest! {
        #[test]
        fn no_mentor_gets_too_many_nobody_needier_is_left_out_and_the_order_does_not_matter(
            all in any_candidates(),
            most in 0..12_i64,
        ) {
            let limits = PlanLimits { in_month: most, ..LIMITS };
            let bases = BTreeMap::from([(UserId(1), Some((-2_000_000, 106_000_000))), (UserId(2), None)]);
            let proposed = propose_plan(&all, &bases, limits);
            let backwards: Vec<Candidate> = all.iter().rev().cloned().collect();
            prop_assert_eq!(&proposed, &propose_plan(&backwards, &bases, limits));
            for mentor in 1..4 {
                let mine: Vec<&Proposed> = proposed.iter().filter(|one| one.mentor == UserId(mentor)).collect();
                prop_assert!(i64::try_from(mine.len()).unwrap() <= most);
                prop_assert!(mine.iter().all(|one| (1..=4).contains(&one.week)));
                let stops: BTreeSet<_> = mine.iter().map(|one| (one.journey, one.stop)).collect();
                prop_assert_eq!(stops.len(), mine.len());
                prop_assert!(mine.iter().all(|one| (1..=limits.in_day).contains(&one.stop)));
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
