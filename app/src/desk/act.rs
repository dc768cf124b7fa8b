//! Recording an act: the one way, for the page, the API and the command line.

use cashbook::{Party, Record, Recorded};
use documents::{DocumentError, File};
use kernel::{AccountCode, BookDate, CooperativeId, Month, PartyId, Rupiah, Timestamp, UnitCode, UserId};
use ledger::Activity;
use line::{Line, Refused};
use store::{Reader, Tx};
use web::Visit;

use crate::lines::LINES;

/// A rule filled in, as it came from a form or a request.
#[derive(Debug, Clone)]
pub struct Filled {
    /// Whose books.
    pub cooperative: CooperativeId,
    /// The posting rule.
    pub rule: String,
    /// Whole rupiah.
    pub amount: Rupiah,
    /// The date that counts.
    pub date: BookDate,
    /// An account of cash or bank.
    pub place: AccountCode,
    /// The member or partner.
    pub party: Option<PartyId>,
    /// The business unit.
    pub unit: UnitCode,
    /// First and last month of dues.
    pub months: Option<(Month, Month)>,
    /// With members or others.
    pub activity: Activity,
    /// A remark, or empty.
    pub note: String,
    /// The proof, looked through before.
    pub proof: Option<File>,
    /// Who records.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

fn cashbook_refused(refusal: cashbook::CashbookError) -> Refused {
    Refused::about(refusal.field(), refusal)
}

/// The same for a file.
pub fn of_document(refusal: DocumentError) -> Refused {
    Refused::about(refusal.field(), refusal)
}

/// The proof of a form that records an act, looked through.
///
/// # Errors
/// [`Refused`] about the field.
pub async fn proof_of(form: &web::Form) -> Result<Option<File>, Refused> {
    File::of_form(form, "photo").await.map_err(|refusal| Refused::about(Some("photo"), refusal))
}

fn rule_of(reader: &mut dyn Reader, filled: &Filled) -> Result<cashbook::Rule, Refused> {
    cashbook::rule(reader, filled.cooperative, &filled.rule)?
        .ok_or_else(|| cashbook_refused(cashbook::CashbookError::UnknownRule))
}

/// The member or partner by number: a number of another cooperative names nobody here.
fn party_of(reader: &mut dyn Reader, filled: &Filled) -> Result<Option<Party>, Refused> {
    let Some(id) = filled.party else { return Ok(None) };
    let unknown = |error: &dyn std::fmt::Display| Refused::about(Some("party"), error);
    let member = members::member(reader, filled.cooperative, id).map_err(|error| unknown(&error))?;
    if let Some(member) = member {
        return Ok(Some(Party { id, name: member.name, member: true }));
    }
    let name = members::party_name(reader, filled.cooperative, id).map_err(|error| unknown(&error))?;
    match name {
        Some(name) => Ok(Some(Party { id, name, member: false })),
        None => Err(unknown(&"Orang ini tidak terdaftar di koperasi ini. Pilih dari daftar.")),
    }
}

/// The day of an act, if it has begun in the village.
///
/// # Errors
/// The sentence beside the date.
pub fn begun(date: BookDate, visit: &Visit) -> Result<BookDate, Refused> {
    match date > visit.today {
        true => Err(Refused::about(Some("date"), ledger::LedgerError::Future(date))),
        false => Ok(date),
    }
}

fn record_of(filled: &Filled, party: Option<Party>, voucher: Option<kernel::DocumentId>) -> Record {
    Record {
        cooperative: filled.cooperative,
        amount: filled.amount,
        date: filled.date,
        place: filled.place,
        party,
        unit: filled.unit,
        months: filled.months,
        activity: filled.activity,
        note: filled.note.clone(),
        voucher,
        by: filled.by,
        at: filled.at,
    }
}

fn line_for(rule: &cashbook::Rule) -> Result<Option<Line>, Refused> {
    if rule.is_plain() {
        return Ok(None);
    }
    let line = line::line_of(LINES, &rule.act);
    line.map(Some).ok_or_else(|| cashbook_refused(cashbook::CashbookError::UnknownRule))
}

/// Keeps the proof and records the act, by the line that owns it or by the cash book.
///
/// # Errors
/// [`Refused`], with the field to look at; nothing has been written.
pub fn perform(tx: &mut Tx<'_>, filled: &Filled) -> Result<Recorded, Refused> {
    let rule = rule_of(tx, filled)?;
    let party = party_of(tx, filled)?;
    let voucher = filled
        .proof
        .as_ref()
        .map(|file| documents::keep_file(tx, filled.cooperative, file, filled.by, filled.at))
        .transpose()
        .map_err(|refusal| Refused::about(Some("photo"), refusal))?;
    let record = record_of(filled, party, voucher);
    match line_for(&rule)? {
        Some(line) => (line.record)(tx, &rule, &record),
        None => cashbook::record(tx, &rule, &record).map_err(cashbook_refused),
    }
}

/// What recording would do, in plain words, or why it would be refused.
///
/// # Errors
/// The refusal that [`perform`] would give, as far as it can be known before.
pub fn preview(reader: &mut dyn Reader, filled: &Filled) -> Result<String, Refused> {
    let rule = rule_of(reader, filled)?;
    let party = party_of(reader, filled)?;
    let record = record_of(filled, party, None);
    if let Some(line) = line_for(&rule)? {
        return (line.preview)(reader, &rule, &record);
    }
    cashbook::details_missing(&rule, &record).map_err(cashbook_refused)?;
    let chart = ledger::chart_of(reader, filled.cooperative, filled.date)?;
    let units = ledger::units_of(reader, filled.cooperative)?;
    let unit = units.iter().find(|unit| unit.code == filled.unit);
    let said = cashbook::preview(&rule, &chart, &record, unit.map_or("unit", |unit| unit.name.as_str()));
    Ok(format!("{said}{}", overdrawn(reader, &rule, &record)?))
}

/// A word of warning where more would be paid than there is: often an act was not recorded yet.
fn overdrawn(reader: &mut dyn Reader, rule: &cashbook::Rule, record: &Record) -> Result<String, Refused> {
    if rule.credit != cashbook::Side::Place {
        return Ok(String::new());
    }
    let unit =
        if rule.unit_choice == cashbook::UnitChoice::Optional { record.unit } else { UnitCode::OFFICE };
    let there = ledger::balance_of(reader, record.cooperative, record.place, record.date, Some(unit))?;
    match there.checked_sub(record.amount) {
        Some(left) if left < Rupiah::ZERO => {
            Ok(format!(" Menurut catatan, uangnya hanya {there}. Adakah uang masuk yang belum dicatat?"))
        }
        _ => Ok(String::new()),
    }
}

/// A refusal of an act as a page or the API shows it.
pub fn refusal(refused: &Refused) -> web::Refusal {
    let shown = web::Refusal::bad(&refused.sentence);
    match refused.field {
        Some(field) => shown.field(field),
        None => shown,
    }
}

/// The same for a refusal of the cash book.
pub fn of_cashbook(refused: &cashbook::CashbookError) -> web::Refusal {
    refusal(&cashbook_refused(refused.clone()))
}
