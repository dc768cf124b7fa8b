//! The books of a village cooperative, as these tests keep them.

use kernel::{AccountCode, BookDate, CooperativeId, Month, PartyId, Rupiah, Timestamp, UnitCode, UserId};
use ledger::{Activity, AuditReport, Book, Entry, EntryView, LedgerError, Line, Posted, Seal, YearClosing};
use store::testing::{TestDb, on_both_engines};
use store::{Db, Snapshot, StoreError, Tx};

pub(crate) const KAS: AccountCode = AccountCode(11_100);
pub(crate) const BANK: AccountCode = AccountCode(11_200);
pub(crate) const STOCK: AccountCode = AccountCode(11_700);
/// What a member has saved: belongs to somebody.
pub(crate) const SAVINGS: AccountCode = AccountCode(21_200);
pub(crate) const CAPITAL: AccountCode = AccountCode(31_100);
/// Sales of the shop: with members or others.
pub(crate) const SALES: AccountCode = AccountCode(41_100);
pub(crate) const COST_OF_SALES: AccountCode = AccountCode(51_100);
pub(crate) const RENT: AccountCode = AccountCode(61_300);

pub(crate) const SHOP: UnitCode = UnitCode(10);
pub(crate) const LOANS: UnitCode = UnitCode(20);

pub(crate) const COOPERATIVE: CooperativeId = CooperativeId(19);
pub(crate) const TREASURER: UserId = UserId(3);
pub(crate) const CHAIR: UserId = UserId(4);
/// The day on which everything here is written down.
pub(crate) const TODAY: &str = "2026-11-24";

pub(crate) fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

pub(crate) fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Noon in western Indonesia, 5 o'clock in UTC.
pub(crate) fn noon(date: BookDate) -> Timestamp {
    let days_from_1970_to_1990 = 7_305;
    let days = days_from_1970_to_1990 + BookDate::MIN.days_until(date);
    Timestamp(0).plus_seconds(days * 86_400 + 5 * 3_600)
}

pub(crate) fn now() -> Timestamp {
    noon(day(TODAY))
}

/// An entry of the cooperative on a day, with these sides.
pub(crate) fn entry(date: &str, lines: impl Into<Vec<Line>>) -> Entry {
    Entry {
        cooperative: COOPERATIVE,
        date: day(date),
        book: Book::CashIn,
        description: "Setoran tabungan".to_owned(),
        note: String::new(),
        act: "savings.deposit",
        rule: String::new(),
        voucher: None,
        reverses: None,
        by: TREASURER,
        at: now(),
        lines: lines.into(),
    }
}

/// A member brings money.
pub(crate) fn deposit(date: &str, party: i64, amount: i64) -> Entry {
    let credit = Line::credit(SAVINGS, Rupiah(amount)).party(Some(PartyId(party)));
    entry(date, [Line::debit(KAS, Rupiah(amount)), credit])
}

/// The shop sells for cash, and the goods leave the stock.
pub(crate) fn sale(date: &str, activity: Activity, price: i64, cost: i64) -> Entry {
    let lines = [
        Line::debit(KAS, Rupiah(price)),
        Line::credit(SALES, Rupiah(price)).activity(activity),
        Line::debit(COST_OF_SALES, Rupiah(cost)).activity(activity),
        Line::credit(STOCK, Rupiah(cost)),
    ];
    entry(date, lines.map(|line| line.unit(SHOP)))
}

/// The loan unit lends money to the shop, through clearing.
pub(crate) fn lend_to_shop(date: &str, amount: i64) -> Entry {
    let amount = Rupiah(amount);
    let lines = [
        Line::credit(KAS, amount).unit(LOANS),
        Line::debit(ledger::CLEARING, amount).unit(LOANS),
        Line::debit(KAS, amount).unit(SHOP),
        Line::credit(ledger::CLEARING, amount).unit(SHOP),
    ];
    Entry { book: Book::Transfer, ..entry(date, lines) }
}

/// Why an act of these tests was taken back.
#[derive(Debug, Clone)]
pub(crate) enum Refusal {
    /// The act itself refused after it had posted.
    Own,
    /// The ledger did.
    Ledger(LedgerError),
}

impl From<LedgerError> for Refusal {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Ledger(error.into())
    }
}

/// The name of a refusal, without what it holds.
pub(crate) fn name_of(error: &LedgerError) -> String {
    let text = format!("{error:?}");
    text.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_owned()
}

/// The books of one cooperative in an open database.
#[derive(Clone, Copy)]
pub(crate) struct Books<'d> {
    pub db: &'d Db,
    pub cooperative: CooperativeId,
}

impl Books<'_> {
    pub fn act<T: Send + 'static>(
        &self,
        act: impl FnMut(&mut Tx<'_>) -> Result<T, LedgerError> + Send + 'static,
    ) -> Result<T, LedgerError> {
        self.db.write_blocking(act)
    }

    pub fn post(&self, entry: Entry) -> Result<Posted, LedgerError> {
        self.act(move |tx| ledger::post(tx, &entry))
    }

    pub fn close(&self, month: Month) -> Result<Seal, LedgerError> {
        let cooperative = self.cooperative;
        self.act(move |tx| ledger::close_month(tx, cooperative, month, TREASURER, now()))
    }

    pub fn reopen(&self, month: Month, reason: &str) -> Result<(), LedgerError> {
        let (cooperative, reason) = (self.cooperative, reason.to_owned());
        self.act(move |tx| ledger::reopen_month(tx, cooperative, month, &reason, TREASURER, now()))
    }

    pub fn close_year(&self, year: i64, adopted_on: &str) -> Result<YearClosing, LedgerError> {
        let (cooperative, adopted_on) = (self.cooperative, day(adopted_on));
        self.act(move |tx| ledger::close_year(tx, cooperative, year, adopted_on, CHAIR, now()))
    }

    pub fn reverse(&self, posted: &Posted, date: &str, reason: &str) -> Result<Posted, LedgerError> {
        let (cooperative, reversed) = (self.cooperative, posted.entry);
        let (date, reason) = (day(date), reason.to_owned());
        self.act(move |tx| ledger::reverse(tx, cooperative, reversed, date, &reason, TREASURER, now()))
    }

    pub fn read<T>(&self, question: impl FnOnce(&mut Snapshot<'_>) -> Result<T, StoreError>) -> T {
        self.db.read_blocking(question).unwrap()
    }

    pub fn audit(&self) -> AuditReport {
        self.read(|reader| ledger::audit(reader, self.cooperative))
    }

    /// Every entry with its lines, in the order of the chain.
    pub fn entries(&self) -> Vec<EntryView> {
        let mut entries = self
            .read(|reader| ledger::entries_between(reader, self.cooperative, BookDate::MIN, BookDate::MAX));
        entries.sort_by_key(|entry| entry.id);
        entries
    }

    /// Debit less credit of an account, through today.
    pub fn stands(&self, account: AccountCode) -> i64 {
        self.read(|reader| ledger::balance_of(reader, self.cooperative, account, day(TODAY), None)).0
    }

    /// Everything can be computed again from the lines, and there are so many entries.
    pub fn assert_sound(&self, entries: i64) {
        let report = self.audit();
        assert_eq!(report.differences, [], "the books agree with their lines");
        assert_eq!(report.entries, entries);
    }
}

/// Runs a test on empty books, on both engines.
pub(crate) fn on_books(test: impl Fn(Books<'_>)) {
    on_both_engines(&[ledger::MIGRATIONS], |TestDb { db, .. }| test(Books { db, cooperative: COOPERATIVE }));
}
