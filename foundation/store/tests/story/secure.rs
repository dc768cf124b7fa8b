//! A server elsewhere must prove who it is before anything is told to it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use store::testing::TestDb;
use store::{Db, Reader, StoreErrorKind, values};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::tables::STORY;

/// The first words of a client that wants TLS: eight bytes and this number.
const ASKS_FOR_TLS: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

type Authority = CertifiedIssuer<'static, KeyPair>;

fn authority() -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// The authority's certificate as the file that `sslrootcert` names.
fn file_of(authority: &Authority, folder: &Path) -> String {
    let path = folder.join("otoritas.pem");
    std::fs::write(&path, authority.pem()).unwrap();
    path.to_string_lossy().into_owned()
}

/// What a server says of itself: a certificate for `name`, signed by `authority`.
fn proof(authority: &Authority, name: &str) -> TlsAcceptor {
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
    let certificate = params.signed_by(&key, authority).unwrap();
    let chain = vec![CertificateDer::from(certificate.der().to_vec())];
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// A door before the test server that speaks TLS, or refuses to; it counts who got through.
struct Door {
    port: u16,
    passed: Arc<AtomicUsize>,
    _runtime: tokio::runtime::Runtime,
}

impl Door {
    fn before(server: String, acceptor: Option<TlsAcceptor>) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let port = listener.local_addr().unwrap().port();
        let passed = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&passed);
        runtime.spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                tokio::spawn(let_in(client, server.clone(), acceptor.clone(), Arc::clone(&counter)));
            }
        });
        Self { port, passed, _runtime: runtime }
    }
}

async fn let_in(
    mut client: TcpStream,
    server: String,
    acceptor: Option<TlsAcceptor>,
    passed: Arc<AtomicUsize>,
) -> std::io::Result<()> {
    let mut asked = [0; 8];
    client.read_exact(&mut asked).await?;
    assert_eq!(asked, ASKS_FOR_TLS, "nothing is said before the server has proved who it is");
    let Some(acceptor) = acceptor else { return client.write_all(b"N").await };
    client.write_all(b"S").await?;
    let mut client = acceptor.accept(client).await?;
    let mut server = TcpStream::connect(server).await?;
    passed.fetch_add(1, Ordering::Relaxed);
    tokio::io::copy_bidirectional(&mut client, &mut server).await.map(drop)
}

/// `user@host:port/database?options` of the test server as (user, address, rest).
fn parts(location: &str) -> (String, String, String) {
    let (user, rest) = location.strip_prefix("postgres://").unwrap().split_once('@').unwrap();
    let (address, rest) = rest.split_once('/').unwrap();
    (user.to_owned(), address.to_owned(), rest.to_owned())
}

/// What opening the test server through a door gives, and how many connections it let in.
fn through(
    test: &TestDb,
    acceptor: Option<TlsAcceptor>,
    host: &str,
    options: &str,
) -> (Result<i64, StoreErrorKind>, usize) {
    let (user, address, rest) = parts(&test.location);
    let door = Door::before(address, acceptor);
    let url = format!("postgres://{user}@{host}:{}/{rest}&{options}", door.port);
    let seen = Db::open(&url, false).and_then(|db| {
        db.read_blocking(|reader| reader.query_one("select $1::bigint + 1", &values![41_i64])?.int(0))
    });
    (seen.map_err(|error| error.kind), door.passed.load(Ordering::Relaxed))
}

#[test]
fn a_server_that_proves_who_it_is_is_talked_to_in_secret() {
    let Some(test) = TestDb::postgres(&[STORY]) else { return };
    let (folder, ours) = (TempDir::new().unwrap(), authority());
    let options = format!("sslmode=verify-full&sslrootcert={}", file_of(&ours, folder.path()));
    let (seen, passed) = through(&test, Some(proof(&ours, "localhost")), "localhost", &options);
    assert_eq!(seen, Ok(42));
    assert!(passed > 0, "it went through the door");
}

#[test]
fn a_server_that_cannot_prove_who_it_is_is_told_nothing() {
    let Some(test) = TestDb::postgres(&[STORY]) else { return };
    let (folder, ours) = (TempDir::new().unwrap(), authority());
    let trusted = format!("sslmode=require&sslrootcert={}", file_of(&ours, folder.path()));
    let refused = (Err(StoreErrorKind::Unreachable), 0);
    let of_another = Some(proof(&authority(), "localhost"));
    assert_eq!(through(&test, of_another, "localhost", &trusted), refused, "signed by nobody we know");
    let for_another = Some(proof(&ours, "lain.example.test"));
    assert_eq!(through(&test, for_another, "localhost", &trusted), refused, "made out to somebody else");
    let unknown = Some(proof(&ours, "localhost"));
    assert_eq!(through(&test, unknown, "localhost", "sslmode=require"), refused, "nor by this machine");
    assert_eq!(through(&test, None, "localhost", &trusted), refused, "it speaks no TLS at all");
    let missing = "sslmode=require&sslrootcert=/tidak/ada.pem";
    assert_eq!(through(&test, Some(proof(&ours, "localhost")), "localhost", missing), refused);
}
