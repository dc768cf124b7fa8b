//! On the day: checking off, and taking a check-off back.

use ::store::Tx;
use kernel::{BookDate, Timestamp, UserId};
use serde::{Deserialize, Serialize};

use crate::error::HandoverError;
use crate::event::{EventId, LENGTH, cleaned, event};
use crate::store;

/// The fewest characters of a reason.
const REASON_LENGTH: usize = 5;

/// A cooperative is handed over.
#[derive(Debug, Clone)]
pub struct CheckOff {
    /// At which ceremony.
    pub event: EventId,
    /// Which of its list.
    pub sequence: i64,
    /// Who received it; may be empty.
    pub receiver: String,
    /// What else is to be said; may be empty.
    pub note: String,
    /// The day.
    pub on: BookDate,
    /// By whom.
    pub by: UserId,
    /// Now.
    pub at: Timestamp,
}

/// What stands in the list after a check-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// The full name of the cooperative.
    pub name: String,
    /// When it was checked off.
    pub at: Timestamp,
    /// Who received it, as was said first.
    pub receiver: String,
    /// Whether somebody had done it before.
    pub was_done: bool,
}

/// A check-off is taken back.
#[derive(Debug, Clone)]
pub struct Undo {
    /// At which ceremony.
    pub event: EventId,
    /// Which of its list.
    pub sequence: i64,
    /// Why.
    pub reason: String,
    /// The day it is.
    pub today: BookDate,
    /// By whom.
    pub by: UserId,
    /// Now.
    pub at: Timestamp,
}

fn optional(text: &str, field: &'static str) -> Result<String, HandoverError> {
    if text.trim().is_empty() { Ok(String::new()) } else { cleaned(text, field) }
}

/// Checks a cooperative off. Whoever comes second gets what the first wrote; nothing is written twice.
///
/// # Errors
/// [`HandoverError::NoSuchEvent`], [`HandoverError::NotOnTheList`], a name at fault.
pub fn check_off(tx: &mut Tx<'_>, new: &CheckOff) -> Result<Checked, HandoverError> {
    event(tx, new.event)?;
    let new = CheckOff {
        receiver: optional(&new.receiver, "receiver")?,
        note: optional(&new.note, "note")?,
        ..new.clone()
    };
    let is_first = store::check(tx, &new)?;
    if is_first {
        store::mark_held(tx, new.event)?;
    }
    let item = store::item(tx, new.event, new.sequence)?.ok_or(HandoverError::NotOnTheList)?;
    let at = item.checked_at.ok_or(HandoverError::NotHandedOver)?;
    Ok(Checked { name: item.name, at, receiver: item.receiver, was_done: !is_first })
}

/// Takes a check-off of the same day back; who had done it, and why it was undone, is kept.
///
/// # Errors
/// [`HandoverError::Reason`], [`HandoverError::AnotherDay`], [`HandoverError::NotHandedOver`].
pub fn undo(tx: &mut Tx<'_>, undo: &Undo) -> Result<(), HandoverError> {
    let reason = undo.reason.trim();
    if reason.chars().count() < REASON_LENGTH {
        return Err(HandoverError::Reason);
    }
    if reason.chars().count() > LENGTH {
        return Err(HandoverError::TooLong(LENGTH, "reason"));
    }
    let event = event(tx, undo.event)?;
    let item = store::item(tx, undo.event, undo.sequence)?.ok_or(HandoverError::NotOnTheList)?;
    let checked = item.checked_at.ok_or(HandoverError::NotHandedOver)?.date_in(event.reach.zone());
    if checked != undo.today {
        return Err(HandoverError::AnotherDay(checked));
    }
    let undo = Undo { reason: reason.to_owned(), ..undo.clone() };
    if store::uncheck(tx, &undo)? { Ok(()) } else { Err(HandoverError::NotHandedOver) }
}
