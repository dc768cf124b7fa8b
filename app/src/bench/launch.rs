//! A mass launch of the nation, its certificates as one file, and the pages on which it is chosen, launched and
//! checked off, as a browser asks for them.

use std::io::{self, Write};
use std::net::SocketAddr;

use access::{HashedPassword, NewGrant, NewUser, Role, Scope};
use anyhow::{Context, Result, ensure};
use handover::{Choice, EventId, Launch, NewEvent, Reach, Selection, launch, write_certificates};
use kernel::{BookDate, Clock, RegionCode, Timestamp, UserId};
use registry::{LegalPapers, NewCooperative, Paper};
use store::Db;
use web::{Keys, Site};

use super::Scratch;
use super::client::Client;
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

#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a measure of the machine, not money")]
fn in_thousands(count: u64) -> f64 {
    count as f64 / 1_000.0
}

/// Who looks after the whole installation, at a browser: only such a person sees the nation.
struct Office {
    site: Site,
    cookie: String,
}

impl Office {
    fn of(db: &Db, keys: Keys) -> Result<Self> {
        let clock = Clock::fixed(AT);
        let day = clock.today(kernel::Zone::Wib);
        let token = db.write_blocking(move |tx| -> Result<_, access::AccessError> {
            let new = NewUser {
                login: "pengelola.contoh".to_owned(),
                name: "Pak Contoh Pengelola".to_owned(),
                password: HashedPassword::none(),
                at: AT,
            };
            let user = access::create_user(tx, &new)?;
            let scope = Scope::Everywhere;
            access::grant(tx, &NewGrant { user, role: Role::Admin, scope, from: day, by: None, at: AT })?;
            access::sign_in(tx, user, AT)
        })?;
        let mut site = Site::new(db.clone(), clock, keys);
        site.trust_loopback = true;
        Ok(Self { site, cookie: format!("sokoguru={}", token.text()) })
    }

    /// Milliseconds that each page takes: the middle of five, after one that warms up.
    fn waits_for(&self, pages: &[(&str, &str)], suffix: &str) -> Result<Vec<BenchResult>> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
        runtime.block_on(async {
            let router = access::router(self.site.clone(), handover::routes());
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
            let mut client = Client::connect(listener.local_addr()?).await?;
            let service = router.into_make_service_with_connect_info::<SocketAddr>();
            tokio::spawn(async move { axum::serve(listener, service).await });
            let mut results = Vec::new();
            for (name, path) in pages {
                let request =
                    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nCookie: {}\r\n\r\n", self.cookie);
                let mut took = Vec::new();
                for _ in 0..6 {
                    let watch = Stopwatch::start();
                    let answer = client.send(&request).await?;
                    took.push(watch.micros());
                    ensure!(answer.status == 200, "{path} says {}", answer.status);
                }
                let mut warm = took.split_off(1);
                warm.sort_unstable();
                let middle = warm.get(warm.len() / 2).copied().unwrap_or_default();
                results.push(figure(&format!("{name}{suffix}"), in_thousands(middle), "ms"));
            }
            Ok(results)
        })
    }
}

/// A ceremony of the nation whose list holds everybody.
fn given_a_list(db: &Db, date: BookDate) -> Result<(EventId, f64)> {
    let new = NewEvent {
        reach: Reach::Nation,
        title: "Penyerahan nasional".to_owned(),
        place: "Contoh".to_owned(),
        held_on: date,
        giver_name: "Pak Contoh Bahari".to_owned(),
        giver_office: "Pejabat Contoh".to_owned(),
        origin: String::new(),
        by: UserId(1),
        at: AT,
    };
    let event = db.write_blocking(move |tx| handover::plan(tx, &new))?;
    let watch = Stopwatch::start();
    let choice = Choice { event, selection: Selection::LegalBodies, leave_out_handed: true };
    db.write_blocking(move |tx| handover::choose(tx, &choice))?;
    Ok((event, watch.seconds()))
}

/// What is waited for before the launch, with a list of everybody of which nobody was handed over.
fn before_the_launch(db: &Db, keys: Keys, suffix: &str) -> Result<Vec<BenchResult>> {
    let office = Office::of(db, keys)?;
    let (event, chosen) = given_a_list(db, BookDate::parse("2026-11-30")?)?;
    let of = |rest: &str| format!("/penyerahan/{}{rest}", event.0);
    let (choose, part) = (of("/pilih"), of("/pilih?daerah=33.02"));
    let (today, found) = (of("/hari-ini"), of("/hari-ini?cari=contoh"));
    let pages = [
        ("launch.page", "/penyerahan/peluncuran"),
        ("launch.choose_page", choose.as_str()),
        ("launch.choose_city_page", part.as_str()),
        ("launch.today_page", today.as_str()),
        ("launch.today_search", found.as_str()),
        ("launch.event_page", &of("")),
    ];
    let mut results = vec![figure(&format!("launch.choose{suffix}"), chosen, "s")];
    results.extend(office.waits_for(&pages, suffix)?);
    Ok(results)
}

/// The whole on one engine; names end in the engine where it is not the usual one.
fn measure(location: &str, keys: Keys, suffix: &str, scale: i64) -> Result<Vec<BenchResult>> {
    let db = Db::open(location, true).with_context(|| format!("membuka {location}"))?;
    let tables = [access::MIGRATIONS, registry::MIGRATIONS, territory::MIGRATIONS, handover::MIGRATIONS];
    db.migrate(&tables, Clock::system().now().0)?;
    let cooperatives = nation(&db, scale)?;
    let expected = u64::try_from(cooperatives.len())?;
    eprintln!("{expected} koperasi");
    let watch = Stopwatch::start();
    db.write_blocking(move |tx| registry::register_all(tx, cooperatives.iter().cloned()))?;
    let registered = watch.seconds();
    let pages = before_the_launch(&db, keys, suffix)?;
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
    let mut results = pages;
    results.extend([
        figure(&format!("launch.register{suffix}"), registered, "s"),
        figure(&format!("launch.activate{suffix}"), activated, "s"),
        figure(&format!("launch.certificates{suffix}"), written, "s"),
        figure(&format!("launch.certificates_size{suffix}"), in_millions(counted.bytes), "MB"),
    ]);
    if let Some(before) = before {
        let grown = counted.peak_kb.saturating_sub(before) * 1_024;
        results.push(figure(&format!("launch.certificates_memory{suffix}"), in_millions(grown), "MB"));
    }
    Ok(results)
}

/// All figures of `bench launch`. There is one nation: a greater scale takes every so many villages only.
pub(crate) fn run(scratch: &Scratch, scale: i64, postgres: Option<&str>) -> Result<Vec<BenchResult>> {
    let file = scratch.file("launch.db").to_string_lossy().into_owned();
    let keys = Keys::load_or_create(&file)?;
    let mut results = measure(&file, keys.clone(), "", scale)?;
    if let Some(location) = postgres {
        results.extend(measure(location, keys, ".postgres", scale)?);
    }
    Ok(results)
}
