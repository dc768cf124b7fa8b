//! Whoever a ledger line may concern: members and partners share one row of numbers.

use std::collections::BTreeMap;

use ::store::Reader;
use kernel::{CooperativeId, PartyId};

use crate::{MembersError, store};

/// The name of a member or partner.
///
/// # Errors
/// The store cannot answer.
pub fn party_name(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    party: PartyId,
) -> Result<Option<String>, MembersError> {
    store::party_name(reader, cooperative, party)
}

/// The names of all members, past ones too, and of all partners: for lists of many lines.
///
/// # Errors
/// The store cannot answer.
pub fn party_names(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<BTreeMap<PartyId, String>, MembersError> {
    store::party_names(reader, cooperative)
}
