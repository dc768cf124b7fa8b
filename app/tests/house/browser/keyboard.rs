//! The keyboard: a treasurer who records all day does not reach for the mouse.
#![cfg(test)]

use super::given::{self, MARNI, at, member, months_ago, record, today};
use super::server::Server;
use super::visitor::{CONTROL, DOWN, ENTER};

#[test]
fn a_treasurer_finds_records_and_saves_without_a_mouse() {
    let Some(server) = Server::new() else { return };
    let mut visitor = given::cooperative(&server, &[("treasurer", "Bendahara")]);
    visitor.becomes("Bendahara");
    let card = member(&visitor, MARNI, months_ago(1).first_day());
    visitor.open(given::BASE);
    visitor.keys("/");
    visitor.keys(&format!("anggota 001{ENTER}"));
    visitor.sees(&["Data anggota"]);
    assert_eq!(visitor.path(), card, "the only one who was found is opened");

    visitor.keys("c");
    visitor.sees(&["Tulis apa yang terjadi, atau pilih di bawah"]);
    assert_eq!(visitor.path(), at("catat"));
    // The field has the cursor: typing finds, Enter opens the first.
    visitor.keys("simwa");
    visitor.sees_without(&["Terima simpanan wajib"], &["Setor ke bank"]);
    visitor.keys(&ENTER.to_string());
    visitor.sees(&["Kalau kosong, dihitung dari bulan pertama yang belum dibayar."]);
    visitor.keys("40000");
    visitor.fill("Dari", "marni");
    visitor.sees(&["Simpanan wajib Bu Marni menjadi Rp40.000"]);
    visitor.keys(&format!("{CONTROL}{ENTER}"));
    visitor.sees(&["Tersimpan.", "Rp40.000"]);

    let second = record(&visitor, "bayar-konsumsi", &today().to_string(), "15000", &[]).path;
    visitor.open(&at("buku/kas"));
    visitor.driver.run("document.querySelector('#lembar tbody a').focus()", &[]).unwrap();
    visitor.keys(&DOWN.to_string());
    visitor.keys(&ENTER.to_string());
    visitor.sees(&["Yang tercatat", "Rp15.000"]);
    assert_eq!(visitor.path(), second.replace("?tersimpan=1", ""));
    visitor.was_quiet();
}
