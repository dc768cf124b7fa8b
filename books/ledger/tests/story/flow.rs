//! Where cash came from and went to, against a reading of the model line by line.

use std::collections::BTreeMap;

use kernel::{AccountCode, BookDate, Rupiah, UnitCode};
use ledger::{CashCounterpart, Line, cash_counterparts, taken_back};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::books::{BANK, Books, KAS, RENT, SAVINGS, TODAY, TREASURER, day, deposit, entry, now, on_books};
use crate::model::{Known, Model, UNITS};

fn is_money(code: AccountCode) -> bool {
    [KAS, BANK].contains(&code)
}

/// Entries of the period, with whether both halves of a pair that cancels out are in it.
fn of_period(model: &Model, from: BookDate, through: BookDate) -> impl Iterator<Item = (&Known, bool)> {
    let within = move |entry: &Known| (from..=through).contains(&entry.date);
    model.entries.iter().enumerate().filter(move |(_, entry)| within(entry)).map(move |(at, entry)| {
        let partner = match entry.reverses {
            Some(original) => model.entries.get(original),
            None => model.entries.iter().find(|other| other.reverses == Some(at)),
        };
        (entry, partner.is_some_and(within))
    })
}

fn naive(
    model: &Model,
    from: BookDate,
    through: BookDate,
    unit: Option<UnitCode>,
) -> BTreeMap<AccountCode, (i64, i64)> {
    let mut sums: BTreeMap<AccountCode, (i64, i64)> = BTreeMap::new();
    for (entry, _) in of_period(model, from, through).filter(|(_, cancels)| !cancels) {
        let lines: Vec<&Line> =
            entry.lines.iter().filter(|line| unit.is_none_or(|unit| unit == line.unit)).collect();
        if lines.iter().any(|line| is_money(line.account)) {
            for line in lines.iter().filter(|line| !is_money(line.account)) {
                let sum = sums.entry(line.account).or_default();
                sum.0 += (-line.amount.0).max(0);
                sum.1 += line.amount.0.max(0);
            }
        }
    }
    sums
}

fn sums(found: Vec<CashCounterpart>) -> BTreeMap<AccountCode, (i64, i64)> {
    found.into_iter().map(|of| (of.account, (of.inflow.0, of.outflow.0))).collect()
}

/// What stood against cash, and what was taken back, agree with the model in every period.
pub(crate) fn assert_flows(
    books: Books<'_>,
    model: &Model,
    dates: &[(i64, i64)],
) -> Result<(), TestCaseError> {
    for (first, second) in dates {
        let (from, through) = (day(TODAY).plus_days(-first), day(TODAY).plus_days(-second));
        for unit in UNITS.map(Some).into_iter().chain([None]) {
            let found =
                books.read(|reader| cash_counterparts(reader, books.cooperative, from, through, unit));
            let stood = |code| {
                books.read(|reader| {
                    let before = from.plus_days(-1);
                    let now = ledger::balance_of(reader, books.cooperative, code, through, unit)?;
                    Ok(now.0 - ledger::balance_of(reader, books.cooperative, code, before, unit)?.0)
                })
            };
            if from <= through {
                let changed = stood(KAS) + stood(BANK);
                prop_assert_eq!(found.iter().map(|of| of.inflow.0 - of.outflow.0).sum::<i64>(), changed);
            }
            prop_assert_eq!(sums(found), naive(model, from, through, unit));

            let mut expected: BTreeMap<AccountCode, Rupiah> = BTreeMap::new();
            for (entry, _) in of_period(model, from, through)
                .filter(|(entry, cancels)| *cancels && entry.reverses.is_some())
            {
                for line in entry.lines.iter().filter(|line| unit.is_none_or(|unit| unit == line.unit)) {
                    let sum = expected.entry(line.account).or_default();
                    *sum = Rupiah(sum.0 + line.amount.0.abs());
                }
            }
            let taken = books.read(|reader| taken_back(reader, books.cooperative, from, through, unit));
            prop_assert_eq!(taken, expected);
        }
    }
    Ok(())
}

#[test]
fn a_transfer_between_any_two_accounts_of_money_is_no_flow() {
    on_books(|books| {
        let cooperative = books.cooperative;
        let own = AccountCode(19_871);
        books
            .act(move |tx| {
                ledger::add_own_account(tx, cooperative, own, "Bank kedua", BANK, day("2026-01-01"))
            })
            .unwrap();
        let chart = books.read(|reader| ledger::chart_of(reader, cooperative, day(TODAY)));
        let money: Vec<AccountCode> = chart.money().map(|account| account.code).collect();
        assert!(money.contains(&own) && money.contains(&KAS) && money.len() > 4, "{money:?}");
        for account in money.into_iter().filter(|account| *account != KAS) {
            let lines = [Line::debit(account, Rupiah(7_000)), Line::credit(KAS, Rupiah(7_000))];
            books.post(entry("2026-05-04", lines)).unwrap();
        }
        let ask = |from, through| {
            books.read(|reader| cash_counterparts(reader, cooperative, day(from), day(through), None))
        };
        assert_eq!(ask("2026-01-01", TODAY), []);

        // The bank keeps its fee: only that went out.
        let lines = [
            Line::debit(own, Rupiah(97_500)),
            Line::debit(RENT, Rupiah(2_500)),
            Line::credit(KAS, Rupiah(100_000)),
        ];
        books.post(entry("2026-06-01", lines)).unwrap();
        let fee = CashCounterpart { account: RENT, inflow: Rupiah::ZERO, outflow: Rupiah(2_500) };
        assert_eq!(ask("2026-01-01", TODAY), [fee]);
    });
}

#[test]
fn what_is_taken_back_within_the_period_did_not_flow() {
    on_books(|books| {
        let cooperative = books.cooperative;
        let wrong = books.post(deposit("2026-03-10", 1, 50_000)).unwrap();
        books.post(deposit("2026-03-10", 1, 5_000)).unwrap();
        books
            .act(move |tx| {
                let (date, reason) = (day("2026-04-02"), "salah jumlah");
                ledger::reverse(tx, cooperative, wrong.entry, date, reason, TREASURER, now())
            })
            .unwrap();
        let ask = |from, through| {
            sums(books.read(|reader| cash_counterparts(reader, cooperative, day(from), day(through), None)))
        };
        assert_eq!(ask("2026-03-01", "2026-04-30"), [(SAVINGS, (5_000, 0))].into());
        assert_eq!(ask("2026-03-01", "2026-03-31"), [(SAVINGS, (55_000, 0))].into());
        assert_eq!(ask("2026-04-01", "2026-04-30"), [(SAVINGS, (0, 50_000))].into());
    });
}
