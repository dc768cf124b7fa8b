//! Statements and books as documents: the same rows as on the page, for a terminal, a workbook or paper.

use kernel::{BookDate, Rupiah};
use reports::{Cell, Column, Document, Paper, Part, Row, Table};

use crate::cash_flow::ComparedCashFlow;
use crate::compare::{ComparedBalanceSheet, ComparedIncome, StatementRow, StatementRowKind};
use crate::equity::{ComparedEquity, EquityChanges};
use crate::figures::year_start;
use crate::pages::Around;
use crate::surroundings::Letterhead;
use crate::trial_balance::TrialBalance;

/// What every document says above and below its tables.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    /// The cooperative.
    pub owner: String,
    /// The business unit, where it is about one.
    pub unit: Option<String>,
    /// How far the books reach.
    pub coverage: String,
    /// Head and foot.
    pub letterhead: Letterhead,
}

/// A statement on its way to paper: alone, or as one of several.
#[derive(Debug, Clone)]
pub(crate) struct Sheet {
    pub title: String,
    /// The line below the title.
    pub period: String,
    pub parts: Vec<Part>,
    /// What is said below its tables, a line each.
    pub says: Vec<String>,
    pub paper: Paper,
}

/// Gives the number of the note that a row is explained in.
pub(crate) type NoteOf<'n> = &'n dyn Fn(&StatementRow) -> Option<i64>;

impl Frame {
    /// What a page says around its figures.
    pub fn around(around: &Around) -> Self {
        Self {
            owner: around.cooperative.clone(),
            unit: Some(around.unit.clone()).filter(|name| !name.is_empty()),
            coverage: around.coverage.clone(),
            letterhead: around.letterhead.clone(),
        }
    }

    /// A sheet with head and foot.
    pub fn document(&self, sheet: Sheet) -> Document {
        let unit = self.unit.as_ref().map(|name| format!("Unit {name}"));
        Document {
            letterhead: self.letterhead.lines.clone(),
            subtitle: unit.into_iter().chain([sheet.period]).filter(|line| !line.is_empty()).collect(),
            parts: sheet.parts,
            footer: sheet.says.into_iter().chain([self.coverage.clone()]).collect(),
            signing: self.letterhead.signing.clone(),
            seal: self.letterhead.seal.clone(),
            paper: sheet.paper,
            ..Document::new(&self.owner, &sheet.title)
        }
    }
}

/// The balance sheet.
pub(crate) fn balance_sheet(sheet: &ComparedBalanceSheet, note_of: Option<NoteOf<'_>>) -> Sheet {
    let heads = [sheet.now.as_of.short(), sheet.before.as_of.short()];
    let table = |name: &str, rows| Part::Table(statement_table(name, &heads, rows, note_of));
    let says = if sheet.now.balanced { "Neraca seimbang." } else { UNBALANCED };
    Sheet {
        title: "Neraca".to_owned(),
        period: format!("per {}, dalam rupiah", sheet.now.as_of.long()),
        parts: vec![
            table("Harta (aset)", sheet.assets()),
            table("Utang dan modal", sheet.liabilities_and_equity()),
        ],
        says: vec![says.to_owned()],
        paper: Paper::A4,
    }
}

/// The statement of income.
pub(crate) fn income(income: &ComparedIncome, note_of: Option<NoteOf<'_>>) -> Sheet {
    let (now, before) = (&income.now, &income.before);
    let heads = [head(now.from, now.as_of), head(before.from, before.as_of)];
    Sheet {
        title: "Perhitungan Hasil Usaha".to_owned(),
        period: format!("{}, dalam rupiah", period(now.from, now.as_of)),
        parts: vec![Part::Table(statement_table("Uraian", &heads, income.rows(), note_of))],
        says: Vec::new(),
        paper: Paper::A4,
    }
}

/// The changes in equity, this period and the one before, a table each.
pub(crate) fn equity(equity: &ComparedEquity) -> Sheet {
    Sheet {
        title: "Perubahan Modal (Ekuitas)".to_owned(),
        period: format!("{}, dalam rupiah", period(equity.now.from, equity.now.as_of)),
        parts: [&equity.now, &equity.before].map(|changes| Part::Table(equity_table(changes))).into(),
        says: Vec::new(),
        paper: Paper::A4,
    }
}

fn equity_table(changes: &EquityChanges) -> Table {
    let cells = |name: &str, amounts: [Rupiah; 4]| {
        [Cell::from(name)].into_iter().chain(amounts.map(Cell::from)).collect::<Vec<_>>()
    };
    let rows = changes.lines.iter().map(|line| {
        Row::plain(cells(&line.name, [line.opening, line.additions, -line.reductions, line.closing]))
    });
    let sums = [changes.opening, changes.additions, -changes.reductions, changes.closing];
    Table {
        heading: period(changes.from, changes.as_of),
        columns: vec![
            Column::text("Modal"),
            Column::money("Awal"),
            Column::money("Bertambah"),
            Column::money("Berkurang"),
            Column::money("Akhir"),
        ],
        rows: rows.collect(),
        totals: vec![Row::plain(cells("Jumlah modal sendiri", sums))],
    }
}

