//! Savings and loans member by member, as officers have them in a sheet: pasted, or as a file.

use std::collections::{BTreeMap, HashMap};

use kernel::{AccountCode, BookDate, Month, PartyId, Rupiah, fold};
use ledger::{Chart, PartyNeed};
use savings::Kind;
use sheets::{HeadingRole, columns_by_heading};
use spreadsheet::{Cell, Row, Workbook};

use crate::desk::opening::people::{Register, month_in};

/// Pinjaman anggota.
const LOAN: AccountCode = AccountCode(11_500);
/// Piutang dagang anggota.
const TAB: AccountCode = AccountCode(11_400);

/// Rows above the table among which its heading is looked for.
const HEADING_ROWS: usize = 20;
/// The most rows that are taken at once.
const ROWS: usize = 5_000;

/// How columns are headed.
const ROLES: [HeadingRole; 8] = [
    HeadingRole {
        role: "number",
        spellings: &["no anggota", "nomor anggota", "no", "nomor", "nia", "no induk", "nomor induk anggota"],
    },
    HeadingRole { role: "name", spellings: &["nama", "nama anggota", "nama lengkap", "nomor nama"] },
    HeadingRole { role: "pokok", spellings: &["pokok", "simpanan pokok", "simp pokok", "sp"] },
    HeadingRole { role: "wajib", spellings: &["wajib", "simpanan wajib", "simp wajib", "sw"] },
    HeadingRole {
        role: "sukarela",
        spellings: &["sukarela", "simpanan sukarela", "simp sukarela", "manasuka", "tabungan", "ss"],
    },
    HeadingRole {
        role: "pinjaman",
        spellings: &["pinjaman", "sisa pinjaman", "saldo pinjaman", "pinjaman anggota"],
    },
    HeadingRole {
        role: "kasbon",
        spellings: &["kasbon", "bon", "kasbon belanja", "piutang", "utang belanja"],
    },
    HeadingRole {
        role: "through",
        spellings: &[
            "wajib lunas sampai",
            "wajib lunas sampai bulan",
            "simpanan wajib lunas sampai",
            "lunas sampai",
            "lunas sampai bulan",
            "wajib sampai",
        ],
    },
];

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Number,
    Name,
    /// A number where it is one, else a name.
    Either,
    Amount(AccountCode),
    Through,
}

impl Holds {
    fn of(role: &str) -> Option<Self> {
        Some(match role {
            "number" => Self::Number,
            "name" => Self::Name,
            "pokok" => Self::Amount(Kind::Principal.account()),
            "wajib" => Self::Amount(Kind::Mandatory.account()),
            "sukarela" => Self::Amount(Kind::Voluntary.account()),
            "pinjaman" => Self::Amount(LOAN),
            "kasbon" => Self::Amount(TAB),
            "through" => Self::Through,
            _ => return None,
        })
    }

    /// The columns in the order that the page asks for, where no heading says another.
    fn usual(first_two_name: bool) -> Vec<Self> {
        let roles = ["pokok", "wajib", "sukarela", "pinjaman", "kasbon", "through"];
        let who = if first_two_name { vec![Self::Number, Self::Name] } else { vec![Self::Either] };
        who.into_iter().chain(roles.into_iter().filter_map(Self::of)).collect()
    }
}

/// What should stand between the cooperative and somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The row that says it.
    pub row: u32,
    pub party: PartyId,
    pub name: String,
    /// By account, on its own side; what is not named is left as it is.
    pub amounts: BTreeMap<AccountCode, Rupiah>,
    /// The last paid month of simpanan wajib.
    pub through: Option<Month>,
}

/// A row that cannot be used, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub row: u32,
    pub sentence: String,
}

/// A list as it was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    pub standings: Vec<Standing>,
    pub faults: Vec<Fault>,
}

/// The rows of a pasted text: tab between the cells, or `;` where there is no tab.
pub fn rows_of_text(text: &str) -> Vec<Row> {
    let separator = if text.contains('\t') { '\t' } else { ';' };
    let cell = |text: &str| match text.trim().trim_matches('"').trim() {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    };
    let row = |(number, line): (u32, &str)| {
        let cells: Vec<Cell> = line.split(separator).map(cell).collect();
        (!cells.iter().all(Cell::is_blank)).then_some(Row { number, hidden: false, cells })
    };
    (1..).zip(text.lines()).filter_map(row).collect()
}

/// The rows of the sheet that holds the list: the first with a heading, or the first at all.
pub fn rows_of_book(workbook: &Workbook) -> Vec<Row> {
    let headed = workbook.sheets.iter().find_map(|sheet| {
        let at = sheet.rows.iter().take(HEADING_ROWS).position(is_heading)?;
        sheet.rows.get(at..)
    });
    let first = || workbook.sheets.first().map(|sheet| sheet.rows.as_slice());
    headed.or_else(first).unwrap_or_default().to_vec()
}

