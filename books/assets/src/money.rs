//! Where money lies, and the accounts that the register posts on.

use kernel::{AccountCode, BookDate, CooperativeId};
use ledger::{Account, Book, MoneyPlace, NormalSide, Section};
use store::Reader;

use crate::error::AssetsError;

/// Akumulasi penyusutan.
pub(crate) const ACCUMULATED: AccountCode = AccountCode(13_900);
/// Beban penyusutan.
pub(crate) const EXPENSE: AccountCode = AccountCode(61_500);
/// Hibah dan modal sumbangan (UU 25/1992 art. 41).
pub(crate) const GRANTS: AccountCode = AccountCode(31_400);
/// Laba pelepasan aset.
pub(crate) const GAIN: AccountCode = AccountCode(44_400);
/// Rugi pelepasan aset.
pub(crate) const LOSS: AccountCode = AccountCode(81_200);

/// Whether an asset of the register may stand on an account: fixed assets, without what is taken off them.
pub(crate) fn is_asset_account(account: &Account) -> bool {
    account.section == Section::FixedAsset && account.normal == NormalSide::Debit
}

/// The book that numbers money which comes into a place, and the one for what goes out.
pub(crate) fn books(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    place: AccountCode,
    date: BookDate,
) -> Result<(Book, Book), AssetsError> {
    let chart = ledger::chart_of(reader, cooperative, date)?;
    match chart.account(place).and_then(|account| account.cash) {
        Some(MoneyPlace::Kas) => Ok((Book::CashIn, Book::CashOut)),
        Some(MoneyPlace::Bank) => Ok((Book::BankIn, Book::BankOut)),
        None => Err(AssetsError::Place),
    }
}
