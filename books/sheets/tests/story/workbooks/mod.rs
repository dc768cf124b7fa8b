//! The examples, each unlike the others.

mod faults;
mod layouts;
mod plain;
mod questions;

use crate::given::Book;

pub(crate) fn all() -> Vec<&'static Book> {
    [plain::BOOKS, layouts::BOOKS, faults::BOOKS, questions::BOOKS].into_iter().flatten().collect()
}
