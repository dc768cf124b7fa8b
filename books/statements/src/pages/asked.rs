//! What an address asks for. A value that cannot be understood is said in a sentence, and the page shows
//! what it shows without it.

use std::collections::HashMap;

use kernel::{AccountCode, BookDate, Month, PartyId, UnitCode};
use ledger::{Chart, MoneyPlace, Unit};

use super::format::Format;
use crate::cash_book::MoneyBook;
use crate::error::StatementError;
use crate::figures::{check_period, year_start};

/// The values of an address, as they were typed. What is not asked for here is passed over.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    pub bulan: Option<String>,
    pub tanggal: Option<String>,
    pub dari: Option<String>,
    pub sampai: Option<String>,
    pub akun: Option<String>,
    pub unit: Option<String>,
    pub hal: Option<String>,
    pub tahun: Option<String>,
    pub format: Option<String>,
    /// The member or partner, from the path.
    pub party: Option<String>,
}

impl Asked {
    /// What the parts of the path and the values behind it ask for.
    pub fn of(mut parts: HashMap<String, String>, mut values: HashMap<String, String>) -> Self {
        let mut take = |name| values.remove(name);
        Self {
            bulan: take("bulan"),
            tanggal: take("tanggal"),
            dari: take("dari"),
            sampai: take("sampai"),
            akun: take("akun"),
            unit: take("unit"),
            hal: take("hal"),
            tahun: take("tahun"),
            format: take("format"),
            party: parts.remove("party"),
        }
    }

    /// The file that the answer is to be; nothing for a page.
    pub fn format(&self) -> Option<Format> {
        self.format.as_deref().and_then(Format::of)
    }

    /// The member or partner of the path; nothing where it is no number.
    pub fn party(&self) -> Option<PartyId> {
        self.party.as_ref()?.parse().ok().map(PartyId)
    }
}

/// Reads values and gathers what is wrong with them.
pub(crate) struct Reading<'a> {
    asked: &'a Asked,
    /// A sentence each.
    pub problems: Vec<String>,
}

/// Which rows of a long book are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sheet {
    /// A page of a limited number of rows, from 1.
    Page(usize),
    /// All of them, for printing.
    Whole,
}

fn given(value: Option<&String>) -> Option<&str> {
    value.map(|text| text.trim()).filter(|text| !text.is_empty())
}

impl<'a> Reading<'a> {
    pub fn of(asked: &'a Asked) -> Self {
        Self { asked, problems: Vec::new() }
    }

    fn keep<T>(&mut self, read: Result<T, impl ToString>) -> Option<T> {
        read.map_err(|error| self.problems.push(error.to_string())).ok()
    }

    fn date(&mut self, value: Option<&String>) -> Option<BookDate> {
        let text = given(value)?;
        self.keep(BookDate::parse_human(text))
    }

    /// The day of a statement; today where none is asked for.
    pub fn day(&mut self, today: BookDate) -> BookDate {
        self.date(self.asked.tanggal.as_ref()).unwrap_or(today)
    }

    /// The period of a statement; the book year so far where none is asked for.
    pub fn period(&mut self, today: BookDate) -> (BookDate, BookDate) {
        let through = self.date(self.asked.sampai.as_ref()).unwrap_or(today);
        let from = self.date(self.asked.dari.as_ref()).unwrap_or_else(|| year_start(through));
        match self.keep(check_period(from, through)) {
            Some(()) => (from, through),
            None => (year_start(today), today),
        }
    }

    /// The book year of a report, as far as today; this year where none is asked for.
    pub fn year(&mut self, today: BookDate) -> (BookDate, BookDate) {
        let text = given(self.asked.tahun.as_ref());
        let last = text.and_then(|text| {
            let day = text.parse().ok().and_then(|year| BookDate::new(year, 12, 31));
            let past = day.filter(|day| year_start(*day) <= today);
            self.keep(past.ok_or_else(|| format!("Tahun buku {text} tidak ada. Pilih tahun dari daftar.")))
        });
        let through = last.map_or(today, |last| last.min(today));
        (year_start(through), through)
    }

    /// The month of a book; this month where none is asked for.
    pub fn month(&mut self, today: BookDate) -> Month {
        let text = given(self.asked.bulan.as_ref());
        text.and_then(|text| self.keep(Month::parse(text))).unwrap_or(today.month_of())
    }

