//! From a file to the lines of a bank statement. Pure.
//!
//! A row with a date and an amount is a line. A row without both continues what the line above says, or is
//! decoration. The bank's own rows of totals and balances are recognised by their words. Anything else
//! refuses the file with its row: a line that is passed over would not be missed by anybody.

use kernel::{BookDate, Rupiah, fold};
use spreadsheet::{Row, Sheet, Workbook};

use crate::amount::{Amount, Mark, amount, mark, rupiah};
use crate::day::day;
use crate::error::ReconciliationError;
use crate::layout::{Columns, Found};

/// The longest text of a line that is kept, in characters.
const TEXT_MAX: usize = 300;

/// A bank statement as a file says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Statement {
    /// Oldest first.
    pub lines: Vec<ReadLine>,
    /// Before the first line, where the file says it.
    pub opening: Option<Rupiah>,
    /// After the last line, where the file says it.
    pub closing: Option<Rupiah>,
    /// The row from which running balances do not follow from the amounts.
    pub gap: Option<u32>,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ReadLine {
    pub row: u32,
    pub date: BookDate,
    pub text: String,
    /// In positive, out negative.
    pub amount: Rupiah,
    pub balance: Option<Rupiah>,
}

/// A line before it is rounded.
struct Raw {
    row: u32,
    date: BookDate,
    text: String,
    sen: i64,
    balance: Option<i64>,
}

/// What a row turns out to be.
enum Kind {
    Line(Raw),
    Continues(String),
    Opening(i64),
    Closing(i64),
    Other,
}

/// The lines of one sheet, oldest first.
struct Table {
    raw: Vec<Raw>,
    opening: Option<i64>,
    closing: Option<i64>,
}

/// Reads the lines of a file, of all its sheets: a bank may give a sheet a month or a page.
pub(crate) fn read(
    workbook: &Workbook,
    found: &Found,
    today: BookDate,
) -> Result<Statement, ReconciliationError> {
    let mut tables = Vec::new();
    for (number, sheet) in workbook.sheets.iter().enumerate() {
        let first = match number == found.sheet {
            true => Some(found.first),
            false if sheet.hidden => continue,
            false => found.again(workbook, sheet),
        };
        match first {
            Some(first) => tables.push(table(sheet, first, &found.columns, today)?),
            None if has_lines(sheet, &found.columns, today) => {
                return Err(ReconciliationError::OtherSheet(sheet.name.clone()));
            }
            None => {}
        }
    }
    tables.retain(|table| !table.raw.is_empty());
    tables.sort_by_key(|table| table.raw.first().map(|line| line.date));
    let opening = tables.first().and_then(|table| table.opening);
    let closing = tables.last().and_then(|table| table.closing);
    let raw: Vec<Raw> = tables.into_iter().flat_map(|table| table.raw).collect();
    if raw.is_empty() {
        return Err(ReconciliationError::NoLines);
    }
    Ok(rounded(&raw, opening, closing))
}

/// Whether something stands there that would be a line if the sheet had the same headings.
fn has_lines(sheet: &Sheet, columns: &Columns, today: BookDate) -> bool {
    sheet.rows.iter().any(|row| matches!(kind(row, columns, today), Ok(Kind::Line(_))))
}

fn table(
    sheet: &Sheet,
    first: usize,
    columns: &Columns,
    today: BookDate,
) -> Result<Table, ReconciliationError> {
    let mut raw: Vec<Raw> = Vec::new();
    let (mut opening, mut closing) = (None, None);
    for row in sheet.rows.iter().skip(first) {
        match kind(row, columns, today)? {
            Kind::Line(line) => raw.push(line),
            Kind::Continues(text) => {
                if let Some(line) = raw.last_mut() {
                    line.text = shortened(&format!("{} {text}", line.text));
                }
            }
            Kind::Opening(sen) => opening = opening.or(Some(sen)),
            Kind::Closing(sen) => closing = Some(sen),
            Kind::Other => {}
        }
    }
    if is_newest_first(&raw) {
        raw.reverse();
    }
    Ok(Table { raw, opening, closing })
}

