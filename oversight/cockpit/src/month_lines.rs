//! Twelve months of one cooperative: what is known of each.

use std::collections::BTreeMap;

use activity::{Assessed, MonthFacts};
use kernel::{BookDate, Month, Rupiah};
use store::Reader;

use crate::CockpitError;
use crate::figures::{Monthly, monthly};

/// Months in the table.
const COUNT: i64 = 12;

/// A month of one cooperative. What is `None` is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthLine {
    /// The month.
    pub month: Month,
    /// Business acts dated in it.
    pub acts: Option<i64>,
    /// Its turnover.
    pub turnover: Option<Rupiah>,
    /// Savings at its end, or on the day in question.
    pub savings: Option<Rupiah>,
    /// What the cooperative said about it: closed, declared zero, nothing.
    pub said: String,
}

/// The twelve months that end with the month of a day, the latest first.
pub(crate) fn month_lines(
    reader: &mut dyn Reader,
    assessed: &Assessed,
    as_of: BookDate,
) -> Result<Vec<MonthLine>, CockpitError> {
    let (id, last) = (assessed.cooperative.id, as_of.month_of());
    let first = last.plus(1 - COUNT);
    let mut bounds = [as_of.plus_days(1); 13];
    for (bound, month) in bounds.iter_mut().zip(Month::range(first, last)) {
        *bound = month.first_day();
    }
    let counts = ledger::acts_in(reader, &[id], &bounds)?.remove(&id).unwrap_or_default();
    let acts = Month::range(first, last).zip(counts).filter(|(_, count)| *count > 0).collect();
    let moved = monthly(reader, id, first, last)?;
    let mut lines: Vec<MonthLine> = lines(first, last, &acts, &moved, assessed);
    lines.reverse();
    Ok(lines)
}

fn lines(
    first: Month,
    last: Month,
    acts: &BTreeMap<Month, i64>,
    moved: &Monthly,
    assessed: &Assessed,
) -> Vec<MonthLine> {
    let mut savings = moved.savings_before;
    let line = |month: Month| {
        savings = [savings, moved.savings.get(&month).copied().unwrap_or_default()].into_iter().sum();
        let facts = assessed.months.get(&month).copied().unwrap_or_default();
        let spoken = facts.declared_zero.is_some() || facts.closed.is_some();
        let moves = moved.savings.contains_key(&month) || moved.turnover.contains_key(&month);
        let known = spoken || moves || acts.contains_key(&month);
        let has_books = assessed.last_entry.is_some();
        MonthLine {
            month,
            acts: known.then(|| acts.get(&month).copied().unwrap_or_default()),
            turnover: known.then(|| moved.turnover.get(&month).copied().unwrap_or_default()),
            savings: (known && has_books).then_some(savings),
            said: said(&facts, known, month == last),
        }
    };
    Month::range(first, last).map(line).collect()
}

fn said(facts: &MonthFacts, known: bool, goes_on: bool) -> String {
    match (facts.closed, facts.declared_zero) {
        (Some(day), _) => format!("ditutup {}", day.short()),
        (None, Some(day)) => format!("melapor nihil {}", day.short()),
        (None, None) if goes_on => "bulan berjalan".to_owned(),
        (None, None) if known => "belum ditutup".to_owned(),
        (None, None) => "belum melapor".to_owned(),
    }
}
