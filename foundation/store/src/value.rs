//! Values that both engines keep alike, and rows read back.

use crate::StoreError;

/// A value of a column: both engines have whole numbers of 64 bits, text and bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Value {
    /// Nothing known.
    Null,
    /// Money in whole rupiah, quantity in thousandths, ids, instants in microseconds, flags as 0 and 1.
    Int(i64),
    /// Text; dates as `YYYY-MM-DD`.
    Text(String),
    /// Bytes: hashes, sealed data, pictures.
    Blob(Vec<u8>),
}

impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Int(i64::from(value))
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&String> for Value {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}

impl From<Vec<u8>> for Value {
    fn from(value: Vec<u8>) -> Self {
        Self::Blob(value)
    }
}

impl From<&[u8]> for Value {
    fn from(value: &[u8]) -> Self {
        Self::Blob(value.to_vec())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One row of an answer; columns are read by position, as listed in the statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub(crate) Vec<Value>);

impl Row {
    fn at(&self, column: usize) -> Result<&Value, StoreError> {
        self.0.get(column).ok_or_else(|| StoreError::decode(column, "a column that was asked for"))
    }

    /// The whole number in a column.
    pub fn int(&self, column: usize) -> Result<i64, StoreError> {
        match self.at(column)? {
            Value::Int(value) => Ok(*value),
            _ => Err(StoreError::decode(column, "a whole number")),
        }
    }

    /// The whole number in a column, or nothing.
    pub fn opt_int(&self, column: usize) -> Result<Option<i64>, StoreError> {
        match self.at(column)? {
            Value::Null => Ok(None),
            _ => self.int(column).map(Some),
        }
    }

    /// The flag in a column, kept as 0 or 1.
    pub fn flag(&self, column: usize) -> Result<bool, StoreError> {
        Ok(self.int(column)? != 0)
    }

    /// The text in a column.
    pub fn text(&self, column: usize) -> Result<String, StoreError> {
        match self.at(column)? {
            Value::Text(value) => Ok(value.clone()),
            _ => Err(StoreError::decode(column, "a text")),
        }
    }

    /// The text in a column, or nothing.
    pub fn opt_text(&self, column: usize) -> Result<Option<String>, StoreError> {
        match self.at(column)? {
            Value::Null => Ok(None),
            _ => self.text(column).map(Some),
        }
    }

    /// The bytes in a column.
    pub fn blob(&self, column: usize) -> Result<Vec<u8>, StoreError> {
        match self.at(column)? {
            Value::Blob(value) => Ok(value.clone()),
            _ => Err(StoreError::decode(column, "bytes")),
        }
    }

    /// The bytes in a column, or nothing.
    pub fn opt_blob(&self, column: usize) -> Result<Option<Vec<u8>>, StoreError> {
        match self.at(column)? {
            Value::Null => Ok(None),
            _ => self.blob(column).map(Some),
        }
    }

    /// All values in the order of the statement, for copying whole tables.
    pub fn values(&self) -> &[Value] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{StoreErrorKind, values};

    /// Nothing, a number, a text, bytes.
    fn row() -> Row {
        Row(values![None::<i64>, 7, "tujuh", vec![7_u8]].into())
    }

    fn assert_refused<T: std::fmt::Debug>(read: Result<T, StoreError>, cause: &str) {
        let error = read.expect_err("the column holds something else");
        assert_eq!((error.kind, error.cause()), (StoreErrorKind::Fault, cause));
    }

    #[test]
    fn each_kind_is_read_from_its_column() {
        let row = row();
        assert_eq!((row.int(1), row.opt_int(1), row.opt_int(0)), (Ok(7), Ok(Some(7)), Ok(None)));
        assert_eq!(row.text(2), Ok("tujuh".to_owned()));
        assert_eq!((row.opt_text(2), row.opt_text(0)), (Ok(Some("tujuh".to_owned())), Ok(None)));
        assert_eq!(
            (row.blob(3), row.opt_blob(3), row.opt_blob(0)),
            (Ok(vec![7]), Ok(Some(vec![7])), Ok(None))
        );
        let flags = Row(values![false, true, 2].into());
        assert_eq!((flags.flag(0), flags.flag(1), flags.flag(2)), (Ok(false), Ok(true), Ok(true)));
    }

    #[test]
    fn another_kind_is_refused_and_never_turned_into_something() {
        let row = row();
        for column in [0, 2, 3] {
            assert_refused(row.int(column), &format!("column {column} does not hold a whole number"));
            assert_refused(row.flag(column), &format!("column {column} does not hold a whole number"));
        }
        for column in [0, 1, 3] {
            assert_refused(row.text(column), &format!("column {column} does not hold a text"));
        }
        for column in [0, 1, 2] {
            assert_refused(row.blob(column), &format!("column {column} does not hold bytes"));
        }
        assert_refused(row.opt_int(2), "column 2 does not hold a whole number");
        assert_refused(row.opt_text(1), "column 1 does not hold a text");
        assert_refused(row.opt_blob(1), "column 1 does not hold bytes");
    }

    #[test]
    fn a_column_that_was_not_asked_for_is_refused() {
        let row = row();
        let cause = "column 4 does not hold a column that was asked for";
        assert_refused(row.int(4), cause);
        assert_refused(row.opt_int(4), cause);
        assert_refused(row.text(4), cause);
        assert_refused(row.opt_text(4), cause);
        assert_refused(row.blob(4), cause);
        assert_refused(row.opt_blob(4), cause);
    }

    #[test]
    fn parameters_are_built_from_what_the_program_has() {
        let text = String::from("kas");
        let built = values![1, true, "kas", &text, text.clone(), None::<&str>, Some(2), [1_u8].as_slice()];
        let kas = Value::Text("kas".into());
        let expected = [
            Value::Int(1),
            Value::Int(1),
            kas.clone(),
            kas.clone(),
            kas,
            Value::Null,
            Value::Int(2),
            Value::Blob(vec![1]),
        ];
        assert_eq!(built, expected);
    }
}
