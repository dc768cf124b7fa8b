//! The territory as its users ask for it, on both engines, with the file that comes with the
//! program.
#![forbid(unsafe_code)]
#![expect(clippy::unwrap_used, reason = "a story that cannot go on stops at once")]

use kernel::{RegionCode, RegionLevel, Timestamp};
use store::testing::{TestDb, on_both_engines};
use store::{Reader, Snapshot};
use territory::{
    MIGRATIONS, Region, TerritoryError, View, by_postal_code, children, districts_in, load, path_of,
    provinces, region, search, tiles, villages_in, within,
};

const NOW: Timestamp = Timestamp(1_795_500_000_000_000);

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).unwrap()
}

fn names(regions: &[Region]) -> Vec<&str> {
    regions.iter().map(|region| region.name.as_str()).collect()
}

fn ask<T>(test: &TestDb, question: impl FnOnce(&mut Snapshot<'_>) -> Result<T, TerritoryError>) -> T {
    test.db.read_blocking(question).unwrap()
}

/// Loading is slow where nothing is optimised, so one load serves all questions.
#[test]
fn the_regions_of_indonesia() {
    on_both_engines(&[MIGRATIONS], |test| {
        assert_eq!(load(&test.db, NOW).unwrap(), 91_599);
        assert_eq!(load(&test.db, NOW).unwrap(), 0);
        every_level_is_complete(test);
        pangkalpinang_has_seven_districts_and_forty_two_villages(test);
        a_region_is_found_by_its_code(test);
        a_region_is_found_by_its_name(test);
        villages_are_found_by_postal_code(test);
        a_village_knows_where_it_lies(test);
        a_city_can_be_drawn(test);
        villages_without_a_centroid_can_be_drawn(test);
    });
}

fn every_level_is_complete(test: &TestDb) {
    const COUNTS: &str = "select level, count(*) from territory_region group by level order by level";
    let counts: Vec<(String, i64)> = ask(test, |reader| {
        let rows = reader.query(COUNTS, &[])?;
        rows.iter().map(|row| Ok((row.text(0)?, row.int(1)?))).collect()
    });
    let expected = [("city", 514), ("district", 7_285), ("province", 38), ("village", 83_762)];
    assert_eq!(counts, expected.map(|(level, count)| (level.to_owned(), count)));
    assert_eq!(ask(test, |reader| provinces(reader)).len(), 38);
}

fn pangkalpinang_has_seven_districts_and_forty_two_villages(test: &TestDb) {
    let city = code("19.71");
    let districts = ask(test, |reader| districts_in(reader, city));
    assert_eq!(
        names(&districts),
        ["Bukit Intan", "Taman Sari", "Pangkal Balam", "Rangkui", "Gerunggang", "Gabek", "Girimaya"]
    );
    assert_eq!(ask(test, |reader| children(reader, city)), districts);
    let villages = ask(test, |reader| villages_in(reader, city));
    assert_eq!(villages.len(), 42);
    assert!(villages.iter().all(|village| village.code.is_kelurahan()));
    let rangkui = ask(test, |reader| children(reader, code("19.71.04")));
    assert_eq!(
        names(&rangkui),
        [
            "Pintu Air",
            "Bintang",
            "Masjid Jamik",
            "Asam",
            "Melintang",
            "Parit Lalang",
            "Keramat",
            "Gajah Mada"
        ]
    );
    let none = ask(test, |reader| children(reader, code("19.71.04.1001")));
    assert_eq!(none, Vec::new());
    let itself = ask(test, |reader| within(reader, code("19.71.04"), RegionLevel::District));
    assert_eq!(names(&itself), ["Rangkui"]);
}

fn a_region_is_found_by_its_code(test: &TestDb) {
    let found = ask(test, |reader| region(reader, code("19.71.04.1001")));
    let pintu_air = Region {
        code: code("19.71.04.1001"),
        name: "Pintu Air".to_owned(),
        postal_code: Some("33133".to_owned()),
        position: Some((-2_132_920, 106_102_410)),
    };
    assert_eq!(found, Some(pintu_air));
    assert_eq!(ask(test, |reader| region(reader, code("19.71.04.1003"))), None);
}

fn a_region_is_found_by_its_name(test: &TestDb) {
    for typed in ["pangkalpinang", "Kota Pangkal Pinang", "  PANGKAL-PINANG "] {
        let found = ask(test, |reader| search(reader, typed, 5));
        assert_eq!(found.first().map(|region| region.code), Some(code("19.71")), "{typed}");
        let mut codes: Vec<_> = found.iter().map(|region| region.code).collect();
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), found.len(), "{typed}");
    }
    let found = ask(test, |reader| search(reader, "jerambah", 20));
    assert!(names(&found).contains(&"Jerambah Gantung"));
    assert_eq!(ask(test, |reader| search(reader, "su", 20)).len(), 20);
    for nothing in ["", " . ", "zzzzz", "%"] {
        assert_eq!(ask(test, |reader| search(reader, nothing, 20)), Vec::new(), "{nothing}");
    }
    assert_eq!(ask(test, |reader| search(reader, "su", -1)), Vec::new());
}