fn kind(row: &Row, columns: &Columns, today: BookDate) -> Result<Kind, ReconciliationError> {
    let text = description(row, columns);
    let date = day(row.cell(columns.date), columns.order, today);
    let refused = |what| ReconciliationError::Row { row: row.number, what };
    let summary = summary(row, columns, &text);
    let balance = match columns.balance.map(|column| amount(row.cell(column), columns.decimals)) {
        Some(Ok(found)) => found.map(Amount::signed),
        Some(Err(_)) if date.is_some() && summary.is_none() => {
            return Err(refused("saldonya tidak terbaca."));
        }
        _ => None,
    };
    if let Some(summary) = summary {
        return Ok(match (summary, balance.or_else(|| last_amount(row, columns))) {
            (Summary::Opening, Some(sen)) => Kind::Opening(sen),
            (Summary::Closing, Some(sen)) => Kind::Closing(sen),
            _ => Kind::Other,
        });
    }
    match (date, moved(row, columns)) {
        (Some(date), Ok(Some(sen))) => Ok(Kind::Line(Raw { row: row.number, date, text, sen, balance })),
        (Some(_), Ok(None)) => Ok(Kind::Other),
        (Some(_), Err(what)) => Err(refused(what)),
        // Headings that are repeated on every page hold no amounts.
        (None, Err(_)) => Ok(Kind::Other),
        (None, Ok(Some(_))) => Err(refused("tanggalnya tidak terbaca.")),
        (None, Ok(None)) if row.cell(columns.date).is_blank() && balance.is_none() => {
            Ok(Kind::Continues(text))
        }
        (None, Ok(None)) => Ok(Kind::Other),
    }
}

fn description(row: &Row, columns: &Columns) -> String {
    let parts = columns.description.iter().map(|column| row.cell(*column).shown());
    let words: Vec<String> = parts
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty())
        .collect();
    shortened(&words.join(" "))
}

fn shortened(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control()).take(TEXT_MAX).collect()
}

/// A row that sums up instead of telling.
#[derive(Debug, Clone, Copy)]
enum Summary {
    Opening,
    Closing,
    Sum,
}

/// Which summary a row is, by the words in its date or description.
fn summary(row: &Row, columns: &Columns, text: &str) -> Option<Summary> {
    const OPENING: [&str; 5] =
        ["saldo awal", "saldo bulan lalu", "opening balance", "beginning balance", "saldo sebelumnya"];
    const CLOSING: [&str; 4] = ["saldo akhir", "closing balance", "ending balance", "saldo penutup"];
    const SUMS: [&str; 8] = [
        "total",
        "jumlah",
        "mutasi debet",
        "mutasi debit",
        "mutasi kredit",
        "mutasi credit",
        "sub total",
        "grand total",
    ];
    let dated = fold(&row.cell(columns.date).shown());
    let first = row.cells.iter().find(|cell| !cell.is_blank()).map(|cell| fold(&cell.shown()));
    let told = [dated, fold(text), first.unwrap_or_default()];
    let begins = |words: &[&str]| {
        told.iter().any(|text| words.iter().any(|word| text == word || text.starts_with(&format!("{word} "))))
    };
    if begins(&OPENING) {
        Some(Summary::Opening)
    } else if begins(&CLOSING) {
        Some(Summary::Closing)
    } else if day_is_missing(row, columns) && begins(&SUMS) {
        Some(Summary::Sum)
    } else {
        None
    }
}

/// A payment may well begin with "Total"; a sum has no day.
fn day_is_missing(row: &Row, columns: &Columns) -> bool {
    day(row.cell(columns.date), columns.order, BookDate::MAX).is_none()
}

/// The last amount of a summary row: banks put it where there is room.
fn last_amount(row: &Row, columns: &Columns) -> Option<i64> {
    row.cells.iter().rev().find_map(|cell| amount(cell, columns.decimals).ok().flatten()).map(Amount::signed)
}

