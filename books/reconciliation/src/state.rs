//! How a month of a bank account stands, and the acts that bring it in order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use kernel::{AccountCode, BookDate, CooperativeId, EntryId, Month, Rupiah, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use store::{Reader, Tx};

use crate::books::moves;
use crate::error::ReconciliationError;
use crate::import::{LineId, StatementFile, StatementLine, check_bank};
use crate::matching::{BookMove, OpenLine, Proposal, propose};
use crate::tables::{self, Matched};

/// How many days a line and its entry may be apart.
#[derive(Debug, Deserialize)]
struct Window {
    days: i64,
    valid_from: BookDate,
}

#[expect(clippy::expect_used, reason = "the file is in the program and read by a test")]
static WINDOWS: LazyLock<Vec<Window>> = LazyLock::new(|| {
    let text: &[u8] = include_bytes!("../parameters/window.csv");
    csv::Reader::from_reader(text).deserialize().collect::<Result<_, _>>().expect("the window reads")
});

/// The days that hold on a date.
fn window(date: BookDate) -> i64 {
    let row = WINDOWS.iter().rfind(|row| row.valid_from <= date).or_else(|| WINDOWS.first());
    row.map_or(0, |row| row.days)
}

/// A line and its entry may be this far apart where a person says so: a cheque is presented late.
const AROUND_DAYS: i64 = 400;

/// How the books and the bank agree about an account at the end of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReconciliationState {
    /// The account.
    pub account: AccountCode,
    /// The month.
    pub month: Month,
    /// What the bank says at its end; nothing where no statement is there.
    pub statement_closing: Option<Rupiah>,
    /// What the books say at its end.
    pub book_closing: Rupiah,
    /// What stays unexplained: the bank's closing balance, less that of the books, with what either side
    /// does not have yet taken into account. Nothing where no statement is there.
    pub difference: Option<Rupiah>,
    /// Lines through the end of the month that no entry is known for.
    pub unmatched_lines: Vec<StatementLine>,
    /// Entries since the first statement through the end of the month that the bank has not shown by then.
    pub unmatched_entries: Vec<BookMove>,
    /// Lines of the month that have an entry.
    pub matched: usize,
    /// Whether statements reach through the end of the month.
    pub is_covered: bool,
}

impl ReconciliationState {
    /// Whether the month is in order: statements cover it, every line has its entry, and the closing
    /// balances agree but for entries that the bank has not shown yet.
    pub fn is_reconciled(&self) -> bool {
        self.is_covered && self.unmatched_lines.is_empty() && self.difference == Some(Rupiah::ZERO)
    }
}

/// Everything known about an account through a day.
struct Known {
    files: Vec<StatementFile>,
    /// Since when the bank's side is known.
    start: BookDate,
    lines: Vec<StatementLine>,
    moves: Vec<BookMove>,
    /// The line that each entry is.
    matched: BTreeMap<EntryId, Matched>,
}

fn known(
    reader: &mut dyn Reader,
    (cooperative, account): (CooperativeId, AccountCode),
    end: BookDate,
) -> Result<Option<Known>, ReconciliationError> {
    let files = tables::statements(reader, cooperative, account)?;
    let Some(start) = files.iter().map(|file| file.first_date).min().filter(|start| *start <= end) else {
        return Ok(None);
    };
    Ok(Some(Known {
        start,
        lines: tables::lines(reader, cooperative, account, end)?,
        moves: moves(reader, (cooperative, account), (start, end))?,
        matched: tables::matches(reader, cooperative, account)?,
        files,
    }))
}

