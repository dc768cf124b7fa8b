//! One ceremony: what was done, what remains, its papers.

use ::store::Reader;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use web::{Page, Refusal, Right, Site, Visit};

use super::launching::Asked;
use super::{Named, PLACE, event_here, number, reach, region_name};
use crate::error::HandoverError;
use crate::event::{Event, EventState, Item, items, progress};
use crate::lists;
use crate::paper::certificate_number;
use crate::readiness::part_size;

/// Cooperatives shown on the page; the papers hold all.
const SHOWN: i64 = 200;

#[derive(Template)]
#[template(path = "event.html")]
struct EventPage<'p> {
    event: &'p Event,
    items: Vec<Item>,
    done: i64,
    all: i64,
    /// `/wilayah/19.71/penyerahan/3`.
    path: String,
    may_edit: bool,
    cari: String,
    /// Handed over of all, by part of the reach; none where the page shows the whole list.
    parts: Vec<(String, i64, i64)>,
}

impl EventPage<'_> {
    fn is_held(&self) -> bool {
        self.event.state == EventState::Held
    }

    fn number(&self, item: &Item) -> String {
        certificate_number(self.event, item.sequence)
    }

    fn hidden(&self) -> i64 {
        if self.cari.is_empty() { (self.all - SHOWN).max(0) } else { 0 }
    }
}

/// How many were handed over of how many, by province of the nation, by city of a province.
fn parts(reader: &mut dyn Reader, event: &Event) -> Result<Vec<(String, i64, i64)>, HandoverError> {
    let mut named = Vec::new();
    for (region, done, all) in
        lists::progress_of_parts(reader, event.id, event.reach, part_size(event.reach))?
    {
        named.push((region_name(reader, region)?, done, all));
    }
    Ok(named)
}

/// `GET …/penyerahan/{event}?cari=keramat`: the nation's list is 83,762 long, so a page shows the first of it, the
/// parts in figures, and what is searched for.
pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    Named { event: named, .. }: Named,
    Query(asked): Query<Asked>,
) -> Result<Response, Refusal> {
    let (region, id) = (reach(&visit), number(&named)?);
    let (cari, typed) = (asked.cari.trim().to_owned(), asked.cari.trim().to_owned());
    let (event, items, (done, all), parts) = site
        .db
        .read(move |reader| {
            let event = event_here(reader, region, id)?;
            let items = match typed.is_empty() {
                true => items(reader, event.id, 0, SHOWN)?,
                false => lists::found_items(reader, event.id, &typed, SHOWN)?,
            };
            let progress = progress(reader, event.id)?;
            let parts = if progress.1 > SHOWN { parts(reader, &event)? } else { Vec::new() };
            Ok::<_, HandoverError>((event, items, progress, parts))
        })
        .await?;
    let path = visit.path(&format!("{PLACE}/{}", event.id.0));
    let may_edit = visit.may(Right::ManageRegion);
    let body = EventPage { event: &event, items, done, all, path, may_edit, cari, parts };
    let page = Page::new(&visit, event.title.as_str()).active("kota");
    Ok(page.crumb("Penyerahan simbolis", visit.path(PLACE)).body(&body))
}
