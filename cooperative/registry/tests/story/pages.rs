//! The settings as their readers and managers see them.

use kernel::CooperativeId;
use registry::{LicenceState, open_unit, register, routes, set_papers};
use store::testing::TestDb;
use web::Right;

use crate::browser::Browser;
use crate::world::*;

fn manager(test: &TestDb, id: CooperativeId) -> Browser {
    Browser::at(test, id, &[Right::ReadFigures, Right::ManageCooperative])
}

#[test]
fn who_reads_the_figures_reads_the_settings_and_changes_nothing() {
    story(|test| {
        let id = given_cooperative(test, PINTU_AIR, "Pintu Air");
        let page = Browser::at(test, id, &[Right::ReadFigures]).open("pengaturan");
        assert_eq!(page.status, 200);
        page.says(&[
            "Koperasi Kelurahan Merah Putih Pintu Air",
            "19.71.04.1001",
            "WIB",
            "Dalam pendirian",
            "Belum berizin",
            "Yang masih ditunggu: pengesahan badan hukum (SK AHU).",
            "Belum ada unit usaha.",
        ]);
        page.is_silent_about(&["Ubah identitas", "Ubah surat", "Buka unit usaha"]);
        manager(test, id).open("pengaturan").says(&["Ubah identitas", "Ubah surat", "Buka unit usaha"]);
    });
}

#[test]
fn every_form_needs_the_right_to_manage() {
    for route in routes() {
        let is_form = route.path.starts_with("/k/{cooperative}/pengaturan/");
        let needed = if is_form { Right::ManageCooperative } else { Right::ReadFigures };
        assert_eq!(route.right, needed, "{} {}", route.method, route.path);
    }
}

