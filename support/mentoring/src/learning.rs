//! Who has learned what, and who in office has not learned what the office needs. Pure.
//!
//! What somebody learned is that person's: who leaves the office takes it along, so that a successor is shown
//! as missing again, and who takes another office has it there.

use std::collections::BTreeMap;

use kernel::{BookDate, CooperativeId, RegionCode, fold};
use officers::{Held, Office, PersonId};
use registry::Cooperative;

use crate::training::{Attendance, Competence, competences};

/// Offices that no cooperative may leave empty (rules §1.4): that nobody holds them is said.
fn is_always_held(office: Office) -> bool {
    Office::NEEDED.contains(&office) || office == Office::SupervisorChair
}

/// A cooperative whose officers have not learned what they need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    /// The cooperative.
    pub cooperative: CooperativeId,
    /// Its village.
    pub village: RegionCode,
    /// Its short name.
    pub name: String,
    /// One sentence a person and subject: "Bendahara Bu Contoh Melati belum ikut pelatihan pembukuan."
    pub sentences: Vec<String>,
}

/// An officer with what was learned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learned {
    /// The cooperative.
    pub cooperative: CooperativeId,
    /// The number within the cooperative.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// The office.
    pub office: Office,
    /// Subject and the first day on which it was learned, by day.
    pub subjects: Vec<(String, BookDate)>,
}

/// Who is whom among those who came: an officer by number, somebody noted by name by the name.
struct Came<'a> {
    by_person: BTreeMap<(CooperativeId, PersonId, &'a str), BookDate>,
    by_name: BTreeMap<(CooperativeId, String, &'a str), BookDate>,
}

impl<'a> Came<'a> {
    /// A training to come teaches nobody yet.
    fn until(came: &'a [Attendance], today: BookDate) -> Self {
        let mut found = Self { by_person: BTreeMap::new(), by_name: BTreeMap::new() };
        for one in came.iter().filter(|one| one.held_on <= today) {
            let (id, subject, on) = (one.cooperative, one.competence.as_str(), one.held_on);
            let first = match one.officer {
                Some(person) => found.by_person.entry((id, person, subject)).or_insert(on),
                None => found.by_name.entry((id, fold(&one.person), subject)).or_insert(on),
            };
            *first = on.min(*first);
        }
        found
    }

    fn learned(&self, one: &Held, subject: &'a str) -> Option<BookDate> {
        let by_person = self.by_person.get(&(one.cooperative, one.person, subject));
        let by_name = self.by_name.get(&(one.cooperative, fold(&one.name), subject));
        by_person.into_iter().chain(by_name).min().copied()
    }
}

/// What each officer who is in office on a day has learned, in the order of offices.
pub fn learned(held: &[Held], came: &[Attendance], today: BookDate) -> Vec<Learned> {
    let known = Came::until(came, today);
    let wanted = competences(today);
    let one = |one: &Held| {
        let subject =
            |wanted: &&'static Competence| Some((wanted.label.clone(), known.learned(one, &wanted.code)?));
        let mut subjects: Vec<(String, BookDate)> = wanted.iter().filter_map(subject).collect();
        subjects.sort_by_key(|(_, on)| *on);
        let (cooperative, person, name) = (one.cooperative, one.person, one.name.clone());
        Learned { cooperative, person, name, office: one.office, subjects }
    };
    let mut found: Vec<Learned> = held.iter().filter(|one| one.is_held_on(today)).map(one).collect();
    found.sort_by_key(|one| (one.cooperative, one.office));
    found
}

/// Which officers have not learned what their office needs, by village. An office that must be held and that
/// nobody is written down for is said too.
pub fn lacking(all: &[Cooperative], held: &[Held], came: &[Attendance], today: BookDate) -> Vec<Lacking> {
    let known = Came::until(came, today);
    let wanted = competences(today);
    let mut terms: BTreeMap<CooperativeId, Vec<&Held>> = BTreeMap::new();
    for one in held {
        terms.entry(one.cooperative).or_default().push(one);
    }
    let one = |found: &Cooperative| {
        let terms = terms.get(&found.id).map_or(&[][..], Vec::as_slice);
        let mut sentences = Vec::new();
        for subject in &wanted {
            for office in subject.offices() {
                sentences.extend(sentences_of(terms, &known, (subject, office), today));
            }
        }
        Lacking {
            cooperative: found.id,
            village: found.region,
            name: found.short_name().to_owned(),
            sentences,
        }
    };
    all.iter().map(one).filter(|lacking| !lacking.sentences.is_empty()).collect()
}

/// What is to be said of one office and what it needs.
fn sentences_of<'a>(
    terms: &[&Held],
    known: &Came<'a>,
    (subject, office): (&'a Competence, Office),
    today: BookDate,
) -> Vec<String> {
    let ever = || terms.iter().filter(move |one| one.office == office);
    let mut said = Vec::new();
    for one in ever().filter(|one| one.is_held_on(today)) {
        if known.learned(one, &subject.code).is_some() {
            continue;
        }
        let mut before = ever().filter(|other| other.person != one.person && !other.is_held_on(today));
        let who = format!("{} {}", office.label(), one.name);
        said.push(match before.any(|other| known.learned(other, &subject.code).is_some()) {
            true => format!(
                "{who}, menjabat sejak {}, belum ikut {}; yang ikut pejabat sebelumnya.",
                one.since.short(),
                subject.label
            ),
            false => format!("{who} belum ikut {}.", subject.label),
        });
    }
    if is_always_held(office) && ever().all(|one| !one.is_held_on(today)) {
        said.push(format!("{} belum tercatat, jadi belum ada yang ikut {}.", office.label(), subject.label));
    }
    said
}
