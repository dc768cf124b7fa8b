//! What ties a paper to the books: a short code over every balance of a day, and a signature over the file.
//!
//! The code says for which cooperative and day it was made and holds the hash of all balances of that day.
//! Whoever has the books computes it again ([`check`]): an entry added later to that time, or one that is
//! not there any more, gives another. The signature at the end of a PDF says that nobody changed the file
//! since this installation made it.

use std::fmt;
use std::str::FromStr;

use kernel::{BookDate, CooperativeId, Month, RegionCode};
use reports::SealMark;
use sha2::{Digest, Sha256};
use store::{Reader, StoreError};
use web::{Keys, hex, sign};

use crate::error::StatementError;

/// Says that the code is ours, and of which make.
const MAKE: &str = "SG1";

/// Hexadecimal digits of the hash: 80 bits, short enough to be typed.
const DIGITS: usize = 20;

/// Before the signature in a PDF; a reader of PDF takes the line for a remark.
const SIGNATURE: &str = "%sokoguru-";

/// What signing keys are derived for.
const PURPOSE: &str = "documents/signature";

/// The seal of a cooperative's books at the end of a day: `SG1-1971041001-20261031-3f2a…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookSeal {
    /// The village of the cooperative.
    pub village: RegionCode,
    /// The day whose balances it covers, at its end.
    pub day: BookDate,
    /// The hash of all balances, in hexadecimal digits.
    pub digest: String,
}

impl fmt::Display for BookSeal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { village, day, digest } = self;
        let (year, month, date) = (day.year(), day.month(), day.day());
        write!(f, "{MAKE}-{}-{year:04}{month:02}{date:02}-{digest}", village.number())
    }
}

impl FromStr for BookSeal {
    type Err = StatementError;

    fn from_str(text: &str) -> Result<Self, StatementError> {
        let unknown = || StatementError::NoSeal;
        // Typed from paper, where capitals are a nuisance.
        let text = text.trim().to_ascii_uppercase();
        let mut parts = text.split('-');
        let (Some(MAKE), Some(village), Some(day), Some(digest), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(unknown());
        };
        let number = |text: &str| text.parse::<i64>().map_err(|_| unknown());
        let day = number(day)?;
        let is_digest = digest.len() == DIGITS && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
        Ok(Self {
            village: RegionCode::from_number(number(village)?).ok_or_else(unknown)?,
            day: BookDate::new(day / 10_000, day / 100 % 100, day % 100).ok_or_else(unknown)?,
            digest: Some(digest.to_ascii_lowercase()).filter(|_| is_digest).ok_or_else(unknown)?,
        })
    }
}

/// The seal of the books at the end of a day.
///
/// # Errors
/// Where the database fails.
pub fn seal_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    village: RegionCode,
    day: BookDate,
) -> Result<BookSeal, StoreError> {
    let mut rows = ledger::balances(reader, cooperative, None, day, None)?;
    rows.sort_by_key(|row| (row.account, row.unit, row.activity));
    let mut hash = Sha256::new();
    for row in rows {
        let line = format!(
            "{} {} {} {} {}\n",
            row.account,
            row.unit,
            row.activity.number(),
            row.debit.0,
            row.credit.0
        );
        hash.update(line.as_bytes());
    }
    let digest: String = hex::encode(&hash.finalize()).chars().take(DIGITS).collect();
    Ok(BookSeal { village, day, digest })
}

/// What a paper of a day bears: the code, and whether the month is closed.
///
/// # Errors
/// Where the database fails.
pub fn mark(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    village: RegionCode,
    day: BookDate,
) -> Result<SealMark, StoreError> {
    let seal = seal_of(reader, cooperative, village, day)?;
    let text = match closed_month(reader, cooperative, day)? {
        Some((month, closing)) => {
            let short: String = closing.chars().take(12).collect();
            format!("Segel buku per {}: {seal}. {} sudah ditutup, segel {short}.", day.long(), month.long())
        }
        None => format!("Segel buku per {}: {seal}. Bulannya belum ditutup.", day.long()),
    };
    Ok(SealMark { text, code: seal.to_string() })
}