#[test]
fn papers_are_entered_as_they_arrive() {
    story(|test| {
        let id = given_cooperative(test, PINTU_AIR, "Pintu Air");
        let browser = manager(test, id);
        let fields = [
            ("deed_number", "12"),
            ("deed_date", "2025-06-10"),
            ("ahu_number", "AHU-0001234.AH.01.29.TAHUN 2025"),
            ("ahu_date", "20/6/2025"),
            ("nib", "1234567890123"),
        ];
        let saved = browser.send_form("pengaturan/surat", "perintah-1", &fields);
        assert_eq!((saved.status.as_u16(), saved.location.as_str()), (303, "/k/19.71.04.1001/pengaturan"));
        browser.open("pengaturan").says(&[
            "Badan hukum disahkan",
            "12 tanggal 10 Jun 2025",
            "AHU-0001234.AH.01.29.TAHUN 2025 tanggal 20 Jun 2025",
            "1234567890123",
            "Yang masih ditunggu: satu unit usaha",
        ]);
        // The form shows what is kept, ready to be changed.
        browser.open("pengaturan/surat").says(&[r#"value="2025-06-20""#, r#"value="1234567890123""#]);
    });
}

#[test]
fn a_refused_form_keeps_what_was_typed_and_says_what_to_do() {
    story(|test| {
        let id = given_cooperative(test, PINTU_AIR, "Pintu Air");
        let browser = manager(test, id);
        let refused =
            browser.send_form("pengaturan/surat", "perintah-1", &[("nib", "123"), ("deed_number", "12")]);
        assert_eq!(refused.status, 422);
        refused.says(&["Isi tanggal suratnya juga.", r#"id="deed_date-error""#, r#"value="123""#]);
        let refused = browser.send_form("pengaturan/surat", "perintah-2", &[("nib", "123")]);
        assert_eq!(refused.status, 422);
        refused.says(&[
            "Tulis NIB dengan 13 angka, seperti di surat OSS.",
            r#"id="nib-error""#,
            r#"value="123""#,
        ]);
        browser.open("pengaturan").says(&["Dalam pendirian"]);
        let stale = browser.send_form("pengaturan/surat", "", &[]);
        assert_eq!(stale.status, 403);
    });
}

#[test]
fn the_identity_is_corrected() {
    story(|test| {
        let id = given_cooperative(test, PINTU_AIR, "Pintu Aer");
        let browser = manager(test, id);
        browser.open("pengaturan/identitas").says(&[r#"value="Koperasi Kelurahan Merah Putih Pintu Aer""#]);
        let fields =
            [("name", "Koperasi <b>Pintu Air"), ("address", "Jalan Mentok 1"), ("founded_on", "2025-05-28")];
        assert_eq!(browser.send_form("pengaturan/identitas", "perintah-1", &fields).status, 303);
        browser.open("pengaturan").says(&["Koperasi &#60;b&#62;Pintu Air", "Jalan Mentok 1", "28 Mei 2025"]);
        let refused = browser.send_form("pengaturan/identitas", "perintah-2", &[("founded_on", "31/2/2025")]);
        assert_eq!(refused.status, 422);
        refused.says(&[r#"id="founded_on-error""#]);
        let refused = browser.send_form("pengaturan/identitas", "perintah-3", &[("name", "")]);
        assert_eq!(refused.status, 422);
        refused.says(&["Isi namanya.", r#"id="name-error""#]);
        let ahead = [("deed_number", "12"), ("deed_date", "2027-01-05")];
        let refused = browser.send_form("pengaturan/surat", "perintah-4", &ahead);
        assert_eq!(refused.status, 422);
        refused.says(&["Tanggal ini belum tiba.", r#"id="deed_date-error""#]);
    });
}

#[test]
fn a_unit_is_opened_and_gets_its_licence() {
    story(|test| {
        let id = given_cooperative(test, PINTU_AIR, "Pintu Air");
        act(test, move |tx| set_papers(tx, id, approved())).unwrap();
        let browser = manager(test, id);
        browser.open("pengaturan/unit").says(&["30 Apotek", "10 Gerai sembako"]);
        let apotek = [("unit", "30"), ("licence_state", "not_yet"), ("opened_on", "2026-01-05")];
        assert_eq!(browser.send_form("pengaturan/unit", "perintah-1", &apotek).status, 303);
        // Sent twice, done once.
        assert_eq!(browser.send_form("pengaturan/unit", "perintah-1", &apotek).status, 303);
        let refused = browser.send_form("pengaturan/unit", "perintah-9", &apotek);
        assert_eq!(refused.status, 422);
        refused.says(&["Unit usaha ini sudah dibuka."]);
        browser.open("pengaturan").says(&["Apotek", "Belum berizin", "5 Jan 2026", "pengaturan/unit/30"]);
        browser.open("pengaturan/unit").is_silent_about(&["30 Apotek"]);
        browser.open("pengaturan/unit/30").says(&["Izin Apotek", r#"value="not_yet" selected"#]);
        let without_number = [("licence_state", "licensed")];
        let refused = browser.send_form("pengaturan/unit/30", "perintah-2", &without_number);
        assert_eq!(refused.status, 422);
        refused.says(&["Isi nomor izinnya", r#"value="licensed" selected"#]);
        let licence =
            [("licence_state", "licensed"), ("licence_number", "SIA 503"), ("licence_until", "2026-12-31")];
        assert_eq!(browser.send_form("pengaturan/unit/30", "perintah-3", &licence).status, 303);
        let page = browser.open("pengaturan");
        page.says(&[
            "SIA 503",
            "31 Des 2026",
            "Izin berakhir 37 hari lagi",
            "sedikitnya satu unit usaha boleh berjalan",
        ]);
    });
}

#[test]
fn a_unit_that_is_not_there_has_no_page() {
    story(|test| {
        let id = given_cooperative(test, PINTU_AIR, "Pintu Air");
        let browser = manager(test, id);
        assert_eq!(browser.open("pengaturan/unit/30").status, 404);
        assert_eq!(browser.open("pengaturan/unit/abc").status, 404);
        let refused = browser.send_form(
            "pengaturan/unit",
            "perintah-1",
            &[("unit", "98"), ("licence_state", "not_yet")],
        );
        assert_eq!(refused.status, 422);
        refused.says(&["Pilih unit usaha dari daftar."]);
        let refused = browser.send_form("pengaturan/unit", "perintah-2", &[("unit", "30")]);
        refused.says(&["Pilih keadaan izinnya."]);
    });
}

#[test]
fn the_api_tells_the_same() {
    story(|test| {
        let mut new = newcomer(PINTU_AIR, "Pintu Air");
        new.legal = approved();
        let id = act(test, move |tx| register(tx, new.clone())).unwrap();
        let unit = new_unit(10, "Gerai sembako", LicenceState::NotNeeded);
        act(test, move |tx| open_unit(tx, id, unit.clone())).unwrap();
        let answer = Browser::at(test, id, &[Right::ReadFigures]).api();
        let value: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(
            value,
            serde_json::json!({
                "id": 1,
                "code": "19.71.04.1001",
                "name": "Koperasi Kelurahan Merah Putih Pintu Air",
                "kind": "kelurahan",
                "legal_state": "approved",
                "licensed": true,
                "legal": {
                    "deed": { "number": "12", "date": "2025-06-10" },
                    "ahu": { "number": "AHU-0001234.AH.01.29.TAHUN 2025", "date": "2025-06-20" },
                    "nib": null, "npwp": null, "nik_koperasi": null
                },
                "address": null,
                "founded_on": null,
                "units": [{
                    "unit": 10, "name": "Gerai sembako", "licence_state": "not_needed",
                    "licence_number": null, "licence_until": null, "opened_on": null
                }]
            })
        );
    });
}
