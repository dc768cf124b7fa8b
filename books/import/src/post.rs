//! Recording what is settled of an import, and taking an import back.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use cashbook::{Rule, Who};
use kernel::{
    AccountCode, BookDate, CooperativeId, EntryId, Month, PartyId, Rupiah, Timestamp, UnitCode, UserId, Zone,
};
use ledger::{Activity, Book as Journal, Entry, LedgerError, Line};
use store::Tx;

use crate::ImportError;
use crate::again::{forget_file, still_stands};
use crate::classify::signed;
use crate::extra::{Extra, extra_of};
use crate::months::months_in;
use crate::parameters::Limits;
use crate::review::{Fate, RowView, rows_of};
use crate::store::{self as tables, Batch, RowEntry};

/// Where an opening balance stands until somebody says what it consists of.
const OPENING: AccountCode = AccountCode(31_900);

/// An act that a row asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The posting rule.
    pub rule: String,
    /// Whole rupiah, above zero.
    pub amount: Rupiah,
    /// The date that counts.
    pub date: BookDate,
    /// The account of cash or bank whose book this is.
    pub place: AccountCode,
    /// The member or partner.
    pub party: Option<PartyId>,
    /// The name of a partner to be added, or empty.
    pub new_partner: String,
    /// The business unit.
    pub unit: UnitCode,
    /// First and last month of dues.
    pub months: Option<(Month, Month)>,
    /// With members or others, where the rule asks and the party does not say.
    pub activity: Activity,
    /// The row's own words, with what stood under *Bukti* and *Keterangan*.
    pub note: String,
}

/// What came of recording.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Posted {
    /// Rows recorded now.
    pub recorded: usize,
    /// Rows that stand for entries that were there.
    pub already: usize,
    /// Rows that wait for a decision.
    pub waiting: usize,
}

/// How an act is recorded: by the desk, which knows every line of business. Gives the entry, or a
/// sentence that says why not.
pub type Record<'r> = dyn FnMut(&mut Tx<'_>, &Act) -> Result<EntryId, String> + 'r;

/// Records all rows that are settled, in one transaction: all of them, or none. `progress` counts the
/// rows done.
///
/// # Errors
/// [`ImportError::Rows`] with every row that was refused; then nothing has been written, and
/// [`note_refusals`] keeps the sentences.
pub fn post(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    import: i64,
    (by, at): (UserId, Timestamp),
    record: &mut Record<'_>,
    progress: &AtomicUsize,
) -> Result<Posted, ImportError> {
    let (batch, rows, opening) = rows_of(tx, cooperative, import)?;
    still_stands(&batch)?;
    if opening.is_none() {
        post_opening(tx, cooperative, &batch, &rows, (by, at))?;
    }
    let rules: HashMap<String, Rule> = cashbook::rules(tx, cooperative, BookDate::MAX)?
        .into_iter()
        .map(|rule| (rule.code.clone(), rule))
        .collect();
    // Once for all: asking between rows would send each row to the engine by itself.
    let closed = ledger::period_state(tx, cooperative)?.closed_through;
    let mut posted = Posted::default();
    let mut refused = Vec::new();
    progress.store(0, Ordering::Relaxed);
    for row in &rows {
        let place = (import, row.kept.row_no);
        match &row.fate {
            Fate::Already(entry) => {
                let twin = RowEntry { entry: *entry, made: false };
                tables::append_entry(
                    tx,
                    cooperative,
                    (place.0, place.1, 0),
                    twin,
                    &row.kept.proposed.fingerprint,
                );
                posted.already += 1;
            }
            Fate::Ready => match post_row(tx, &batch, row, (&rules, closed), record) {
                Ok(entries) => {
                    for (part, entry) in (0..).zip(entries) {
                        let made = RowEntry { entry, made: true };
                        let fingerprint = &row.kept.proposed.fingerprint;
                        tables::append_entry(tx, cooperative, (place.0, place.1, part), made, fingerprint);
                    }
                    posted.recorded += 1;
                }
                Err(sentence) => refused.push((row.kept.row_no, sentence)),
            },
            Fate::Waiting(_) => posted.waiting += 1,
            Fate::Recorded(_) | Fate::Skipped => {}
        }
        progress.fetch_add(1, Ordering::Relaxed);
    }
    if !refused.is_empty() {
        return Err(ImportError::Rows(refused));
    }
    tables::set_posted(tx, cooperative, import, by, at)?;
    forget_file(tx, cooperative, import)?;
    Ok(posted)
}

/// What a book had when it began, where the books knew nothing of that money.
fn post_opening(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    batch: &Batch,
    rows: &[RowView],
    (by, at): (UserId, Timestamp),
) -> Result<(), ImportError> {
    let (missing, book) = (batch.summary.opening_missing(), batch.book);
    let first = rows.iter().map(|row| row.kept.proposed.row.date).min();
    let (true, Some(first)) = (batch.summary.records_opening(), first) else { return Ok(()) };
    let entry = Entry {
        cooperative,
        date: first.plus_days(-1),
        book: Journal::Memorial,
        description: format!("Saldo awal menurut {}", batch.file_name).chars().take(200).collect(),
        note: "Belum dirinci: anggota, modal, atau utang siapa di dalamnya.".to_owned(),
        act: "import.opening",
        rule: String::new(),
        voucher: None,
        reverses: None,
        by,
        at,
        lines: vec![
            Line::debit(book.account, missing).unit(book.unit),
            Line::credit(OPENING, missing).unit(book.unit),
        ],
    };
    let posted = ledger::post(tx, &entry)?;
    let made = RowEntry { entry: posted.entry, made: true };
    tables::append_entry(tx, cooperative, (batch.import, 0, 0), made, &[]);
    Ok(())
}

