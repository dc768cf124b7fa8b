//! What every line of business offers, as plain data: the list in `app/src/lines.rs` is made of these.
//!
//! A business is a folder with the same outline as `savings`. It says here which acts of the posting
//! vocabulary it records itself, which pages it has and which tables. Nothing else of the house knows
//! it, so that a new line is one folder, one dependency and one entry in the list.
#![forbid(unsafe_code)]

use std::fmt;

use cashbook::{Record, Recorded, Rule};
use store::{Migration, Reader, Tx};

/// A line of business.
#[derive(Clone, Copy)]
pub struct Line {
    /// Stable name, the folder's: `savings`.
    pub code: &'static str,
    /// Name on screen: "Simpanan".
    pub name: &'static str,
    /// The acts of the vocabulary (column `act`) that this line records.
    pub acts: &'static [&'static str],
    /// Records one of the acts, in the transaction of the caller.
    pub record: fn(&mut Tx<'_>, &Rule, &Record) -> Result<Recorded, Refused>,
    /// Says in plain words what recording would do.
    pub preview: fn(&mut dyn Reader, &Rule, &Record) -> Result<String, Refused>,
    /// Its pages and API.
    pub routes: fn() -> Vec<web::Route>,
    /// Its tables.
    pub migrations: Migration,
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line").field("code", &self.code).field("acts", &self.acts).finish_non_exhaustive()
    }
}

/// The line that records an act.
pub fn line_of(lines: &[Line], act: &str) -> Option<Line> {
    lines.iter().find(|line| line.acts.contains(&act)).copied()
}

/// A refusal of any line: the sentence for the user, and the field that it is about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct Refused {
    /// One Indonesian sentence that says what to do.
    pub sentence: String,
    /// The form field.
    pub field: Option<&'static str>,
}

impl Refused {
    /// A refusal about a field.
    pub fn about(field: Option<&'static str>, sentence: impl fmt::Display) -> Self {
        Self { sentence: sentence.to_string(), field }
    }
}

impl From<store::StoreError> for Refused {
    fn from(error: store::StoreError) -> Self {
        Self::about(None, error)
    }
}
