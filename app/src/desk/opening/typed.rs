//! What was typed beside the accounts.

use std::collections::BTreeMap;

use kernel::{AccountCode, Rupiah, UnitCode};
use ledger::{Account, CLEARING, Chart, NormalSide, PartyNeed};

use crate::desk::opening::groups::{Group, may_be_loss, on_its_side};

/// The name of an account's field.
pub fn field(account: AccountCode) -> String {
    format!("a{account}")
}

/// Whether an account is typed in a unit: one of the balance sheet whose balance is nobody's own. What a
/// unit has from the office is typed there; the office has it by that.
pub fn is_typed(account: &Account, unit: UnitCode) -> bool {
    match account.code {
        CLEARING => unit != UnitCode::OFFICE,
        _ => Group::of(account).is_some() && account.party != PartyNeed::Required,
    }
}

/// The side on which an account is typed: capital from the office is owed to it.
pub fn side(account: &Account) -> NormalSide {
    if account.code == CLEARING { NormalSide::Credit } else { account.normal }
}

/// What was typed, each on the account's own side, and what cannot be read.
#[derive(Debug, Default)]
pub struct Typed {
    pub accounts: BTreeMap<AccountCode, Rupiah>,
    pub faults: BTreeMap<AccountCode, String>,
}

impl Typed {
    /// Refuses what is less than nothing, unless it may be a loss or stands so in the books (debit less
    /// credit) already.
    pub fn refuse_losses(&mut self, chart: &Chart, stands: impl Fn(AccountCode) -> Rupiah) {
        let is_wrong = |code: AccountCode, amount: Rupiah| {
            let account = chart.account(code);
            let stands_so = account.is_some_and(|of| on_its_side(side(of), stands(code)) == amount);
            amount < Rupiah::ZERO && !account.is_some_and(may_be_loss) && !stands_so
        };
        let wrong: Vec<AccountCode> = self
            .accounts
            .iter()
            .filter(|(code, amount)| is_wrong(**code, **amount))
            .map(|(code, _)| *code)
            .collect();
        for code in wrong {
            self.accounts.remove(&code);
            self.faults
                .insert(code, "Tulis jumlahnya tanpa minus; hanya SHU yang bisa kurang dari nol.".to_owned());
        }
    }
}

/// Reads the fields of all accounts that are typed. An empty field is nothing; a field that was not sent
/// leaves its account as it is.
pub fn read(fields: &BTreeMap<String, String>, chart: &Chart, unit: UnitCode) -> Typed {
    let mut typed = Typed::default();
    for account in chart.iter().filter(|account| is_typed(account, unit)) {
        let Some(text) = fields.get(&field(account.code)) else { continue };
        match amount(text) {
            Ok(amount) => {
                typed.accounts.insert(account.code, amount);
            }
            Err(sentence) => {
                typed.faults.insert(account.code, sentence);
            }
        }
    }
    typed
}

/// An amount as typed; with a minus where a loss or a mistake stands on the other side.
fn amount(text: &str) -> Result<Rupiah, String> {
    let text = text.trim();
    if matches!(text, "" | "-" | "–") {
        return Ok(Rupiah::ZERO);
    }
    let inner = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let negative = inner.or_else(|| text.strip_prefix(['-', '−', '–']));
    match negative {
        Some(amount) => Rupiah::parse(amount).map(|amount| -amount),
        None => Rupiah::parse(text),
    }
    .map_err(|error| error.to_string())
}

/// An amount as it stands in a field: nothing for nothing.
pub fn shown(amount: Rupiah) -> String {
    if amount.is_zero() { String::new() } else { amount.to_string().replace("Rp", "") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_may_be_a_loss() {
        for (text, rupiah) in
            [("8.000.000", 8_000_000), ("-25.000", -25_000), ("(25.000)", -25_000), ("1,5 jt", 1_500_000)]
        {
            assert_eq!(amount(text), Ok(Rupiah(rupiah)), "{text}");
        }
        assert_eq!(amount(" "), Ok(Rupiah::ZERO));
        assert!(amount("1.5").is_err() && amount("--5").is_err());
    }

    #[test]
    fn what_is_shown_can_be_typed_again() {
        for rupiah in [0, 1, 1_234_567, -25_000] {
            assert_eq!(amount(&shown(Rupiah(rupiah))), Ok(Rupiah(rupiah)));
        }
    }
}
