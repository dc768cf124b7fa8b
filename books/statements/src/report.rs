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
use crate::cash_flow::compared_cash_flow;
use crate::compare::{compared_balance_sheet, compared_income};
use crate::coverage::coverage;
use crate::equity::compared_equity;
use crate::error::StatementError;
use crate::figures::{check_period, unit_name, year_start};
use crate::member_statement::member_statement;
use crate::notes::notes;
use crate::pack::{self, pack};
use crate::paper::{self, Frame, Sheet};
use crate::surroundings::{Party, Surroundings};
use crate::trial_balance::trial_balance;
use crate::{book_paper, note_paper};

/// The reports of this crate. Their names are a promise to scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Statement {
    /// `trial-balance`
    TrialBalance,
    /// `balance-sheet`
    BalanceSheet,
    /// `income`
    Income,
    /// `equity`
    Equity,
    /// `cash-flow`
    CashFlow,
    /// `notes`
    Notes,
    /// `annual`: the five statements together
    Annual,
    /// `cash-book`
    CashBook,
    /// `ledger`
    Ledger,
    /// `member-statement`
    MemberStatement,
}

impl Statement {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::TrialBalance,
        Self::BalanceSheet,
        Self::Income,
        Self::Equity,
        Self::CashFlow,
        Self::Notes,
        Self::Annual,
        Self::CashBook,
        Self::Ledger,
        Self::MemberStatement,
    ];

    /// The name in the command line and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::TrialBalance => "trial-balance",
            Self::BalanceSheet => "balance-sheet",
            Self::Income => "income",
            Self::Equity => "equity",
            Self::CashFlow => "cash-flow",
            Self::Notes => "notes",
            Self::Annual => "annual",
            Self::CashBook => "cash-book",
            Self::Ledger => "ledger",
            Self::MemberStatement => "member-statement",
        }
    }

    /// Whether it shows single entries or officers, and so names people; the others show sums only.
    pub fn shows_entries(self) -> bool {
        matches!(self, Self::CashBook | Self::Ledger | Self::Notes | Self::Annual | Self::MemberStatement)
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
    /// The first day, where the report is of a period. Without it, a report begins with the book year
    /// of `as_of`, `cash-book` with its month.
    pub from: Option<BookDate>,
    /// The day, at its end.
    pub as_of: BookDate,
    /// One unit, or all together.
    pub unit: Option<UnitCode>,
    /// One account. Without it `cash-book` is of all cash, `ledger` of all accounts.
    pub account: Option<AccountCode>,
    /// The member or partner that `member-statement` is about.
    pub party: Option<Party>,
    /// As it stands on top of the paper.
    pub cooperative_name: String,
    /// What else stands on the paper: letterhead, signatures, seal, and what the notes say of the
    /// cooperative.
    pub surroundings: Surroundings,
}

impl Request {
    /// A report as it is where nothing more is asked for.
    pub fn new(name: Statement, as_of: BookDate, cooperative_name: &str) -> Self {
        Self {
            name,
            from: None,
            as_of,
            unit: None,
            account: None,
            party: None,
            cooperative_name: cooperative_name.to_owned(),
            surroundings: Surroundings::default(),
        }
    }
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
        letterhead: request.surroundings.letterhead.clone(),
    };
    let paper = |sheet: Sheet| frame.document(sheet);
    let surroundings = &request.surroundings.clone().of_cooperative(&request.cooperative_name);
    match request.name {
        Statement::TrialBalance => {
            let trial = trial_balance(reader, cooperative, as_of, unit)?;
            report(&trial, paper(paper::trial_balance(&trial)))
        }
        Statement::BalanceSheet => {
            let sheet = compared_balance_sheet(reader, cooperative, as_of, unit)?;
            report(&sheet.now, paper(paper::balance_sheet(&sheet, None)))
        }
        Statement::Income => {
            let income = compared_income(reader, cooperative, year, as_of, unit)?;
            report(&income.now, paper(paper::income(&income, None)))
        }
        Statement::Equity => {
            let equity = compared_equity(reader, cooperative, year, as_of, unit)?;
            report(&equity.now, paper(paper::equity(&equity)))
        }
        Statement::CashFlow => {
            let flow = compared_cash_flow(reader, cooperative, year, as_of, unit)?;
            report(&flow.now, paper(paper::cash_flow(&flow)))
        }
        Statement::Notes => {
            let (identity, borrowed) = (surroundings.identity.clone(), surroundings.borrowed.clone());
            let notes = notes(reader, cooperative, (year, as_of), unit, identity, borrowed)?;
            report(&notes, paper(note_paper::notes(&notes)))
        }
        Statement::Annual => {
            let pack = pack(reader, cooperative, (year, as_of), unit, surroundings)?;
            report(&pack.figures(), paper(pack::sheet(&pack)))
        }
        Statement::CashBook => {
            let money = account.map_or(MoneyBook::Place(MoneyPlace::Kas), MoneyBook::Account);
            let from = request.from.unwrap_or_else(|| as_of.month_of().first_day());
            let book = cash_book(reader, cooperative, money, unit, from, as_of)?;
            report(&book, paper(book_paper::cash_book(&book)))
        }
        Statement::Ledger => {
            let ledger = ledger_of(reader, cooperative, (year, as_of), request)?;
            report(&ledger, paper(book_paper::general_ledger(&ledger)))
        }
        Statement::MemberStatement => {
            let party = request.party.clone().ok_or(StatementError::NoParty)?;
            let statement = member_statement(reader, cooperative, party, (year, as_of), unit)?;
            report(&statement, paper(book_paper::member_statement(&statement)))
        }
    }
}

/// The ledger of the account that was asked for, or of all.
fn ledger_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    (from, as_of): (BookDate, BookDate),
    request: &Request,
) -> Result<GeneralLedger, StatementError> {
    check_period(from, as_of)?;
    let Some(code) = request.account else {
        return general_ledger(reader, cooperative, from, as_of, request.unit);
    };
    let accounts = vec![account_ledger(reader, cooperative, code, from, as_of, request.unit)?];
    Ok(GeneralLedger { from, as_of, accounts })
}

fn report(figures: &impl Serialize, document: Document) -> Result<Report, StatementError> {
    let json = serde_json::to_value(figures).map_err(|error| StatementError::Unwritten(error.to_string()))?;
    Ok(Report { json, document })
}
