//! For which months members have paid their dues.

use std::collections::{BTreeMap, BTreeSet};

use ::store::Reader;
use kernel::{BookDate, CooperativeId, EntryId, Month, PartyId, Rupiah};
use ledger::LineView;

use super::fill::DUES;
use crate::MinistryError;

/// What a member paid for a month.
pub(super) struct PaidDues {
    pub member: PartyId,
    pub month: Month,
    pub amount: Rupiah,
    pub paid_on: BookDate,
}

/// All dues through a day. One payment may be for many months (*rapel*) or for months to come.
pub(super) fn dues_paid(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    on: BookDate,
) -> Result<Vec<PaidDues>, MinistryError> {
    let lines = ledger::account_lines(reader, cooperative, DUES, None, BookDate::MIN, on)?;
    let schedule = savings::schedule(reader, cooperative)?;
    let members: BTreeSet<PartyId> = lines.iter().filter_map(|line| line.party).collect();
    let mut months: BTreeMap<(PartyId, EntryId), Vec<Month>> = BTreeMap::new();
    for member in members {
        for (month, entry) in savings::paid_months(reader, cooperative, member)? {
            months.entry((member, entry)).or_default().push(month);
        }
    }
    let is_covered = |line: &LineView| line.party.is_some_and(|p| months.contains_key(&(p, line.entry)));
    let mut taken_back = BTreeSet::new();
    for line in lines.iter().filter(|line| line.amount < Rupiah::ZERO && !is_covered(line)) {
        if let Some(by) = ledger::reversal_of(reader, cooperative, line.entry)? {
            taken_back.extend([line.entry, by]);
        }
    }
    let mut found = Vec::new();
    for line in lines.iter().filter(|line| !taken_back.contains(&line.entry)) {
        let Some(member) = line.party else { continue };
        let (amount, paid_on) = (-line.amount, line.date);
        let paid = |month, amount| PaidDues { member, month, amount, paid_on };
        match months.get(&(member, line.entry)) {
            Some(months) => {
                let due: Vec<Rupiah> = months.iter().map(|month| schedule.due(*month)).collect();
                let shares = shares(amount, &due);
                found.extend(months.iter().zip(shares).map(|(month, share)| paid(*month, share)));
            }
            None => found.push(paid(line.date.month_of(), amount)),
        }
    }
    Ok(found)
}

/// A payment by the months it is for: what each costs, where that is what was paid; else equal shares, the
/// first of them with the odd rupiah.
fn shares(amount: Rupiah, due: &[Rupiah]) -> Vec<Rupiah> {
    if due.iter().copied().sum::<Rupiah>() == amount {
        return due.to_vec();
    }
    let count = i64::try_from(due.len()).unwrap_or(i64::MAX).max(1);
    let mut shares = vec![Rupiah(amount.0 / count); due.len()];
    if let Some(first) = shares.first_mut() {
        first.0 += amount.0 % count;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_rupiah_is_lost_between_months() {
        let of = |amount, due: &[i64]| {
            let due: Vec<Rupiah> = due.iter().copied().map(Rupiah).collect();
            shares(Rupiah(amount), &due).into_iter().map(|share| share.0).collect::<Vec<_>>()
        };
        assert_eq!(of(50_000, &[20_000, 30_000]), [20_000, 30_000], "dues were raised in between");
        assert_eq!(of(50_000, &[20_000, 20_000, 20_000]), [16_668, 16_666, 16_666]);
    }
}
