//! How much a cooperative needs a visit: a score with its reasons. Pure: no table, no page.

use std::sync::LazyLock;

use activity::ActivityState;
use kernel::BookDate;
use serde::Deserialize;

use crate::parameters::{holding, rows};
use crate::{Distance, kilometres};

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
    /// How far it is from where its mentor sets out.
    pub distance: Distance,
}

/// A score from 0 to 100 and why, the heaviest reason first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// From 0, nothing calls, to 100.
    pub score: i64,
    /// Sentences, each with its points; none where nothing calls.
    pub reasons: Vec<String>,
    /// What calls in few words, in the same order: "2 tindakan lewat tempo".
    pub phrases: Vec<String>,
}

/// Metres in which a distance is weighed.
const FIVE_KM: i64 = 5_000;

/// The need of a visit. More of anything never lowers it, but for the distance. A distance that is not known
/// is weighed as the farthest: it is not zero.
pub fn need(facts: &NeedFacts, rules: NeedRules) -> Need {
    let mut found = calls(facts, rules);
    // The sort is stable: reasons of equal weight stay in the order above.
    found.sort_by_key(|call| -call.points);
    let calling: i64 = found.iter().map(|call| call.points).sum();
    let phrases = found.iter().map(|call| call.phrase.clone()).collect();
    let mut reasons: Vec<String> =
        found.into_iter().map(|call| format!("{} (+{})", call.sentence, call.points)).collect();
    let (times, sentence) = match facts.distance {
        Distance::NoBase => (0, String::new()),
        Distance::Unknown => (i64::MAX, "Jarak tidak diketahui, dihitung seperti yang terjauh.".to_owned()),
        Distance::Metres(metres) => {
            (metres / FIVE_KM, format!("{} dari tempat tugas pendamping.", kilometres(metres)))
        }
    };
    let far = rules.points("five_km_away", times).min(calling);
    if far > 0 {
        reasons.push(format!("{sentence} (-{far})"));
    }
    Need { score: (calling - far).clamp(0, 100), reasons, phrases }
}

/// Something that calls for a visit.
struct Call {
    points: i64,
    sentence: String,
    phrase: String,
}

fn calls(facts: &NeedFacts, rules: NeedRules) -> Vec<Call> {
    let mut found = Vec::new();
    let mut add = |name: &str, times: i64, sentence: String, phrase: String| {
        let points = rules.points(name, times);
        if points > 0 {
            found.push(Call { points, sentence, phrase });
        }
    };
    match facts.state {
        ActivityState::ReportedActivity => {}
        ActivityState::ReportedZero => {
            add("reported_zero", 1, "Melapor nihil.".to_owned(), "melapor nihil".to_owned());
        }
        ActivityState::NotReported => {
            let sentence = "Belum melapor: tidak diketahui, bukan nol.".to_owned();
            add("not_reported", 1, sentence, "belum lapor".to_owned());
        }
        ActivityState::NotLicensed => {
            add("not_licensed", 1, "Belum berizin.".to_owned(), "belum berizin".to_owned());
        }
    }
    let behind = facts.months_behind;
    let sentence = format!("{behind} bulan yang sudah lewat belum ditutup.");
    add("month_behind", behind, sentence, format!("{behind} bulan belum ditutup"));
    let overdue = facts.overdue_actions.min(facts.open_actions);
    let sentence = format!("{overdue} tindak lanjut lewat tenggat.");
    add("overdue_action", overdue, sentence, format!("{overdue} tindakan lewat tempo"));
    let open = facts.open_actions - overdue;
    let sentence = format!("{open} tindak lanjut masih berjalan.");
    add("open_action", open, sentence, format!("{open} tindakan berjalan"));
    let waiting = facts.help_waiting;
    let sentence = format!("{waiting} permintaan bantuan menunggu jawaban.");
    add("help_waiting", waiting, sentence, format!("{waiting} permintaan bantuan menunggu"));
    match facts.days_since_visit {
        None => {
            let phrase = "belum pernah dikunjungi".to_owned();
            add("never_visited", 1, "Belum pernah dikunjungi.".to_owned(), phrase);
        }
        Some(days) => {
            let sentence = format!("{days} hari sejak kunjungan terakhir.");
            add("week_unvisited", days / 7, sentence, format!("{days} hari tidak dikunjungi"));
        }
    }
    found
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
        distance: Distance::NoBase,
    };

    fn rules() -> NeedRules {
        NeedRules::on(BookDate::parse("2026-11-24").unwrap())
    }

    #[test]
    fn nothing_calls_where_all_is_well() {
        let nothing = Need { score: 0, reasons: Vec::new(), phrases: Vec::new() };
        assert_eq!(need(&QUIET, rules()), nothing);
        for distance in [Distance::Metres(90_000), Distance::Unknown] {
            assert_eq!(need(&NeedFacts { distance, ..QUIET }, rules()), nothing);
        }
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
            distance: Distance::Metres(12_400),
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
                "12 km dari tempat tugas pendamping. (-2)",
            ]
        );
        assert_eq!(found.score, 30 + 15 + 14 + 12 + 8 + 2 - 2);
        assert_eq!(found.phrases[..2], ["belum lapor", "3 bulan belum ditutup"]);
    }

    #[test]
    fn a_distance_that_is_not_known_is_weighed_as_the_farthest_and_not_as_zero() {
        let at = |distance| {
            let facts = NeedFacts { state: ActivityState::NotReported, distance, ..QUIET };
            need(&facts, rules()).score
        };
        assert_eq!(at(Distance::Metres(0)), at(Distance::NoBase));
        assert!(at(Distance::Unknown) < at(Distance::Metres(0)));
        assert_eq!(at(Distance::Unknown), at(Distance::Metres(4_000_000)));
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
            prop::option::of(0..60_000_i64),
        )
            .prop_map(|(state, months_behind, open, overdue, help_waiting, days, metres)| {
                NeedFacts {
                    state,
                    months_behind,
                    open_actions: open + overdue,
                    overdue_actions: overdue,
                    help_waiting,
                    days_since_visit: days,
                    distance: metres.map_or(Distance::Unknown, Distance::Metres),
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
