//! Text files with a separator: .csv, .tsv and what is called so.

use crate::builder::Builder;
use crate::{Cell, SpreadsheetError, Workbook};

/// How many lines decide about the separator.
const SNIFFED: usize = 20;

/// Reads text that is no other kind of workbook.
pub(crate) fn read(file_name: &str, bytes: &[u8]) -> Result<Workbook, SpreadsheetError> {
    let text = decode(bytes)?;
    let start = text.trim_start();
    if start.starts_with('<') {
        return Err(SpreadsheetError::WebPage);
    }
    let (stem, extension) = file_name.rsplit_once('.').unwrap_or((file_name, ""));
    let is_named_so = ["csv", "tsv", "txt"].iter().any(|known| extension.eq_ignore_ascii_case(known));
    if start.starts_with("%PDF") || start.starts_with("{\\rtf") {
        return Err(SpreadsheetError::NotAWorkbook);
    }
    let (separator, text) = match text.strip_prefix("sep=").map(|rest| (rest.chars().next(), rest)) {
        Some((Some(separator), rest)) if !separator.is_alphanumeric() => {
            (Some(separator), rest.split_once('\n').map_or("", |(_, rest)| rest))
        }
        _ => (sniff(&text), text.as_str()),
    };
    if separator.is_none() && !is_named_so {
        return Err(SpreadsheetError::NotAWorkbook);
    }
    let mut builder = Builder::default();
    builder.start_sheet(stem.rsplit(['/', '\\']).next().unwrap_or(stem), false, Vec::new());
    let mut fields = Fields { text: text.chars().peekable(), separator: separator.unwrap_or(';') };
    let (mut row, mut column) = (1_u32, 0_usize);
    while let Some((field, ends_row)) = fields.next_field() {
        builder.put(row, column, Cell::Text(field))?;
        (row, column) = if ends_row { (row.saturating_add(1), 0) } else { (row, column + 1) };
    }
    builder.finish_sheet(&[])?;
    Ok(builder.finish(false))
}

struct Fields<'a> {
    text: std::iter::Peekable<std::str::Chars<'a>>,
    separator: char,
}

impl Fields<'_> {
    /// The next field, and whether its row ends with it.
    fn next_field(&mut self) -> Option<(String, bool)> {
        self.text.peek()?;
        let mut field = String::new();
        let mut is_quoted = false;
        while let Some(letter) = self.text.next() {
            match letter {
                '"' if is_quoted && self.text.next_if_eq(&'"').is_some() => field.push('"'),
                '"' if is_quoted || field.trim().is_empty() => is_quoted = !is_quoted,
                _ if is_quoted => field.push(letter),
                '\r' if self.text.peek() == Some(&'\n') => {}
                '\n' | '\r' => return Some((field, true)),
                _ if letter == self.separator => return Some((field, false)),
                _ => field.push(letter),
            }
        }
        Some((field, true))
    }
}

/// The separator that most of the first lines have equally often.
fn sniff(text: &str) -> Option<char> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(SNIFFED).collect();
    let score = |separator: char| {
        let counts: Vec<usize> = lines.iter().map(|line| outside_quotes(line, separator)).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        let agreeing = counts.iter().filter(|count| **count == most).count();
        (most > 0).then_some((agreeing, most))
    };
    // Among equals the first: a comma also stands inside of amounts.
    let mut best: Option<(char, (usize, usize))> = None;
    for separator in [';', '\t', ','] {
        if let Some(found) = score(separator)
            && best.is_none_or(|(_, known)| found > known)
        {
            best = Some((separator, found));
        }
    }
    best.map(|(separator, _)| separator)
}

fn outside_quotes(line: &str, separator: char) -> usize {
    let mut is_quoted = false;
    line.chars()
        .filter(|letter| {
            is_quoted ^= *letter == '"';
            *letter == separator && !is_quoted
        })
        .count()
}

fn decode(bytes: &[u8]) -> Result<String, SpreadsheetError> {
    let text = if let Some(wide) = bytes.strip_prefix(b"\xff\xfe") {
        let (pairs, _) = wide.as_chunks::<2>();
        let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
        char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    } else {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
        }
    };
    let is_binary =
        |letter: char| letter.is_control() && !matches!(letter, '\t' | '\r' | '\n' | '\u{c}' | '\u{1a}');
    if text.chars().any(is_binary) {
        return Err(SpreadsheetError::NotAWorkbook);
    }
    Ok(text)
}

/// Windows-1252 differs from Latin-1 in 0x80 to 0x9f; five places there are unused and
/// stay control characters, by which a binary file is known.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let high = byte.checked_sub(0x80).and_then(|place| HIGH.get(usize::from(place)));
    high.copied().unwrap_or(char::from(byte))
}
