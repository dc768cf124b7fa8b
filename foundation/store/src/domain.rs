//! How the kernel's types stand in the store: numbers as numbers, dates as `YYYY-MM-DD` text.

use kernel::{
    AccountCode, BookDate, CooperativeId, DocumentId, EntryId, MemberId, Month, PartyId, RegionCode, Rupiah,
    Timestamp, UnitCode, UserId,
};

use crate::value::{Row, Value};
use crate::{StoreError, StoreErrorKind};

macro_rules! as_number {
    ($($kind:ty),*) => {
        $(impl From<$kind> for Value {
            fn from(value: $kind) -> Self {
                Self::Int(value.0)
            }
        })*
    };
}

as_number!(
    AccountCode,
    CooperativeId,
    DocumentId,
    EntryId,
    MemberId,
    PartyId,
    Rupiah,
    Timestamp,
    UnitCode,
    UserId
);

impl From<Month> for Value {
    fn from(month: Month) -> Self {
        Self::Int(month.number())
    }
}

impl From<RegionCode> for Value {
    fn from(region: RegionCode) -> Self {
        Self::Int(region.number())
    }
}

impl From<BookDate> for Value {
    fn from(date: BookDate) -> Self {
        Self::Text(date.to_string())
    }
}

impl Row {
    /// The date in a column.
    pub fn date(&self, column: usize) -> Result<BookDate, StoreError> {
        let text = self.text(column)?;
        BookDate::parse(&text).map_err(|_| StoreError::decode(column, "a date"))
    }

    /// The date in a column, or nothing.
    pub fn opt_date(&self, column: usize) -> Result<Option<BookDate>, StoreError> {
        self.opt_text(column)?.map(|_| self.date(column)).transpose()
    }

    /// The month in a column, kept as `YYYYMM`.
    pub fn month(&self, column: usize) -> Result<Month, StoreError> {
        Month::from_number(self.int(column)?).ok_or_else(|| StoreError::decode(column, "a month"))
    }

    /// The region in a column.
    pub fn region(&self, column: usize) -> Result<RegionCode, StoreError> {
        RegionCode::from_number(self.int(column)?).ok_or_else(|| {
            StoreError::new(StoreErrorKind::Fault, format!("column {column} does not hold a region"))
        })
    }

    /// An amount in whole rupiah.
    pub fn rupiah(&self, column: usize) -> Result<Rupiah, StoreError> {
        self.int(column).map(Rupiah)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values;

    fn assert_refused<T: std::fmt::Debug>(read: Result<T, StoreError>, cause: &str) {
        let error = read.expect_err("the column holds something else");
        assert_eq!((error.kind, error.cause()), (StoreErrorKind::Fault, cause));
    }

    #[test]
    fn what_the_kernel_means_comes_back_from_the_store() {
        let date = BookDate::parse("2026-11-24").unwrap();
        let region = RegionCode::parse("19.71.04.1001").unwrap();
        let row = Row(values![date, date.month_of(), region, Rupiah(-5), None::<i64>].into());
        assert_eq!(row.values()[..3], values!["2026-11-24", 202_611, 1_971_041_001]);
        assert_eq!((row.date(0), row.opt_date(0), row.opt_date(4)), (Ok(date), Ok(Some(date)), Ok(None)));
        assert_eq!((row.month(1), row.region(2)), (Ok(date.month_of()), Ok(region)));
        assert_eq!(row.rupiah(3), Ok(Rupiah(-5)));
    }

    #[test]
    fn what_is_no_date_month_or_region_is_refused() {
        let row = Row(values!["24/11/2026", "2026-02-30", 202_613, -1, None::<i64>].into());
        assert_refused(row.date(0), "column 0 does not hold a date");
        assert_refused(row.opt_date(1), "column 1 does not hold a date");
        assert_refused(row.date(2), "column 2 does not hold a text");
        assert_refused(row.opt_date(3), "column 3 does not hold a text");
        assert_refused(row.date(4), "column 4 does not hold a text");
        assert_refused(row.month(2), "column 2 does not hold a month");
        assert_refused(row.month(0), "column 0 does not hold a whole number");
        assert_refused(row.region(3), "column 3 does not hold a region");
        assert_refused(row.region(4), "column 4 does not hold a whole number");
        assert_refused(row.rupiah(0), "column 0 does not hold a whole number");
    }
}
