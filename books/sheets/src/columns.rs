//! Which column of a cash book is which.

use spreadsheet::{Cell, Merged, Row, Sheet};

use crate::answer::ColumnRole;
use crate::entry::letters;
use crate::heading::{ColumnFound, HeadingRole, columns_by_heading, one_line, role_of};
use crate::reading::QuestionKind;

pub(crate) const DATE: &str = "tanggal";
pub(crate) const DESCRIPTION: &str = "uraian";
pub(crate) const VOUCHER: &str = "bukti";
pub(crate) const IN: &str = "masuk";
pub(crate) const OUT: &str = "keluar";
pub(crate) const BALANCE: &str = "saldo";
pub(crate) const NOTE: &str = "keterangan";
pub(crate) const FEE: &str = "fee";
pub(crate) const NUMBER: &str = "nomor";
pub(crate) const WEEKDAY: &str = "hari";
pub(crate) const AMOUNT: &str = "jumlah";
pub(crate) const UNUSED: &str = "tidak dipakai";

/// How officers head the columns of a cash book. In a cash book *debet* is money in.
pub const CASH_BOOK_ROLES: [HeadingRole; 11] = [
    HeadingRole { role: NUMBER, spellings: &["no", "nomor", "no urut", "nomor urut", "nmr"] },
    HeadingRole {
        role: DATE,
        spellings: &[
            "tanggal",
            "tgl",
            "hari tanggal",
            "hari tgl",
            "tanggal transaksi",
            "tgl transaksi",
            "tanggal bukti",
            "tgl bukti",
            "tgl bln",
            "tgl bln thn",
            "tanggal bulan",
            "waktu",
            "date",
            "hari dan tanggal",
        ],
    },
    HeadingRole { role: WEEKDAY, spellings: &["hari"] },
    HeadingRole {
        role: DESCRIPTION,
        spellings: &[
            "uraian",
            "uraian transaksi",
            "jenis transaksi",
            "keterangan transaksi",
            "transaksi",
            "rincian",
            "perincian",
            "deskripsi",
            "nama transaksi",
            "uraian kegiatan",
            "penjelasan",
            "kegiatan",
            "nama kegiatan",
            "rincian transaksi",
            "uraian keterangan",
            "description",
            "jenis kegiatan",
        ],
    },
    HeadingRole {
        role: VOUCHER,
        spellings: &[
            "bukti",
            "no bukti",
            "nomor bukti",
            "kode bukti",
            "bukti transaksi",
            "no kwitansi",
            "nomor kwitansi",
            "kwitansi",
            "kuitansi",
            "no kuitansi",
            "no nota",
            "nota",
            "no bukti transaksi",
            "no ref",
            "ref",
            "bukti kas",
        ],
    },
    HeadingRole {
        role: IN,
        spellings: &[
            "debet",
            "debit",
            "masuk",
            "penerimaan",
            "uang masuk",
            "pemasukan",
            "kas masuk",
            "terima",
            "diterima",
            "jumlah masuk",
            "jumlah debet",
            "jumlah penerimaan",
            "dana masuk",
            "total masuk",
            "penerimaan kas",
        ],
    },
    HeadingRole {
        role: OUT,
        spellings: &[
            "kredit",
            "credit",
            "keluar",
            "pengeluaran",
            "uang keluar",
            "kas keluar",
            "dikeluarkan",
            "jumlah keluar",
            "jumlah kredit",
            "jumlah pengeluaran",
            "dana keluar",
            "total keluar",
            "pengeluaran kas",
        ],
    },
    HeadingRole {
        role: BALANCE,
        spellings: &[
            "saldo",
            "saldo akhir",
            "sisa",
            "saldo kas",
            "saldo bank",
            "saldo kas bank",
            "sisa saldo",
            "balance",
        ],
    },
    HeadingRole { role: NOTE, spellings: &["ket", "keterangan", "catatan", "note"] },
    HeadingRole { role: FEE, spellings: &["fee *", "biaya fee", "jasa fee"] },
    HeadingRole { role: AMOUNT, spellings: &["jumlah", "nominal", "mutasi", "jumlah uang", "nilai"] },
];

/// The columns of one table.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Columns {
    /// Every column with a heading: role, place, heading.
    found: Vec<ColumnFound>,
    /// Further columns under a merged heading: role and the last column.
    spans: Vec<(&'static str, usize)>,
    /// Columns with a heading that nobody knows.
    unknown: Vec<(usize, String)>,
}

