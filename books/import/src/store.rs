//! All SQL of imports.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ::store::{Column, Conflict, Reader, Row, StoreError, StoreErrorKind, Table, Tx, values};
use kernel::{AccountCode, CooperativeId, EntryId, Month, PartyId, Timestamp, UnitCode, UserId};
use ledger::Activity;
use sheets::BookRow;

use crate::book::{Book, Way};
use crate::classify::{Proposal, signed};
use crate::decide::{Choice, Decision};
use crate::draft::{Proposed, Summary};
use crate::extra::Extra;
use crate::phrases::Learned;

static ROW: Table = Table {
    name: "import_row",
    columns: &[
        ("cooperative_id", Column::Int),
        ("import_id", Column::Int),
        ("row_no", Column::Int),
        ("group_no", Column::Int),
        ("sheet", Column::Text),
        ("sheet_row", Column::Int),
        ("book_date", Column::Text),
        ("description", Column::Text),
        ("voucher", Column::Text),
        ("note", Column::Text),
        ("amount", Column::Int),
        ("rule", Column::Text),
        ("party", Column::Int),
        ("party_text", Column::Text),
        ("unit", Column::Int),
        ("first_month", Column::Int),
        ("last_month", Column::Int),
        ("extra_rule", Column::Text),
        ("extra_amount", Column::Int),
        ("confidence", Column::Int),
        ("reason", Column::Text),
        ("twin", Column::Int),
        ("phrase", Column::Text),
        ("fingerprint", Column::Blob),
    ],
    conflict: Conflict::Refuse,
};

static ENTRY: Table = Table {
    name: "import_entry",
    columns: &[
        ("cooperative_id", Column::Int),
        ("import_id", Column::Int),
        ("row_no", Column::Int),
        ("part", Column::Int),
        ("entry_id", Column::Int),
        ("made", Column::Int),
        ("fingerprint", Column::Blob),
    ],
    conflict: Conflict::Refuse,
};

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing is recorded yet.
    Draft,
    /// What was settled is recorded; rows may still wait.
    Posted,
    /// Taken back as a whole.
    Undone,
    /// Its file was read again with answers: another import stands in its place.
    Replaced,
    /// Thrown away before anything was recorded.
    Dropped,
}

impl State {
    fn text(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Posted => "posted",
            Self::Undone => "undone",
            Self::Replaced => "replaced",
            Self::Dropped => "dropped",
        }
    }

    fn of(text: &str) -> Self {
        match text {
            "posted" => Self::Posted,
            "undone" => Self::Undone,
            "replaced" => Self::Replaced,
            "dropped" => Self::Dropped,
            _ => Self::Draft,
        }
    }
}

/// An import.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// Its number in the cooperative.
    pub import: i64,
    /// As the file was called.
    pub file_name: String,
    /// The hash of its bytes.
    pub sha256: Vec<u8>,
    /// Whose money it tells of.
    pub book: Book,
    /// From how sure on rows are recorded unseen, in percent.
    pub threshold: i64,
    /// How far it is.
    pub state: State,
    /// What it said beside its rows.
    pub summary: Summary,
    /// Who brought it.
    pub made_by: UserId,
    /// When.
    pub made_at: Timestamp,
    /// Who had it recorded.
    pub posted_by: Option<UserId>,
    /// When first.
    pub posted_at: Option<Timestamp>,
    /// When it was taken back.
    pub undone_at: Option<Timestamp>,
    /// The import that stands in its place.
    pub replaced_by: Option<i64>,
}

macro_rules! batch_columns {
    () => {
        "select import_id, file_name, sha256, account, unit, threshold, state, summary, made_by, made_at, posted_by, \
         posted_at, undone_at, replaced_by from import_batch "
    };
}

/// A summary that cannot be written or read again: a fault of ours, not of the file.
fn fault(error: serde_json::Error) -> StoreError {
    StoreError::new(StoreErrorKind::Fault, error)
}

fn batch(row: &Row) -> Result<Batch, StoreError> {
    let moment = |at: i64| Some(at).filter(|at| *at != 0).map(Timestamp);
    Ok(Batch {
        import: row.int(0)?,
        file_name: row.text(1)?,
        sha256: row.blob(2)?,
        book: Book { account: AccountCode(row.int(3)?), unit: UnitCode(row.int(4)?) },
        threshold: row.int(5)?,
        state: State::of(&row.text(6)?),
        summary: serde_json::from_str(&row.text(7)?).map_err(fault)?,
        made_by: UserId(row.int(8)?),
        made_at: Timestamp(row.int(9)?),
        // The moment says whether it was recorded: on the command line the user is number 0.
        posted_by: moment(row.int(11)?).and(Some(UserId(row.int(10)?))),
        posted_at: moment(row.int(11)?),
        undone_at: moment(row.int(12)?),
        replaced_by: Some(row.int(13)?).filter(|import| *import != 0),
    })
}

