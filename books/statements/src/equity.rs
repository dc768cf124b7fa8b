//! Laporan perubahan ekuitas (SAK EP): how each part of the members' own went from its opening to its
//! closing.
//!
//! Additions are what was credited in the period, reductions what was debited; entries that were taken back
//! within it are left out of both. On 31700 "SHU tahun berjalan" the result of the period is added as no
//! entry does it, and when a book year ends its result goes from there to 31600 "SHU belum dibagi", a
//! reduction of the one and an addition to the other.
//!
//! Invariant: on every line and in all, opening + additions - reductions = closing; both ends are the
//! equity of the two balance sheets, line by line.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, UnitCode};
use ledger::AccountKind;
use serde::Serialize;
use store::Reader;

use crate::balance_sheet::{BalanceSheet, Side, balance_sheet};
use crate::compare::year_earlier;
use crate::error::StatementError;
use crate::figures::{check_period, five_digits, is_result, shape_of, total};
use crate::{RUNNING_SURPLUS, UNDIVIDED_SURPLUS};

/// The changes in equity over a period, in whole rupiah.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EquityChanges {
    /// The first day.
    pub from: BookDate,
    /// The last day.
    pub as_of: BookDate,
    /// Equity before the first day.
    pub opening: Rupiah,
    /// Sum of the additions; what goes from one line to another is in it and in the reductions.
    pub additions: Rupiah,
    /// Sum of the reductions.
    pub reductions: Rupiah,
    /// Equity after the last day.
    pub closing: Rupiah,
    /// The accounts that stood or moved, in the order of their codes.
    pub lines: Vec<EquityLine>,
}

/// What became of one account of equity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EquityLine {
    /// Five digits.
    #[serde(serialize_with = "five_digits")]
    pub code: AccountCode,
    /// As in the chart.
    pub name: String,
    /// What stood before the first day.
    pub opening: Rupiah,
    /// What was added.
    pub additions: Rupiah,
    /// What was taken away.
    pub reductions: Rupiah,
    /// What stands after the last day.
    pub closing: Rupiah,
}

/// The changes in equity from a day through another, of one unit or of all together.
///
/// # Errors
/// [`StatementError::DatesReversed`], [`StatementError::UnknownUnit`], [`StatementError::TooLarge`],
/// [`StatementError::Store`].
pub fn equity_changes(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: BookDate,
    as_of: BookDate,
    unit: Option<UnitCode>,
) -> Result<EquityChanges, StatementError> {
    check_period(from, as_of)?;
    let closing = balance_sheet(reader, cooperative, as_of, unit)?;
    // Nothing stands before the first day that books can hold.
    let opening = match from > BookDate::MIN {
        true => Some(balance_sheet(reader, cooperative, from.plus_days(-1), unit)?),
        false => None,
    };
    let stood = |code| opening.as_ref().map_or(Rupiah::ZERO, |sheet| sheet.amount(code));
    let mut moves = moves(reader, cooperative, from, as_of, unit)?;

    // Everything that stands on 31700 beyond what was posted there: a result that came, or one that went to
    // 31600 because its book year ended.
    let of_period = moves.result;
    let own = moves.of(RUNNING_SURPLUS);
    let turned =
        total([stood(RUNNING_SURPLUS), of_period, own.added, -own.taken, -closing.amount(RUNNING_SURPLUS)])?;
    moves.add(RUNNING_SURPLUS, of_period)?;
    moves.add(RUNNING_SURPLUS, -turned)?;
    moves.add(UNDIVIDED_SURPLUS, turned)?;

    let mut codes: BTreeSet<AccountCode> = moves.of_account.keys().copied().collect();
    codes.extend(opening.iter().flat_map(equity_codes));
    codes.extend(equity_codes(&closing));
    let chart = ledger::chart_of(reader, cooperative, as_of)?;
    let line = |code: AccountCode| {
        let moved = moves.of(code);
        EquityLine {
            code,
            name: chart.name(code),
            opening: stood(code),
            additions: moved.added,
            reductions: moved.taken,
            closing: closing.amount(code),
        }
    };
    finish(from, as_of, codes.into_iter().map(line).filter(|line| !line.is_empty()).collect())
}

