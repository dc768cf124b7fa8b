//! How much a cooperative needs a visit: a score with its reasons. Pure: no table, no page.

use std::sync::LazyLock;

use activity::ActivityState;
use kernel::BookDate;
use serde::Deserialize;

use crate::parameters::{holding, rows};

/// A row of `parameters/need.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Weight {
    name: String,
    weight: i64,
    most: i64,
    valid_from: BookDate,
    source: String,
}

static WEIGHTS: LazyLock<Vec<Weight>> = LazyLock::new(|| rows(include_bytes!("../parameters/need.csv")));

/// The weights that hold on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeedRules {
    day: BookDate,
}

impl NeedRules {
    /// The weights of a day.
    pub fn on(day: BookDate) -> Self {
        Self { day }
    }

    /// The points of something that is there so many times: its weight each time, up to its most.
    fn points(self, name: &str, times: i64) -> i64 {
        let named = WEIGHTS.iter().filter(|row| row.name == name);
        let row = holding(named, |row| row.valid_from, self.day);
        row.map_or(0, |row| row.weight.saturating_mul(times.max(0)).min(row.most))
    }
}

/// What is known of a cooperative when the visits are planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeedFacts {
    /// Its state.
    pub state: ActivityState,
    /// Months that are over and not closed.
    pub months_behind: i64,
    /// Agreed actions that are open.
    pub open_actions: i64,
    /// Of them, those past their due date.
    pub overdue_actions: i64,
    /// Requests for help without an answer.
    pub help_waiting: i64,
    /// Days since the last visit; nothing where there was none.
    pub days_since_visit: Option<i64>,
    /// Whether it lies in another district than most of the mentor's cooperatives. This stands for the
    /// distance, which is not known by road.
    pub other_district: bool,
}

/// A score from 0 to 100 and why, the heaviest reason first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// From 0, nothing calls, to 100.
    pub score: i64,
    /// Sentences, each with its points; none where nothing calls.
    pub reasons: Vec<String>,
}

/// The need of a visit. More of anything never lowers it, but for the distance.
pub fn need(facts: &NeedFacts, rules: NeedRules) -> Need {
    let mut found: Vec<(i64, String)> = Vec::new();
    let mut add = |name: &str, times: i64, sentence: String| {
        let points = rules.points(name, times);
        if points > 0 {
            found.push((points, sentence));
        }
    };
    match facts.state {
        ActivityState::ReportedActivity => {}
        ActivityState::ReportedZero => add("reported_zero", 1, "Melapor nihil.".to_owned()),
        ActivityState::NotReported => {
            add("not_reported", 1, "Belum melapor: tidak diketahui, bukan nol.".to_owned());
        }
        ActivityState::NotLicensed => add("not_licensed", 1, "Belum berizin.".to_owned()),
    }
    let behind = facts.months_behind;
    add("month_behind", behind, format!("{behind} bulan yang sudah lewat belum ditutup."));
    let overdue = facts.overdue_actions.min(facts.open_actions);
    add("overdue_action", overdue, format!("{overdue} tindak lanjut lewat tenggat."));
    let open = facts.open_actions - overdue;
    add("open_action", open, format!("{open} tindak lanjut masih berjalan."));
    let waiting = facts.help_waiting;
    add("help_waiting", waiting, format!("{waiting} permintaan bantuan menunggu jawaban."));
    match facts.days_since_visit {
        None => add("never_visited", 1, "Belum pernah dikunjungi.".to_owned()),
        Some(days) => add("week_unvisited", days / 7, format!("{days} hari sejak kunjungan terakhir.")),
    }
    // The sort is stable: reasons of equal weight stay in the order above.
    found.sort_by_key(|(points, _)| -points);
    let calls: i64 = found.iter().map(|(points, _)| points).sum();
    let mut reasons: Vec<String> =
        found.into_iter().map(|(points, sentence)| format!("{sentence} (+{points})")).collect();
    let far = if facts.other_district { rules.points("other_district", 1).min(calls) } else { 0 };
    if far > 0 {
        reasons.push(format!("Di kecamatan lain, lebih jauh. (-{far})"));
    }
    Need { score: (calls - far).clamp(0, 100), reasons }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const QUIET: NeedFacts = NeedFacts {
        state: ActivityState::ReportedActivity,
        months_behind: 0,
        open_actions: 0,
        overdue_actions: 0,
        help_waiting: 0,
        days_since_visit: Some(6),
        other_district: false,
    };

    fn rules() -> NeedRules {
        NeedRules::on(BookDate::parse("2026-11-24").unwrap())
    }

    #[test]
    fn nothing_calls_where_all_is_well() {
        assert_eq!(need(&QUIET, rules()), Need { score: 0, reasons: Vec::new() });
        let far = NeedFacts { other_district: true, ..QUIET };
        assert_eq!(need(&far, rules()), Need { score: 0, reasons: Vec::new() });
    }

    #[test]
    fn every_reason_is_said_with_its_points_and_they_add_up() {
        let facts = NeedFacts {
            state: ActivityState::NotReported,
            months_behind: 3,
            open_actions: 3,
            overdue_actions: 2,
            help_waiting: 1,
            days_since_visit: None,
            other_district: true,
        };
        let found = need(&facts, rules());
        assert_eq!(
            found.reasons,
            [
                "Belum melapor: tidak diketahui, bukan nol. (+30)",
                "3 bulan yang sudah lewat belum ditutup. (+15)",
                "Belum pernah dikunjungi. (+14)",
                "2 tindak lanjut lewat tenggat. (+12)",
                "1 permintaan bantuan menunggu jawaban. (+8)",
                "1 tindak lanjut masih berjalan. (+2)",
                "Di kecamatan lain, lebih jauh. (-3)",
            ]
        );
        assert_eq!(found.score, 30 + 15 + 14 + 12 + 8 + 2 - 3);
    }

    #[test]
    fn every_weight_has_a_source_and_all_together_reach_a_hundred_at_most_a_little_over() {
        assert!(WEIGHTS.iter().all(|row| !row.source.is_empty() && row.weight > 0 && row.most >= row.weight));
    }

    fn any_facts() -> impl Strategy<Value = NeedFacts> {
        (
            prop::sample::select(ActivityState::ALL.to_vec()),
            0..30_i64,
            0..20_i64,
            0..20_i64,
            0..9_i64,
            prop::option::of(0..800_i64),
            any::<bool>(),
        )
            .prop_map(|(state, months_behind, open, overdue, help_waiting, days, other_district)| {
                NeedFacts {
                    state,
                    months_behind,
                    open_actions: open + overdue,
                    overdue_actions: overdue,
                    help_waiting,
                    days_since_visit: days,
                    other_district,
                }
            })
    }

    proptest! {
        #[test]
        fn the_score_stays_on_its_scale_and_more_trouble_never_lowers_it(facts in any_facts()) {
            let before = need(&facts, rules());
            prop_assert!((0..=100).contains(&before.score));
            for worse in [
                NeedFacts { months_behind: facts.months_behind + 1, ..facts.clone() },
                NeedFacts { open_actions: facts.open_actions + 1, ..facts.clone() },
                NeedFacts {
                    open_actions: facts.open_actions + 1,
                    overdue_actions: facts.overdue_actions + 1,
                    ..facts.clone()
                },
                NeedFacts { help_waiting: facts.help_waiting + 1, ..facts.clone() },
                NeedFacts { days_since_visit: facts.days_since_visit.map(|days| days + 7), ..facts.clone() },
            ] {
                prop_assert!(need(&worse, rules()).score >= before.score, "{worse:?}");
            }
        }
    }
}
