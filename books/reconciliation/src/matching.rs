//! Which line of the bank may be which entry of the books. Pure.
//!
//! A pair has exactly the same amount and is at most some days apart; each side is used once. Pairs that
//! are nearest in time come first, then those whose words agree most, then the older. What the nearest
//! pairs leave over is rearranged among equal amounts, so that as many lines as possible find an entry.
//! A line may also be several entries of one day; then the only choice of entries that sums to it is
//! proposed, as the weaker kind.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{BookDate, EntryId, Rupiah, fold};
use serde::{Deserialize, Serialize};

use crate::import::LineId;

/// The most entries of a day among which a sum is looked for.
const DAY_ENTRIES: usize = 10;

/// A line of the bank that has no entry yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenLine {
    /// The line.
    pub id: LineId,
    /// Its day.
    pub date: BookDate,
    /// In positive, out negative.
    pub amount: Rupiah,
    /// What the bank writes.
    pub text: String,
}

/// What an entry moves on the account, where no line is known for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookMove {
    /// The entry.
    pub entry: EntryId,
    /// Its date.
    pub date: BookDate,
    /// In positive, out negative.
    pub amount: Rupiah,
    /// Number of its document.
    pub document: String,
    /// What happened, with the remark.
    pub text: String,
}

/// How sure a proposal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalKind {
    /// One entry of the same amount.
    Exact,
    /// Several entries of one day that sum to the amount.
    Sum,
}

/// A line and what it may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The line.
    pub line: LineId,
    /// The entries, one or several.
    pub entries: Vec<EntryId>,
    /// How sure.
    pub kind: ProposalKind,
    /// Days between line and entry.
    pub days: i64,
}

/// Proposes entries for lines that are at most `window` days apart. The order of the arguments does not
/// matter.
pub fn propose(lines: &[OpenLine], moves: &[BookMove], window: i64) -> Vec<Proposal> {
    let mut lines: Vec<&OpenLine> = lines.iter().collect();
    lines.sort_by_key(|line| (line.date, line.id));
    let mut moves: Vec<&BookMove> = moves.iter().collect();
    moves.sort_by_key(|movement| (movement.date, movement.entry));
    let pairs = pairs(&lines, &moves, window);
    let used: BTreeSet<usize> = pairs.values().copied().collect();
    let mut proposals: Vec<Proposal> = pairs
        .iter()
        .filter_map(|(line, movement)| {
            let (line, movement) = (lines.get(*line)?, moves.get(*movement)?);
            let days = line.date.days_until(movement.date).abs();
            Some(Proposal { line: line.id, entries: vec![movement.entry], kind: ProposalKind::Exact, days })
        })
        .collect();
    let mut rest: Vec<&BookMove> =
        moves.iter().enumerate().filter(|(n, _)| !used.contains(n)).map(|(_, movement)| *movement).collect();
    for (_, line) in lines.iter().enumerate().filter(|(n, _)| !pairs.contains_key(n)) {
        if let Some(proposal) = sum(line, &rest, window) {
            rest.retain(|movement| !proposal.entries.contains(&movement.entry));
            proposals.push(proposal);
        }
    }
    proposals
}

/// How good a pair is, best first: days apart, words in common, then by age.
type Rank = (i64, std::cmp::Reverse<usize>, usize, usize);