fn equity_codes(sheet: &BalanceSheet) -> impl Iterator<Item = AccountCode> {
    sheet.lines.iter().filter(|line| line.side == Side::Equity).map(|line| line.code)
}

fn finish(from: BookDate, as_of: BookDate, lines: Vec<EquityLine>) -> Result<EquityChanges, StatementError> {
    let sum = |of: fn(&EquityLine) -> Rupiah| total(lines.iter().map(of));
    Ok(EquityChanges {
        from,
        as_of,
        opening: sum(|line| line.opening)?,
        additions: sum(|line| line.additions)?,
        reductions: sum(|line| line.reductions)?,
        closing: sum(|line| line.closing)?,
        lines,
    })
}

impl EquityLine {
    fn is_empty(&self) -> bool {
        [self.opening, self.additions, self.reductions, self.closing].iter().all(|amount| amount.is_zero())
    }
}

/// What was added to an account and what was taken away, neither of them negative.
#[derive(Debug, Clone, Copy, Default)]
struct Moved {
    added: Rupiah,
    taken: Rupiah,
}

struct Moves {
    of_account: BTreeMap<AccountCode, Moved>,
    /// The result of the period, credit less debit.
    result: Rupiah,
}

impl Moves {
    fn of(&self, code: AccountCode) -> Moved {
        self.of_account.get(&code).copied().unwrap_or_default()
    }

    /// Adds an amount, or takes it away where it is negative.
    fn add(&mut self, code: AccountCode, amount: Rupiah) -> Result<(), StatementError> {
        let moved = self.of_account.entry(code).or_default();
        moved.added = total([moved.added, amount.max(Rupiah::ZERO)])?;
        moved.taken = total([moved.taken, (-amount).max(Rupiah::ZERO)])?;
        Ok(())
    }
}

/// What was posted on the accounts of equity in the period, and what the result accounts come to.
fn moves(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: BookDate,
    as_of: BookDate,
    unit: Option<UnitCode>,
) -> Result<Moves, StatementError> {
    let chart = ledger::chart_of(reader, cooperative, as_of)?;
    let mut moves = Moves { of_account: BTreeMap::new(), result: Rupiah::ZERO };
    for row in ledger::balances(reader, cooperative, Some(from), as_of, unit)? {
        let kind = shape_of(&chart, row.account).kind;
        if kind == AccountKind::Equity {
            let moved = moves.of_account.entry(row.account).or_default();
            moved.added = total([moved.added, row.credit])?;
            moved.taken = total([moved.taken, row.debit])?;
        } else if is_result(kind) {
            moves.result = total([moves.result, row.credit, -row.debit])?;
        }
    }
    for (code, amount) in ledger::taken_back(reader, cooperative, from, as_of, unit)? {
        if let Some(moved) = moves.of_account.get_mut(&code) {
            moved.added = total([moved.added, -amount])?;
            moved.taken = total([moved.taken, -amount])?;
        }
    }
    Ok(moves)
}

/// The changes in equity of a period beside those of the same period a year earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedEquity {
    /// The period.
    pub now: EquityChanges,
    /// The same period of the year before.
    pub before: EquityChanges,
}

/// The changes in equity of a period beside those of the same period a year earlier.
///
/// # Errors
/// As [`equity_changes`].
pub fn compared_equity(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: BookDate,
    as_of: BookDate,
    unit: Option<UnitCode>,
) -> Result<ComparedEquity, StatementError> {
    let now = equity_changes(reader, cooperative, from, as_of, unit)?;
    let before = equity_changes(reader, cooperative, year_earlier(from), year_earlier(as_of), unit)?;
    Ok(ComparedEquity { now, before })
}
