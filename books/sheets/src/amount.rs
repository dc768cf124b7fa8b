//! Amounts as officers write them.
//!
//! Rule: an amount is read only if no second reading is possible. A dot or comma that
//! groups by three is a separator of thousands, one before exactly two digits at the
//! end is a decimal sign; anything else may mean two amounts and is refused.

use kernel::{MAX_AMOUNT, Rupiah};
use spreadsheet::Cell;
use thiserror::Error;

/// Why an amount was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AmountError {
    /// Dots and commas that may mean two amounts, such as `1.5` or `1,500 jt`.
    #[error(
        "Tulis jumlahnya dengan titik ribuan, misalnya 1.500, karena tulisan ini bisa berarti dua nilai."
    )]
    Ambiguous,
    /// A part of a rupiah.
    #[error("Bulatkan jumlah ini ke rupiah penuh, karena ada angka di belakang koma.")]
    Fraction,
    /// Beyond [`kernel::MAX_AMOUNT`].
    #[error("Periksa lagi jumlah ini: paling banyak Rp1.000 triliun.")]
    TooLarge,
    /// A date or time stands in the cell.
    #[error("Ubah sel ini menjadi angka, karena isinya tanggal dan bukan jumlah.")]
    Date,
    /// A formula that failed.
    #[error("Ketik jumlahnya sebagai angka, karena rumus di sel ini gagal.")]
    Formula,
    /// Anything else.
    #[error("Tulis jumlahnya dengan angka saja, misalnya 120.000.")]
    NotANumber,
}

/// Reads an amount as written: `Rp 120.000,-`, `120,000`, `100rb`, `1,5 jt`, `(5.000)`,
/// `1.200.000,00`, `Rp. 50 ribu`. `None` for nothing, a dash, `Rp -` or `nihil`. A minus
/// sign or parentheses give a negative amount; the caller decides whether it may be.
///
/// # Errors
/// [`AmountError`], where the text is no amount or may be two.
pub fn parse_amount(text: &str) -> Result<Option<Rupiah>, AmountError> {
    let lower =
        text.to_lowercase().replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ").replace(['−', '–', '—'], "-");
    let (mut body, mut is_negative) = (lower.trim(), false);
    // Currency, sign and parentheses come in any order, each at most once.
    let mut seen = (false, false, false);
    loop {
        let before = body;
        if let Some(inner) = body.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'))
            && !std::mem::replace(&mut seen.0, true)
        {
            (body, is_negative) = (inner.trim(), true);
        }
        if let Some(rest) = body.strip_prefix("rp").or_else(|| body.strip_prefix("idr"))
            && !std::mem::replace(&mut seen.1, true)
        {
            body = rest.strip_prefix('.').unwrap_or(rest).trim_start_matches([' ', ':']);
        }
        if let Some(rest) = body.strip_prefix(['-', '+'])
            && rest.contains(|letter: char| letter.is_ascii_digit())
            && !std::mem::replace(&mut seen.2, true)
        {
            is_negative |= body.starts_with('-');
            body = rest.trim_start();
        }
        if before == body {
            break;
        }
    }
    if seen.0 && seen.2 {
        return Err(AmountError::Ambiguous);
    }
    if matches!(body, "" | "-" | "--" | ",-" | "nihil" | ".-") {
        return Ok(None);
    }
    let body =
        [",--", ",-", ".--", ".-", ",=", ".="].iter().find_map(|end| body.strip_suffix(end)).unwrap_or(body);
    let value = unsigned(body.trim_end())?;
    let value = if is_negative { -value } else { value };
    bounded(value).map(Some)
}

/// The amount in a cell; `None` for nothing or a dash. A number that misses a whole
/// rupiah only by what a formula leaves behind counts as that rupiah.
///
/// # Errors
/// [`AmountError`].
pub fn amount_of(cell: &Cell) -> Result<Option<Rupiah>, AmountError> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Text(text) => parse_amount(text),
        Cell::Number(number) if !number.is_finite() || number.abs() > 1e15 => Err(AmountError::TooLarge),
        Cell::Number(_) => {
            let thousandths =
                || cell.thousandths().filter(|amount| amount % 1_000 == 0).map(|amount| amount / 1_000);
            let whole = cell.whole().or_else(thousandths).ok_or(AmountError::Fraction)?;
            bounded(i128::from(whole)).map(Some)
        }
        Cell::DateTime { .. } => Err(AmountError::Date),
        Cell::Error(_) => Err(AmountError::Formula),
        Cell::Bool(_) => Err(AmountError::NotANumber),
    }
}

