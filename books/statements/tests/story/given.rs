//! Books to read: a village cooperative with an office, a shop and savings and loans.

use kernel::{AccountCode, BookDate, CooperativeId, PartyId, Rupiah, Timestamp, UnitCode, UserId};
use ledger::{Activity, Book, Entry, LedgerError, Line, Posted};
use statements::StatementError;
use store::testing::TestDb;
use store::{Db, Reader};

pub const OFFICE: UnitCode = UnitCode::OFFICE;
pub const SHOP: UnitCode = UnitCode(10);

pub const CASH: AccountCode = AccountCode(11_100);
pub const PETTY_CASH: AccountCode = AccountCode(11_110);
pub const BANK: AccountCode = AccountCode(11_200);
pub const STOCK: AccountCode = AccountCode(11_700);
pub const DEPRECIATED: AccountCode = AccountCode(13_900);
pub const TOOLS: AccountCode = AccountCode(13_400);
pub const SAVINGS: AccountCode = AccountCode(21_200);
pub const PRINCIPAL: AccountCode = AccountCode(31_100);
pub const UNDIVIDED: AccountCode = AccountCode(31_600);
pub const RUNNING: AccountCode = AccountCode(31_700);
pub const RESERVE: AccountCode = AccountCode(31_500);
pub const SALES: AccountCode = AccountCode(41_100);
pub const BANK_INTEREST: AccountCode = AccountCode(44_100);
pub const COST: AccountCode = AccountCode(51_100);
pub const SALARY: AccountCode = AccountCode(61_100);
pub const DEPRECIATION: AccountCode = AccountCode(61_500);
pub const MEETING: AccountCode = AccountCode(71_100);
pub const TAX: AccountCode = AccountCode(82_100);

pub const BANK_LOAN: AccountCode = AccountCode(22_100);
pub const MEMBER_LOANS: AccountCode = AccountCode(11_500);
pub const LOAN_INTEREST: AccountCode = AccountCode(42_100);
pub const DISPOSAL_GAIN: AccountCode = AccountCode(44_400);

pub const MARNI: PartyId = PartyId(17);

/// After all that the stories tell: 31 December 2027, noon in Jakarta.
const NOW: Timestamp = Timestamp(1_830_229_200_000_000);

pub fn day(text: &str) -> BookDate {
    BookDate::parse(text).expect("a date")
}

pub fn rp(amount: i64) -> Rupiah {
    Rupiah(amount)
}

/// The tables that statements read.
pub fn on_both_engines(test: impl Fn(&TestDb)) {
    store::testing::on_both_engines(&[ledger::MIGRATIONS], test);
}

/// The books of one cooperative in a test database.
pub struct Books<'d> {
    pub db: &'d Db,
    pub cooperative: CooperativeId,
}

impl Books<'_> {
    pub fn of(db: &Db) -> Books<'_> {
        Books { db, cooperative: CooperativeId(1) }
    }

    pub fn entry(&self, date: BookDate, book: Book, description: &str, lines: Vec<Line>) -> Entry {
        Entry {
            cooperative: self.cooperative,
            date,
            book,
            description: description.to_owned(),
            note: String::new(),
            act: "test.act",
            rule: String::new(),
            voucher: None,
            reverses: None,
            by: UserId(1),
            at: NOW,
            lines,
        }
    }

    pub fn post_all(&self, entries: Vec<Entry>) -> Vec<Posted> {
        let posted = self.db.write_blocking(move |tx| {
            entries.iter().map(|entry| ledger::post(tx, entry)).collect::<Result<Vec<_>, LedgerError>>()
        });
        posted.expect("the entries are posted")
    }

    pub fn post(&self, date: &str, description: &str, lines: Vec<Line>) -> Posted {
        let entry = self.entry(day(date), Book::CashIn, description, lines);
        self.post_all(vec![entry]).remove(0)
    }

    /// Takes an entry back on a day.
    pub fn reverse(&self, posted: &Posted, date: BookDate) {
        let (cooperative, entry) = (self.cooperative, posted.entry);
        let reversed = self.db.write_blocking(move |tx| {
            ledger::reverse(tx, cooperative, entry, date, "salah catat", UserId(1), NOW)
        });
        reversed.expect("the entry is taken back");
    }

    pub fn close(&self, month: &str) {
        let (cooperative, month) = (self.cooperative, kernel::Month::parse(month).expect("a month"));
        let closed =
            self.db.write_blocking(move |tx| ledger::close_month(tx, cooperative, month, UserId(1), NOW));
        closed.expect("the month closes");
    }

    /// Asks a question of a snapshot; the answer must be there.
    pub fn ask<T>(
        &self,
        question: impl FnOnce(&mut dyn Reader, CooperativeId) -> Result<T, StatementError>,
    ) -> T {
        self.try_ask(question).expect("an answer")
    }

    pub fn try_ask<T>(
        &self,
        question: impl FnOnce(&mut dyn Reader, CooperativeId) -> Result<T, StatementError>,
    ) -> Result<T, StatementError> {
        self.db.read_blocking(|snapshot| question(snapshot, self.cooperative))
    }
}

