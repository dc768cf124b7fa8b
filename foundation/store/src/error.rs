//! What can go wrong in the store, as a sentence for the user and a cause for the log.

use std::fmt;

/// Why the store could not do what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoreErrorKind {
    /// Another writer was first; the store tries again by itself before it says so.
    Busy,
    /// A row with this key is there already.
    Duplicate,
    /// No room left on the disk.
    Full,
    /// The database cannot be opened or reached.
    Unreachable,
    /// A row did not have the shape that the statement promised, or a statement is wrong.
    Fault,
}

/// An error of the store. `Display` is the sentence for the user; [`StoreError::cause`] is for the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreError {
    /// What sort of trouble it is.
    pub kind: StoreErrorKind,
    cause: String,
}

impl StoreError {
    /// An error with its cause for the log.
    pub fn new(kind: StoreErrorKind, cause: impl fmt::Display) -> Self {
        Self { kind, cause: cause.to_string() }
    }

    /// What happened underneath, for the log and never for the page.
    pub fn cause(&self) -> &str {
        &self.cause
    }

    pub(crate) fn decode(column: usize, expected: &str) -> Self {
        Self::new(StoreErrorKind::Fault, format!("column {column} does not hold {expected}"))
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            StoreErrorKind::Busy => "Data sedang dipakai orang lain. Tunggu sebentar, lalu simpan lagi.",
            StoreErrorKind::Duplicate => "Data ini sudah ada. Muat ulang halaman untuk melihatnya.",
            StoreErrorKind::Full => {
                "Ruang simpan penuh, jadi belum ada yang tercatat. Kosongkan ruang, lalu simpan lagi; data lama tetap bisa dibaca."
            }
            StoreErrorKind::Unreachable => {
                "Basis data tidak bisa dibuka. Jalankan `sokoguru doctor` untuk melihat sebabnya."
            }
            StoreErrorKind::Fault => {
                "Ada gangguan di dalam program, jadi belum ada yang tercatat. Coba lagi; bila berulang, hubungi pendamping."
            }
        })
    }
}

impl std::error::Error for StoreError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_tells_the_user_what_to_do_and_keeps_the_cause_for_the_log() {
        let kinds = [
            (StoreErrorKind::Busy, "lalu simpan lagi."),
            (StoreErrorKind::Duplicate, "Muat ulang halaman"),
            (StoreErrorKind::Full, "Kosongkan ruang"),
            (StoreErrorKind::Unreachable, "sokoguru doctor"),
            (StoreErrorKind::Fault, "hubungi pendamping"),
        ];
        for (kind, advice) in kinds {
            let error = StoreError::new(kind, "disk I/O error in /var/lib");
            assert!(error.to_string().contains(advice), "{error}");
            assert!(!error.to_string().contains("disk"), "the cause is not for the page");
            assert_eq!(error.cause(), "disk I/O error in /var/lib");
        }
    }
}
