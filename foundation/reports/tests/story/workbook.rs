//! What a workbook adds to the figures: sums that count, sheets by name, signatures.

use kernel::Rupiah;
use reports::{Cell, Column, Document, Part, Row, Table};

use crate::{given, part};

fn sheet(document: &Document, number: usize) -> String {
    let workbook = reports::xlsx(document).expect("a workbook");
    part(&workbook, &format!("xl/worksheets/sheet{number}.xml"))
}

#[test]
fn sums_are_formulas_with_their_figure_beside_them() {
    let sheet = sheet(&given::balance_sheet(), 1);
    // Rows 9 to 13 are the current assets; the subtotals are in row 14 and 18.
    assert!(sheet.contains("<f>SUM(B9:B13)</f><v>94086450</v>"), "{sheet}");
    assert!(sheet.contains("<f>SUM(C9:C13)</f><v>43083750</v>"), "{sheet}");
    assert!(sheet.contains("<f>SUM(B9:B13,B16:B17)</f><v>98961450</v>"), "{sheet}");
    assert_eq!(sheet.matches("<f>").count(), 12);
    // Gross profit, the sum of expenses, and the surplus of all that stands above it.
    let income = self::sheet(&given::income(), 1);
    assert!(income.contains("<f>SUM(B9:B11)</f><v>27840000</v>"), "{income}");
    assert!(income.contains("<f>SUM(B9:B11,B14:B16,B18)</f><v>15573450</v>"), "{income}");
}

#[test]
fn a_running_balance_stays_a_figure_and_so_does_a_sum_of_something_else() {
    let cash = sheet(&given::cash_book(3), 1);
    assert_eq!(cash.matches("<f>").count(), 2, "received and paid, not what is left: {cash}");
    let row = |name: &str, amount| vec![name.into(), Cell::Money(Rupiah(amount))];
    // In a first month, what is left happens to be the sum of what was left before.
    let first = Table {
        heading: String::new(),
        columns: vec![Column::text("Uraian"), Column::balance("Saldo")],
        rows: vec![Row::plain(row("Saldo awal", 0)), Row::plain(row("Terima", 7))],
        totals: vec![Row::plain(row("Jumlah", 7))],
    };
    let first =
        sheet(&Document { parts: vec![Part::Table(first)], ..Document::new("Koperasi Contoh", "Kas") }, 1);
    assert!(!first.contains("<f>"), "{first}");
    let table = Table {
        heading: String::new(),
        columns: vec![Column::text("Uraian"), Column::money("Jumlah")],
        rows: vec![Row::plain(row("Kas", 5)), Row::plain(row("Bank", 7))],
        totals: vec![Row::plain(row("Jumlah dari seluruh kota", 99))],
    };
    let other =
        sheet(&Document { parts: vec![Part::Table(table)], ..Document::new("Kota Contoh", "Daftar") }, 1);
    assert!(!other.contains("<f>") && other.contains("<v>99</v>"), "{other}");
}

#[test]
fn a_new_page_is_a_new_sheet_of_that_name() {
    let words = |text: &str| Part::Paragraph(text.to_owned());
    let parts = vec![
        words("Pendahuluan."),
        Part::NewPage("Neraca".to_owned()),
        words("Neraca tahun ini."),
        Part::NewPage("NERACA".to_owned()),
        words("Neraca tahun lalu."),
    ];
    let document = Document { parts, footer: vec!["Akhir.".to_owned()], ..given::balance_sheet() };
    let workbook = reports::xlsx(&document).expect("a workbook");
    let book = part(&workbook, "xl/workbook.xml");
    assert!(book.contains("name=\"Neraca\"") && book.contains("name=\"NERACA (3)\""), "{book}");
    assert!(book.contains("name=\"Neraca (2)\""), "the first sheet has the title: {book}");
    let words = part(&workbook, "xl/sharedStrings.xml");
    assert!(words.contains("Neraca tahun lalu."), "{words}");
    assert_eq!(words.matches("Akhir.").count(), 1);
}

#[test]
fn a_row_is_as_high_as_its_words_need() {
    let cash = sheet(&given::cash_book(3), 1);
    // The third purchase has 98 letters in a column of 52.
    let high = cash.split("<row ").filter(|row| row.contains("ht=\"45\"")).count();
    let title = cash.split("<row ").filter(|row| row.contains("ht=\"21\"")).count();
    assert_eq!((high, title), (1, 1), "{cash}");
}

#[test]
fn a_head_stays_in_sight_only_above_tables_that_it_fits() {
    let statement = sheet(&given::balance_sheet(), 1);
    assert!(statement.contains("state=\"frozen\""), "the dates are those of both tables");
    let mut document = given::notes();
    document.parts.extend(given::income().parts);
    let notes = sheet(&document, 1);
    assert!(!notes.contains("state=\"frozen\""), "{notes}");
}

#[test]
fn the_sheet_is_printed_whole_with_letterhead_signatures_and_seal() {
    let workbook = reports::xlsx(&given::balance_sheet()).expect("a workbook");
    let words = part(&workbook, "xl/sharedStrings.xml");
    for expected in [
        "Badan Hukum AHU",
        "Pangkalpinang, 30 November 2026",
        "Sekretaris",
        "Bu Contoh Marni",
        "Segel Oktober",
    ] {
        assert!(words.contains(expected), "{expected}");
    }
    let book = part(&workbook, "xl/workbook.xml");
    assert!(book.contains("Print_Area") && book.contains("Neraca!$A$1:$"), "{book}");
}
