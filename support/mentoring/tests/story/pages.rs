//! What the city, a mentor and a cooperative see.

use kernel::UserId;
use serde_json::json;
use web::Right;

use crate::browser::Browser;
use crate::given::*;

const CITY_RIGHTS: [Right; 4] = [Right::ReadRegion, Right::ManageRegion, Right::ReadFigures, Right::Mentor];
const MENTOR: [Right; 3] = [Right::ReadFigures, Right::ReadRegion, Right::Mentor];
const CHAIR: [Right; 3] = [Right::ReadFigures, Right::ReadBooks, Right::ManageCooperative];
const TREASURER: [Right; 2] = [Right::ReadFigures, Right::ReadBooks];

/// A picture of one pixel: the smallest PNG that opens.
const PIXEL: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

fn sent_visit() -> serde_json::Value {
    json!({
        "key": "kunjungan-01", "base": 0, "date": "2026-11-20", "stage": "formed", "findings": "Kas <b>cocok",
        "answers": { "Apakah akta sudah ada?": "Sudah" }, "topics": ["keuangan", "SDM"],
        "started": 1_795_480_000_000_i64, "ended": 1_795_483_000_000_i64, "written": 1_795_483_000_000_i64,
        "actions": [{ "key": "tindak-001", "what": "Hitung laci", "owner": "Bendahara", "due": "2026-11-27" }],
    })
}

#[test]
fn empty_pages_say_how_to_begin() {
    story(|test| {
        let city = Browser::in_city(test, UserId(1), &CITY_RIGHTS);
        city.open("satgas").says(&["Belum ada pendamping", "Belum ada koperasi di wilayah ini"]);
        city.open("satgas/rencana").says(&["Belum ada rencana bulan ini"]);
        city.open("eskalasi").says(&["Tidak ada yang perlu perhatian"]);
        city.open("pelatihan").says(&["Belum ada pelatihan", "Belum ada koperasi"]);
        city.open("tahap").says(&["Belum ada koperasi di wilayah ini"]);
        city.open("satgas/ukuran").says(&["0 dari 0", "belum ada rencana", "belum dapat dihitung"]);
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let page = Browser::in_cooperative(test, here, UserId(3), &CHAIR).open("pendampingan");
        page.says(&["Belum ada kunjungan pendamping", "Belum ada permintaan bantuan", "Minta bantuan"]);
        page.says(&[
            "Tahap: Terbentuk",
            "Pengesahan AHU belum ada.",
            "Bendahara belum tercatat, jadi belum ada yang ikut pelatihan pembukuan.",
            "Bukti tiap tahap",
        ]);
    });
}

