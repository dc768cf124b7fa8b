//! Verifying: the board compares the papers and accepts the applicant.

use ::store::Tx;
use kernel::{BookDate, CooperativeId, PartyId, Timestamp, UserId, clean_name};

use crate::change::{Change, record};
use crate::domicile::Domicile;
use crate::member::{Member, existing};
use crate::state::Step;
use crate::text::sentence;
use crate::{MembersError, store};

/// The board has compared an applicant's papers.
#[derive(Debug, Clone)]
pub struct Verification {
    /// Whose applicant.
    pub cooperative: CooperativeId,
    /// The applicant.
    pub member: PartyId,
    /// Proof of domicile; needed where the KTP is of another village.
    pub domicile_note: String,
    /// The day of the decision.
    pub date: BookDate,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Accepts an applicant. Gives the member and what was noticed about the domicile: another district in
/// the NIK is kept as a note and is no fault; a KTP of another village needs a proof.
///
/// # Errors
/// [`MembersError::DomicileNote`], [`MembersError::WrongState`], a date at fault.
pub fn verify(tx: &mut Tx<'_>, verification: &Verification) -> Result<(Member, Domicile), MembersError> {
    let Verification { cooperative, member: party, date, .. } = verification;
    let home = registry::cooperative(tx, *cooperative)?.ok_or(MembersError::NoSuchCooperative)?;
    let member = existing(tx, *cooperative, *party)?;
    let state = member.after(Step::Verify)?;
    if *date > verification.at.date_in(home.zone()) {
        return Err(MembersError::Future(*date));
    }
    if *date < member.applied_on {
        return Err(MembersError::TooEarly(member.applied_on));
    }
    let domicile = member.domicile(home.region);
    let typed = clean_name(&verification.domicile_note, 200).ok();
    let note = match domicile {
        Domicile::Here => typed,
        Domicile::NikElsewhere(district) => {
            Some(typed.unwrap_or_else(|| format!("NIK terbit di wilayah {district}")))
        }
        Domicile::Elsewhere(_) => {
            Some(typed.and_then(|note| sentence(&note)).ok_or(MembersError::DomicileNote)?)
        }
    };
    store::set_verified(tx, *cooperative, *party, state, *date, note.as_deref())?;
    let change = Change::of_state(&member, state, verification.by, verification.at);
    record(tx, *cooperative, *party, &[change])?;
    Ok((existing(tx, *cooperative, *party)?, domicile))
}
