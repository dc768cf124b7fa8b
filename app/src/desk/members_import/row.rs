//! One row of a register, read and judged by itself.

use kernel::{BookDate, Month, Nik, NikError, Rupiah};
use sheets::DateHints;
use spreadsheet::Cell;

use crate::desk::members_import::columns::{Field, Listed};
use crate::desk::members_import::report::Problem;
use crate::desk::opening::month_in;

/// Somebody as a row names him or her. Not printed anywhere: the NIK is in it.
pub struct Candidate {
    pub sheet: String,
    pub row: u32,
    pub name: String,
    pub nik: Nik,
    pub address: String,
    pub phone: String,
    pub joined: Option<BookDate>,
    /// The number, and whether its column is surely that of members' numbers.
    pub number: Option<(i64, bool)>,
    pub village: String,
    pub domicile: String,
    pub principal: Rupiah,
    pub mandatory: Rupiah,
    pub voluntary: Rupiah,
    pub paid_through: Option<Month>,
}

impl Candidate {
    /// A fault of this row.
    pub fn problem(&self, field: Field, message: impl ToString) -> Problem {
        let (sheet, row) = (self.sheet.clone(), self.row);
        Problem { sheet, row, field: field.name(), message: message.to_string() }
    }

    /// Everything that is saved.
    pub fn savings(&self) -> Rupiah {
        [self.principal, self.mandatory, self.voluntary].into_iter().sum()
    }
}

/// Reads a row; all its faults at once, so that it is mended at once.
///
/// # Errors
/// One problem a field.
pub fn read(listed: &Listed, today: BookDate) -> Result<Candidate, Vec<Problem>> {
    let mut reader = Cells { listed, problems: Vec::new() };
    let nik = reader.nik(today);
    let name = reader.text(Field::Name);
    if name.is_empty() {
        let sentence = format!("Nama di baris {} kosong. Isi sesuai KTP.", listed.row.number);
        reader.refuse(Field::Name, sentence);
    }
    let address = reader.text(Field::Address);
    if address.is_empty() {
        let sentence = format!("Alamat di baris {} kosong. Isi sesuai KTP.", listed.row.number);
        reader.refuse(Field::Address, sentence);
    }
    let joined = reader.joined(today);
    let [principal, mandatory, voluntary] =
        [Field::Principal, Field::Mandatory, Field::Voluntary].map(|field| reader.amount(field));
    let month = month_in(reader.cell(Field::PaidThrough), today);
    let paid_through = month.unwrap_or_else(|sentence| {
        reader.refuse(Field::PaidThrough, sentence);
        None
    });
    let (number, phone) = (reader.number(), reader.phone());
    let (village, domicile) = (reader.text(Field::Village), reader.text(Field::Domicile));
    match (nik, reader.problems.is_empty()) {
        (Some(nik), true) => Ok(Candidate {
            sheet: listed.sheet.clone(),
            row: listed.row.number,
            name,
            nik,
            address,
            phone,
            joined,
            number,
            village,
            domicile,
            principal,
            mandatory,
            voluntary,
            paid_through,
        }),
        _ => Err(reader.problems),
    }
}

struct Cells<'l> {
    listed: &'l Listed,
    problems: Vec<Problem>,
}

impl Cells<'_> {
    fn cell(&self, field: Field) -> &Cell {
        const NOTHING: &Cell = &Cell::Empty;
        self.listed.columns.get(&field).map_or(NOTHING, |column| self.listed.row.cell(*column))
    }

    fn refuse(&mut self, field: Field, message: impl ToString) {
        let (sheet, row) = (self.listed.sheet.clone(), self.listed.row.number);
        self.problems.push(Problem { sheet, row, field: field.name(), message: message.to_string() });
    }

    /// What stands in a cell, in one line; a dash is nothing.
    fn text(&self, field: Field) -> String {
        let cell = self.cell(field);
        let shown = cell.whole().map_or_else(|| cell.shown(), |number| number.to_string());
        let text = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        if matches!(text.as_str(), "-" | "–" | "'") { String::new() } else { text }
    }

    /// A spreadsheet program keeps fifteen digits of a number and makes the sixteenth a zero: such a NIK
    /// is refused, because another person's may come out.
    fn nik(&mut self, today: BookDate) -> Option<Nik> {
        let row = self.listed.row.number;
        let (is_number, text) = (matches!(self.cell(Field::Nik), Cell::Number(_)), self.text(Field::Nik));
        let lost = || {
            format!(
                "NIK di baris {row} tersimpan sebagai angka, sehingga angka terakhirnya hilang. Jadikan \
                 kolomnya teks, lalu ketik ulang NIK-nya."
            )
        };
        if is_number && text.len() >= 16 && text.ends_with('0') {
            self.refuse(Field::Nik, lost());
            return None;
        }
        match Nik::parse(text.trim_start_matches('\''), today) {
            Ok(nik) => return Some(nik),
            Err(NikError::Empty) => {
                self.refuse(Field::Nik, format!("NIK di baris {row} kosong. Isi sesuai KTP."));
            }
            Err(NikError::NotDigits) if text.to_lowercase().contains("e+") => self.refuse(Field::Nik, lost()),
            Err(error) => self.refuse(Field::Nik, error),
        }
        None
    }

    fn joined(&mut self, today: BookDate) -> Option<BookDate> {
        let cell = self.cell(Field::Joined);
        if cell.is_blank() || self.text(Field::Joined).is_empty() {
            return None;
        }
        match sheets::date_of(cell, &DateHints::none(today)) {
            Ok(found) => Some(found.date),
            Err(fault) => {
                self.refuse(Field::Joined, fault);
                None
            }
        }
    }

    fn amount(&mut self, field: Field) -> Rupiah {
        match sheets::amount_of(self.cell(field)) {
            Ok(Some(amount)) if amount < Rupiah::ZERO => {
                self.refuse(field, "Tulis jumlahnya tanpa minus: simpanan tidak pernah kurang dari nol.");
                Rupiah::ZERO
            }
            Ok(amount) => amount.unwrap_or(Rupiah::ZERO),
            Err(error) => {
                self.refuse(field, error);
                Rupiah::ZERO
            }
        }
    }

    /// The member's number: of its own column, or else the count of the rows, which registers on paper use
    /// as number.
    fn number(&mut self) -> Option<(i64, bool)> {
        let has_own = self.listed.columns.contains_key(&Field::Number);
        let text = self.text(if has_own { Field::Number } else { Field::Count });
        if text.is_empty() {
            return None;
        }
        let digits: String = text.chars().rev().take_while(char::is_ascii_digit).collect();
        let digits: String = digits.chars().rev().collect();
        match digits.parse::<i64>() {
            Ok(number) if (1..1_000_000).contains(&number) => Some((number, has_own)),
            _ if !has_own => None,
            _ => {
                self.refuse(Field::Number, "Tulis nomor anggota dengan angka, misalnya 17 atau 017.");
                None
            }
        }
    }

    /// A number kept as a number has lost its first zero.
    fn phone(&self) -> String {
        let text = self.text(Field::Phone);
        if text.starts_with('8') { format!("0{text}") } else { text }
    }
}
