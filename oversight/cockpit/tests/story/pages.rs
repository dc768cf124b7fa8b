//! The pages: what they show, how they are filtered and ordered, where they lead.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use kernel::Timestamp;

use crate::given::*;
use crate::visitor::{Answer, open};

/// The names in the table, in its order.
fn names(page: &Answer) -> Vec<&str> {
    let table = page.text().split("<tbody>").nth(1).unwrap_or_default();
    let heads = table.split("<th scope=\"row\">").skip(1);
    heads.filter_map(|head| head.split_once('>')?.1.split('<').next()).collect()
}

#[test]
fn the_city_page_shows_the_four_states_and_every_cooperative() {
    story(|test| {
        given_a_city(test);
        let page = open(test, "/wilayah/19.71");
        page.says(&[
            "5 koperasi",
            "Dari 5 koperasi: 1 melapor kegiatan, 1 melapor nihil, 2 belum melapor, 1 belum berizin",
            "<b>2</b><a href=\"/wilayah/19.71?keadaan=not_reported#tabel\">Belum melapor</a>",
            "href=\"/wilayah/19.71/koperasi/19.71.04.1001\"",
            "masa lapor sejak 1 Okt 2026",
            "/wilayah/19.71/unduh.xlsx\"",
            "tidak diketahui",
        ]);
        assert_eq!(names(&page), ["Opas Indah", "Pintu Air", "Bintang", "Masjid Jamik", "Asam"]);
        assert!(!page.text().to_lowercase().contains("tidak aktif"));
        for forbidden in ["style=\"", "onclick", "<script>"] {
            assert!(!page.text().contains(forbidden), "{forbidden}");
        }
        // Nobody has loaded the regions here, so there is nothing to draw a map from.
        assert!(!page.text().contains("Peta"));
    });
}

#[test]
fn a_province_shows_its_cities_and_no_cooperative() {
    story(|test| {
        given_a_city(test);
        given_a_cooperative(test, "19.01.01.1001", "Contoh Jauh");
        let page = open(test, "/wilayah/19");
        page.says(&[
            "6 koperasi",
            "Per kabupaten dan kota",
            "href=\"/wilayah/19.71\"",
            "href=\"/wilayah/19.01\"",
        ]);
        assert!(!page.text().contains("Pintu Air") && !page.text().contains("Contoh Jauh"));
        // The sums of the cities are the province's: 1 active, 1 zero, 3 silent, 1 not licensed.
        for figures in ["1|1|3|1", "5|1|1|2|1", "1|0|0|1|0"] {
            let cells: String = page.text().split("<td").skip(1).fold(String::new(), |line, cell| {
                let figure = cell.split_once('>').unwrap().1.split('<').next().unwrap().to_owned();
                line + &figure + "|"
            });
            let keys: String = page
                .text()
                .split("<b>")
                .skip(1)
                .fold(String::new(), |line, key| line + key.split('<').next().unwrap() + "|");
            assert!(cells.contains(figures) || keys.contains(figures), "{figures}: {cells} {keys}");
        }
    });
}

#[test]
fn a_reported_nothing_is_zero_and_silence_is_not() {
    story(|test| {
        given_a_city(test);
        let of = |state: &str| open(test, &format!("/wilayah/19.71?keadaan={state}"));
        let zero = of("reported_zero");
        zero.says(&["data-label=\"Omzet\" data-value=\"0\">0</td>", "1 dari 1 koperasi"]);
        let silent = open(test, "/wilayah/19.71?cari=opas");
        silent.says(&[
            "data-label=\"Omzet\" data-value=\"\"><small>tidak diketahui</small></td>",
            "data-label=\"Anggota\" data-value=\"\"><small>tidak diketahui</small></td>",
            "0 dari 1 koperasi",
        ]);
    });
}

#[test]
fn rows_are_filtered_and_ordered_by_the_address() {
    story(|test| {
        given_a_city(test);
        let shown = |asked: &str| {
            let page = open(test, &format!("/wilayah/19.71?{asked}"));
            assert_eq!(page.status, StatusCode::OK, "{asked}");
            names(&page).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(shown("keadaan=not_reported"), ["Opas Indah", "Masjid Jamik"]);
        assert_eq!(
            shown("kecamatan=19.71.04&urut=kelurahan"),
            ["Asam", "Bintang", "Masjid Jamik", "Pintu Air"]
        );
        // What is not known comes last in either direction.
        assert_eq!(
            shown("urut=simpanan&arah=turun"),
            ["Masjid Jamik", "Pintu Air", "Bintang", "Opas Indah", "Asam"]
        );
        assert_eq!(shown("urut=simpanan"), ["Bintang", "Pintu Air", "Masjid Jamik", "Opas Indah", "Asam"]);
        assert_eq!(shown("urut=data&arah=turun")[..3], ["Pintu Air", "Bintang", "Masjid Jamik"]);
        assert_eq!(shown("cari=jamik"), ["Masjid Jamik"]);
        assert_eq!(shown("cari=zzz"), Vec::<String>::new());
        assert_eq!(shown("urut=ngawur&keadaan=ngawur").len(), 5);
    });
}

#[test]
fn a_page_of_a_past_day_stays_there() {
    story(|test| {
        given_a_city(test);
        let page = open(test, "/wilayah/19.71?tanggal=2026-06-30");
        page.says(&["Keadaan pada 30 Jun 2026", "/koperasi/19.71.04.1003?tanggal=2026-06-30"]);
        page.says(&["1 melapor kegiatan, 0 melapor nihil, 3 belum melapor", "unduh.xlsx?tanggal=2026-06-30"]);
        for (asked, sentence) in [
            ("tanggal=2026-11-25", "Tanggal 25 Nov 2026 belum tiba."),
            ("tanggal=kemarin", "Tulis tanggal sebagai hari/bulan/tahun"),
        ] {
            let refused = open(test, &format!("/wilayah/19.71?{asked}"));
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.text().contains(sentence), "{}", refused.text());
        }
    });
}

