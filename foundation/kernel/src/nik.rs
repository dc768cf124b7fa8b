//! The population number of a person (*Nomor Induk Kependudukan*), rules §9.1:
//! 16 digits PPKKCC DDMMYY SSSS, 40 added to the day for women, no check digit.

use std::fmt;

use thiserror::Error;

use crate::money::is_digits;
use crate::{BirthDate, BookDate, RegionCode, RegionLevel};

/// A well-formed NIK. It is personal data: shown masked everywhere, not
/// serializable, its digits only through [`Nik::expose`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nik {
    digits: String,
    region: RegionCode,
}

/// As the NIK tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// *Laki-laki*.
    Male,
    /// *Perempuan*.
    Female,
}

/// Why a typed NIK was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NikError {
    /// Nothing was typed.
    #[error("Isi NIK sesuai KTP.")]
    Empty,
    /// A letter or another sign.
    #[error("Isi NIK dengan angka saja sesuai KTP.")]
    NotDigits,
    /// Not 16 digits.
    #[error("Periksa lagi NIK: harus 16 angka, yang diisi {found} angka.")]
    Length {
        /// How many digits were typed.
        found: usize,
    },
    /// The first six digits cannot be a district.
    #[error("Periksa lagi enam angka pertama NIK: bukan kode wilayah.")]
    Region,
    /// Digits 7 to 12 are no day of birth up to today.
    #[error("Periksa lagi angka ke-7 sampai ke-12 NIK: bukan tanggal lahir yang mungkin.")]
    Birth,
    /// The last four digits are zeros.
    #[error("Periksa lagi empat angka terakhir NIK: tidak boleh 0000.")]
    Sequence,
}

impl Nik {
    /// Reads a NIK; spaces, dots and dashes between the digits do not matter.
    ///
    /// # Errors
    /// [`NikError`], the first fault from left to right.
    pub fn parse(typed: &str, today: BookDate) -> Result<Self, NikError> {
        let digits: String =
            typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).collect();
        if digits.is_empty() {
            return Err(NikError::Empty);
        }
        if !is_digits(&digits) {
            return Err(NikError::NotDigits);
        }
        if digits.len() != 16 {
            return Err(NikError::Length { found: digits.len() });
        }
        let region = digits
            .get(..6)
            .and_then(|prefix| RegionCode::parse(prefix).ok())
            .filter(|region| region.level() == RegionLevel::District)
            .ok_or(NikError::Region)?;
        let nik = Self { digits, region };
        if nik.birth_date(today).is_none() {
            return Err(NikError::Birth);
        }
        if nik.digits.ends_with("0000") {
            return Err(NikError::Sequence);
        }
        Ok(nik)
    }

    /// All 16 digits. Call it only to store, to compare, or to print where the law
    /// asks for the number.
    pub fn expose(&self) -> &str {
        &self.digits
    }

    /// The day of birth: of the centuries possible, the latest one not after
    /// `today`. `None` only if `today` is before the day the NIK was accepted.
    pub fn birth_date(&self, today: BookDate) -> Option<BirthDate> {
        let day = match self.day() {
            day @ 1..=31 => day,
            day @ 41..=71 => day - 40,
            _ => return None,
        };
        BirthDate::of_short_year(self.pair(10), self.pair(8), day, today)
    }

    /// Women have 40 added to the day of birth.
    pub fn sex(&self) -> Sex {
        if self.day() > 40 { Sex::Female } else { Sex::Male }
    }

    /// The district in which it was issued. Districts are split and renumbered, so
    /// another district than today's address is no fault.
    pub fn region_prefix(&self) -> RegionCode {
        self.region
    }

    fn day(&self) -> i64 {
        self.pair(6)
    }

    /// Two digits as a number; the place is always within the 16.
    fn pair(&self, place: usize) -> i64 {
        self.digits.get(place..place + 2).and_then(|pair| pair.parse().ok()).unwrap_or_default()
    }
}

