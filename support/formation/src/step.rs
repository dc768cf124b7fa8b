//! The routes of formation and their steps: `parameters/steps.csv` and `parameters/founding.csv`, dated.

use std::sync::LazyLock;

use kernel::BookDate;
use serde::{Deserialize, Serialize};

/// By which route a cooperative is formed (rules §1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Path {
    /// *Pendirian*: a new one.
    #[default]
    Baru,
    /// *Pengembangan*: an existing one is developed.
    Pengembangan,
    /// *Revitalisasi*: one that fell asleep is revived.
    Revitalisasi,
}

impl Path {
    /// All, as forms offer them.
    pub const ALL: [Self; 3] = [Self::Baru, Self::Pengembangan, Self::Revitalisasi];

    /// As the store and forms write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Baru => "baru",
            Self::Pengembangan => "pengembangan",
            Self::Revitalisasi => "revitalisasi",
        }
    }

    /// The route of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|path| path.code() == code)
    }

    /// As screens say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Baru => "Pendirian baru",
            Self::Pengembangan => "Pengembangan koperasi yang ada",
            Self::Revitalisasi => "Revitalisasi koperasi yang tidak berjalan",
        }
    }
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StepState {
    /// Not begun.
    #[default]
    Belum,
    /// Asked for, not there yet.
    Proses,
    /// There.
    Terbit,
    /// Refused by whoever issues it.
    Ditolak,
}

impl StepState {
    /// All, as forms offer them.
    pub const ALL: [Self; 4] = [Self::Belum, Self::Proses, Self::Terbit, Self::Ditolak];

    /// As the store and forms write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Belum => "belum",
            Self::Proses => "proses",
            Self::Terbit => "terbit",
            Self::Ditolak => "ditolak",
        }
    }

    /// The state of a code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// As screens say it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Belum => "Belum",
            Self::Proses => "Proses",
            Self::Terbit => "Terbit",
            Self::Ditolak => "Ditolak",
        }
    }

    /// What it means, for who reads it for the first time.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Belum => "belum dimulai",
            Self::Proses => "sudah diajukan atau dijadwalkan, hasilnya belum ada",
            Self::Terbit => "suratnya sudah ada, atau rapatnya sudah selesai",
            Self::Ditolak => "dikembalikan; perbaiki, lalu ajukan lagi",
        }
    }

    /// The class of the style sheet.
    pub fn class(self) -> &'static str {
        match self {
            Self::Belum => "none",
            Self::Proses => "wait",
            Self::Terbit => "good",
            Self::Ditolak => "look",
        }
    }
}

/// A step of a route.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Step {
    /// Of which route.
    pub route: Path,
    /// Its place in the order.
    pub place: i64,
    /// A short name that stays: "akta".
    pub code: String,
    /// As screens say it.
    pub title: String,
    /// Who issues it, as the form asks for it.
    pub issuer: String,
    /// Whether it has a number of its own.
    #[serde(deserialize_with = "yes")]
    pub number: bool,
    /// What it is, in a sentence.
    pub hint: String,
    /// What must be in hand for it.
    pub bring: String,
    /// What to do where it was refused.
    pub refused: String,
    /// The step whose paper this one needs, so that it cannot be older; may be empty.
    pub after: String,
    /// Whether its papers name no private person, so that the city may open them: a deed and minutes hold
    /// the names and NIKs of founders, a tax number does not.
    #[serde(deserialize_with = "yes")]
    pub open: bool,
    /// From which day it belongs to the route.
    pub valid_from: BookDate,
}

fn yes<'d, D: serde::Deserializer<'d>>(from: D) -> Result<bool, D::Error> {
    Ok(String::deserialize(from)? == "yes")
}

#[expect(clippy::expect_used, reason = "the file is in the program and read by a test")]
static STEPS: LazyLock<Vec<Step>> = LazyLock::new(|| {
    let text: &[u8] = include_bytes!("../parameters/steps.csv");
    csv::Reader::from_reader(text).deserialize().collect::<Result<_, _>>().expect("the steps read")
});

#[derive(Debug, Deserialize)]
struct Figure {
    code: String,
    value: i64,
    valid_from: BookDate,
}

#[expect(clippy::expect_used, reason = "the file is in the program and read by a test")]
static FIGURES: LazyLock<Vec<Figure>> = LazyLock::new(|| {
    let text: &[u8] = include_bytes!("../parameters/founding.csv");
    csv::Reader::from_reader(text).deserialize().collect::<Result<_, _>>().expect("the figures read")
});

/// The figure of a rule on a day; 0 where none held yet.
pub(crate) fn figure(code: &str, on: BookDate) -> i64 {
    let rows = FIGURES.iter().filter(|row| row.code == code && row.valid_from <= on);
    rows.max_by_key(|row| row.valid_from).map_or(0, |row| row.value)
}

/// The steps of a route on a day, in their order.
pub fn steps(path: Path, on: BookDate) -> Vec<&'static Step> {
    let mut found: Vec<&Step> = Vec::new();
    for step in STEPS.iter().filter(|step| step.route == path && step.valid_from <= on) {
        match found.iter_mut().find(|known| known.code == step.code) {
            Some(known) if known.valid_from < step.valid_from => *known = step,
            Some(_) => {}
            None => found.push(step),
        }
    }
    found.sort_by_key(|step| step.place);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_leads_to_the_same_papers() {
        let on = BookDate::parse("2026-11-24").unwrap();
        for path in Path::ALL {
            let codes: Vec<&str> = steps(path, on).iter().map(|step| step.code.as_str()).collect();
            assert!(codes.ends_with(&["akta", "ahu", "npwp", "nib", "rekening", "nik"]), "{codes:?}");
        }
        assert_eq!(steps(Path::Baru, on).len(), 8);
        assert_eq!(steps(Path::Revitalisasi, on)[0].code, "pemeriksaan");
        assert_eq!(steps(Path::Baru, BookDate::parse("2025-03-26").unwrap()).len(), 0);
    }

    #[test]
    fn every_step_that_another_needs_is_on_the_same_route() {
        for path in Path::ALL {
            let steps = steps(path, BookDate::MAX);
            for step in steps.iter().filter(|step| !step.after.is_empty()) {
                let needed = steps.iter().find(|known| known.code == step.after);
                assert!(needed.is_some_and(|needed| needed.place < step.place), "{step:?}");
            }
        }
    }

    #[test]
    fn nine_found_since_the_law_was_changed() {
        let on = |day: &str| figure("founders_min", BookDate::parse(day).unwrap());
        assert_eq!((on("2020-11-01"), on("2025-05-20")), (20, 9));
    }
}
