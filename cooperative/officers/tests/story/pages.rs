//! The list and the forms, as officers and the city see them.

use web::Right;

use crate::browser::Browser;
use crate::given::*;

const KETUA: [Right; 2] = [Right::ReadFigures, Right::ManageCooperative];

#[test]
fn an_empty_list_says_how_to_begin() {
    story(|test| {
        let browser = Browser::at(test, &KETUA);
        let page = browser.open("pengurus");
        page.says(&["Belum ada pengurus yang tercatat. Angkat yang pertama.", "4 hal perlu dilihat"]);
        page.says(&["Pengurus pertama dilaporkan lewat akta pendirian"]);
        browser.open("pengurus/angkat").says(&["Wakil ketua bidang usaha", "value=\"2031-11-24\""]);
        browser.open("pengurus/kerabat").says(&["Catat dulu sedikitnya dua orang"]);
    });
}

#[test]
fn somebody_takes_an_office_and_leaves_it() {
    story(|test| {
        let browser = Browser::at(test, &KETUA);
        let fields = [
            ("office", "bendahara"),
            ("name", "Bu Contoh <Melati>"),
            ("sex", "f"),
            ("birth", "1984-05-06"),
            ("phone", "0812 0000 0000"),
            ("since", "2026-10-01"),
            ("until", "2031-10-01"),
        ];
        let done = browser.send_form("pengurus/angkat", "angkat-0001", &fields);
        assert_eq!(done.status, 303, "{}", done.body());
        let page = browser.open("pengurus");
        page.says(&["Bu Contoh &#60;Melati&#62;", "1 Okt 2031"]);
        page.is_silent_about(&["0812", "1984"]);
        browser.open("pengurus/masa/1").says(&["6 Mei 1984", "081200000000"]);
        let again = browser.send_form("pengurus/angkat", "angkat-0002", &fields);
        assert_eq!(again.status, 422);
        again.says(&["office-error", "masih dijabat Bu Contoh"]);
        let empty = browser.send_form("pengurus/angkat", "angkat-0003", &[("office", "raja")]);
        empty.says(&["office-error", "name-error", "sex-error", "since-error"]);
        let fields = [("on", "2026-11-20"), ("reason", "Mengundurkan diri")];
        assert_eq!(browser.send_form("pengurus/masa/1", "akhiri-0001", &fields).status, 303);
        let page = browser.open("pengurus");
        page.says(&["Riwayat jabatan (1)", "Mengundurkan diri", "ke Bank tempat rekening koperasi"]);
        assert_eq!(browser.open("pengurus/masa/1").status, 404);
        let report =
            [("changed_on", "2026-11-20"), ("report", "bank"), ("done_on", "2026-11-23"), ("number", "7")];
        assert_eq!(browser.send_form("pengurus/lapor", "lapor-00001", &report).status, 303);
        browser.open("pengurus").says(&["dilaporkan 23 Nov 2026, 7"]);
    });
}

#[test]
fn a_break_is_accepted_with_a_name_and_a_reason() {
    story(|test| {
        given_full_house(test);
        let (bakau, seroja) =
            (id(test, "Pak Contoh Bakau").0.to_string(), id(test, "Bu Contoh Seroja").0.to_string());
        let browser = Browser::at(test, &KETUA);
        let kin = [("person", seroja.as_str()), ("relation", "pasangan"), ("relative", bakau.as_str())];
        assert_eq!(browser.send_form("pengurus/kerabat", "kerabat-001", &kin).status, 303);
        browser
            .open("pengurus/kerabat")
            .says(&["Bu Contoh Seroja adalah suami atau istri dari Pak Contoh Bakau"]);
        let page = browser.open("pengurus");
        page.says(&["1 hal perlu dilihat", "terima?aturan=kin", "berkeluarga sebagai suami atau istri"]);
        let subject = page.body().split("perihal=").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let path = format!("pengurus/terima?aturan=kin&perihal={subject}");
        browser.open(&path).says(&["berkeluarga sebagai suami atau istri"]);
        let short = [("code", "kin"), ("subject", &subject), ("reason", "ya"), ("until", "2027-03-31")];
        browser.send_form("pengurus/terima", "terima-0001", &short).says(&["reason-error"]);
        let fields = [
            ("code", "kin"),
            ("subject", &subject),
            ("reason", "Menunggu rapat anggota"),
            ("until", "2027-03-31"),
        ];
        assert_eq!(browser.send_form("pengurus/terima", "terima-0002", &fields).status, 303);
        let page = browser.open("pengurus");
        page.says(&[
            "diterima sampai 31 Mar 2027",
            "Alasan: Menunggu rapat anggota",
            "Semua aturan diperiksa",
        ]);
        assert_eq!(browser.open("pengurus/terima?aturan=women&perihal=").status, 422);
        let forget = [("person", seroja.as_str()), ("relative", bakau.as_str())];
        assert_eq!(browser.send_form("pengurus/kerabat/hapus", "hapus-00001", &forget).status, 303);
        browser.open("pengurus").is_silent_about(&["berkeluarga sebagai"]);
    });
}

#[test]
fn a_new_lurah_takes_the_seat() {
    story(|test| {
        given_full_house(test);
        let browser = Browser::at(test, &KETUA);
        browser.open("pengurus/lurah").says(&["Sekarang Pak Contoh Lurah"]);
        let fields =
            [("person", ""), ("name", "Bu Contoh Lurah Baru"), ("sex", "f"), ("since", "2026-11-02")];
        let done = browser.send_form("pengurus/lurah", "lurah-00001", &fields);
        assert_eq!(done.status, 303, "{}", done.body());
        browser.open("pengurus").says(&[
            "Bu Contoh Lurah Baru",
            "karena jabatan",
            "paling lambat 2 Des 2026",
        ]);
    });
}

#[test]
fn the_city_reads_and_changes_nothing() {
    story(|test| {
        given_full_house(test);
        given_lurah(test, "Bu Contoh Lurah Baru", "2026-11-02").unwrap();
        let page = Browser::at(test, &[Right::ReadFigures]).open("pengurus");
        page.says(&["Pak Contoh Bakau", "Yang harus dilaporkan"]);
        page.is_silent_about(&["pengurus/lapor", "pengurus/angkat", "pengurus/masa", "1984"]);
    });
}