fn villages_are_found_by_postal_code(test: &TestDb) {
    let found = ask(test, |reader| by_postal_code(reader, " 33121 "));
    assert_eq!(names(&found), ["Opas Indah", "Batin Tikal", "Rawa Bangun"]);
    assert_eq!(ask(test, |reader| by_postal_code(reader, "00000")), Vec::new());
}

fn a_village_knows_where_it_lies(test: &TestDb) {
    let path = ask(test, |reader| path_of(reader, code("19.71.04.1001")));
    assert_eq!(names(&path), ["Kepulauan Bangka Belitung", "Kota Pangkal Pinang", "Rangkui", "Pintu Air"]);
    let path = ask(test, |reader| path_of(reader, code("19")));
    assert_eq!(names(&path), ["Kepulauan Bangka Belitung"]);
}

fn a_city_can_be_drawn(test: &TestDb) {
    let view = View { width: 800, height: 600 };
    let city = code("19.71");
    let villages = ask(test, |reader| villages_in(reader, city));
    let districts = ask(test, |reader| districts_in(reader, city));
    let drawn = tiles(&villages, &districts, view);
    assert_eq!(drawn.len(), 42);
    for (tile, village) in drawn.iter().zip(&villages) {
        assert_eq!(tile.code, village.code);
        assert!(tile.points.len() >= 3, "{tile:?}");
        for (x, y) in tile.points.iter().chain([&tile.centre]) {
            assert!((-0.001..=800.001).contains(x) && (-0.001..=600.001).contains(y), "{tile:?}");
        }
    }
    assert_eq!(tiles(&villages, &districts, view), drawn);
    let characters: usize = drawn.iter().map(|tile| tile.svg_points().len()).sum();
    assert!(characters < 6_000, "{characters} characters");
}

fn villages_without_a_centroid_can_be_drawn(test: &TestDb) {
    const WITHOUT: &str = "select code from territory_region \
         where level = 'village' and lat is null order by code";
    let missing: Vec<RegionCode> = ask(test, |reader| {
        let rows = reader.query(WITHOUT, &[])?;
        rows.iter().map(|row| Ok(RegionCode::from_number(row.int(0)?).unwrap())).collect()
    });
    assert_eq!(missing.len(), 383);
    let district = missing[0].parent().unwrap();
    let villages = ask(test, |reader| villages_in(reader, district));
    let districts = ask(test, |reader| districts_in(reader, district));
    let drawn = tiles(&villages, &districts, View { width: 800, height: 600 });
    assert_eq!(drawn.len(), villages.len());
    assert!(drawn.iter().all(|tile| tile.points.len() >= 3));
}
