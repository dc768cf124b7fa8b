//! What *Catat* sees of savings: the entry in the list of lines.

use cashbook::{Party, Record, Rule};
use kernel::{PartyId, Rupiah, UnitCode};
use savings::LINE;

use crate::given::*;

fn record(cooperative: kernel::CooperativeId, member: Option<PartyId>, amount: i64) -> Record {
    Record {
        cooperative,
        amount: Rupiah(amount),
        date: day("2025-12-10"),
        place: CASH,
        party: member.map(|id| Party { id, name: "Contoh Melati".to_owned(), member: true }),
        unit: UnitCode::OFFICE,
        months: None,
        activity: ledger::Activity::None,
        note: String::new(),
        voucher: None,
        by: BY,
        at: AT,
    }
}

fn rule(act: &str) -> Rule {
    let rules = cashbook::common_rules();
    rules.iter().find(|rule| rule.act == act).unwrap().clone()
}

#[test]
fn every_act_of_the_vocabulary_that_is_ours_is_recorded() {
    let ours: Vec<String> = cashbook::common_rules()
        .iter()
        .filter(|rule| rule.act.starts_with("savings."))
        .map(|rule| rule.act.clone())
        .collect();
    assert_eq!(ours.len(), 4);
    assert!(ours.iter().all(|act| LINE.acts.contains(&act.as_str())), "{ours:?}");
}

#[test]
fn catat_previews_and_records_what_savings_do() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let dues = rule("savings.deposit.wajib");
        let filled = record(here, Some(melati), 120_000);
        let said = test.db.read_blocking(|reader| (LINE.preview)(reader, &dues, &filled)).unwrap();
        assert!(said.ends_with("(Jul 2025 – Des 2025, 6 bulan)."), "{said}");
        let (rule, again) = (dues.clone(), filled.clone());
        let made = test.db.write_blocking(move |tx| (LINE.record)(tx, &rule, &again)).unwrap();
        let receipt =
            test.db.read_blocking(|reader| savings::receipt_of(reader, here, made.entry)).unwrap().unwrap();
        assert_eq!(receipt.document, made.document);
        let entry = test.db.read_blocking(|reader| ledger::entry(reader, here, made.entry)).unwrap().unwrap();
        assert_eq!((entry.act.as_str(), entry.rule.as_str()), (dues.act.as_str(), dues.code.as_str()));
    });
}

#[test]
fn a_refusal_names_the_field_of_catat() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let out = rule("savings.withdraw.sukarela");
        let refused = |filled: Record| {
            test.db.read_blocking(|reader| (LINE.preview)(reader, &out, &filled)).unwrap_err()
        };
        assert_eq!(refused(record(here, None, 1_000)).field, Some("party"));
        assert_eq!(refused(record(here, Some(PartyId(99)), 1_000)).field, Some("party"));
        assert_eq!(refused(record(here, Some(melati), 1_000)).field, Some("amount"));
    });
}
