//! Reading what was posted: entries, and the lines of an account or a party.

use kernel::{
    AccountCode, BookDate, CooperativeId, DocumentId, EntryId, PartyId, Rupiah, Timestamp, UnitCode, UserId,
};
use serde::Serialize;
use store::{Reader, Row, StoreError, Value, values};

use crate::entry::{Activity, Line};

/// An entry as it was posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryView {
    /// Number in the chain.
    pub id: EntryId,
    /// The date that counts.
    pub date: BookDate,
    /// Document number.
    pub document: String,
    /// What happened.
    pub description: String,
    /// Remark, or empty.
    pub note: String,
    /// The act that posted it.
    pub act: String,
    /// The posting rule, or empty.
    pub rule: String,
    /// The proof.
    pub voucher: Option<DocumentId>,
    /// The entry that this one takes back.
    pub reverses: Option<EntryId>,
    /// Who posted.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// SHA-256 in the chain.
    pub hash: Vec<u8>,
    /// The sides; empty where only the heads were asked for.
    pub lines: Vec<Line>,
}

/// A line of an account with what its entry says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LineView {
    /// The entry.
    pub entry: EntryId,
    /// The date that counts.
    pub date: BookDate,
    /// Document number.
    pub document: String,
    /// What happened.
    pub description: String,
    /// Remark, or empty.
    pub note: String,
    /// Whether there is a proof.
    pub voucher: Option<DocumentId>,
    /// The account.
    pub account: AccountCode,
    /// The unit.
    pub unit: UnitCode,
    /// Whom it concerns.
    pub party: Option<PartyId>,
    /// With members or others.
    pub activity: Activity,
    /// Debit positive, credit negative.
    pub amount: Rupiah,
}

macro_rules! entry_columns {
    () => {
        "select entry_id, book_date, document, description, note, act, rule, voucher_id, reverses, posted_by, \
         posted_at, hash from ledger_entry "
    };
}

fn entry_view(row: &Row) -> Result<EntryView, StoreError> {
    Ok(EntryView {
        id: EntryId(row.int(0)?),
        date: row.date(1)?,
        document: row.text(2)?,
        description: row.text(3)?,
        note: row.text(4)?,
        act: row.text(5)?,
        rule: row.text(6)?,
        voucher: row.opt_int(7)?.map(DocumentId),
        reverses: row.opt_int(8)?.map(EntryId),
        by: UserId(row.int(9)?),
        at: Timestamp(row.int(10)?),
        hash: row.blob(11)?,
        lines: Vec::new(),
    })
}

fn line(row: &Row) -> Result<Line, StoreError> {
    Ok(Line {
        account: AccountCode(row.int(1)?),
        unit: UnitCode(row.int(2)?),
        activity: Activity::from_number(row.int(3)?),
        party: Some(row.int(4)?).filter(|party| *party != 0).map(PartyId),
        amount: row.rupiah(5)?,
    })
}

/// Gives entries their lines; `sql` lists the lines in the order of entries and lines.
fn with_lines(
    reader: &mut dyn Reader,
    mut entries: Vec<EntryView>,
    sql: &'static str,
    params: &[Value],
) -> Result<Vec<EntryView>, StoreError> {
    let mut lines = reader.query(sql, params)?.into_iter().peekable();
    entries.sort_unstable_by_key(|entry| entry.id);
    for entry in &mut entries {
        // Lines whose entry was deleted behind our back are passed over: they must not hide those that follow.
        while let Some(row) = lines.next_if(|row| row.int(0).is_ok_and(|id| id <= entry.id.0)) {
            if row.int(0)? == entry.id.0 {
                entry.lines.push(line(&row)?);
            }
        }
    }
    Ok(entries)
}

/// One entry with its lines.
pub fn entry(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    id: EntryId,
) -> Result<Option<EntryView>, StoreError> {
    let params = values![cooperative, id];
    let sql = concat!(entry_columns!(), "where cooperative_id = $1 and entry_id = $2");
    let Some(row) = reader.query_opt(sql, &params)? else { return Ok(None) };
    let found = with_lines(
        reader,
        vec![entry_view(&row)?],
        "select entry_id, account, unit, activity, party, amount from ledger_line \
         where cooperative_id = $1 and entry_id = $2 order by line",
        &params,
    )?;
    Ok(found.into_iter().next())
}

/// Entries by number with their lines, in the order of the chain, from one number through another.
/// For audits and exports: read in pieces, so that memory stays bounded.
pub(crate) fn entries_by_number(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: EntryId,
    through: EntryId,
) -> Result<Vec<EntryView>, StoreError> {
    let params = values![cooperative, from, through];
    let sql = concat!(
        entry_columns!(),
        "where cooperative_id = $1 and entry_id between $2 and $3 order by entry_id"
    );
    let heads = reader.query(sql, &params)?.iter().map(entry_view).collect::<Result<_, _>>()?;
    with_lines(
        reader,
        heads,
        "select entry_id, account, unit, activity, party, amount from ledger_line \
         where cooperative_id = $1 and entry_id between $2 and $3 order by entry_id, line",
        &params,
    )
}

