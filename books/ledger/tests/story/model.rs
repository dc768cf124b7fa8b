//! Random histories of a cooperative against a model that does its sums naively.
//!
//! Entries, reversals, closings and reopenings, some refused, some taken back after they had posted, several
//! of them in one commit. After every commit the ledger must answer as the model does.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{BookDate, Month};
use ledger::{Activity, Book, Entry, LedgerError, Line, Posted};
use proptest::prelude::*;
use store::Tx;

use crate::books::{
    self, BANK, CAPITAL, CHAIR, KAS, LOANS, Refusal, SHOP, TODAY, TREASURER, day, deposit, lend_to_shop, now,
    sale,
};
use kernel::{CooperativeId, EntryId, PartyId, Rupiah};

/// What is done in the office.
#[derive(Debug, Clone)]
pub(crate) enum Deed {
    /// An entry of one of the kinds below.
    Post { kind: Kind, days_ago: i64, amount: i64, party: i64 },
    /// The same, and then the act refuses.
    PostInVain { kind: Kind, days_ago: i64, amount: i64 },
    /// An entry that the ledger refuses.
    PostWrongly { days_ago: i64, amount: i64 },
    /// Takes an entry back: one that is there, or will be, or never is.
    Reverse { entry: i64, days_ago: i64 },
    /// Closes a month so many months ago, or the one whose turn it is.
    Close { months_ago: Option<i64> },
    /// Opens a month so many months ago, or the last closed one.
    Reopen { months_ago: Option<i64> },
    /// Closes a year for good.
    CloseYear { year: i64 },
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Deposit,
    SaleToMember,
    SaleToOther,
    BetweenUnits,
    Capital,
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Deposit),
        Just(Kind::SaleToMember),
        Just(Kind::SaleToOther),
        Just(Kind::BetweenUnits),
        Just(Kind::Capital)
    ]
}

pub(crate) fn deeds() -> impl Strategy<Value = Deed> {
    // About seven months, over the turn of a year.
    let days_ago = 0..420_i64;
    let amount = 1..9_000_000_i64;
    prop_oneof![
        8 => (kinds(), days_ago.clone(), amount.clone(), 1..5_i64)
            .prop_map(|(kind, days_ago, amount, party)| Deed::Post { kind, days_ago, amount, party }),
        2 => (kinds(), days_ago.clone(), amount.clone())
            .prop_map(|(kind, days_ago, amount)| Deed::PostInVain { kind, days_ago, amount }),
        1 => (days_ago.clone(), amount).prop_map(|(days_ago, amount)| Deed::PostWrongly { days_ago, amount }),
        3 => (1..25_i64, days_ago).prop_map(|(entry, days_ago)| Deed::Reverse { entry, days_ago }),
        2 => prop::option::weighted(0.4, 0..14_i64).prop_map(|months_ago| Deed::Close { months_ago }),
        1 => prop::option::weighted(0.3, 0..14_i64).prop_map(|months_ago| Deed::Reopen { months_ago }),
        1 => (2024..=2026_i64).prop_map(|year| Deed::CloseYear { year }),
    ]
}

fn ago(days: i64) -> BookDate {
    day(TODAY).plus_days(-days)
}

fn book_of(kind: Kind) -> Book {
    match kind {
        Kind::BetweenUnits => Book::Transfer,
        Kind::Capital => Book::BankIn,
        _ => Book::CashIn,
    }
}

fn entry_of(cooperative: CooperativeId, kind: Kind, date: BookDate, amount: i64, party: i64) -> Entry {
    let date = date.to_string();
    let entry = match kind {
        Kind::Deposit => deposit(&date, party, amount),
        Kind::SaleToMember => sale(&date, Activity::Member, amount, amount / 2 + 1),
        Kind::SaleToOther => sale(&date, Activity::NonMember, amount, amount / 3 + 1),
        Kind::BetweenUnits => lend_to_shop(&date, amount),
        Kind::Capital => {
            let credit = Line::credit(CAPITAL, Rupiah(amount)).party(Some(PartyId(party))).unit(LOANS);
            books::entry(&date, [Line::debit(BANK, Rupiah(amount)).unit(LOANS), credit])
        }
    };
    Entry { cooperative, book: book_of(kind), ..entry }
}

