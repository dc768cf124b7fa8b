//! Training: events of a region and who came, person by person.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kernel::{BookDate, CooperativeId, RegionCode};
use officers::{Held, Office, PersonId, held_in};
use serde::Deserialize;
use store::{Reader, Row, StoreError, Tx, next_number, values};

use crate::parameters::{holding, rows};
use crate::text::needed;
use crate::{By, MentoringError};

/// What a training teaches and which offices need it: a row of `parameters/competences.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Competence {
    /// As the store writes it.
    pub code: String,
    /// As a sentence says it: "pelatihan pembukuan".
    pub label: String,
    /// The codes of the offices that need it, with spaces between.
    offices: String,
    valid_from: BookDate,
    source: String,
}

impl Competence {
    /// The offices that need it.
    pub fn offices(&self) -> impl Iterator<Item = Office> {
        self.offices.split(' ').filter_map(Office::parse)
    }

    /// "Ketua pengawas, Anggota pengawas".
    pub fn for_whom(&self) -> String {
        self.offices().map(Office::label).collect::<Vec<_>>().join(", ")
    }
}

static COMPETENCES: LazyLock<Vec<Competence>> =
    LazyLock::new(|| rows(include_bytes!("../parameters/competences.csv")));

/// The competences of a day.
pub fn competences(day: BookDate) -> Vec<&'static Competence> {
    let holds = |row: &&Competence| {
        let same = COMPETENCES.iter().filter(|other| other.code == row.code);
        holding(same, |row| row.valid_from, day).is_some_and(|held| held == *row)
    };
    COMPETENCES.iter().filter(holds).collect()
}

/// A training as it is announced.
#[derive(Debug, Clone)]
pub struct NewTraining {
    /// Where it counts.
    pub region: RegionCode,
    /// What it is called.
    pub title: String,
    /// The code of what it teaches.
    pub competence: String,
    /// The day.
    pub held_on: BookDate,
    /// The place.
    pub place: String,
}

/// A training.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Training {
    /// Its number.
    pub id: i64,
    /// Where it counts.
    pub region: RegionCode,
    /// What it is called.
    pub title: String,
    /// The code of what it teaches.
    pub competence: String,
    /// The day.
    pub held_on: BookDate,
    /// The place.
    pub place: String,
    /// How many came.
    pub people: i64,
}

/// Who came, as it is noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attendee {
    /// An officer, by the number within the cooperative.
    Officer(PersonId),
    /// Somebody else, as named on the attendance list.
    Other(String),
}

/// Somebody who came. Officers are named by name and office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendance {
    /// The cooperative.
    pub cooperative: CooperativeId,
    /// Its full name.
    pub cooperative_name: String,
    /// The training.
    pub training: i64,
    /// What it taught.
    pub competence: String,
    /// The day.
    pub held_on: BookDate,
    /// The name.
    pub person: String,
    /// The office on the day; empty for somebody without one.
    pub office: String,
    /// The officer; nothing for somebody else.
    pub officer: Option<PersonId>,
}

/// Announces a training; gives its number.
///
/// # Errors
/// [`MentoringError::Missing`], [`MentoringError::NoChoice`].
pub fn hold_training(tx: &mut Tx<'_>, new: &NewTraining, by: By) -> Result<i64, MentoringError> {
    let title = needed(&new.title, ("nama pelatihan", "title"), 120)?;
    let place = needed(&new.place, ("tempat", "place"), 120)?;
    if competences(new.held_on).iter().all(|known| known.code != new.competence) {
        return Err(MentoringError::NoChoice { what: "yang diajarkan", field: "competence" });
    }
    let id = next_number(tx, 0, "mentoring_training")?;
    tx.execute(
        "insert into mentoring_training (training_id, region, title, competence, held_on, place, created_by, \
         created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        &values![id, new.region, title, &new.competence, new.held_on, place, by.user, by.at],
    )?;
    Ok(id)
}

