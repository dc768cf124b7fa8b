//! The figures for programs.

use crate::given::{self, *};
use crate::site::Visitor;
use axum::http::StatusCode;
use serde_json::json;

const API: &str = "/api/v1/cooperatives/19.71.04.1001";

#[test]
fn the_api_gives_the_json_of_the_command_line() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let visitor = Visitor::of(&test.db);
        for (path, name) in [
            ("reports/trial-balance", statements::Statement::TrialBalance),
            ("reports/balance-sheet", statements::Statement::BalanceSheet),
            ("reports/income", statements::Statement::Income),
            ("reports/equity", statements::Statement::Equity),
            ("reports/cash-flow", statements::Statement::CashFlow),
            ("reports/notes", statements::Statement::Notes),
            ("reports/annual", statements::Statement::Annual),
            ("reports/member-statement", statements::Statement::MemberStatement),
            ("books/cash-book", statements::Statement::CashBook),
            ("books/ledger", statements::Statement::Ledger),
        ] {
            let answer = visitor.get(&format!(
                "{API}/{path}?as_of=2026-12-31&from=2026-02-01&unit=10&account=11100&party=17"
            ));
            let request = statements::Request {
                from: Some(day("2026-02-01")),
                unit: Some(SHOP),
                account: Some(CASH),
                party: Some(statements::Party::unnamed(MARNI)),
                ..statements::Request::new(name, day("2026-12-31"), crate::site::NAME)
            };
            let report = books.ask(|reader, coop| statements::run(reader, coop, &request));
            assert_eq!(answer.json(), report.json, "{path}");
        }
        let today = visitor.get(&format!("{API}/reports/balance-sheet")).json();
        assert_eq!(today["as_of"], json!("2027-05-24"));
    });
}

#[test]
fn entries_come_with_their_lines() {
    given::on_both_engines(|test| {
        given_two_years(&Books::of(&test.db));
        let visitor = Visitor::of(&test.db);
        let answer = visitor.get(&format!("{API}/entries?from=2026-02-10&to=2026-02-10")).json();
        let expected = json!({
            "from": "2026-02-10", "to": "2026-02-10",
            "entries": [{
                "entry": 2, "date": "2026-02-10", "document": "BKM/2026/00002", "description": "Tabungan",
                "note": "", "act": "test.act", "reverses": null, "voucher": null,
                "lines": [
                    { "account": "11100", "unit": "00", "amount": 500_000, "party": null, "activity": "none" },
                    { "account": "21200", "unit": "00", "amount": -500_000, "party": 17, "activity": "none" },
                ]
            }]
        });
        assert_eq!(answer, expected);
    });
}

#[test]
fn a_wrong_value_is_refused_with_its_field() {
    given::on_both_engines(|test| {
        let visitor = Visitor::of(&test.db);
        for (path, field) in [
            ("reports/income?as_of=kemarin", "as_of"),
            ("reports/income?from=2027-06-01", "from"),
            ("reports/trial-balance?unit=77", "unit"),
            ("reports/trial-balance?unit=toko", "unit"),
            ("books/cash-book?account=21200", "account"),
            ("books/ledger?account=99999", "account"),
            ("entries?from=2027-01-01&to=2027-02-15", "from"),
            ("reports/member-statement", "party"),
            ("reports/cash-flow?from=2027-06-01", "from"),
        ] {
            let answer = visitor.get(&format!("{API}/{path}"));
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            assert_eq!(answer.json()["error"]["field"], json!(field), "{path}");
        }
    });
}
