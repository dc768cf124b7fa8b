//! Files beside what they prove: an entry of the books, a step of formation.
//!
//! The books are never changed by it: which file lies where is written here, so that a proof can come
//! later, also into a closed month. The photo that came with an act is named by the entry itself
//! ([`Subject::entry`]) and is read together with what came later; it counts the same.
//!
//! Invariant: nothing is taken away. A wrong file is marked with a reason and stays to be seen.

use std::collections::{BTreeMap, BTreeSet};

use ::store::{Reader, StoreError, Tx, next_number};
use kernel::{CooperativeId, DocumentId, EntryId, Timestamp, UserId, clean_name};

use crate::beside_store as store;
use crate::error::DocumentError;
use crate::file::File;
use crate::store::{Document, keep_file};

/// The most files that stand at one matter.
const MAX_FILES: usize = 20;

/// The least and the most characters of a reason.
const REASON_LENGTH: std::ops::RangeInclusive<usize> = 5..=200;

/// The most characters of what is said of a file.
const CAPTION_LENGTH: usize = 80;

const ENTRY: &str = "entry";

/// What a file lies beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    pub(crate) kind: String,
    pub(crate) number: i64,
    /// The file that the matter names itself.
    pub(crate) own: Option<DocumentId>,
}

impl Subject {
    /// An entry of the books, with the proof that was recorded with it.
    pub fn entry(entry: EntryId, voucher: Option<DocumentId>) -> Self {
        Self { kind: ENTRY.to_owned(), number: entry.0, own: voucher }
    }

    /// Something with a name of its own, such as `formation.akta`, with the file that it names itself.
    pub fn named(kind: impl Into<String>, own: Option<DocumentId>) -> Self {
        Self { kind: kind.into(), number: 0, own }
    }
}

/// A file that lies beside something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// The file.
    pub document: Document,
    /// What was said of it; may be empty.
    pub caption: String,
    /// Who put it there.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
    /// Whether it came with the act itself.
    pub with_act: bool,
    /// Why it is the wrong one, where it was marked.
    pub wrong: Option<Wrong>,
}

/// What is said of a wrong file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Why it is wrong.
    pub reason: String,
    /// The file that took its place.
    pub replaced_by: Option<DocumentId>,
    /// Who marked it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Why there is no paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// In the words of who noted it.
    pub reason: String,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// How an entry stands with its proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// At least one file that was not marked wrong.
    There,
    /// None, and somebody has said why.
    Excused,
    /// None.
    Lacking,
}

/// Puts a file beside something.
///
/// # Errors
/// The same file is there, there are twenty, the caption is long, the store refuses.
pub fn attach(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    subject: &Subject,
    (file, caption): (&File, &str),
    (by, at): (UserId, Timestamp),
) -> Result<DocumentId, DocumentError> {
    let caption = match caption.trim() {
        "" => String::new(),
        typed => clean_name(typed, CAPTION_LENGTH).map_err(|_| DocumentError::Caption)?,
    };
    let hash = crate::store::hash_of(file);
    let there = attached(tx, cooperative, subject)?;
    let standing = || there.iter().filter(|attached| attached.wrong.is_none());
    if standing().count() >= MAX_FILES {
        return Err(DocumentError::TooMany);
    }
    let size = i64::try_from(file.bytes().len()).map_err(|_| DocumentError::TooLarge)?;
    for known in standing().filter(|known| known.document.size_bytes == size) {
        if store::hash(tx, cooperative, known.document.id)? == hash {
            return Err(DocumentError::AlreadyThere);
        }
    }
    let document = keep_file(tx, cooperative, file, by, at)?;
    store::attach(tx, cooperative, subject, (document, &caption), (by, at))?;
    Ok(document)
}

