//! The phone on the day: one button a cooperative.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use web::{Flash, Form, Page, Redirect, Refusal, Site, Visit};

use super::{PLACE, event_here, number};
use crate::check::{CheckOff, Undo, check_off, undo};
use crate::error::HandoverError;
use crate::event::{Event, Item, items, progress};

/// Cooperatives on one page of the phone; a larger ceremony is a launch.
const SHOWN: i64 = 1_000;

#[derive(Template)]
#[template(path = "today.html")]
struct TodayPage<'p> {
    visit: &'p Visit,
    event: &'p Event,
    waiting: Vec<Item>,
    handed: Vec<Item>,
    done: i64,
    all: i64,
    path: String,
}

impl TodayPage<'_> {
    fn time(&self, item: &Item) -> String {
        let zone = self.event.reach.zone();
        item.checked_at.map(|at| at.text_in(zone)).unwrap_or_default()
    }

    fn is_of_today(&self, item: &Item) -> bool {
        let zone = self.event.reach.zone();
        item.checked_at.is_some_and(|at| at.date_in(zone) == self.visit.today)
    }
}

/// `GET /wilayah/{region}/penyerahan/{event}/hari-ini`
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
    let (mut handed, waiting): (Vec<Item>, Vec<Item>) =
        items.into_iter().partition(|item| item.handed_on.is_some());
    handed.sort_by_key(|item| std::cmp::Reverse(item.checked_at));
    let body = TodayPage { visit: &visit, event: &event, waiting, handed, done, all, path: path.clone() };
    let page = Page::new(&visit, "Hari ini").active("kota").narrow();
    Ok(page.crumb("Penyerahan simbolis", visit.path(PLACE)).crumb(event.title.as_str(), path).body(&body))
}

fn back(visit: &Visit, event: &Event, flash: Flash) -> Response {
    Redirect::to(visit.path(&format!("{PLACE}/{}/hari-ini", event.id.0))).with(flash).into_response()
}

/// `POST /wilayah/{region}/penyerahan/{event}/hari-ini`
pub(super) async fn hand_over(
    State(site): State<Site>,
    visit: Visit,
    Path((_, named)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Refusal> {
    let (region, id) = (visit.region()?, number(&named)?);
    let event = site.db.read(move |reader| event_here(reader, region, id)).await?;
    let new = CheckOff {
        event: event.id,
        sequence: number(form.text("sequence"))?,
        receiver: form.text("receiver").to_owned(),
        note: form.text("note").to_owned(),
        on: visit.today,
        by: visit.user()?,
        at: visit.now,
    };
    let answer = site.db.command(form.command(&visit)?, move |tx| check_off(tx, &new)).await?;
    let checked = answer.value;
    let flash = match checked.was_done {
        false => Flash::good(format!("{} diserahkan.", checked.name)),
        true => {
            let at = checked.at.text_in(event.reach.zone());
            Flash::wait(format!("{} sudah ditandai diserahkan pada {at}.", checked.name))
        }
    };
    Ok(back(&visit, &event, flash))
}

/// `POST /wilayah/{region}/penyerahan/{event}/hari-ini/urungkan`
pub(super) async fn take_back(
    State(site): State<Site>,
    visit: Visit,
    Path((_, named)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Refusal> {
    let (region, id) = (visit.region()?, number(&named)?);
    let event = site.db.read(move |reader| event_here(reader, region, id)).await?;
    let wanted = Undo {
        event: event.id,
        sequence: number(form.text("sequence"))?,
        reason: form.text("reason").to_owned(),
        today: visit.today,
        by: visit.user()?,
        at: visit.now,
    };
    site.db.command(form.command(&visit)?, move |tx| undo(tx, &wanted)).await?;
    Ok(back(&visit, &event, Flash::good("Penyerahan diurungkan; alasannya disimpan.")))
}
