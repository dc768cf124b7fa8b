//! The villages that a cooperative serves: its own, those it shares, and what a split made of them. Also
//! the name, which is unique in the country.

use ::store::{Reader, Tx};
use kernel::{BookDate, CooperativeId, RegionCode, RegionLevel, Timestamp, UserId, clean_name, fold};

use crate::act::name_of;
use crate::error::FormationError;
use crate::progress::known;
use crate::store;

/// The most characters in a decree or a remark.
const NOTE_LENGTH: usize = 200;
/// The most names of one province that are looked at; several villages may share theirs.
const SAME_NAMES: i64 = 200;
/// The most villages that one becomes.
const SUCCESSORS: usize = 20;

/// A village became another: by a split, a merger or a new code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The village as it was.
    pub old: RegionCode,
    /// One of those that came of it; may be the old code too, where it stays beside new ones.
    pub new: RegionCode,
    /// Since when.
    pub on: BookDate,
    /// By which decision.
    pub decree: String,
}

/// The villages that a cooperative serves, its own first.
///
/// # Errors
/// The store cannot answer.
pub fn villages_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Vec<RegionCode>, FormationError> {
    let own = known(reader, cooperative)?.region;
    let mut villages = vec![own];
    villages.extend(store::villages(reader, cooperative)?);
    Ok(villages)
}

/// The cooperative that serves a village: its own, else a shared one.
///
/// # Errors
/// The store cannot answer.
pub fn serving(
    reader: &mut dyn Reader,
    village: RegionCode,
) -> Result<Option<CooperativeId>, FormationError> {
    match registry::by_region(reader, village)? {
        Some(found) => Ok(Some(found.id)),
        None => Ok(store::server_of(reader, village)?),
    }
}

/// A cooperative serves another village too: several small villages share one.
///
/// # Errors
/// [`FormationError::NotAVillage`], [`FormationError::VillageTaken`].
pub fn add_village(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    village: RegionCode,
    note: &str,
    noted: (UserId, Timestamp),
) -> Result<(), FormationError> {
    known(tx, cooperative)?;
    if village.level() != RegionLevel::Village || territory::region(tx, village)?.is_none() {
        return Err(FormationError::NotAVillage(village));
    }
    let note = match note.trim() {
        "" => String::new(),
        typed => clean_name(typed, NOTE_LENGTH).map_err(|_| FormationError::Note)?,
    };
    if let Some(owner) = serving(tx, village)? {
        return Err(FormationError::VillageTaken { village, owner: name_of(tx, owner)? });
    }
    match store::claim_village(tx, (village, cooperative), &note, noted)? {
        true => Ok(()),
        false => Err(FormationError::VillageTaken { village, owner: "koperasi lain".to_owned() }),
    }
}

/// A cooperative serves a village no more.
///
/// # Errors
/// [`FormationError::NotAVillage`] where it did not.
pub fn remove_village(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    village: RegionCode,
) -> Result<(), FormationError> {
    match store::release_village(tx, cooperative, village)? {
        true => Ok(()),
        false => Err(FormationError::NotAVillage(village)),
    }
}

/// Writes down that a village became others. Its cooperative keeps its village and may add the new ones.
///
/// # Errors
/// [`FormationError::Split`], [`FormationError::NotAVillage`].
pub fn record_split(
    tx: &mut Tx<'_>,
    old: RegionCode,
    new: &[RegionCode],
    (on, decree): (BookDate, &str),
    noted: (UserId, Timestamp),
) -> Result<(), FormationError> {
    let decree = clean_name(decree, NOTE_LENGTH).map_err(|_| FormationError::Split)?;
    if new.is_empty() || new.len() > SUCCESSORS || new == [old] {
        return Err(FormationError::Split);
    }
    for village in new.iter().chain([&old]) {
        if village.level() != RegionLevel::Village {
            return Err(FormationError::NotAVillage(*village));
        }
    }
    for new in new {
        store::insert_split(tx, &Split { old, new: *new, on, decree: decree.clone() }, noted)?;
    }
    Ok(())
}

/// What became of the villages of a region.
///
/// # Errors
/// The store cannot answer.
pub fn splits_in(reader: &mut dyn Reader, region: RegionCode) -> Result<Vec<Split>, FormationError> {
    Ok(store::splits_in(reader, region)?)
}

/// The villages that came of those a cooperative serves and that it does not serve yet.
///
/// # Errors
/// The store cannot answer.
pub fn successors(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Split>, FormationError> {
    let served = villages_of(reader, cooperative)?;
    let mut found = Vec::new();
    for village in &served {
        let splits = store::splits_in(reader, *village)?.into_iter();
        found.extend(splits.filter(|split| !served.contains(&split.new)));
    }
    Ok(found)
}

/// The name that the rule gives to the cooperative of a village, unlike every other in the country: where
/// another has it, the district follows, then the city (rules §1.3).
///
/// # Errors
/// [`FormationError::NotAVillage`] where the territory does not know it; the store cannot answer.
pub fn free_name(reader: &mut dyn Reader, village: RegionCode) -> Result<String, FormationError> {
    let path = territory::path_of(reader, village)?;
    let named =
        |code: RegionCode| path.iter().find(|region| region.code == code).map(|region| region.name.clone());
    let own = named(village).filter(|_| village.level() == RegionLevel::Village);
    let name = registry::standard_name(&own.ok_or(FormationError::NotAVillage(village))?, village);
    let district = village.parent();
    let city = district.and_then(RegionCode::parent);
    let longer = district.and_then(named).map(|district| format!("{name} Kecamatan {district}"));
    let longest = longer.clone().zip(city.and_then(named)).map(|(longer, city)| format!("{longer} {city}"));
    let all = [Some(name.clone()), longer, longest.clone()];
    for candidate in all.into_iter().flatten() {
        if !is_taken(reader, village, &candidate)? {
            return Ok(candidate);
        }
    }
    Ok(longest.unwrap_or(name))
}

/// Whether a cooperative of another village has this name, anywhere in the country.
///
/// # Errors
/// The store cannot answer.
pub fn is_taken(reader: &mut dyn Reader, village: RegionCode, name: &str) -> Result<bool, FormationError> {
    let folded = fold(name);
    for province in territory::provinces(reader)? {
        // Names that are the same stand before names that only begin so.
        for found in registry::search(reader, province.code, name, SAME_NAMES)? {
            if found.region != village && fold(&found.name) == folded {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
