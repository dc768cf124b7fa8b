//! What is in use and belongs to somebody else: a building of the village, equipment built by a third
//! party. It never stands in the books (rules §2.4: outlets built under Inpres 17/2025 become assets of the
//! local or village government); the register says whose it is, since when and by which document.

use kernel::{BookDate, CooperativeId, Rupiah, Timestamp, UserId, Zone, clean_name};
use serde::{Deserialize, Serialize};
use store::{Reader, Tx, next_number};

use crate::error::AssetsError;
use crate::register::short;
use crate::tables;

/// Something lent to the cooperative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Borrowed {
    /// Its number in this register; given when it is recorded.
    pub id: i64,
    /// What it is.
    pub name: String,
    /// Whose it is.
    pub owner: String,
    /// Number of the hand-over document (BAST), or empty where there is none yet.
    pub document: String,
    /// Its date.
    pub document_date: Option<BookDate>,
    /// In use since.
    pub since: BookDate,
    /// Lent until; nothing where no end was agreed.
    pub until: Option<BookDate>,
    /// Where it is.
    pub place: String,
    /// The value that the owner told, in rupiah: a memo, never in the books.
    pub told_value: Option<Rupiah>,
    /// Condition or remark.
    pub note: String,
    /// When it was given back.
    pub returned_on: Option<BookDate>,
}

impl Borrowed {
    /// Whether it is in use on a day.
    pub fn is_there(&self, day: BookDate) -> bool {
        self.since <= day && self.returned_on.is_none_or(|returned| returned > day)
    }

    /// Whether the agreed time is over and it has not been given back.
    pub fn is_overdue(&self, day: BookDate) -> bool {
        self.is_there(day) && self.until.is_some_and(|until| until < day)
    }
}

/// Records that something was lent to the cooperative; nothing is posted. Its number and its return are not
/// taken from the argument.
///
/// # Errors
/// An [`AssetsError`] with the sentence for the user; then nothing has been written.
pub fn lend_in(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    thing: &Borrowed,
    (by, at): (UserId, Timestamp),
) -> Result<i64, AssetsError> {
    let mut thing = thing.clone();
    thing.name = clean_name(&thing.name, 120).map_err(AssetsError::of_name)?;
    thing.owner = clean_name(&thing.owner, 120)
        .map_err(|_| AssetsError::Text("owner", "Isi pemiliknya, misalnya Pemerintah Kota Pangkalpinang."))?;
    thing.document = short("document", &thing.document)?;
    thing.place = short("place", &thing.place)?;
    thing.note = short("note", &thing.note)?;
    let today = at.date_in(Zone::Wib);
    if thing.since > today {
        return Err(AssetsError::Later("since"));
    }
    if thing.document_date.is_some_and(|date| date > today) {
        return Err(AssetsError::Later("document_date"));
    }
    if thing.until.is_some_and(|until| until < thing.since) {
        return Err(AssetsError::UntilBefore);
    }
    if thing.told_value.is_some_and(|value| value <= Rupiah::ZERO) {
        return Err(AssetsError::ToldValue);
    }
    thing.id = next_number(tx, cooperative.0, "assets.borrowed")?;
    tables::insert_borrowed(tx, cooperative, &thing, (by, at))?;
    Ok(thing.id)
}

/// Records that it was given back.
///
/// # Errors
/// [`AssetsError::NoSuchAsset`], [`AssetsError::Returned`], [`AssetsError::ReturnedBefore`].
pub fn give_back(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    borrowed: i64,
    on: BookDate,
    at: Timestamp,
) -> Result<(), AssetsError> {
    let all = tables::borrowed(tx, cooperative)?;
    let thing = all.iter().find(|thing| thing.id == borrowed).ok_or(AssetsError::NoSuchAsset)?;
    if thing.returned_on.is_some() {
        return Err(AssetsError::Returned);
    }
    if on < thing.since {
        return Err(AssetsError::ReturnedBefore);
    }
    if on > at.date_in(Zone::Wib) {
        return Err(AssetsError::Later("date"));
    }
    Ok(tables::give_back(tx, cooperative, borrowed, on)?)
}

/// What was lent and is in use on a day, by number.
///
/// # Errors
/// The store cannot answer.
pub fn borrowed(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    as_of: BookDate,
) -> Result<Vec<Borrowed>, AssetsError> {
    let mut all = tables::borrowed(reader, cooperative)?;
    all.retain(|thing| thing.is_there(as_of));
    Ok(all)
}
