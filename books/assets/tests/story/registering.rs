//! Registering: bought, given, or in the books already.

use assets::{Acquisition, AssetsError, Opening, Registration, Terms};
use kernel::{AccountCode, EntryId, Rupiah, UnitCode};

use crate::given::*;

#[test]
fn what_is_bought_is_in_the_register_and_in_the_books() {
    story(|test| {
        let laptop = register(test, &laptop()).unwrap();
        let showcase = register(test, &showcase()).unwrap();
        assert_eq!((laptop.0, showcase.0), (1, 2));
        assert_eq!(
            (balance(test, OFFICE_TOOLS, "2026-03-14"), balance(test, CASH, "2026-03-14")),
            (4_800_000, -4_800_000)
        );
        let lines = list(test, "2026-06-30");
        let seen: Vec<_> = lines.iter().map(|line| (line.asset.id, line.book_value.0)).collect();
        assert_eq!(seen, [(showcase, 2_400_000), (laptop, 4_800_000)]);
        assert_eq!(list(test, "2026-06-29").len(), 1);
        assert!(differences(test, "2026-06-30").is_empty());
        let totals = assets::totals(&lines);
        assert_eq!(totals.iter().map(|total| total.cost.0).sum::<i64>(), 7_200_000);
        audited(test);
    });
}

#[test]
fn a_grant_makes_the_own_capital_grow() {
    story(|test| {
        let given = Registration { acquisition: Acquisition::Grant, ..laptop() };
        register(test, &given).unwrap();
        assert_eq!(balance(test, AccountCode(31_400), "2026-03-14"), -4_800_000);
        assert!(differences(test, "2026-03-14").is_empty());
    });
}

#[test]
fn what_is_in_the_books_already_is_not_posted_again() {
    story(|test| {
        let opening = [(OFFICE_TOOLS, 4_800_000), (ACCUMULATED, -600_000), (CAPITAL, -4_200_000)];
        let entry = post(test, "2026-09-30", &opening);
        let known = differences(test, "2026-09-30");
        let said: Vec<_> = known.iter().map(|found| (found.account, found.amount().0)).collect();
        assert_eq!(said, [(OFFICE_TOOLS, 4_800_000), (ACCUMULATED, -600_000)]);
        let through = Opening { through: month("2026-09"), amount: Rupiah(600_000) };
        let terms = Terms { opening: Some(through), ..laptop().terms };
        let acquisition = Acquisition::Recorded { entry: Some(entry) };
        register(test, &Registration { terms, acquisition, ..laptop() }).unwrap();
        assert!(differences(test, "2026-09-30").is_empty());
        assert_eq!(list(test, "2026-09-30")[0].book_value, Rupiah(4_200_000));
        assert_eq!(due(test, "2026-10")[0].amount, Rupiah(100_000));
        assert_eq!(balance(test, CASH, "2026-11-24"), 0);
    });
}

#[test]
fn a_registration_that_cannot_be_is_refused_beside_its_field() {
    story(|test| {
        let refused = |change: &dyn Fn(&mut Registration)| {
            let mut new = laptop();
            change(&mut new);
            register(test, &new).unwrap_err().field()
        };
        assert_eq!(refused(&|new| new.name.clear()), Some("name"));
        assert_eq!(refused(&|new| new.note = "x".repeat(201)), Some("note"));
        assert_eq!(refused(&|new| new.account = ACCUMULATED), Some("account"));
        assert_eq!(refused(&|new| new.account = CASH), Some("account"));
        assert_eq!(refused(&|new| new.unit = UnitCode(77)), Some("unit"));
        assert_eq!(refused(&|new| new.terms.cost = Rupiah::ZERO), Some("cost"));
        assert_eq!(refused(&|new| new.terms.residual = Rupiah(4_800_001)), Some("residual"));
        assert_eq!(refused(&|new| new.terms.life_months = 0), Some("life_months"));
        assert_eq!(refused(&|new| new.terms.life_months = 601), Some("life_months"));
        assert_eq!(refused(&|new| new.account = LAND), Some("life_months"));
        assert_eq!(refused(&|new| new.terms.acquired_on = day("2026-11-25")), Some("acquired_on"));
        assert_eq!(refused(&|new| new.acquisition = Acquisition::Paid { place: CAPITAL }), Some("place"));
        let before = Some(Opening { through: month("2026-09"), amount: Rupiah(600_000) });
        assert_eq!(refused(&|new| new.terms.opening = before), Some("opening_through"));
        let in_books = |new: &mut Registration| new.acquisition = Acquisition::Recorded { entry: None };
        let opening =
            |through: &str, amount| Some(Opening { through: month(through), amount: Rupiah(amount) });
        for (opening, field) in [
            (opening("2026-03", 1), "opening_through"),
            (opening("2026-11", 1), "opening_through"),
            (opening("2026-09", 4_800_001), "opening_amount"),
        ] {
            let change = |new: &mut Registration| {
                in_books(new);
                new.terms.opening = opening;
            };
            assert_eq!(refused(&change), Some(field));
        }
        let unknown = Acquisition::Recorded { entry: Some(EntryId(9)) };
        assert_eq!(refused(&|new| new.acquisition = unknown), Some("document"));
        assert!(list(test, "2026-11-24").is_empty());
        assert_eq!(balance(test, CASH, "2026-11-24"), 0);
    });
}

#[test]
fn a_reversed_purchase_takes_the_asset_along() {
    story(|test| {
        let id = register(test, &laptop()).unwrap();
        let found = test.db.read_blocking(|reader| assets::one(reader, HERE, id)).unwrap().unwrap();
        reverse(test, found.entry.unwrap(), "2026-05-02");
        // As the books stood before the reversal, it is still there.
        assert_eq!(list(test, "2026-05-01").len(), 1);
        assert!(list(test, "2026-05-02").is_empty());
        assert!(differences(test, "2026-05-01").is_empty() && differences(test, "2026-05-02").is_empty());
        assert!(due(test, "2026-10").is_empty());
        let gone = dispose(test, &disposing(id, "2026-11-01", 0)).unwrap_err();
        assert!(matches!(gone, AssetsError::Cancelled(_)));
    });
}

#[test]
fn a_mistaken_registration_is_struck_out_while_nothing_stands_on_it() {
    story(|test| {
        post(test, "2026-03-14", &[(OFFICE_TOOLS, 4_800_000), (CAPITAL, -4_800_000)]);
        let recorded = Registration { acquisition: Acquisition::Recorded { entry: None }, ..laptop() };
        let (first, twice) = (register(test, &recorded).unwrap(), register(test, &recorded).unwrap());
        let bought = register(test, &showcase()).unwrap();
        let strike = |id, reason: &'static str| {
            test.db.write_blocking(move |tx| assets::strike(tx, HERE, id, reason, (BY, AT)))
        };
        assert_eq!(strike(twice, " ").unwrap_err().field(), Some("reason"));
        strike(twice, "terdaftar dua kali").unwrap();
        assert!(matches!(strike(twice, "lagi"), Err(AssetsError::Cancelled(_))));
        assert!(matches!(strike(bought, "salah"), Err(AssetsError::StrikeEntry)));
        assert!(differences(test, "2026-11-24").is_empty());
        depreciate(test, "2026-04").unwrap().unwrap();
        assert!(matches!(strike(first, "salah"), Err(AssetsError::StrikeDepreciated)));
    });
}
