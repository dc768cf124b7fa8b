//! The register on a day, and whether it agrees with the books.

use std::collections::BTreeMap;

use kernel::{AccountCode, BookDate, CooperativeId, Rupiah};
use ledger::Section;
use serde::Serialize;
use store::Reader;

use crate::asset::{Asset, AssetId};
use crate::error::AssetsError;
use crate::money::ACCUMULATED;
use crate::tables;

/// An asset as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssetLine {
    /// The asset.
    pub asset: Asset,
    /// What its account is called.
    pub account_name: String,
    /// What it cost, in rupiah.
    pub cost: Rupiah,
    /// What has been depreciated.
    pub accumulated: Rupiah,
    /// What is left.
    pub book_value: Rupiah,
}

/// The assets of one account together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountTotal {
    /// The account.
    pub account: AccountCode,
    /// What it is called.
    pub name: String,
    /// How many assets.
    pub assets: usize,
    /// What they cost, in rupiah.
    pub cost: Rupiah,
    /// What has been depreciated.
    pub accumulated: Rupiah,
}

impl AccountTotal {
    /// What is left, in rupiah.
    pub fn book_value(&self) -> Rupiah {
        Rupiah(self.cost.0.saturating_sub(self.accumulated.0))
    }
}

/// An account on which the register and the books differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The account.
    pub account: AccountCode,
    /// What it is called.
    pub name: String,
    /// What the register says: debit positive.
    pub register: Rupiah,
    /// What the books say: debit positive.
    pub books: Rupiah,
}

impl Difference {
    /// What the books have beyond the register.
    pub fn amount(&self) -> Rupiah {
        Rupiah(self.books.0.saturating_sub(self.register.0))
    }
}

/// The assets that are there on a day, by account and number.
///
/// # Errors
/// The store cannot answer.
pub fn list(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    as_of: BookDate,
) -> Result<Vec<AssetLine>, AssetsError> {
    let taken = tables::depreciated_through(reader, cooperative, as_of)?;
    let chart = ledger::chart_of(reader, cooperative, as_of)?;
    let assets = tables::assets(reader, cooperative, as_of)?;
    let mut lines: Vec<AssetLine> = assets
        .into_iter()
        .filter(|asset| asset.is_there(as_of))
        .map(|asset| {
            let posted = taken.get(&asset.id).copied().unwrap_or_default();
            let opening = asset.terms.opening.filter(|opening| opening.through.last_day() <= as_of);
            let accumulated = Rupiah(posted.0 + opening.map_or(0, |opening| opening.amount.0));
            let cost = asset.terms.cost;
            AssetLine {
                account_name: chart.name(asset.account),
                cost,
                accumulated,
                book_value: Rupiah(cost.0 - accumulated.0),
                asset,
            }
        })
        .collect();
    lines.sort_by_key(|line| (line.asset.account, line.asset.id));
    Ok(lines)
}

/// One asset, whether it is still there or not.
///
/// # Errors
/// The store cannot answer.
pub fn one(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    asset: AssetId,
) -> Result<Option<Asset>, AssetsError> {
    let all = tables::assets(reader, cooperative, BookDate::MAX)?;
    Ok(all.into_iter().find(|found| found.id == asset))
}

/// The sums of a list by account, in the order of the list.
pub fn totals(lines: &[AssetLine]) -> Vec<AccountTotal> {
    let mut totals: BTreeMap<AccountCode, AccountTotal> = BTreeMap::new();
    for line in lines {
        let account = line.asset.account;
        let total = totals.entry(account).or_insert_with(|| AccountTotal {
            account,
            name: line.account_name.clone(),
            assets: 0,
            cost: Rupiah::ZERO,
            accumulated: Rupiah::ZERO,
        });
        total.assets += 1;
        total.cost = [total.cost, line.cost].into_iter().sum();
        total.accumulated = [total.accumulated, line.accumulated].into_iter().sum();
    }
    totals.into_values().collect()
}

/// The accounts of fixed assets on which register and books differ on a day; none where they agree.
///
/// # Errors
/// The store cannot answer.
pub fn differences(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    as_of: BookDate,
) -> Result<Vec<Difference>, AssetsError> {
    let lines = list(reader, cooperative, as_of)?;
    let mut register: BTreeMap<AccountCode, Rupiah> =
        totals(&lines).into_iter().map(|total| (total.account, total.cost)).collect();
    let accumulated: Rupiah = lines.iter().map(|line| line.accumulated).sum();
    register.insert(ACCUMULATED, -accumulated);
    let mut books: BTreeMap<AccountCode, Rupiah> = BTreeMap::new();
    for row in ledger::balances(reader, cooperative, None, as_of, None)? {
        let sum = books.entry(row.account).or_default();
        *sum = sum.checked_add(row.net()).ok_or(AssetsError::TooLarge)?;
    }
    let chart = ledger::chart_of(reader, cooperative, as_of)?;
    let fixed = chart.iter().filter(|account| account.section == Section::FixedAsset);
    let compared = fixed.map(|account| Difference {
        account: account.code,
        name: account.name.clone(),
        register: register.get(&account.code).copied().unwrap_or_default(),
        books: books.get(&account.code).copied().unwrap_or_default(),
    });
    Ok(compared.filter(|difference| difference.register != difference.books).collect())
}
