//! Stories of officers and supervisors, told on both engines.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a story that cannot go on says so at once")]

mod browser;
mod given;
mod pages;
mod reports;
mod rules;
mod terms;
