//! Buku besar on the screen: one account over a period.

use askama::Template;
use kernel::{AccountCode, BookDate, CooperativeId, UnitCode};
use ledger::Chart;
use reports::Document;
use store::Reader;

use super::asked::{Asked, Reading};
use super::cash_book::Turn;
use super::lists::{Around, Lists};
use super::place::{Pick, Place, unit_value};
use super::rows::{BookLine, Pages, Totals, counted, lines, page_of};
use super::{MAIN_CASH, Paper};
use crate::account_ledger::{AccountLedger, GeneralLedger, account_ledger};
use crate::balance_sheet::balance_sheet;
use crate::book_paper;
use crate::error::StatementError;
use crate::figures::{previous_year_end, year_start};
use crate::paper::{Frame, period};
use crate::{RUNNING_SURPLUS, UNDIVIDED_SURPLUS};

#[derive(Template)]
#[template(path = "account.html")]
pub(crate) struct AccountPage {
    around: Around,
    ledger: AccountLedger,
    from: BookDate,
    through: BookDate,
    period: String,
    accounts: Vec<Pick>,
    lines: Vec<BookLine>,
    totals: Totals,
    counted: String,
    pages: Pages,
    turn: Turn,
    derived: Option<Derived>,
}

/// What the balance sheet adds to an account of surplus, because no entry puts it there.
struct Derived {
    sentence: String,
    link: String,
}

/// Shows an account over a period.
pub(crate) fn page(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    place: &Place,
    asked: &Asked,
) -> Result<AccountPage, StatementError> {
    let lists = Lists::read(reader, cooperative, place.today)?;
    let mut reading = Reading::of(asked);
    let account = reading.account(&lists.chart).unwrap_or(MAIN_CASH);
    let (from, through) = reading.period(place.today);
    let unit = reading.unit(&lists.units);
    let sheet = reading.sheet();
    let ledger = account_ledger(reader, cooperative, account, from, through, unit)?;
    let derived = derived(reader, cooperative, place, &ledger, through, unit)?;

    let letterhead = place.surroundings(reader, cooperative, through)?.letterhead;
    let unproven = (place.above.unproven)(reader, cooperative, from, through)?;

    let values = [
        ("akun", account.to_string()),
        ("dari", from.to_string()),
        ("sampai", through.to_string()),
        ("unit", unit_value(unit)),
    ];
    let link = |more: (&'static str, String)| {
        let values: Vec<(&str, String)> = values.iter().cloned().chain([more]).collect();
        place.link("buku/besar", &values)
    };
    let (rows, pages) = page_of(&ledger.rows, sheet);
    Ok(AccountPage {
        period: period(from, through),
        accounts: account_picks(&lists.chart, account),
        lines: lines(place, &rows, &unproven, from.month_of() == through.month_of()),
        totals: Totals::of(ledger.debit, ledger.credit, ledger.closing),
        counted: counted(&ledger.rows, &unproven),
        turn: Turn::of(&pages, |page| link(("hal", page))),
        pages,
        derived,
        around: lists.around(place, reading, letterhead, (through, unit), ("buku/besar", &values)),
        ledger,
        from,
        through,
    })
}

fn account_picks(chart: &Chart, chosen: AccountCode) -> Vec<Pick> {
    let pick = |account: &ledger::Account| Pick {
        value: account.code.to_string(),
        name: format!("{} {}", account.code, account.name),
        is_chosen: account.code == chosen,
    };
    chart.iter().map(pick).collect()
}

/// What the balance sheet shows on 31600 and 31700 beyond what was posted there, and where it opens.
fn derived(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    place: &Place,
    ledger: &AccountLedger,
    through: BookDate,
    unit: Option<UnitCode>,
) -> Result<Option<Derived>, StatementError> {
    let (whose, from, to) = match ledger.code {
        UNDIVIDED_SURPLUS => {
            let end = previous_year_end(through).unwrap_or(BookDate::MIN);
            ("tahun-tahun sebelumnya yang belum dibagi", BookDate::MIN, end)
        }
        RUNNING_SURPLUS => ("tahun ini", year_start(through), through),
        _ => return Ok(None),
    };
    let sheet = balance_sheet(reader, cooperative, through, unit)?;
    let amount = crate::figures::total([sheet.amount(ledger.code), -ledger.closing])?;
    if amount.is_zero() {
        return Ok(None);
    }
    let values = [("dari", from.to_string()), ("sampai", to.to_string()), ("unit", unit_value(unit))];
    Ok(Some(Derived {
        sentence: format!("Di neraca ditambah hasil usaha {whose}: {amount}."),
        link: place.link("laporan/phu", &values),
    }))
}

impl Paper for AccountPage {
    fn document(&self) -> Document {
        let accounts = vec![self.ledger.clone()];
        let ledger = GeneralLedger { from: self.from, as_of: self.through, accounts };
        Frame::around(&self.around).document(book_paper::general_ledger(&ledger))
    }

    fn file_name(&self) -> String {
        format!("buku-besar-{}-{}-{}", self.ledger.code, self.from, self.through)
    }

    fn has_problems(&self) -> bool {
        !self.around.problems.is_empty()
    }

    fn title(&self) -> Option<String> {
        Some(format!("Buku besar {}", self.ledger.name))
    }
}
