//! Builders in the words of the domain.

use std::sync::atomic::AtomicUsize;

use cashbook::{Party, Record};
use import::{Act, Book, Draft, ImportError, Known, People, Person, Posted, Review, Upload};
use kernel::{AccountCode, BookDate, CooperativeId, EntryId, PartyId, Rupiah, Timestamp, UnitCode, UserId};
use sheets::{BookRow, Reading, SheetRead};
use store::testing::{TestDb, on_both_engines};
use store::{Reader, Tx};

pub const COOPERATIVE: CooperativeId = CooperativeId(7);
pub const TREASURER: UserId = UserId(1);
pub const SECRETARY: UserId = UserId(2);
/// 24 November 2026, 10.00 WIB.
pub const NOW: Timestamp = Timestamp(1_795_489_200_000_000);

pub fn on_fresh_books(test: impl Fn(&TestDb)) {
    on_both_engines(&[ledger::MIGRATIONS, cashbook::MIGRATIONS, import::MIGRATIONS], test);
}

pub fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

/// A row of a book: date, words, money in, money out.
pub fn row(number: u32, date: &str, description: &str, money_in: i64, money_out: i64) -> BookRow {
    BookRow {
        sheet: "Juli".to_owned(),
        row: number,
        date: day(date),
        date_assumed: false,
        description: description.to_owned(),
        voucher: String::new(),
        money_in: Rupiah(money_in),
        money_out: Rupiah(money_out),
        balance: None,
        fee: Rupiah::ZERO,
        note: String::new(),
        hidden: false,
    }
}

pub fn reading(opening: Option<i64>, rows: Vec<BookRow>) -> Reading {
    let sheet = SheetRead { name: "Juli".to_owned(), opening: opening.map(Rupiah), ..SheetRead::default() };
    Reading { sheets: vec![sheet], rows, ..Reading::default() }
}

pub fn people() -> People {
    let person = |id, name: &str, member: bool| Person {
        id: PartyId(id),
        name: name.to_owned(),
        number: member.then_some(id),
        member,
    };
    People::new(vec![
        person(1, "Bu Contoh Marni", true),
        person(2, "Siti Aminah", true),
        person(3, "Siti Rohani", true),
        person(20, "Mitra Pisang", false),
    ])
}

pub fn understood(reader: &mut dyn Reader, book: Book, reading: Reading) -> Result<Draft, ImportError> {
    let units = ledger::units_of(reader, COOPERATIVE)?;
    let known = Known::load(reader, COOPERATIVE, units, people(), day("2026-11-24"))?;
    import::understand(reader, COOPERATIVE, book, reading, &known)
}

/// Brings a book in as a draft and gives its number.
pub fn brought_in(test: &TestDb, book: Book, reading: &Reading) -> i64 {
    let reading = reading.clone();
    let upload =
        Upload { file_name: "Buku.xlsx".to_owned(), sha256: vec![1, 2, 3], book, by: TREASURER, at: NOW };
    test.db
        .write_blocking(move |tx| {
            let draft = understood(tx, book, reading.clone())?;
            import::keep(tx, COOPERATIVE, &upload, &draft)
        })
        .unwrap()
}

/// Records by the cash book alone; members' savings belong to a line of business that is not here.
pub fn recorded_by_cashbook(tx: &mut Tx<'_>, act: &Act) -> Result<EntryId, String> {
    let mut rule = cashbook::rule(tx, COOPERATIVE, &act.rule).unwrap().unwrap();
    // Dues and deposits belong to a line of business that is not here: the entry is the same.
    rule.act.clear();
    let party = act.party.map(|id| Party { id, name: format!("orang {}", id.0), member: id.0 < 20 });
    let record = Record {
        cooperative: COOPERATIVE,
        amount: act.amount,
        date: act.date,
        place: act.place,
        party,
        unit: act.unit,
        months: act.months,
        activity: act.activity,
        note: act.note.clone(),
        voucher: None,
        by: TREASURER,
        at: NOW,
    };
    cashbook::record(tx, &rule, &record).map(|recorded| recorded.entry).map_err(|error| error.to_string())
}

pub fn posted_at(test: &TestDb, import: i64, at: Timestamp) -> Result<Posted, ImportError> {
    test.db.write_blocking(move |tx| {
        import::post(
            tx,
            COOPERATIVE,
            import,
            (TREASURER, at),
            &mut recorded_by_cashbook,
            &AtomicUsize::new(0),
        )
    })
}

pub fn posted(test: &TestDb, import: i64) -> Result<Posted, ImportError> {
    posted_at(test, import, NOW)
}

pub fn reviewed(test: &TestDb, import: i64) -> Review {
    test.db.read_blocking(|reader| import::review(reader, COOPERATIVE, import)).unwrap()
}

pub fn balance(test: &TestDb, account: i64, unit: Option<i64>) -> i64 {
    let (account, unit) = (AccountCode(account), unit.map(UnitCode));
    let through = day("2026-12-31");
    let read =
        |reader: &mut store::Snapshot<'_>| ledger::balance_of(reader, COOPERATIVE, account, through, unit);
    test.db.read_blocking(read).unwrap().0
}

pub fn entries(test: &TestDb) -> usize {
    let (from, through) = (BookDate::MIN, BookDate::MAX);
    let read = |reader: &mut store::Snapshot<'_>| ledger::entries_between(reader, COOPERATIVE, from, through);
    test.db.read_blocking(read).unwrap().len()
}
