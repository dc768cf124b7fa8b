//! The portal's public statistics as a file: one row a village.

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

/// Reads a whole file. Columns may stand in any order and there may be more of them.
///
/// # Errors
/// [`MinistryError::Columns`] where one is missing; [`MinistryError::Line`] where a line cannot be read.
pub fn read(bytes: &[u8]) -> Result<Vec<StatisticRow>, MinistryError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let semicolons = head.iter().filter(|byte| **byte == b';').count();
    let delimiter = if semicolons >= COLUMNS.len() - 1 { b';' } else { b',' };
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
    let heads = reader.headers().map_err(|_| MinistryError::Columns(COLUMNS[0]))?.clone();
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        let found = heads.iter().position(|head| head.trim().eq_ignore_ascii_case(column));
        *place = found.ok_or(MinistryError::Columns(column))?;
    }
    let mut rows = Vec::new();
    let mut record = StringRecord::new();
    let mut line = 1;
    loop {
        line += 1;
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(rows),
            Ok(true) if record.iter().all(|field| field.trim().is_empty()) => {}
            Ok(true) => rows.push(row(&record, &places, line)?),
            Err(_) => return Err(MinistryError::Line { line, column: COLUMNS[0] }),
        }
    }
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
            Some("") => None,
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

/// "1500", "1500.00": whole, and not less than nothing. A fraction of a rupiah is refused, not rounded.
fn whole(typed: &str) -> Option<i64> {
    let (whole, fraction) = typed.split_once('.').unwrap_or((typed, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (!whole.is_empty() && digits(whole) && fraction.bytes().all(|byte| byte == b'0'))
        .then(|| whole.parse().ok())
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
}
