//! The hash chain of a cooperative: each entry's hash covers the one before, so that nothing can be
//! changed, left out or slipped in without the rest failing to match.

use kernel::{BookDate, CooperativeId, EntryId, Month};
use sha2::{Digest, Sha256};
use store::{Column, Conflict, Folded, Row, StoreError, Table, Value, values};

use crate::entry::{Entry, Line};

static CHAIN: Table = Table {
    name: "ledger_chain",
    columns: &[
        ("cooperative_id", Column::Int),
        ("last_entry", Column::Int),
        ("tip", Column::Blob),
        ("closed_through", Column::Int),
    ],
    conflict: Conflict::Replace { key: 1 },
};

/// Where a chain stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chain {
    pub last_entry: i64,
    /// Hash of the last entry; 32 zero bytes before the first.
    pub tip: Vec<u8>,
    pub closed_through: Option<Month>,
}

impl Folded for Chain {
    type Key = CooperativeId;
    const TABLE: &'static Table = &CHAIN;
    const LOAD: &'static str =
        "select last_entry, tip, closed_through from ledger_chain where cooperative_id = $1";

    fn key(key: &Self::Key) -> Vec<Value> {
        values![*key].into()
    }

    fn decode(row: &Row) -> Result<Self, StoreError> {
        Ok(Self {
            last_entry: row.int(0)?,
            tip: row.blob(1)?,
            closed_through: Month::from_number(row.int(2)?),
        })
    }

    fn absent() -> Self {
        Self { last_entry: 0, tip: vec![0; 32], closed_through: None }
    }

    fn encode(&self) -> Vec<Value> {
        let closed = self.closed_through.map_or(0, Month::number);
        values![self.last_entry, self.tip.as_slice(), closed].into()
    }

    fn tenant(cooperative: &Self::Key) -> Option<i64> {
        Some(cooperative.0)
    }
}

/// The facts of an entry that its hash covers.
pub(crate) struct Hashed<'e> {
    pub id: EntryId,
    pub date: BookDate,
    pub document: &'e str,
    pub description: &'e str,
    pub note: &'e str,
    pub act: &'e str,
    pub rule: &'e str,
    pub voucher: i64,
    pub reverses: i64,
    pub by: i64,
    pub at: i64,
}

impl<'e> Hashed<'e> {
    pub fn of(entry: &'e Entry, id: EntryId, document: &'e str) -> Self {
        Self {
            id,
            date: entry.date,
            document,
            // As it is stored.
            description: entry.description.trim(),
            note: &entry.note,
            act: entry.act,
            rule: &entry.rule,
            voucher: entry.voucher.map_or(0, |voucher| voucher.0),
            reverses: entry.reverses.map_or(0, |reversed| reversed.0),
            by: entry.by.0,
            at: entry.at.0,
        }
    }
}

/// SHA-256 over the hash before, the entry's facts and its lines. Each text is preceded by its length,
/// each number is 8 bytes, so that two different entries never give the same bytes.
pub(crate) fn digest(before: &[u8], entry: &Hashed<'_>, lines: &[Line]) -> Vec<u8> {
    let mut hash = Sha256::new();
    let date = entry.date.to_string();
    hash.update(before);
    for text in [&date, entry.document, entry.description, entry.note, entry.act, entry.rule] {
        hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(text);
    }
    for number in [entry.id.0, entry.voucher, entry.reverses, entry.by, entry.at] {
        hash.update(number.to_be_bytes());
    }
    for line in lines {
        let party = line.party.map_or(0, |party| party.0);
        for number in [line.account.0, line.unit.0, line.activity.number(), party, line.amount.0] {
            hash.update(number.to_be_bytes());
        }
    }
    hash.finalize().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{AccountCode, PartyId, Rupiah};

    fn facts(id: i64) -> Hashed<'static> {
        Hashed {
            id: EntryId(id),
            date: BookDate::MIN,
            document: "BKM/2026/00001",
            description: "Setoran",
            note: "",
            act: "savings.deposit",
            rule: "",
            voucher: 0,
            reverses: 0,
            by: 3,
            at: 1_795_000_000_000_000,
        }
    }

    fn lines() -> Vec<Line> {
        let credit = Line::credit(AccountCode(21_200), Rupiah(5)).party(Some(PartyId(7)));
        vec![Line::debit(AccountCode(11_100), Rupiah(5)), credit]
    }

    /// An auditor's program must find the same bytes in ten years.
    #[test]
    fn the_bytes_under_a_hash_are_written_down() {
        let mut bytes = vec![9_u8; 32];
        for text in ["1990-01-01", "BKM/2026/00001", "Setoran", "", "savings.deposit", ""] {
            bytes.extend(u64::try_from(text.len()).unwrap().to_be_bytes());
            bytes.extend(text.as_bytes());
        }
        let numbers = [1, 0, 0, 3, 1_795_000_000_000_000, 11_100, 0, 0, 0, 5, 21_200, 0, 0, 7, -5_i64];
        numbers.iter().for_each(|number| bytes.extend(number.to_be_bytes()));
        assert_eq!(digest(&[9; 32], &facts(1), &lines()), Sha256::digest(bytes).to_vec());
    }

    #[test]
    fn texts_do_not_run_into_each_other() {
        let one = Hashed { description: "Setor", note: "an", ..facts(1) };
        let other = Hashed { description: "Setora", note: "n", ..facts(1) };
        assert_ne!(digest(&[], &one, &lines()), digest(&[], &other, &lines()));
    }

    #[test]
    fn every_fact_and_line_counts() {
        let first = digest(&[0; 32], &facts(1), &lines());
        let changed = [
            facts(2),
            Hashed { date: BookDate::MAX, ..facts(1) },
            Hashed { document: "BKM/2026/00002", ..facts(1) },
            Hashed { note: "x", ..facts(1) },
            Hashed { act: "x", ..facts(1) },
            Hashed { rule: "x", ..facts(1) },
            Hashed { voucher: 1, ..facts(1) },
            Hashed { reverses: 1, ..facts(1) },
            Hashed { by: 4, ..facts(1) },
            Hashed { at: 0, ..facts(1) },
        ];
        for facts in changed {
            assert_ne!(digest(&[0; 32], &facts, &lines()), first);
        }
        assert_ne!(digest(&[1; 32], &facts(1), &lines()), first, "the hash before counts");
        let reversed: Vec<Line> = lines().into_iter().rev().collect();
        assert_ne!(digest(&[0; 32], &facts(1), &reversed), first, "the order of the lines counts");
    }

    #[test]
    fn a_chain_comes_back_as_it_was_kept() {
        let chain = Chain { last_entry: 7, tip: vec![1; 32], closed_through: Month::new(2026, 7) };
        for (chain, closed) in [(chain, 202_607), (Chain::absent(), 0)] {
            assert_eq!(chain.encode(), values![chain.last_entry, chain.tip.as_slice(), closed]);
        }
        assert_eq!(Chain::absent().tip.len(), 32);
    }
}
