//! What is typed against what the books have. Pure: no table, no page.

use std::collections::BTreeMap;

use kernel::{AccountCode, PartyId, Rupiah, UnitCode, terbilang};
use ledger::Line;

use crate::desk::opening::UNNAMED;

/// An account or a member's account, with what should stand there and what does: debit less credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aim {
    pub account: AccountCode,
    pub party: Option<PartyId>,
    pub should: Rupiah,
    pub has: Rupiah,
}

/// The lines that make everything as it should be, without the one that balances them. `None` where an
/// amount does not fit.
pub fn lines(aims: &[Aim], unit: UnitCode) -> Option<Vec<Line>> {
    let mut lines = Vec::new();
    for aim in aims {
        let missing = aim.should.checked_sub(aim.has)?;
        if !missing.is_zero() {
            lines.push(Line::debit(aim.account, missing).unit(unit).party(aim.party));
        }
    }
    Some(lines)
}

/// Both sides of the balance sheet of a unit, as they will stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sides {
    /// What it has.
    pub assets: Rupiah,
    /// What it owes, its capital and its result so far; without what nobody could name.
    pub claims: Rupiah,
}

impl Sides {
    /// Adds up balances (debit less credit): `is_asset` says on which side an account stands.
    pub fn of(balances: &BTreeMap<AccountCode, Rupiah>, is_asset: impl Fn(AccountCode) -> bool) -> Self {
        let named = || balances.iter().filter(|(account, _)| **account != UNNAMED);
        let assets = named().filter(|(account, _)| is_asset(**account)).map(|(_, amount)| *amount).sum();
        let claims: Rupiah =
            named().filter(|(account, _)| !is_asset(**account)).map(|(_, amount)| *amount).sum();
        Self { assets, claims: -claims }
    }

    /// By how much what it has is more than what is explained: what stays on [`UNNAMED`].
    pub fn rest(&self) -> Rupiah {
        [self.assets, -self.claims].into_iter().sum()
    }

    /// Both sides and what they differ by, in the officers' words; the second sentence is for reading
    /// aloud and asks after what is usually forgotten.
    pub fn sentences(&self) -> Vec<String> {
        let mut said = vec![format!("Harta {}, utang dan modal {}.", self.assets, self.claims)];
        let rest = self.rest();
        let (larger, usually) = match rest.0 {
            0 => {
                said.push("Sudah seimbang.".to_owned());
                return said;
            }
            1.. => ("harta", "hibah, cadangan, atau SHU tahun lalu"),
            _ => ("utang dan modal", "kas, bank, barang, atau piutang"),
        };
        said.push(format!(
            "Masih selisih {}: {larger} lebih besar. Biasanya ini {usually} yang belum ditulis.",
            rest.abs()
        ));
        let mut words = terbilang(rest.abs());
        if let Some(first) = words.get(..1).map(str::to_uppercase) {
            words.replace_range(..1, &first);
        }
        said.push(format!("{words}."));
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CASH: AccountCode = AccountCode(11_100);
    const GRANT: AccountCode = AccountCode(31_400);

    fn aim(account: AccountCode, should: i64, has: i64) -> Aim {
        Aim { account, party: None, should: Rupiah(should), has: Rupiah(has) }
    }

    #[test]
    fn only_what_differs_is_posted() {
        let aims = [aim(CASH, 8_000, 8_000), aim(GRANT, -3_000, -1_000)];
        let lines = lines(&aims, UnitCode::OFFICE).unwrap();
        assert_eq!(lines, [Line::credit(GRANT, Rupiah(2_000))]);
        assert_eq!(super::lines(&[aim(CASH, 8_000, 8_000)], UnitCode::OFFICE).unwrap(), []);
        assert_eq!(super::lines(&[aim(CASH, i64::MAX, -1)], UnitCode::OFFICE), None);
    }

    fn sides(cash: i64, grant: i64, unnamed: i64) -> Sides {
        let balances = [(CASH, cash), (GRANT, grant), (UNNAMED, unnamed)];
        let balances = balances.into_iter().map(|(account, amount)| (account, Rupiah(amount))).collect();
        Sides::of(&balances, |account| account == CASH)
    }

    #[test]
    fn what_nobody_could_name_is_no_explanation() {
        let sides = sides(12_500_000, -10_000_000, -2_500_000);
        assert_eq!(sides.rest(), Rupiah(2_500_000));
        assert_eq!(
            sides.sentences(),
            [
                "Harta Rp12.500.000, utang dan modal Rp10.000.000.",
                "Masih selisih Rp2.500.000: harta lebih besar. Biasanya ini hibah, cadangan, atau SHU tahun \
                 lalu yang belum ditulis.",
                "Dua juta lima ratus ribu rupiah."
            ]
        );
    }

    #[test]
    fn too_little_that_is_owned_is_asked_after_otherwise() {
        let said = sides(1_000, -4_000, 3_000).sentences();
        assert!(said[1].contains("utang dan modal lebih besar"), "{said:?}");
        assert!(said[1].contains("Rp3.000"), "{said:?}");
    }

    #[test]
    fn both_sides_alike_are_enough() {
        let said = sides(4_000, -4_000, 0).sentences();
        assert_eq!(said, ["Harta Rp4.000, utang dan modal Rp4.000.", "Sudah seimbang."]);
    }
}
