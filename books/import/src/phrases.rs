//! The vocabulary as an index of phrases, and what a cooperative's own words were found to mean.

use std::collections::{HashMap, HashSet};

use cashbook::Rule;
use kernel::{PartyId, fold};

use crate::book::{Book, Way};

/// What a cooperative's own words mean, as somebody decided before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// Which way the money went.
    pub way: Way,
    /// The words, folded, without names and numbers.
    pub phrase: String,
    /// The posting rule.
    pub rule: String,
    /// Whom they meant, where it was a partner.
    pub party: Option<PartyId>,
}

/// A phrase of a rule found in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Place of the rule among the rules.
    pub rule: usize,
    /// The first word of the row that belongs to it.
    pub start: usize,
    /// How many words it has.
    pub words: usize,
    /// Letters in it: the longer phrase says more.
    letters: usize,
}

#[derive(Debug)]
struct Phrase {
    words: Vec<String>,
    letters: usize,
    rule: usize,
    way: Way,
}

/// The phrases of all rules that move the money of one book.
#[derive(Debug)]
pub struct Phrases {
    by_first: HashMap<String, Vec<Phrase>>,
    known: HashSet<String>,
    by_length: HashMap<usize, Vec<String>>,
}

impl Phrases {
    /// Indexes the phrases and labels of the rules.
    pub fn new(rules: &[Rule], book: Book) -> Self {
        let mut index = Self { by_first: HashMap::new(), known: HashSet::new(), by_length: HashMap::new() };
        for (at, rule) in rules.iter().enumerate() {
            let Some(way) = Way::of_rule(rule, book) else { continue };
            for said in rule.phrases.iter().map(String::as_str).chain([rule.label.as_str()]) {
                index.add(said, at, way);
            }
        }
        index
    }

    fn add(&mut self, said: &str, rule: usize, way: Way) {
        let words: Vec<String> =
            fold(said).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let Some(first) = words.first().cloned() else { return };
        for word in &words {
            if self.known.insert(word.clone()) {
                self.by_length.entry(word.len()).or_default().push(word.clone());
            }
        }
        let letters = words.iter().map(String::len).sum();
        self.by_first.entry(first).or_default().push(Phrase { words, letters, rule, way });
    }

    /// A word as the vocabulary spells it, where one letter is wrong, missing, too many or out of place:
    /// "tranfer" is "transfer". Nothing where two words are as near, or where it is short.
    pub fn spelled(&self, word: &str) -> Option<String> {
        let length = word.len();
        if length < 5 || self.known.contains(word) || word.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let lengths = [length - 1, length, length + 1];
        let near = lengths.iter().filter_map(|length| self.by_length.get(length)).flatten();
        let mut found = near.filter(|known| known.len() >= 5 && one_slip(word, known));
        match (found.next(), found.next()) {
            (Some(one), None) => Some(one.clone()),
            _ => None,
        }
    }

    /// The longest phrase in the words for that way of the money, and whether another rule has one as
    /// long.
    pub fn longest(&self, words: &[String], way: Way) -> Option<(Match, bool)> {
        let mut best: Option<Match> = None;
        let mut contested = false;
        for (start, word) in words.iter().enumerate() {
            let here = words.get(start..).unwrap_or_default();
            for phrase in self.by_first.get(word).into_iter().flatten() {
                if phrase.way != way || !here.starts_with(&phrase.words) {
                    continue;
                }
                let found =
                    Match { rule: phrase.rule, start, words: phrase.words.len(), letters: phrase.letters };
                match &best {
                    Some(now) if now.letters > found.letters => {}
                    Some(now) if now.letters == found.letters => contested |= now.rule != found.rule,
                    _ => (best, contested) = (Some(found), false),
                }
            }
        }
        best.map(|found| (found, contested))
    }

    /// Whether a word behind the phrase makes it another rule's when it stands in the place of the
    /// phrase's last word: "simpanan pokok" and then "wajib".
    pub fn says_another(&self, found: &Match, words: &[String], way: Way) -> bool {
        let end = found.start + found.words;
        let phrase = words.get(found.start..end).unwrap_or_default();
        let Some((_, start)) = phrase.split_last().filter(|(_, start)| !start.is_empty()) else {
            return false;
        };
        let behind = words.get(end..).unwrap_or_default();
        behind.iter().any(|word| {
            let other: Vec<String> = start.iter().chain([word]).cloned().collect();
            let known = other.first().and_then(|first| self.by_first.get(first));
            known
                .into_iter()
                .flatten()
                .any(|phrase| phrase.way == way && phrase.rule != found.rule && phrase.words == other)
        })
    }
}

/// Whether two words differ by one letter wrong, missing, too many, or two neighbours swapped.
fn one_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = |word: &[char], skip: usize| word.get(head + skip..).unwrap_or_default().to_vec();
    let (x, y) = (rest(&a, 0), rest(&b, 0));
    if x.get(1..) == y.get(1..) || x.get(1..) == Some(y.as_slice()) || Some(x.as_slice()) == y.get(1..) {
        return a != b;
    }
    matches!((x.as_slice(), y.as_slice()), ([p, q, x @ ..], [r, s, y @ ..]) if p == s && q == r && x == y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_of_the_pen_is_forgiven() {
        assert!(one_slip("tranfer", "transfer"));
        assert!(one_slip("simpnaan", "simpanan"));
        assert!(one_slip("wajip", "wajib"));
        assert!(!one_slip("wajib", "wajib"));
        assert!(!one_slip("pokok", "bokep"));
    }
}
