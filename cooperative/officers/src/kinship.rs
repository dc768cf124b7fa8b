//! How near two people are, also through others: the parent of one's wife is one's parent-in-law.

use std::collections::BTreeMap;

use crate::roster::{Kinship, PersonId};

/// The degree of kinship between all pairs that are related within `limit` degrees, the smaller number
/// first. Husband and wife count as the first degree, as the rule on *semenda* takes them (rules §1.4).
pub(crate) fn degrees(kin: &[Kinship], limit: i64) -> BTreeMap<(PersonId, PersonId), i64> {
    let mut near: BTreeMap<PersonId, Vec<(PersonId, i64)>> = BTreeMap::new();
    for Kinship { person, relative, relation } in kin {
        let steps = relation.steps();
        near.entry(*person).or_default().push((*relative, steps));
        near.entry(*relative).or_default().push((*person, steps));
    }
    let mut found = BTreeMap::new();
    for from in near.keys() {
        for (to, steps) in within(&near, *from, limit) {
            if *from < to {
                found.insert((*from, to), steps.max(1));
            }
        }
    }
    found
}

/// Everybody within so many steps of a person.
fn within(
    near: &BTreeMap<PersonId, Vec<(PersonId, i64)>>,
    from: PersonId,
    limit: i64,
) -> BTreeMap<PersonId, i64> {
    let mut reached = BTreeMap::from([(from, 0)]);
    let mut waiting = vec![from];
    while let Some(person) = waiting.pop() {
        let so_far = reached.get(&person).copied().unwrap_or(0);
        for (next, steps) in near.get(&person).into_iter().flatten() {
            let steps = so_far + steps;
            if steps <= limit && reached.get(next).is_none_or(|known| steps < *known) {
                reached.insert(*next, steps);
                waiting.push(*next);
            }
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::Relation;

    fn kin(person: i64, relation: Relation, relative: i64) -> Kinship {
        Kinship { person: PersonId(person), relative: PersonId(relative), relation }
    }

    #[test]
    fn a_wifes_mother_is_a_mother_in_law_without_being_told() {
        let told = [kin(1, Relation::Spouse, 2), kin(3, Relation::Parent, 2), kin(3, Relation::Parent, 4)];
        let found = degrees(&told, 2);
        let of = |a, b| found.get(&(PersonId(a), PersonId(b))).copied();
        assert_eq!(of(1, 2), Some(1), "husband and wife");
        assert_eq!(of(1, 3), Some(1), "mother-in-law");
        assert_eq!(of(2, 4), Some(2), "sisters, through their mother");
        assert_eq!(of(1, 4), Some(2), "sister-in-law");
        assert_eq!(degrees(&told, 1).get(&(PersonId(2), PersonId(4))), None);
    }
}
