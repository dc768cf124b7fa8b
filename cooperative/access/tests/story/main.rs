//! Signing in and being kept out, told on both engines through the real router.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a story that cannot go on says so at once")]

mod account;
mod api;
mod forms;
mod given;
mod invitations;
mod network;
mod rights;
mod signing_in;
