//! Laporan arus kas, direct method (SAK EP): where money came from and where it went.
//!
//! Read from the entries that moved cash or bank, line by line: every other line of such an entry says what
//! the money was for, and the lines of an entry sum to zero, so the parts sum to the whole to the rupiah.
//! What an account's money counts as is dated data, `parameters/cash_flow.csv`. Loans to members and
//! deposits that members may take back are operating: savings and loans are this cooperative's business.
//!
//! An entry that was paid in part is shown with all its lines: what is still owed stands beside it as
//! borrowed. Entries that were taken back within the period are left out.
//!
//! Invariant: opening + operating + investing + financing = closing, and both ends are what the balance
//! sheet shows on the accounts of cash and bank.
//! Invariant: over all units the clearing account leaves nothing.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, UnitCode};
use ledger::{BalanceRow, Chart, Section};
use serde::{Deserialize, Serialize};
use store::Reader;

use crate::compare::{StatementRow, StatementRowKind, year_earlier};
use crate::error::StatementError;
use crate::figures::{check_period, shape_of, total, unit_name};
use crate::ranged::{Range, parse, row_of};

/// The cash flow of a period, in whole rupiah: what came in is positive, what went out negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CashFlow {
    /// The first day.
    pub from: BookDate,
    /// The last day.
    pub as_of: BookDate,
    /// Cash and bank before the first day.
    pub opening: Rupiah,
    /// What the business itself brought in, less what it took.
    pub operating: Rupiah,
    /// What fixed assets and investments brought in, less what they took.
    pub investing: Rupiah,
    /// What owners and lenders brought in, less what they took.
    pub financing: Rupiah,
    /// Cash and bank after the last day.
    pub closing: Rupiah,
    /// What the figures are made of; none is zero.
    pub lines: Vec<CashFlowLine>,
}

/// One kind of money that came in or went out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CashFlowLine {
    /// The figure that it is part of.
    pub activity: CashActivity,
    /// In the officers' words.
    pub label: String,
    /// Positive where it came in.
    pub amount: Rupiah,
    /// The account, where the line is of one only.
    #[serde(skip)]
    pub account: Option<AccountCode>,
    /// Its place in the statement.
    #[serde(skip)]
    place: Place,
}

/// Within an activity what came in stands first, then both in the order of the file.
type Place = (CashActivity, bool, usize);

/// The three parts of the statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CashActivity {
    /// Kegiatan operasi.
    Operating,
    /// Kegiatan investasi.
    Investing,
    /// Kegiatan pendanaan.
    Financing,
}

/// A row of `parameters/cash_flow.csv`. One label for both ways means that the two are shown as one line,
/// because either is a correction of the other.
#[derive(Debug, Deserialize)]
struct CashRule {
    section: Section,
    first: Option<i64>,
    last: Option<i64>,
    activity: CashActivity,
    received: String,
    paid: String,
    valid_from: BookDate,
}

#[expect(clippy::expect_used, reason = "the file is in the program and read by a test")]
static RULES: LazyLock<Vec<CashRule>> =
    LazyLock::new(|| parse(include_bytes!("../parameters/cash_flow.csv")).expect("the cash flow reads"));

fn rule_of(section: Section, code: AccountCode, day: BookDate) -> Option<(usize, &'static CashRule)> {
    let range = |rule: &CashRule| Range {
        section: rule.section,
        first: rule.first,
        last: rule.last,
        valid_from: rule.valid_from,
    };
    row_of(RULES.as_slice(), range, section, code, day)
}

