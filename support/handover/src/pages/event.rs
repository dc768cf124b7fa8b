//! One ceremony: what was done, what remains, its papers.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use web::{Page, Refusal, Right, Site, Visit};

use super::{PLACE, event_here, number};
use crate::error::HandoverError;
use crate::event::{Event, EventState, Item, items, progress};
use crate::paper::certificate_number;

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
}

impl EventPage<'_> {
    fn is_held(&self) -> bool {
        self.event.state == EventState::Held
    }

    fn number(&self, item: &Item) -> String {
        certificate_number(self.event, item.sequence)
    }

    fn hidden(&self) -> i64 {
        (self.all - SHOWN).max(0)
    }
}

/// `GET /wilayah/{region}/penyerahan/{event}`
pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    Path((_, named)): Path<(String, String)>,
) -> Result<Response, Refusal> {
    let (region, id) = (visit.region()?, number(&named)?);
    let (event, items, (done, all)) = site
        .db
        .read(move |reader| {
            let event = event_here(reader, region, id)?;
            let items = items(reader, event.id, 0, SHOWN)?;
            let progress = progress(reader, event.id)?;
            Ok::<_, HandoverError>((event, items, progress))
        })
        .await?;
    let path = visit.path(&format!("{PLACE}/{}", event.id.0));
    let may_edit = visit.may(Right::ManageRegion);
    let body = EventPage { event: &event, items, done, all, path, may_edit };
    let page = Page::new(&visit, event.title.as_str()).active("kota");
    Ok(page.crumb("Penyerahan simbolis", visit.path(PLACE)).body(&body))
}
