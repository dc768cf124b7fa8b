//! The pages, as officers, mentors and the city see them.

use formation::StepState;
use web::Right;

use crate::browser::{Answer, Browser};
use crate::given::*;

const KETUA: [Right; 3] = [Right::ReadFigures, Right::ReadMembers, Right::ManageCooperative];
const CITY: [Right; 4] = [Right::ReadRegion, Right::ManageRegion, Right::ReadFigures, Right::Mentor];

fn location(answer: &Answer) -> &str {
    answer.headers["location"].to_str().unwrap()
}

#[test]
fn the_checklist_begins_empty_and_leads_on() {
    story(|test| {
        given(test, PINTU_AIR, "Pintu Air");
        let browser = Browser::at(test, &KETUA);
        let page = browser.open("pendirian");
        page.says(&[
            "0 dari 8 langkah terbit",
            "Isi Musyawarah desa atau kelurahan khusus",
            "Belum ada gerai",
        ]);
        page.says(&["Data rapat belum diisi", "Pendiri baru 0 orang"]);
        let fields = [
            ("state", "terbit"),
            ("number", "12"),
            ("dated", "2025-06-10"),
            ("issuer", "Contoh <Notaris>"),
            ("note", ""),
        ];
        let step = "pendirian/langkah/akta";
        browser.open(step).says(&["Nama notaris", "enctype=\"multipart/form-data\""]);
        let done = browser.send_file(step, "langkah-0001", &fields, ("", b""));
        assert_eq!((done.status.as_u16(), location(&done)), (303, "/k/19.71.04.1001/pendirian"));
        let page = browser.open("pendirian");
        page.says(&["1 dari 8 langkah terbit", "Nomor 12, 10 Jun 2025", "Contoh &#60;Notaris&#62;"]);
        browser.open(step).says(&["Riwayat (1)", "value=\"12\""]);
        let refused =
            browser.send_file(step, "langkah-0002", &[("state", "terbit"), ("dated", "kapan")], ("", b""));
        assert_eq!(refused.status, 422);
        refused.says(&["dated-error"]);
        let no_photo = browser.send_file(step, "langkah-0003", &fields, ("akta.jpg", b"bukan foto"));
        no_photo.says(&["file-error"]);
        assert_eq!(browser.open("pendirian/langkah/sulap").status, 404);
    });
}

