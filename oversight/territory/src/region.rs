//! A region, and the questions that find regions.

use ::store::Reader;
use kernel::{RegionCode, RegionLevel, fold};
use serde::Serialize;

use crate::{TerritoryError, store};

/// What a city's name begins with in the file, and how people shorten it.
const CITY_PREFIXES: [&str; 3] = ["kota ", "kabupaten ", "kab "];

/// A region of Indonesia.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Region {
    /// Its Kemendagri code.
    pub code: RegionCode,
    /// Its name; cities with "Kota" or "Kabupaten".
    pub name: String,
    /// The postal code; only villages have one.
    pub postal_code: Option<String>,
    /// Latitude and longitude of a centroid in millionths of a degree.
    pub position: Option<(i64, i64)>,
}

/// What searching compares: the folded name without spaces, because people write "Pangkalpinang"
/// and "Pangkal Pinang", "Rejosari" and "Rejo Sari"; a city without "Kota" or "Kabupaten".
pub(crate) fn searchable(name: &str, level: RegionLevel) -> String {
    let folded = fold(name);
    let name = match level {
        RegionLevel::City => without_city_prefix(&folded).unwrap_or(&folded),
        _ => &folded,
    };
    name.replace(' ', "")
}

fn without_city_prefix(folded: &str) -> Option<&str> {
    CITY_PREFIXES.iter().find_map(|prefix| folded.strip_prefix(prefix))
}

/// One region by its code.
///
/// # Errors
/// [`TerritoryError::Store`] where the store cannot answer.
pub fn region(reader: &mut dyn Reader, code: RegionCode) -> Result<Option<Region>, TerritoryError> {
    store::region(reader, code)
}

/// All provinces, by code.
///
/// # Errors
/// [`TerritoryError::Store`] where the store cannot answer.
pub fn provinces(reader: &mut dyn Reader) -> Result<Vec<Region>, TerritoryError> {
    store::within(reader, (0, i64::MAX), RegionLevel::Province)
}

/// The regions one level below, by code; a village has none.
///
/// # Errors
/// [`TerritoryError::Store`] where the store cannot answer.
pub fn children(reader: &mut dyn Reader, code: RegionCode) -> Result<Vec<Region>, TerritoryError> {
    let level = match code.level() {
        RegionLevel::Province => RegionLevel::City,
        RegionLevel::City => RegionLevel::District,
        RegionLevel::District => RegionLevel::Village,
        RegionLevel::Village => return Ok(Vec::new()),
    };
    within(reader, code, level)
}

/// All regions of a level in a region, itself included where it is of that level, by code.
///
/// # Errors
/// [`TerritoryError::Store`] where the store cannot answer.
pub fn within(
    reader: &mut dyn Reader,
    code: RegionCode,
    level: RegionLevel,
) -> Result<Vec<Region>, TerritoryError> {
    store::within(reader, code.range(), level)
}

/// All villages in a region, by code.
///
/// # Errors
/// [`TerritoryError::Store`] where the store cannot answer.
pub fn villages_in(reader: &mut dyn Reader, code: RegionCode) -> Result<Vec<Region>, TerritoryError> {
    within(reader, code, RegionLevel::Village)
}

/// All districts in a region, by code.
///
/// # Errors
/// [`TerritoryError::Store`] where the store cannot answer.
pub fn districts_in(reader: &mut dyn Reader, code: RegionCode) -> Result<Vec<Region>, TerritoryError> {
    within(reader, code, RegionLevel::District)
}

/// Regions whose name begins with `text`, the nearest name first and of equal names the larger
/// region; spaces, capitals and "Kota" or "Kabupaten" before a city do not matter.
///
/// # Errors
/// [`TerritoryError::Store`] where the store cannot answer.
pub fn search(reader: &mut dyn Reader, text: &str, limit: i64) -> Result<Vec<Region>, TerritoryError> {
    let folded = fold(text);
    let mut found = Vec::new();
    // "Kota Baru" may be a village of that name or the city of Baru: the city comes first.
    if let Some(city) = without_city_prefix(&folded) {
        found = store::search(reader, &city.replace(' ', ""), Some(RegionLevel::City), limit)?;
    }
    found.extend(store::search(reader, &folded.replace(' ', ""), None, limit)?);
    found.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(found)
}

/// The villages of a postal code, by code.
///
/// # Errors
/// [`TerritoryError::Store`] where the store cannot answer.
pub fn by_postal_code(reader: &mut dyn Reader, text: &str) -> Result<Vec<Region>, TerritoryError> {
    store::by_postal_code(reader, text.trim())
}

/// The region with all it lies in: province, city, district, village, as far as its level goes.
///
/// # Errors
/// [`TerritoryError::Store`] where the store cannot answer.
pub fn path_of(reader: &mut dyn Reader, code: RegionCode) -> Result<Vec<Region>, TerritoryError> {
    let mut codes = [code; 4];
    for n in 1..codes.len() {
        codes[n] = codes[n - 1].parent().unwrap_or(codes[n - 1]);
    }
    store::some(reader, codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_is_forgiven() {
        assert_eq!(searchable("Kota Pangkal Pinang", RegionLevel::City), "pangkalpinang");
        assert_eq!(searchable("Kabupaten Bangka", RegionLevel::City), "bangka");
        assert_eq!(searchable("Kota Baru", RegionLevel::Village), "kotabaru");
    }
}