/// Pairs of places of lines and movements.
fn pairs(lines: &[&OpenLine], moves: &[&BookMove], window: i64) -> BTreeMap<usize, usize> {
    let mut by_amount: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (n, movement) in moves.iter().enumerate() {
        by_amount.entry(movement.amount.0).or_default().push(n);
    }
    let words_of: Vec<BTreeSet<String>> = moves.iter().map(|movement| words(&movement.text)).collect();
    let mut ranks: Vec<Rank> = Vec::new();
    let mut wanted: Vec<Vec<usize>> = vec![Vec::new(); lines.len()];
    for (n, (line, wanted)) in lines.iter().zip(&mut wanted).enumerate() {
        let own = words(&line.text);
        let mut candidates: Vec<Rank> = Vec::new();
        for m in by_amount.get(&line.amount.0).into_iter().flatten().copied() {
            let Some((movement, words)) = moves.get(m).zip(words_of.get(m)) else { continue };
            let days = line.date.days_until(movement.date).abs();
            if days <= window {
                candidates.push((days, std::cmp::Reverse(own.intersection(words).count()), n, m));
            }
        }
        candidates.sort_unstable();
        *wanted = candidates.iter().map(|(.., m)| *m).collect();
        ranks.extend(candidates);
    }
    ranks.sort_unstable();
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut placed: BTreeSet<usize> = BTreeSet::new();
    for (_, _, line, movement) in ranks {
        if !placed.contains(&line) && !taken.contains_key(&movement) {
            taken.insert(movement, line);
            placed.insert(line);
        }
    }
    for line in 0..lines.len() {
        if !placed.contains(&line) && make_room(line, &wanted, &mut taken, &mut BTreeSet::new()) {
            placed.insert(line);
        }
    }
    taken.into_iter().map(|(movement, line)| (line, movement)).collect()
}

/// Gives a line an entry by moving others to a free one of the same amount (an augmenting path).
fn make_room(
    line: usize,
    wanted: &[Vec<usize>],
    taken: &mut BTreeMap<usize, usize>,
    tried: &mut BTreeSet<usize>,
) -> bool {
    for movement in wanted.get(line).into_iter().flatten().copied() {
        if !tried.insert(movement) {
            continue;
        }
        let holder = taken.get(&movement).copied();
        if holder.is_none_or(|holder| make_room(holder, wanted, taken, tried)) {
            taken.insert(movement, line);
            return true;
        }
    }
    false
}

/// The words of a text that may tell one act from another.
fn words(text: &str) -> BTreeSet<String> {
    fold(text).split(' ').filter(|word| word.chars().count() >= 3).map(str::to_owned).collect()
}

/// The entries of one day that sum to a line, where there is only one such choice; all of the day's entries
/// before any other choice, the nearest day first.
fn sum(line: &OpenLine, moves: &[&BookMove], window: i64) -> Option<Proposal> {
    let mut days: BTreeMap<(i64, BookDate), Vec<&BookMove>> = BTreeMap::new();
    for movement in moves {
        let apart = line.date.days_until(movement.date).abs();
        if apart <= window && (movement.amount > Rupiah::ZERO) == (line.amount > Rupiah::ZERO) {
            days.entry((apart, movement.date)).or_default().push(movement);
        }
    }
    days.into_iter().find_map(|((apart, _), of_day)| {
        let entries = choice(line.amount, &of_day)?;
        Some(Proposal { line: line.id, entries, kind: ProposalKind::Sum, days: apart })
    })
}

fn choice(amount: Rupiah, of_day: &[&BookMove]) -> Option<Vec<EntryId>> {
    let ids = |chosen: &[&BookMove]| chosen.iter().map(|movement| movement.entry).collect();
    if of_day.len() < 2 {
        return None;
    }
    if Rupiah::try_sum(of_day.iter().map(|movement| movement.amount)) == Some(amount) {
        return Some(ids(of_day));
    }
    if of_day.len() > DAY_ENTRIES {
        return None;
    }
    let mut found: Option<Vec<&BookMove>> = None;
    for mask in 1_u32..(1 << of_day.len()) {
        let in_mask = |n: usize| u32::try_from(n).is_ok_and(|n| mask >> n & 1 == 1);
        let chosen: Vec<&BookMove> =
            of_day.iter().enumerate().filter(|(n, _)| in_mask(*n)).map(|(_, movement)| *movement).collect();
        let sum = Rupiah::try_sum(chosen.iter().map(|movement| movement.amount));
        if chosen.len() >= 2 && sum == Some(amount) {
            if found.is_some() {
                return None;
            }
            found = Some(chosen);
        }
    }
    found.map(|chosen| ids(&chosen))
}
