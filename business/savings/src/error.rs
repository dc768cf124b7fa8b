//! What savings refuse, each with the sentence that says what to do.

use ::store::StoreError;
use kernel::{Month, Rupiah};
use ledger::LedgerError;
use members::MembersError;
use registry::RegistryError;
use thiserror::Error;

use crate::months::{AHEAD_MONTHS, Misfit, name, span};

/// Why an act of savings was refused. Nothing has been written.
#[derive(Debug, Clone, Error)]
pub enum SavingsError {
    /// Nothing, or less.
    #[error("Isi jumlah uangnya, lebih dari nol.")]
    Amount,
    /// Not an account that holds money.
    #[error("Pilih tempat uangnya: kas atau bank.")]
    Place,
    /// Whoever has not been verified has no savings yet.
    #[error("Periksa dan terima dulu pendaftaran {0}, baru terima simpanannya.")]
    NotVerified(String),
    /// Dues and voluntary savings are for members only.
    #[error("Terima dulu simpanan pokok {name}: masih kurang {missing}.")]
    NotActive {
        /// Who.
        name: String,
        /// What simpanan pokok still lacks.
        missing: Rupiah,
    },
    /// The membership has ended.
    #[error("Keanggotaan {0} sudah berakhir. Pilih anggota yang masih aktif.")]
    Ended(String),
    /// Simpanan pokok is paid once.
    #[error("Simpanan pokok {0} sudah lunas. Pilih simpanan wajib atau sukarela.")]
    PrincipalPaid(String),
    /// More than simpanan pokok lacks.
    #[error("Simpanan pokok tinggal kurang {0}. Terima paling banyak sejumlah itu.")]
    PrincipalTooMuch(Rupiah),
    /// The amount is not what these months cost.
    #[error("Untuk {months} jumlahnya {expected}. Ubah jumlahnya atau bulannya.", months = span(.months))]
    MonthsAmount {
        /// The months that were picked.
        months: Vec<Month>,
        /// What they cost.
        expected: Rupiah,
    },
    /// The amount is no whole number of months; the sentence says which amounts are.
    #[error("{0}")]
    NotWholeMonths(String),
    /// No simpanan wajib is asked for these months.
    #[error(
        "Untuk bulan itu koperasi tidak memungut simpanan wajib. Pilih bulan lain, atau simpanan sukarela."
    )]
    NothingDue,
    /// From a later month to an earlier one.
    #[error("Bulan awalnya sesudah bulan akhirnya. Tukar keduanya.")]
    MonthsOrder,
    /// These months are paid already.
    #[error("{} sudah dibayar. Pilih bulan yang belum dibayar.", span(.0))]
    MonthsPaid(Vec<Month>),
    /// Months before the membership began.
    #[error("Keanggotaan mulai {}. Pilih bulan itu atau sesudahnya.", name(*.0))]
    MonthsTooEarly(Month),
    /// Months too far ahead.
    #[error("Simpanan wajib bisa dibayar paling jauh {AHEAD_MONTHS} bulan ke depan, sampai {}.", name(*.0))]
    MonthsTooFar(Month),
    /// More than there is.
    #[error("Simpanan sukarela {name} tinggal {available}. Ambil paling banyak sejumlah itu.")]
    Insufficient {
        /// Who.
        name: String,
        /// What can be taken out.
        available: Rupiah,
    },
    /// Nobody with this number.
    #[error("Anggota ini tidak ada di daftar. Cari namanya di daftar anggota.")]
    NoSuchMember,
    /// No such cooperative.
    #[error("Koperasi ini tidak ada di daftar. Periksa lagi kode wilayahnya.")]
    NoSuchCooperative,
    /// Terms that cannot be meant.
    #[error(
        "Isi simpanan pokok lebih dari nol dan simpanan wajib nol atau lebih, masing-masing paling banyak {0}."
    )]
    TermsAmount(Rupiah),
    /// Nobody says so.
    #[error("Tulis dasarnya dalam satu baris, misalnya AD pasal 12 atau RAT 14 Maret 2026.")]
    TermsSource,
    /// The ledger refused.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The member register refused.
    #[error(transparent)]
    Members(#[from] MembersError),
    /// The registry could not answer.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SavingsError {
    /// The field of the form that the sentence is about.
    pub fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::Amount
            | Self::PrincipalTooMuch(_)
            | Self::NotWholeMonths(_)
            | Self::Insufficient { .. } => "amount",
            Self::Place => "place",
            Self::NotVerified(_)
            | Self::NotActive { .. }
            | Self::Ended(_)
            | Self::PrincipalPaid(_)
            | Self::NoSuchMember => "member",
            Self::MonthsAmount { .. }
            | Self::NothingDue
            | Self::MonthsOrder
            | Self::MonthsPaid(_)
            | Self::MonthsTooEarly(_)
            | Self::MonthsTooFar(_) => "months",
            Self::TermsAmount(_) => "principal_amount",
            Self::TermsSource => "source",
            Self::Ledger(error) => return ledger_field(error),
            Self::Members(error) => return error.field(),
            Self::NoSuchCooperative | Self::Registry(_) | Self::Store(_) => return None,
        })
    }

    /// The refusal of an amount that is no whole number of months.
    pub(crate) fn of_misfit(amount: Rupiah, misfit: Misfit) -> Self {
        Self::NotWholeMonths(match misfit {
            Misfit::NothingDue => return Self::NothingDue,
            Misfit::TooMuch { months, most } => {
                format!(
                    "Bulan yang boleh dibayar tinggal {months}, jumlahnya {most}. Terima paling banyak sejumlah itu."
                )
            }
            Misfit::Between { months: 0, more, .. } => {
                format!("{amount} belum cukup untuk satu bulan. Terima {more}.")
            }
            Misfit::Between { months, less, more } => {
                let next = months + 1;
                format!(
                    "{amount} bukan kelipatan bulanan. Terima {less} untuk {months} bulan, atau {more} untuk {next} bulan."
                )
            }
        })
    }
}

fn ledger_field(error: &LedgerError) -> Option<&'static str> {
    Some(match error {
        LedgerError::Future(_) | LedgerError::Closed(_) => "date",
        LedgerError::AmountTooLarge | LedgerError::MoreThanOwned { .. } => "amount",
        LedgerError::UnknownUnit(_) => "unit",
        LedgerError::UnknownAccount(_) => "place",
        LedgerError::Description => "note",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_that_fits_no_months_says_which_do() {
        let misfit = Misfit::Between { months: 2, less: Rupiah(40_000), more: Rupiah(60_000) };
        assert_eq!(
            SavingsError::of_misfit(Rupiah(50_000), misfit).to_string(),
            "Rp50.000 bukan kelipatan bulanan. Terima Rp40.000 untuk 2 bulan, atau Rp60.000 untuk 3 bulan."
        );
        let misfit = Misfit::Between { months: 0, less: Rupiah(0), more: Rupiah(20_000) };
        assert_eq!(
            SavingsError::of_misfit(Rupiah(5_000), misfit).to_string(),
            "Rp5.000 belum cukup untuk satu bulan. Terima Rp20.000."
        );
        assert_eq!(SavingsError::of_misfit(Rupiah(1), misfit).field(), Some("amount"));
    }

    #[test]
    fn months_that_are_paid_are_named() {
        let months = [202_507, 202_508].map(|number| Month::from_number(number).unwrap());
        assert_eq!(
            SavingsError::MonthsPaid(months.into()).to_string(),
            "Jul 2025 – Agu 2025 sudah dibayar. Pilih bulan yang belum dibayar."
        );
    }
}
