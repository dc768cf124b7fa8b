//! What stands between this program and a server elsewhere: TLS, with a certificate that is checked.
//!
//! Books cross a network only when the other end has proved who it is. A socket or a loopback address is
//! this machine and needs no proof; any other host does, unless the URL says `sslmode=disable`, as for a
//! network that nobody else is on. The certificate must be signed by an authority that this machine
//! trusts, or that `sslrootcert` names, and be made out to the host of the URL: `sslmode=require` checks
//! both here, as `verify-full` does elsewhere, because what is not checked keeps nobody out.

use std::net::IpAddr;
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use postgres::config::{Host, SslMode};
use postgres::{Client, Config, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{StoreError, StoreErrorKind};

/// A connection to the server that the URL names, encrypted where it leaves this machine.
///
/// # Errors
/// [`StoreErrorKind::Unreachable`] when the server does not answer, or does not prove who it is.
pub fn connect(url: &str) -> Result<Client, StoreError> {
    let (url, authority) = without_authority(url);
    let mut config: Config = url.parse().map_err(unreachable)?;
    if !needs_proof(&config) {
        return config.connect(NoTls).map_err(unreachable);
    }
    config.ssl_mode(SslMode::Require);
    config.connect(MakeRustlsConnect::new(checking(authority.as_deref())?)).map_err(unreachable)
}

fn unreachable(error: postgres::Error) -> StoreError {
    StoreError::new(StoreErrorKind::Unreachable, StoreError::from(error).cause())
}

/// Takes out of the URL what the client library does not know: the file of the authority, and the names
/// by which others ask for the same check.
fn without_authority(url: &str) -> (String, Option<String>) {
    let Some((server, options)) = url.split_once('?') else { return (url.to_owned(), None) };
    let mut authority = None;
    let mut kept = Vec::new();
    for option in options.split('&') {
        match option.split_once('=') {
            Some(("sslrootcert", path)) => {
                authority = Some(percent_decode_str(path).decode_utf8_lossy().into_owned())
            }
            Some(("sslmode", "verify-full" | "verify-ca")) => kept.push("sslmode=require"),
            _ => kept.push(option),
        }
    }
    let mark = if kept.is_empty() { "" } else { "?" };
    (format!("{server}{mark}{}", kept.join("&")), authority)
}

/// Whether the connection leaves this machine, or is asked to be secure all the same.
fn needs_proof(config: &Config) -> bool {
    match config.get_ssl_mode() {
        SslMode::Disable => false,
        SslMode::Prefer => !config.get_hosts().iter().all(is_here),
        _ => true,
    }
}

fn is_here(host: &Host) -> bool {
    match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    }
}

/// TLS that trusts the authorities of this machine, or only the one of the file.
fn checking(authority: Option<&str>) -> Result<ClientConfig, StoreError> {
    let refused = |cause: String| StoreError::new(StoreErrorKind::Unreachable, cause);
    let mut roots = RootCertStore::empty();
    match authority {
        Some(path) => {
            let faulty = |error| refused(format!("sslrootcert {path}: {error}"));
            for certificate in CertificateDer::pem_file_iter(path).map_err(faulty)? {
                let added = roots.add(certificate.map_err(faulty)?);
                added.map_err(|error| refused(format!("sslrootcert {path}: {error}")))?;
            }
        }
        // One that cannot be read is of no use here; if it was the one, the connection says so.
        None => drop(roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs)),
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = versions.map_err(|error| refused(error.to_string()))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proof_for(url: &str) -> bool {
        needs_proof(&without_authority(url).0.parse().unwrap())
    }

    #[test]
    fn only_this_machine_is_believed_without_proof() {
        for url in [
            "postgres://u@localhost/d",
            "postgres://u@127.0.0.1:5433/d",
            "postgres://u@[::1]/d",
            "postgres://u@%2Fvar%2Frun%2Fpostgresql/d",
        ] {
            assert!(!proof_for(url), "{url}");
            assert!(proof_for(&format!("{url}?sslmode=require")), "{url} may be asked to prove itself");
        }
        for url in [
            "postgres://u@db.example.test/d",
            "postgres://u@10.0.0.7/d?connect_timeout=5",
            "postgres://u@localhost,db.example.test/d",
            "postgres://u@db.example.test/d?sslmode=prefer",
            "postgres://u@db.example.test/d?sslmode=verify-full&sslrootcert=/etc/ca.pem",
        ] {
            assert!(proof_for(url), "{url}");
        }
        assert!(!proof_for("postgres://u@db.example.test/d?sslmode=disable"), "who says so has a reason");
    }

    #[test]
    fn the_file_of_the_authority_is_taken_out_of_the_url() {
        let (url, authority) = without_authority(
            "postgres://u@h/d?sslrootcert=%2Fsrv%2Four%20ca.pem&sslmode=verify-ca&connect_timeout=5",
        );
        assert_eq!(url, "postgres://u@h/d?sslmode=require&connect_timeout=5");
        assert_eq!(authority.as_deref(), Some("/srv/our ca.pem"));
        assert_eq!(without_authority("postgres://u@h/d?sslrootcert=a").0, "postgres://u@h/d");
    }
}
