//! Which column is what: known layouts of banks, and what somebody has shown for an account.

use std::sync::LazyLock;

use kernel::{BookDate, fold};
use serde::{Deserialize, Serialize};
use spreadsheet::{Row, Sheet, Workbook};

use crate::amount::Decimals;

/// How far from the top headings are looked for.
const HEAD_ROWS: usize = 60;

/// Which part of a date comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DateOrder {
    /// Day, month, year.
    #[default]
    Dmy,
    /// Month, day, year.
    Mdy,
}

/// Which column is what, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Columns {
    pub date: usize,
    /// What the bank writes, joined where there are several.
    pub description: Vec<usize>,
    /// Money out of the account: the bank's *debit*.
    pub out: Option<usize>,
    /// Money into the account: the bank's *kredit*.
    pub into: Option<usize>,
    /// One column for both directions.
    pub amount: Option<usize>,
    /// The letters for it; where there are none, they stand beside the amount.
    pub sign: Option<usize>,
    pub balance: Option<usize>,
    pub order: DateOrder,
    pub decimals: Decimals,
}

impl Columns {
    /// Whether an amount can be found by them.
    pub fn is_complete(&self) -> bool {
        self.amount.is_some() || (self.out.is_some() && self.into.is_some())
    }
}

/// Columns that somebody has shown, with the headings under which they stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Remembered {
    /// As [`headings`] gives them; empty for a file without.
    pub headings: String,
    pub columns: Columns,
}

/// Where the lines of a file are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Whose layout: "BRI", or "dipetakan".
    pub name: String,
    pub sheet: usize,
    /// The first row with lines, by its place among the rows of the sheet.
    pub first: usize,
    pub columns: Columns,
}

impl Found {
    /// The first row with lines in another sheet: below the same headings.
    pub fn again(&self, workbook: &Workbook, sheet: &Sheet) -> Option<usize> {
        let above = self.first.checked_sub(1)?;
        let wanted = headings(workbook.sheets.get(self.sheet)?.rows.get(above)?);
        let place = sheet.rows.iter().take(HEAD_ROWS).position(|row| headings(row) == wanted)?;
        Some(place + 1)
    }
}

/// A layout that the program knows.
#[derive(Debug, Deserialize)]
struct Known {
    bank: String,
    date: String,
    description: String,
    out: String,
    into: String,
    amount: String,
    sign: String,
    balance: String,
    date_order: DateOrder,
    decimals: Decimals,
    valid_from: BookDate,
    source: String,
}

#[expect(clippy::expect_used, reason = "the file is in the program and read by a test")]
static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let text: &[u8] = include_bytes!("../parameters/layouts.csv");
    csv::Reader::from_reader(text).deserialize().collect::<Result<_, _>>().expect("the layouts read")
});

impl Known {
    /// The columns of this layout under a row of headings, with how many were found.
    fn columns(&self, row: &Row) -> Option<(usize, Columns)> {
        let all = |spellings: &str| -> Vec<usize> {
            let spelled = |heading: &str| spellings.split('|').any(|spelling| spelling == heading);
            let heads = row.cells.iter().map(|cell| fold(&cell.shown()));
            heads.enumerate().filter(|(_, head)| !head.is_empty() && spelled(head)).map(|(n, _)| n).collect()
        };
        let first = |spellings: &str| all(spellings).first().copied();
        let columns = Columns {
            date: first(&self.date)?,
            description: all(&self.description),
            out: first(&self.out),
            into: first(&self.into),
            amount: first(&self.amount),
            sign: first(&self.sign),
            balance: first(&self.balance),
            order: self.date_order,
            decimals: self.decimals,
        };
        let found = [columns.out, columns.into, columns.amount, columns.sign, columns.balance];
        let score = found.iter().flatten().count() + columns.description.len().min(1) + 1;
        let has_sides = columns.out.is_some() && columns.into.is_some();
        let has_signed = columns.amount.is_some() && columns.sign.is_some();
        (columns.is_complete() && (has_sides || has_signed)).then_some((score, columns))
    }
}

/// The headings of a row as they are remembered: folded, without empty ones at the end.
pub(crate) fn headings(row: &Row) -> String {
    let heads: Vec<String> = row.cells.iter().map(|cell| fold(&cell.shown())).collect();
    heads.join("|").trim_end_matches('|').to_owned()
}

/// Where the lines of a file are: by what somebody has shown, else by the known layout that recognises most
/// headings. Nothing where neither fits.
pub(crate) fn find(workbook: &Workbook, remembered: Option<&Remembered>, today: BookDate) -> Option<Found> {
    remembered
        .and_then(|remembered| find_remembered(workbook, remembered))
        .or_else(|| find_known(workbook, today))
}

fn find_remembered(workbook: &Workbook, remembered: &Remembered) -> Option<Found> {
    let found = |sheet, first| Found {
        name: "dipetakan".to_owned(),
        sheet,
        first,
        columns: remembered.columns.clone(),
    };
    if remembered.headings.is_empty() {
        return (!workbook.sheets.is_empty()).then(|| found(0, 0));
    }
    head_rows(workbook)
        .find(|(_, _, row)| headings(row) == remembered.headings)
        .map(|(sheet, row, _)| found(sheet, row + 1))
}

fn find_known(workbook: &Workbook, today: BookDate) -> Option<Found> {
    let mut best: Option<(usize, Found)> = None;
    for (sheet, row, cells) in head_rows(workbook) {
        for known in KNOWN.iter().filter(|known| known.valid_from <= today) {
            if let Some((score, columns)) = known.columns(cells)
                && best.as_ref().is_none_or(|(before, _)| score > *before)
            {
                best = Some((score, Found { name: known.bank.clone(), sheet, first: row + 1, columns }));
            }
        }
    }
    best.map(|(_, found)| found)
}

/// The rows where headings may stand: sheet, place of the row, row.
fn head_rows(workbook: &Workbook) -> impl Iterator<Item = (usize, usize, &Row)> {
    workbook.sheets.iter().enumerate().filter(|(_, sheet)| !sheet.hidden).flat_map(|(number, sheet)| {
        sheet.rows.iter().take(HEAD_ROWS).enumerate().map(move |(place, row)| (number, place, row))
    })
}

/// The banks whose layout is known, and where that comes from.
pub(crate) fn known_banks() -> Vec<(&'static str, &'static str)> {
    KNOWN.iter().map(|known| (known.bank.as_str(), known.source.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_known_layout_is_folded_as_headings_are_and_names_its_source() {
        assert_eq!(KNOWN.len(), 4);
        for known in KNOWN.iter() {
            let columns = [
                &known.date,
                &known.description,
                &known.out,
                &known.into,
                &known.amount,
                &known.sign,
                &known.balance,
            ];
            for spelling in columns.iter().flat_map(|column| column.split('|')) {
                assert_eq!(fold(spelling), spelling, "{}", known.bank);
            }
            assert!(!known.source.is_empty());
        }
    }
}
