//! What the ledger promises, told on both engines.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should say so at once")]

mod balances;
mod books;
mod chart;
mod crash;
mod flow;
mod histories;

mod model;
mod overview;
mod periods;
mod posting;
mod refusals;
mod reversals;
mod tampering;
mod together;
mod years;
