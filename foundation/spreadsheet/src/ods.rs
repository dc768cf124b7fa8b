//! OpenDocument spreadsheets, row by row.
//!
//! calamine reads them too, but lays every repeated row and cell out in memory first;
//! a file of a few hundred bytes can repeat one cell two hundred million times.

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use crate::builder::{Builder, LINKS, MACROS};
use crate::package::Package;
use crate::serial::serial_of_iso;
use crate::{Cell, MAX_COLUMNS, MAX_ROWS, Merged, SpreadsheetError, Workbook};

/// Reads a package that was inspected before.
pub(crate) fn read(bytes: &[u8], package: &Package) -> Result<Workbook, SpreadsheetError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| SpreadsheetError::Broken)?;
    if let Ok(manifest) = archive.by_name("META-INF/manifest.xml") {
        let manifest = std::io::read_to_string(manifest).map_err(|_| SpreadsheetError::Broken)?;
        if manifest.contains("encryption-data") {
            return Err(SpreadsheetError::Password);
        }
    }
    let content = archive.by_name("content.xml").map_err(|_| SpreadsheetError::Broken)?;
    let mut ods = Ods::new(BufReader::new(content));
    if package.any(|path| path.starts_with("basic/") || path.starts_with("scripts/")) {
        ods.builder.warn(MACROS);
    }
    ods.read()?;
    Ok(ods.builder.finish(false))
}

struct Ods<R> {
    reader: Reader<R>,
    builder: Builder,
    /// Styles of sheets that hide them.
    hiding: HashSet<String>,
    buffer: Vec<u8>,
}

/// Where a sheet has got to.
#[derive(Default)]
struct Place {
    /// The row to be read next, from 1.
    row: u32,
    column: usize,
    hidden: Vec<u32>,
    merged: Vec<Merged>,
    repeats: u32,
    row_hidden: bool,
    /// Cells of the row, to be put once for every repetition.
    cells: Vec<(usize, Cell)>,
}

/// A cell's attributes.
#[derive(Default)]
struct Given {
    kind: String,
    value: String,
    repeats: usize,
    is_error: bool,
    columns: u32,
    rows: u32,
}

impl<R: BufRead> Ods<R> {
    fn new(source: R) -> Self {
        let mut reader = Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, builder: Builder::default(), hiding: HashSet::new(), buffer: Vec::new() }
    }

    fn next(&mut self) -> Result<Event<'static>, SpreadsheetError> {
        self.buffer.clear();
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|_| SpreadsheetError::Broken)?;
        Ok(event.into_owned())
    }

    fn read(&mut self) -> Result<(), SpreadsheetError> {
        let mut style = String::new();
        let mut is_spreadsheet = false;
        loop {
            match self.next()? {
                Event::Start(tag) => match tag.name().as_ref() {
                    "office:spreadsheet" => is_spreadsheet = true,
                    "style:style" => style = attributes(&tag).remove("style:name").unwrap_or_default(),
                    "style:table-properties" if hides(&tag) => {
                        self.hiding.insert(style.clone());
                    }
                    "table:table" if is_spreadsheet => self.sheet(&attributes(&tag))?,
                    "table:table-source" => self.builder.warn(LINKS),
                    _ => {}
                },
                Event::Eof if is_spreadsheet => return Ok(()),
                Event::Eof => return Err(SpreadsheetError::NotAWorkbook),
                _ => {}
            }
        }
    }

    fn sheet(&mut self, given: &HashMap<String, String>) -> Result<(), SpreadsheetError> {
        let hidden = given.get("table:style-name").is_some_and(|style| self.hiding.contains(style));
        self.builder.start_sheet(given.get("table:name").map_or("", String::as_str), hidden, Vec::new());
        let mut place = Place { row: 1, ..Place::default() };
        let mut depth = 0_usize;
        let mut is_link = false;
        loop {
            match self.next()? {
                Event::Start(tag) => match tag.name().as_ref() {
                    "table:table-row" if depth == 0 => place.start_row(&attributes(&tag)),
                    "table:table-cell" | "table:covered-table-cell" if depth == 0 => {
                        let given = Given::of(&attributes(&tag));
                        let cell = self.cell(&given)?;
                        place.put(&given, cell);
                    }
                    // A table inside of a picture or a chart is not the sheet's.
                    "table:shapes" | "table:table" => depth += 1,
                    "table:table-source" => is_link = true,
                    _ => {}
                },
                Event::End(tag) => match tag.name().as_ref() {
                    "table:table-row" if depth == 0 => self.end_row(&mut place)?,
                    "table:table" if depth == 0 => break,
                    "table:shapes" | "table:table" => depth -= 1,
                    _ => {}
                },
                Event::Eof => return Err(SpreadsheetError::Broken),
                _ => {}
            }
        }
        if is_link {
            self.builder.warn(LINKS);
        }
        self.builder.merge(place.merged);
        self.builder.finish_sheet(&place.hidden)
    }

    fn end_row(&mut self, place: &mut Place) -> Result<(), SpreadsheetError> {
        let cells = std::mem::take(&mut place.cells);
        let limit = u32::try_from(MAX_ROWS).unwrap_or(u32::MAX).saturating_add(1);
        // A blank row costs nothing however often it is repeated.
        let copies = if cells.is_empty() { 0 } else { place.repeats.min(limit) };
        for copy in 0..copies {
            let row = place.row.saturating_add(copy);
            if place.row_hidden {
                place.hidden.push(row);
            }
            for (column, cell) in &cells {
                self.builder.put(row, *column, cell.clone())?;
            }
        }
        place.row = place.row.saturating_add(place.repeats);
        Ok(())
    }

    /// The value of the cell whose start tag was read; reads to its end tag.
    fn cell(&mut self, given: &Given) -> Result<Cell, SpreadsheetError> {
        let text = self.text()?;
        if given.is_error || (text.starts_with('#') && text.ends_with('!')) {
            return Ok(Cell::Error(text));
        }
        Ok(match given.kind.as_str() {
            "float" | "currency" | "percentage" => match given.value.parse::<f64>() {
                Ok(number) => Cell::Number(number),
                Err(_) => Cell::Text(text),
            },
            "date" => match serial_of_iso(&given.value) {
                Some(serial) => Cell::DateTime { serial },
                None => Cell::Text(text),
            },
            "boolean" => Cell::Bool(given.value.eq_ignore_ascii_case("true")),
            "string" if text.is_empty() => Cell::Text(given.value.clone()),
            _ => Cell::Text(text),
        })
    }

    fn text(&mut self) -> Result<String, SpreadsheetError> {
        let mut text = String::new();
        let mut paragraphs = 0;
        let mut depth = 0_usize;
        let mut note = 0_usize;
        loop {
            match self.next()? {
                Event::Start(tag) => {
                    depth += 1;
                    if note > 0 || tag.name().as_ref() == "office:annotation" {
                        note += 1;
                        continue;
                    }
                    match tag.name().as_ref() {
                        "text:p" => {
                            paragraphs += 1;
                            if paragraphs > 1 {
                                text.push('\n');
                            }
                        }
                        "text:s" | "text:tab" => text.push(' '),
                        "text:line-break" => text.push('\n'),
                        _ => {}
                    }
                }
                Event::End(_) if depth == 0 => return Ok(text),
                Event::End(_) => {
                    depth -= 1;
                    note = note.saturating_sub(1);
                }
                Event::Text(piece) if note == 0 && depth > 0 => text.push_str(&piece.xml10_content()),
                Event::CData(piece) if note == 0 && depth > 0 => text.push_str(&piece.xml10_content()),
                Event::GeneralRef(reference) if note == 0 && depth > 0 => push_entity(&reference, &mut text),
                Event::Eof => return Err(SpreadsheetError::Broken),
                _ => {}
            }
        }
    }
}

