//! Journey: a cooperative that has kept its books in Excel begins here: its members, then what it had.
#![cfg(test)]

use std::path::PathBuf;

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use super::given::{self, at, today};
use super::server::Server;
use super::visitor::Visitor;

/// The last day of the year that is over.
fn last_year() -> String {
    format!("31 Desember {}", today().year() - 1)
}

/// A register as it is kept in Excel: one row is good, one has a NIK that is too short.
fn register(folder: &TempDir, second_nik: &str) -> PathBuf {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let joined = format!("01/07/{}", today().year() - 1);
    let rows = [
        ["No. Anggota", "Nama", "NIK", "Alamat", "Tgl masuk", "Simpanan pokok", "Simpanan wajib"],
        ["017", "Bu Contoh Marni", "1971044503900002", "Jalan Uji 1", &joined, "50.000", "120.000"],
        ["018", "Pak Contoh Jati", second_nik, "Jalan Uji 2", &joined, "50.000", ""],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    let path = folder.path().join("anggota.xlsx");
    book.save(&path).unwrap();
    path
}

fn brings_the_members(visitor: &Visitor, folder: &TempDir) {
    visitor.open(&at("anggota/impor"));
    visitor.attach("Berkas Excel", &register(folder, "19710405038"));
    visitor.press("Periksa dulu");
    visitor.sees(&["Akan diterima", "harus 16 angka, yang diisi 11 angka", "baris 3 · nik"]);
    visitor.attach("Berkas Excel", &register(folder, "1971040503880003"));
    visitor.press("Terima");
    visitor.sees(&["2 orang diterima, dengan simpanan awal Rp220.000.", "Bu Contoh Marni", "017"]);
    visitor.open(&at("anggota/impor"));
    visitor.attach("Berkas Excel", &register(folder, "1971040503880003"));
    visitor.press("Terima langsung");
    visitor.sees(&["Semua orang di berkas ini sudah ada di daftar"]);
}

fn says_what_there_was(visitor: &Visitor) {
    visitor.open(&at("saldo-awal"));
    visitor.sees(&[&last_year(), "Belum dirinci -Rp220.000"]);
    visitor.fill("Kas", "2500000");
    assert_eq!(visitor.holds("Kas"), "2.500.000");
    // While typing, without a button.
    visitor.sees(&["Harta Rp2.500.000, utang dan modal Rp220.000.", "Masih selisih Rp2.280.000"]);
    visitor.press("Simpan");
    visitor.sees(&["Belum tersimpan."]);
    let beside = visitor.error_beside("Simpan dulu; selisihnya");
    assert!(beside.starts_with("Lengkapi dulu yang belum ditulis"), "{beside}");
    visitor.fill("Hibah dan modal sumbangan", "2000000");
    visitor.fill("Tempel dari Excel", "Nama;Sukarela\nContoh Jati;280.000\nSiti Tidak Ada;1.000");
    visitor.press("Hitung");
    visitor.sees(&["Baris 3: “Siti Tidak Ada” belum ada di daftar anggota."]);
    visitor.fill("Tempel dari Excel", "Nama;Sukarela\nContoh Jati;280.000");
    visitor.sees(&["Sudah seimbang.", "3 saldo akan diubah"]);
    visitor.press("Simpan");
    visitor.sees(&[&format!("Saldo awal per {} tersimpan: BM/", last_year())]);
    visitor.sees_without(&["Sudah seimbang."], &["Belum dirinci -Rp", "Belum dirinci Rp"]);
    visitor.press("Simpan");
    visitor.sees(&["Tidak ada yang berubah: angka ini sudah sama dengan buku."]);
}

#[test]
fn a_cooperative_begins_with_its_members_and_what_it_had() {
    let Some(server) = Server::new() else { return };
    let mut visitor = given::cooperative(&server, &[("treasurer", "Bendahara"), ("supervisor", "Pengawas")]);
    let folder = TempDir::new().unwrap();
    visitor.becomes("Bendahara");
    brings_the_members(&visitor, &folder);
    says_what_there_was(&visitor);
    visitor.open(&at("anggota/1"));
    visitor.sees(&["Bu Contoh Marni", "Rp120.000"]);

    visitor.becomes("Pengawas");
    visitor.open(&at("saldo-awal"));
    visitor.sees(&["Bendahara yang mengisi saldo awal.", "2.500.000"]);
    assert!(visitor.all("main form[method=post], main .primary").is_empty());
    visitor.expects_refusals();
    visitor.was_quiet();
}