/// The imports of a cooperative, newest first; without those that were thrown away or read again.
///
/// # Errors
/// Where the database fails.
pub fn batches(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Batch>, StoreError> {
    let sql = concat!(
        batch_columns!(),
        "where cooperative_id = $1 and state not in ('replaced', 'dropped') order by import_id desc"
    );
    reader.query(sql, &values![cooperative])?.iter().map(batch).collect()
}

/// One import.
///
/// # Errors
/// Where the database fails.
pub fn batch_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    import: i64,
) -> Result<Option<Batch>, StoreError> {
    let sql = concat!(batch_columns!(), "where cooperative_id = $1 and import_id = $2");
    reader.query_opt(sql, &values![cooperative, import])?.as_ref().map(batch).transpose()
}

pub(crate) fn add_batch(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    batch: &Batch,
) -> Result<(), StoreError> {
    let summary = serde_json::to_string(&batch.summary).map_err(fault)?;
    let Batch { import, threshold, made_by, made_at, book, .. } = *batch;
    let (file_name, sha256, state) = (batch.file_name.clone(), batch.sha256.clone(), batch.state.text());
    tx.execute(
        "insert into import_batch (cooperative_id, import_id, file_name, sha256, account, unit, threshold, state, \
         summary, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        &values![
            cooperative, import, file_name, sha256, book.account, book.unit, threshold, state, summary, made_by, made_at
        ],
    )?;
    Ok(())
}

pub(crate) fn set_threshold(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    import: i64,
    threshold: i64,
) -> Result<(), StoreError> {
    let sql = "update import_batch set threshold = $3 where cooperative_id = $1 and import_id = $2";
    tx.execute(sql, &values![cooperative, import, threshold])?;
    Ok(())
}

pub(crate) fn set_posted(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    import: i64,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    // The first recording counts: later rows do not begin the day in which it may be taken back alone anew.
    let sql = "update import_batch set state = 'posted', posted_by = $3, posted_at = $4 \
         where cooperative_id = $1 and import_id = $2 and state = 'draft'";
    tx.execute(sql, &values![cooperative, import, by, at])?;
    Ok(())
}

/// Ends a draft: another import stands in its place, or it is thrown away (0).
pub(crate) fn set_ended(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    import: i64,
    replaced_by: i64,
) -> Result<(), StoreError> {
    let state = if replaced_by == 0 { State::Dropped } else { State::Replaced };
    let sql =
        "update import_batch set state = $3, replaced_by = $4 where cooperative_id = $1 and import_id = $2";
    tx.execute(sql, &values![cooperative, import, state.text(), replaced_by])?;
    Ok(())
}

pub(crate) fn set_undone(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    import: i64,
    by: UserId,
    at: Timestamp,
) -> Result<(), StoreError> {
    let sql = "update import_batch set state = 'undone', undone_by = $3, undone_at = $4 \
         where cooperative_id = $1 and import_id = $2";
    tx.execute(sql, &values![cooperative, import, by, at])?;
    Ok(())
}

pub(crate) fn append_row(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    import: i64,
    row_no: i64,
    proposed: &Proposed,
) {
    let Proposed { row, proposal, group, fingerprint } = proposed;
    let (first, last) = match proposal.months {
        Some((first, last)) => (first.number(), last.number()),
        None => (0, 0),
    };
    let (extra_rule, extra_amount) = match &proposal.extra {
        Some(extra) => (extra.rule.clone(), extra.amount.0),
        None => (String::new(), 0),
    };
    tx.append(
        &ROW,
        values![
            cooperative,
            import,
            row_no,
            *group,
            row.sheet.as_str(),
            i64::from(row.row),
            row.date,
            row.description.as_str(),
            row.voucher.as_str(),
            row.note.as_str(),
            signed(row),
            proposal.rule.as_str(),
            proposal.party.map_or(0, |party| party.0),
            proposal.party_text.as_str(),
            proposal.unit,
            first,
            last,
            extra_rule,
            extra_amount,
            proposal.confidence,
            proposal.reason.as_str(),
            proposal.twin.map_or(0, |entry| entry.0),
            proposal.phrase.as_str(),
            fingerprint.clone(),
        ],
    );
}

/// A row as it is kept, with its number.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptRow {
    /// Its number in the import.
    pub row_no: i64,
    /// The row with what was proposed.
    pub proposed: Proposed,
}