fn bounded(value: i128) -> Result<Rupiah, AmountError> {
    let amount = i64::try_from(value).map(Rupiah).map_err(|_| AmountError::TooLarge)?;
    if amount.abs() > MAX_AMOUNT { Err(AmountError::TooLarge) } else { Ok(amount) }
}

/// Digits, separators and a unit.
fn unsigned(text: &str) -> Result<i128, AmountError> {
    const UNITS: [(&str, u32); 9] = [
        ("ribu", 3),
        ("rb", 3),
        ("rbu", 3),
        ("k", 3),
        ("juta", 6),
        ("jt", 6),
        ("jta", 6),
        ("miliar", 9),
        ("milyar", 9),
    ];
    let end = text.find(|letter: char| letter.is_alphabetic()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(end).unwrap_or((text, ""));
    let unit = unit.trim_end_matches(['.', ' ']);
    let places = match UNITS.iter().find(|(name, _)| *name == unit) {
        Some((_, places)) => *places,
        None if unit.is_empty() => 0,
        None => return Err(AmountError::NotANumber),
    };
    let (whole, fraction) = split_number(number.trim(), places > 0)?;
    let scale = 10_i128.pow(places);
    let length = u32::try_from(fraction.len()).map_err(|_| AmountError::NotANumber)?;
    let part = digits(&fraction)? * scale;
    let parts = 10_i128.pow(length.min(12));
    if part % parts != 0 {
        return Err(AmountError::Fraction);
    }
    Ok(digits(&whole)? * scale + part / parts)
}

/// The digits before and after the decimal sign.
fn split_number(number: &str, has_unit: bool) -> Result<(String, String), AmountError> {
    let is_known = |letter: char| letter.is_ascii_digit() || matches!(letter, '.' | ',' | ' ');
    if number.is_empty() || !number.chars().all(is_known) || number.len() > 40 {
        return Err(AmountError::NotANumber);
    }
    let Some(last) = number.rfind(['.', ',']) else {
        return Ok((grouped(number, ' ')?, String::new()));
    };
    let (before, tail) = number.split_at_checked(last).unwrap_or((number, ""));
    let sign = if tail.starts_with('.') { '.' } else { ',' };
    let other = if sign == '.' { ',' } else { '.' };
    let after = tail.trim_start_matches(['.', ',']);
    if !after.chars().all(|letter| letter.is_ascii_digit()) || before.is_empty() {
        return Err(AmountError::NotANumber);
    }
    let is_grouping = after.len() == 3 && !before.contains(other);
    if has_unit {
        // `1,5 jt` is clear; `1.500 jt` may be one and a half million or 1.500 million.
        return if before.contains(['.', ',', ' ']) || !matches!(after.len(), 1 | 2) {
            Err(AmountError::Ambiguous)
        } else {
            Ok((before.to_owned(), after.to_owned()))
        };
    }
    if is_grouping {
        return Ok((grouped(number, sign)?, String::new()));
    }
    if after.len() != 2 || before.contains(sign) {
        return Err(AmountError::Ambiguous);
    }
    let separator = if before.contains(other) { other } else { ' ' };
    Ok((grouped(before, separator)?, after.to_owned()))
}

/// Digits in groups of three, or without groups.
fn grouped(text: &str, separator: char) -> Result<String, AmountError> {
    let mut groups = text.split(separator);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let all_digits = |group: &str| !group.is_empty() && group.chars().all(|letter| letter.is_ascii_digit());
    if !all_digits(first) || !rest.iter().all(|group| all_digits(group)) {
        return Err(AmountError::Ambiguous);
    }
    if !rest.is_empty() && (first.len() > 3 || first == "0" || rest.iter().any(|group| group.len() != 3)) {
        return Err(AmountError::Ambiguous);
    }
    Ok(std::iter::once(first).chain(rest).collect())
}

fn digits(text: &str) -> Result<i128, AmountError> {
    if text.is_empty() {
        return Ok(0);
    }
    if text.len() > 20 {
        return Err(AmountError::TooLarge);
    }
    text.parse().map_err(|_| AmountError::NotANumber)
}
