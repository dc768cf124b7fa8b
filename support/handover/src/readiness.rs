//! What a mass launch would do, before it does it: how many are ready, how many lack which paper, how many
//! were handed over before. Counted by the store, part by part, so that a nation costs no row each.

use ::store::Reader;
use kernel::{CooperativeId, RegionCode, RegionLevel};

use crate::error::HandoverError;
use crate::event::Reach;
use crate::store;

/// Cooperatives of a part of the reach, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Readiness {
    /// All.
    pub all: i64,
    /// Handed over before, at whichever ceremony: a launch leaves them out.
    pub handed: i64,
    /// Legal bodies that were not handed over: a launch takes them.
    pub ready: i64,
    /// Of those, how many have deed, approval, NIB, NPWP and NIK koperasi alike.
    pub complete: i64,
    /// No deed yet.
    pub no_deed: i64,
    /// A deed, but no approval by the Ministry of Law.
    pub no_approval: i64,
    /// Of the ready ones: without a NIB.
    pub no_nib: i64,
    /// Of the ready ones: without an NPWP.
    pub no_npwp: i64,
    /// Of the ready ones: without a NIK koperasi.
    pub no_nik: i64,
}

impl Readiness {
    fn add(&mut self, other: &Self) {
        self.all += other.all;
        self.handed += other.handed;
        self.ready += other.ready;
        self.complete += other.complete;
        self.no_deed += other.no_deed;
        self.no_approval += other.no_approval;
        self.no_nib += other.no_nib;
        self.no_npwp += other.no_npwp;
        self.no_nik += other.no_nik;
    }
}

/// A part of the reach with its counts: a province of the nation, a city of a province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which.
    pub region: RegionCode,
    /// Its name, or its code where regions are not loaded.
    pub name: String,
    /// What is in it.
    pub counts: Readiness,
}

/// A cooperative that a launch would leave out, with the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Which.
    pub cooperative: CooperativeId,
    /// Its village.
    pub village: RegionCode,
    /// Its full name.
    pub name: String,
    /// "belum ada akta", "menunggu pengesahan AHU", "sudah diserahkan 4 Agt 2025".
    pub reason: String,
}

/// What is divided by what: the digits that a code has less than the parts'.
pub(crate) fn part_size(reach: Reach) -> i64 {
    let level = match reach {
        Reach::Nation => return 100_000_000,
        Reach::Region(region) => region.level(),
    };
    match level {
        RegionLevel::Province => 1_000_000,
        RegionLevel::City => 10_000,
        RegionLevel::District | RegionLevel::Village => 1,
    }
}

/// The counts of the whole reach and of each part of it, by code.
///
/// # Errors
/// The store or the territory cannot answer.
pub fn readiness(reader: &mut dyn Reader, reach: Reach) -> Result<(Readiness, Vec<Part>), HandoverError> {
    let mut whole = Readiness::default();
    let mut parts = Vec::new();
    for (region, counts) in store::readiness(reader, reach, part_size(reach))? {
        whole.add(&counts);
        let name = territory::region(reader, region)?.map_or_else(|| region.to_string(), |found| found.name);
        parts.push(Part { region, name, counts });
    }
    Ok((whole, parts))
}

/// Up to `limit` cooperatives that a launch would leave out, whose name or code holds what was typed.
///
/// # Errors
/// The store cannot answer.
pub fn left_out(
    reader: &mut dyn Reader,
    reach: Reach,
    typed: &str,
    limit: i64,
) -> Result<Vec<LeftOut>, HandoverError> {
    Ok(store::left_out(reader, reach, typed, limit)?)
}
