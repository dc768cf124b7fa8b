//! Activating: membership begins when simpanan pokok is first fully paid. Done by savings, in the same
//! transaction as the payment.

use ::store::{Tx, next_number};
use kernel::{BookDate, CooperativeId, PartyId, Timestamp, UserId};

use crate::change::{Change, record};
use crate::member::{Member, existing};
use crate::state::Step;
use crate::{MembersError, store};

/// Membership begins.
#[derive(Debug, Clone)]
pub struct Activation {
    /// Where.
    pub cooperative: CooperativeId,
    /// Whose.
    pub member: PartyId,
    /// The day from which it counts.
    pub date: BookDate,
    /// The number on the card of a register kept before; nothing draws the next one.
    pub number: Option<i64>,
    /// Who took the payment.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Makes a verified applicant a member, with the next number of the register.
///
/// # Errors
/// [`MembersError::WrongState`], [`MembersError::NoSuchMember`], [`MembersError::TooEarly`],
/// [`MembersError::NumberTaken`].
pub fn activate(tx: &mut Tx<'_>, activation: &Activation) -> Result<Member, MembersError> {
    let Activation { cooperative, member: party, date, .. } = activation;
    let member = existing(tx, *cooperative, *party)?;
    let state = member.after(Step::Activate)?;
    if *date < member.applied_on {
        return Err(MembersError::TooEarly(member.applied_on));
    }
    let number = number(tx, activation)?;
    store::set_active(tx, *cooperative, *party, state, *date, number)?;
    let change = Change::of_state(&member, state, activation.by, activation.at);
    record(tx, *cooperative, *party, &[change])?;
    existing(tx, *cooperative, *party)
}

/// The next number, past those that came with an older register.
fn number(tx: &mut Tx<'_>, activation: &Activation) -> Result<i64, MembersError> {
    if let Some(number) = activation.number {
        let is_free = number > 0 && !store::has_number(tx, activation.cooperative, number)?;
        return if is_free { Ok(number) } else { Err(MembersError::NumberTaken(number)) };
    }
    loop {
        let number = next_number(tx, activation.cooperative.0, "member")?;
        if !store::has_number(tx, activation.cooperative, number)? {
            return Ok(number);
        }
    }
}
