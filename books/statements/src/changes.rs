//! What changed most in a balance sheet, in one sentence each.

use kernel::{AccountCode, Rupiah};

use crate::compare::{ComparedBalanceSheet, StatementRow, StatementRowKind};

/// A change of one account between two days, in whole rupiah.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The account.
    pub account: AccountCode,
    /// As in the chart.
    pub name: String,
    /// What stands now.
    pub now: Rupiah,
    /// What stood before.
    pub before: Rupiah,
}

/// The accounts that changed most, the largest change first; equal ones in the order of their codes.
pub fn largest_changes(sheet: &ComparedBalanceSheet, count: usize) -> Vec<Change> {
    let rows = sheet.assets().into_iter().chain(sheet.liabilities_and_equity());
    let mut changes: Vec<Change> =
        rows.filter_map(change).filter(|change| change.now != change.before).collect();
    changes.sort_by_key(|change| (std::cmp::Reverse(change.difference().abs()), change.account));
    changes.truncate(count);
    changes
}

fn change(row: StatementRow) -> Option<Change> {
    let account = row.account.filter(|_| row.kind == StatementRowKind::Line)?;
    Some(Change { account, name: row.name, now: row.now, before: row.before })
}

impl Change {
    /// Now less before.
    pub fn difference(&self) -> Rupiah {
        [self.now, -self.before].into_iter().sum()
    }

    /// "Kas naik Rp5.137.500, dari Rp3.275.000 menjadi Rp8.412.500." A contra account (akumulasi
    /// penyusutan) is spoken of by its size.
    pub fn sentence(&self) -> String {
        let size = self.difference().abs();
        let (from, to) = match (self.before.0 <= 0, self.now.0 <= 0) {
            (true, true) => (self.before.abs(), self.now.abs()),
            _ => (self.before, self.now),
        };
        let verb = if to > from { "naik" } else { "turun" };
        let end = match (from.is_zero(), to.is_zero()) {
            (true, _) => "tadinya belum ada".to_owned(),
            (_, true) => "sekarang habis".to_owned(),
            _ => format!("dari {} menjadi {}", written(from), written(to)),
        };
        format!("{} {verb} {size}, {end}.", self.name)
    }
}

/// An amount in a sentence; a negative one in brackets, as in the statements.
fn written(amount: Rupiah) -> String {
    if amount.0 < 0 { format!("({})", amount.abs()) } else { amount.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_one_sentence() {
        let said = |before, now| {
            let name = "Kas".to_owned();
            Change { account: AccountCode(11_100), name, now: Rupiah(now), before: Rupiah(before) }.sentence()
        };
        assert_eq!(said(3_000, 8_000), "Kas naik Rp5.000, dari Rp3.000 menjadi Rp8.000.");
        assert_eq!(said(-1_000, -3_000), "Kas naik Rp2.000, dari Rp1.000 menjadi Rp3.000.");
        assert_eq!(said(0, 500), "Kas naik Rp500, tadinya belum ada.");
        assert_eq!(said(500, 0), "Kas turun Rp500, sekarang habis.");
        assert_eq!(said(500, -500), "Kas turun Rp1.000, dari Rp500 menjadi (Rp500).");
    }
}
