//! What a workbook is once it has been read: plain cells.

/// A value exactly as the file has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing, or a cell that only has a format.
    #[default]
    Empty,
    /// Text, untouched.
    Text(String),
    /// A number without a date format.
    Number(f64),
    /// A date or time: days since 30 December 1899, the fraction is the time of day.
    /// A workbook that counts from 1904 has been brought to the same count.
    DateTime {
        /// Days and fractions of a day.
        serial: f64,
    },
    /// True or false.
    Bool(bool),
    /// What a failed formula shows, such as `#REF!`.
    Error(String),
}

/// Beyond this a float no longer holds every whole number.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Cell {
    /// Whether there is nothing to read: no value, or a text of spaces only.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(|c| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}'),
            _ => false,
        }
    }

    /// The whole number in a number cell, such as rupiah. `None` for a text, for a
    /// number with a fraction, and for one so large (2^53) that its last digits are lost.
    pub fn whole(&self) -> Option<i64> {
        let Self::Number(number) = self else { return None };
        exact(*number)
    }

    /// A number cell in whole thousandths, such as a quantity. `None` where a
    /// thousandth is not enough, and as [`Cell::whole`]. What a formula leaves behind
    /// (0.1 + 0.2) is read as what it shows.
    pub fn thousandths(&self) -> Option<i64> {
        let Self::Number(number) = self else { return None };
        let scaled = number * 1_000.0;
        let rounded = scaled.round();
        // A float near n/1000 is off by its last bits only; a real fourth decimal is 0.1 off.
        ((scaled - rounded).abs() < 1e-6).then(|| exact(rounded)).flatten()
    }

    /// The cell as a person would read it out; dates as their serial number.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Error(text) => text.clone(),
            Self::Number(number) | Self::DateTime { serial: number } => number.to_string(),
            Self::Bool(true) => "TRUE".to_owned(),
            Self::Bool(false) => "FALSE".to_owned(),
        }
    }
}

/// The integer that a float stands for, if it stands for exactly one.
fn exact(number: f64) -> Option<i64> {
    if !number.is_finite() || number.abs() >= EXACT || number.trunc() != number {
        return None;
    }
    // Printing is exact for whole numbers below 2^53, and needs no `as`.
    format!("{number:.0}").parse().ok()
}

/// A row with at least one cell that is not blank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// From 1, as the spreadsheet program shows it.
    pub number: u32,
    /// Hidden or filtered away by its keeper.
    pub hidden: bool,
    /// From column A on; what is beyond the last filled cell is left out.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column counted from 0; beyond the end it is empty.
    pub fn cell(&self, column: usize) -> &Cell {
        const NOTHING: &Cell = &Cell::Empty;
        self.cells.get(column).unwrap_or(NOTHING)
    }
}

/// A block of cells shown as one; its value is in the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// First row, from 1.
    pub first_row: u32,
    /// Last row, from 1.
    pub last_row: u32,
    /// First column, from 0.
    pub first_column: u32,
    /// Last column, from 0.
    pub last_column: u32,
}

/// One sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// As written on its tab.
    pub name: String,
    /// Hidden by its keeper.
    pub hidden: bool,
    /// The rows that are not blank, from the top.
    pub rows: Vec<Row>,
    /// Merged blocks, if the file says (a CSV has none).
    pub merged: Vec<Merged>,
}

/// All sheets of a file, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Workbook {
    /// In the order of the tabs.
    pub sheets: Vec<Sheet>,
    /// Whether plain numbers that are meant as dates count from 1904. Cells with a date
    /// format ([`Cell::DateTime`]) never do.
    pub counts_from_1904: bool,
    /// What the reader should know, each one Indonesian sentence: macros and links
    /// were left alone, columns were left out.
    pub warnings: Vec<String>,
}
