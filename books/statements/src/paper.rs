//! Statements and books as documents: the same rows as on the page, for a terminal or a workbook.

use kernel::BookDate;
use reports::{Cell, Column, Document, Paper, Part, Row, Table};

use crate::account_ledger::{AccountLedger, GeneralLedger};
use crate::book::BookRow;
use crate::cash_book::CashBook;
use crate::compare::{ComparedBalanceSheet, ComparedIncome, StatementRow, StatementRowKind};
use crate::pages::Around;
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
}

impl Frame {
    /// What a page says around its figures.
    pub fn around(around: &Around) -> Self {
        Self {
            owner: around.cooperative.clone(),
            unit: Some(around.unit.clone()).filter(|name| !name.is_empty()),
            coverage: around.coverage.clone(),
        }
    }

    fn document(
        &self,
        title: &str,
        period: String,
        tables: Vec<Table>,
        says: &[String],
        paper: Paper,
    ) -> Document {
        let unit = self.unit.as_ref().map(|name| format!("Unit {name}"));
        Document {
            subtitle: unit.into_iter().chain([period]).collect(),
            parts: tables.into_iter().map(Part::Table).collect(),
            footer: says.iter().cloned().chain([self.coverage.clone()]).collect(),
            paper,
            ..Document::new(&self.owner, title)
        }
    }

    pub fn balance_sheet(&self, sheet: &ComparedBalanceSheet) -> Document {
        let columns = |name: &str| {
            let (now, before) = (sheet.now.as_of.short(), sheet.before.as_of.short());
            vec![Column::text(name), Column::money(&now), Column::money(&before)]
        };
        let tables = vec![
            statement_table(columns("Harta (aset)"), sheet.assets()),
            statement_table(columns("Utang dan modal"), sheet.liabilities_and_equity()),
        ];
        let period = format!("per {}, dalam rupiah", sheet.now.as_of.long());
        let says = if sheet.now.balanced { "Neraca seimbang." } else { UNBALANCED };
        self.document("Neraca", period, tables, &[says.to_owned()], Paper::A4)
    }

    pub fn income(&self, income: &ComparedIncome) -> Document {
        let (now, before) = (&income.now, &income.before);
        let columns = vec![
            Column::text("Uraian"),
            Column::money(&period(now.from, now.as_of)),
            Column::money(&period(before.from, before.as_of)),
        ];
        let tables = vec![statement_table(columns, income.rows())];
        let head = format!("{}, dalam rupiah", period(now.from, now.as_of));
        self.document("Perhitungan Hasil Usaha", head, tables, &[], Paper::A4)
    }

    pub fn trial_balance(&self, trial: &TrialBalance) -> Document {
        let columns =
            vec![Column::text("Akun"), Column::text("Nama"), Column::money("Debet"), Column::money("Kredit")];
        let rows = trial.accounts.iter().map(|account| {
            let sides = [account.debit, account.credit].map(Cell::money_or_empty);
            Row::plain([account.code.into(), account.name.as_str().into()].into_iter().chain(sides).collect())
        });
        let totals = vec![Cell::Empty, "Jumlah".into(), trial.total_debit.into(), trial.total_credit.into()];
        let table =
            Table { heading: String::new(), columns, rows: rows.collect(), totals: vec![Row::plain(totals)] };
        let head = format!("per {}, dalam rupiah", trial.as_of.long());
        let says =
            if trial.total_debit == trial.total_credit { "Debet sama dengan kredit." } else { UNBALANCED };
        self.document("Neraca Saldo", head, vec![table], &[says.to_owned()], Paper::A4)
    }

    pub fn cash_book(&self, book: &CashBook) -> Document {
        let mut table = book_table(&book.rows);
        table.totals = vec![totals(book.debit, book.credit, book.closing)];
        let head = period(book.from, book.as_of);
        self.document(&book.title, head, vec![table], &[], Paper::A4Wide)
    }

    pub fn general_ledger(&self, ledger: &GeneralLedger) -> Document {
        let tables = ledger.accounts.iter().map(account_table).collect();
        self.document("Buku Besar", period(ledger.from, ledger.as_of), tables, &[], Paper::A4Wide)
    }
}

/// What a statement says where its sides differ, which the ledger does not let happen.
pub(crate) const UNBALANCED: &str = "TIDAK seimbang: jalankan `sokoguru audit` untuk mencari sebabnya.";

fn statement_table(columns: Vec<Column>, rows: Vec<StatementRow>) -> Table {
    let cells = |row: &StatementRow| {
        let name =
            if row.term.is_empty() { row.name.clone() } else { format!("{} ({})", row.name, row.term) };
        vec![name.into(), row.now.into(), row.before.into()]
    };
    let (totals, rows): (Vec<_>, Vec<_>) = rows.iter().partition(|row| row.kind == StatementRowKind::Total);
    Table {
        heading: String::new(),
        columns,
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

/// The eight columns that officers know.
fn book_table(rows: &[BookRow]) -> Table {
    let row = |row: &BookRow| {
        let no = if row.no == 0 { Cell::Empty } else { Cell::Number(row.no) };
        Row::plain(vec![
            no,
            row.date.into(),
            row.description.as_str().into(),
            row.voucher.as_str().into(),
            Cell::money_or_empty(row.debit),
            Cell::money_or_empty(row.credit),
            row.balance.into(),
            row.note.as_str().into(),
        ])
    };
    Table {
        heading: String::new(),
        columns: vec![
            Column::number("No"),
            Column::date("Tanggal"),
            Column::text("Uraian"),
            Column::text("Bukti"),
            Column::money("Debet"),
            Column::money("Kredit"),
            Column::money("Saldo"),
            Column::text("Keterangan"),
        ],
        rows: rows.iter().map(row).collect(),
        totals: Vec::new(),
    }
}

fn account_table(ledger: &AccountLedger) -> Table {
    let mut table = book_table(&ledger.rows);
    table.heading = format!("{} {}", ledger.code, ledger.name);
    table.totals = vec![totals(ledger.debit, ledger.credit, ledger.closing)];
    table
}

fn totals(debit: kernel::Rupiah, credit: kernel::Rupiah, closing: kernel::Rupiah) -> Row {
    let empty = || Cell::Empty;
    Row::plain(vec![
        empty(),
        empty(),
        "Jumlah".into(),
        empty(),
        debit.into(),
        credit.into(),
        closing.into(),
        empty(),
    ])
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
    }
}
