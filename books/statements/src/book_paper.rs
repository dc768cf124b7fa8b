//! Books as documents: the sheet that officers know, a month a page, and the statement of a member.

use kernel::{Month, Rupiah};
use ledger::MoneyPlace;
use reports::{Cell, Column, Paper, Part, Row, Table};

use crate::account_ledger::{AccountLedger, GeneralLedger};
use crate::book::BookRow;
use crate::cash_book::CashBook;
use crate::member_statement::{MemberStatement, grown_and_shrunk};
use crate::paper::{Sheet, period};

/// Heads of the two columns of amounts: for who keeps books, and for members.
const SIDES: [&str; 2] = ["Debet", "Kredit"];
const WAYS: [&str; 2] = ["Bertambah", "Berkurang"];

/// The cash book: one sheet a month where the period has several.
pub(crate) fn cash_book(book: &CashBook) -> Sheet {
    let months: Vec<Month> = Month::range(book.from.month_of(), book.as_of.month_of()).collect();
    let mut opening = book.opening;
    let mut parts = Vec::new();
    for month in &months {
        if months.len() > 1 {
            // The first month stands below the title.
            let name = month.long();
            parts.push(if parts.is_empty() { Part::Heading(name) } else { Part::NewPage(name) });
        }
        let table = month_table(book, *month, opening);
        opening = table.1;
        parts.push(Part::Table(table.0));
    }
    Sheet {
        title: book.title.clone(),
        period: period(book.from, book.as_of),
        parts,
        says: Vec::new(),
        paper: Paper::A4Wide,
    }
}

/// The sheet of one month, and what stands at its end.
fn month_table(book: &CashBook, month: Month, opening: Rupiah) -> (Table, Rupiah) {
    let of_month = || book.rows.iter().filter(move |row| row.entry.is_some() && month.contains(row.date));
    let closing = of_month().next_back().map_or(opening, |row| row.balance);
    let sum = |of: fn(&BookRow) -> Rupiah| of_month().map(of).sum::<Rupiah>();
    let first = book.from.max(month.first_day());
    let is_whole = first == month.first_day() && book.as_of >= month.last_day();
    let forward = BookRow {
        date: first,
        description: match book.rows.first() {
            Some(row) if first.day() != 1 => row.description.clone(),
            _ => format!("Saldo {} Bulan Lalu", said(book.place)),
        },
        balance: opening,
        ..BookRow::blank()
    };
    let numbered = (1..).zip(of_month()).map(|(no, row)| BookRow { no, ..row.clone() });
    let rows: Vec<BookRow> = std::iter::once(forward).chain(numbered).collect();
    let mut table = book_table(&rows, SIDES);
    let name = if is_whole || first.day() == 1 { "Transaksi bulan ini" } else { "Jumlah transaksi" };
    table.totals = vec![totals(name, sum(|row| row.debit), sum(|row| row.credit), closing)];
    (table, closing)
}

fn said(place: MoneyPlace) -> &'static str {
    match place {
        MoneyPlace::Kas => "Kas",
        MoneyPlace::Bank => "Bank",
    }
}

/// The general ledger, a table an account.
pub(crate) fn general_ledger(ledger: &GeneralLedger) -> Sheet {
    Sheet {
        title: "Buku Besar".to_owned(),
        period: period(ledger.from, ledger.as_of),
        parts: ledger.accounts.iter().map(|account| Part::Table(account_table(account, SIDES))).collect(),
        says: Vec::new(),
        paper: Paper::A4Wide,
    }
}

/// What a member owns and owes, and every movement.
pub(crate) fn member_statement(statement: &MemberStatement) -> Sheet {
    let mut parts = vec![Part::Paragraph(statement.party.shown()), Part::Table(standing(statement))];
    if !statement.accounts.is_empty() {
        parts.push(Part::Heading("Rincian simpanan dan pinjaman".to_owned()));
        parts.extend(statement.accounts.iter().map(movements));
    }
    if !statement.dealings.is_empty() {
        parts.push(Part::Heading("Belanja, jasa, dan bunga pada masa ini".to_owned()));
        parts.extend(statement.dealings.iter().map(movements));
    }
    Sheet {
        title: "Rekening Anggota".to_owned(),
        period: format!("{}, dalam rupiah", period(statement.from, statement.as_of)),
        parts,
        says: vec![standing_sentence(statement)],
        paper: Paper::A4Wide,
    }
}

fn movements(account: &AccountLedger) -> Part {
    Part::Table(account_table(&grown_and_shrunk(account), WAYS))
}

/// "Simpanan dan hak anggota Rp1.500.000, utang anggota Rp0, per 31 Desember 2026."
pub(crate) fn standing_sentence(statement: &MemberStatement) -> String {
    let (owns, owes, day) = (statement.owns, statement.owes, statement.as_of.long());
    format!("Simpanan dan hak anggota {owns}, utang anggota {owes}, per {day}.")
}

fn standing(statement: &MemberStatement) -> Table {
    let row = |account: &AccountLedger| {
        let name = format!("{} {}", account.code, account.name);
        let shown = grown_and_shrunk(account);
        let amounts = [shown.opening, shown.debit, shown.credit, shown.closing];
        Row::plain([Cell::from(name)].into_iter().chain(amounts.map(Cell::from)).collect())
    };
    Table {
        heading: String::new(),
        columns: vec![
            Column::text("Akun"),
            Column::money("Awal"),
            Column::money(WAYS[0]),
            Column::money(WAYS[1]),
            Column::money("Akhir"),
        ],
        rows: statement.accounts.iter().map(row).collect(),
        totals: Vec::new(),
    }
}

/// The eight columns that officers know.
fn book_table(rows: &[BookRow], [left, right]: [&str; 2]) -> Table {
    let row = |row: &BookRow| {
        let no = if row.no == 0 { Cell::Empty } else { Cell::Number(row.no) };
        Row::plain(vec![
            no,
            row.date.into(),
            row.description.as_str().into(),
            row.voucher.as_str().into(),
            Cell::money_or_empty(row.debit),
            Cell::money_or_empty(row.credit),
            row.balance.into(),
            row.note.as_str().into(),
        ])
    };
    Table {
        heading: String::new(),
        columns: vec![
            Column::number("No"),
            Column::date("Tanggal"),
            Column::text("Uraian"),
            Column::text("Bukti"),
            Column::money(left),
            Column::money(right),
            Column::balance("Saldo"),
            Column::text("Keterangan"),
        ],
        rows: rows.iter().map(row).collect(),
        totals: Vec::new(),
    }
}

fn account_table(ledger: &AccountLedger, heads: [&str; 2]) -> Table {
    let mut table = book_table(&ledger.rows, heads);
    table.heading = format!("{} {}", ledger.code, ledger.name);
    table.totals = vec![totals("Jumlah", ledger.debit, ledger.credit, ledger.closing)];
    table
}

fn totals(name: &str, debit: Rupiah, credit: Rupiah, closing: Rupiah) -> Row {
    let empty = || Cell::Empty;
    Row::plain(vec![
        empty(),
        empty(),
        name.into(),
        empty(),
        debit.into(),
        credit.into(),
        closing.into(),
        empty(),
    ])
}