/// The cash flow from a day through another, of one unit or of all together.
///
/// # Errors
/// [`StatementError::DatesReversed`], [`StatementError::UnknownUnit`], [`StatementError::TooLarge`],
/// [`StatementError::Store`].
pub fn cash_flow(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: BookDate,
    as_of: BookDate,
    unit: Option<UnitCode>,
) -> Result<CashFlow, StatementError> {
    check_period(from, as_of)?;
    unit_name(reader, cooperative, unit)?;
    let chart = ledger::chart_of(reader, cooperative, as_of)?;
    // Nothing stands before the first day that books can hold.
    let opening = match from > BookDate::MIN {
        true => money(reader, cooperative, &chart, from.plus_days(-1), unit)?,
        false => Rupiah::ZERO,
    };
    let closing = money(reader, cooperative, &chart, as_of, unit)?;
    let found = ledger::cash_counterparts(reader, cooperative, from, as_of, unit)?;
    let lines = lines(&chart, as_of, &found)?;
    let sum = |activity| total(lines.iter().filter(|line| line.activity == activity).map(|line| line.amount));
    Ok(CashFlow {
        from,
        as_of,
        opening,
        operating: sum(CashActivity::Operating)?,
        investing: sum(CashActivity::Investing)?,
        financing: sum(CashActivity::Financing)?,
        closing,
        lines,
    })
}

/// What stands on the accounts of cash and bank.
fn money(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    chart: &Chart,
    day: BookDate,
    unit: Option<UnitCode>,
) -> Result<Rupiah, StatementError> {
    let rows = ledger::balances(reader, cooperative, None, day, unit)?;
    let holds = |row: &&BalanceRow| chart.account(row.account).is_some_and(|account| account.cash.is_some());
    total(rows.iter().filter(holds).map(BalanceRow::net))
}

fn lines(
    chart: &Chart,
    day: BookDate,
    found: &[ledger::CashCounterpart],
) -> Result<Vec<CashFlowLine>, StatementError> {
    let mut lines: BTreeMap<&str, CashFlowLine> = BTreeMap::new();
    for of in found {
        let section = shape_of(chart, of.account).section;
        let Some((at, rule)) = rule_of(section, of.account, day) else { continue };
        let ways = [(rule.received.as_str(), of.inflow), (rule.paid.as_str(), -of.outflow)];
        for (label, amount) in ways.into_iter().filter(|(_, amount)| !amount.is_zero()) {
            let line = lines.entry(label).or_insert_with(|| CashFlowLine {
                activity: rule.activity,
                label: label.to_owned(),
                amount: Rupiah::ZERO,
                account: Some(of.account),
                place: (rule.activity, false, at),
            });
            line.amount = total([line.amount, amount])?;
            line.account = line.account.filter(|account| *account == of.account);
            line.place.2 = line.place.2.min(at);
        }
    }
    let mut lines: Vec<CashFlowLine> = lines.into_values().filter(|line| !line.amount.is_zero()).collect();
    for line in &mut lines {
        line.place.1 = line.amount < Rupiah::ZERO;
    }
    lines.sort_by_key(|line| line.place);
    Ok(lines)
}

impl CashFlow {
    /// What all three parts brought in, less what they took.
    pub fn change(&self) -> Rupiah {
        [self.operating, self.investing, self.financing].into_iter().sum()
    }

    /// Whether the parts explain how cash went from its opening to its closing.
    pub fn agrees(&self) -> bool {
        self.closing == [self.opening, self.change()].into_iter().sum()
    }

    fn of(&self, activity: CashActivity) -> Rupiah {
        match activity {
            CashActivity::Operating => self.operating,
            CashActivity::Investing => self.investing,
            CashActivity::Financing => self.financing,
        }
    }
}

/// The cash flow of a period beside that of the same period a year earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedCashFlow {
    /// The period.
    pub now: CashFlow,
    /// The same period of the year before.
    pub before: CashFlow,
}

/// The cash flow of a period beside that of the same period a year earlier.
///
/// # Errors
/// As [`cash_flow`].
pub fn compared_cash_flow(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: BookDate,
    as_of: BookDate,
    unit: Option<UnitCode>,
) -> Result<ComparedCashFlow, StatementError> {
    let now = cash_flow(reader, cooperative, from, as_of, unit)?;
    let before = cash_flow(reader, cooperative, year_earlier(from), year_earlier(as_of), unit)?;
    Ok(ComparedCashFlow { now, before })
}

