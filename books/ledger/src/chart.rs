//! The chart of accounts and the business units: dated rows from the repository, and what a
//! cooperative has added.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, UnitCode};
use serde::{Deserialize, Serialize};
use store::{Reader, Row, StoreError, Tx, values};

use crate::entry::Line;
use crate::error::LedgerError;

/// What an account is about; it decides the statement and the sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// What the cooperative has.
    Asset,
    /// What it owes.
    Liability,
    /// What its members and reserves have put in.
    Equity,
    /// Business revenue (4xxxx but 44xxx).
    Revenue,
    /// Cost of goods and services (5xxxx).
    Cost,
    /// Operating expense (6xxxx).
    Expense,
    /// Expense of being a cooperative: meetings, education, officers (7xxxx).
    CooperativeExpense,
    /// Outside the business proper: bank interest, disposals (44xxx, 81xxx).
    Other,
    /// Income tax (82xxx).
    Tax,
}

/// The side on which an account normally stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NormalSide {
    /// Debit.
    Debit,
    /// Credit.
    Credit,
}

/// The heading under which a statement lists an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Aset lancar.
    CurrentAsset,
    /// Between units; zero over all of them.
    Clearing,
    /// Investasi jangka panjang.
    Investment,
    /// Aset tetap.
    FixedAsset,
    /// Aset takberwujud.
    Intangible,
    /// Aset lain.
    OtherAsset,
    /// Liabilitas jangka pendek.
    CurrentLiability,
    /// Liabilitas jangka panjang.
    LongTermLiability,
    /// Ekuitas.
    Equity,
    /// Pendapatan usaha.
    Revenue,
    /// Beban pokok.
    Cost,
    /// Beban usaha.
    Expense,
    /// Beban perkoperasian.
    CooperativeExpense,
    /// Pendapatan dan beban lain.
    Other,
    /// Pajak penghasilan.
    Tax,
}

/// Where money is, for the accounts that hold it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyPlace {
    /// Notes and coins.
    Kas,
    /// At a bank.
    Bank,
}

/// Whether a line of the account names a member or partner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartyNeed {
    /// The balance belongs to somebody.
    Required,
    /// It may.
    Optional,
    /// It does not.
    None,
}

/// Whether a line of the account says if business was done with members or others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActivityNeed {
    /// Revenue and its cost.
    Required,
    /// All else.
    None,
}

/// An account as it stands on a date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Five digits.
    pub code: AccountCode,
    /// As printed in statements.
    pub name: String,
    /// What it is about.
    pub kind: AccountKind,
    /// The side on which it stands.
    pub normal: NormalSide,
    /// The heading in the statement.
    #[serde(rename = "statement")]
    pub section: Section,
    /// Cash or bank, where it holds money.
    pub cash: Option<MoneyPlace>,
    /// Whether lines name somebody.
    pub party: PartyNeed,
    /// Whether lines say with whom.
    pub activity: ActivityNeed,
    /// From when the row holds.
    pub valid_from: BookDate,
    /// Law or document.
    pub source: String,
}

/// A business unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Two digits; 0 is the office.
    pub code: UnitCode,
    /// Name on screen.
    pub name: String,
    /// From when the row holds.
    pub valid_from: BookDate,
    /// Law or document.
    pub source: String,
}

#[expect(clippy::expect_used, reason = "the files are in the program and read by a test")]
static CHART: LazyLock<Vec<Account>> =
    LazyLock::new(|| parse(include_bytes!("../parameters/chart.csv")).expect("the chart of accounts reads"));

#[expect(clippy::expect_used, reason = "the files are in the program and read by a test")]
static UNITS: LazyLock<Vec<Unit>> =
    LazyLock::new(|| parse(include_bytes!("../parameters/units.csv")).expect("the list of units reads"));

static BY_CODE: LazyLock<BTreeMap<AccountCode, Vec<&'static Account>>> = LazyLock::new(|| {
    let mut by_code: BTreeMap<AccountCode, Vec<&'static Account>> = BTreeMap::new();
    for account in CHART.iter() {
        by_code.entry(account.code).or_default().push(account);
    }
    by_code
});

fn parse<T: for<'d> Deserialize<'d>>(text: &[u8]) -> Result<Vec<T>, csv::Error> {
    csv::Reader::from_reader(text).deserialize().collect()
}

/// The row of the common chart that holds on a date: the latest not after it, else the first.
fn common(code: AccountCode, date: BookDate) -> Option<&'static Account> {
    let rows = BY_CODE.get(&code)?;
    rows.iter().rev().find(|row| row.valid_from <= date).or_else(|| rows.first()).copied()
}

