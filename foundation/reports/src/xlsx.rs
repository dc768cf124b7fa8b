//! A document as an Excel workbook: real numbers and dates, headings that stay in sight and are printed
//! on every page, A4.

use kernel::{BookDate, Rupiah};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};
use thiserror::Error;

use crate::document::{Align, Cell, Column, Document, Kind, Paper, Part, Row, RowKind, Table};

/// As money stands in a statement: a negative in parentheses, nothing as a dash.
const MONEY: &str = "#,##0;(#,##0);\"–\"";
const DATE: &str = "d mmm yyyy";

/// Excel keeps numbers as IEEE doubles, which are exact to here; a larger amount is written as words.
const EXACT_MAX: i64 = 9_007_199_254_740_992;

/// Widths of columns, in characters.
const WORDS_WIDTH_MAX: usize = 52;
const MONEY_WIDTH_MIN: usize = 15;
const DATE_WIDTH: usize = 12;

const PAPER_A4: u8 = 9;

/// Why there is no workbook.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReportError {
    /// More rows than a sheet has, or a text longer than a cell takes.
    #[error("Berkas Excel tidak bisa dibuat. Pilih masa yang lebih pendek, lalu unduh lagi.")]
    Workbook(String),
}

impl From<XlsxError> for ReportError {
    fn from(error: XlsxError) -> Self {
        Self::Workbook(error.to_string())
    }
}

/// Writes a document as the bytes of a workbook with one sheet.
///
/// # Errors
/// [`ReportError::Workbook`] where a sheet cannot hold it.
pub fn xlsx(document: &Document) -> Result<Vec<u8>, ReportError> {
    let mut workbook = Workbook::new();
    // No time of making: the same document gives the same bytes.
    let epoch = ExcelDateTime::from_ymd(2025, 1, 1)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&document.title)
            .set_author(&document.owner)
            .set_creation_datetime(&epoch),
    );
    let sheet = workbook.add_worksheet();
    sheet.set_name(sheet_name(&document.title))?;
    Writer { sheet, row: 0, first_heading: None }.document(document)?;
    Ok(workbook.save_to_buffer()?)
}

/// A sheet's name has at most 31 characters, and none of these.
fn sheet_name(title: &str) -> String {
    let name: String = title
        .chars()
        .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') { ' ' } else { c })
        .take(31)
        .collect();
    let name = name.trim();
    if name.is_empty() { "Laporan".to_owned() } else { name.to_owned() }
}

struct Writer<'w> {
    sheet: &'w mut Worksheet,
    row: u32,
    first_heading: Option<u32>,
}

impl Writer<'_> {
    fn document(&mut self, document: &Document) -> Result<(), ReportError> {
        self.words(&document.owner, &Format::new().set_bold())?;
        self.words(&document.title, &Format::new().set_bold().set_font_size(14))?;
        for line in &document.subtitle {
            self.words(line, &Format::new())?;
        }
        for part in &document.parts {
            match part {
                Part::Heading(text) | Part::NewPage(text) => {
                    self.row += 1;
                    self.words(text, &Format::new().set_bold())?;
                }
                Part::Paragraph(text) => self.words(text, &Format::new())?,
                Part::Item(mark, text) => self.words(&format!("{mark} {text}"), &Format::new())?,
                Part::Table(table) => {
                    self.row += 1;
                    self.table(table)?;
                }
            }
        }
        self.row += 1;
        for line in &document.footer {
            self.words(line, &Format::new().set_italic())?;
        }
        self.widths(&document.tables().collect::<Vec<_>>())?;
        self.page(document)
    }

    /// A line across the page, in the first column.
    fn words(&mut self, text: &str, format: &Format) -> Result<(), ReportError> {
        if !text.is_empty() {
            self.sheet.write_string_with_format(self.row, 0, text, format)?;
            self.row += 1;
        }
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), ReportError> {
        self.words(&table.heading, &Format::new().set_bold())?;
        self.first_heading.get_or_insert(self.row);
        for (n, column) in (0_u16..).zip(&table.columns) {
            let format = heading_format(column);
            self.sheet.write_string_with_format(self.row, n, &column.name, &format)?;
        }
        self.row += 1;
        let styles: Vec<Styles> = table.columns.iter().map(Styles::of).collect();
        for row in &table.rows {
            self.cells(table, row, |n| styles.get(n).map(|style| style.row(row.kind)))?;
        }
        for row in &table.totals {
            self.cells(table, row, |n| styles.get(n).map(|style| &style.total))?;
        }
        Ok(())
    }

    fn cells<'s>(
        &mut self,
        table: &Table,
        row: &Row,
        style: impl Fn(usize) -> Option<&'s Format>,
    ) -> Result<(), ReportError> {
        for (n, _) in table.columns.iter().enumerate() {
            let (Ok(column), Some(style)) = (u16::try_from(n), style(n)) else { continue };
            self.cell(column, row.cell(n), style)?;
        }
        self.row += 1;
        Ok(())
    }

    fn cell(&mut self, column: u16, cell: &Cell, style: &Format) -> Result<(), ReportError> {
        let row = self.row;
        match cell {
            Cell::Empty => self.sheet.write_blank(row, column, style)?,
            Cell::Text(text) => self.sheet.write_string_with_format(row, column, text, style)?,
            Cell::Number(number) => self.number(column, Rupiah(*number), style)?,
            Cell::Money(amount) => self.number(column, *amount, style)?,
            Cell::Date(date) => self.sheet.write_datetime_with_format(row, column, &day(*date)?, style)?,
        };
        Ok(())
    }

    fn number(&mut self, column: u16, number: Rupiah, style: &Format) -> Result<&mut Worksheet, XlsxError> {
        if number.abs().0 <= EXACT_MAX {
            self.sheet.write_with_format(self.row, column, number.0, style)
        } else {
            self.sheet.write_string_with_format(self.row, column, number.plain(), style)
        }
    }

    fn widths(&mut self, tables: &[&Table]) -> Result<(), ReportError> {
        let columns = tables.iter().map(|table| table.columns.len()).max().unwrap_or(0);
        for n in 0..columns {
            let width = tables.iter().map(|table| width(table, n)).max().unwrap_or(0);
            let (Ok(column), Ok(width)) = (u16::try_from(n), u16::try_from(width)) else { continue };
            self.sheet.set_column_width(column, f64::from(width))?;
        }
        Ok(())
    }

    fn page(&mut self, document: &Document) -> Result<(), ReportError> {
        self.sheet.set_paper_size(PAPER_A4).set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3);
        // As many pages as it takes, but never cut in width.
        self.sheet.set_print_fit_to_pages(1, 0).set_footer("&L&8&F&R&8halaman &P dari &N");
        if document.paper == Paper::A4Wide {
            self.sheet.set_landscape();
        }
        if let Some(heading) = self.first_heading {
            self.sheet.set_freeze_panes(heading + 1, 0)?.set_repeat_rows(heading, heading)?;
        }
        Ok(())
    }
}

