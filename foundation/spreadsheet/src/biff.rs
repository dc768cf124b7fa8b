//! The records of an old workbook, .xls, made harmless before a library reads them.
//!
//! calamine reserves what the records announce, copies a shared string into every cell
//! that shows it and writes out every formula as text. A small file could make it take
//! gigabytes. So the records are walked once: what is not needed is made a blank record
//! in place, and what would grow too far is refused.

use crate::SpreadsheetError;

/// Places between the first and last cell, over all sheets: calamine holds them all.
const MAX_PLACES: u64 = 2_000_000;
/// Bytes of text in all cells.
const MAX_TEXT: u64 = 48 * 1024 * 1024;
const MAX_STRINGS: usize = 1_000_000;

const BLANK: u16 = 0x0201;
const NUMBER: u16 = 0x0203;
const BOOL_ERR: u16 = 0x0205;
const FORMULA: u16 = 0x0006;
const LABEL_SST: u16 = 0x00fd;
const MUL_RK: u16 = 0x00bd;
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000a;
const CONTINUE: u16 = 0x003c;

/// What the walk found.
#[derive(Debug, Default)]
pub(crate) struct Records {
    /// Hidden rows of each sheet, from 1, in the order of the tabs.
    pub(crate) hidden: Vec<Vec<u32>>,
    pub(crate) has_links: bool,
    strings: Vec<u64>,
    sheets: Vec<usize>,
}

/// Walks the stream and makes it harmless.
pub(crate) fn tame(stream: &mut [u8]) -> Result<Records, SpreadsheetError> {
    let mut records = Records::default();
    records.globals(stream)?;
    crate::builder::check_sheets(records.sheets.len())?;
    let (mut places, mut text) = (0_u64, 0_u64);
    for start in records.sheets.clone() {
        let (hidden, area, copied) = records.sheet(stream, start)?;
        records.hidden.push(hidden);
        places = places.saturating_add(area);
        text = text.saturating_add(copied);
        if places > MAX_PLACES {
            return Err(SpreadsheetError::TooSparse);
        }
        if text > MAX_TEXT {
            return Err(SpreadsheetError::Expands);
        }
    }
    Ok(records)
}

/// The first and last row and column that hold something.
#[derive(Default)]
struct Area(Option<(u16, u16, u16, u16)>);

impl Area {
    fn take(&mut self, row: u16, column: u16) {
        let (top, bottom, left, right) = self.0.unwrap_or((row, row, column, column));
        self.0 = Some((top.min(row), bottom.max(row), left.min(column), right.max(column)));
    }

    fn places(&self) -> u64 {
        self.0.map_or(0, |(top, bottom, left, right)| {
            (u64::from(bottom - top) + 1) * (u64::from(right - left) + 1)
        })
    }
}

impl Records {
    /// The records about the whole workbook.
    fn globals(&mut self, stream: &mut [u8]) -> Result<(), SpreadsheetError> {
        let mut at = 0;
        while let Some((kind, body)) = record(stream, at) {
            let next = at + 4 + body.len();
            match kind {
                // FILEPASS
                0x002f if u16_at(body, 0) != Some(0) => return Err(SpreadsheetError::Password),
                // BOUNDSHEET
                0x0085 => {
                    let place = u32_at(body, 0).and_then(|place| usize::try_from(place).ok());
                    let place = place.filter(|place| *place < stream.len());
                    self.sheets.push(place.ok_or(SpreadsheetError::Broken)?);
                }
                // SUPBOOK: four bytes are the workbook itself.
                0x01ae if body.len() > 4 => self.has_links = true,
                // SST
                0x00fc => self.strings = string_lengths(stream, at),
                // NAME and EXTERNSHEET only serve formulas.
                0x0018 | 0x0017 => rename(stream, at, BLANK),
                EOF => break,
                _ => {}
            }
            at = next;
        }
        if self.strings.len() > MAX_STRINGS {
            return Err(SpreadsheetError::Expands);
        }
        Ok(())
    }

    /// Hidden rows, places and copied text of one sheet.
    fn sheet(&self, stream: &mut [u8], start: usize) -> Result<(Vec<u32>, u64, u64), SpreadsheetError> {
        let (mut at, mut depth) = (start, 0_usize);
        let mut hidden = Vec::new();
        let mut area = Area::default();
        let mut text = 0_u64;
        while let Some((kind, body)) = record(stream, at) {
            let next = at + 4 + body.len();
            let place = u16_at(body, 0).zip(u16_at(body, 2));
            match kind {
                BOF => depth += 1,
                EOF if depth <= 1 => break,
                EOF => depth -= 1,
                // What a chart inside of the sheet holds is not the sheet's.
                _ if depth > 1 => {}
                // DIMENSIONS only announces.
                0x0200 => rename(stream, at, BLANK),
                // ROW
                0x0208 => {
                    let is_hidden = body.get(12).is_some_and(|flags| flags & 0x20 != 0);
                    hidden.extend(u16_at(body, 0).filter(|_| is_hidden).map(|row| u32::from(row) + 1));
                }
                MUL_RK => {
                    let (row, column) = place.ok_or(SpreadsheetError::Broken)?;
                    let cells = u16::try_from(body.len().saturating_sub(6) / 6).unwrap_or(u16::MAX).max(1);
                    area.take(row, column);
                    area.take(row, column.saturating_add(cells - 1));
                }
                FORMULA => {
                    let (row, column) = place.ok_or(SpreadsheetError::Broken)?;
                    area.take(row, column);
                    tame_formula(stream, at)?;
                }
                NUMBER | BOOL_ERR | 0x0204 | 0x00d6 | 0x027e | LABEL_SST => {
                    let (row, column) = place.ok_or(SpreadsheetError::Broken)?;
                    area.take(row, column);
                    if kind == LABEL_SST {
                        let index = u32_at(body, 6).and_then(|index| usize::try_from(index).ok());
                        let length = index.and_then(|index| self.strings.get(index)).copied();
                        text = text.saturating_add(length.unwrap_or(0));
                    }
                }
                _ => {}
            }
            at = next;
        }
        hidden.sort_unstable();
        hidden.dedup();
        Ok((hidden, area.places(), text))
    }
}

