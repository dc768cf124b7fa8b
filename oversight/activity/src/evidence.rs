//! What is known of a cooperative month by month, and the rule that makes a state of it. Pure: no table,
//! no page.

use std::collections::BTreeMap;

use kernel::{BookDate, Month};

use crate::{ActivityState, Window};

/// What is known of one month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MonthFacts {
    /// The date of its first business act.
    pub first_act: Option<BookDate>,
    /// The day on which the cooperative declared that nothing happened.
    pub declared_zero: Option<BookDate>,
    /// The day on which the month was closed by itself (not by closing a later one).
    pub closed: Option<BookDate>,
}

impl MonthFacts {
    /// Whether the cooperative has said that nothing happened, and the books agree.
    fn is_zero(&self) -> bool {
        self.first_act.is_none() && (self.declared_zero.is_some() || self.closed.is_some())
    }
}

/// What is known of a cooperative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The day it was registered here: before that, silence means nothing.
    pub registered_on: BookDate,
    /// Whether the registry calls it licensed on the day in question.
    pub licensed: bool,
    /// The date of the last business act through the day in question, however old.
    pub last_act: Option<BookDate>,
    /// The date of the last entry of any kind through the day in question.
    pub last_entry: Option<BookDate>,
    /// The months of which anything is known, as far back as [`ledger::MONTHS_SEEN`].
    pub months: BTreeMap<Month, MonthFacts>,
}

/// A state and since when it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The state.
    pub state: ActivityState,
    /// Looked at month by month, the day from which the state has held without a break:
    ///
    /// - with activity: the first act after the last month without one in its window;
    /// - zero, and not reported: the first day of the first such month, and for "not reported" not
    ///   before the day of registration;
    /// - not licensed: the day of registration.
    ///
    /// Nothing where that is later than the day in question.
    pub since: Option<BookDate>,
}

/// What the window that ends with a month holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Acts,
    Zero,
    Nothing,
}

/// The state on a day. An act wins over a declaration, and either wins over a missing licence.
pub fn state_of(evidence: &Evidence, as_of: BookDate) -> ActivityState {
    match evidence.seen(as_of.month_of(), as_of) {
        Seen::Acts => ActivityState::ReportedActivity,
        Seen::Zero => ActivityState::ReportedZero,
        Seen::Nothing if !evidence.licensed && evidence.last_act.is_none() => ActivityState::NotLicensed,
        Seen::Nothing => ActivityState::NotReported,
    }
}

impl Standing {
    /// The state on a day, and since when.
    pub fn of(evidence: &Evidence, as_of: BookDate) -> Self {
        let state = state_of(evidence, as_of);
        let first = evidence.first_month_of_run(as_of);
        let since = match state {
            ActivityState::ReportedActivity => {
                let mut acts = evidence.window(first, as_of).filter_map(|(_, facts)| facts.first_act);
                acts.next()
            }
            ActivityState::ReportedZero => Some(first.first_day()),
            ActivityState::NotReported => Some(first.first_day().max(evidence.registered_on)),
            ActivityState::NotLicensed => Some(evidence.registered_on),
        };
        Self { state, since: since.filter(|since| *since <= as_of) }
    }
}

impl Evidence {
    /// The months of the window that ends with a month.
    fn window(&self, month: Month, as_of: BookDate) -> impl Iterator<Item = (&Month, &MonthFacts)> {
        let first = Window::on(month.last_day().min(as_of)).first_month(month);
        self.months.range(first..=month)
    }

    fn seen(&self, month: Month, as_of: BookDate) -> Seen {
        let acted = |facts: &MonthFacts| facts.first_act.is_some_and(|act| act <= as_of);
        // Of a month that goes on, nobody can say yet that nothing happens in it.
        let zero = |month: &Month, facts: &MonthFacts| month.last_day() <= as_of && facts.is_zero();
        if self.window(month, as_of).any(|(_, facts)| acted(facts)) {
            Seen::Acts
        } else if self.window(month, as_of).any(|(month, facts)| zero(month, facts)) {
            Seen::Zero
        } else {
            Seen::Nothing
        }
    }

    /// The first of the months before a day in which the same was seen without a break. Months whose
    /// window is not fully known are not asked.
    fn first_month_of_run(&self, as_of: BookDate) -> Month {
        let now = as_of.month_of();
        let seen = self.seen(now, as_of);
        let known = i64::try_from(ledger::MONTHS_SEEN).unwrap_or(0) - i64::from(Window::on(as_of).months);
        let before = (1..=known).map(|back| now.plus(-back));
        before.take_while(|month| self.seen(*month, as_of) == seen).last().unwrap_or(now)
    }

    /// The last day of which anything is known: of an entry, or the end of a month that was declared zero
    /// or closed.
    pub fn data_until(&self, as_of: BookDate) -> Option<BookDate> {
        let spoken = |facts: &MonthFacts| facts.declared_zero.is_some() || facts.closed.is_some();
        let months = self.months.iter().filter(|(_, facts)| spoken(facts)).map(|(month, _)| month.last_day());
        months.chain(self.last_entry).filter(|day| *day <= as_of).max()
    }

