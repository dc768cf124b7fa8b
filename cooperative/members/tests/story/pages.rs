//! The register as officers see it.

use web::Right;

use crate::browser::Browser;
use crate::given::*;

const ALL: [Right; 4] = [Right::ReadMembers, Right::ManageMembers, Right::ReadBooks, Right::Record];

#[test]
fn an_empty_register_says_how_to_begin() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let page = Browser::at(test, here, &ALL).open("anggota");
        assert_eq!(page.status, 200);
        page.says(&["Belum ada anggota.", "Daftarkan yang pertama", "0 anggota aktif, per 24 Nov 2026"]);
        let reader = Browser::at(test, here, &[Right::ReadMembers]).open("anggota");
        reader.is_silent_about(&["Daftarkan yang pertama", "Terima anggota baru"]);
    });
}

#[test]
fn the_list_shows_what_is_saved_and_finds_by_name_and_state() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let melati = given_a_member(test, here, "Contoh Melati", "0001").party;
        given_money(test, here, melati, 31_200, 120_000);
        for n in 2..60 {
            apply(test, application(here, &format!("Calon <b>{n}"), &format!("{n:04}"))).unwrap();
        }
        let browser = Browser::at(test, here, &ALL);
        let first = browser.open("anggota");
        first.says(&[
            "Bu Contoh Melati",
            "120.000",
            "001",
            "58 calon belum diperiksa",
            "Nomor 1 – 50 dari 59",
        ]);
        first.says(&["halaman=2", "Calon &#60;b&#62;2", &format!("/k/19.71.04.1001/anggota/{melati}")]);
        browser.open("anggota?halaman=2").says(&["Nomor 51 – 59 dari 59", "halaman=1"]);
        let found = browser.open("anggota?q=melati&keadaan=aktif");
        found.says(&["Bu Contoh Melati", "value=\"melati\"", "<option value=\"aktif\" selected>Aktif (1)"]);
        found.is_silent_about(&["Calon &#60;b&#62;2"]);
        browser.open("anggota?q=tidakada").says(&["Tidak ada yang cocok."]);
        assert_eq!(browser.open("anggota?halaman=99999999999").status, 200);
    });
}

#[test]
fn a_wrong_form_keeps_what_was_typed_and_names_every_fault() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let browser = Browser::at(test, here, &ALL);
        browser.open("anggota/baru").says(&["value=\"2026-11-24\"", "name=\"nik\"", "name=\"_csrf\""]);
        let typed = [
            ("name", "Contoh Melati"),
            ("nik", "123"),
            ("address", ""),
            ("phone", "12"),
            ("region", "x"),
            ("date", "31/2/2026"),
        ];
        let refused = browser.send_form("anggota/baru", "perintah-1", &typed);
        assert_eq!(refused.status, 422);
        refused.says(&[
            "value=\"Contoh Melati\"",
            "value=\"123\"",
            "id=\"nik-error\"",
            "id=\"address-error\"",
        ]);
        refused.says(&["id=\"phone-error\"", "id=\"region-error\"", "id=\"date-error\"", "Belum tersimpan."]);
        refused.is_silent_about(&["id=\"name-error\""]);
    });
}

#[test]
fn an_applicant_is_entered_verified_edited_and_leaves() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let browser = Browser::at(test, here, &ALL);
        let typed = [
            ("name", "Contoh Melati"),
            ("nik", "1901 0445 0390 0001"),
            ("address", "Jl. Contoh No. 7"),
            ("phone", "0812-3456-789"),
            ("date", "2026-11-20"),
        ];
        let saved = browser.send_form("anggota/baru", "perintah-1", &typed);
        assert_eq!((saved.status.as_u16(), saved.location()), (303, "/k/19.71.04.1001/anggota/1"));
        // Sent twice, done once; sent anew, refused with the field.
        assert_eq!(browser.send_form("anggota/baru", "perintah-1", &typed).location(), saved.location());
        let again = browser.send_form("anggota/baru", "perintah-2", &typed);
        assert_eq!(again.status, 422);
        again.says(&["NIK ini sudah terdaftar di koperasi ini.", "id=\"nik-error\""]);

        let check = browser.open("anggota/1/periksa");
        check.says(&["1901**********01", "NIK terbit di wilayah 19.01.04"]);
        check.is_silent_about(&["1901044503900001"]);
        let early = browser.send_form("anggota/1/periksa", "perintah-3", &[("date", "2026-11-19")]);
        assert_eq!(early.status, 422);
        early.says(&["Tanggalnya paling awal 20 Nov 2026", "id=\"date-error\""]);
        let verified = browser.send_form("anggota/1/periksa", "perintah-4", &[("date", "")]);
        assert_eq!(verified.status, 303);

        let changed = [("name", "Contoh Melati Sari"), ("address", "Jl. Contoh No. 8"), ("phone", "")];
        assert_eq!(browser.send_form("anggota/1/ubah", "perintah-5", &changed).status, 303);
        browser
            .open("anggota/1/ubah")
            .says(&["value=\"Contoh Melati Sari\"", "Contoh Melati → Contoh Melati Sari"]);

        let unsaid = browser.send_form("anggota/1/keluar", "perintah-6", &[("reason", "batal mendaftar")]);
        unsaid.says(&["id=\"ending-error\"", "value=\"batal mendaftar\""]);
        let left = [("ending", "keluar"), ("reason", "batal mendaftar"), ("date", "")];
        assert_eq!(browser.send_form("anggota/1/keluar", "perintah-7", &left).status, 303);
        let twice = browser.send_form("anggota/1/keluar", "perintah-8", &left);
        assert_eq!(twice.status, 422);
        twice.says(&["sudah tercatat keluar"]);
    });
}

