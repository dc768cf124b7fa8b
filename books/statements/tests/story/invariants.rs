//! Whatever is posted: the statements agree with each other and with a naive reading of the lines.

use std::collections::BTreeMap;

use crate::given::{self, *};
use kernel::{AccountCode, BookDate, CooperativeId, Month, UnitCode};
use ledger::{Activity, Book, Entry, Line};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use statements::{MoneyBook, account_ledger, balance_sheet, cash_book, income, trial_balance};

const ACCOUNTS: [AccountCode; 17] = [
    CASH,
    BANK,
    STOCK,
    DEPRECIATED,
    SAVINGS,
    PRINCIPAL,
    UNDIVIDED,
    RUNNING,
    RESERVE,
    SALES,
    BANK_INTEREST,
    COST,
    SALARY,
    MEETING,
    TAX,
    TOOLS,
    DEPRECIATION,
];
const UNITS: [UnitCode; 3] = [OFFICE, SHOP, UnitCode(20)];

/// One movement: between two accounts of a unit, or through the clearing account to another unit.
#[derive(Debug, Clone)]
struct Move {
    debit: usize,
    credit: usize,
    from: usize,
    to: usize,
    amount: i64,
    /// Days after 1 January 2025.
    day: i64,
    activity: Activity,
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let account = 0..ACCOUNTS.len();
    let unit = 0..UNITS.len();
    let activity = prop_oneof![Just(Activity::Member), Just(Activity::NonMember)];
    let one = (account.clone(), account, unit.clone(), unit, 1..5_000_000_i64, 0..760_i64, activity)
        .prop_map(|(debit, credit, from, to, amount, day, activity)| Move {
            debit,
            credit,
            from,
            to,
            amount,
            day,
            activity,
        });
    prop::collection::vec(one, 1..40)
}

fn entry(books: &Books<'_>, step: &Move) -> Entry {
    let of = |line: Line, unit: usize| marni(line).unit(UNITS[unit]).activity(step.activity);
    let amount = rp(step.amount);
    let mut lines = vec![
        of(Line::debit(ACCOUNTS[step.debit], amount), step.from),
        of(Line::credit(ACCOUNTS[step.credit], amount), step.to),
    ];
    if step.from != step.to {
        lines.push(Line::credit(ledger::CLEARING, amount).unit(UNITS[step.from]));
        lines.push(Line::debit(ledger::CLEARING, amount).unit(UNITS[step.to]));
    }
    books.entry(day("2025-01-01").plus_days(step.day), Book::Memorial, "Gerak", lines)
}

/// So much of the member's own that whatever moves takes only what is theirs.
fn plenty(books: &Books<'_>) {
    let amount = rp(1_000_000_000);
    let own = |account| [Line::debit(CASH, amount), marni(Line::credit(account, amount))];
    let lines = [PRINCIPAL, SAVINGS].into_iter().flat_map(own).collect();
    books.post("2025-01-01", "Simpanan anggota", lines);
}

/// Every month end from before the first to after the last movement, and a day in the middle of each.
fn days() -> impl Iterator<Item = BookDate> {
    let months = Month::range(day("2024-12-01").month_of(), day("2027-02-01").month_of());
    months.flat_map(|month| [month.first_day().plus_days(13), month.last_day()])
}

/// Debit less credit of every account and unit, read line by line.
fn naive(books: &Books<'_>, through: BookDate) -> BTreeMap<(AccountCode, UnitCode), i64> {
    let entries =
        books.ask(|reader, coop| Ok(ledger::entries_between(reader, coop, BookDate::MIN, through)?));
    let mut nets = BTreeMap::new();
    for line in entries.iter().flat_map(|entry| &entry.lines) {
        *nets.entry((line.account, line.unit)).or_insert(0) += line.amount.0;
    }
    nets
}

fn check_day(books: &Books<'_>, day: BookDate) {
    let nets = naive(books, day);
    let of = |account: AccountCode, unit: Option<UnitCode>| -> i64 {
        let is_of = |key: &(AccountCode, UnitCode)| key.0 == account && unit.is_none_or(|unit| unit == key.1);
        nets.iter().filter(|(key, _)| is_of(key)).map(|(_, net)| net).sum()
    };
    for unit in UNITS.map(Some).into_iter().chain([None]) {
        let sheet = books.ask(|reader, coop| balance_sheet(reader, coop, day, unit));
        assert!(sheet.balanced, "{day} {unit:?} {sheet:?}");
        let assets = [CASH, BANK, STOCK, DEPRECIATED, TOOLS].iter().map(|code| of(*code, unit)).sum::<i64>();
        let clearing = of(ledger::CLEARING, unit);
        assert_eq!(sheet.assets.0, assets + clearing.max(0), "{day} {unit:?}");
        assert_eq!(sheet.liabilities.0, -of(SAVINGS, unit) + (-clearing).max(0), "{day} {unit:?}");

        let trial = books.ask(|reader, coop| trial_balance(reader, coop, day, unit));
        assert_eq!(trial.total_debit, trial.total_credit, "{day} {unit:?}");
        for account in ACCOUNTS {
            let row = trial.accounts.iter().find(|row| row.code == account);
            assert_eq!(row.map_or(0, |row| row.debit.0 - row.credit.0), of(account, unit), "{account} {day}");
        }
    }
}

