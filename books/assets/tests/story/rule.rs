//! The rule of depreciation, for any asset.

use assets::{Opening, Terms, accumulated, depreciation};
use kernel::{BookDate, Month, Rupiah};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use crate::given::{day, month};

fn repeatable() -> Config {
    Config { rng_seed: RngSeed::Fixed(1971), failure_persistence: None, ..Config::default() }
}

fn terms(cost: i64, residual: i64, life_months: i64) -> Terms {
    let acquired_on = day("2026-03-14");
    Terms { acquired_on, cost: Rupiah(cost), residual: Rupiah(residual), life_months, opening: None }
}

fn any_terms() -> impl Strategy<Value = Terms> {
    let life = 1_i64..=600;
    (0_i64..20_000, 1_i64..=10_000_000_000_000, 0_i64..=100, life, 0_i64..=100, 0_i64..=100).prop_map(
        |(days, cost, kept, life_months, done, taken)| {
            let acquired_on = BookDate::MIN.plus_days(days);
            let residual = Rupiah(cost / 100 * kept);
            let mut terms = Terms { acquired_on, cost: Rupiah(cost), residual, life_months, opening: None };
            let months = life_months * done / 100;
            if months > 0 {
                let all = terms.depreciable().0;
                let amount = Rupiah(if months == life_months { all } else { all / 100 * taken });
                terms.opening = Some(Opening { through: acquired_on.month_of().plus(months), amount });
            }
            terms
        },
    )
}

#[test]
fn the_month_after_acquisition_is_the_first() {
    let laptop = terms(4_800_000, 0, 48);
    let of = |text| depreciation(&laptop, month(text)).0;
    assert_eq!((of("2026-03"), of("2026-04"), of("2030-03"), of("2030-04")), (0, 100_000, 100_000, 0));
    assert_eq!(laptop.months(), Some((month("2026-04"), month("2030-03"))));
    // On any day of the month the same.
    let late = Terms { acquired_on: day("2026-03-31"), ..laptop };
    assert_eq!(late.months(), laptop.months());
}

#[test]
fn what_does_not_divide_is_spread_over_the_months() {
    let odd = terms(1_000_000, 0, 3);
    let months = ["2026-04", "2026-05", "2026-06"].map(|text| depreciation(&odd, month(text)).0);
    assert_eq!(months, [333_333, 333_333, 333_334]);
    let tiny = terms(2, 0, 4);
    let months = ["2026-04", "2026-05", "2026-06", "2026-07"].map(|text| depreciation(&tiny, month(text)).0);
    assert_eq!(months, [0, 1, 0, 1]);
}

#[test]
fn what_was_done_before_the_books_is_not_done_again() {
    let opening = Some(Opening { through: month("2027-03"), amount: Rupiah(900_000) });
    let laptop = Terms { opening, ..terms(4_800_000, 0, 48) };
    assert_eq!(laptop.months(), Some((month("2027-04"), month("2030-03"))));
    assert_eq!(depreciation(&laptop, month("2027-03")), Rupiah::ZERO);
    // 3,900,000 over the 36 months that are left.
    assert_eq!(depreciation(&laptop, month("2027-04")), Rupiah(108_333));
    assert_eq!(accumulated(&laptop, month("2030-03")), Rupiah(4_800_000));
    assert_eq!(accumulated(&laptop, month("2027-03")), Rupiah(900_000));
}

#[test]
fn land_is_never_used_up() {
    let land = terms(50_000_000, 0, 0);
    assert_eq!(land.months(), None);
    assert!(Month::range(month("2026-03"), month("2046-03")).all(|at| depreciation(&land, at).is_zero()));
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn over_the_life_exactly_cost_less_residual_is_taken(terms in any_terms()) {
        let opening = terms.opening.map_or(0, |opening| opening.amount.0);
        let sum: i64 = match terms.months() {
            Some((first, last)) => Month::range(first, last).map(|at| depreciation(&terms, at).0).sum(),
            None => 0,
        };
        prop_assert_eq!(sum + opening, terms.depreciable().0);
        prop_assert_eq!(accumulated(&terms, Month::MAX), terms.depreciable());
    }

    #[test]
    fn no_month_differs_from_another_by_more_than_a_rupiah(terms in any_terms()) {
        let Some((first, last)) = terms.months() else { return Ok(()) };
        let months: Vec<i64> = Month::range(first, last).map(|at| depreciation(&terms, at).0).collect();
        let (least, most) = (months.iter().min().unwrap(), months.iter().max().unwrap());
        prop_assert!(*least >= 0 && most - least <= 1, "{least} to {most}");
        prop_assert_eq!(depreciation(&terms, first.previous()), Rupiah::ZERO);
        prop_assert_eq!(depreciation(&terms, last.next()), Rupiah::ZERO);
    }

    #[test]
    fn what_is_left_is_never_less_than_the_residual(terms in any_terms(), months in -5_i64..700) {
        let through = terms.acquired_on.month_of().plus(months);
        let left = terms.cost.0 - accumulated(&terms, through).0;
        prop_assert!(left >= terms.residual.0 && left <= terms.cost.0);
        prop_assert!(accumulated(&terms, through) >= accumulated(&terms, through.previous()));
    }
}