/// The accounts that a cooperative may use, as they stand on a date.
#[derive(Debug, Clone)]
pub struct Chart {
    accounts: BTreeMap<AccountCode, Account>,
}

impl Chart {
    /// The account of a code.
    pub fn account(&self, code: AccountCode) -> Option<&Account> {
        self.accounts.get(&code)
    }

    /// The name of a code, or the code itself where the chart lacks it.
    pub fn name(&self, code: AccountCode) -> String {
        self.account(code).map_or_else(|| code.to_string(), |account| account.name.clone())
    }

    /// All accounts in the order of their codes.
    pub fn iter(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values()
    }

    /// The accounts that hold money.
    pub fn money(&self) -> impl Iterator<Item = &Account> {
        self.iter().filter(|account| account.cash.is_some())
    }

    /// What an entry is about in rupiah, as a receipt says it: the money that came in or went out; where it
    /// only changed its place, that money; where none moved, the debits. What units and office owe each other
    /// by it is not counted again.
    pub fn size_of(&self, lines: &[Line]) -> Rupiah {
        let is_money =
            |line: &&Line| self.account(line.account).is_some_and(|account| account.cash.is_some());
        let money = || lines.iter().filter(is_money).map(|line| line.amount);
        let debits = |amounts: &mut dyn Iterator<Item = Rupiah>| -> Rupiah {
            amounts.filter(|amount| *amount > Rupiah::ZERO).sum()
        };
        let moved: Rupiah = money().sum();
        match (moved.is_zero(), debits(&mut money())) {
            (false, _) => moved.abs(),
            (true, Rupiah::ZERO) => {
                let own = lines.iter().filter(|line| line.account != crate::CLEARING);
                debits(&mut own.map(|line| line.amount))
            }
            (true, placed) => placed,
        }
    }
}

const OWN_ACCOUNTS: &str = "select account, name, behaves_like, valid_from, source from ledger_own_account where cooperative_id = $1 \
     order by account";

fn own_account(row: &Row, date: BookDate) -> Result<Option<Account>, StoreError> {
    let Some(like) = common(AccountCode(row.int(2)?), date) else { return Ok(None) };
    Ok(Some(Account {
        code: AccountCode(row.int(0)?),
        name: row.text(1)?,
        valid_from: row.date(3)?,
        source: row.text(4)?,
        ..like.clone()
    }))
}

/// The chart of a cooperative on a date.
pub fn chart_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    date: BookDate,
) -> Result<Chart, StoreError> {
    let mut accounts: BTreeMap<AccountCode, Account> =
        BY_CODE.keys().filter_map(|code| Some((*code, common(*code, date)?.clone()))).collect();
    for row in reader.query(OWN_ACCOUNTS, &values![cooperative])? {
        if let Some(account) = own_account(&row, date)? {
            accounts.insert(account.code, account);
        }
    }
    Ok(Chart { accounts })
}

/// What a line of an account must say.
pub(crate) struct Need {
    pub party: PartyNeed,
    pub activity: ActivityNeed,
    pub normal: NormalSide,
}

/// What lines of an account must say, or nothing where there is no such account. The common chart is
/// asked first and needs no database.
pub(crate) fn need_of(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    code: AccountCode,
    date: BookDate,
) -> Result<Option<Need>, StoreError> {
    let need =
        |account: &Account| Need { party: account.party, activity: account.activity, normal: account.normal };
    if let Some(account) = common(code, date) {
        return Ok(Some(need(account)));
    }
    for row in tx.lookup(OWN_ACCOUNTS, &values![cooperative])? {
        if row.int(0)? == code.0 {
            return Ok(own_account(&row, date)?.as_ref().map(need));
        }
    }
    Ok(None)
}

const OWN_UNITS: &str =
    "select unit, name, valid_from, source from ledger_own_unit where cooperative_id = $1 order by unit";

/// Whether a cooperative may use a unit.
pub(crate) fn has_unit(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    unit: UnitCode,
) -> Result<bool, StoreError> {
    if UNITS.iter().any(|row| row.code == unit) {
        return Ok(true);
    }
    let own = tx.lookup(OWN_UNITS, &values![cooperative])?;
    Ok(own.iter().any(|row| row.int(0) == Ok(unit.0)))
}

