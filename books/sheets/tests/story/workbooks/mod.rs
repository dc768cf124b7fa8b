//! The examples, each unlike the others.

mod beside;
mod faults;
mod layouts;
mod plain;
mod questions;

use crate::given::Book;

pub(crate) fn all() -> Vec<&'static Book> {
    [plain::BOOKS, layouts::BOOKS, faults::BOOKS, questions::BOOKS, beside::BOOKS]
        .into_iter()
        .flatten()
        .collect()
}
