//! The ledger compared with the model of [`crate::model`].

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};

use kernel::{BookDate, CooperativeId, Month, PartyId, Rupiah};
use ledger::{Activity, BalanceRow, EntryView, Posted};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use store::Engine;
use store::testing::{Asked, in_one_commit};

use crate::books::{Books, Refusal, SAVINGS, TODAY, day, on_books};
use crate::flow::assert_flows;
use crate::model::{ACCOUNTS, Deed, Model, UNITS, deeds, perform, told};
use crate::overview::assert_overview;

type Done = Result<Option<Posted>, Refusal>;

fn commit(books: Books<'_>, model: &mut Model, deeds: &[Deed]) -> Result<(), TestCaseError> {
    let cooperative = books.cooperative;
    let mut asked: Vec<Asked<'_, Done>> = Vec::new();
    let mut expected = Vec::new();
    for deed in deeds {
        let turn = model.turn(deed);
        expected.push(model.perform(deed, turn));
        let deed = deed.clone();
        asked.push(Box::pin(books.db.write(move |tx| perform(tx, cooperative, &deed, turn))));
    }
    let done: Vec<_> = in_one_commit(books.db, asked).iter().map(told).collect();
    prop_assert_eq!(done, expected);
    Ok(())
}

type Key = (i64, i64, Activity);

fn naive(model: &Model, from: Option<BookDate>, through: BookDate) -> BTreeMap<Key, (i64, i64)> {
    let mut sums: BTreeMap<Key, (i64, i64)> = BTreeMap::new();
    let within = |date: &BookDate| from.is_none_or(|from| from <= *date) && *date <= through;
    for (_, line) in model.lines().filter(|(date, _)| within(date)) {
        let sum = sums.entry((line.account.0, line.unit.0, line.activity)).or_default();
        sum.0 += line.amount.0.max(0);
        sum.1 += (-line.amount.0).max(0);
    }
    sums
}

fn asked(books: Books<'_>, from: Option<BookDate>, through: BookDate) -> BTreeMap<Key, (i64, i64)> {
    let rows = books.read(|reader| ledger::balances(reader, books.cooperative, from, through, None));
    let row = |row: &BalanceRow| ((row.account.0, row.unit.0, row.activity), (row.debit.0, row.credit.0));
    rows.iter().map(row).collect()
}

/// The trial balance is zero in every unit and in clearing, on any day.
fn assert_zero(sums: &BTreeMap<Key, (i64, i64)>) -> Result<(), TestCaseError> {
    for unit in UNITS {
        let own = sums.iter().filter(|((_, of, _), _)| *of == unit.0);
        prop_assert_eq!(own.map(|(_, (debit, credit))| debit - credit).sum::<i64>(), 0);
    }
    let clearing = sums.iter().filter(|((account, ..), _)| *account == ledger::CLEARING.0);
    prop_assert_eq!(clearing.map(|(_, (debit, credit))| debit - credit).sum::<i64>(), 0);
    Ok(())
}

fn assert_balances(books: Books<'_>, model: &Model, dates: &[(i64, i64)]) -> Result<(), TestCaseError> {
    for (first, second) in dates {
        let (from, through) = (day(TODAY).plus_days(-first), day(TODAY).plus_days(-second));
        let since_then = asked(books, Some(from), through);
        assert_zero(&since_then)?;
        prop_assert_eq!(since_then, naive(model, Some(from), through));
        let until_then = asked(books, None, through);
        assert_zero(&until_then)?;
        prop_assert_eq!(until_then, naive(model, None, through));
        for (account, unit) in ACCOUNTS.iter().flat_map(|account| UNITS.map(|unit| (*account, unit))) {
            let stands = books
                .read(|reader| ledger::balance_of(reader, books.cooperative, account, through, Some(unit)));
            let lines = model
                .lines()
                .filter(|(date, line)| *date <= through && (line.account, line.unit) == (account, unit));
            prop_assert_eq!(stands, lines.map(|(_, line)| line.amount).sum::<Rupiah>());
        }
    }
    let whole = asked(books, None, BookDate::MAX);
    assert_zero(&whole)?;
    prop_assert_eq!(whole, naive(model, None, BookDate::MAX));
    Ok(())
}

