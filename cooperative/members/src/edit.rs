//! Editing what may change about a person: name, address, telephone. The NIK never does.

use ::store::Tx;
use kernel::{CooperativeId, PartyId, Timestamp, UserId, fold};

use crate::change::{Change, record};
use crate::member::{Member, existing};
use crate::{MembersError, store, text};

/// New name, address and telephone of a member.
#[derive(Debug, Clone)]
pub struct MemberEdit {
    /// Where.
    pub cooperative: CooperativeId,
    /// Whose.
    pub member: PartyId,
    /// As on the KTP.
    pub name: String,
    /// As on the KTP.
    pub address: String,
    /// As typed, or empty.
    pub phone: String,
    /// Who.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Changes the row and keeps what stood there before: altered member data is what auditors ask about.
///
/// # Errors
/// [`MembersError::NoSuchMember`], a fault in a field.
pub fn edit(tx: &mut Tx<'_>, edit: &MemberEdit) -> Result<Member, MembersError> {
    let before = existing(tx, edit.cooperative, edit.member)?;
    let (name, address) = (text::name(&edit.name)?, text::address(&edit.address)?);
    let phone = text::phone(&edit.phone)?;
    let changes: Vec<Change> = [
        ("name", &before.name, &name),
        ("address", &before.address, &address),
        ("phone", &before.phone.clone().unwrap_or_default(), &phone.clone().unwrap_or_default()),
    ]
    .into_iter()
    .filter(|(_, old, new)| old != new)
    .map(|(field, old, new)| Change {
        field: field.to_owned(),
        old: old.clone(),
        new: new.clone(),
        by: edit.by,
        at: edit.at,
    })
    .collect();
    let row =
        store::Edited { name: &name, name_search: fold(&name), address: &address, phone: phone.as_deref() };
    store::set_edited(tx, edit.cooperative, edit.member, row)?;
    record(tx, edit.cooperative, edit.member, &changes)?;
    existing(tx, edit.cooperative, edit.member)
}