/// The parts with heading and the name of the sum.
const PARTS: [(CashActivity, &str, &str, &str); 3] = [
    (CashActivity::Operating, "Dari kegiatan usaha", "operasi", "Arus kas bersih dari kegiatan usaha"),
    (CashActivity::Investing, "Dari aset dan penanaman uang", "investasi", "Arus kas bersih dari investasi"),
    (CashActivity::Financing, "Dari modal dan pinjaman", "pendanaan", "Arus kas bersih dari pendanaan"),
];

impl ComparedCashFlow {
    /// The statement from top to bottom.
    pub fn rows(&self) -> Vec<StatementRow> {
        let (now, before) = (&self.now, &self.before);
        let mut rows = Vec::new();
        for (activity, heading, term, sum) in PARTS {
            rows.push(StatementRow::heading(heading, term));
            rows.extend(self.lines(activity));
            let (now, before) = (now.of(activity), before.of(activity));
            rows.push(StatementRow::sum(StatementRowKind::Subtotal, sum, "", now, before));
        }
        let sum = |kind, name: &str, of: fn(&CashFlow) -> Rupiah| {
            StatementRow::sum(kind, name, "", of(now), of(before))
        };
        rows.push(sum(StatementRowKind::Subtotal, "Kas dan bank naik (turun)", CashFlow::change));
        rows.push(sum(StatementRowKind::Line, "Kas dan bank pada awal masa", |flow| flow.opening));
        rows.push(sum(StatementRowKind::Total, "Kas dan bank pada akhir masa", |flow| flow.closing));
        rows
    }

    fn lines(&self, activity: CashActivity) -> Vec<StatementRow> {
        let of = |flow: &CashFlow| -> Vec<CashFlowLine> {
            flow.lines.iter().filter(|line| line.activity == activity).cloned().collect()
        };
        let mut rows: BTreeMap<(Place, String), StatementRow> = BTreeMap::new();
        let (now, before) = (of(&self.now), of(&self.before));
        for (line, is_now) in
            now.iter().map(|line| (line, true)).chain(before.iter().map(|line| (line, false)))
        {
            // The same words are one row, wherever the accounts of either period put them.
            let known = rows.iter_mut().find(|((_, label), _)| *label == line.label).map(|(_, row)| row);
            let row = match known {
                Some(row) => {
                    row.account = row.account.filter(|account| Some(*account) == line.account);
                    row
                }
                None => rows.entry((line.place, line.label.clone())).or_insert_with(|| StatementRow {
                    account: line.account,
                    ..StatementRow::sum(StatementRowKind::Line, &line.label, "", Rupiah::ZERO, Rupiah::ZERO)
                }),
            };
            if is_now {
                row.now = line.amount;
            } else {
                row.before = line.amount;
            }
        }
        rows.into_values().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_of_the_chart_has_a_row_and_no_label_is_of_two_activities() {
        use Section as Of;
        let sections = [
            Of::CurrentAsset,
            Of::Clearing,
            Of::Investment,
            Of::FixedAsset,
            Of::Intangible,
            Of::OtherAsset,
            Of::CurrentLiability,
            Of::LongTermLiability,
            Of::Equity,
            Of::Revenue,
            Of::Cost,
            Of::Expense,
            Of::CooperativeExpense,
            Of::Other,
            Of::Tax,
        ];
        for section in sections {
            assert!(rule_of(section, AccountCode(1), BookDate::MAX).is_some(), "{section:?}");
        }
        let mut of_label: BTreeMap<&str, CashActivity> = BTreeMap::new();
        for rule in RULES.iter() {
            assert_eq!(rule.first.is_some(), rule.last.is_some(), "{rule:?}");
            for label in [&rule.received, &rule.paid] {
                assert_eq!(*of_label.entry(label).or_insert(rule.activity), rule.activity, "{label}");
            }
        }
    }
}
