//! Where the demo may be made: in a new file, or over an earlier demo, never over anything else.

use std::fs;
use std::net::TcpListener;
use std::path::Path;

use access::{HashedPassword, NewUser};
use anyhow::{Context, Result, ensure};
use kernel::{BookDate, UserId};
use store::Db;

use super::hours::instant;
use crate::installation::Installation;

/// The login of who makes the demo: a database that knows it was made by the demo.
const MARK: &str = "pembuat.contoh";

/// Whether the address can be served: asked before an earlier demo, perhaps still open there, is removed.
pub(super) fn free(listen: &str) -> Result<()> {
    let sentence = || {
        format!(
            "Alamat {listen} tidak bisa dipakai, mungkin demo lain masih berjalan. Hentikan dulu, atau pilih yang \
             lain dengan --listen."
        )
    };
    TcpListener::bind(listen).map(drop).with_context(sentence)
}

/// An empty installation at this place; an earlier demo there is removed.
pub(super) fn fresh(location: &str) -> Result<Installation> {
    if location.contains("://") {
        let installation = Installation::open(location, true)?;
        let empty = installation.cooperatives(None)?.is_empty() && !is_marked(&installation.db)?;
        ensure!(empty, "Basis data itu sudah berisi. Contoh hanya dibuat di basis data kosong.");
        return Ok(installation);
    }
    if Path::new(location).exists() {
        let marked = Db::open(location, false).map_err(anyhow::Error::new).and_then(|db| is_marked(&db));
        ensure!(
            marked.unwrap_or(false),
            "{location} sudah ada dan bukan buatan demo, jadi tidak ditimpa. Pakai nama lain dengan --database."
        );
        for end in ["", "-wal", "-shm"] {
            let path = format!("{location}{end}");
            if Path::new(&path).exists() {
                fs::remove_file(&path).with_context(|| format!("{path} tidak bisa dihapus"))?;
            }
        }
    }
    Installation::open(location, true)
}

/// An error of reading means that there is no table of users, and so no mark.
fn is_marked(db: &Db) -> Result<bool> {
    Ok(db.read_blocking(|reader| access::user_by_login(reader, MARK))?.is_some())
}

/// Marks the database, before anything else is written.
pub(super) fn mark(db: &Db, start: BookDate) -> Result<UserId> {
    let at = instant(start.plus_days(-1), 8 * 3_600);
    let made = db.write_blocking(move |tx| {
        let (login, name) = (MARK.to_owned(), "Pembuat contoh".to_owned());
        access::create_user(tx, &NewUser { login, name, password: HashedPassword::none(), at })
    });
    Ok(made?)
}
