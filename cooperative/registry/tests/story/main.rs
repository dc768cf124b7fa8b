//! The registry as its users know it, on both engines.
#![forbid(unsafe_code)]
#![expect(clippy::unwrap_used, reason = "a story that cannot go on stops at once")]

mod browser;
mod identity;
mod pages;
mod units;
mod world;
