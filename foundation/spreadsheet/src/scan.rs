//! Looks once through XML as it is unpacked, before any library holds it in memory.
//!
//! It keeps nothing but a part of one tag. It finds what calamine does not tell
//! (hidden rows, merged cells, which file holds which sheet) and refuses what would
//! make a reader reserve or gather far more than a workbook needs.

use memchr::{memchr, memchr3, memmem};

use crate::SpreadsheetError;
use crate::workbook::Merged;

/// A tag; Excel's longest have a few thousand bytes.
const MAX_TAG: usize = 256 * 1024;
/// One cell or one shared string with all its runs; Excel allows 32,767 characters.
const MAX_CELL: usize = 2 * 1024 * 1024;
/// Cell formats; Excel allows 65,490.
const MAX_FORMATS: usize = 70_000;
/// Names of ranges, sheets and relationships.
const MAX_NAMES: usize = 50_000;
/// Shared strings that a file may announce; a reader reserves room for them at once.
const MAX_STRINGS: u64 = 1_000_000;
const MAX_MERGED: usize = 20_000;

/// What was found in one file of the package.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// Numbers of hidden rows, from 1, ascending.
    pub(crate) hidden: Vec<u32>,
    pub(crate) merged: Vec<Merged>,
    /// Relationship ids of the sheets, in the order of their tabs.
    pub(crate) sheets: Vec<String>,
    /// Relationships: id and target.
    pub(crate) targets: Vec<(String, String)>,
}

/// The state between two pieces of one file.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) findings: Findings,
    pending: Vec<u8>,
    /// Bytes since the cell or string began, if inside of one.
    cell: Option<usize>,
    row: u32,
    formats: usize,
    names: usize,
    started: bool,
}