/// A picture of one point, as a PNG file.
const PNG: [u8; 67] = [
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58,
    126, 155, 85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 96, 0, 0, 0, 2, 0, 1, 72, 175, 164, 113, 0, 0,
    0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

/// A whole PDF of one page.
fn letter() -> Vec<u8> {
    let body = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
                2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n";
    let place = body.len();
    format!("{body}xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R>>\nstartxref\n{place}\n%%EOF\n")
        .into_bytes()
}

#[test]
fn files_are_put_beside_a_step_one_after_another() {
    story(|test| {
        given(test, PINTU_AIR, "Pintu Air");
        let rights = [Right::ReadFigures, Right::ReadBooks, Right::ManageCooperative];
        let browser = Browser::at(test, &rights);
        let step = "pendirian/langkah/rapat";
        browser.open(step).says(&["Siapkan:", "KTP pendiri", "Belum ada berkas", "image/*,application/pdf"]);
        let (add, named) = (format!("{step}/berkas"), [("more_caption", "Daftar pengurus")]);
        let done = browser.send_file(&add, "berkas-0001", &named, ("pengurus.pdf", &letter()));
        assert_eq!(
            (done.status.as_u16(), location(&done)),
            (303, "/k/19.71.04.1001/pendirian/langkah/rapat#berkas")
        );
        // The second click, or the answer that was lost.
        assert_eq!(browser.send_file(&add, "berkas-0001", &named, ("pengurus.pdf", &letter())).status, 303);
        assert_eq!(browser.send_file(&add, "berkas-0002", &[], ("foto.png", &PNG)).status, 303);
        let page = browser.open(step);
        page.says(&["Daftar pengurus", "PDF, 1 halaman, 1 KB", "foto.png", "/bukti/1", "sudah ada 2"]);
        let page = browser.send_file(&add, "berkas-0003", &[], ("akta.pdf", b"MZ bukan pdf"));
        assert_eq!(page.status, 422);
        page.says(&["more-error", "bukan foto atau PDF"]);
        assert_eq!(browser.send_file(&add, "berkas-0004", &[], ("", b"")).status, 422);
        let wrong = format!("{step}/berkas/2/keliru");
        assert_eq!(browser.send_form(&wrong, "keliru-0001", &[("wrong", "x")]).status, 422);
        assert_eq!(browser.send_form(&wrong, "keliru-0002", &[("wrong", "Foto rapat lain")]).status, 303);
        browser.open(step).says(&["Keliru: Foto rapat lain"]);
        let list = browser.open("pendirian");
        list.says(&["Daftar pengurus</a> · PDF, 1 halaman, 1 KB"]);
        list.is_silent_about(&["foto.png"]);
        let mentor = Browser::at(test, &[Right::ReadFigures, Right::Mentor]).open("pendirian");
        mentor.says(&["Berkas 1 · PDF"]);
        mentor.is_silent_about(&["/bukti/", "Daftar pengurus", "berkas/1"]);
    });
}

#[test]
fn who_verifies_opens_papers_that_name_nobody_and_no_others() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        let with = |name: &str, bytes: Vec<u8>, change| formation::StepChange {
            file: Some(documents::File::check(name, bytes).unwrap()),
            ..change
        };
        let deed = issued(here, "akta", "12", "2025-06-10", "Contoh Notaris");
        set(test, with("KTP Bu Contoh.png", PNG.to_vec(), deed)).unwrap();
        let approval = issued(here, "ahu", "AHU-1.AH.01.29.TAHUN 2025", "2025-06-20", "");
        set(test, with("sk.pdf", letter(), approval)).unwrap();
        let city = Browser::at(test, &CITY);
        let page = city.open("pendirian");
        page.says(&["langkah/ahu/berkas/2", "sk.pdf", "Cocokkan dengan surat aslinya"]);
        page.is_silent_about(&["KTP Bu Contoh", "langkah/akta/berkas"]);
        let paper = city.open("pendirian/langkah/ahu/berkas/2");
        assert_eq!(
            (paper.status.as_u16(), &paper.headers["content-type"]),
            (200, &"application/pdf".parse().unwrap())
        );
        for closed in ["akta/berkas/1", "ahu/berkas/1", "ahu/berkas/9", "sulap/berkas/2"] {
            assert_eq!(city.open(&format!("pendirian/langkah/{closed}")).status, 404, "{closed}");
        }
    });
}

#[test]
fn the_parts_of_the_surplus_are_called_by_their_names() {
    story(|test| {
        given(test, PINTU_AIR, "Pintu Air");
        let page = Browser::at(test, &KETUA).open("pendirian/rapat");
        page.says(&["<label for=\"shu_reserve\">cadangan</label>", "jasa usaha anggota"]);
        page.is_silent_about(&[">shu_reserve<"]);
    });
}

#[test]
fn a_newcomer_sees_what_is_next_and_what_a_refusal_asks() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        let browser = Browser::at(test, &KETUA);
        browser.open("pendirian").says(&[
            "Langkah berikutnya: Musyawarah desa atau kelurahan khusus",
            "Siapkan:</b> Undangan",
            "Arti keadaan",
            "sudah diajukan atau dijadwalkan",
        ]);
        set(test, issued(here, "musyawarah", "", "2025-05-12", "Kantor")).unwrap();
        set(test, issued(here, "rapat", "", "2025-05-20", "Kantor")).unwrap();
        set(test, issued(here, "akta", "12", "2025-06-10", "Contoh Notaris")).unwrap();
        set(test, change(here, "ahu", StepState::Ditolak)).unwrap();
        let page = browser.open("pendirian");
        page.says(&[
            "Langkah berikutnya: SK AHU",
            "Nama kurang lengkap",
            "Minta notaris membaca alasan di SABH",
        ]);
        browser.open("pendirian/langkah/ahu").says(&["Langkah berikutnya:</b> Minta notaris"]);
        let empty = [("state", "ditolak"), ("number", ""), ("dated", ""), ("issuer", ""), ("note", "")];
        let page = browser.send_form("pendirian/langkah/ahu", "tolak-00001", &empty);
        assert_eq!(page.status, 422);
        page.says(&["note-error", "mengapa ditolak"]);
    });
}

