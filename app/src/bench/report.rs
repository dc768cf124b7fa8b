//! What a benchmark prints.

use serde::Serialize;

use super::clock::Latencies;

/// A figure measured in this run, beside its baseline from the same run.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BenchResult {
    pub name: String,
    pub value: f64,
    pub unit: &'static str,
    pub p50_us: Option<u64>,
    pub p99_us: Option<u64>,
    pub baseline: Option<f64>,
    pub ratio: Option<f64>,
}

impl BenchResult {
    /// The median time of an act, in milliseconds.
    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a time, not money")]
    pub fn milliseconds(name: &str, mut latencies: Latencies) -> Self {
        let p50_us = latencies.percentile(50);
        Self {
            name: name.to_owned(),
            value: p50_us.unwrap_or_default() as f64 / 1_000.0,
            unit: "ms",
            p50_us,
            p99_us: latencies.percentile(99),
            baseline: None,
            ratio: None,
        }
    }
}

/// Acts a second, with how long single ones took.
pub(crate) struct Measured {
    pub per_second: f64,
    pub p50_us: Option<u64>,
    pub p99_us: Option<u64>,
}

impl Measured {
    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "a count of acts, not money")]
    pub fn of(acts: i64, seconds: f64, mut latencies: Latencies) -> Self {
        Self {
            per_second: acts as f64 / seconds,
            p50_us: latencies.percentile(50),
            p99_us: latencies.percentile(99),
        }
    }

    /// The result under a name, against a baseline in the same unit.
    pub fn against(&self, name: &str, baseline: Option<f64>) -> BenchResult {
        BenchResult {
            name: name.to_owned(),
            value: self.per_second.round(),
            unit: "per second",
            p50_us: self.p50_us,
            p99_us: self.p99_us,
            baseline: baseline.map(f64::round),
            ratio: baseline.map(|baseline| (self.per_second / baseline * 100.0).round() / 100.0),
        }
    }
}
