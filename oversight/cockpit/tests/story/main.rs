//! Stories of what a city sees of its cooperatives, on both engines.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a story that cannot go on says so at once")]

mod figures;
mod given;
mod pages;
mod privacy;
mod visitor;