#[test]
fn who_has_money_here_cannot_leave_and_the_page_says_why() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let melati = given_a_member(test, here, "Contoh Melati", "0001").party;
        given_money(test, here, melati, 31_100, 50_000);
        let browser = Browser::at(test, here, &ALL);
        let left = [("ending", "keluar"), ("reason", "pindah kota"), ("date", "")];
        let refused = browser.send_form(&format!("anggota/{melati}/keluar"), "perintah-1", &left);
        assert_eq!(refused.status, 422);
        refused.says(&["Bayarkan dulu simpanan pokok Rp50.000", "value=\"keluar\" checked"]);
    });
}

#[test]
fn a_nik_is_shown_once_for_a_purpose() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let melati = given_a_member(test, here, "Contoh Melati", "0001").party;
        let application = application(here, "Contoh Kenanga", "0002");
        let keys = members::NikKeys::derive(|name| web::Keys::for_tests().derive(name));
        let kenanga =
            test.db.write_blocking(move |tx| members::apply(tx, &keys, &application)).unwrap().party;
        let browser = Browser::at(test, here, &ALL);
        browser.open(&format!("anggota/{kenanga}/nik")).is_silent_about(&["1971044503900002"]);
        let unsaid = browser.send_form(&format!("anggota/{kenanga}/nik"), "", &[("purpose", "")]);
        assert_eq!(unsaid.status, 422);
        unsaid.says(&["id=\"purpose-error\""]);
        let shown =
            browser.send_form(&format!("anggota/{kenanga}/nik"), "", &[("purpose", "laporan Simkopdes")]);
        shown.says(&["1971044503900002", "laporan Simkopdes"]);
        browser.open(&format!("anggota/{kenanga}/nik")).is_silent_about(&["1971044503900002"]);
        // Melati's NIK was sealed with other keys.
        let locked =
            browser.send_form(&format!("anggota/{melati}/nik"), "", &[("purpose", "laporan Simkopdes")]);
        locked.says(&["NIK ini tidak bisa dibuka."]);
    });
}

#[test]
fn partners_are_listed_and_added() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let browser = Browser::at(test, here, &ALL);
        browser.open("mitra").says(&["Belum ada mitra."]);
        let shop = [("name", "Toko Contoh"), ("kind", "pemasok"), ("phone", "")];
        assert_eq!(browser.send_form("mitra", "perintah-1", &shop).status, 303);
        browser.open("mitra").says(&["Toko Contoh", "Pemasok"]);
        browser
            .send_form("mitra", "perintah-2", &shop)
            .says(&["Mitra dengan nama ini sudah ada.", "selected"]);
        browser.send_form("mitra", "perintah-3", &[("name", "x")]).says(&["Pilih sebagai apa mitra ini."]);
    });
}

#[test]
fn nobody_is_at_a_wrong_address() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let browser = Browser::at(test, here, &ALL);
        for path in ["anggota/99/periksa", "anggota/abc/ubah", "anggota/99/nik", "anggota/99/keluar"] {
            assert_eq!(browser.open(path).status, 404, "{path}");
        }
    });
}

#[test]
fn reading_and_managing_need_their_rights() {
    for route in members::routes() {
        let expected = match (route.path, route.method.as_str()) {
            ("/k/{cooperative}/mitra", "GET") => Right::ReadBooks,
            ("/k/{cooperative}/mitra", _) => Right::Record,
            ("/k/{cooperative}/anggota", _) => Right::ReadMembers,
            (path, "GET") if path.starts_with("/api/") => Right::ReadMembers,
            _ => Right::ManageMembers,
        };
        assert_eq!(route.right, expected, "{} {}", route.method, route.path);
    }
}

#[test]
fn the_api_enters_finds_and_masks() {
    story(|test| {
        let here = given_a_cooperative_in(test, "19.71.04.1001");
        let browser = Browser::at(test, here, &ALL);
        let body = r#"{"name":"Contoh Melati","nik":"1971044503900001","address":"Jl. Contoh No. 7"}"#;
        let made = browser.post_api("members", "daftar-0001", body);
        assert_eq!(made.status, 201, "{}", made.body());
        assert_eq!((made.json()["id"].as_i64(), made.json()["state"].as_str()), (Some(1), Some("calon")));
        made.is_silent_about(&["1971044503900001"]);
        made.says(&["1971**********01", "\"region\":\"19.71.04.1001\"", "\"sex\":\"f\""]);
        assert_eq!(browser.post_api("members", "daftar-0001", body).json(), made.json());
        let again = browser.post_api("members", "daftar-0002", body);
        assert_eq!((again.status.as_u16(), again.json()["error"]["field"].as_str()), (409, Some("nik")));
        let list = browser.get_api("members?q=melati&state=calon").json();
        assert_eq!(
            (list["total"].as_i64(), list["members"][0]["name"].as_str()),
            (Some(1), Some("Contoh Melati"))
        );
        assert_eq!(browser.get_api("members/1").json(), made.json());
        assert_eq!(browser.get_api("members/2").status, 404);
        assert_eq!(browser.get_api("members?state=x").json()["error"]["field"].as_str(), Some("state"));
    });
}
