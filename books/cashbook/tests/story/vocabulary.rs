//! The posting vocabulary agrees with the chart, and can be extended.

use std::collections::BTreeSet;

use cashbook::{Side, Who};
use kernel::{AccountCode, UnitCode};
use ledger::{Activity, PartyNeed};

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
