//! The amounts of a row, and what those of the rows above add up to.

use kernel::Rupiah;

use crate::amount::AmountError;

/// What the receipts and payments above add up to.
#[derive(Default)]
pub(crate) struct Sums {
    pub(crate) count: usize,
    pub(crate) all: (i64, i64),
    pub(crate) since: (i64, i64),
}

/// The amounts of a row.
pub(crate) struct Amounts {
    pub(crate) money_in: Result<Option<Rupiah>, AmountError>,
    pub(crate) money_out: Result<Option<Rupiah>, AmountError>,
    pub(crate) balance: Result<Option<Rupiah>, AmountError>,
}

impl Amounts {
    /// What is received and paid; a zero is nothing.
    pub(crate) fn sides(&self) -> (Option<Rupiah>, Option<Rupiah>) {
        let some = |side: &Result<Option<Rupiah>, AmountError>| {
            side.as_ref().ok().copied().flatten().filter(|amount| !amount.is_zero())
        };
        (some(&self.money_in), some(&self.money_out))
    }

    pub(crate) fn has_some(&self) -> bool {
        let (money_in, money_out) = self.sides();
        money_in.is_some() || money_out.is_some()
    }
}

impl Sums {
    pub(crate) fn add(&mut self, money_in: Option<Rupiah>, money_out: Option<Rupiah>) {
        self.count += 1;
        let (money_in, money_out) = (money_in.map_or(0, |a| a.0), money_out.map_or(0, |a| a.0));
        for sums in [&mut self.all, &mut self.since] {
            sums.0 = sums.0.saturating_add(money_in);
            sums.1 = sums.1.saturating_add(money_out);
        }
    }

    /// Whether the amounts are the sums of all rows above, or of those since the last sum.
    pub(crate) fn is_met(&self, amounts: &Amounts) -> bool {
        let (money_in, money_out) = amounts.sides();
        let meets = |sums: (i64, i64)| {
            money_in.is_none_or(|amount| amount.0 == sums.0)
                && money_out.is_none_or(|amount| amount.0 == sums.1)
        };
        amounts.has_some() && (meets(self.all) || meets(self.since))
    }

    pub(crate) fn is_met_with(&self, amounts: &Amounts, opening: Option<Rupiah>) -> bool {
        let opening = opening.map_or(0, |amount| amount.0);
        let all = (self.all.0.saturating_add(opening), self.all.1);
        Sums { count: self.count, all, since: all }.is_met(amounts)
    }
}
