//! Which months of simpanan wajib an opening balance has paid.

use kernel::{CooperativeId, EntryId, Month, PartyId, Rupiah};
use line::Refused;
use savings::{CoveredMonths, Schedule};
use store::Tx;

/// Simpanan wajib that an opening entry brought into the books.
#[derive(Debug, Clone, Copy)]
pub struct Paid {
    pub cooperative: CooperativeId,
    pub member: PartyId,
    /// The entry that holds it.
    pub entry: EntryId,
    /// How much it brought.
    pub amount: Rupiah,
    /// The last paid month, where somebody said it; else as many months as the amount pays.
    pub through: Option<Month>,
    /// The last month that may be paid.
    pub latest: Month,
}

/// Writes down the months that are paid: those from the member's first one on that nothing covers yet.
///
/// # Errors
/// The sentence where the last paid month cannot be.
pub fn cover(tx: &mut Tx<'_>, schedule: &Schedule, paid: &Paid) -> Result<(), Refused> {
    let refused = |error: savings::SavingsError| Refused::about(None, error);
    let Paid { cooperative, member, entry, .. } = *paid;
    let found = members::member(tx, cooperative, member).map_err(|error| Refused::about(None, error))?;
    let found = found.ok_or_else(|| refused(savings::SavingsError::NoSuchMember))?;
    let first = found.active_from.unwrap_or(found.applied_on).month_of();
    let covered = savings::paid_months(tx, cooperative, member).map_err(refused)?;
    let open = |month: &Month| !covered.contains_key(month);
    let months: Vec<Month> = match paid.through {
        Some(through) if through < first => {
            let sentence = format!(
                "{} menjadi anggota mulai {}, jadi simpanan wajibnya tidak bisa lunas sampai {}. Betulkan bulannya.",
                found.called(),
                first.long(),
                through.long()
            );
            return Err(Refused::about(None, sentence));
        }
        Some(through) if through > paid.latest => {
            let sentence = format!(
                "Simpanan wajib {} paling jauh lunas sampai {}. Betulkan bulannya.",
                found.called(),
                paid.latest.long()
            );
            return Err(Refused::about(None, sentence));
        }
        Some(through) => Month::range(first, through).filter(open).collect(),
        None => affordable(first, paid.latest, open, paid.amount, |month| schedule.due(month)),
    };
    for (from, through) in stretches(&months) {
        savings::cover_months(tx, &CoveredMonths { cooperative, member, from, through, entry })
            .map_err(refused)?;
    }
    Ok(())
}

/// The open months that an amount pays in full, from the first on. What is left of it pays nothing yet.
fn affordable(
    first: Month,
    latest: Month,
    open: impl Fn(&Month) -> bool,
    amount: Rupiah,
    due: impl Fn(Month) -> Rupiah,
) -> Vec<Month> {
    let mut left = amount.0;
    let mut months = Vec::new();
    if latest < first {
        return months;
    }
    for month in Month::range(first, latest).filter(open) {
        let due = due(month).0;
        if due == 0 {
            continue;
        }
        if due > left {
            break;
        }
        left -= due;
        months.push(month);
    }
    months
}

/// Months in order as stretches without a gap.
fn stretches(months: &[Month]) -> Vec<(Month, Month)> {
    let mut stretches: Vec<(Month, Month)> = Vec::new();
    for month in months {
        match stretches.last_mut() {
            Some((_, last)) if last.next() == *month => *last = *month,
            _ => stretches.push((*month, *month)),
        }
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(number: i64) -> Month {
        Month::from_number(number).unwrap()
    }

    #[test]
    fn an_amount_pays_whole_months_at_the_price_of_each() {
        let price = |month: Month| Rupiah(if month.year() < 2026 { 10_000 } else { 20_000 });
        let paid = |amount| {
            affordable(month(202_511), month(202_712), |_| true, Rupiah(amount), price)
                .iter()
                .map(|month| month.number())
                .collect::<Vec<_>>()
        };
        assert_eq!(paid(40_000), [202_511, 202_512, 202_601]);
        assert_eq!(paid(39_999), [202_511, 202_512]);
        assert!(paid(9_000).is_empty());
    }

    #[test]
    fn months_that_are_paid_or_free_are_passed_over() {
        let open = |month: &Month| month.number() != 202_602;
        let price = |month: Month| Rupiah(if month.number() == 202_603 { 0 } else { 10_000 });
        let paid = affordable(month(202_601), month(202_606), open, Rupiah(20_000), price);
        assert_eq!(paid, [month(202_601), month(202_604)]);
        assert_eq!(stretches(&paid).len(), 2);
        assert_eq!(affordable(month(202_601), month(202_512), |_| true, Rupiah(20_000), price), []);
    }
}
