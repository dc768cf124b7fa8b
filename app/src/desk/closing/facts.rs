//! What the checks of a month look at, read once.

use std::collections::BTreeMap;

use kernel::{AccountCode, CooperativeId, Month, Rupiah, UnitCode};
use ledger::{BalanceRow, Chart, EntryView, Section, Unit};
use store::{Reader, StoreError};

use crate::desk::entry::{lacks_proof, proofs_of};

/// A month of a cooperative's books.
pub struct MonthBooks {
    pub cooperative: CooperativeId,
    pub month: Month,
    pub chart: Chart,
    pub units: Vec<Unit>,
    /// What stands at the end of the month.
    pub stands: Vec<BalanceRow>,
    /// What moved in it.
    pub moved: Vec<BalanceRow>,
    /// Its entries with their lines.
    pub entries: Vec<EntryView>,
    /// What is known of their proofs.
    pub proofs: documents::Proofs,
}

impl MonthBooks {
    /// Reads a month as it is in the books.
    pub fn read(
        reader: &mut dyn Reader,
        cooperative: CooperativeId,
        month: Month,
    ) -> Result<Self, StoreError> {
        let (first, last) = (month.first_day(), month.last_day());
        let entries = ledger::entries_between(reader, cooperative, first, last)?;
        Ok(Self {
            cooperative,
            month,
            proofs: proofs_of(reader, cooperative, &entries)?,
            chart: ledger::chart_of(reader, cooperative, last)?,
            units: ledger::units_of(reader, cooperative)?,
            stands: ledger::balances(reader, cooperative, None, last, None)?,
            moved: ledger::balances(reader, cooperative, Some(first), last, None)?,
            entries,
        })
    }

    /// What stands on an account over all units: debit less credit.
    pub fn balance(&self, account: AccountCode) -> Rupiah {
        self.stands.iter().filter(|row| row.account == account).map(BalanceRow::net).sum()
    }

    /// What stands on an account, by unit; without the units where it is zero.
    pub fn by_unit(&self, account: AccountCode) -> BTreeMap<UnitCode, Rupiah> {
        let mut units: BTreeMap<UnitCode, i64> = BTreeMap::new();
        for row in self.stands.iter().filter(|row| row.account == account) {
            *units.entry(row.unit).or_default() += row.net().0;
        }
        units.into_iter().filter(|(_, net)| *net != 0).map(|(unit, net)| (unit, Rupiah(net))).collect()
    }

    /// What moved on an account in a unit: debits and credits.
    pub fn moved_in(&self, account: AccountCode, unit: UnitCode) -> (Rupiah, Rupiah) {
        let of = || self.moved.iter().filter(|row| (row.account, row.unit) == (account, unit));
        (of().map(|row| row.debit).sum(), of().map(|row| row.credit).sum())
    }

    /// Whether anything moved on an account.
    pub fn has_moved(&self, account: AccountCode) -> bool {
        self.moved.iter().any(|row| row.account == account && !(row.debit.is_zero() && row.credit.is_zero()))
    }

    /// What a unit is called.
    pub fn unit(&self, code: UnitCode) -> String {
        let found = self.units.iter().find(|unit| unit.code == code);
        found.map_or_else(|| code.to_string(), |unit| unit.name.clone())
    }

    /// An account, with its unit where that is not the office.
    pub fn place(&self, account: AccountCode, unit: UnitCode) -> String {
        match unit {
            UnitCode::OFFICE => self.chart.name(account),
            unit => format!("{} {}", self.chart.name(account), self.unit(unit)),
        }
    }

    /// The account's book in the month.
    pub fn account_path(&self, account: AccountCode) -> String {
        let (first, last) = (self.month.first_day(), self.month.last_day());
        format!("buku/besar?akun={account}&dari={first}&sampai={last}")
    }

    /// Entries that should have a proof and have neither one nor a reason why not.
    pub fn without_proof(&self) -> impl Iterator<Item = &EntryView> {
        self.entries.iter().filter(|entry| lacks_proof(&self.proofs, entry))
    }

    /// What came in and went out. Money that only changes its place came in nowhere.
    pub fn money_moved(&self) -> (Rupiah, Rupiah) {
        let holds = |account: AccountCode| self.chart.account(account).is_some_and(|a| a.cash.is_some());
        let clears = |account: AccountCode| {
            self.chart.account(account).is_some_and(|account| account.section == Section::Clearing)
        };
        let (mut came_in, mut went_out) = (0, 0);
        for entry in &self.entries {
            if entry.lines.iter().all(|line| holds(line.account) || clears(line.account)) {
                continue;
            }
            let lines = entry.lines.iter().filter(|line| holds(line.account));
            let net: i64 = lines.map(|line| line.amount.0).sum();
            came_in += net.max(0);
            went_out += (-net).max(0);
        }
        (Rupiah(came_in), Rupiah(went_out))
    }

    /// Cash and bank at the end of the month.
    pub fn money(&self) -> Rupiah {
        self.chart.money().map(|account| self.balance(account.code)).sum()
    }
}
