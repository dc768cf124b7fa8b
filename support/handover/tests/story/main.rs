//! Stories of ceremonies and public pages; told on both engines.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a story that cannot go on says so at once")]

mod browser;
mod ceremony;
mod given;
mod launching;
mod long_lists;
mod pages;
mod public;
mod streaming;