fn kept_row(row: &Row) -> Result<KeptRow, StoreError> {
    let amount = row.rupiah(8)?;
    let zero = kernel::Rupiah::ZERO;
    let months = match (row.int(13)?, row.int(14)?) {
        (0, _) => None,
        (first, last) => Month::from_number(first).zip(Month::from_number(last)),
    };
    let extra_rule = row.text(15)?;
    let extra = Extra { amount: row.rupiah(16)?, rule: extra_rule };
    let some = |number: i64| Some(number).filter(|number| *number != 0);
    Ok(KeptRow {
        row_no: row.int(0)?,
        proposed: Proposed {
            group: row.int(1)?,
            row: BookRow {
                sheet: row.text(2)?,
                row: u32::try_from(row.int(3)?).unwrap_or_default(),
                date: row.date(4)?,
                date_assumed: false,
                description: row.text(5)?,
                voucher: row.text(6)?,
                note: row.text(7)?,
                money_in: amount.max(zero),
                money_out: (-amount).max(zero),
                balance: None,
                fee: zero,
                hidden: false,
            },
            proposal: Proposal {
                rule: row.text(9)?,
                party: some(row.int(10)?).map(PartyId),
                party_text: row.text(11)?,
                unit: UnitCode(row.int(12)?),
                months,
                extra: Some(extra).filter(|extra| !extra.rule.is_empty()),
                confidence: row.int(17)?,
                reason: row.text(18)?,
                pattern: String::new(),
                twin: some(row.int(19)?).map(EntryId),
                phrase: row.text(20)?,
            },
            fingerprint: row.blob(21)?,
        },
    })
}

pub(crate) fn rows(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    import: i64,
) -> Result<Vec<KeptRow>, StoreError> {
    let sql = "select row_no, group_no, sheet, sheet_row, book_date, description, voucher, note, amount, rule, party, \
         party_text, unit, first_month, last_month, extra_rule, extra_amount, confidence, reason, twin, phrase, \
         fingerprint \
         from import_row where cooperative_id = $1 and import_id = $2 order by row_no";
    reader.query(sql, &values![cooperative, import])?.iter().map(kept_row).collect()
}

/// A decision with who made it, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decided {
    pub decision: Decision,
    pub by: UserId,
    pub at: Timestamp,
}

/// The decisions of an import, by group and row; row 0 stands for the whole group.
pub(crate) fn decisions(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    import: i64,
) -> Result<BTreeMap<(i64, i64), Decided>, StoreError> {
    let sql = "select group_no, row_no, choice, rule, party, new_partner, unit, activity, decided_by, decided_at \
         from import_decision where cooperative_id = $1 and import_id = $2";
    let decision = |row: &Row| {
        let decision = Decision {
            choice: Choice::of(&row.text(2)?),
            rule: row.text(3)?,
            party: Some(row.int(4)?).filter(|party| *party != 0).map(PartyId),
            new_partner: row.text(5)?,
            unit: UnitCode(row.int(6)?),
            activity: Activity::from_number(row.int(7)?),
        };
        let (by, at) = (UserId(row.int(8)?), Timestamp(row.int(9)?));
        Ok(((row.int(0)?, row.int(1)?), Decided { decision, by, at }))
    };
    reader.query(sql, &values![cooperative, import])?.iter().map(decision).collect()
}

pub(crate) fn set_decision(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    (import, group, row): (i64, i64, i64),
    decision: &Decision,
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    let Decision { choice, rule, party, new_partner, unit, activity } = decision;
    let party = party.map_or(0, |party| party.0);
    let (rule, new_partner, activity) = (rule.as_str(), new_partner.as_str(), activity.number());
    tx.execute(
        "insert into import_decision (cooperative_id, import_id, group_no, row_no, choice, rule, party, new_partner, \
         unit, activity, decided_by, decided_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         on conflict (cooperative_id, import_id, group_no, row_no) do update set choice = excluded.choice, \
         rule = excluded.rule, party = excluded.party, new_partner = excluded.new_partner, unit = excluded.unit, \
         activity = excluded.activity, decided_by = excluded.decided_by, decided_at = excluded.decided_at",
        &values![
            cooperative, import, group, row, choice.text(), rule, party, new_partner, *unit, activity, by, at
        ],
    )?;
    Ok(())
}

/// Why rows could not be recorded, by their numbers.
pub(crate) fn refusals(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    import: i64,
) -> Result<BTreeMap<i64, String>, StoreError> {
    let sql = "select row_no, sentence from import_refusal where cooperative_id = $1 and import_id = $2";
    let rows = reader.query(sql, &values![cooperative, import])?;
    rows.iter().map(|row| Ok((row.int(0)?, row.text(1)?))).collect()
}

