//! Journey 9: the Excel cash book becomes a balance sheet, once, and can be taken back.
#![cfg(test)]

use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Workbook, XlsxError};

use super::given::{self, at, months_ago};
use super::server::Server;
use super::visitor::Visitor;

/// What officers keep: three lines above the table, last month's balance first, the month's sum last.
fn cash_book(folder: &Path) -> Result<PathBuf, XlsxError> {
    let month = months_ago(1);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(month.long())?;
    for (row, text) in (0..).zip(["KOPERASI CONTOH", "BUKU KAS UMUM", &format!("Bulan : {}", month.long())]) {
        sheet.write_string(row, 0, text)?;
    }
    let headings = [
        "No",
        "Tanggal",
        "Uraian Transaksi",
        "Bukti",
        "Debet (Rp)",
        "Kredit (Rp)",
        "Saldo (Rp)",
        "Keterangan",
    ];
    for (column, heading) in (0..).zip(headings) {
        sheet.write_string(4, column, heading)?;
    }
    sheet.write_string(5, 2, "Saldo Kas Bulan Lalu")?;
    sheet.write_number(5, 6, 1_000_000)?;
    let rows = [
        ("Laba Brilink", 87_500, 0, 1_087_500),
        ("Kencleng ronda", 10_000, 0, 1_097_500),
        ("Kencleng ronda", 10_000, 0, 1_107_500),
        ("Setor ke bank", 0, 500_000, 607_500),
    ];
    for (row, (words, money_in, money_out, balance)) in (6..).zip(rows) {
        let date = format!("Tgl {:02} {}", row - 3, month.long());
        sheet.write_string(row, 1, &date)?;
        sheet.write_string(row, 2, words)?;
        if money_in > 0 {
            sheet.write_number(row, 4, money_in)?;
        } else {
            sheet.write_number(row, 5, money_out)?;
        }
        sheet.write_number(row, 6, balance)?;
    }
    sheet.write_string(10, 2, "Transaksi Bulan ini")?;
    sheet.write_number(10, 4, 107_500)?;
    sheet.write_number(10, 5, 500_000)?;
    let file = folder.join("Buku Kas.xlsx");
    workbook.save(&file)?;
    Ok(file)
}

fn brings(visitor: &Visitor, file: &Path) {
    visitor.open(&at("buku"));
    visitor.press("Impor dari Excel");
    visitor.attach("Berkas Excel", file);
    visitor.press("Baca berkas");
}

fn decides_and_records(visitor: &Visitor) {
    visitor.sees(&[
        "Siap dicatat 2",
        "Perlu dilihat 2",
        "2 baris “Kencleng ronda”",
        "Saldo akhir dihitung ulang 607.500",
    ]);
    visitor.fill("Ini uang masuk apa", "Terima pendapatan lain");
    visitor.press("Catat sebagai ini");
    visitor.sees(&["Diputuskan.", "Siap dicatat 4"]);
    visitor.press_twice("Catat 4 baris");
    visitor.sees(&["Tercatat 4", "Batalkan seluruh impor ini"]);
    visitor.open(&at("laporan/neraca"));
    visitor.sees(&["Neraca seimbang", "Kas 607.500", "Bank 500.000"]);
}

fn brings_it_again(visitor: &Visitor, file: &Path) {
    brings(visitor, file);
    visitor.sees(&["Sudah ada 4", "Siap dicatat 0"]);
}

fn takes_it_back(visitor: &Visitor) {
    visitor.open(&at("impor/1"));
    visitor.press("Batalkan seluruh impor ini");
    visitor.fill("Alasan", "salah berkas");
    visitor.press("Batalkan impor");
    visitor.sees(&["Impor dibatalkan: 5 transaksi dibalik."]);
    visitor.open(&at("laporan/neraca"));
    visitor.sees_without(&["Neraca seimbang"], &["607.500"]);
}

fn is_told_what_is_no_workbook(visitor: &Visitor, folder: &Path) {
    let file = folder.join("Buku.xlsx");
    std::fs::write(&file, b"bukan buku").unwrap();
    brings(visitor, &file);
    visitor.sees(&["Berkas belum diterima."]);
    assert!(!visitor.error_beside("Berkas Excel").is_empty());
}

#[test]
fn an_excel_cash_book_becomes_a_balance_sheet_once_and_is_taken_back() {
    let Some(server) = Server::new() else { return };
    let mut visitor = given::cooperative(&server, &[("treasurer", "Bendahara")]);
    let folder = tempfile::tempdir().unwrap();
    let file = cash_book(folder.path()).unwrap();
    visitor.becomes("Bendahara");
    brings(&visitor, &file);
    decides_and_records(&visitor);
    brings_it_again(&visitor, &file);
    takes_it_back(&visitor);
    is_told_what_is_no_workbook(&visitor, folder.path());
    visitor.expects_refusals();
    visitor.was_quiet();
}
