//! Registering what the cooperative acquires, and striking out what was registered by mistake.

use kernel::{
    AccountCode, CooperativeId, DocumentId, EntryId, Rupiah, Timestamp, UnitCode, UserId, Zone, clean_name,
};
use ledger::{Book, Entry, Line};
use store::{Reader, Tx, next_number};

use crate::asset::{Asset, AssetId, Origin};
use crate::error::AssetsError;
use crate::list::one;
use crate::lives::never_depreciates;
use crate::money::{GRANTS, books, is_asset_account};
use crate::rule::{Opening, Terms};
use crate::tables;

/// What the ledger takes in one line.
const MOST: Rupiah = Rupiah(10_000_000_000_000);
/// Fifty years.
const LONGEST_LIFE: i64 = 600;

/// How a new asset comes into the books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acquisition {
    /// Paid now from cash or bank: debit the asset, credit the place.
    Paid {
        /// An account of cash or bank.
        place: AccountCode,
    },
    /// In the books already; nothing is posted.
    Recorded {
        /// The entry that did it, where it is known.
        entry: Option<EntryId>,
    },
    /// Given for good: debit the asset, credit 31400.
    Grant,
}

impl Acquisition {
    /// How the asset came.
    pub fn origin(self) -> Origin {
        match self {
            Self::Paid { .. } => Origin::Paid,
            Self::Recorded { .. } => Origin::Recorded,
            Self::Grant => Origin::Grant,
        }
    }
}

