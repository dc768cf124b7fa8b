//! Journey 4: a month is closed and stays as it is; the supervisor sees it and changes nothing.
#![cfg(test)]

use super::given::{self, MARNI, at, member, months_ago, record};
use super::server::Server;
use super::visitor::Visitor;

fn closes_the_month(visitor: &Visitor) {
    let month = months_ago(2);
    visitor.open(given::BASE);
    visitor.press(&format!("{} belum ditutup", month.long()));
    visitor.sees(&["Yang diperiksa", "Neraca seimbang cocok", "Semua transaksi ada bukti 1 belum"]);
    visitor.sees(&["Uang masuk 50.000", "Saldo kas dan bank akhir 50.000"]);
    // What has no proof is listed, and back.
    visitor.press("Semua transaksi ada bukti");
    visitor.sees(&[&format!("Transaksi tanpa bukti, {}", month.long()), "1 transaksi, Rp50.000"]);
    visitor.open(&at("tutup-bulan"));
    visitor.tick("Saya sudah menghitung kas");
    visitor.tick("Saya tahu 1 hal belum beres");
    visitor.press(&format!("Tutup {}", month.long()));
    visitor.sees(&[&format!("{} sudah ditutup dan disegel.", month.long()), "Bulan yang sudah ditutup"]);
    visitor.sees(&["Diketahui belum beres: Semua transaksi ada bukti (1 belum)."]);
    assert_eq!(visitor.all("tbody .state"), ["ditutup"]);
}

fn is_refused_beside_the_date(visitor: &Visitor) {
    let month = months_ago(2);
    let sentence = format!(
        "Bulan {month} sudah ditutup. Catat di {next}, atau minta ketua membuka {month}.",
        month = month.long(),
        next = month.next().long()
    );
    visitor.open(&at("catat/bayar-konsumsi"));
    visitor.fill("Jumlah", "15000");
    visitor.fill("Tanggal", &month.last_day().to_string());
    visitor.fill("Catatan", "air minum tamu");
    visitor.press("Simpan");
    visitor.sees(&["Belum tersimpan."]);
    assert_eq!(visitor.error_beside("Tanggal"), sentence);
    assert_eq!(visitor.holds("Jumlah"), "15.000");
    assert_eq!(visitor.holds("Tanggal"), month.last_day().to_string());
    assert_eq!(visitor.holds("Catatan"), "air minum tamu");
    // As the sentence says.
    visitor.fill("Tanggal", &month.next().first_day().to_string());
    visitor.press("Simpan");
    visitor.sees(&["Tersimpan.", "Rp15.000"]);
}

/// Pages that somebody who only looks may open.
const PAGES: [(&str, &str); 17] = [
    ("", "Neraca seimbang"),
    ("buku", "Buku besar"),
    ("buku/kas", "Saldo buku sama dengan neraca"),
    ("buku/besar?akun=31100", "Simpanan pokok"),
    ("transaksi/1", "Yang tercatat"),
    ("kwitansi/1", "lima puluh ribu rupiah"),
    ("anggota", "Bu Marni"),
    ("anggota/1", "Simpanan wajib"),
    ("simpanan", "Belum dibayar"),
    ("laporan", "Neraca seimbang"),
    ("laporan/neraca", "Jumlah harta"),
    ("laporan/phu", "Beban konsumsi"),
    ("tutup-bulan", "Bendahara yang menutup bulan."),
    ("tutup-bulan/tanpa-bukti", "Transaksi tanpa bukti"),
    ("tutup-bulan/akrual", "Beban yang sudah terjadi, belum dibayar"),
    ("tutup-tahun", "Tahun yang sudah ditutup tetap"),
    ("persetujuan", "Persetujuan"),
];

/// What changes something, each with fields that would be good enough.
const CHANGES: [(&str, &[(&str, &str)]); 10] = [
    ("catat/bayar-konsumsi", &[("amount", "1000"), ("place", "11100")]),
    ("catat/jurnal", &[("description", "Uji")]),
    ("transaksi/1/batal", &[("reason", "Ingin saja")]),
    ("persetujuan/1", &[("decision", "approve")]),
    ("tutup-bulan", &[("counted", "ya")]),
    ("tutup-bulan/akrual", &[("amount", "1000"), ("account", "61200")]),
    ("tutup-tahun", &[("year", "2025"), ("sure", "ya")]),
    ("anggota/baru", &[("name", "Pak Yusuf"), ("nik", "1971040503880003")]),
    ("mitra", &[("name", "Toko Uji"), ("kind", "pemasok")]),
    ("pengaturan/pengguna/undang", &[("name", "Pak Uji"), ("role", "chair")]),
];

fn looks_and_changes_nothing(visitor: &Visitor) {
    for (page, sentence) in PAGES {
        visitor.open(at(page).trim_end_matches('/'));
        visitor.sees(&[sentence]);
        let forms = visitor.all("main form[method=post], main .primary");
        assert!(forms.is_empty(), "{page} offers {forms:?}");
        let verbs = visitor.all("main a.button, main button, nav:not(.crumbs) a");
        let changes = ["Catat", "Terima", "Ubah", "Batalkan", "Setujui", "Tutup", "Tambah", "Simpan"];
        let change = verbs.iter().find(|verb| changes.iter().any(|change| verb.starts_with(change)));
        assert_eq!(change, None, "{page}");
    }
    for (action, fields) in CHANGES {
        let answer = visitor.send(given::BASE, &at(action), fields);
        assert_eq!(answer.status, 403, "{action} {answer:?}");
    }
}

#[test]
fn a_closed_month_stays_as_it_is_and_the_supervisor_only_looks() {
    let Some(server) = Server::new() else { return };
    let officers = [("treasurer", "Bendahara"), ("supervisor", "Pengawas")];
    let mut visitor = given::cooperative(&server, &officers);
    visitor.becomes("Bendahara");
    member(&visitor, MARNI, months_ago(2).first_day());
    closes_the_month(&visitor);
    is_refused_beside_the_date(&visitor);
    let second = record(&visitor, "bayar-konsumsi", &months_ago(2).last_day().to_string(), "15000", &[]);
    assert_eq!(second.path, at("catat/bayar-konsumsi"), "posted into a closed month: {second:?}");

    visitor.becomes("Pengawas");
    looks_and_changes_nothing(&visitor);
    visitor.open(&at("buku/kas"));
    visitor.sees(&["Saldo buku sama dengan neraca"]);
    visitor.expects_refusals();
    visitor.was_quiet();
}
