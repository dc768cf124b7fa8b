//! Who holds which office, how they are related, and what was accepted. Pure.

use kernel::{BirthDate, BookDate, Timestamp, UserId};
use serde::{Deserialize, Serialize};

use crate::office::{Body, Office};

/// A person with an office, numbered within the cooperative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(pub i64);

/// One term of one person, numbered within the cooperative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TermId(pub i64);

/// Whether a person is a man or a woman.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sex {
    /// *Laki-laki*.
    Male,
    /// *Perempuan*.
    Female,
}

impl Sex {
    /// As the store and forms write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Male => "m",
            Self::Female => "f",
        }
    }

    /// The sex of a code.
    pub fn parse(code: &str) -> Option<Self> {
        [Self::Male, Self::Female].into_iter().find(|sex| sex.code() == code)
    }
}

/// A person who holds or held an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The number.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// Man or woman.
    pub sex: Sex,
    /// Nothing where it is not known yet.
    pub birth: Option<BirthDate>,
    /// Seen only by the cooperative itself, and in what it sends to the ministry.
    pub phone: Option<String>,
    /// Whether the person belongs to the village's leadership (*unsur pimpinan desa/kelurahan*).
    pub village_leader: bool,
}

/// How a term ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// From this day on the person is out of the office.
    pub on: BookDate,
    /// Why.
    pub reason: String,
    /// When that was written down.
    pub at: Timestamp,
}

/// A person in an office for a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The number.
    pub term: TermId,
    /// Who.
    pub person: Person,
    /// What.
    pub office: Office,
    /// The first day.
    pub since: BookDate,
    /// The last day of the term; whoever is not re-elected by then stays in charge, with a finding.
    pub until: BookDate,
    /// Whether the seat follows another office: the *lurah*.
    pub ex_officio: bool,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// Where it ended before its term or was handed over.
    pub ended: Option<Ending>,
}

impl Seat {
    /// Whether the person is in office on a day.
    pub fn is_held_on(&self, day: BookDate) -> bool {
        self.since <= day && self.ended.as_ref().is_none_or(|ending| day < ending.on)
    }
}

/// What one person is to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// *Ayah/ibu*.
    Parent,
    /// *Anak*.
    Child,
    /// *Suami/istri*.
    Spouse,
    /// *Mertua*.
    ParentInLaw,
    /// *Menantu*.
    ChildInLaw,
    /// *Saudara kandung*: the second degree.
    Sibling,
}

impl Relation {
    /// All, as forms offer them.
    pub const ALL: [Self; 6] =
        [Self::Parent, Self::Child, Self::Spouse, Self::ParentInLaw, Self::ChildInLaw, Self::Sibling];

    /// As the store and forms write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Parent => "orang-tua",
            Self::Child => "anak",
            Self::Spouse => "pasangan",
            Self::ParentInLaw => "mertua",
            Self::ChildInLaw => "menantu",
            Self::Sibling => "saudara",
        }
    }

    /// The relation of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.code() == code)
    }

    /// As sentences say it: "ayah atau ibu".
    pub fn label(self) -> &'static str {
        match self {
            Self::Parent => "ayah atau ibu",
            Self::Child => "anak",
            Self::Spouse => "suami atau istri",
            Self::ParentInLaw => "mertua",
            Self::ChildInLaw => "menantu",
            Self::Sibling => "saudara kandung",
        }
    }

    /// Steps up or down the family: husband and wife stand on the same step.
    pub(crate) fn steps(self) -> i64 {
        match self {
            Self::Spouse => 0,
            Self::Parent | Self::Child | Self::ParentInLaw | Self::ChildInLaw => 1,
            Self::Sibling => 2,
        }
    }
}

/// `person` is the `relation` of `relative`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinship {
    /// Who.
    pub person: PersonId,
    /// Whose.
    pub relative: PersonId,
    /// What.
    pub relation: Relation,
}

/// A break that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// Which check.
    pub code: String,
    /// About whom or what; empty for the body as a whole.
    pub subject: String,
    /// Why it is accepted.
    pub reason: String,
    /// The last day on which it is.
    pub until: BookDate,
    /// By whom.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Everything that the checks look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roster {
    /// All terms, those that ended too.
    pub seats: Vec<Seat>,
    /// Who is related to whom.
    pub kin: Vec<Kinship>,
    /// What was accepted, oldest first.
    pub accepted: Vec<Acceptance>,
}

impl Roster {
    /// The seats that are held on a day, in the order of offices.
    pub fn held_on(&self, day: BookDate) -> Vec<&Seat> {
        let mut held: Vec<&Seat> = self.seats.iter().filter(|seat| seat.is_held_on(day)).collect();
        held.sort_by_key(|seat| (seat.office, seat.since, seat.term));
        held
    }

    /// Those of one body.
    pub fn body_on(&self, body: Body, day: BookDate) -> Vec<&Seat> {
        self.held_on(day).into_iter().filter(|seat| seat.office.body() == body).collect()
    }
}
