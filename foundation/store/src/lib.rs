//! The store: one way to keep data on SQLite (a laptop, a city) and PostgreSQL (a province, a nation).
//!
//! - [`Db::write`] runs an act in a transaction and answers only after the commit is durable. Acts that
//!   wait together are committed together (group commit); a refused act takes back its own writes alone.
//! - [`Db::command`] does the same under a key made by the sender: a repeat gets the first answer.
//! - [`Db::read`] gives a snapshot that never waits for a writer.
//! - Rows that an act only adds go through [`Tx::append`], rows that many acts of one commit change go
//!   through [`Tx::folded`]: both are written once a commit. Everything else is plain SQL by
//!   [`Tx::execute`]. [`Tx::query`] always sees what was written before it.
//!
//! Invariant: one SQL text for both engines. The places where they differ are all in this crate:
//! `sqlite.rs`, `postgres.rs` (open, begin, bulk write, decode, error codes) and `migrate.rs` (types).
#![forbid(unsafe_code)]

mod backend;
mod copy;
mod db;
mod domain;
mod error;
mod fold;
mod group;
mod migrate;
mod pending;
mod postgres;
mod secure;
mod sequence;
mod sqlite;
mod table;
pub mod testing;
mod tx;
mod value;

pub use copy::{backup, copy, integrity, table_names};
pub use db::{Answer, Command, Db, Engine, Snapshot};
pub use error::{StoreError, StoreErrorKind};
pub use fold::Folded;
pub use migrate::{Migration, pending_migrations};
pub use secure::connect as connect_postgres;
pub use sequence::next_number;
pub use table::{Column, Conflict, Table};
pub use tx::{Reader, Tx};
pub use value::{Row, Value};

/// Builds the parameter list of a statement: `values![cooperative, "kas", amount]`.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => { [$($crate::Value::from($value)),*] };
}
