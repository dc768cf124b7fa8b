//! Proposals, for any lines and entries.

use std::collections::BTreeSet;

use kernel::{BookDate, EntryId, Rupiah};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use reconciliation::{BookMove, LineId, OpenLine, Proposal, ProposalKind, propose};

use crate::given::day;

fn repeatable() -> Config {
    Config { rng_seed: RngSeed::Fixed(1971), failure_persistence: None, ..Config::default() }
}

fn line(id: i64, date: &str, amount: i64, text: &str) -> OpenLine {
    OpenLine { id: LineId(id), date: day(date), amount: Rupiah(amount), text: text.to_owned() }
}

fn movement(entry: i64, date: &str, amount: i64, text: &str) -> BookMove {
    let document = String::new();
    BookMove {
        entry: EntryId(entry),
        date: day(date),
        amount: Rupiah(amount),
        document,
        text: text.to_owned(),
    }
}

fn pairs(proposals: &[Proposal]) -> Vec<(i64, Vec<i64>)> {
    let entries = |proposal: &Proposal| proposal.entries.iter().map(|entry| entry.0).collect();
    let mut pairs: Vec<_> = proposals.iter().map(|proposal| (proposal.line.0, entries(proposal))).collect();
    pairs.sort();
    pairs
}

#[test]
fn the_nearest_day_comes_first_and_then_the_words() {
    let lines = [
        line(1, "2026-10-05", 20_000, "SETORAN CONTOH MELATI"),
        line(2, "2026-10-05", 20_000, "SETORAN CONTOH BAKAU"),
    ];
    let moves = [
        movement(1, "2026-10-05", 20_000, "Simpanan wajib an. Contoh Bakau"),
        movement(2, "2026-10-05", 20_000, "Simpanan wajib an. Contoh Melati"),
        movement(3, "2026-10-06", 20_000, "Simpanan wajib an. Contoh Melati"),
    ];
    assert_eq!(pairs(&propose(&lines, &moves, 3)), [(1, vec![2]), (2, vec![1])]);
}

#[test]
fn direction_amount_and_days_must_fit() {
    let lines = [line(1, "2026-10-05", 20_000, "A")];
    for other in [
        movement(1, "2026-10-05", -20_000, "A"),
        movement(1, "2026-10-05", 20_001, "A"),
        movement(1, "2026-10-09", 20_000, "A"),
    ] {
        assert_eq!(propose(&lines, &[other], 3), []);
    }
    assert_eq!(propose(&lines, &[movement(1, "2026-10-08", 20_000, "A")], 3)[0].days, 3);
}

#[test]
fn equal_amounts_make_room_for_each_other() {
    // Line 1 is nearer to entry 1, but line 2 can be nothing else.
    let lines = [line(1, "2026-10-05", 20_000, ""), line(2, "2026-10-08", 20_000, "")];
    let moves = [movement(1, "2026-10-05", 20_000, ""), movement(2, "2026-10-02", 20_000, "")];
    assert_eq!(pairs(&propose(&lines, &moves, 3)), [(1, vec![2]), (2, vec![1])]);
}

#[test]
fn a_deposit_of_the_days_receipts_is_a_sum() {
    let lines = [line(1, "2026-10-06", 175_000, "SETOR TUNAI")];
    let mut moves = vec![
        movement(1, "2026-10-05", 100_000, ""),
        movement(2, "2026-10-05", 50_000, ""),
        movement(3, "2026-10-05", 25_000, ""),
        movement(4, "2026-10-05", -5_000, ""),
    ];
    let found = propose(&lines, &moves, 3);
    assert_eq!((pairs(&found), found[0].kind), (vec![(1, vec![1, 2, 3])], ProposalKind::Sum));
    // A part of the day, where no other part gives the same.
    moves.push(movement(5, "2026-10-05", 7_000, ""));
    assert_eq!(pairs(&propose(&lines, &moves, 3)), [(1, vec![1, 2, 3])]);
    // Two choices: a person decides.
    moves.push(movement(6, "2026-10-05", 25_000, ""));
    assert_eq!(propose(&lines, &moves, 3), []);
}

