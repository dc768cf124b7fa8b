//! The list: what is owned, what was lent, what is due to be depreciated.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use kernel::{BookDate, Month, Rupiah};
use store::Reader;
use web::{Flash, Form, Page, Redirect, Refusal, Right, Site, Visit};

use super::file;
use crate::borrowed::{Borrowed, borrowed};
use crate::depreciate::{DueMonth, catch_up, due, last_whole_month};
use crate::error::AssetsError;
use crate::list::{AccountTotal, AssetLine, Difference, differences, list, totals};
use crate::paper::{document, life};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[derive(Template)]
#[template(path = "index.html")]
struct IndexPage<'p> {
    visit: &'p Visit,
    as_of: BookDate,
    problem: Option<String>,
    own: Vec<AssetLine>,
    totals: Vec<AccountTotal>,
    sum: AccountTotal,
    borrowed: Vec<Borrowed>,
    due: Due,
    differences: Vec<Difference>,
    may_record: bool,
}

/// What is to be depreciated, as the page says it.
struct Due {
    through: Month,
    amount: Rupiah,
    months: usize,
    /// The closed months that it holds, first and last, and the month that takes what they lack.
    late: Option<(Month, Month, Month)>,
}

impl Due {
    fn of(months: &[DueMonth], through: Month, closed: Option<Month>) -> Self {
        let late = || months.iter().map(|due| due.month).filter(|month| Some(*month) <= closed);
        Self {
            through,
            amount: months.iter().map(|due| due.amount).sum(),
            months: months.len(),
            late: late()
                .min()
                .zip(late().max())
                .zip(closed)
                .map(|((first, last), closed)| (first, last, closed.next())),
        }
    }
}

impl IndexPage<'_> {
    fn life(&self, line: &AssetLine) -> String {
        life(line.asset.terms.life_months)
    }
}

/// What the page shows, in one snapshot.
struct Seen {
    own: Vec<AssetLine>,
    borrowed: Vec<Borrowed>,
    due: Due,
    differences: Vec<Difference>,
}

fn seen(
    reader: &mut dyn Reader,
    cooperative: kernel::CooperativeId,
    (as_of, today): (BookDate, BookDate),
) -> Result<Seen, AssetsError> {
    let through = last_whole_month(today);
    let closed = ledger::period_state(reader, cooperative)?.closed_through;
    Ok(Seen {
        own: list(reader, cooperative, as_of)?,
        borrowed: borrowed(reader, cooperative, as_of)?,
        due: Due::of(&due(reader, cooperative, through)?, through, closed),
        differences: differences(reader, cooperative, as_of)?,
    })
}

/// `GET /k/{cooperative}/aset?per=…&format=…`
pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Query<HashMap<String, String>>,
) -> Result<Response, Refusal> {
    let tenant = visit.cooperative()?.clone();
    let typed = asked.get("per").map(|text| text.trim()).filter(|text| !text.is_empty());
    let (as_of, problem) = match typed.map(BookDate::parse_human) {
        None => (visit.today, None),
        Some(Ok(day)) => (day, None),
        Some(Err(error)) => (visit.today, Some(error.to_string())),
    };
    let today = visit.today;
    let seen = site.db.read(move |reader| seen(reader, tenant.id, (as_of, today))).await?;
    if let (Some(format), None) = (asked.get("format"), &problem) {
        return download(&tenant.name, as_of, &seen, format, today);
    }
    let totals = totals(&seen.own);
    let body = IndexPage {
        visit: &visit,
        as_of,
        problem,
        sum: sum(&totals),
        totals,
        own: seen.own,
        borrowed: seen.borrowed,
        due: seen.due,
        differences: seen.differences,
        may_record: visit.may(Right::Record),
    };
    Ok(Page::new(&visit, "Aset tetap").active("buku").crumb("Buku", visit.path("buku")).body(&body))
}

fn sum(totals: &[AccountTotal]) -> AccountTotal {
    AccountTotal {
        account: kernel::AccountCode(0),
        name: "Jumlah".to_owned(),
        assets: totals.iter().map(|total| total.assets).sum(),
        cost: totals.iter().map(|total| total.cost).sum(),
        accumulated: totals.iter().map(|total| total.accumulated).sum(),
    }
}

fn download(
    owner: &str,
    as_of: BookDate,
    seen: &Seen,
    format: &str,
    made_on: BookDate,
) -> Result<Response, Refusal> {
    let document = document(owner, as_of, &seen.own, &seen.borrowed);
    match format {
        "xlsx" => {
            let bytes = reports::xlsx(&document).map_err(Refusal::fault)?;
            Ok(file(bytes, XLSX, &format!("aset-tetap-{as_of}.xlsx")))
        }
        "pdf" => {
            let bytes = reports::pdf(&document, made_on).map_err(Refusal::fault)?;
            Ok(file(bytes, "application/pdf", &format!("aset-tetap-{as_of}.pdf")))
        }
        _ => Err(Refusal::not_found()),
    }
}

/// `POST /k/{cooperative}/aset/susutkan`
pub(super) async fn depreciate(
    State(site): State<Site>,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    let through = Month::parse(form.text("through")).map_err(Refusal::bad)?;
    let (cooperative, by, at) = (visit.cooperative()?.id, visit.user()?, visit.now);
    let act = move |tx: &mut store::Tx<'_>| catch_up(tx, cooperative, through, by, at);
    let flash = match site.db.command(form.command(&visit)?, act).await {
        Ok(answer) => match answer.value.as_slice() {
            [] => Flash::good("Tidak ada penyusutan yang kurang."),
            posted => {
                let amount: Rupiah = posted.iter().map(|posted| posted.amount).sum();
                let documents: Vec<&str> = posted.iter().map(|posted| posted.document.as_str()).collect();
                Flash::good(format!("Penyusutan {amount} tercatat: {}.", shortened(&documents)))
            }
        },
        Err(error) => {
            let refusal = Refusal::from(error);
            Flash::look(refusal.sentence)
        }
    };
    Ok(Redirect::to(visit.path("aset")).with(flash).into_response())
}

/// The first documents by number, the rest by count.
fn shortened(documents: &[&str]) -> String {
    match documents {
        [first, .., last] if documents.len() > 3 => {
            format!("{first} sampai {last} ({} bukti)", documents.len())
        }
        all => all.join(", "),
    }
}
