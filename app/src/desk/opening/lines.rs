//! From lines to entries: each within what an entry may hold, each balanced in every unit.

use kernel::{BookDate, CooperativeId, Rupiah, Timestamp, UnitCode, UserId};
use ledger::{Book, CLEARING, Entry, LedgerError, Line, Posted};
use store::Tx;

use crate::desk::opening::UNNAMED;

/// Lines of an entry before the three that may balance it: the ledger takes 200.
const LINES: usize = 197;

/// Lines of one unit as the lines of entries. What is left over goes to [`UNNAMED`]; what comes from the
/// office is taken there from [`UNNAMED`] too.
pub fn in_entries(lines: &[Line], unit: UnitCode) -> Result<Vec<Vec<Line>>, LedgerError> {
    let sum = |lines: &[Line]| {
        Rupiah::try_sum(lines.iter().map(|line| line.amount)).ok_or(LedgerError::AmountTooLarge)
    };
    let mut entries = Vec::new();
    for part in lines.chunks(LINES) {
        let mut entry = part.to_vec();
        let left = sum(part)?;
        if !left.is_zero() {
            entry.push(Line::credit(UNNAMED, left).unit(unit));
        }
        let clearing: Vec<Line> = part.iter().filter(|line| line.account == CLEARING).copied().collect();
        let capital = sum(&clearing)?;
        if !capital.is_zero() {
            entry.push(Line::credit(CLEARING, capital));
            entry.push(Line::debit(UNNAMED, capital));
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// What all entries of one opening have in common.
#[derive(Debug, Clone)]
pub struct Opening {
    pub cooperative: CooperativeId,
    pub day: BookDate,
    pub unit: UnitCode,
    pub act: &'static str,
    pub description: String,
    pub by: UserId,
    pub at: Timestamp,
}

/// The entries that were posted.
#[derive(Debug, Default)]
pub struct Made {
    pub entries: Vec<Posted>,
}

impl Made {
    /// The entry that holds a line, by its place among the lines given.
    pub fn of_line(&self, place: usize) -> Option<&Posted> {
        self.entries.get(place / LINES)
    }
}

/// Posts the lines of an opening: one entry where they fit into one.
///
/// # Errors
/// A refusal of the ledger; nothing has been written.
pub fn post_all(tx: &mut Tx<'_>, opening: &Opening, lines: &[Line]) -> Result<Made, LedgerError> {
    let mut made = Made::default();
    let parts = in_entries(lines, opening.unit)?;
    let several = parts.len() > 1;
    for (n, lines) in parts.into_iter().enumerate() {
        let part = if several { format!(", bagian {}", n + 1) } else { String::new() };
        let posted = ledger::post(
            tx,
            &Entry {
                cooperative: opening.cooperative,
                date: opening.day,
                book: Book::Memorial,
                description: format!("{}{part}", opening.description).chars().take(200).collect(),
                note: String::new(),
                act: opening.act,
                rule: String::new(),
                voucher: None,
                reverses: None,
                by: opening.by,
                at: opening.at,
                lines,
            },
        )?;
        made.entries.push(posted);
    }
    Ok(made)
}

#[cfg(test)]
mod tests {
    use kernel::{AccountCode, PartyId};

    use super::*;

    const SHOP: UnitCode = UnitCode(10);

    fn net(lines: &[Line], unit: UnitCode) -> i64 {
        lines.iter().filter(|line| line.unit == unit).map(|line| line.amount.0).sum()
    }

    #[test]
    fn what_balances_by_itself_leaves_nothing_unnamed() {
        let lines =
            [Line::debit(AccountCode(11_100), Rupiah(900)), Line::credit(AccountCode(31_400), Rupiah(900))];
        assert_eq!(in_entries(&lines, UnitCode::OFFICE).unwrap(), [lines.to_vec()]);
    }

    #[test]
    fn the_rest_is_taken_from_what_nobody_could_name() {
        let lines = [Line::credit(AccountCode(31_100), Rupiah(50_000))];
        let entry = in_entries(&lines, UnitCode::OFFICE).unwrap().remove(0);
        assert_eq!(entry[1], Line::debit(UNNAMED, Rupiah(50_000)));
    }

    #[test]
    fn capital_of_a_unit_comes_from_the_office() {
        let lines = [
            Line::debit(AccountCode(11_100), Rupiah(5_000)).unit(SHOP),
            Line::credit(CLEARING, Rupiah(5_000)).unit(SHOP),
        ];
        let entry = in_entries(&lines, SHOP).unwrap().remove(0);
        assert_eq!((net(&entry, SHOP), net(&entry, UnitCode::OFFICE)), (0, 0));
        assert!(entry.contains(&Line::debit(CLEARING, Rupiah(5_000))));
        assert!(entry.contains(&Line::credit(UNNAMED, Rupiah(5_000))));
    }

    #[test]
    fn a_thousand_members_fit_into_entries_that_balance() {
        let saved = |party| Line::credit(AccountCode(31_100), Rupiah(50_000)).party(Some(PartyId(party)));
        let lines: Vec<Line> = (1..=1_000).map(saved).collect();
        let entries = in_entries(&lines, UnitCode::OFFICE).unwrap();
        assert_eq!(entries.len(), 6);
        assert!(entries.iter().all(|entry| entry.len() <= 200 && net(entry, UnitCode::OFFICE) == 0));
        assert_eq!(entries.iter().flatten().filter(|line| line.party.is_some()).count(), 1_000);
    }
}
