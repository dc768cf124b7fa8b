//! Old Excel workbooks, .xls.

use std::io::{Cursor, Read, Write};

use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError};
use cfb::{CompoundFile, Version};

use crate::builder::{Builder, LINKS, MACROS};
use crate::serial::FROM_1904;
use crate::{Cell, Merged, SpreadsheetError, Workbook, biff};

/// Reads a compound file; a new workbook with a password is one too.
pub(crate) fn read(bytes: &[u8]) -> Result<Workbook, SpreadsheetError> {
    let mut container = CompoundFile::open(Cursor::new(bytes)).map_err(|_| SpreadsheetError::Broken)?;
    if container.exists("/EncryptedPackage") {
        return Err(SpreadsheetError::Password);
    }
    let path = ["/Workbook", "/Book"].into_iter().find(|path| container.is_stream(path));
    let path = path.ok_or(SpreadsheetError::NotAWorkbook)?;
    let has_macros = container.exists("/_VBA_PROJECT_CUR") || container.exists("/_VBA_PROJECT");
    let mut stream = Vec::new();
    container
        .open_stream(path)
        .and_then(|mut source| source.read_to_end(&mut stream))
        .map_err(|_| SpreadsheetError::Broken)?;
    let records = biff::tame(&mut stream)?;
    let clean = repacked(path, &stream).map_err(|_| SpreadsheetError::Broken)?;
    drop(stream);
    let mut xls = Xls::new(Cursor::new(clean)).map_err(|error| match error {
        XlsError::Password => SpreadsheetError::Password,
        _ => SpreadsheetError::Broken,
    })?;
    let mut builder = Builder::default();
    if has_macros {
        builder.warn(MACROS);
    }
    if records.has_links {
        builder.warn(LINKS);
    }
    let offset = if xls.has_1904_epoch() { FROM_1904 } else { 0.0 };
    let tabs = xls.sheets_metadata().to_vec();
    for (place, tab) in tabs.iter().enumerate() {
        if tab.typ != SheetType::WorkSheet {
            continue;
        }
        let merged = xls.merge_cells_by_sheet_name(&tab.name).unwrap_or_default();
        let merged = merged.iter().map(block).collect();
        builder.start_sheet(&tab.name, tab.visible != SheetVisible::Visible, merged);
        let range = xls.worksheet_range(&tab.name).map_err(|_| SpreadsheetError::Broken)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let row = u32::try_from(row).unwrap_or(u32::MAX).saturating_add(top).saturating_add(1);
            let column = column.saturating_add(usize::try_from(left).unwrap_or(0));
            builder.put(row, column, cell(value, offset))?;
        }
        builder.finish_sheet(records.hidden.get(place).map(Vec::as_slice).unwrap_or_default())?;
    }
    Ok(builder.finish(offset > 0.0))
}

/// A container with nothing but the one stream: no macros, no pictures, no odd chains.
fn repacked(path: &str, stream: &[u8]) -> std::io::Result<Vec<u8>> {
    // calamine takes a container of version 4 without small streams for an empty one.
    let mut container = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new()))?;
    container.create_stream(path)?.write_all(stream)?;
    container.flush()?;
    Ok(container.into_inner().into_inner())
}

fn block(found: &calamine::Dimensions) -> Merged {
    Merged {
        first_row: found.start.0.saturating_add(1),
        last_row: found.end.0.saturating_add(1),
        first_column: found.start.1,
        last_column: found.end.1,
    }
}

fn cell(value: &Data, offset: f64) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::Float(number) => Cell::Number(*number),
        Data::Int(number) => match i32::try_from(*number) {
            Ok(number) => Cell::Number(f64::from(number)),
            Err(_) => Cell::Text(number.to_string()),
        },
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::Text(text.clone()),
        Data::Bool(value) => Cell::Bool(*value),
        Data::DateTime(value) => Cell::DateTime { serial: value.as_f64() + offset },
        Data::Error(error) => Cell::Error(error.to_string()),
    }
}
