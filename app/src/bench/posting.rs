//! Posting whole acts through the store, beside the raw engine writing the same rows in the same run.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::{Context, Result};
use kernel::{AccountCode, BookDate, Clock, CooperativeId, Rupiah, Timestamp, UserId};
use ledger::{Book, Entry, Line};
use rusqlite::Connection;
use store::{Command, Db};

use super::Scratch;
use super::clock::{Latencies, Stopwatch};
use super::report::{BenchResult, Measured};

/// An instant on the day of the bench entries (24 November 2026).
const AT: Timestamp = Timestamp(1_795_500_000_000_000);

const DATE: &str = "2026-11-20";

fn entry(n: i64, cooperatives: i64) -> Result<Entry> {
    let amount = Rupiah(10_000 + n % 90_000);
    Ok(Entry {
        cooperative: CooperativeId(1 + n % cooperatives),
        date: BookDate::parse(DATE)?,
        book: Book::CashIn,
        description: "Terima jasa sewa tempat".to_owned(),
        note: String::new(),
        act: "bench.posting",
        rule: "sewa".to_owned(),
        voucher: None,
        reverses: None,
        by: UserId(1),
        at: AT,
        lines: vec![
            Line::debit(AccountCode(11_100), amount),
            Line::credit(AccountCode(43_210), amount).activity(ledger::Activity::Member),
        ],
    })
}

fn key(n: i64) -> String {
    // Spread like keys that senders draw at random.
    format!("{:016x}-{n}", n.wrapping_mul(0x9E37_79B9_7F4A_7C15_u64.cast_signed()))
}

/// Posts `acts` from `callers` who each wait for the answer before the next act.
pub(crate) fn through_store(db: &Db, callers: i64, acts: i64, cooperatives: i64) -> Result<Measured> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let next = Arc::new(AtomicI64::new(0));
    let watch = Stopwatch::start();
    let tasks: Vec<_> = (0..callers)
        .map(|_| {
            let (db, next) = (db.clone(), Arc::clone(&next));
            runtime.spawn(async move {
                let mut latencies = Latencies::default();
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= acts {
                        return Ok::<_, anyhow::Error>(latencies);
                    }
                    let entry = entry(n, cooperatives)?;
                    let command = Command { tenant: entry.cooperative.0, key: key(n), at: AT.0 };
                    let one = Stopwatch::start();
                    db.command(command, move |tx| ledger::post(tx, &entry)).await?;
                    latencies.add(one.micros());
                }
            })
        })
        .collect();
    let mut latencies = Latencies::default();
    for task in tasks {
        latencies.merge(runtime.block_on(task)??);
    }
    Ok(Measured::of(acts, watch.seconds(), latencies))
}

/// The seven statements of one act, plain: key, entry, two lines, two balances, counter.
const KEY: &str = "insert into store_command (tenant, command, answer, made_at) values (?1, ?2, ?3, ?4)";
const ENTRY: &str = "insert into ledger_entry (cooperative_id, entry_id, book_date, document, description, note, act, \
     rule, voucher_id, reverses, posted_by, posted_at, hash) \
     values (?1, ?2, ?3, ?4, ?5, '', 'bench.posting', 'sewa', null, null, 1, ?6, ?7)";
const LINE: &str = "insert into ledger_line (cooperative_id, entry_id, line, account, unit, activity, party, book_date, \
     amount) values (?1, ?2, ?3, ?4, 0, ?5, 0, ?6, ?7)";
const BALANCE: &str = "insert into ledger_balance (cooperative_id, account, unit, activity, month, debit, credit) \
     values (?1, ?2, 0, ?3, 202611, ?4, ?5) on conflict (cooperative_id, account, unit, activity, month) \
     do update set debit = ledger_balance.debit + excluded.debit, credit = ledger_balance.credit + excluded.credit";
const COUNTER: &str = "insert into store_sequence (tenant, name, last) values (?1, 'BKM/2026', ?2) \
     on conflict (tenant, name) do update set last = excluded.last";

