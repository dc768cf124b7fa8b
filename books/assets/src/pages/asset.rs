//! One asset: what it is, what each month took, what it is still worth.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::{AccountCode, BookDate, CooperativeId, EntryId, Month, Rupiah};
use store::Reader;
use web::{Flash, Form, Page, Redirect, Refusal, Right, Site, Visit};

use super::Named;
use crate::asset::{Asset, AssetId, Cancelled};
use crate::depreciate::{last_whole_month, owed_months};
use crate::error::AssetsError;
use crate::list::one;
use crate::paper::life;
use crate::rule::depreciation;
use crate::{register, tables};

/// A month of the table, or a year of them.
struct MonthRow {
    month: Month,
    amount: Rupiah,
    left: Rupiah,
    /// The entry that did it; nothing where it is due.
    entry: Option<EntryId>,
}

/// What one asset's page shows.
struct Seen {
    asset: Asset,
    account: String,
    unit: String,
    rows: Vec<MonthRow>,
    accumulated: Rupiah,
    /// Months that come later, and what they will take.
    ahead: (usize, Rupiah),
    last: Option<Month>,
}

#[derive(Template)]
#[template(path = "asset.html")]
struct AssetPage<'p> {
    visit: &'p Visit,
    seen: Seen,
    may_record: bool,
}

impl AssetPage<'_> {
    fn path(&self, rest: &str) -> String {
        self.visit.path(&format!("aset/{}{rest}", self.seen.asset.id))
    }

    fn life(&self) -> String {
        life(self.seen.asset.terms.life_months)
    }

    fn book_value(&self) -> Rupiah {
        Rupiah(self.seen.asset.terms.cost.0 - self.seen.accumulated.0)
    }

    fn is_here(&self) -> bool {
        self.seen.asset.disposal.is_none() && self.seen.asset.cancelled.is_none()
    }

    fn may_strike(&self) -> bool {
        self.is_here()
            && self.seen.asset.origin == crate::Origin::Recorded
            && self.seen.rows.iter().all(|row| row.entry.is_none())
    }

    fn cancelled_by(&self) -> Option<EntryId> {
        match self.seen.asset.cancelled {
            Some(Cancelled::Reversed { by, .. }) => Some(by),
            _ => None,
        }
    }
}

fn seen(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    id: AssetId,
    today: BookDate,
) -> Result<Seen, AssetsError> {
    let asset = one(reader, cooperative, id)?.ok_or(AssetsError::NoSuchAsset)?;
    let chart = ledger::chart_of(reader, cooperative, today)?;
    let units = ledger::units_of(reader, cooperative)?;
    let unit = units.iter().find(|unit| unit.code == asset.unit).map_or("", |unit| unit.name.as_str());
    let done = tables::depreciated_of(reader, cooperative, id)?;
    let opening = asset.terms.opening.map_or(0, |opening| opening.amount.0);
    let through = last_whole_month(today);
    let mut months: Vec<(Month, Rupiah, Option<EntryId>)> =
        done.iter().map(|done| (done.month, done.amount, Some(done.entry))).collect();
    for month in owed_months(&asset, through) {
        let amount = depreciation(&asset.terms, month);
        if !amount.is_zero() && done.iter().all(|done| done.month != month) {
            months.push((month, amount, None));
        }
    }
    months.sort_by_key(|(month, ..)| *month);
    let mut left = asset.terms.cost.0 - opening;
    let mut rows = Vec::new();
    for (month, amount, entry) in months {
        left -= amount.0;
        rows.push(MonthRow { month, amount, left: Rupiah(left), entry });
    }
    let ahead: Vec<Rupiah> = owed_months(&asset, Month::MAX)
        .filter(|month| *month > through)
        .map(|month| depreciation(&asset.terms, month))
        .collect();
    Ok(Seen {
        account: account_name(&chart, asset.account),
        unit: unit.to_owned(),
        accumulated: Rupiah(opening + done.iter().map(|done| done.amount.0).sum::<i64>()),
        ahead: (ahead.len(), ahead.into_iter().sum()),
        last: asset.terms.months().map(|(_, last)| last),
        rows,
        asset,
    })
}

fn account_name(chart: &ledger::Chart, account: AccountCode) -> String {
    format!("{account} {}", chart.name(account))
}

/// `GET /k/{cooperative}/aset/{asset}`
pub(super) async fn show(State(site): State<Site>, visit: Visit, named: Named) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let seen = site.db.read(move |reader| seen(reader, cooperative, named.asset(), today)).await?;
    let title = seen.asset.name.clone();
    let body = AssetPage { visit: &visit, seen, may_record: visit.may(Right::Record) };
    Ok(Page::new(&visit, title).active("buku").crumb("Aset tetap", visit.path("aset")).body(&body))
}

/// `POST /k/{cooperative}/aset/{asset}/catatan`
pub(super) async fn set_note(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let (cooperative, note) = (visit.cooperative()?.id, form.text("note").to_owned());
    let act = move |tx: &mut store::Tx<'_>| register::set_note(tx, cooperative, named.asset(), &note);
    let flash = match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => Flash::good("Tempat dan keadaannya tersimpan."),
        Err(error) => Flash::look(Refusal::from(error).sentence),
    };
    Ok(Redirect::to(visit.path(&format!("aset/{}", named.asset()))).with(flash).into_response())
}