impl Scan {
    /// Looks through the next piece.
    pub(crate) fn feed(&mut self, piece: &[u8]) -> Result<(), SpreadsheetError> {
        let mut pending = std::mem::take(&mut self.pending);
        pending.extend_from_slice(piece);
        if !self.started && pending.len() >= 4 {
            self.started = true;
            // Two-byte encodings hide their tags from a search for '<'.
            if pending.iter().take(4).any(|byte| matches!(byte, 0 | 0xfe | 0xff)) {
                return Err(SpreadsheetError::Broken);
            }
        }
        let mut rest: &[u8] = &pending;
        while let Some(start) = memchr(b'<', rest) {
            self.pass(start)?;
            rest = rest.get(start..).unwrap_or_default();
            let Some(length) = tag_length(rest)? else { break };
            let (tag, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            self.pass(length)?;
            self.tag(tag)?;
            rest = after;
        }
        if memchr(b'<', rest).is_none() {
            self.pass(rest.len())?;
            rest = &[];
        }
        if rest.len() > MAX_TAG {
            return Err(SpreadsheetError::Expands);
        }
        self.pending = rest.to_vec();
        Ok(())
    }

    fn pass(&mut self, bytes: usize) -> Result<(), SpreadsheetError> {
        let Some(size) = &mut self.cell else { return Ok(()) };
        *size += bytes;
        if *size > MAX_CELL { Err(SpreadsheetError::Expands) } else { Ok(()) }
    }

    fn tag(&mut self, tag: &[u8]) -> Result<(), SpreadsheetError> {
        match local_name(tag) {
            b"c" | b"si" | b"sheetData" => self.cell = Some(0),
            b"row" => {
                self.cell = Some(0);
                self.note_row(tag);
            }
            b"/sheetData" | b"/sst" => self.cell = None,
            b"sst" => {
                self.cell = Some(0);
                let announced = attribute(tag, b"uniqueCount").and_then(number);
                if announced.is_some_and(|count| count > MAX_STRINGS) {
                    return Err(SpreadsheetError::Expands);
                }
            }
            b"xf" | b"numFmt" | b"font" | b"fill" | b"border" | b"dxf" | b"cellStyle" => {
                self.formats += 1;
                if self.formats > MAX_FORMATS {
                    return Err(SpreadsheetError::Expands);
                }
            }
            b"mergeCell" if self.findings.merged.len() < MAX_MERGED => {
                self.findings.merged.extend(attribute(tag, b"ref").and_then(block));
            }
            b"sheet" => {
                self.name()?;
                let id = attribute(tag, b"r:id").or_else(|| attribute_ending(tag, b":id"));
                self.findings.sheets.push(lossy(id.unwrap_or_default()));
            }
            b"Relationship" => {
                self.name()?;
                if let (Some(id), Some(target)) = (attribute(tag, b"Id"), attribute(tag, b"Target")) {
                    self.findings.targets.push((lossy(id), lossy(target)));
                }
            }
            b"definedName" => self.name()?,
            name if name.starts_with(b"!DOCTYPE") => return Err(SpreadsheetError::Broken),
            b"?xml" => refuse_wide(tag)?,
            _ => {}
        }
        Ok(())
    }

    fn name(&mut self) -> Result<(), SpreadsheetError> {
        self.names += 1;
        if self.names > MAX_NAMES { Err(SpreadsheetError::Expands) } else { Ok(()) }
    }

    fn note_row(&mut self, tag: &[u8]) {
        let written = attribute(tag, b"r").and_then(number).and_then(|row| u32::try_from(row).ok());
        self.row = written.unwrap_or_else(|| self.row.saturating_add(1));
        let is_hidden = matches!(attribute(tag, b"hidden"), Some(b"1" | b"true"));
        if is_hidden && self.findings.hidden.last().is_none_or(|last| *last < self.row) {
            self.findings.hidden.push(self.row);
        }
    }
}

/// The length of the tag, comment or CDATA at the start; `None` if it goes on in the
/// next piece.
fn tag_length(text: &[u8]) -> Result<Option<usize>, SpreadsheetError> {
    let until = |end: &[u8]| memmem::find(text, end).map(|place| place + end.len());
    if text.starts_with(b"<!") {
        if text.len() < 9 {
            return Ok(None);
        }
        if text.starts_with(b"<!--") {
            // `<!-->` is not a whole comment.
            let body = text.get(4..).unwrap_or_default();
            return Ok(memmem::find(body, b"-->").map(|place| place + 7));
        }
        if text.starts_with(b"<![CDATA[") {
            return Ok(until(b"]]>"));
        }
        return Err(SpreadsheetError::Broken);
    }
    if text.starts_with(b"<?") {
        return Ok(until(b"?>"));
    }
    let mut at = 1;
    while let Some(found) = text.get(at..).and_then(|rest| memchr3(b'>', b'"', b'\'', rest)) {
        let place = at + found;
        let quote = match text.get(place) {
            Some(b'>') => return Ok(Some(place + 1)),
            Some(quote) => *quote,
            None => return Ok(None),
        };
        let Some(close) = text.get(place + 1..).and_then(|rest| memchr(quote, rest)) else {
            return Ok(None);
        };
        at = place + close + 2;
    }
    Ok(None)
}

/// `<x:row r="1">` is `row`, `</row>` is `/row`.
fn local_name(tag: &[u8]) -> &[u8] {
    let name = tag.get(1..).unwrap_or_default();
    let end = name
        .iter()
        .enumerate()
        .position(|(at, byte)| byte.is_ascii_whitespace() || *byte == b'>' || (at > 0 && *byte == b'/'))
        .unwrap_or(name.len());
    let name = name.get(..end).unwrap_or_default();
    match (memchr(b':', name), name.first()) {
        (Some(colon), Some(b'/')) if colon > 0 => match name.get(colon + 1..) {
            Some(b"sheetData") => b"/sheetData",
            Some(b"sst") => b"/sst",
            _ => &[],
        },
        (Some(colon), _) => name.get(colon + 1..).unwrap_or_default(),
        (None, _) => name,
    }
}

fn attribute<'a>(tag: &'a [u8], wanted: &[u8]) -> Option<&'a [u8]> {
    attributes(tag).find(|(name, _)| *name == wanted).map(|(_, value)| value)
}

fn attribute_ending<'a>(tag: &'a [u8], ending: &[u8]) -> Option<&'a [u8]> {
    attributes(tag).find(|(name, _)| name.ends_with(ending)).map(|(_, value)| value)
}

