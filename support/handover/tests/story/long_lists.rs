//! A list of the nation: never a screen that holds it all, and each of it is found.

use handover::{Choice, HandoverError, Reach, Selection, choose as choose_list};
use kernel::CooperativeId;
use store::testing::TestDb;
use web::Right;

use crate::browser::Browser;
use crate::given::*;

const DINAS: [Right; 2] = [Right::ReadRegion, Right::ManageRegion];

/// 120 cooperatives in a district of one province, 100 in two of another; every tenth is no legal body.
fn given_two_provinces(test: &TestDb) -> Vec<CooperativeId> {
    let villages = (1..=120).map(|n| format!("19.71.04.{}", 1_000 + n));
    let villages = villages.chain((1..=50).map(|n| format!("18.01.01.{}", 2_000 + n)));
    let villages = villages.chain((1..=50).map(|n| format!("18.02.01.{}", 2_000 + n)));
    let all: Vec<_> =
        (1..).zip(villages).map(|(n, code)| newcomer(&code, &format!("Contoh {n}"), n % 10 != 0)).collect();
    test.db.write_blocking(move |tx| registry::register_all(tx, all.clone())).unwrap()
}

fn given_a_national_event(test: &TestDb) -> handover::EventId {
    test.db.write_blocking(|tx| handover::plan(tx, &new_event(Reach::Nation))).unwrap()
}

/// Numbers from 1 without gaps, in the order of villages.
fn is_in_order(test: &TestDb, id: handover::EventId) {
    let items = items(test, id);
    let villages: Vec<_> = items.iter().map(|item| item.village).collect();
    assert!(villages.is_sorted(), "{villages:?}");
    assert!((1..).zip(&items).all(|(n, item)| item.sequence == n), "a gap");
}

#[test]
fn a_list_is_chosen_part_by_part_and_screen_by_screen() {
    story(|test| {
        let ids = given_two_provinces(test);
        let id = given_a_national_event(test);
        let part = |code, legal_only| Selection::Part { part: region(code), legal_only };
        assert_eq!(choose(test, id, part("19", true)).unwrap(), 108);
        assert_eq!(choose(test, id, part("18.02", false)).unwrap(), 158, "added to what was there");
        is_in_order(test, id);
        assert_eq!(choose(test, id, part("19", false)).unwrap(), 170, "the part anew, the rest stays");
        let screen =
            Selection::Screen { shown: vec![ids[0], ids[1], ids[120]], ticked: vec![ids[1], ids[120]] };
        assert_eq!(choose(test, id, screen).unwrap(), 170, "one off, one on");
        is_in_order(test, id);
        assert_eq!(choose(test, id, Selection::NothingOf(region("19"))).unwrap(), 51);
        is_in_order(test, id);
        let all_gone = choose(test, id, Selection::NothingOf(region("18")));
        assert!(matches!(all_gone, Err(HandoverError::Nobody)));
        // Once something was handed over, numbers stand on certificates: nothing leaves the list.
        check_off(test, id, 1, "").unwrap();
        let before = items(test, id);
        let screen = Selection::Screen { shown: vec![ids[120], ids[0]], ticked: vec![ids[0]] };
        assert_eq!(choose(test, id, screen).unwrap(), 52);
        assert_eq!(choose(test, id, Selection::NothingOf(region("18.02"))).unwrap(), 52);
        assert_eq!(items(test, id)[..51], before[..]);
        // A part of another region is none of a city's.
        let of_the_city = given_an_event(test);
        let choice = Choice { event: of_the_city, selection: part("18", false), leave_out_handed: false };
        let elsewhere = test.db.write_blocking(move |tx| choose_list(tx, &choice));
        assert!(matches!(elsewhere, Err(HandoverError::NoSuchRegion)));
    });
}

#[test]
fn the_pages_of_a_long_list_show_parts_a_screen_and_what_is_searched_for() {
    story(|test| {
        given_two_provinces(test);
        let id = given_a_national_event(test);
        let browser = Browser::of_the_nation(test, &DINAS);
        let page = browser.open("penyerahan/1/pilih");
        page.says(&["di Indonesia: 198 koperasi", "href=\"/penyerahan/1/pilih?daerah=19\"", "Berikutnya"]);
        assert_eq!(page.body().matches("name=\"cooperative\"").count(), 80, "a form holds no more");
        let next = browser.open("penyerahan/1/pilih?daerah=19&sesudah=1971041080");
        next.says(&["19.71.04.1081", "19.71.04.1120"]);
        next.is_silent_about(&["19.71.04.1080<", "Berikutnya"]);
        browser.open("penyerahan/1/pilih?daerah=18&cari=contoh+12").says(&["Contoh 121", "Contoh 129"]);
        browser.open("penyerahan/1/pilih?daerah=18&cari=contoh+12").is_silent_about(&["Contoh 12 "]);
        browser.open("penyerahan/1/pilih?cari=zzz").says(&["Tidak ada koperasi di Indonesia"]);
        let fields = [("which", "legal"), ("daerah", "18")];
        let done = browser.send_form("penyerahan/1/pilih", "pilih-00001", &fields);
        assert_eq!(done.location(), "/penyerahan/1/pilih?daerah=18");
        assert_eq!(browser.send_form("penyerahan/1/pilih", "pilih-00002", &[("which", "all")]).status, 303);
        assert_eq!(items(test, id).len(), 220);

        let page = browser.open("penyerahan/1/hari-ini");
        page.says(&["0 dari 220", "0 dari 100", "0 dari 120", "href=\"/penyerahan/1/hari-ini?daerah=18\""]);
        assert_eq!(page.body().matches("name=\"receiver\"").count(), 50);
        page.says(&["sesudah=50"]);
        let district = browser.open("penyerahan/1/hari-ini?daerah=19.71.04");
        district.says(&["101. KKMP Contoh 1", "daerah=19.71.04&amp;sesudah=150", "‹ Indonesia"]);
        // A scanner types the address that the code holds.
        let scanned = browser.open(&format!("penyerahan/1/hari-ini?cari={ORIGIN}/koperasi/19.71.04.1100"));
        scanned.says(&["200. KKMP Contoh 100", "Serahkan KKMP Contoh 100"]);
        assert_eq!(scanned.body().matches("name=\"receiver\"").count(), 1);
        let fields = [("sequence", "200"), ("daerah", "19.71.04")];
        let done = browser.send_form("penyerahan/1/hari-ini", "serah-00001", &fields);
        assert_eq!(done.location(), "/penyerahan/1/hari-ini?daerah=19.71.04");
        browser.open("penyerahan/1/hari-ini").says(&["1 dari 220", "Yang terakhir diserahkan", "1 dari 120"]);
        browser.open("penyerahan/1/hari-ini?cari=200").says(&["Sudah diserahkan (1)"]);
        browser.open("penyerahan/1/hari-ini?cari=zzz").says(&["Tidak ada koperasi di daftar ini"]);
        browser.open("penyerahan/1/hari-ini?daerah=99&sesudah=x").says(&["1 dari 220"]);
    });
}
