//! What all statements need of the ledger's balances: sums that notice when they do not fit, the net of
//! every account, and what an account is even where the chart has lost it.

use std::collections::BTreeMap;

use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, UnitCode};
use ledger::{AccountKind, BalanceRow, Chart, NormalSide, Section};
use store::Reader;

use crate::error::StatementError;

/// The sum, or the refusal where it leaves 64 bits.
pub(crate) fn total(amounts: impl IntoIterator<Item = Rupiah>) -> Result<Rupiah, StatementError> {
    Rupiah::try_sum(amounts).ok_or(StatementError::TooLarge)
}

/// Debit less credit of every account, over the units and activities of the rows.
pub(crate) fn nets(rows: &[BalanceRow]) -> Result<BTreeMap<AccountCode, Rupiah>, StatementError> {
    let mut nets: BTreeMap<AccountCode, Rupiah> = BTreeMap::new();
    for row in rows {
        let net = nets.entry(row.account).or_default();
        *net = total([*net, row.debit, -row.credit])?;
    }
    Ok(nets)
}

/// What a statement needs to know of an account.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    pub name: String,
    pub kind: AccountKind,
    pub section: Section,
    pub normal: NormalSide,
}

/// What an account is. One that the chart has lost is judged by its first digit, so that no amount ever
/// falls out of a statement.
pub(crate) fn shape_of(chart: &Chart, code: AccountCode) -> Shape {
    if let Some(account) = chart.account(code) {
        let name = account.name.clone();
        return Shape { name, kind: account.kind, section: account.section, normal: account.normal };
    }
    let (kind, section, normal) = match code.0 / 10_000 {
        1 => (AccountKind::Asset, Section::OtherAsset, NormalSide::Debit),
        2 => (AccountKind::Liability, Section::CurrentLiability, NormalSide::Credit),
        3 => (AccountKind::Equity, Section::Equity, NormalSide::Credit),
        4 => (AccountKind::Revenue, Section::Revenue, NormalSide::Credit),
        5 => (AccountKind::Cost, Section::Cost, NormalSide::Debit),
        6 => (AccountKind::Expense, Section::Expense, NormalSide::Debit),
        7 => (AccountKind::CooperativeExpense, Section::CooperativeExpense, NormalSide::Debit),
        _ => (AccountKind::Other, Section::Other, NormalSide::Debit),
    };
    Shape { name: chart.name(code), kind, section, normal }
}

/// Whether an account is read in the statement of income; all others stand in the balance sheet.
pub(crate) fn is_result(kind: AccountKind) -> bool {
    !matches!(kind, AccountKind::Asset | AccountKind::Liability | AccountKind::Equity)
}

/// The name of a unit, and the refusal where the cooperative has none of this code.
pub(crate) fn unit_name(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    unit: Option<UnitCode>,
) -> Result<Option<String>, StatementError> {
    let Some(unit) = unit else { return Ok(None) };
    let units = ledger::units_of(reader, cooperative)?;
    let found = units.into_iter().find(|row| row.code == unit).ok_or(StatementError::UnknownUnit(unit))?;
    Ok(Some(found.name))
}

/// Refuses a period that ends before it begins.
pub(crate) fn check_period(from: BookDate, through: BookDate) -> Result<(), StatementError> {
    if from > through { Err(StatementError::DatesReversed { from, through }) } else { Ok(()) }
}

/// The first day of the book year of a day; book years are calendar years (rules §5.1).
pub(crate) fn year_start(day: BookDate) -> BookDate {
    BookDate::new(day.year(), 1, 1).unwrap_or(BookDate::MIN)
}

/// The last day of the book year before; nothing before the first year that books can hold.
pub(crate) fn previous_year_end(day: BookDate) -> Option<BookDate> {
    let start = year_start(day);
    (start > BookDate::MIN).then(|| start.plus_days(-1))
}

/// Writes an account code as text of five digits, for JSON.
pub(crate) fn five_digits<S: serde::Serializer>(
    code: &AccountCode,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_str(code)
}
