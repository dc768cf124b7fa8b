//! What the statements say of books whose figures are known, on both engines.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should say so at once")]

mod api;
mod balance_sheet;
mod books;
mod given;
mod hledger;
mod income;
mod invariants;
mod pages;
mod report;
mod site;
