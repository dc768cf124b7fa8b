//! Which cooperatives stand on the list of a ceremony.

use ::store::{Reader, Tx};
use kernel::{BookDate, CooperativeId, RegionCode};

use crate::error::HandoverError;
use crate::event::{EventId, EventState, Reach, event};
use crate::store::{self, Wanted};

/// A cooperative that may stand on a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Which.
    pub cooperative: CooperativeId,
    /// Its village.
    pub village: RegionCode,
    /// Its full name.
    pub name: String,
    /// Whether the Ministry of Law approved it.
    pub is_legal_body: bool,
    /// The day it was first handed over, at whichever ceremony.
    pub handed_on: Option<BookDate>,
    /// Whether it stands on this list.
    pub is_listed: bool,
}

/// By what cooperatives are chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// All of the region.
    All,
    /// Those that are legal bodies.
    LegalBodies,
    /// These, as far as they lie in the region.
    These(Vec<CooperativeId>),
}

/// A choice for the list of a ceremony.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Which ceremony.
    pub event: EventId,
    /// Which cooperatives.
    pub selection: Selection,
    /// Whether those that were handed over at any ceremony are left out.
    pub leave_out_handed: bool,
}

/// The cooperatives of a reach, in the order of villages.
///
/// # Errors
/// The store cannot answer.
pub fn candidates(
    reader: &mut dyn Reader,
    reach: Reach,
    event: EventId,
) -> Result<Vec<Candidate>, HandoverError> {
    Ok(store::candidates(reader, reach, event)?)
}

/// Chooses the list: anew while nothing was handed over, by adding afterwards. Gives its length.
///
/// # Errors
/// [`HandoverError::NoSuchEvent`], [`HandoverError::Nobody`] where the list would be empty.
pub fn choose(tx: &mut Tx<'_>, choice: &Choice) -> Result<i64, HandoverError> {
    let event = event(tx, choice.event)?;
    if event.state == EventState::Planned {
        store::clear(tx, event.id)?;
    }
    let (_, mut count) = store::progress(tx, event.id)?;
    let leave_out_handed = choice.leave_out_handed;
    match &choice.selection {
        Selection::These(chosen) => {
            for candidate in store::candidates(tx, event.reach, event.id)? {
                let left_out = leave_out_handed && candidate.handed_on.is_some();
                if chosen.contains(&candidate.cooperative)
                    && !left_out
                    && store::add(tx, event.id, count + 1, candidate.cooperative)?
                {
                    count += 1;
                }
            }
        }
        all_or_legal => {
            let legal_only = *all_or_legal == Selection::LegalBodies;
            let wanted = Wanted { reach: event.reach, legal_only, leave_out_handed };
            let added = store::fill(tx, event.id, &wanted, count)?;
            count += i64::try_from(added).unwrap_or_default();
        }
    }
    if count == 0 { Err(HandoverError::Nobody) } else { Ok(count) }
}