fn day(date: BookDate) -> Result<ExcelDateTime, ReportError> {
    let year = u16::try_from(date.year()).unwrap_or(1990);
    let part = |number| u8::try_from(number).unwrap_or(1);
    Ok(ExcelDateTime::from_ymd(year, part(date.month()), part(date.day()))?)
}

fn width(table: &Table, n: usize) -> usize {
    let Some(column) = table.columns.get(n) else { return 0 };
    let rows = table.rows.iter().chain(&table.totals).filter(|row| row.kind != RowKind::Heading);
    let longest = rows.map(|row| row.cell(n).shown().chars().count()).max().unwrap_or(0) + 2;
    let longest = longest.max(column.name.chars().count() + 2);
    match column.kind {
        Kind::Text => longest.min(WORDS_WIDTH_MAX),
        Kind::Number => longest,
        Kind::Money => longest.max(MONEY_WIDTH_MIN),
        Kind::Date => DATE_WIDTH,
    }
}

fn heading_format(column: &Column) -> Format {
    base(column)
        .set_bold()
        .set_text_wrap()
        .set_border_top(FormatBorder::Thin)
        .set_border_bottom(FormatBorder::Thin)
}

fn base(column: &Column) -> Format {
    let side = match column.align {
        Align::Left => FormatAlign::Left,
        Align::Right => FormatAlign::Right,
    };
    Format::new().set_align(side).set_align(FormatAlign::Top)
}

/// The formats of one column.
struct Styles {
    plain: Format,
    heading: Format,
    detail: Format,
    subtotal: Format,
    total: Format,
}

impl Styles {
    fn of(column: &Column) -> Self {
        let plain = match column.kind {
            Kind::Text => base(column).set_text_wrap(),
            Kind::Number => base(column).set_num_format("0"),
            Kind::Money => base(column).set_num_format(MONEY),
            Kind::Date => base(column).set_num_format(DATE),
        };
        let bold = plain.clone().set_bold();
        Self {
            detail: if column.kind == Kind::Text { plain.clone().set_indent(1) } else { plain.clone() },
            // The name of a group may reach over the cells beside it.
            heading: base(column).set_bold(),
            subtotal: bold.clone().set_border_top(FormatBorder::Thin),
            total: bold.set_border_top(FormatBorder::Thin).set_border_bottom(FormatBorder::Double),
            plain,
        }
    }

    fn row(&self, kind: RowKind) -> &Format {
        match kind {
            RowKind::Plain => &self.plain,
            RowKind::Heading => &self.heading,
            RowKind::Detail => &self.detail,
            RowKind::Subtotal => &self.subtotal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_a_name_that_excel_takes() {
        assert_eq!(sheet_name("Buku kas: 2026/11"), "Buku kas  2026 11");
        assert_eq!(sheet_name(""), "Laporan");
        assert_eq!(sheet_name(&"a".repeat(40)).len(), 31);
    }
}
