//! Arithmetic of the months that a payment covers. Pure: no table, no page.

use std::collections::BTreeSet;

use kernel::{Month, Rupiah};

/// How far ahead of the payment's own month dues may be paid, in months.
pub(crate) const AHEAD_MONTHS: i64 = 24;

/// A month with what is due for it.
pub(crate) type Due = (Month, Rupiah);

/// Why an amount is no whole number of months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misfit {
    /// It lies between two sums: this many months cost the first, one more the second.
    Between { months: usize, less: Rupiah, more: Rupiah },
    /// It is more than all months that may be paid yet.
    TooMuch { months: usize, most: Rupiah },
    /// Nothing is due in any month that may be paid yet.
    NothingDue,
}

/// The next unpaid months from `start` through `last` that an amount pays in full, each at what is due
/// for it.
pub(crate) fn next_unpaid(
    start: Month,
    last: Month,
    paid: &BTreeSet<Month>,
    amount: Rupiah,
    due: impl Fn(Month) -> Rupiah,
) -> Result<Vec<Due>, Misfit> {
    let mut covered = Vec::new();
    let mut sum = 0_i64;
    for month in Month::range(start, last).filter(|month| !paid.contains(month)) {
        let next = due(month);
        if next.is_zero() {
            continue;
        }
        if sum == amount.0 {
            break;
        }
        let more = sum.saturating_add(next.0);
        if more > amount.0 {
            return Err(Misfit::Between { months: covered.len(), less: Rupiah(sum), more: Rupiah(more) });
        }
        covered.push((month, next));
        sum = more;
    }
    match sum == amount.0 {
        true => Ok(covered),
        false if covered.is_empty() => Err(Misfit::NothingDue),
        false => Err(Misfit::TooMuch { months: covered.len(), most: Rupiah(sum) }),
    }
}

/// "Jul 2025".
pub(crate) fn name(month: Month) -> String {
    let day = month.first_day().short();
    day.split_once(' ').map_or_else(|| month.short(), |(_, month)| month.to_owned())
}

/// The months as stretches without a gap, in order.
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

/// Which months, in words: "Jul 2025 – Des 2025", "Jul 2025, Sep 2025 – Des 2025"; where there are many
/// gaps "antara Jan 2025 – Des 2026". Empty where there are none.
pub(crate) fn span(months: &[Month]) -> String {
    let stretch = |(from, to): (Month, Month)| match from == to {
        true => name(from),
        false => format!("{} – {}", name(from), name(to)),
    };
    let stretches = stretches(months);
    match (stretches.first(), stretches.last()) {
        (Some((first, _)), Some((_, last))) if stretches.len() > 3 => {
            format!("antara {}", stretch((*first, *last)))
        }
        _ => stretches.into_iter().map(stretch).collect::<Vec<_>>().join(", "),
    }
}

/// Which months and how many: "Jul 2025 – Des 2025 (6 bulan)".
pub(crate) fn text(months: &[Month]) -> String {
    format!("{} ({} bulan)", span(months), months.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn month(number: i64) -> Month {
        Month::from_number(number).unwrap()
    }

    fn months(numbers: &[i64]) -> Vec<Month> {
        numbers.iter().copied().map(month).collect()
    }

    #[test]
    fn months_are_told_in_stretches() {
        assert_eq!(text(&months(&[202_507, 202_508, 202_509])), "Jul 2025 – Sep 2025 (3 bulan)");
        assert_eq!(text(&months(&[202_512, 202_601])), "Des 2025 – Jan 2026 (2 bulan)");
        assert_eq!(text(&months(&[202_507])), "Jul 2025 (1 bulan)");
        assert_eq!(span(&months(&[202_507, 202_509, 202_510])), "Jul 2025, Sep 2025 – Okt 2025");
        let gaps = months(&[202_501, 202_503, 202_505, 202_507]);
        assert_eq!(text(&gaps), "antara Jan 2025 – Jul 2025 (4 bulan)");
        assert_eq!(span(&[]), "");
    }

    #[test]
    fn an_amount_between_two_months_says_both_sums() {
        let due = |_| Rupiah(20_000);
        let next =
            |amount| next_unpaid(month(202_507), month(202_512), &BTreeSet::new(), Rupiah(amount), due);
        let between = Misfit::Between { months: 2, less: Rupiah(40_000), more: Rupiah(60_000) };
        assert_eq!(next(50_000), Err(between));
        assert_eq!(next(140_000), Err(Misfit::TooMuch { months: 6, most: Rupiah(120_000) }));
        assert_eq!(next(120_000).unwrap().len(), 6);
    }

    #[test]
    fn months_at_another_price_are_paid_at_their_own() {
        let due = |month: Month| Rupiah(if month.year() < 2026 { 20_000 } else { 25_000 });
        let covered =
            next_unpaid(month(202_511), month(202_602), &BTreeSet::new(), Rupiah(90_000), due).unwrap();
        assert_eq!(
            covered.iter().map(|(_, due)| due.0).collect::<Vec<_>>(),
            [20_000, 20_000, 25_000, 25_000]
        );
        let free = next_unpaid(month(202_511), month(202_602), &BTreeSet::new(), Rupiah(1), |_| Rupiah(0));
        assert_eq!(free, Err(Misfit::NothingDue));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_covered_adds_up_and_was_not_paid(
            start in 0..400_i64, length in 0..60_i64, count in 0..60_usize,
            paid in proptest::collection::btree_set(0..60_i64, 0..30), monthly in 1..100_000_i64,
        ) {
            let start = Month::MIN.plus(start);
            let last = start.plus(length);
            let paid: BTreeSet<Month> = paid.into_iter().map(|n| start.plus(n)).collect();
            let open = Month::range(start, last).filter(|month| !paid.contains(month)).count();
            let amount = Rupiah(monthly * i64::try_from(count).unwrap());
            let due = |_| Rupiah(monthly);
            match next_unpaid(start, last, &paid, amount, due) {
                Ok(covered) => {
                    prop_assert_eq!(covered.len(), count);
                    prop_assert_eq!(covered.iter().map(|(_, due)| due.0).sum::<i64>(), amount.0);
                    prop_assert!(covered.is_sorted());
                    prop_assert!(covered.iter().all(|(month, _)| !paid.contains(month) && *month <= last));
                    // The earliest open months, none left out before a covered one.
                    let earliest: Vec<Month> =
                        Month::range(start, last).filter(|month| !paid.contains(month)).take(count).collect();
                    prop_assert_eq!(covered.iter().map(|(month, _)| *month).collect::<Vec<_>>(), earliest);
                }
                Err(_) => prop_assert!(count > open),
            }
            // A rupiah more is never a whole number of months.
            if monthly > 1 {
                prop_assert!(next_unpaid(start, last, &paid, Rupiah(amount.0 + 1), due).is_err());
            }
        }

        #[test]
        fn a_span_counts_every_month(from in 0..400_i64, length in 0..48_i64) {
            let from = Month::MIN.plus(from);
            let all: Vec<Month> = Month::range(from, from.plus(length)).collect();
            let expected = format!("({} bulan)", all.len());
            prop_assert!(text(&all).ends_with(&expected));
            prop_assert!(text(&all).starts_with(&name(from)));
        }
    }
}
