//! Stories of savings, told on both engines.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a story that cannot go on says so at once")]

mod browser;
mod catat;
mod depositing;
mod dues;
mod given;
mod pages;
mod receipts;
mod withdrawing;
