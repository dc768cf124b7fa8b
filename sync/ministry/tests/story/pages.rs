//! The pages: what they show, where they lead, and whom they never name.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::given::*;

#[test]
fn the_monthly_report_says_what_is_known_and_of_whom() {
    story(|test| {
        given_pintu_air(test);
        given_a_cooperative(test, "19.71.04.1002", "Bintang");
        let page = visit(test, "/wilayah/19.71/laporan?bulan=2026-10", None);
        page.says(&[
            "Laporan Oktober 2026",
            "Keadaan pada 31 Okt 2026",
            "<dd class=\"big\">300.000</dd>",
            "1 dari 2 koperasi, data tertua sampai 21 Okt 2026",
            "Rangkui",
            "Belum melapor",
            "sekarang Melapor kegiatan",
            "SK pengesahan AHU</dt><dd>2 dari 2 koperasi",
        ]);
        // What only passes through is no turnover.
        assert!(!page.text().contains("1.200.000"));
        let ahead = visit(test, "/wilayah/19.71/laporan?bulan=2026-12", None);
        assert_eq!(ahead.status, StatusCode::UNPROCESSABLE_ENTITY);
        let pdf = visit(test, "/wilayah/19.71/laporan?bulan=2026-10&format=pdf", None);
        assert_eq!(pdf.headers[CONTENT_TYPE], "application/pdf");
        assert!(pdf.bytes.starts_with(b"%PDF"));
        let xlsx = visit(test, "/wilayah/19.71/laporan?bulan=2026-10&format=xlsx", None);
        assert_eq!(xlsx.headers[CONTENT_DISPOSITION], "attachment; filename=\"laporan-19.71-2026-10.xlsx\"");
        assert!(xlsx.bytes.starts_with(b"PK"));
    });
}

#[test]
fn a_province_is_laid_out_by_its_cities() {
    story(|test| {
        given_pintu_air(test);
        given_a_cooperative(test, "19.71.06.1003", "Gabek Satu");
        let month = kernel::Month::parse("2026-10").unwrap();
        let of = |code: &str| {
            test.db
                .read_blocking(|reader| ministry::monthly(reader, region(code), month, day(TODAY)))
                .unwrap()
        };
        let (city, province) = (of(CITY), of("19"));
        let names = |report: &ministry::Monthly| {
            report.districts.iter().map(|part| part.name.clone()).collect::<Vec<_>>()
        };
        assert_eq!(
            (city.part_label(), names(&city)),
            ("Kecamatan", vec!["Rangkui".to_owned(), "Gabek".to_owned()])
        );
        assert_eq!(
            (province.part_label(), names(&province)),
            ("Kabupaten atau kota", vec!["Kota Pangkal Pinang".to_owned()])
        );
        assert_eq!(province.districts[0].savings, province.savings);
        assert_eq!(city.savings, province.savings);
    });
}

#[test]
fn the_portals_figures_stand_beside_our_own_states() {
    story(|test| {
        visit(test, "/wilayah/19.71/simkopdes", None).says(&["Statistik portal belum pernah dibaca"]);
        visit(test, "/wilayah/19.71/simkopdes/padanan", None).says(&["Belum ada statistik portal"]);
        given_pintu_air(test);
        let lines = [line("RANGKUI", "PINTU AIR", "501", "0"), line("RANGKUI", "ENTAH APA", "505", "0")];
        import(test, &lines, "2026-08-09").unwrap();
        visit(test, "/wilayah/19.71/simkopdes", None).says(&[
            "Portal per 9 Agu 2026",
            "Melapor kegiatan",
            "Nol di portal bisa berarti tidak ada kegiatan atau belum dilaporkan",
            "1 dari 42 desa",
            "1 baris belum punya padanan",
        ]);
        let xlsx = visit(test, "/wilayah/19.71/simkopdes?format=xlsx", None);
        assert!(xlsx.bytes.starts_with(b"PK"));
        visit(test, "/wilayah/19.71/simkopdes/padanan", None).says(&[
            "ENTAH APA",
            "Melintang",
            "Tidak ada padanannya",
        ]);
        let path = "/wilayah/19.71/simkopdes/padanan";
        let refused = visit(test, path, Some("portal_village=505&village=11.01.01.2003"));
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let settled = visit(test, path, Some("portal_village=505&village=19.71.04.1007"));
        assert_eq!(settled.status, StatusCode::SEE_OTHER, "{}", settled.text());
        visit(test, path, None).says(&["Semua baris portal di wilayah ini sudah punya padanan"]);
        visit(test, "/wilayah/19.71/simkopdes", None).says(&["dipadankan orang", "2 dari 42 desa"]);
    });
}

#[test]
fn what_was_sent_is_marked_on_the_page_of_the_cooperative() {
    story(|test| {
        given_pintu_air(test);
        let path = "/k/19.71.04.1001/simkopdes";
        visit(test, path, None).says(&[
            "Belum ada yang dikirim",
            "Simpanan anggota",
            "kode KBLI belum dicatat",
        ]);
        visit(test, "/wilayah/19.71/simkopdes/kiriman", None).says(&["belum pernah"]);
        let sent = visit(test, "/k/19.71.04.1001/simkopdes/kirim", Some(""));
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
        let refused = visit(test, path, Some("export=1&table=profil_koperasi&row=&state=differs&note="));
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("Tulis apa yang berbeda"));
        let marked =
            visit(test, path, Some("export=1&table=profil_koperasi&row=&state=differs&note=alamat+lama"));
        assert_eq!(marked.status, StatusCode::SEE_OTHER, "{}", marked.text());
        visit(test, path, None).says(&["berbeda", "alamat lama", "Sejak itu tidak ada yang berubah"]);
        visit(test, "/wilayah/19.71/simkopdes/kiriman", None).says(&["Pintu Air", "24 Nov 2026"]);
        for format in ["pdf", "xlsx"] {
            let sheet = visit(test, &format!("{path}?format={format}"), None);
            assert_eq!(sheet.status, StatusCode::OK);
            assert!(sheet.bytes.starts_with(if format == "pdf" { b"%P" } else { b"PK" }));
        }
    });
}

#[test]
fn no_member_is_named_on_a_page_of_the_region() {
    story(|test| {
        given_pintu_air(test);
        import(test, &[line("RANGKUI", "PINTU AIR", "501", "0")], "2026-08-09").unwrap();
        for path in ["laporan?bulan=2026-10", "simkopdes", "simkopdes/padanan", "simkopdes/kiriman"] {
            let page = visit(test, &format!("/wilayah/19.71/{path}"), None);
            for word in ["Rahasia", "Melati", "19710445", "style=\"", "<script>"] {
                assert!(!page.text().contains(word), "{word} is in {path}");
            }
        }
    });
}
