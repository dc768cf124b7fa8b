//! Perubahan modal on the screen: this period and the same a year earlier, a table each.

use askama::Template;
use kernel::{CooperativeId, UnitCode};
use reports::Document;
use store::Reader;

use super::Paper;
use super::asked::{Asked, Reading};
use super::lists::{Around, Lists};
use super::place::{Amount, Place, unit_value};
use crate::equity::{ComparedEquity, EquityChanges, compared_equity};
use crate::error::StatementError;
use crate::paper::{self, Frame, period};

#[derive(Template)]
#[template(path = "equity.html")]
pub(crate) struct EquityPage {
    around: Around,
    equity: ComparedEquity,
    period: String,
    tables: [MovementTable; 2],
    is_empty: bool,
}

/// A table of opening, additions, reductions and closing.
pub(crate) struct MovementTable {
    /// Above it, and what it is called for who cannot see it.
    pub name: String,
    /// Head of the first column.
    pub what: &'static str,
    pub rows: Vec<MovementRow>,
    pub total: MovementRow,
}

/// A row of it.
pub(crate) struct MovementRow {
    pub name: String,
    pub amounts: [Amount; 4],
}

/// Shows how the members' own changed.
pub(crate) fn page(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    place: &Place,
    asked: &Asked,
) -> Result<EquityPage, StatementError> {
    let lists = Lists::read(reader, cooperative, place.today)?;
    let mut reading = Reading::of(asked);
    let (from, through) = reading.period(place.today);
    let unit = reading.unit(&lists.units);
    let equity = compared_equity(reader, cooperative, from, through, unit)?;
    let values = [("dari", from.to_string()), ("sampai", through.to_string()), ("unit", unit_value(unit))];
    let letterhead = place.surroundings(reader, cooperative, through)?.letterhead;
    let around =
        lists.around(place, reading, letterhead, (through, unit), ("laporan/perubahan-modal", &values));
    Ok(EquityPage {
        period: period(from, through),
        tables: [table(place, &equity.now, unit), table(place, &equity.before, unit)],
        is_empty: lists.is_empty(),
        around,
        equity,
    })
}

fn table(place: &Place, changes: &EquityChanges, unit: Option<UnitCode>) -> MovementTable {
    let row = |line: &crate::equity::EquityLine| {
        let amounts = [line.opening, line.additions, -line.reductions, line.closing];
        let link = || place.account_link(line.code, changes.from, changes.as_of, unit);
        MovementRow { name: line.name.clone(), amounts: amounts.map(|amount| Amount::linked(amount, link())) }
    };
    let sums = [changes.opening, changes.additions, -changes.reductions, changes.closing];
    MovementTable {
        name: period(changes.from, changes.as_of),
        what: "Modal",
        rows: changes.lines.iter().map(row).collect(),
        total: MovementRow { name: "Jumlah modal sendiri".to_owned(), amounts: sums.map(Amount::plain) },
    }
}

impl Paper for EquityPage {
    fn document(&self) -> Document {
        Frame::around(&self.around).document(paper::equity(&self.equity))
    }

    fn file_name(&self) -> String {
        format!("perubahan-modal-{}-{}", self.equity.now.from, self.equity.now.as_of)
    }

    fn has_problems(&self) -> bool {
        !self.around.problems.is_empty()
    }
}
