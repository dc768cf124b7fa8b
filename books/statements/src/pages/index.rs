//! The first pages of Buku and of Laporan: what there is to open.

use askama::Template;
use kernel::{CooperativeId, Rupiah};
use ledger::{MoneyPlace, NormalSide};
use store::Reader;

use super::lists::Lists;
use super::place::{Place, unit_value};
use crate::balance_sheet::balance_sheet;
use crate::cash_book::purses;
use crate::error::StatementError;
use crate::figures::{shape_of, year_start};
use crate::income::income;
use crate::trial_balance::trial_balance;

#[derive(Template)]
#[template(path = "books.html")]
pub(crate) struct BooksPage {
    cash: Vec<BookLink>,
    bank: Vec<BookLink>,
    accounts: Vec<BookLink>,
    record: String,
    base: String,
}

/// A book that can be opened, with what stands in it.
struct BookLink {
    name: String,
    /// The unit or the code, in small type, or empty.
    detail: String,
    amount: String,
    link: String,
}

/// Shows the books of a cooperative.
pub(crate) fn books(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    place: &Place,
) -> Result<BooksPage, StatementError> {
    let lists = Lists::read(reader, cooperative, place.today)?;
    let purses = purses(reader, cooperative, place.today)?;
    let of = |wanted: MoneyPlace| {
        let found = purses.iter().filter(|purse| purse.place == wanted);
        let line = |purse: &crate::cash_book::Purse| {
            let values = [("akun", purse.account.to_string()), ("unit", unit_value(Some(purse.unit)))];
            BookLink {
                name: purse.name.clone(),
                detail: lists.unit_name(Some(purse.unit)).unwrap_or_default(),
                amount: purse.balance.plain(),
                link: place.link("buku/kas", &values),
            }
        };
        found.map(line).collect::<Vec<_>>()
    };
    let trial = trial_balance(reader, cooperative, place.today, None)?;
    let from = year_start(place.today);
    let accounts = trial.accounts.iter().map(|account| {
        let net = [account.debit, -account.credit].into_iter().sum::<Rupiah>();
        let is_debit = shape_of(&lists.chart, account.code).normal == NormalSide::Debit;
        BookLink {
            name: account.name.clone(),
            detail: account.code.to_string(),
            amount: if is_debit { net.plain() } else { (-net).plain() },
            link: place.account_link(account.code, from, place.today, None),
        }
    });
    Ok(BooksPage {
        cash: of(MoneyPlace::Kas),
        bank: of(MoneyPlace::Bank),
        accounts: accounts.collect(),
        record: place.link("catat", &[]),
        base: place.base.clone(),
    })
}

#[derive(Template)]
#[template(path = "reports.html")]
pub(crate) struct ReportsPage {
    as_of: String,
    assets: String,
    surplus: String,
    equity: String,
    cash: String,
    /// Whether what names people may be opened.
    may_open: bool,
    balanced: bool,
    coverage: String,
    base: String,
    unbalanced: &'static str,
}

/// Shows the statements of a cooperative.
pub(crate) fn statements(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    place: &Place,
) -> Result<ReportsPage, StatementError> {
    let lists = Lists::read(reader, cooperative, place.today)?;
    let sheet = balance_sheet(reader, cooperative, place.today, None)?;
    let year = income(reader, cooperative, year_start(place.today), place.today, None)?;
    let cash: Rupiah = purses(reader, cooperative, place.today)?.iter().map(|purse| purse.balance).sum();
    Ok(ReportsPage {
        as_of: place.today.long(),
        assets: sheet.assets.to_string(),
        surplus: year.surplus.to_string(),
        equity: sheet.equity.to_string(),
        cash: cash.to_string(),
        may_open: place.may_open,
        balanced: sheet.balanced,
        coverage: lists.coverage(place.today),
        base: place.base.clone(),
        unbalanced: crate::paper::UNBALANCED,
    })
}
