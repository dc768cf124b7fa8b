//! From the rows of a cash book to entries, on both engines.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should say so at once")]
#![cfg(test)]

mod again;
mod deciding;
mod given;
mod recording;
mod transfers;
mod understanding;
mod undoing;
mod workbooks;
