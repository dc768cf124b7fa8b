//! Whatever is posted: the changes in equity, the cash flow and the notes agree with the balance sheets and
//! with a reading of the entries one by one.

use std::collections::{BTreeMap, BTreeSet};

use crate::given::*;
use kernel::{AccountCode, BookDate, UnitCode};
use statements::{CashActivity, Side, balance_sheet, cash_flow, compared_balance_sheet, compared_income};
use statements::{equity_changes, notes};

/// Opening and closing are the equity of the balance sheets, line by line, and the rest leads from one to
/// the other.
pub fn check_equity(books: &Books<'_>, from: BookDate, to: BookDate, unit: Option<UnitCode>) {
    let changes = books.ask(|reader, coop| equity_changes(reader, coop, from, to, unit));
    let sheet = |day| books.ask(|reader, coop| balance_sheet(reader, coop, day, unit));
    let (before, after) = (sheet(from.plus_days(-1)), sheet(to));
    assert_eq!((changes.opening, changes.closing), (before.equity, after.equity), "{from} {to} {unit:?}");
    for line in &changes.lines {
        assert_eq!(
            (line.opening, line.closing),
            (before.amount(line.code), after.amount(line.code)),
            "{} {unit:?}",
            line.code
        );
        assert_eq!(line.opening.0 + line.additions.0 - line.reductions.0, line.closing.0, "{line:?}");
        assert!(line.additions.0 >= 0 && line.reductions.0 >= 0, "{line:?}");
    }
    let shown: BTreeSet<AccountCode> = changes.lines.iter().map(|line| line.code).collect();
    for sheet in [&before, &after] {
        let own = sheet.lines.iter().filter(|line| line.side == Side::Equity);
        assert!(own.map(|line| line.code).all(|code| shown.contains(&code)), "{changes:?}");
    }
}

/// What an account of these histories counts as, without the parameters.
fn activity_of(code: AccountCode) -> CashActivity {
    match code.0 / 1_000 {
        13 => CashActivity::Investing,
        31 => CashActivity::Financing,
        _ if code == ledger::CLEARING => CashActivity::Financing,
        _ => CashActivity::Operating,
    }
}

/// The cash flow leads from the cash of one balance sheet to that of the other, and its parts are what the
/// entries say that touched cash, of the unit, one by one.
pub fn check_cash_flow(books: &Books<'_>, from: BookDate, to: BookDate, unit: Option<UnitCode>) {
    let flow = books.ask(|reader, coop| cash_flow(reader, coop, from, to, unit));
    let cash = |day| {
        let sheet = books.ask(|reader, coop| balance_sheet(reader, coop, day, unit));
        sheet.amount(CASH).0 + sheet.amount(BANK).0
    };
    assert_eq!(
        (flow.opening.0, flow.closing.0),
        (cash(from.plus_days(-1)), cash(to)),
        "{from} {to} {unit:?}"
    );
    assert!(flow.agrees(), "{flow:?}");

    let entries = books.ask(|reader, coop| Ok(ledger::entries_between(reader, coop, from, to)?));
    let mut parts: BTreeMap<CashActivity, i64> = BTreeMap::new();
    for entry in &entries {
        let lines = || entry.lines.iter().filter(|line| unit.is_none_or(|unit| unit == line.unit));
        let is_cash = |code| [CASH, BANK].contains(&code);
        if lines().any(|line| is_cash(line.account)) {
            for line in lines().filter(|line| !is_cash(line.account)) {
                *parts.entry(activity_of(line.account)).or_default() -= line.amount.0;
            }
        }
    }
    let part = |activity| parts.get(&activity).copied().unwrap_or_default();
    assert_eq!(flow.operating.0, part(CashActivity::Operating), "{from} {to} {unit:?}");
    assert_eq!(flow.investing.0, part(CashActivity::Investing), "{from} {to} {unit:?}");
    assert_eq!(flow.financing.0, part(CashActivity::Financing), "{from} {to} {unit:?}");
    let between_units = flow.lines.iter().any(|line| line.label == "Uang dari dan ke unit lain");
    assert!(unit.is_some() || !between_units, "between the units nothing came in and nothing went out");
}

/// Every line of the two statements is in one note, and the notes sum to the statements.
pub fn check_notes(books: &Books<'_>, from: BookDate, to: BookDate, unit: Option<UnitCode>) {
    let notes =
        books.ask(|reader, coop| notes(reader, coop, (from, to), unit, Default::default(), Vec::new()));
    let sheet = books.ask(|reader, coop| compared_balance_sheet(reader, coop, to, unit));
    let income = books.ask(|reader, coop| compared_income(reader, coop, from, to, unit));
    let sum = |side: Side| {
        let of = || notes.notes.iter().filter(move |note| note.part == statements::NotePart::Balance(side));
        (of().map(|note| note.now.0).sum::<i64>(), of().map(|note| note.before.0).sum::<i64>())
    };
    assert_eq!(sum(Side::Assets), (sheet.now.assets.0, sheet.before.assets.0), "{unit:?}");
    assert_eq!(sum(Side::Liabilities), (sheet.now.liabilities.0, sheet.before.liabilities.0), "{unit:?}");
    assert_eq!(sum(Side::Equity), (sheet.now.equity.0, sheet.before.equity.0), "{unit:?}");
    let surplus = |of: fn(&statements::Note) -> i64| -> i64 {
        let signed = notes.notes.iter().map(|note| match note.part {
            statements::NotePart::Income(group) if group.adds() => of(note),
            statements::NotePart::Income(_) => -of(note),
            statements::NotePart::Balance(_) => 0,
        });
        signed.sum()
    };
    assert_eq!(surplus(|note| note.now.0), income.now.surplus.0, "{unit:?}");
    assert_eq!(surplus(|note| note.before.0), income.before.surplus.0, "{unit:?}");
    for line in &sheet.now.lines {
        assert!(notes.number_of(line.code, None).is_some(), "{}", line.code);
    }
    for line in &income.now.lines {
        assert!(notes.number_of(line.code, Some(line.group)).is_some(), "{}", line.code);
    }
    let numbers: Vec<i64> = notes.notes.iter().map(|note| note.number).collect();
    assert_eq!(numbers, (3..).take(numbers.len()).collect::<Vec<_>>());
    for moved in &notes.fixed_assets {
        assert_eq!(
            moved.opening.0 + moved.additions.0 + moved.reductions.0,
            moved.closing.0,
            "{}",
            moved.code
        );
        assert_eq!(moved.closing, sheet.now.amount(moved.code));
    }
}
