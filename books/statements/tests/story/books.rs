//! Buku kas and buku besar.

use crate::given::{self, *};
use kernel::Rupiah;
use ledger::{Line, MoneyPlace, NormalSide};
use statements::{CashBook, MoneyBook, StatementError, account_ledger, cash_book, general_ledger};

fn month(
    books: &Books<'_>,
    book: MoneyBook,
    from: &str,
    to: &str,
    unit: Option<kernel::UnitCode>,
) -> CashBook {
    books.ask(|reader, coop| cash_book(reader, coop, book, unit, day(from), day(to)))
}

#[test]
fn the_sheet_begins_with_last_months_balance_and_runs_on() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let book = month(&books, MoneyBook::Account(CASH), "2026-03-01", "2026-03-31", Some(OFFICE));
        assert_eq!(
            (book.opening, book.debit, book.credit, book.closing),
            (rp(800_000), rp(0), rp(400_000), rp(400_000))
        );
        let rows: Vec<(i64, &str, &str, i64)> = book
            .rows
            .iter()
            .map(|row| (row.no, row.description.as_str(), row.voucher.as_str(), row.balance.0))
            .collect();
        let expected =
            [(0, "Saldo bulan lalu", "", 800_000), (1, "Modal Unit Usaha toko", "BKM/2026/00004", 400_000)];
        assert_eq!(rows, expected);
        assert_eq!(book.rows[1].entry, Some(kernel::EntryId(4)));

        let all = month(&books, MoneyBook::Account(CASH), "2026-03-01", "2026-03-31", None);
        assert_eq!(
            (all.opening, all.debit, all.credit, all.closing),
            (rp(800_000), rp(400_000), rp(700_000), rp(500_000))
        );
    });
}

#[test]
fn a_place_takes_all_its_accounts_in_the_order_of_days() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        let into = |account, amount| {
            vec![Line::debit(account, rp(amount)), marni(Line::credit(SAVINGS, rp(amount)))]
        };
        books.post("2026-01-03", "tiga", into(CASH, 3_000));
        books.post("2026-01-02", "dua", into(PETTY_CASH, 2_000));
        books.post("2026-01-01", "satu", into(CASH, 1_000));
        books.post("2026-01-02", "di bank", into(BANK, 9_000));
        let book = month(&books, MoneyBook::Place(MoneyPlace::Kas), "2026-01-01", "2026-01-31", None);
        let said: Vec<&str> = book.rows.iter().map(|row| row.description.as_str()).collect();
        assert_eq!(said, ["Saldo bulan lalu", "satu", "dua", "tiga"]);
        assert_eq!((book.title.as_str(), book.closing), ("Buku Kas", rp(6_000)));
        let bank = month(&books, MoneyBook::Place(MoneyPlace::Bank), "2026-01-01", "2026-01-31", None);
        assert_eq!((bank.title.as_str(), bank.closing), ("Buku Bank", rp(9_000)));
        let part = month(&books, MoneyBook::Account(CASH), "2026-01-02", "2026-01-31", None);
        assert_eq!(part.rows[0].description, "Saldo sebelum 2 Jan 2026");
        assert_eq!((part.opening, part.closing), (rp(1_000), rp(4_000)));
    });
}

#[test]
fn only_money_has_a_cash_book() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        let ask = |code| {
            let book = MoneyBook::Account(kernel::AccountCode(code));
            books.try_ask(|reader, coop| {
                cash_book(reader, coop, book, None, day("2026-01-01"), day("2026-01-31"))
                    .map(|book| book.closing)
            })
        };
        assert_eq!(ask(21_200), Err(StatementError::NotMoney(SAVINGS)));
        assert_eq!(ask(99_999), Err(StatementError::UnknownAccount(kernel::AccountCode(99_999))));
        assert_eq!(ask(11_100), Ok(Rupiah::ZERO));
    });
}

#[test]
fn a_ledger_counts_on_the_accounts_own_side() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let (from, to) = (day("2026-02-01"), day("2026-12-31"));
        let savings = books.ask(|reader, coop| account_ledger(reader, coop, SAVINGS, from, to, None));
        assert_eq!(
            (savings.normal, savings.opening, savings.closing),
            (NormalSide::Credit, rp(0), rp(500_000))
        );
        assert_eq!((savings.debit, savings.credit), (rp(0), rp(500_000)));
        let cash = books.ask(|reader, coop| account_ledger(reader, coop, CASH, from, to, None));
        assert_eq!(
            (cash.normal, cash.opening, cash.closing),
            (NormalSide::Debit, rp(1_000_000), rp(700_000))
        );

        let all = books.ask(|reader, coop| general_ledger(reader, coop, from, to, Some(SHOP)));
        let codes: Vec<i64> = all.accounts.iter().map(|account| account.code.0).collect();
        assert_eq!(codes, [11_100, 11_700, 11_900, 41_100, 51_100]);
    });
}
