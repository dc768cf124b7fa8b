//! A statistics file becomes a dated snapshot, matched to villages.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use ::store::{Db, Reader};
use kernel::{BookDate, RegionCode, RegionLevel, Timestamp, UserId};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::matching::{Child, How, old_names, pair};
use crate::statistics::{COOPERATIVES, SAVINGS_TOTAL, StatisticRow, TRANSACTION_VALUE, read};
use crate::{MinistryError, store};

/// Rows held in memory before they are sent to the engine.
const BATCH: usize = 10_000;

/// What scripts were promised of an import.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Rows of the file.
    pub rows: i64,
    /// Rows that have their village.
    pub matched: i64,
    /// Rows that wait for a person.
    pub unmatched: i64,
    /// Cooperatives, as far as rows say.
    pub cooperatives: i64,
    /// Rupiah, as far as rows say.
    pub transaction_value: i64,
    /// Rupiah, as far as rows say.
    pub savings_total: i64,
}

/// Where a row belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The village and by what it was found, or why it was not.
    pub village: Result<(RegionCode, How), &'static str>,
    /// The smallest region that was found.
    pub region: Option<RegionCode>,
}

impl Place {
    fn lost(region: Option<RegionCode>, reason: &'static str) -> Self {
        Self { village: Err(reason), region }
    }
}

const NO_PROVINCE: &str = "provinsi tidak dikenal";
const NO_CITY: &str = "kabupaten atau kota tidak dikenal";
const NO_DISTRICT: &str = "kecamatan tidak dikenal";
const NO_VILLAGE: &str = "tidak ada desa bernama ini, atau lebih dari satu yang cocok";
const TWICE: &str = "nomor portal ini sudah ada di baris lain";
const NONE_OF_OURS: &str = "diputuskan orang: tidak ada padanannya";

/// All regions of the nation by the one they lie in.
#[derive(Debug)]
pub struct Atlas {
    provinces: Vec<Child>,
    within: HashMap<RegionCode, Vec<Child>>,
}

impl Atlas {
    /// Reads all regions once.
    ///
    /// # Errors
    /// The territory cannot answer, or was not loaded.
    pub fn read(reader: &mut dyn Reader) -> Result<Self, MinistryError> {
        let old = old_names()?;
        let provinces = territory::provinces(reader)?;
        if provinces.is_empty() {
            return Err(MinistryError::NoTerritory);
        }
        let mut within: HashMap<RegionCode, Vec<Child>> = HashMap::new();
        for province in &provinces {
            for level in [RegionLevel::City, RegionLevel::District, RegionLevel::Village] {
                for region in territory::within(reader, province.code, level)? {
                    let Some(parent) = region.code.parent() else { continue };
                    within.entry(parent).or_default().push(Child::new(region.code, &region.name, &old));
                }
            }
        }
        let provinces = provinces.iter().map(|region| Child::new(region.code, &region.name, &old)).collect();
        Ok(Self { provinces, within })
    }

    fn children(&self, parent: Option<RegionCode>) -> &[Child] {
        match parent {
            None => &self.provinces,
            Some(parent) => self.within.get(&parent).map_or(&[], Vec::as_slice),
        }
    }
}

/// Rows that the portal counts to one parent.
type Groups<'r> = BTreeMap<[&'r str; 3], Vec<usize>>;

/// Finds the village of every row: what persons have decided first, then by name within the parent.
pub fn place_all(
    rows: &[StatisticRow],
    atlas: &Atlas,
    decided: &HashMap<String, Option<RegionCode>>,
) -> Vec<Place> {
    let mut places = vec![Place::lost(None, NO_PROVINCE); rows.len()];
    let mut waiting = Vec::new();
    let mut seen = HashSet::new();
    for (n, row) in rows.iter().enumerate() {
        let id = row.ids[3].as_str();
        if !id.is_empty() && !seen.insert(id) {
            places[n] = Place::lost(None, TWICE);
            continue;
        }
        match decided.get(id).filter(|_| !id.is_empty()) {
            Some(Some(village)) => {
                places[n] = Place { village: Ok((*village, How::Person)), region: Some(*village) };
            }
            Some(None) => places[n] = Place::lost(None, NONE_OF_OURS),
            None => waiting.push(n),
        }
    }
    let taken: HashSet<RegionCode> = decided.values().copied().flatten().collect();
    by_name(rows, atlas, &waiting, &taken, &mut places);
    places
}