/// How a month of a bank account stands.
///
/// # Errors
/// [`ReconciliationError::NotBank`]; the store cannot answer.
pub fn state(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
    month: Month,
) -> Result<ReconciliationState, ReconciliationError> {
    let end = month.last_day();
    check_bank(reader, cooperative, account, end)?;
    let book_closing = ledger::balance_of(reader, cooperative, account, end, None)?;
    let Some(known) = known(reader, (cooperative, account), end)? else {
        return Ok(ReconciliationState {
            account,
            month,
            statement_closing: None,
            book_closing,
            difference: None,
            unmatched_lines: Vec::new(),
            unmatched_entries: Vec::new(),
            matched: 0,
            is_covered: false,
        });
    };
    let statement_closing = closing(&known)?;
    // A line that is recorded in a later month is not in the books at the end of this one.
    let in_books: BTreeSet<LineId> =
        known.matched.values().filter(|matched| matched.date <= end).map(|matched| matched.line).collect();
    let has_entry: BTreeSet<LineId> = known.matched.values().map(|matched| matched.line).collect();
    let late: Rupiah =
        known.lines.iter().filter(|line| !in_books.contains(&line.id)).map(|line| line.amount).sum();
    // An entry that the bank shows in a later month is not there at the end of this one.
    let through_end: BTreeSet<LineId> = known.lines.iter().map(|line| line.id).collect();
    let shown =
        |entry: &EntryId| known.matched.get(entry).is_some_and(|matched| through_end.contains(&matched.line));
    let unmatched_entries: Vec<BookMove> =
        known.moves.iter().filter(|movement| !shown(&movement.entry)).cloned().collect();
    let waiting: Rupiah = unmatched_entries.iter().map(|movement| movement.amount).sum();
    let difference = Rupiah::try_sum([statement_closing, -book_closing, waiting, -late]);
    let of_month = known.lines.iter().filter(|line| month.contains(line.date));
    Ok(ReconciliationState {
        account,
        month,
        statement_closing: Some(statement_closing),
        book_closing,
        difference: Some(difference.ok_or(ReconciliationError::Overflow)?),
        matched: of_month.filter(|line| has_entry.contains(&line.id)).count(),
        unmatched_lines: known.lines.iter().filter(|line| !has_entry.contains(&line.id)).cloned().collect(),
        unmatched_entries,
        is_covered: known.files.iter().any(|file| file.through >= end),
    })
}

/// What the bank says after the last line: its own balance, else the first opening balance and all lines.
fn closing(known: &Known) -> Result<Rupiah, ReconciliationError> {
    if let Some(balance) = known.lines.last().and_then(|line| line.balance) {
        return Ok(balance);
    }
    let first = known.files.iter().find(|file| file.first_date == known.start);
    let opening = first.map_or(Rupiah::ZERO, |file| file.opening);
    let moved = Rupiah::try_sum(known.lines.iter().map(|line| line.amount));
    moved.and_then(|moved| opening.checked_add(moved)).ok_or(ReconciliationError::Overflow)
}

/// What may be matched in a month.
///
/// # Errors
/// The store cannot answer.
pub fn proposals(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
    month: Month,
) -> Result<Vec<Proposal>, ReconciliationError> {
    let days = window(month.last_day());
    let span = (month.first_day().plus_days(-days), month.last_day().plus_days(days));
    let matched = tables::matches(reader, cooperative, account)?;
    let has_entry: BTreeSet<LineId> = matched.values().map(|matched| matched.line).collect();
    let mut moves = moves(reader, (cooperative, account), span)?;
    moves.retain(|movement| !matched.contains_key(&movement.entry));
    // Lines of the days around compete for the same entries, so that a month takes nothing from another.
    let lines: Vec<OpenLine> = tables::lines(reader, cooperative, account, span.1)?
        .into_iter()
        .filter(|line| line.date >= span.0 && !has_entry.contains(&line.id))
        .map(|line| OpenLine { id: line.id, date: line.date, amount: line.amount, text: line.text })
        .collect();
    let of_month: BTreeSet<LineId> =
        lines.iter().filter(|line| month.contains(line.date)).map(|line| line.id).collect();
    let mut proposals = propose(&lines, &moves, days);
    proposals.retain(|proposal| of_month.contains(&proposal.line));
    Ok(proposals)
}

/// A line and the entries that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// The line.
    pub line: LineId,
    /// The entries, which sum to it.
    pub entries: Vec<EntryId>,
}

