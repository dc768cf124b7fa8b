//! What was sent to the ministry, what became of it, what has changed since.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query as Asked, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::CooperativeId;
use registry::Cooperative;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Right, Site, Visit};

use super::{Query, as_file};
use crate::extract::{
    Changed, Export, NOT_FILLED, Outcome, OutcomeState, SentTable, changes, decide_outcome, exports,
    exports_in, keep, rows_of, sent_tables,
};
use crate::{MinistryError, helper_sheet};

#[derive(Template)]
#[template(path = "sent_region.html")]
struct RegionPage<'p> {
    visit: &'p Visit,
    rows: Vec<(Cooperative, Option<Export>)>,
}

impl RegionPage<'_> {
    fn states(&self) -> [OutcomeState; 3] {
        [OutcomeState::Accepted, OutcomeState::Differs, OutcomeState::Rejected]
    }
}

/// `GET /wilayah/{region}/simkopdes/kiriman`
pub(super) async fn region(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let region = visit.region()?;
    let rows = site
        .db
        .read(move |reader| {
            let found = registry::in_region(reader, region)?;
            let ids: Vec<CooperativeId> = found.iter().map(|one| one.id).collect();
            let mut latest = exports_in(reader, &ids)?;
            let with = |one: Cooperative| {
                let export = latest.remove(&one.id);
                (one, export)
            };
            Ok::<_, MinistryError>(found.into_iter().map(with).collect::<Vec<_>>())
        })
        .await?;
    let page = Page::new(&visit, "Kiriman ke SIMKOPDES").active("kota");
    Ok(page.crumb("Statistik SIMKOPDES", visit.path("simkopdes")).body(&RegionPage { visit: &visit, rows }))
}

#[derive(Template)]
#[template(path = "sent.html")]
struct SentPage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    exports: Vec<Export>,
    tables: Vec<SentTable>,
    changes: BTreeMap<String, Changed>,
    now: Vec<(&'static str, usize)>,
    may_change: bool,
}

impl SentPage<'_> {
    fn states(&self) -> [OutcomeState; 4] {
        OutcomeState::ALL
    }

    fn note<'t>(&self, table: &'t SentTable) -> &'t str {
        table.outcome.as_ref().map_or("", |outcome| outcome.note.as_str())
    }

    fn change(&self, table: &SentTable) -> String {
        let Some(changed) = self.changes.get(&table.name) else { return "sama".to_owned() };
        let parts = [(changed.added, "baru"), (changed.changed, "berubah"), (changed.removed, "hilang")];
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        parts.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
    }

    /// The name of a table as people say it: `simpanan_anggota` is "Simpanan anggota".
    fn in_words(&self, name: &str) -> String {
        let words = name.replace('_', " ");
        let mut letters = words.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    fn empty(&self, name: &str) -> Option<&'static str> {
        NOT_FILLED.iter().find(|(table, _)| *table == name).map(|(_, reason)| *reason)
    }
}

async fn page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let (id, today) = (visit.cooperative()?.id, visit.today);
    let (exports, tables, changes, now) = site
        .db
        .read(move |reader| {
            let found = registry::cooperative(reader, id)?.ok_or(MinistryError::NobodyHere)?;
            let rows = rows_of(reader, &found, today)?;
            let exports = exports(reader, id)?;
            let (tables, changed) = match exports.first() {
                Some(latest) => (sent_tables(reader, id, latest.id)?, changes(reader, id, latest.id, &rows)?),
                None => (Vec::new(), BTreeMap::new()),
            };
            let now: Vec<_> = rows.iter().map(|(name, records)| (*name, records.len())).collect();
            Ok::<_, MinistryError>((exports, tables, changed, now))
        })
        .await?;
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let may_change = visit.may(Right::ManageCooperative);
    let body = SentPage { visit, state, exports, tables, changes, now, may_change };
    let page = Page::new(visit, "SIMKOPDES").active("laporan").crumb("Laporan", visit.path("laporan"));
    Ok(page.status(status).body(&body))
}

/// `GET /k/{cooperative}/simkopdes?format=pdf`: the page, or the helper sheet.
pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    Asked(query): Asked<Query>,
) -> Result<Response, Refusal> {
    let (tenant, today) = (visit.cooperative()?.clone(), visit.today);
    if matches!(query.format.as_str(), "pdf" | "xlsx") {
        let id = tenant.id;
        let sheet = site
            .db
            .read(move |reader| {
                let found = registry::cooperative(reader, id)?.ok_or(MinistryError::NobodyHere)?;
                let rows = rows_of(reader, &found, today)?;
                Ok::<_, MinistryError>(helper_sheet(&found, &rows, today))
            })
            .await?;
        let name = format!("lembar-bantu-{}-{today}", tenant.code);
        if let Some(file) = as_file(&sheet, &query.format, &name, today)? {
            return Ok(file);
        }
    }
    page(&site, &visit, &FormState::new()).await
}

/// `POST /k/{cooperative}/simkopdes/kirim`: what was typed into the portal is kept as sent.
pub(super) async fn record(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let (id, today, who) = (visit.cooperative()?.id, visit.today, (visit.user()?, visit.now));
    let act = move |tx: &mut store::Tx<'_>| {
        let found = registry::cooperative(tx, id)?.ok_or(MinistryError::NobodyHere)?;
        let rows = rows_of(tx, &found, today)?;
        Ok::<_, MinistryError>(keep(tx, id, found.region, &rows, who)?)
    };
    let number = site.db.command(form.command(&visit)?, act).await?.value;
    let flash =
        Flash::good(format!("Kiriman nomor {number} dicatat. Tandai hasilnya setelah portal menjawab."));
    Ok(Redirect::to(visit.path("simkopdes")).with(flash).into_response())
}

/// `POST /k/{cooperative}/simkopdes`: what became of a table.
pub(super) async fn mark(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let id = visit.cooperative()?.id;
    let Some(state) = OutcomeState::parse(form.text("state")) else {
        let refused = FormState::of(&form).refused(&MinistryError::NoSuchState.into());
        return page(&site, &visit, &refused).await;
    };
    let export: i64 = form.text("export").parse().unwrap_or_default();
    let outcome = Outcome {
        table: form.text("table").to_owned(),
        row: form.text("row").to_owned(),
        state,
        note: form.text("note").to_owned(),
        by: visit.user()?,
        at: visit.now,
    };
    match site.db.command(form.command(&visit)?, move |tx| decide_outcome(tx, id, export, &outcome)).await {
        Ok(_) => {
            let flash = Flash::good("Hasilnya dicatat.");
            Ok(Redirect::to(visit.path("simkopdes")).with(flash).into_response())
        }
        Err(error) => page(&site, &visit, &FormState::of(&form).refused(&error.into())).await,
    }
}
