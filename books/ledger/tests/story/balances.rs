//! Balances on a date, where months begin and end.

use kernel::{BookDate, Rupiah};
use ledger::{Activity, BalanceRow};

use crate::books::{Books, COOPERATIVE, KAS, LOANS, SHOP, TODAY, day, deposit, lend_to_shop, on_books, sale};

/// Account, unit, debit and credit of what moved.
fn moved(books: Books<'_>, from: Option<&str>, through: &str) -> Vec<(i64, i64, i64, i64)> {
    let rows = books.read(|reader| ledger::balances(reader, COOPERATIVE, from.map(day), day(through), None));
    rows.iter().map(|row| (row.account.0, row.unit.0, row.debit.0, row.credit.0)).collect()
}

#[test]
fn a_day_belongs_to_what_ends_with_it() {
    on_books(|books| {
        for (date, amount) in
            [("2026-09-30", 1), ("2026-10-01", 20), ("2026-10-15", 300), ("2026-10-31", 4_000)]
        {
            books.post(deposit(date, 1, amount)).unwrap();
        }
        let kas = |from: Option<&str>, through| moved(books, from, through).first().map_or(0, |row| row.2);
        let through = [
            "2026-09-29",
            "2026-09-30",
            "2026-10-01",
            "2026-10-14",
            "2026-10-15",
            "2026-10-30",
            "2026-10-31",
        ];
        assert_eq!(through.map(|through| kas(None, through)), [0, 1, 21, 21, 321, 321, 4_321]);
        assert_eq!(kas(Some("2026-10-01"), "2026-10-31"), 4_320);
        assert_eq!(kas(Some("2026-10-15"), "2026-10-15"), 300);
        assert_eq!(kas(Some("2026-10-16"), "2026-10-30"), 0);
        for through in through {
            let one = books.read(|reader| ledger::balance_of(reader, COOPERATIVE, KAS, day(through), None));
            assert_eq!(one, Rupiah(kas(None, through)));
        }
    });
}

#[test]
fn units_and_kinds_of_activity_are_kept_apart() {
    on_books(|books| {
        books.post(sale(TODAY, Activity::Member, 900, 700)).unwrap();
        books.post(sale(TODAY, Activity::NonMember, 90, 70)).unwrap();
        books.post(lend_to_shop(TODAY, 5)).unwrap();
        let shop = books.read(|reader| ledger::balances(reader, COOPERATIVE, None, day(TODAY), Some(SHOP)));
        let told: Vec<_> = shop.iter().map(|row| (row.account.0, row.activity, row.net().0)).collect();
        let expected = [
            (11_100, Activity::None, 995),
            (11_700, Activity::None, -770),
            (11_900, Activity::None, -5),
            (41_100, Activity::Member, -900),
            (41_100, Activity::NonMember, -90),
            (51_100, Activity::Member, 700),
            (51_100, Activity::NonMember, 70),
        ];
        assert_eq!(told, expected);
        assert_eq!(shop.iter().map(BalanceRow::net).sum::<Rupiah>(), Rupiah::ZERO);
        let of = |unit| books.read(|reader| ledger::balance_of(reader, COOPERATIVE, KAS, day(TODAY), unit)).0;
        assert_eq!((of(None), of(Some(SHOP)), of(Some(LOANS))), (990, 995, -5));
    });
}

#[test]
fn a_time_that_ends_before_it_begins_has_no_movement() {
    on_books(|books| {
        books.post(deposit("2026-10-15", 1, 5)).unwrap();
        assert_eq!(moved(books, Some("2026-10-20"), "2026-10-10"), []);
        assert_eq!(moved(books, Some("2026-10-16"), "2026-10-15"), []);
    });
}

#[test]
fn the_ends_of_the_calendar_are_days_like_others() {
    on_books(|books| {
        books.post(deposit("1990-01-01", 1, 5)).unwrap();
        books.post(deposit(TODAY, 1, 7)).unwrap();
        let all = [(11_100, 0, 12, 0), (21_200, 0, 0, 12)];
        let (first, last) = (BookDate::MIN.to_string(), BookDate::MAX.to_string());
        assert_eq!(moved(books, None, &last), all);
        assert_eq!(moved(books, Some(&first), &last), all);
        assert_eq!(moved(books, Some(&first), &first), [(11_100, 0, 5, 0), (21_200, 0, 0, 5)]);
        assert_eq!(moved(books, Some("1990-01-02"), &last), [(11_100, 0, 7, 0), (21_200, 0, 0, 7)]);
    });
}

#[test]
fn an_act_sees_the_balances_that_it_has_just_changed() {
    on_books(|books| {
        let stood = books.act(|tx| {
            ledger::post(tx, &deposit(TODAY, 1, 5))?;
            ledger::post(tx, &deposit("2026-10-01", 1, 7))?;
            Ok(ledger::balance_of(tx, COOPERATIVE, KAS, day(TODAY), None)?)
        });
        assert_eq!(stood.unwrap(), Rupiah(12));
    });
}
