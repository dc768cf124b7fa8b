//! What a document is made of: headings, tables of cells, a foot.

use kernel::{BookDate, Rupiah};

/// A statement, a book, a letter or a list, ready to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Whose it is; the first line, above the title.
    pub owner: String,
    /// What stands below the owner's name in the letterhead, a line each: legal number, address.
    pub letterhead: Vec<String>,
    /// What it is: "Neraca".
    pub title: String,
    /// What else the head says, a line each: the period, the unit.
    pub subtitle: Vec<String>,
    /// What it says, from top to bottom.
    pub parts: Vec<Part>,
    /// What stands below, a line each: whether it balances, how far the books are closed.
    pub footer: Vec<String>,
    /// Who signs it, and where and when.
    pub signing: Option<Signing>,
    /// What ties it to the books.
    pub seal: Option<SealMark>,
    /// On what it is printed.
    pub paper: Paper,
}

/// One part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// The name of what follows.
    Heading(String),
    /// Words, wrapped to the width of the paper.
    Paragraph(String),
    /// A clause: its number or mark, and its words, set in.
    Item(String, String),
    /// A table.
    Table(Table),
    /// What follows begins on a new page, headed by this name unless a heading follows; in a workbook,
    /// on a new sheet of that name.
    NewPage(String),
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signing {
    /// "Pangkalpinang, 30 November 2026".
    pub place_and_date: String,
    /// Those who sign, from left to right.
    pub signers: Vec<Signer>,
}

/// One who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// "Ketua".
    pub office: String,
    /// The name below the line; empty where it is written by hand.
    pub name: String,
}

/// What ties a paper to the books it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealMark {
    /// The line beside the code: "Segel Oktober 2026: 3f2a…".
    pub text: String,
    /// What the QR code says.
    pub code: String,
}

/// On what a document is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// A4 upright.
    #[default]
    A4,
    /// A4 laid sideways: columns beyond those of an upright page.
    A4Wide,
    /// A5 upright.
    A5,
    /// A roll of 58 mm, as long as it takes.
    Roll58,
    /// A4 laid sideways in a frame, all centred: to be hung on a wall.
    Certificate,
}

impl Document {
    /// An upright page with nothing on it yet.
    pub fn new(owner: &str, title: &str) -> Self {
        Self {
            owner: owner.to_owned(),
            letterhead: Vec::new(),
            title: title.to_owned(),
            subtitle: Vec::new(),
            parts: Vec::new(),
            footer: Vec::new(),
            signing: None,
            seal: None,
            paper: Paper::A4,
        }
    }

    /// The tables, in their order.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.parts.iter().filter_map(|part| match part {
            Part::Table(table) => Some(table),
            _ => None,
        })
    }
}

/// One table. Every row has a cell for every column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// A line above it, or empty.
    pub heading: String,
    /// The columns from left to right.
    pub columns: Vec<Column>,
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
    /// The rows below the double line.
    pub totals: Vec<Row>,
}

/// A column: its name, and what stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The heading.
    pub name: String,
    /// On which side it lines up.
    pub align: Align,
    /// What stands in it.
    pub kind: Kind,
}

/// On which side a column lines up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words and dates.
    Left,
    /// Figures.
    Right,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A count, without grouping.
    Number,
    /// Whole rupiah.
    Money,
    /// Whole rupiah that run on from row to row: what is left after each, never summed.
    Balance,
    /// A day.
    Date,
}

/// What a row is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// One of many.
    Plain,
    /// The name of a group; the details follow.
    Heading,
    /// One of a group, set in.
    Detail,
    /// The sum of a group.
    Subtotal,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is for.
    pub kind: RowKind,
    /// A cell for every column; missing ones are empty.
    pub cells: Vec<Cell>,
}

/// What stands in one place of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing; not even zero.
    Empty,
    /// Words.
    Text(String),
    /// A count, such as the number of a row.
    Number(i64),
    /// Whole rupiah; nothing is shown as `–`, a negative in parentheses.
    Money(Rupiah),
    /// A day.
    Date(BookDate),
}

impl Table {
    /// Whether a column has an amount in parentheses: then all others leave room for the closing one, so
    /// that the digits line up.
    pub(crate) fn hangs(&self, column: usize) -> bool {
        let mut rows = self.rows.iter().chain(&self.totals);
        rows.any(|row| matches!(row.cell(column), Cell::Money(amount) if amount.0 < 0))
    }
}

impl Column {
    /// A column of words.
    pub fn text(name: &str) -> Self {
        Self { name: name.to_owned(), align: Align::Left, kind: Kind::Text }
    }

    /// A column of counts.
    pub fn number(name: &str) -> Self {
        Self { name: name.to_owned(), align: Align::Right, kind: Kind::Number }
    }

    /// A column of whole rupiah.
    pub fn money(name: &str) -> Self {
        Self { name: name.to_owned(), align: Align::Right, kind: Kind::Money }
    }

    /// A column of what is left after each row, in whole rupiah.
    pub fn balance(name: &str) -> Self {
        Self { name: name.to_owned(), align: Align::Right, kind: Kind::Balance }
    }

    /// A column of days.
    pub fn date(name: &str) -> Self {
        Self { name: name.to_owned(), align: Align::Left, kind: Kind::Date }
    }
}

impl Row {
    /// One of many.
    pub fn plain(cells: Vec<Cell>) -> Self {
        Self { kind: RowKind::Plain, cells }
    }

    /// The name of a group, in the column of that number (the first is 0).
    pub fn heading(column: usize, name: &str) -> Self {
        let mut cells = vec![Cell::Empty; column];
        cells.push(Cell::Text(name.to_owned()));
        Self { kind: RowKind::Heading, cells }
    }

    /// One of a group.
    pub fn detail(cells: Vec<Cell>) -> Self {
        Self { kind: RowKind::Detail, cells }
    }

    /// The sum of a group.
    pub fn subtotal(cells: Vec<Cell>) -> Self {
        Self { kind: RowKind::Subtotal, cells }
    }

    /// The cell of a column; empty where the row has none.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }

    /// Whether the words of this column are the ones that a detail sets in: the first words of the row
    /// that are not an account code, so that codes stay in line.
    pub(crate) fn sets_in(&self, column: usize) -> bool {
        let is_name =
            |cell: &Cell| matches!(cell, Cell::Text(text) if !text.bytes().all(|b| b.is_ascii_digit()));
        self.kind == RowKind::Detail && self.cells.iter().position(is_name) == Some(column)
    }

    /// The words of a row that only names: all its cells in one line.
    pub(crate) fn joined(&self) -> String {
        let words: Vec<String> = self.cells.iter().map(Cell::shown).filter(|text| !text.is_empty()).collect();
        words.join(" ")
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<Rupiah> for Cell {
    fn from(amount: Rupiah) -> Self {
        Self::Money(amount)
    }
}

impl From<BookDate> for Cell {
    fn from(date: BookDate) -> Self {
        Self::Date(date)
    }
}

impl From<kernel::AccountCode> for Cell {
    fn from(code: kernel::AccountCode) -> Self {
        Self::Text(code.to_string())
    }
}

impl Cell {
    /// An amount, or nothing at all where it is zero: the empty side of a book.
    pub fn money_or_empty(amount: Rupiah) -> Self {
        if amount.is_zero() { Self::Empty } else { Self::Money(amount) }
    }

    /// As people read it.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Money(amount) => amount.plain(),
            Self::Date(date) => date.short(),
        }
    }
}
