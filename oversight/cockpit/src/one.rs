//! One cooperative as the city sees it: where it stands and why, month by month. No person is in it.

use activity::assess_one;
use kernel::{BookDate, CooperativeId, RegionCode};
use ledger::Seal;
use registry::Unit;
use store::Reader;

pub use crate::month_lines::MonthLine;

use crate::figures::row;
use crate::month_lines::month_lines;
use crate::{CockpitError, Row};

/// The last closings that are shown.
const SEALS_SHOWN: usize = 12;

/// A cooperative with everything that its page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct One {
    /// The figures of its row in the table.
    pub row: Row,
    /// The day they stand for.
    pub as_of: BookDate,
    /// Twelve months, the latest first.
    pub months: Vec<MonthLine>,
    /// Its units with their licences; the office is not among them.
    pub units: Vec<Unit>,
    /// The last closings, the newest first.
    pub seals: Vec<Seal>,
}

/// Finds a cooperative of a region, by the code of its village or by its number.
fn find(reader: &mut dyn Reader, region: RegionCode, name: &str) -> Result<CooperativeId, CockpitError> {
    // A code has ten digits; a number of so many cooperatives would be more than there are villages.
    let by_code =
        RegionCode::parse(name).ok().map(|code| registry::by_region(reader, code)).transpose()?.flatten();
    let found = match (by_code, name.parse()) {
        (Some(found), _) => Some(found),
        (None, Ok(number)) => registry::cooperative(reader, CooperativeId(number))?,
        (None, Err(_)) => None,
    };
    let found = found.filter(|found| region.contains(found.region));
    found.map(|found| found.id).ok_or(CockpitError::NotHere)
}

/// What the city sees of one of its cooperatives on a day.
///
/// # Errors
/// [`CockpitError::NotHere`], or one of the crates below cannot answer.
pub fn one(
    reader: &mut dyn Reader,
    region: RegionCode,
    cooperative: &str,
    as_of: BookDate,
) -> Result<One, CockpitError> {
    let id = find(reader, region, cooperative)?;
    let assessed = assess_one(reader, id, as_of)?;
    let months = month_lines(reader, &assessed, as_of)?;
    let mut units = registry::units(reader, id)?;
    units.retain(|unit| unit.unit != kernel::UnitCode::OFFICE);
    let mut seals = ledger::seals(reader, id)?;
    seals.truncate(SEALS_SHOWN);
    Ok(One { row: row(reader, assessed, as_of)?, as_of, months, units, seals })
}
