//! The books as an hledger journal, so that anybody can check them with a program that is not ours.
//!
//! Written a month at a time, so that memory stays bounded. Accounts are `11100 Kas:00 Kantor`: code and
//! name of the chart, then the business unit. Amounts are whole rupiah, `120000 IDR`; a debit is
//! positive. The document number is the transaction's code; unit, party and activity are tags. Accounts
//! are declared with their types, so that `hledger bs`, `is` and `cf` give the statements too.

use std::collections::BTreeMap;
use std::io::Write;

use kernel::{AccountCode, BookDate, CooperativeId, Month, Rupiah, UnitCode};
use ledger::{AccountKind, Activity, Chart, EntryView, Line, NormalSide};
use store::{Reader, StoreError};

use crate::error::StatementError;
use crate::figures::{check_period, shape_of, total};
use crate::span::span;

/// Writes the books from a day through another; from the beginning and to the end where a day is not
/// given. With a first day, what stood before it is one entry dated the day before.
///
/// # Errors
/// [`StatementError::DatesReversed`], [`StatementError::Unwritten`], [`StatementError::Store`].
pub fn export_hledger(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: Option<BookDate>,
    to: Option<BookDate>,
    out: &mut impl Write,
) -> Result<(), StatementError> {
    let through = to.unwrap_or(BookDate::MAX);
    if let Some(from) = from {
        check_period(from, through)?;
    }
    let names = Names::read(reader, cooperative, through)?;
    writeln!(out, "; Sokoguru, koperasi {cooperative}. Jumlah dalam rupiah utuh; debit positif.")?;
    writeln!(out, "commodity IDR\n")?;
    declare(reader, cooperative, &names, through, out)?;
    if let Some(from) = from.filter(|from| *from > BookDate::MIN) {
        opening(reader, cooperative, &names, from, out)?;
    }
    let Some((first, last)) = span(reader, cooperative)? else { return Ok(()) };
    let start = from.map_or(first, |from| first.max(from.month_of()));
    for month in Month::range(start, last.min(through.month_of())) {
        let begin = from.map_or(month.first_day(), |from| from.max(month.first_day()));
        let end = through.min(month.last_day());
        for entry in ledger::entries_between(reader, cooperative, begin, end)? {
            transaction(&names, &entry, out)?;
        }
    }
    Ok(())
}

/// The names of accounts and units, as the journal writes them.
struct Names {
    chart: Chart,
    units: BTreeMap<UnitCode, String>,
}

impl Names {
    fn read(reader: &mut dyn Reader, cooperative: CooperativeId, day: BookDate) -> Result<Self, StoreError> {
        let chart = ledger::chart_of(reader, cooperative, day)?;
        let units = ledger::units_of(reader, cooperative)?;
        Ok(Self { chart, units: units.into_iter().map(|unit| (unit.code, unit.name)).collect() })
    }

    fn account(&self, code: AccountCode, unit: UnitCode) -> String {
        let unit_name = self.units.get(&unit).map_or("", String::as_str);
        let of_unit = format!("{:02} {}", unit.0, word(unit_name));
        format!("{code} {}:{}", word(&self.chart.name(code)), of_unit.trim_end())
    }
}

impl Names {
    /// The letter by which hledger knows what an account is: Cash, Asset, Liability, Equity, Revenue,
    /// eXpense.
    fn account_type(&self, code: AccountCode) -> char {
        if self.chart.account(code).is_some_and(|account| account.cash.is_some()) {
            return 'C';
        }
        let shape = shape_of(&self.chart, code);
        match shape.kind {
            AccountKind::Asset => 'A',
            AccountKind::Liability => 'L',
            AccountKind::Equity => 'E',
            AccountKind::Revenue => 'R',
            AccountKind::Other if shape.normal == NormalSide::Credit => 'R',
            _ => 'X',
        }
    }
}

/// Text that cannot be taken for anything else: one line, single spaces, nothing that starts a comment,
/// a tag, a date in brackets or a sub-account.
fn word(text: &str) -> String {
    let plain = text.replace([';', ':', '[', ']', '|', '{', '}', '"'], " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Declares the accounts in use, so that `hledger check --strict` passes too.
fn declare(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    names: &Names,
    through: BookDate,
    out: &mut impl Write,
) -> Result<(), StatementError> {
    let mut used: Vec<(AccountCode, UnitCode)> = ledger::balances(reader, cooperative, None, through, None)?
        .iter()
        .map(|row| (row.account, row.unit))
        .collect();
    used.dedup();
    for (code, unit) in used {
        // Two spaces end the name of an account.
        writeln!(out, "account {}  ; type:{}", names.account(code, unit), names.account_type(code))?;
    }
    writeln!(out)?;
    Ok(())
}

/// What stood before the first day, as one entry.
fn opening(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    names: &Names,
    from: BookDate,
    out: &mut impl Write,
) -> Result<(), StatementError> {
    let eve = from.plus_days(-1);
    let mut nets: BTreeMap<(AccountCode, UnitCode, Activity), Rupiah> = BTreeMap::new();
    for row in ledger::balances(reader, cooperative, None, eve, None)? {
        let net = nets.entry((row.account, row.unit, row.activity)).or_default();
        *net = total([*net, row.debit, -row.credit])?;
    }
    nets.retain(|_, net| !net.is_zero());
    if nets.is_empty() {
        return Ok(());
    }
    writeln!(out, "{eve} (SALDO-AWAL) Saldo awal")?;
    for ((account, unit, activity), amount) in nets {
        posting(names, &Line { account, unit, amount, party: None, activity }, out)?;
    }
    writeln!(out)?;
    Ok(())
}

fn transaction(names: &Names, entry: &EntryView, out: &mut impl Write) -> Result<(), StatementError> {
    let code = entry.document.replace([')', '\n'], " ");
    writeln!(out, "{} ({code}) {}", entry.date, word(&entry.description))?;
    writeln!(out, "    ; entry:{}, act:{}", entry.id, word(&entry.act))?;
    let note = word(&entry.note);
    if !note.is_empty() {
        writeln!(out, "    ; {note}")?;
    }
    for line in &entry.lines {
        posting(names, line, out)?;
    }
    writeln!(out)?;
    Ok(())
}

fn posting(names: &Names, line: &Line, out: &mut impl Write) -> Result<(), StatementError> {
    write!(
        out,
        "    {}  {} IDR  ; unit:{:02}",
        names.account(line.account, line.unit),
        line.amount.0,
        line.unit.0
    )?;
    if let Some(party) = line.party {
        write!(out, ", party:{party}")?;
    }
    match line.activity {
        Activity::Member => writeln!(out, ", activity:member")?,
        Activity::NonMember => writeln!(out, ", activity:non_member")?,
        Activity::None => writeln!(out)?,
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_taken_for_anything_else() {
        assert_eq!(word("Bayar;  date:kemarin\n[2026-01-01] | x"), "Bayar date kemarin 2026-01-01 x");
        assert_eq!(word("  "), "");
    }
}
