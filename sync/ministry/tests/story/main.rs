//! The stories of what goes to the ministry and comes from its portal.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod extract;
mod given;
mod pages;
mod portal_file;
mod statistics;
