//! Reports by name: the JSON that was promised, and the paper.

use crate::given::{self, *};
use serde_json::{Value, json};
use statements::{Report, Request, Statement, StatementError};

fn report(books: &Books<'_>, name: Statement, from: Option<&str>, as_of: &str) -> Report {
    let request = Request {
        from: from.map(day),
        party: Some(statements::Party::unnamed(MARNI)),
        ..Request::new(name, day(as_of), "KKMP Contoh Bahari")
    };
    books.ask(|reader, coop| statements::run(reader, coop, &request))
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

#[test]
fn the_names_are_a_promise() {
    for statement in Statement::ALL {
        assert_eq!(statement.name().parse(), Ok(statement));
    }
    let unknown: Result<Statement, _> = "neraca".parse();
    assert_eq!(unknown, Err(StatementError::UnknownReport("neraca".to_owned())));
}

#[test]
fn the_json_has_the_promised_fields() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);

        let trial = report(&books, Statement::TrialBalance, None, "2026-12-31").json;
        assert_eq!(keys(&trial), ["accounts", "as_of", "total_credit", "total_debit"]);
        let cash = json!({ "code": "11100", "name": "Kas", "debit": 700_000, "credit": 0 });
        assert_eq!((&trial["accounts"][0], &trial["as_of"]), (&cash, &json!("2026-12-31")));

        let sheet = report(&books, Statement::BalanceSheet, None, "2026-12-31").json;
        assert_eq!(keys(&sheet), ["as_of", "assets", "balanced", "equity", "liabilities", "lines"]);
        assert_eq!(sheet["assets"], json!(1_530_000));
        let cash = json!({ "code": "11100", "name": "Kas", "amount": 700_000, "side": "assets" });
        assert_eq!(sheet["lines"][0], cash);

        let income = report(&books, Statement::Income, None, "2026-12-31").json;
        let promised = [
            "as_of",
            "cooperative_expense",
            "from",
            "lines",
            "member_cost",
            "member_gross",
            "non_member_cost",
            "non_member_revenue",
            "operating_expense",
            "other",
            "surplus",
            "tax",
        ];
        assert_eq!(keys(&income), promised);
        assert_eq!((&income["from"], &income["surplus"]), (&json!("2026-01-01"), &json!(30_000)));
        let sales =
            json!({ "group": "member_gross", "code": "41100", "name": "Penjualan toko", "amount": 200_000 });
        assert_eq!(income["lines"][0], sales);
    });
}

#[test]
fn the_books_have_the_promised_fields() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let book = report(&books, Statement::CashBook, None, "2026-02-28").json;
        assert_eq!(keys(&book), ["as_of", "closing", "credit", "debit", "from", "opening", "rows"]);
        let first = json!({
            "no": 0, "date": "2026-02-01", "description": "Saldo bulan lalu", "voucher": "", "debit": 0,
            "credit": 0, "balance": 1_000_000, "note": "", "entry": null
        });
        let second = json!({
            "no": 1, "date": "2026-02-10", "description": "Tabungan", "voucher": "BKM/2026/00002",
            "debit": 500_000, "credit": 0, "balance": 1_500_000, "note": "", "entry": 2
        });
        assert_eq!((&book["rows"][0], &book["rows"][1]), (&first, &second));

        let ledger = report(&books, Statement::Ledger, Some("2026-02-01"), "2026-02-28").json;
        assert_eq!(keys(&ledger), ["accounts", "as_of", "from"]);
        assert_eq!(ledger["accounts"][0]["code"], json!("11100"));
        assert_eq!(ledger["accounts"].as_array().map(Vec::len), Some(4));
    });
}

#[test]
fn a_balance_sheet_on_paper() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        books.close("2026-12");
        let text = reports::text(&report(&books, Statement::BalanceSheet, None, "2027-06-30").document);
        let expected = "\
KKMP Contoh Bahari
Neraca
per 30 Juni 2027, dalam rupiah

Harta (aset)          30 Jun 2027  31 Des 2026
----------------------------------------------
Aset lancar
  Kas                     814.000      700.000
  Bank                    683.000      680.000
  Persediaan sembako       60.000      150.000
Jumlah aset lancar      1.557.000    1.530.000
==============================================
Jumlah harta (aset)     1.557.000    1.530.000

Utang dan modal            30 Jun 2027  31 Des 2026
---------------------------------------------------
Utang jangka pendek
  Tabungan anggota             500.000      500.000
Jumlah utang (liabilitas)      500.000      500.000
Modal sendiri
  Simpanan pokok             1.000.000    1.000.000
  Cadangan umum                 12.000            –
  SHU belum dibagi              18.000            –
  SHU tahun berjalan            27.000       30.000
Jumlah modal sendiri         1.057.000    1.030.000
===================================================
Jumlah utang dan modal       1.557.000    1.530.000

Neraca seimbang.
Dihitung sampai transaksi nomor 12; buku ditutup sampai Desember 2026, sesudahnya angka masih bisa berubah.
";
        assert_eq!(text, expected);
    });
}

#[test]
fn every_report_can_be_a_workbook_and_empty_books_have_statements_too() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        for name in Statement::ALL {
            let given = report(&books, name, None, "2026-12-31");
            assert!(reports::xlsx(&given.document).expect("a workbook").starts_with(b"PK"));
            assert!(reports::pdf(&given.document, day("2027-01-02")).expect("a PDF").starts_with(b"%PDF"));
            assert!(reports::text(&given.document).contains("Belum ada transaksi di buku."), "{name}");
        }
        given_two_years(&books);
        for name in Statement::ALL {
            let given = report(&books, name, None, "2027-12-31");
            assert!(reports::xlsx(&given.document).expect("a workbook").starts_with(b"PK"));
            assert!(reports::pdf(&given.document, day("2028-01-02")).expect("a PDF").starts_with(b"%PDF"));
        }
    });
}
