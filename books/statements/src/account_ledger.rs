//! Buku besar: all that moved on an account, with the balance after every row.

use std::collections::BTreeSet;

use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, UnitCode};
use ledger::{Chart, NormalSide};
use serde::Serialize;
use store::Reader;

use crate::book::{BookRow, rows};
use crate::error::StatementError;
use crate::figures::{check_period, five_digits, shape_of, unit_name};

/// The ledger of one account, in whole rupiah. Balances are on the account's normal side: for savings
/// and sales credit less debit, for cash and costs debit less credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountLedger {
    /// Five digits.
    #[serde(serialize_with = "five_digits")]
    pub code: AccountCode,
    /// As in the chart.
    pub name: String,
    /// The side on which balances are positive.
    pub normal: NormalSide,
    /// What stood before the first day.
    pub opening: Rupiah,
    /// Sum of the debits.
    pub debit: Rupiah,
    /// Sum of the credits.
    pub credit: Rupiah,
    /// What stands after the last day.
    pub closing: Rupiah,
    /// The rows in the order of the book; the first is "Saldo bulan lalu".
    pub rows: Vec<BookRow>,
}

/// The ledgers of several accounts in one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GeneralLedger {
    /// The first day.
    pub from: BookDate,
    /// The last day.
    pub as_of: BookDate,
    /// In the order of the codes.
    pub accounts: Vec<AccountLedger>,
}

/// The ledger of one account from a day through another, of one unit or of all together.
///
/// # Errors
/// [`StatementError::UnknownAccount`], [`StatementError::DatesReversed`],
/// [`StatementError::UnknownUnit`], [`StatementError::Store`].
pub fn account_ledger(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
    from: BookDate,
    through: BookDate,
    unit: Option<UnitCode>,
) -> Result<AccountLedger, StatementError> {
    check_period(from, through)?;
    unit_name(reader, cooperative, unit)?;
    let chart = ledger::chart_of(reader, cooperative, through)?;
    if chart.account(account).is_none() {
        return Err(StatementError::UnknownAccount(account));
    }
    one_account(reader, cooperative, &chart, account, (from, through), unit)
}

/// The ledgers of all accounts that stood or moved in the period.
///
/// # Errors
/// [`StatementError::DatesReversed`], [`StatementError::UnknownUnit`], [`StatementError::Store`].
pub fn general_ledger(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: BookDate,
    through: BookDate,
    unit: Option<UnitCode>,
) -> Result<GeneralLedger, StatementError> {
    check_period(from, through)?;
    unit_name(reader, cooperative, unit)?;
    let chart = ledger::chart_of(reader, cooperative, through)?;
    let moved = ledger::balances(reader, cooperative, None, through, unit)?;
    let codes: BTreeSet<AccountCode> = moved.iter().map(|row| row.account).collect();
    let mut accounts = Vec::new();
    for code in codes {
        let ledger = one_account(reader, cooperative, &chart, code, (from, through), unit)?;
        if !ledger.opening.is_zero() || ledger.rows.len() > 1 {
            accounts.push(ledger);
        }
    }
    Ok(GeneralLedger { from, as_of: through, accounts })
}

fn one_account(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    chart: &Chart,
    code: AccountCode,
    (from, through): (BookDate, BookDate),
    unit: Option<UnitCode>,
) -> Result<AccountLedger, StatementError> {
    let shape = shape_of(chart, code);
    let before = match from > BookDate::MIN {
        true => ledger::balance_of(reader, cooperative, code, from.plus_days(-1), unit)?,
        false => Rupiah::ZERO,
    };
    let opening = if shape.normal == NormalSide::Debit { before } else { -before };
    let lines = ledger::account_lines(reader, cooperative, code, unit, from, through)?;
    let laid = rows(opening, shape.normal, from, lines)?;
    Ok(AccountLedger {
        code,
        name: shape.name,
        normal: shape.normal,
        opening,
        debit: laid.debit,
        credit: laid.credit,
        closing: laid.closing,
        rows: laid.rows,
    })
}