/// The same rows by plain statements on one connection, `per_commit` acts a commit.
pub(crate) fn raw_sqlite(path: &Path, acts: i64, per_commit: i64, cooperatives: i64) -> Result<Measured> {
    let mut raw = Connection::open(path)?;
    raw.execute_batch("pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000; pragma cache_size = -32000;")?;
    let watch = Stopwatch::start();
    let mut done = 0;
    while done < acts {
        let transaction = raw.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        for n in done..(done + per_commit).min(acts) {
            raw_act(&transaction, n, cooperatives)?;
        }
        transaction.commit()?;
        done += per_commit;
    }
    Ok(Measured::of(acts, watch.seconds(), Latencies::default()))
}

fn raw_act(raw: &Connection, n: i64, cooperatives: i64) -> Result<()> {
    let cooperative = 1 + n % cooperatives;
    let id = 1 + n / cooperatives;
    let amount = 10_000 + n % 90_000;
    let document = format!("BKM/2026/{id:05}");
    let answer = format!("{{\"entry\":{id},\"document\":\"{document}\"}}");
    let hash = [u8::try_from(n % 251)?; 32];
    raw.prepare_cached(KEY)?.execute((cooperative, key(n), answer, AT.0))?;
    raw.prepare_cached(ENTRY)?.execute((
        cooperative,
        id,
        DATE,
        document,
        "Terima jasa sewa tempat",
        AT.0,
        hash,
    ))?;
    let mut line = raw.prepare_cached(LINE)?;
    line.execute((cooperative, id, 1, 11_100, 0, DATE, amount))?;
    line.execute((cooperative, id, 2, 43_210, 1, DATE, -amount))?;
    let mut balance = raw.prepare_cached(BALANCE)?;
    balance.execute((cooperative, 11_100, 0, amount, 0))?;
    balance.execute((cooperative, 43_210, 1, 0, amount))?;
    raw.prepare_cached(COUNTER)?.execute((cooperative, id))?;
    Ok(())
}

/// One data-modifying statement that does a whole act, for PostgreSQL.
const CTE: &str = "with k as (insert into store_command (tenant, command, answer, made_at) values ($1, $2, $3, $4)), \
     s as (insert into store_sequence (tenant, name, last) values ($1, 'BKM/2026', 1) \
           on conflict (tenant, name) do update set last = store_sequence.last + 1 returning last), \
     e as (insert into ledger_entry (cooperative_id, entry_id, book_date, document, description, note, act, rule, \
           voucher_id, reverses, posted_by, posted_at, hash) \
           select $1, last, $5, 'BKM/2026/' || last, $6, '', 'bench.posting', 'sewa', null, null, 1, $4, $7 from s \
           returning entry_id), \
     l as (insert into ledger_line (cooperative_id, entry_id, line, account, unit, activity, party, book_date, amount) \
           select $1, entry_id, v.n, v.account, 0, v.activity, 0, $5, v.amount from e, \
           (values (1, 11100, 0, $8::bigint), (2, 43210, 1, -$8::bigint)) as v (n, account, activity, amount)) \
     insert into ledger_balance (cooperative_id, account, unit, activity, month, debit, credit) \
     values ($1, 11100, 0, 0, 202611, $8, 0), ($1, 43210, 0, 1, 202611, 0, $8) \
     on conflict (cooperative_id, account, unit, activity, month) \
     do update set debit = ledger_balance.debit + excluded.debit, credit = ledger_balance.credit + excluded.credit";

