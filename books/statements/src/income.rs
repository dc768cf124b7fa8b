//! Perhitungan hasil usaha (PHU): what a period earned, with members and with others apart
//! (rules §5.2; UU 25/1992 art. 45; SAK EP).

use std::collections::BTreeMap;

use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, UnitCode};
use ledger::{AccountKind, Activity, BalanceRow, Chart};
use serde::Serialize;
use store::Reader;

use crate::error::StatementError;
use crate::figures::{check_period, five_digits, shape_of, total, unit_name};

/// The result of a period, in whole rupiah.
///
/// Signs: revenue is positive, costs and expenses are positive numbers that are taken away; `other` is
/// other income less other expense and may be negative; returns and discounts lower the revenue. So
/// `surplus = member_gross - member_cost + non_member_revenue - non_member_cost - operating_expense
/// - cooperative_expense + other - tax`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Income {
    /// The first day.
    pub from: BookDate,
    /// The last day.
    pub as_of: BookDate,
    /// Partisipasi bruto anggota: revenue from members.
    pub member_gross: Rupiah,
    /// Beban pokok of what members took.
    pub member_cost: Rupiah,
    /// Revenue from others.
    pub non_member_revenue: Rupiah,
    /// Beban pokok of what others took.
    pub non_member_cost: Rupiah,
    /// Beban usaha.
    pub operating_expense: Rupiah,
    /// Beban perkoperasian: meetings, education, officers.
    pub cooperative_expense: Rupiah,
    /// Other income less other expense.
    pub other: Rupiah,
    /// Income tax.
    pub tax: Rupiah,
    /// SHU after tax.
    pub surplus: Rupiah,
    /// What the figures are made of, group by group, in the order of the codes.
    pub lines: Vec<IncomeLine>,
}

/// One account within a group. An account of sales stands in two groups where there were both kinds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IncomeLine {
    /// The figure that it is part of.
    pub group: IncomeGroup,
    /// Five digits.
    #[serde(serialize_with = "five_digits")]
    pub code: AccountCode,
    /// As in the chart.
    pub name: String,
    /// Whole rupiah with the sign of its group.
    pub amount: Rupiah,
}

/// The figures of the statement; in JSON by the name of the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum IncomeGroup {
    /// Revenue from members.
    MemberGross,
    /// Its cost.
    MemberCost,
    /// Revenue from others.
    NonMemberRevenue,
    /// Its cost.
    NonMemberCost,
    /// Beban usaha.
    OperatingExpense,
    /// Beban perkoperasian.
    CooperativeExpense,
    /// Other income and expense.
    Other,
    /// Income tax.
    Tax,
}

impl IncomeGroup {
    /// Whether the group adds to the surplus; the others are taken away.
    pub fn adds(self) -> bool {
        matches!(self, Self::MemberGross | Self::NonMemberRevenue | Self::Other)
    }

    /// The figure of an account's movement; nothing for what stands in the balance sheet. Revenue or cost
    /// without a word about whom counts as with others, so that members never get too much.
    fn of(kind: AccountKind, activity: Activity) -> Option<Self> {
        Some(match (kind, activity) {
            (AccountKind::Revenue, Activity::Member) => Self::MemberGross,
            (AccountKind::Revenue, _) => Self::NonMemberRevenue,
            (AccountKind::Cost, Activity::Member) => Self::MemberCost,
            (AccountKind::Cost, _) => Self::NonMemberCost,
            (AccountKind::Expense, _) => Self::OperatingExpense,
            (AccountKind::CooperativeExpense, _) => Self::CooperativeExpense,
            (AccountKind::Other, _) => Self::Other,
            (AccountKind::Tax, _) => Self::Tax,
            (AccountKind::Asset | AccountKind::Liability | AccountKind::Equity, _) => return None,
        })
    }
}

/// The result from a day through another, of one unit or of all together.
///
/// # Errors
/// [`StatementError::DatesReversed`], [`StatementError::UnknownUnit`], [`StatementError::Store`].
pub fn income(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: BookDate,
    as_of: BookDate,
    unit: Option<UnitCode>,
) -> Result<Income, StatementError> {
    check_period(from, as_of)?;
    unit_name(reader, cooperative, unit)?;
    let chart = ledger::chart_of(reader, cooperative, as_of)?;
    // Nothing is dated before the first day that books can hold.
    let since = Some(from).filter(|from| *from > BookDate::MIN);
    let rows = ledger::balances(reader, cooperative, since, as_of, unit)?;
    from_lines(from, as_of, lines(&chart, &rows)?)
}

fn lines(chart: &Chart, rows: &[BalanceRow]) -> Result<Vec<IncomeLine>, StatementError> {
    let mut sums: BTreeMap<(IncomeGroup, AccountCode), Rupiah> = BTreeMap::new();
    for row in rows {
        let Some(group) = IncomeGroup::of(shape_of(chart, row.account).kind, row.activity) else { continue };
        let signed = if group.adds() { [row.credit, -row.debit] } else { [row.debit, -row.credit] };
        let sum = sums.entry((group, row.account)).or_default();
        *sum = total([*sum, signed[0], signed[1]])?;
    }
    let moved = sums.into_iter().filter(|(_, amount)| !amount.is_zero());
    Ok(moved
        .map(|((group, code), amount)| IncomeLine { group, code, name: chart.name(code), amount })
        .collect())
}

fn from_lines(from: BookDate, as_of: BookDate, lines: Vec<IncomeLine>) -> Result<Income, StatementError> {
    let sum = |group| total(lines.iter().filter(|line| line.group == group).map(|line| line.amount));
    let signed = lines.iter().map(|line| if line.group.adds() { line.amount } else { -line.amount });
    Ok(Income {
        from,
        as_of,
        member_gross: sum(IncomeGroup::MemberGross)?,
        member_cost: sum(IncomeGroup::MemberCost)?,
        non_member_revenue: sum(IncomeGroup::NonMemberRevenue)?,
        non_member_cost: sum(IncomeGroup::NonMemberCost)?,
        operating_expense: sum(IncomeGroup::OperatingExpense)?,
        cooperative_expense: sum(IncomeGroup::CooperativeExpense)?,
        other: sum(IncomeGroup::Other)?,
        tax: sum(IncomeGroup::Tax)?,
        surplus: total(signed)?,
        lines,
    })
}

impl Income {
    /// Partisipasi neto anggota: what business with members left.
    pub fn member_net(&self) -> Rupiah {
        [self.member_gross, -self.member_cost].into_iter().sum()
    }

    /// Laba kotor non-anggota: what business with others left.
    pub fn non_member_net(&self) -> Rupiah {
        [self.non_member_revenue, -self.non_member_cost].into_iter().sum()
    }

    /// SHU kotor: both together.
    pub fn gross_surplus(&self) -> Rupiah {
        [self.member_net(), self.non_member_net()].into_iter().sum()
    }

    /// SHU before income tax.
    pub fn before_tax(&self) -> Rupiah {
        [self.surplus, self.tax].into_iter().sum()
    }
}
