//! Any workbook as plain cells, safely: .xlsx, .xlsm, .xls, .ods and .csv.
//!
//! A file from a stranger's laptop is read without trusting what it says about itself:
//! it is unpacked once into nothing and counted, and refused with one sentence if it
//! holds more than a cash book could. Only values are read. Macros are never run, links
//! to other files never followed; [`Workbook::warnings`] says that they were there.
//!
//! Invariants:
//! - a value is what the file has; no text becomes a number here and no number a date;
//! - no file makes this crate panic or take more than 300 MB;
//! - a blank cell and a cell that does not exist are the same, and blank rows cost nothing.
#![forbid(unsafe_code)]

mod biff;
mod builder;
mod error;
mod ods;
mod package;
mod scan;
mod separated;
mod serial;
mod workbook;
mod xls;
mod xlsx;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use error::SpreadsheetError;
pub use workbook::{Cell, Merged, Row, Sheet, Workbook};

use package::Package;

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The most sheets of a file.
pub const MAX_SHEETS: usize = 60;
/// The most rows with content, over all sheets.
pub const MAX_ROWS: usize = 200_000;
/// Columns beyond are left out, with a warning.
pub const MAX_COLUMNS: usize = 256;

/// Reads a file. What it is, its bytes say; its name only names the sheet of a CSV and
/// helps where text could be anything.
///
/// # Errors
/// [`SpreadsheetError`], one a fault.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Workbook, SpreadsheetError> {
    if bytes.is_empty() {
        return Err(SpreadsheetError::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(SpreadsheetError::TooLarge);
    }
    // The libraries below index what the file tells them to; a broken file may panic them.
    catch_unwind(AssertUnwindSafe(|| read_kind(file_name, bytes))).unwrap_or(Err(SpreadsheetError::Broken))
}

fn read_kind(file_name: &str, bytes: &[u8]) -> Result<Workbook, SpreadsheetError> {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return xls::read(bytes);
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return separated::read(file_name, bytes);
    }
    let package = Package::inspect(bytes)?;
    if package.has("xl/workbook.bin") {
        Err(SpreadsheetError::Binary)
    } else if package.any(|path| path.starts_with("xl/")) {
        xlsx::read(bytes, &package)
    } else if package.has("content.xml") {
        ods::read(bytes, &package)
    } else {
        Err(SpreadsheetError::NotAWorkbook)
    }
}
