//! Documents as text, as a workbook and as PDF: what a reader sees.
#![forbid(unsafe_code)]
#![allow(clippy::expect_used, reason = "a test that cannot go on should say so at once")]

mod given;
mod many;
mod objects;
mod paper;
mod reader;
mod tags;
mod tokens;
mod workbook;

use std::io::{Cursor, Read};

use kernel::Rupiah;
use reports::{Cell, Column, Document, Paper, Part, Row, Table};

use crate::given::day;

fn given_a_statement() -> Document {
    let row = |name: &str, amount| vec![name.into(), Cell::Money(Rupiah(amount))];
    Document {
        subtitle: vec!["per 31 Oktober 2026".to_owned()],
        parts: vec![Part::Table(Table {
            heading: String::new(),
            columns: vec![Column::text("Harta"), Column::money("31 Okt 2026")],
            rows: vec![
                Row::heading(0, "Aset tetap"),
                Row::detail(row("Peralatan", 6_500_000)),
                Row::detail(row("Akumulasi penyusutan", -1_625_000)),
                Row::detail(row("Tanah", 0)),
                Row::subtotal(row("Jumlah aset tetap", 4_875_000)),
            ],
            totals: vec![Row::plain(row("Jumlah harta", 4_875_000))],
        })],
        footer: vec!["Neraca seimbang".to_owned()],
        ..Document::new("KKMP Contoh Bahari", "Neraca")
    }
}

fn given_a_book() -> Document {
    Document {
        title: "Buku kas".to_owned(),
        parts: vec![Part::Table(Table {
            heading: "Kas".to_owned(),
            columns: vec![
                Column::number("No"),
                Column::date("Tanggal"),
                Column::text("Uraian"),
                Column::money("Debet"),
            ],
            rows: vec![Row::plain(vec![
                Cell::Number(1),
                day("2026-11-24").into(),
                "=1+1 Terima simpanan wajib an. Bu Contoh Marni untuk Juli sampai Desember 2026".into(),
                Rupiah(9_007_199_254_740_993).into(),
            ])],
            totals: Vec::new(),
        })],
        paper: Paper::A4Wide,
        ..given_a_statement()
    }
}

/// The text of one part of the workbook.
fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("a workbook is a zip");
    let mut text = String::new();
    archive.by_name(name).expect("the part").read_to_string(&mut text).expect("its text");
    text
}

#[test]
fn a_statement_lines_up_in_a_terminal() {
    let expected = "\
KKMP Contoh Bahari
Neraca
per 31 Oktober 2026

Harta                   31 Okt 2026
-----------------------------------
Aset tetap
  Peralatan              6.500.000
  Akumulasi penyusutan  (1.625.000)
  Tanah                          –
Jumlah aset tetap        4.875.000
===================================
Jumlah harta             4.875.000

Neraca seimbang
";
    assert_eq!(reports::text(&given_a_statement()), expected);
}

#[test]
fn long_words_go_on_in_the_next_line() {
    let text = reports::text(&given_a_book());
    assert!(text.contains("\n 1  24 Nov 2026  =1+1 Terima simpanan wajib an. Bu Contoh"), "{text}");
    assert!(text.contains("\n                 Marni untuk Juli sampai Desember 2026\n"), "{text}");
    assert!(text.lines().all(|line| line.trim_end() == line), "{text}");
}

#[test]
fn a_workbook_has_real_numbers_and_prints_on_a4() {
    let workbook = reports::xlsx(&given_a_statement()).expect("a workbook");
    let sheet = part(&workbook, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<v>-1625000</v>") && sheet.contains("<v>4875000</v>"), "{sheet}");
    assert!(sheet.contains("paperSize=\"9\"") && sheet.contains("fitToHeight=\"0\""), "{sheet}");
    assert!(!sheet.contains("landscape"), "{sheet}");
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("ySplit=\"5\""), "{sheet}");
    let styles = part(&workbook, "xl/styles.xml");
    assert!(styles.contains("#,##0;(#,##0);&quot;–&quot;"), "{styles}");
    let book = part(&workbook, "xl/workbook.xml");
    assert!(book.contains("Print_Titles") && book.contains("Neraca!$5:$5"), "{book}");
}

#[test]
fn what_looks_like_a_formula_stays_words_and_what_is_too_large_too() {
    let workbook = reports::xlsx(&given_a_book()).expect("a workbook");
    let sheet = part(&workbook, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "{sheet}");
    assert!(sheet.contains("orientation=\"landscape\""), "{sheet}");
    let words = part(&workbook, "xl/sharedStrings.xml");
    assert!(words.contains("=1+1 Terima") && words.contains("9.007.199.254.740.993"), "{words}");
    // 24 November 2026 as Excel counts days.
    assert!(sheet.contains("<v>46350</v>"), "{sheet}");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let once = reports::xlsx(&given_a_statement()).expect("a workbook");
    assert_eq!(once, reports::xlsx(&given_a_statement()).expect("a workbook"));
}
