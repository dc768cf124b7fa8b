//! What comes in by WhatsApp, and what may come in on purpose.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::as_conversions, missing_docs)]

mod given;
mod good;
mod hostile;
mod memory;
