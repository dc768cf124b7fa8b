//! What scripts were promised, to the letter.

use crate::given::*;

#[test]
fn the_json_is_as_promised() {
    story(|test| {
        let active = given_a_licensed_cooperative(test, "19.71.04.1001", "Pintu Air");
        given_an_act(test, active, "2026-11-02");
        let forming = given_a_forming_cooperative(test, "19.71.04.1002", "Bintang");
        let json = activity::json(&city_on(test, TODAY));
        let expected = serde_json::json!({
            "region": "19.71",
            "as_of": "2026-11-24",
            "counts": {"reported_activity": 1, "reported_zero": 0, "not_reported": 0, "not_licensed": 1},
            "cooperatives": [
                {
                    "id": active.0,
                    "code": "19.71.04.1001",
                    "name": "Koperasi Kelurahan Merah Putih Pintu Air",
                    "state": "reported_activity",
                    "since": "2026-11-02",
                    "evidence": ["Transaksi usaha terakhir bertanggal 2 Nov 2026."],
                },
                {
                    "id": forming.0,
                    "code": "19.71.04.1002",
                    "name": "Koperasi Kelurahan Merah Putih Bintang",
                    "state": "not_licensed",
                    "since": "2026-01-02",
                    "evidence": [
                        "Belum berbadan hukum: dalam pendirian.",
                        "Belum pernah ada transaksi usaha di buku.",
                    ],
                },
            ],
        });
        assert_eq!(json, expected);
    });
}

#[test]
fn nobodys_name_is_told() {
    story(|test| {
        let active = given_a_licensed_cooperative(test, "19.71.04.1001", "Pintu Air");
        let wrong = given_an_act(test, active, "2026-11-02");
        given_it_is_taken_back(test, active, wrong, "2026-11-03");
        given_an_act(test, active, "2026-11-04");
        let text = activity::json(&city_on(test, TODAY)).to_string();
        for part in SOMEBODY.split(' ').skip(1) {
            assert!(!text.contains(part), "{text}");
        }
        assert!(!text.to_lowercase().contains("tidak aktif"));
    });
}
