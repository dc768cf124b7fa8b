//! Which cooperatives stand on the list of a ceremony.

use ::store::{Reader, Tx};
use kernel::{BookDate, CooperativeId, RegionCode};

use crate::error::HandoverError;
use crate::event::{Event, EventId, EventState, Reach, event};
use crate::lists;
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
    /// All of a part of the region, or only its legal bodies; the list beyond the part stays as it is.
    Part {
        /// Which part.
        part: RegionCode,
        /// Whether only legal bodies are meant.
        legal_only: bool,
    },
    /// Nothing of a part of the region; the list beyond the part stays as it is.
    NothingOf(RegionCode),
    /// Of those that a screen showed, the ticked ones; the list beyond the screen stays as it is.
    Screen {
        /// Whom it showed.
        shown: Vec<CooperativeId>,
        /// Who was ticked.
        ticked: Vec<CooperativeId>,
    },
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

/// Chooses the list: anew while nothing was handed over, by adding afterwards. A part or a screen is chosen
/// beside what the list holds already; while nothing was handed over, what is not wanted there is left out and
/// the list is numbered anew. Gives its length.
///
/// # Errors
/// [`HandoverError::NoSuchEvent`], [`HandoverError::NoSuchRegion`] for a part that lies elsewhere,
/// [`HandoverError::Nobody`] where the list would be empty.
pub fn choose(tx: &mut Tx<'_>, choice: &Choice) -> Result<i64, HandoverError> {
    let event = event(tx, choice.event)?;
    let is_planned = event.state == EventState::Planned;
    let leave_out_handed = choice.leave_out_handed;
    match &choice.selection {
        Selection::These(chosen) => {
            anew(tx, &event)?;
            add_these(tx, &event, chosen, leave_out_handed)?;
        }
        whole @ (Selection::All | Selection::LegalBodies) => {
            anew(tx, &event)?;
            let legal_only = *whole == Selection::LegalBodies;
            fill(tx, &event, &Wanted { reach: event.reach, legal_only, leave_out_handed })?;
        }
        Selection::Part { part, legal_only } => {
            let reach = within(&event, *part)?;
            if is_planned {
                lists::leave_out_part(tx, event.id, reach)?;
                lists::renumber(tx, event.id)?;
            }
            fill(tx, &event, &Wanted { reach, legal_only: *legal_only, leave_out_handed })?;
            if is_planned {
                lists::renumber(tx, event.id)?;
            }
        }
        Selection::NothingOf(part) => {
            let reach = within(&event, *part)?;
            if is_planned {
                lists::leave_out_part(tx, event.id, reach)?;
                lists::renumber(tx, event.id)?;
            }
        }
        Selection::Screen { shown, ticked } => {
            let off = shown.iter().filter(|one| is_planned && !ticked.contains(one));
            for one in off {
                lists::leave_out(tx, event.id, *one)?;
            }
            if is_planned {
                lists::renumber(tx, event.id)?;
            }
            add_these(tx, &event, ticked, leave_out_handed)?;
            if is_planned {
                lists::renumber(tx, event.id)?;
            }
        }
    }
    let (_, count) = store::progress(tx, event.id)?;
    if count == 0 { Err(HandoverError::Nobody) } else { Ok(count) }
}

/// A new list begins empty; one of which something was handed over stays.
fn anew(tx: &mut Tx<'_>, event: &Event) -> Result<(), HandoverError> {
    if event.state == EventState::Planned {
        store::clear(tx, event.id)?;
    }
    Ok(())
}

fn within(event: &Event, part: RegionCode) -> Result<Reach, HandoverError> {
    match event.reach {
        Reach::Region(region) if !region.contains(part) => Err(HandoverError::NoSuchRegion),
        _ => Ok(Reach::Region(part)),
    }
}

fn fill(tx: &mut Tx<'_>, event: &Event, wanted: &Wanted) -> Result<(), HandoverError> {
    let (_, count) = store::progress(tx, event.id)?;
    store::fill(tx, event.id, wanted, count)?;
    Ok(())
}

/// Puts these at the end of the list, by village, as far as they lie within the reach.
fn add_these(
    tx: &mut Tx<'_>,
    event: &Event,
    chosen: &[CooperativeId],
    leave_out_handed: bool,
) -> Result<(), HandoverError> {
    let (_, mut count) = store::progress(tx, event.id)?;
    for candidate in lists::candidates_of(tx, event.id, event.reach, chosen)? {
        let left_out = leave_out_handed && candidate.handed_on.is_some();
        if !left_out && store::add(tx, event.id, count + 1, candidate.cooperative)? {
            count += 1;
        }
    }
    Ok(())
}
