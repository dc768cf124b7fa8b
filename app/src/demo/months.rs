//! Months that get closed, opened again once, and said to be empty.

use anyhow::Result;
use kernel::{BookDate, Month, UnitCode};

use super::books::{Act, Books};
use super::hours::working_day;
use super::profile::{Fate, Plan, Profile};
use super::random::Random;

/// The shop.
const SHOP: UnitCode = UnitCode(10);

/// How one cooperative keeps its months.
pub(super) struct Months {
    next: Month,
    through: Option<Month>,
    /// The month that the chair opens again, with the day.
    reopened: Option<Month>,
    /// Months that will be said to be empty, first and last.
    empty: Option<(Month, Month)>,
    /// The day of the following month.
    day: i64,
    until: BookDate,
}

impl Months {
    pub fn draw(plan: &Plan, profile: &Profile, random: &mut Random) -> Self {
        let this_month = plan.until.month_of();
        let lived = profile.last_day.map(BookDate::month_of);
        let closes_empty = profile.close_through > lived;
        let empty = (profile.fate == Fate::Zero && !closes_empty).then(|| {
            let first = lived.map_or(plan.first_month().min(this_month.previous()), Month::next);
            (first, this_month.previous())
        });
        let reopened = profile.flagship.then(|| plan.month_at(8)).filter(|month| month.next() < this_month);
        let day = if profile.flagship { 6 } else { random.between(5, 12) };
        Self {
            next: plan.first_month(),
            through: profile.close_through,
            reopened,
            empty,
            day,
            until: plan.until,
        }
    }

    /// What falls on the day; on the last day, all that is left.
    pub fn day(&mut self, books: &mut Books<'_, '_>) -> Result<()> {
        let date = books.date;
        let this_month = date.month_of();
        let closing = working_day(this_month.first_day().plus_days(self.day - 1));
        if date != closing && date != self.until {
            return Ok(());
        }
        while self.through.is_some_and(|through| self.next <= through) && self.next < this_month {
            self.close(books)?;
            if self.reopened == Some(self.next.previous()) {
                self.again(books)?;
            }
        }
        while let Some((first, last)) = self.empty
            && first <= last
            && first < this_month
        {
            let at = books.desk.at_hour(date, 10, &mut books.random);
            activity::declare_zero(books.tx, books.cooperative, first, books.staff.treasurer, at)?;
            self.empty = Some((first.next(), last));
        }
        Ok(())
    }

    fn close(&mut self, books: &mut Books<'_, '_>) -> Result<()> {
        let at = books.desk.at_hour(books.date, 16, &mut books.random);
        assets::depreciate(books.tx, books.cooperative, self.next, books.staff.treasurer, at)?;
        ledger::close_month(books.tx, books.cooperative, self.next, books.staff.treasurer, at)?;
        self.next = self.next.next();
        Ok(())
    }

    /// The chair opens the month that was just closed; what was forgotten is added, and it is closed again.
    fn again(&mut self, books: &mut Books<'_, '_>) -> Result<()> {
        let (month, today) = (self.next.previous(), books.date);
        let at = books.desk.at_hour(today, 16, &mut books.random);
        let reason = "Harga beli sebagian barang terjual belum dicatat";
        ledger::reopen_month(books.tx, books.cooperative, month, reason, books.staff.chair, at)?;
        let cost = Act::of("harga-beli-toko", 15_000).unit(SHOP).activity(ledger::Activity::NonMember);
        books.late(cost.note("Susulan"), month.last_day())?;
        self.next = month;
        self.reopened = None;
        self.close(books)
    }
}
