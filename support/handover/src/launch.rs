//! A mass launch: one act for a whole region.

use ::store::Tx;
use kernel::{BookDate, Timestamp, UserId};
use serde::{Deserialize, Serialize};

use crate::error::HandoverError;
use crate::event::{EventId, NewEvent, Reach, event, plan};
use crate::store;

/// What is needed to launch all cooperatives of a region.
#[derive(Debug, Clone)]
pub struct Launch {
    /// Of where.
    pub reach: Reach,
    /// "Peluncuran nasional Koperasi Merah Putih".
    pub title: String,
    /// Where it is held.
    pub place: String,
    /// The day.
    pub date: BookDate,
    /// Who hands over.
    pub giver_name: String,
    /// As what.
    pub giver_office: String,
    /// `https://…` before the addresses in QR codes, or empty.
    pub origin: String,
    /// By whom.
    pub by: UserId,
    /// Now.
    pub at: Timestamp,
}

/// What a launch did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Launched {
    /// The event that it made.
    pub event: EventId,
    /// How many cooperatives were handed over.
    pub cooperatives: u64,
}

/// Launches every cooperative of the region that is a legal body and was not handed over before: the event,
/// its list and all check-offs, in one act.
///
/// # Errors
/// [`HandoverError::Nobody`] where none is left; a title or name at fault.
pub fn launch(tx: &mut Tx<'_>, new: &Launch) -> Result<Launched, HandoverError> {
    let id = plan(
        tx,
        &NewEvent {
            reach: new.reach,
            title: new.title.clone(),
            place: new.place.clone(),
            held_on: new.date,
            giver_name: new.giver_name.clone(),
            giver_office: new.giver_office.clone(),
            origin: new.origin.clone(),
            by: new.by,
            at: new.at,
        },
    )?;
    store::mark_held(tx, id)?;
    let event = event(tx, id)?;
    match store::fill_handed(tx, &event, new.by, new.at)? {
        0 => Err(HandoverError::Nobody),
        cooperatives => Ok(Launched { event: id, cooperatives }),
    }
}
