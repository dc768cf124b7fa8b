//! Neraca saldo: what stands on every account, on the side where it stands.

use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, UnitCode};
use serde::Serialize;
use store::Reader;

use crate::error::StatementError;
use crate::figures::{five_digits, nets, total, unit_name};

/// The closing balances of all accounts on a day, in whole rupiah.
///
/// Result accounts (4xxxx to 8xxxx) stand with all that they have gathered since the books began: it is
/// the ledger as it is, and it agrees with what hledger makes of [`crate::export_hledger`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrialBalance {
    /// The day, at its end.
    pub as_of: BookDate,
    /// The accounts that do not stand at zero, in the order of their codes.
    pub accounts: Vec<TrialAccount>,
    /// Sum of the debit side.
    pub total_debit: Rupiah,
    /// Sum of the credit side; equal to the debit side.
    pub total_credit: Rupiah,
}

/// One account of a trial balance; one of the two amounts is zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TrialAccount {
    /// Five digits.
    #[serde(serialize_with = "five_digits")]
    pub code: AccountCode,
    /// As in the chart.
    pub name: String,
    /// What stands there as debit.
    pub debit: Rupiah,
    /// What stands there as credit.
    pub credit: Rupiah,
}

/// The trial balance at the end of a day, of one unit or of all together.
///
/// # Errors
/// [`StatementError::UnknownUnit`], [`StatementError::Store`].
pub fn trial_balance(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    as_of: BookDate,
    unit: Option<UnitCode>,
) -> Result<TrialBalance, StatementError> {
    unit_name(reader, cooperative, unit)?;
    let chart = ledger::chart_of(reader, cooperative, as_of)?;
    let rows = ledger::balances(reader, cooperative, None, as_of, unit)?;
    let accounts: Vec<TrialAccount> = nets(&rows)?
        .into_iter()
        .filter(|(_, net)| !net.is_zero())
        .map(|(code, net)| TrialAccount {
            code,
            name: chart.name(code),
            debit: net.max(Rupiah::ZERO),
            credit: (-net).max(Rupiah::ZERO),
        })
        .collect();
    Ok(TrialBalance {
        as_of,
        total_debit: total(accounts.iter().map(|account| account.debit))?,
        total_credit: total(accounts.iter().map(|account| account.credit))?,
        accounts,
    })
}
