//! Workbooks written down as tables of text.
//!
//! A row is its cells with `|` between them: `=1200` is a number, `@2026-07-01` a date,
//! `#REF!` a failed formula, anything else text, `¶` a line break in it. A row that
//! begins with `~` is hidden.

use kernel::BookDate;
use rust_xlsxwriter::{Format, Formula, Workbook as Writer};
use sheets::{Asked, ListedKind, QuestionKind};
use spreadsheet::{Cell, Merged, Row, Sheet, Workbook};

/// One example: what the file holds and what must be read.
pub(crate) struct Book {
    /// The file under `tests/workbooks/`.
    pub(crate) file: &'static str,
    pub(crate) year: Option<i64>,
    pub(crate) sheets: &'static [Tab],
    /// `sheet | row | date | in | out | description`; a `?` after the date: assumed.
    pub(crate) rows: &'static [&'static str],
    /// Everything that a person must mend.
    pub(crate) problems: &'static [(&'static str, u32, ListedKind)],
    pub(crate) questions: &'static [(&'static str, QuestionKind)],
    /// Opening and closing of the book.
    pub(crate) ends: (Option<i64>, Option<i64>),
    /// Sheet and row of each break of the saldo.
    pub(crate) breaks: &'static [(&'static str, u32)],
}

/// One sheet of an example.
pub(crate) struct Tab {
    pub(crate) name: &'static str,
    pub(crate) rows: &'static [&'static str],
    /// First row (from 1), first column (from 0), last row, last column.
    pub(crate) merged: &'static [(u32, u16, u32, u16)],
}

impl Book {
    pub(crate) fn asked(&self) -> Asked {
        Asked { year: self.year, ..Asked::on(day("2026-11-24")) }
    }

    /// The cells as the reader of files would give them.
    pub(crate) fn workbook(&self) -> Workbook {
        Workbook { sheets: self.sheets.iter().map(Tab::sheet).collect(), ..Workbook::default() }
    }

    /// The file, as Excel would write it.
    pub(crate) fn xlsx(&self) -> Vec<u8> {
        let mut writer = Writer::new();
        let date = Format::new().set_num_format("dd/mm/yyyy");
        for tab in self.sheets {
            let page = writer.add_worksheet();
            page.set_name(tab.name).unwrap();
            for (top, left, bottom, right) in tab.merged {
                page.merge_range(top - 1, *left, bottom - 1, *right, "", &Format::new()).unwrap();
            }
            for row in &tab.sheet().rows {
                let number = row.number - 1;
                for (column, cell) in row.cells.iter().enumerate() {
                    let column = u16::try_from(column).unwrap();
                    match cell {
                        Cell::Empty => Ok(&mut *page),
                        Cell::Text(text) => page.write_string(number, column, text),
                        Cell::Number(value) => page.write_number(number, column, *value),
                        Cell::DateTime { serial } => {
                            page.write_number_with_format(number, column, *serial, &date)
                        }
                        Cell::Bool(value) => page.write_boolean(number, column, *value),
                        Cell::Error(text) => {
                            page.write_formula(number, column, Formula::new("=1/0").set_result(text))
                        }
                    }
                    .unwrap();
                }
                if row.hidden {
                    page.set_row_hidden(number).unwrap();
                }
            }
        }
        writer.save_to_buffer().unwrap()
    }
}

impl Tab {
    pub(crate) fn sheet(&self) -> Sheet {
        let merged = self.merged.iter().map(|(top, left, bottom, right)| Merged {
            first_row: *top,
            last_row: *bottom,
            first_column: u32::from(*left),
            last_column: u32::from(*right),
        });
        let rows =
            self.rows.iter().enumerate().map(|(place, text)| row(u32::try_from(place).unwrap() + 1, text));
        Sheet {
            name: self.name.to_owned(),
            hidden: false,
            rows: rows.filter(|row| row.cells.iter().any(|cell| !cell.is_blank())).collect(),
            merged: merged.collect(),
        }
    }
}

pub(crate) fn row(number: u32, text: &str) -> Row {
    let (hidden, text) = text.strip_prefix('~').map_or((false, text), |text| (true, text));
    Row { number, hidden, cells: text.split('|').map(cell).collect() }
}

pub(crate) fn cell(text: &str) -> Cell {
    let text = text.trim();
    if text.is_empty() {
        Cell::Empty
    } else if let Some(number) = text.strip_prefix('=') {
        Cell::Number(number.parse().unwrap())
    } else if let Some(date) = text.strip_prefix('@') {
        Cell::DateTime { serial: serial(day(date)) }
    } else if text.starts_with('#') {
        Cell::Error(text.to_owned())
    } else {
        Cell::Text(text.replace('¶', "\n"))
    }
}

pub(crate) fn serial(date: BookDate) -> f64 {
    32_874.0 + BookDate::MIN.days_until(date) as f64
}

pub(crate) fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}
