//! Depositing: a member brings money.

use std::collections::BTreeSet;

use ::store::{Reader, Tx};
use kernel::{
    AccountCode, BookDate, CooperativeId, DocumentId, Month, PartyId, Rupiah, Timestamp, UnitCode, UserId,
};
use members::{Activation, Member, MemberState};

use crate::balances::balance;
use crate::dues::paid_between;
use crate::months::{AHEAD_MONTHS, Due, next_unpaid};
use crate::place::{Place, place};
use crate::receipt::Receipt;
use crate::terms::{Schedule, schedule};
use crate::{Kind, SavingsError, postings, receipt, store};

/// A member brings money.
#[derive(Debug, Clone)]
pub struct Deposit {
    /// Whose books.
    pub cooperative: CooperativeId,
    /// Whose savings.
    pub member: PartyId,
    /// Of which kind.
    pub kind: Kind,
    /// How much, in rupiah.
    pub amount: Rupiah,
    /// The first and last month that simpanan wajib is paid for; nothing means the next unpaid months
    /// that the amount pays.
    pub months: Option<(Month, Month)>,
    /// Where the money goes: an account of cash or bank.
    pub place: AccountCode,
    /// The business unit in whose books it stands.
    pub unit: UnitCode,
    /// The day that counts for the books.
    pub date: BookDate,
    /// A remark, or empty.
    pub note: String,
    /// Photo or file that proves it.
    pub voucher: Option<DocumentId>,
    /// Who takes it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// What a deposit will do, found by reading alone.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub member: Member,
    pub place: Place,
    /// The months that simpanan wajib covers, with what is due for each.
    pub dues: Vec<Due>,
    /// The balance of the kind after it.
    pub balance: Rupiah,
    /// What simpanan pokok lacks after it; the other kinds are refused while it lacks anything.
    pub missing: Rupiah,
}

impl Plan {
    /// Whether it makes a verified applicant a member: simpanan pokok is then fully paid.
    pub fn activates(&self) -> bool {
        self.member.state == MemberState::Verified && self.missing.is_zero()
    }

    pub fn months(&self) -> Vec<Month> {
        self.dues.iter().map(|(month, _)| *month).collect()
    }
}

/// Takes a deposit. A verified applicant becomes a member when simpanan pokok is full for the first time;
/// where it came into the books by an opening balance, with the first deposit of another kind.
///
/// # Errors
/// A [`SavingsError`] with the sentence for the user; then nothing has been written.
pub fn deposit(tx: &mut Tx<'_>, deposit: &Deposit) -> Result<Receipt, SavingsError> {
    let mut plan = plan(tx, deposit)?;
    let months = plan.months();
    let posted = ledger::post(tx, &postings::deposit(deposit, &plan.member, &months, &plan.place))?;
    store::append_dues(tx, deposit.cooperative, deposit.member, posted.entry, &plan.dues);
    let activated = plan.activates();
    if activated {
        let Deposit { cooperative, member, date, by, at, .. } = *deposit;
        plan.member = members::activate(tx, &Activation { cooperative, member, date, number: None, by, at })?;
    }
    receipt::of_deposit(tx, deposit, &plan, posted, activated)
}

/// Checks a deposit and says what it will do.
pub(crate) fn plan(reader: &mut dyn Reader, deposit: &Deposit) -> Result<Plan, SavingsError> {
    let Deposit { cooperative, member, kind, amount, .. } = *deposit;
    if amount.0 <= 0 {
        return Err(SavingsError::Amount);
    }
    let place = place(reader, cooperative, deposit.place, deposit.date)?;
    let member = members::member(reader, cooperative, member)?.ok_or(SavingsError::NoSuchMember)?;
    check_state(reader, deposit, &member)?;
    let before = balance(reader, cooperative, member.party, kind)?;
    let balance = before.checked_add(amount).ok_or(ledger::LedgerError::AmountTooLarge)?;
    let mut plan = Plan { member, place, dues: Vec::new(), balance, missing: Rupiah::ZERO };
    match kind {
        Kind::Principal => plan.missing = principal_left(reader, deposit, &plan.member, before)?,
        Kind::Mandatory => plan.dues = dues(reader, deposit, &plan.member)?,
        Kind::Voluntary => {}
    }
    Ok(plan)
}

