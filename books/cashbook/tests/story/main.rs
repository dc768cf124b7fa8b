//! What a treasurer records, on both engines.
#![forbid(unsafe_code)]
#![cfg(test)]

mod accruing;
mod given;
mod recording;
mod reversing;
mod vocabulary;
