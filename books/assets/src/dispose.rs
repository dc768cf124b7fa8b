//! Disposal: how an asset leaves the books, with gain or loss.

use kernel::{
    AccountCode, BookDate, CooperativeId, DocumentId, EntryId, Rupiah, Timestamp, UserId, clean_name,
};
use ledger::{Book, Entry, Line};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::asset::{Asset, AssetId, Disposal};
use crate::depreciate::owed_months;
use crate::error::AssetsError;
use crate::money::{ACCUMULATED, GAIN, LOSS, books};
use crate::register::standing;
use crate::rule::depreciation;
use crate::tables;

/// An asset is sold, given away, or lost.
#[derive(Debug, Clone)]
pub struct Disposing {
    /// Whose.
    pub cooperative: CooperativeId,
    /// Which.
    pub asset: AssetId,
    /// When.
    pub date: BookDate,
    /// What was received, in rupiah; 0 where nothing was.
    pub proceeds: Rupiah,
    /// Where the money goes; asked only where something was received.
    pub place: Option<AccountCode>,
    /// Why, in the officers' words: "Dijual kepada …", "Rusak".
    pub reason: String,
    /// The proof.
    pub voucher: Option<DocumentId>,
    /// Who records.
    pub by: UserId,
    /// When it is recorded.
    pub at: Timestamp,
}

/// What a disposal gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposed {
    /// The entry.
    pub entry: EntryId,
    /// Its document number.
    pub document: String,
    /// Proceeds less book value, in rupiah: a gain, or a loss where negative.
    pub result: Rupiah,
}

/// Takes an asset out of the books: cost and accumulated depreciation go, proceeds come, the difference is
/// gain (44400) or loss (81200). All months before that of the disposal must have been depreciated, and no
/// later one.
///
/// # Errors
/// An [`AssetsError`] with the sentence for the user; then nothing has been written.
pub fn dispose(tx: &mut Tx<'_>, act: &Disposing) -> Result<Disposed, AssetsError> {
    let reason = clean_name(&act.reason, 100).map_err(|_| {
        AssetsError::Text("reason", "Tulis sebabnya dalam satu baris, misalnya dijual, rusak, atau hilang.")
    })?;
    if act.proceeds < Rupiah::ZERO {
        return Err(AssetsError::Proceeds);
    }
    let asset = standing(tx, act.cooperative, act.asset)?;
    if asset.disposal.is_some() {
        return Err(AssetsError::Disposed(asset.name));
    }
    if act.date < asset.terms.acquired_on {
        return Err(AssetsError::DisposedBefore);
    }
    let accumulated = accumulated_before(tx, act, &asset)?;
    let cost = asset.terms.cost;
    let result = Rupiah(act.proceeds.0 - (cost.0 - accumulated.0));
    let book = match (act.proceeds.is_zero(), act.place) {
        (true, _) => Book::Memorial,
        (false, Some(place)) => books(tx, act.cooperative, place, act.date)?.0,
        (false, None) => return Err(AssetsError::Place),
    };
    let posted =
        ledger::post(tx, &entry(act, &asset, &reason, book, lines(act, &asset, accumulated, result)))?;
    let disposal = Disposal { entry: posted.entry, on: act.date, proceeds: act.proceeds, reason };
    tables::insert_disposal(tx, act.cooperative, asset.id, &disposal)?;
    Ok(Disposed { entry: posted.entry, document: posted.document, result })
}

/// What has accumulated when every month before that of the disposal is in the books, and none after.
fn accumulated_before(tx: &mut Tx<'_>, act: &Disposing, asset: &Asset) -> Result<Rupiah, AssetsError> {
    let month = act.date.month_of();
    let done = tables::depreciated_of(tx, act.cooperative, asset.id)?;
    let opening = asset.terms.opening;
    let latest = done.iter().map(|done| done.month).chain(opening.map(|opening| opening.through)).max();
    if let Some(latest) = latest.filter(|latest| *latest >= month) {
        return Err(AssetsError::AlreadyDepreciated(latest));
    }
    let lacks = owed_months(asset, month.previous())
        .filter(|month| !depreciation(&asset.terms, *month).is_zero())
        .find(|month| done.iter().all(|done| done.month != *month));
    if lacks.is_some() {
        return Err(AssetsError::DueFirst(month.previous()));
    }
    let amounts = done.iter().map(|done| done.amount).chain(opening.map(|opening| opening.amount));
    Rupiah::try_sum(amounts).ok_or(AssetsError::TooLarge)
}

fn lines(act: &Disposing, asset: &Asset, accumulated: Rupiah, result: Rupiah) -> Vec<Line> {
    let mut lines = vec![Line::credit(asset.account, asset.terms.cost)];
    if !accumulated.is_zero() {
        lines.push(Line::debit(ACCUMULATED, accumulated));
    }
    if let Some(place) = act.place.filter(|_| !act.proceeds.is_zero()) {
        lines.push(Line::debit(place, act.proceeds));
    }
    match result.0 {
        0 => {}
        1.. => lines.push(Line::credit(GAIN, result)),
        _ => lines.push(Line::debit(LOSS, -result)),
    }
    lines.into_iter().map(|line| line.unit(asset.unit)).collect()
}

fn entry(act: &Disposing, asset: &Asset, reason: &str, book: Book, lines: Vec<Line>) -> Entry {
    let verb = if act.proceeds.is_zero() { "Lepas" } else { "Jual" };
    let description: String = format!("{verb} {}", asset.name);
    Entry {
        cooperative: act.cooperative,
        date: act.date,
        book,
        description,
        note: reason.to_owned(),
        act: "assets.dispose",
        rule: String::new(),
        voucher: act.voucher,
        reverses: None,
        by: act.by,
        at: act.at,
        lines,
    }
}
