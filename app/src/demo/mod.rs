//! The demo: a fresh database of one city whose cooperatives stand where real ones stand, some busy, some
//! silent, some waiting for a paper.
//!
//! Everything is made up and says so. What a life holds follows from the seed and the last day alone: the
//! same two give the same entries with the same hashes. Keys and links are fresh each time.

mod books;
mod fees;
mod founding;
mod goods;
mod hours;
mod jpeg;
mod life;
mod links;
mod membership;
mod mistakes;
mod months;
mod names;
mod office;
mod photo;
mod place;
mod profile;
mod progress;
mod random;
mod support;
#[cfg(test)]
mod tests;

use anyhow::{Context, Result, ensure};
use clap::Args;
use kernel::{BookDate, RegionCode, UserId};
use members::NikKeys;
use store::{Db, Tx};
use territory::Region;

use crate::installation::Installation;
use crate::{command, server};
use life::Lived;
use profile::{Plan, Profile};
use progress::Progress;

/// Where the demo is kept unless `--database` says otherwise.
const DATABASE: &str = "sokoguru-demo.db";

/// The most cooperatives that a demonstration can bear.
const MOST: usize = 400;

/// How the demo is made.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Hanya buat datanya, jangan dibuka.
    #[arg(long)]
    no_serve: bool,
    /// Lamanya riwayat, dalam bulan.
    #[arg(long, default_value_t = 18, value_parser = clap::value_parser!(i64).range(2..=36))]
    months: i64,
    /// Hari terakhir riwayat; bila tidak disebut, kemarin.
    #[arg(long, value_parser = command::date)]
    until: Option<BookDate>,
    /// Kode wilayah yang koperasinya dibuat.
    #[arg(long, default_value = "19.71")]
    region: String,
    /// Alamat yang didengarkan.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// Benih; benih dan tanggal yang sama memberi data yang sama.
    #[arg(long, default_value_t = 1971)]
    seed: u64,
}

/// Makes the demo and, unless told otherwise, serves it.
///
/// # Errors
/// The region does not exist, the place holds something else, or a life went wrong.
pub fn run(database: Option<&str>, options: &Options) -> Result<()> {
    let region = RegionCode::parse(&options.region)?;
    if !options.no_serve {
        place::free(&options.listen)?;
    }
    let installation = place::fresh(database.unwrap_or(DATABASE))?;
    let until = options.until.unwrap_or_else(|| installation.today().plus_days(-1));
    let plan = Plan { months: options.months, until, seed: options.seed };
    let maker = place::mark(&installation.db, plan.start())?;

    let progress = Progress::begin("Memuat daftar wilayah Indonesia");
    territory::load(&installation.db, installation.clock.now())?;
    let villages = installation.db.read_blocking(|reader| territory::villages_in(reader, region))?;
    ensure!(
        !villages.is_empty(),
        "Wilayah {region} tidak ada. Pakai kode kota atau kecamatan, misalnya 19.71."
    );
    ensure!(
        villages.len() <= MOST,
        "Wilayah {region} punya {} desa dan kelurahan, terlalu banyak untuk contoh. Pilih satu kota atau kecamatan.",
        villages.len()
    );
    let keys = NikKeys::derive(|purpose| installation.keys.derive(purpose));
    let lives = generate(&installation.db, &keys, &plan, &villages, maker, &progress)?;
    let flagship = lives.first().context("tidak ada koperasi yang dibuat")?;
    audit(&installation, flagship)?;
    progress.end(&summary(&lives, &plan));
    links::print(&installation.db, &plan, flagship, maker, &options.listen)?;
    if options.no_serve {
        return Ok(());
    }
    server::serve(installation, &options.listen, false)
}

/// Writes all lives, the flagship's first.
fn generate(
    db: &Db,
    keys: &NikKeys,
    plan: &Plan,
    villages: &[Region],
    maker: UserId,
    progress: &Progress,
) -> Result<Vec<(Profile, Lived)>> {
    let profiles = profile::profiles(plan, villages);
    let count = profiles.len();
    let mut lives = Vec::with_capacity(count);
    for (n, profile) in (1..).zip(profiles) {
        progress.step(n, count, &profile.village.name);
        let (keys, plan, of) = (keys.clone(), plan.clone(), profile.clone());
        let act = move |tx: &mut Tx<'_>| life::live(tx, &keys, &plan, &of, n.try_into()?, maker);
        let lived =
            db.write_blocking(act).with_context(|| format!("menulis riwayat {}", profile.village.name))?;
        lives.push((profile, lived));
    }
    Ok(lives)
}

/// The books of the treasurer's link must be flawless.
fn audit(installation: &Installation, (profile, lived): &(Profile, Lived)) -> Result<()> {
    let report = installation.db.read_blocking(|reader| ledger::audit(reader, lived.founded.id))?;
    ensure!(
        report.differences.is_empty(),
        "Buku {} tidak cocok dengan baris jurnalnya: {:?}. Laporkan ini sebagai kesalahan program.",
        profile.village.name,
        report.differences
    );
    Ok(())
}

fn summary(lives: &[(Profile, Lived)], plan: &Plan) -> String {
    let entries: i64 = lives.iter().map(|(_, lived)| lived.last_entry.0).sum();
    let (from, until) = (plan.start().long(), plan.until.long());
    format!(
        "{} koperasi, {entries} transaksi, {from} sampai {until}. Semua orang dan nomor di dalamnya rekaan.",
        lives.len()
    )
}