/// The same rows by one statement a transaction, from as many connections as there are callers.
pub(crate) fn raw_postgres(url: &str, connections: i64, acts: i64, cooperatives: i64) -> Result<Measured> {
    let next = AtomicI64::new(0);
    let watch = Stopwatch::start();
    let latencies = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..connections)
            .map(|_| {
                scope.spawn(|| -> Result<Latencies> {
                    let mut client = store::connect_postgres(url)?;
                    let statement = client.prepare(CTE)?;
                    let mut latencies = Latencies::default();
                    loop {
                        let n = next.fetch_add(1, Ordering::Relaxed);
                        if n >= acts {
                            return Ok(latencies);
                        }
                        let cooperative = 1 + n % cooperatives;
                        let (answer, hash) =
                            (format!("{{\"entry\":{n},\"document\":\"BKM/2026/{n:05}\"}}"), vec![7_u8; 32]);
                        let one = Stopwatch::start();
                        client.execute(
                            &statement,
                            &[
                                &cooperative,
                                &key(n),
                                &answer,
                                &AT.0,
                                &DATE,
                                &"Terima jasa sewa tempat",
                                &hash,
                                &(10_000 + n % 90_000),
                            ],
                        )?;
                        latencies.add(one.micros());
                    }
                })
            })
            .collect();
        let mut all = Latencies::default();
        for thread in threads {
            all.merge(thread.join().map_err(|_| anyhow::anyhow!("a connection's thread panicked"))??);
        }
        anyhow::Ok(all)
    })?;
    Ok(Measured::of(acts, watch.seconds(), latencies))
}

/// A fresh database with the tables that an act writes.
pub(crate) fn fresh(location: &str) -> Result<Db> {
    let db = Db::open(location, true).with_context(|| format!("membuka {location}"))?;
    db.migrate(&[ledger::MIGRATIONS], Clock::system().now().0)?;
    Ok(db)
}

/// Acts of one run.
const ACTS: i64 = 60_000;

/// All figures of `bench posting`. The cooperative's laptop is the measure: one cooperative, many
/// callers. `city` is the same with 42 cooperatives, whose rows lie on many more pages.
pub(crate) fn run(scratch: &Scratch, scale: i64, postgres: Option<&str>) -> Result<Vec<BenchResult>> {
    let acts = ACTS * scale.max(1);
    let location = |name: &str| scratch.file(name).to_string_lossy().into_owned();
    let prepared = |name: &str| -> Result<std::path::PathBuf> {
        drop(fresh(&location(name))?);
        Ok(scratch.file(name))
    };
    let mut results = Vec::new();
    let grouped = raw_sqlite(&prepared("raw-1000.db")?, acts, 1_000, 1)?.per_second;
    let single = raw_sqlite(&prepared("raw-1.db")?, acts / 20, 1, 1)?.per_second;
    let of_64 = through_store(&fresh(&location("64.db"))?, 64, acts, 1)?;
    let of_256 = through_store(&fresh(&location("256.db"))?, 256, acts, 1)?;
    results.push(of_64.against("posting.sqlite.grouped", Some(grouped)));
    results.push(of_256.against("posting.sqlite.grouped256", Some(grouped)));
    results.push(of_64.against("posting.sqlite.single_baseline", Some(single)));
    results.push(of_256.against("posting.sqlite.single_baseline256", Some(single)));
    let city = raw_sqlite(&prepared("raw-city.db")?, acts, 1_000, 42)?.per_second;
    let of_city = through_store(&fresh(&location("city.db"))?, 256, acts, 42)?;
    results.push(of_city.against("posting.sqlite.city256", Some(city)));
    if let Some(url) = postgres {
        results.push(on_postgres(url, acts / 3)?);
    }
    Ok(results)
}

/// Two schemas of one server, one after the other.
fn on_postgres(url: &str, acts: i64) -> Result<BenchResult> {
    let mut client = store::connect_postgres(url).context("menghubungi PostgreSQL")?;
    let separator = if url.contains('?') { '&' } else { '?' };
    let mut measured = Vec::new();
    for schema in ["bench_raw", "bench_store"] {
        client.batch_execute(&format!("drop schema if exists {schema} cascade; create schema {schema}"))?;
        let place = format!("{url}{separator}options=-csearch_path%3D{schema}");
        let db = fresh(&place)?;
        measured.push(match schema {
            "bench_raw" => raw_postgres(&place, 32, acts, 42)?,
            _ => through_store(&db, 32, acts, 42)?,
        });
        drop(db);
        client.batch_execute(&format!("drop schema {schema} cascade"))?;
    }
    let [raw, store] = &measured[..] else { anyhow::bail!("two measurements were made") };
    Ok(store.against("posting.postgres", Some(raw.per_second)))
}
