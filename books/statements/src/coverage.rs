//! How far the books reach: no figure goes out without it.

use kernel::{BookDate, CooperativeId, EntryId, Month};
use store::{Reader, StoreError};

/// What a figure was computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// The last entry in the chain; 0 where there is none.
    pub last_entry: EntryId,
    /// The last month that is closed.
    pub closed_through: Option<Month>,
}

/// What figures of a cooperative are computed from now.
pub fn coverage(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Coverage, StoreError> {
    let state = ledger::period_state(reader, cooperative)?;
    Ok(Coverage { last_entry: state.last_entry, closed_through: state.closed_through })
}

impl Coverage {
    /// The sentence below a statement of that day.
    pub fn sentence(&self, as_of: BookDate) -> String {
        let counted = match self.last_entry.0 {
            0 => return "Belum ada transaksi di buku.".to_owned(),
            last => format!("Dihitung sampai transaksi nomor {last}"),
        };
        match self.closed_through {
            Some(month) if month.last_day() >= as_of => {
                format!("{counted}; buku sudah ditutup sampai {}.", month.long())
            }
            Some(month) => {
                format!(
                    "{counted}; buku ditutup sampai {}, sesudahnya angka masih bisa berubah.",
                    month.long()
                )
            }
            None => format!("{counted}; belum ada bulan yang ditutup, angka masih bisa berubah."),
        }
    }
}
