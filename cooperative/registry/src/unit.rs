//! Business units, their licences, and what "licensed" means.

use std::collections::BTreeMap;

use ::store::{Reader, Tx};
use kernel::{BookDate, CooperativeId, RegionCode, UnitCode, clean_name};
use serde::{Deserialize, Serialize};

use crate::papers::number;
use crate::{LegalPapers, RegistryError, store};

/// The most characters in the name of a unit.
const NAME_LENGTH: usize = 60;

/// Whether a unit may trade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LicenceState {
    /// It has its licence.
    Licensed,
    /// It waits for its licence.
    NotYet,
    /// The licence was suspended.
    Suspended,
    /// What it does needs no licence of its own.
    NotNeeded,
}

impl LicenceState {
    /// All states, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Licensed, Self::NotYet, Self::Suspended, Self::NotNeeded];

    /// As the store and the wire write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Licensed => "licensed",
            Self::NotYet => "not_yet",
            Self::Suspended => "suspended",
            Self::NotNeeded => "not_needed",
        }
    }

    /// Reads what [`Self::code`] writes.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// As the page says it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Licensed => "Berizin",
            Self::NotYet => "Belum berizin",
            Self::Suspended => "Izin dibekukan",
            Self::NotNeeded => "Tidak perlu izin",
        }
    }
}

/// The licence of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    /// Whether the unit may trade.
    pub state: LicenceState,
    /// The number of the licence; a licensed unit has one.
    pub number: Option<String>,
    /// The last day it holds; `None` where it does not end.
    pub until: Option<BookDate>,
}

impl Licence {
    /// A licence of that state without number and end.
    pub fn of(state: LicenceState) -> Self {
        Self { state, number: None, until: None }
    }

    /// Whether the unit may trade on that day: it needs no licence, or has one that has not ended.
    pub fn holds_on(&self, on: BookDate) -> bool {
        match self.state {
            LicenceState::NotNeeded => true,
            LicenceState::Licensed => self.until.is_none_or(|until| on <= until),
            LicenceState::NotYet | LicenceState::Suspended => false,
        }
    }

    fn checked(self) -> Result<Self, RegistryError> {
        let number = self
            .number
            .filter(|text| !text.trim().is_empty())
            .map(|text| number(&text, "izin", "licence_number"))
            .transpose()?;
        match self.state {
            LicenceState::Licensed if number.is_none() => Err(RegistryError::LicenceNumberMissing),
            LicenceState::NotNeeded => Ok(Self::of(LicenceState::NotNeeded)),
            state => Ok(Self { state, number, until: self.until }),
        }
    }
}

/// A business unit of a cooperative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its code; [`UnitCode::OFFICE`] is the office itself.
    pub unit: UnitCode,
    /// What it is called.
    pub name: String,
    /// Whether it may trade.
    pub licence: Licence,
    /// The day it opened; `None` where that is not known.
    pub opened_on: Option<BookDate>,
}

/// What is needed to open a unit.
#[derive(Debug, Clone)]
pub struct NewUnit {
    /// Its code, 0 to 99.
    pub unit: UnitCode,
    /// What it is called.
    pub name: String,
    /// Its licence as it stands.
    pub licence: Licence,
    /// The day it opened.
    pub opened_on: Option<BookDate>,
}

/// Whether a cooperative counts as licensed on a day. Two things must hold:
///
/// 1. it is a legal body: the Ministry of Law's approval (*SK AHU*) bears that day or an earlier
///    one; and
/// 2. at least one business unit was open and could trade: it needs no licence, or has one that
///    had not ended. The office (unit 00) is no business and does not count.
///
/// A cooperative that fails either is in the state "not licensed", which is not "inactive": it
/// waits for a paper. Licences are known as they stand now; only their end is dated, so an answer
/// about a past day does not know of a suspension that has been lifted since.
pub fn may_operate(legal: &LegalPapers, units: &[Unit], on: BookDate) -> bool {
    legal.is_approved_on(on) && units.iter().any(|unit| unit.trades_on(on))
}

impl Unit {
    /// Whether it counts as a business that could trade on that day.
    fn trades_on(&self, on: BookDate) -> bool {
        let open = self.opened_on.is_none_or(|day| day <= on);
        self.unit != UnitCode::OFFICE && open && self.licence.holds_on(on)
    }
}

/// Whether the cooperative is licensed on a day; [`may_operate`] says what that means.
///
/// # Errors
/// [`RegistryError::NoSuchCooperative`], or the store cannot answer.
pub fn is_licensed(reader: &mut dyn Reader, id: CooperativeId, on: BookDate) -> Result<bool, RegistryError> {
    let found = store::cooperative(reader, id)?.ok_or(RegistryError::NoSuchCooperative)?;
    Ok(may_operate(&found.legal, &store::units(reader, id)?, on))
}