fn check_income(books: &Books<'_>, from: BookDate, to: BookDate) {
    let of = |unit| books.ask(|reader, coop| income(reader, coop, from, to, unit));
    let whole = of(None);
    let units = UNITS.map(|unit| of(Some(unit)));
    let sum = |figure: fn(&statements::Income) -> i64| units.iter().map(figure).sum::<i64>();
    assert_eq!(whole.member_gross.0, sum(|income| income.member_gross.0));
    assert_eq!(whole.non_member_cost.0, sum(|income| income.non_member_cost.0));
    assert_eq!(whole.other.0, sum(|income| income.other.0));
    assert_eq!(whole.surplus.0, sum(|income| income.surplus.0));
    let parts = whole.member_net().0 + whole.non_member_net().0
        - whole.operating_expense.0
        - whole.cooperative_expense.0
        + whole.other.0
        - whole.tax.0;
    assert_eq!(whole.surplus.0, parts);
}

/// The result of a year is what its balance sheet shows on 31700, less what was posted there itself.
fn check_running_surplus(books: &Books<'_>, as_of: BookDate) {
    let start = BookDate::new(as_of.year(), 1, 1).expect("a year");
    let sheet = books.ask(|reader, coop| balance_sheet(reader, coop, as_of, None));
    let year = books.ask(|reader, coop| income(reader, coop, start, as_of, None));
    let own = books.ask(|reader, coop| account_ledger(reader, coop, RUNNING, start, as_of, None));
    assert_eq!(sheet.amount(RUNNING).0, year.surplus.0 + own.credit.0 - own.debit.0);
}

fn check_books(books: &Books<'_>, from: BookDate, to: BookDate, unit: Option<UnitCode>) {
    let book = books.ask(|reader, coop| cash_book(reader, coop, MoneyBook::Account(CASH), unit, from, to));
    let ledger = books.ask(|reader, coop| account_ledger(reader, coop, CASH, from, to, unit));
    let stands = books.ask(|reader, coop| Ok(ledger::balance_of(reader, coop, CASH, to, unit)?));
    assert_eq!(book.closing, stands);
    assert_eq!(book.closing, ledger.closing);
    assert_eq!(book.closing.0, book.opening.0 + book.debit.0 - book.credit.0);
    assert_eq!(book.rows, ledger.rows);
    assert_eq!(book.rows.last().map(|row| row.balance), Some(book.closing));
}

#[test]
fn whatever_is_posted_the_statements_agree() {
    given::on_both_engines(|test| {
        let config = Config {
            cases: 8,
            rng_seed: RngSeed::Fixed(1971),
            failure_persistence: None,
            ..Config::default()
        };
        let count = std::cell::Cell::new(0);
        let result = TestRunner::new(config).run(&moves(), |moves| {
            // Every case has a cooperative of its own, so that one database serves all.
            count.set(count.get() + 1);
            let books = Books { db: &test.db, cooperative: CooperativeId(count.get()) };
            plenty(&books);
            let posted = books.post_all(moves.iter().map(|step| entry(&books, step)).collect());
            // Some are taken back, within the month or later.
            for (step, posted) in moves.iter().zip(&posted).skip(1).step_by(4) {
                books.reverse(posted, day("2025-01-01").plus_days(step.day + step.amount % 90));
            }
            days().for_each(|day| check_day(&books, day));
            check_income(&books, day("2025-02-10"), day("2026-08-20"));
            check_income(&books, day("2025-01-01"), day("2025-12-31"));
            for as_of in ["2025-12-31", "2026-05-14", "2027-01-31"] {
                check_running_surplus(&books, day(as_of));
            }
            for (from, to) in [("2025-01-01", "2025-12-31"), ("2025-06-10", "2026-02-20")] {
                for unit in UNITS.map(Some).into_iter().chain([None]) {
                    crate::agreement::check_equity(&books, day(from), day(to), unit);
                    crate::agreement::check_cash_flow(&books, day(from), day(to), unit);
                    crate::agreement::check_notes(&books, day(from), day(to), unit);
                }
            }
            check_books(&books, day("2025-03-05"), day("2026-06-20"), None);
            check_books(&books, day("2025-01-01"), day("2025-12-31"), Some(SHOP));
            Ok(())
        });
        result.unwrap_or_else(|failure| panic!("{failure}"));
    });
}

#[test]
fn hledger_agrees_whatever_is_posted() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        let mut runner = TestRunner::new(Config { rng_seed: RngSeed::Fixed(1971), ..Config::default() });
        let steps = moves().new_tree(&mut runner).expect("moves").current();
        plenty(&books);
        books.post_all(steps.iter().map(|step| entry(&books, step)).collect());
        crate::hledger::assert_agrees(&books, None, BookDate::MAX);
        crate::hledger::assert_agrees(&books, Some(day("2025-11-11")), day("2026-03-03"));
        crate::hledger::assert_statements_agree(&books, day("2025-01-01"), day("2025-12-31"));
        crate::hledger::assert_statements_agree(&books, day("2025-06-10"), day("2026-02-20"));
    });
}
