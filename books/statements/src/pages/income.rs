//! Perhitungan hasil usaha on the screen, beside the same period a year earlier.

use askama::Template;
use kernel::{BookDate, CooperativeId, Rupiah};
use reports::Document;
use store::Reader;

use super::Paper;
use super::asked::{Asked, Reading};
use super::lists::{Around, Lists};
use super::place::{Place, unit_value};
use super::statement::StatementTable;
use crate::RUNNING_SURPLUS;
use crate::balance_sheet::balance_sheet;
use crate::compare::{ComparedIncome, compared_income};
use crate::error::StatementError;
use crate::figures::year_start;
use crate::paper::{self, Frame, period};

#[derive(Template)]
#[template(path = "income.html")]
pub(crate) struct IncomePage {
    around: Around,
    income: ComparedIncome,
    period: String,
    before: String,
    table: StatementTable,
    /// Whether the surplus is that of the balance sheet, where the period begins with a book year.
    agrees: Option<bool>,
    is_empty: bool,
}

/// Shows the result of a period.
pub(crate) fn page(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    place: &Place,
    asked: &Asked,
) -> Result<IncomePage, StatementError> {
    let lists = Lists::read(reader, cooperative, place.today)?;
    let mut reading = Reading::of(asked);
    let (from, through) = reading.period(place.today);
    let unit = reading.unit(&lists.units);
    let income = compared_income(reader, cooperative, from, through, unit)?;
    let agrees = match from == year_start(through) {
        true => {
            let sheet = balance_sheet(reader, cooperative, through, unit)?;
            let own = own_movement(reader, cooperative, from, through, unit)?;
            let shown = crate::figures::total([sheet.amount(RUNNING_SURPLUS), -own])?;
            Some(shown == income.now.surplus)
        }
        false => None,
    };
    let (now, before) = (&income.now, &income.before);
    let links = |account| {
        let open = |from, through| place.account_link(account, from, through, unit);
        (open(now.from, now.as_of), open(before.from, before.as_of))
    };
    let heads = (period(now.from, now.as_of), period(before.from, before.as_of));
    let values = [("dari", from.to_string()), ("sampai", through.to_string()), ("unit", unit_value(unit))];
    let letterhead = place.surroundings(reader, cooperative, through)?.letterhead;
    Ok(IncomePage {
        period: heads.0.clone(),
        before: heads.1.clone(),
        table: StatementTable::of(("Uraian", ""), heads, income.rows(), links),
        agrees,
        is_empty: lists.is_empty(),
        around: lists.around(place, reading, letterhead, (through, unit), ("laporan/phu", &values)),
        income,
    })
}

/// What was posted on 31700 itself in the period, credit less debit: an opening balance, for example.
fn own_movement(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: BookDate,
    through: BookDate,
    unit: Option<kernel::UnitCode>,
) -> Result<Rupiah, StatementError> {
    let own =
        crate::account_ledger::account_ledger(reader, cooperative, RUNNING_SURPLUS, from, through, unit)?;
    crate::figures::total([own.credit, -own.debit])
}

impl Paper for IncomePage {
    fn document(&self) -> Document {
        Frame::around(&self.around).document(paper::income(&self.income, None))
    }

    fn file_name(&self) -> String {
        format!("phu-{}-{}", self.income.now.from, self.income.now.as_of)
    }

    fn has_problems(&self) -> bool {
        !self.around.problems.is_empty()
    }

    fn is_narrow(&self) -> bool {
        true
    }
}
