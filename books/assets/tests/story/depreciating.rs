//! Posting depreciation: once, on its day, and again where it was taken back.

use assets::{Acquisition, AssetsError, Registration};
use kernel::{Rupiah, UnitCode};

use crate::given::*;

#[test]
fn a_month_is_one_entry_with_the_units_apart() {
    story(|test| {
        register(test, &laptop()).unwrap();
        register(test, &showcase()).unwrap();
        let july = depreciate(test, "2026-07").unwrap().unwrap();
        assert_eq!((july.amount, july.document.as_str()), (Rupiah(150_000), "BM/2026/00001"));
        let entry = test.db.read_blocking(|reader| ledger::entry(reader, HERE, july.entry)).unwrap().unwrap();
        assert_eq!(entry.date, day("2026-07-31"));
        assert_eq!(entry.description, "Penyusutan aset tetap Juli 2026");
        let lines: Vec<_> = entry.lines.iter().map(|line| (line.account, line.unit, line.amount.0)).collect();
        assert_eq!(
            lines,
            [
                (EXPENSE, UnitCode::OFFICE, 100_000),
                (ACCUMULATED, UnitCode::OFFICE, -100_000),
                (EXPENSE, SHOP, 50_000),
                (ACCUMULATED, SHOP, -50_000)
            ]
        );
        assert_eq!(depreciate(test, "2026-07").unwrap(), None);
        assert_eq!(balance(test, EXPENSE, "2026-11-24"), 150_000);
        audited(test);
    });
}

#[test]
fn missing_months_are_listed_and_caught_up_each_on_its_day() {
    story(|test| {
        register(test, &laptop()).unwrap();
        register(test, &showcase()).unwrap();
        let missing = due(test, "2026-10");
        let said: Vec<_> = missing.iter().map(|due| (due.month.number(), due.assets, due.amount.0)).collect();
        assert_eq!(said[..2], [(202_604, 1, 100_000), (202_605, 1, 100_000)]);
        assert_eq!((said.len(), said[6]), (7, (202_610, 2, 150_000)));
        let posted = catch_up(test, "2026-10").unwrap();
        assert_eq!(posted.iter().map(|posted| posted.amount.0).sum::<i64>(), 900_000);
        assert!(due(test, "2026-10").is_empty() && catch_up(test, "2026-10").unwrap().is_empty());
        assert_eq!(balance(test, EXPENSE, "2026-04-30"), 100_000);
        assert_eq!(balance(test, EXPENSE, "2026-04-29"), 0);
        assert_eq!(list(test, "2026-05-31")[0].accumulated, Rupiah(200_000));
        assert!(["2026-05-31", "2026-08-15", "2026-11-24"].iter().all(|on| differences(test, on).is_empty()));
    });
}

#[test]
fn a_month_that_is_not_over_waits() {
    story(|test| {
        register(test, &laptop()).unwrap();
        let early = depreciate(test, "2026-11").unwrap_err();
        assert_eq!(
            early.to_string(),
            "November 2026 belum selesai. Catat penyusutannya mulai 30 November 2026."
        );
        assert!(matches!(catch_up(test, "2026-11"), Err(AssetsError::MonthNotOver(_))));
        assert_eq!(assets::last_whole_month(day("2026-11-24")), month("2026-10"));
        assert_eq!(assets::last_whole_month(day("2026-11-30")), month("2026-11"));
    });
}

#[test]
fn a_reversed_entry_makes_its_month_due_again() {
    story(|test| {
        register(test, &laptop()).unwrap();
        register(test, &showcase()).unwrap();
        let july = depreciate(test, "2026-07").unwrap().unwrap();
        reverse(test, july.entry, "2026-08-05");
        assert_eq!(list(test, "2026-08-04")[1].accumulated, Rupiah(100_000));
        assert_eq!(list(test, "2026-08-05")[1].accumulated, Rupiah::ZERO);
        assert!(["2026-08-04", "2026-08-05"].iter().all(|on| differences(test, on).is_empty()));
        assert_eq!(due(test, "2026-07").last().map(|due| due.amount), Some(Rupiah(150_000)));
        assert_eq!(depreciate(test, "2026-07").unwrap().unwrap().amount, Rupiah(150_000));
        assert!(differences(test, "2026-11-24").is_empty());
        audited(test);
    });
}

