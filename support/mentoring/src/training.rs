//! Training: events of a region, who came, and which office has not learned what it needs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use kernel::{BookDate, CooperativeId, RegionCode};
use registry::Cooperative;
use serde::Deserialize;
use store::{Reader, Row, StoreError, Tx, next_number, values};

use crate::parameters::{holding, rows};
use crate::text::needed;
use crate::{By, MentoringError};

/// What a training teaches and which office needs it: a row of `parameters/competences.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Competence {
    /// As the store writes it.
    pub code: String,
    /// As a sentence says it: "pelatihan pembukuan".
    pub label: String,
    /// The office that needs it: "Bendahara".
    pub office: String,
    valid_from: BookDate,
    source: String,
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
    /// The person.
    pub person: String,
    /// The office.
    pub office: String,
}

/// An office that has not learned what it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    /// The cooperative.
    pub cooperative: CooperativeId,
    /// Its village.
    pub village: RegionCode,
    /// Its short name.
    pub name: String,
    /// One sentence an office: "Bendahara belum ikut pelatihan pembukuan."
    pub sentences: Vec<String>,
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

/// Notes that somebody of a cooperative came; twice is once.
///
/// # Errors
/// [`MentoringError::NoSuchTraining`], [`MentoringError::NotInRegion`], [`MentoringError::Missing`].
pub fn attend(
    tx: &mut Tx<'_>,
    (region, training): (RegionCode, i64),
    cooperative: CooperativeId,
    (person, office): (&str, &str),
    by: By,
) -> Result<(), MentoringError> {
    let person = needed(person, ("nama peserta", "person"), 80)?;
    let office = needed(office, ("jabatan", "office"), 60)?;
    if trainings(tx, region)?.iter().all(|known| known.id != training) {
        return Err(MentoringError::NoSuchTraining);
    }
    let found = registry::cooperative(tx, cooperative)?;
    if found.is_none_or(|found| !region.contains(found.region)) {
        return Err(MentoringError::NotInRegion);
    }
    tx.execute(
        "insert into mentoring_attendance (cooperative_id, training_id, person, office, noted_by, noted_at) \
         values ($1, $2, $3, $4, $5, $6) on conflict (cooperative_id, training_id, person) \
         do update set office = excluded.office, noted_by = excluded.noted_by, noted_at = excluded.noted_at",
        &values![cooperative, training, person, office, by.user, by.at],
    )?;
    Ok(())
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
     a.office from registry_cooperative c join mentoring_attendance a on a.cooperative_id = c.cooperative_id \
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
        })
    };
    reader.query(ATTENDANCE, &values![first, last])?.iter().map(row).collect()
}

/// Which office of which cooperative nobody has brought to the training that it needs. A training to come
/// teaches nobody yet. Pure.
pub fn lacking(all: &[Cooperative], came: &[Attendance], today: BookDate) -> Vec<Lacking> {
    let mut learned: BTreeMap<CooperativeId, BTreeSet<(&str, String)>> = BTreeMap::new();
    for one in came.iter().filter(|one| one.held_on <= today) {
        let office = one.office.to_lowercase();
        learned.entry(one.cooperative).or_default().insert((&one.competence, office));
    }
    let wanted = competences(today);
    let one = |found: &Cooperative| {
        let has = |need: &Competence| {
            let needed = (need.code.as_str(), need.office.to_lowercase());
            learned.get(&found.id).is_some_and(|learned| learned.contains(&needed))
        };
        let missing = wanted.iter().filter(|need| !has(need));
        Lacking {
            cooperative: found.id,
            village: found.region,
            name: found.short_name().to_owned(),
            sentences: missing.map(|need| format!("{} belum ikut {}.", need.office, need.label)).collect(),
        }
    };
    all.iter().map(one).filter(|lacking| !lacking.sentences.is_empty()).collect()
}