/// A heading: where its table begins, and what is wrong with it if anything is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Heading {
    /// How many rows of the sheet stand above the table, the heading included.
    pub(crate) above: usize,
    /// Whether the last of these is a heading; a person may have named columns that have none.
    pub(crate) is_headed: bool,
    pub(crate) columns: Columns,
    pub(crate) doubt: Option<(QuestionKind, &'static str)>,
}

impl Columns {
    pub(crate) fn place(&self, role: &str) -> Option<usize> {
        self.found.iter().find(|column| column.role == role).map(|column| column.column)
    }

    /// The heading of a role as written.
    pub(crate) fn heading(&self, role: &str) -> &str {
        self.found.iter().find(|column| column.role == role).map_or("", |column| column.heading.as_str())
    }

    /// The cell of a role. Under a merged heading it is the one that is filled: "Rp" may
    /// have a narrow column of its own. `Err` if two are filled.
    pub(crate) fn cell<'a>(&self, row: &'a Row, role: &str) -> Result<&'a Cell, ()> {
        const NOTHING: &Cell = &Cell::Empty;
        let Some(first) = self.place(role) else { return Ok(NOTHING) };
        let last = self.spans.iter().find(|(known, _)| *known == role).map_or(first, |(_, last)| *last);
        let mut filled = (first..=last).map(|column| row.cell(column)).filter(|cell| !is_currency(cell));
        let cell = filled.next().unwrap_or(NOTHING);
        if filled.next().is_some() { Err(()) } else { Ok(cell) }
    }

    /// Filled cells of the row in columns without any heading, from the left.
    pub(crate) fn beside<'a>(&self, row: &'a Row) -> Vec<(usize, &'a Cell)> {
        let is_known = |column: usize| {
            let is_spanned = |found: &ColumnFound| {
                let last = self
                    .spans
                    .iter()
                    .find(|(role, _)| *role == found.role)
                    .map_or(found.column, |span| span.1);
                (found.column..=last).contains(&column)
            };
            self.found.iter().any(is_spanned) || self.unknown.iter().any(|(known, _)| *known == column)
        };
        let cells = row.cells.iter().enumerate();
        cells.filter(|(column, cell)| !is_known(*column) && !is_currency(cell)).collect()
    }

    /// Filled cells of the row under a heading that nobody knows.
    pub(crate) fn strange<'a>(&self, row: &'a Row) -> impl Iterator<Item = &'a Cell> {
        self.unknown.iter().map(|(column, _)| row.cell(*column)).filter(|cell| !cell.is_blank())
    }

    /// Headings that nobody knows, of columns with numbers in them.
    pub(crate) fn unused_amounts(&self, rows: &[Row]) -> impl Iterator<Item = &str> {
        let has_number = |column: usize| rows.iter().any(|row| matches!(row.cell(column), Cell::Number(_)));
        self.unknown
            .iter()
            .filter(move |(column, _)| has_number(*column))
            .map(|(_, heading)| heading.as_str())
    }

    /// Role and heading of every headed column, from the left.
    pub(crate) fn told(&self) -> Vec<(String, String)> {
        let mut all: Vec<(usize, String, String)> = self
            .found
            .iter()
            .map(|found| (found.column, found.role.to_owned(), found.heading.clone()))
            .collect();
        all.extend(self.unknown.iter().map(|(column, text)| (*column, UNUSED.to_owned(), text.clone())));
        all.sort();
        all.into_iter().map(|(_, role, heading)| (role, heading)).collect()
    }

    /// The columns as a person said they are. Headings stay as written; two columns under one merged
    /// heading stay together where the second was given nothing else.
    pub(crate) fn answered(&self, roles: &[ColumnRole]) -> Self {
        let mut columns = Self::default();
        for (column, role) in roles.iter().enumerate() {
            let heading = self.heading_at(column);
            match (role, heading) {
                (ColumnRole::Unused, None) => {}
                (ColumnRole::Unused, Some(heading)) => columns.unknown.push((column, heading.to_owned())),
                (role, heading) => columns.found.push(ColumnFound {
                    role: role.name(),
                    column,
                    heading: heading.map_or_else(|| format!("Kolom {}", letters(column)), str::to_owned),
                    misspelt: false,
                }),
            }
        }
        let beyond = self.unknown.iter().filter(|(column, _)| *column >= roles.len());
        columns.unknown.extend(beyond.cloned());
        let is_free = |column: usize| roles.get(column).is_none_or(|role| *role == ColumnRole::Unused);
        let stays = |(role, last): &&(&'static str, usize)| {
            columns
                .place(role)
                .is_some_and(|first| self.place(role) == Some(first) && (first + 1..=*last).all(is_free))
        };
        columns.spans = self.spans.iter().filter(stays).copied().collect();
        columns
    }

    /// The heading of a column as written, known or not.
    pub(crate) fn heading_at(&self, column: usize) -> Option<&str> {
        let known =
            self.found.iter().find(|found| found.column == column).map(|found| found.heading.as_str());
        let unknown = || self.unknown.iter().find(|(place, _)| *place == column);
        known.or_else(|| unknown().map(|(_, heading)| heading.as_str()))
    }

    /// What a column is taken for; nothing where its heading is not known.
    pub(crate) fn role_at(&self, column: usize) -> Option<&'static str> {
        self.found.iter().find(|found| found.column == column).map(|found| found.role)
    }

    fn has(&self, role: &str) -> bool {
        self.place(role).is_some()
    }

    fn count(&self, role: &str) -> usize {
        self.found.iter().filter(|column| column.role == role).count()
    }

    /// Whether this can be the heading of a cash book at all.
    fn is_table(&self) -> bool {
        let has_amount = self.has(IN) || self.has(OUT);
        has_amount && (self.has(DATE) || self.has(DESCRIPTION) || self.has(NOTE)) && self.found.len() >= 3
    }

    fn is_complete(&self) -> bool {
        self.is_table() && self.has(IN) && self.has(OUT)
    }

    /// Gives each text column one meaning: a second description is a remark, a remark
    /// alone is the description.
    fn settle(mut self) -> Self {
        if !self.has(DESCRIPTION)
            && let Some(note) = self.found.iter_mut().find(|column| column.role == NOTE)
        {
            note.role = DESCRIPTION;
        }
        let mut seen: Vec<&str> = Vec::new();
        let mut kept = Vec::new();
        for mut column in std::mem::take(&mut self.found) {
            if column.role == DESCRIPTION && seen.contains(&DESCRIPTION) && !seen.contains(&NOTE) {
                column.role = NOTE;
            }
            let may_repeat = matches!(column.role, IN | OUT | DATE);
            if seen.contains(&column.role) && !may_repeat {
                self.unknown.push((column.column, column.heading));
                continue;
            }
            seen.push(column.role);
            kept.push(column);
        }
        self.found = kept;
        self
    }

    fn doubt(&self) -> Option<(QuestionKind, &'static str)> {
        if self.count(IN) > 1 || self.count(OUT) > 1 || self.count(DATE) > 1 {
            let message = "Lembar ini punya beberapa tabel atau beberapa kolom jumlah: pisahkan sehingga satu lembar \
                           berisi satu buku.";
            return Some((QuestionKind::WhichTable, message));
        }
        None
    }
}

