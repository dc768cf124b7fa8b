//! The pages of ceremonies, as the city's office sees them.

use handover::{EventId, Selection};
use web::Right;

use crate::browser::Browser;
use crate::given::*;

const DINAS: [Right; 2] = [Right::ReadRegion, Right::ManageRegion];

const FIELDS: [(&str, &str); 6] = [
    ("title", "Penyerahan simbolis"),
    ("place", "Pangkalpinang"),
    ("held_on", "2026-11-24"),
    ("giver_name", "Pak Contoh Bahari"),
    ("giver_office", "Wali Kota Contoh"),
    ("origin", ORIGIN),
];

#[test]
fn a_ceremony_is_planned_chosen_and_printed() {
    story(|test| {
        let ids = given_a_city(test);
        let browser = Browser::of_the_city(test, &DINAS);
        browser.open("penyerahan").says(&["Belum ada acara penyerahan", "Rencanakan acara"]);
        let empty = browser.send_form("penyerahan/baru", "rencana-001", &[("title", "")]);
        assert_eq!(empty.status, 422);
        empty.says(&["title-error", "held_on-error", "giver_name-error"]);
        let done = browser.send_form("penyerahan/baru", "rencana-002", &FIELDS);
        assert_eq!(done.status, 303, "{}", done.body());
        browser.open("penyerahan/1").says(&["Belum ada koperasi di daftar"]);
        browser.open("penyerahan/1/pilih").says(&["berbadan hukum: 5 koperasi", "wilayah ini: 6 koperasi"]);
        let (one, two) = (ids[0].0.to_string(), ids[1].0.to_string());
        let these = [("which", "these"), ("cooperative", one.as_str()), ("cooperative", two.as_str())];
        assert_eq!(browser.send_form("penyerahan/1/pilih", "pilih-00001", &these).status, 303);
        browser.open("penyerahan/1").says(&["0 dari 2", "001/PS-1/19.71/2026", "KKMP Pintu Air"]);
        for paper in
            ["daftar.pdf", "berita-acara.pdf", "sertifikat.pdf", "sertifikat/2.pdf", "berita-acara/1.pdf"]
        {
            let answer = browser.open(&format!("penyerahan/1/{paper}"));
            assert_eq!(answer.status, 200, "{paper}");
            assert!(answer.bytes.starts_with(b"%PDF-"), "{paper}");
        }
        assert!(browser.open("penyerahan/1/daftar.xlsx").bytes.starts_with(b"PK"));
        assert_eq!(browser.open("penyerahan/1/sertifikat/3.pdf").status, 404);
    });
}

#[test]
fn on_the_day_each_is_one_button() {
    story(|test| {
        given_a_city(test);
        let id = given_an_event(test);
        choose(test, id, Selection::LegalBodies).unwrap();
        let browser = Browser::of_the_city(test, &DINAS);
        browser.open("penyerahan/1/hari-ini").says(&["0 dari 5", "Serahkan KKMP Bintang"]);
        let fields = [("sequence", "2"), ("receiver", "Bu Contoh <Marni>")];
        // Sent twice by an impatient thumb, then by a second phone.
        for command in ["serah-00001", "serah-00001", "serah-00002"] {
            assert_eq!(browser.send_form("penyerahan/1/hari-ini", command, &fields).status, 303);
        }
        let page = browser.open("penyerahan/1/hari-ini");
        page.says(&["1 dari 5", "24 Nov 2026 10.00", "diterima Bu Contoh &#60;Marni&#62;"]);
        page.is_silent_about(&["Serahkan KKMP Bintang"]);
        let short = [("sequence", "2"), ("reason", "ya")];
        assert_eq!(browser.send_form("penyerahan/1/hari-ini/urungkan", "urung-00001", &short).status, 422);
        let fields = [("sequence", "2"), ("reason", "Salah tekan")];
        assert_eq!(browser.send_form("penyerahan/1/hari-ini/urungkan", "urung-00002", &fields).status, 303);
        browser.open("penyerahan/1/hari-ini").says(&["0 dari 5"]);
    });
}

