//! Journey 2: a treasurer's day, from a new member to the balance sheet.
#![cfg(test)]

use std::path::PathBuf;

use image::{Rgb, RgbImage};
use tempfile::TempDir;

use super::given::{self, MARNI, at, months_ago, record, today};
use super::server::Server;
use super::visitor::Visitor;

/// A photo of a receipt as a telephone takes it, wider than the program keeps.
fn photo(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("bukti.png");
    let dot = |x: u32, y: u32| u8::try_from((x / 7 + y / 5) % 256).unwrap();
    RgbImage::from_fn(2000, 1200, |x, y| Rgb([dot(x, y), dot(y, x), 200])).save(&path).unwrap();
    path
}

/// The months of the strip that are paid, over all years that it may show.
pub fn paid_months(visitor: &Visitor, card: &str) -> usize {
    (months_ago(7).year()..=today().year())
        .map(|year| {
            visitor.open(&format!("{card}?tahun={year}"));
            visitor.all(".months li").iter().filter(|month| month.ends_with("lunas")).count()
        })
        .sum()
}

fn registers_a_member(visitor: &Visitor) {
    let since = months_ago(7).first_day();
    visitor.open(&at("anggota"));
    visitor.press("Terima anggota baru");
    visitor.fill("Nama", MARNI.name);
    // Nobody was born on the 99th.
    visitor.fill("NIK", "1971049903900002");
    visitor.fill("Tanggal mendaftar", &since.to_string());
    visitor.press("Simpan");
    visitor.sees(&["Belum tersimpan."]);
    assert!(visitor.error_beside("NIK").contains("bukan tanggal lahir yang mungkin"));
    assert!(visitor.error_beside("Alamat").contains("alamat"), "{}", visitor.error_beside("Alamat"));
    assert_eq!(visitor.error_beside("Nama"), "");
    assert_eq!(visitor.holds("Nama"), MARNI.name);
    assert_eq!(visitor.holds("NIK"), "1971049903900002");
    assert_eq!(visitor.holds("Tanggal mendaftar"), since.to_string());
    visitor.fill("NIK", MARNI.nik);
    visitor.fill("Alamat", "Jalan Uji 1, RT 02 RW 01");
    visitor.press("Simpan");
    visitor.sees(&["Pendaftaran tersimpan.", "1971**********02"]);

    visitor.press("Periksa pendaftaran");
    visitor.fill("Tanggal diterima pengurus", &since.to_string());
    visitor.press("Terima pendaftaran");
    visitor.sees(&["Pendaftaran Bu Marni diterima.", "Menunggu simpanan pokok"]);

    visitor.press("Terima simpanan pokok");
    visitor.fill("Jumlah", "50000");
    visitor.fill("Tanggal", &since.to_string());
    visitor.sees(&["Simpanan pokok Bu Marni menjadi Rp50.000, lunas. Bu Marni menjadi anggota."]);
    visitor.press("Simpan");
    visitor.sees(&["Tersimpan.", "Simpanan pokok an. Bu Marni"]);
}

/// Six months at once, with a photo, by a hand that presses twice.
fn takes_six_months(visitor: &Visitor, card: &str) {
    let folder = TempDir::new().unwrap();
    visitor.open(card);
    visitor.sees(&["Anggota 001", "Aktif"]);
    visitor.press("Terima simpanan wajib");
    visitor.fill("Jumlah", "120000");
    assert_eq!(visitor.holds("Jumlah"), "120.000");
    assert_eq!(visitor.holds("Dari"), "Bu Marni · anggota 001");
    let months = format!("{} – {}", short(7), short(2));
    let will =
        format!("Kas bertambah Rp120.000. Simpanan wajib Bu Marni menjadi Rp120.000 ({months}, 6 bulan).");
    visitor.sees(&[&will]);
    visitor.attach("Foto bukti", &photo(&folder));
    // What is shown of the photo moves the button; then it stays where it is.
    assert_eq!(visitor.look(|| (visitor.all(".thumbs canvas").len() == 1).then_some(())), Some(()));
    visitor.press_twice("Simpan");
    visitor.sees(&[
        "Tersimpan.",
        &format!("Simpanan wajib an. Bu Marni, {months} (6 bulan)"),
        "Lihat foto bukti",
    ]);
    let width = visitor.look(|| {
        let width =
            visitor.driver.run("return document.querySelector('img.voucher').naturalWidth", &[]).ok()?;
        width.as_u64().filter(|width| *width > 0)
    });
    assert_eq!(width, Some(1600), "the browser should have made the photo smaller");

    visitor.press("Kuitansi");
    visitor.sees(&[
        "Kuitansi BKM/",
        "Rp120.000",
        "seratus dua puluh ribu rupiah",
        &format!("{months} (6 bulan)"),
    ]);
    assert_eq!(paid_months(visitor, card), 6);
}

/// "Apr 2026" of a month so many months ago.
fn short(months: i64) -> String {
    let day = months_ago(months).first_day().short();
    day.split_once(' ').unwrap().1.to_owned()
}

/// A form that arrives twice, as from a telephone that lost its signal, is one act.
fn resends_a_form(visitor: &Visitor) {
    let again = || {
        let command = [("_command", "dikirim-dua-kali"), ("party", "Bu Marni")];
        record(visitor, "terima-simpanan-sukarela", &today().to_string(), "35000", &command)
    };
    let (first, second) = (again(), again());
    assert!(first.path.contains("/transaksi/"), "{first:?}");
    assert_eq!(first.path, second.path);
}

#[test]
fn a_treasurer_takes_a_member_and_her_dues_and_the_books_follow() {
    let Some(server) = Server::new() else { return };
    let mut visitor = given::cooperative(&server, &[("treasurer", "Bendahara")]);
    visitor.becomes("Bendahara");
    registers_a_member(&visitor);
    let card = at("anggota/1");
    takes_six_months(&visitor, &card);
    resends_a_form(&visitor);

    visitor.open(&at("buku/kas"));
    visitor.sees(&["Buku Kas", "Saldo buku sama dengan neraca"]);
    let rows = visitor.all("#lembar tbody tr");
    assert_eq!(rows.len(), 3, "last month's balance and two entries, each once: {rows:#?}");
    assert!(rows[0].ends_with("50.000") && rows[0].contains("Saldo bulan lalu"), "{}", rows[0]);
    assert!(
        rows[1].contains("Simpanan wajib an. Bu Marni") && rows[1].contains("120.000 170.000"),
        "{}",
        rows[1]
    );
    assert!(rows[2].contains("35.000 205.000"), "{}", rows[2]);
    visitor.open(&at("laporan/neraca"));
    visitor.sees(&["Neraca seimbang", "Jumlah harta aset 205.000", "Jumlah utang dan modal 205.000"]);
    visitor.expects_refusals();
    visitor.was_quiet();
}
