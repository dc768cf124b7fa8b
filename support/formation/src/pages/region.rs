//! The cooperatives of a region and their steps: one table, what is missing, and the same as a workbook.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use kernel::fold;
use reports::{Cell, Column, Document, Paper, Part, Row, Table};
use serde::Deserialize;
use web::{Page, Refusal, Right, Site, Visit, url};

use crate::error::FormationError;
use crate::progress::{COLUMNS, Progress, progress_in};
use crate::step::StepState;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Rows on a page; a province has thousands.
const ROWS: usize = 100;
/// The heads of the columns, as in [`COLUMNS`].
const HEADS: [&str; 8] = ["Musyawarah", "Rapat", "Akta", "SK AHU", "NPWP", "NIB", "Rekening", "NIK"];

/// What is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// The step that is missing.
    #[serde(rename = "belum")]
    missing: String,
    #[serde(rename = "cari")]
    text: String,
    #[serde(rename = "halaman")]
    page: String,
}

impl Asked {
    fn takes(&self, row: &Progress) -> bool {
        let is_missing = match self.missing.as_str() {
            "" => true,
            "ada" => row.missing() > 0,
            step => row.state_of(step).is_some_and(|state| state != StepState::Terbit),
        };
        is_missing && (self.text.is_empty() || fold(&row.cooperative.name).contains(&fold(&self.text)))
    }

    fn address(&self, page: usize) -> String {
        let (missing, text) = (url::encode(&self.missing), url::encode(&self.text));
        format!("?belum={missing}&cari={text}&halaman={page}")
    }
}

/// How many of a step are in each state.
struct Count {
    step: &'static str,
    head: &'static str,
    issued: usize,
    open: usize,
}

fn counts(rows: &[Progress]) -> Vec<Count> {
    let one = |(step, head)| {
        let states = rows.iter().filter_map(|row| row.state_of(step));
        let issued = states.clone().filter(|state| *state == StepState::Terbit).count();
        Count { step, head, issued, open: states.count() - issued }
    };
    COLUMNS.into_iter().zip(HEADS).map(one).collect()
}

#[derive(Template)]
#[template(path = "region.html")]
struct RegionPage<'p> {
    visit: &'p Visit,
    name: String,
    asked: &'p Asked,
    total: usize,
    complete: usize,
    counts: Vec<Count>,
    found: usize,
    page: usize,
    rows: Vec<&'p Progress>,
    may_manage: bool,
}

impl RegionPage<'_> {
    fn first(&self) -> usize {
        (self.page - 1) * ROWS + 1
    }

    fn last(&self) -> usize {
        (self.first() + self.rows.len()).saturating_sub(1)
    }

    fn is_asked(&self, step: &str) -> bool {
        self.asked.missing == step
    }

    fn cells(&self, row: &Progress) -> Vec<(&'static str, Option<StepState>)> {
        HEADS.into_iter().zip(row.states.iter().copied()).collect()
    }

    fn short(&self, row: &Progress) -> String {
        row.cooperative.short_name().to_owned()
    }
}

async fn read(site: &Site, visit: &Visit) -> Result<(String, Vec<Progress>), Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let read = site.db.read(move |reader| {
        let name = territory::region(reader, region)?.map_or_else(|| region.to_string(), |found| found.name);
        Ok::<_, FormationError>((name, progress_in(reader, region, today)?))
    });
    Ok(read.await?)
}

/// `GET /wilayah/{region}/pendirian`
pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (name, all) = read(&site, &visit).await?;
    let found: Vec<&Progress> = all.iter().filter(|row| asked.takes(row)).collect();
    let pages = found.len().div_ceil(ROWS).max(1);
    let page = asked.page.parse().unwrap_or(1).clamp(1, pages);
    let body = RegionPage {
        visit: &visit,
        total: all.len(),
        complete: all.iter().filter(|row| row.missing() == 0).count(),
        counts: counts(&all),
        found: found.len(),
        rows: found.into_iter().skip((page - 1) * ROWS).take(ROWS).collect(),
        page,
        asked: &asked,
        name: name.clone(),
        may_manage: visit.may(Right::ManageRegion),
    };
    let title = format!("Pendirian, {name}");
    Ok(Page::new(&visit, title).active("kota").crumb("Kota", visit.path("")).body(&body))
}

fn paper(name: &str, rows: &[&Progress], counts: &[Count]) -> Document {
    let mut columns = vec![Column::text("Kode wilayah"), Column::text("Koperasi"), Column::text("Jalur")];
    columns.extend(HEADS.map(Column::text));
    columns.push(Column::number("Belum"));
    let row = |row: &&Progress| {
        let mut cells = vec![
            Cell::from(row.cooperative.region.to_string()),
            Cell::from(row.cooperative.name.as_str()),
            Cell::from(row.path.label()),
        ];
        cells.extend(
            row.states.iter().map(|state| state.map_or(Cell::Empty, |state| Cell::from(state.label()))),
        );
        cells.push(Cell::Number(i64::try_from(row.missing()).unwrap_or(i64::MAX)));
        Row::plain(cells)
    };
    let rows: Vec<Row> = rows.iter().map(row).collect();
    let mut total =
        vec![Cell::Empty, Cell::from(format!("{} koperasi", rows.len())), Cell::from("terbit di wilayah")];
    total.extend(counts.iter().map(|count| Cell::from(count.issued.to_string())));
    let table = Table { heading: String::new(), columns, rows, totals: vec![Row::plain(total)] };
    let parts = vec![Part::Table(table)];
    Document { parts, paper: Paper::A4Wide, ..Document::new(name, "Pendirian koperasi") }
}

/// `GET /wilayah/{region}/pendirian/unduh.xlsx`
pub(super) async fn download(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (name, all) = read(&site, &visit).await?;
    let found: Vec<&Progress> = all.iter().filter(|row| asked.takes(row)).collect();
    let document = paper(&name, &found, &counts(&all));
    let bytes = reports::xlsx(&document).map_err(FormationError::from)?;
    let file = format!("attachment; filename=\"pendirian-{}-{}.xlsx\"", visit.region()?, visit.today);
    Ok(([(CONTENT_TYPE, XLSX.to_owned()), (CONTENT_DISPOSITION, file)], bytes).into_response())
}
