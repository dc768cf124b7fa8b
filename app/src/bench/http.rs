//! A deposit over HTTP, as a phone or a till would send it: parse, session, rule, ledger, commit.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use access::{HashedPassword, NewGrant, NewUser, Role, Scope};
use anyhow::{Context, Result, ensure};
use kernel::{
    AccountCode, BookDate, CooperativeId, Nik, PartyId, RegionCode, Rupiah, Timestamp, UnitCode, UserId,
};
use members::{Application, NikKeys, Verification};
use registry::{LegalPapers, NewCooperative};
use savings::{Deposit, Kind};
use store::Tx;
use web::Site;

use super::Scratch;
use super::client::Client;
use super::clock::{Latencies, Stopwatch};
use super::report::{BenchResult, Measured};
use crate::installation::Installation;
use crate::routes::routes;

/// Connections that each wait for their answer.
const CONNECTIONS: i64 = 64;

/// Deposits of one run.
const DEPOSITS: i64 = 20_000;

/// Members who deposit.
const MEMBERS: i64 = 64;

/// A cooperative with members, and the key of its treasurer.
struct Ready {
    key: String,
    members: Vec<PartyId>,
    code: RegionCode,
}

fn member(
    tx: &mut Tx<'_>,
    keys: &NikKeys,
    cooperative: CooperativeId,
    n: i64,
    at: Timestamp,
) -> Result<PartyId> {
    let date = at.date_in(kernel::Zone::Wib);
    let by = UserId(1);
    let application = Application {
        cooperative,
        name: format!("Bu Contoh Ukur {}", letters(n)),
        nik: Nik::parse(&format!("197104450390{:04}", 9_000 + n), date)?,
        address: "Jalan Contoh".to_owned(),
        phone: String::new(),
        region: None,
        date,
        by,
        at,
    };
    let party = members::apply(tx, keys, &application)?.party;
    let domicile_note = String::new();
    members::verify(tx, &Verification { cooperative, member: party, domicile_note, date, by, at })?;
    let principal = Deposit {
        cooperative,
        member: party,
        kind: Kind::Principal,
        amount: savings::schedule(tx, cooperative)?.on(date).principal_amount,
        months: None,
        place: AccountCode(11_100),
        unit: UnitCode::OFFICE,
        date,
        note: String::new(),
        voucher: None,
        by,
        at,
    };
    savings::deposit(tx, &principal)?;
    Ok(party)
}

/// A number as letters, since a name has none.
fn letters(n: i64) -> String {
    let letter = |n: i64| char::from(b'A' + u8::try_from(n.rem_euclid(26)).unwrap_or_default());
    [letter(n / 26), letter(n)].iter().collect()
}

fn prepare(installation: &Installation) -> Result<Ready> {
    let at = installation.clock.now();
    let keys = NikKeys::derive(|name| installation.keys.derive(name));
    let code = RegionCode::parse("19.71.04.1001")?;
    let day: BookDate = installation.today();
    installation
        .db
        .write_blocking(move |tx| -> Result<Ready, BenchError> {
            let new = NewCooperative {
                region: code,
                name: registry::standard_name("Pintu Air", code),
                legal: LegalPapers::default(),
                address: None,
                founded_on: None,
                at,
            };
            let cooperative = registry::register(tx, new).map_err(BenchError::of)?;
            let treasurer = NewUser {
                login: "bendahara.contoh".to_owned(),
                name: "Bu Contoh Bendahara".to_owned(),
                password: HashedPassword::none(),
                at,
            };
            let user = access::create_user(tx, &treasurer).map_err(BenchError::of)?;
            let scope = Scope::Cooperative(cooperative);
            let grant = NewGrant { user, role: Role::Treasurer, scope, from: day, by: None, at };
            access::grant(tx, &grant).map_err(BenchError::of)?;
            let key = access::create_api_key(tx, user, "bench", at).map_err(BenchError::of)?;
            let members: Result<Vec<PartyId>> =
                (0..MEMBERS).map(|n| member(tx, &keys, cooperative, n, at)).collect();
            Ok(Ready { key: key.text(), members: members.map_err(BenchError::of)?, code })
        })
        .map_err(Into::into)
}

/// Any refusal while the measurement is prepared.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct BenchError(String);

impl BenchError {
    fn of(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

impl From<store::StoreError> for BenchError {
    fn from(error: store::StoreError) -> Self {
        Self(error.cause().to_owned())
    }
}

fn request(ready: &Ready, n: i64) -> Option<String> {
    let member = ready.members.get(usize::try_from(n.rem_euclid(MEMBERS)).ok()?)?;
    let amount = Rupiah(10_000 + n % 90_000).0;
    let body = format!("{{\"member\":{member},\"kind\":\"sukarela\",\"amount\":{amount}}}");
    Some(format!(
        "POST /api/v1/cooperatives/{}/savings/deposits HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {}\r\n\
         Content-Type: application/json\r\nIdempotency-Key: bench-{n:012}\r\nContent-Length: {}\r\n\r\n{body}",
        ready.code,
        ready.key,
        body.len()
    ))
}

async fn serve(installation: &Installation) -> Result<SocketAddr> {
    let mut site = Site::new(installation.db.clone(), installation.clock.clone(), installation.keys.clone());
    // The limit on requests is for strangers; here one address sends them all.
    site.trust_loopback = true;
    let router = access::router(site, routes());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    Ok(address)
}

async fn deposits(address: SocketAddr, ready: Arc<Ready>, count: i64, first: i64) -> Result<Measured> {
    let next = Arc::new(AtomicI64::new(first));
    let watch = Stopwatch::start();
    let callers: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (ready, next) = (Arc::clone(&ready), Arc::clone(&next));
            tokio::spawn(async move {
                let mut client = Client::connect(address).await?;
                let mut latencies = Latencies::default();
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= first + count {
                        return Ok::<_, anyhow::Error>(latencies);
                    }
                    let request = request(&ready, n).context("a member")?;
                    let one = Stopwatch::start();
                    let answer = client.send(&request).await?;
                    latencies.add(one.micros());
                    ensure!(
                        answer.status == 201,
                        "a deposit was refused ({}): {}",
                        answer.status,
                        String::from_utf8_lossy(&answer.body)
                    );
                }
            })
        })
        .collect();
    let mut latencies = Latencies::default();
    for caller in callers {
        latencies.merge(caller.await??);
    }
    Ok(Measured::of(count, watch.seconds(), latencies))
}

/// All figures of `bench http`.
pub(crate) fn run(scratch: &Scratch, scale: i64) -> Result<Vec<BenchResult>> {
    let location = scratch.file("http.db").to_string_lossy().into_owned();
    let installation = Installation::open(&location, true)?;
    let ready = Arc::new(prepare(&installation)?);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let measured = runtime.block_on(async {
        let address = serve(&installation).await?;
        deposits(address, Arc::clone(&ready), DEPOSITS / 10, 0).await?;
        deposits(address, ready, DEPOSITS * scale.max(1), DEPOSITS).await
    })?;
    let cooperatives = installation.cooperatives(None)?;
    for cooperative in cooperatives {
        let report = installation.db.read_blocking(|reader| ledger::audit(reader, cooperative.id))?;
        ensure!(report.differences.is_empty(), "the books agree after the measurement");
    }
    Ok(vec![measured.against("http.deposit", None)])
}
