//! Where in a long list a page looks: in a part of the reach, after a place in it, or for what was typed.

use ::store::Reader;
use kernel::{RegionCode, RegionLevel};
use serde::Deserialize;
use web::Visit;

use super::region_name;
use crate::error::HandoverError;
use crate::event::Reach;

/// A list up to this length is shown whole, and the browser searches in it.
pub(super) const WHOLE: i64 = 190;
/// Of a longer one, as many as a form has room for with a tick each.
pub(super) const SCREEN: i64 = 80;

/// `?daerah=19.71&sesudah=80`, or `?cari=keramat`. Nobody has to write it well: what cannot be read is as if it
/// were not there.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Looked {
    pub cari: String,
    pub daerah: String,
    pub sesudah: String,
}

impl Looked {
    /// What was typed. A scanner types what the QR code of a certificate holds: the address of the public page.
    pub fn typed(&self) -> String {
        let typed = self.cari.trim();
        let code = typed.rsplit_once("/koperasi/").map_or(typed, |(_, code)| code);
        code.trim_end_matches('/').to_owned()
    }

    /// The part that is looked at: within the reach, and larger than a village.
    pub fn part(&self, reach: Reach) -> Reach {
        part_of(reach, &self.daerah)
    }

    /// After which number, or which village.
    pub fn after(&self) -> i64 {
        self.sesudah.parse().unwrap_or(0)
    }
}

/// The part of a reach that a code names, or all of it.
pub(super) fn part_of(reach: Reach, code: &str) -> Reach {
    let inside = |part: &RegionCode| match reach {
        Reach::Nation => true,
        Reach::Region(region) => region.contains(*part),
    };
    let larger = |part: &RegionCode| part.level() != RegionLevel::Village;
    RegionCode::parse(code).ok().filter(inside).filter(larger).map_or(reach, Reach::Region)
}

/// `?daerah=19.71`, or nothing where all is looked at.
pub(super) fn query(reach: Reach, part: Reach) -> String {
    if part == reach { String::new() } else { format!("?daerah={}", part.code()) }
}

/// Whether a part has parts that are no villages.
pub(super) fn divides(part: Reach) -> bool {
    match part {
        Reach::Nation => true,
        Reach::Region(region) => matches!(region.level(), RegionLevel::Province | RegionLevel::City),
    }
}

/// "Indonesia", or the name of the region.
pub(super) fn place_name(reader: &mut dyn Reader, part: Reach) -> Result<String, HandoverError> {
    match part {
        Reach::Nation => Ok("Indonesia".to_owned()),
        Reach::Region(region) => region_name(reader, region),
    }
}

/// From the reach down to the part: the code to ask for and the name of each that lies above the part.
pub(super) fn above(
    reader: &mut dyn Reader,
    reach: Reach,
    part: Reach,
) -> Result<Vec<(String, String)>, HandoverError> {
    let mut found = Vec::new();
    let mut at = part;
    while at != reach {
        let Reach::Region(region) = at else { break };
        at = region.parent().map_or(reach, |parent| part_of(reach, &parent.to_string()));
        found.push((query(reach, at), place_name(reader, at)?));
    }
    found.reverse();
    Ok(found)
}

/// The address of a page of a ceremony, with the part it looks at.
pub(super) fn at_part(visit: &Visit, place: &str, reach: Reach, part: Reach) -> String {
    format!("{}{}", visit.path(place), query(reach, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(code: &str) -> Reach {
        Reach::Region(RegionCode::parse(code).unwrap())
    }

    #[test]
    fn what_a_scanner_reads_is_the_code_of_the_village() {
        let looked = |cari: &str| Looked { cari: cari.to_owned(), ..Looked::default() }.typed();
        assert_eq!(looked(" https://koperasi.contoh.go.id/koperasi/19.71.04.1001 "), "19.71.04.1001");
        assert_eq!(looked("/koperasi/19.71.04.1001/"), "19.71.04.1001");
        assert_eq!(looked("Pintu Air"), "Pintu Air");
    }

    #[test]
    fn a_part_never_leaves_the_reach() {
        assert_eq!(part_of(Reach::Nation, "19"), region("19"));
        assert_eq!(part_of(region("19.71"), "19.71.04"), region("19.71.04"));
        for elsewhere in ["19", "18.71.04", "19.71.04.1001", "", "x"] {
            assert_eq!(part_of(region("19.71"), elsewhere), region("19.71"), "{elsewhere}");
        }
    }
}