#[test]
fn a_mentor_verifies_and_sees_no_founder() {
    story(|test| {
        let here = given_founded(test);
        set(test, issued(here, "nib", "1234567890123", "2025-07-01", "OSS")).unwrap();
        let mentor = Browser::at(test, &[Right::ReadFigures, Right::Mentor]);
        let page = mentor.open("pendirian");
        page.says(&["Tandai sudah diperiksa", "9 orang tercatat", "Data rapat sudah diisi"]);
        page.is_silent_about(&["Contoh Pendiri", "rancangan/", "langkah/akta", "pendirian/pendiri"]);
        let done = mentor.send_form("pendirian/langkah/nib/periksa", "periksa-001", &[]);
        assert_eq!(done.status, 303, "{}", done.body());
        let page = mentor.open("pendirian");
        page.says(&["diperiksa "]);
        page.is_silent_about(&["Tandai sudah diperiksa"]);
    });
}

#[test]
fn founders_are_listed_and_added() {
    story(|test| {
        given_founded(test);
        let browser = Browser::at(test, &KETUA);
        browser.open("pendirian/pendiri").says(&["Bu Contoh Pendiri 1", "3 Februari 1980", "9 orang"]);
        let young = [
            ("name", "Bu Contoh Muda"),
            ("sex", "f"),
            ("birth", "2010-01-01"),
            ("village", PINTU_AIR),
            ("nik", ""),
        ];
        let page = browser.send_form("pendirian/pendiri", "pendiri-0001", &young);
        assert_eq!(page.status, 422);
        page.says(&["birth-error", "belum 17 tahun"]);
        let grown = [
            ("name", "Bu Contoh Melati"),
            ("sex", "f"),
            ("birth", "1990-03-05"),
            ("village", PINTU_AIR),
            ("nik", "1971044503900002"),
        ];
        assert_eq!(browser.send_form("pendirian/pendiri", "pendiri-0002", &grown).status, 303);
        let page = browser.open("pendirian/pendiri");
        page.says(&["1971**********02", "10 orang"]);
        page.is_silent_about(&["1971044503900002"]);
        assert_eq!(
            browser.send_form("pendirian/pendiri/hapus", "hapus-00001", &[("founder", "1")]).status,
            303
        );
        browser.open("pendirian/pendiri").is_silent_about(&["Bu Contoh Pendiri 1<"]);
    });
}

#[test]
fn the_form_of_the_meetings_makes_the_drafts() {
    story(|test| {
        given(test, PINTU_AIR, "Pintu Air");
        let browser = Browser::at(test, &KETUA);
        browser.open("pendirian/rapat").says(&["Koperasi Kelurahan Merah Putih Pintu Air", "tidak terbatas"]);
        let meeting = meeting();
        let fields = [
            ("name", meeting.name.as_str()),
            ("seat", "Jl. Contoh No. 7"),
            ("duration", "tidak terbatas"),
            ("purpose", "Sejahtera bersama."),
            ("fields", "Gerai sembako\r\nSimpan pinjam\r\n"),
            ("ward_date", "2025-05-12"),
            ("ward_place", "Kantor"),
            ("ward_present", "42"),
            ("ward_chairs", "Pak Contoh Jati"),
            ("founding_date", "2025-05-20"),
            ("founding_place", "Kantor"),
            ("founding_chair", "Pak Contoh Bakau"),
            ("founding_secretary", "Bu Contoh Marni"),
            ("officers", "Ketua: Pak Contoh Bakau\r\nBendahara: Bu Contoh Melati"),
            ("principal", "100.000"),
            ("dues", "20.000"),
            ("capital", ""),
            ("shu_reserve", "40"),
            ("shu_business", "35"),
            ("shu_capital", "25"),
        ];
        let short: Vec<(&str, &str)> =
            fields.iter().copied().filter(|(field, _)| *field != "shu_capital").collect();
        let page = browser.send_form("pendirian/rapat", "rapat-00001", &short);
        assert_eq!(page.status, 422);
        page.says(&["Bagian SHU berjumlah 75 persen"]);
        let done = browser.send_form("pendirian/rapat", "rapat-00002", &fields);
        assert_eq!(done.status, 303, "{}", done.body());
        browser.open("pendirian").says(&["rancangan/anggaran-dasar.docx", "Ubah data rapat"]);
        browser.open("pendirian/rapat").says(&["value=\"100000\"", "Bendahara: Bu Contoh Melati"]);
        let word = browser.open("pendirian/rancangan/anggaran-dasar.docx");
        assert_eq!(word.headers["content-disposition"], "attachment; filename=\"anggaran-dasar.docx\"");
        assert!(word.bytes.starts_with(b"PK"));
        let pdf = browser.open("pendirian/rancangan/berita-acara-musyawarah.pdf");
        assert_eq!(pdf.headers["content-type"], "application/pdf");
        for missing in ["anggaran-dasar.exe", "surat-cinta.pdf", "anggaran-dasar"] {
            assert_eq!(browser.open(&format!("pendirian/rancangan/{missing}")).status, 404, "{missing}");
        }
    });
}

