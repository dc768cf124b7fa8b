//! All SQL of officers.

use ::store::{Reader, Row, StoreError, StoreErrorKind, Tx, values};
use kernel::{BirthDate, BookDate, CooperativeId, Timestamp, UserId, fold};

use crate::office::Office;
use crate::roster::{Acceptance, Ending, Kinship, Person, PersonId, Relation, Seat, Sex, TermId};

fn fault(what: &'static str) -> StoreError {
    StoreError::new(StoreErrorKind::Fault, format!("officers hold {what} that cannot be read"))
}

fn decode_person(row: &Row, first: usize) -> Result<Person, StoreError> {
    let birth = row.opt_text(first + 3)?;
    Ok(Person {
        id: PersonId(row.int(first)?),
        name: row.text(first + 1)?,
        sex: Sex::parse(&row.text(first + 2)?).ok_or_else(|| fault("a sex"))?,
        birth: birth.map(|text| BirthDate::parse(&text).map_err(|_| fault("a birth date"))).transpose()?,
        phone: row.opt_text(first + 4)?,
        village_leader: row.flag(first + 5)?,
    })
}

const PEOPLE: &str = "select person_id, name, sex, birth_date, phone, village_leader from officers_person \
     where cooperative_id = $1 order by name_search, person_id";

/// Everybody who holds or held an office, by name.
pub(crate) fn people(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Person>, StoreError> {
    reader.query(PEOPLE, &values![cooperative])?.iter().map(|row| decode_person(row, 0)).collect()
}

pub(crate) fn insert_person(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    person: &Person,
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "insert into officers_person (cooperative_id, person_id, name, name_search, sex, birth_date, \
         phone, village_leader, created_by, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let row = values![
        cooperative,
        person.id.0,
        &person.name,
        fold(&person.name),
        person.sex.code(),
        person.birth.map(|birth| birth.to_string()),
        person.phone.as_ref(),
        person.village_leader,
        by,
        at
    ];
    tx.execute(sql, &row).map(|_| ())
}

const SEATS: &str = "select person.person_id, person.name, person.sex, person.birth_date, person.phone, \
     person.village_leader, term.term_id, term.office, term.since, term.until, term.ex_officio, \
     term.recorded_at, term.ended_on, term.end_reason, term.ended_at \
     from officers_term term join officers_person person \
     on person.cooperative_id = term.cooperative_id and person.person_id = term.person_id \
     where term.cooperative_id = $1 order by term.since, term.term_id";

/// All terms of a cooperative, oldest first.
pub(crate) fn seats(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Seat>, StoreError> {
    let row = |row: &Row| {
        let ended = match row.opt_date(12)? {
            Some(on) => Some(Ending { on, reason: row.text(13)?, at: Timestamp(row.int(14)?) }),
            None => None,
        };
        Ok(Seat {
            person: decode_person(row, 0)?,
            term: TermId(row.int(6)?),
            office: Office::parse(&row.text(7)?).ok_or_else(|| fault("an office"))?,
            since: row.date(8)?,
            until: row.date(9)?,
            ex_officio: row.flag(10)?,
            recorded_at: Timestamp(row.int(11)?),
            ended,
        })
    };
    reader.query(SEATS, &values![cooperative])?.iter().map(row).collect()
}

pub(crate) fn insert_term(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    seat: &Seat,
    by: UserId,
) -> Result<(), StoreError> {
    let sql = "insert into officers_term (cooperative_id, term_id, person_id, office, since, until, \
         ex_officio, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let row = values![
        cooperative,
        seat.term.0,
        seat.person.id.0,
        seat.office.code(),
        seat.since,
        seat.until,
        seat.ex_officio,
        by,
        seat.recorded_at
    ];
    tx.execute(sql, &row).map(|_| ())
}

pub(crate) fn end_term(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    term: TermId,
    ending: &Ending,
    by: UserId,
) -> Result<bool, StoreError> {
    let sql = "update officers_term set ended_on = $3, end_reason = $4, ended_by = $5, ended_at = $6 \
         where cooperative_id = $1 and term_id = $2 and ended_on is null";
    let row = values![cooperative, term.0, ending.on, &ending.reason, by, ending.at];
    Ok(tx.execute(sql, &row)? == 1)
}