/// Does a deed for real. `turn` is the month whose turn it is to be closed or opened.
pub(crate) fn perform(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    deed: &Deed,
    turn: Month,
) -> Result<Option<Posted>, Refusal> {
    match *deed {
        Deed::Post { kind, days_ago, amount, party } => {
            Ok(Some(ledger::post(tx, &entry_of(cooperative, kind, ago(days_ago), amount, party))?))
        }
        Deed::PostInVain { kind, days_ago, amount } => {
            ledger::post(tx, &entry_of(cooperative, kind, ago(days_ago), amount, 1))?;
            Err(Refusal::Own)
        }
        Deed::PostWrongly { days_ago, amount } => {
            let mut entry = entry_of(cooperative, Kind::Deposit, ago(days_ago), amount, 1);
            entry.lines[0].amount = Rupiah(amount + 1);
            Ok(Some(ledger::post(tx, &entry)?))
        }
        Deed::Reverse { entry, days_ago } => {
            let (date, reason) = (ago(days_ago), "salah jumlah");
            Ok(Some(ledger::reverse(tx, cooperative, EntryId(entry), date, reason, TREASURER, now())?))
        }
        Deed::Close { months_ago } => {
            let month = months_ago.map_or(turn, |months| day(TODAY).month_of().plus(-months));
            ledger::close_month(tx, cooperative, month, TREASURER, now())?;
            Ok(None)
        }
        Deed::Reopen { months_ago } => {
            let month = months_ago.map_or(turn, |months| day(TODAY).month_of().plus(-months));
            ledger::reopen_month(tx, cooperative, month, "kuitansi baru", TREASURER, now())?;
            Ok(None)
        }
        Deed::CloseYear { year } => {
            ledger::close_year(tx, cooperative, year, day(TODAY), CHAIR, now())?;
            Ok(None)
        }
    }
}

/// What an answer comes to, for comparing.
pub(crate) fn told(result: &Result<Option<Posted>, Refusal>) -> Result<Option<(i64, String)>, String> {
    match result {
        Ok(posted) => Ok(posted.as_ref().map(|posted| (posted.entry.0, posted.document.clone()))),
        Err(Refusal::Own) => Err("Own".to_owned()),
        Err(Refusal::Ledger(LedgerError::Store(error))) => {
            Err(format!("{:?}: {}", error.kind, error.cause()))
        }
        Err(Refusal::Ledger(error)) => Err(books::name_of(error)),
    }
}

/// An entry as the model keeps it.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub date: BookDate,
    pub document: String,
    pub lines: Vec<Line>,
    pub reverses: Option<usize>,
    pub reversed: bool,
}

/// The books as the model keeps them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Model {
    pub entries: Vec<Known>,
    pub closed_through: Option<Month>,
    /// Months with a seal that stands.
    pub sealed: BTreeSet<Month>,
    /// Years that are closed for good.
    pub years: BTreeSet<i64>,
    numbers: BTreeMap<String, i64>,
}

impl Model {
    /// The month whose turn it is: to be opened where a deed opens, else to be closed.
    pub fn turn(&self, deed: &Deed) -> Month {
        let first = day(TODAY).month_of().plus(-12);
        match (deed, self.closed_through) {
            (Deed::Reopen { .. }, closed) => closed.unwrap_or(first),
            (_, Some(closed)) => closed.next(),
            (_, None) => first,
        }
    }

    fn post(
        &mut self,
        date: BookDate,
        book: Book,
        lines: Vec<Line>,
    ) -> Result<Option<(i64, String)>, String> {
        if self.closed_through.is_some_and(|closed| date.month_of() <= closed) {
            return Err("Closed".to_owned());
        }
        let series = format!("{}/{}", book.code(), date.year());
        let number = self.numbers.entry(series.clone()).or_default();
        *number += 1;
        let document = format!("{series}/{number:05}");
        self.entries.push(Known { date, document: document.clone(), lines, reverses: None, reversed: false });
        Ok(Some((i64::try_from(self.entries.len()).unwrap(), document)))
    }

