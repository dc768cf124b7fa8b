//! Mistakes, and the second person who decides about them.

use anyhow::{Context, Result};
use kernel::{BookDate, EntryId};
use ledger::Line;

use super::books::{Act, Books};
use super::hours::working_day;
use super::profile::{Plan, Profile};

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    /// The same act twice.
    Twice,
    /// A zero too many.
    Zero,
    /// Nothing was wrong; the request is refused.
    Nothing,
}

/// A mistake to come.
#[derive(Debug, Clone, Copy)]
struct Mistake {
    day: BookDate,
    slip: Slip,
    /// Days until somebody decides; nothing where the request still waits.
    decided_after: Option<i64>,
}

/// A request that somebody will decide.
#[derive(Debug)]
struct Open {
    request: i64,
    entry: EntryId,
    slip: Slip,
    day: BookDate,
}

/// The mistakes of one cooperative.
pub(super) struct Mistakes {
    coming: Vec<Mistake>,
    open: Vec<Open>,
}

impl Mistakes {
    pub fn draw(plan: &Plan, profile: &Profile) -> Self {
        let in_month = |of_eighteen, day| working_day(plan.month_at(of_eighteen).first_day().plus_days(day));
        let before_end = |days: i64| working_day(plan.until.plus_days(-days));
        let decided = |day, slip, after| Mistake { day, slip, decided_after: Some(after) };
        let waiting = |day, slip| Mistake { day, slip, decided_after: None };
        let coming = if profile.flagship {
            vec![
                decided(in_month(3, 19), Slip::Twice, 1),
                decided(in_month(6, 8), Slip::Zero, 2),
                decided(in_month(9, 21), Slip::Twice, 1),
                decided(in_month(11, 13), Slip::Nothing, 3),
                decided(in_month(14, 6), Slip::Zero, 1),
                waiting(before_end(6), Slip::Twice),
                waiting(before_end(3), Slip::Zero),
            ]
        } else if !profile.weekly && profile.vigour > 45 {
            vec![decided(in_month(8, 10), Slip::Twice, 2), decided(in_month(13, 16), Slip::Nothing, 2)]
        } else {
            Vec::new()
        };
        Self { coming, open: Vec::new() }
    }

    pub fn day(&mut self, books: &mut Books<'_, '_>) -> Result<()> {
        let date = books.date;
        let today: Vec<Mistake> = self.coming.iter().copied().filter(|mistake| mistake.day == date).collect();
        for mistake in today {
            self.slip(books, mistake)?;
        }
        let (due, later) = self.open.drain(..).partition(|open| open.day <= date);
        self.open = later;
        let due: Vec<Open> = due;
        for open in due {
            decide(books, &open)?;
        }
        Ok(())
    }

    fn slip(&mut self, books: &mut Books<'_, '_>, mistake: Mistake) -> Result<()> {
        let right = books.random.amount(18_000, 45_000, 1_000);
        let copies = || Act::of("bayar-cetak-fotokopi", right).note("Fotokopi formulir anggota");
        let (act, reason) = match mistake.slip {
            Slip::Twice => {
                books.act(copies())?;
                (copies(), "Tercatat dua kali, notanya hanya satu")
            }
            Slip::Zero => {
                let wrong = Act::of("bayar-transport", right * 10).note("Antar berkas ke notaris");
                (wrong, "Kelebihan satu nol, nota tertulis sepersepuluhnya")
            }
            Slip::Nothing => (copies(), "Dikira salah catat, notanya belum ketemu"),
        };
        let Some(entry) = books.act(act)? else { return Ok(()) };
        let at = books.desk.at(books.date, &mut books.random);
        let by = books.staff.treasurer;
        let request = cashbook::request_reversal(books.tx, books.cooperative, entry, reason, by, at)?;
        if let Some(days) = mistake.decided_after {
            let day = working_day(books.date.plus_days(days));
            self.open.push(Open { request, entry, slip: mistake.slip, day });
        }
        Ok(())
    }
}

/// The chair or the secretary decides in the afternoon.
fn decide(books: &mut Books<'_, '_>, open: &Open) -> Result<()> {
    let at = books.desk.at_hour(books.date, 15, &mut books.random);
    let by = if open.request % 2 == 0 { books.staff.secretary } else { books.staff.chair };
    if open.slip == Slip::Nothing {
        let note = "Nota sudah ketemu dan cocok, catatan tetap";
        cashbook::refuse_reversal(books.tx, books.cooperative, open.request, note, by, at)?;
        return Ok(());
    }
    let wrong =
        ledger::entry(books.tx, books.cooperative, open.entry)?.context("catatan yang salah tidak ada")?;
    cashbook::approve_reversal(books.tx, books.cooperative, open.request, by, at)?;
    let back: Vec<Line> = wrong.lines.iter().map(|line| Line { amount: -line.amount, ..*line }).collect();
    books.moved(&back);
    if open.slip == Slip::Zero {
        let amount: i64 = wrong.lines.iter().map(|line| line.amount.0.max(0)).sum();
        books.act(
            Act::of("bayar-transport", amount / 10)
                .note("Antar berkas ke notaris, pengganti yang dibatalkan"),
        )?;
    }
    Ok(())
}
