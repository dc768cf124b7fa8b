//! The one secret of an installation, and the keys derived from it.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use thiserror::Error;

use crate::hex;

/// Where the secret is given when there is no file for it.
const VARIABLE: &str = "SOKOGURU_KEY";

/// Keys for what must be secret or unforgeable: each purpose has its own, all from one secret.
#[derive(Clone)]
pub struct Keys {
    master: [u8; 32],
}

/// Why there are no keys.
#[derive(Debug, Error)]
pub enum KeyError {
    /// A server database has no file beside it.
    #[error(
        "Isi variabel SOKOGURU_KEY dengan 64 angka heksadesimal: basis data PostgreSQL memakai kunci dari sana."
    )]
    NoVariable,
    /// The text is not 32 bytes in hexadecimal.
    #[error("Periksa kunci di {0}: isinya harus 64 angka heksadesimal (0-9, a-f).")]
    Unreadable(String),
    /// Both are there and say different things.
    #[error("Hapus variabel SOKOGURU_KEY atau samakan dengan isi {0}: keduanya berbeda.")]
    TwoKeys(String),
    /// The file cannot be read or made.
    #[error("Pastikan berkas kunci {path} bisa dibaca dan ditulis oleh program ini ({cause}).")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        cause: io::Error,
    },
    /// The system gives no random bytes.
    #[error("Jalankan ulang komputer ini: sistem tidak memberi angka acak untuk kunci.")]
    NoRandomness,
}

impl Keys {
    /// The keys of the database at this place. A file database keeps its secret in `PATH.key`, made
    /// at the first start and readable by its owner alone; a server database takes it from the
    /// variable `SOKOGURU_KEY`. Whoever backs up the database backs up the key: without it, sealed
    /// data stays sealed.
    ///
    /// # Errors
    /// [`KeyError`], with what to do about it.
    pub fn load_or_create(location: &str) -> Result<Self, KeyError> {
        let given = match std::env::var(VARIABLE) {
            Ok(text) => Some(parse(&text).ok_or_else(|| KeyError::Unreadable(VARIABLE.to_owned()))?),
            Err(_) => None,
        };
        if location.starts_with("postgres://") || location.starts_with("postgresql://") {
            return given.map(|master| Self { master }).ok_or(KeyError::NoVariable);
        }
        let path = Self::file_of(location);
        match (read(&path)?, given) {
            (Some(kept), Some(given)) if kept != given => Err(KeyError::TwoKeys(path.display().to_string())),
            (Some(master), _) | (None, Some(master)) => Ok(Self { master }),
            (None, None) => create(&path).map(|master| Self { master }),
        }
    }

    /// Where a file database keeps its secret.
    pub fn file_of(location: &str) -> PathBuf {
        PathBuf::from(format!("{location}.key"))
    }

    /// Whether the keys of a database can be had.
    pub fn exist(location: &str) -> bool {
        std::env::var_os(VARIABLE).is_some() || Self::file_of(location).exists()
    }

    /// Keeps the same secret for another database: a backup, or the target of a copy. A server database
    /// must have been given it in the variable.
    ///
    /// # Errors
    /// [`KeyError::TwoKeys`] where the other database has a secret of its own already,
    /// [`KeyError::NoVariable`], [`KeyError::File`].
    pub fn keep_for(&self, location: &str) -> Result<(), KeyError> {
        let path = Self::file_of(location);
        if location.starts_with("postgres://") || location.starts_with("postgresql://") {
            let theirs = Self::load_or_create(location)?;
            let same = theirs.master == self.master;
            return if same { Ok(()) } else { Err(KeyError::TwoKeys(VARIABLE.to_owned())) };
        }
        match read(&path)? {
            Some(kept) if kept == self.master => Ok(()),
            Some(_) => Err(KeyError::TwoKeys(path.display().to_string())),
            None => {
                let written = new_private_file(&path).and_then(|mut file| {
                    writeln!(file, "{}", hex::encode(&self.master))?;
                    file.sync_all()
                });
                written.map_err(|cause| KeyError::File { path: path.display().to_string(), cause })
            }
        }
    }

    /// The same keys in every test.
    pub fn for_tests() -> Self {
        Self { master: [7; 32] }
    }

    /// The key for a purpose: the same name gives the same key, and no key tells another.
    pub fn derive(&self, purpose: &str) -> [u8; 32] {
        sign(&self.master, purpose.as_bytes())
    }
}

/// The HMAC-SHA256 of a text.
pub fn sign(key: &[u8; 32], text: &[u8]) -> [u8; 32] {
    // A key shorter than a block is filled up with zeros, by definition of HMAC.
    let mut block = [0; 64];
    block.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
    let mut mac = Hmac::<Sha256>::new(&block.into());
    mac.update(text);
    mac.finalize().into_bytes().into()
}

fn parse(text: &str) -> Option<[u8; 32]> {
    hex::decode(text.trim())?.try_into().ok()
}

fn read(path: &Path) -> Result<Option<[u8; 32]>, KeyError> {
    match fs::read_to_string(path) {
        Ok(text) => parse(&text).map(Some).ok_or_else(|| KeyError::Unreadable(path.display().to_string())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(KeyError::File { path: path.display().to_string(), cause }),
    }
}

fn create(path: &Path) -> Result<[u8; 32], KeyError> {
    let master = crate::random::<32>().map_err(|_| KeyError::NoRandomness)?;
    let written = new_private_file(path).and_then(|mut file| {
        writeln!(file, "{}", hex::encode(&master))?;
        file.sync_all()
    });
    match written {
        Ok(()) => Ok(master),
        // Another process was first: its key counts.
        Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {
            read(path)?.ok_or(KeyError::File { path: path.display().to_string(), cause })
        }
        Err(cause) => Err(KeyError::File { path: path.display().to_string(), cause }),
    }
}

fn new_private_file(path: &Path) -> io::Result<fs::File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn purposes_have_different_keys() {
        let keys = Keys::for_tests();
        assert_eq!(keys.derive("nik-hash"), keys.derive("nik-hash"));
        assert_ne!(keys.derive("nik-hash"), keys.derive("csrf"));
    }

    #[test]
    fn the_secret_is_made_once_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let location = folder.path().join("buku.db").display().to_string();
        let first = Keys::load_or_create(&location).unwrap();
        let again = Keys::load_or_create(&location).unwrap();
        assert_eq!(first.derive("a"), again.derive("a"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(Keys::file_of(&location)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_damaged_secret_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let location = folder.path().join("buku.db").display().to_string();
        fs::write(Keys::file_of(&location), "bukan kunci").unwrap();
        assert!(matches!(Keys::load_or_create(&location), Err(KeyError::Unreadable(_))));
    }
}