/// Marks a file as the wrong one, and puts another in its place where one is given.
///
/// # Errors
/// The file does not stand there, no reason, the other one cannot be put there.
pub fn mark_wrong(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    subject: &Subject,
    (document, reason, other): (DocumentId, &str, Option<&File>),
    (by, at): (UserId, Timestamp),
) -> Result<Option<DocumentId>, DocumentError> {
    let reason = reason_of(reason)?;
    let there = attached(tx, cooperative, subject)?;
    let found = there.iter().find(|known| known.document.id == document && known.wrong.is_none());
    let caption = found.map(|found| found.caption.as_str()).ok_or(DocumentError::NotHere)?;
    let replaced_by =
        other.map(|file| attach(tx, cooperative, subject, (file, caption), (by, at))).transpose()?;
    let wrong = Wrong { reason, replaced_by, by, at };
    store::mark_wrong(tx, cooperative, subject, document, &wrong)?;
    Ok(replaced_by)
}

/// Says why there is no paper.
///
/// # Errors
/// No reason; the store refuses.
pub fn excuse(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    subject: &Subject,
    reason: &str,
    noted: (UserId, Timestamp),
) -> Result<(), DocumentError> {
    let reason = reason_of(reason)?;
    note(tx, cooperative, subject, &reason, noted)
}

/// Takes back that there is no paper: one is needed after all.
///
/// # Errors
/// The store refuses.
pub fn take_back_excuse(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    subject: &Subject,
    noted: (UserId, Timestamp),
) -> Result<(), DocumentError> {
    note(tx, cooperative, subject, "", noted)
}

fn note(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    subject: &Subject,
    reason: &str,
    noted: (UserId, Timestamp),
) -> Result<(), DocumentError> {
    let id = next_number(tx, cooperative.0, "document_absence")?;
    Ok(store::note_absence(tx, cooperative, subject, (id, reason), noted)?)
}

fn reason_of(typed: &str) -> Result<String, DocumentError> {
    let reason = clean_name(typed, *REASON_LENGTH.end()).map_err(|_| DocumentError::Reason)?;
    match REASON_LENGTH.contains(&reason.chars().count()) {
        true => Ok(reason),
        false => Err(DocumentError::Reason),
    }
}

/// The files beside something, the one of the act first, then in the order in which they came.
///
/// # Errors
/// The store cannot answer.
pub fn attached(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    subject: &Subject,
) -> Result<Vec<Attached>, StoreError> {
    let mut files = Vec::new();
    if let Some(own) = subject.own {
        files.extend(store::own(reader, cooperative, subject, own)?);
    }
    files.extend(store::attached(reader, cooperative, subject)?);
    Ok(files)
}

/// The files beside everything whose name begins so, by name. Those that a matter names itself are not
/// among them.
///
/// # Errors
/// The store cannot answer.
pub fn attached_under(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    beginning: &str,
) -> Result<BTreeMap<String, Vec<Attached>>, StoreError> {
    store::attached_under(reader, cooperative, beginning)
}

/// Why there is no paper, where somebody has said so.
///
/// # Errors
/// The store cannot answer.
pub fn absence(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    subject: &Subject,
) -> Result<Option<Absence>, StoreError> {
    let newest = store::absence(reader, cooperative, subject)?;
    Ok(newest.filter(|absence| !absence.reason.is_empty()))
}

/// What is known of the proofs of many entries.
#[derive(Debug, Clone, Default)]
pub struct Proofs {
    pub(crate) standing: BTreeSet<EntryId>,
    pub(crate) wrong: BTreeSet<(EntryId, DocumentId)>,
    pub(crate) excused: BTreeSet<EntryId>,
}

impl Proofs {
    /// Of the entries from one number through another: three questions, however many there are.
    ///
    /// # Errors
    /// The store cannot answer.
    pub fn between(
        reader: &mut dyn Reader,
        cooperative: CooperativeId,
        from: EntryId,
        through: EntryId,
    ) -> Result<Self, StoreError> {
        store::proofs(reader, cooperative, ENTRY, (from, through))
    }

    /// How an entry stands; `voucher`: the proof that was recorded with it.
    pub fn of(&self, entry: EntryId, voucher: Option<DocumentId>) -> Proof {
        let with_act = voucher.is_some_and(|voucher| !self.wrong.contains(&(entry, voucher)));
        match (with_act || self.standing.contains(&entry), self.excused.contains(&entry)) {
            (true, _) => Proof::There,
            (false, true) => Proof::Excused,
            (false, false) => Proof::Lacking,
        }
    }
}