#[test]
fn the_route_is_chosen() {
    story(|test| {
        given(test, PINTU_AIR, "Pintu Air");
        let browser = Browser::at(test, &KETUA);
        let done = browser.send_form("pendirian/jalur", "jalur-00001", &[("path", "revitalisasi")]);
        assert_eq!(done.status, 303);
        browser.open("pendirian").says(&["0 dari 9 langkah terbit", "Pemeriksaan keadaan koperasi lama"]);
        assert_eq!(browser.send_form("pendirian/jalur", "jalur-00002", &[("path", "sulap")]).status, 422);
    });
}

#[test]
fn the_city_sees_what_is_missing_where() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        given(test, BINTANG, "Bintang");
        set(test, issued(here, "nib", "1234567890123", "2025-07-01", "OSS")).unwrap();
        let city = Browser::in_city(test, &CITY);
        let page = city.open("pendirian");
        page.says(&[
            "Kota Pangkal Pinang: 0 dari 2 koperasi lengkap",
            "/k/19.71.04.1001/pendirian",
            "1 belum",
        ]);
        let page = city.open("pendirian?belum=nib");
        page.says(&["Bintang", "Koperasi 1 – 1 dari 1"]);
        page.is_silent_about(&["/k/19.71.04.1001/pendirian"]);
        city.open("pendirian?cari=pintu&belum=ada").says(&["/k/19.71.04.1001/pendirian"]);
        city.open("pendirian?cari=entah").says(&["Tidak ada koperasi yang cocok"]);
        let book = city.open("pendirian/unduh.xlsx?belum=nib");
        assert!(book.bytes.starts_with(b"PK"));
        assert_eq!(
            book.headers["content-disposition"],
            "attachment; filename=\"pendirian-19.71-2026-11-24.xlsx\""
        );
    });
}

#[test]
fn the_city_writes_down_shared_and_split_villages() {
    story(|test| {
        given(test, PINTU_AIR, "Pintu Air");
        let city = Browser::in_city(test, &CITY);
        city.open("pendirian/desa").says(&["Belum ada yang tercatat"]);
        let serve = [("cooperative", PINTU_AIR), ("village", BINTANG), ("note", "")];
        let done = city.send_form("pendirian/desa/layani", "layani-0001", &serve);
        assert_eq!(done.status, 303, "{}", done.body());
        city.open("pendirian/desa").says(&["19.71.04.1002", "oleh Koperasi Kelurahan Merah Putih Pintu Air"]);
        let elsewhere = [("cooperative", PINTU_AIR), ("village", "19.01.01.1001"), ("note", "")];
        let page = city.send_form("pendirian/desa/layani", "layani-0002", &elsewhere);
        page.says(&["village-error", "bukan kode desa atau kelurahan di wilayah ini"]);
        let nobody = [("cooperative", "19.71.04.1003"), ("village", BINTANG), ("note", "")];
        city.send_form("pendirian/desa/layani", "layani-0003", &nobody).says(&["Belum ada koperasi di"]);
        let split = [
            ("old_village", PINTU_AIR),
            ("on", "2026-10-01"),
            ("new_villages", "19.71.04.1001, 19.71.04.1003"),
            ("decree", "Perda 1/2026"),
        ];
        assert_eq!(city.send_form("pendirian/desa/pecah", "pecah-00001", &split).status, 303);
        city.open("pendirian/desa").says(&["19.71.04.1001 menjadi 19.71.04.1003"]);
        Browser::at(test, &KETUA)
            .open("pendirian")
            .says(&["19.71.04.1001 menjadi 19.71.04.1003", "Pintu Air, Bintang"]);
        let leave = [("cooperative", PINTU_AIR), ("village", BINTANG)];
        assert_eq!(city.send_form("pendirian/desa/lepas", "lepas-00001", &leave).status, 303);
    });
}