#[test]
fn a_launch_asks_once_more_and_is_one_press() {
    story(|test| {
        given_a_city(test);
        let browser = Browser::of_the_city(test, &DINAS);
        browser.open("penyerahan/peluncuran").says(&["5 dari 6 koperasi", "Luncurkan 5 koperasi"]);
        let unsure = browser.send_form("penyerahan/peluncuran", "luncur-0001", &FIELDS);
        unsure.says(&["sure-error"]);
        browser.open("penyerahan/peluncuran").says(&[
            "1 belum ada akta",
            "0 dengan semua surat",
            "NIB 5 koperasi",
            "Yang akan terjadi",
            "Parit Lalang",
            "belum ada akta",
        ]);
        let found = browser.open("penyerahan/peluncuran?cari=pintu%25");
        found.says(&["Tidak ada yang cocok"]);
        browser.open("penyerahan/peluncuran?cari=19.71.04.1006").says(&["Parit Lalang"]);
        browser.open("penyerahan/peluncuran?cari=parit").says(&["Parit Lalang"]);
        // What was agreed to is not what there is any more: somebody else was quicker.
        let other: Vec<_> = FIELDS.into_iter().chain([("sure", "ya"), ("expected", "4")]).collect();
        let changed = browser.send_form("penyerahan/peluncuran", "luncur-0003", &other);
        assert_eq!(changed.status, 422);
        changed.says(&["sekarang 5 koperasi siap diluncurkan", "name=\"expected\" value=\"5\""]);
        browser.open("penyerahan").says(&["Belum ada acara penyerahan"]);
        let fields: Vec<_> = FIELDS.into_iter().chain([("sure", "ya"), ("expected", "5")]).collect();
        for _ in 0..2 {
            assert_eq!(browser.send_form("penyerahan/peluncuran", "luncur-0002", &fields).status, 303);
        }
        browser.open("penyerahan").says(&["5 dari 5 diserahkan"]);
        browser.open("penyerahan/peluncuran").says(&["Tidak ada koperasi yang menunggu peluncuran"]);
    });
}

#[test]
fn another_citys_ceremony_is_not_there() {
    story(|test| {
        given_a_city(test);
        let elsewhere = handover::Reach::Region(region("19.01"));
        let id: EventId =
            test.db.write_blocking(move |tx| handover::plan(tx, &new_event(elsewhere))).unwrap();
        let browser = Browser::of_the_city(test, &DINAS);
        for rest in ["", "/pilih", "/hari-ini", "/daftar.pdf", "/sertifikat.pdf", "/berita-acara/1.pdf"] {
            assert_eq!(browser.open(&format!("penyerahan/{}{rest}", id.0)).status, 404, "{rest}");
        }
        browser.open("penyerahan").says(&["Belum ada acara penyerahan"]);
    });
}

#[test]
fn who_only_reads_finds_no_button() {
    story(|test| {
        given_a_city(test);
        let id = given_an_event(test);
        choose(test, id, Selection::LegalBodies).unwrap();
        let browser = Browser::of_the_city(test, &[Right::ReadRegion]);
        let page = browser.open("penyerahan/1");
        page.says(&["KKMP Pintu Air"]);
        page.is_silent_about(&["hari-ini", "/pilih"]);
    });
}

#[test]
fn the_nation_is_launched_from_a_page_and_shown_by_province() {
    story(|test| {
        given_a_city(test);
        let browser = Browser::of_the_nation(test, &DINAS);
        let page = browser.open("penyerahan/peluncuran");
        page.says(&["6 dari 7 koperasi", "action=\"/penyerahan/peluncuran\"", "Luncurkan 6 koperasi"]);
        let fields: Vec<_> = FIELDS.into_iter().chain([("sure", "ya"), ("expected", "6")]).collect();
        let done = browser.send_form("penyerahan/peluncuran", "luncur-0001", &fields);
        assert_eq!((done.status.as_u16(), done.location()), (303, "/penyerahan/1"), "{}", done.body());
        let again = browser.send_form("penyerahan/peluncuran", "luncur-0001", &fields);
        assert_eq!(again.location(), "/penyerahan/1", "pressed twice it is one launch");
        browser.open("penyerahan/1").says(&["6 dari 6", "/penyerahan/1/sertifikat.pdf", "001/PS-1/RI/2026"]);
        assert!(browser.open("penyerahan/1/sertifikat.pdf").bytes.starts_with(b"%PDF-"));
        browser.open("penyerahan/1?cari=bintang").says(&["KKMP Bintang"]);
        browser.open("penyerahan/1?cari=bintang").is_silent_about(&["KKMP Pintu Air"]);
        browser.open("penyerahan/peluncuran").says(&["Tidak ada koperasi yang menunggu peluncuran"]);
        // A ceremony of the nation is none of a city.
        assert_eq!(Browser::of_the_city(test, &DINAS).open("penyerahan/1").status, 404);
    });
}
