//! The checks of both bodies on a day. Pure; a break is a finding, never a refusal.

use std::collections::BTreeMap;

use kernel::BookDate;
use serde::Serialize;

use crate::kinship::degrees;
use crate::office::{Body, Office};
use crate::parameters::Parameters;
use crate::roster::{Acceptance, Person, PersonId, Roster, Seat, Sex};

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// The rule is kept.
    Kept,
    /// The rule is broken.
    Broken,
    /// What the check needs is not known.
    Unknown,
}

/// One check with what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which check; stays.
    pub code: &'static str,
    /// About whom: the numbers of the people, or empty for a body as a whole.
    pub subject: String,
    /// What was found, as a sentence; where the rule is broken, with what to do.
    pub sentence: String,
    /// Kept, broken, or not known.
    pub outcome: Outcome,
    /// The acceptance that holds on the day.
    pub accepted: Option<Acceptance>,
}

impl Finding {
    /// Whether the rule is broken, accepted or not.
    pub fn is_broken(&self) -> bool {
        self.outcome == Outcome::Broken
    }

    /// Whether somebody should look: broken and not accepted.
    pub fn is_open(&self) -> bool {
        self.is_broken() && self.accepted.is_none()
    }
}

struct Checks<'r> {
    roster: &'r Roster,
    parameters: &'r Parameters,
    on: BookDate,
    found: Vec<Finding>,
}

/// Checks who is in office on a day against the rules of that day.
pub fn check(roster: &Roster, parameters: &Parameters, on: BookDate) -> Vec<Finding> {
    let mut checks = Checks { roster, parameters, on, found: Vec::new() };
    checks.counts();
    checks.offices();
    checks.supervisor_chair();
    checks.one_office_each();
    checks.written_twice();
    checks.women();
    checks.kin();
    checks.terms();
    checks.people();
    checks.found
}

impl<'r> Checks<'r> {
    fn add(&mut self, code: &'static str, subject: String, outcome: Outcome, sentence: String) {
        let holds =
            |known: &&Acceptance| known.code == code && known.subject == subject && self.on <= known.until;
        let accepted = self.roster.accepted.iter().rev().find(holds);
        let accepted = accepted.filter(|_| outcome == Outcome::Broken).cloned();
        self.found.push(Finding { code, subject, sentence, outcome, accepted });
    }

    fn rule(&mut self, code: &'static str, is_kept: bool, kept: String, broken: String) {
        match is_kept {
            true => self.add(code, String::new(), Outcome::Kept, kept),
            false => self.add(code, String::new(), Outcome::Broken, broken),
        }
    }

