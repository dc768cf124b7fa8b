//! What the guard remembers between requests, so that one normally costs no question to the database:
//! who is signed in, which cooperative a path names.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use kernel::{CooperativeId, RegionCode, Timestamp, UserId};
use tokio::sync::Semaphore;
use web::{Site, Tenant};

use crate::limits::{Attempts, Flood};
use crate::session::{Person, person_of_key, person_of_session};
use crate::token::{Token, TokenHash};
use crate::{AccessError, store};

/// How long what was read is believed. A change made through these pages counts at once; one made by
/// another process on the same database counts after this.
const BELIEVED_SECONDS: i64 = 60;
/// How often it is written down that a session is in use.
const SEEN_SECONDS: i64 = 10 * 60;
/// Sessions and cooperatives remembered at the same time.
const REMEMBERED: usize = 50_000;
/// Passwords checked at the same time: each takes 19 MB for 25 ms.
const HASHING: usize = 4;

/// The guard's memory, shared by all requests. In a handler: `Extension(doors): Extension<Arc<Doors>>`.
pub struct Doors {
    people: Mutex<HashMap<TokenHash, Known>>,
    /// How often somebody was forgotten: what was read before that is not remembered after it.
    forgotten: AtomicU64,
    tenants: Mutex<HashMap<String, (Tenant, Timestamp)>>,
    pub(crate) flood: Flood,
    pub(crate) attempts: Attempts,
    pub(crate) hashing: Semaphore,
    pub(crate) csrf_key: [u8; 32],
    pub(crate) link_key: [u8; 32],
}

#[derive(Clone)]
struct Known {
    person: Arc<Person>,
    read_at: Timestamp,
    written_at: Timestamp,
}

impl Doors {
    /// An empty memory.
    pub(crate) fn new(site: &Site) -> Self {
        Self {
            people: Mutex::default(),
            forgotten: AtomicU64::new(0),
            tenants: Mutex::default(),
            flood: Flood::new(),
            attempts: Attempts::new(),
            hashing: Semaphore::new(HASHING),
            csrf_key: site.keys.derive("csrf"),
            link_key: site.keys.derive("access-link"),
        }
    }

    /// A person's roles have changed, or the person is signed out: the next request asks again.
    pub fn forget(&self, user: UserId) {
        let mut people = lock(&self.people);
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        people.retain(|_, known| known.person.user != user);
    }

    /// Who is signed in by this session.
    pub(crate) async fn by_session(
        &self,
        site: &Site,
        token: &Token,
        now: Timestamp,
    ) -> Result<Option<Arc<Person>>, AccessError> {
        let hash = token.hash();
        let person = match self.remembered(&hash, now) {
            Some(person) => person,
            None => {
                let before = self.forgotten.load(Ordering::SeqCst);
                let found = site.db.read(move |snapshot| person_of_session(snapshot, &hash)).await?;
                let Some(person) = found else { return Ok(None) };
                self.remember(hash, person, now, before)
            }
        };
        if !person.is_fresh(now) {
            return Ok(None);
        }
        if self.is_to_be_written(&hash, now) {
            write_seen(site, hash, person.user, now);
        }
        Ok(Some(person))
    }

    /// Who stands behind this key of the API.
    pub(crate) async fn by_key(
        &self,
        site: &Site,
        token: &Token,
        now: Timestamp,
    ) -> Result<Option<Arc<Person>>, AccessError> {
        let hash = token.hash();
        if let Some(person) = self.remembered(&hash, now) {
            return Ok(Some(person));
        }
        let before = self.forgotten.load(Ordering::SeqCst);
        let found = site.db.read(move |snapshot| person_of_key(snapshot, &hash, now)).await?;
        Ok(found.map(|person| self.remember(hash, person, now, before)))
    }

    fn remembered(&self, hash: &TokenHash, now: Timestamp) -> Option<Arc<Person>> {
        let mut people = lock(&self.people);
        let known = people.get(hash)?;
        if now >= known.read_at.plus_seconds(BELIEVED_SECONDS) || now < known.read_at {
            people.remove(hash);
            return None;
        }
        Some(known.person.clone())
    }

    fn remember(&self, hash: TokenHash, person: Person, now: Timestamp, before: u64) -> Arc<Person> {
        let person = Arc::new(person);
        let known = Known { person: person.clone(), read_at: now, written_at: person.seen_at };
        let mut people = lock(&self.people);
        if people.len() >= REMEMBERED {
            people.clear();
        }
        if self.forgotten.load(Ordering::SeqCst) == before {
            people.insert(hash, known);
        }
        person
    }

    fn is_to_be_written(&self, hash: &TokenHash, now: Timestamp) -> bool {
        let mut people = lock(&self.people);
        let Some(known) = people.get_mut(hash) else { return false };
        let due = now >= known.written_at.plus_seconds(SEEN_SECONDS);
        if due {
            known.written_at = now;
        }
        due
    }

    /// The cooperative that a path names, by number or by village code with dots.
    pub(crate) async fn tenant(
        &self,
        site: &Site,
        text: &str,
        now: Timestamp,
    ) -> Result<Option<Tenant>, AccessError> {
        if let Some((tenant, read_at)) = lock(&self.tenants).get(text)
            && now < read_at.plus_seconds(BELIEVED_SECONDS)
            && now >= *read_at
        {
            return Ok(Some(tenant.clone()));
        }
        let by_code = text.contains('.').then(|| RegionCode::parse(text).ok());
        let by_number = text.parse().ok().map(CooperativeId);
        let found = site
            .db
            .read(move |snapshot| match (by_code, by_number) {
                (Some(Some(code)), _) => registry::by_region(snapshot, code),
                (None, Some(id)) => registry::cooperative(snapshot, id),
                _ => Ok(None),
            })
            .await?;
        let tenant = found.map(|found| Tenant { id: found.id, code: found.region, name: found.name });
        if let Some(tenant) = &tenant {
            let mut tenants = lock(&self.tenants);
            if tenants.len() >= REMEMBERED {
                tenants.clear();
            }
            tenants.insert(text.to_owned(), (tenant.clone(), now));
        }
        Ok(tenant)
    }
}

/// Written beside the request, which does not wait for it: it only makes the session last.
fn write_seen(site: &Site, hash: TokenHash, user: UserId, now: Timestamp) {
    let db = site.db.clone();
    tokio::spawn(async move {
        if let Err(error) = db.write(move |tx| store::set_seen(tx, &hash, now)).await {
            eprintln!("access: session of user {user} not noted: {}", error.cause());
        }
    });
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
