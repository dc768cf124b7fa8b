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
    visitor.sees(&["Sudah ada 4", "Siap dicatat 0", "tidak ada yang perlu dicatat", "Buka buku"]);
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

/// A book that asks: columns without a heading, and bare days on a sheet of no month.
fn book_that_asks(folder: &Path) -> Result<PathBuf, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Tanpa judul")?;
    let month = months_ago(2);
    for (row, (words, money_in, money_out, balance)) in
        (0..).zip([("Laba Brilink", 70_000, 0, 70_000), ("Biaya Rapat Pengurus", 0, 20_000, 50_000)])
    {
        sheet.write_string(row, 0, format!("{} {}", row + 3, month.long()))?;
        sheet.write_string(row, 1, words)?;
        let (column, amount) = if money_in > 0 { (2, money_in) } else { (3, money_out) };
        sheet.write_number(row, column, amount)?;
        sheet.write_number(row, 4, balance)?;
    }
    let bare = workbook.add_worksheet();
    bare.set_name("Lembar lain")?;
    for (column, heading) in (0..).zip(["Tgl", "Uraian", "Masuk", "Keluar"]) {
        bare.write_string(0, column, heading)?;
    }
    bare.write_number(1, 0, 9)?;
    bare.write_string(1, 1, "Laba Brilink")?;
    bare.write_number(1, 2, 15_000)?;
    let file = folder.join("Buku bertanya.xlsx");
    workbook.save(&file)?;
    Ok(file)
}

/// Drops a file on the card by the page's own events, as a hand would.
const DROP: &str = "const bag = new DataTransfer();
    bag.items.add(new File([new Uint8Array(2048)], 'Seretan.xlsx'));
    const card = document.querySelector('[data-drop]');
    const said = (type) => card.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: bag }));
    said('dragover');
    const over = card.classList.contains('over');
    said('drop');
    return over && !card.classList.contains('over');";

fn drops_a_file(visitor: &Visitor) {
    visitor.open(&at("impor"));
    visitor.sees(&["seret ke mana saja di kotak ini"]);
    let is_lit = visitor.look(|| {
        let lit = visitor.driver.run(DROP, &[]).ok()?;
        (lit == serde_json::json!(true)).then_some(())
    });
    assert!(is_lit.is_some(), "the card is lit while a file is over it");
    visitor.sees(&["Seretan.xlsx · 2 KB"]);
}

fn answers_and_changes_the_answer(visitor: &Visitor, file: &Path) {
    brings(visitor, file);
    visitor.sees(&["Jawab dulu pertanyaan ini", "Lembar Tanpa judul", "Lembar Lembar lain"]);
    assert_eq!(visitor.holds("Kolom C adalah"), "masuk", "the guess stands above the column");
    visitor.choose("Bulan", months_ago(3).long().split(' ').next().unwrap());
    visitor.fill("Tahun", &months_ago(3).year().to_string());
    visitor.press("Baca lagi dengan jawaban ini");
    visitor.sees(&["Dibaca lagi dengan jawaban Anda.", "Siap dicatat 3"]);
    // The same file again leads to what was begun.
    brings(visitor, file);
    visitor.sees(&["Berkas ini sudah pernah dibawa", "Siap dicatat 3"]);
    visitor.press("Cara tiap lembar dibaca");
    visitor.press("Lembar lain");
    visitor.sees(&["Ubah di sini bila lembar ini terbaca keliru."]);
    visitor.tick("Bukan bagian dari buku ini");
    visitor.press("Baca lagi");
    visitor.sees(&["Dibaca lagi dengan jawaban Anda.", "Siap dicatat 2"]);
    visitor.press("Seberapa pasti");
    visitor.sees(&["Pada 80 persen, 2 dari 2 baris dicatat tanpa dilihat"]);
    visitor.choose("Batas", "100 persen");
    visitor.press("Pakai batas ini");
    visitor.sees(&["Perlu dilihat 2", "Tinggal 2 kelompok"]);
    visitor.press("Buang draf ini");
    visitor.press("Buang draf");
    visitor.sees(&["Draf dibuang beserta berkasnya.", "Impor dari Excel"]);
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
    drops_a_file(&visitor);
    answers_and_changes_the_answer(&visitor, &book_that_asks(folder.path()).unwrap());
    is_told_what_is_no_workbook(&visitor, folder.path());
    visitor.expects_refusals();
    visitor.was_quiet();
}
