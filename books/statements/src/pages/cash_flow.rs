//! Arus kas on the screen, beside the same period a year earlier.

use askama::Template;
use kernel::CooperativeId;
use reports::Document;
use store::Reader;

use super::Paper;
use super::asked::{Asked, Reading};
use super::lists::{Around, Lists};
use super::place::{Place, unit_value};
use super::statement::StatementTable;
use crate::cash_flow::{ComparedCashFlow, compared_cash_flow};
use crate::error::StatementError;
use crate::paper::{self, Frame, period};

#[derive(Template)]
#[template(path = "cash_flow.html")]
pub(crate) struct CashFlowPage {
    around: Around,
    flow: ComparedCashFlow,
    period: String,
    before: String,
    table: StatementTable,
    is_empty: bool,
}

/// Shows where money came from and where it went.
pub(crate) fn page(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    place: &Place,
    asked: &Asked,
) -> Result<CashFlowPage, StatementError> {
    let lists = Lists::read(reader, cooperative, place.today)?;
    let mut reading = Reading::of(asked);
    let (from, through) = reading.period(place.today);
    let unit = reading.unit(&lists.units);
    let flow = compared_cash_flow(reader, cooperative, from, through, unit)?;
    let (now, before) = (&flow.now, &flow.before);
    let links = |account| {
        let open = |from, through| place.account_link(account, from, through, unit);
        (open(now.from, now.as_of), open(before.from, before.as_of))
    };
    let heads = (period(now.from, now.as_of), period(before.from, before.as_of));
    let values = [("dari", from.to_string()), ("sampai", through.to_string()), ("unit", unit_value(unit))];
    let letterhead = place.surroundings(reader, cooperative, through)?.letterhead;
    Ok(CashFlowPage {
        period: heads.0.clone(),
        before: heads.1.clone(),
        table: StatementTable::of(("Uraian", ""), heads, flow.rows(), links),
        is_empty: lists.is_empty(),
        around: lists.around(place, reading, letterhead, (through, unit), ("laporan/arus-kas", &values)),
        flow,
    })
}

impl Paper for CashFlowPage {
    fn document(&self) -> Document {
        Frame::around(&self.around).document(paper::cash_flow(&self.flow))
    }

    fn file_name(&self) -> String {
        format!("arus-kas-{}-{}", self.flow.now.from, self.flow.now.as_of)
    }

    fn has_problems(&self) -> bool {
        !self.around.problems.is_empty()
    }

    fn is_narrow(&self) -> bool {
        true
    }
}
