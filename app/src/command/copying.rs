//! `backup`, `restore`, `copy`, `migrate`: whole databases.

use std::io::{IsTerminal, Write, stderr};
use std::path::Path;

use anyhow::{Result, anyhow, bail};
use kernel::Clock;
use store::{Db, StoreErrorKind};
use web::{KeyError, Keys};

use crate::command::audit;
use crate::installation::{Installation, MIGRATIONS};

/// Writes a consistent copy while others go on writing.
pub fn backup(installation: &Installation, file: &Path) -> Result<()> {
    store::backup(&installation.db, file, &MIGRATIONS, installation.clock.now().0).map_err(|error| {
        match error.kind {
            StoreErrorKind::Duplicate => {
                anyhow!("Berkas {} sudah ada. Pakai nama lain.", file.display())
            }
            _ => error.into(),
        }
    })?;
    let place = file.to_string_lossy();
    installation.keys.keep_for(&place)?;
    eprintln!(
        "Salinan selesai: {}. Kuncinya: {}. Simpan keduanya; tanpa kunci, NIK tidak terbaca lagi.",
        file.display(),
        Keys::file_of(&place).display()
    );
    Ok(())
}

/// Fills an empty database from a backup.
pub fn restore(location: &str, file: &Path) -> Result<()> {
    if !file.exists() {
        bail!("Berkas {} tidak ada. Periksa ejaannya.", file.display());
    }
    let place = file.to_string_lossy();
    let source = Db::open(&place, false)
        .map_err(|_| anyhow!("Berkas {} bukan salinan Sokoguru, atau rusak.", file.display()))?;
    if !store::pending_migrations(&source, &MIGRATIONS)?.is_empty() {
        bail!("Berkas {} bukan salinan dari versi program ini.", file.display());
    }
    if Keys::exist(&place) {
        keep_for(&Keys::load_or_create(&place)?, location)?;
    } else {
        eprintln!(
            "Kunci {} tidak ada: NIK di salinan ini tidak akan terbaca.",
            Keys::file_of(&place).display()
        );
    }
    let target = Installation::prepare(location, true)?;
    fill(&source, &target)
}

/// Moves a whole database into an empty one, also between engines.
pub fn copy(from: &str, to: &str) -> Result<()> {
    let source = Installation::open(from, false)?;
    if !audit::agrees(&source)? {
        bail!("Buku di {from} tidak cocok. Jalankan `sokoguru audit` dan pulihkan dulu.");
    }
    keep_for(&source.keys, to)?;
    let target = Installation::prepare(to, true)?;
    fill(&source.db, &target)
}

/// Keeps the keys beside the new place. Where other keys are, another installation has its data.
fn keep_for(keys: &Keys, location: &str) -> Result<()> {
    keys.keep_for(location).map_err(|error| match error {
        KeyError::TwoKeys(place) if Path::new(&place) == Keys::file_of(location) => {
            anyhow!("Di {location} sudah ada basis data lain dengan kuncinya. Pakai tempat yang kosong.")
        }
        error => error.into(),
    })
}

fn fill(source: &Db, target: &Installation) -> Result<()> {
    let terminal = stderr().is_terminal();
    let mut said = 0;
    let rows = store::copy(source, &target.db, &MIGRATIONS, |table, rows| {
        if terminal {
            eprint!("\r{rows} baris … {table:<32}");
            let _ = stderr().flush();
        } else if rows / 100_000 > said {
            said = rows / 100_000;
            eprintln!("{rows} baris");
        }
    });
    if terminal {
        eprintln!();
    }
    let rows = rows.map_err(|error| match error.kind {
        StoreErrorKind::Duplicate => {
            anyhow!("Basis data {} sudah berisi. Pakai basis data yang kosong.", target.location)
        }
        _ => error.into(),
    })?;
    if !audit::agrees(target)? {
        bail!("Hasil salinan tidak cocok dengan aslinya. Jangan dipakai; ulangi salinannya.");
    }
    eprintln!("{rows} baris disalin ke {}; semua saldo cocok.", target.location);
    Ok(())
}

/// Brings the schema up to date.
pub fn migrate(location: &str) -> Result<()> {
    let db = Db::open(location, true)?;
    let applied = db.migrate(&MIGRATIONS, Clock::system().now().0)?;
    match applied.is_empty() {
        true => eprintln!("Susunan tabel sudah mutakhir."),
        false => eprintln!("Diterapkan: {}.", applied.join(", ")),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_another_installation_are_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        let (ours, theirs) = (place("ours.db"), place("theirs.db"));
        let keys = Keys::load_or_create(&ours).unwrap();
        Keys::load_or_create(&theirs).unwrap();
        let before = std::fs::read(Keys::file_of(&theirs)).unwrap();
        let refused = keep_for(&keys, &theirs).unwrap_err().to_string();
        assert!(
            refused.ends_with("sudah ada basis data lain dengan kuncinya. Pakai tempat yang kosong."),
            "{refused}"
        );
        assert_eq!(std::fs::read(Keys::file_of(&theirs)).unwrap(), before);
        keep_for(&keys, &place("empty.db")).unwrap();
    }
}
