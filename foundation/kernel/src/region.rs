//! Where: province, city, district, village, as one number whose ranges nest.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::money::is_digits;

const PROVINCE_SPAN: i64 = 100_000_000;
const CITY_SPAN: i64 = 1_000_000;
const DISTRICT_SPAN: i64 = 10_000;

/// A region code of Kemendagri as a number of the size of a village's, always 10
/// digits: 19 is 1900000000, 19.71.04.1001 is 1971041001. All that lies in a region
/// is one range of numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct RegionCode(i64);

/// How large a region is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RegionLevel {
    /// *Provinsi*: 2 digits.
    Province,
    /// *Kabupaten* or *kota*: 4 digits.
    City,
    /// *Kecamatan*: 6 digits.
    District,
    /// *Desa* or *kelurahan*: 10 digits.
    Village,
}

/// A region code that cannot be read or that no region can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("Tulis kode wilayah Kemendagri 2, 4, 6, atau 10 angka, misalnya 19.71.04.1001.")]
pub struct RegionError;

impl RegionCode {
    /// Reads `19`, `19.71`, `19.71.04`, `19.71.04.1001`, or the same without dots.
    ///
    /// # Errors
    /// [`RegionError`] for another shape, a province outside 11 to 99, or a level
    /// numbered zero.
    pub fn parse(text: &str) -> Result<Self, RegionError> {
        let text = text.trim();
        let well_dotted = text.split('.').zip([2, 2, 2, 4]).all(|(part, length)| part.len() == length)
            && text.split('.').count() <= 4;
        let digits = text.replace('.', "");
        if (text.contains('.') && !well_dotted) || !is_digits(&digits) {
            return Err(RegionError);
        }
        let (level, span) = match digits.len() {
            2 => (RegionLevel::Province, PROVINCE_SPAN),
            4 => (RegionLevel::City, CITY_SPAN),
            6 => (RegionLevel::District, DISTRICT_SPAN),
            10 => (RegionLevel::Village, 1),
            _ => return Err(RegionError),
        };
        digits
            .parse::<i64>()
            .ok()
            .and_then(|number| Self::from_number(number * span))
            .filter(|region| region.level() == level)
            .ok_or(RegionError)
    }

    /// The region of a stored number, or `None` if no region can have it: a province
    /// is 11 to 99, and within a level numbered zero there is nothing.
    pub fn from_number(number: i64) -> Option<Self> {
        let plausible = (11 * PROVINCE_SPAN..100 * PROVINCE_SPAN).contains(&number);
        let region = Self(number);
        let (city, district, village) = region.parts();
        let nested = (city != 0 || district == 0) && (district != 0 || village == 0);
        (plausible && nested).then_some(region)
    }

    /// The 10-digit number, as the store keeps it.
    pub fn number(self) -> i64 {
        self.0
    }

    /// How large it is.
    pub fn level(self) -> RegionLevel {
        match self.parts() {
            (0, _, _) => RegionLevel::Province,
            (_, 0, _) => RegionLevel::City,
            (_, _, 0) => RegionLevel::District,
            _ => RegionLevel::Village,
        }
    }

    /// The first and last number of all that lies in it, itself included: for
    /// `between $1 and $2`.
    pub fn range(self) -> (i64, i64) {
        let span = match self.level() {
            RegionLevel::Province => PROVINCE_SPAN,
            RegionLevel::City => CITY_SPAN,
            RegionLevel::District => DISTRICT_SPAN,
            RegionLevel::Village => 1,
        };
        (self.0, self.0 + span - 1)
    }

    /// Whether `other` lies in it; a region lies in itself.
    pub fn contains(self, other: Self) -> bool {
        let (first, last) = self.range();
        (first..=last).contains(&other.0)
    }

    /// The region it lies in, or `None` for a province.
    pub fn parent(self) -> Option<Self> {
        let span = match self.level() {
            RegionLevel::Province => return None,
            RegionLevel::City => PROVINCE_SPAN,
            RegionLevel::District => CITY_SPAN,
            RegionLevel::Village => DISTRICT_SPAN,
        };
        Some(Self(self.0 / span * span))
    }

    /// Whether it is a *kelurahan* rather than a *desa*: the village part starts
    /// with 1, a *desa* with 2 (rules §9.5).
    pub fn is_kelurahan(self) -> bool {
        self.parts().2 / 1_000 == 1
    }

