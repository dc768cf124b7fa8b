//! The portal's statistics: matched by name, kept by day, settled once.

use ministry::{
    Atlas, How, MinistryError, Settlement, import_statistics, matched_in, place_all, settle, waiting,
};

use crate::given::*;
use crate::portal_file::portal_file;

/// How a village of the snapshot was found.
fn found(test: &store::testing::TestDb, village: &str, as_of: &str) -> Vec<(String, Option<How>)> {
    let rows = test.db.read_blocking(|reader| matched_in(reader, day(as_of), region(village))).unwrap();
    rows.into_iter().map(|row| (row.portal_village, row.how)).collect()
}

#[test]
fn a_file_becomes_a_dated_snapshot() {
    story(|test| {
        let lines = [
            line("RANGKUI", "PINTU  AIR", "501", "1500000"),
            line("GERUNGGANG", "BUKITMERAPIN", "502", "0"),
            line("GERUNGGANG", "TUA TUNU", "503", ""),
            line("GABEK", "GABEK II", "504", "0"),
            line("RANGKUI", "TIDAK DIKENAL", "505", "0"),
            line("ENTAH DI MANA", "BINTANG", "506", "0"),
        ];
        let summary = import(test, &lines, "2026-08-09").unwrap();
        assert_eq!((summary.rows, summary.matched, summary.unmatched), (6, 4, 2));
        assert_eq!(
            (summary.cooperatives, summary.transaction_value, summary.savings_total),
            (6, 1_500_000, 300_000)
        );
        let one = |portal: &str, how| vec![(portal.to_owned(), Some(how))];
        assert_eq!(found(test, PINTU_AIR, "2026-08-09"), one("501", How::Name));
        assert_eq!(found(test, "19.71.05.1002", "2026-08-09"), one("502", How::OldName));
        assert_eq!(found(test, "19.71.06.1004", "2026-08-09"), one("504", How::Abbreviation));
        let rows =
            test.db.read_blocking(|reader| matched_in(reader, day("2026-08-09"), region(CITY))).unwrap();
        let sales: Vec<_> = rows.iter().map(|row| row.figure(ministry::TRANSACTION_VALUE)).collect();
        assert_eq!(sales, [Some(1_500_000), Some(0), None, Some(0)], "empty is not zero");
        let left = test.db.read_blocking(|reader| waiting(reader, day("2026-08-09"), region(CITY))).unwrap();
        let left: Vec<_> =
            left.iter().map(|row| (row.portal_village.as_str(), row.reason.as_str())).collect();
        assert_eq!(left.len(), 2);
        assert!(left.contains(&("506", "kecamatan tidak dikenal")), "{left:?}");
    });
}

#[test]
fn the_same_file_again_changes_nothing_and_another_is_refused() {
    story(|test| {
        let lines = [line("RANGKUI", "PINTU AIR", "501", "0")];
        let first = import(test, &lines, "2026-08-09").unwrap();
        assert_eq!(import(test, &lines, "2026-08-09").unwrap(), first);
        let other = [line("RANGKUI", "PINTU AIR", "501", "1")];
        assert!(matches!(import(test, &other, "2026-08-09"), Err(MinistryError::OtherSnapshot(_))));
        assert!(matches!(import(test, &other, "2026-12-01"), Err(MinistryError::Future(_))));
        import(test, &other, "2026-09-09").unwrap();
        assert_eq!(test.db.read_blocking(|reader| ministry::snapshots(reader)).unwrap().len(), 2);
    });
}

#[test]
fn a_city_is_found_by_the_name_it_bore_before() {
    let test = nation();
    let line = |city: &str, district: &str, village: &str, number: &str| {
        format!(
            "1,SUMATERA UTARA,{number},{city},{number},{district},{number},{village},1,0,0,0,0,0,0,0,0,0,0,0,0,0\n"
        )
    };
    let lines = [
        line("KAB. TOBA SAMOSIR", "LAGUBOTI", "SIMATIBUNG", "1"),
        line("KAB. SAMOSIR", "PANGURURAN", "TANJUNG BUNGA", "2"),
    ];
    // The nation is shared by the stories, so each has a day of its own.
    let summary = import(test, &lines, "2026-08-01").unwrap();
    assert_eq!((summary.rows, summary.matched), (2, 2));
    let toba =
        test.db.read_blocking(|reader| matched_in(reader, day("2026-08-01"), region("12.12"))).unwrap();
    assert_eq!(toba.iter().map(|row| row.portal_village.as_str()).collect::<Vec<_>>(), ["1"]);
}

