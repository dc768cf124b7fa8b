//! What may be kept, what only says so, and what lies beside which entry.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![cfg(test)]

mod beside;
mod files;
mod given;
mod pages;
mod pdf;
