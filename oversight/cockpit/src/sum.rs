//! Sums over cooperatives, which say how many they cover and as of when.

use kernel::{BookDate, Rupiah};

/// A sum with its coverage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// What is known, added up.
    pub amount: Rupiah,
    /// Of how many cooperatives it is known.
    pub covered: usize,
    /// How many cooperatives there are.
    pub of: usize,
    /// The last known day of the cooperative whose data reach least far.
    pub oldest: Option<BookDate>,
    /// The last known day of the cooperative whose data reach farthest.
    pub newest: Option<BookDate>,
}

impl Sum {
    /// Adds up what is known; beside each amount, how far its cooperative's data reach.
    pub fn over(amounts: impl IntoIterator<Item = (Option<Rupiah>, Option<BookDate>)>) -> Self {
        let mut sum = Self { amount: Rupiah::ZERO, covered: 0, of: 0, oldest: None, newest: None };
        for (amount, until) in amounts {
            sum.of += 1;
            let Some(amount) = amount else { continue };
            sum.covered += 1;
            sum.amount = [sum.amount, amount].into_iter().sum();
            sum.newest = sum.newest.max(until);
            sum.oldest = match (sum.oldest, until) {
                (Some(oldest), Some(until)) => Some(oldest.min(until)),
                (oldest, until) => oldest.or(until),
            };
        }
        sum
    }

    /// The sum, or nothing where it covers nobody.
    pub fn known(&self) -> Option<Rupiah> {
        (self.covered > 0).then_some(self.amount)
    }

    /// "38 dari 42 koperasi, data sampai 23 Nov 2026".
    pub fn coverage(&self) -> String {
        let count = format!("{} dari {} koperasi", self.covered, self.of);
        match (self.oldest, self.newest) {
            (Some(oldest), Some(newest)) if oldest < newest => {
                format!("{count}, data sampai {}, yang tertua sampai {}", newest.short(), oldest.short())
            }
            (_, Some(newest)) => format!("{count}, data sampai {}", newest.short()),
            _ => count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<BookDate> {
        BookDate::parse(text).ok()
    }

    #[test]
    fn a_sum_says_how_many_it_covers_and_as_of_when() {
        let sum = Sum::over([
            (Some(Rupiah(5)), day("2026-11-23")),
            (None, day("2026-11-24")),
            (Some(Rupiah(0)), day("2026-06-20")),
        ]);
        assert_eq!((sum.known(), sum.covered, sum.of), (Some(Rupiah(5)), 2, 3));
        assert_eq!(
            sum.coverage(),
            "2 dari 3 koperasi, data sampai 23 Nov 2026, yang tertua sampai 20 Jun 2026"
        );
        let alike = Sum::over([(Some(Rupiah(1)), day("2026-11-23")), (Some(Rupiah(1)), day("2026-11-23"))]);
        assert_eq!(alike.coverage(), "2 dari 2 koperasi, data sampai 23 Nov 2026");
    }

    #[test]
    fn a_sum_over_nobody_is_not_zero() {
        let sum = Sum::over([(None, None)]);
        assert_eq!((sum.known(), sum.coverage()), (None, "0 dari 1 koperasi".to_owned()));
    }
}
