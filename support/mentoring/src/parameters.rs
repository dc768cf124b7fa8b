//! Dated parameters of the task force: limits and the questions of a visit. The latest row that is not
//! after a day holds; before the first row the first one holds.

use std::sync::LazyLock;

use kernel::BookDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::StageName;

/// A row of `parameters/limits.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct LimitRow {
    name: String,
    amount: i64,
    valid_from: BookDate,
    source: String,
}

/// A number that the task force works by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The most cooperatives of one mentor.
    MentorLoad,
    /// The most visits of one mentor that are proposed for a month.
    VisitsInMonth,
    /// The most visits of one journey, which is a day.
    VisitsInDay,
    /// Kilometres in a straight line up to which two visits go together on a journey.
    NearKilometres,
    /// Days within which a request for help is to be answered.
    HelpDays,
    /// Days after its due date from which an open action is shown to the city by itself.
    EscalateDays,
    /// Months after which it is looked at whether a visit changed anything.
    EffectMonths,
}

impl Limit {
    fn name(self) -> &'static str {
        match self {
            Self::MentorLoad => "mentor_load",
            Self::VisitsInMonth => "visits_in_month",
            Self::VisitsInDay => "visits_in_day",
            Self::NearKilometres => "near_km",
            Self::HelpDays => "help_days",
            Self::EscalateDays => "escalate_days",
            Self::EffectMonths => "effect_months",
        }
    }
}

/// A question that a mentor asks at a stage.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Question {
    /// The stage of the cooperative.
    pub stage: StageName,
    /// Its place among the questions of the stage.
    pub number: i64,
    /// What it belongs to.
    pub topic: crate::Topic,
    /// The question.
    pub question: String,
    valid_from: BookDate,
    source: String,
}

#[expect(clippy::expect_used, reason = "the files are in the program and read by a test")]
pub(crate) fn rows<T: DeserializeOwned>(file: &'static [u8]) -> Vec<T> {
    csv::Reader::from_reader(file).into_deserialize().collect::<Result<_, _>>().expect("a parameter reads")
}

/// Of the rows about one thing, the one that holds on a day.
pub(crate) fn holding<'r, T>(
    rows: impl Iterator<Item = &'r T> + Clone,
    from: impl Fn(&T) -> BookDate,
    day: BookDate,
) -> Option<&'r T> {
    let past = rows.clone().filter(|row| from(row) <= day).max_by_key(|row| from(row));
    past.or_else(|| rows.min_by_key(|row| from(row)))
}

static LIMITS: LazyLock<Vec<LimitRow>> = LazyLock::new(|| rows(include_bytes!("../parameters/limits.csv")));

static QUESTIONS: LazyLock<Vec<Question>> =
    LazyLock::new(|| rows(include_bytes!("../parameters/questions.csv")));

/// The number that holds on a day. A limit without a row is no limit at all, which a test rules out.
pub fn limit(limit: Limit, day: BookDate) -> i64 {
    let named = LIMITS.iter().filter(|row| row.name == limit.name());
    holding(named, |row| row.valid_from, day).map_or(i64::MAX, |row| row.amount)
}

/// The questions of a stage on a day, in their order.
pub fn questions(stage: StageName, day: BookDate) -> Vec<&'static Question> {
    let mut of_stage: Vec<&Question> = Vec::new();
    for row in QUESTIONS.iter().filter(|row| row.stage == stage) {
        let same = QUESTIONS.iter().filter(|other| (other.stage, other.number) == (stage, row.number));
        let holds = holding(same, |row| row.valid_from, day);
        of_stage.extend(holds.filter(|held| *held == row));
    }
    of_stage.sort_by_key(|row| row.number);
    of_stage
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> BookDate {
        BookDate::parse(text).unwrap()
    }

    #[test]
    fn every_limit_has_a_row_with_its_source() {
        let today = day("2026-11-24");
        assert_eq!(limit(Limit::MentorLoad, today), 10);
        for name in [
            Limit::VisitsInMonth,
            Limit::VisitsInDay,
            Limit::NearKilometres,
            Limit::HelpDays,
            Limit::EscalateDays,
            Limit::EffectMonths,
        ] {
            assert!((1..100).contains(&limit(name, today)), "{name:?}");
        }
        assert!(LIMITS.iter().all(|row| !row.source.is_empty()));
    }

    #[test]
    fn every_stage_has_questions_in_order() {
        for stage in StageName::ALL {
            let asked = questions(stage, day("2026-11-24"));
            assert!(!asked.is_empty(), "{stage:?}");
            assert!(asked.windows(2).all(|two| two[0].number < two[1].number));
            assert!(asked.iter().all(|row| row.question.ends_with('?') && !row.source.is_empty()));
        }
    }

    #[test]
    fn the_latest_row_that_is_not_after_the_day_holds() {
        let rows = [day("2025-01-01"), day("2026-07-01")];
        let held = |on| holding(rows.iter(), |row| *row, day(on)).copied();
        assert_eq!(held("2024-01-01"), Some(day("2025-01-01")));
        assert_eq!(held("2026-06-30"), Some(day("2025-01-01")));
        assert_eq!(held("2026-07-01"), Some(day("2026-07-01")));
    }
}
