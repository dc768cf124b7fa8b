//! The monthly report of a region: page, PDF, workbook.

use activity::ActivityState;
use askama::Template;
use axum::extract::{Query as Asked, State};
use axum::response::Response;
use kernel::Month;
use web::{Page, Refusal, Site, Visit};

use super::{Query, as_file};
use crate::monthly::{MonthRow, Monthly, monthly};
use crate::papers::monthly_paper;

#[derive(Template)]
#[template(path = "monthly.html")]
struct MonthlyPage<'p> {
    visit: &'p Visit,
    report: &'p Monthly,
}

impl MonthlyPage<'_> {
    fn path(&self, month: &Month) -> String {
        self.visit.path(&format!("laporan?bulan={month}"))
    }

    fn states(&self) -> [ActivityState; 4] {
        ActivityState::ALL
    }

    fn silent(&self) -> Vec<&MonthRow> {
        let rows = self.report.rows.iter();
        rows.filter(|row| row.assessed.state == ActivityState::NotReported).collect()
    }

    fn changed(&self) -> Vec<&MonthRow> {
        self.report.rows.iter().filter(|row| row.has_changed()).collect()
    }

    fn before(&self, row: &MonthRow) -> &'static str {
        row.before.map_or("", ActivityState::label)
    }

    fn since(&self, row: &MonthRow) -> String {
        row.assessed.since.map_or_else(|| "tidak diketahui".to_owned(), kernel::BookDate::short)
    }

    fn papers(&self) -> [(&'static str, usize); 5] {
        let papers = &self.report.papers;
        [
            ("Akta pendirian", papers.deed),
            ("SK pengesahan AHU", papers.ahu),
            ("NIB", papers.nib),
            ("NPWP", papers.npwp),
            ("NIK koperasi", papers.nik_koperasi),
        ]
    }

    fn goes_on(&self) -> bool {
        self.report.as_of < self.report.month.last_day()
    }
}

/// `GET /wilayah/{region}/laporan?bulan=2026-10&format=pdf`
pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    Asked(query): Asked<Query>,
) -> Result<Response, Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let month = match query.bulan.trim() {
        // The last month that is over.
        "" => today.month_of().previous(),
        typed => Month::parse(typed).map_err(|error| Refusal::bad(error).field("bulan"))?,
    };
    let report = site.db.read(move |reader| monthly(reader, region, month, today)).await?;
    let name = format!("laporan-{region}-{month}");
    if let Some(file) = as_file(&monthly_paper(&report), &query.format, &name, today)? {
        return Ok(file);
    }
    let title = format!("Laporan {}", month.long());
    let page = Page::new(&visit, title).active("kota").crumb("Semua koperasi", visit.path(""));
    Ok(page.body(&MonthlyPage { visit: &visit, report: &report }))
}