#[test]
fn a_visit_comes_by_the_phone_with_its_photo_and_the_cooperative_answers() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let mentor = Browser::in_cooperative(test, here, BUDI, &MENTOR);
        let api = "/api/v1/cooperatives/19.71.04.1001/visits";
        let answer = mentor.post(api, "kunjungan-01-1", &sent_visit());
        assert_eq!(answer.status, 201, "{}", answer.body());
        assert_eq!(answer.json(), json!({ "visit": 1, "revision": 1, "conflict": false }));
        assert_eq!(mentor.post(api, "kunjungan-01-1", &sent_visit()).json(), answer.json());
        let photo = json!({ "key": "foto-00001", "name": "gerai.png", "content": PIXEL });
        let photos = format!("{api}/kunjungan-01/photos");
        assert_eq!(mentor.post(&photos, "foto-00001", &photo).json(), json!({ "document": 1 }));
        assert_eq!(mentor.post(&photos, "foto-00001-lagi", &photo).json(), json!({ "document": 1 }));
        let nothing = mentor.post(&format!("{api}/lain-000001/photos"), "foto-00002", &photo);
        assert_eq!(nothing.status, 404);
        let broken = json!({ "key": "foto-00003", "name": "x", "content": "????" });
        assert_eq!(mentor.post(&photos, "foto-00003", &broken).status, 422);

        let chair = Browser::in_cooperative(test, here, UserId(3), &CHAIR);
        let page = chair.open("pendampingan");
        page.says(&[
            "Kas &#60;b&#62;cocok",
            "Hitung laci",
            "27 Nov 2026",
            "pendampingan/foto/1",
            "Kirim jawaban",
        ]);
        page.is_silent_about(&["Teruskan ke dinas"]);
        assert_eq!(chair.open("pendampingan/foto/1").headers["content-type"], "image/png");
        let said = [("of", "tindak-1"), ("visit", "1"), ("action", "1"), ("words", "")];
        let refused = chair.send_form("pendampingan/jawab", "jawab-0001", &said);
        assert_eq!(refused.status, 422);
        refused.says(&["Isi jawaban atau lampirkan foto bukti dahulu"]);
        let said = [("of", "tindak-1"), ("visit", "1"), ("action", "1"), ("words", "Laci sudah dihitung.")];
        assert_eq!(chair.send_form("pendampingan/jawab", "jawab-0002", &said).status, 303);
        mentor.open("pendampingan").says(&["Laci sudah dihitung.", "Teruskan ke dinas"]);
        let end = [("of", "tindak-1"), ("putusan", "selesai"), ("note", "")];
        mentor.send_form("pendampingan/tindak/1", "tutup-0001", &end).says(&["Lampirkan bukti, atau tulis"]);
        let end = [("of", "tindak-1"), ("putusan", "selesai"), ("note", "Catatan laci dilihat")];
        assert_eq!(mentor.send_form("pendampingan/tindak/1", "tutup-0002", &end).status, 303);
        chair.open("pendampingan").says(&["Tidak ada tindak lanjut yang berjalan", "Catatan laci dilihat"]);
    });
}

#[test]
fn a_voucher_of_the_books_is_not_shown_to_the_city() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let voucher = documents::Picture {
            name: "kuitansi.png".to_owned(),
            content_type: "image/png",
            width: 1,
            height: 1,
            bytes: vec![1, 2, 3],
        };
        let keep = move |tx: &mut store::Tx<'_>| documents::keep(tx, here, &voucher, UserId(3), NOW);
        let document = test.db.write_blocking(keep).unwrap();
        let mentor = Browser::in_cooperative(test, here, BUDI, &MENTOR);
        assert_eq!(mentor.open(&format!("pendampingan/foto/{}", document.0)).status, 404);
    });
}

#[test]
fn two_versions_stand_side_by_side_and_one_is_chosen() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        recorded(test, here, &visit("kunjungan-01", "2026-11-20", "Kas cocok."), by(BUDI));
        let edit = |words| mentoring::NewVisit { base: 1, ..visit("kunjungan-01", "2026-11-20", words) };
        recorded(test, here, &edit("Kata Budi."), by(BUDI));
        recorded(test, here, &edit("Kata Sari."), by(SARI));
        let mentor = Browser::in_cooperative(test, here, BUDI, &MENTOR);
        mentor.open("pendampingan").says(&[
            "Bentrok: pilih versi",
            "Versi 2",
            "Versi 3",
            "Kata Budi.",
            "Kata Sari.",
        ]);
        let fields = [("of", "kunjungan-1"), ("revision", "3"), ("findings", "Kata Budi dan Sari.")];
        assert_eq!(mentor.send_form("pendampingan/pilih/1", "pilih-0001", &fields).status, 303);
        let page = mentor.open("pendampingan");
        page.says(&["Kata Budi dan Sari."]);
        page.is_silent_about(&["Bentrok"]);
    });
}

