//! A transfer stands in two books and is recorded once.

use import::Book;
use kernel::UnitCode;

use crate::given::{
    balance, brought_in, entries, on_fresh_books, posted, reading, recorded_by_cashbook, row,
};

#[test]
fn what_goes_from_cash_to_bank_is_recorded_once() {
    on_fresh_books(|test| {
        let cash = reading(Some(5_000_000), vec![row(5, "2026-07-03", "Setor ke bank", 0, 1_000_000)]);
        posted(test, brought_in(test, Book::CASH, &cash)).unwrap();
        let bank = reading(
            Some(2_000_000),
            vec![
                row(5, "2026-07-06", "Setoran tunai dari kas", 1_000_000, 0),
                row(6, "2026-07-31", "Admin bank", 0, 5_000),
            ],
        );
        let done = posted(test, brought_in(test, Book::BANK, &bank)).unwrap();
        assert_eq!((done.recorded, done.already), (1, 1));
        assert_eq!(balance(test, 11_100, None), 4_000_000);
        assert_eq!(balance(test, 11_200, None), 2_995_000);
    });
}

#[test]
fn what_goes_from_the_office_to_a_unit_is_recorded_once() {
    on_fresh_books(|test| {
        let office =
            reading(Some(5_000_000), vec![row(5, "2026-07-03", "Modal unit usaha sembako", 0, 700_000)]);
        posted(test, brought_in(test, Book::CASH, &office)).unwrap();
        let unit = reading(Some(0), vec![row(5, "2026-07-03", "Modal dari koperasi", 700_000, 0)]);
        let done = posted(test, brought_in(test, Book::of_unit(UnitCode(10)), &unit)).unwrap();
        assert_eq!(done.already + done.waiting, 1, "it is not recorded a second time: {done:?}");
        assert_eq!(done.recorded, 0);
        assert_eq!(balance(test, 11_100, Some(10)), 700_000);
        assert_eq!(balance(test, 11_100, Some(0)), 4_300_000);
    });
}

#[test]
fn two_transfers_alike_are_two() {
    on_fresh_books(|test| {
        let twice = |words: &str, money_in, money_out| {
            vec![
                row(5, "2026-07-03", words, money_in, money_out),
                row(6, "2026-07-03", words, money_in, money_out),
            ]
        };
        let cash = reading(Some(5_000_000), twice("Setor ke bank", 0, 500_000));
        posted(test, brought_in(test, Book::CASH, &cash)).unwrap();
        let mut rows = twice("Setoran tunai dari kas", 500_000, 0);
        rows.push(row(7, "2026-07-03", "Setoran tunai dari kas", 500_000, 0));
        let done = posted(test, brought_in(test, Book::BANK, &reading(Some(0), rows))).unwrap();
        assert_eq!((done.recorded, done.already), (1, 2), "the third is in the cash book of nobody yet");
    });
}

#[test]
fn what_somebody_recorded_by_hand_is_asked_about() {
    on_fresh_books(|test| {
        test.db
            .write_blocking(|tx| {
                let act = import::Act {
                    rule: "laba-agen".to_owned(),
                    amount: kernel::Rupiah(87_500),
                    date: crate::given::day("2026-07-02"),
                    place: kernel::AccountCode(11_100),
                    party: None,
                    new_partner: String::new(),
                    unit: UnitCode::OFFICE,
                    months: None,
                    activity: ledger::Activity::NonMember,
                    note: String::new(),
                };
                recorded_by_cashbook(tx, &act).map_err(import::ImportError::Decision)
            })
            .unwrap();
        let book = reading(None, vec![row(5, "2026-07-02", "Laba Brilink", 87_500, 0)]);
        let done = posted(test, brought_in(test, Book::CASH, &book)).unwrap();
        assert_eq!((done.recorded, done.waiting, entries(test)), (0, 1, 1));
    });
}
