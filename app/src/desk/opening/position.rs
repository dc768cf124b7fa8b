//! What the books have on the day of the opening balances.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{AccountCode, BookDate, CooperativeId, EntryId, PartyId, Rupiah, UnitCode};
use store::{Reader, StoreError};

use crate::desk::opening::ACTS;

/// How long after the day an import may have put its own opening: one book begins on the first of the
/// month, another on the day it was first written into.
const LATER_DAYS: i64 = 31;

/// Entries that count otherwise than their date says.
#[derive(Debug, Default)]
struct Exceptions {
    /// Openings dated after the day: they belong to what was there at the beginning.
    also: BTreeSet<EntryId>,
    /// Openings of the day that were taken back, by an entry of today.
    without: BTreeSet<EntryId>,
}

/// Debit less credit of one unit, as the opening of the books.
#[derive(Debug)]
pub struct Position {
    cooperative: CooperativeId,
    unit: UnitCode,
    day: BookDate,
    exceptions: Exceptions,
    balances: BTreeMap<AccountCode, Rupiah>,
}

impl Position {
    /// Reads what stands on every account.
    pub fn read(
        reader: &mut dyn Reader,
        cooperative: CooperativeId,
        unit: UnitCode,
        day: BookDate,
    ) -> Result<Self, StoreError> {
        let mut balances: BTreeMap<AccountCode, Rupiah> = BTreeMap::new();
        let mut add = |account: AccountCode, amount: Rupiah| {
            let sum = balances.entry(account).or_default();
            *sum = [*sum, amount].into_iter().sum();
        };
        for row in ledger::balances(reader, cooperative, None, day, Some(unit))? {
            add(row.account, row.net());
        }
        let mut exceptions = Exceptions::default();
        for entry in ledger::entries_between(reader, cooperative, day, day.plus_days(LATER_DAYS))? {
            if !ACTS.contains(&entry.act.as_str()) {
                continue;
            }
            let reversal = ledger::reversal_of(reader, cooperative, entry.id)?;
            let taken_back = match reversal {
                Some(by) => ledger::entry(reader, cooperative, by)?.map(|by| by.date),
                None => None,
            };
            let sign = match (entry.date > day, taken_back) {
                (true, None) => 1,
                (false, Some(on)) if on > day => -1,
                _ => continue,
            };
            let to = if sign > 0 { &mut exceptions.also } else { &mut exceptions.without };
            to.insert(entry.id);
            for line in entry.lines.iter().filter(|line| line.unit == unit) {
                add(line.account, Rupiah(sign * line.amount.0));
            }
        }
        balances.retain(|_, amount| !amount.is_zero());
        Ok(Self { cooperative, unit, day, exceptions, balances })
    }

    /// Debit less credit of an account.
    pub fn of(&self, account: AccountCode) -> Rupiah {
        self.balances.get(&account).copied().unwrap_or(Rupiah::ZERO)
    }

    /// All accounts that stand at something.
    pub fn iter(&self) -> impl Iterator<Item = (AccountCode, Rupiah)> {
        self.balances.iter().map(|(account, amount)| (*account, *amount))
    }

    /// Debit less credit of an account with each member or partner, and the last opening entry of each.
    pub fn parties(
        &self,
        reader: &mut dyn Reader,
        account: AccountCode,
    ) -> Result<BTreeMap<PartyId, (Rupiah, EntryId)>, StoreError> {
        let last = self.day.plus_days(LATER_DAYS);
        let unit = Some(self.unit);
        let lines = ledger::account_lines(reader, self.cooperative, account, unit, BookDate::MIN, last)?;
        let mut parties: BTreeMap<PartyId, (Rupiah, EntryId)> = BTreeMap::new();
        for line in lines {
            let counts = match line.date > self.day {
                true => self.exceptions.also.contains(&line.entry),
                false => !self.exceptions.without.contains(&line.entry),
            };
            let (true, Some(party)) = (counts, line.party) else { continue };
            let standing = parties.entry(party).or_insert((Rupiah::ZERO, line.entry));
            *standing = ([standing.0, line.amount].into_iter().sum(), line.entry);
        }
        Ok(parties)
    }
}
