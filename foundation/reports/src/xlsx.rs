//! A document as an Excel workbook: real numbers and dates, sums as formulas, headings that stay in sight
//! and are printed on every page, A4.

mod formats;
mod sheets;
mod sums;

use kernel::{BookDate, Rupiah};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatUnderline, Formula, Workbook, Worksheet,
    XlsxError, column_number_to_name,
};

use self::formats::{Styles, heading_format};
use self::sheets::{Content, contents, unique_name};
use self::sums::{Line, Range, ranges};
use crate::ReportError;
use crate::document::{Align, Cell, Document, Kind, Paper, Part, Row, RowKind, Signer, Signing, Table};

/// Excel keeps numbers as IEEE doubles, which are exact to here; a larger amount is written as words.
const EXACT_MAX: i64 = 9_007_199_254_740_992;

/// Widths of columns, in characters.
const WORDS_WIDTH_MAX: usize = 52;
const MONEY_WIDTH_MIN: usize = 15;
const DATE_WIDTH: usize = 12;
/// Of the only column of a sheet without a table.
const PAGE_WIDTH: usize = 90;
/// Of a column that nobody has set.
const OTHER_WIDTH: usize = 8;

/// Heights of rows, in points.
const LINE_HEIGHT: u16 = 15;
const TITLE_HEIGHT: u16 = 21;

const PAPER_A4: u8 = 9;
const PAPER_A5: u8 = 11;

/// Writes a document as the bytes of a workbook; [`Part::NewPage`] begins a sheet.
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
    let contents = contents(document);
    let mut names: Vec<String> = Vec::new();
    for (n, content) in contents.iter().enumerate() {
        let name = unique_name(content.name, &names);
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        names.push(name);
        let writer = Writer {
            sheet,
            row: 0,
            first_heading: None,
            columns: 1,
            longest: 0,
            room: 0,
            column_widths: Vec::new(),
        };
        writer.document(document, content, n == 0, n + 1 == contents.len())?;
    }
    Ok(workbook.save_to_buffer()?)
}

struct Writer<'w> {
    sheet: &'w mut Worksheet,
    row: u32,
    first_heading: Option<u32>,
    /// How many columns the tables have; at least one.
    columns: u16,
    /// The longest line that reaches over the columns, in characters.
    longest: usize,
    /// How wide all columns are, in characters.
    room: usize,
    /// How wide each column is, in characters.
    column_widths: Vec<usize>,
}

