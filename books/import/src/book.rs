//! Which book a file keeps, and which way money goes in it.

use cashbook::{Rule, Side, UnitChoice};
use kernel::{AccountCode, Rupiah, UnitCode, fold};
use ledger::Unit;
use serde::{Deserialize, Serialize};
use sheets::KeptBook;

use crate::ImportError;

/// Cash of the office.
const CASH: AccountCode = AccountCode(11_100);
/// The bank account.
const BANK: AccountCode = AccountCode(11_200);

/// The book of money that a file keeps: cash or bank of the office, or the cash of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Book {
    /// An account of cash or bank.
    pub account: AccountCode,
    /// Whose money it is.
    pub unit: UnitCode,
}

impl Book {
    /// The general cash book.
    pub const CASH: Self = Self { account: CASH, unit: UnitCode::OFFICE };
    /// The bank book.
    pub const BANK: Self = Self { account: BANK, unit: UnitCode::OFFICE };

    /// The cash of a unit.
    pub fn of_unit(unit: UnitCode) -> Self {
        Self { account: CASH, unit }
    }

    /// `kas`, `bank`, `unit:NAME` or `unit:NUMBER`, as on the command line.
    ///
    /// # Errors
    /// [`ImportError::UnknownBook`].
    pub fn parse(named: &str, units: &[Unit]) -> Result<Self, ImportError> {
        let unknown = || ImportError::UnknownBook(named.to_owned());
        match named {
            "kas" => return Ok(Self::CASH),
            "bank" => return Ok(Self::BANK),
            _ => {}
        }
        let name = named.strip_prefix("unit:").map(fold).filter(|name| !name.is_empty());
        let name = name.ok_or_else(unknown)?;
        let by_number = |unit: &&Unit| unit.code.0.to_string() == name;
        let exact = |unit: &&Unit| fold(&unit.name) == name;
        let found = units.iter().find(by_number).or_else(|| units.iter().find(exact));
        if let Some(unit) = found {
            return Ok(Self::of_unit(unit.code));
        }
        let mut alike = units.iter().filter(|unit| fold(&unit.name).contains(&name));
        match (alike.next(), alike.next()) {
            (Some(unit), None) => Ok(Self::of_unit(unit.code)),
            _ => Err(unknown()),
        }
    }

    /// As the reader of sheets knows it; nothing for an account that no sheet is named after.
    pub fn kept(self, units: &[Unit]) -> Option<KeptBook> {
        match (self.account, self.unit) {
            (CASH, UnitCode::OFFICE) => Some(KeptBook::Cash),
            (BANK, UnitCode::OFFICE) => Some(KeptBook::Bank),
            (_, UnitCode::OFFICE) => None,
            (_, code) => {
                let unit = units.iter().find(|unit| unit.code == code)?;
                Some(KeptBook::Unit(unit.name.clone()))
            }
        }
    }

    /// As the officers call it.
    pub fn name(self, units: &[Unit]) -> String {
        match (self.account, self.unit) {
            (CASH, UnitCode::OFFICE) => "Buku kas".to_owned(),
            (BANK, UnitCode::OFFICE) => "Buku bank".to_owned(),
            (account, UnitCode::OFFICE) => format!("Buku {account}"),
            (_, code) => {
                let unit = units.iter().find(|unit| unit.code == code);
                format!("Kas unit {}", unit.map_or_else(|| code.0.to_string(), |unit| unit.name.clone()))
            }
        }
    }
}

/// Which way money goes in the book: *debet* of a cash book is money in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// Money in.
    In,
    /// Money out.
    Out,
}

impl Way {
    /// The way of an amount, positive for money in.
    pub fn of(amount: Rupiah) -> Self {
        if amount < Rupiah::ZERO { Self::Out } else { Self::In }
    }

    /// As it is kept.
    pub fn number(self) -> i64 {
        match self {
            Self::In => 1,
            Self::Out => -1,
        }
    }

    /// Which way a rule moves the money of a book; nothing where it does not touch it.
    pub fn of_rule(rule: &Rule, book: Book) -> Option<Self> {
        let at_office = book.unit == UnitCode::OFFICE;
        match (rule.unit_choice, at_office) {
            (UnitChoice::To, true) | (UnitChoice::From, false) => return Some(Self::Out),
            (UnitChoice::To, false) | (UnitChoice::From, true) => return Some(Self::In),
            // It posts to the office, whose money this book does not keep.
            (UnitChoice::None, false) => return None,
            _ => {}
        }
        let touches = |side: Side| match side {
            Side::Place => true,
            Side::Account(code) => code == book.account,
            Side::Clearing => false,
        };
        match (touches(rule.debit), touches(rule.credit)) {
            (true, false) => Some(Self::In),
            (false, true) => Some(Self::Out),
            _ => None,
        }
    }
}
