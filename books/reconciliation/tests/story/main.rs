//! Stories of what is really there, laid beside the books; told on both engines.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a story that cannot go on says so at once")]

mod browser;
mod counting;
mod given;
mod importing;
mod layouts;
mod matching;
mod pages;
mod reconciling;
