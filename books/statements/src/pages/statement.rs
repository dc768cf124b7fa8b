//! The tables of neraca and PHU on the screen: two amounts a row, each opens what it is made of.

use kernel::{AccountCode, Rupiah};

use super::place::Amount;
use crate::compare::{StatementRow, StatementRowKind};

/// A table of a statement.
pub(crate) struct StatementTable {
    /// Head of the first column.
    pub name: String,
    /// The accounting word behind it, or empty.
    pub term: &'static str,
    /// Head of the amounts now.
    pub now: String,
    /// Head of the amounts before.
    pub before: String,
    pub rows: Vec<StatementLine>,
    /// The rows below the double line.
    pub totals: Vec<StatementLine>,
}

/// A row with its amounts.
pub(crate) struct StatementLine {
    pub name: String,
    pub term: &'static str,
    /// The class of the row in the style sheet: `group`, `in1`, `total`, or none.
    pub class: &'static str,
    /// Now and before.
    pub amounts: [Amount; 2],
}

impl StatementLine {
    /// Whether it only names a group.
    pub fn is_heading(&self) -> bool {
        self.class == "group"
    }
}

impl StatementTable {
    /// Lays rows out; `links` gives what the amounts of an account open, now and before.
    pub fn of(
        (name, term): (&str, &'static str),
        (now, before): (String, String),
        rows: Vec<StatementRow>,
        links: impl Fn(AccountCode) -> (String, String),
    ) -> Self {
        let line = |row: &StatementRow| {
            let (now, before) = row.account.map(&links).unwrap_or_default();
            let class = match row.kind {
                StatementRowKind::Heading => "group",
                StatementRowKind::Line => "in1",
                StatementRowKind::Subtotal => "total",
                StatementRowKind::Total => "",
            };
            StatementLine {
                name: row.name.clone(),
                term: row.term,
                class,
                amounts: [Amount::linked(row.now, now), Amount::linked(row.before, before)],
            }
        };
        let (totals, rows): (Vec<_>, Vec<_>) =
            rows.iter().partition(|row| row.kind == StatementRowKind::Total);
        Self {
            name: name.to_owned(),
            term,
            now,
            before,
            rows: rows.into_iter().map(line).collect(),
            totals: totals.into_iter().map(line).collect(),
        }
    }
}

/// An increase or decrease as it stands at the end of a line: `+ 5.137.500`, `− 90.000`.
pub(crate) fn signed(difference: Rupiah) -> String {
    let sign = if difference < Rupiah::ZERO { "−" } else { "+" };
    format!("{sign} {}", difference.abs().plain())
}
