//! Ceremonies and their lists.

use ::store::{Reader, Tx, next_number};
use kernel::{BookDate, CooperativeId, RegionCode, Timestamp, UserId, Zone, clean_name};
use registry::{LegalPapers, zone_of};
use serde::{Deserialize, Serialize};

use crate::error::HandoverError;
use crate::store;

/// The most characters of a title, a place, a name.
pub(crate) const LENGTH: usize = 120;

/// The number of a ceremony.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventId(pub i64);

/// How far a ceremony reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All of Indonesia.
    Nation,
    /// A province, a city, a district.
    Region(RegionCode),
}

impl Reach {
    /// As the store keeps it: 0 is the nation.
    pub(crate) fn number(self) -> i64 {
        match self {
            Self::Nation => 0,
            Self::Region(region) => region.number(),
        }
    }

    pub(crate) fn from_number(number: i64) -> Option<Self> {
        if number == 0 { Some(Self::Nation) } else { RegionCode::from_number(number).map(Self::Region) }
    }

    /// The first and last code of all that lies in it.
    pub(crate) fn range(self) -> (i64, i64) {
        match self {
            Self::Nation => (0, i64::MAX),
            Self::Region(region) => region.range(),
        }
    }

    /// As numbers of certificates write it.
    pub fn code(self) -> String {
        match self {
            Self::Nation => "RI".to_owned(),
            Self::Region(region) => region.to_string(),
        }
    }

    /// The zone whose day counts.
    pub fn zone(self) -> Zone {
        match self {
            Self::Nation => Zone::Wib,
            Self::Region(region) => zone_of(region),
        }
    }
}

/// Whether anything was handed over yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventState {
    /// The list may still be chosen anew.
    Planned,
    /// Something was handed over: the list only grows.
    Held,
}

impl EventState {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Held => "held",
        }
    }

    pub(crate) fn parse(code: &str) -> Option<Self> {
        [Self::Planned, Self::Held].into_iter().find(|state| state.code() == code)
    }
}

/// A ceremony.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Its number.
    pub id: EventId,
    /// For where.
    pub reach: Reach,
    /// "Penyerahan simbolis 42 koperasi".
    pub title: String,
    /// Where it is held.
    pub place: String,
    /// The day.
    pub held_on: BookDate,
    /// Who hands over.
    pub giver_name: String,
    /// As what: "Wali Kota Pangkalpinang".
    pub giver_office: String,
    /// `https://…` before the addresses in QR codes; empty where it is not known.
    pub origin: String,
    /// How far it is.
    pub state: EventState,
    /// Who planned it.
    pub made_by: UserId,
    /// When.
    pub made_at: Timestamp,
}

impl Event {
    /// The address that a certificate's QR code opens.
    pub fn page_of(&self, village: RegionCode) -> String {
        format!("{}/koperasi/{village}", self.origin)
    }
}

/// What is needed to plan a ceremony.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// For where.
    pub reach: Reach,
    /// What it is called.
    pub title: String,
    /// Where it is held.
    pub place: String,
    /// The day.
    pub held_on: BookDate,
    /// Who hands over.
    pub giver_name: String,
    /// As what.
    pub giver_office: String,
    /// `https://…`, or empty.
    pub origin: String,
    /// By whom.
    pub by: UserId,
    /// Now.
    pub at: Timestamp,
}

/// A cooperative on the list of a ceremony.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// From 1, without gaps.
    pub sequence: i64,
    /// Which cooperative.
    pub cooperative: CooperativeId,
    /// Its village.
    pub village: RegionCode,
    /// Its full name as it is now.
    pub name: String,
    /// Its papers as they are now.
    pub legal: LegalPapers,
    /// The day it was handed over.
    pub handed_on: Option<BookDate>,
    /// When that was checked off.
    pub checked_at: Option<Timestamp>,
    /// Who received it, if said.
    pub receiver: String,
    /// What else was said.
    pub note: String,
}

impl Item {
    /// The name as people say it: "KKMP Pintu Air".
    pub fn short_name(&self) -> String {
        let tenant = web::Tenant { id: self.cooperative, code: self.village, name: self.name.clone() };
        tenant.short_name()
    }
}

pub(crate) fn cleaned(text: &str, field: &'static str) -> Result<String, HandoverError> {
    clean_name(text, LENGTH).map_err(|error| HandoverError::Text(error, field))
}

/// Checks the address of a site (`https://koperasi.contoh.go.id`) that QR codes begin with; empty stays empty.
///
/// # Errors
/// [`HandoverError::Origin`] where it is none, or where a path follows.
pub fn origin(typed: &str) -> Result<String, HandoverError> {
    let typed = typed.trim().trim_end_matches('/');
    if typed.is_empty() {
        return Ok(String::new());
    }
    let rest = typed.strip_prefix("https://").or_else(|| typed.strip_prefix("http://"));
    let is_host = |host: &str| {
        !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b".-:".contains(&b))
    };
    match rest.filter(|host| is_host(host) && typed.len() <= LENGTH) {
        Some(_) => Ok(typed.to_owned()),
        None => Err(HandoverError::Origin),
    }
}

/// Plans a ceremony; its list is empty.
///
/// # Errors
/// A title, a name or an address at fault.
pub fn plan(tx: &mut Tx<'_>, new: &NewEvent) -> Result<EventId, HandoverError> {
    let event = Event {
        id: EventId(0),
        reach: new.reach,
        title: cleaned(&new.title, "title")?,
        place: cleaned(&new.place, "place")?,
        held_on: new.held_on,
        giver_name: cleaned(&new.giver_name, "giver_name")?,
        giver_office: cleaned(&new.giver_office, "giver_office")?,
        origin: origin(&new.origin)?,
        state: EventState::Planned,
        made_by: new.by,
        made_at: new.at,
    };
    let id = EventId(next_number(tx, 0, "handover")?);
    store::insert_event(tx, &Event { id, ..event })?;
    Ok(id)
}

/// A ceremony.
///
/// # Errors
/// [`HandoverError::NoSuchEvent`].
pub fn event(reader: &mut dyn Reader, id: EventId) -> Result<Event, HandoverError> {
    store::event(reader, id)?.ok_or(HandoverError::NoSuchEvent)
}

/// The ceremonies planned for exactly this reach, the newest first.
///
/// # Errors
/// The store cannot answer.
pub fn events(reader: &mut dyn Reader, reach: Reach) -> Result<Vec<Event>, HandoverError> {
    Ok(store::events(reader, reach)?)
}

/// Up to `limit` cooperatives of the list after a sequence number (0: from the first), in their order.
///
/// # Errors
/// The store cannot answer.
pub fn items(
    reader: &mut dyn Reader,
    event: EventId,
    after: i64,
    limit: i64,
) -> Result<Vec<Item>, HandoverError> {
    Ok(store::items(reader, event, after, limit)?)
}

/// How many of the list were handed over, and how many there are.
///
/// # Errors
/// The store cannot answer.
pub fn progress(reader: &mut dyn Reader, event: EventId) -> Result<(i64, i64), HandoverError> {
    Ok(store::progress(reader, event)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_a_host_and_nothing_more() {
        assert_eq!(origin(" https://koperasi.contoh.go.id/ ").unwrap(), "https://koperasi.contoh.go.id");
        assert_eq!(origin("").unwrap(), "");
        for wrong in ["koperasi.contoh.go.id", "https://", "https://a/b", "javascript://x", "https://a b"] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }
}
