//! Neraca (laporan posisi keuangan, SAK EP): what there is, what is owed, what is the members' own.

use std::collections::BTreeMap;

use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, UnitCode};
use ledger::{AccountKind, Chart, Section};
use serde::Serialize;
use store::Reader;

use crate::error::StatementError;
use crate::figures::{five_digits, is_result, nets, previous_year_end, shape_of, total, unit_name};
use crate::{RUNNING_SURPLUS, UNDIVIDED_SURPLUS};

/// A balance sheet, in whole rupiah. Assets are debit less credit, liabilities and equity credit less
/// debit, so a contra account (penyisihan, akumulasi penyusutan) is negative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BalanceSheet {
    /// The day, at its end.
    pub as_of: BookDate,
    /// Sum of the assets.
    pub assets: Rupiah,
    /// Sum of the liabilities.
    pub liabilities: Rupiah,
    /// Sum of the equity, with the result that no entry has divided yet.
    pub equity: Rupiah,
    /// Whether assets = liabilities + equity, as computed from these lines.
    pub balanced: bool,
    /// The accounts that do not stand at zero, in the order of their codes.
    pub lines: Vec<BalanceLine>,
}

/// One line of a balance sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BalanceLine {
    /// Five digits.
    #[serde(serialize_with = "five_digits")]
    pub code: AccountCode,
    /// As in the chart.
    pub name: String,
    /// Whole rupiah, positive on the normal side of its [`Side`].
    pub amount: Rupiah,
    /// Where it is counted.
    pub side: Side,
    /// The heading under which it is listed.
    #[serde(skip)]
    pub section: Section,
}

/// The three parts of a balance sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// What there is.
    Assets,
    /// What is owed.
    Liabilities,
    /// The members' own.
    Equity,
}

/// The balance sheet at the end of a day, of one unit or of all together.
///
/// Over all units the clearing account 11900 stands at zero and disappears. In one unit it stands on the
/// side where it is: a unit that has more from the others than they from it owes the rest.
///
/// # Errors
/// [`StatementError::UnknownUnit`], [`StatementError::Store`].
pub fn balance_sheet(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    as_of: BookDate,
    unit: Option<UnitCode>,
) -> Result<BalanceSheet, StatementError> {
    unit_name(reader, cooperative, unit)?;
    let chart = ledger::chart_of(reader, cooperative, as_of)?;
    let now = nets(&ledger::balances(reader, cooperative, None, as_of, unit)?)?;
    let before = match previous_year_end(as_of) {
        Some(end) => nets(&ledger::balances(reader, cooperative, None, end, unit)?)?,
        None => BTreeMap::new(),
    };
    // What stood on 31700 when a year ended is of an earlier year when the next begins.
    let gathered = |nets: &BTreeMap<AccountCode, Rupiah>| {
        total(nets.iter().filter(|(code, _)| is_gathered(&chart, **code)).map(|(_, net)| -*net))
    };
    let earlier = gathered(&before)?;
    let running = total([gathered(&now)?, -earlier])?;

    let mut lines = standing(&chart, &now);
    add(&mut lines, &chart, UNDIVIDED_SURPLUS, earlier)?;
    add(&mut lines, &chart, RUNNING_SURPLUS, running)?;
    lines.retain(|_, line| !line.amount.is_zero());
    finish(as_of, lines.into_values().collect())
}

/// Whether an account's balance goes into 31600 and 31700 by the year in which it moved.
fn is_gathered(chart: &Chart, code: AccountCode) -> bool {
    code == RUNNING_SURPLUS || is_result(shape_of(chart, code).kind)
}

/// The lines that stand in the ledger itself.
fn standing(chart: &Chart, now: &BTreeMap<AccountCode, Rupiah>) -> BTreeMap<AccountCode, BalanceLine> {
    let own = now.iter().filter(|(code, _)| !is_gathered(chart, **code));
    own.map(|(code, net)| (*code, line(chart, *code, *net))).collect()
}

fn line(chart: &Chart, code: AccountCode, net: Rupiah) -> BalanceLine {
    let shape = shape_of(chart, code);
    let side = match shape.kind {
        AccountKind::Liability => Side::Liabilities,
        AccountKind::Asset if shape.section == Section::Clearing && net < Rupiah::ZERO => Side::Liabilities,
        AccountKind::Asset => Side::Assets,
        _ => Side::Equity,
    };
    let amount = if side == Side::Assets { net } else { -net };
    BalanceLine { code, name: shape.name, amount, side, section: shape.section }
}

fn add(
    lines: &mut BTreeMap<AccountCode, BalanceLine>,
    chart: &Chart,
    code: AccountCode,
    amount: Rupiah,
) -> Result<(), StatementError> {
    let line = lines.entry(code).or_insert_with(|| line(chart, code, Rupiah::ZERO));
    line.amount = total([line.amount, amount])?;
    Ok(())
}

fn finish(as_of: BookDate, lines: Vec<BalanceLine>) -> Result<BalanceSheet, StatementError> {
    let sum = |side| total(lines.iter().filter(|line| line.side == side).map(|line| line.amount));
    let (assets, liabilities, equity) = (sum(Side::Assets)?, sum(Side::Liabilities)?, sum(Side::Equity)?);
    let balanced = assets == total([liabilities, equity])?;
    Ok(BalanceSheet { as_of, assets, liabilities, equity, balanced, lines })
}

impl BalanceSheet {
    /// The amount of a line; zero where there is none.
    pub fn amount(&self, code: AccountCode) -> Rupiah {
        self.lines.iter().find(|line| line.code == code).map_or(Rupiah::ZERO, |line| line.amount)
    }
}
