//! What a member owns in the cooperative, owes to it, and moved in a period: simpanan, pinjaman, dealings.
//!
//! Read from the lines that name the member. Accounts of the balance sheet run on from what stood before;
//! of result accounts (what the member bought and paid for) only the period is shown.
//!
//! Invariant: the closings are the balances that the ledger keeps of the member on that day.

use kernel::{BookDate, CooperativeId, Rupiah, UnitCode};
use ledger::{AccountKind, LineView, NormalSide, PartyNeed};
use serde::Serialize;
use store::Reader;

use crate::account_ledger::AccountLedger;
use crate::book::rows;
use crate::error::StatementError;
use crate::figures::{check_period, is_result, total, unit_name};
use crate::surroundings::Party;

/// The statement of one member or partner, in whole rupiah.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberStatement {
    /// Whose it is.
    #[serde(flatten)]
    pub party: Party,
    /// The first day.
    pub from: BookDate,
    /// The last day.
    pub as_of: BookDate,
    /// What the cooperative holds for the member after the last day: simpanan, tabungan, unpaid SHU.
    pub owns: Rupiah,
    /// What the member owes after the last day: pinjaman, piutang.
    pub owes: Rupiah,
    /// The accounts of the balance sheet that stood or moved, in the order of their codes.
    pub accounts: Vec<AccountLedger>,
    /// What the member bought, paid or was paid in the period: result accounts, from zero.
    pub dealings: Vec<AccountLedger>,
}

/// The statement of a member or partner from a day through another, in one unit or in all together.
///
/// # Errors
/// [`StatementError::DatesReversed`], [`StatementError::UnknownUnit`], [`StatementError::TooLarge`],
/// [`StatementError::Store`].
pub fn member_statement(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    party: Party,
    (from, as_of): (BookDate, BookDate),
    unit: Option<UnitCode>,
) -> Result<MemberStatement, StatementError> {
    check_period(from, as_of)?;
    unit_name(reader, cooperative, unit)?;
    let chart = ledger::chart_of(reader, cooperative, as_of)?;
    let (mut accounts, mut dealings) = (Vec::new(), Vec::new());
    let (mut owns, mut owes) = (Vec::new(), Vec::new());
    for account in chart.iter().filter(|account| account.party != PartyNeed::None && !is_allowance(account)) {
        let mut lines = ledger::party_lines(reader, cooperative, party.id, account.code)?;
        lines.retain(|line| line.date <= as_of && unit.is_none_or(|unit| unit == line.unit));
        if lines.is_empty() {
            continue;
        }
        let ledger = of_account(account, lines, from)?;
        if is_result(account.kind) {
            dealings.push(ledger);
        } else {
            let side = if account.kind == AccountKind::Asset { &mut owes } else { &mut owns };
            side.push(ledger.closing);
            accounts.push(ledger);
        }
    }
    accounts.retain(|ledger| !ledger.closing.is_zero() || !ledger.opening.is_zero() || ledger.rows.len() > 1);
    dealings.retain(|ledger| ledger.rows.len() > 1);
    Ok(MemberStatement { party, from, as_of, owns: total(owns)?, owes: total(owes)?, accounts, dealings })
}

/// What the cooperative expects not to get back is its own affair: the member owes the whole.
fn is_allowance(account: &ledger::Account) -> bool {
    account.kind == AccountKind::Asset && account.normal == NormalSide::Credit
}

fn of_account(
    account: &ledger::Account,
    lines: Vec<LineView>,
    from: BookDate,
) -> Result<AccountLedger, StatementError> {
    let (before, within): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.date < from);
    let stood = total(before.iter().map(|line| line.amount))?;
    let opening = match account.normal {
        _ if is_result(account.kind) => Rupiah::ZERO,
        NormalSide::Debit => stood,
        NormalSide::Credit => -stood,
    };
    let laid = rows(opening, account.normal, from, within)?;
    Ok(AccountLedger {
        code: account.code,
        name: account.name.clone(),
        normal: account.normal,
        opening,
        debit: laid.debit,
        credit: laid.credit,
        closing: laid.closing,
        rows: laid.rows,
    })
}

/// The same for a reader who keeps no books: what the balance grew by stands where debit does, what it
/// shrank by where credit does, whatever the normal side.
pub(crate) fn grown_and_shrunk(ledger: &AccountLedger) -> AccountLedger {
    let mut shown = ledger.clone();
    if ledger.normal == NormalSide::Credit {
        std::mem::swap(&mut shown.debit, &mut shown.credit);
        shown.rows.iter_mut().for_each(|row| std::mem::swap(&mut row.debit, &mut row.credit));
    }
    shown
}
