//! The name, shared cooperatives, and villages that were split.

use formation::FormationError;
use store::testing::TestDb;

use crate::given::*;

fn free_name(test: &TestDb, village: &str) -> String {
    let village = code(village);
    test.db.read_blocking(move |reader| formation::free_name(reader, village)).unwrap()
}

fn serve(test: &TestDb, cooperative: kernel::CooperativeId, village: &str) -> Result<(), FormationError> {
    let village = code(village);
    let act = move |tx: &mut store::Tx<'_>| {
        formation::add_village(tx, cooperative, village, "Musyawarah bersama", (BY, AT))
    };
    test.db.write_blocking(act)
}

#[test]
fn a_name_that_is_taken_gets_its_district_and_then_its_city() {
    story(|test| {
        assert_eq!(free_name(test, PINTU_AIR), "Koperasi Kelurahan Merah Putih Pintu Air");
        given(test, PINTU_AIR, "Pintu Air");
        assert_eq!(free_name(test, PINTU_AIR), "Koperasi Kelurahan Merah Putih Pintu Air", "its own is free");
        let other = "19.01.01.1001";
        assert_eq!(free_name(test, other), "Koperasi Kelurahan Merah Putih Pintu Air Kecamatan Contoh Timur");
        given(test, BINTANG, "Pintu Air Kecamatan Contoh Timur");
        assert_eq!(
            free_name(test, other),
            "Koperasi Kelurahan Merah Putih Pintu Air Kecamatan Contoh Timur Kabupaten Contoh"
        );
    });
}

#[test]
fn several_villages_share_one_cooperative() {
    story(|test| {
        let here = given(test, PINTU_AIR, "Pintu Air");
        let other = given(test, "19.01.01.1001", "Pintu Air");
        serve(test, here, BINTANG).unwrap();
        let taken = serve(test, other, BINTANG).unwrap_err();
        assert_eq!(
            taken.to_string(),
            "19.71.04.1002 sudah dilayani Koperasi Kelurahan Merah Putih Pintu Air. Satu desa atau kelurahan \
             dilayani satu koperasi."
        );
        assert!(matches!(serve(test, other, PINTU_AIR), Err(FormationError::VillageTaken { .. })));
        assert!(matches!(serve(test, here, "19.71.04.1999"), Err(FormationError::NotAVillage(_))));
        let served = test.db.read_blocking(move |reader| formation::villages_of(reader, here)).unwrap();
        assert_eq!(served, [code(PINTU_AIR), code(BINTANG)]);
        test.db.write_blocking(move |tx| formation::remove_village(tx, here, code(BINTANG))).unwrap();
        let serving = test.db.read_blocking(|reader| formation::serving(reader, code(BINTANG))).unwrap();
        assert_eq!(serving, None);
    });
}

#[test]
fn a_village_that_was_split_keeps_its_cooperative() {
    story(|test| {
        let here = given(test, BINTANG, "Bintang");
        let split = |new: Vec<kernel::RegionCode>| {
            let act = move |tx: &mut store::Tx<'_>| {
                formation::record_split(
                    tx,
                    code(BINTANG),
                    &new,
                    (day("2026-10-01"), "Perda 1/2026"),
                    (BY, AT),
                )
            };
            test.db.write_blocking(act)
        };
        assert!(matches!(split(Vec::new()), Err(FormationError::Split)));
        assert!(matches!(split(vec![code(BINTANG)]), Err(FormationError::Split)));
        split(vec![code(BINTANG), code("19.71.04.1003")]).unwrap();
        let successors = || test.db.read_blocking(move |reader| formation::successors(reader, here)).unwrap();
        let new: Vec<_> = successors().iter().map(|split| split.new).collect();
        assert_eq!(new, [code("19.71.04.1003")]);
        serve(test, here, "19.71.04.1003").unwrap();
        assert_eq!(successors(), [], "served now");
        let found =
            test.db.read_blocking(move |reader| registry::cooperative(reader, here)).unwrap().unwrap();
        assert_eq!(found.region, code(BINTANG), "it keeps its village");
    });
}
