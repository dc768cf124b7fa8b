//! Taking an office, leaving it, and what is written down beside it.

use ::store::{Reader, Tx, next_number};
use kernel::{BirthDate, BookDate, CooperativeId, Timestamp, UserId, Zone, clean_name};

use crate::check::{Finding, check, plus_years};
use crate::error::OfficersError;
use crate::office::{Body, Office};
use crate::parameters::Parameters;
use crate::roster::{Acceptance, Ending, Kinship, Person, PersonId, Relation, Roster, Seat, Sex, TermId};
use crate::store;

/// The most characters in a name.
const NAME_LENGTH: usize = 100;
/// A term is written down at most this long before it begins.
const DAYS_AHEAD: i64 = 366;
/// A break is accepted for at most so long.
const ACCEPT_YEARS: i64 = 5;

/// A person who is not in the list yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    /// The name.
    pub name: String,
    /// Man or woman.
    pub sex: Sex,
    /// Where it is known.
    pub birth: Option<BirthDate>,
    /// Where it is known; empty for none.
    pub phone: String,
    /// Whether the person belongs to the village's leadership.
    pub village_leader: bool,
}

/// Who takes an office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Somebody in the list.
    Known(PersonId),
    /// Somebody new.
    New(NewPerson),
}

/// A person takes an office.
#[derive(Debug, Clone)]
pub struct Appointment {
    /// Whose office.
    pub cooperative: CooperativeId,
    /// Who.
    pub who: Who,
    /// What.
    pub office: Office,
    /// The first day.
    pub since: BookDate,
    /// The last day of the term.
    pub until: BookDate,
    /// Whether the seat follows another office: the *lurah*.
    pub ex_officio: bool,
    /// By whom it is written down.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// The day on which something is written down, in the westernmost zone: no day to come is "today".
fn today(at: Timestamp) -> BookDate {
    at.date_in(Zone::Wit)
}

/// Somebody takes an office. What the rules find wrong with it is shown by [`check`], not refused.
///
/// # Errors
/// [`OfficersError::OfficeHeld`] where a single office is not free, [`OfficersError::TermOrder`],
/// [`OfficersError::TooFar`], [`OfficersError::NoSuchPerson`], a name or phone at fault.
pub fn appoint(tx: &mut Tx<'_>, new: &Appointment) -> Result<TermId, OfficersError> {
    if new.until <= new.since {
        return Err(OfficersError::TermOrder);
    }
    if new.since > today(new.at).plus_days(DAYS_AHEAD) {
        return Err(OfficersError::TooFar);
    }
    let seats = store::seats(tx, new.cooperative)?;
    let clash = |seat: &&Seat| {
        let is_free = seat.ended.as_ref().is_some_and(|ending| ending.on <= new.since);
        seat.office == new.office && !is_free && seat.since <= new.until
    };
    if new.office.is_single()
        && let Some(seat) = seats.iter().find(clash)
    {
        return Err(OfficersError::OfficeHeld {
            office: new.office.label(),
            holder: seat.person.name.clone(),
        });
    }
    let person = person(tx, new.cooperative, &new.who, (new.by, new.at))?;
    let seat = Seat {
        term: TermId(next_number(tx, new.cooperative.0, "officers_term")?),
        person,
        office: new.office,
        since: new.since,
        until: new.until,
        ex_officio: new.ex_officio,
        recorded_at: new.at,
        ended: None,
    };
    store::insert_term(tx, new.cooperative, &seat, new.by)?;
    Ok(seat.term)
}

fn person(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    who: &Who,
    noted: (UserId, Timestamp),
) -> Result<Person, OfficersError> {
    let new = match who {
        Who::Known(id) => {
            let people = store::people(tx, cooperative)?;
            return people.into_iter().find(|person| person.id == *id).ok_or(OfficersError::NoSuchPerson);
        }
        Who::New(new) => new,
    };
    let person = Person {
        name: clean_name(&new.name, NAME_LENGTH)?,
        sex: new.sex,
        birth: new.birth,
        phone: phone(&new.phone)?,
        village_leader: new.village_leader,
        id: PersonId(next_number(tx, cooperative.0, "officers_person")?),
    };
    store::insert_person(tx, cooperative, &person, noted)?;
    Ok(person)
}

fn phone(typed: &str) -> Result<Option<String>, OfficersError> {
    let digits: String = typed.chars().filter(|c| !matches!(c, ' ' | '-' | '.')).collect();
    let bare = digits.strip_prefix('+').unwrap_or(&digits);
    match bare.len() {
        0 => Ok(None),
        5..=20 if bare.bytes().all(|byte| byte.is_ascii_digit()) => Ok(Some(digits)),
        _ => Err(OfficersError::Phone),
    }
}

/// A sentence that says why.
fn reason(typed: &str) -> Result<String, OfficersError> {
    let reason = clean_name(typed, 200).map_err(|_| OfficersError::Reason)?;
    if reason.chars().count() < 5 { Err(OfficersError::Reason) } else { Ok(reason) }
}

/// A person leaves an office.
#[derive(Debug, Clone)]
pub struct Leaving {
    /// Whose office.
    pub cooperative: CooperativeId,
    /// Which term.
    pub term: TermId,
    /// From this day on the person is out.
    pub on: BookDate,
    /// Why.
    pub reason: String,
    /// By whom it is written down.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Ends a term.
///
/// # Errors
/// [`OfficersError::NoSuchTerm`], [`OfficersError::EndDate`], [`OfficersError::Reason`].
pub fn end_term(tx: &mut Tx<'_>, leaving: &Leaving) -> Result<(), OfficersError> {
    let seats = store::seats(tx, leaving.cooperative)?;
    let open = seats.iter().find(|seat| seat.term == leaving.term && seat.ended.is_none());
    let seat = open.ok_or(OfficersError::NoSuchTerm)?;
    if leaving.on < seat.since || leaving.on > today(leaving.at) {
        return Err(OfficersError::EndDate);
    }
    let ending = Ending { on: leaving.on, reason: reason(&leaving.reason)?, at: leaving.at };
    match store::end_term(tx, leaving.cooperative, leaving.term, &ending, leaving.by)? {
        true => Ok(()),
        false => Err(OfficersError::NoSuchTerm),
    }
}

/// A new *lurah* or village head takes the seat of the head of supervisors.
#[derive(Debug, Clone)]
pub struct Succession {
    /// Whose seat.
    pub cooperative: CooperativeId,
    /// The successor.
    pub who: Who,
    /// The day the successor took the office in the village.
    pub since: BookDate,
    /// By whom it is written down.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// The seat by office goes to the successor: it follows the office, so the term of the body runs on. Where
/// nobody sat there, or the term is over, a new term of the longest length begins.
///
/// # Errors
/// As [`appoint`] and [`end_term`].
pub fn replace_ex_officio(tx: &mut Tx<'_>, succession: &Succession) -> Result<TermId, OfficersError> {
    let Succession { cooperative, who, since, by, at } = succession.clone();
    let seats = store::seats(tx, cooperative)?;
    let current = seats.iter().find(|seat| seat.office == Office::SupervisorChair && seat.ended.is_none());
    let longest = plus_years(since, Parameters::on(since).term_years);
    let until = current.map(|seat| seat.until).filter(|until| *until > since).unwrap_or(longest);
    if let Some(seat) = current {
        let reason = "Pergantian lurah atau kepala desa".to_owned();
        end_term(tx, &Leaving { cooperative, term: seat.term, on: since, reason, by, at })?;
    }
    let office = Office::SupervisorChair;
    appoint(tx, &Appointment { cooperative, who, office, since, until, ex_officio: true, by, at })
}

/// Writes down that one person is the relation of another; what was written of the two before is replaced.
///
/// # Errors
/// [`OfficersError::SamePerson`], [`OfficersError::NoSuchPerson`].
pub fn relate(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    kinship: Kinship,
    noted: (UserId, Timestamp),
) -> Result<(), OfficersError> {
    if kinship.person == kinship.relative {
        return Err(OfficersError::SamePerson);
    }
    let people = store::people(tx, cooperative)?;
    let is_known = |id| people.iter().any(|person| person.id == id);
    if !is_known(kinship.person) || !is_known(kinship.relative) {
        return Err(OfficersError::NoSuchPerson);
    }
    store::delete_kinship(tx, cooperative, (kinship.person, kinship.relative))?;
    Ok(store::insert_kinship(tx, cooperative, &kinship, noted)?)
}

/// Takes back a relation that was written down by mistake.
///
/// # Errors
/// [`OfficersError::Relation`] where there is none.
pub fn unrelate(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    one: PersonId,
    other: PersonId,
) -> Result<(), OfficersError> {
    match store::delete_kinship(tx, cooperative, (one, other))? {
        true => Ok(()),
        false => Err(OfficersError::Relation),
    }
}

/// Accepts a break with its reason until a day. It stays shown, with the reason.
///
/// # Errors
/// [`OfficersError::NothingToAccept`] where the rule is not broken on the day, [`OfficersError::Reason`],
/// [`OfficersError::AcceptUntil`].
pub fn accept_break(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    acceptance: &Acceptance,
    on: BookDate,
) -> Result<(), OfficersError> {
    let acceptance = Acceptance { reason: reason(&acceptance.reason)?, ..acceptance.clone() };
    if acceptance.until < on || acceptance.until > plus_years(on, ACCEPT_YEARS) {
        return Err(OfficersError::AcceptUntil);
    }
    let broken = |finding: &Finding| {
        finding.is_broken() && finding.code == acceptance.code && finding.subject == acceptance.subject
    };
    if !findings(tx, cooperative, on)?.iter().any(broken) {
        return Err(OfficersError::NothingToAccept);
    }
    let id = next_number(tx, cooperative.0, "officers_acceptance")?;
    Ok(store::insert_acceptance(tx, cooperative, id, &acceptance)?)
}

/// Everything that is known of the officers of a cooperative.
///
/// # Errors
/// The store cannot answer.
pub fn roster(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Roster, OfficersError> {
    Ok(Roster {
        seats: store::seats(reader, cooperative)?,
        kin: store::kin(reader, cooperative)?,
        accepted: store::accepted(reader, cooperative)?,
    })
}

/// What the rules of a day find.
///
/// # Errors
/// The store cannot answer.
pub fn findings(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    on: BookDate,
) -> Result<Vec<Finding>, OfficersError> {
    Ok(check(&roster(reader, cooperative)?, &Parameters::on(on), on))
}

/// An officer as everybody may know: name, office, term.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Officer {
    /// The name.
    pub name: String,
    /// The office.
    pub office: Office,
    /// The body.
    pub body: Body,
    /// The first day.
    pub since: BookDate,
    /// The last day of the term.
    pub until: BookDate,
}

/// Who is in office on a day, in the order of offices.
///
/// # Errors
/// The store cannot answer.
pub fn officers_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    on: BookDate,
) -> Result<Vec<Officer>, OfficersError> {
    let roster = Roster { seats: store::seats(reader, cooperative)?, ..Roster::default() };
    let officer = |seat: &Seat| Officer {
        name: seat.person.name.clone(),
        office: seat.office,
        body: seat.office.body(),
        since: seat.since,
        until: seat.until,
    };
    Ok(roster.held_on(on).into_iter().map(officer).collect())
}

/// Everybody in the list, by name.
///
/// # Errors
/// The store cannot answer.
pub fn people(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Person>, OfficersError> {
    Ok(store::people(reader, cooperative)?)
}

/// A relation of a form.
pub(crate) fn relation(code: &str) -> Result<Relation, OfficersError> {
    Relation::parse(code).ok_or(OfficersError::Relation)
}