/// Keeps the value of a formula and forgets the formula.
fn tame_formula(stream: &mut [u8], at: usize) -> Result<(), SpreadsheetError> {
    let body = stream.get_mut(at + 4..).filter(|body| body.len() >= 22).ok_or(SpreadsheetError::Broken)?;
    let is_number = body.get(12..14) != Some(&[0xff, 0xff]);
    let kind = body.get(6).copied().unwrap_or(3);
    let value = body.get(8).copied().unwrap_or(0);
    if let (false, Some(pair)) = (is_number, body.get_mut(20..22)) {
        pair.fill(0);
    }
    match (is_number, kind) {
        (true, _) => rename(stream, at, NUMBER),
        (false, 1 | 2) => {
            if let Some(pair) = body.get_mut(6..8) {
                pair.copy_from_slice(&[value, kind - 1]);
            }
            rename(stream, at, BOOL_ERR);
        }
        // The text follows in a record of its own.
        (false, 0) => {}
        (false, _) => rename(stream, at, BLANK),
    }
    Ok(())
}

/// The lengths in bytes of the shared strings, as far as they can be followed.
fn string_lengths(stream: &[u8], at: usize) -> Vec<u64> {
    let mut pieces = Pieces { stream, body: &[], next: at };
    let mut lengths = Vec::new();
    if pieces.open().is_none() {
        return lengths;
    }
    pieces.body = pieces.body.get(8..).unwrap_or_default();
    while lengths.len() <= MAX_STRINGS {
        if pieces.body.is_empty() && pieces.go_on().is_none() {
            break;
        }
        let Some(letters) = pieces.string() else { break };
        lengths.push(u64::from(letters) * 3);
    }
    lengths
}

/// A record with those that continue it.
struct Pieces<'a> {
    stream: &'a [u8],
    body: &'a [u8],
    next: usize,
}

impl Pieces<'_> {
    fn open(&mut self) -> Option<()> {
        let (_, body) = record(self.stream, self.next)?;
        self.body = body;
        self.next += 4 + body.len();
        Some(())
    }

    fn go_on(&mut self) -> Option<()> {
        record(self.stream, self.next).filter(|(kind, _)| *kind == CONTINUE)?;
        self.open()
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.body.split_first()?;
        self.body = rest;
        Some(*first)
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > self.body.len() {
            bytes -= self.body.len();
            self.go_on()?;
        }
        self.body = self.body.get(bytes..)?;
        Some(())
    }

    /// Passes over one string and gives its number of letters.
    fn string(&mut self) -> Option<u16> {
        let letters = u16::from_le_bytes([self.byte()?, self.byte()?]);
        let flags = self.byte()?;
        let mut runs = 0;
        if flags & 8 != 0 {
            runs = usize::from(u16::from_le_bytes([self.byte()?, self.byte()?]));
        }
        let mut extra = 0;
        if flags & 4 != 0 {
            let size = [self.byte()?, self.byte()?, self.byte()?, self.byte()?];
            extra = usize::try_from(u32::from_le_bytes(size)).ok()?;
        }
        let mut is_wide = flags & 1 != 0;
        let mut left = usize::from(letters);
        while left > 0 {
            if self.body.is_empty() {
                // A string that goes on says again how wide its letters are.
                self.go_on()?;
                is_wide = self.byte()? & 1 != 0;
            }
            let width = if is_wide { 2 } else { 1 };
            let here = left.min(self.body.len() / width);
            if here == 0 {
                return None;
            }
            self.skip(here * width)?;
            left -= here;
        }
        self.skip(runs * 4 + extra)?;
        Some(letters)
    }
}

fn record(stream: &[u8], at: usize) -> Option<(u16, &[u8])> {
    let kind = u16_at(stream, at)?;
    let length = usize::from(u16_at(stream, at + 2)?);
    Some((kind, stream.get(at + 4..at + 4 + length)?))
}

fn rename(stream: &mut [u8], at: usize, kind: u16) {
    if let Some(place) = stream.get_mut(at..at + 2) {
        place.copy_from_slice(&kind.to_le_bytes());
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    bytes.try_into().ok().map(u32::from_le_bytes)
}
