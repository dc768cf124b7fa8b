//! Neraca and neraca saldo.

use crate::given::{self, *};
use statements::{
    Side, StatementError, StatementRowKind, balance_sheet, compared_balance_sheet, trial_balance,
};

#[test]
fn the_result_of_the_year_stands_in_the_equity_of_that_year() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);

        let sheet = books.ask(|reader, coop| balance_sheet(reader, coop, day("2026-12-31"), None));
        assert!(sheet.balanced);
        assert_eq!(sheet.assets, rp(1_530_000), "cash 700,000, bank 680,000, stock 150,000");
        assert_eq!(sheet.liabilities, rp(500_000));
        assert_eq!(sheet.amount(RUNNING), rp(30_000), "sales 200,000 less cost 150,000 less salary 20,000");
        assert_eq!(sheet.amount(UNDIVIDED), rp(0));
        assert_eq!(sheet.amount(ledger::CLEARING), rp(0));
        assert!(sheet.lines.iter().all(|line| line.code.0 < 40_000), "{:?}", sheet.lines);

        let sheet = books.ask(|reader, coop| balance_sheet(reader, coop, day("2027-01-01"), None));
        assert_eq!(sheet.amount(RUNNING), rp(0), "a new year begins");
        assert_eq!(sheet.amount(UNDIVIDED), rp(30_000));

        let sheet = books.ask(|reader, coop| balance_sheet(reader, coop, day("2027-06-30"), None));
        assert_eq!(sheet.amount(RUNNING), rp(27_000), "30,000 + 3,000 - 5,000 - 1,000");
        assert_eq!(sheet.amount(UNDIVIDED), rp(18_000), "12,000 of 30,000 went to the reserve");
        assert_eq!(sheet.equity, rp(1_057_000));
        assert!(sheet.balanced);
    });
}

#[test]
fn a_unit_owes_what_the_office_gave_it() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);

        let shop = books.ask(|reader, coop| balance_sheet(reader, coop, day("2026-12-31"), Some(SHOP)));
        assert_eq!((shop.assets, shop.liabilities, shop.equity), (rp(450_000), rp(400_000), rp(50_000)));
        let clearing = shop.lines.iter().find(|line| line.code == ledger::CLEARING).expect("the clearing");
        assert_eq!((clearing.side, clearing.amount), (Side::Liabilities, rp(400_000)));

        let office = books.ask(|reader, coop| balance_sheet(reader, coop, day("2026-12-31"), Some(OFFICE)));
        let clearing = office.lines.iter().find(|line| line.code == ledger::CLEARING).expect("the clearing");
        assert_eq!((clearing.side, clearing.amount), (Side::Assets, rp(400_000)));
        assert!(shop.balanced && office.balanced);

        let unknown = books.try_ask(|reader, coop| {
            balance_sheet(reader, coop, day("2026-12-31"), Some(kernel::UnitCode(77)))
        });
        assert_eq!(unknown, Err(StatementError::UnknownUnit(kernel::UnitCode(77))));
    });
}

#[test]
fn what_was_put_on_31700_itself_becomes_undivided_when_the_year_ends() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        let lines = vec![ledger::Line::debit(CASH, rp(9_000)), ledger::Line::credit(RUNNING, rp(9_000))];
        books.post("2026-07-01", "Saldo awal", lines);
        let at = |date| books.ask(|reader, coop| balance_sheet(reader, coop, day(date), None));
        assert_eq!(
            (at("2026-12-31").amount(RUNNING), at("2026-12-31").amount(UNDIVIDED)),
            (rp(9_000), rp(0))
        );
        assert_eq!(
            (at("2027-01-01").amount(RUNNING), at("2027-01-01").amount(UNDIVIDED)),
            (rp(0), rp(9_000))
        );
        assert!(at("2027-01-01").balanced);
    });
}

#[test]
fn a_contra_account_lowers_the_assets() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        let line = |debit, credit, amount| {
            vec![ledger::Line::debit(debit, rp(amount)), ledger::Line::credit(credit, rp(amount))]
        };
        books.post("2026-01-02", "Hibah peralatan", line(TOOLS, kernel::AccountCode(31_400), 6_500_000));
        books.post("2026-10-31", "Penyusutan", line(DEPRECIATION, DEPRECIATED, 1_625_000));
        let compared =
            books.ask(|reader, coop| compared_balance_sheet(reader, coop, day("2026-10-31"), None));
        assert_eq!(compared.now.amount(DEPRECIATED), rp(-1_625_000));
        let rows: Vec<(String, i64)> =
            compared.assets().into_iter().map(|row| (row.name, row.now.0)).collect();
        let expected = [
            ("Aset tetap", 0),
            ("Peralatan toko", 6_500_000),
            ("Akumulasi penyusutan", -1_625_000),
            ("Jumlah aset tetap", 4_875_000),
            ("Jumlah harta", 4_875_000),
        ];
        assert_eq!(rows, expected.map(|(name, amount)| (name.to_owned(), amount)));
    });
}

#[test]
fn the_largest_changes_since_the_year_before_come_first() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let compared =
            books.ask(|reader, coop| compared_balance_sheet(reader, coop, day("2027-06-30"), None));
        assert_eq!(compared.before.as_of, day("2026-12-31"));
        let said: Vec<String> =
            statements::largest_changes(&compared, 3).iter().map(statements::Change::sentence).collect();
        assert_eq!(
            said,
            [
                "Kas naik Rp114.000, dari Rp700.000 menjadi Rp814.000.",
                "Persediaan sembako turun Rp90.000, dari Rp150.000 menjadi Rp60.000.",
                "SHU belum dibagi naik Rp18.000, tadinya belum ada.",
            ]
        );
        let totals = compared.liabilities_and_equity();
        let total = totals.iter().find(|row| row.kind == StatementRowKind::Total).expect("a total");
        assert_eq!((total.now, total.before), (rp(1_557_000), rp(1_530_000)));
    });
}

#[test]
fn a_trial_balance_shows_each_account_on_its_side() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let trial = books.ask(|reader, coop| trial_balance(reader, coop, day("2026-05-31"), None));
        let rows: Vec<(i64, i64, i64)> = trial
            .accounts
            .iter()
            .map(|account| (account.code.0, account.debit.0, account.credit.0))
            .collect();
        let expected = [
            (11_100, 700_000, 0),
            (11_200, 680_000, 0),
            (11_700, 150_000, 0),
            (21_200, 0, 500_000),
            (31_100, 0, 1_000_000),
            (41_100, 0, 200_000),
            (51_100, 150_000, 0),
            (61_100, 20_000, 0),
        ];
        assert_eq!(rows, expected);
        assert_eq!((trial.total_debit, trial.total_credit), (rp(1_700_000), rp(1_700_000)));

        let nothing = books.ask(|reader, coop| trial_balance(reader, coop, day("2025-12-31"), None));
        assert!(nothing.accounts.is_empty());
    });
}