pub(crate) fn add_refusal(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    import: i64,
    row: i64,
    sentence: &str,
) -> Result<(), StoreError> {
    tx.execute(
        "insert into import_refusal (cooperative_id, import_id, row_no, sentence) values ($1, $2, $3, $4) \
         on conflict (cooperative_id, import_id, row_no) do update set sentence = excluded.sentence",
        &values![cooperative, import, row, sentence],
    )?;
    Ok(())
}

pub(crate) fn clear_refusals(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    import: i64,
    rows: &[i64],
) -> Result<(), StoreError> {
    let sql = "delete from import_refusal where cooperative_id = $1 and import_id = $2 and row_no = $3";
    for row in rows {
        tx.execute(sql, &values![cooperative, import, *row])?;
    }
    Ok(())
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowEntry {
    /// The entry.
    pub entry: EntryId,
    /// Whether this import made it; otherwise it was there before.
    pub made: bool,
}

pub(crate) fn append_entry(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    (import, row, part): (i64, i64, i64),
    entry: RowEntry,
    fingerprint: &[u8],
) {
    let made = i64::from(entry.made);
    tx.append(&ENTRY, values![cooperative, import, row, part, entry.entry, made, fingerprint.to_vec()]);
}

/// The entries of an import by row, in the order they were made.
pub(crate) fn entries(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    import: i64,
) -> Result<BTreeMap<i64, Vec<RowEntry>>, StoreError> {
    let sql = "select row_no, entry_id, made from import_entry where cooperative_id = $1 and import_id = $2 \
         order by row_no, part";
    let mut entries: BTreeMap<i64, Vec<RowEntry>> = BTreeMap::new();
    for row in reader.query(sql, &values![cooperative, import])? {
        let entry = RowEntry { entry: EntryId(row.int(1)?), made: row.int(2)? == 1 };
        entries.entry(row.int(0)?).or_default().push(entry);
    }
    Ok(entries)
}

/// What earlier imports of a book brought in.
pub(crate) struct Earlier {
    /// Rows by their fingerprints.
    pub imported: HashMap<Vec<u8>, EntryId>,
    /// Entries that rows of this book stand for.
    pub claimed: BTreeSet<EntryId>,
}

pub(crate) fn earlier(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    book: Book,
) -> Result<Earlier, StoreError> {
    let sql = "select e.fingerprint, e.entry_id from import_entry e \
         join import_batch b on b.cooperative_id = $1 and b.import_id = e.import_id \
         where e.cooperative_id = $1 and b.account = $2 and b.unit = $3 and b.state <> 'undone'";
    let taken_back = taken_back(reader, cooperative)?;
    let mut earlier = Earlier { imported: HashMap::new(), claimed: BTreeSet::new() };
    for row in reader.query(sql, &values![cooperative, book.account, book.unit])? {
        let entry = EntryId(row.int(1)?);
        // Another file may have found its row in an import that was taken back since.
        if taken_back.contains(&entry) {
            continue;
        }
        earlier.imported.entry(row.blob(0)?).or_insert(entry);
        earlier.claimed.insert(entry);
    }
    Ok(earlier)
}

/// Entries that imports made which were taken back as a whole.
fn taken_back(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<BTreeSet<EntryId>, StoreError> {
    let sql = "select e.entry_id from import_entry e \
         join import_batch b on b.cooperative_id = $1 and b.import_id = e.import_id \
         where e.cooperative_id = $1 and e.made = 1 and b.state = 'undone'";
    reader.query(sql, &values![cooperative])?.iter().map(|row| Ok(EntryId(row.int(0)?))).collect()
}

pub(crate) fn learned(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Vec<Learned>, StoreError> {
    let sql = "select way, phrase, rule, party from import_phrase where cooperative_id = $1 order by phrase";
    let learned = |row: &Row| {
        Ok(Learned {
            way: if row.int(0)? < 0 { Way::Out } else { Way::In },
            phrase: row.text(1)?,
            rule: row.text(2)?,
            party: Some(row.int(3)?).filter(|party| *party != 0).map(PartyId),
        })
    };
    reader.query(sql, &values![cooperative])?.iter().map(learned).collect()
}

pub(crate) fn learn(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    learned: &Learned,
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    let (way, party) = (learned.way.number(), learned.party.map_or(0, |party| party.0));
    tx.execute(
        "insert into import_phrase (cooperative_id, way, phrase, rule, party, times, learned_by, learned_at) \
         values ($1, $2, $3, $4, $5, 1, $6, $7) on conflict (cooperative_id, way, phrase) do update set \
         rule = excluded.rule, party = excluded.party, times = import_phrase.times + 1, \
         learned_by = excluded.learned_by, learned_at = excluded.learned_at",
        &values![cooperative, way, learned.phrase.as_str(), learned.rule.as_str(), party, by, at],
    )?;
    Ok(())
}
