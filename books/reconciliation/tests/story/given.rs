//! What the stories start from, in the words of the field.

use kernel::{AccountCode, BookDate, CooperativeId, EntryId, Month, Rupiah, Timestamp, UnitCode, UserId};
use ledger::{Book, Entry, Line};
use reconciliation::{
    Acceptance, Imported, LineId, Proposal, ReconciliationError, ReconciliationState, Upload,
};
use rust_xlsxwriter::Workbook;
use store::testing::{TestDb, on_both_engines};

pub const HERE: CooperativeId = CooperativeId(1);
pub const BY: UserId = UserId(5);
/// 24 November 2026, 10.00 WIB.
pub const AT: Timestamp = Timestamp(1_795_489_200_000_000);
pub const CASH: AccountCode = AccountCode(11_100);
pub const BANK: AccountCode = AccountCode(11_200);
pub const CAPITAL: AccountCode = AccountCode(31_900);

pub fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

pub fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

pub fn story(tell: impl Fn(&TestDb)) {
    on_both_engines(&[ledger::MIGRATIONS, reconciliation::MIGRATIONS], tell);
}

/// Money that came to an account (or went, where negative), from capital.
pub fn post_on(
    test: &TestDb,
    account: AccountCode,
    unit: UnitCode,
    date: &str,
    amount: i64,
    text: &str,
) -> EntryId {
    let entry = Entry {
        cooperative: HERE,
        date: day(date),
        book: if amount > 0 { Book::BankIn } else { Book::BankOut },
        description: text.to_owned(),
        note: String::new(),
        act: "test.act",
        rule: String::new(),
        voucher: None,
        reverses: None,
        by: BY,
        at: AT,
        lines: vec![
            Line::debit(account, Rupiah(amount)).unit(unit),
            Line::credit(CAPITAL, Rupiah(amount)).unit(unit),
        ],
    };
    test.db.write_blocking(move |tx| ledger::post(tx, &entry)).unwrap().entry
}

pub fn post(test: &TestDb, date: &str, amount: i64, text: &str) -> EntryId {
    post_on(test, BANK, UnitCode::OFFICE, date, amount, text)
}

pub fn reverse(test: &TestDb, entry: EntryId, date: &str) {
    let date = day(date);
    test.db.write_blocking(move |tx| ledger::reverse(tx, HERE, entry, date, "salah catat", BY, AT)).unwrap();
}

/// The statement of October of a bank whose layout is known: opening 5,000,000, closing 5,636,500.
pub const OCTOBER: &str = "Tanggal,Uraian Transaksi,Teller,Debet,Kredit,Saldo\n\
    05/10/26,SETOR TUNAI BU CONTOH MELATI,0123,0.00,\"500,000.00\",\"5,500,000.00\"\n\
    12/10/26,TRF DARI TOKO CONTOH BAKAU,0123,0.00,\"150,000.00\",\"5,650,000.00\"\n\
    20/10/26,BIAYA ADM,0000,\"15,000.00\",0.00,\"5,635,000.00\"\n\
    31/10/26,BUNGA TABUNGAN,0000,0.00,\"1,500.00\",\"5,636,500.00\"\n";

pub fn upload(name: &str, bytes: impl Into<Vec<u8>>, through: &str) -> Upload {
    Upload {
        cooperative: HERE,
        account: BANK,
        name: name.to_owned(),
        bytes: bytes.into(),
        through: day(through),
        closing: None,
        by: BY,
        at: AT,
    }
}

pub fn import(test: &TestDb, upload: &Upload) -> Result<Imported, ReconciliationError> {
    let asked = upload.clone();
    let opened = test.db.read_blocking(move |reader| reconciliation::open(reader, &asked))?;
    test.db.write_blocking(move |tx| reconciliation::import(tx, &opened))
}

pub fn import_october(test: &TestDb) {
    import(test, &upload("BRI Oktober.csv", OCTOBER, "2026-10-31")).unwrap();
}

pub fn state(test: &TestDb, of: &str) -> ReconciliationState {
    let of = month(of);
    test.db.read_blocking(move |reader| reconciliation::state(reader, HERE, BANK, of)).unwrap()
}

pub fn proposals(test: &TestDb, of: &str) -> Vec<Proposal> {
    let of = month(of);
    test.db.read_blocking(move |reader| reconciliation::proposals(reader, HERE, BANK, of)).unwrap()
}

pub fn accept(test: &TestDb, accepted: &[(LineId, &[EntryId])]) -> Result<usize, ReconciliationError> {
    let accepted: Vec<Acceptance> = accepted
        .iter()
        .map(|(line, entries)| Acceptance { line: *line, entries: entries.to_vec() })
        .collect();
    test.db.write_blocking(move |tx| reconciliation::accept(tx, HERE, BANK, &accepted, (BY, AT)))
}

pub fn accept_all(test: &TestDb, of: &str) -> usize {
    let found = proposals(test, of);
    let all: Vec<(LineId, &[EntryId])> =
        found.iter().map(|proposal| (proposal.line, proposal.entries.as_slice())).collect();
    accept(test, &all).unwrap()
}

/// A workbook with these rows; what reads as a number becomes one.
pub fn xlsx(rows: &[&[&str]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (n, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            let (n, column) = (u32::try_from(n).unwrap(), u16::try_from(column).unwrap());
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(n, column, number).unwrap(),
                Err(_) => sheet.write_string(n, column, *cell).unwrap(),
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The same rows as a CSV.
pub fn csv(rows: &[&[&str]]) -> Vec<u8> {
    let line = |row: &&[&str]| row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
    rows.iter().map(line).collect::<Vec<_>>().join("\n").into_bytes()
}
