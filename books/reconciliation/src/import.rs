//! Taking in a bank statement: the file, its lines, and what was there before.

use std::collections::BTreeMap;

use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, Timestamp, UserId, Zone, fold};
use ledger::MoneyPlace;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use spreadsheet::Workbook;
use store::{Reader, Tx, next_number};

use crate::error::ReconciliationError;
use crate::layout::{Remembered, find};
use crate::reading::{ReadLine, Statement, read};
use crate::tables;

/// The largest bank statement: a month of a village cooperative takes a hundredth of it.
const BYTES_MAX: usize = 4 * 1024 * 1024;

/// A statement's number in its cooperative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StatementId(pub i64);

/// A line's number in its cooperative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LineId(pub i64);

/// A bank statement that was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementFile {
    /// Its number.
    pub id: StatementId,
    /// The bank account in the books.
    pub account: AccountCode,
    /// The name of the file.
    pub name: String,
    /// The layout by which it was read: "BRI", or "dipetakan".
    pub layout: String,
    /// The day of its first line.
    pub first_date: BookDate,
    /// The day of its last line.
    pub last_date: BookDate,
    /// To this day the bank knows no more.
    pub through: BookDate,
    /// The balance before its first line.
    pub opening: Rupiah,
    /// The balance after its last line.
    pub closing: Rupiah,
    /// Lines that it added; what an earlier file had is not added again.
    pub added: i64,
    /// Who took it in.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// SHA-256 of the file.
    pub sha256: Vec<u8>,
}

/// What the bank says happened once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementLine {
    /// Its number.
    pub id: LineId,
    /// The statement that brought it.
    pub statement: StatementId,
    /// Its row in that file.
    pub row: i64,
    /// The day.
    pub date: BookDate,
    /// What the bank writes.
    pub text: String,
    /// In positive, out negative: as the books of the cooperative count, not as the bank does.
    pub amount: Rupiah,
    /// The balance after it, where the bank tells it.
    pub balance: Option<Rupiah>,
}

/// A file that waits until its columns are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pending {
    pub name: String,
    pub bytes: Vec<u8>,
    pub through: BookDate,
    pub closing: Option<Rupiah>,
}

/// A bank statement to be taken in.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Whose.
    pub cooperative: CooperativeId,
    /// The bank account in the books.
    pub account: AccountCode,
    /// The name of the file.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// To this day the bank knows no more.
    pub through: BookDate,
    /// The closing balance as the bank says it, where the file does not.
    pub closing: Option<Rupiah>,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// What taking a file in gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The statement.
    pub statement: StatementId,
    /// Lines that are new.
    pub added: usize,
    /// Lines that an earlier file had brought.
    pub known: usize,
    /// The day of its last line.
    pub last_date: BookDate,
    /// The row from which the bank's balances do not follow from the amounts: lines may be missing.
    pub gap: Option<u32>,
}

/// A file opened and read, outside the transaction that keeps it.
#[derive(Debug, Clone)]
pub struct Opened {
    upload: Upload,
    layout: String,
    statement: Statement,
    /// The columns by which it was read, where somebody has just shown them.
    shown: Option<Remembered>,
}

/// Opens a file: reads it by the layout that is remembered for the account, else by a known one.
///
/// # Errors
/// [`ReconciliationError::UnknownLayout`] where its columns must be shown first; the refusals of the file.
pub fn open(reader: &mut dyn Reader, upload: &Upload) -> Result<Opened, ReconciliationError> {
    let remembered = tables::layout(reader, upload.cooperative, upload.account)?;
    let workbook = workbook(upload)?;
    opened(upload, &workbook, remembered.as_ref(), None)
}

/// Opens a file by columns that somebody has shown; they are remembered when it is taken in.
pub(crate) fn open_by(upload: &Upload, shown: Remembered) -> Result<Opened, ReconciliationError> {
    if !shown.columns.is_complete() {
        return Err(ReconciliationError::IncompleteLayout);
    }
    let workbook = workbook(upload)?;
    opened(upload, &workbook, Some(&shown.clone()), Some(shown))
}