/// Finds the heading of a sheet: one row, or two of which the upper groups the lower.
pub(crate) fn find_heading(sheet: &Sheet) -> Option<Heading> {
    const LOOKED_AT: usize = 40;
    for (place, row) in sheet.rows.iter().enumerate().take(LOOKED_AT) {
        let one = columns_of_row(row, &sheet.merged);
        let (last, columns) = match sheet.rows.get(place + 1).map(|below| two_rows(row, below, &sheet.merged))
        {
            Some(two) if two.is_table() && !one.is_complete() && two.found.len() > one.found.len() => {
                (place + 1, two)
            }
            _ if one.is_table() => (place, one),
            _ => continue,
        };
        let columns = columns.settle();
        let doubt = columns.doubt();
        return Some(Heading { above: last + 1, is_headed: true, columns, doubt });
    }
    None
}

/// Two rows as one heading, unless the lower says as much without the upper: then the
/// upper is a title.
fn two_rows(upper: &Row, lower: &Row, merged: &[Merged]) -> Columns {
    let (two, alone) = (columns_of_two(upper, lower, merged), columns_of_row(lower, merged));
    if alone.is_table() && alone.found.len() >= two.found.len() { Columns::default() } else { two }
}

/// Whether a row inside of a table repeats a heading, and which.
pub(crate) fn repeated(row: &Row) -> Option<Columns> {
    let is_word = |cell: &Cell| match cell {
        Cell::Text(text) => !text.contains(|letter: char| letter.is_ascii_digit()),
        other => other.is_blank(),
    };
    if !row.cells.iter().all(is_word) {
        return None;
    }
    let columns = columns_of_row(row, &[]);
    columns.is_table().then(|| columns.settle())
}

