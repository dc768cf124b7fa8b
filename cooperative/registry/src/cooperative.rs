//! A cooperative as the registry knows it, and the questions that find it.

use ::store::Reader;
use kernel::{BookDate, CooperativeId, RegionCode, Timestamp, Zone, fold};
use serde::Serialize;

use crate::{LegalPapers, RegistryError, store};

/// What all names of a kind begin with.
const KELURAHAN: &str = "Koperasi Kelurahan Merah Putih";
const DESA: &str = "Koperasi Desa Merah Putih";

/// A cooperative of a *kelurahan* or of a *desa*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CooperativeKind {
    /// *Koperasi Kelurahan Merah Putih* (KKMP).
    Kelurahan,
    /// *Koperasi Desa Merah Putih* (KDMP), also of a *desa adat*.
    Desa,
}

impl CooperativeKind {
    /// The kind that a village's code says.
    pub fn of(region: RegionCode) -> Self {
        if region.is_kelurahan() { Self::Kelurahan } else { Self::Desa }
    }

    /// As the store and the wire write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Kelurahan => "kelurahan",
            Self::Desa => "desa",
        }
    }

    /// "KKMP" or "KDMP".
    pub fn short(self) -> &'static str {
        match self {
            Self::Kelurahan => "KKMP",
            Self::Desa => "KDMP",
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Kelurahan => KELURAHAN,
            Self::Desa => DESA,
        }
    }
}

/// A cooperative: its identity and its papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cooperative {
    /// The tenant that leads every key.
    pub id: CooperativeId,
    /// The village it belongs to.
    pub region: RegionCode,
    /// Its full name.
    pub name: String,
    /// Of a *kelurahan* or a *desa*.
    pub kind: CooperativeKind,
    /// Its legal papers.
    pub legal: LegalPapers,
    /// Where its office is.
    pub address: Option<String>,
    /// The day its founders met, or the day of its first deed.
    pub founded_on: Option<BookDate>,
    /// When it was registered here.
    pub created_at: Timestamp,
}

impl Cooperative {
    /// The name without what all such cooperatives are called: "Pintu Air".
    pub fn short_name(&self) -> &str {
        let rest = self.name.strip_prefix(self.kind.prefix()).map(str::trim);
        rest.filter(|rest| !rest.is_empty()).unwrap_or(&self.name)
    }

    /// The zone whose calendar day its books follow.
    pub fn zone(&self) -> Zone {
        zone_of(self.region)
    }
}

/// The name that the rule gives: "Koperasi Kelurahan Merah Putih Pintu Air" (rules §1.3).
pub fn standard_name(region_name: &str, region: RegionCode) -> String {
    format!("{} {}", CooperativeKind::of(region).prefix(), region_name.trim())
}

/// The zone of a region, by its province (Keppres 41/1987).
pub fn zone_of(region: RegionCode) -> Zone {
    match region.number() / 100_000_000 {
        11..=49 | 61 | 62 => Zone::Wib,
        50..=79 => Zone::Wita,
        _ => Zone::Wit,
    }
}

/// What searching compares: the folded name without the words that all names begin with, so that
/// "pintu" finds "Koperasi Kelurahan Merah Putih Pintu Air".
pub(crate) fn searchable(name: &str) -> String {
    let folded = fold(name);
    let rest = [KELURAHAN, DESA].iter().find_map(|prefix| folded.strip_prefix(&fold(prefix)));
    match rest.map(str::trim) {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => folded,
    }
}

/// The cooperative of a number.
///
/// # Errors
/// [`RegistryError::Store`] where the store cannot answer.
pub fn cooperative(reader: &mut dyn Reader, id: CooperativeId) -> Result<Option<Cooperative>, RegistryError> {
    store::cooperative(reader, id)
}

/// The cooperative that has claimed a village.
///
/// # Errors
/// [`RegistryError::Store`] where the store cannot answer.
pub fn by_region(reader: &mut dyn Reader, village: RegionCode) -> Result<Option<Cooperative>, RegistryError> {
    match store::claimant(reader, village)? {
        Some(id) => store::cooperative(reader, id),
        None => Ok(None),
    }
}

/// All cooperatives in a region, in the order of its codes.
///
/// # Errors
/// [`RegistryError::Store`] where the store cannot answer.
pub fn in_region(reader: &mut dyn Reader, region: RegionCode) -> Result<Vec<Cooperative>, RegistryError> {
    store::in_region(reader, region)
}

/// Cooperatives in a region whose name, without what all are called, begins with `text`.
///
/// # Errors
/// [`RegistryError::Store`] where the store cannot answer.
pub fn search(
    reader: &mut dyn Reader,
    region: RegionCode,
    text: &str,
    limit: i64,
) -> Result<Vec<Cooperative>, RegistryError> {
    store::search(reader, region, &searchable(text), limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap()
    }

    #[test]
    fn the_name_says_desa_or_kelurahan() {
        assert_eq!(
            standard_name("Pintu Air", region("19.71.04.1001")),
            "Koperasi Kelurahan Merah Putih Pintu Air"
        );
        assert_eq!(standard_name(" Kace ", region("19.01.04.2001")), "Koperasi Desa Merah Putih Kace");
    }

    #[test]
    fn searching_skips_what_all_are_called() {
        assert_eq!(searchable("Koperasi Kelurahan Merah Putih Pintu Air"), "pintu air");
        assert_eq!(searchable("koperasi desa merah putih"), "koperasi desa merah putih");
        assert_eq!(searchable("KUD Makmur"), "kud makmur");
    }

    #[test]
    fn the_zone_follows_the_province() {
        for (code, zone) in [
            ("19.71", Zone::Wib),
            ("34", Zone::Wib),
            ("62", Zone::Wib),
            ("51", Zone::Wita),
            ("64", Zone::Wita),
            ("76", Zone::Wita),
            ("81", Zone::Wit),
            ("96", Zone::Wit),
        ] {
            assert_eq!(zone_of(region(code)), zone, "{code}");
        }
    }
}
