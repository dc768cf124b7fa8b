//! Where a change of officers must be reported, and by when.

use std::collections::BTreeMap;

use ::store::{Reader, Tx};
use kernel::{BookDate, CooperativeId, Timestamp, UserId, Zone};
use serde::Serialize;

use crate::error::OfficersError;
use crate::office::Body;
use crate::parameters::reports_on;
use crate::roster::Seat;
use crate::store::{self, Done};

/// The most characters in the number of a receipt.
const NUMBER_LENGTH: usize = 60;

/// One place to which the change of a day is reported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportDue {
    /// The day of the change.
    pub changed_on: BookDate,
    /// What changed: "Pak A menjadi ketua; Bu B berhenti sebagai bendahara".
    pub change: String,
    /// A short name of the report that stays.
    pub code: String,
    /// What is reported.
    pub what: String,
    /// Where.
    pub place: String,
    /// By when.
    pub due: BookDate,
    /// When it was reported; nothing where it is still to be done, or where the change grew afterwards.
    pub done_on: Option<BookDate>,
    /// The number of the receipt; may be empty.
    pub number: String,
    /// Whether the day has passed without a report.
    pub is_late: bool,
}

/// What changed on a day.
struct Change {
    parts: Vec<String>,
    /// When the last part of it was written down.
    noted_at: Timestamp,
}

/// The changes of both bodies by day. The day of the first officers is none: the deed says who they are.
fn changes(seats: &[Seat]) -> BTreeMap<BookDate, Change> {
    let mut changes: BTreeMap<BookDate, Change> = BTreeMap::new();
    let mut add = |on: BookDate, part: String, at: Timestamp| {
        let change = changes.entry(on).or_insert(Change { parts: Vec::new(), noted_at: at });
        change.parts.push(part);
        change.noted_at = change.noted_at.max(at);
    };
    let both = seats.iter().filter(|seat| seat.office.body() != Body::Pengelola);
    for seat in both.clone() {
        let (name, office) = (&seat.person.name, seat.office.label().to_lowercase());
        add(seat.since, format!("{name} menjadi {office}"), seat.recorded_at);
        if let Some(ending) = &seat.ended {
            add(ending.on, format!("{name} berhenti sebagai {office}"), ending.at);
        }
    }
    if let Some(first) = both.map(|seat| seat.since).min() {
        changes.remove(&first);
    }
    changes
}

/// What must be reported of all changes through a day, the latest change first.
///
/// # Errors
/// The store cannot answer.
pub fn reports_due(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    today: BookDate,
) -> Result<Vec<ReportDue>, OfficersError> {
    let seats = store::seats(reader, cooperative)?;
    let done = store::done(reader, cooperative)?;
    Ok(due(&seats, &done, today))
}

fn due(seats: &[Seat], done: &[Done], today: BookDate) -> Vec<ReportDue> {
    let mut reports = Vec::new();
    for (changed_on, change) in changes(seats).into_iter().rev().filter(|(on, _)| *on <= today) {
        for rule in reports_on(changed_on) {
            let is_it = |done: &&Done| done.changed_on == changed_on && done.report == rule.code;
            // A report made before all was written down does not say it all.
            let marked = done.iter().find(is_it).filter(|done| done.at >= change.noted_at);
            let due = changed_on.plus_days(rule.days);
            reports.push(ReportDue {
                changed_on,
                change: change.parts.join("; "),
                code: rule.code.clone(),
                what: rule.what.clone(),
                place: rule.place.clone(),
                due,
                done_on: marked.map(|done| done.on),
                number: marked.map(|done| done.number.clone()).unwrap_or_default(),
                is_late: marked.is_none() && today > due,
            });
        }
    }
    reports
}

/// That a change was reported.
#[derive(Debug, Clone)]
pub struct Reported {
    /// Whose officers.
    pub cooperative: CooperativeId,
    /// The day of the change.
    pub changed_on: BookDate,
    /// The code of the report.
    pub report: String,
    /// The day it was reported.
    pub done_on: BookDate,
    /// The number of the receipt; may be empty.
    pub number: String,
    /// By whom it is written down.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Marks a report as made.
///
/// # Errors
/// [`OfficersError::NoSuchReport`], [`OfficersError::ReportDate`], [`OfficersError::ReportNumber`].
pub fn mark_reported(tx: &mut Tx<'_>, reported: &Reported) -> Result<(), OfficersError> {
    let today = reported.at.date_in(Zone::Wit);
    let due = reports_due(tx, reported.cooperative, today)?;
    let is_it = |due: &ReportDue| due.changed_on == reported.changed_on && due.code == reported.report;
    if !due.iter().any(is_it) {
        return Err(OfficersError::NoSuchReport);
    }
    if reported.done_on < reported.changed_on || reported.done_on > today {
        return Err(OfficersError::ReportDate);
    }
    let number = match reported.number.trim() {
        "" => String::new(),
        typed => kernel::clean_name(typed, NUMBER_LENGTH).map_err(|_| OfficersError::ReportNumber)?,
    };
    let done = Done {
        changed_on: reported.changed_on,
        report: reported.report.clone(),
        on: reported.done_on,
        number,
        at: reported.at,
    };
    Ok(store::mark_done(tx, reported.cooperative, &done, reported.by)?)
}
