//! When: a day of the books, a month of the books, an instant, a birthday.

mod birth;
mod calendar;
mod clock;
mod date;
mod month;

pub use birth::BirthDate;
pub use calendar::DateError;
pub use clock::{Clock, Timestamp, Zone};
pub use date::BookDate;
pub use month::{Month, MonthError};
