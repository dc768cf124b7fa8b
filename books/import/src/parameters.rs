//! How sure is sure enough, and how long is long: dated parameters in `parameters/limits.csv`. The latest
//! row that is not after a day holds; before the first row the first one holds.

use std::sync::LazyLock;

use kernel::BookDate;
use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
struct Row {
    name: String,
    amount: i64,
    valid_from: BookDate,
    #[serde(rename = "source")]
    _source: String,
}

#[expect(clippy::expect_used, reason = "the file is in the program and read by a test")]
static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let file: &[u8] = include_bytes!("../parameters/limits.csv");
    csv::Reader::from_reader(file).deserialize().collect::<Result<_, _>>().expect("the limits read")
});

/// The limits and weights of imports on a day: percent where nothing else is said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// From how sure on a row is recorded unseen, unless the user says otherwise.
    pub threshold: i64,
    /// How sure words are that the cooperative decided about before.
    pub decided_before: i64,
    /// How sure words are that nobody knows.
    pub unknown: i64,
    /// The most where a person or unit is still to be chosen.
    pub missing: i64,
    /// What a phrase of two words or more begins with.
    pub phrase_base: i64,
    /// What a single word among others begins with.
    pub word_base: i64,
    /// What is added by the share of the row that the phrase explains.
    pub explained_share: i64,
    /// The most where two rules fit as well.
    pub contested: i64,
    /// What one corrected letter takes away.
    pub misspelt: i64,
    /// The most where the date was taken from above.
    pub assumed_date: i64,
    /// The most where a name stands there in part only.
    pub partial_name: i64,
    /// How sure it is that a transfer was recorded from the other book, where the words say transfer.
    pub transfer: i64,
    /// The same where they do not, on the same day.
    pub maybe_transfer_same_day: i64,
    /// The same on another day.
    pub maybe_transfer_other_day: i64,
    /// How sure it is that a row of the same day and amount was recorded by hand.
    pub maybe_recorded: i64,
    /// Days that may lie between the two books of one transfer.
    pub transfer_days: i64,
    /// Hours in which who recorded an import may take it back alone.
    pub undo_alone_hours: i64,
    /// Days for which the file of a draft is kept.
    pub draft_file_days: i64,
}

impl Limits {
    /// Those that hold on a day.
    pub fn on(day: BookDate) -> Self {
        let of = |name: &str| amount(name, day);
        Self {
            threshold: of("threshold"),
            decided_before: of("decided_before"),
            unknown: of("unknown"),
            missing: of("unit_or_person_missing"),
            phrase_base: of("phrase_base"),
            word_base: of("word_base"),
            explained_share: of("explained_share"),
            contested: of("contested"),
            misspelt: of("misspelt"),
            assumed_date: of("assumed_date"),
            partial_name: of("partial_name"),
            transfer: of("transfer_of_other_book"),
            maybe_transfer_same_day: of("maybe_transfer_same_day"),
            maybe_transfer_other_day: of("maybe_transfer_other_day"),
            maybe_recorded: of("maybe_recorded"),
            transfer_days: of("transfer_days"),
            undo_alone_hours: of("undo_alone_hours"),
            draft_file_days: of("draft_file_days"),
        }
    }
}

/// A limit without a row is zero, which a test rules out: nothing would be recorded unseen by it.
fn amount(name: &str, day: BookDate) -> i64 {
    let named = || ROWS.iter().filter(|row| row.name == name);
    let past = named().filter(|row| row.valid_from <= day).max_by_key(|row| row.valid_from);
    past.or_else(|| named().min_by_key(|row| row.valid_from)).map_or(0, |row| row.amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_has_a_row_with_its_source_and_every_row_is_used() {
        let limits = Limits::on(BookDate::parse("2026-11-24").unwrap());
        let told = format!("{limits:?}");
        assert!(!told.contains(": 0,") && !told.contains(": 0 }"), "{told}");
        assert_eq!(told.matches(':').count(), ROWS.len(), "each row is one field");
        assert!(ROWS.iter().all(|row| !row._source.is_empty()));
    }

    #[test]
    fn what_is_sure_and_what_is_not_lie_on_two_sides_of_the_threshold() {
        let limits = Limits::on(BookDate::parse("2026-11-24").unwrap());
        for sure in [limits.decided_before, limits.assumed_date, limits.transfer] {
            assert!(sure >= limits.threshold);
        }
        for unsure in [
            limits.unknown,
            limits.missing,
            limits.contested,
            limits.partial_name,
            limits.maybe_transfer_same_day,
            limits.maybe_recorded,
        ] {
            assert!(unsure < limits.threshold);
        }
        assert_eq!(limits.phrase_base + limits.explained_share, 95);
    }
}
