//! The posting vocabulary agrees with the chart, and can be extended.

use std::collections::BTreeSet;

use cashbook::{Side, Who};
use kernel::{AccountCode, Rupiah, UnitCode};
use ledger::{Activity, Book, Entry, Line, NormalSide, PartyNeed};
use store::testing::TestDb;

use crate::given::{COOPERATIVE, balance, day, member, on_fresh_books, record};

#[test]
fn every_rule_posts_when_all_it_asks_for_is_given() {
    on_fresh_books(|test| {
        let mut posted = 0;
        for rule in cashbook::common_rules().iter().filter(|rule| rule.is_plain()) {
            let filled = cashbook::Record {
                party: (rule.who != Who::None).then(member),
                unit: UnitCode(10),
                activity: Activity::NonMember,
                ..record(10_000)
            };
            // Who gets back or pays back has something in the books first.
            for side in [rule.debit, rule.credit] {
                let Side::Account(account) = side else { continue };
                posted += own_enough(test, account);
            }
            let code = rule.code.clone();
            test.db
                .write_blocking(move |tx| cashbook::record(tx, rule, &filled))
                .unwrap_or_else(|refusal| panic!("{code}: {refusal}"));
            posted += 1;
        }
        assert!(posted > 90);
        let report = test.db.read_blocking(|reader| ledger::audit(reader, COOPERATIVE)).expect("an audit");
        assert_eq!((report.entries, report.differences), (posted, vec![]));
    });
}

/// A member's own part of an account that belongs to people; gives the entries made for it.
fn own_enough(test: &TestDb, account: AccountCode) -> i64 {
    let chart = test
        .db
        .read_blocking(|reader| ledger::chart_of(reader, COOPERATIVE, day("2026-11-20")))
        .expect("the chart");
    let account = chart.account(account).expect("an account of the chart");
    if account.party != PartyNeed::Required {
        return 0;
    }
    let amount = if account.normal == NormalSide::Debit { Rupiah(10_000) } else { Rupiah(-10_000) };
    let line = |account, party, amount| Line {
        account,
        unit: UnitCode(10),
        activity: Activity::None,
        party,
        amount,
    };
    let lines = vec![line(account.code, Some(member().id), amount), line(AccountCode(11_100), None, -amount)];
    let filled = record(10_000);
    let entry = Entry {
        cooperative: COOPERATIVE,
        date: filled.date,
        book: Book::Memorial,
        description: "Saldo awal".to_owned(),
        note: String::new(),
        act: "opening",
        rule: String::new(),
        voucher: None,
        reverses: None,
        by: filled.by,
        at: filled.at,
        lines,
    };
    test.db.write_blocking(move |tx| ledger::post(tx, &entry)).expect("an opening balance");
    1
}

#[test]
fn every_account_of_a_rule_is_in_the_chart_and_asks_for_whom_it_must() {
    on_fresh_books(|test| {
        let chart = test
            .db
            .read_blocking(|reader| ledger::chart_of(reader, COOPERATIVE, day("2026-11-20")))
            .expect("the chart");
        let mut codes = BTreeSet::new();
        for rule in cashbook::common_rules() {
            assert!(codes.insert(&rule.code), "{} is there once", rule.code);
            for side in [rule.debit, rule.credit] {
                let Side::Account(code) = side else { continue };
                let account = chart.account(code).unwrap_or_else(|| panic!("{}: {code}", rule.code));
                let asks = matches!(rule.who, Who::Member | Who::Partner);
                assert!(
                    account.party != PartyNeed::Required || asks,
                    "{} names nobody for {code}",
                    rule.code
                );
            }
        }
    });
}

#[test]
fn a_cooperative_adds_a_rule_in_its_own_words() {
    on_fresh_books(|test| {
        let code = test
            .db
            .write_blocking(|tx| {
                cashbook::add_own_rule(
                    tx,
                    COOPERATIVE,
                    "Fee pisang",
                    "terima-pendapatan-lain",
                    day("2026-01-01"),
                )
            })
            .expect("a rule");
        let rule = test
            .db
            .read_blocking(|reader| cashbook::rule(reader, COOPERATIVE, &code))
            .expect("a read")
            .expect("the rule");
        test.db
            .write_blocking(move |tx| cashbook::record(tx, &rule, &record(2_500)))
            .expect("an act in their words");
        assert_eq!(balance(test, AccountCode(44_200).0, None), -2_500);
        let again = test.db.write_blocking(|tx| {
            cashbook::add_own_rule(tx, COOPERATIVE, "Fee Pisang", "terima-pendapatan-lain", day("2026-01-01"))
        });
        assert!(again.is_err(), "one name, one rule");
    });
}
