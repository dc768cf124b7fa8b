//! What came of an import of members.

use kernel::Rupiah;
use serde::Serialize;

/// A row or a field that was not taken, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub sheet: String,
    pub row: u32,
    /// In the words of the heading: "nik", "simpanan pokok".
    pub field: &'static str,
    pub message: String,
}

/// An import as it went, or as it would go.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Rows that name somebody.
    pub rows: usize,
    /// New in the register.
    pub accepted: usize,
    /// In the register before.
    pub already: usize,
    /// Rows that were not taken.
    pub rejected: usize,
    /// Why, a row at a time.
    pub problems: Vec<Problem>,
    /// Of the accepted, who is a member now; the others wait for simpanan pokok.
    #[serde(skip)]
    pub members: usize,
    /// What the accepted brought into the books.
    #[serde(skip)]
    pub savings: Rupiah,
}