/// The rows as a text that can be pasted again.
pub fn as_text(rows: &[Row]) -> String {
    let shown = |cell: &Cell| match cell {
        // A date would come out as a number of days.
        Cell::DateTime { .. } => sheets::date_of(cell, &sheets::DateHints::none(BookDate::MAX))
            .map_or_else(|_| cell.shown(), |found| found.date.to_string()),
        cell => cell.shown().replace(['\t', '\n', '\r'], " "),
    };
    let line = |row: &Row| row.cells.iter().map(shown).collect::<Vec<_>>().join("\t");
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn is_heading(row: &Row) -> bool {
    let found = columns_by_heading(row, &ROLES);
    let has = |roles: &[&str]| found.iter().any(|column| roles.contains(&column.role));
    has(&["number", "name"]) && found.len() >= 2
}

/// Understands a list: every row but heading and sums is a standing or a fault.
pub fn read(rows: &[Row], chart: &Chart, register: &Register, today: BookDate) -> Table {
    let (columns, rows) = match rows.split_first() {
        Some((first, rest)) if is_heading(first) => (headed(first, chart), rest),
        Some((first, _)) => (Holds::usual(names_after_number(first)), rows),
        None => return Table::default(),
    };
    let mut table = Table::default();
    let mut seen: HashMap<PartyId, u32> = HashMap::new();
    for row in rows.iter().filter(|row| !is_sum(row)).take(ROWS) {
        let read = standing(row, &columns, register, today).and_then(|standing| {
            match seen.insert(standing.party, row.number) {
                Some(first) => {
                    Err(format!("{} sudah ada di baris {first}. Hapus salah satu.", standing.name))
                }
                None => Ok(standing),
            }
        });
        match read {
            Ok(standing) => table.standings.push(standing),
            Err(sentence) => table.faults.push(Fault { row: row.number, sentence }),
        }
    }
    if let Some(row) = rows.get(ROWS) {
        let sentence = format!("Paling banyak {ROWS} baris sekaligus. Simpan sisanya sesudah ini.");
        table.faults.push(Fault { row: row.number, sentence });
    }
    table
}

/// The columns by their headings; an account whose balance belongs to somebody may be named too.
fn headed(row: &Row, chart: &Chart) -> Vec<Holds> {
    const NOTHING: Option<Holds> = None;
    let mut columns = vec![NOTHING; row.cells.len()];
    for found in columns_by_heading(row, &ROLES) {
        if let (Some(place), Some(holds)) = (columns.get_mut(found.column), Holds::of(found.role)) {
            *place = Some(holds);
        }
    }
    let named = |cell: &Cell| {
        let text = fold(&cell.shown());
        let of_somebody = chart.iter().filter(|account| account.party == PartyNeed::Required);
        let mut of_somebody =
            of_somebody.filter(|account| fold(&account.name) == text || account.code.to_string() == text);
        of_somebody.next().map(|account| Holds::Amount(account.code))
    };
    let has_name = columns.contains(&Some(Holds::Name));
    let column = |(place, cell): (Option<Holds>, &Cell)| match place.or_else(|| named(cell)) {
        // "No" beside a name counts the rows; alone it is the member's.
        Some(Holds::Number) if has_name && fold(&cell.shown()) == "no" => Holds::Amount(NOT_USED),
        Some(Holds::Number) if !has_name => Holds::Either,
        Some(holds) => holds,
        None => Holds::Amount(NOT_USED),
    };
    columns.into_iter().zip(&row.cells).map(column).collect()
}

/// No account: a column that is passed over.
const NOT_USED: AccountCode = AccountCode(0);

/// Whether the first cell is a number and the second a name.
fn names_after_number(row: &Row) -> bool {
    let is_number = |cell: &Cell| number_in(cell).is_some();
    let has_letters = row.cell(1).shown().chars().any(char::is_alphabetic);
    is_number(row.cell(0)) && has_letters && sheets::amount_of(row.cell(1)).is_err()
}

/// A row of sums below the table.
fn is_sum(row: &Row) -> bool {
    let first = row.cells.iter().find(|cell| !cell.is_blank()).map(|cell| fold(&cell.shown()));
    first.is_none_or(|text| matches!(text.split(' ').next(), Some("jumlah" | "total")))
}

/// The number of a member: `17`, `017`.
fn number_in(cell: &Cell) -> Option<i64> {
    let number = cell.whole().or_else(|| match cell {
        Cell::Text(text) => text.trim().parse().ok(),
        _ => None,
    });
    number.filter(|number| (1..1_000_000).contains(number))
}

fn standing(row: &Row, columns: &[Holds], register: &Register, today: BookDate) -> Result<Standing, String> {
    let (mut number, mut name) = (None, String::new());
    let mut amounts = BTreeMap::new();
    let mut through = None;
    for (holds, cell) in columns.iter().zip(&row.cells) {
        match holds {
            Holds::Number => number = number_in(cell).or(number),
            // Where a name is asked for, a number is one too.
            Holds::Either | Holds::Name => match number_in(cell) {
                Some(found) => number = Some(found),
                None => name = cell.shown().trim().to_owned(),
            },
            Holds::Through => through = month_in(cell, today)?,
            Holds::Amount(NOT_USED) => {}
            Holds::Amount(account) => {
                if let Some(amount) = amount(cell)? {
                    amounts.insert(*account, amount);
                }
            }
        }
    }
    let person = register.find(number, &name)?;
    let saves = amounts.keys().any(|account| Kind::of_account(*account).is_some());
    if saves && !person.member {
        return Err(format!("{} bukan anggota, jadi tidak bisa punya simpanan anggota.", person.name));
    }
    if let Some(through) = through
        && !amounts.contains_key(&Kind::Mandatory.account())
    {
        return Err(format!("Isi juga simpanan wajibnya, karena tertulis lunas sampai {}.", through.long()));
    }
    Ok(Standing { row: row.number, party: person.id, name: person.name.clone(), amounts, through })
}

fn amount(cell: &Cell) -> Result<Option<Rupiah>, String> {
    match sheets::amount_of(cell) {
        Ok(Some(amount)) if amount < Rupiah::ZERO => {
            Err("Tulis jumlahnya tanpa minus: simpanan dan pinjaman tidak pernah kurang dari nol.".to_owned())
        }
        Ok(amount) => Ok(amount),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use import::Person;
    use kernel::CooperativeId;
    use store::testing::TestDb;

    use super::*;
    use crate::installation::MIGRATIONS;

    const POKOK: AccountCode = AccountCode(31_100);
    const WAJIB: AccountCode = AccountCode(31_200);

    fn read_text(text: &str) -> Table {
        let today = BookDate::new(2026, 11, 24).unwrap();
        let test = TestDb::sqlite(&MIGRATIONS);
        let chart =
            test.db.read_blocking(|reader| ledger::chart_of(reader, CooperativeId(1), today)).unwrap();
        let person = |id, name: &str, number| Person {
            id: PartyId(id),
            name: name.to_owned(),
            number,
            member: number.is_some(),
        };
        let register = Register::new(vec![
            person(1, "Bu Contoh Marni", Some(17)),
            person(2, "Pak Contoh Jati", Some(18)),
            person(3, "Koperasi Contoh Bahari", None),
        ]);
        read(&rows_of_text(text), &chart, &register, today)
    }

    #[test]
    fn rows_are_read_in_the_usual_order_without_a_heading() {
        let table = read_text("17\t50.000\t120000\t\t\t\tDes 2025\n\nPak Contoh Jati;x\n018\tPak Jati\t5");
        assert_eq!(table.standings.len(), 1, "{table:?}");
        let marni = &table.standings[0];
        assert_eq!((marni.party, marni.through), (PartyId(1), Month::new(2025, 12)));
        assert_eq!(marni.amounts, [(POKOK, Rupiah(50_000)), (WAJIB, Rupiah(120_000))].into());
        assert_eq!(table.faults.iter().map(|fault| fault.row).collect::<Vec<_>>(), [3, 4]);
    }

    #[test]
    fn a_number_before_the_name_is_the_members() {
        let table = read_text("17;Bu Marni;50.000\n18;Pak Jati;25.000\nJumlah;;75.000");
        let amounts: Vec<_> = table.standings.iter().map(|row| row.amounts[&POKOK].0).collect();
        assert_eq!(amounts, [50_000, 25_000], "{table:?}");
        assert_eq!(table.faults, []);
    }

    #[test]
    fn headings_come_in_any_order_and_name_other_accounts_too() {
        let table = read_text(
            "No\tSimp. Wajib\tNama Anggota\tSimpanan Pokok (Rp)\tPinjaman koperasi lain\tCatatan\n\
             1\t40.000\tIbu Marni\t50.000\t\tlama\n2\t\tKoperasi Contoh Bahari\t\t9.000.000\t",
        );
        assert_eq!(table.faults, []);
        assert_eq!(table.standings[0].amounts, [(POKOK, Rupiah(50_000)), (WAJIB, Rupiah(40_000))].into());
        assert_eq!(table.standings[1].amounts, [(AccountCode(11_510), Rupiah(9_000_000))].into());
    }

    #[test]
    fn every_row_that_cannot_be_used_says_why() {
        let table = read_text(
            "Nama;Pokok;Wajib;Lunas sampai\nSiti Lain;50.000;;\nBu Marni;1.5;;\nBu Marni;-5.000;;\n\
             Bu Marni;50.000;;\n17;50.000;;\nPak Jati;50.000;;Des 2025\nKoperasi Contoh Bahari;50.000;;",
        );
        assert_eq!(table.standings.len(), 1);
        let says =
            ["belum ada", "titik ribuan", "tanpa minus", "sudah ada di baris 5", "Isi juga", "bukan anggota"];
        assert_eq!(table.faults.len(), says.len(), "{table:?}");
        for (fault, says) in table.faults.iter().zip(says) {
            assert!(fault.sentence.contains(says), "{fault:?} {says}");
        }
    }

    #[test]
    fn a_sheet_can_be_pasted_again() {
        let rows = rows_of_text("Nama;Pokok\nBu Marni;50.000");
        assert_eq!(rows_of_text(&as_text(&rows)), rows);
    }
}