fn assert_parties(books: Books<'_>, model: &Model) -> Result<(), TestCaseError> {
    for account in ACCOUNTS {
        let mut expected: BTreeMap<PartyId, i64> = BTreeMap::new();
        for (_, line) in model.lines().filter(|(_, line)| line.account == account) {
            if let Some(party) = line.party {
                *expected.entry(party).or_default() += line.amount.0;
            }
        }
        let kept = books.read(|reader| ledger::party_balances(reader, books.cooperative, account));
        prop_assert_eq!(
            kept.into_iter().map(|(party, sum)| (party, sum.0)).collect::<BTreeMap<_, _>>(),
            expected
        );
    }
    let own = books.read(|reader| ledger::party_lines(reader, books.cooperative, PartyId(1), SAVINGS));
    let mut expected: Vec<(BookDate, i64)> = model
        .lines()
        .filter(|(_, line)| (line.account, line.party) == (SAVINGS, Some(PartyId(1))))
        .map(|(date, line)| (date, line.amount.0))
        .collect();
    expected.sort_by_key(|(date, _)| *date);
    prop_assert_eq!(own.iter().map(|line| (line.date, line.amount.0)).collect::<Vec<_>>(), expected);
    Ok(())
}

fn assert_journal(books: Books<'_>, model: &Model) -> Result<(), TestCaseError> {
    let entries = books.entries();
    prop_assert_eq!(entries.len(), model.entries.len());
    for (entry, known) in entries.iter().zip(&model.entries) {
        prop_assert_eq!(
            (entry.date, &entry.document, &entry.lines),
            (known.date, &known.document, &known.lines)
        );
        let reverses = known.reverses.map(|place| i64::try_from(place).unwrap() + 1);
        prop_assert_eq!(entry.reverses.map(|reversed| reversed.0), reverses);
        let taken_back =
            books.read(|reader| ledger::reversal_of(reader, books.cooperative, entry.id)).is_some();
        prop_assert_eq!(taken_back, known.reversed);
    }
    assert_gap_free(&entries)
}

/// In each book and year, documents count from 1.
fn assert_gap_free(entries: &[EntryView]) -> Result<(), TestCaseError> {
    let mut last: BTreeMap<&str, i64> = BTreeMap::new();
    for entry in entries {
        let (series, number) = entry.document.rsplit_once('/').unwrap();
        let last = last.entry(series).or_default();
        *last += 1;
        prop_assert_eq!(number.parse(), Ok(*last), "{}", series);
    }
    Ok(())
}

fn assert_periods(books: Books<'_>, model: &Model) -> Result<(), TestCaseError> {
    let state = books.read(|reader| ledger::period_state(reader, books.cooperative));
    prop_assert_eq!(state.closed_through, model.closed_through);
    let standing = books.read(|reader| ledger::seals(reader, books.cooperative));
    let mut standing: Vec<Month> =
        standing.iter().filter(|seal| seal.reopened_at.is_none()).map(|seal| seal.month).collect();
    standing.reverse();
    prop_assert_eq!(standing, model.sealed.iter().copied().collect::<Vec<_>>());
    let years = books.read(|reader| ledger::year_closings(reader, books.cooperative));
    let years: Vec<i64> = years.iter().rev().map(|closing| closing.year).collect();
    prop_assert_eq!(years, model.years.iter().copied().collect::<Vec<_>>());
    Ok(())
}

fn compare(books: Books<'_>, commits: &[Vec<Deed>], dates: &[(i64, i64)]) -> Result<(), TestCaseError> {
    let mut model = Model::default();
    for deeds in commits {
        commit(books, &mut model, deeds)?;
        assert_balances(books, &model, dates)?;
    }
    assert_parties(books, &model)?;
    assert_journal(books, &model)?;
    assert_periods(books, &model)?;
    assert_overview(books, &model, dates)?;
    assert_flows(books, &model, dates)?;
    let report = books.audit();
    prop_assert_eq!(report.differences, vec![]);
    let counts = (i64::try_from(model.entries.len()).unwrap(), i64::try_from(model.lines().count()).unwrap());
    prop_assert_eq!((report.entries, report.lines), counts);
    Ok(())
}

#[test]
fn whatever_is_done_the_books_are_what_the_lines_say() {
    let cooperatives = AtomicI64::new(100);
    on_books(|books| {
        let cases = if books.db.engine() == Engine::Sqlite { 40 } else { 15 };
        let config =
            Config { cases, rng_seed: RngSeed::Fixed(1971), failure_persistence: None, ..Config::default() };
        let commits = prop::collection::vec(prop::collection::vec(deeds(), 1..12), 1..5);
        let dates = prop::collection::vec((0..440_i64, -40..430_i64), 2..5);
        let outcome = TestRunner::new(config).run(&(commits, dates), |(commits, dates)| {
            let cooperative = CooperativeId(cooperatives.fetch_add(1, Ordering::Relaxed));
            compare(Books { cooperative, ..books }, &commits, &dates)
        });
        outcome.unwrap_or_else(|failure| panic!("{:?}: {failure}", books.db.engine()));
    });
}
