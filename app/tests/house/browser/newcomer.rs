//! Journey 1: from the first start to a treasurer who signs in.
#![cfg(test)]

use super::given::{PASSWORD, VILLAGE, at};
use super::server::Server;
use super::visitor::Visitor;

/// Fills in who one is, on the page of a set-up link or an invitation.
fn introduce(visitor: &Visitor, name: &str, login: &str) {
    visitor.fill("Nama lengkap", name);
    visitor.fill("Nama pengguna", login);
    visitor.fill("Kata sandi", PASSWORD);
    visitor.fill("Kata sandi sekali lagi", PASSWORD);
    visitor.press("Buat akun");
    visitor.sees(&["Selamat datang. Tautan tadi tidak bisa dipakai lagi."]);
}

fn is_used_up(visitor: &mut Visitor, link: &str) {
    visitor.becomes("orang lain");
    visitor.open(link);
    visitor.sees_without(&["Tautan ini"], &["Buat akun"]);
    visitor.expects_refusals();
}

#[test]
fn a_newcomer_sets_up_registers_a_cooperative_and_invites_its_treasurer() {
    let Some(server) = Server::new() else { return };
    let mut visitor = Visitor::at(&server);
    let setup = server.setup.clone().unwrap();
    visitor.becomes("pengelola");
    visitor.open(&setup);
    visitor.sees(&["Pengguna pertama"]);
    introduce(&visitor, "Pak Uji Pengelola", "pengelola");
    is_used_up(&mut visitor, &setup);

    visitor.becomes("pengelola");
    visitor.open("/tempat");
    visitor.fill("Kode wilayah", "19.71");
    visitor.press("Buka");
    visitor.sees(&["Belum ada koperasi yang tercatat di wilayah ini."]);
    visitor.press("Daftarkan koperasi");
    visitor.fill("Kelurahan atau desa", VILLAGE);
    visitor.tick("Gerai sembako");
    visitor.press("Daftarkan");
    visitor.sees(&["Koperasi terdaftar.", "Yang bisa masuk dan bekerja di KKMP Pintu Air"]);
    assert_eq!(visitor.path(), at("pengaturan/pengguna"));

    visitor.fill("Nama", "Bu Melati Uji");
    visitor.choose("Peran", "Bendahara");
    visitor.press("Buat undangan");
    visitor.sees(&["bisa dibuka satu kali"]);
    let message = visitor.holds("Pesan");
    let link =
        message.split_whitespace().find_map(|word| Some(word.get(word.find("/undangan/")?..)?.to_owned()));
    let link = link.unwrap_or_else(|| panic!("no link in {message:?}"));

    visitor.becomes("bendahara");
    visitor.open(&link);
    visitor.sees(&["Bu Melati Uji diundang menjadi Bendahara di KKMP Pintu Air"]);
    introduce(&visitor, "Bu Melati Uji", "melati.uji");
    visitor.sees(&["Menunggu Anda", "Neraca seimbang"]);
    is_used_up(&mut visitor, &link);

    visitor.becomes("bendahara di perangkat lain");
    visitor.open(&at("anggota"));
    visitor.fill("Nama pengguna", "melati.uji");
    visitor.fill("Kata sandi", "salah sekali");
    visitor.press("Masuk");
    visitor.sees(&["Nama pengguna atau kata sandi"]);
    visitor.fill("Kata sandi", PASSWORD);
    visitor.press("Masuk");
    visitor.sees(&["Belum ada anggota.", "Daftarkan yang pertama"]);
    assert_eq!(visitor.path(), at("anggota"));
    visitor.expects_refusals();
    visitor.was_quiet();
}