/// The month of a day with its seal, where it is closed and the closing stands.
fn closed_month(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    day: BookDate,
) -> Result<Option<(Month, String)>, StoreError> {
    let month = day.month_of();
    let seals = ledger::seals(reader, cooperative)?;
    let standing = seals.into_iter().filter(|seal| seal.reopened_at.is_none());
    Ok(standing.filter(|seal| seal.month == month).map(|seal| (month, seal.seal)).next_back())
}

/// What the books say of a seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealCheck {
    /// What the same day's seal is now.
    pub now: BookSeal,
    /// Whether it is the one on the paper.
    pub agrees: bool,
    /// The month and its closing seal, where it is closed.
    pub closed: Option<(Month, String)>,
}

/// Lays a seal beside the books as they are now.
///
/// # Errors
/// Where the database fails.
pub fn check(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    seal: &BookSeal,
) -> Result<SealCheck, StoreError> {
    let now = seal_of(reader, cooperative, seal.village, seal.day)?;
    let closed = closed_month(reader, cooperative, seal.day)?;
    Ok(SealCheck { agrees: now == *seal, now, closed })
}

/// A PDF with its seal and this installation's signature behind it.
pub fn signed(mut pdf: Vec<u8>, seal: Option<&SealMark>, keys: &Keys) -> Vec<u8> {
    let Some(seal) = seal else { return pdf };
    pdf.extend_from_slice(format!("\n{SIGNATURE}{} ", seal.code).as_bytes());
    let signature = sign(&keys.derive(PURPOSE), &pdf);
    pdf.extend_from_slice(format!("{}\n", hex::encode(&signature)).as_bytes());
    pdf
}

/// The seal of a PDF of ours, and whether nobody changed the file since.
///
/// # Errors
/// [`StatementError::NoSeal`] where it bears none.
pub fn seal_in(pdf: &[u8], keys: &Keys) -> Result<(BookSeal, bool), StatementError> {
    let at = pdf.windows(SIGNATURE.len()).rposition(|piece| piece == SIGNATURE.as_bytes());
    let at = at.ok_or(StatementError::NoSeal)?;
    let line = pdf.get(at + SIGNATURE.len()..).unwrap_or_default();
    let line = std::str::from_utf8(line).map_err(|_| StatementError::NoSeal)?;
    let (code, signature) = line.trim_end().split_once(' ').ok_or(StatementError::NoSeal)?;
    let seal: BookSeal = code.parse()?;
    let body = pdf.get(..at + SIGNATURE.len() + code.len() + 1).unwrap_or_default();
    let unchanged = hex::encode(&sign(&keys.derive(PURPOSE), body)) == signature;
    Ok((seal, unchanged))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal() -> BookSeal {
        "SG1-1971041001-20261031-0123456789abcdef0123".parse().expect("a seal")
    }

    #[test]
    fn a_seal_is_read_as_it_is_written() {
        assert_eq!(seal().to_string(), "SG1-1971041001-20261031-0123456789abcdef0123");
        assert_eq!(seal().day, BookDate::new(2026, 10, 31).expect("a day"));
        assert_eq!("sg1-1971041001-20261031-0123456789ABCDEF0123 ".parse(), Ok(seal()), "typed from paper");
        for wrong in [
            "",
            "SG1",
            "SG2-1971041001-20261031-0123456789abcdef0123",
            "SG1-1971041001-20261331-0123456789abcdef0123",
            "SG1-1971041001-20261031-0123",
            "SG1-1971041001-20261031-0123456789abcdef012z",
        ] {
            assert!(wrong.parse::<BookSeal>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_file_that_somebody_changed_is_known() {
        let keys = Keys::for_tests();
        let mark = SealMark { text: String::new(), code: seal().to_string() };
        let paper = signed(b"%PDF-1.7 Kas 1.000 %%EOF".to_vec(), Some(&mark), &keys);
        assert_eq!(seal_in(&paper, &keys).expect("a seal"), (seal(), true));
        let changed: Vec<u8> = String::from_utf8(paper).expect("text").replace("1.000", "9.000").into_bytes();
        assert_eq!(seal_in(&changed, &keys).expect("a seal"), (seal(), false));
        assert!(seal_in(b"%PDF-1.7", &keys).is_err());
    }
}