pub(crate) fn workbook(upload: &Upload) -> Result<Workbook, ReconciliationError> {
    if upload.bytes.len() > BYTES_MAX {
        return Err(ReconciliationError::TooLarge);
    }
    Ok(spreadsheet::read(&upload.name, &upload.bytes)?)
}

fn opened(
    upload: &Upload,
    workbook: &Workbook,
    remembered: Option<&Remembered>,
    shown: Option<Remembered>,
) -> Result<Opened, ReconciliationError> {
    let today = upload.at.date_in(Zone::Wib);
    if upload.through > today {
        return Err(ReconciliationError::Later);
    }
    let found = find(workbook, remembered, today).ok_or(ReconciliationError::UnknownLayout)?;
    let mut statement = read(workbook, &found, today)?;
    settle_balances(&mut statement, upload.closing)?;
    match statement.lines.iter().map(|line| line.date).max() {
        None => return Err(ReconciliationError::NoLines),
        Some(last) if last > upload.through => return Err(ReconciliationError::EndsBefore(last)),
        Some(_) => {}
    }
    Ok(Opened { upload: upload.clone(), layout: found.name, statement, shown })
}

/// Every statement has an opening and a closing balance: from the file, or from what was typed.
fn settle_balances(statement: &mut Statement, typed: Option<Rupiah>) -> Result<(), ReconciliationError> {
    let moved = Rupiah::try_sum(statement.lines.iter().map(|line| line.amount));
    let moved = moved.ok_or(ReconciliationError::Overflow)?;
    if let (Some(told), Some(typed)) = (statement.closing, typed)
        && told != typed
    {
        return Err(ReconciliationError::OtherBalance(told));
    }
    let closing = statement.closing.or(typed);
    let closing = closing.or_else(|| statement.opening.and_then(|opening| opening.checked_add(moved)));
    let opening = statement.opening.or_else(|| closing.and_then(|closing| closing.checked_sub(moved)));
    statement.closing = Some(closing.ok_or(ReconciliationError::NoBalance)?);
    statement.opening = Some(opening.ok_or(ReconciliationError::NoBalance)?);
    Ok(())
}

/// Takes an opened file in. Lines that an earlier file of the account brought are not added again; the same
/// file adds nothing.
///
/// # Errors
/// [`ReconciliationError::SameFile`], [`ReconciliationError::NotBank`].
pub fn import(tx: &mut Tx<'_>, opened: &Opened) -> Result<Imported, ReconciliationError> {
    let Opened { upload, statement, .. } = opened;
    let (cooperative, account) = (upload.cooperative, upload.account);
    check_bank(tx, cooperative, account, upload.through)?;
    let sha256 = Sha256::digest(&upload.bytes).to_vec();
    let before = tables::statements(tx, cooperative, account)?;
    if before.iter().any(|file| file.sha256 == sha256) {
        return Err(ReconciliationError::SameFile);
    }
    let (first, last) = match (statement.lines.first(), statement.lines.last()) {
        (Some(first), Some(last)) => (first.date, last.date),
        _ => return Err(ReconciliationError::NoLines),
    };
    let kept = tables::lines(tx, cooperative, account, BookDate::MAX)?;
    let new = unknown(&statement.lines, &kept);
    let id = StatementId(next_number(tx, cooperative.0, "reconciliation.statement")?);
    for line in &new {
        let line = StatementLine {
            id: LineId(next_number(tx, cooperative.0, "reconciliation.line")?),
            statement: id,
            row: i64::from(line.row),
            date: line.date,
            text: line.text.clone(),
            amount: line.amount,
            balance: line.balance,
        };
        tables::insert_line(tx, (cooperative, account), &line)?;
    }
    let file = StatementFile {
        id,
        account,
        name: upload.name.chars().filter(|c| !c.is_control()).take(120).collect(),
        layout: opened.layout.clone(),
        first_date: first,
        last_date: last,
        through: upload.through,
        opening: statement.opening.ok_or(ReconciliationError::NoBalance)?,
        closing: statement.closing.ok_or(ReconciliationError::NoBalance)?,
        added: i64::try_from(new.len()).map_err(|_| ReconciliationError::Overflow)?,
        by: upload.by,
        at: upload.at,
        sha256,
    };
    tables::insert_statement(tx, cooperative, &file)?;
    if let Some(shown) = &opened.shown {
        tables::remember_layout(tx, (cooperative, account), shown, (upload.by, upload.at))?;
    }
    tables::drop_pending(tx, cooperative, account)?;
    let known = statement.lines.len() - new.len();
    Ok(Imported { statement: id, added: new.len(), known, last_date: last, gap: statement.gap })
}

