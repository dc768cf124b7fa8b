//! Stories of mentors and the cooperatives they look after, on both engines.
#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a story that cannot go on says so at once")]

mod actions;
mod browser;
mod given;
mod help;
mod measuring;
mod pages;
mod planning;
mod stages;
mod task_force;
mod training;
mod visiting;