/// Level by level: the regions of one level, as the portal numbers them, within those found before.
fn by_name(
    rows: &[StatisticRow],
    atlas: &Atlas,
    waiting: &[usize],
    taken: &HashSet<RegionCode>,
    places: &mut [Place],
) {
    let levels = [
        (RegionLevel::Province, NO_CITY),
        (RegionLevel::City, NO_DISTRICT),
        (RegionLevel::District, NO_VILLAGE),
    ];
    let mut alive: Vec<usize> = waiting.to_vec();
    for (depth, (level, next)) in levels.into_iter().enumerate() {
        // Within each parent, the names that the portal gives to its numbers.
        let mut parents: BTreeMap<Option<RegionCode>, Groups<'_>> = BTreeMap::new();
        for n in &alive {
            let group = group_of(&rows[*n], depth);
            parents.entry(places[*n].region).or_default().entry(group).or_default().push(*n);
        }
        alive.clear();
        for (parent, groups) in parents {
            let names: Vec<&str> =
                groups.values().map(|group| rows[group[0]].names[depth].as_str()).collect();
            let children: Vec<&Child> = atlas.children(parent).iter().collect();
            for (found, group) in pair(&names, level, &children).into_iter().zip(groups.values()) {
                let Some((child, _)) = found else { continue };
                for n in group {
                    places[*n] = Place::lost(Some(children[child].code), next);
                    alive.push(*n);
                }
            }
        }
        // In the order of the file, so that the same file is always matched the same way.
        alive.sort_unstable();
    }
    villages(rows, atlas, &alive, taken, places);
}

/// What tells the regions of a level apart: the portal's numbers down to it, or names where it has none.
fn group_of(row: &StatisticRow, depth: usize) -> [&str; 3] {
    let mut group = [""; 3];
    for (n, part) in group.iter_mut().enumerate().take(depth + 1) {
        *part = if row.ids[n].is_empty() { &row.names[n] } else { &row.ids[n] };
    }
    group
}

fn villages(
    rows: &[StatisticRow],
    atlas: &Atlas,
    alive: &[usize],
    taken: &HashSet<RegionCode>,
    places: &mut [Place],
) {
    let mut districts: BTreeMap<Option<RegionCode>, Vec<usize>> = BTreeMap::new();
    for n in alive {
        districts.entry(places[*n].region).or_default().push(*n);
    }
    for (district, group) in districts {
        let free = atlas.children(district).iter().filter(|child| !taken.contains(&child.code));
        let children: Vec<&Child> = free.collect();
        let names: Vec<&str> = group.iter().map(|n| rows[*n].names[3].as_str()).collect();
        for (found, n) in pair(&names, RegionLevel::Village, &children).into_iter().zip(group) {
            if let Some((child, how)) = found {
                let code = children[child].code;
                places[n] = Place { village: Ok((code, how)), region: Some(code) };
            }
        }
    }
}

