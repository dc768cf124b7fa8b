//! Posting: the one door through which money moves.

use kernel::{BookDate, EntryId, PartyId, Rupiah, Zone};
use serde::{Deserialize, Serialize};
use store::{Tx, next_number, values};

use crate::balance::party_balance;
use crate::chain::{Chain, Hashed, digest};
use crate::chart::{self, ActivityNeed, NormalSide, PartyNeed};
use crate::entry::{Activity, Entry, Line};
use crate::error::LedgerError;
use crate::store_tables::{BALANCE, ENTRY, LINE, PARTY_BALANCE};

/// The most lines of an entry.
const MAX_LINES: usize = 200;

/// The most rupiah of a line: ten thousand times what the largest cooperative may borrow. It also keeps
/// balances inside 64 bits for a million such lines.
const MAX_LINE: Rupiah = Rupiah(10_000_000_000_000);

/// The longest description, in characters.
const MAX_DESCRIPTION: usize = 200;

/// What posting gives back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// Number of the entry in the cooperative's chain.
    pub entry: EntryId,
    /// Number of the document, such as `BKM/2026/00012`.
    pub document: String,
}

/// Posts an entry: checks it, numbers it, links it into the chain, adds it to the balances.
///
/// # Errors
/// A [`LedgerError`] with the sentence for the user; then nothing has been written.
pub fn post(tx: &mut Tx<'_>, entry: &Entry) -> Result<Posted, LedgerError> {
    check_text(entry)?;
    check_lines(&entry.lines)?;
    for line in &entry.lines {
        check_account(tx, entry, line)?;
    }
    let mut chain = tx.folded::<Chain>(&entry.cooperative)?;
    check_date(entry, &chain)?;

    let id = EntryId(chain.last_entry + 1);
    let document = next_document(tx, entry)?;
    chain.tip = digest(&chain.tip, &Hashed::of(entry, id, &document), &entry.lines);
    chain.last_entry = id.0;
    write(tx, entry, id, &document, &chain.tip);
    tx.set_folded(&entry.cooperative, chain);
    Ok(Posted { entry: id, document })
}

fn check_text(entry: &Entry) -> Result<(), LedgerError> {
    let length = entry.description.trim().chars().count();
    let one_line = !entry.description.trim().chars().any(char::is_control);
    let fits = (1..=MAX_DESCRIPTION).contains(&length) && one_line && entry.note.chars().count() <= 1_000;
    if fits { Ok(()) } else { Err(LedgerError::Description) }
}

fn check_lines(lines: &[Line]) -> Result<(), LedgerError> {
    if !(2..=MAX_LINES).contains(&lines.len()) {
        return Err(LedgerError::LineCount(lines.len()));
    }
    if lines.iter().any(|line| line.amount.is_zero()) {
        return Err(LedgerError::ZeroLine);
    }
    if lines.iter().any(|line| line.amount > MAX_LINE || line.amount < Rupiah(-MAX_LINE.0)) {
        return Err(LedgerError::AmountTooLarge);
    }
    for unit in lines.iter().map(|line| line.unit) {
        let own = lines.iter().filter(|line| line.unit == unit).map(|line| line.amount);
        let difference = Rupiah::try_sum(own).ok_or(LedgerError::AmountTooLarge)?;
        if !difference.is_zero() {
            return Err(LedgerError::Unbalanced { unit, difference });
        }
    }
    check_clearing(lines)
}

/// What goes from one unit to another goes through clearing, which stands at zero over all units.
fn check_clearing(lines: &[Line]) -> Result<(), LedgerError> {
    let clearing = lines.iter().filter(|line| line.account == crate::CLEARING).map(|line| line.amount);
    match Rupiah::try_sum(clearing) {
        Some(Rupiah::ZERO) => Ok(()),
        Some(difference) => Err(LedgerError::Clearing(difference)),
        None => Err(LedgerError::AmountTooLarge),
    }
}

