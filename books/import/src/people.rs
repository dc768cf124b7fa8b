//! Members and partners, found by the names that stand in a row.

use std::collections::{BTreeSet, HashMap};

use kernel::{PartyId, fold};

/// A member or partner of the cooperative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Number among the cooperative's members and partners.
    pub id: PartyId,
    /// As the officers know it.
    pub name: String,
    /// The member number, where it is a member.
    pub number: Option<i64>,
    /// Whether it is a member.
    pub member: bool,
}

/// Words before a name that are no part of it.
pub(crate) const HONORIFICS: [&str; 20] = [
    "bu", "ibu", "pak", "bapak", "bpk", "sdr", "sdri", "sdra", "h", "hj", "haji", "hajjah", "kak", "mbak",
    "mas", "bang", "cik", "koh", "om", "tante",
];

/// What the words of a row say about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nobody.
    Nobody,
    /// One person, and whether every word of the name stood there.
    One(PartyId, bool),
    /// Several could be meant.
    Several(Vec<PartyId>),
}

/// An index of people by the words of their names.
#[derive(Debug, Default)]
pub struct People {
    people: Vec<(Person, Vec<String>)>,
    by_word: HashMap<String, Vec<usize>>,
}

impl People {
    /// Indexes members and partners.
    pub fn new(people: Vec<Person>) -> Self {
        let mut index = Self::default();
        for (at, person) in people.into_iter().enumerate() {
            let folded = fold(&person.name);
            let words: Vec<String> = folded
                .split(' ')
                .filter(|word| !HONORIFICS.contains(word) && !word.is_empty())
                .map(str::to_owned)
                .collect();
            for word in &words {
                index.by_word.entry(word.clone()).or_default().push(at);
            }
            index.people.push((person, words));
        }
        index
    }

    /// Whether a word is a part of anybody's name.
    pub fn is_name(&self, word: &str) -> bool {
        self.by_word.contains_key(word)
    }

    /// Everybody, in the order given.
    pub fn iter(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().map(|(person, _)| person)
    }

    /// Who is meant by these words: whoever has the most of them in the name, if that is one person.
    pub fn find(&self, words: &[&str], members: bool, partners: bool) -> Found {
        let mut scores: HashMap<usize, usize> = HashMap::new();
        let distinct: BTreeSet<&str> = words.iter().copied().collect();
        for word in distinct {
            for at in self.by_word.get(word).into_iter().flatten() {
                let wanted = self.people.get(*at).map(|(person, _)| person.member);
                if wanted == Some(true) && members || wanted == Some(false) && partners {
                    *scores.entry(*at).or_default() += 1;
                }
            }
        }
        let Some(best) = scores.values().max().copied() else { return Found::Nobody };
        let mut top: Vec<usize> = scores.iter().filter(|(_, n)| **n == best).map(|(at, _)| *at).collect();
        // Somebody all of whose names are there goes before somebody who merely shares one.
        let whole = |at: &usize| self.people.get(*at).is_some_and(|(_, names)| names.len() == best);
        if top.iter().any(whole) {
            top.retain(whole);
        }
        top.sort_unstable();
        let ids = top.iter().filter_map(|at| self.people.get(*at).map(|(person, _)| person.id));
        match ids.collect::<Vec<_>>().as_slice() {
            [one] => Found::One(*one, top.iter().any(whole)),
            several => Found::Several(several.to_vec()),
        }
    }

    /// The member of a number.
    pub fn by_number(&self, number: i64) -> Option<PartyId> {
        self.iter().find(|person| person.number == Some(number)).map(|person| person.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people() -> People {
        let person = |id, name: &str| Person {
            id: PartyId(id),
            name: name.to_owned(),
            number: Some(id),
            member: true,
        };
        People::new(vec![
            person(1, "Bu Contoh Marni"),
            person(2, "Siti Aminah"),
            person(3, "Siti Rohani"),
            person(4, "Siti"),
        ])
    }

    #[test]
    fn a_name_is_found_by_what_stands_there_of_it() {
        let found = |words: &[&str]| people().find(words, true, true);
        assert_eq!(found(&["marni"]), Found::One(PartyId(1), false));
        assert_eq!(found(&["siti", "aminah"]), Found::One(PartyId(2), true));
        assert_eq!(found(&["siti"]), Found::One(PartyId(4), true));
        assert_eq!(found(&["pisang"]), Found::Nobody);
    }

    #[test]
    fn two_of_one_name_are_asked_about() {
        let person =
            |id, name: &str| Person { id: PartyId(id), name: name.to_owned(), number: None, member: true };
        let people = People::new(vec![person(2, "Siti Aminah"), person(3, "Siti Rohani")]);
        assert_eq!(people.find(&["siti"], true, false), Found::Several(vec![PartyId(2), PartyId(3)]));
    }
}
