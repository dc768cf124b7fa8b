//! What officers' workbooks look like, and what must come out of them.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::as_conversions, missing_docs)]

mod amounts;
mod answers;
mod dates;
mod examples;
mod given;
mod kept;
mod scramble;
mod small;
mod speed;
mod workbooks;
