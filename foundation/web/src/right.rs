//! What a person may do at a place, and sets of it.

use std::fmt;

/// One thing that a role allows. A route names the one it needs; the guard checks it there, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Right {
    /// Nothing is needed: the sign-in page, a style sheet.
    Public,
    /// Being signed in; on a cooperative's or a region's page, holding any role there.
    SignedIn,
    /// Totals, statements and indicators: nobody's name.
    ReadFigures,
    /// The books: entries, vouchers, descriptions.
    ReadBooks,
    /// Recording what happened.
    Record,
    /// Asking that an entry be reversed.
    RequestReversal,
    /// Agreeing that an entry be reversed: a second person.
    ApproveReversal,
    /// Closing a month.
    CloseMonth,
    /// Opening a closed month again.
    ReopenMonth,
    /// Names and accounts of members.
    ReadMembers,
    /// Accepting members, changing their data, ending memberships.
    ManageMembers,
    /// Inviting people and taking roles back.
    ManageUsers,
    /// The cooperative's identity, papers, units and settings.
    ManageCooperative,
    /// What a region's cooperatives have in common: states, totals, coverage.
    ReadRegion,
    /// What a region decides: cooperatives, mentors, goals.
    ManageRegion,
    /// Mentoring: visits, findings, agreed actions, answers.
    Mentor,
}

impl Right {
    /// Every right, in the order above.
    pub const ALL: [Self; 16] = [
        Self::Public,
        Self::SignedIn,
        Self::ReadFigures,
        Self::ReadBooks,
        Self::Record,
        Self::RequestReversal,
        Self::ApproveReversal,
        Self::CloseMonth,
        Self::ReopenMonth,
        Self::ReadMembers,
        Self::ManageMembers,
        Self::ManageUsers,
        Self::ManageCooperative,
        Self::ReadRegion,
        Self::ManageRegion,
        Self::Mentor,
    ];

    const fn bit(self) -> u32 {
        let place = match self {
            Self::Public => 0,
            Self::SignedIn => 1,
            Self::ReadFigures => 2,
            Self::ReadBooks => 3,
            Self::Record => 4,
            Self::RequestReversal => 5,
            Self::ApproveReversal => 6,
            Self::CloseMonth => 7,
            Self::ReopenMonth => 8,
            Self::ReadMembers => 9,
            Self::ManageMembers => 10,
            Self::ManageUsers => 11,
            Self::ManageCooperative => 12,
            Self::ReadRegion => 13,
            Self::ManageRegion => 14,
            Self::Mentor => 15,
        };
        1 << place
    }
}

/// A set of rights.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct RightSet(u32);

impl RightSet {
    /// No right at all.
    pub const NONE: Self = Self(0);

    /// These rights.
    pub const fn of(rights: &[Right]) -> Self {
        let mut bits = 0;
        let mut rest = rights;
        while let [right, others @ ..] = rest {
            bits |= right.bit();
            rest = others;
        }
        Self(bits)
    }

    /// Whether a right is in it.
    pub const fn has(self, right: Right) -> bool {
        self.0 & right.bit() != 0
    }

    /// The rights of either set.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it holds nothing.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The rights in it.
    pub fn iter(self) -> impl Iterator<Item = Right> {
        Right::ALL.into_iter().filter(move |right| self.has(*right))
    }
}

impl fmt::Debug for RightSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_right_has_its_own_bit() {
        for right in Right::ALL {
            let set = RightSet::of(&[right]);
            assert_eq!(set.iter().collect::<Vec<_>>(), [right]);
            assert!(set.and(RightSet::of(&[Right::Record])).has(right));
        }
        assert!(RightSet::NONE.is_empty());
        assert_eq!(RightSet::of(&Right::ALL).iter().count(), 16);
    }
}