/// Entries with their lines from a date through another, in the order of dates and numbers.
pub fn entries_between(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: BookDate,
    through: BookDate,
) -> Result<Vec<EntryView>, StoreError> {
    let params = values![cooperative, from, through];
    let sql = concat!(entry_columns!(), "where cooperative_id = $1 and book_date >= $2 and book_date <= $3");
    let heads = reader.query(sql, &params)?.iter().map(entry_view).collect::<Result<_, _>>()?;
    let mut entries = with_lines(
        reader,
        heads,
        "select l.entry_id, l.account, l.unit, l.activity, l.party, l.amount \
         from ledger_entry e join ledger_line l on l.cooperative_id = $1 and l.entry_id = e.entry_id \
         where e.cooperative_id = $1 and e.book_date >= $2 and e.book_date <= $3 order by l.entry_id, l.line",
        &params,
    )?;
    entries.sort_by_key(|entry| (entry.date, entry.id));
    Ok(entries)
}

/// The last entries posted, newest first, without their lines.
pub fn last_entries(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    limit: i64,
) -> Result<Vec<EntryView>, StoreError> {
    let sql = concat!(entry_columns!(), "where cooperative_id = $1 order by entry_id desc limit $2");
    reader.query(sql, &values![cooperative, limit])?.iter().map(entry_view).collect()
}

/// The newest entries whose document number or description holds a text, whatever the case of its
/// letters. Looks through the last 20,000 entries.
pub fn entries_like(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    text: &str,
    limit: usize,
) -> Result<Vec<EntryView>, StoreError> {
    let sought = text.trim().to_lowercase();
    let mut found = Vec::new();
    let mut before = i64::MAX;
    for _ in 0..20 {
        let sql = concat!(
            entry_columns!(),
            "where cooperative_id = $1 and entry_id < $2 order by entry_id desc limit 1000"
        );
        let rows = reader.query(sql, &values![cooperative, before])?;
        for row in &rows {
            let entry = entry_view(row)?;
            before = entry.id.0;
            let holds = |text: &str| text.to_lowercase().contains(&sought);
            if holds(&entry.description) || holds(&entry.document) {
                found.push(entry);
            }
            if found.len() == limit {
                return Ok(found);
            }
        }
        if rows.len() < 1_000 {
            break;
        }
    }
    Ok(found)
}

/// The month of the earliest entry.
pub fn first_entry_month(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Option<kernel::Month>, StoreError> {
    let row = reader.query_opt(
        "select book_date from ledger_entry where cooperative_id = $1 order by book_date, entry_id limit 1",
        &values![cooperative],
    )?;
    row.map(|row| Ok(row.date(0)?.month_of())).transpose()
}

/// The posting rules used from a date through another, most used first, with how often.
pub fn rules_used(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: BookDate,
    through: BookDate,
) -> Result<Vec<(String, i64)>, StoreError> {
    reader
        .query(
            "select rule, count(*) as used from ledger_entry \
             where cooperative_id = $1 and book_date >= $2 and book_date <= $3 and rule <> '' and reverses is null \
             group by rule order by used desc, rule",
            &values![cooperative, from, through],
        )?
        .iter()
        .map(|row| Ok((row.text(0)?, row.int(1)?)))
        .collect()
}

fn line_view(row: &Row) -> Result<LineView, StoreError> {
    Ok(LineView {
        entry: EntryId(row.int(0)?),
        date: row.date(1)?,
        document: row.text(2)?,
        description: row.text(3)?,
        note: row.text(4)?,
        voucher: row.opt_int(5)?.map(DocumentId),
        account: AccountCode(row.int(6)?),
        unit: UnitCode(row.int(7)?),
        party: Some(row.int(8)?).filter(|party| *party != 0).map(PartyId),
        amount: row.rupiah(9)?,
        activity: Activity::from_number(row.int(10)?),
    })
}

/// The lines of one account from a date through another, in all units or one, in the order of the book.
pub fn account_lines(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
    unit: Option<UnitCode>,
    from: BookDate,
    through: BookDate,
) -> Result<Vec<LineView>, StoreError> {
    let unit_from = unit.map_or(i64::MIN, |unit| unit.0);
    let unit_to = unit.map_or(i64::MAX, |unit| unit.0);
    reader
        .query(
            "select l.entry_id, l.book_date, e.document, e.description, e.note, e.voucher_id, l.account, l.unit, \
             l.party, l.amount, l.activity from ledger_line l \
             join ledger_entry e on e.cooperative_id = $1 and e.entry_id = l.entry_id \
             where l.cooperative_id = $1 and l.account = $2 and l.book_date >= $3 and l.book_date <= $4 \
             and l.unit between $5 and $6 order by l.book_date, l.entry_id, l.line",
            &values![cooperative, account, from, through, unit_from, unit_to],
        )?
        .iter()
        .map(line_view)
        .collect()
}

/// The lines that concern a member or partner on one account, in the order of the book.
pub fn party_lines(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    party: PartyId,
    account: AccountCode,
) -> Result<Vec<LineView>, StoreError> {
    reader
        .query(
            "select l.entry_id, l.book_date, e.document, e.description, e.note, e.voucher_id, l.account, l.unit, \
             l.party, l.amount, l.activity from ledger_line l \
             join ledger_entry e on e.cooperative_id = $1 and e.entry_id = l.entry_id \
             where l.cooperative_id = $1 and l.party = $2 and l.party <> 0 and l.account = $3 \
             order by l.book_date, l.entry_id, l.line",
            &values![cooperative, party, account],
        )?
        .iter()
        .map(line_view)
        .collect()
}
