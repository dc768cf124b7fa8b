//! The portal's public statistics as a file: one row a village.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};

use crate::MinistryError;

/// The columns, as the portal names them.
pub const COLUMNS: [&str; 22] = [
    "province_id",
    "province",
    "district_id",
    "district",
    "subdistrict_id",
    "subdistrict",
    "village_id",
    "village",
    "cooperatives",
    "accounts_count",
    "npwp_count",
    "nib_count",
    "rat_count",
    "transaction_volume",
    "transaction_value",
    "simpanan_pokok_amount",
    "simpanan_pokok_members",
    "simpanan_pokok_tx",
    "simpanan_wajib_amount",
    "simpanan_wajib_members",
    "simpanan_wajib_tx",
    "savings_total_amount",
];
/// How many of the columns name regions; the rest are figures.
const NAMES: usize = 8;
/// How many figures a row has.
pub const FIGURES: usize = COLUMNS.len() - NAMES;
/// The place of `cooperatives` among the figures.
pub const COOPERATIVES: usize = 0;
/// The place of `transaction_value` among the figures, in rupiah.
pub const TRANSACTION_VALUE: usize = 6;
/// The place of `savings_total_amount` among the figures, in rupiah.
pub const SAVINGS_TOTAL: usize = 13;

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatisticRow {
    /// The line it stands on; the first holds the names of the columns.
    pub line: usize,
    /// The portal's numbers of province, city, district and village.
    pub ids: [String; 4],
    /// Their names as written.
    pub names: [String; 4],
    /// In the order of [`COLUMNS`]; nothing where the field is empty. A zero may mean that nothing
    /// happened or that nothing was reported: the portal does not tell.
    pub figures: [Option<i64>; FIGURES],
}

/// Reads a whole file. Columns may stand in any order and there may be more of them; headings may be in
/// capitals and with spaces, and fields parted by commas, semicolons or tabs. A line of totals is left out:
/// it is no village, and would count everything twice.
///
/// # Errors
/// [`MinistryError::Columns`] where one is missing; [`MinistryError::Line`] where a line cannot be read.
pub fn read(bytes: &[u8]) -> Result<Vec<StatisticRow>, MinistryError> {
    let text = decoded(bytes);
    let head = text.lines().next().unwrap_or_default();
    let count = |delimiter: &u8| head.bytes().filter(|byte| byte == delimiter).count();
    let delimiter = *b",;\t".iter().max_by_key(|delimiter| count(delimiter)).unwrap_or(&b',');
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let heads = reader.headers().map_err(|_| MinistryError::Columns(COLUMNS[0]))?.clone();
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        let found = heads.iter().position(|head| heading(head) == column);
        *place = found.ok_or(MinistryError::Columns(column))?;
    }
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    let mut line = 1;
    loop {
        let more = reader.read_record(&mut record);
        line = record.position().and_then(|at| usize::try_from(at.line()).ok()).unwrap_or(line + 1);
        match more {
            Ok(false) => return Ok(rows),
            Ok(true) if record.iter().all(|field| field.trim().is_empty()) => {}
            Ok(true) if is_total(&record, &places) => {}
            Ok(true) => rows.push(row(&record, &places, line)?),
            Err(_) => return Err(MinistryError::Line { line, column: COLUMNS[0] }),
        }
    }
}

/// The text of a file. What is not UTF-8 was saved by an older Excel: one byte a letter, as in Windows-1252,
/// of which names of places have the two apostrophes besides the letters of Latin-1.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let letter = |byte: &u8| if matches!(byte, 0x91 | 0x92) { '\'' } else { char::from(*byte) };
    std::str::from_utf8(bytes).map_or_else(|_| Cow::Owned(bytes.iter().map(letter).collect()), Cow::Borrowed)
}

/// "Province ID" is the column `province_id`.
fn heading(typed: &str) -> String {
    kernel::fold(&typed.replace('_', " ")).replace(' ', "_")
}

/// Whether a line names no village but the sum of all: what tells regions apart is empty, or says so.
fn is_total(record: &StringRecord, places: &[usize; COLUMNS.len()]) -> bool {
    let regions = places.iter().take(NAMES).filter_map(|place| record.get(*place));
    let mut said = regions.map(kernel::fold).filter(|text| !text.is_empty());
    said.all(|text| matches!(text.as_str(), "total" | "grand total" | "jumlah" | "nasional" | "indonesia"))
}

fn row(
    record: &StringRecord,
    places: &[usize; COLUMNS.len()],
    line: usize,
) -> Result<StatisticRow, MinistryError> {
    let field = |column: usize| {
        let place = places.get(column).copied().unwrap_or(usize::MAX);
        record.get(place).map(str::trim)
    };
    let text = |column: usize| field(column).unwrap_or_default().to_owned();
    let mut figures = [None; FIGURES];
    for (n, figure) in figures.iter_mut().enumerate() {
        let column = NAMES + n;
        let fault = MinistryError::Line { line, column: COLUMNS.get(column).copied().unwrap_or_default() };
        *figure = match field(column) {
            None => return Err(fault),
            Some("" | "-") => None,
            Some(typed) => Some(whole(typed).ok_or(fault)?),
        };
    }
    Ok(StatisticRow {
        line,
        ids: [text(0), text(2), text(4), text(6)],
        names: [text(1), text(3), text(5), text(7)],
        figures,
    })
}