const KIN: &str = "select person_id, relative_id, relation from officers_kinship where cooperative_id = $1 \
     order by person_id, relative_id";

pub(crate) fn kin(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Kinship>, StoreError> {
    let row = |row: &Row| {
        Ok(Kinship {
            person: PersonId(row.int(0)?),
            relative: PersonId(row.int(1)?),
            relation: Relation::parse(&row.text(2)?).ok_or_else(|| fault("a relation"))?,
        })
    };
    reader.query(KIN, &values![cooperative])?.iter().map(row).collect()
}

pub(crate) fn delete_kinship(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    (one, other): (PersonId, PersonId),
) -> Result<bool, StoreError> {
    let sql = "delete from officers_kinship where cooperative_id = $1 and ((person_id = $2 and \
         relative_id = $3) or (person_id = $3 and relative_id = $2))";
    Ok(tx.execute(sql, &values![cooperative, one.0, other.0])? > 0)
}

pub(crate) fn insert_kinship(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    kinship: &Kinship,
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "insert into officers_kinship (cooperative_id, person_id, relative_id, relation, recorded_by, \
         recorded_at) values ($1, $2, $3, $4, $5, $6)";
    let row = values![cooperative, kinship.person.0, kinship.relative.0, kinship.relation.code(), by, at];
    tx.execute(sql, &row).map(|_| ())
}

const ACCEPTED: &str = "select code, subject, reason, until, accepted_by, accepted_at \
     from officers_acceptance where cooperative_id = $1 order by acceptance_id";

pub(crate) fn accepted(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Vec<Acceptance>, StoreError> {
    let row = |row: &Row| {
        Ok(Acceptance {
            code: row.text(0)?,
            subject: row.text(1)?,
            reason: row.text(2)?,
            until: row.date(3)?,
            by: UserId(row.int(4)?),
            at: Timestamp(row.int(5)?),
        })
    };
    reader.query(ACCEPTED, &values![cooperative])?.iter().map(row).collect()
}

pub(crate) fn insert_acceptance(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    id: i64,
    acceptance: &Acceptance,
) -> Result<(), StoreError> {
    let sql = "insert into officers_acceptance (cooperative_id, acceptance_id, code, subject, reason, until, \
         accepted_by, accepted_at) values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let row = values![
        cooperative,
        id,
        &acceptance.code,
        &acceptance.subject,
        &acceptance.reason,
        acceptance.until,
        acceptance.by,
        acceptance.at
    ];
    tx.execute(sql, &row).map(|_| ())
}

/// That the change of a day was reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Done {
    pub changed_on: BookDate,
    pub report: String,
    pub on: BookDate,
    pub number: String,
    pub at: Timestamp,
}

const DONE: &str = "select changed_on, report, done_on, number, marked_at from officers_report \
     where cooperative_id = $1 order by changed_on, report";

pub(crate) fn done(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Done>, StoreError> {
    let row = |row: &Row| {
        Ok(Done {
            changed_on: row.date(0)?,
            report: row.text(1)?,
            on: row.date(2)?,
            number: row.text(3)?,
            at: Timestamp(row.int(4)?),
        })
    };
    reader.query(DONE, &values![cooperative])?.iter().map(row).collect()
}

pub(crate) fn mark_done(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    done: &Done,
    by: UserId,
) -> Result<(), StoreError> {
    let key = values![cooperative, done.changed_on, &done.report];
    tx.execute(
        "delete from officers_report where cooperative_id = $1 and changed_on = $2 and report = $3",
        &key,
    )?;
    let sql = "insert into officers_report (cooperative_id, changed_on, report, done_on, number, marked_by, \
         marked_at) values ($1, $2, $3, $4, $5, $6, $7)";
    let row = values![cooperative, done.changed_on, &done.report, done.on, &done.number, by, done.at];
    tx.execute(sql, &row).map(|_| ())
}
