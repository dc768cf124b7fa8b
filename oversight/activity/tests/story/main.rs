//! Stories of what is known of cooperatives, on both engines.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a story that cannot go on says so at once")]

mod given;
mod states;
mod wire;
mod zero;
