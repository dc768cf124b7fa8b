//! Whether the money that is there is the money of the books: cash counted, bank compared.

use kernel::{AccountCode, BookDate, Rupiah, UnitCode};
use ledger::MoneyPlace;
use line::Refused;
use reconciliation::CashCount;
use store::Reader;

use crate::desk::closing::check::{Check, Tick};
use crate::desk::closing::facts::MonthBooks;

/// Cash that was counted so many days before the end of a month counts for it: offices close on Friday.
const DAYS_BEFORE_END: i64 = 2;

/// How many of the last counts are looked through.
const COUNTS: i64 = 400;

/// Cash and bank never stand below zero.
pub fn not_overdrawn(books: &MonthBooks) -> Vec<Check> {
    let name = "Kas dan bank tidak minus";
    let below = books.chart.money().filter(|account| books.balance(account.code) < Rupiah::ZERO);
    let mut checks: Vec<Check> = below
        .map(|account| {
            let stands = books.balance(account.code);
            let detail = format!("{} {stands}. Ada uang masuk yang belum dicatat.", account.name);
            let path = format!("buku/kas?akun={}&bulan={}", account.code, books.month);
            Check::open(name, &format!("{} minus", account.name), detail).link("Buka", path)
        })
        .collect();
    if checks.is_empty() {
        checks.push(Check::good(name, "Bila minus, ada uang masuk yang belum dicatat."));
    }
    checks
}

/// What counts say about the cash of one account in one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Counted<'c> {
    /// Nobody counted it.
    Not,
    /// By this count, of the unit alone or of all units together.
    By(&'c CashCount),
}

/// The newest count of a unit's cash since a day: of the unit itself, else of all units together. `counts`
/// are newest first.
fn counted(counts: &[CashCount], account: AccountCode, unit: UnitCode, since: BookDate) -> Counted<'_> {
    let of = |wanted: Option<UnitCode>| {
        counts.iter().find(|count| count.account == account && count.unit == wanted && count.on >= since)
    };
    of(Some(unit)).or_else(|| of(None)).map_or(Counted::Not, Counted::By)
}

/// Cash was counted at the end of the month or later, and agrees with the books of that day.
///
/// # Errors
/// The store cannot answer.
pub fn cash_counted(reader: &mut dyn Reader, books: &MonthBooks) -> Result<Check, Refused> {
    let name = "Kas sudah dihitung";
    let since = books.month.last_day().plus_days(-DAYS_BEFORE_END);
    let counts = reconciliation::counts(reader, books.cooperative, COUNTS)
        .map_err(|error| Refused::about(None, error))?;
    let cash = books.chart.iter().filter(|account| account.cash == Some(MoneyPlace::Kas));
    let (mut missing, mut seen, mut differing) = (Vec::new(), Vec::new(), Vec::new());
    for (account, unit, stands) in cash.flat_map(|account| {
        books.by_unit(account.code).into_iter().map(|(unit, at)| (account.code, unit, at))
    }) {
        match counted(&counts, account, unit, since) {
            Counted::Not => missing.push(format!("{} {stands}", books.place(account, unit))),
            Counted::By(count) if seen.contains(&count.id) => {}
            Counted::By(count) => {
                seen.push(count.id);
                // As the books stand now: what was recorded since then explains the difference.
                let should = ledger::balance_of(reader, books.cooperative, account, count.on, count.unit)?;
                let difference = Rupiah(count.total.0.saturating_sub(should.0));
                if !difference.is_zero() {
                    let way = if difference > Rupiah::ZERO { "lebih" } else { "kurang" };
                    let place = books.place(account, count.unit.unwrap_or(UnitCode::OFFICE));
                    differing.push(format!("{place} {way} {}", difference.abs()));
                }
            }
        }
    }
    Ok(match (missing.is_empty(), differing.is_empty()) {
        (true, true) if seen.is_empty() => Check::unneeded(name, "Tidak ada uang kas di akhir bulan."),
        (true, true) => Check::good(name, "Hasil hitung sama dengan buku."),
        (_, false) => Check::open(
            name,
            "selisih",
            format!("{}. Cari sebabnya, atau catat sebagai selisih kas.", differing.join(", ")),
        )
        .link("Lihat hitungan", "hitung-kas"),
        (false, true) => {
            Check::asked(name, Tick::Counted, format!("Belum ada hitungan: {}.", missing.join(", ")))
                .record("Hitung kas", "hitung-kas/baru")
        }
    })
}

/// Each bank account that moved, or holds money, agrees with its statement at the end of the month.
///
/// # Errors
/// The store cannot answer.
pub fn bank_compared(reader: &mut dyn Reader, books: &MonthBooks) -> Result<Vec<Check>, Refused> {
    let banks = books.chart.iter().filter(|account| account.cash == Some(MoneyPlace::Bank));
    let used = banks.filter(|bank| books.has_moved(bank.code) || !books.balance(bank.code).is_zero());
    let mut checks = Vec::new();
    for bank in used {
        let state = reconciliation::state(reader, books.cooperative, bank.code, books.month)
            .map_err(|error| Refused::about(None, error))?;
        let name = format!("{} cocok dengan rekening koran", bank.name);
        let path = format!("cocokkan/{}/{}", bank.code, books.month);
        checks.push(if state.is_reconciled() {
            Check::good(name, "Setiap baris rekening koran ada catatannya.")
        } else if state.is_covered {
            let detail = match (state.unmatched_lines.len(), state.difference.unwrap_or_default()) {
                (0, difference) => format!("Saldo masih berbeda {}.", difference.abs()),
                (lines, _) => format!("{lines} baris rekening koran belum ada catatannya."),
            };
            Check::open(name, "belum cocok", detail).link("Cocokkan", path)
        } else {
            let detail = format!("Saldo buku {}. Rekening koran belum diunggah.", state.book_closing);
            Check::asked(name, Tick::Counted, detail).link("Cocokkan", path)
        });
    }
    if checks.is_empty() {
        checks.push(Check::unneeded("Bank cocok dengan rekening koran", "Belum ada uang di bank."));
    }
    Ok(checks)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use kernel::{Timestamp, UserId};

    use super::*;

    const CASH: AccountCode = AccountCode(11_100);
    const SHOP: UnitCode = UnitCode(10);

    fn count(id: i64, unit: Option<UnitCode>, on: &str) -> CashCount {
        CashCount {
            id,
            account: CASH,
            unit,
            on: BookDate::parse(on).unwrap(),
            total: Rupiah(5),
            books: Rupiah(5),
            pieces: BTreeMap::new(),
            note: String::new(),
            by: UserId(1),
            at: Timestamp(0),
        }
    }

    #[test]
    fn the_newest_count_since_the_last_days_of_the_month_holds() {
        let since = BookDate::parse("2026-10-29").unwrap();
        let counts =
            [count(3, Some(SHOP), "2026-10-30"), count(2, None, "2026-10-29"), count(1, None, "2026-10-02")];
        let of = |counts, unit| match counted(counts, CASH, unit, since) {
            Counted::By(count) => count.id,
            Counted::Not => 0,
        };
        assert_eq!(of(&counts, SHOP), 3, "the unit's own");
        assert_eq!(of(&counts, UnitCode::OFFICE), 2, "that of all units together");
        assert_eq!(of(&counts[2..], SHOP), 0, "one from the beginning of the month says nothing of its end");
        assert_eq!(counted(&counts, AccountCode(11_110), SHOP, since), Counted::Not, "another drawer");
    }
}
