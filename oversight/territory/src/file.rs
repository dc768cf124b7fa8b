//! Reads the file of regions that comes with the program.

use csv::StringRecord;
use flate2::read::GzDecoder;
use kernel::RegionCode;
use sha2::{Digest, Sha256};

use crate::{Region, TerritoryError};

/// The regions by Kepmendagri 300.2.2-2138/2025; origin and licence are in `data/NOTICE`.
pub(crate) const REGIONS: &[u8] = include_bytes!("../data/regions.csv.gz");

/// What tells one file from another: SHA-256 in hexadecimal.
pub(crate) fn hash(file: &[u8]) -> String {
    Sha256::digest(file).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The regions of a file, one after the other, in its order.
pub(crate) fn regions(file: &[u8]) -> impl Iterator<Item = Result<Region, TerritoryError>> {
    let lines = csv::Reader::from_reader(GzDecoder::new(file)).into_records();
    lines.enumerate().map(|(n, line)| {
        // The first line holds the names of the columns.
        let fault = TerritoryError::File { line: n + 2 };
        line.ok().as_ref().and_then(region).ok_or(fault)
    })
}

/// `code,name,postal_code,lat,lon`; the last three may be empty.
fn region(line: &StringRecord) -> Option<Region> {
    let code = RegionCode::parse(line.get(0)?).ok()?;
    let name = line.get(1).filter(|name| !name.trim().is_empty())?.to_owned();
    let postal_code = line.get(2).filter(|text| !text.is_empty()).map(str::to_owned);
    let position = match (line.get(3)?, line.get(4)?) {
        ("", "") => None,
        (lat, lon) => Some((micro_degrees(lat)?, micro_degrees(lon)?)),
    };
    Some(Region { code, name, postal_code, position })
}

/// "-2.14098" as -2140980: exact, without a fraction of the machine's.
fn micro_degrees(text: &str) -> Option<i64> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || fraction.len() > 6 || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let micro: i64 = format!("{whole}{fraction:0<6}").parse().ok()?;
    (micro <= 180_000_000).then_some(sign * micro)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_exactly() {
        assert_eq!(micro_degrees("-2.14098"), Some(-2_140_980));
        assert_eq!(micro_degrees("106"), Some(106_000_000));
        assert_eq!(micro_degrees("0.000001"), Some(1));
        for wrong in ["", "-", ".5", "1,5", "1.2345678", "181", "1.2.3", "--1"] {
            assert_eq!(micro_degrees(wrong), None, "{wrong}");
        }
    }
}
