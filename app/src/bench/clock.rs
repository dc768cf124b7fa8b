//! Clocks for measuring, the only place beside the kernel's clock that reads the machine's.

use std::time::Instant;

/// Measures a span.
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the machine's time")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    pub fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }

    pub fn micros(&self) -> u64 {
        u64::try_from(self.0.elapsed().as_micros()).unwrap_or(u64::MAX)
    }
}

/// How long single acts took, in microseconds.
#[derive(Default)]
pub(crate) struct Latencies(Vec<u64>);

impl Latencies {
    pub fn add(&mut self, micros: u64) {
        self.0.push(micros);
    }

    pub fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// The latency that `percent` of the acts did not exceed.
    pub fn percentile(&mut self, percent: usize) -> Option<u64> {
        self.0.sort_unstable();
        self.0.get((self.0.len() * percent / 100).min(self.0.len().saturating_sub(1))).copied()
    }
}
