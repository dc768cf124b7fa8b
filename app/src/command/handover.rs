//! `sokoguru handover`: a launch and its certificates without a browser.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::Subcommand;
use handover::{EventId, Launch, Reach};
use kernel::{BookDate, RegionCode, UserId};
use serde_json::json;

use crate::command::date;
use crate::installation::Installation;

/// What to do.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Luncurkan semua koperasi berbadan hukum di satu wilayah sekaligus.
    Launch {
        /// Kode wilayah, misalnya 19.71, atau RI untuk seluruh Indonesia.
        #[arg(long)]
        region: String,
        /// Nama acaranya.
        #[arg(long)]
        title: String,
        /// Tempatnya.
        #[arg(long)]
        place: String,
        /// Tanggalnya.
        #[arg(long, value_parser = date)]
        date: BookDate,
        /// Nama yang menyerahkan.
        #[arg(long)]
        giver: String,
        /// Jabatan yang menyerahkan.
        #[arg(long)]
        office: String,
        /// Alamat situs di kode QR, misalnya https://koperasi.contoh.go.id.
        #[arg(long, default_value = "")]
        origin: String,
        /// Nama masuk orang yang meluncurkan.
        #[arg(long)]
        by: String,
    },
    /// Tulis semua sertifikat satu acara ke satu berkas PDF.
    Certificates {
        /// Nomor acara.
        #[arg(long)]
        event: i64,
        /// Berkas PDF yang belum ada.
        #[arg(long)]
        out: PathBuf,
        /// Alamat situs di kode QR, bila lain dari yang tertulis di acara.
        #[arg(long)]
        origin: Option<String>,
    },
}

/// Does it.
pub fn run(installation: &Installation, what: What, as_json: bool) -> Result<()> {
    match what {
        What::Launch { region, title, place, date, giver, office, origin, by } => {
            let reach = match region.as_str() {
                "RI" => Reach::Nation,
                code => Reach::Region(RegionCode::parse(code)?),
            };
            let by = user(installation, &by)?;
            let (giver_name, giver_office, at) = (giver, office, installation.clock.now());
            let launch = Launch { reach, title, place, date, giver_name, giver_office, origin, by, at };
            let launched = installation.db.write_blocking(move |tx| handover::launch(tx, &launch))?;
            match as_json {
                true => println!(
                    "{}",
                    json!({ "event": launched.event.0, "cooperatives": launched.cooperatives })
                ),
                false => {
                    println!("{} koperasi diluncurkan, acara {}", launched.cooperatives, launched.event.0)
                }
            }
            Ok(())
        }
        What::Certificates { event, out, origin } => certificates(installation, event, &out, origin),
    }
}

fn user(installation: &Installation, login: &str) -> Result<UserId> {
    let typed = login.to_owned();
    let found = installation.db.read_blocking(move |reader| access::user_by_login(reader, &typed))?;
    Ok(found.with_context(|| format!("Nama masuk {login} tidak ada. Periksa ejaannya."))?.id)
}

fn certificates(installation: &Installation, id: i64, out: &Path, origin: Option<String>) -> Result<()> {
    ensure!(!out.exists(), "Berkas {} sudah ada. Pakai nama lain.", out.display());
    let mut event = installation.db.read_blocking(move |reader| handover::event(reader, EventId(id)))?;
    if let Some(origin) = origin {
        event.origin = handover::origin(&origin)?;
    }
    let mut file = File::create(out).map_err(|_| super::unwritten(out))?;
    let written = handover::write_certificates_of(&installation.db, event, installation.today(), &mut file);
    if written.is_err() {
        // Half a file would be taken for a whole one.
        let _ = std::fs::remove_file(out);
    }
    Ok(written?)
}
