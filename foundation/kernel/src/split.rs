//! Sharing an amount out without losing or making a rupiah.

use crate::Rupiah;

/// Shares `total` in proportion to `weights` by the largest remainder: every
/// share is its exact share rounded down or up, and the shares add up to
/// `total`. Equal remainders are served in the order of the list. A negative
/// total is shared as its size is, with the sign put back.
///
/// `None` if there is nothing to share by: no weights, a negative weight, or
/// only zeros.
pub fn fair_split(total: Rupiah, weights: &[i64]) -> Option<Vec<Rupiah>> {
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if sum == 0 || weights.iter().any(|weight| *weight < 0) {
        return None;
    }
    let size = i128::from(total.0).abs();
    let mut shares: Vec<i128> = Vec::with_capacity(weights.len());
    let mut remainders: Vec<(i128, usize)> = Vec::with_capacity(weights.len());
    for (place, weight) in weights.iter().enumerate() {
        let exact = size * i128::from(*weight);
        shares.push(exact / sum);
        remainders.push((exact % sum, place));
    }
    let left = usize::try_from(size - shares.iter().sum::<i128>()).ok()?;
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, place) in remainders.iter().take(left) {
        if let Some(share) = shares.get_mut(*place) {
            *share += 1;
        }
    }
    shares
        .into_iter()
        .map(|share| if total.0 < 0 { -share } else { share })
        .map(|share| i64::try_from(share).ok().map(Rupiah))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repeatable;
    use proptest::prelude::*;

    fn split(total: i64, weights: &[i64]) -> Option<Vec<i64>> {
        fair_split(Rupiah(total), weights).map(|shares| shares.iter().map(|r| r.0).collect())
    }

    #[test]
    fn ties_go_to_whoever_comes_first() {
        assert_eq!(split(100, &[1, 1, 1]), Some(vec![34, 33, 33]));
        assert_eq!(split(-100, &[1, 1, 1]), Some(vec![-34, -33, -33]));
        assert_eq!(split(2, &[1, 1, 1]), Some(vec![1, 1, 0]));
    }

    #[test]
    fn the_largest_remainder_is_served_first() {
        assert_eq!(split(10, &[1, 3, 3]), Some(vec![2, 4, 4]));
        assert_eq!(split(1, &[1, 2]), Some(vec![0, 1]));
    }

    #[test]
    fn a_weight_of_zero_gets_nothing() {
        assert_eq!(split(101, &[0, 1, 0, 1]), Some(vec![0, 51, 0, 50]));
    }

    #[test]
    fn nothing_to_share_by_is_said() {
        assert_eq!(split(10, &[]), None);
        assert_eq!(split(10, &[0, 0]), None);
        assert_eq!(split(10, &[3, -1]), None);
    }

    #[test]
    fn the_ends_of_i64_are_shared_too() {
        assert_eq!(split(i64::MIN, &[i64::MAX]), Some(vec![i64::MIN]));
        assert_eq!(split(i64::MAX, &[i64::MAX, i64::MAX]), Some(vec![i64::MAX / 2 + 1, i64::MAX / 2]));
    }

    proptest! {
        #![proptest_config(repeatable())]

        #[test]
        fn shares_add_up_and_stay_within_one_rupiah(
            total in any::<i64>(),
            weights in prop::collection::vec(prop_oneof![0..100_i64, 0..=i64::MAX / 64], 1..40),
        ) {
            prop_assume!(weights.iter().any(|w| *w > 0));
            let shares = fair_split(Rupiah(total), &weights).unwrap();
            prop_assert_eq!(Rupiah::try_sum(shares.iter().copied()), Some(Rupiah(total)));
            let sum: i128 = weights.iter().map(|w| i128::from(*w)).sum();
            for (share, weight) in shares.iter().zip(&weights) {
                let gap = i128::from(share.0) * sum - i128::from(total) * i128::from(*weight);
                prop_assert!(gap.abs() < sum, "a share is off by a rupiah or more");
            }
        }
    }
}
