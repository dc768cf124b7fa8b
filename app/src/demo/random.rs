//! Chance that repeats itself: the same seed draws the same life (splitmix64).

/// A stream of numbers.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    /// The stream of a seed and a label; labels beside each other give streams that share nothing.
    pub(super) fn of(seed: u64, label: u64) -> Self {
        let mut stream = Self(seed ^ label.wrapping_mul(0xd134_2543_de82_ef95));
        stream.next();
        stream
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 to one less than `n`.
    pub(super) fn below(&mut self, n: i64) -> i64 {
        let n = u64::try_from(n).unwrap_or(1).max(1);
        i64::try_from(self.next() % n).unwrap_or(0)
    }

    /// A number of a range, both ends included.
    pub(super) fn between(&mut self, from: i64, to: i64) -> i64 {
        from + self.below(to - from + 1)
    }

    /// Whole rupiah of a range, in steps.
    pub(super) fn amount(&mut self, from: i64, to: i64, step: i64) -> i64 {
        self.between(from / step, (to / step).max(from / step)) * step
    }

    /// True so many times in a hundred.
    pub(super) fn chance(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }

    /// One of some, where there are any.
    pub(super) fn pick<'a, T>(&mut self, some: &'a [T]) -> Option<&'a T> {
        let place = self.below(i64::try_from(some.len()).unwrap_or(1));
        some.get(usize::try_from(place).unwrap_or(0))
    }

    /// Puts some in another order.
    pub(super) fn shuffle<T>(&mut self, some: &mut [T]) {
        for last in (1..some.len()).rev() {
            let other = self.below(i64::try_from(last + 1).unwrap_or(1));
            some.swap(last, usize::try_from(other).unwrap_or(0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_itself_and_another_differs() {
        let draw = |seed, label| {
            let mut random = Random::of(seed, label);
            (0..8).map(|_| random.below(1_000_000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7, 1), draw(7, 1));
        assert_ne!(draw(7, 1), draw(7, 2));
        assert_ne!(draw(7, 1), draw(8, 1));
    }

    #[test]
    fn what_is_drawn_stays_in_its_range() {
        let mut random = Random::of(1, 1);
        for _ in 0..1_000 {
            assert!((3..=9).contains(&random.between(3, 9)));
            let amount = random.amount(1_000, 9_900, 500);
            assert!((1_000..=9_900).contains(&amount) && amount % 500 == 0);
        }
        assert_eq!(random.below(0), 0);
        assert_eq!(random.pick::<i64>(&[]), None);
    }
}
