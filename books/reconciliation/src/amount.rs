//! Amounts as banks print them: `1,500,000.00`, `1.500.000,00`, `150000 CR`, `(2.500,00)`.
//!
//! A bank counts sen, the books do not: an amount is read in sen, so that running balances can be checked
//! exactly, and rounded only when it is kept.

use kernel::{MAX_AMOUNT, Rupiah};
use serde::{Deserialize, Serialize};
use spreadsheet::Cell;

/// Which sign separates what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) enum Decimals {
    /// Dots between thousands, a comma before sen.
    #[serde(rename = "id")]
    Indonesian,
    /// Commas between thousands, a dot before sen.
    #[serde(rename = "en")]
    English,
    /// Whichever an amount shows; three digits after a lone sign are thousands.
    #[default]
    #[serde(rename = "auto")]
    Either,
}

/// What stands beside an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// DB, D: out of the account.
    Out,
    /// CR, K: into the account.
    Into,
}

/// An amount with what its cell says about its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amount {
    /// Never negative.
    pub sen: i64,
    /// A minus sign or parentheses.
    pub is_negative: bool,
    /// Letters.
    pub mark: Option<Mark>,
}

impl Amount {
    /// The sen with their sign: negative where a sign or the letters say so.
    pub fn signed(self) -> i64 {
        if self.is_negative || self.mark == Some(Mark::Out) { -self.sen } else { self.sen }
    }
}

/// The amount in a cell; nothing where it is blank or a dash.
///
/// # Errors
/// Where something stands there that is no amount.
pub(crate) fn amount(cell: &Cell, decimals: Decimals) -> Result<Option<Amount>, Unreadable> {
    match cell {
        Cell::Number(_) => {
            let thousandths = cell.thousandths().ok_or(Unreadable)?;
            // A bank has no tenths of a sen; what a formula left behind is rounded.
            let sen = (thousandths + 5).div_euclid(10);
            within(Amount { sen: sen.saturating_abs(), is_negative: sen < 0, mark: None }).map(Some)
        }
        Cell::Text(text) => text_amount(text, decimals),
        cell if cell.is_blank() => Ok(None),
        _ => Err(Unreadable),
    }
}

/// A cell that holds no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unreadable;

fn within(amount: Amount) -> Result<Amount, Unreadable> {
    if amount.sen <= MAX_AMOUNT.0.saturating_mul(100) { Ok(amount) } else { Err(Unreadable) }
}

fn text_amount(text: &str, decimals: Decimals) -> Result<Option<Amount>, Unreadable> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    let plain = plain.trim_start_matches("RP").trim_start_matches("IDR").trim_start_matches('.');
    if plain.is_empty() || plain.chars().all(|c| "-–—".contains(c)) {
        return Ok(None);
    }
    let (plain, mark) = split_mark(plain);
    // `20.000,-` ends with a flourish, not with a minus sign.
    let plain = [",-", ",–"].iter().find_map(|end| plain.strip_suffix(end)).unwrap_or(plain);
    let inside = plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let unsigned = inside.unwrap_or(plain);
    let digits = unsigned.trim_start_matches(['-', '−', '+']).trim_end_matches(['-', '−']);
    let is_negative = inside.is_some() || unsigned.contains(['-', '−']);
    let sen = sen(digits, decimals).ok_or(Unreadable)?;
    within(Amount { sen, is_negative, mark }).map(Some)
}

/// Takes letters off the end or the beginning.
fn split_mark(text: &str) -> (&str, Option<Mark>) {
    let after = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    if let Some(mark) = text.get(after.len()..).and_then(mark) {
        return (after, Some(mark));
    }
    let before = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = text.get(..text.len() - before.len()).unwrap_or_default();
    match mark(letters) {
        Some(mark) => (before, Some(mark)),
        None => (text, None),
    }
}

/// What a word says about the direction, as seen from the account. At a bank, *debit* is money out and
/// *kredit* money in: the opposite of the cash book.
pub(crate) fn mark(word: &str) -> Option<Mark> {
    match word.trim().trim_end_matches('.').to_uppercase().as_str() {
        "D" | "DB" | "DR" | "DEBET" | "DEBIT" | "-" | "KELUAR" => Some(Mark::Out),
        "K" | "CR" | "KR" | "C" | "KREDIT" | "CREDIT" | "+" | "MASUK" => Some(Mark::Into),
        _ => None,
    }
}

