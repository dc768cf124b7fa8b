//! How figures read on the pages of the cockpit.

use activity::ActivityState;
use kernel::{BookDate, Month, Rupiah};

use crate::{MonthLine, Row, Sum};

/// What is not known is said in words; it is never a zero and never a dash.
pub(crate) const UNKNOWN: &str = "tidak diketahui";

/// An amount or a count: "1.234.567", "(1.234)", and "0" where nothing was reported.
pub(crate) fn figure(amount: Option<Rupiah>) -> String {
    match amount {
        Some(amount) if amount.is_zero() => "0".to_owned(),
        Some(amount) => amount.plain(),
        None => UNKNOWN.to_owned(),
    }
}

/// By what a script sorts an amount; empty stays last.
pub(crate) fn sortable(amount: Option<Rupiah>) -> String {
    amount.map(|amount| amount.0.to_string()).unwrap_or_default()
}

/// A date of an act: "24 Nov 2026".
pub(crate) fn date(date: Option<BookDate>) -> String {
    date.map_or_else(|| "belum pernah".to_owned(), BookDate::short)
}

/// A closed month: "Okt 2026".
pub(crate) fn month(month: Option<Month>) -> String {
    month.map_or_else(
        || "belum ada".to_owned(),
        |month| {
            // "1 Okt 2026" without its day.
            let first = month.first_day().short();
            first.split_once(' ').map_or_else(String::new, |(_, rest)| rest.to_owned())
        },
    )
}

/// By what a script sorts a day or a month; empty stays last.
fn sortable_text(text: Option<impl ToString>) -> String {
    text.map(|text| text.to_string()).unwrap_or_default()
}

/// The class of a state's shape, colour and fill in the style sheet.
pub(crate) fn class(state: ActivityState) -> &'static str {
    match state {
        ActivityState::ReportedActivity => "live",
        ActivityState::ReportedZero => "zero",
        ActivityState::NotReported => "look",
        ActivityState::NotLicensed => "none",
    }
}

/// The pattern over the fill, so that a state is never colour alone.
pub(crate) fn pattern(state: ActivityState) -> Option<&'static str> {
    match state {
        ActivityState::ReportedActivity | ActivityState::ReportedZero => None,
        ActivityState::NotReported => Some("arsir"),
        ActivityState::NotLicensed => Some("titik"),
    }
}

/// A row as the templates write it: `…_text` is read, `…_value` is sorted by.
impl Row {
    pub(crate) fn class(&self) -> &'static str {
        class(self.assessed.state)
    }

    pub(crate) fn state_text(&self) -> &'static str {
        self.assessed.state.label()
    }

    /// The place of the state in the order of states.
    pub(crate) fn state_value(&self) -> usize {
        let place = ActivityState::ALL.iter().position(|state| *state == self.assessed.state);
        place.map_or(0, |place| place + 1)
    }

    fn members_count(&self) -> Option<Rupiah> {
        self.members.map(Rupiah)
    }

    pub(crate) fn members_text(&self) -> String {
        figure(self.members_count())
    }

    pub(crate) fn members_value(&self) -> String {
        sortable(self.members_count())
    }

    fn savings_total(&self) -> Option<Rupiah> {
        self.savings.map(|saved| saved.total())
    }

    pub(crate) fn savings_text(&self) -> String {
        figure(self.savings_total())
    }

    pub(crate) fn savings_value(&self) -> String {
        sortable(self.savings_total())
    }

    pub(crate) fn turnover_text(&self) -> String {
        figure(self.turnover)
    }

    pub(crate) fn turnover_value(&self) -> String {
        sortable(self.turnover)
    }

    pub(crate) fn last_act_text(&self) -> String {
        date(self.assessed.last_act)
    }

    pub(crate) fn last_act_value(&self) -> String {
        sortable_text(self.assessed.last_act)
    }

    pub(crate) fn closed_text(&self) -> String {
        month(self.assessed.closed_through)
    }

    pub(crate) fn closed_value(&self) -> String {
        sortable_text(self.assessed.closed_through)
    }

    pub(crate) fn data_text(&self) -> String {
        date(self.assessed.data_until)
    }

    pub(crate) fn data_value(&self) -> String {
        sortable_text(self.assessed.data_until)
    }
}

impl MonthLine {
    pub(crate) fn acts_text(&self) -> String {
        figure(self.acts.map(Rupiah))
    }

    pub(crate) fn turnover_text(&self) -> String {
        figure(self.turnover)
    }

    pub(crate) fn savings_text(&self) -> String {
        figure(self.savings)
    }
}

impl Sum {
    pub(crate) fn text(&self) -> String {
        figure(self.known())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_is_zero_and_unknown_is_a_word() {
        assert_eq!(figure(Some(Rupiah(0))), "0");
        assert_eq!(figure(Some(Rupiah(-1_500))), "(1.500)");
        assert_eq!(figure(None), "tidak diketahui");
        assert_eq!((sortable(Some(Rupiah(0))), sortable(None)), ("0".to_owned(), String::new()));
        assert_eq!(month(Month::new(2026, 10)), "Okt 2026");
        assert_eq!((month(None), date(None)), ("belum ada".to_owned(), "belum pernah".to_owned()));
    }
}
