//! How many cooperatives stand at which stage, and what holds each back.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use web::{Page, Refusal, Site, Visit};

use crate::{StageName, Staged, stages_in};

#[derive(Template)]
#[template(path = "stages.html")]
struct StagesPage {
    rows: Vec<Staged>,
    counts: Vec<(StageName, usize)>,
    /// What holds how many back, the most frequent first.
    reasons: Vec<(&'static str, usize)>,
}

/// `GET /wilayah/{region}/tahap`
pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let (region, today) = (visit.region()?, visit.today);
    let rows = site.db.read(move |reader| stages_in(reader, region, today)).await?;
    let count = |stage| rows.iter().filter(|row| row.stage.reached == stage).count();
    let counts = StageName::ALL.into_iter().map(|stage| (stage, count(stage))).collect();
    let mut reasons: BTreeMap<&'static str, usize> = BTreeMap::new();
    for check in rows.iter().flat_map(|row| row.stage.missing()) {
        *reasons.entry(check.evidence.lack()).or_default() += 1;
    }
    let mut reasons: Vec<(&'static str, usize)> = reasons.into_iter().collect();
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let page = StagesPage { rows, counts, reasons };
    Ok(Page::new(&visit, "Tahap koperasi").active("kota").crumb("Kota", visit.path("")).body(&page))
}
