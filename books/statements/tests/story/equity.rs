//! Laporan perubahan ekuitas.

use crate::given::{self, *};
use ledger::Line;
use serde_json::json;
use statements::{EquityChanges, compared_equity, equity_changes};

fn changes(books: &Books<'_>, from: &str, to: &str) -> EquityChanges {
    books.ask(|reader, coop| equity_changes(reader, coop, day(from), day(to), None))
}

fn lines(changes: &EquityChanges) -> Vec<(i64, [i64; 4])> {
    let of = |line: &statements::EquityLine| {
        (line.code.0, [line.opening.0, line.additions.0, line.reductions.0, line.closing.0])
    };
    changes.lines.iter().map(of).collect()
}

#[test]
fn the_result_of_a_year_passes_to_the_undivided_surplus_and_is_divided_there() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let first = changes(&books, "2026-01-01", "2026-12-31");
        assert_eq!(lines(&first), [(31_100, [0, 1_000_000, 0, 1_000_000]), (31_700, [0, 30_000, 0, 30_000])]);
        let second = changes(&books, "2027-01-01", "2027-12-31");
        let expected = [
            (31_100, [1_000_000, 0, 0, 1_000_000]),
            (31_500, [0, 12_000, 0, 12_000]),
            // 30,000 came from the year that ended, 12,000 went to the reserve.
            (31_600, [0, 30_000, 12_000, 18_000]),
            (31_700, [30_000, 27_000, 30_000, 27_000]),
        ];
        assert_eq!(lines(&second), expected);
        assert_eq!((second.opening, second.closing), (rp(1_030_000), rp(1_057_000)));
        assert_eq!((second.additions, second.reductions), (rp(69_000), rp(42_000)));

        // Within a book year nothing passes over.
        let part = changes(&books, "2027-03-01", "2027-05-31");
        assert_eq!(lines(&part)[2], (31_600, [30_000, 0, 12_000, 18_000]));
        assert_eq!(lines(&part)[3], (31_700, [30_000, 0, 3_000, 27_000]), "3,000 - 5,000 - 1,000");

        let both = books
            .ask(|reader, coop| compared_equity(reader, coop, day("2027-01-01"), day("2027-12-31"), None));
        assert_eq!(both.before, first);
    });
}

#[test]
fn a_loss_passes_over_too() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        books.post("2026-05-31", "Gaji", vec![Line::debit(SALARY, rp(9_000)), Line::credit(CASH, rp(9_000))]);
        assert_eq!(lines(&changes(&books, "2026-01-01", "2026-12-31")), [(31_700, [0, 0, 9_000, -9_000])]);
        let next = changes(&books, "2027-01-01", "2027-03-31");
        assert_eq!(lines(&next), [(31_600, [0, 0, 9_000, -9_000]), (31_700, [-9_000, 9_000, 0, 0])]);
    });
}

#[test]
fn what_was_taken_back_was_never_added() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        let capital =
            |amount| vec![Line::debit(CASH, rp(amount)), marni(Line::credit(PRINCIPAL, rp(amount)))];
        let wrong = books.post("2026-03-01", "Simpanan pokok", capital(500_000));
        books.post("2026-03-01", "Simpanan pokok", capital(50_000));
        books.reverse(&wrong, day("2026-04-01"));
        let year = changes(&books, "2026-01-01", "2026-12-31");
        assert_eq!(lines(&year), [(31_100, [0, 50_000, 0, 50_000])]);
        let month = changes(&books, "2026-04-01", "2026-04-30");
        assert_eq!(lines(&month), [(31_100, [550_000, 0, 500_000, 50_000])]);
    });
}

#[test]
fn the_json_has_the_promised_fields() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let request = statements::Request::new(statements::Statement::Equity, day("2026-12-31"), "KKMP");
        let report = books.ask(|reader, coop| statements::run(reader, coop, &request));
        let expected = json!({
            "from": "2026-01-01", "as_of": "2026-12-31",
            "opening": 0, "additions": 1_030_000, "reductions": 0, "closing": 1_030_000,
            "lines": [
                { "code": "31100", "name": "Simpanan pokok", "opening": 0, "additions": 1_000_000,
                  "reductions": 0, "closing": 1_000_000 },
                { "code": "31700", "name": "SHU tahun berjalan", "opening": 0, "additions": 30_000,
                  "reductions": 0, "closing": 30_000 },
            ]
        });
        assert_eq!(report.json, expected);
        let text = reports::text(&report.document);
        assert!(text.contains("Perubahan Modal (Ekuitas)") && text.contains("Januari – Desember 2025"));
    });
}
