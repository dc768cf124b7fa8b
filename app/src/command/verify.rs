//! `sokoguru verify`: whether a paper matches the books.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, anyhow};
use serde_json::json;
use statements::BookSeal;

use crate::installation::Installation;

/// Says whether the seal of a PDF, or a seal as it is printed, matches the books; exit 1 where it does not.
pub fn run(installation: &Installation, given: &str, as_json: bool) -> Result<ExitCode> {
    let (seal, unchanged) = match given.parse::<BookSeal>() {
        Ok(seal) => (seal, None),
        Err(_) => {
            let bytes = std::fs::read(Path::new(given)).map_err(|_| {
                anyhow!("Berkas {given} tidak ada. Sebutkan PDF, atau kode yang diawali SG1.")
            })?;
            let (seal, unchanged) = statements::seal_in(&bytes, &installation.keys)?;
            (seal, Some(unchanged))
        }
    };
    let cooperative = installation.cooperative(&seal.village.to_string())?;
    let id = cooperative.id;
    let asked = seal.clone();
    let check = installation.db.read_blocking(move |reader| statements::check(reader, id, &asked))?;
    let good = check.agrees && unchanged != Some(false);
    if as_json {
        let value = json!({
            "ok": good,
            "cooperative": cooperative.region.to_string(),
            "name": cooperative.name,
            "day": seal.day.to_string(),
            "seal": seal.to_string(),
            "seal_now": check.now.to_string(),
            "books_agree": check.agrees,
            "file_unchanged": unchanged,
            "closed": check.closed.as_ref().map(|(month, seal)| json!({"month": month.to_string(), "seal": seal})),
        });
        println!("{}", serde_json::to_string_pretty(&value)?);
    } else {
        println!("{}, buku per {}", cooperative.name, seal.day.long());
        if let Some(unchanged) = unchanged {
            println!(
                "  berkas     {}",
                if unchanged {
                    "utuh, seperti saat dibuat"
                } else {
                    "SUDAH DIUBAH sejak dibuat, atau dibuat di pemasangan lain"
                }
            );
        }
        println!(
            "  buku       {}",
            if check.agrees {
                "cocok dengan kertas ini"
            } else {
                "TIDAK cocok: ada catatan yang berubah sejak kertas ini dibuat"
            }
        );
        match &check.closed {
            Some((month, seal)) => println!("  penutupan  {} sudah ditutup, segel {seal}", month.long()),
            None => println!("  penutupan  {} belum ditutup", seal.day.month_of().long()),
        }
    }
    if !good {
        eprintln!("Kertas ini tidak cocok dengan buku. Minta cetakan baru dari koperasi.");
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