/// What a row moves, in sen; nothing where it moves nothing.
fn moved(row: &Row, columns: &Columns) -> Result<Option<i64>, &'static str> {
    const UNREADABLE: &str = "jumlahnya tidak terbaca.";
    let read = |column: Option<usize>| match column {
        Some(column) => amount(row.cell(column), columns.decimals).map_err(|_| UNREADABLE),
        None => Ok(None),
    };
    let sen = if let Some(column) = columns.amount {
        match read(Some(column))? {
            None => None,
            Some(found) => Some(directed(row, columns, found)?),
        }
    } else {
        let (out, into) = (read(columns.out)?, read(columns.into)?);
        let given = |found: Option<Amount>| found.map_or(0, |found| found.sen);
        if into.is_some_and(|into| into.is_negative && into.sen != 0) {
            return Err("uang masuknya negatif.");
        }
        match (given(out), given(into)) {
            (0, 0) => None,
            (out, 0) => Some(-out),
            (0, into) => Some(into),
            _ => return Err("uang keluar dan uang masuk terisi keduanya."),
        }
    };
    Ok(sen.filter(|sen| *sen != 0))
}

/// An amount of a single column with its direction.
fn directed(row: &Row, columns: &Columns, found: Amount) -> Result<i64, &'static str> {
    let letters = columns.sign.and_then(|column| mark(&row.cell(column).shown()));
    match letters.or(found.mark) {
        Some(Mark::Out) => Ok(-found.sen),
        Some(Mark::Into) => Ok(found.sen),
        None if columns.sign.is_some() && found.sen != 0 => Err("D atau K-nya tidak terbaca."),
        None => Ok(found.signed()),
    }
}

/// Whether the bank lists the newest line first: by the dates, and on a single day by the balances.
fn is_newest_first(raw: &[Raw]) -> bool {
    let (Some(first), Some(last)) = (raw.first(), raw.last()) else { return false };
    if first.date != last.date {
        return first.date > last.date;
    }
    let follows = |(before, after): (&Raw, &Raw)| {
        before.balance.zip(after.balance).is_some_and(|(before, balance)| before + after.sen == balance)
    };
    let pairs = || raw.iter().zip(raw.iter().skip(1));
    let forwards = pairs().filter(|(a, b)| follows((a, b))).count();
    let backwards = pairs().filter(|(a, b)| follows((b, a))).count();
    backwards > forwards
}

/// Rounds to whole rupiah so that amounts still lead from balance to balance: where the bank tells
/// balances, an amount is the difference of two rounded ones.
fn rounded(raw: &[Raw], opening: Option<i64>, closing: Option<i64>) -> Statement {
    let first_balance = raw.first().and_then(|line| line.balance.map(|balance| balance - line.sen));
    let opening = first_balance.or(opening);
    let mut before = opening;
    let mut gap = None;
    let mut lines = Vec::with_capacity(raw.len());
    for line in raw {
        let follows = before.zip(line.balance).is_some_and(|(before, balance)| before + line.sen == balance);
        if !follows && gap.is_none() && before.is_some() && line.balance.is_some() {
            gap = Some(line.row);
        }
        let amount = match before.zip(line.balance) {
            Some((before, balance)) if follows => Rupiah(rupiah(balance).0 - rupiah(before).0),
            _ => rupiah(line.sen),
        };
        before = line.balance.or_else(|| before.map(|before| before + line.sen));
        lines.push(ReadLine {
            row: line.row,
            date: line.date,
            text: line.text.clone(),
            amount,
            balance: line.balance.map(rupiah),
        });
    }
    let last = raw.last().and_then(|line| line.balance).or(closing);
    // An amount below half a rupiah leaves nothing to match.
    lines.retain(|line| !line.amount.is_zero());
    Statement { lines, opening: opening.map(rupiah), closing: last.map(rupiah), gap }
}