#[test]
fn one_cooperative_says_why_it_stands_where_it_stands() {
    story(|test| {
        let [active, ..] = given_a_city(test);
        let page = open(test, "/wilayah/19.71/koperasi/19.71.04.1001");
        page.says(&[
            "Melapor kegiatan",
            "Transaksi usaha terakhir bertanggal 17 Nov 2026.",
            "href=\"/k/19.71.04.1001/laporan\"",
            "November 2026",
            "Gerai sembako",
            "Tidak perlu izin",
            "Belum berizin",
            "ditutup 24 Nov 2026",
            "290.000",
        ]);
        let by_number = open(test, &format!("/wilayah/19.71/koperasi/{active}"));
        by_number.says(&["Pintu Air"]);
        let silent = open(test, "/wilayah/19.71/koperasi/19.71.02.1001");
        silent.says(&[
            "bukan nol, dan bukan berarti koperasi berhenti berusaha",
            "Belum ada bulan yang ditutup",
        ]);
    });
}

#[test]
fn a_cooperative_of_another_region_is_not_there() {
    story(|test| {
        given_a_city(test);
        let elsewhere = given_a_cooperative(test, "19.01.04.2001", "Kace");
        for name in ["19.01.04.2001".to_owned(), elsewhere.to_string(), "999".to_owned(), "apa".to_owned()] {
            let answer = open(test, &format!("/wilayah/19.71/koperasi/{name}"));
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name}");
            assert!(!answer.text().contains("Kace"), "{name}");
        }
    });
}

#[test]
fn the_workbook_holds_the_rows_that_were_asked_for() {
    story(|test| {
        given_a_city(test);
        let answer = open(test, "/wilayah/19.71/unduh.xlsx?keadaan=not_reported");
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.headers[CONTENT_TYPE].to_str().unwrap().contains("spreadsheetml"));
        let name = answer.headers[CONTENT_DISPOSITION].to_str().unwrap();
        assert_eq!(name, "attachment; filename=\"koperasi-19.71-2026-11-24.xlsx\"");
        let book = answer.workbook();
        for word in
            ["Masjid Jamik", "Opas Indah", "tidak diketahui", "1 dari 2 koperasi, data sampai 20 Jun 2026"]
        {
            assert!(book.contains(word), "{word}");
        }
        assert!(book.contains("<v>300000</v>") && !book.contains("Pintu Air"));
    });
}

#[test]
fn the_api_tells_the_states_as_promised() {
    story(|test| {
        given_a_city(test);
        let json = open(test, "/api/v1/regions/19.71/activity").json();
        assert_eq!(json["region"], "19.71");
        assert_eq!(json["counts"]["reported_activity"], 1);
        assert_eq!(json["cooperatives"][1]["state"], "reported_activity");
        let past = open(test, "/api/v1/regions/19.71/activity?as_of=2026-06-30").json();
        assert_eq!((&past["as_of"], &past["counts"]["reported_activity"]), (&"2026-06-30".into(), &1.into()));
        let refused = open(test, "/api/v1/regions/19.71/activity?as_of=2027-01-01");
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.json()["error"]["field"], "as_of");
        let rows = open(test, "/api/v1/regions/19.71/cooperatives").json();
        let silent = &rows["cooperatives"][0];
        assert_eq!(silent["code"], "19.71.02.1001");
        assert!(
            silent["savings"].is_null()
                && silent["turnover_this_year"].is_null()
                && silent["members"].is_null()
        );
        let active = &rows["cooperatives"][1];
        assert_eq!(active["savings"]["total"], 290_000);
        assert_eq!(
            (&active["closed_through"], &active["data_until"]),
            (&"2026-09".into(), &"2026-11-17".into())
        );
    });
}

#[test]
fn a_city_without_cooperatives_says_how_to_begin() {
    story(|test| {
        let page = open(test, "/wilayah/19.71");
        page.says(&["0 koperasi", "Belum ada koperasi yang tercatat di wilayah ini."]);
    });
}

#[test]
fn where_regions_are_loaded_there_is_a_map_and_names() {
    story(|test| {
        territory::load(&test.db, Timestamp(0)).unwrap();
        given_a_city(test);
        let page = open(test, "/wilayah/19.71");
        page.says(&[
            "Kota Pangkal Pinang",
            "Rangkui",
            "Taman Sari",
            "Skematis, bukan batas resmi",
            "<title>Pintu Air: Melapor kegiatan</title>",
            "<title>Keramat: belum ada koperasi yang tercatat</title>",
            "fill=\"url(#arsir)\"",
        ]);
        assert_eq!(page.text().matches("<polygon class=").count(), 42);
        open(test, "/wilayah/19.71/koperasi/19.71.04.1001").says(&["Kecamatan Rangkui"]);
    });
}