fn any_day() -> impl Strategy<Value = BookDate> {
    (0_i64..12).prop_map(|days| day("2026-10-01").plus_days(days))
}

fn any_amount() -> impl Strategy<Value = Rupiah> {
    prop_oneof![(1_i64..4).prop_map(|n| Rupiah(n * 10_000)), (1_i64..4).prop_map(|n| Rupiah(-n * 10_000))]
}

fn any_lines() -> impl Strategy<Value = Vec<OpenLine>> {
    let texts = prop_oneof![Just("setor melati"), Just("setor bakau"), Just("")];
    prop::collection::vec((any_day(), any_amount(), texts), 0..10).prop_map(|rows| {
        let line = |(id, (date, amount, text)): (i64, (BookDate, Rupiah, &str))| OpenLine {
            id: LineId(id),
            date,
            amount,
            text: text.to_owned(),
        };
        (1..).zip(rows).map(line).collect()
    })
}

fn any_moves() -> impl Strategy<Value = Vec<BookMove>> {
    any_lines().prop_map(|lines| {
        let movement = |line: OpenLine| BookMove {
            entry: EntryId(line.id.0),
            date: line.date,
            amount: line.amount,
            document: String::new(),
            text: line.text,
        };
        lines.into_iter().map(movement).collect()
    })
}

/// The most pairs that are possible, by trying everything.
fn most(lines: &[OpenLine], moves: &[BookMove], window: i64) -> usize {
    let Some((first, rest)) = lines.split_first() else { return 0 };
    let mut best = most(rest, moves, window);
    for (n, of) in moves.iter().enumerate() {
        if of.amount == first.amount && first.date.days_until(of.date).abs() <= window {
            let mut others = moves.to_vec();
            others.remove(n);
            best = best.max(1 + most(rest, &others, window));
        }
    }
    best
}

proptest! {
    #![proptest_config(repeatable())]

    #[test]
    fn no_pair_differs_in_amount_and_nothing_is_used_twice(lines in any_lines(), moves in any_moves()) {
        let found = propose(&lines, &moves, 3);
        let (mut seen_lines, mut seen_entries) = (BTreeSet::new(), BTreeSet::new());
        for proposal in &found {
            let line = lines.iter().find(|line| line.id == proposal.line).unwrap();
            prop_assert!(seen_lines.insert(proposal.line));
            let mut sum = 0;
            for entry in &proposal.entries {
                prop_assert!(seen_entries.insert(*entry));
                let of = moves.iter().find(|of| of.entry == *entry).unwrap();
                prop_assert!(line.date.days_until(of.date).abs() <= 3);
                sum += of.amount.0;
            }
            prop_assert_eq!(sum, line.amount.0);
            prop_assert_eq!(proposal.entries.len() == 1, proposal.kind == ProposalKind::Exact);
        }
    }

    #[test]
    fn the_order_of_the_lists_does_not_matter(lines in any_lines(), moves in any_moves()) {
        let found = propose(&lines, &moves, 3);
        let (mut turned_lines, mut turned_moves) = (lines, moves);
        turned_lines.reverse();
        turned_moves.reverse();
        prop_assert_eq!(propose(&turned_lines, &turned_moves, 3), found);
    }

    #[test]
    fn as_many_lines_as_possible_find_an_entry(
        lines in any_lines().prop_map(|lines| lines.into_iter().take(6).collect::<Vec<_>>()),
        moves in any_moves().prop_map(|moves| moves.into_iter().take(6).collect::<Vec<_>>()),
    ) {
        let found = propose(&lines, &moves, 3);
        let exact = found.iter().filter(|proposal| proposal.kind == ProposalKind::Exact).count();
        prop_assert_eq!(exact, most(&lines, &moves, 3));
    }
}