/// Notes that lines are entries. All or none.
///
/// # Errors
/// [`ReconciliationError::NoSuchLine`], [`ReconciliationError::LineMatched`],
/// [`ReconciliationError::EntryTaken`], [`ReconciliationError::Amounts`].
pub fn accept(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    account: AccountCode,
    accepted: &[Acceptance],
    (by, at): (UserId, Timestamp),
) -> Result<usize, ReconciliationError> {
    let lines = tables::lines(tx, cooperative, account, BookDate::MAX)?;
    let lines: BTreeMap<LineId, StatementLine> = lines.into_iter().map(|line| (line.id, line)).collect();
    let matched = tables::matches(tx, cooperative, account)?;
    let mut taken: BTreeSet<EntryId> = matched.keys().copied().collect();
    let mut placed: BTreeSet<LineId> = matched.values().map(|matched| matched.line).collect();
    let amounts = amounts(tx, (cooperative, account), &lines, accepted)?;
    for Acceptance { line, entries } in accepted {
        let found = lines.get(line).ok_or(ReconciliationError::NoSuchLine)?;
        if entries.is_empty() {
            return Err(ReconciliationError::NothingChosen);
        }
        if !placed.insert(*line) {
            return Err(ReconciliationError::LineMatched);
        }
        let mut books = Rupiah::ZERO;
        for entry in entries {
            let amount = *amounts.get(entry).ok_or(ReconciliationError::EntryTaken)?;
            if !taken.insert(*entry) {
                return Err(ReconciliationError::EntryTaken);
            }
            books = books.checked_add(amount).ok_or(ReconciliationError::Overflow)?;
            tables::insert_match(tx, (cooperative, account), (*line, *entry), (by, at))?;
        }
        if books != found.amount {
            return Err(ReconciliationError::Amounts { line: found.amount, books });
        }
    }
    Ok(accepted.len())
}

/// What entries move on the account around the days of lines; entries that were reversed are not among them.
fn amounts(
    reader: &mut dyn Reader,
    key: (CooperativeId, AccountCode),
    lines: &BTreeMap<LineId, StatementLine>,
    accepted: &[Acceptance],
) -> Result<BTreeMap<EntryId, Rupiah>, ReconciliationError> {
    let days = || accepted.iter().filter_map(|accepted| lines.get(&accepted.line)).map(|line| line.date);
    let (Some(first), Some(last)) = (days().min(), days().max()) else { return Ok(BTreeMap::new()) };
    let span = (first.plus_days(-AROUND_DAYS), last.plus_days(AROUND_DAYS));
    let moves = moves(reader, key, span)?;
    Ok(moves.into_iter().map(|movement| (movement.entry, movement.amount)).collect())
}

/// Takes the match of a line back.
///
/// # Errors
/// [`ReconciliationError::NoSuchLine`] where the line has none.
pub fn release(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    account: AccountCode,
    line: LineId,
) -> Result<(), ReconciliationError> {
    match tables::delete_matches(tx, (cooperative, account), line)? {
        0 => Err(ReconciliationError::NoSuchLine),
        _ => Ok(()),
    }
}

/// The lines of a month that have an entry, with the entries.
pub(crate) fn matched_lines(
    reader: &mut dyn Reader,
    (cooperative, account): (CooperativeId, AccountCode),
    month: Month,
) -> Result<Vec<(StatementLine, Vec<EntryId>)>, ReconciliationError> {
    let matched = tables::matches(reader, cooperative, account)?;
    let lines = tables::lines(reader, cooperative, account, month.last_day())?;
    let of = |line: &StatementLine| -> Vec<EntryId> {
        matched.iter().filter(|(_, of)| of.line == line.id).map(|(entry, _)| *entry).collect()
    };
    let of_month = lines.into_iter().filter(|line| month.contains(line.date));
    Ok(of_month
        .map(|line| (of(&line), line))
        .filter(|(entries, _)| !entries.is_empty())
        .map(|(entries, line)| (line, entries))
        .collect())
}
