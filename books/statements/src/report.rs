//! Reports by name, as the command line and the API ask for them: one JSON document and one paper.

use std::fmt;
use std::str::FromStr;

use kernel::{AccountCode, BookDate, CooperativeId, UnitCode};
use ledger::MoneyPlace;
use reports::Document;
use serde::Serialize;
use serde_json::Value;
use store::Reader;

use crate::account_ledger::{GeneralLedger, account_ledger, general_ledger};
use crate::cash_book::{MoneyBook, cash_book};
use crate::compare::{compared_balance_sheet, compared_income};
use crate::coverage::coverage;
use crate::error::StatementError;
use crate::figures::{check_period, unit_name, year_start};
use crate::paper::Frame;
use crate::trial_balance::trial_balance;

/// The reports of this crate. Their names are a promise to scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Statement {
    /// `trial-balance`
    TrialBalance,
    /// `balance-sheet`
    BalanceSheet,
    /// `income`
    Income,
    /// `cash-book`
    CashBook,
    /// `ledger`
    Ledger,
}

impl Statement {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::TrialBalance, Self::BalanceSheet, Self::Income, Self::CashBook, Self::Ledger];

    /// The name in the command line and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::TrialBalance => "trial-balance",
            Self::BalanceSheet => "balance-sheet",
            Self::Income => "income",
            Self::CashBook => "cash-book",
            Self::Ledger => "ledger",
        }
    }

    /// Whether it shows single entries, which may name people; the others show sums only.
    pub fn shows_entries(self) -> bool {
        matches!(self, Self::CashBook | Self::Ledger)
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Statement {
    type Err = StatementError;

    fn from_str(name: &str) -> Result<Self, StatementError> {
        let found = Self::ALL.into_iter().find(|statement| statement.name() == name);
        found.ok_or_else(|| StatementError::UnknownReport(name.to_owned()))
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Which report.
    pub name: Statement,
    /// The first day, where the report is of a period. Without it, `income` and `ledger` begin with the
    /// book year of `as_of`, `cash-book` with its month.
    pub from: Option<BookDate>,
    /// The day, at its end.
    pub as_of: BookDate,
    /// One unit, or all together.
    pub unit: Option<UnitCode>,
    /// One account. Without it `cash-book` is of all cash, `ledger` of all accounts.
    pub account: Option<AccountCode>,
    /// As it stands on top of the paper.
    pub cooperative_name: String,
}

/// What is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The promised JSON.
    pub json: Value,
    /// The same for people.
    pub document: Document,
}

/// Computes a report.
///
/// # Errors
/// A [`StatementError`] with the sentence for the user.
pub fn run(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    request: &Request,
) -> Result<Report, StatementError> {
    let Request { as_of, unit, account, .. } = *request;
    let year = request.from.unwrap_or_else(|| year_start(as_of));
    let frame = Frame {
        owner: request.cooperative_name.clone(),
        unit: unit_name(reader, cooperative, unit)?,
        coverage: coverage(reader, cooperative)?.sentence(as_of),
    };
    match request.name {
        Statement::TrialBalance => {
            let trial = trial_balance(reader, cooperative, as_of, unit)?;
            report(&trial, frame.trial_balance(&trial))
        }
        Statement::BalanceSheet => {
            let sheet = compared_balance_sheet(reader, cooperative, as_of, unit)?;
            report(&sheet.now, frame.balance_sheet(&sheet))
        }
        Statement::Income => {
            let income = compared_income(reader, cooperative, year, as_of, unit)?;
            report(&income.now, frame.income(&income))
        }
        Statement::CashBook => {
            let money = account.map_or(MoneyBook::Place(MoneyPlace::Kas), MoneyBook::Account);
            let from = request.from.unwrap_or_else(|| as_of.month_of().first_day());
            let book = cash_book(reader, cooperative, money, unit, from, as_of)?;
            report(&book, frame.cash_book(&book))
        }
        Statement::Ledger => {
            check_period(year, as_of)?;
            let ledger = match account {
                Some(code) => {
                    let accounts = vec![account_ledger(reader, cooperative, code, year, as_of, unit)?];
                    GeneralLedger { from: year, as_of, accounts }
                }
                None => general_ledger(reader, cooperative, year, as_of, unit)?,
            };
            report(&ledger, frame.general_ledger(&ledger))
        }
    }
}

fn report(figures: &impl Serialize, document: Document) -> Result<Report, StatementError> {
    let json = serde_json::to_value(figures).map_err(|error| StatementError::Unwritten(error.to_string()))?;
    Ok(Report { json, document })
}
