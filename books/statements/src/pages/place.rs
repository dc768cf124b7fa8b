//! Where a page stands: whose books, which addresses lead further, what may be opened.

use kernel::{AccountCode, BookDate, CooperativeId, EntryId, Rupiah, UnitCode};
use ledger::Unit;
use store::Reader;

use super::format::Format;
use crate::error::StatementError;
use crate::surroundings::{Above, Surroundings};

/// The books a page is of, and who looks at them.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The address of the cooperative: `/k/1971041001`.
    pub base: String,
    /// The cooperative's name.
    pub cooperative: String,
    /// Whether single entries may be opened; else figures are shown without links.
    pub may_open: bool,
    /// Today, where the cooperative is.
    pub today: BookDate,
    /// Who knows the cooperative and its members.
    pub above: Above,
}

/// An amount as a page shows it, in whole rupiah.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Amount {
    /// Grouped, a negative in parentheses, nothing as a dash.
    pub text: String,
    /// Whether it is in parentheses.
    pub is_negative: bool,
    /// What it opens, or empty.
    pub link: String,
}

/// One choice of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pick {
    /// As it goes into the address.
    pub value: String,
    /// As it is read.
    pub name: String,
    /// Whether it is the one that is shown.
    pub is_chosen: bool,
}

impl Place {
    /// The address of a page, with the values that are not empty.
    pub fn link(&self, page: &str, values: &[(&str, String)]) -> String {
        let given: Vec<String> = values
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        match given.is_empty() {
            true => format!("{}/{page}", self.base),
            false => format!("{}/{page}?{}", self.base, given.join("&")),
        }
    }

    /// The address of the same page as a file.
    pub fn file_link(&self, page: &str, values: &[(&str, String)], format: Format) -> String {
        let format = ("format", format.name().to_owned());
        let values: Vec<(&str, String)> = values.iter().cloned().chain([format]).collect();
        self.link(page, &values)
    }

    /// What stands on papers of a day, as far as the visitor may see it.
    pub fn surroundings(
        &self,
        reader: &mut dyn Reader,
        cooperative: CooperativeId,
        day: BookDate,
    ) -> Result<Surroundings, StatementError> {
        let all = (self.above.surroundings)(reader, cooperative, day)?;
        Ok(if self.may_open { all } else { all.without_names() })
    }

    /// The buku besar of an account, or nothing where entries may not be opened.
    pub fn account_link(
        &self,
        account: AccountCode,
        from: BookDate,
        through: BookDate,
        unit: Option<UnitCode>,
    ) -> String {
        if !self.may_open {
            return String::new();
        }
        let values = [
            ("akun", account.to_string()),
            ("dari", from.to_string()),
            ("sampai", through.to_string()),
            ("unit", unit_value(unit)),
        ];
        self.link("buku/besar", &values)
    }

    /// The page of an entry, or nothing.
    pub fn entry_link(&self, entry: Option<EntryId>) -> String {
        match entry {
            Some(entry) if self.may_open => format!("{}/transaksi/{entry}", self.base),
            _ => String::new(),
        }
    }
}

impl Amount {
    /// An amount that opens something; nothing opens a zero.
    pub fn linked(amount: Rupiah, link: String) -> Self {
        let link = if amount.is_zero() { String::new() } else { link };
        Self { text: amount.plain(), is_negative: amount < Rupiah::ZERO, link }
    }

    /// An amount that opens nothing.
    pub fn plain(amount: Rupiah) -> Self {
        Self::linked(amount, String::new())
    }

    /// The empty side of a book stays empty.
    pub fn or_empty(amount: Rupiah) -> Self {
        match amount.is_zero() {
            true => Self { text: String::new(), is_negative: false, link: String::new() },
            false => Self::plain(amount),
        }
    }
}

/// A unit as it stands in an address; empty for all together.
pub(crate) fn unit_value(unit: Option<UnitCode>) -> String {
    unit.map(|unit| format!("{:02}", unit.0)).unwrap_or_default()
}

/// The list of units that have anything in the books, with all together first; empty where there is only
/// one.
pub(crate) fn unit_picks(units: &[Unit], used: &[UnitCode], chosen: Option<UnitCode>) -> Vec<Pick> {
    let listed: Vec<&Unit> =
        units.iter().filter(|unit| used.contains(&unit.code) || chosen == Some(unit.code)).collect();
    if listed.len() < 2 && chosen.is_none() {
        return Vec::new();
    }
    let all = Pick { value: String::new(), name: "Semua unit".to_owned(), is_chosen: chosen.is_none() };
    let picks = listed.iter().map(|unit| Pick {
        value: unit_value(Some(unit.code)),
        name: unit.name.clone(),
        is_chosen: chosen == Some(unit.code),
    });
    std::iter::once(all).chain(picks).collect()
}

/// "24 Nov": within a month the year is known.
pub(crate) fn day_and_month(date: BookDate) -> String {
    let short = date.short();
    short.rsplit_once(' ').map_or(short.clone(), |(day, _)| day.to_owned())
}
