//! Single rules, each with the smallest sheet that shows it.

use kernel::Rupiah;
use sheets::{
    Asked, CASH_BOOK_ROLES, ListedKind, QuestionKind, Reading, columns_by_heading, read_cash_book, role_of,
};
use spreadsheet::{Sheet, Workbook};

use crate::examples::{check_that_nothing_is_lost, told};
use crate::given::{day, row};

fn book(name: &str, lines: &[&str]) -> Reading {
    let rows =
        lines.iter().enumerate().map(|(place, text)| row(u32::try_from(place).unwrap() + 1, text)).collect();
    let sheet = Sheet { name: name.to_owned(), rows, ..Sheet::default() };
    let workbook = Workbook { sheets: vec![sheet], ..Workbook::default() };
    let reading = read_cash_book(&workbook, &Asked::on(day("2026-11-24")));
    check_that_nothing_is_lost(&workbook, &reading, name);
    reading
}

const HEADING: &str = "Tanggal|Uraian|Debet|Kredit|Saldo";

#[test]
fn headings_are_known_in_any_spelling() {
    for (heading, role) in [
        ("DEBET", "masuk"),
        ("Debit (Rp)", "masuk"),
        ("Uang\nMasuk", "masuk"),
        ("Masuk (Debet)", "masuk"),
        ("Penerimaan Rp.", "masuk"),
        ("Krdit", "keluar"),
        ("Pengeluaran", "keluar"),
        ("Tgl.", "tanggal"),
        ("Hari/Tanggal", "tanggal"),
        ("No.", "nomor"),
        ("No. Kwitansi", "bukti"),
        ("Urain  Transaksi", "uraian"),
        ("Fee Agen", "fee"),
        ("Saldo   (Rp)", "saldo"),
    ] {
        assert_eq!(role_of(heading, &CASH_BOOK_ROLES).map(|found| found.0), Some(role), "{heading}");
    }
    for heading in ["Debet/Keluar", "Kode Akun", "(Rp)", "", "Nama Anggota", "Debet Kredit"] {
        assert_eq!(role_of(heading, &CASH_BOOK_ROLES), None, "{heading}");
    }
    let found = columns_by_heading(&row(1, "No|Tangal|Masuk|Masuk"), &CASH_BOOK_ROLES);
    assert_eq!(found.len(), 4);
    assert!(found[1].misspelt && !found[0].misspelt);
}

#[test]
fn a_sum_without_a_word_is_not_used() {
    let reading =
        book("Juli 2026", &[HEADING, "=1|A|=100", "=2|B|=50", "=3|C||=20", "||=150|=20|=130", "||=150"]);
    assert_eq!(reading.rows.len(), 3);
    assert_eq!(reading.money_in(), Some(Rupiah(150)));
    let totals: Vec<_> = reading
        .listed
        .iter()
        .filter(|l| l.kind == ListedKind::Total)
        .map(|l| (l.row, l.is_problem))
        .collect();
    assert_eq!(totals, [(5, false), (6, true)], "one side alone may also be a receipt");
}

#[test]
fn an_amount_without_a_description_is_used() {
    let reading = book("Juli 2026", &[HEADING, "=1|A|=100", "=2||=70||=170"]);
    assert_eq!(told(&reading)[1], "Juli 2026|3|2026-07-02?|70|0|");
}

#[test]
fn a_misspelt_opening_is_no_receipt() {
    for text in ["Saldo Bulan Lau", "Sldo bulan lalu", "Saldo bln kmrn", "Saldo awal kas kecil bu"] {
        let reading = book("Juli 2026", &[HEADING, &format!("|{text}|=900||"), "=1|A|=100||"]);
        assert_eq!(told(&reading).len(), 1, "{text}");
        let is_seen = reading.opening() == Some(Rupiah(900)) || reading.problems().count() == 1;
        assert!(is_seen, "{text}: {:?}", reading.listed);
    }
}

#[test]
fn a_copied_period_gives_way_to_the_dates() {
    let lines = ["Bulan : Juni 2026", HEADING, "1/7/2026|A|=100", "2/7/2026|B|=100", "|C|=5"];
    let reading = book("Juli 2026", &lines);
    assert_eq!(reading.sheets[0].month.map(|month| month.number()), Some(202_607));
    assert_eq!(reading.rows.len(), 3);
    let reading = book("Juli 2026", &["Bulan : Juni 2026", HEADING, "=1|A|=100", "=2|B|=100"]);
    assert_eq!(reading.rows.len(), 0);
    assert_eq!(reading.questions[0].kind, QuestionKind::Month);
}

#[test]
fn a_month_without_a_year_asks_for_the_year() {
    let reading = book("Juli", &[HEADING, "=1|A|=100", "|B|=100"]);
    assert_eq!(reading.rows.len(), 0);
    assert_eq!(reading.questions.len(), 1);
    assert_eq!(reading.questions[0].kind, QuestionKind::Year);
}

#[test]
fn a_second_table_in_the_same_sheet_is_asked_about() {
    let second = "Uraian|Tanggal|Kredit|Debet";
    let reading = book("Juli 2026", &[HEADING, "=1|A|=100", second, "B|=2|=100"]);
    assert_eq!(told(&reading).len(), 1);
    assert_eq!(reading.questions[0].kind, QuestionKind::WhichTable);
    assert!(reading.problems().any(|problem| problem.row == 4));
}

#[test]
fn the_opening_may_stand_above_the_table() {
    let reading = book("Juli 2026", &["Saldo awal|=5000", HEADING, "=1|A|=100||=5100"]);
    assert_eq!(reading.opening(), Some(Rupiah(5_000)));
    assert_eq!(reading.closing(), Some(Rupiah(5_100)));
    assert!(reading.balance_breaks().is_empty());
}

#[test]
fn the_saldo_breaks_where_it_first_does_not_follow() {
    let lines = [HEADING, "=1|A|=100||=100", "=2|B|=100||=300", "=3|C|=1||=301", "=4|D|=1||=999"];
    let reading = book("Juli 2026", &lines);
    let breaks = reading.balance_breaks();
    assert_eq!(breaks.len(), 1);
    assert_eq!((breaks[0].row, breaks[0].said, breaks[0].computed), (3, Rupiah(300), Rupiah(200)));
}

#[test]
fn a_reading_travels_as_json() {
    let reading = book("Juli 2026", &[HEADING, "=1|A|=100||=100", "=2|B|=-5"]);
    let json = serde_json::to_string(&reading).unwrap();
    assert_eq!(serde_json::from_str::<Reading>(&json).unwrap(), reading);
}
