//! `/` searches anything: acts to record, members, documents.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use kernel::CooperativeId;
use line::Refused;
use serde::Deserialize;
use store::Reader;
use web::{Page, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;
use crate::desk::people::everybody;

/// How many of a kind are shown.
const SHOWN: usize = 12;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/k/{cooperative}/cari", Right::SignedIn, page)]
}

#[derive(Template)]
#[template(path = "search.html")]
struct Found {
    asked: String,
    groups: Vec<(&'static str, Vec<Hit>)>,
}

struct Hit {
    label: String,
    detail: String,
    href: String,
}

#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
}

fn rules(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    folded: &str,
    visit: &Visit,
) -> Result<Vec<Hit>, Refused> {
    let all = cashbook::rules(reader, cooperative, visit.today)?;
    let fits = |text: &str| kernel::fold(text).contains(folded);
    let fitting =
        all.iter().filter(|rule| fits(&rule.label) || rule.phrases.iter().any(|phrase| fits(phrase)));
    Ok(fitting
        .take(SHOWN)
        .map(|rule| Hit {
            label: rule.label.clone(),
            detail: rule.hint.clone(),
            href: visit.path(&format!("catat/{}", rule.code)),
        })
        .collect())
}

fn people(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    folded: &str,
    visit: &Visit,
) -> Result<Vec<Hit>, Refused> {
    let all = everybody(reader, cooperative)?;
    let fitting = all.into_iter().filter(|person| kernel::fold(&person.label).contains(folded));
    Ok(fitting
        .take(SHOWN)
        .map(|person| Hit {
            href: visit.path(&format!("anggota/{}", person.id)),
            label: person.label,
            detail: String::new(),
        })
        .collect())
}

fn found(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    asked: &str,
    visit: &Visit,
) -> Result<Found, Refused> {
    let folded = kernel::fold(asked);
    let mut groups = Vec::new();
    if !folded.is_empty() {
        if visit.may(Right::ReadBooks) {
            let documents = ledger::entries_like(reader, cooperative, asked, SHOWN)?;
            let hits = documents.into_iter().map(|entry| Hit {
                label: entry.description,
                detail: format!("{} · {}", entry.date.short(), entry.document),
                href: visit.path(&format!("transaksi/{}", entry.id)),
            });
            groups.push(("Transaksi", hits.collect()));
        }
        if visit.may(Right::Record) {
            groups.push(("Catat", rules(reader, cooperative, &folded, visit)?));
        }
        if visit.may(Right::ReadMembers) {
            groups.push(("Anggota dan mitra", people(reader, cooperative, &folded, visit)?));
        }
    }
    groups.retain(|(_, hits): &(_, Vec<Hit>)| !hits.is_empty());
    Ok(Found { asked: asked.to_owned(), groups })
}

async fn page(
    State(site): State<Site>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let (by, text) = (visit.clone(), asked.q.trim().to_owned());
    let found = site.db.read(move |reader| found(reader, cooperative, &text, &by)).await;
    let found = found.map_err(|refused| refusal(&refused))?;
    // One hit is what was meant.
    if let [(_, hits)] = &found.groups[..]
        && let [only] = &hits[..]
    {
        return Ok(Redirect::to(&only.href).into_response());
    }
    Ok(Page::new(&visit, "Cari").body(&found))
}