    fn body(&self, body: Body) -> Vec<&'r Seat> {
        self.roster.body_on(body, self.on)
    }

    /// The seats of both bodies; whoever is employed to run the business is neither.
    fn both(&self) -> Vec<&'r Seat> {
        let held = self.roster.held_on(self.on).into_iter();
        held.filter(|seat| seat.office.body() != Body::Pengelola).collect()
    }

    fn counts(&mut self) {
        let parameters = self.parameters;
        for (body, codes, min, odd) in [
            (
                Body::Pengurus,
                ["pengurus_count", "pengurus_odd"],
                parameters.pengurus_min,
                parameters.pengurus_odd,
            ),
            (
                Body::Pengawas,
                ["pengawas_count", "pengawas_odd"],
                parameters.pengawas_min,
                parameters.pengawas_odd,
            ),
        ] {
            let [count_code, odd_code] = codes;
            let count = count(self.body(body).len());
            let name = body.label().to_lowercase();
            self.rule(
                count_code,
                count >= min,
                format!("Jumlah {name} {count} orang, cukup: sedikitnya {min}."),
                format!("{} baru {count} orang. Angkat lagi sampai sedikitnya {min}.", body.label()),
            );
            if odd && count > 0 {
                self.rule(
                    odd_code,
                    count % 2 == 1,
                    format!("Jumlah {name} {count}, ganjil."),
                    format!("Jumlah {name} {count}, genap. Angkat atau akhiri satu supaya ganjil."),
                );
            }
        }
    }

    fn offices(&mut self) {
        if self.parameters.pengurus_min == 0 {
            return;
        }
        let held = self.body(Body::Pengurus);
        let empty: Vec<String> = Office::NEEDED
            .into_iter()
            .filter(|office| !held.iter().any(|seat| seat.office == *office))
            .map(|office| office.label().to_lowercase())
            .collect();
        self.rule(
            "pengurus_offices",
            empty.is_empty(),
            "Kelima jabatan pengurus terisi.".to_owned(),
            format!("Jabatan yang kosong: {}. Angkat orangnya lewat rapat anggota.", empty.join(", ")),
        );
    }

    fn supervisor_chair(&mut self) {
        if !self.parameters.ex_officio_chair {
            return;
        }
        let held = self.body(Body::Pengawas);
        let chair = held.iter().find(|seat| seat.office == Office::SupervisorChair);
        let (is_kept, broken) = match chair {
            Some(seat) if seat.ex_officio => (true, String::new()),
            Some(seat) => (
                false,
                format!(
                    "Ketua pengawas {} belum ditandai karena jabatan. Kursinya milik lurah atau kepala desa.",
                    seat.person.name
                ),
            ),
            None => (
                false,
                "Kursi ketua pengawas kosong. Isi dengan lurah atau kepala desa yang sekarang.".to_owned(),
            ),
        };
        self.rule(
            "supervisor_chair",
            is_kept,
            "Ketua pengawas dijabat lurah atau kepala desa karena jabatannya.".to_owned(),
            broken,
        );
    }

    fn one_office_each(&mut self) {
        let mut offices: BTreeMap<PersonId, Vec<&Seat>> = BTreeMap::new();
        for seat in self.roster.held_on(self.on) {
            offices.entry(seat.person.id).or_default().push(seat);
        }
        let twice: Vec<_> = offices.into_iter().filter(|(_, seats)| seats.len() > 1).collect();
        if twice.is_empty() {
            let kept = "Tiap orang memegang satu jabatan.".to_owned();
            self.add("one_office", String::new(), Outcome::Kept, kept);
        }
        for (person, seats) in twice {
            let names: Vec<String> = seats.iter().map(|seat| seat.office.label().to_lowercase()).collect();
            let name = seats.first().map_or("", |seat| seat.person.name.as_str());
            let sentence = format!(
                "{name} memegang {} jabatan: {}. Akhiri salah satunya.",
                names.len(),
                names.join(" dan ")
            );
            self.add("one_office", person.0.to_string(), Outcome::Broken, sentence);
        }
    }

    /// Somebody who was written down anew for a second office is still one person.
    fn written_twice(&mut self) {
        let held = self.roster.held_on(self.on);
        let pairs = held.iter().flat_map(|one| held.iter().map(move |other| (*one, *other)));
        for (one, other) in pairs.filter(|(one, other)| may_be_one(&one.person, &other.person)) {
            let is_known = one.person.birth.is_some() && other.person.birth.is_some();
            let outcome = if is_known { Outcome::Broken } else { Outcome::Unknown };
            let sentence = format!(
                "{} tercatat sebagai {} dan sebagai {}. Bila orangnya sama, akhiri salah satunya; bila bukan, isi \
                 tanggal lahir keduanya.",
                one.person.name,
                one.office.label().to_lowercase(),
                other.office.label().to_lowercase()
            );
            let subject = format!("{}-{}", one.person.id.0, other.person.id.0);
            self.add("one_person", subject, outcome, sentence);
        }
    }

    fn women(&mut self) {
        let percent = self.parameters.women_percent;
        let pengurus = self.body(Body::Pengurus);
        if percent == 0 || pengurus.is_empty() {
            return;
        }
        let women = count(pengurus.iter().filter(|seat| seat.person.sex == Sex::Female).count());
        let all = count(pengurus.len());
        self.rule(
            "women",
            women * 100 >= percent * all,
            format!("Perempuan {women} dari {all} pengurus, memenuhi {percent} persen."),
            format!("Perempuan {women} dari {all} pengurus, kurang dari {percent} persen. Ajak lebih banyak perempuan saat pergantian."),
        );
    }

    fn kin(&mut self) {
        let limit = self.parameters.kin_degree;
        if limit == 0 {
            return;
        }
        let mut people: BTreeMap<PersonId, &Person> = BTreeMap::new();
        for seat in self.both() {
            people.insert(seat.person.id, &seat.person);
        }
        let mut related = false;
        for ((one, other), degree) in degrees(&self.roster.kin, limit) {
            let (Some(a), Some(b)) = (people.get(&one), people.get(&other)) else { continue };
            related = true;
            let told = self.told(one, other);
            let sentence = format!(
                "{} dan {} {told} (derajat {degree}). Ganti salah satunya lewat rapat anggota.",
                a.name, b.name
            );
            self.add("kin", format!("{}-{}", one.0, other.0), Outcome::Broken, sentence);
        }
        if !related {
            let kept = format!(
                "Tidak ada hubungan keluarga sampai derajat {limit} yang tercatat antarpengurus dan pengawas."
            );
            self.add("kin", String::new(), Outcome::Kept, kept);
        }
    }

    /// "bersaudara: yang pertama ibu atau ayah yang kedua", or that it is through others.
    fn told(&self, one: PersonId, other: PersonId) -> String {
        let direct = self.roster.kin.iter().find(|kin| {
            (kin.person == one && kin.relative == other) || (kin.person == other && kin.relative == one)
        });
        match direct {
            Some(kin) => format!("berkeluarga sebagai {}", kin.relation.label()),
            None => "berkeluarga lewat perkawinan".to_owned(),
        }
    }

    fn terms(&mut self) {
        let years = self.parameters.term_years;
        let mut all_kept = true;
        // A seat by office lasts as long as the office; the term of the body still ends.
        for seat in self.both() {
            let name = &seat.person.name;
            let broken = if seat.until < self.on {
                format!("Masa jabatan {name} habis {}. Pilih lagi dalam rapat anggota.", seat.until.short())
            } else if seat.until > plus_years(seat.since, years) {
                format!("Masa jabatan {name} lebih dari {years} tahun. Betulkan tanggal akhirnya.")
            } else {
                continue;
            };
            all_kept = false;
            self.add("term", seat.term.0.to_string(), Outcome::Broken, broken);
        }
        if all_kept && !self.both().is_empty() {
            let kept = format!("Semua masa jabatan berjalan dan paling lama {years} tahun.");
            self.add("term", String::new(), Outcome::Kept, kept);
        }
    }

    /// One line for all whose age cannot be checked.
    fn unknown_ages(&mut self) {
        let people: BTreeMap<PersonId, &str> = self
            .both()
            .into_iter()
            .filter(|seat| seat.person.birth.is_none())
            .map(|seat| (seat.person.id, seat.person.name.as_str()))
            .collect();
        if self.parameters.age_min == 0 || people.is_empty() {
            return;
        }
        let names: Vec<&str> = people.into_values().collect();
        let sentence = format!("Umur belum bisa diperiksa, tanggal lahir belum diisi: {}.", names.join(", "));
        self.add("age", String::new(), Outcome::Unknown, sentence);
    }

    /// Age, and nobody of the village's leadership but by office.
    fn people(&mut self) {
        let (age_min, on) = (self.parameters.age_min, self.on);
        self.unknown_ages();
        for seat in self.both() {
            let (name, subject) = (&seat.person.name, seat.person.id.0.to_string());
            if seat.person.birth.is_some_and(|birth| birth.age_on(on) < age_min) {
                let sentence = format!("{name} belum berumur {age_min} tahun. Ganti dengan yang cukup umur.");
                self.add("age", subject.clone(), Outcome::Broken, sentence);
            }
            let by_office = seat.ex_officio && seat.office == Office::SupervisorChair;
            if self.parameters.no_village_leader && seat.person.village_leader && !by_office {
                let sentence = format!(
                    "{name} termasuk pimpinan desa atau kelurahan. Ganti dengan warga yang bukan pimpinan."
                );
                self.add("village_leader", subject, Outcome::Broken, sentence);
            }
        }
    }
}

/// Whether two people in the list may be one: the same name, and no two birth dates that say otherwise.
fn may_be_one(one: &Person, other: &Person) -> bool {
    let differ = one.birth.zip(other.birth).is_some_and(|(one, other)| one != other);
    one.id < other.id && kernel::fold(&one.name) == kernel::fold(&other.name) && !differ
}

/// The last day of a term of so many years that begins on a day.
pub fn plus_years(since: BookDate, years: i64) -> BookDate {
    let year = since.year() + years;
    let same = BookDate::new(year, since.month(), since.day());
    same.or_else(|| BookDate::new(year, since.month(), 28)).unwrap_or(BookDate::MAX)
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