/// "1500", "1500.00", "1.500", "Rp1.500,00": whole, and not less than nothing. Three digits behind a dot or
/// comma are thousands, as Indonesia writes them; a fraction of a rupiah is refused, not rounded, and so is
/// what can be read in two ways ("12500.000").
fn whole(typed: &str) -> Option<i64> {
    let bare: String = typed.chars().filter(|letter| !letter.is_whitespace()).collect();
    let bare = ["Rp.", "Rp", "RP", "IDR"].iter().find_map(|unit| bare.strip_prefix(unit)).unwrap_or(&bare);
    let marks: Vec<char> = bare.chars().filter(|letter| matches!(letter, '.' | ',')).collect();
    let (groups, fraction) = match marks.as_slice() {
        [.., last] if marks.iter().filter(|mark| mark == &last).count() == 1 => {
            let (before, after) = bare.rsplit_once(*last)?;
            match after.len() {
                0 => return None,
                3 => (bare, ""),
                _ => (before, after),
            }
        }
        _ => (bare, ""),
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = groups.split(['.', ',']).collect();
    let is_grouped = match parts.as_slice() {
        [_] => true,
        [first, rest @ ..] => first.len() <= 3 && rest.iter().all(|part| part.len() == 3),
        [] => false,
    };
    let is_one_mark = groups.contains('.') != groups.contains(',') || parts.len() == 1;
    let is_whole = fraction.bytes().all(|byte| byte == b'0');
    (is_grouped && is_one_mark && is_whole && parts.iter().all(|part| is_digits(part)))
        .then(|| parts.concat().parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(figures: &str) -> String {
        format!("{}\n1,BALI,2,KAB. BADUNG,3,KUTA,4, KUTA ,{figures}\n", COLUMNS.join(","))
    }

    #[test]
    fn a_row_is_read_with_what_it_does_not_say() {
        let rows = read(line("1,0,,1,0,3,1500.00,0,0,0,0,0,0,200000").as_bytes()).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].names, ["BALI", "KAB. BADUNG", "KUTA", "KUTA"]);
        assert_eq!((rows[0].ids[3].as_str(), rows[0].line), ("4", 2));
        assert_eq!(rows[0].figures[COOPERATIVES], Some(1));
        assert_eq!(rows[0].figures[2], None, "empty is not zero");
        assert_eq!(rows[0].figures[TRANSACTION_VALUE], Some(1_500));
        assert_eq!(rows[0].figures[SAVINGS_TOTAL], Some(200_000));
    }

    #[test]
    fn what_cannot_be_read_says_where() {
        let refused = |text: &str| read(text.as_bytes()).unwrap_err().to_string();
        assert!(refused("province,village\n").contains("province_id"));
        for figure in ["1,5", "-1", "1.5", "x"] {
            let figures = format!("1,0,0,1,0,3,\"{figure}\",0,0,0,0,0,0,0");
            let said = refused(&line(&figures));
            assert!(said.contains("baris 2") && said.contains("transaction_value"), "{said}");
        }
        assert!(refused(&line("1,0")).contains("npwp_count"));
    }

    #[test]
    fn semicolons_and_a_mark_of_the_encoding_do_not_matter() {
        let text = format!("\u{feff}{}", line("1,0,0,0,0,0,0,0,0,0,0,0,0,0").replace(',', ";"));
        assert_eq!(read(text.as_bytes()).unwrap().len(), 1);
    }

    #[test]
    fn thousands_are_not_taken_for_fractions() {
        for (typed, amount) in [
            ("1500", 1_500),
            ("1500.00", 1_500),
            ("1.500", 1_500),
            ("1.000", 1_000),
            ("10.500.000", 10_500_000),
            ("1,500,000", 1_500_000),
            ("Rp 1.500.000,00", 1_500_000),
            ("Rp. 20,000.00", 20_000),
            ("0,00", 0),
            ("0.000", 0),
        ] {
            assert_eq!(whole(typed), Some(amount), "{typed}");
        }
        for typed in [
            "12500.000",
            "1.5",
            "1,5",
            "1.50.000",
            "-1",
            "",
            "Rp",
            "1.",
            ".5",
            "1e3",
            "1.000,5",
            "1.0000.000",
        ] {
            assert_eq!(whole(typed), None, "{typed}");
        }
    }

    #[test]
    fn totals_are_no_village() {
        let figures = "1,0,0,1,0,3,1500,0,0,0,0,0,0,200000";
        let totals = [",,,,,,,", "TOTAL,,,,,,,", ",Jumlah,,,,,,", ",,,,,,,Grand Total"];
        let lines: Vec<String> = totals.iter().map(|place| format!("{place},{figures}\n")).collect();
        let rows = read(format!("{}{}", line(figures), lines.concat()).as_bytes()).unwrap();
        assert_eq!(rows.len(), 1, "{rows:?}");
        let village = line(figures).replace(" KUTA ", "TOTAL");
        assert_eq!(read(village.as_bytes()).unwrap().len(), 1, "a village may be called so");
    }

    #[test]
    fn headings_and_letters_of_an_older_excel_are_read() {
        let figures = "1,0,0,1,0,3,1500,0,0,0,0,0,0,200000";
        let text = line(figures).replace(" KUTA ", "KU\u{92}TA");
        let (head, rest) = text.split_once('\n').unwrap();
        let head = head.to_uppercase().replace('_', " ").replace(',', "\t");
        let bytes: Vec<u8> = format!("{head}\n{}", rest.replace(',', "\t"))
            .chars()
            .map(|letter| u8::try_from(u32::from(letter)).unwrap())
            .collect();
        let rows = read(&bytes).unwrap();
        assert_eq!((rows[0].names[3].as_str(), rows[0].line), ("KU'TA", 2));
    }
}
