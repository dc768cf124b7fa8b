#![forbid(unsafe_code)]
//! The cockpit: what a city sees of its cooperatives.
//!
//! One page shows the four states as a bar with counts, the cooperatives as tiles by district, and a
//! table of the same; from each a page opens that says why it stands where it stands. The same figures go
//! out as an Excel workbook and as JSON.
//!
//! - Nothing is kept here: every figure is read when it is asked for, in a fixed number of questions.
//! - A sum says how many cooperatives it covers and as of when. What was reported as nothing is `0`; what
//!   nobody has said is "tidak diketahui".
//! - Turnover is business revenue (4xxxx without 44xxx); money that only passes through (21120) is a
//!   liability and never in it.
//! - Invariant: no member's name, no NIK and no words of an entry leave this crate. It never asks for
//!   them: it reads dates, states, counts and sums.

mod api;
mod bar;
mod choice;
mod city_page;
mod error;
mod figures;
mod map;
mod month_lines;
mod one;
mod one_page;
mod paper;
mod province_page;
mod routes;
mod shown;
mod sum;
mod weeks;
mod wire;

pub use error::CockpitError;
pub use figures::{City, Row, Savings, city};
pub use one::{MonthLine, One, one};
pub use routes::routes;
pub use sum::Sum;
pub use weeks::Weeks;
