//! No member's name, no NIK and no words of an entry leave the cockpit.

use crate::given::*;
use crate::visitor::open;

/// In the names of members, in descriptions and in notes of the stories, and nowhere else.
const NEVER: [&str; 7] =
    ["Rahasia", "Melati", "Kenanga", "Seruni", "Terima dari", "197104450390", "Jl. Contoh"];

#[test]
fn nobodys_name_is_in_any_byte() {
    story(|test| {
        let [active, ..] = given_a_city(test);
        for path in [
            "/wilayah/19.71",
            "/wilayah/19.71?tanggal=2026-06-30&urut=simpanan",
            "/wilayah/19.71?cari=Melat",
            "/wilayah/19.71/koperasi/19.71.04.1001",
            "/wilayah/19.71/koperasi/19.71.04.1003",
            &format!("/wilayah/19.71/koperasi/{active}"),
            "/api/v1/regions/19.71/activity",
            "/api/v1/regions/19.71/cooperatives",
        ] {
            let answer = open(test, path);
            for word in NEVER {
                assert!(!answer.text().contains(word), "{word} is in {path}");
            }
        }
        let workbook = open(test, "/wilayah/19.71/unduh.xlsx").workbook();
        for word in NEVER {
            assert!(!workbook.contains(word), "{word} is in the workbook");
        }
    });
}
