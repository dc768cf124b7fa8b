//! Laporan keuangan tahunan: the five statements of SAK EP in one document, each on a page of its own,
//! beside the year before, with the numbers of the notes (Permenkop 2/2024 art. 8).

use kernel::{BookDate, CooperativeId, UnitCode};
use reports::{Paper, Part};
use serde::Serialize;
use store::Reader;

use crate::balance_sheet::BalanceSheet;
use crate::cash_flow::{CashFlow, ComparedCashFlow, compared_cash_flow};
use crate::compare::{
    ComparedBalanceSheet, ComparedIncome, StatementRow, compared_balance_sheet, compared_income,
};
use crate::equity::{ComparedEquity, EquityChanges, compared_equity};
use crate::error::StatementError;
use crate::income::Income;
use crate::note_paper;
use crate::notes::{Notes, notes};
use crate::paper::{self, Sheet, period};
use crate::surroundings::Surroundings;

/// The five statements of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// Laporan posisi keuangan.
    pub balance_sheet: ComparedBalanceSheet,
    /// Perhitungan hasil usaha.
    pub income: ComparedIncome,
    /// Laporan perubahan ekuitas.
    pub equity: ComparedEquity,
    /// Laporan arus kas.
    pub cash_flow: ComparedCashFlow,
    /// Catatan atas laporan keuangan.
    pub notes: Notes,
}

/// The figures of a pack, as JSON has them.
#[derive(Serialize)]
pub(crate) struct PackFigures<'p> {
    from: BookDate,
    as_of: BookDate,
    balance_sheet: &'p BalanceSheet,
    income: &'p Income,
    equity: &'p EquityChanges,
    cash_flow: &'p CashFlow,
    notes: &'p Notes,
}

/// The five statements from a day through another, of one unit or of all together.
///
/// # Errors
/// As those of the five.
pub fn pack(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    (from, as_of): (BookDate, BookDate),
    unit: Option<UnitCode>,
    surroundings: &Surroundings,
) -> Result<Pack, StatementError> {
    let (identity, borrowed) = (surroundings.identity.clone(), surroundings.borrowed.clone());
    Ok(Pack {
        balance_sheet: compared_balance_sheet(reader, cooperative, as_of, unit)?,
        income: compared_income(reader, cooperative, from, as_of, unit)?,
        equity: compared_equity(reader, cooperative, from, as_of, unit)?,
        cash_flow: compared_cash_flow(reader, cooperative, from, as_of, unit)?,
        notes: notes(reader, cooperative, (from, as_of), unit, identity, borrowed)?,
    })
}

impl Pack {
    pub(crate) fn figures(&self) -> PackFigures<'_> {
        PackFigures {
            from: self.income.now.from,
            as_of: self.income.now.as_of,
            balance_sheet: &self.balance_sheet.now,
            income: &self.income.now,
            equity: &self.equity.now,
            cash_flow: &self.cash_flow.now,
            notes: &self.notes,
        }
    }

    /// The five, in the order of the standard.
    fn sheets(&self) -> [Sheet; 5] {
        let note_of = |row: &StatementRow| self.notes.number_of(row.account?, row.group);
        let named = |title: &str, sheet: Sheet| Sheet { title: title.to_owned(), ..sheet };
        [
            named(
                "Laporan Posisi Keuangan (Neraca)",
                paper::balance_sheet(&self.balance_sheet, Some(&note_of)),
            ),
            named("Laporan Perhitungan Hasil Usaha", paper::income(&self.income, Some(&note_of))),
            named("Laporan Perubahan Ekuitas", paper::equity(&self.equity)),
            named("Laporan Arus Kas", paper::cash_flow(&self.cash_flow)),
            note_paper::notes(&self.notes),
        ]
    }
}

/// The pack on paper: a list of what is in it, then every statement on a page of its own.
pub(crate) fn sheet(pack: &Pack) -> Sheet {
    let (from, as_of) = (pack.income.now.from, pack.income.now.as_of);
    let sheets = pack.sheets();
    let mut parts = vec![Part::Heading("Isi".to_owned())];
    let items = (1..).zip(&sheets).map(|(no, sheet)| Part::Item(format!("{no}."), sheet.title.clone()));
    parts.extend(items);
    parts.push(Part::Paragraph(
        "Catatan atas laporan keuangan adalah bagian yang tidak terpisahkan dari laporan ini.".to_owned(),
    ));
    for sheet in sheets {
        parts.push(Part::NewPage(sheet.title));
        parts.push(Part::Paragraph(sheet.period));
        parts.extend(sheet.parts);
        parts.extend(sheet.says.into_iter().map(Part::Paragraph));
    }
    Sheet {
        title: "Laporan Keuangan Tahunan".to_owned(),
        period: period(from, as_of),
        parts,
        says: Vec::new(),
        paper: Paper::A4,
    }
}
