//! How much of an asset is used up in a month. Pure.
//!
//! Straight line over the useful life, from the month after the one of acquisition, in whole months: what
//! is bought on any day of March is first depreciated in April. A month takes the difference of two
//! cumulative shares, each rounded down, so that no month is more than a rupiah off and the life as a whole
//! takes exactly cost less residual value. The month in which an asset is disposed of is not depreciated:
//! what is left then is gain or loss.
//!
//! What was depreciated before the books began is one amount through a month; the rest is spread evenly over
//! the months that are left.

use kernel::{BookDate, Month, Rupiah};
use serde::{Deserialize, Serialize};

/// What depreciation follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// When it was acquired.
    pub acquired_on: BookDate,
    /// What it cost, in rupiah.
    pub cost: Rupiah,
    /// What it will still be worth at the end, in rupiah.
    pub residual: Rupiah,
    /// Useful life in months; 0 where it does not lose value.
    pub life_months: i64,
    /// What was depreciated before the books began.
    pub opening: Option<Opening>,
}

/// Depreciation that other books did before these began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The last month that they did.
    pub through: Month,
    /// How much, in rupiah.
    pub amount: Rupiah,
}

impl Terms {
    /// What is used up over the whole life.
    pub fn depreciable(&self) -> Rupiah {
        match self.life_months {
            ..=0 => Rupiah::ZERO,
            _ => Rupiah((self.cost.0 - self.residual.0).max(0)),
        }
    }

    /// The months that these books depreciate, first and last; nothing where there are none.
    pub fn months(&self) -> Option<(Month, Month)> {
        let acquired = self.acquired_on.month_of();
        let (done, _) = self.before_books();
        (done < self.life_months).then(|| (acquired.plus(done + 1), acquired.plus(self.life_months)))
    }

    /// How many months of the life passed before the books began, and what they took.
    fn before_books(&self) -> (i64, i64) {
        self.opening.map_or((0, 0), |opening| {
            let months = self.acquired_on.month_of().months_until(opening.through);
            (months.clamp(0, self.life_months), opening.amount.0)
        })
    }

    /// What these books have depreciated through a month of the life, counted from the acquisition.
    fn share(&self, months: i64) -> i64 {
        let (done, taken) = self.before_books();
        let rest = i128::from((self.depreciable().0 - taken).max(0));
        let left = i128::from(self.life_months - done);
        let passed = i128::from(months.clamp(done, self.life_months) - done);
        if left == 0 { 0 } else { i64::try_from(rest * passed / left).unwrap_or(0) }
    }
}

/// What a month takes, in rupiah; nothing outside the life, and nothing that was done before the books.
pub fn depreciation(terms: &Terms, month: Month) -> Rupiah {
    let months = terms.acquired_on.month_of().months_until(month);
    Rupiah(terms.share(months) - terms.share(months - 1))
}

/// What has been taken through a month, with what was done before the books, if every month is posted.
pub fn accumulated(terms: &Terms, through: Month) -> Rupiah {
    let months = terms.acquired_on.month_of().months_until(through);
    let opening = terms.opening.filter(|opening| opening.through <= through);
    Rupiah(terms.share(months) + opening.map_or(0, |opening| opening.amount.0))
}