/// Masked: `1971**********02`.
impl fmt::Display for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = self.digits.get(..4).unwrap_or_default();
        let tail = self.digits.get(14..).unwrap_or_default();
        f.pad(&format!("{head}**********{tail}"))
    }
}

impl fmt::Debug for Nik {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Nik({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::repeatable;
    use proptest::prelude::*;

    fn today() -> BookDate {
        BookDate::new(2026, 11, 24).unwrap()
    }

    fn nik(text: &str) -> Nik {
        Nik::parse(text, today()).unwrap()
    }

    #[test]
    fn tells_birth_sex_and_district() {
        let woman = nik("1971044503900002");
        assert_eq!(woman.birth_date(today()), BirthDate::new(1990, 3, 5));
        assert_eq!(woman.sex(), Sex::Female);
        assert_eq!(woman.region_prefix().to_string(), "19.71.04");
        assert_eq!(nik("1971041708450001").sex(), Sex::Male);
    }

    #[test]
    fn punctuation_does_not_matter() {
        for typed in ["19.71.04.45.03.90.0002", " 197104 450390 0002 ", "197104-450390-0002"] {
            assert_eq!(nik(typed).expose(), "1971044503900002");
        }
    }

    #[test]
    fn nobody_is_born_after_today() {
        assert_eq!(nik("1971042411260001").birth_date(today()), BirthDate::new(2026, 11, 24));
        assert_eq!(nik("1971042511260001").birth_date(today()), BirthDate::new(1926, 11, 25));
        assert_eq!(nik("1971042902280001").birth_date(today()), BirthDate::new(1928, 2, 29));
    }

    #[test]
    fn is_masked_wherever_it_is_shown() {
        let woman = nik("1971044503900002");
        assert_eq!(woman.to_string(), "1971**********02");
        assert_eq!(format!("{woman:?}"), "Nik(1971**********02)");
    }

    #[test]
    fn refuses_each_fault_by_its_name() {
        for (typed, fault) in [
            (" - ", NikError::Empty),
            ("197104450390000A", NikError::NotDigits),
            ("197104450390000", NikError::Length { found: 15 }),
            ("19710445039000021", NikError::Length { found: 17 }),
            ("1071044503900002", NikError::Region),
            ("1900044503900002", NikError::Region),
            ("1971004503900002", NikError::Region),
            ("1971043002900002", NikError::Birth),
            ("1971047002900002", NikError::Birth),
            ("1971042902270002", NikError::Birth),
            ("1971040003900002", NikError::Birth),
            ("1971043203900002", NikError::Birth),
            ("1971044003900002", NikError::Birth),
            ("1971047203900002", NikError::Birth),
            ("1971044513900002", NikError::Birth),
            ("1971044503900000", NikError::Sequence),
        ] {
            assert_eq!(Nik::parse(typed, today()), Err(fault), "{typed}");
        }
    }

    proptest! {
        #![proptest_config(repeatable())]

        #[test]
        fn a_made_nik_says_what_it_was_made_of(
            age_days in 0..36_000_i64, woman in any::<bool>(), sequence in 1..=9_999_i64,
        ) {
            // Counted from a distant "today", so that every birth is a BookDate.
            let today = BookDate::new(2100, 1, 1).unwrap();
            let born = today.plus_days(-age_days);
            let day = born.day() + if woman { 40 } else { 0 };
            let year = born.year() % 100;
            let text = format!("197104{day:02}{:02}{year:02}{sequence:04}", born.month());
            let nik = Nik::parse(&text, today).unwrap();
            prop_assert_eq!(nik.expose(), &text);
            prop_assert_eq!(nik.birth_date(today).unwrap().to_string(), born.to_string());
            prop_assert_eq!(nik.sex(), if woman { Sex::Female } else { Sex::Male });
        }

        #[test]
        fn no_text_makes_it_panic(typed in "[0-9 .-]{10,20}|\\PC{0,20}") {
            let _ = Nik::parse(&typed, today());
        }
    }
}
