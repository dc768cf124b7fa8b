//! Sokoguru: the working system of a village cooperative, and of the city that mentors it.
//!
//! This crate puts the house together: the command line ([`command`]), the list of business lines
//! ([`lines`]), all routes ([`routes`]), the desk where acts of several businesses meet ([`desk`]), the
//! demo and the benchmarks.
#![forbid(unsafe_code)]

mod above;
mod api;
mod bench;
mod command;
mod demo;
mod desk;
mod installation;
mod lines;
#[cfg(test)]
mod rights;
mod routes;
mod server;

use std::process::ExitCode;

fn main() -> ExitCode {
    command::run()
}
