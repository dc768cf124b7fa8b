//! The same seed gives the same city, its states are all there, and no drawer is ever overdrawn.

use std::collections::BTreeMap;

use activity::{ActivityState, Assessment};
use kernel::{AccountCode, Month, UnitCode, Zone};
use store::testing::TestDb;

use super::*;
use crate::installation::MIGRATIONS;

/// As many villages of a city of seven districts.
fn villages(count: usize) -> Vec<Region> {
    let codes =
        (1..=7).flat_map(|district| (1..=6).map(move |village| 1_971_001_000 + district * 10_000 + village));
    let region = |code| Region {
        code: RegionCode::from_number(code).unwrap(),
        name: format!("Contoh {code}"),
        postal_code: None,
        position: None,
    };
    // The flagship's district comes first, so that it is among few villages too.
    let mut all: Vec<Region> = codes.map(region).collect();
    all.sort_by_key(|village| village.code.number() / 10_000 != 197_104);
    all.truncate(count);
    all
}

fn plan(months: i64, seed: u64) -> Plan {
    Plan { months, until: BookDate::parse("2026-11-23").unwrap(), seed }
}

fn made(plan: &Plan, villages: &[Region]) -> (TestDb, Vec<(Profile, Lived)>) {
    let test = TestDb::sqlite(&MIGRATIONS);
    let maker = place::mark(&test.db, plan.start()).unwrap();
    let keys = NikKeys { seal: [1; 32], hash: [2; 32] };
    let lives = generate(&test.db, &keys, plan, villages, maker, &Progress::silent()).unwrap();
    (test, lives)
}

/// The hash at the end of each chain.
fn tips(plan: &Plan, villages: &[Region]) -> Vec<Vec<u8>> {
    let (test, lives) = made(plan, villages);
    let tip = |lived: &Lived| {
        let (id, entry) = (lived.founded.id, lived.last_entry);
        test.db
            .read_blocking(|reader| ledger::entry(reader, id, entry))
            .unwrap()
            .map_or_else(Vec::new, |entry| entry.hash)
    };
    lives.iter().map(|(_, lived)| tip(lived)).collect()
}

#[test]
fn the_same_seed_and_day_give_the_same_chains() {
    let few = villages(3);
    let first = tips(&plan(3, 1971), &few);
    assert!(first.len() == 3 && !first[0].is_empty());
    assert_eq!(first, tips(&plan(3, 1971), &few));
}

#[test]
fn another_seed_gives_another_city() {
    let fates = |seed| profile::profiles(&plan(18, seed), &villages(42)).into_iter().map(|of| of.vigour);
    assert!(fates(1971).eq(fates(1971)) && !fates(1971).eq(fates(1972)));
}

fn assessed(test: &TestDb, plan: &Plan) -> Assessment {
    let city = RegionCode::parse("19.71").unwrap();
    let until = plan.until;
    test.db.read_blocking(move |reader| activity::assess(reader, city, until)).unwrap()
}

/// Every drawer and account of money on every day, and when each entry was recorded.
fn check_books(test: &TestDb, plan: &Plan, lived: &Lived) {
    let (id, from, until) = (lived.founded.id, plan.start(), plan.until);
    let entries = test.db.read_blocking(|reader| ledger::entries_between(reader, id, from, until)).unwrap();
    assert_eq!(
        entries.len(),
        usize::try_from(lived.last_entry.0).unwrap(),
        "nothing is dated outside the life"
    );
    let mut days: BTreeMap<(UnitCode, AccountCode), BTreeMap<BookDate, i64>> = BTreeMap::new();
    for entry in &entries {
        let recorded = entry.at.date_in(Zone::Wib);
        assert!(entry.date <= recorded && recorded <= until, "{} {}", entry.document, entry.at.wib_text());
        for line in entry.lines.iter().filter(|line| (11_100..11_300).contains(&line.account.0)) {
            let day = days.entry((line.unit, line.account)).or_default().entry(entry.date).or_default();
            *day += line.amount.0;
        }
    }
    for (place, moved) in days {
        let mut balance = 0;
        for (day, amount) in moved {
            balance += amount;
            assert!(balance >= 0, "{id} {place:?} stands at {balance} on {day}");
        }
    }
    let audit = test.db.read_blocking(|reader| ledger::audit(reader, id)).unwrap();
    assert_eq!(audit.differences, []);
}

#[test]
fn a_city_shows_all_four_states_and_flawless_books() {
    let plan = plan(2, 1971);
    let (test, lives) = made(&plan, &villages(42));
    let found = assessed(&test, &plan);
    let counts = ActivityState::ALL.map(|state| (state.code(), found.counts.of(state)));
    assert_eq!(found.counts.total(), 42);
    assert_eq!(
        counts,
        [("reported_activity", 20), ("reported_zero", 6), ("not_reported", 11), ("not_licensed", 5)]
    );
    for (_, lived) in &lives {
        check_books(&test, &plan, lived);
    }
}

#[test]
fn the_treasurer_finds_a_month_to_close_and_requests_to_decide() {
    let plan = plan(4, 1971);
    let (test, lives) = made(&plan, &villages(1));
    let (profile, lived) = &lives[0];
    assert!(profile.flagship);
    check_books(&test, &plan, lived);
    let id = lived.founded.id;
    let state = test.db.read_blocking(|reader| ledger::period_state(reader, id)).unwrap();
    assert_eq!(state.closed_through, Month::parse("2026-09").ok());
    let waiting = test.db.read_blocking(|reader| cashbook::waiting_reversals(reader, id)).unwrap();
    assert_eq!(waiting.len(), 2);
    let entries = test
        .db
        .read_blocking(|reader| ledger::entries_between(reader, id, plan.start(), plan.until))
        .unwrap();
    let proven = entries.iter().filter(|entry| entry.voucher.is_some()).count() * 100 / entries.len();
    assert!((50..=70).contains(&proven), "{proven} % have a photo");
}