fn attributes(tag: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let equals = memchr(b'=', rest)?;
        let name = rest.get(..equals)?.trim_ascii_end();
        let start = name.iter().rposition(|byte| byte.is_ascii_whitespace()).map_or(0, |at| at + 1);
        let after = rest.get(equals + 1..)?.trim_ascii_start();
        let (quote, body) = after.split_first()?;
        let end = memchr(*quote, body)?;
        rest = body.get(end + 1..).unwrap_or_default();
        Some((name.get(start..)?, body.get(..end)?))
    })
}

fn number(text: &[u8]) -> Option<u64> {
    std::str::from_utf8(text).ok()?.trim().parse().ok()
}

fn lossy(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// `A1:C2`.
fn block(text: &[u8]) -> Option<Merged> {
    let (first, last) = std::str::from_utf8(text).ok()?.split_once(':')?;
    let ((first_column, first_row), (last_column, last_row)) = (place(first)?, place(last)?);
    Some(Merged { first_row, last_row, first_column, last_column })
}

/// `$B$7` is column 1, row 7.
fn place(text: &str) -> Option<(u32, u32)> {
    let text = text.replace('$', "");
    let digits = text.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = text.split_at_checked(digits)?;
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let value = letter.to_ascii_uppercase().checked_sub(b'A').filter(|value| *value < 26)?;
        column = column * 26 + u32::from(value) + 1;
    }
    Some((column.checked_sub(1)?, row.parse().ok()?))
}

/// An encoding in which a tag is not the bytes of its letters would hide from this scan.
fn refuse_wide(tag: &[u8]) -> Result<(), SpreadsheetError> {
    let encoding = attribute(tag, b"encoding").unwrap_or(b"utf-8").to_ascii_lowercase();
    let is_plain = encoding == b"utf-8" || encoding == b"us-ascii" || encoding.starts_with(b"windows-125");
    if is_plain || encoding.starts_with(b"iso-8859-") { Ok(()) } else { Err(SpreadsheetError::Broken) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(text: &str, size: usize) -> Result<Findings, SpreadsheetError> {
        let mut scan = Scan::default();
        for piece in text.as_bytes().chunks(size) {
            scan.feed(piece)?;
        }
        Ok(scan.findings)
    }

    #[test]
    fn hidden_rows_and_merged_cells_are_found_wherever_the_pieces_break() {
        let text = r#"<?xml version="1.0"?><!-- <row r="9" hidden="1"> don't --><x:sheetData>
            <row r="2" note="a>b" hidden='1'><c r="A2"/></row><row hidden="true"/><row r="7"/></x:sheetData>
            <mergeCells><mergeCell ref="B1:AA3"/></mergeCells>"#;
        for size in [1, 2, 3, 7, 50, 5_000] {
            let found = scan(text, size).unwrap();
            assert_eq!(found.hidden, [2, 3], "{size}");
            let merged = Merged { first_row: 1, last_row: 3, first_column: 1, last_column: 26 };
            assert_eq!(found.merged, [merged]);
        }
    }

    #[test]
    fn what_makes_a_reader_reserve_too_much_is_refused() {
        let many = "<sst a='>' uniqueCount='999999999999'>";
        assert_eq!(scan(many, 9).unwrap_err(), SpreadsheetError::Expands);
        assert_eq!(scan(&"<xf/>".repeat(70_001), 4_096).unwrap_err(), SpreadsheetError::Expands);
        let long = format!("<sst><si>{}</si>", "<t>abc</t>".repeat(300_000));
        assert_eq!(scan(&long, 4_096).unwrap_err(), SpreadsheetError::Expands);
        let tag = format!("<row {}", " ".repeat(MAX_TAG + 5));
        assert_eq!(scan(&tag, 4_096).unwrap_err(), SpreadsheetError::Expands);
    }

    #[test]
    fn what_hides_its_tags_is_refused() {
        assert_eq!(scan("<!DOCTYPE x [<!ENTITY a 'b'>]>", 99).unwrap_err(), SpreadsheetError::Broken);
        assert_eq!(
            scan("<?xml version='1.0' encoding='UTF-16'?>", 99).unwrap_err(),
            SpreadsheetError::Broken
        );
        let wide: String = "<sst>".chars().flat_map(|c| [c, '\0']).collect();
        assert_eq!(scan(&wide, 99).unwrap_err(), SpreadsheetError::Broken);
    }
}
