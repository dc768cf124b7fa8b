//! Withdrawing: a member takes voluntary savings out.

use ::store::{Reader, Tx};
use kernel::{
    AccountCode, BookDate, CooperativeId, DocumentId, PartyId, Rupiah, Timestamp, UnitCode, UserId,
};
use members::Member;

use crate::balances::balance;
use crate::place::{Place, place};
use crate::receipt::Receipt;
use crate::{Kind, SavingsError, postings, receipt};

/// A member takes voluntary savings out.
#[derive(Debug, Clone)]
pub struct Withdrawal {
    /// Whose books.
    pub cooperative: CooperativeId,
    /// Whose savings.
    pub member: PartyId,
    /// How much, in rupiah.
    pub amount: Rupiah,
    /// Where the money comes from: an account of cash or bank.
    pub place: AccountCode,
    /// The business unit in whose books it stands.
    pub unit: UnitCode,
    /// The day that counts for the books.
    pub date: BookDate,
    /// A remark, or empty.
    pub note: String,
    /// Photo or file that proves it.
    pub voucher: Option<DocumentId>,
    /// Who pays it out.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// What a withdrawal will do, found by reading alone.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub member: Member,
    pub place: Place,
    /// The balance after it.
    pub balance: Rupiah,
}

/// Pays voluntary savings out, at most what is there. Two withdrawals at once cannot both take the same
/// money: whoever posts second reads the balance after the first.
///
/// # Errors
/// A [`SavingsError`] with the sentence for the user; then nothing has been written.
pub fn withdraw(tx: &mut Tx<'_>, withdrawal: &Withdrawal) -> Result<Receipt, SavingsError> {
    let plan = plan(tx, withdrawal)?;
    let posted = ledger::post(tx, &postings::withdrawal(withdrawal, &plan.member, &plan.place))?;
    receipt::of_withdrawal(tx, withdrawal, &plan, posted)
}

/// Checks a withdrawal and says what it will do. Also who is no member any more may take out what is
/// left: it is owed.
pub(crate) fn plan(reader: &mut dyn Reader, withdrawal: &Withdrawal) -> Result<Plan, SavingsError> {
    let Withdrawal { cooperative, member, amount, .. } = *withdrawal;
    if amount.0 <= 0 {
        return Err(SavingsError::Amount);
    }
    let place = place(reader, cooperative, withdrawal.place, withdrawal.date)?;
    let member = members::member(reader, cooperative, member)?.ok_or(SavingsError::NoSuchMember)?;
    let available = balance(reader, cooperative, member.party, Kind::Voluntary)?;
    if amount > available {
        let available = available.max(Rupiah::ZERO);
        return Err(SavingsError::Insufficient { name: member.called(), available });
    }
    Ok(Plan { member, place, balance: Rupiah(available.0 - amount.0) })
}