    /// The last month that the cooperative called zero, if it is over.
    pub(crate) fn last_zero(&self, as_of: BookDate) -> Option<(Month, MonthFacts)> {
        let mut latest = self.months.iter().rev();
        let zero = latest.find(|(month, facts)| month.last_day() <= as_of && facts.is_zero());
        zero.map(|(month, facts)| (*month, *facts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ActivityState::{NotLicensed, NotReported, ReportedActivity, ReportedZero};

    fn day(text: &str) -> BookDate {
        BookDate::parse(text).unwrap()
    }

    fn month(text: &str) -> Month {
        Month::parse(text).unwrap()
    }

    fn silence() -> Evidence {
        let months = BTreeMap::new();
        let registered_on = day("2025-07-01");
        Evidence { registered_on, licensed: true, last_act: None, last_entry: None, months }
    }

    impl Evidence {
        fn act(mut self, on: &str) -> Self {
            let on = day(on);
            let first = &mut self.months.entry(on.month_of()).or_default().first_act;
            *first = Some(first.map_or(on, |first| first.min(on)));
            self.last_act = self.last_act.max(Some(on));
            self.last_entry = self.last_entry.max(Some(on));
            self
        }

        fn zero(mut self, of: &str) -> Self {
            let of = month(of);
            self.months.entry(of).or_default().declared_zero = Some(of.next().first_day());
            self
        }

        fn closed(mut self, of: &str) -> Self {
            let of = month(of);
            self.months.entry(of).or_default().closed = Some(of.next().first_day());
            self
        }

        fn unlicensed(mut self) -> Self {
            self.licensed = false;
            self
        }

        fn on(&self, as_of: &str) -> (ActivityState, Option<String>) {
            let standing = Standing::of(self, day(as_of));
            (standing.state, standing.since.map(|since| since.to_string()))
        }
    }

    fn since(state: ActivityState, since: &str) -> (ActivityState, Option<String>) {
        (state, Some(since.to_owned()))
    }

    #[test]
    fn an_act_counts_from_its_day_to_the_end_of_the_next_month() {
        let once = silence().act("2026-06-20");
        assert_eq!(once.on("2026-06-19"), since(NotReported, "2025-07-01"));
        assert_eq!(once.on("2026-06-20"), since(ReportedActivity, "2026-06-20"));
        assert_eq!(once.on("2026-07-31"), since(ReportedActivity, "2026-06-20"));
        assert_eq!(once.on("2026-08-01"), since(NotReported, "2026-08-01"));
        assert_eq!(once.on("2026-11-24"), since(NotReported, "2026-08-01"));
    }

    #[test]
    fn activity_is_told_from_the_first_act_after_a_gap() {
        let often = silence().act("2025-09-03").act("2026-01-15").act("2026-02-01").act("2026-03-30");
        assert_eq!(often.on("2026-03-31"), since(ReportedActivity, "2026-01-15"));
        // A window wide: April is covered by March, so May goes on without a break.
        let goes_on = often.act("2026-05-02");
        assert_eq!(goes_on.on("2026-05-24"), since(ReportedActivity, "2026-01-15"));
    }

    #[test]
    fn a_declaration_counts_once_the_month_is_over() {
        let zero = silence().zero("2026-10");
        assert_eq!(zero.on("2026-10-30").0, NotReported);
        assert_eq!(zero.on("2026-10-31"), since(ReportedZero, "2026-10-01"));
        assert_eq!(zero.on("2026-11-30"), since(ReportedZero, "2026-10-01"));
        assert_eq!(zero.on("2026-12-01"), since(NotReported, "2026-12-01"));
    }

    #[test]
    fn an_empty_closed_month_is_a_declaration_and_one_with_acts_is_none() {
        let closed = silence().act("2026-06-20").closed("2026-07").closed("2026-08");
        assert_eq!(closed.on("2026-07-31").0, ReportedActivity);
        assert_eq!(closed.on("2026-08-31"), since(ReportedZero, "2026-08-01"));
        assert_eq!(closed.on("2026-10-01"), since(NotReported, "2026-10-01"));
        let with_acts = silence().act("2026-06-20").closed("2026-06");
        assert_eq!(with_acts.on("2026-08-15").0, NotReported);
    }

    #[test]
    fn an_act_wins_over_a_declaration() {
        let both = silence().zero("2026-10").act("2026-11-02");
        assert_eq!(both.on("2026-11-01").0, ReportedZero);
        assert_eq!(both.on("2026-11-02"), since(ReportedActivity, "2026-11-02"));
    }

    #[test]
    fn not_licensed_explains_silence_and_nothing_else() {
        let waiting = silence().unlicensed();
        assert_eq!(waiting.on("2026-11-24"), since(NotLicensed, "2025-07-01"));
        assert_eq!(waiting.clone().act("2026-11-02").on("2026-11-24").0, ReportedActivity);
        assert_eq!(waiting.clone().zero("2026-10").on("2026-11-24").0, ReportedZero);
        assert_eq!(waiting.act("2026-06-20").on("2026-11-24").0, NotReported);
    }

    #[test]
    fn before_registration_nothing_is_said_about_since() {
        assert_eq!(silence().on("2025-06-30"), (NotReported, None));
        assert_eq!(silence().unlicensed().on("2025-06-30"), (NotLicensed, None));
        assert_eq!(silence().on("2025-07-20"), since(NotReported, "2025-07-01"));
    }

    #[test]
    fn a_long_life_is_told_as_far_as_is_looked_back() {
        let mut long = silence();
        for back in 0..24 {
            long = long.act(&month("2026-11").plus(-back).first_day().plus_days(4).to_string());
        }
        assert_eq!(long.on("2026-11-24"), since(ReportedActivity, "2024-12-05"));
    }

    #[test]
    fn data_reach_to_the_last_entry_or_the_end_of_a_spoken_month() {
        let as_of = day("2026-11-24");
        assert_eq!(silence().data_until(as_of), None);
        assert_eq!(silence().act("2026-11-15").data_until(as_of), Some(day("2026-11-15")));
        let closed = silence().act("2026-10-12").closed("2026-10");
        assert_eq!(closed.data_until(as_of), Some(day("2026-10-31")));
        assert_eq!(closed.data_until(day("2026-10-30")), Some(day("2026-10-12")));
        assert_eq!(silence().zero("2026-09").data_until(as_of), Some(day("2026-09-30")));
    }
}
