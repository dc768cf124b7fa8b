//! Neraca on the screen: two columns, beside the previous year-end, and what changed most.

use askama::Template;
use kernel::{AccountCode, BookDate, CooperativeId, UnitCode};
use reports::Document;
use store::Reader;

use super::Paper;
use super::asked::{Asked, Reading};
use super::lists::{Around, Lists};
use super::place::{Place, unit_value};
use super::statement::{StatementTable, signed};
use crate::RUNNING_SURPLUS;
use crate::changes::largest_changes;
use crate::compare::{ComparedBalanceSheet, compared_balance_sheet};
use crate::error::StatementError;
use crate::figures::year_start;
use crate::paper::{self, Frame, UNBALANCED};

/// Sentences below the statement.
const CHANGES: usize = 3;

#[derive(Template)]
#[template(path = "balance_sheet.html")]
pub(crate) struct BalanceSheetPage {
    around: Around,
    sheet: ComparedBalanceSheet,
    tables: [StatementTable; 2],
    changes: Vec<ChangeLine>,
    unbalanced: &'static str,
    is_empty: bool,
}

struct ChangeLine {
    sentence: String,
    amount: String,
    link: String,
}

/// Shows the balance sheet of a day.
pub(crate) fn page(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    place: &Place,
    asked: &Asked,
) -> Result<BalanceSheetPage, StatementError> {
    let lists = Lists::read(reader, cooperative, place.today)?;
    let mut reading = Reading::of(asked);
    let day = reading.day(place.today);
    let unit = reading.unit(&lists.units);
    let sheet = compared_balance_sheet(reader, cooperative, day, unit)?;
    let open = |account, day| link(place, account, day, unit);
    let links = |account| (open(account, sheet.now.as_of), open(account, sheet.before.as_of));
    let heads = || (sheet.now.as_of.short(), sheet.before.as_of.short());
    let tables = [
        StatementTable::of(("Harta", "aset"), heads(), sheet.assets(), links),
        StatementTable::of(("Utang dan modal", ""), heads(), sheet.liabilities_and_equity(), links),
    ];
    let changes = largest_changes(&sheet, CHANGES)
        .iter()
        .map(|change| ChangeLine {
            sentence: change.sentence(),
            amount: signed(change.difference()),
            link: open(change.account, day),
        })
        .collect();
    let letterhead = place.surroundings(reader, cooperative, day)?.letterhead;
    let values = [("tanggal", day.to_string()), ("unit", unit_value(unit))];
    Ok(BalanceSheetPage {
        is_empty: lists.is_empty(),
        around: lists.around(place, reading, letterhead, (day, unit), ("laporan/neraca", &values)),
        tables,
        changes,
        unbalanced: UNBALANCED,
        sheet,
    })
}

/// What an amount opens: the account from the beginning of its book year; the running surplus opens the
/// statement that it is the last line of.
fn link(place: &Place, account: AccountCode, day: BookDate, unit: Option<UnitCode>) -> String {
    if account == RUNNING_SURPLUS {
        let from = year_start(day).to_string();
        let values = [("dari", from), ("sampai", day.to_string()), ("unit", unit_value(unit))];
        return place.link("laporan/phu", &values);
    }
    place.account_link(account, year_start(day), day, unit)
}

impl Paper for BalanceSheetPage {
    fn document(&self) -> Document {
        Frame::around(&self.around).document(paper::balance_sheet(&self.sheet, None))
    }

    fn file_name(&self) -> String {
        format!("neraca-{}", self.sheet.now.as_of)
    }

    fn has_problems(&self) -> bool {
        !self.around.problems.is_empty()
    }
}
