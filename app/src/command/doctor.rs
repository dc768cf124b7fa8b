//! `sokoguru doctor`: what is wrong with this installation, and how to mend it.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;
use kernel::{BookDate, Clock, Zone};
use serde::Serialize;
use store::Db;
use web::Keys;

use crate::installation::MIGRATIONS;

/// One thing looked at.
#[derive(Serialize)]
struct Check {
    name: &'static str,
    ok: bool,
    found: String,
    /// What to do; empty where nothing is wrong.
    mend: String,
}

impl Check {
    fn fine(name: &'static str, found: impl Into<String>) -> Self {
        Self { name, ok: true, found: found.into(), mend: String::new() }
    }

    fn wrong(name: &'static str, found: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { name, ok: false, found: found.into(), mend: mend.into() }
    }
}

/// Looks at everything; exit 1 where something is wrong.
pub fn run(location: &str, json: bool) -> Result<ExitCode> {
    let mut checks = vec![clock()];
    let is_url = location.contains("://");
    if !is_url && !Path::new(location).exists() {
        checks.push(Check::wrong(
            "basis data",
            format!("{location} tidak ada"),
            "Periksa --database, atau jalankan `sokoguru serve` untuk membuatnya.",
        ));
    } else {
        database(location, &mut checks);
    }
    let ok = checks.iter().all(|check| check.ok);
    if json {
        println!("{}", serde_json::to_string_pretty(&serde_json::json!({ "ok": ok, "checks": checks }))?);
    } else {
        for check in &checks {
            println!("{} {}: {}", if check.ok { "baik  " } else { "PERLU " }, check.name, check.found);
            if !check.ok {
                println!("       {}", check.mend);
            }
        }
    }
    Ok(if ok { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// A clock that is wrong dates every entry wrong: the program was written in 2026.
fn clock() -> Check {
    let today = Clock::system().today(Zone::Wib);
    match BookDate::new(2026, 11, 1) {
        Some(written) if today < written => {
            Check::wrong("jam komputer", today.long(), "Setel tanggal komputer; catatan memakai tanggal ini.")
        }
        _ => Check::fine("jam komputer", today.long()),
    }
}

fn database(location: &str, checks: &mut Vec<Check>) {
    let db = match Db::open(location, false) {
        Ok(db) => db,
        Err(error) => {
            checks.push(Check::wrong(
                "basis data",
                error.cause().to_owned(),
                "Periksa alamat, nama pengguna, dan apakah servernya menyala.",
            ));
            return;
        }
    };
    checks.push(Check::fine("basis data", format!("{location} ({:?})", db.engine())));
    match store::pending_migrations(&db, &MIGRATIONS) {
        Ok(missing) if missing.is_empty() => checks.push(Check::fine("susunan tabel", "mutakhir")),
        Ok(missing) => checks.push(Check::wrong(
            "susunan tabel",
            format!("belum ada: {}", missing.join(", ")),
            "Jalankan `sokoguru migrate`.",
        )),
        Err(error) => {
            checks.push(Check::wrong("susunan tabel", error.cause().to_owned(), "Pulihkan dari salinan."))
        }
    }
    checks.push(match Keys::exist(location) {
        true => Check::fine("kunci", "ada"),
        false => Check::wrong(
            "kunci",
            "tidak ada",
            "Kembalikan berkas .key dari salinan, atau setel SOKOGURU_KEY; tanpa itu NIK tidak terbaca.",
        ),
    });
    checks.push(match db.write_blocking(|_| Ok::<_, store::StoreError>(())) {
        Ok(()) => Check::fine("menulis", "bisa"),
        Err(error) => Check::wrong("menulis", error.cause().to_owned(), error.to_string()),
    });
    checks.push(match store::integrity(&db) {
        Ok(found) if found == "ok" => Check::fine("isi berkas", "utuh"),
        Ok(found) => Check::wrong("isi berkas", found, "Pulihkan dari salinan terakhir."),
        Err(error) => Check::wrong("isi berkas", error.cause().to_owned(), "Pulihkan dari salinan terakhir."),
    });
}