impl Place {
    fn start_row(&mut self, given: &HashMap<String, String>) {
        self.column = 0;
        self.repeats = count(given.get("table:number-rows-repeated"));
        self.row_hidden =
            given.get("table:visibility").is_some_and(|shown| shown == "collapse" || shown == "filter");
    }

    fn put(&mut self, given: &Given, cell: Cell) {
        if given.columns > 1 || given.rows > 1 {
            let first_column = u32::try_from(self.column).unwrap_or(u32::MAX);
            self.merged.push(Merged {
                first_row: self.row,
                last_row: self.row.saturating_add(given.rows - 1),
                first_column,
                last_column: first_column.saturating_add(given.columns - 1),
            });
        }
        if !cell.is_blank() {
            // One column more than is read, so that the reader is told that there are more.
            let end = self.column.saturating_add(given.repeats).min(MAX_COLUMNS + 1);
            for column in self.column..end {
                self.cells.push((column, cell.clone()));
            }
        }
        self.column = self.column.saturating_add(given.repeats);
    }
}

impl Given {
    fn of(given: &HashMap<String, String>) -> Self {
        let text = |name: &str| given.get(name).cloned();
        let value = ["office:value", "office:date-value", "office:boolean-value", "office:string-value"];
        Self {
            kind: text("office:value-type").unwrap_or_default(),
            value: value.iter().find_map(|name| text(name)).unwrap_or_default(),
            repeats: usize::try_from(count(given.get("table:number-columns-repeated"))).unwrap_or(1),
            is_error: text("calcext:value-type").is_some_and(|kind| kind == "error"),
            columns: count(given.get("table:number-columns-spanned")),
            rows: count(given.get("table:number-rows-spanned")),
        }
    }
}

/// Whether a style hides the sheets that have it.
fn hides(tag: &BytesStart<'_>) -> bool {
    attributes(tag).get("table:display").is_some_and(|shown| shown == "false")
}

/// A count that is written only if it is more than one.
fn count(text: Option<&String>) -> u32 {
    text.and_then(|text| text.parse().ok()).unwrap_or(1).max(1)
}

fn attributes(tag: &BytesStart<'_>) -> HashMap<String, String> {
    let mut found = HashMap::new();
    for attribute in tag.attributes().with_checks(false).flatten() {
        let value =
            unescape(&attribute.value).map_or_else(|_| attribute.value.to_string(), |v| v.into_owned());
        found.insert(attribute.key.as_ref().to_owned(), value);
    }
    found
}

fn push_entity(reference: &BytesRef<'_>, text: &mut String) {
    match reference.resolve_char_ref() {
        Ok(Some(letter)) => text.push(letter),
        _ => text.push_str(resolve_xml_entity(&reference.xml10_content()).unwrap_or_default()),
    }
}
