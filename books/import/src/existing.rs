//! Rows that are in the books already: imported before, recorded by hand, or the other side of a
//! transfer that the other book brought in.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{AccountCode, BookDate, CooperativeId, EntryId, Rupiah, fold};
use ledger::{CLEARING, Chart, EntryView};
use sha2::{Digest, Sha256};
use sheets::BookRow;
use store::{Reader, StoreError};

use crate::book::Book;
use crate::classify::{Proposal, signed};
use crate::parameters::Limits;

/// Entries that moved the money of a book, by amount.
#[derive(Debug, Default)]
pub struct Existing {
    by_amount: HashMap<Rupiah, Vec<Candidate>>,
    imported: HashMap<Vec<u8>, EntryId>,
    seen: HashMap<Vec<u8>, u32>,
    limits: Limits,
}

#[derive(Debug, Clone)]
struct Candidate {
    entry: EntryId,
    date: BookDate,
    document: String,
    is_transfer: bool,
    taken: bool,
}

impl Existing {
    /// Reads the entries around the rows' dates that no import of this book has claimed.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn load(
        reader: &mut dyn Reader,
        cooperative: CooperativeId,
        book: Book,
        (from, through): (BookDate, BookDate),
        claimed: &BTreeSet<EntryId>,
        imported: HashMap<Vec<u8>, EntryId>,
        limits: Limits,
    ) -> Result<Self, StoreError> {
        let chart = ledger::chart_of(reader, cooperative, through)?;
        let (from, through) =
            (from.plus_days(-limits.transfer_days), through.plus_days(limits.transfer_days));
        // Nothing to lay beside is the usual case, and one question answers it.
        let lines = ledger::account_lines(reader, cooperative, book.account, Some(book.unit), from, through)?;
        let mut by_amount: HashMap<Rupiah, Vec<Candidate>> = HashMap::new();
        if lines.iter().any(|line| !claimed.contains(&line.entry)) {
            let entries = ledger::entries_between(reader, cooperative, from, BookDate::MAX)?;
            let reversed: BTreeSet<EntryId> = entries.iter().filter_map(|entry| entry.reverses).collect();
            let open = entries.iter().filter(|entry| {
                entry.date <= through
                    && entry.reverses.is_none()
                    && !reversed.contains(&entry.id)
                    && !claimed.contains(&entry.id)
            });
            for entry in open {
                for (amount, candidate) in candidate(entry, book, &chart) {
                    by_amount.entry(amount).or_default().push(candidate);
                }
            }
        }
        Ok(Self { by_amount, imported, seen: HashMap::new(), limits })
    }

    /// Says which row this is of all rows, wherever it is brought in: book, day, amount, words, and which
    /// of several rows that are alike in all of these.
    pub fn fingerprint(&mut self, book: Book, row: &BookRow) -> Vec<u8> {
        let mut hash = Sha256::new();
        let parts = [
            book.account.to_string(),
            book.unit.0.to_string(),
            row.date.to_string(),
            signed(row).0.to_string(),
            fold(&row.description),
            fold(&row.voucher),
        ];
        for part in parts {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        let alike = hash.clone().finalize().to_vec();
        let count = self.seen.entry(alike).or_default();
        *count += 1;
        hash.update(count.to_le_bytes());
        hash.finalize().iter().copied().take(16).collect()
    }

    /// Notes in a proposal that the row is in the books already, or may be.
    pub fn settle(
        &mut self,
        row: &BookRow,
        fingerprint: &[u8],
        proposal: &mut Proposal,
        moves_money_only: bool,
    ) {
        if let Some(entry) = self.imported.get(fingerprint) {
            proposal.twin = Some(*entry);
            proposal.confidence = 100;
            proposal.reason = "Sudah diimpor sebelumnya.".to_owned();
            return;
        }
        let amount = signed(row);
        let Some(candidates) = self.by_amount.get_mut(&amount) else { return };
        let distance = |candidate: &Candidate| candidate.date.days_until(row.date).abs();
        let limits = self.limits;
        let unsure = proposal.confidence < limits.threshold;
        let fits = |candidate: &&mut Candidate| {
            let days = distance(candidate);
            let other_side =
                candidate.is_transfer && days <= limits.transfer_days && (moves_money_only || unsure);
            !candidate.taken && (other_side || (days == 0 && !candidate.is_transfer))
        };
        let nearest = candidates
            .iter_mut()
            .filter(fits)
            .min_by_key(|candidate| (!candidate.is_transfer, distance(candidate), candidate.entry));
        let Some(found) = nearest else { return };
        found.taken = true;
        proposal.twin = Some(found.entry);
        let days = found.date.days_until(row.date).abs();
        (proposal.confidence, proposal.reason) = if found.is_transfer && moves_money_only {
            (
                limits.transfer,
                format!("Pindahan yang sama sudah dicatat dari buku lain ({}).", found.document),
            )
        } else if found.is_transfer {
            let reason = format!("Mungkin pindahan yang sudah dicatat dari buku lain ({}).", found.document);
            (if days == 0 { limits.maybe_transfer_same_day } else { limits.maybe_transfer_other_day }, reason)
        } else {
            let reason =
                format!("Mungkin sudah dicatat: tanggal dan jumlahnya sama dengan {}.", found.document);
            (limits.maybe_recorded, reason)
        };
        proposal.pattern = format!("sudah dicatat {}", proposal.pattern);
    }
}

/// What an entry did to the money of a book.
fn candidate(entry: &EntryView, book: Book, chart: &Chart) -> Vec<(Rupiah, Candidate)> {
    let holds_money =
        |account: AccountCode| chart.account(account).is_some_and(|account| account.cash.is_some());
    let mut by_place: BTreeMap<(AccountCode, kernel::UnitCode), i64> = BTreeMap::new();
    for line in entry.lines.iter().filter(|line| line.account == CLEARING || holds_money(line.account)) {
        *by_place.entry((line.account, line.unit)).or_default() += line.amount.0;
    }
    let moved = by_place.get(&(book.account, book.unit)).copied().unwrap_or_default();
    if moved == 0 {
        return Vec::new();
    }
    let is_transfer = entry.lines.iter().all(|line| line.account == CLEARING || holds_money(line.account));
    let candidate = Candidate {
        entry: entry.id,
        date: entry.date,
        document: entry.document.clone(),
        is_transfer,
        taken: false,
    };
    vec![(Rupiah(moved), candidate)]
}
