//! Stories of the member register, told on both engines.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a story that cannot go on says so at once")]

mod browser;
mod ending;
mod entering;
mod given;
mod pages;
mod partners;
mod privacy;