fn sen(digits: &str, decimals: Decimals) -> Option<i64> {
    if !digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let (whole, fraction) = match decimal_sign(digits, decimals) {
        Some(sign) => digits.rsplit_once(sign)?,
        None => (digits, ""),
    };
    let group = whole.chars().find(|c| !c.is_ascii_digit());
    if let Some(group) = group {
        let mut parts = whole.split(group);
        let first = parts.next()?;
        let even = (1..=3).contains(&first.len()) && parts.all(is_three_digits);
        if !even {
            return None;
        }
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let significant = fraction.trim_end_matches('0');
    if whole.is_empty() || significant.len() > 2 || !fraction.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let rupiah: i64 = whole.parse().ok()?;
    let part: i64 = format!("{significant:0<2}").parse().ok()?;
    rupiah.checked_mul(100)?.checked_add(part)
}

fn is_three_digits(part: &str) -> bool {
    part.len() == 3 && part.chars().all(|c| c.is_ascii_digit())
}

/// The sign before the sen, if there is one.
fn decimal_sign(digits: &str, decimals: Decimals) -> Option<char> {
    let last = digits.chars().rfind(|c| !c.is_ascii_digit())?;
    let is_decimal = match decimals {
        Decimals::Indonesian => last == ',',
        Decimals::English => last == '.',
        Decimals::Either => {
            let other = if last == '.' { ',' } else { '.' };
            let after = digits.rsplit(last).next().unwrap_or_default();
            let alone = digits.matches(last).count() == 1;
            alone && (digits.contains(other) || after.len() != 3)
        }
    };
    is_decimal.then_some(last)
}

/// Sen as whole rupiah, half a rupiah upwards.
pub(crate) fn rupiah(sen: i64) -> Rupiah {
    Rupiah((sen + 50).div_euclid(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, decimals: Decimals) -> Option<i64> {
        amount(&Cell::Text(text.to_owned()), decimals).ok().flatten().map(Amount::signed)
    }

    #[test]
    fn both_ways_of_writing_are_read() {
        for (text, decimals, sen) in [
            ("1,500,000.00", Decimals::English, 150_000_000),
            ("1.500.000,00", Decimals::Indonesian, 150_000_000),
            ("1,500,000.00", Decimals::Either, 150_000_000),
            ("1.500.000,25", Decimals::Either, 150_000_025),
            ("1.500", Decimals::Either, 150_000),
            ("1,500", Decimals::Either, 150_000),
            ("1500.5", Decimals::Either, 150_050),
            ("1.500.000", Decimals::Either, 150_000_000),
            ("Rp 20.000,-", Decimals::Either, 2_000_000),
            ("0.00", Decimals::English, 0),
            ("250000", Decimals::English, 25_000_000),
            ("2,500.0000", Decimals::English, 250_000),
        ] {
            assert_eq!(read(text, decimals), Some(sen), "{text}");
        }
    }

    #[test]
    fn letters_and_signs_say_the_direction() {
        for (text, sen) in [
            ("150,000.00 CR", 15_000_000),
            ("150,000.00DB", -15_000_000),
            ("K 1.000", 100_000),
            ("-5,000.00", -500_000),
            ("5,000.00-", -500_000),
            ("(5.000,00)", -500_000),
            ("+7", 700),
        ] {
            assert_eq!(read(text, Decimals::Either), Some(sen), "{text}");
        }
        assert_eq!(["kredit", "DB", "x"].map(mark), [Some(Mark::Into), Some(Mark::Out), None]);
    }

    #[test]
    fn what_is_no_amount_is_refused_and_a_dash_is_nothing() {
        for text in [
            "abc",
            "1,50,000",
            "12.34.56",
            "1.2345",
            "1 2a",
            "9999999999999999999",
            "1.000.000.000.000.001,00",
        ] {
            let cell = Cell::Text(text.to_owned());
            assert_eq!(amount(&cell, Decimals::Either), Err(Unreadable), "{text}");
        }
        for text in ["", " ", "-", "–", "Rp -"] {
            assert_eq!(amount(&Cell::Text(text.to_owned()), Decimals::Either), Ok(None), "{text}");
        }
        assert_eq!(amount(&Cell::Bool(true), Decimals::Either), Err(Unreadable));
        assert_eq!(amount(&Cell::Empty, Decimals::Either), Ok(None));
        assert_eq!(
            amount(&Cell::Number(-1_234.56), Decimals::Either).unwrap().map(Amount::signed),
            Some(-123_456)
        );
    }

    #[test]
    fn sen_are_rounded_to_the_nearest_rupiah() {
        assert_eq!([149, 150, -149, -150, -151].map(|sen| rupiah(sen).0), [1, 2, -1, -1, -2]);
    }
}
