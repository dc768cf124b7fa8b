//! The four states, and how they are written.

use serde::{Deserialize, Serialize};

/// What is known of a cooperative on a day. Not the ledger's activity, which says with whom business
/// was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityState {
    /// The books hold business acts in the reporting window.
    ReportedActivity,
    /// The cooperative has said that nothing happened.
    ReportedZero,
    /// Nothing is known.
    NotReported,
    /// It is not licensed yet, and no act was ever recorded.
    NotLicensed,
}

impl ActivityState {
    /// All four, in the order in which they are shown.
    pub const ALL: [Self; 4] =
        [Self::ReportedActivity, Self::ReportedZero, Self::NotReported, Self::NotLicensed];

    /// As the wire and the address of a page write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::ReportedActivity => "reported_activity",
            Self::ReportedZero => "reported_zero",
            Self::NotReported => "not_reported",
            Self::NotLicensed => "not_licensed",
        }
    }

    /// Reads what [`Self::code`] writes.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// As a page says it.
    pub fn label(self) -> &'static str {
        match self {
            Self::ReportedActivity => "Melapor kegiatan",
            Self::ReportedZero => "Melapor nihil",
            Self::NotReported => "Belum melapor",
            Self::NotLicensed => "Belum berizin",
        }
    }

    /// What the state means, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::ReportedActivity => "ada transaksi bulan ini atau bulan lalu",
            Self::ReportedZero => "melapor: tidak ada transaksi",
            Self::NotReported => "tidak diketahui, bukan nol",
            Self::NotLicensed => "menunggu izin, belum ada transaksi",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_can_be_read_again_and_is_the_wire_name() {
        for state in ActivityState::ALL {
            assert_eq!(ActivityState::parse(state.code()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.code());
        }
        assert_eq!(ActivityState::parse("inactive"), None);
    }

    #[test]
    fn nobody_is_called_inactive() {
        for state in ActivityState::ALL {
            for text in [state.label(), state.meaning()] {
                assert!(!text.to_lowercase().contains("tidak aktif"), "{text}");
            }
        }
    }
}
