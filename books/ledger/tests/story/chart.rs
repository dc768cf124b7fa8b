//! What a cooperative adds to the common lists.

use kernel::{AccountCode, CooperativeId, PartyId, Rupiah, UnitCode};
use ledger::{AccountKind, LedgerError, Line, PartyNeed, add_own_account, add_own_unit, chart_of, units_of};

use crate::books::{Books, COOPERATIVE, KAS, RENT, SAVINGS, TODAY, day, entry, name_of, on_books};

const ARISAN: AccountCode = AccountCode(21_205);
const LAUNDRY: UnitCode = UnitCode(91);

fn add_account(books: Books<'_>, code: i64, like: AccountCode) -> Result<(), LedgerError> {
    books.act(move |tx| {
        add_own_account(tx, COOPERATIVE, AccountCode(code), "Tabungan arisan", like, day(TODAY))
    })
}

fn add_unit(books: Books<'_>, unit: i64) -> Result<(), LedgerError> {
    books.act(move |tx| add_own_unit(tx, COOPERATIVE, UnitCode(unit), "Laundry", day(TODAY)))
}

fn refused(result: Result<(), LedgerError>) -> (String, String) {
    let error = result.expect_err("it must be refused");
    (name_of(&error), error.to_string())
}

#[test]
fn an_account_of_its_own_behaves_like_its_model() {
    on_books(|books| {
        let into_arisan = |party: Option<i64>| {
            let credit = Line::credit(ARISAN, Rupiah(5)).party(party.map(PartyId));
            entry(TODAY, [Line::debit(KAS, Rupiah(5)), credit])
        };
        assert_eq!(name_of(&books.post(into_arisan(Some(1))).unwrap_err()), "UnknownAccount");
        add_account(books, ARISAN.0, SAVINGS).unwrap();
        assert_eq!(name_of(&books.post(into_arisan(None)).unwrap_err()), "PartyMissing");
        books.post(into_arisan(Some(1))).unwrap();
        assert_eq!(books.stands(ARISAN), -5);
        let chart = books.read(|reader| chart_of(reader, COOPERATIVE, day(TODAY)));
        let own = chart.account(ARISAN).unwrap();
        assert_eq!(
            (own.name.as_str(), own.kind, own.party),
            ("Tabungan arisan", AccountKind::Liability, PartyNeed::Required)
        );
        assert_eq!(
            (chart.name(ARISAN), chart.name(AccountCode(9))),
            ("Tabungan arisan".to_owned(), "00009".to_owned())
        );
        let after = chart.iter().position(|account| account.code == SAVINGS).map(|place| place + 1);
        assert_eq!(
            chart.iter().position(|account| account.code == ARISAN),
            after,
            "it stands in the order of codes"
        );
        let neighbour = books.read(|reader| chart_of(reader, CooperativeId(20), day(TODAY)));
        assert_eq!(neighbour.account(ARISAN), None, "others do not have it");
    });
}

#[test]
fn an_account_and_a_unit_can_be_used_in_the_act_that_adds_them() {
    on_books(|books| {
        let posted = books.act(|tx| {
            add_own_account(tx, COOPERATIVE, AccountCode(61_305), "Sewa lapak", RENT, day(TODAY))?;
            add_own_unit(tx, COOPERATIVE, LAUNDRY, "Laundry", day(TODAY))?;
            let lines = [Line::debit(AccountCode(61_305), Rupiah(5)), Line::credit(KAS, Rupiah(5))];
            ledger::post(tx, &entry(TODAY, lines.map(|line| line.unit(LAUNDRY))))
        });
        assert!(posted.is_ok(), "{posted:?}");
        let units = books.read(|reader| units_of(reader, COOPERATIVE));
        let names: Vec<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
        assert_eq!((names.first(), names.last()), (Some(&"Kantor"), Some(&"Laundry")));
        assert!(
            !books.read(|reader| units_of(reader, CooperativeId(20))).iter().any(|unit| unit.code == LAUNDRY)
        );
        books.assert_sound(1);
    });
}

#[test]
fn a_code_that_is_taken_or_out_of_range_is_refused() {
    on_books(|books| {
        add_account(books, ARISAN.0, SAVINGS).unwrap();
        for code in [ARISAN.0, KAS.0, 9_999, 100_000, -21_205] {
            let sentence = format!("Kode {code} tidak bisa dipakai. Pilih kode lain yang belum ada.");
            assert_eq!(refused(add_account(books, code, SAVINGS)), ("CodeTaken".to_owned(), sentence));
        }
        assert_eq!(refused(add_account(books, 21_206, AccountCode(21_299))).0, "UnknownAccount");
        assert_eq!(
            refused(add_account(books, 21_206, ARISAN)).0,
            "UnknownAccount",
            "the model is a common one"
        );
        add_unit(books, LAUNDRY.0).unwrap();
        for unit in [LAUNDRY.0, 10, 0, 100, -1] {
            assert_eq!(refused(add_unit(books, unit)).0, "CodeTaken");
        }
    });
}

#[test]
fn the_accounts_that_hold_money_are_known() {
    on_books(|books| {
        let chart = books.read(|reader| chart_of(reader, COOPERATIVE, day(TODAY)));
        let money: Vec<i64> = chart.money().map(|account| account.code.0).collect();
        assert_eq!(money, [11_100, 11_110, 11_120, 11_200, 11_210]);
    });
}
