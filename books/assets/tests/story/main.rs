//! Stories of what a cooperative uses for years, told on both engines.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a story that cannot go on says so at once")]

mod borrowing;
mod browser;
mod depreciating;
mod given;
mod leaving;
mod pages;
mod registering;
mod rule;
