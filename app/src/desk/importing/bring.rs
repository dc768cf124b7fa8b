//! From a file to a draft, and from a draft to entries: for the page and the command line.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use import::{Act, Book, Draft, ImportError, Known, People, Person, Posted, Upload};
use kernel::{BookDate, CooperativeId, EntryId, PartyId, Timestamp, UserId};
use ledger::Unit;
use line::Refused;
use members::{MemberFilter, MemberState, NewPartner, PartnerKind};
use sha2::{Digest, Sha256};
use sheets::{Asked, Reading};
use store::{Db, Reader, Tx};

use crate::desk::act::{Filled, perform};

/// Rows of a page of the register.
const PAGE_ROWS: usize = 50;

/// How often recording is tried without the rows that were refused: each time some fall out.
const TRIES: usize = 4;

/// Reads a workbook as a cash book.
///
/// # Errors
/// Why the file cannot be read, as a sentence.
pub fn read_book(file_name: &str, bytes: &[u8], asked: &Asked) -> Result<Reading, Refused> {
    let workbook =
        spreadsheet::read(file_name, bytes).map_err(|error| Refused::about(Some("file"), error))?;
    Ok(sheets::read_cash_book(&workbook, asked))
}

/// The units that a cooperative has opened, and the office.
///
/// # Errors
/// Where the database fails.
pub fn units_of(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Unit>, Refused> {
    let open = registry::units(reader, cooperative).map_err(|error| Refused::about(None, error))?;
    let mut units = ledger::units_of(reader, cooperative)?;
    units
        .retain(|unit| unit.code == kernel::UnitCode::OFFICE || open.iter().any(|own| own.unit == unit.code));
    for unit in &mut units {
        if let Some(own) = open.iter().find(|own| own.unit == unit.code) {
            unit.name.clone_from(&own.name);
        }
    }
    Ok(units)
}

/// Everybody whom a row can name: members, who waits to become one, partners.
///
/// # Errors
/// Where the database fails.
pub fn members_and_partners(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Vec<Person>, Refused> {
    let refused = |error: members::MembersError| Refused::about(None, error);
    let mut all = members::active(reader, cooperative).map_err(refused)?;
    for page in 1.. {
        let filter = MemberFilter { state: Some(MemberState::Verified), text: String::new(), page };
        let waiting = members::list(reader, cooperative, &filter).map_err(refused)?.members;
        let last = waiting.len() < PAGE_ROWS;
        all.extend(waiting);
        if last {
            break;
        }
    }
    let member = |member: members::Member| Person {
        id: member.party,
        name: member.name,
        number: member.number,
        member: true,
    };
    let partner = |partner: members::Partner| Person {
        id: partner.party,
        name: partner.name,
        number: None,
        member: false,
    };
    let partners = members::partners(reader, cooperative).map_err(refused)?;
    Ok(all.into_iter().map(member).chain(partners.into_iter().map(partner)).collect())
}

/// Understands a book; nothing is written.
///
/// # Errors
/// [`Refused`] where there is nothing to understand.
pub fn understood(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    book: Book,
    reading: Reading,
    today: BookDate,
) -> Result<Draft, Refused> {
    let units = units_of(reader, cooperative)?;
    let people = People::new(members_and_partners(reader, cooperative)?);
    let known = Known::load(reader, cooperative, units, people, today)?;
    import::understand(reader, cooperative, book, reading, &known)
        .map_err(|error| Refused::about(Some("file"), error))
}

/// Understands a book and keeps it as a draft. Gives the number of the import.
///
/// # Errors
/// [`Refused`]; nothing has been written.
pub fn bring_in(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    (file_name, bytes): (&str, &[u8]),
    book: Book,
    reading: &Reading,
    (by, at, today): (UserId, Timestamp, BookDate),
) -> Result<i64, Refused> {
    let draft = understood(tx, cooperative, book, reading.clone(), today)?;
    let sha256 = Sha256::digest(bytes).to_vec();
    let upload = Upload { file_name: file_name.to_owned(), sha256, book, by, at };
    import::keep(tx, cooperative, &upload, &draft).map_err(|error| Refused::about(Some("file"), error))
}

/// Keeps a book as a draft together with its file, so that questions about it can be answered. Gives the
/// number of the import.
///
/// # Errors
/// [`Refused`]; nothing has been written.
pub fn bring_in_to_answer(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    (file_name, bytes): (&str, &[u8]),
    book: Book,
    reading: &Reading,
    (by, at, today): (UserId, Timestamp, BookDate),
) -> Result<i64, Refused> {
    let import = bring_in(tx, cooperative, (file_name, bytes), book, reading, (by, at, today))?;
    import::keep_file(tx, cooperative, import, bytes, at)?;
    Ok(import)
}

/// Puts the same file, read with answers, in the place of a draft. Gives the number of the new one.
///
/// # Errors
/// [`Refused`]; nothing has been written.
pub fn bring_in_again(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    import: i64,
    (book, reading, today): (Book, &Reading, BookDate),
) -> Result<i64, Refused> {
    let draft = understood(tx, cooperative, book, reading.clone(), today)?;
    import::replace(tx, cooperative, import, &draft).map_err(|error| Refused::about(None, error))
}

/// Records acts of an import by the desk, and adds partners that were named anew.
struct Recorder {
    cooperative: CooperativeId,
    by: UserId,
    at: Timestamp,
    added: HashMap<String, PartyId>,
}

impl Recorder {
    fn record(&mut self, tx: &mut Tx<'_>, act: &Act) -> Result<EntryId, String> {
        let party = match (act.party, act.new_partner.as_str()) {
            (Some(party), _) => Some(party),
            (None, "") => None,
            (None, name) => Some(self.partner(tx, name)?),
        };
        let filled = Filled {
            cooperative: self.cooperative,
            rule: act.rule.clone(),
            amount: act.amount,
            date: act.date,
            place: act.place,
            party,
            unit: act.unit,
            months: act.months,
            activity: act.activity,
            note: act.note.clone(),
            proof: None,
            by: self.by,
            at: self.at,
        };
        perform(tx, &filled).map(|recorded| recorded.entry).map_err(|refused| refused.sentence)
    }

    /// The partner of a name: one that is there, or a new one.
    fn partner(&mut self, tx: &mut Tx<'_>, name: &str) -> Result<PartyId, String> {
        let folded = kernel::fold(name);
        if let Some(party) = self.added.get(&folded) {
            return Ok(*party);
        }
        let known = members::partners(tx, self.cooperative).map_err(|error| error.to_string())?;
        let there = known.into_iter().find(|partner| kernel::fold(&partner.name) == folded);
        let partner = match there {
            Some(partner) => partner,
            None => {
                let new = NewPartner {
                    cooperative: self.cooperative,
                    name: name.to_owned(),
                    kind: PartnerKind::Venture,
                    phone: String::new(),
                    by: self.by,
                    at: self.at,
                };
                members::add_partner(tx, &new).map_err(|error| error.to_string())?
            }
        };
        self.added.insert(folded, partner.party);
        Ok(partner.party)
    }
}

/// Records what is settled of an import. Rows that are refused are noted with the sentence, and the rest
/// is recorded without them.
///
/// # Errors
/// [`Refused`] for the import as a whole; then nothing was recorded.
pub fn record_settled(
    db: &Db,
    cooperative: CooperativeId,
    import: i64,
    (by, at): (UserId, Timestamp),
    progress: &Arc<AtomicUsize>,
) -> Result<Posted, Refused> {
    let mut last = ImportError::Unknown;
    for _ in 0..TRIES {
        let progress = progress.clone();
        let posted = db.write_blocking(move |tx| {
            let mut recorder = Recorder { cooperative, by, at, added: HashMap::new() };
            import::post(
                tx,
                cooperative,
                import,
                (by, at),
                &mut |tx, act| recorder.record(tx, act),
                &progress,
            )
        });
        match posted {
            Ok(posted) => return Ok(posted),
            Err(ImportError::Rows(refused)) => {
                let noted = refused.clone();
                db.write_blocking(move |tx| import::note_refusals(tx, cooperative, import, &noted))
                    .map_err(|error| Refused::about(None, error))?;
                last = ImportError::Rows(refused);
            }
            Err(error) => return Err(Refused::about(None, error)),
        }
    }
    Err(Refused::about(None, last))
}