/// As [`is_licensed`], for all cooperatives of a region in two questions.
///
/// # Errors
/// [`RegistryError::Store`] where the store cannot answer.
pub fn licensed_in(
    reader: &mut dyn Reader,
    region: RegionCode,
    on: BookDate,
) -> Result<BTreeMap<CooperativeId, bool>, RegistryError> {
    let mut units: BTreeMap<CooperativeId, Vec<Unit>> = BTreeMap::new();
    for (id, unit) in store::units_in(reader, region)? {
        units.entry(id).or_default().push(unit);
    }
    let licensed = store::in_region(reader, region)?.into_iter().map(|found| {
        let units = units.get(&found.id).map_or(&[][..], Vec::as_slice);
        (found.id, may_operate(&found.legal, units, on))
    });
    Ok(licensed.collect())
}

/// The units of a cooperative, by code.
///
/// # Errors
/// [`RegistryError::Store`] where the store cannot answer.
pub fn units(reader: &mut dyn Reader, id: CooperativeId) -> Result<Vec<Unit>, RegistryError> {
    store::units(reader, id)
}

/// One unit of a cooperative.
///
/// # Errors
/// [`RegistryError::Store`] where the store cannot answer.
pub fn unit(
    reader: &mut dyn Reader,
    id: CooperativeId,
    code: UnitCode,
) -> Result<Option<Unit>, RegistryError> {
    Ok(store::units(reader, id)?.into_iter().find(|unit| unit.unit == code))
}

/// Opens a unit.
///
/// # Errors
/// [`RegistryError`]: no such cooperative, a unit that is there already, a name or licence at fault.
pub fn open_unit(tx: &mut Tx<'_>, id: CooperativeId, new: NewUnit) -> Result<(), RegistryError> {
    if !(0..=99).contains(&new.unit.0) {
        return Err(RegistryError::UnitOutOfRange(new.unit));
    }
    let unit = Unit {
        unit: new.unit,
        name: clean_name(&new.name, NAME_LENGTH)?,
        licence: new.licence.checked()?,
        opened_on: new.opened_on,
    };
    store::cooperative(tx, id)?.ok_or(RegistryError::NoSuchCooperative)?;
    match store::insert_unit(tx, id, &unit)? {
        true => Ok(()),
        false => Err(RegistryError::UnitThere(unit.unit)),
    }
}

/// Changes the licence of a unit.
///
/// # Errors
/// [`RegistryError`]: no such unit, a licensed unit without a number.
pub fn set_licence(
    tx: &mut Tx<'_>,
    id: CooperativeId,
    unit: UnitCode,
    licence: Licence,
) -> Result<(), RegistryError> {
    match store::update_licence(tx, id, unit, &licence.checked()?)? {
        true => Ok(()),
        false => Err(RegistryError::NoSuchUnit(unit)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Paper;

    fn day(text: &str) -> BookDate {
        BookDate::parse(text).unwrap()
    }

    fn unit_of(code: i64, state: LicenceState) -> Unit {
        let licence = Licence::of(state);
        Unit { unit: UnitCode(code), name: "Gerai".to_owned(), licence, opened_on: None }
    }

    fn approved() -> LegalPapers {
        let ahu = Some(Paper { number: "AHU-1".to_owned(), date: day("2025-06-20") });
        LegalPapers { ahu, ..LegalPapers::default() }
    }

    #[test]
    fn licensed_needs_a_legal_body_and_a_unit_that_may_trade() {
        let on = day("2026-01-01");
        let trades = [unit_of(10, LicenceState::NotNeeded)];
        assert!(may_operate(&approved(), &trades, on));
        assert!(!may_operate(&LegalPapers::default(), &trades, on));
        assert!(!may_operate(&approved(), &trades, day("2025-06-19")));
        assert!(!may_operate(&approved(), &[], on));
        for state in [LicenceState::NotYet, LicenceState::Suspended] {
            assert!(!may_operate(&approved(), &[unit_of(30, state)], on));
        }
        let one_of_two = [unit_of(20, LicenceState::NotYet), unit_of(30, LicenceState::Licensed)];
        assert!(may_operate(&approved(), &one_of_two, on));
    }

    #[test]
    fn the_office_alone_is_no_business() {
        let office = [unit_of(0, LicenceState::NotNeeded)];
        assert!(!may_operate(&approved(), &office, day("2026-01-01")));
    }

    #[test]
    fn a_licence_holds_to_its_last_day() {
        let licence = Licence {
            number: Some("SIPA 1".to_owned()),
            until: Some(day("2026-11-24")),
            ..Licence::of(LicenceState::Licensed)
        };
        assert!(licence.holds_on(day("2026-11-24")));
        assert!(!licence.holds_on(day("2026-11-25")));
    }

    #[test]
    fn a_unit_counts_from_the_day_it_opens() {
        let later = Unit { opened_on: Some(day("2026-02-01")), ..unit_of(10, LicenceState::NotNeeded) };
        assert!(!may_operate(&approved(), std::slice::from_ref(&later), day("2026-01-31")));
        assert!(may_operate(&approved(), &[later], day("2026-02-01")));
    }
}
