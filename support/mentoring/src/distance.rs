//! How far it is: from where a mentor sets out, and from one visit to the next. In a straight line between
//! the centroids of villages; a village without one is at no distance that is known, which is not zero.

use std::collections::BTreeMap;

use kernel::{RegionCode, UserId};
use store::Reader;
use territory::{Position, metres_between, middle};

use crate::{Assignment, Mentor, MentoringError};

/// How far something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// Nobody sets out: there is no mentor.
    NoBase,
    /// One of the two places is not known.
    Unknown,
    /// Metres in a straight line.
    Metres(i64),
}

impl Distance {
    /// Between two places, where both are known.
    pub fn between(one: Option<Position>, other: Option<Position>) -> Self {
        one.zip(other).map_or(Self::Unknown, |(one, other)| Self::Metres(metres_between(one, other)))
    }

    /// "4 km dari kunjungan sebelumnya": from where is said by the caller.
    pub fn words(self, from: &str) -> String {
        match self {
            Self::Metres(metres) => format!("{} dari {from}", kilometres(metres)),
            Self::Unknown | Self::NoBase => "jarak tidak diketahui".to_owned(),
        }
    }
}

/// "3,6 km", from ten kilometres on "12 km". What is nearer than a tenth is a tenth: no two villages are one.
pub fn kilometres(metres: i64) -> String {
    let tenths = ((metres.max(0) + 50) / 100).max(1);
    match tenths < 100 {
        true => format!("{},{} km", tenths / 10, tenths % 10),
        false => format!("{} km", (metres + 500) / 1_000),
    }
}

/// Where a mentor sets out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Base {
    /// The village that the mentor named; nothing where it is the middle of the cooperatives.
    pub village: Option<RegionCode>,
    /// Where that is; nothing where it is not known.
    pub place: Option<Position>,
}

/// The centroids of a region's villages.
pub(crate) fn places_in(
    reader: &mut dyn Reader,
    region: RegionCode,
) -> Result<BTreeMap<RegionCode, Position>, MentoringError> {
    let villages = territory::villages_in(reader, region)?;
    Ok(villages.into_iter().filter_map(|village| Some((village.code, village.position?))).collect())
}

/// Where each mentor sets out: from the village that was named, or else from the middle of the cooperatives.
/// A named village without a centroid is not replaced by another place.
pub(crate) fn bases(
    reader: &mut dyn Reader,
    (mentors, held): (&[Mentor], &[Assignment]),
    places: &BTreeMap<RegionCode, Position>,
) -> Result<BTreeMap<UserId, Base>, MentoringError> {
    let mut found = BTreeMap::new();
    for mentor in mentors {
        let place = match (mentor.base, places.get(&mentor.base.unwrap_or(mentor.region))) {
            (Some(_), Some(place)) => Some(*place),
            (Some(village), None) => territory::region(reader, village)?.and_then(|village| village.position),
            (None, _) => {
                let mine = held.iter().filter(|one| one.mentor == mentor.user);
                let known: Vec<Position> = mine.filter_map(|one| places.get(&one.village).copied()).collect();
                middle(&known)
            }
        };
        // Who serves in two regions and named a base in one of them sets out from there.
        let base = Base { village: mentor.base, place };
        let known: &mut Base = found.entry(mentor.user).or_insert(base);
        if known.village.is_none() {
            *known = base;
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kilometres_are_said_as_people_say_them() {
        let said = [0, 40, 849, 3_640, 9_949, 9_950, 12_400, 812_600].map(kilometres);
        let expected = ["0,1 km", "0,1 km", "0,8 km", "3,6 km", "9,9 km", "10 km", "12 km", "813 km"];
        assert_eq!(said, expected);
    }

    #[test]
    fn what_is_not_known_is_not_zero() {
        let here = Some((-2_000_000, 106_000_000));
        assert_eq!(Distance::between(here, None), Distance::Unknown);
        assert_eq!(Distance::Unknown.words("tempat tugas"), "jarak tidak diketahui");
        assert_eq!(Distance::between(here, here).words("tempat tugas"), "0,1 km dari tempat tugas");
    }
}
