//! The sheets of a workbook that hold members, and which column is what.

use std::collections::BTreeMap;

use kernel::fold;
use sheets::{HeadingRole, columns_by_heading};
use spreadsheet::{Row, Workbook};

/// Rows above a table among which its heading is looked for.
const HEADING_ROWS: usize = 30;

/// What a column of a register holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    Count,
    Number,
    Nik,
    Name,
    Address,
    Phone,
    Joined,
    Village,
    Domicile,
    Principal,
    Mandatory,
    Voluntary,
    PaidThrough,
}

impl Field {
    /// As a report names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Count | Self::Number => "no anggota",
            Self::Nik => "nik",
            Self::Name => "nama",
            Self::Address => "alamat",
            Self::Phone => "telepon",
            Self::Joined => "tanggal masuk",
            Self::Village => "kelurahan",
            Self::Domicile => "bukti domisili",
            Self::Principal => "simpanan pokok",
            Self::Mandatory => "simpanan wajib",
            Self::Voluntary => "simpanan sukarela",
            Self::PaidThrough => "wajib lunas sampai",
        }
    }

    fn of_role(role: &str) -> Option<Self> {
        ROLES.iter().find(|(_, known)| known.role == role).map(|(field, _)| *field)
    }
}

const fn role(role: &'static str, spellings: &'static [&'static str]) -> HeadingRole {
    HeadingRole { role, spellings }
}

/// How columns are headed.
const ROLES: [(Field, HeadingRole); 13] = [
    (Field::Count, role("count", &["no", "nomor", "no urut", "nomor urut"])),
    (
        Field::Number,
        role(
            "number",
            &[
                "no anggota",
                "nomor anggota",
                "no angg",
                "nomor induk anggota",
                "no induk anggota",
                "no induk",
                "nia",
                "no buku anggota",
                "id anggota",
            ],
        ),
    ),
    (
        Field::Nik,
        role(
            "nik",
            &[
                "nik",
                "no nik",
                "nomor nik",
                "no ktp",
                "nomor ktp",
                "ktp",
                "nik ktp",
                "no ktp nik",
                "nik no ktp",
            ],
        ),
    ),
    (
        Field::Name,
        role("name", &["nama", "nama anggota", "nama lengkap", "nama lengkap anggota", "nama sesuai ktp"]),
    ),
    (
        Field::Address,
        role(
            "address",
            &["alamat", "alamat lengkap", "alamat ktp", "alamat sesuai ktp", "alamat rumah", "alamat rt rw"],
        ),
    ),
    (
        Field::Phone,
        role(
            "phone",
            &[
                "telepon",
                "telpon",
                "telp",
                "tlp",
                "hp",
                "no hp",
                "nomor hp",
                "no telp",
                "no telepon",
                "nomor telepon",
                "hp wa",
                "no hp wa",
                "wa",
                "no wa",
                "whatsapp",
                "no telp hp",
                "telepon hp",
            ],
        ),
    ),
    (
        Field::Joined,
        role(
            "joined",
            &[
                "tanggal masuk",
                "tgl masuk",
                "tanggal bergabung",
                "tgl bergabung",
                "tanggal daftar",
                "tgl daftar",
                "tanggal mendaftar",
                "tanggal menjadi anggota",
                "tgl menjadi anggota",
                "tanggal masuk anggota",
                "tgl masuk anggota",
                "mulai anggota",
                "bergabung",
                "masuk",
            ],
        ),
    ),
    (
        Field::Village,
        role("village", &["kelurahan", "desa", "kelurahan desa", "desa kelurahan", "kel", "kel desa"]),
    ),
    (
        Field::Domicile,
        role(
            "domicile",
            &[
                "bukti domisili",
                "domisili",
                "surat domisili",
                "keterangan domisili",
                "surat keterangan domisili",
            ],
        ),
    ),
    (Field::Principal, role("principal", &["simpanan pokok", "pokok", "simp pokok", "sp"])),
    (
        Field::Mandatory,
        role("mandatory", &["simpanan wajib", "wajib", "simp wajib", "sw", "jumlah simpanan wajib"]),
    ),
    (
        Field::Voluntary,
        role("voluntary", &["simpanan sukarela", "sukarela", "simp sukarela", "manasuka", "tabungan", "ss"]),
    ),
    (
        Field::PaidThrough,
        role(
            "paid",
            &[
                "wajib lunas sampai",
                "wajib lunas sampai bulan",
                "simpanan wajib lunas sampai",
                "lunas sampai",
                "lunas sampai bulan",
                "wajib sampai",
            ],
        ),
    ),
];

/// A row with where it stands. Not printed anywhere: a NIK is in it.
#[derive(Clone)]
pub struct Listed {
    pub sheet: String,
    pub row: Row,
    pub columns: BTreeMap<Field, usize>,
}

/// The rows of a register that name somebody.
#[derive(Clone, Default)]
pub struct List {
    pub rows: Vec<Listed>,
}

/// Finds the rows of all sheets that are headed as a register. Nothing is judged yet.
///
/// # Errors
/// The sentence where no sheet is, or where one lacks a column that nobody can be taken without.
pub fn read(workbook: &Workbook) -> Result<List, String> {
    let mut list = List::default();
    let mut found_heading = false;
    for sheet in workbook.sheets.iter().filter(|sheet| !sheet.hidden) {
        let mut rows = sheet.rows.iter().take(HEADING_ROWS).enumerate();
        let Some((at, columns)) = rows.find_map(|(at, row)| Some((at, columns(row)?))) else { continue };
        if !columns.contains_key(&Field::Address) {
            return Err(format!(
                "Kolom Alamat tidak ada di lembar {}. Tambahkan kolomnya, isi sesuai KTP, lalu coba lagi.",
                sheet.name
            ));
        }
        found_heading = true;
        let below = sheet.rows.iter().skip(at + 1).filter(|row| names_somebody(row, &columns));
        list.rows.extend(below.map(|row| Listed {
            sheet: sheet.name.clone(),
            row: row.clone(),
            columns: columns.clone(),
        }));
    }
    if found_heading {
        return Ok(list);
    }
    Err("Judul kolomnya tidak ditemukan. Beri judul Nama dan NIK di atas daftarnya, lalu coba lagi."
        .to_owned())
}

/// The columns of a row that is a heading: it has a name and a NIK.
fn columns(row: &Row) -> Option<BTreeMap<Field, usize>> {
    let roles = ROLES.map(|(_, role)| role);
    let mut columns = BTreeMap::new();
    for found in columns_by_heading(row, &roles) {
        // What stands there twice is what it was the first time: "Nama" of a spouse comes later.
        columns.entry(Field::of_role(found.role)?).or_insert(found.column);
    }
    let is_heading = columns.contains_key(&Field::Name) && columns.contains_key(&Field::Nik);
    is_heading.then_some(columns)
}

/// Not a row of numbered columns, sums or nothing.
fn names_somebody(row: &Row, columns: &BTreeMap<Field, usize>) -> bool {
    let cell = |field: Field| columns.get(&field).map(|column| row.cell(*column));
    let filled = |field: Field| cell(field).is_some_and(|cell| !cell.is_blank());
    if !filled(Field::Name) && !filled(Field::Nik) {
        return false;
    }
    let first = row.cells.iter().find(|cell| !cell.is_blank()).map(|cell| fold(&cell.shown()));
    let is_sum = first.is_some_and(|text| matches!(text.split(' ').next(), Some("jumlah" | "total")));
    // Under the heading officers number the columns: 1, 2, 3.
    let numbered = |field: Field| cell(field).is_some_and(|cell| cell.shown().trim().len() <= 2);
    let is_numbering = numbered(Field::Nik) && filled(Field::Nik) && numbered(Field::Name);
    !is_sum && !is_numbering
}