/// A line that names the member, as savings and capital must.
pub fn marni(line: Line) -> Line {
    line.party(Some(MARNI))
}

/// Two years of a cooperative with an office and a shop. What they come to is in the tests.
pub fn given_two_years(books: &Books<'_>) {
    let debit = |account, amount| Line::debit(account, rp(amount));
    let credit = |account, amount| Line::credit(account, rp(amount));
    let member = |line: Line| line.activity(Activity::Member);
    let other = |line: Line| line.activity(Activity::NonMember);
    let shop = |line: Line| line.unit(SHOP);

    books.post(
        "2026-01-05",
        "Simpanan pokok",
        vec![debit(CASH, 1_000_000), marni(credit(PRINCIPAL, 1_000_000))],
    );
    books.post("2026-02-10", "Tabungan", vec![debit(CASH, 500_000), marni(credit(SAVINGS, 500_000))]);
    books.post("2026-02-11", "Setor ke bank", vec![debit(BANK, 700_000), credit(CASH, 700_000)]);
    // The office hands the shop its capital through the clearing account.
    books.post(
        "2026-03-01",
        "Modal Unit Usaha toko",
        vec![
            debit(ledger::CLEARING, 400_000),
            credit(CASH, 400_000),
            shop(debit(CASH, 400_000)),
            shop(credit(ledger::CLEARING, 400_000)),
        ],
    );
    books.post(
        "2026-03-02",
        "Belanja barang",
        vec![shop(debit(STOCK, 300_000)), shop(credit(CASH, 300_000))],
    );
    books.post(
        "2026-04-15",
        "Penjualan toko kepada anggota",
        vec![
            shop(debit(CASH, 200_000)),
            shop(member(credit(SALES, 200_000))),
            shop(member(debit(COST, 150_000))),
            shop(credit(STOCK, 150_000)),
        ],
    );
    books.post("2026-05-31", "Admin dan gaji", vec![debit(SALARY, 20_000), credit(BANK, 20_000)]);
    // The second year: others buy too, the meeting divides a part of the first year's result.
    books.post(
        "2027-02-01",
        "Penjualan toko",
        vec![
            shop(debit(CASH, 120_000)),
            shop(other(credit(SALES, 120_000))),
            shop(other(debit(COST, 90_000))),
            shop(credit(STOCK, 90_000)),
        ],
    );
    books.post("2027-03-10", "Bunga bank", vec![debit(BANK, 3_000), credit(BANK_INTEREST, 3_000)]);
    books.post("2027-03-31", "Pembagian SHU 2026", vec![debit(UNDIVIDED, 12_000), credit(RESERVE, 12_000)]);
    books.post("2027-04-05", "Biaya RAT", vec![debit(MEETING, 5_000), credit(CASH, 5_000)]);
    books.post("2027-04-06", "PPh final", vec![debit(TAX, 1_000), credit(CASH, 1_000)]);
}
