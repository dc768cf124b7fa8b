//! How often something may be tried: requests of one address, passwords of one login.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

use kernel::Timestamp;

/// What one request costs: a two-hundredth of a second.
const COST_MICROS: i64 = 5_000;
/// How much may be spent at once: four hundred requests.
const BURST_MICROS: i64 = 400 * COST_MICROS;
/// Addresses and logins remembered at the same time.
const REMEMBERED: usize = 20_000;

const MINUTE_MICROS: i64 = 60 * 1_000_000;
const WINDOW_MICROS: i64 = 15 * MINUTE_MICROS;
/// Wrong passwords of one login from one address, within fifteen minutes.
const OF_BOTH: u32 = 5;
/// Of one login from anywhere: guessing from many addresses, without a stranger locking the owner out
/// after five.
const OF_LOGIN: u32 = 20;
/// From one address for any login: one mobile network shares an address among many villages.
const OF_ADDRESS: u32 = 40;

/// One visitor's network: an IPv6 visitor has 2^64 addresses of its own.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => IpAddr::V4(four),
            None => {
                let [a, b, c, d, ..] = six.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        },
    }
}

/// A map that forgets before it grows without end.
struct Memory<K, V> {
    rows: Mutex<HashMap<K, V>>,
}

impl<K: Eq + Hash, V> Memory<K, V> {
    fn new() -> Self {
        Self { rows: Mutex::new(HashMap::new()) }
    }

    fn with<T>(&self, stale: impl Fn(&V) -> bool, work: impl FnOnce(&mut HashMap<K, V>) -> T) -> T {
        let mut rows = self.rows.lock().unwrap_or_else(PoisonError::into_inner);
        if rows.len() >= REMEMBERED {
            rows.retain(|_, row| !stale(row));
            if rows.len() >= REMEMBERED {
                rows.clear();
            }
        }
        work(&mut rows)
    }
}

struct Bucket {
    left: i64,
    at: Timestamp,
}

/// Requests by address: 200 a second, 400 at once.
pub(crate) struct Flood {
    buckets: Memory<IpAddr, Bucket>,
}

impl Flood {
    pub(crate) fn new() -> Self {
        Self { buckets: Memory::new() }
    }

    /// Whether one more request of this address is let through.
    pub(crate) fn lets_through(&self, address: IpAddr, now: Timestamp) -> bool {
        let full = |bucket: &Bucket| now.0.saturating_sub(bucket.at.0) > BURST_MICROS;
        self.buckets.with(full, |buckets| {
            let bucket = buckets.entry(network(address)).or_insert(Bucket { left: BURST_MICROS, at: now });
            let since = now.0.saturating_sub(bucket.at.0).max(0);
            bucket.left = bucket.left.saturating_add(since).min(BURST_MICROS);
            bucket.at = now;
            let may = bucket.left >= COST_MICROS;
            if may {
                bucket.left -= COST_MICROS;
            }
            may
        })
    }
}

#[derive(PartialEq, Eq, Hash, Clone)]
enum Who {
    Both(String, Option<IpAddr>),
    Login(String),
    Address(IpAddr),
}

struct Tries {
    count: u32,
    since: Timestamp,
}

/// Sign-in attempts. An attempt counts when it begins, so that many at once are not let through; one
/// that succeeds is taken back.
pub(crate) struct Attempts {
    tries: Memory<Who, Tries>,
}

impl Attempts {
    pub(crate) fn new() -> Self {
        Self { tries: Memory::new() }
    }

    /// Both together first. An address that is not known is nobody's in particular.
    fn keys(login: &str, address: Option<IpAddr>) -> Vec<(Who, u32)> {
        let address = address.map(network);
        let mut keys =
            vec![(Who::Both(login.to_owned(), address), OF_BOTH), (Who::Login(login.to_owned()), OF_LOGIN)];
        keys.extend(address.map(|address| (Who::Address(address), OF_ADDRESS)));
        keys
    }

