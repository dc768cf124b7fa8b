//! The states of a membership and what leads from one to another. Pure: no table, no page.

use serde::{Deserialize, Serialize};

/// Where somebody stands (rules §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MemberState {
    /// Has applied; nobody has compared the papers yet.
    #[serde(rename = "calon")]
    Applicant,
    /// The board has compared the papers; simpanan pokok is not fully paid yet.
    #[serde(rename = "terverifikasi")]
    Verified,
    /// A member.
    #[serde(rename = "aktif")]
    Active,
    /// Left by own wish, or withdrew the application.
    #[serde(rename = "keluar")]
    Left,
    /// Died.
    #[serde(rename = "meninggal")]
    Deceased,
    /// Dismissed by the board, or not accepted by it.
    #[serde(rename = "diberhentikan")]
    Dismissed,
}

/// How a membership ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ending {
    /// By own wish.
    #[serde(rename = "keluar")]
    Left,
    /// By death.
    #[serde(rename = "meninggal")]
    Deceased,
    /// By decision of the board.
    #[serde(rename = "diberhentikan")]
    Dismissed,
}

/// What can happen to a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// The board compares the papers.
    Verify,
    /// Simpanan pokok is fully paid for the first time.
    Activate,
    /// It ends.
    End(Ending),
}

impl MemberState {
    /// All states, in the order of a membership.
    pub const ALL: [Self; 6] =
        [Self::Applicant, Self::Verified, Self::Active, Self::Left, Self::Deceased, Self::Dismissed];

    /// As the store, the wire and the page's address write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Applicant => "calon",
            Self::Verified => "terverifikasi",
            Self::Active => "aktif",
            Self::Left => "keluar",
            Self::Deceased => "meninggal",
            Self::Dismissed => "diberhentikan",
        }
    }

    /// Reads what [`Self::code`] writes.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// As the page says it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Applicant => "Calon, belum diperiksa",
            Self::Verified => "Menunggu simpanan pokok",
            Self::Active => "Aktif",
            Self::Left => "Keluar",
            Self::Deceased => "Meninggal",
            Self::Dismissed => "Diberhentikan",
        }
    }

    /// Whether the membership, or the application, is over.
    pub fn has_ended(self) -> bool {
        matches!(self, Self::Left | Self::Deceased | Self::Dismissed)
    }

    /// Where a step leads, or nothing where it may not be taken. This is the whole table:
    ///
    /// | from | verify | activate | end |
    /// |---|---|---|---|
    /// | applicant | verified | – | left, deceased, dismissed |
    /// | verified | – | active | left, deceased, dismissed |
    /// | active | – | – | left, deceased, dismissed |
    /// | left, deceased, dismissed | – | – | – |
    pub fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Applicant, Step::Verify) => Some(Self::Verified),
            (Self::Verified, Step::Activate) => Some(Self::Active),
            (Self::Applicant | Self::Verified | Self::Active, Step::End(ending)) => Some(ending.state()),
            _ => None,
        }
    }
}

impl Ending {
    /// All ways, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Left, Self::Deceased, Self::Dismissed];

    /// The state that follows.
    pub fn state(self) -> MemberState {
        match self {
            Self::Left => MemberState::Left,
            Self::Deceased => MemberState::Deceased,
            Self::Dismissed => MemberState::Dismissed,
        }
    }

    /// Reads the code of the state that follows.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ending| ending.state().code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_step() -> impl Strategy<Value = Step> {
        prop_oneof![
            Just(Step::Verify),
            Just(Step::Activate),
            proptest::sample::select(&Ending::ALL[..]).prop_map(Step::End),
        ]
    }

    #[test]
    fn every_code_can_be_read_again() {
        for state in MemberState::ALL {
            assert_eq!(MemberState::parse(state.code()), Some(state));
        }
        for ending in Ending::ALL {
            assert_eq!(Ending::parse(ending.state().code()), Some(ending));
        }
        assert_eq!(Ending::parse("aktif"), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_happens_the_rules_hold(steps in proptest::collection::vec(any_step(), 0..12)) {
            let mut state = MemberState::Applicant;
            let mut taken = Vec::new();
            for step in steps {
                let Some(next) = state.after(step) else { continue };
                // What has ended never goes on, and nothing is entered twice.
                prop_assert!(!state.has_ended());
                prop_assert!(next > state);
                taken.push(step);
                state = next;
            }
            // Nobody is a member without having been verified first.
            if state == MemberState::Active {
                prop_assert_eq!(taken, [Step::Verify, Step::Activate]);
            } else {
                prop_assert!(taken.len() <= 3);
            }
        }
    }
}
