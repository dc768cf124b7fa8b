//! Laporan arus kas.

use crate::given::{self, *};
use ledger::{Activity, Line};
use serde_json::json;
use statements::{CashFlow, StatementRowKind, cash_flow, compared_cash_flow};

fn flow(books: &Books<'_>, from: &str, to: &str, unit: Option<kernel::UnitCode>) -> CashFlow {
    books.ask(|reader, coop| cash_flow(reader, coop, day(from), day(to), unit))
}

fn lines(flow: &CashFlow) -> Vec<(&str, i64)> {
    flow.lines.iter().map(|line| (line.label.as_str(), line.amount.0)).collect()
}

fn of(books: &Books<'_>, sides: Vec<Line>) {
    books.post("2026-06-15", "Gerak", sides);
}

#[test]
fn it_says_where_money_came_from_and_where_it_went() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let year = flow(&books, "2026-01-01", "2026-12-31", None);
        // The transfer to the bank and what the office gave the shop moved no money of the whole.
        let expected = [
            ("Penerimaan dari penjualan barang", 200_000),
            ("Setoran tabungan dan simpanan berjangka", 500_000),
            ("Pembayaran untuk barang dagangan", -300_000),
            ("Pembayaran gaji, upah, dan honor", -20_000),
            ("Setoran simpanan pokok", 1_000_000),
        ];
        assert_eq!(lines(&year), expected);
        assert_eq!((year.opening, year.closing), (rp(0), rp(1_380_000)));
        assert_eq!((year.operating, year.investing, year.financing), (rp(380_000), rp(0), rp(1_000_000)));
        assert!(year.agrees());

        let shop = flow(&books, "2026-01-01", "2026-12-31", Some(SHOP));
        assert!(lines(&shop).contains(&("Uang dari dan ke unit lain", 400_000)));
        assert_eq!((shop.closing, shop.financing), (rp(300_000), rp(400_000)));
        assert!(shop.agrees());
    });
}

#[test]
fn loans_and_deposits_are_the_business_bank_and_capital_are_not() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        let (debit, credit) =
            (|code, amount| Line::debit(code, rp(amount)), |code, amount| Line::credit(code, rp(amount)));
        let member = |line: Line| marni(line).activity(Activity::Member);
        of(&books, vec![debit(BANK, 9_000_000), credit(BANK_LOAN, 9_000_000)]);
        of(&books, vec![marni(debit(MEMBER_LOANS, 2_000_000)), credit(CASH, 2_000_000)]);
        // An instalment: what pays back the loan and what pays for it are told apart.
        of(
            &books,
            vec![
                debit(CASH, 220_000),
                marni(credit(MEMBER_LOANS, 200_000)),
                member(credit(LOAN_INTEREST, 20_000)),
            ],
        );
        of(&books, vec![debit(CASH, 300_000), marni(credit(SAVINGS, 300_000))]);
        of(&books, vec![marni(debit(SAVINGS, 100_000)), credit(CASH, 100_000)]);
        let flow = flow(&books, "2026-06-01", "2026-06-30", None);
        let expected = [
            ("Penerimaan jasa pinjaman dan administrasi", 20_000),
            ("Angsuran pokok pinjaman diterima", 200_000),
            ("Setoran tabungan dan simpanan berjangka", 300_000),
            ("Pinjaman diberikan", -2_000_000),
            ("Penarikan tabungan dan simpanan berjangka", -100_000),
            ("Pinjaman bank dan lembaga diterima", 9_000_000),
        ];
        assert_eq!(lines(&flow), expected);
        assert_eq!((flow.operating, flow.financing), (rp(-1_580_000), rp(9_000_000)));
    });
}

