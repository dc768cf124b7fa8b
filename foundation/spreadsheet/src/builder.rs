//! Gathers cells into a workbook and stops before it takes too much memory.

use std::collections::BTreeMap;

use crate::{Cell, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Merged, Row, Sheet, SpreadsheetError, Workbook};

/// Places held in all rows, gaps before the last filled cell included: 96 MB.
const MAX_PLACES: usize = 4_000_000;
/// Bytes of text in all cells.
const MAX_TEXT: usize = 48 * 1024 * 1024;
/// Merged blocks a sheet; more are of no use to anybody.
const MAX_MERGED: usize = 20_000;

/// A workbook while it is read.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    workbook: Workbook,
    rows: usize,
    places: usize,
    text: usize,
    is_cut: bool,
    sheet: Sheet,
    /// The row that cells go to now: they come in order, as good as always.
    row: Row,
    finished: BTreeMap<u32, Row>,
}

impl Builder {
    pub(crate) fn start_sheet(&mut self, name: &str, hidden: bool, merged: Vec<Merged>) {
        self.sheet = Sheet { name: name.to_owned(), hidden, rows: Vec::new(), merged };
        self.sheet.merged.truncate(MAX_MERGED);
    }

    /// Puts a cell where it belongs: row from 1, column from 0. A blank cell is nothing.
    pub(crate) fn put(&mut self, row: u32, column: usize, cell: Cell) -> Result<(), SpreadsheetError> {
        if cell.is_blank() {
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            self.is_cut = true;
            return Ok(());
        }
        if let Cell::Text(text) | Cell::Error(text) = &cell {
            self.text += text.len();
        }
        if self.row.number != row {
            self.finish_row();
            self.row = self.finished.remove(&row).unwrap_or_else(|| {
                self.rows += 1;
                Row { number: row, hidden: false, cells: Vec::new() }
            });
        }
        if self.row.cells.len() <= column {
            self.places += column + 1 - self.row.cells.len();
            self.row.cells.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = self.row.cells.get_mut(column) {
            *place = cell;
        }
        if self.rows > MAX_ROWS || self.places > MAX_PLACES || self.text > MAX_TEXT {
            return Err(SpreadsheetError::TooMuch { rows: MAX_ROWS });
        }
        Ok(())
    }

    /// Merged blocks that are only known after the cells.
    pub(crate) fn merge(&mut self, merged: Vec<Merged>) {
        self.sheet.merged = merged;
        self.sheet.merged.truncate(MAX_MERGED);
    }

    /// `hidden` are the numbers of hidden rows, sorted.
    pub(crate) fn finish_sheet(&mut self, hidden: &[u32]) -> Result<(), SpreadsheetError> {
        self.finish_row();
        let mut sheet = std::mem::take(&mut self.sheet);
        sheet.rows = std::mem::take(&mut self.finished).into_values().collect();
        for row in &mut sheet.rows {
            row.hidden = hidden.binary_search(&row.number).is_ok();
            row.cells.shrink_to_fit();
        }
        if std::mem::take(&mut self.is_cut) {
            self.warn(&format!(
                "Lembar {} punya isi di luar {MAX_COLUMNS} kolom pertama: kolom selebihnya tidak dibaca.",
                sheet.name
            ));
        }
        self.workbook.sheets.push(sheet);
        check_sheets(self.workbook.sheets.len())
    }

    pub(crate) fn warn(&mut self, sentence: &str) {
        if !self.workbook.warnings.iter().any(|known| known == sentence) {
            self.workbook.warnings.push(sentence.to_owned());
        }
    }

    pub(crate) fn finish(mut self, counts_from_1904: bool) -> Workbook {
        self.workbook.counts_from_1904 = counts_from_1904;
        self.workbook
    }

    fn finish_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if !row.cells.is_empty() {
            self.finished.insert(row.number, row);
        }
    }
}

/// More than [`MAX_SHEETS`] is somebody's archive, not a cash book.
pub(crate) fn check_sheets(count: usize) -> Result<(), SpreadsheetError> {
    if count > MAX_SHEETS {
        return Err(SpreadsheetError::TooManySheets { count, max: MAX_SHEETS });
    }
    Ok(())
}

/// Said of a workbook with a program inside.
pub(crate) const MACROS: &str =
    "Berkas ini berisi makro: makronya tidak dijalankan, hanya isi sel yang dibaca.";
/// Said of a workbook that takes values from others.
pub(crate) const LINKS: &str =
    "Berkas ini mengambil angka dari berkas lain: yang dibaca adalah angka terakhir yang tersimpan.";
