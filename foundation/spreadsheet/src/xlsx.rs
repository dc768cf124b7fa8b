//! Excel workbooks of today, .xlsx and .xlsm, cell by cell.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use crate::builder::{Builder, LINKS, MACROS, check_sheets};
use crate::package::Package;
use crate::serial::{FROM_1904, serial_of_iso};
use crate::{Cell, SpreadsheetError, Workbook};

/// Reads a package that was inspected before.
pub(crate) fn read(bytes: &[u8], package: &Package) -> Result<Workbook, SpreadsheetError> {
    let mut xlsx = Xlsx::new(Cursor::new(bytes)).map_err(refusal)?;
    let tabs = xlsx.sheets_metadata().to_vec();
    check_sheets(tabs.len())?;
    let offset = if xlsx.has_1904_epoch() { FROM_1904 } else { 0.0 };
    let mut builder = Builder::default();
    if package.any(|path| path.ends_with("vbaproject.bin")) {
        builder.warn(MACROS);
    }
    if package.any(|path| path.starts_with("xl/externallinks/")) {
        builder.warn(LINKS);
    }
    for (place, tab) in tabs.iter().enumerate() {
        if tab.typ != SheetType::WorkSheet {
            continue;
        }
        let found = package.sheet(place);
        let merged = found.map(|found| found.merged.clone()).unwrap_or_default();
        builder.start_sheet(&tab.name, tab.visible != SheetVisible::Visible, merged);
        read_sheet(&mut xlsx, &tab.name, offset, &mut builder)?;
        builder.finish_sheet(found.map(|found| found.hidden.as_slice()).unwrap_or_default())?;
    }
    Ok(builder.finish(offset > 0.0))
}

fn read_sheet(
    xlsx: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    offset: f64,
    builder: &mut Builder,
) -> Result<(), SpreadsheetError> {
    let mut cells = match xlsx.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        // A tab of another kind that calls itself a sheet, or a tab whose file is missing.
        Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(error) => return Err(refusal(error)),
    };
    while let Some(found) = cells.next_cell().map_err(refusal)? {
        let (row, column) = found.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        builder.put(row.saturating_add(1), column, cell(found.get_value(), offset))?;
    }
    Ok(())
}

fn cell(value: &DataRef<'_>, offset: f64) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => whole(*number),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::Text(text.clone()),
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(value) => Cell::DateTime { serial: value.as_f64() + offset },
        DataRef::DateTimeIso(text) => match serial_of_iso(text) {
            Some(serial) => Cell::DateTime { serial },
            None => Cell::Text(text.clone()),
        },
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

/// A number that does not fit a float exactly stays text.
fn whole(number: i64) -> Cell {
    match i32::try_from(number) {
        Ok(number) => Cell::Number(f64::from(number)),
        Err(_) => Cell::Text(number.to_string()),
    }
}

fn refusal(error: XlsxError) -> SpreadsheetError {
    match error {
        XlsxError::Password => SpreadsheetError::Password,
        _ => SpreadsheetError::Broken,
    }
}