/// A thing to be registered.
#[derive(Debug, Clone)]
pub struct Registration {
    /// Whose.
    pub cooperative: CooperativeId,
    /// What it is: "Komputer kasir".
    pub name: String,
    /// An account of fixed assets.
    pub account: AccountCode,
    /// The business unit that uses it.
    pub unit: UnitCode,
    /// When it came, what it cost, how long it serves.
    pub terms: Terms,
    /// How it comes into the books.
    pub acquisition: Acquisition,
    /// Where it is and in what condition, or empty.
    pub note: String,
    /// The proof.
    pub voucher: Option<DocumentId>,
    /// Who registers.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Registers an asset, with the entry that acquires it where it is not in the books yet.
///
/// # Errors
/// An [`AssetsError`] with the sentence for the user; then nothing has been written.
pub fn register(tx: &mut Tx<'_>, new: &Registration) -> Result<AssetId, AssetsError> {
    let mut new = new.clone();
    new.name = clean_name(&new.name, 120).map_err(AssetsError::of_name)?;
    new.note = short("note", &new.note)?;
    check_terms(&new)?;
    check_place(tx, &new)?;
    let entry = match new.acquisition {
        Acquisition::Recorded { entry } => entry,
        Acquisition::Paid { place } => {
            let (_, book) = books(tx, new.cooperative, place, new.terms.acquired_on)?;
            Some(ledger::post(tx, &acquiring(&new, book, place, "Beli"))?.entry)
        }
        Acquisition::Grant => {
            Some(ledger::post(tx, &acquiring(&new, Book::Memorial, GRANTS, "Terima hibah"))?.entry)
        }
    };
    let id = AssetId(next_number(tx, new.cooperative.0, "assets")?);
    tables::insert_asset(tx, id, &new, entry)?;
    Ok(id)
}

/// A remark of at most 200 characters, or nothing.
pub(crate) fn short(field: &'static str, text: &str) -> Result<String, AssetsError> {
    match text.trim() {
        "" => Ok(String::new()),
        text => clean_name(text, 200).map_err(|_| {
            AssetsError::Text(field, "Singkat tulisannya menjadi satu baris, paling banyak 200 huruf.")
        }),
    }
}

fn check_terms(new: &Registration) -> Result<(), AssetsError> {
    let Terms { acquired_on, cost, residual, life_months, opening } = new.terms;
    if acquired_on > new.at.date_in(Zone::Wib) {
        return Err(AssetsError::AcquiredLater);
    }
    if !(Rupiah(1)..=MOST).contains(&cost) {
        return Err(AssetsError::Cost);
    }
    if !(Rupiah::ZERO..=cost).contains(&residual) {
        return Err(AssetsError::Residual);
    }
    match never_depreciates(new.account, acquired_on) {
        true if life_months != 0 => return Err(AssetsError::NeverDepreciates),
        false if !(1..=LONGEST_LIFE).contains(&life_months) => return Err(AssetsError::Life),
        _ => {}
    }
    match opening {
        Some(_) if new.acquisition.origin() != Origin::Recorded => Err(AssetsError::OpeningOfNew),
        Some(opening) => check_opening(new, opening),
        None => Ok(()),
    }
}

fn check_opening(new: &Registration, opening: Opening) -> Result<(), AssetsError> {
    let months = new.terms.acquired_on.month_of().months_until(opening.through);
    let is_over = opening.through.last_day() <= new.at.date_in(Zone::Wib);
    if !(1..=new.terms.life_months).contains(&months) || !is_over {
        return Err(AssetsError::OpeningMonth);
    }
    let all = new.terms.depreciable();
    let least = if months == new.terms.life_months { all } else { Rupiah::ZERO };
    match (least..=all).contains(&opening.amount) {
        true => Ok(()),
        false => Err(AssetsError::OpeningAmount(all)),
    }
}

fn check_place(reader: &mut dyn Reader, new: &Registration) -> Result<(), AssetsError> {
    let chart = ledger::chart_of(reader, new.cooperative, new.terms.acquired_on)?;
    if !chart.account(new.account).is_some_and(is_asset_account) {
        return Err(AssetsError::Account);
    }
    let units = ledger::units_of(reader, new.cooperative)?;
    if !units.iter().any(|unit| unit.code == new.unit) {
        return Err(AssetsError::Unit);
    }
    let Acquisition::Recorded { entry: Some(entry) } = new.acquisition else { return Ok(()) };
    let found = ledger::entry(reader, new.cooperative, entry)?.ok_or(AssetsError::Entry)?;
    let acquires = found.lines.iter().any(|line| line.account == new.account && line.amount > Rupiah::ZERO);
    let stands = ledger::reversal_of(reader, new.cooperative, entry)?.is_none();
    if acquires && stands { Ok(()) } else { Err(AssetsError::Entry) }
}

/// Debit the asset, credit what it was acquired from.
fn acquiring(new: &Registration, book: Book, from: AccountCode, verb: &str) -> Entry {
    let cost = new.terms.cost;
    Entry {
        cooperative: new.cooperative,
        date: new.terms.acquired_on,
        book,
        description: format!("{verb} {}", new.name),
        note: new.note.clone(),
        act: "assets.register",
        rule: String::new(),
        voucher: new.voucher,
        reverses: None,
        by: new.by,
        at: new.at,
        lines: vec![Line::debit(new.account, cost).unit(new.unit), Line::credit(from, cost).unit(new.unit)],
    }
}

/// Changes what is said of an asset's place and condition.
///
/// # Errors
/// [`AssetsError::NoSuchAsset`], [`AssetsError::Text`].
pub fn set_note(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    asset: AssetId,
    note: &str,
) -> Result<(), AssetsError> {
    let note = short("note", note)?;
    let found = standing(tx, cooperative, asset)?;
    Ok(tables::set_note(tx, cooperative, found.id, &note)?)
}

/// Strikes out what was registered by mistake: only where neither an acquisition made here nor
/// depreciation stands in the books. The row stays, with the reason.
///
/// # Errors
/// [`AssetsError::StrikeEntry`], [`AssetsError::StrikeDepreciated`], [`AssetsError::Disposed`].
pub fn strike(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    asset: AssetId,
    reason: &str,
    (by, at): (UserId, Timestamp),
) -> Result<(), AssetsError> {
    let reason = clean_name(reason, 200).map_err(|_| {
        AssetsError::Text("reason", "Tulis alasannya dalam satu baris, paling banyak 200 huruf.")
    })?;
    let found = standing(tx, cooperative, asset)?;
    if found.disposal.is_some() {
        return Err(AssetsError::Disposed(found.name));
    }
    if found.origin != Origin::Recorded {
        return Err(AssetsError::StrikeEntry);
    }
    if !tables::depreciated_of(tx, cooperative, asset)?.is_empty() {
        return Err(AssetsError::StrikeDepreciated);
    }
    Ok(tables::strike(tx, (cooperative, asset), &reason, (by, at))?)
}

/// An asset that has not been cancelled.
pub(crate) fn standing(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    asset: AssetId,
) -> Result<Asset, AssetsError> {
    let found = one(reader, cooperative, asset)?.ok_or(AssetsError::NoSuchAsset)?;
    match found.cancelled {
        Some(_) => Err(AssetsError::Cancelled(found.name)),
        None => Ok(found),
    }
}
