//! Stories of how a cooperative comes to be, told on both engines.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a story that cannot go on says so at once")]

mod browser;
mod checklist;
mod founding;
mod given;
mod pages;
mod papers;
mod villages;