/// What makes two lines the same: the day, the amount, and the balance after it; where the bank tells no
/// balance, what it writes.
type Same = (BookDate, i64, Option<i64>, String);

fn same(date: BookDate, amount: Rupiah, balance: Option<Rupiah>, text: &str) -> Same {
    let told = if balance.is_some() { String::new() } else { fold(text) };
    (date, amount.0, balance.map(|balance| balance.0), told)
}

/// The lines that are not kept yet; of equal ones as many as the file has beyond those kept.
fn unknown<'l>(read: &'l [ReadLine], kept: &[StatementLine]) -> Vec<&'l ReadLine> {
    let mut there: BTreeMap<Same, usize> = BTreeMap::new();
    for line in kept {
        *there.entry(same(line.date, line.amount, line.balance, &line.text)).or_default() += 1;
    }
    let mut is_new =
        |line: &&ReadLine| match there.get_mut(&same(line.date, line.amount, line.balance, &line.text)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        };
    let mut new = Vec::new();
    for line in read {
        if is_new(&line) {
            new.push(line);
        }
    }
    new
}

/// An account at a bank, or a refusal.
pub(crate) fn check_bank(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
    date: BookDate,
) -> Result<String, ReconciliationError> {
    let chart = ledger::chart_of(reader, cooperative, date)?;
    let found = chart.account(account).filter(|account| account.cash == Some(MoneyPlace::Bank));
    found.map(|account| account.name.clone()).ok_or(ReconciliationError::NotBank)
}

/// The statements of an account, oldest first.
///
/// # Errors
/// The store cannot answer.
pub fn statements(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
) -> Result<Vec<StatementFile>, ReconciliationError> {
    Ok(tables::statements(reader, cooperative, account)?)
}

/// Takes a statement out again that was taken in by mistake, with the lines that it brought.
///
/// # Errors
/// [`ReconciliationError::NoSuchStatement`], [`ReconciliationError::StatementMatched`].
pub fn remove(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    account: AccountCode,
    statement: StatementId,
) -> Result<(), ReconciliationError> {
    let all = tables::statements(tx, cooperative, account)?;
    if !all.iter().any(|file| file.id == statement) {
        return Err(ReconciliationError::NoSuchStatement);
    }
    let lines = tables::lines(tx, cooperative, account, BookDate::MAX)?;
    let matched = tables::matches(tx, cooperative, account)?;
    let own = lines.iter().filter(|line| line.statement == statement);
    if own.clone().any(|line| matched.values().any(|matched| matched.line == line.id)) {
        return Err(ReconciliationError::StatementMatched);
    }
    let own: Vec<LineId> = own.map(|line| line.id).collect();
    for line in own {
        // What remains of matches whose entries were reversed goes with its line.
        tables::delete_matches(tx, (cooperative, account), line)?;
    }
    Ok(tables::delete_statement(tx, cooperative, statement)?)
}
