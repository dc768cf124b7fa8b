//! The main journeys in a real browser, over the built program.
#![cfg(test)]

mod driver;
mod given;
mod keyboard;
mod mistake;
mod month;
mod newcomer;
mod quiet;
mod server;
mod treasurer;
mod visitor;
