//! The accounts of a balance sheet in the order in which officers look for them.

use ledger::{Account, AccountKind, NormalSide, Section};

use crate::desk::opening::UNNAMED;

/// A heading of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Cash and bank.
    Money,
    /// Goods.
    Stock,
    /// What others owe.
    Receivable,
    /// What is used for years.
    Fixed,
    /// All other assets.
    OtherAsset,
    /// What is owed.
    Debt,
    /// What is neither owed nor to be paid back.
    Capital,
}

impl Group {
    /// Whether it says where what there is came from.
    pub fn is_claim(self) -> bool {
        matches!(self, Self::Debt | Self::Capital)
    }

    /// What the heading says, with the accountants' word beside it.
    pub fn title(self) -> (&'static str, &'static str) {
        match self {
            Self::Money => ("Uang", "kas dan bank"),
            Self::Stock => ("Persediaan", "barang untuk dijual"),
            Self::Receivable => ("Piutang", "uang koperasi yang ada pada orang lain"),
            Self::Fixed => ("Harta tetap", "dipakai bertahun-tahun"),
            Self::OtherAsset => ("Harta lain", ""),
            Self::Debt => ("Utang", "harus dibayar atau dikembalikan"),
            Self::Capital => ("Modal", "ekuitas"),
        }
    }

    /// Where an account of the balance sheet belongs; the clearing account and what nobody could name are
    /// for the page to place.
    pub fn of(account: &Account) -> Option<Self> {
        if account.code == UNNAMED {
            return None;
        }
        // The second and third digit are the kinds of current assets (rules §5.2).
        let hundred = account.code.0 / 100;
        match account.section {
            _ if account.cash.is_some() => Some(Self::Money),
            Section::CurrentAsset if (114..=116).contains(&hundred) => Some(Self::Receivable),
            Section::CurrentAsset if hundred == 117 => Some(Self::Stock),
            Section::CurrentAsset | Section::Investment | Section::Intangible | Section::OtherAsset => {
                Some(Self::OtherAsset)
            }
            Section::FixedAsset => Some(Self::Fixed),
            Section::CurrentLiability | Section::LongTermLiability => Some(Self::Debt),
            Section::Equity => Some(Self::Capital),
            _ => None,
        }
    }
}

/// Whether an asset stands on the other side: depreciation, allowances. It is typed without a minus.
pub fn lessens(account: &Account) -> bool {
    account.kind == AccountKind::Asset && account.normal == NormalSide::Credit
}

/// Whether an account can be a loss as well: what was earned and not divided (rules §5.2).
pub fn may_be_loss(account: &Account) -> bool {
    account.section == Section::Equity && (316..=317).contains(&(account.code.0 / 100))
}

/// Debit less credit, turned to the side on which the account is typed.
pub fn on_its_side(normal: NormalSide, debit_less_credit: kernel::Rupiah) -> kernel::Rupiah {
    match normal {
        NormalSide::Debit => debit_less_credit,
        NormalSide::Credit => -debit_less_credit,
    }
}

#[cfg(test)]
mod tests {
    use kernel::{AccountCode, BookDate, CooperativeId};
    use store::testing::TestDb;

    use super::*;
    use crate::installation::MIGRATIONS;

    #[test]
    fn every_account_of_the_balance_sheet_has_its_heading() {
        let test = TestDb::sqlite(&MIGRATIONS);
        let day = BookDate::new(2026, 11, 24).unwrap();
        let chart = test.db.read_blocking(|reader| ledger::chart_of(reader, CooperativeId(1), day)).unwrap();
        let of = |code| Group::of(chart.account(AccountCode(code)).unwrap());
        for (code, group) in [
            (11_100, Group::Money),
            (11_210, Group::Money),
            (11_700, Group::Stock),
            (11_400, Group::Receivable),
            (11_500, Group::Receivable),
            (11_300, Group::OtherAsset),
            (13_900, Group::Fixed),
            (21_100, Group::Debt),
            (22_100, Group::Debt),
            (31_500, Group::Capital),
        ] {
            assert_eq!(of(code), Some(group), "{code}");
        }
        let on_the_sheet = |account: &&ledger::Account| account.code.0 < 40_000;
        let placed_elsewhere: Vec<i64> = chart
            .iter()
            .filter(on_the_sheet)
            .filter(|account| Group::of(account).is_none())
            .map(|account| account.code.0)
            .collect();
        assert_eq!(placed_elsewhere, [ledger::CLEARING.0, UNNAMED.0]);
        assert!(chart.iter().filter(|account| account.code.0 >= 40_000).all(|of| Group::of(of).is_none()));
    }

    #[test]
    fn depreciation_is_typed_without_a_minus() {
        let side = on_its_side(NormalSide::Credit, kernel::Rupiah(-500_000));
        assert_eq!(side, kernel::Rupiah(500_000));
    }
}
