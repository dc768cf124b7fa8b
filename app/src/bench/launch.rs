//! A mass launch of the nation, and its certificates as one file.

use std::io::{self, Write};

use anyhow::{Context, Result};
use handover::{Launch, Reach, launch, write_certificates};
use kernel::{BookDate, Clock, RegionCode, Timestamp, UserId};
use registry::{LegalPapers, NewCooperative, Paper};
use store::Db;

use super::Scratch;
use super::clock::Stopwatch;
use super::report::BenchResult;

/// 30 November 2026, in microseconds.
const AT: Timestamp = Timestamp(1_796_025_600_000_000);

/// Bytes between two looks at the memory of the program.
const LOOK_BYTES: u64 = 1_000_000;

/// The memory that the program holds, in KB; nothing where the system does not say (only Linux does).
fn resident_kb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Counts a file instead of keeping it, and looks at the memory meanwhile.
#[derive(Default)]
struct Counted {
    bytes: u64,
    looked: u64,
    peak_kb: u64,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes += u64::try_from(bytes.len()).unwrap_or_default();
        if self.bytes >= self.looked + LOOK_BYTES {
            self.looked = self.bytes;
            self.peak_kb = self.peak_kb.max(resident_kb().unwrap_or_default());
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Every `scale`-th village of the nation has a cooperative that is a legal body.
fn nation(db: &Db, scale: i64) -> Result<Vec<NewCooperative>> {
    territory::load(db, AT)?;
    let villages = db.read_blocking(|reader| {
        let mut villages = Vec::new();
        for province in territory::provinces(reader)? {
            villages.extend(territory::villages_in(reader, province.code)?);
        }
        Ok::<_, territory::TerritoryError>(villages)
    })?;
    let (every, date) = (usize::try_from(scale.max(1))?, BookDate::parse("2025-06-20")?);
    let papers = |code: RegionCode| LegalPapers {
        ahu: Some(Paper { number: format!("AHU-{}.AH.01.29.TAHUN 2025", code.number()), date }),
        ..LegalPapers::default()
    };
    let cooperative = |village: &territory::Region| NewCooperative {
        region: village.code,
        name: registry::standard_name(&village.name, village.code),
        legal: papers(village.code),
        address: None,
        founded_on: None,
        at: AT,
    };
    Ok(villages.iter().step_by(every).map(cooperative).collect())
}

fn figure(name: &str, value: f64, unit: &'static str) -> BenchResult {
    BenchResult {
        name: name.to_owned(),
        value: (value * 100.0).round() / 100.0,
        unit,
        p50_us: None,
        p99_us: None,
        baseline: None,
        ratio: None,
    }
}

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a measure of the machine, not money")]
fn in_millions(count: u64) -> f64 {
    count as f64 / 1_000_000.0
}

/// The whole on one engine; names end in the engine where it is not the usual one.
fn measure(location: &str, suffix: &str, scale: i64) -> Result<Vec<BenchResult>> {
    let db = Db::open(location, true).with_context(|| format!("membuka {location}"))?;
    let tables = [registry::MIGRATIONS, territory::MIGRATIONS, handover::MIGRATIONS];
    db.migrate(&tables, Clock::system().now().0)?;
    let cooperatives = nation(&db, scale)?;
    let expected = u64::try_from(cooperatives.len())?;
    eprintln!("{expected} koperasi");
    let watch = Stopwatch::start();
    db.write_blocking(move |tx| registry::register_all(tx, cooperatives.iter().cloned()))?;
    let registered = watch.seconds();
    let date = BookDate::parse("2026-11-30")?;
    let act = Launch {
        reach: Reach::Nation,
        title: "Peluncuran serentak".to_owned(),
        place: "Contoh".to_owned(),
        date,
        giver_name: "Pak Contoh Bahari".to_owned(),
        giver_office: "Pejabat Contoh".to_owned(),
        origin: "https://koperasi.contoh.go.id".to_owned(),
        by: UserId(1),
        at: AT,
    };
    let watch = Stopwatch::start();
    let launched = db.write_blocking(move |tx| launch(tx, &act))?;
    let activated = watch.seconds();
    anyhow::ensure!(launched.cooperatives == expected, "everyone is launched: {launched:?}");
    let (mut counted, before) = (Counted::default(), resident_kb());
    let watch = Stopwatch::start();
    write_certificates(&db, launched.event, date, &mut counted)?;
    let written = watch.seconds();
    let mut results = vec![
        figure(&format!("launch.register{suffix}"), registered, "s"),
        figure(&format!("launch.activate{suffix}"), activated, "s"),
        figure(&format!("launch.certificates{suffix}"), written, "s"),
        figure(&format!("launch.certificates_size{suffix}"), in_millions(counted.bytes), "MB"),
    ];
    if let Some(before) = before {
        let grown = counted.peak_kb.saturating_sub(before) * 1_024;
        results.push(figure(&format!("launch.certificates_memory{suffix}"), in_millions(grown), "MB"));
    }
    Ok(results)
}

/// All figures of `bench launch`. There is one nation: a greater scale takes every so many villages only.
pub(crate) fn run(scratch: &Scratch, scale: i64, postgres: Option<&str>) -> Result<Vec<BenchResult>> {
    let mut results = measure(&scratch.file("launch.db").to_string_lossy(), "", scale)?;
    if let Some(location) = postgres {
        results.extend(measure(location, ".postgres", scale)?);
    }
    Ok(results)
}