#[test]
fn a_closed_month_is_refused_and_caught_up_in_the_open_one() {
    story(|test| {
        register(test, &laptop()).unwrap();
        close(test, "2026-08");
        let refused = depreciate(test, "2026-08").unwrap_err();
        assert_eq!(
            refused.to_string(),
            "Bulan Agustus 2026 sudah ditutup. Catat di September 2026, atau minta ketua membuka Agustus 2026."
        );
        let posted = catch_up(test, "2026-10").unwrap();
        let said: Vec<_> =
            posted.iter().map(|posted| (posted.from, posted.through, posted.amount.0)).collect();
        assert_eq!(
            said,
            [
                (month("2026-04"), month("2026-08"), 500_000),
                (month("2026-09"), month("2026-09"), 100_000),
                (month("2026-10"), month("2026-10"), 100_000)
            ]
        );
        let late =
            test.db.read_blocking(|reader| ledger::entry(reader, HERE, posted[0].entry)).unwrap().unwrap();
        assert_eq!(late.description, "Susulan penyusutan aset tetap April 2026 – Agustus 2026");
        assert_eq!(late.date, day("2026-09-30"));
        // The list follows the books: in August nothing had been posted.
        assert_eq!(list(test, "2026-08-31")[0].accumulated, Rupiah::ZERO);
        assert!(["2026-08-31", "2026-09-30"].iter().all(|on| differences(test, on).is_empty()));
        assert!(due(test, "2026-10").is_empty());
    });
}

#[test]
fn what_is_caught_up_for_the_month_that_just_closed_is_dated_today() {
    story(|test| {
        register(test, &laptop()).unwrap();
        close(test, "2026-10");
        let posted = catch_up(test, "2026-10").unwrap();
        let late =
            test.db.read_blocking(|reader| ledger::entry(reader, HERE, posted[0].entry)).unwrap().unwrap();
        assert_eq!((posted.len(), late.date), (1, day("2026-11-24")));
    });
}

#[test]
fn the_residual_value_stays() {
    story(|test| {
        let mut old = laptop();
        old.terms.acquired_on = day("2022-01-10");
        old.terms.residual = Rupiah(480_000);
        register(test, &old).unwrap();
        catch_up(test, "2026-10").unwrap();
        assert_eq!(list(test, "2026-11-24")[0].book_value, Rupiah(480_000));
        assert_eq!(balance(test, ACCUMULATED, "2026-11-24"), -4_320_000);
        // The last month was January 2026; what comes after adds nothing.
        assert_eq!(balance(test, ACCUMULATED, "2026-01-31"), -4_320_000);
    });
}

#[test]
fn one_cooperative_does_not_see_another() {
    story(|test| {
        register(test, &laptop()).unwrap();
        let there = kernel::CooperativeId(2);
        let other = Registration { cooperative: there, acquisition: Acquisition::Grant, ..showcase() };
        assert_eq!(register(test, &other).unwrap().0, 1);
        let seen = test.db.read_blocking(|reader| assets::list(reader, there, day("2026-11-24"))).unwrap();
        assert_eq!(seen.iter().map(|line| line.asset.name.as_str()).collect::<Vec<_>>(), ["Etalase kaca"]);
        assert_eq!(due(test, "2026-07")[3].amount, Rupiah(100_000));
    });
}

#[test]
fn two_at_once_do_not_post_the_same_month_twice() {
    story(|test| {
        register(test, &laptop()).unwrap();
        let other = store::Db::open(&test.location, false).unwrap();
        let posted: usize = std::thread::scope(|scope| {
            let post = |db: &store::Db| {
                let done: Result<_, AssetsError> =
                    db.write_blocking(|tx| assets::depreciate(tx, HERE, month("2026-04"), BY, AT));
                usize::from(done.is_ok_and(|done| done.is_some()))
            };
            let tries = [&test.db, &other, &test.db, &other].map(|db| scope.spawn(move || post(db)));
            tries.into_iter().map(|attempt| attempt.join().unwrap()).sum()
        });
        assert_eq!(posted, 1);
        assert_eq!(balance(test, EXPENSE, "2026-11-24"), 100_000);
    });
}
