//! What the statements say of books whose figures are known, on both engines.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should say so at once")]

mod agreement;
mod api;
mod balance_sheet;
mod books;
mod cash_flow;
mod equity;
mod given;
mod hledger;
mod income;
mod invariants;
mod members;
mod notes;
mod pages;
mod papers;
mod report;
mod site;
mod statement_pages;