fn check_account(tx: &mut Tx<'_>, entry: &Entry, line: &Line) -> Result<(), LedgerError> {
    let need = chart::need_of(tx, entry.cooperative, line.account, entry.date)?
        .ok_or(LedgerError::UnknownAccount(line.account))?;
    if !chart::has_unit(tx, entry.cooperative, line.unit)? {
        return Err(LedgerError::UnknownUnit(line.unit));
    }
    // Party 0 is how a line without anybody is stored.
    if need.party == PartyNeed::Required && line.party.is_none_or(|party| party.0 == 0) {
        return Err(LedgerError::PartyMissing(line.account));
    }
    if need.activity == ActivityNeed::Required && line.activity == Activity::None {
        return Err(LedgerError::ActivityMissing(line.account));
    }
    match line.party {
        Some(party) if need.party == PartyNeed::Required => check_owned(tx, entry, line, party, need.normal),
        _ => Ok(()),
    }
}

/// Nobody gets back more than what is theirs, and nobody pays back more than they owe: what stands
/// between the cooperative and a person may come to nothing, never to its opposite.
fn check_owned(
    tx: &mut Tx<'_>,
    entry: &Entry,
    line: &Line,
    party: PartyId,
    normal: NormalSide,
) -> Result<(), LedgerError> {
    let on_side = |amount: Rupiah| if normal == NormalSide::Debit { amount } else { -amount };
    // Only what takes away asks the books, so that a deposit costs no question.
    if on_side(line.amount) > Rupiah::ZERO {
        return Ok(());
    }
    let same = entry.lines.iter().filter(|other| (other.account, other.party) == (line.account, line.party));
    let change =
        Rupiah::try_sum(same.map(|other| on_side(other.amount))).ok_or(LedgerError::AmountTooLarge)?;
    let owned = on_side(party_balance(tx, entry.cooperative, party, line.account)?);
    match Rupiah::try_sum([owned, change]) {
        Some(left) if left < Rupiah::ZERO && change < Rupiah::ZERO => {
            let name = chart::chart_of(tx, entry.cooperative, entry.date)?.name(line.account);
            Err(match entry.reverses {
                Some(_) => LedgerError::UsedSince { name, owned },
                None => LedgerError::MoreThanOwned { name, owned },
            })
        }
        Some(_) => Ok(()),
        None => Err(LedgerError::AmountTooLarge),
    }
}

/// The ledger does not know where the village lies: a day has come when it has begun in the east of
/// Indonesia. Pages, which know, refuse what has not begun in the village.
fn check_date(entry: &Entry, chain: &Chain) -> Result<(), LedgerError> {
    if entry.date > entry.at.date_in(Zone::Wit) {
        return Err(LedgerError::Future(entry.date));
    }
    match chain.closed_through {
        Some(closed) if entry.date.month_of() <= closed => Err(LedgerError::Closed(closed)),
        _ => Ok(()),
    }
}

/// Draws the next number of the book in the year: `BKM/2026/00012`.
fn next_document(tx: &mut Tx<'_>, entry: &Entry) -> Result<String, LedgerError> {
    let series = series(entry.book.code(), entry.date);
    let number = next_number(tx, entry.cooperative.0, series.as_str())?;
    Ok(format!("{series}/{number:05}"))
}

fn series(book: &str, date: BookDate) -> String {
    format!("{book}/{}", date.year())
}

fn write(tx: &mut Tx<'_>, entry: &Entry, id: EntryId, document: &str, hash: &[u8]) {
    let date = entry.date.to_string();
    tx.append(
        &ENTRY,
        values![
            entry.cooperative,
            id,
            date.as_str(),
            document,
            entry.description.trim(),
            entry.note.as_str(),
            entry.act,
            entry.rule.as_str(),
            entry.voucher,
            entry.reverses,
            entry.by,
            entry.at,
            hash
        ],
    );
    for (n, line) in (1_i64..).zip(&entry.lines) {
        let party = line.party.map_or(0, |party| party.0);
        let row = values![
            entry.cooperative,
            id,
            n,
            line.account,
            line.unit,
            line.activity.number(),
            party,
            date.as_str(),
            line.amount
        ];
        tx.append(&LINE, row);
        let (debit, credit) = match line.amount.0 {
            debit if debit > 0 => (debit, 0),
            credit => (0, -credit),
        };
        let month = entry.date.month_of();
        let row =
            values![entry.cooperative, line.account, line.unit, line.activity.number(), month, debit, credit];
        tx.append(&BALANCE, row);
        if party != 0 {
            tx.append(
                &PARTY_BALANCE,
                values![entry.cooperative, party, line.account, line.unit, line.amount],
            );
        }
    }
}