/// Whether a row only counts the columns, as printed forms do: 1, 2, 3, 4, or (1), (2), "7=5-6".
pub(crate) fn is_numbering(row: &Row) -> bool {
    const ENOUGH: usize = 4;
    let number = |cell: &Cell| match cell {
        Cell::Text(text) => {
            let digits = text.trim().trim_start_matches('(');
            let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
            digits.get(..end).and_then(|digits| digits.parse().ok())
        }
        other => other.whole(),
    };
    let filled: Vec<Option<i64>> = row.cells.iter().filter(|cell| !cell.is_blank()).map(number).collect();
    filled.len() >= ENOUGH && filled.iter().zip(1..).all(|(found, counted)| *found == Some(counted))
}

impl Columns {
    /// Whether the amounts stand in the same columns.
    pub(crate) fn agrees(&self, other: &Self) -> bool {
        [IN, OUT, DATE].iter().all(|role| self.place(role) == other.place(role))
    }
}

fn columns_of_row(row: &Row, merged: &[Merged]) -> Columns {
    let found = columns_by_heading(row, &CASH_BOOK_ROLES);
    let mut columns = Columns { found, ..Columns::default() };
    for (column, cell) in row.cells.iter().enumerate() {
        if !cell.is_blank() && !columns.found.iter().any(|known| known.column == column) {
            columns.unknown.push((column, one_line(&cell.shown())));
        }
    }
    columns.spans = spans(&columns.found, |_| row.number, merged);
    columns
}

/// Two rows of headings: the lower decides, the upper fills in and groups.
fn columns_of_two(upper: &Row, lower: &Row, merged: &[Merged]) -> Columns {
    let is_text = |row: &Row| row.cells.iter().all(|cell| matches!(cell, Cell::Empty | Cell::Text(_)));
    let mut columns = Columns::default();
    if !is_text(lower) || !is_text(upper) {
        return columns;
    }
    for column in 0..upper.cells.len().max(lower.cells.len()) {
        let (above, below) = (one_line(&upper.cell(column).shown()), one_line(&lower.cell(column).shown()));
        let joined = format!("{above} {below}");
        let candidates = [below.as_str(), joined.trim(), above.as_str()];
        let known =
            candidates.iter().find_map(|text| role_of(text, &CASH_BOOK_ROLES).map(|found| (found, *text)));
        match known {
            // A group ("Mutasi", "Transaksi") has its columns below it.
            Some(((_, _), text))
                if text == above && below.is_empty() && is_group(upper, lower, column, merged) =>
            {
                columns.unknown.push((column, above.clone()));
            }
            Some(((role, misspelt), text)) => {
                columns.found.push(ColumnFound { role, column, heading: text.to_owned(), misspelt });
            }
            None if joined.trim().is_empty() => {}
            None => columns.unknown.push((column, one_line(&joined))),
        }
    }
    let row_of = |column: usize| if lower.cell(column).is_blank() { upper.number } else { lower.number };
    columns.spans = spans(&columns.found, row_of, merged);
    columns
}

/// Whether the upper heading is merged over columns that have headings of their own.
fn is_group(upper: &Row, lower: &Row, column: usize, merged: &[Merged]) -> bool {
    let Some(block) = block_at(upper.number, column, merged) else { return false };
    let last = usize::try_from(block.last_column).unwrap_or(column);
    (column..=last).any(|inner| !lower.cell(inner).is_blank())
}

fn block_at(row: u32, column: usize, merged: &[Merged]) -> Option<&Merged> {
    let column = u32::try_from(column).ok()?;
    merged.iter().find(|block| block.first_row == row && block.first_column == column)
}

/// The last column under each heading that is merged to the right.
fn spans(
    found: &[ColumnFound],
    row_of: impl Fn(usize) -> u32,
    merged: &[Merged],
) -> Vec<(&'static str, usize)> {
    let mut spans = Vec::new();
    for column in found {
        let Some(block) = block_at(row_of(column.column), column.column, merged) else { continue };
        let last = usize::try_from(block.last_column).unwrap_or(column.column);
        let is_free = found.iter().all(|other| other.column <= column.column || other.column > last);
        if last > column.column && is_free {
            spans.push((column.role, last));
        }
    }
    spans
}

/// Nothing but "Rp" or a colon.
fn is_currency(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => {
            matches!(text.trim().to_lowercase().trim_end_matches(['.', ':']), "rp" | "" | "idr")
        }
        other => other.is_blank(),
    }
}