fn post_row(
    tx: &mut Tx<'_>,
    batch: &Batch,
    row: &RowView,
    (rules, closed): (&HashMap<String, Rule>, Option<Month>),
    record: &mut Record<'_>,
) -> Result<Vec<EntryId>, String> {
    let acts = acts_of(batch, row, rules)?;
    let month = row.kept.proposed.row.date.month_of();
    if closed.is_some_and(|closed| month <= closed) {
        return Err(LedgerError::Closed(month).to_string());
    }
    acts.iter().map(|act| record(tx, act)).collect()
}

/// The acts of a row: one, or two where it hides a second.
fn acts_of(batch: &Batch, view: &RowView, rules: &HashMap<String, Rule>) -> Result<Vec<Act>, String> {
    let (row, proposal) = (&view.kept.proposed.row, &view.kept.proposed.proposal);
    let decision = view.decision.as_ref();
    let code = decision.map_or(proposal.rule.as_str(), |decision| decision.rule.as_str());
    let unknown = || "Jenis transaksinya tidak dikenal. Pilih lagi.".to_owned();
    let rule = rules.get(code).ok_or_else(unknown)?;
    let amount = signed(row).abs();
    let as_proposed = proposal.rule == code;
    let months = match (rule.months, proposal.months) {
        (false, _) => None,
        (true, Some(months)) => Some(months),
        (true, None) => months_in(&format!("{} {}", row.description, row.note), row.date),
    };
    let named = decision.and_then(|decision| decision.party).or(proposal.party);
    let act = Act {
        rule: code.to_owned(),
        amount,
        date: row.date,
        place: batch.book.account,
        party: named.filter(|_| rule.who != Who::None),
        new_partner: decision.map_or_else(String::new, |decision| decision.new_partner.clone()),
        unit: decision.map_or(proposal.unit, |decision| decision.unit),
        months,
        activity: match decision.map(|decision| decision.activity) {
            None | Some(Activity::None) => Activity::NonMember,
            Some(said) => said,
        },
        note: note_of(row),
    };
    let extra = match as_proposed {
        true => proposal.extra.clone(),
        false => extra_of(code, &row.description, Rupiah::ZERO, amount, row.date),
    };
    match extra {
        None => Ok(vec![act]),
        Some(extra) => with_extra(act, &extra, rules).ok_or_else(unknown),
    }
}

/// The second act takes its part of the money where it moves any; the cost of goods moves none.
fn with_extra(act: Act, extra: &Extra, rules: &HashMap<String, Rule>) -> Option<Vec<Act>> {
    let rule = rules.get(&extra.rule)?;
    let second = Act { rule: extra.rule.clone(), amount: extra.amount, months: None, ..act.clone() };
    let first = match rule.asks_place() {
        true => Act { amount: act.amount.checked_sub(extra.amount)?, ..act },
        false => act,
    };
    Some(vec![first, second])
}

fn note_of(row: &sheets::BookRow) -> String {
    let voucher = if row.voucher.is_empty() { String::new() } else { format!("bukti {}", row.voucher) };
    let parts = [row.description.as_str(), row.note.as_str(), voucher.as_str()];
    let said: Vec<&str> = parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect();
    said.join(" · ").chars().filter(|letter| !letter.is_control()).take(200).collect()
}

/// Keeps why rows were refused, so that somebody can decide about them.
///
/// # Errors
/// Where the database fails.
pub fn note_refusals(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    import: i64,
    refused: &[(i64, String)],
) -> Result<(), ImportError> {
    for (row, sentence) in refused {
        tables::add_refusal(tx, cooperative, import, *row, sentence)?;
    }
    Ok(())
}

/// Takes an import back as a whole: every entry it made is reversed on its own day. Gives how many.
///
/// # Errors
/// [`ImportError::Closed`] where a closed month holds one, [`ImportError::NeedsSecondPerson`],
/// [`ImportError::NothingPosted`], [`ImportError::Undone`].
pub fn undo(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    import: i64,
    reason: &str,
    (by, at): (UserId, Timestamp),
) -> Result<usize, ImportError> {
    let batch = tables::batch_of(tx, cooperative, import)?.ok_or(ImportError::Unknown)?;
    still_stands(&batch)?;
    let (Some(posted_by), Some(posted_at)) = (batch.posted_by, batch.posted_at) else {
        return Err(ImportError::NothingPosted);
    };
    let alone = Limits::on(at.date_in(Zone::Wib)).undo_alone_hours * 60 * 60;
    if posted_by == by && at > posted_at.plus_seconds(alone) {
        return Err(ImportError::NeedsSecondPerson);
    }
    let entries = tables::entries(tx, cooperative, import)?;
    let made: Vec<EntryId> =
        entries.into_values().flatten().filter(|entry| entry.made).map(|entry| entry.entry).collect();
    let closed = ledger::period_state(tx, cooperative)?.closed_through;
    let mut taken_back = 0;
    for id in made.into_iter().rev() {
        if ledger::reversal_of(tx, cooperative, id)?.is_some() {
            continue;
        }
        let entry = ledger::entry(tx, cooperative, id)?.ok_or(ImportError::Unknown)?;
        let month = entry.date.month_of();
        if closed.is_some_and(|closed| month <= closed) {
            return Err(ImportError::Closed(month));
        }
        ledger::reverse(tx, cooperative, id, entry.date, reason, by, at)?;
        taken_back += 1;
    }
    tables::set_undone(tx, cooperative, import, by, at)?;
    Ok(taken_back)
}
