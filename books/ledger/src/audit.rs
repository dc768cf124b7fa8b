//! Audit: computes balances, chain and seals again from the lines, and says where anything differs.

use std::collections::BTreeMap;

use kernel::{CooperativeId, EntryId, Month};
use serde::Serialize;
use store::{Reader, Row, StoreError, StoreErrorKind, Value, values};

use crate::chain::{Hashed, digest};
use crate::journal::{EntryView, entries_by_number};
use crate::period::{hex, period_state, seals, verify_seal};
use crate::year::{december, verify_year, year_closings};

/// Entries read at a time, so that memory stays bounded.
const PIECE: i64 = 5_000;

/// Something that does not agree with the lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Whose books.
    pub cooperative: CooperativeId,
    /// `chain`, `number`, `unbalanced`, `balance`, `party_balance`, `seal`, `year`.
    pub kind: &'static str,
    /// The place: an entry, an account, a month.
    pub r#where: String,
    /// What the lines say.
    pub expected: String,
    /// What was found.
    pub found: String,
}

/// What an audit went through and found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AuditReport {
    /// Entries read.
    pub entries: i64,
    /// Lines read.
    pub lines: i64,
    /// What differs; nothing where all agrees.
    pub differences: Vec<Difference>,
}

/// Goes through all entries of a cooperative in a snapshot.
pub fn audit(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<AuditReport, StoreError> {
    let state = period_state(reader, cooperative)?;
    let mut audit = Audit::new(cooperative);
    let mut read_through = i64::MIN;
    while let Some(first) = first_after(reader, cooperative, read_through)? {
        read_through = first.saturating_add(PIECE - 1);
        for entry in entries_by_number(reader, cooperative, EntryId(first), EntryId(read_through))? {
            audit.entry(&entry);
        }
    }
    audit.stored_counts(reader, state.last_entry)?;
    audit.tip(reader)?;
    audit.balances(reader)?;
    audit.years(reader, state.closed_through)?;
    // Last: where balances cannot be added up, the database answers nothing more.
    audit.seals(reader)?;
    Ok(audit.report)
}

/// The first entry after a number. By what is there, not by what the chain says: it may have been changed.
fn first_after(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    after: i64,
) -> Result<Option<i64>, StoreError> {
    let row = reader.query_one(
        "select min(entry_id) from ledger_entry where cooperative_id = $1 and entry_id > $2",
        &values![cooperative, after],
    )?;
    row.opt_int(0)
}

struct Audit {
    cooperative: CooperativeId,
    report: AuditReport,
    next: i64,
    tip: Vec<u8>,
    /// Account, unit, activity, month to debit and credit.
    balances: BTreeMap<[i64; 4], [i64; 2]>,
    /// Party, account, unit to debit less credit.
    parties: BTreeMap<[i64; 3], [i64; 1]>,
}

impl Audit {
    fn new(cooperative: CooperativeId) -> Self {
        Self {
            cooperative,
            report: AuditReport::default(),
            next: 1,
            tip: vec![0; 32],
            balances: BTreeMap::new(),
            parties: BTreeMap::new(),
        }
    }

    fn differs(
        &mut self,
        kind: &'static str,
        place: impl ToString,
        expected: impl ToString,
        found: impl ToString,
    ) {
        self.report.differences.push(Difference {
            cooperative: self.cooperative,
            kind,
            r#where: place.to_string(),
            expected: expected.to_string(),
            found: found.to_string(),
        });
    }

    fn entry(&mut self, entry: &EntryView) {
        self.report.entries += 1;
        if entry.id.0 != self.next {
            self.differs("number", entry.id, self.next, entry.id);
        }
        self.next = entry.id.0.saturating_add(1);
        let hashed = Hashed {
            id: entry.id,
            date: entry.date,
            document: &entry.document,
            description: &entry.description,
            note: &entry.note,
            act: &entry.act,
            rule: &entry.rule,
            voucher: entry.voucher.map_or(0, |voucher| voucher.0),
            reverses: entry.reverses.map_or(0, |reversed| reversed.0),
            by: entry.by.0,
            at: entry.at.0,
        };
        self.tip = digest(&self.tip, &hashed, &entry.lines);
        if self.tip != entry.hash {
            self.differs("chain", &entry.document, hex(&self.tip), hex(&entry.hash));
            // Goes on from what is stored, so that one change is one difference.
            self.tip.clone_from(&entry.hash);
        }
        let mut units: BTreeMap<i64, i64> = BTreeMap::new();
        for line in &entry.lines {
            self.report.lines += 1;
            // Saturating: an amount that was changed may be of any size, and must be named all the same.
            add(units.entry(line.unit.0).or_default(), line.amount.0);
            let key = [line.account.0, line.unit.0, line.activity.number(), entry.date.month_of().number()];
            let sums = self.balances.entry(key).or_default();
            add(&mut sums[0], line.amount.0.max(0));
            add(&mut sums[1], line.amount.0.saturating_neg().max(0));
            if let Some(party) = line.party {
                let sums = self.parties.entry([party.0, line.account.0, line.unit.0]).or_default();
                add(&mut sums[0], line.amount.0);
            }
        }
        for (unit, sum) in units {
            if sum != 0 {
                self.differs("unbalanced", &entry.document, 0, format!("unit {unit}: {sum}"));
            }
        }
    }

    /// No line without an entry, no entry beyond the chain, and the lines' copy of the date is true.
    fn stored_counts(&mut self, reader: &mut dyn Reader, last: EntryId) -> Result<(), StoreError> {
        let entries = reader.query_one(
            "select count(*) from ledger_entry where cooperative_id = $1",
            &values![self.cooperative],
        )?;
        let lines = reader.query_one(
            "select count(*) from ledger_line where cooperative_id = $1",
            &values![self.cooperative],
        )?;
        let dated = reader.query_one(
            "select count(*) from ledger_line l join ledger_entry e \
             on e.cooperative_id = $1 and e.entry_id = l.entry_id \
             where l.cooperative_id = $1 and l.book_date = e.book_date",
            &values![self.cooperative],
        )?;
        let counted = [
            ("entries", entries.int(0)?, last.0),
            ("lines", lines.int(0)?, self.report.lines),
            ("dates of lines", dated.int(0)?, self.report.lines),
        ];
        for (place, found, expected) in counted {
            if found != expected {
                self.differs("number", place, expected, found);
            }
        }
        Ok(())
    }

    fn tip(&mut self, reader: &mut dyn Reader) -> Result<(), StoreError> {
        let row = reader.query_opt(
            "select tip from ledger_chain where cooperative_id = $1",
            &values![self.cooperative],
        )?;
        let tip = row.map_or_else(|| Ok(vec![0; 32]), |row| row.blob(0))?;
        if tip != self.tip {
            self.differs("chain", "ujung rantai", hex(&self.tip), hex(&tip));
        }
        Ok(())
    }

    fn balances(&mut self, reader: &mut dyn Reader) -> Result<(), StoreError> {
        let params = values![self.cooperative];
        let kept = reader.query(
            "select account, unit, activity, month, debit, credit from ledger_balance where cooperative_id = $1",
            &params,
        )?;
        let expected = std::mem::take(&mut self.balances);
        self.compare("balance", expected, &kept)?;
        let kept = reader.query(
            "select party, account, unit, amount from ledger_party_balance where cooperative_id = $1",
            &params,
        )?;
        let expected = std::mem::take(&mut self.parties);
        self.compare("party_balance", expected, &kept)
    }

    fn compare<const K: usize, const S: usize>(
        &mut self,
        kind: &'static str,
        mut expected: BTreeMap<[i64; K], [i64; S]>,
        kept: &[Row],
    ) -> Result<(), StoreError> {
        for row in kept {
            let number = |value: &Value| if let Value::Int(number) = value { *number } else { 0 };
            let numbers: Vec<i64> = row.values().iter().map(number).collect();
            let (key, found) = numbers.split_at(K);
            let sums = key.try_into().ok().and_then(|key: [i64; K]| expected.remove(&key)).unwrap_or([0; S]);
            if sums != found {
                self.differs(kind, format!("{key:?}"), format!("{sums:?}"), format!("{found:?}"));
            }
        }
        for (key, sums) in expected.into_iter().filter(|(_, sums)| *sums != [0; S]) {
            self.differs(kind, format!("{key:?}"), format!("{sums:?}"), "-");
        }
        Ok(())
    }

    fn seals(&mut self, reader: &mut dyn Reader) -> Result<(), StoreError> {
        // A month that was opened again may have changed since: only the seals that stand are checked.
        for seal in seals(reader, self.cooperative)?.iter().filter(|seal| seal.reopened_at.is_none()) {
            let stands = match verify_seal(reader, self.cooperative, seal) {
                // Balances beyond all measure cannot even be added up.
                Err(error) if error.kind == StoreErrorKind::Fault => false,
                stands => stands?,
            };
            if !stands {
                self.differs("seal", seal.month, &seal.seal, "tidak cocok dengan buku");
            }
        }
        Ok(())
    }

    /// A year that is closed for good agrees with the seals of its months, and its months are closed.
    fn years(&mut self, reader: &mut dyn Reader, closed_through: Option<Month>) -> Result<(), StoreError> {
        for closing in year_closings(reader, self.cooperative)? {
            if !verify_year(reader, self.cooperative, &closing)? {
                self.differs("year", closing.year, &closing.seal, "tidak cocok dengan segel bulan");
            }
            if closed_through < december(closing.year) {
                let found = closed_through.map_or_else(|| "-".to_owned(), |month| month.to_string());
                self.differs("year", closing.year, "bulan ditutup sampai Desember", found);
            }
        }
        Ok(())
    }
}

fn add(sum: &mut i64, amount: i64) {
    *sum = sum.saturating_add(amount);
}