/// Reads a file as the snapshot of a day. The same file of the same day again changes nothing and gives
/// the same answer. Blocks; not for asynchronous code.
///
/// # Errors
/// [`MinistryError::OtherSnapshot`] where another file was read in for the day; the file cannot be read;
/// the territory was not loaded; or the store cannot do it.
pub fn import_statistics(
    db: &Db,
    bytes: &[u8],
    as_of: BookDate,
    (by, at): (UserId, Timestamp),
) -> Result<Summary, MinistryError> {
    let sha256: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if as_of > at.date_in(kernel::Zone::Wit) {
        return Err(MinistryError::Future(as_of));
    }
    if let Some(found) = db.read_blocking(|reader| store::snapshot(reader, as_of))? {
        return if found.sha256 == sha256 {
            Ok(found.summary)
        } else {
            Err(MinistryError::OtherSnapshot(as_of))
        };
    }
    let rows = read(bytes)?;
    if rows.is_empty() {
        return Err(MinistryError::NoRows);
    }
    let places = db.read_blocking(|reader| {
        Ok::<_, MinistryError>(place_all(&rows, &Atlas::read(reader)?, &store::decisions(reader)?))
    })?;
    let summary = summarize(&rows, &places);
    let kept = store::Kept { as_of, sha256, summary, by, at };
    let (kept, rows, places) =
        (std::sync::Arc::new(kept), std::sync::Arc::new(rows), std::sync::Arc::new(places));
    db.write_blocking(move |tx| {
        if store::snapshot(tx, as_of)?.is_some() {
            return Err(MinistryError::OtherSnapshot(as_of));
        }
        for (n, (row, place)) in rows.iter().zip(places.iter()).enumerate() {
            store::append_statistic(tx, as_of, row, place);
            if (n + 1) % BATCH == 0 {
                // A question sends what was appended before it is answered.
                store::any_statistic(tx, as_of)?;
            }
        }
        store::append_snapshot(tx, &kept)?;
        Ok(kept.summary)
    })
}

fn summarize(rows: &[StatisticRow], places: &[Place]) -> Summary {
    let sum = |place: usize| {
        let figures = rows.iter().filter_map(|row| row.figures.get(place).copied().flatten());
        figures.fold(0_i64, i64::saturating_add)
    };
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let matched = count(places.iter().filter(|place| place.village.is_ok()).count());
    Summary {
        rows: count(rows.len()),
        matched,
        unmatched: count(rows.len()) - matched,
        cooperatives: sum(COOPERATIVES),
        transaction_value: sum(TRANSACTION_VALUE),
        savings_total: sum(SAVINGS_TOTAL),
    }
}

/// A row that a person settles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settlement {
    /// The portal's number of the village.
    pub portal_village: String,
    /// Which village it is, or that it is none of ours.
    pub village: Option<RegionCode>,
    /// Within which region the person may decide.
    pub region: RegionCode,
    /// Who decided.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Settles once, for all files, which village the portal means by a number.
///
/// # Errors
/// [`MinistryError::NoSuchRow`], [`MinistryError::NotHere`] where the village lies elsewhere, and
/// [`MinistryError::Taken`] where another row has it.
pub fn settle(tx: &mut ::store::Tx<'_>, settlement: &Settlement) -> Result<(), MinistryError> {
    let latest = store::latest(tx)?.ok_or(MinistryError::NoSuchRow)?;
    let waiting = store::waiting(tx, latest.as_of, settlement.region)?;
    if !waiting.iter().any(|row| row.portal_village == settlement.portal_village)
        || settlement.portal_village.is_empty()
    {
        return Err(MinistryError::NoSuchRow);
    }
    if let Some(village) = settlement.village {
        let is_here = settlement.region.contains(village) && village.level() == RegionLevel::Village;
        if !is_here || territory::region(tx, village)?.is_none() {
            return Err(MinistryError::NotHere);
        }
        if store::is_taken(tx, latest.as_of, village)? {
            return Err(MinistryError::Taken);
        }
    }
    store::decide(tx, settlement)?;
    Ok(())
}

/// The villages of a region that no row of a snapshot was matched to, for a person to choose from.
///
/// # Errors
/// The store cannot answer.
pub fn free_villages(
    reader: &mut dyn Reader,
    as_of: BookDate,
    region: RegionCode,
) -> Result<Vec<territory::Region>, MinistryError> {
    let rows = store::matched_in(reader, as_of, region)?;
    let taken: BTreeSet<RegionCode> = rows.into_iter().filter_map(|row| row.village).collect();
    let villages = territory::villages_in(reader, region)?;
    Ok(villages.into_iter().filter(|village| !taken.contains(&village.code)).collect())
}
