//! Journey 3: a mistake is taken back by two people, and everything that followed from it too.
#![cfg(test)]

use super::given::{self, MARNI, at, member, months_ago, record, today};
use super::server::Server;
use super::treasurer::paid_months;

#[test]
fn a_mistake_is_taken_back_by_a_second_person() {
    let Some(server) = Server::new() else { return };
    let officers = [("treasurer", "Bendahara"), ("chair", "Ketua")];
    let mut visitor = given::cooperative(&server, &officers);
    visitor.becomes("Bendahara");
    let card = member(&visitor, MARNI, months_ago(7).first_day());
    let wrong =
        record(&visitor, "terima-simpanan-wajib", &today().to_string(), "120000", &[("party", MARNI.name)])
            .path;
    assert_eq!(paid_months(&visitor, &card), 6);

    visitor.open(&wrong);
    visitor.press("Salah catat? Ajukan pembatalan");
    visitor.fill("Alasan", "Uangnya dari anggota lain");
    visitor.press("Ajukan pembatalan");
    visitor.sees(&["Pembatalan diajukan."]);
    visitor.open(&at("persetujuan"));
    visitor.sees_without(&["1 menunggu.", "Uangnya dari anggota lain"], &["Setujui pembatalan"]);
    let alone = visitor.send(&at("persetujuan"), &at("persetujuan/1"), &[("decision", "approve")]);
    assert_eq!(alone.status, 403, "{alone:?}");
    assert_eq!(paid_months(&visitor, &card), 6, "nothing is taken back yet");

    visitor.becomes("Ketua");
    visitor.open(given::BASE);
    visitor.press("1 pembatalan menunggu persetujuan");
    visitor.sees(&["Uangnya dari anggota lain", "Rp120.000", "Bendahara"]);
    visitor.press("Setujui pembatalan");
    visitor.sees_without(&["0 menunggu.", "Sudah diputus", "Disetujui"], &["Setujui pembatalan"]);

    visitor.becomes("Bendahara");
    visitor.open(&wrong);
    visitor.sees_without(&["Transaksi ini sudah dibatalkan."], &["Salah catat?"]);
    visitor.press("Lihat pembatalannya");
    visitor.sees(&["Membatalkan", "Uangnya dari anggota lain"]);
    visitor.open(&at("buku/kas"));
    visitor.sees(&["Saldo buku sama dengan neraca"]);
    let rows = visitor.all("#lembar tbody tr");
    assert_eq!(rows.len(), 3, "what was wrong stays to be seen: {rows:#?}");
    assert!(rows[1].contains("120.000 170.000") && rows[2].contains("120.000 50.000"), "{rows:#?}");
    assert_eq!(paid_months(&visitor, &card), 0);
    visitor.sees(&["Belum dibayar:"]);
    visitor.expects_refusals();
    visitor.was_quiet();
}