    /// City, district and village within the level above; zero where there is none.
    fn parts(self) -> (i64, i64, i64) {
        (self.0 / CITY_SPAN % 100, self.0 / DISTRICT_SPAN % 100, self.0 % DISTRICT_SPAN)
    }
}

/// `19.71.04.1001`, as far as its level goes.
impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let province = self.0 / PROVINCE_SPAN;
        let (city, district, village) = self.parts();
        f.pad(&match self.level() {
            RegionLevel::Province => format!("{province:02}"),
            RegionLevel::City => format!("{province:02}.{city:02}"),
            RegionLevel::District => format!("{province:02}.{city:02}.{district:02}"),
            RegionLevel::Village => {
                format!("{province:02}.{city:02}.{district:02}.{village:04}")
            }
        })
    }
}

impl fmt::Debug for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<i64> for RegionCode {
    type Error = RegionError;

    fn try_from(number: i64) -> Result<Self, RegionError> {
        Self::from_number(number).ok_or(RegionError)
    }
}

impl From<RegionCode> for i64 {
    fn from(region: RegionCode) -> Self {
        region.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repeatable;
    use proptest::prelude::*;

    fn region(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap()
    }

    #[test]
    fn every_level_is_one_number() {
        for (text, number, level) in [
            ("19", 1_900_000_000, RegionLevel::Province),
            ("19.71", 1_971_000_000, RegionLevel::City),
            ("19.71.04", 1_971_040_000, RegionLevel::District),
            ("19.71.04.1001", 1_971_041_001, RegionLevel::Village),
        ] {
            assert_eq!(region(text).number(), number);
            assert_eq!(region(text).level(), level);
            assert_eq!(region(text).to_string(), text);
            assert_eq!(region(&text.replace('.', "")), region(text));
        }
    }

    #[test]
    fn refuses_what_no_region_has() {
        for text in [
            "",
            "1",
            "197",
            "10",
            "00",
            "19.00",
            "19.71.00",
            "19.71.04.0000",
            "19.7.104",
            "1971.04",
            "19.",
            "19.71.04.1001.1",
            "19.71.04.10",
            "19-71",
            "1971041001000",
            "１９",
        ] {
            assert_eq!(RegionCode::parse(text), Err(RegionError), "{text}");
        }
        for number in [0, -1, 19, 1_000_000_000, 1_900_040_000, 1_971_001_001, 10_000_000_000] {
            assert_eq!(RegionCode::from_number(number), None, "{number}");
        }
    }

    #[test]
    fn a_city_is_a_range() {
        assert_eq!(region("19.71").range(), (1_971_000_000, 1_971_999_999));
        assert!(region("19.71").contains(region("19.71.04.1001")));
        assert!(!region("19.71").contains(region("19")));
        assert!(!region("19.71").contains(region("19.72.01")));
        assert_eq!(region("19.71.04.1001").parent(), Some(region("19.71.04")));
        assert_eq!(region("19").parent(), None);
    }

    #[test]
    fn kelurahan_start_with_one() {
        assert!(region("19.71.04.1001").is_kelurahan());
        assert!(!region("19.01.04.2001").is_kelurahan());
        assert!(!region("19.71.04").is_kelurahan());
    }

    fn any_region() -> impl Strategy<Value = RegionCode> {
        (11..=99_i64, 0..=99_i64, 0..=99_i64, 0..=9_999_i64).prop_filter_map("nested", |(p, c, d, v)| {
            RegionCode::from_number(p * PROVINCE_SPAN + c * CITY_SPAN + d * DISTRICT_SPAN + v)
        })
    }

    proptest! {
        #![proptest_config(repeatable())]

        #[test]
        fn what_is_shown_can_be_read_again(region in any_region()) {
            prop_assert_eq!(RegionCode::parse(&region.to_string()), Ok(region));
        }

        #[test]
        fn parents_contain_and_are_one_level_up(region in any_region()) {
            prop_assert!(region.contains(region));
            if let Some(parent) = region.parent() {
                prop_assert!(parent.contains(region) && !region.contains(parent));
                prop_assert!(parent.level() < region.level());
                prop_assert!(parent.range().0 <= region.range().0);
                prop_assert!(region.range().1 <= parent.range().1);
                prop_assert!(region.to_string().starts_with(&parent.to_string()));
            }
        }

        #[test]
        fn ranges_nest_or_are_apart(a in any_region(), b in any_region()) {
            let apart = a.range().1 < b.range().0 || b.range().1 < a.range().0;
            prop_assert!(apart || a.contains(b) || b.contains(a));
        }
    }
}
