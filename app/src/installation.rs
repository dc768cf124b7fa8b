//! One installation: its database with all tables, its keys, its clock.

use std::sync::LazyLock;

use anyhow::{Context, Result};
use kernel::{BookDate, Clock, CooperativeId, RegionCode, Zone};
use store::{Db, Migration};
use web::Keys;

use crate::lines::LINES;

/// The tables of every crate, those that others build on first, then those of each line of business.
pub static MIGRATIONS: LazyLock<Vec<Migration>> = LazyLock::new(|| {
    let mut migrations = vec![
        ledger::MIGRATIONS,
        cashbook::MIGRATIONS,
        import::MIGRATIONS,
        assets::MIGRATIONS,
        reconciliation::MIGRATIONS,
        registry::MIGRATIONS,
        access::MIGRATIONS,
        members::MIGRATIONS,
        documents::MIGRATIONS,
        territory::MIGRATIONS,
        activity::MIGRATIONS,
        officers::MIGRATIONS,
        formation::MIGRATIONS,
        handover::MIGRATIONS,
        mentoring::MIGRATIONS,
        ministry::MIGRATIONS,
    ];
    migrations.extend(LINES.iter().map(|line| line.migrations));
    migrations
});

/// An open installation.
pub struct Installation {
    /// Where the data is: a path or a URL.
    pub location: String,
    /// The database, with its schema up to date.
    pub db: Db,
    /// The keys that seal what must not be read in the file.
    pub keys: Keys,
    /// The machine's clock.
    pub clock: Clock,
}

impl Installation {
    /// Opens a database and brings its schema up to date; makes it only where `create` says so, so that
    /// a mistyped path does not become an empty installation.
    pub fn open(location: &str, create: bool) -> Result<Self> {
        let installation = Self::prepare(location, create)?;
        access::check_secret(&installation.db, &installation.keys)?;
        Ok(installation)
    }

    /// As [`Self::open`], and writes no row: for a database that will be filled from another.
    pub fn prepare(location: &str, create: bool) -> Result<Self> {
        let db = Db::open(location, create).map_err(|error| explain(location, create, error))?;
        let clock = Clock::system();
        db.migrate(&MIGRATIONS, clock.now().0)?;
        let keys = Keys::load_or_create(location)?;
        Ok(Self { location: location.to_owned(), db, keys, clock })
    }

    /// Today in the west of Indonesia.
    pub fn today(&self) -> BookDate {
        self.clock.today(Zone::Wib)
    }

    /// The cooperative that a village code with dots or an id names.
    pub fn cooperative(&self, named: &str) -> Result<registry::Cooperative> {
        let found = self.db.read_blocking(|reader| {
            match named.parse::<i64>().ok().filter(|id| *id < 1_000_000_000) {
                Some(id) => registry::cooperative(reader, CooperativeId(id)),
                None => match RegionCode::parse(named) {
                    Ok(village) => registry::by_region(reader, village),
                    Err(_) => Ok(None),
                },
            }
        })?;
        found.with_context(|| {
            format!("Koperasi {named} tidak ada. Pakai kode kelurahannya, misalnya 19.71.04.1001.")
        })
    }

    /// The cooperatives of the whole installation, or the one that is named.
    pub fn cooperatives(&self, named: Option<&str>) -> Result<Vec<registry::Cooperative>> {
        if let Some(named) = named {
            return Ok(vec![self.cooperative(named)?]);
        }
        Ok(self.db.read_blocking(registry_all)?)
    }
}

fn registry_all(
    reader: &mut store::Snapshot<'_>,
) -> Result<Vec<registry::Cooperative>, registry::RegistryError> {
    let mut all = Vec::new();
    for province in 11..=99 {
        if let Some(code) = RegionCode::from_number(province * 100_000_000) {
            all.extend(registry::in_region(reader, code)?);
        }
    }
    Ok(all)
}

fn explain(location: &str, create: bool, error: store::StoreError) -> anyhow::Error {
    let is_url = location.contains("://");
    if !create && !is_url && !std::path::Path::new(location).exists() {
        return anyhow::anyhow!(
            "Basis data {location} tidak ada. Periksa ejaannya, atau mulai dengan `sokoguru serve` untuk membuatnya."
        );
    }
    // The address of a server may hold a password.
    let place = if is_url { "server basis data" } else { location };
    anyhow::Error::new(error).context(format!("membuka {place}"))
}
