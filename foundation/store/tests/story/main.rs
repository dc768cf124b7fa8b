//! What the store promises, told on both engines.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should say so at once")]

mod acts;
mod commands;
mod copying;
mod full;
mod model;
mod numbers;
mod opening;
mod schema;
mod secure;
mod snapshots;
mod tables;
mod writers;
