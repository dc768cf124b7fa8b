//! Founders: at least nine, grown up, each in one cooperative.

use ::store::{Reader, Tx, next_number};
use kernel::{
    BirthDate, BookDate, CooperativeId, Nik, RegionCode, RegionLevel, Timestamp, UserId, Zone, clean_name,
};

use crate::act::name_of;
use crate::error::FormationError;
use crate::meeting::meeting_of;
use crate::progress::{known, path_of};
use crate::step::{Path, StepState, figure};
use crate::store;
use crate::village::villages_of;

/// The most characters in a name.
const NAME_LENGTH: usize = 100;

/// Whether a person is a man or a woman.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

    /// As lists of names say it: L or P.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Male => "L",
            Self::Female => "P",
        }
    }

    /// As screens say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Male => "laki-laki",
            Self::Female => "perempuan",
        }
    }
}

/// The key of the hash that finds a person again: the same as members are found by.
#[derive(Clone)]
pub struct FounderKey(pub [u8; 32]);

/// Keys are never printed.
impl std::fmt::Debug for FounderKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FounderKey(..)")
    }
}

/// A founder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founder {
    /// The number within the cooperative.
    pub id: i64,
    /// The name.
    pub name: String,
    /// Man or woman.
    pub sex: Sex,
    /// The day of birth.
    pub birth: BirthDate,
    /// Whether the person is or was married, and so of age.
    pub is_married: bool,
    /// Where the person lives.
    pub village: RegionCode,
    /// `1971**********02`, where a NIK was given.
    pub nik_masked: Option<String>,
}

impl Founder {
    /// Whether the person was of age on a day (17 or married; `parameters/founding.csv`).
    pub fn is_of_age(&self, on: BookDate) -> bool {
        self.is_married || self.birth.age_on(on) >= figure("age_min", on)
    }
}

/// Somebody who founds.
#[derive(Debug, Clone)]
pub struct NewFounder {
    /// Which cooperative.
    pub cooperative: CooperativeId,
    /// The name.
    pub name: String,
    /// Man or woman.
    pub sex: Sex,
    /// The day of birth.
    pub birth: BirthDate,
    /// Whether the person is or was married.
    pub is_married: bool,
    /// Where the person lives.
    pub village: RegionCode,
    /// As on the KTP; may be empty.
    pub nik: String,
    /// Who writes it down.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Adds a founder.
///
/// # Errors
/// [`FormationError`]: under age on the day of the founders' meeting (today where there is none yet),
/// somebody who founds here or elsewhere already, a name, NIK or village at fault.
pub fn add_founder(tx: &mut Tx<'_>, key: &FounderKey, new: &NewFounder) -> Result<i64, FormationError> {
    known(tx, new.cooperative)?;
    let today = new.at.date_in(Zone::Wit);
    let on = founding_day(tx, new.cooperative, today)?;
    if new.village.level() != RegionLevel::Village {
        return Err(FormationError::NotAVillage(new.village));
    }
    let nik = match new.nik.trim() {
        "" => None,
        typed => Some(Nik::parse(typed, today)?),
    };
    if let Some(nik) = &nik {
        let sex = if nik.sex() == kernel::Sex::Female { Sex::Female } else { Sex::Male };
        if sex != new.sex || nik.birth_date(today) != Some(new.birth) {
            return Err(FormationError::NikOther);
        }
    }
    let founder = Founder {
        name: clean_name(&new.name, NAME_LENGTH)?,
        sex: new.sex,
        birth: new.birth,
        is_married: new.is_married,
        village: new.village,
        nik_masked: nik.as_ref().map(Nik::to_string),
        id: next_number(tx, new.cooperative.0, "formation_founder")?,
    };
    if !founder.is_of_age(on) {
        return Err(FormationError::UnderAge { name: founder.name, age: figure("age_min", on), on });
    }
    let there = store::founders(tx, new.cooperative)?;
    let is_same = |known: &Founder| {
        known.birth == founder.birth && kernel::fold(&known.name) == kernel::fold(&founder.name)
    };
    if there.iter().any(is_same) {
        return Err(FormationError::FounderThere);
    }
    let hash = nik.as_ref().map(|nik| web::sign(&key.0, nik.expose().as_bytes()));
    if let Some(hash) = &hash {
        match store::claim_founder(tx, new.cooperative, founder.id, hash)? {
            None => {}
            Some(other) if other == new.cooperative => return Err(FormationError::FounderThere),
            Some(other) => return Err(FormationError::FounderElsewhere(name_of(tx, other)?)),
        }
    }
    let hash = hash.as_ref().map(<[u8; 32]>::as_slice);
    store::insert_founder(tx, new.cooperative, &founder, hash, (new.by, new.at))?;
    Ok(founder.id)
}

/// The day of the founders' meeting: as the form says, else as the step does; today where neither is there.
fn founding_day(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    today: BookDate,
) -> Result<BookDate, FormationError> {
    if let Some(meeting) = meeting_of(reader, cooperative)? {
        return Ok(meeting.founding_date);
    }
    let steps = store::steps(reader, cooperative)?;
    let held = steps.into_iter().find(|row| row.step == "rapat" && row.state == StepState::Terbit);
    Ok(held.and_then(|row| row.dated).unwrap_or(today))
}

/// Takes a founder out of the list; he or she may found another cooperative then.
///
/// # Errors
/// [`FormationError::NoSuchFounder`].
pub fn remove_founder(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    founder: i64,
) -> Result<(), FormationError> {
    match store::delete_founder(tx, cooperative, founder)? {
        true => Ok(()),
        false => Err(FormationError::NoSuchFounder),
    }
}

/// The founders, by name.
///
/// # Errors
/// The store cannot answer.
pub fn founders(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Founder>, FormationError> {
    Ok(store::founders(reader, cooperative)?)
}

/// What is wrong with the founders on the day of their meeting, each as a sentence. Pure; empty where
/// nothing is.
pub fn founder_faults(founders: &[Founder], served: &[RegionCode], on: BookDate) -> Vec<String> {
    let mut faults = Vec::new();
    let min = figure("founders_min", on);
    let count = i64::try_from(founders.len()).unwrap_or(i64::MAX);
    if count < min {
        faults.push(format!("Pendiri baru {count} orang. Tambah sampai sedikitnya {min}."));
    }
    for founder in founders {
        if !founder.is_of_age(on) {
            let age = figure("age_min", on);
            faults.push(format!("{} belum {age} tahun pada {}. Ganti pendirinya.", founder.name, on.long()));
        }
        if !served.contains(&founder.village) {
            faults.push(format!(
                "{} berdomisili di {}, di luar wilayah koperasi. Periksa KTP-nya.",
                founder.name, founder.village
            ));
        }
    }
    faults
}

/// The faults of a cooperative's founders now.
///
/// # Errors
/// The store cannot answer.
pub fn faults_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    today: BookDate,
) -> Result<Vec<String>, FormationError> {
    let on = founding_day(reader, cooperative, today)?;
    let founders = store::founders(reader, cooperative)?;
    // One that is developed or revived was founded before; its founders need not be known any more.
    if founders.is_empty() && path_of(reader, cooperative)? != Path::Baru {
        return Ok(Vec::new());
    }
    Ok(founder_faults(&founders, &villages_of(reader, cooperative)?, on))
}