#[test]
fn depreciation_moves_no_money_and_a_sold_asset_brings_what_was_paid_for_it() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        let (debit, credit) =
            (|code, amount| Line::debit(code, rp(amount)), |code, amount| Line::credit(code, rp(amount)));
        of(&books, vec![debit(TOOLS, 6_000_000), credit(BANK, 6_000_000)]);
        of(&books, vec![debit(DEPRECIATION, 1_000_000), credit(DEPRECIATED, 1_000_000)]);
        // Bought for 3,000,000, half depreciated, sold for 1,800,000: a gain of 300,000.
        of(
            &books,
            vec![
                debit(CASH, 1_800_000),
                debit(DEPRECIATED, 1_500_000),
                credit(TOOLS, 3_000_000),
                credit(DISPOSAL_GAIN, 300_000),
            ],
        );
        let flow = flow(&books, "2026-01-01", "2026-12-31", None);
        assert_eq!(
            lines(&flow),
            [("Hasil pelepasan aset tetap", 1_800_000), ("Pembelian aset tetap", -6_000_000)]
        );
        assert_eq!((flow.operating, flow.investing), (rp(0), rp(-4_200_000)));
    });
}

#[test]
fn an_own_account_counts_as_what_it_behaves_like() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        let (cooperative, own) = (books.cooperative, kernel::AccountCode(19_500));
        books
            .db
            .write_blocking(move |tx| {
                ledger::add_own_account(tx, cooperative, own, "Perahu", TOOLS, day("2026-01-01"))
            })
            .expect("an account");
        of(&books, vec![Line::debit(own, rp(700_000)), Line::credit(CASH, rp(700_000))]);
        let flow = flow(&books, "2026-01-01", "2026-12-31", None);
        assert_eq!(lines(&flow), [("Pembelian aset tetap", -700_000)]);
    });
}

#[test]
fn it_is_read_beside_the_year_before() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let both = books
            .ask(|reader, coop| compared_cash_flow(reader, coop, day("2027-01-01"), day("2027-12-31"), None));
        let rows = both.rows();
        let row = |name: &str| {
            let row = rows.iter().find(|row| row.name == name).expect(name);
            (row.now.0, row.before.0)
        };
        assert_eq!(row("Penerimaan dari penjualan barang"), (120_000, 200_000));
        assert_eq!(row("Penerimaan bunga bank dan imbalan simpanan"), (3_000, 0));
        assert_eq!(row("Setoran simpanan pokok"), (0, 1_000_000));
        assert_eq!(row("Kas dan bank pada awal masa"), (1_380_000, 0));
        let total = rows.last().expect("a total");
        assert_eq!(
            (total.kind, total.now.0, total.before.0),
            (StatementRowKind::Total, 1_497_000, 1_380_000)
        );
        let sales = rows.iter().find(|row| row.name == "Penerimaan dari penjualan barang").expect("sales");
        assert_eq!(sales.account, Some(SALES), "a line of one account opens it");
    });
}

#[test]
fn the_json_has_the_promised_fields() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let request = statements::Request::new(statements::Statement::CashFlow, day("2027-12-31"), "KKMP");
        let report = books.ask(|reader, coop| statements::run(reader, coop, &request));
        let expected = json!({
            "from": "2027-01-01", "as_of": "2027-12-31", "opening": 1_380_000,
            "operating": 117_000, "investing": 0, "financing": 0, "closing": 1_497_000,
            "lines": [
                { "activity": "operating", "label": "Penerimaan dari penjualan barang", "amount": 120_000 },
                { "activity": "operating", "label": "Penerimaan bunga bank dan imbalan simpanan", "amount": 3_000 },
                { "activity": "operating", "label": "Pembayaran beban perkoperasian", "amount": -5_000 },
                { "activity": "operating", "label": "Pajak dibayar, dikurangi pajak yang dipungut", "amount": -1_000 },
            ]
        });
        assert_eq!(report.json, expected);
        let text = reports::text(&report.document);
        assert!(text.contains("Kas dan bank awal dan akhir sama dengan neraca."), "{text}");
    });
}