#[test]
fn two_rows_never_have_one_village() {
    story(|test| {
        let lines = [
            line("RANGKUI", "PINTU AIR", "501", "0"),
            line("RANGKUI", "Pintu Air", "501", "5"),
            line("RANGKUI", "ASAM", "601", "0"),
            line("RANGKUI", "ASAM", "602", "0"),
        ];
        let summary = import(test, &lines, "2026-08-09").unwrap();
        assert_eq!((summary.matched, summary.unmatched), (1, 3));
        assert_eq!(found(test, PINTU_AIR, "2026-08-09").len(), 1);
        assert_eq!(found(test, "19.71.04.1006", "2026-08-09"), []);
    });
}

#[test]
fn a_person_settles_once_for_all_files() {
    story(|test| {
        let lines =
            [line("RANGKUI", "KAMPUNG BARU SEKALI", "505", "7"), line("RANGKUI", "BINTANG", "507", "0")];
        import(test, &lines, "2026-08-09").unwrap();
        let settlement = |village: &str, within: &str| Settlement {
            portal_village: "505".to_owned(),
            village: Some(region(village)),
            region: region(within),
            by: BY,
            at: NOW,
        };
        let act = |settlement: Settlement| test.db.write_blocking(move |tx| settle(tx, &settlement));
        assert!(matches!(act(settlement("19.71.04.1002", CITY)), Err(MinistryError::Taken)));
        assert!(matches!(act(settlement("11.01.01.2003", CITY)), Err(MinistryError::NotHere)));
        assert!(matches!(act(settlement("11.01.01.2003", "11.01")), Err(MinistryError::NoSuchRow)));
        act(settlement("19.71.04.1006", CITY)).unwrap();
        assert!(matches!(act(settlement("19.71.04.1007", CITY)), Err(MinistryError::NoSuchRow)));
        assert_eq!(found(test, "19.71.04.1006", "2026-08-09"), [("505".to_owned(), Some(How::Person))]);
        // The next file calls it differently and has another row of the village's own name.
        let next = [line("RANGKUI", "ENTAH", "505", "8"), line("RANGKUI", "ASAM", "999", "0")];
        let summary = import(test, &next, "2026-09-09").unwrap();
        assert_eq!((summary.matched, summary.unmatched), (1, 1));
        assert_eq!(found(test, "19.71.04.1006", "2026-09-09"), [("505".to_owned(), Some(How::Person))]);
    });
}

#[test]
fn spellings_of_many_hands_are_matched_and_none_wrongly() {
    let test = nation();
    // Aceh, Bangka Belitung, Jakarta and Yogyakarta: 7,600 villages of all kinds of names.
    let provinces = ["11", "19", "31", "34"].map(region);
    let file = test
        .db
        .read_blocking(|reader| Ok::<_, MinistryError>(portal_file(reader, &provinces, 7_000, 20_260_809)))
        .unwrap();
    let rows = ministry::read_statistics(file.csv.as_bytes()).unwrap();
    let atlas = test.db.read_blocking(|reader| Atlas::read(reader)).unwrap();
    let places = place_all(&rows, &atlas, &Default::default());
    let wrong = places
        .iter()
        .zip(&file.truth)
        .filter(|(place, truth)| place.village.is_ok_and(|(village, _)| village != **truth));
    assert_eq!(wrong.count(), 0);
    let matched = places.iter().filter(|place| place.village.is_ok()).count();
    assert!(matched * 100 >= rows.len() * 97, "{matched} of {}", rows.len());
    let summary = import_statistics(&test.db, file.csv.as_bytes(), day("2026-08-09"), (BY, NOW)).unwrap();
    assert_eq!(usize::try_from(summary.matched).unwrap(), matched);
}