/// The units that a cooperative may use: the common list and its own.
pub fn units_of(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Unit>, StoreError> {
    let mut units = UNITS.clone();
    for row in reader.query(OWN_UNITS, &values![cooperative])? {
        units.push(Unit {
            code: UnitCode(row.int(0)?),
            name: row.text(1)?,
            valid_from: row.date(2)?,
            source: row.text(3)?,
        });
    }
    units.sort_by_key(|unit| unit.code);
    Ok(units)
}

/// Adds an account of the cooperative's own, which behaves like one of the common chart.
///
/// # Errors
/// [`LedgerError::CodeTaken`] where the code is there or not of five digits,
/// [`LedgerError::UnknownAccount`] where the model is not in the common chart.
pub fn add_own_account(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    code: AccountCode,
    name: &str,
    like: AccountCode,
    from: BookDate,
) -> Result<(), LedgerError> {
    if !(10_000..=99_999).contains(&code.0) || BY_CODE.contains_key(&code) {
        return Err(LedgerError::CodeTaken(code.0));
    }
    if common(like, from).is_none() {
        return Err(LedgerError::UnknownAccount(like));
    }
    let added = tx.execute(
        "insert into ledger_own_account (cooperative_id, account, name, behaves_like, valid_from, source) \
         values ($1, $2, $3, $4, $5, 'koperasi') on conflict do nothing",
        &values![cooperative, code, name, like, from],
    )?;
    if added == 1 { Ok(()) } else { Err(LedgerError::CodeTaken(code.0)) }
}

/// Adds a business unit of the cooperative's own, with a code of two digits that the list lacks.
///
/// # Errors
/// [`LedgerError::CodeTaken`] where the code is there or out of range.
pub fn add_own_unit(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    unit: UnitCode,
    name: &str,
    from: BookDate,
) -> Result<(), LedgerError> {
    if !(1..=99).contains(&unit.0) || UNITS.iter().any(|row| row.code == unit) {
        return Err(LedgerError::CodeTaken(unit.0));
    }
    let added = tx.execute(
        "insert into ledger_own_unit (cooperative_id, unit, name, valid_from, source) \
         values ($1, $2, $3, $4, 'koperasi') on conflict do nothing",
        &values![cooperative, unit, name, from],
    )?;
    if added == 1 { Ok(()) } else { Err(LedgerError::CodeTaken(unit.0)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameter_files_read_and_agree_with_the_kinds() {
        assert!(CHART.len() > 100 && UNITS.len() >= 10);
        for account in CHART.iter() {
            let leading = account.code.0 / 10_000;
            let expected = match account.kind {
                AccountKind::Asset => leading == 1,
                AccountKind::Liability => leading == 2,
                AccountKind::Equity => leading == 3,
                AccountKind::Revenue => leading == 4,
                AccountKind::Cost => leading == 5,
                AccountKind::Expense => leading == 6,
                AccountKind::CooperativeExpense => leading == 7,
                AccountKind::Other => leading == 4 || leading == 8,
                AccountKind::Tax => leading == 8,
            };
            assert!(expected, "{} is of its kind", account.code);
        }
        assert!(BY_CODE.contains_key(&crate::CLEARING));
    }

    #[test]
    fn an_entry_is_about_the_money_that_it_moved() {
        let accounts = CHART.iter().map(|account| (account.code, account.clone())).collect();
        let chart = Chart { accounts };
        let size = |lines: &[(i64, i64)]| {
            let line = |(account, amount): &(i64, i64)| Line::debit(AccountCode(*account), Rupiah(*amount));
            chart.size_of(&lines.iter().map(line).collect::<Vec<_>>()).0
        };
        let (cash, bank, clearing) = (11_100, 11_200, crate::CLEARING.0);
        // A machine of 12,000 with 2,700 behind it, sold for 5,000: the receipt is one of 5,000.
        assert_eq!(size(&[(13_420, -12_000), (13_900, 2_700), (bank, 5_000), (81_200, 4_300)]), 5_000);
        assert_eq!(size(&[(61_200, 300), (cash, -300)]), 300);
        // What a unit hands over to the office is handed over once.
        assert_eq!(size(&[(cash, 50), (clearing, -50), (clearing, 50), (cash, -50)]), 50);
        assert_eq!(size(&[(bank, 700), (cash, -700)]), 700);
        // Goods that go to a unit, and what moves no money.
        assert_eq!(size(&[(11_700, 90), (clearing, -90), (clearing, 90), (11_700, -90)]), 90);
        assert_eq!(size(&[(61_500, 40), (13_900, -40)]), 40);
    }
}