    /// Counts an attempt, or says for how many minutes to wait.
    pub(crate) fn begin(&self, login: &str, address: Option<IpAddr>, now: Timestamp) -> Result<(), i64> {
        let age = |tries: &Tries| now.0.saturating_sub(tries.since.0);
        self.tries.with(
            |tries| age(tries) >= WINDOW_MICROS,
            |rows| {
                let keys = Self::keys(login, address);
                let waits = keys.iter().filter_map(|(who, limit)| {
                    let tries = rows.get(who).filter(|tries| age(tries) < WINDOW_MICROS)?;
                    (tries.count >= *limit).then(|| WINDOW_MICROS - age(tries))
                });
                if let Some(wait) = waits.max() {
                    return Err((wait + MINUTE_MICROS - 1) / MINUTE_MICROS);
                }
                for (who, _) in keys {
                    let tries = rows.entry(who).or_insert(Tries { count: 0, since: now });
                    if age(tries) >= WINDOW_MICROS {
                        *tries = Tries { count: 0, since: now };
                    }
                    tries.count = tries.count.saturating_add(1);
                }
                Ok(())
            },
        )
    }

    /// The attempt succeeded: this login starts afresh from this address.
    pub(crate) fn succeeded(&self, login: &str, address: Option<IpAddr>) {
        self.tries.with(
            |_| false,
            |rows| {
                for (who, _) in Self::keys(login, address) {
                    match rows.get_mut(&who) {
                        Some(_) if matches!(who, Who::Both(..)) => drop(rows.remove(&who)),
                        Some(tries) => tries.count = tries.count.saturating_sub(1),
                        None => {}
                    }
                }
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_795_500_000_000_000);
    const HERE: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 7)));
    const THERE: Option<IpAddr> = Some(IpAddr::V4(std::net::Ipv4Addr::new(203, 0, 113, 8)));

    #[test]
    fn a_burst_is_let_through_and_then_two_hundred_a_second() {
        let flood = Flood::new();
        let count = |at| (0..1_000).filter(|_| flood.lets_through(HERE.unwrap(), at)).count();
        assert_eq!(count(NOW), 400);
        assert_eq!(count(NOW.plus_seconds(1)), 200);
        assert_eq!(count(NOW.plus_seconds(100)), 400);
        assert!(flood.lets_through(THERE.unwrap(), NOW.plus_seconds(100)));
    }

    #[test]
    fn one_ipv6_network_is_one_visitor() {
        let six = |text: &str| network(text.parse().unwrap());
        assert_eq!(six("2001:db8:1:2::1"), six("2001:db8:1:2:ffff::9"));
        assert_ne!(six("2001:db8:1:2::1"), six("2001:db8:1:3::1"));
        assert_eq!(six("::ffff:203.0.113.7"), HERE.unwrap());
    }

    #[test]
    fn after_five_wrong_passwords_one_waits_out_the_quarter_hour() {
        let attempts = Attempts::new();
        for _ in 0..5 {
            assert_eq!(attempts.begin("melati", HERE, NOW), Ok(()));
        }
        assert_eq!(attempts.begin("melati", HERE, NOW.plus_seconds(60)), Err(14));
        assert_eq!(attempts.begin("cempaka", HERE, NOW), Ok(()), "others of the office go on");
        assert_eq!(attempts.begin("melati", THERE, NOW), Ok(()), "a stranger does not lock the owner out");
        assert_eq!(attempts.begin("melati", HERE, NOW.plus_seconds(15 * 60)), Ok(()));
    }

    #[test]
    fn a_right_password_starts_afresh() {
        let attempts = Attempts::new();
        for _ in 0..100 {
            for _ in 0..4 {
                assert_eq!(attempts.begin("melati", None, NOW), Ok(()));
                attempts.succeeded("melati", None);
            }
        }
    }

    #[test]
    fn many_addresses_and_many_logins_are_stopped_too() {
        let attempts = Attempts::new();
        let from = |n: u8| Some(IpAddr::from([203, 0, 113, n]));
        let tried = (0..100).filter(|n| attempts.begin("melati", from(*n), NOW).is_ok()).count();
        assert_eq!(tried, 20);
        let tried = (0..100).filter(|n| attempts.begin(&format!("orang{n}"), from(200), NOW).is_ok()).count();
        assert_eq!(tried, 40);
    }
}
