//! What every page needs of the books before it can show anything: units, chart, coverage.

use std::collections::BTreeSet;

use kernel::{BookDate, CooperativeId, UnitCode};
use ledger::{Chart, Unit};
use store::Reader;

use super::asked::Reading;
use super::format::Format;
use super::place::{Pick, Place, unit_picks};
use crate::coverage::{Coverage, coverage};
use crate::error::StatementError;
use crate::surroundings::Letterhead;

/// The lists of a cooperative.
pub(crate) struct Lists {
    pub chart: Chart,
    pub units: Vec<Unit>,
    used: Vec<UnitCode>,
    coverage: Coverage,
}

/// The part of every page above and below its figures.
#[derive(Debug, Clone)]
pub(crate) struct Around {
    pub cooperative: String,
    /// Name of the unit, or empty.
    pub unit: String,
    pub units: Vec<Pick>,
    /// What could not be understood, a sentence each.
    pub problems: Vec<String>,
    /// How far the books reach.
    pub coverage: String,
    /// The address of the same as a workbook.
    pub xlsx: String,
    /// The address of the same as a PDF.
    pub pdf: String,
    /// Head and foot of both.
    pub letterhead: Letterhead,
}

impl Lists {
    pub fn read(
        reader: &mut dyn Reader,
        cooperative: CooperativeId,
        today: BookDate,
    ) -> Result<Self, StatementError> {
        let rows = ledger::balances(reader, cooperative, None, today, None)?;
        let used: BTreeSet<UnitCode> = rows.iter().map(|row| row.unit).collect();
        Ok(Self {
            chart: ledger::chart_of(reader, cooperative, today)?,
            units: ledger::units_of(reader, cooperative)?,
            used: used.into_iter().collect(),
            coverage: coverage(reader, cooperative)?,
        })
    }

    /// The name of a unit that was chosen from the list.
    pub fn unit_name(&self, unit: Option<UnitCode>) -> Option<String> {
        let unit = self.units.iter().find(|row| Some(row.code) == unit)?;
        Some(unit.name.clone())
    }

    /// How far the books reach, as a sentence about that day.
    pub fn coverage(&self, as_of: BookDate) -> String {
        self.coverage.sentence(as_of)
    }

    /// Whether nothing has been posted yet.
    pub fn is_empty(&self) -> bool {
        self.coverage.last_entry.0 == 0
    }

    /// What stands around the figures of a day; `page` and `values` are the address of the page itself.
    pub fn around(
        &self,
        place: &Place,
        reading: Reading<'_>,
        letterhead: Letterhead,
        (as_of, unit): (BookDate, Option<UnitCode>),
        (page, values): (&str, &[(&str, String)]),
    ) -> Around {
        Around {
            cooperative: place.cooperative.clone(),
            unit: self.unit_name(unit).unwrap_or_default(),
            units: unit_picks(&self.units, &self.used, unit),
            problems: reading.problems,
            coverage: self.coverage(as_of),
            xlsx: place.file_link(page, values, Format::Xlsx),
            pdf: place.file_link(page, values, Format::Pdf),
            letterhead,
        }
    }
}