#[test]
fn the_city_shares_out_plans_and_measures() {
    story(|test| {
        given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        given_a_mentor(test, BUDI, "Pak Contoh Budi", CITY);
        let city = Browser::in_city(test, UserId(1), &CITY_RIGHTS);
        let page = city.open("satgas");
        page.says(&["0 dari 10 koperasi", "Pintu Air kepada Pak Contoh Budi", "belum ada"]);
        assert_eq!(city.send_form("satgas/bagi", "bagi-00001", &[("pair", "1:7")]).status, 303);
        city.open("satgas").says(&["1 dari 10 koperasi"]);
        city.send_form("satgas/anggota/7/selesai", "akhir-0001", &[]).says(&["Pindahkan dahulu 1 koperasi"]);
        city.open("satgas/rencana").says(&[
            "Usul menurut kebutuhan",
            "Minggu 1, perjalanan 1",
            "jarak tidak diketahui.",
        ]);
        let kept = [("month", "2026-11"), ("cooperative", "1")];
        assert_eq!(city.send_form("satgas/rencana", "simpan-0001", &kept).status, 303);
        city.open("satgas/rencana").says(&["0 dari 1 terlaksana", "Direncanakan"]);
        let moved = [("month", "2026-11"), ("week", "3"), ("mentor", "7")];
        city.send_form("satgas/rencana/19.71.04.1001", "ubah-00001", &moved);
        city.open("satgas/rencana").says(&["Minggu 3, tersendiri", "Pak Contoh Budi"]);
        city.open("tahap").says(&["Terbentuk", "Pengesahan AHU belum ada", "1 koperasi"]);
        let reader = Browser::in_city(test, UserId(2), &[Right::ReadRegion]);
        reader.open("satgas").is_silent_about(&["Tetapkan atau ganti", "Catat kunjungan"]);
        let stages = reader.get("/api/v1/regions/19.71/stages").json();
        assert_eq!(stages[0]["stage"], "formed");
        assert_eq!(stages[0]["holds_back"][0], "Pengesahan AHU belum ada.");
        let measured = reader.get("/api/v1/regions/19.71/mentoring-measures?month=2026-11").json();
        assert_eq!((&measured["visits_planned"], &measured["visits_done"]), (&json!(1), &json!(0)));
    });
}

#[test]
fn training_is_announced_and_who_came_is_noted() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        given_an_officer(test, here, "Bu Contoh Melati", officers::Office::Treasurer, "2026-01-05");
        let mentor = Browser::in_city(test, BUDI, &MENTOR);
        mentor.open("pelatihan").says(&["Bendahara Bu Contoh Melati belum ikut pelatihan pembukuan."]);
        let wrong =
            [("title", ""), ("competence", "pembukuan"), ("held_on", "2026-11-10"), ("place", "Balai")];
        mentor.send_form("pelatihan", "latih-00001", &wrong).says(&["Isi nama pelatihan dahulu"]);
        let good = [
            ("title", "Buku kas"),
            ("competence", "pembukuan"),
            ("held_on", "2026-11-10"),
            ("place", "Balai"),
        ];
        assert_eq!(mentor.send_form("pelatihan", "latih-00002", &good).status, 303);
        mentor.open("pelatihan/1").says(&["Pilih koperasinya di atas", "Buka daftar hadir"]);
        mentor.open("pelatihan/1?koperasi=19.71.04.1001").says(&["Bu Contoh Melati", "Simpan daftar hadir"]);
        let wrong = [("cooperative", "1"), ("village", "19.71.04.1001"), ("officer", "99")];
        let refused = mentor.send_form("pelatihan/1/hadir", "hadir-00001", &wrong);
        assert_eq!(refused.status, 422);
        refused.says(&["bukan pengurus"]);
        let came = [("cooperative", "1"), ("officer", "1"), ("others", "Pak Contoh <Anggrek>\r\n")];
        assert_eq!(mentor.send_form("pelatihan/1/hadir", "hadir-00002", &came).status, 303);
        mentor.open("pelatihan/1").says(&[
            "Bu Contoh Melati",
            "Pak Contoh &#60;Anggrek&#62;",
            "peserta lain",
        ]);
        let page = mentor.open("pelatihan");
        page.says(&["2 orang dari 1 koperasi", "Buku kas", "1 dari 1 orang"]);
        page.is_silent_about(&["Bu Contoh Melati belum ikut"]);
        assert_eq!(mentor.open("pelatihan/7").status, 404);
    });
}