impl Writer<'_> {
    fn document(
        mut self,
        document: &Document,
        content: &Content<'_>,
        is_first: bool,
        is_last: bool,
    ) -> Result<(), ReportError> {
        self.widths(&content.tables())?;
        self.words(&document.owner, &Format::new().set_bold())?;
        for line in document.letterhead.iter().filter(|_| is_first) {
            self.words(line, &Format::new().set_font_size(9))?;
        }
        let title = if is_first { &document.title } else { content.name };
        self.sheet.set_row_height(self.row, TITLE_HEIGHT)?;
        self.words(title, &Format::new().set_bold().set_font_size(14))?;
        for line in &document.subtitle {
            self.words(line, &Format::new())?;
        }
        for part in content.parts {
            self.part(part)?;
        }
        if is_last {
            self.row += 1;
            for line in &document.footer {
                self.words(line, &Format::new().set_italic())?;
            }
            self.signing(document)?;
        }
        self.page(document.paper, are_alike(&content.tables()))
    }

    fn part(&mut self, part: &Part) -> Result<(), ReportError> {
        match part {
            Part::Heading(text) | Part::NewPage(text) => {
                self.row += 1;
                self.words(text, &Format::new().set_bold())
            }
            Part::Paragraph(text) => self.paragraph(text),
            Part::Item(mark, text) => self.paragraph(&format!("{mark} {text}")),
            Part::Table(table) => {
                self.row += 1;
                self.table(table)
            }
        }
    }

    /// A line across the page, in the first column.
    fn words(&mut self, text: &str, format: &Format) -> Result<(), ReportError> {
        if !text.is_empty() {
            self.sheet.write_string_with_format(self.row, 0, text, format)?;
            self.longest = self.longest.max(text.chars().count());
            self.row += 1;
        }
        Ok(())
    }

    /// Words that wrap at the width of the page.
    fn paragraph(&mut self, text: &str) -> Result<(), ReportError> {
        let format = Format::new().set_text_wrap().set_align(FormatAlign::Top);
        self.across(0, self.columns, text, &format)?;
        // Excel finds the height of a row itself, but not where cells are joined.
        let lines: usize = text.lines().map(|line| line.chars().count().div_ceil(self.room.max(1))).sum();
        let height = u16::try_from(lines.max(1)).unwrap_or(u16::MAX).saturating_mul(LINE_HEIGHT).min(400);
        self.sheet.set_row_height(self.row, height)?;
        self.row += 1;
        Ok(())
    }

    /// Writes into columns from one to before another, joined where there are several.
    fn across(&mut self, from: u16, to: u16, text: &str, format: &Format) -> Result<(), ReportError> {
        if to > from + 1 {
            self.sheet.merge_range(self.row, from, self.row, to - 1, text, format)?;
        } else {
            self.sheet.write_string_with_format(self.row, from, text, format)?;
        }
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), ReportError> {
        self.words(&table.heading, &Format::new().set_bold())?;
        self.first_heading.get_or_insert(self.row);
        for (n, column) in (0_u16..).zip(&table.columns) {
            let format = heading_format(column, is_beside_figures(table, n.into()));
            self.sheet.write_string_with_format(self.row, n, &column.name, &format)?;
        }
        self.row += 1;
        let columns = table.columns.iter().enumerate();
        let styles: Vec<Styles> =
            columns.map(|(n, column)| Styles::of(column, is_beside_figures(table, n))).collect();
        let mut lines: Vec<Line<'_>> = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let sums = if row.kind == RowKind::Subtotal { lines.as_slice() } else { &[] };
            let at = self.row;
            self.cells(table, row, sums, |n| styles.get(n).map(|style| style.row(row.kind)))?;
            lines.push(Line { kind: row.kind, row: at, cells: &row.cells });
        }
        for row in &table.totals {
            self.cells(table, row, &lines, |n| styles.get(n).map(|style| &style.total))?;
        }
        Ok(())
    }

    fn cells<'s>(
        &mut self,
        table: &Table,
        row: &Row,
        above: &[Line<'_>],
        style: impl Fn(usize) -> Option<&'s Format>,
    ) -> Result<(), ReportError> {
        for (n, shape) in table.columns.iter().enumerate() {
            let (Ok(column), Some(style)) = (u16::try_from(n), style(n)) else { continue };
            let sum = match row.cell(n) {
                Cell::Money(amount) if shape.kind == Kind::Money => ranges(above, n, amount.0, EXACT_MAX),
                Cell::Number(number) if shape.kind == Kind::Number => ranges(above, n, *number, EXACT_MAX),
                _ => None,
            };
            match sum {
                Some(ranges) => self.sum(column, &ranges, row.cell(n), style)?,
                None => self.cell(column, row.cell(n), style)?,
            }
        }
        if row.kind != RowKind::Heading {
            self.height(table, row)?;
        }
        self.row += 1;
        Ok(())
    }

    /// The height of a row whose words wrap, which not every program finds itself.
    fn height(&mut self, table: &Table, row: &Row) -> Result<(), ReportError> {
        let lines = |n: usize| match (row.cell(n), self.column_widths.get(n)) {
            // Words end before the edge more often than not.
            (Cell::Text(text), Some(width)) if text.chars().count() + 2 > *width => {
                (text.chars().count() * 10).div_ceil((width * 9).max(1))
            }
            _ => 1,
        };
        let lines = (0..table.columns.len()).map(lines).max().unwrap_or(1);
        if lines > 1 {
            let height = u16::try_from(lines).unwrap_or(u16::MAX).saturating_mul(LINE_HEIGHT).min(400);
            self.sheet.set_row_height(self.row, height)?;
        }
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

    /// A sum as a formula; its figure stands with it for programs that do not count.
    fn sum(&mut self, column: u16, ranges: &[Range], cell: &Cell, style: &Format) -> Result<(), ReportError> {
        let letter = column_number_to_name(column);
        let range = |(first, last): &Range| match first == last {
            true => format!("{letter}{}", first + 1),
            false => format!("{letter}{}:{letter}{}", first + 1, last + 1),
        };
        let ranges: Vec<String> = ranges.iter().map(range).collect();
        let figure = match cell {
            Cell::Money(amount) => amount.0,
            Cell::Number(number) => *number,
            Cell::Empty | Cell::Text(_) | Cell::Date(_) => 0,
        };
        let formula = Formula::new(format!("=SUM({})", ranges.join(","))).set_result(figure.to_string());
        self.sheet.write_formula_with_format(self.row, column, formula, style)?;
        Ok(())
    }

    /// The signatures side by side, and the seal.
    fn signing(&mut self, document: &Document) -> Result<(), ReportError> {
        if let Some(signing) = &document.signing {
            self.row += 1;
            self.signers(signing)?;
        }
        if let Some(seal) = &document.seal {
            self.row += 1;
            self.paragraph(&seal.text)?;
        }
        Ok(())
    }

    fn signers(&mut self, signing: &Signing) -> Result<(), ReportError> {
        let centred = Format::new().set_align(FormatAlign::Center).set_text_wrap();
        let name = centred.clone().set_bold().set_underline(FormatUnderline::Single);
        let side_by_side = usize::from(self.columns).min(3);
        self.words(&signing.place_and_date, &Format::new())?;
        for signers in signing.signers.chunks(side_by_side) {
            self.side_by_side(signers, &centred, |signer| &signer.office)?;
            self.row += 4;
            self.side_by_side(signers, &name, |signer| &signer.name)?;
            self.row += 2;
        }
        Ok(())
    }

    fn side_by_side(
        &mut self,
        signers: &[Signer],
        format: &Format,
        text: impl Fn(&Signer) -> &String,
    ) -> Result<(), ReportError> {
        let count = u16::try_from(signers.len()).unwrap_or(1).max(1);
        for (n, signer) in (0_u16..).zip(signers) {
            let (from, to) = (n * self.columns / count, (n + 1) * self.columns / count);
            self.across(from, to, text(signer), format)?;
        }
        Ok(())
    }

    fn widths(&mut self, tables: &[&Table]) -> Result<(), ReportError> {
        let columns = tables.iter().map(|table| table.columns.len()).max().unwrap_or(0);
        for n in 0..columns {
            let width = tables.iter().map(|table| width(table, n)).max().unwrap_or(0);
            self.width(n, width)?;
        }
        if columns == 0 {
            self.width(0, PAGE_WIDTH)?;
        }
        self.columns = u16::try_from(columns).unwrap_or(u16::MAX).max(1);
        Ok(())
    }

    fn width(&mut self, column: usize, width: usize) -> Result<(), ReportError> {
        self.room += width;
        self.column_widths.push(width);
        let (Ok(column), Ok(width)) = (u16::try_from(column), u16::try_from(width)) else { return Ok(()) };
        self.sheet.set_column_width(column, f64::from(width))?;
        Ok(())
    }

    fn page(&mut self, paper: Paper, has_one_head: bool) -> Result<(), ReportError> {
        let size = if paper == Paper::A5 { PAPER_A5 } else { PAPER_A4 };
        self.sheet.set_paper_size(size).set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.3);
        // As many pages as it takes, but never cut in width.
        self.sheet.set_print_fit_to_pages(1, 0).set_footer("&L&8&F&R&8halaman &P dari &N");
        if matches!(paper, Paper::A4Wide | Paper::Certificate) {
            self.sheet.set_landscape();
        }
        if let Some(heading) = self.first_heading.filter(|_| has_one_head) {
            self.sheet.set_freeze_panes(heading + 1, 0)?.set_repeat_rows(heading, heading)?;
        }
        // A line that reaches beyond the last column is printed whole.
        let beyond = self.longest.saturating_sub(self.room).div_ceil(OTHER_WIDTH);
        let last = (self.columns - 1).saturating_add(u16::try_from(beyond).unwrap_or(0));
        self.sheet.set_print_area(0, 0, self.row.saturating_sub(1), last)?;
        Ok(())
    }
}

/// Whether the column at the left has its figures at its right edge.
fn is_beside_figures(table: &Table, n: usize) -> bool {
    let left = n.checked_sub(1).and_then(|n| table.columns.get(n));
    left.is_some_and(|column| column.align == Align::Right)
}

/// Whether one head fits all tables, but for the name of what they list: then it stays in sight.
fn are_alike(tables: &[&Table]) -> bool {
    let names = |table: &Table| -> Vec<String> {
        table.columns.iter().skip(1).map(|column| column.name.clone()).collect()
    };
    tables.windows(2).all(|two| matches!(two, [one, other] if names(one) == names(other)))
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
        Kind::Money | Kind::Balance => longest.max(MONEY_WIDTH_MIN),
        Kind::Date => DATE_WIDTH,
    }
}
