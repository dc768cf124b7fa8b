//! What all have saved, and who has not paid which months.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use kernel::Rupiah;
use web::{Page, Refusal, Right, Site, Visit, url};

use crate::months::span;
use crate::terms::Terms;
use crate::{Arrear, SavingsError, Totals, arrears, schedule, totals};

/// Members on one page.
const PAGE_LENGTH: usize = 50;

#[derive(Template)]
#[template(path = "dues.html")]
struct DuesPage<'p> {
    visit: &'p Visit,
    totals: Totals,
    /// Those on this page.
    arrears: &'p [Arrear],
    count: usize,
    first: usize,
    before: Option<String>,
    after: Option<String>,
    owed: Rupiah,
    terms: Terms,
    may_record: bool,
    may_manage: bool,
}

impl DuesPage<'_> {
    fn months(&self, arrear: &Arrear) -> String {
        span(&arrear.months)
    }

    fn amount(&self, arrear: &Arrear) -> Rupiah {
        [arrear.dues, arrear.principal].into_iter().sum()
    }

    /// A reminder, for WhatsApp.
    fn reminder(&self, arrear: &Arrear) -> String {
        let dues = match arrear.months.is_empty() {
            true => String::new(),
            false => format!(" simpanan wajib {}", span(&arrear.months)),
        };
        let principal = match arrear.principal.is_zero() {
            true => String::new(),
            false => format!(" sisa simpanan pokok {}", arrear.principal),
        };
        let and = if dues.is_empty() || principal.is_empty() { "" } else { " dan" };
        format!(
            "{}, mengingatkan{principal}{and}{dues} di {}: {}. Terima kasih.",
            arrear.name,
            self.visit.cooperative.as_ref().map_or_else(String::new, web::Tenant::short_name),
            self.amount(arrear)
        )
    }
}

/// `GET /k/{cooperative}/simpanan?halaman=…`
pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Refusal> {
    let asked = query.and_then(|query| url::query_value(&query, "halaman")?.parse::<usize>().ok());
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let (totals, arrears, terms) = site
        .db
        .read(move |reader| {
            let totals = totals(reader, cooperative)?;
            let arrears = arrears(reader, cooperative, today)?;
            let terms = schedule(reader, cooperative)?.on(today).clone();
            Ok::<_, SavingsError>((totals, arrears, terms))
        })
        .await?;
    let pages = arrears.len().div_ceil(PAGE_LENGTH).max(1);
    let page = asked.unwrap_or(1).clamp(1, pages);
    let link = |page: usize| visit.path(&format!("simpanan?halaman={page}"));
    let body = DuesPage {
        visit: &visit,
        totals,
        owed: arrears.iter().flat_map(|arrear| [arrear.dues, arrear.principal]).sum(),
        count: arrears.len(),
        first: (page - 1) * PAGE_LENGTH + 1,
        before: (page > 1).then(|| link(page - 1)),
        after: (page < pages).then(|| link(page + 1)),
        arrears: arrears.chunks(PAGE_LENGTH).nth(page - 1).unwrap_or_default(),
        terms,
        may_record: visit.may(Right::Record),
        may_manage: visit.may(Right::ManageCooperative),
    };
    Ok(Page::new(&visit, "Simpanan").active("anggota").crumb("Anggota", visit.path("anggota")).body(&body))
}
