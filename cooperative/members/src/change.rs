//! What was changed in a member's row, by whom and when.

use ::store::{Reader, Tx, next_number};
use kernel::{CooperativeId, PartyId, Timestamp, UserId};
use serde::Serialize;

use crate::member::Member;
use crate::state::MemberState;
use crate::{MembersError, store};

/// One field that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// `state`, `name`, `address` or `phone`.
    pub field: String,
    /// What stood there.
    pub old: String,
    /// What stands there since.
    pub new: String,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

impl Change {
    pub(crate) fn of_state(member: &Member, new: MemberState, by: UserId, at: Timestamp) -> Self {
        let (old, new) = (member.state.code().to_owned(), new.code().to_owned());
        Self { field: "state".to_owned(), old, new, by, at }
    }
}

pub(crate) fn record(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    party: PartyId,
    changes: &[Change],
) -> Result<(), MembersError> {
    for change in changes {
        let id = next_number(tx, cooperative.0, "members_change")?;
        store::insert_change(tx, cooperative, party, id, change)?;
    }
    Ok(())
}

/// What was changed about a member, newest first.
///
/// # Errors
/// The store cannot answer.
pub fn changes(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    party: PartyId,
) -> Result<Vec<Change>, MembersError> {
    store::changes(reader, cooperative, party)
}