    /// The unit, where one is asked for.
    pub fn unit(&mut self, units: &[Unit]) -> Option<UnitCode> {
        let text = given(self.asked.unit.as_ref())?;
        let code = text.parse().ok().map(UnitCode).filter(|code| units.iter().any(|unit| unit.code == *code));
        let read = code.ok_or_else(|| format!("Unit usaha {text} tidak ada. Pilih unit dari daftar."));
        self.keep(read)
    }

    /// The account, where one is asked for.
    pub fn account(&mut self, chart: &Chart) -> Option<AccountCode> {
        let text = given(self.asked.akun.as_ref())?;
        let code = text.parse().ok().map(AccountCode).filter(|code| chart.account(*code).is_some());
        self.keep(
            code.ok_or_else(|| format!("Akun {text} tidak ada di daftar akun. Pilih akun dari daftar.")),
        )
    }

    /// The cash or bank book: an account, or `kas` and `bank` for all accounts of a place. The main cash
    /// account where none is asked for.
    pub fn money(&mut self, chart: &Chart) -> MoneyBook {
        let main = MoneyBook::Account(super::MAIN_CASH);
        match given(self.asked.akun.as_ref()) {
            Some("kas") => MoneyBook::Place(MoneyPlace::Kas),
            Some("bank") => MoneyBook::Place(MoneyPlace::Bank),
            _ => match self.account(chart) {
                Some(code) if chart.money().any(|account| account.code == code) => MoneyBook::Account(code),
                Some(code) => {
                    self.problems.push(StatementError::NotMoney(code).to_string());
                    main
                }
                None => main,
            },
        }
    }

    /// The page of a long book.
    pub fn sheet(&mut self) -> Sheet {
        match given(self.asked.hal.as_ref()) {
            None => Sheet::Page(1),
            Some("semua") => Sheet::Whole,
            Some(text) => match text.parse() {
                Ok(page) if page > 0 => Sheet::Page(page),
                _ => {
                    self.problems.push(format!("Halaman {text} tidak ada. Pakai tombol di bawah lembar."));
                    Sheet::Page(1)
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> BookDate {
        BookDate::parse(text).expect("a date")
    }

    #[test]
    fn a_wrong_value_is_said_and_left_out() {
        let today = day("2026-11-24");
        let some = |text: &str| Some(text.to_owned());
        let asked = Asked {
            bulan: some("Nopember"),
            tanggal: some("31/02/2026"),
            dari: some("2026-12-01"),
            sampai: some("2026-10-31"),
            unit: some("x"),
            hal: some("0"),
            ..Asked::default()
        };
        let mut reading = Reading::of(&asked);
        assert_eq!(reading.month(today), today.month_of());
        assert_eq!(reading.day(today), today);
        assert_eq!(reading.period(today), (day("2026-01-01"), today));
        assert_eq!(reading.unit(&[]), None);
        assert_eq!(reading.sheet(), Sheet::Page(1));
        assert_eq!(reading.problems.len(), 5, "{:?}", reading.problems);
        assert!(reading.problems.iter().all(|said| said.ends_with('.')), "{:?}", reading.problems);
    }

    #[test]
    fn a_year_ends_today_where_it_is_not_over() {
        let today = day("2026-11-24");
        let of = |text: &str| {
            let asked = Asked { tahun: Some(text.to_owned()), ..Asked::default() };
            let mut reading = Reading::of(&asked);
            (reading.year(today), reading.problems.len())
        };
        assert_eq!(of("2025"), ((day("2025-01-01"), day("2025-12-31")), 0));
        assert_eq!(of("2026"), ((day("2026-01-01"), today), 0));
        assert_eq!(of("2027"), ((day("2026-01-01"), today), 1));
        assert_eq!(of("lalu"), ((day("2026-01-01"), today), 1));
    }

    #[test]
    fn an_end_without_a_beginning_has_its_own_book_year() {
        let asked = Asked { sampai: Some("31/12/2025".to_owned()), ..Asked::default() };
        let mut reading = Reading::of(&asked);
        assert_eq!(reading.period(day("2026-11-24")), (day("2025-01-01"), day("2025-12-31")));
        assert!(reading.problems.is_empty());
    }
}