#[test]
fn whoever_owns_an_action_answers_and_the_city_answers_what_was_handed_on() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let mut new = visit("kunjungan-01", "2026-11-20", "Kas cocok.");
        new.actions = vec![agreed("tindak-001", "Urus rekening", "2026-11-27")];
        recorded(test, here, &new, by(BUDI));
        let treasurer = Browser::in_cooperative(test, here, UserId(4), &TREASURER);
        treasurer.open("pendampingan").says(&["Kirim jawaban", "Minta bantuan"]);
        let said = [("of", "tindak-1"), ("visit", "1"), ("action", "1"), ("words", "Bank minta surat kota.")];
        assert_eq!(treasurer.send_form("pendampingan/jawab", "jawab-0001", &said).status, 303);
        let mentor = Browser::in_cooperative(test, here, BUDI, &MENTOR);
        mentor.open("pendampingan").is_silent_about(&["Kirim jawaban", "Jawab dan kembalikan"]);
        let act = |putusan, note| [("of", "tindak-1"), ("putusan", putusan), ("note", note)];
        let path = "pendampingan/tindak/1";
        assert_eq!(
            mentor.send_form(path, "terus-0001", &act("teruskan", "Perlu surat wali kota")).status,
            303
        );
        mentor
            .send_form(path, "balik-0001", &act("kembalikan", "Bukan wewenang saya"))
            .says(&["Pilih putusannya"]);
        let city = Browser::in_cooperative(test, here, UserId(1), &CITY_RIGHTS);
        city.open("pendampingan").says(&["Jawab dan kembalikan", "Perlu surat wali kota"]);
        assert_eq!(city.send_form(path, "balik-0002", &act("kembalikan", "")).status, 422);
        assert_eq!(city.send_form(path, "balik-0003", &act("kembalikan", "Surat terbit besok.")).status, 303);
        city.send_form(path, "balik-0004", &act("kembalikan", "lagi")).says(&["tidak sedang menunggu dinas"]);
        treasurer.open("pendampingan").says(&["Surat terbit besok.", "Bank minta surat kota.", "Berjalan"]);
        Browser::in_city(test, UserId(1), &CITY_RIGHTS).open("eskalasi").is_silent_about(&["Urus rekening"]);
    });
}

#[test]
fn the_month_is_reported_as_page_and_paper_and_workbook() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        recorded(test, here, &visit("kunjungan-01", "2026-11-20", "Kas cocok."), by(BUDI));
        let reader = Browser::in_city(test, UserId(2), &[Right::ReadRegion]);
        reader.open("satgas/ukuran").says(&["laporan.pdf?bulan=2026-11", "di luar rencana 1"]);
        assert!(reader.open("satgas/laporan.pdf?bulan=2026-11").bytes.starts_with(b"%PDF-"));
        let workbook = reader.open("satgas/laporan.xlsx?bulan=2026-11");
        assert!(workbook.bytes.starts_with(b"PK"));
        assert_eq!(workbook.headers["content-disposition"], "inline; filename=\"satgas-19.71-2026-11.xlsx\"");
        let ask = |reader: &mut store::Snapshot<'_>| {
            mentoring::monthly(reader, region(CITY), month("2026-11"), day(TODAY))
        };
        let document = test.db.read_blocking(ask).unwrap().document();
        let rows: Vec<String> = document
            .tables()
            .flat_map(|table| table.rows.iter())
            .map(|row| row.cells.iter().map(reports::Cell::shown).collect::<Vec<_>>().join("|"))
            .collect();
        for row in ["Kunjungan di luar rencana|1|", "Terbentuk|1", "Mandiri|", "Pengesahan AHU belum ada|1"] {
            assert!(rows.iter().any(|found| found.starts_with(row)), "{row} is not in {rows:?}");
        }
    });
}

#[test]
fn nobody_sends_anothers_visit_as_his_own() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let mut sent = sent_visit();
        sent["writer"] = json!(BUDI.0);
        let api = "/api/v1/cooperatives/19.71.04.1001/visits";
        let other = Browser::in_cooperative(test, here, SARI, &MENTOR).post(api, "kunjungan-01-1", &sent);
        assert_eq!(other.status, 409, "{}", other.body());
        let mine = Browser::in_cooperative(test, here, BUDI, &MENTOR).post(api, "kunjungan-01-2", &sent);
        assert_eq!(mine.status, 201, "{}", mine.body());
    });
}