    fn reverse(&mut self, entry: i64, date: BookDate) -> Result<Option<(i64, String)>, String> {
        let place = usize::try_from(entry - 1).unwrap();
        let Some(known) = self.entries.get(place).cloned() else { return Err("UnknownEntry".to_owned()) };
        if known.reverses.is_some() {
            return Err("ReversalOfReversal".to_owned());
        }
        if known.reversed {
            return Err("AlreadyReversed".to_owned());
        }
        let opposite = |line: &Line| Line { amount: Rupiah(-line.amount.0), ..*line };
        let lines = known.lines.iter().map(opposite).collect();
        let posted = self.post(date.max(known.date), Book::Memorial, lines)?;
        self.entries[place].reversed = true;
        self.entries.last_mut().unwrap().reverses = Some(place);
        Ok(posted)
    }

    fn close(&mut self, month: Month) -> Result<Option<(i64, String)>, String> {
        if month >= day(TODAY).month_of() {
            return Err("MonthNotOver".to_owned());
        }
        if self.closed_through.is_some_and(|closed| month != closed.next()) {
            return Err("CloseInOrder".to_owned());
        }
        self.closed_through = Some(month);
        self.sealed.insert(month);
        Ok(None)
    }

    fn reopen(&mut self, month: Month) -> Result<Option<(i64, String)>, String> {
        if self.closed_through != Some(month) {
            return Err("NotLastClosed".to_owned());
        }
        if self.years.last().is_some_and(|shut| month.year() <= *shut) {
            return Err("YearShut".to_owned());
        }
        self.sealed.remove(&month);
        self.closed_through = Some(month.previous()).filter(|month| self.sealed.contains(month));
        Ok(None)
    }

    fn close_year(&mut self, year: i64) -> Result<Option<(i64, String)>, String> {
        let last = self.years.last().copied();
        if last.is_some_and(|last| year <= last) {
            return Err("YearShut".to_owned());
        }
        if last.is_some_and(|last| year != last + 1) {
            return Err("YearsInOrder".to_owned());
        }
        if !self.sealed.contains(&Month::new(year, 12).unwrap()) {
            return Err("YearOpen".to_owned());
        }
        if year >= day(TODAY).year() {
            return Err("MeetingDate".to_owned());
        }
        self.years.insert(year);
        Ok(None)
    }

    /// Does a deed in the model.
    pub fn perform(&mut self, deed: &Deed, turn: Month) -> Result<Option<(i64, String)>, String> {
        let months = |months: Option<i64>| months.map_or(turn, |months| day(TODAY).month_of().plus(-months));
        match *deed {
            Deed::Post { kind, days_ago, amount, party } => {
                let entry = entry_of(books::COOPERATIVE, kind, ago(days_ago), amount, party);
                self.post(entry.date, entry.book, entry.lines)
            }
            Deed::PostInVain { kind, days_ago, amount } => {
                let entry = entry_of(books::COOPERATIVE, kind, ago(days_ago), amount, 1);
                self.clone().post(entry.date, entry.book, entry.lines)?;
                Err("Own".to_owned())
            }
            Deed::PostWrongly { .. } => Err("Unbalanced".to_owned()),
            Deed::Reverse { entry, days_ago } => self.reverse(entry, ago(days_ago)),
            Deed::Close { months_ago } => self.close(months(months_ago)),
            Deed::Reopen { months_ago } => self.reopen(months(months_ago)),
            Deed::CloseYear { year } => self.close_year(year),
        }
    }

    /// Lines with the dates of their entries.
    pub fn lines(&self) -> impl Iterator<Item = (BookDate, &Line)> {
        self.entries.iter().flat_map(|entry| entry.lines.iter().map(|line| (entry.date, line)))
    }
}

/// The units that these histories use.
pub(crate) const UNITS: [kernel::UnitCode; 3] = [kernel::UnitCode::OFFICE, SHOP, LOANS];

/// The accounts whose balances these histories ask for.
pub(crate) const ACCOUNTS: [kernel::AccountCode; 4] = [KAS, BANK, CAPITAL, books::SAVINGS];
