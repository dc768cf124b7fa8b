//! A role held somewhere for some time, and the decision that follows from it.

use kernel::{BookDate, CooperativeId, RegionCode};
use web::{Right, RightSet};

use crate::role::{Role, rights_of};

/// Where a role is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In one cooperative.
    Cooperative(CooperativeId),
    /// In a region and everything in it.
    Region(RegionCode),
    /// In the whole installation.
    Everywhere,
}

/// A role held somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its number.
    pub id: i64,
    /// The role.
    pub role: Role,
    /// Where.
    pub scope: Scope,
    /// The first day.
    pub valid_from: BookDate,
    /// The last day, if one is set.
    pub valid_until: Option<BookDate>,
}

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A cooperative and the village that it belongs to.
    Cooperative(CooperativeId, RegionCode),
    /// A region.
    Region(RegionCode),
    /// The installation itself, or the person's own account.
    Nowhere,
}

impl Scope {
    /// Whether what is held here holds there.
    pub fn covers(self, place: Place) -> bool {
        match (self, place) {
            (Self::Everywhere, _) => true,
            (Self::Cooperative(held), Place::Cooperative(id, _)) => held == id,
            (Self::Region(held), Place::Cooperative(_, region) | Place::Region(region)) => {
                held.contains(region)
            }
            (Self::Cooperative(_), Place::Region(_) | Place::Nowhere) | (Self::Region(_), Place::Nowhere) => {
                false
            }
        }
    }
}

impl Grant {
    /// Whether it holds there on that day.
    pub fn holds(&self, place: Place, today: BookDate) -> bool {
        self.is_valid(today) && self.scope.covers(place)
    }

    /// Whether it holds anywhere on that day.
    pub fn is_valid(&self, today: BookDate) -> bool {
        self.valid_from <= today && self.valid_until.is_none_or(|until| today <= until)
    }
}

/// Everything that these grants allow at a place on a day.
pub fn rights_at(grants: &[Grant], place: Place, today: BookDate) -> RightSet {
    let own = RightSet::of(&[Right::Public, Right::SignedIn]);
    let public = RightSet::of(&[Right::Public]);
    let held = grants.iter().filter(|grant| grant.holds(place, today));
    let roles = held.fold(RightSet::NONE, |rights, grant| rights.and(rights_of(grant.role)));
    // Being signed in is enough for one's own account, not for a cooperative in which one is nothing.
    let base = if roles.is_empty() && place != Place::Nowhere { public } else { own };
    base.and(roles)
}

/// THE decision: whether who holds these grants may do this there today.
pub fn decide(grants: &[Grant], right: Right, place: Place, today: BookDate) -> bool {
    rights_at(grants, place, today).has(right)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn region(text: &str) -> RegionCode {
        RegionCode::parse(text).unwrap()
    }

    fn grant(role: Role, scope: Scope) -> Grant {
        Grant { id: 1, role, scope, valid_from: BookDate::MIN, valid_until: None }
    }

    const TODAY: BookDate = BookDate::MIN;

    #[test]
    fn a_city_office_reaches_its_city_and_no_further() {
        let grants = [grant(Role::CityOffice, Scope::Region(region("19.71")))];
        let inside = Place::Cooperative(CooperativeId(1), region("19.71.04.1001"));
        let outside = Place::Cooperative(CooperativeId(2), region("19.01.04.2001"));
        assert!(decide(&grants, Right::ReadFigures, inside, TODAY));
        assert!(!decide(&grants, Right::ReadMembers, inside, TODAY));
        assert!(!decide(&grants, Right::ReadFigures, outside, TODAY));
        assert!(!decide(&grants, Right::SignedIn, outside, TODAY));
        assert!(decide(&grants, Right::ReadRegion, Place::Region(region("19.71.04")), TODAY));
        assert!(!decide(&grants, Right::ReadRegion, Place::Region(region("19")), TODAY));
    }

    #[test]
    fn a_grant_holds_between_its_days() {
        let day = |text| BookDate::parse(text).unwrap();
        let mut held = grant(Role::Chair, Scope::Cooperative(CooperativeId(1)));
        held.valid_from = day("2026-07-01");
        held.valid_until = Some(day("2026-12-31"));
        let there = Place::Cooperative(CooperativeId(1), region("19.71.04.1001"));
        for (date, expected) in
            [("2026-06-30", false), ("2026-07-01", true), ("2026-12-31", true), ("2027-01-01", false)]
        {
            let grants = std::slice::from_ref(&held);
            assert_eq!(decide(grants, Right::ManageUsers, there, day(date)), expected, "{date}");
        }
    }

    fn any_region() -> impl Strategy<Value = RegionCode> {
        let villages = prop::sample::select(vec![
            "19",
            "19.71",
            "19.71.04",
            "19.71.04.1001",
            "19.71.04.1002",
            "19.71.05",
            "19.01",
            "19.01.04.2001",
            "31",
        ]);
        villages.prop_map(region)
    }

    fn any_scope() -> impl Strategy<Value = Scope> {
        prop_oneof![
            (1..4i64).prop_map(|id| Scope::Cooperative(CooperativeId(id))),
            any_region().prop_map(Scope::Region),
            Just(Scope::Everywhere),
        ]
    }

    fn any_place() -> impl Strategy<Value = Place> {
        prop_oneof![
            (1..4i64, any_region()).prop_map(|(id, region)| Place::Cooperative(CooperativeId(id), region)),
            any_region().prop_map(Place::Region),
            Just(Place::Nowhere),
        ]
    }

    fn any_grants() -> impl Strategy<Value = Vec<Grant>> {
        let one = (prop::sample::select(Role::ALL.to_vec()), any_scope());
        prop::collection::vec(one.prop_map(|(role, scope)| grant(role, scope)), 0..4)
    }

    proptest! {
        #[test]
        fn rights_come_from_a_grant_that_covers_the_place(
            grants in any_grants(),
            place in any_place(),
            right in prop::sample::select(Right::ALL.to_vec()),
        ) {
            let covering: Vec<&Grant> = grants.iter().filter(|grant| grant.scope.covers(place)).collect();
            let expected = match right {
                Right::Public => true,
                Right::SignedIn => place == Place::Nowhere || !covering.is_empty(),
                _ => covering.iter().any(|grant| rights_of(grant.role).has(right)),
            };
            prop_assert_eq!(decide(&grants, right, place, TODAY), expected);
        }

        #[test]
        fn another_grant_never_takes_a_right_away(
            grants in any_grants(),
            more in any_grants(),
            place in any_place(),
        ) {
            let before = rights_at(&grants, place, TODAY);
            let all: Vec<Grant> = grants.into_iter().chain(more).collect();
            prop_assert_eq!(before.and(rights_at(&all, place, TODAY)), rights_at(&all, place, TODAY));
        }
    }
}