/// Writes down who of a cooperative came, in the place of what was written before.
///
/// # Errors
/// [`MentoringError::NoSuchTraining`], [`MentoringError::NotInRegion`], [`MentoringError::NotAnOfficer`],
/// [`MentoringError::Missing`] and [`MentoringError::TooLong`] for a name.
pub fn attend(
    tx: &mut Tx<'_>,
    (region, training): (RegionCode, i64),
    cooperative: CooperativeId,
    came: &[Attendee],
    by: By,
) -> Result<(), MentoringError> {
    let known = trainings(tx, region)?.into_iter().find(|known| known.id == training);
    let known = known.ok_or(MentoringError::NoSuchTraining)?;
    let found = registry::cooperative(tx, cooperative)?;
    let found = found.filter(|found| region.contains(found.region)).ok_or(MentoringError::NotInRegion)?;
    let held = held_in(tx, found.region)?;
    let mut rows: BTreeMap<String, (String, PersonId)> = BTreeMap::new();
    for attendee in came {
        let (name, office, id) = named(attendee, &held, known.held_on)?;
        // Two officers of one name are two people.
        let is_taken = rows.get(&name).is_some_and(|(_, other)| *other != id);
        let name = if is_taken { format!("{name} ({})", office.to_lowercase()) } else { name };
        rows.insert(name, (office, id));
    }
    tx.execute(
        "delete from mentoring_attendance where cooperative_id = $1 and training_id = $2",
        &values![cooperative, training],
    )?;
    for (person, (office, id)) in rows {
        tx.execute(
            "insert into mentoring_attendance (cooperative_id, training_id, person, office, person_id, noted_by, \
             noted_at) values ($1, $2, $3, $4, $5, $6, $7)",
            &values![cooperative, training, person, office, id.0, by.user, by.at],
        )?;
    }
    Ok(())
}

/// Name, office and number of who came; others have no office and the number 0.
fn named(
    attendee: &Attendee,
    held: &[Held],
    on: BookDate,
) -> Result<(String, String, PersonId), MentoringError> {
    match attendee {
        Attendee::Officer(id) => {
            let terms = || held.iter().filter(|one| one.person == *id);
            // The office of the day; of who had left or was appointed later, the latest one.
            let term = terms().find(|one| one.is_held_on(on)).or_else(|| terms().next_back());
            let term = term.ok_or(MentoringError::NotAnOfficer)?;
            Ok((term.name.clone(), term.office.label().to_owned(), *id))
        }
        Attendee::Other(name) => {
            Ok((needed(name, ("nama peserta", "others"), 80)?, String::new(), PersonId(0)))
        }
    }
}

const TRAININGS: &str = "select t.training_id, t.region, t.title, t.competence, t.held_on, t.place, \
     (select count(*) from mentoring_attendance a where a.training_id = t.training_id) from mentoring_training t \
     where t.region between $1 and $2 order by t.held_on desc, t.training_id desc";

/// The trainings of a region and what lies in it, the latest first.
///
/// # Errors
/// The store cannot answer.
pub fn trainings(reader: &mut dyn Reader, region: RegionCode) -> Result<Vec<Training>, StoreError> {
    let (first, last) = region.range();
    let row = |row: &Row| {
        Ok(Training {
            id: row.int(0)?,
            region: row.region(1)?,
            title: row.text(2)?,
            competence: row.text(3)?,
            held_on: row.date(4)?,
            place: row.text(5)?,
            people: row.int(6)?,
        })
    };
    reader.query(TRAININGS, &values![first, last])?.iter().map(row).collect()
}

const ATTENDANCE: &str = "select a.cooperative_id, c.name, a.training_id, t.competence, t.held_on, a.person, \
     a.office, a.person_id from registry_cooperative c join mentoring_attendance a on a.cooperative_id = c.cooperative_id \
     join mentoring_training t on t.training_id = a.training_id where c.region between $1 and $2 \
     order by c.region, t.held_on, a.person";

/// Who of a region's cooperatives has learned what, by village and day.
///
/// # Errors
/// The store cannot answer.
pub fn attendance(reader: &mut dyn Reader, region: RegionCode) -> Result<Vec<Attendance>, StoreError> {
    let (first, last) = region.range();
    let row = |row: &Row| {
        Ok(Attendance {
            cooperative: CooperativeId(row.int(0)?),
            cooperative_name: row.text(1)?,
            training: row.int(2)?,
            competence: row.text(3)?,
            held_on: row.date(4)?,
            person: row.text(5)?,
            office: row.text(6)?,
            officer: Some(PersonId(row.int(7)?)).filter(|officer| officer.0 != 0),
        })
    };
    reader.query(ATTENDANCE, &values![first, last])?.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_subject_names_offices_that_there_are_and_where_that_comes_from() {
        for row in COMPETENCES.iter() {
            assert!(!row.source.is_empty(), "{}", row.code);
            assert_eq!(row.offices().count(), row.offices.split(' ').count(), "{}", row.code);
        }
        let held = competences(BookDate::parse("2026-11-24").unwrap());
        assert!(held.iter().any(|row| row.code == "pembukuan" && row.for_whom() == "Bendahara"));
    }
}
