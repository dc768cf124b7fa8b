//! Why an act cannot be recorded, with the field to look at.

use ledger::LedgerError;
use store::StoreError;
use thiserror::Error;

/// A refusal; nothing has been written.
#[derive(Debug, Clone, Error)]
pub enum CashbookError {
    /// No such posting rule.
    #[error("Jenis transaksi ini tidak ada. Pilih lagi dari halaman Catat.")]
    UnknownRule,
    /// No amount, or less than a rupiah.
    #[error("Isi jumlah uangnya, paling sedikit Rp1.")]
    Amount,
    /// The rule needs a member.
    #[error("Pilih anggotanya.")]
    MemberMissing,
    /// The rule needs a partner.
    #[error("Pilih mitranya, atau daftarkan dulu mitra baru.")]
    PartnerMissing,
    /// The rule moves money to or from a unit, and none was picked.
    #[error("Pilih unit usahanya, bukan kantor.")]
    UnitMissing,
    /// With members or others?
    #[error("Pilih: dengan anggota atau dengan umum.")]
    ActivityMissing,
    /// Not a place of money.
    #[error("Pilih tempat uangnya: kas atau bank.")]
    Place,
    /// The rule belongs to a business that records it with more care.
    #[error("Catatan ini dibuat dari halaman simpanan. Pilih lagi dari halaman Catat.")]
    NotPlain,
    /// Somebody else must decide.
    #[error(
        "Pembatalan harus disetujui orang lain, bukan oleh yang mengajukan. Minta ketua atau sekretaris menyetujuinya."
    )]
    SamePerson,
    /// No such request, or it has been decided.
    #[error("Permintaan pembatalan ini tidak ada atau sudah diputuskan. Muat ulang halaman.")]
    RequestGone,
    /// A request for this entry is waiting.
    #[error("Pembatalan transaksi ini sudah diajukan dan menunggu persetujuan.")]
    RequestWaiting,
    /// The label of an own rule is missing or its code is taken.
    #[error("Nama jenis transaksi kosong atau sudah dipakai. Pilih nama lain.")]
    RuleTaken,
    /// Not an expense that may be owed.
    #[error("Pilih jenis bebannya dari daftar, misalnya Beban listrik dan air.")]
    NotExpense,
    /// The ledger refused.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl CashbookError {
    /// The form field that the refusal is about.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Self::Amount
            | Self::Ledger(
                LedgerError::AmountTooLarge | LedgerError::ZeroLine | LedgerError::MoreThanOwned { .. },
            ) => Some("amount"),
            Self::MemberMissing | Self::PartnerMissing | Self::Ledger(LedgerError::PartyMissing(_)) => {
                Some("party")
            }
            Self::UnitMissing | Self::Ledger(LedgerError::UnknownUnit(_)) => Some("unit"),
            Self::ActivityMissing | Self::Ledger(LedgerError::ActivityMissing(_)) => Some("activity"),
            Self::Place => Some("place"),
            Self::NotExpense => Some("account"),
            Self::Ledger(LedgerError::Future(_) | LedgerError::Closed(_)) => Some("date"),
            Self::Ledger(LedgerError::Description) => Some("description"),
            Self::Ledger(LedgerError::Reason) => Some("reason"),
            Self::Ledger(
                LedgerError::LineCount(_)
                | LedgerError::Unbalanced { .. }
                | LedgerError::Clearing(_)
                | LedgerError::UnknownAccount(_),
            ) => Some("lines"),
            _ => None,
        }
    }
}
