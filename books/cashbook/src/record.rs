//! Recording: a picked rule, an amount and what the rule asks for become an entry.

use kernel::{
    AccountCode, BookDate, CooperativeId, DocumentId, EntryId, Month, PartyId, Rupiah, Timestamp, UnitCode,
    UserId,
};
use ledger::{Activity, Entry, Posted};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::error::CashbookError;
use crate::posting::{book_of, details_missing, lines_of};
use crate::vocabulary::Rule;

/// A member or partner, known to belong to the cooperative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Number among the cooperative's members and partners.
    pub id: PartyId,
    /// Name as the officers know it.
    pub name: String,
    /// Whether it is a member.
    pub member: bool,
}

/// What the treasurer filled in.
#[derive(Debug, Clone)]
pub struct Record {
    /// Whose books.
    pub cooperative: CooperativeId,
    /// Whole rupiah, above zero.
    pub amount: Rupiah,
    /// The date that counts.
    pub date: BookDate,
    /// Where the money is: an account of cash or bank.
    pub place: AccountCode,
    /// Whom it concerns.
    pub party: Option<Party>,
    /// The business unit; the office where none was picked.
    pub unit: UnitCode,
    /// First and last month that dues are paid for.
    pub months: Option<(Month, Month)>,
    /// With members or others, where the rule asks.
    pub activity: Activity,
    /// A remark, or empty.
    pub note: String,
    /// The proof.
    pub voucher: Option<DocumentId>,
    /// Who records.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// The entry.
    pub entry: EntryId,
    /// Its document number.
    pub document: String,
}

impl From<Posted> for Recorded {
    fn from(posted: Posted) -> Self {
        Self { entry: posted.entry, document: posted.document }
    }
}

/// What an entry says happened: the rule's label, and whom it concerns.
pub fn description_of(rule: &Rule, party: Option<&Party>) -> String {
    match party {
        Some(party) => format!("{} an. {}", rule.label, party.name),
        None => rule.label.clone(),
    }
}

/// Records an act by a plain rule.
///
/// # Errors
/// [`CashbookError`], with the field to look at.
pub fn record(tx: &mut Tx<'_>, rule: &Rule, record: &Record) -> Result<Recorded, CashbookError> {
    if !rule.is_plain() {
        return Err(CashbookError::NotPlain);
    }
    details_missing(rule, record)?;
    let chart = ledger::chart_of(tx, record.cooperative, record.date)?;
    let is_place = chart.account(record.place).is_some_and(|account| account.cash.is_some());
    if rule.asks_place() && !is_place {
        return Err(CashbookError::Place);
    }
    let posted = ledger::post(
        tx,
        &Entry {
            cooperative: record.cooperative,
            date: record.date,
            book: book_of(rule, &chart, record.place),
            description: description_of(rule, record.party.as_ref()),
            note: record.note.clone(),
            act: "cashbook.record",
            rule: rule.code.clone(),
            voucher: record.voucher,
            reverses: None,
            by: record.by,
            at: record.at,
            lines: lines_of(rule, &chart, record),
        },
    )?;
    Ok(posted.into())
}
