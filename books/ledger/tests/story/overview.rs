//! Questions over many cooperatives, against sums over the entries of the model.

use std::collections::BTreeMap;

use kernel::{AccountCode, BookDate, CooperativeId, Month, Rupiah};
use ledger::{
    LastDates, MONTHS_SEEN, acts_in, closings, first_acts, last_dates, movements, movements_by_month,
    period_states,
};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use crate::books::{Books, TODAY, day, deposit, now, on_books};
use crate::model::Model;

/// A cooperative that has no books.
const EMPTY: CooperativeId = CooperativeId(99_999);

/// The dates of entries that take nothing back and were not taken back.
fn acts(model: &Model) -> impl Iterator<Item = BookDate> {
    let stands = model.entries.iter().filter(|entry| entry.reverses.is_none() && !entry.reversed);
    stands.map(|entry| entry.date)
}

fn moved(
    model: &Model,
    (first, last): (AccountCode, AccountCode),
    since: BookDate,
    through: BookDate,
) -> BTreeMap<AccountCode, Rupiah> {
    let mut sums: BTreeMap<AccountCode, Rupiah> = BTreeMap::new();
    for (date, line) in model.lines() {
        if (since..=through).contains(&date) && (first..=last).contains(&line.account) {
            let sum = sums.entry(line.account).or_default();
            *sum = Rupiah(sum.0 + line.amount.0);
        }
    }
    sums.retain(|_, sum| !sum.is_zero());
    sums
}

/// What each question says of the one cooperative; the empty one is never in an answer.
fn only<T>(books: Books<'_>, mut answer: BTreeMap<CooperativeId, T>) -> Option<T> {
    let own = answer.remove(&books.cooperative);
    assert!(answer.is_empty(), "a cooperative without books has nothing to say");
    own
}

fn assert_acts(
    books: Books<'_>,
    model: &Model,
    from: BookDate,
    through: BookDate,
) -> Result<(), TestCaseError> {
    let both = [EMPTY, books.cooperative];
    let until = |date: &BookDate| *date <= through;
    let last = only(books, books.read(|reader| last_dates(reader, &both, through)));
    let entry = model.entries.iter().map(|entry| entry.date).filter(until).max();
    let expected = entry.map(|entry| LastDates { entry, act: acts(model).filter(until).max() });
    prop_assert_eq!(last, expected);

    // Spans of days of different lengths, one of them empty.
    let bounds: [BookDate; 13] =
        [0, 1, 2, 9, 9, 40, 70, 100, 130, 160, 190, 200, 300].map(|days| from.plus_days(days));
    let in_spans = only(books, books.read(|reader| acts_in(reader, &both, &bounds))).unwrap_or_default();
    let span = |n: usize| acts(model).filter(|date| (bounds[n]..bounds[n + 1]).contains(date)).count();
    prop_assert_eq!(in_spans, std::array::from_fn(|n| i64::try_from(span(n)).unwrap()));

    let first = only(books, books.read(|reader| first_acts(reader, &both, through))).unwrap_or_default();
    let oldest = through.month_of().plus(1 - i64::try_from(MONTHS_SEEN).unwrap());
    let mut expected: BTreeMap<Month, BookDate> = BTreeMap::new();
    for date in acts(model).filter(until).filter(|date| date.month_of() >= oldest) {
        let first = expected.entry(date.month_of()).or_insert(date);
        *first = date.min(*first);
    }
    prop_assert_eq!(first, expected);
    Ok(())
}

fn assert_sums(
    books: Books<'_>,
    model: &Model,
    from: BookDate,
    through: BookDate,
) -> Result<(), TestCaseError> {
    let both = [books.cooperative, EMPTY];
    let accounts = (AccountCode(11_100), AccountCode(31_100));
    for month in [None, Some(from.month_of()), Some(through.month_of())] {
        let sums = books.read(|reader| movements(reader, &both, accounts, month, through));
        let mut sums = only(books, sums).unwrap_or_default();
        sums.retain(|_, sum| !sum.is_zero());
        let since = month.map_or(BookDate::MIN, Month::first_day);
        prop_assert_eq!(sums, moved(model, accounts, since, through));
    }
    let (first, last) = (from.month_of(), through.month_of());
    let ask = |reader: &mut store::Snapshot<'_>| {
        movements_by_month(reader, books.cooperative, accounts, first, last)
    };
    let mut by_month = books.read(ask);
    by_month.retain(|_, sum| !sum.is_zero());
    let mut expected: BTreeMap<Month, Rupiah> = BTreeMap::new();
    for month in Month::range(first, last) {
        let sum = moved(model, accounts, month.first_day(), month.last_day()).into_values().sum();
        expected.insert(month, sum);
    }
    expected.retain(|_, sum| !sum.is_zero());
    prop_assert_eq!(by_month, expected);
    Ok(())
}

/// Every question over many cooperatives agrees with the model.
pub(crate) fn assert_overview(
    books: Books<'_>,
    model: &Model,
    dates: &[(i64, i64)],
) -> Result<(), TestCaseError> {
    let both = [books.cooperative, EMPTY];
    let state = only(books, books.read(|reader| period_states(reader, &both)));
    prop_assert_eq!(state.and_then(|state| state.closed_through), model.closed_through);
    for (first, second) in dates {
        let (from, through) = (day(TODAY).plus_days(-first), day(TODAY).plus_days(-second));
        assert_acts(books, model, from, through)?;
        assert_sums(books, model, from, through)?;
        let closed = books.read(|reader| closings(reader, &both, from.month_of(), through.month_of()));
        let closed = only(books, closed).unwrap_or_default();
        let within = |month: &&Month| (from.month_of()..=through.month_of()).contains(*month);
        prop_assert_eq!(closed, model.sealed.iter().filter(within).map(|month| (*month, now())).collect());
    }
    Ok(())
}

/// More cooperatives than one statement names: each is answered, and none twice.
#[test]
fn any_number_of_cooperatives_can_be_asked_about() {
    on_books(|books| {
        let all: Vec<CooperativeId> = (1..=150).map(CooperativeId).collect();
        let with_books: Vec<CooperativeId> = all.iter().copied().filter(|id| id.0 % 3 == 0).collect();
        for cooperative in &with_books {
            let entry = ledger::Entry { cooperative: *cooperative, ..deposit(TODAY, 1, 100 + cooperative.0) };
            Books { cooperative: *cooperative, ..books }.post(entry).unwrap();
        }
        let accounts = (AccountCode(11_100), AccountCode(11_100));
        books.read(|reader| {
            assert_eq!(period_states(reader, &all)?.into_keys().collect::<Vec<_>>(), with_books);
            let today: [BookDate; 13] =
                std::array::from_fn(|n| day(TODAY).plus_days(i64::try_from(n).unwrap()));
            let acts = acts_in(reader, &all, &today)?;
            assert_eq!(acts.keys().copied().collect::<Vec<_>>(), with_books);
            assert!(acts.values().all(|spans| (spans[0], spans.iter().sum::<i64>()) == (1, 1)));
            for (cooperative, sums) in movements(reader, &all, accounts, None, day(TODAY))? {
                assert_eq!(sums, [(accounts.0, Rupiah(100 + cooperative.0))].into());
            }
            assert_eq!(last_dates(reader, &[], day(TODAY))?, BTreeMap::new());
            Ok(())
        });
    });
}
