//! What belongs to others: listed, never in the books.

use assets::{AssetsError, Borrowed};
use kernel::Rupiah;
use store::testing::TestDb;

use crate::given::*;

pub fn building() -> Borrowed {
    Borrowed {
        id: 0,
        name: "Gedung gerai dan gudang".to_owned(),
        owner: "Pemerintah Kota Contoh".to_owned(),
        document: "BAST/07/2026".to_owned(),
        document_date: Some(day("2026-07-01")),
        since: day("2026-07-02"),
        until: Some(day("2026-10-31")),
        place: "Jl. Contoh No. 7".to_owned(),
        told_value: Some(Rupiah(1_250_000_000)),
        note: String::new(),
        returned_on: None,
    }
}

pub fn lend_in(test: &TestDb, thing: &Borrowed) -> Result<i64, AssetsError> {
    let thing = thing.clone();
    test.db.write_blocking(move |tx| assets::lend_in(tx, HERE, &thing, (BY, AT)))
}

fn give_back(test: &TestDb, id: i64, on: &str) -> Result<(), AssetsError> {
    let on = day(on);
    test.db.write_blocking(move |tx| assets::give_back(tx, HERE, id, on, AT))
}

fn borrowed(test: &TestDb, on: &str) -> Vec<Borrowed> {
    test.db.read_blocking(|reader| assets::borrowed(reader, HERE, day(on))).unwrap()
}

#[test]
fn a_lent_building_is_listed_from_the_day_it_came_until_it_is_given_back() {
    story(|test| {
        let id = lend_in(test, &building()).unwrap();
        assert_eq!(borrowed(test, "2026-07-02"), [Borrowed { id, ..building() }]);
        assert!(borrowed(test, "2026-07-01").is_empty());
        assert!(!building().is_overdue(day("2026-10-31")) && building().is_overdue(day("2026-11-01")));
        give_back(test, id, "2026-11-20").unwrap();
        assert_eq!(borrowed(test, "2026-11-19").len(), 1);
        assert!(borrowed(test, "2026-11-20").is_empty());
        assert!(matches!(give_back(test, id, "2026-11-20"), Err(AssetsError::Returned)));
        let books =
            test.db.read_blocking(|reader| ledger::balances(reader, HERE, None, day("2026-11-24"), None));
        assert!(books.unwrap().is_empty(), "nothing lent stands in the books");
    });
}

#[test]
fn what_cannot_be_is_refused_beside_its_field() {
    story(|test| {
        let refused = |change: &dyn Fn(&mut Borrowed)| {
            let mut thing = building();
            change(&mut thing);
            lend_in(test, &thing).unwrap_err().field()
        };
        assert_eq!(refused(&|thing| thing.name.clear()), Some("name"));
        assert_eq!(refused(&|thing| thing.owner.clear()), Some("owner"));
        assert_eq!(refused(&|thing| thing.document = "x".repeat(201)), Some("document"));
        assert_eq!(refused(&|thing| thing.since = day("2026-11-25")), Some("since"));
        assert_eq!(refused(&|thing| thing.document_date = Some(day("2026-11-25"))), Some("document_date"));
        assert_eq!(refused(&|thing| thing.until = Some(day("2026-07-01"))), Some("until"));
        assert_eq!(refused(&|thing| thing.told_value = Some(Rupiah::ZERO)), Some("told_value"));
        let id = lend_in(test, &building()).unwrap();
        assert!(matches!(give_back(test, id, "2026-07-01"), Err(AssetsError::ReturnedBefore)));
        assert_eq!(give_back(test, id, "2026-11-25").unwrap_err().field(), Some("date"));
        assert!(matches!(give_back(test, 9, "2026-11-20"), Err(AssetsError::NoSuchAsset)));
    });
}