/// Who has not been verified pays nothing, who is not a member yet pays simpanan pokok first: only
/// members may save (rules §3).
fn check_state(reader: &mut dyn Reader, deposit: &Deposit, member: &Member) -> Result<(), SavingsError> {
    match member.state {
        MemberState::Applicant => Err(SavingsError::NotVerified(member.called())),
        MemberState::Verified if deposit.kind != Kind::Principal => {
            let has = balance(reader, deposit.cooperative, deposit.member, Kind::Principal)?;
            let full = full_principal(reader, deposit.cooperative, member)?;
            match Rupiah((full.0 - has.0).max(0)) {
                Rupiah::ZERO => Ok(()),
                missing => Err(SavingsError::NotActive { name: member.called(), missing }),
            }
        }
        MemberState::Verified | MemberState::Active => Ok(()),
        MemberState::Left | MemberState::Deceased | MemberState::Dismissed => {
            Err(SavingsError::Ended(member.called()))
        }
    }
}

/// What a member pays once: what was asked on the day of the application, the same for all who applied
/// under the same terms.
fn full_principal(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    member: &Member,
) -> Result<Rupiah, SavingsError> {
    Ok(schedule(reader, cooperative)?.on(member.applied_on).principal_amount)
}

/// What simpanan pokok lacks after the deposit; it may come in parts.
fn principal_left(
    reader: &mut dyn Reader,
    deposit: &Deposit,
    member: &Member,
    before: Rupiah,
) -> Result<Rupiah, SavingsError> {
    let missing = full_principal(reader, deposit.cooperative, member)?.0 - before.0;
    if missing <= 0 {
        return Err(SavingsError::PrincipalPaid(member.called()));
    }
    if deposit.amount.0 > missing {
        return Err(SavingsError::PrincipalTooMuch(Rupiah(missing)));
    }
    Ok(Rupiah(missing - deposit.amount.0))
}

/// The months that a payment of simpanan wajib covers.
fn dues(reader: &mut dyn Reader, deposit: &Deposit, member: &Member) -> Result<Vec<Due>, SavingsError> {
    let schedule = schedule(reader, deposit.cooperative)?;
    let begun = member.active_from.unwrap_or(deposit.date).month_of();
    let last = deposit.date.month_of().plus(AHEAD_MONTHS);
    let asked = deposit.months.unwrap_or((begun, last));
    let paid = paid_between(reader, deposit.cooperative, member.party, asked)?;
    let paid: BTreeSet<Month> = paid.into_keys().collect();
    match deposit.months {
        Some(picked) => picked_months(deposit.amount, picked, (begun, last), &paid, &schedule),
        None => next_unpaid(begun, last, &paid, deposit.amount, |month| schedule.due(month))
            .map_err(|misfit| SavingsError::of_misfit(deposit.amount, misfit)),
    }
}

fn picked_months(
    amount: Rupiah,
    (from, through): (Month, Month),
    (begun, last): (Month, Month),
    paid: &BTreeSet<Month>,
    schedule: &Schedule,
) -> Result<Vec<Due>, SavingsError> {
    if through < from {
        return Err(SavingsError::MonthsOrder);
    }
    if from < begun {
        return Err(SavingsError::MonthsTooEarly(begun));
    }
    if through > last {
        return Err(SavingsError::MonthsTooFar(last));
    }
    let twice: Vec<Month> = Month::range(from, through).filter(|month| paid.contains(month)).collect();
    if !twice.is_empty() {
        return Err(SavingsError::MonthsPaid(twice));
    }
    let dues: Vec<Due> = Month::range(from, through)
        .map(|month| (month, schedule.due(month)))
        .filter(|(_, due)| !due.is_zero())
        .collect();
    let expected: Rupiah = dues.iter().map(|(_, due)| *due).sum();
    match expected {
        Rupiah::ZERO => Err(SavingsError::NothingDue),
        expected if expected == amount => Ok(dues),
        expected => {
            Err(SavingsError::MonthsAmount { months: Month::range(from, through).collect(), expected })
        }
    }
}