#[test]
fn a_mentor_names_where_he_sets_out_and_nobody_elses() {
    story(|test| {
        given_a_mentor(test, BUDI, "Pak Contoh Budi", CITY);
        given_a_mentor(test, SARI, "Bu Contoh Sari", CITY);
        let sql = "insert into territory_region (code, level, name, name_search, postal_code, lat, lon) \
             values ($1, 'village', 'Pintu Air', 'pintuair', null, -2130000, 106110000)";
        let row = store::values![region(PINTU_AIR).number()];
        test.db.write_blocking(move |tx| tx.execute(sql, &row)).unwrap();
        let mentor = Browser::in_city(test, BUDI, &MENTOR);
        let page = mentor.open("satgas/rencana");
        page.says(&["Tempat tugas", "Pak Contoh Budi", "belum diketahui"]);
        page.is_silent_about(&["id=\"dasar-8\""]);
        let base = |of, name| [("month", "2026-11"), ("mentor", of), ("base", name)];
        let wrong = mentor.send_form("satgas/dasar", "dasar-0001", &base("7", "Entah"));
        assert_eq!(wrong.status, 422);
        wrong.says(&["tidak dikenal", "value=\"Entah\""]);
        // Whomever the form names, it is his own.
        assert_eq!(mentor.send_form("satgas/dasar", "dasar-0002", &base("8", "pintu air")).status, 303);
        mentor.open("satgas/rencana").says(&["sekarang Pintu Air"]);
        let city = Browser::in_city(test, UserId(1), &CITY_RIGHTS);
        city.open("satgas/rencana").says(&["id=\"dasar-7\"", "id=\"dasar-8\""]);
        assert_eq!(city.send_form("satgas/dasar", "dasar-0003", &base("8", PINTU_AIR)).status, 303);
        assert_eq!(city.send_form("satgas/dasar", "dasar-0004", &base("7", "")).status, 303);
        city.open("satgas/rencana").says(&["sekarang Pintu Air", "belum diketahui"]);
    });
}

#[test]
fn the_phone_gets_page_worker_and_sheet_and_they_are_small() {
    story(|test| {
        let here = given_a_cooperative(test, PINTU_AIR, "Pintu Air");
        let mut last = visit("kunjungan-01", "2026-11-20", "Kas cocok.");
        last.actions = vec![agreed("tindak-001", "Hitung laci", "2026-11-22")];
        recorded(test, here, &last, by(BUDI));
        let mentor = Browser::in_city(test, BUDI, &MENTOR);
        let page = mentor.open("satgas/kunjungan");
        page.says(&["data-user=\"7\"", "Simpan kunjungan", "noscript"]);
        let text = page.body();
        let start = text.find("/wilayah/19.71/satgas/kunjungan/visit.").unwrap();
        let script = mentor.get(text[start..].split('"').next().unwrap());
        assert_eq!(script.headers["content-type"], "text/javascript; charset=utf-8");
        let worker = mentor.open("satgas/kunjungan/sw.js");
        assert_eq!(worker.headers["service-worker-allowed"], "/wilayah/19.71/satgas/kunjungan");
        assert_eq!(mentor.open("satgas/kunjungan/lain.js").status, 404);
        assert!(script.bytes.len() <= 18 * 1024, "{} bytes of script", script.bytes.len());
        assert!(worker.bytes.len() <= 2 * 1024, "{} bytes of worker", worker.bytes.len());
        let scripts = script.bytes.len() + worker.bytes.len();
        assert!(scripts + page.bytes.len() <= 60_000);
        let sheet = mentor.get("/api/v1/regions/19.71/visit-sheet").json();
        let row = &sheet["cooperatives"][0];
        assert_eq!((&row["name"], &row["stage_label"]), (&json!("Pintu Air"), &json!("Terbentuk")));
        assert_eq!(
            row["actions"][0],
            json!({ "what": "Hitung laci", "owner": "Bendahara", "due": "2026-11-22", "late": true })
        );
        assert_eq!((&row["last"]["revision"], &row["last"]["findings"]), (&json!(1), &json!("Kas cocok.")));
        assert!(sheet["questions"]["operating"].as_array().unwrap().len() >= 3);
    });
}
