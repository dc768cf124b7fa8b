//! The legal papers of a cooperative, and where they put it in law. Pure: no table, no page.

use kernel::{BookDate, clean_name};
use serde::{Deserialize, Serialize};

use crate::RegistryError;

/// The most characters in the number of a paper.
const NUMBER_LENGTH: usize = 60;

/// A paper with its number and date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// The number as printed.
    pub number: String,
    /// The day it was signed or issued.
    pub date: BookDate,
}

/// What a cooperative can show. What it does not have yet is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalPapers {
    /// *Akta pendirian* (or of amendment), drawn up by a notary.
    pub deed: Option<Paper>,
    /// *SK AHU*: the Ministry of Law's approval, which makes it a legal body.
    pub ahu: Option<Paper>,
    /// *Nomor Induk Berusaha* from OSS, 13 digits.
    pub nib: Option<String>,
    /// Tax number of the cooperative, 16 digits.
    pub npwp: Option<String>,
    /// *Nomor Induk Koperasi*; its structure is not checked (rules §9.4).
    pub nik_koperasi: Option<String>,
}

/// Where a cooperative stands in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalState {
    /// No deed yet.
    Forming,
    /// The deed is signed, the Ministry's approval is awaited.
    Deed,
    /// A legal body, approved by the Ministry of Law.
    Approved,
}

impl LegalState {
    /// As the store and the wire write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Forming => "forming",
            Self::Deed => "deed",
            Self::Approved => "approved",
        }
    }

    /// As the page says it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Forming => "Dalam pendirian",
            Self::Deed => "Akta terbit, menunggu pengesahan AHU",
            Self::Approved => "Badan hukum disahkan",
        }
    }
}

/// A number that only one cooperative can have.
pub(crate) struct Unique<'p> {
    /// Which paper, in the officers' words.
    pub paper: &'static str,
    /// The field of the form, and the column of the table.
    pub field: &'static str,
    /// The number.
    pub number: Option<&'p str>,
}

impl LegalPapers {
    /// The state that follows from the papers: approval counts even where the deed's number has
    /// not been entered yet.
    pub fn state(&self) -> LegalState {
        match (&self.ahu, &self.deed) {
            (Some(_), _) => LegalState::Approved,
            (None, Some(_)) => LegalState::Deed,
            (None, None) => LegalState::Forming,
        }
    }

    /// Whether it was a legal body on that day.
    pub fn is_approved_on(&self, on: BookDate) -> bool {
        self.ahu.as_ref().is_some_and(|ahu| ahu.date <= on)
    }

    /// The numbers that are given once in the whole country. A deed's is not: every notary counts anew.
    pub(crate) fn unique(&self) -> [Unique<'_>; 4] {
        let of = |paper, field, number| Unique { paper, field, number };
        [
            of("Nomor SK AHU", "ahu_number", self.ahu.as_ref().map(|paper| paper.number.as_str())),
            of("NIB", "nib", self.nib.as_deref()),
            of("NPWP", "npwp", self.npwp.as_deref()),
            of("NIK koperasi", "nik_koperasi", self.nik_koperasi.as_deref()),
        ]
    }

    /// The papers as they are kept: numbers trimmed, NIB and NPWP as bare digits, an NPWP of the
    /// old 15 digits with its leading zero (rules §9.2).
    pub(crate) fn checked(self) -> Result<Self, RegistryError> {
        let deed = paper(self.deed, "akta", "deed_number")?;
        let ahu = paper(self.ahu, "pengesahan AHU", "ahu_number")?;
        if let (Some(deed), Some(ahu)) = (&deed, &ahu)
            && ahu.date < deed.date
        {
            return Err(RegistryError::ApprovalBeforeDeed);
        }
        Ok(Self {
            deed,
            ahu,
            nib: digits(self.nib, &[13]).ok_or(RegistryError::Nib)?,
            npwp: digits(self.npwp, &[15, 16]).ok_or(RegistryError::Npwp)?.map(|npwp| format!("{npwp:0>16}")),
            nik_koperasi: self
                .nik_koperasi
                .filter(|text| !text.trim().is_empty())
                .map(|text| number(&text, "NIK koperasi", "nik_koperasi"))
                .transpose()?,
        })
    }
}

fn paper(
    paper: Option<Paper>,
    name: &'static str,
    field: &'static str,
) -> Result<Option<Paper>, RegistryError> {
    paper
        .map(|Paper { number: text, date }| Ok(Paper { number: number(&text, name, field)?, date }))
        .transpose()
}

/// The number of a paper or licence as it is kept.
pub(crate) fn number(text: &str, paper: &'static str, field: &'static str) -> Result<String, RegistryError> {
    clean_name(text, NUMBER_LENGTH).map_err(|_| RegistryError::PaperNumber { paper, field })
}

/// The digits of a number that people write with dots, dashes and spaces; nothing typed is
/// nothing known. The outer `None` is a refusal.
fn digits(text: Option<String>, lengths: &[usize]) -> Option<Option<String>> {
    let bare: String = text.unwrap_or_default().chars().filter(|c| !matches!(c, '.' | '-' | ' ')).collect();
    if bare.is_empty() {
        return Some(None);
    }
    (bare.bytes().all(|b| b.is_ascii_digit()) && lengths.contains(&bare.len())).then_some(Some(bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(number: &str, date: &str) -> Option<Paper> {
        Some(Paper { number: number.to_owned(), date: BookDate::parse(date).unwrap() })
    }

    #[test]
    fn the_state_follows_from_the_papers() {
        let deed = signed("12", "2025-06-10");
        let ahu = signed("AHU-0001234.AH.01.29.TAHUN 2025", "2025-06-20");
        let none = LegalPapers::default();
        assert_eq!(none.state(), LegalState::Forming);
        let papers = LegalPapers { deed, ..none };
        assert_eq!(papers.state(), LegalState::Deed);
        let papers = LegalPapers { ahu, ..papers };
        assert_eq!(papers.state(), LegalState::Approved);
        assert!(papers.is_approved_on(BookDate::parse("2025-06-20").unwrap()));
        assert!(!papers.is_approved_on(BookDate::parse("2025-06-19").unwrap()));
    }

    #[test]
    fn numbers_are_kept_as_bare_digits() {
        let papers = LegalPapers {
            nib: Some("1234 5678 90123".to_owned()),
            npwp: Some("12.345.678.9-012.000".to_owned()),
            nik_koperasi: Some("  ".to_owned()),
            ..LegalPapers::default()
        };
        let papers = papers.checked().unwrap();
        assert_eq!(papers.nib.as_deref(), Some("1234567890123"));
        assert_eq!(papers.npwp.as_deref(), Some("0123456789012000"));
        assert_eq!(papers.nik_koperasi, None);
    }

    #[test]
    fn each_fault_is_refused_by_its_name() {
        let nib = LegalPapers { nib: Some("123".to_owned()), ..LegalPapers::default() };
        assert!(matches!(nib.checked(), Err(RegistryError::Nib)));
        let npwp = LegalPapers { npwp: Some("12a".to_owned()), ..LegalPapers::default() };
        assert!(matches!(npwp.checked(), Err(RegistryError::Npwp)));
        let empty = LegalPapers { deed: signed(" ", "2025-06-10"), ..LegalPapers::default() };
        assert!(matches!(empty.checked(), Err(RegistryError::PaperNumber { .. })));
        let early = LegalPapers {
            deed: signed("12", "2025-06-10"),
            ahu: signed("AHU-1", "2025-06-09"),
            ..LegalPapers::default()
        };
        assert!(matches!(early.checked(), Err(RegistryError::ApprovalBeforeDeed)));
    }
}