/// The cash flow.
pub(crate) fn cash_flow(flow: &ComparedCashFlow) -> Sheet {
    let (now, before) = (&flow.now, &flow.before);
    let heads = [head(now.from, now.as_of), head(before.from, before.as_of)];
    let says = if now.agrees() { CASH_AGREES } else { UNBALANCED };
    Sheet {
        title: "Arus Kas".to_owned(),
        period: format!("{}, dalam rupiah", period(now.from, now.as_of)),
        parts: vec![Part::Table(statement_table("Uraian", &heads, flow.rows(), None))],
        says: vec![says.to_owned()],
        paper: Paper::A4,
    }
}

/// The trial balance.
pub(crate) fn trial_balance(trial: &TrialBalance) -> Sheet {
    let columns =
        vec![Column::text("Akun"), Column::text("Nama"), Column::money("Debet"), Column::money("Kredit")];
    let rows = trial.accounts.iter().map(|account| {
        let sides = [account.debit, account.credit].map(Cell::money_or_empty);
        Row::plain([account.code.into(), account.name.as_str().into()].into_iter().chain(sides).collect())
    });
    let totals = vec![Cell::Empty, "Jumlah".into(), trial.total_debit.into(), trial.total_credit.into()];
    let table =
        Table { heading: String::new(), columns, rows: rows.collect(), totals: vec![Row::plain(totals)] };
    let says = if trial.total_debit == trial.total_credit { "Debet sama dengan kredit." } else { UNBALANCED };
    Sheet {
        title: "Neraca Saldo".to_owned(),
        period: format!("per {}, dalam rupiah", trial.as_of.long()),
        parts: vec![Part::Table(table)],
        says: vec![says.to_owned()],
        paper: Paper::A4,
    }
}

/// What a cash flow says where its parts explain the change of cash.
pub(crate) const CASH_AGREES: &str = "Kas dan bank awal dan akhir sama dengan neraca.";

/// What a statement says where its sides differ, which the ledger does not let happen.
pub(crate) const UNBALANCED: &str = "TIDAK seimbang: jalankan `sokoguru audit` untuk mencari sebabnya.";

/// Rows with two amounts, and the number of their note between where there are notes.
fn statement_table(
    name: &str,
    heads: &[String; 2],
    rows: Vec<StatementRow>,
    note_of: Option<NoteOf<'_>>,
) -> Table {
    let cells = |row: &StatementRow| {
        let name =
            if row.term.is_empty() { row.name.clone() } else { format!("{} ({})", row.name, row.term) };
        let note = note_of.map(|note_of| note_of(row).map_or(Cell::Empty, Cell::Number));
        [Cell::from(name)].into_iter().chain(note).chain([row.now.into(), row.before.into()]).collect()
    };
    let note = note_of.map(|_| Column::number("Catatan"));
    let amounts = heads.iter().map(|head| Column::money(head));
    let (totals, rows): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.kind == StatementRowKind::Total);
    Table {
        heading: String::new(),
        columns: [Column::text(name)].into_iter().chain(note).chain(amounts).collect(),
        rows: rows
            .into_iter()
            .map(|row| match row.kind {
                StatementRowKind::Heading => Row::heading(0, &row.name),
                StatementRowKind::Line => Row::detail(cells(row)),
                StatementRowKind::Subtotal | StatementRowKind::Total => Row::subtotal(cells(row)),
            })
            .collect(),
        totals: totals.into_iter().map(|row| Row::plain(cells(row))).collect(),
    }
}

/// A period above a column of amounts: a whole book year is its number.
pub(crate) fn head(from: BookDate, through: BookDate) -> String {
    match from == year_start(through) && through.plus_days(1).year() > through.year() {
        true => through.year().to_string(),
        false => period(from, through),
    }
}

/// A period as people say it: "November 2026", "Januari – Oktober 2026", "1 Nov 2026 – 24 Nov 2026".
pub(crate) fn period(from: BookDate, through: BookDate) -> String {
    let (first, last) = (from.month_of(), through.month_of());
    let is_whole = from == first.first_day() && through == last.last_day();
    match is_whole {
        true if first == last => first.long(),
        true if first.year() == last.year() => {
            let long = first.long();
            let name = long.split(' ').next().unwrap_or_default();
            format!("{name} – {}", last.long())
        }
        true => format!("{} – {}", first.long(), last.long()),
        false => format!("{} – {}", from.short(), through.short()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_said_as_people_say_it() {
        let said = |from, through| {
            let day = |text| BookDate::parse(text).expect("a date");
            period(day(from), day(through))
        };
        assert_eq!(said("2026-11-01", "2026-11-30"), "November 2026");
        assert_eq!(said("2026-01-01", "2026-10-31"), "Januari – Oktober 2026");
        assert_eq!(said("2025-07-01", "2026-06-30"), "Juli 2025 – Juni 2026");
        assert_eq!(said("2026-11-01", "2026-11-24"), "1 Nov 2026 – 24 Nov 2026");
        let day = |text| BookDate::parse(text).expect("a date");
        assert_eq!(head(day("2026-01-01"), day("2026-12-31")), "2026");
        assert_eq!(head(day("2026-01-01"), day("2026-11-30")), "Januari – November 2026");
    }
}
