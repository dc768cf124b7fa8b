//! What the forms offer to choose from.

use kernel::{BookDate, CooperativeId};
use store::Reader;

use crate::error::AssetsError;
use crate::lives::useful_life;
use crate::money::is_asset_account;
use crate::paper::life;

/// A choice: what is sent, and what is shown.
pub(super) struct Choice {
    pub value: String,
    pub name: String,
}

/// The accounts of fixed assets with their usual life, the places of money, the units.
pub(super) struct Choices {
    pub accounts: Vec<Choice>,
    pub places: Vec<Choice>,
    pub units: Vec<Choice>,
}

pub(super) fn choices(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    today: BookDate,
) -> Result<Choices, AssetsError> {
    let chart = ledger::chart_of(reader, cooperative, today)?;
    let accounts = chart.iter().filter(|account| is_asset_account(account)).map(|account| {
        let usual = useful_life(account.code, today).map(|usual| match usual.months {
            0 => ", tidak disusutkan".to_owned(),
            months => format!(", biasanya {}", life(months)),
        });
        let name = format!("{}{}", account.name, usual.unwrap_or_default());
        Choice { value: account.code.to_string(), name }
    });
    let place =
        |account: &ledger::Account| Choice { value: account.code.to_string(), name: account.name.clone() };
    let units = ledger::units_of(reader, cooperative)?;
    let unit = |unit: &ledger::Unit| Choice { value: unit.code.to_string(), name: unit.name.clone() };
    Ok(Choices {
        accounts: accounts.collect(),
        places: chart.money().map(place).collect(),
        units: units.iter().map(unit).collect(),
    })
}
