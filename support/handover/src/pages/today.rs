//! The phone on the day: one button a cooperative. A short list stands there whole; of the nation's the page shows
//! the parts in figures, one screen, and what is searched for or read from a certificate's QR code.

use ::store::Reader;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use web::{Flash, Form, Page, Redirect, Refusal, Site, Visit};

use super::screen::{Looked, WHOLE, above, at_part, divides, part_of, place_name, query};
use super::{Named, PLACE, event_here, number, reach, region_name};
use crate::check::{CheckOff, Undo, check_off, undo};
use crate::error::HandoverError;
use crate::event::{Event, Item, Reach, progress};
use crate::lists;
use crate::readiness::part_size;

/// Cooperatives of a long list on one screen of a phone.
const SCREEN: i64 = 50;
/// The last that were handed over, of a long list.
const LATEST: i64 = 10;

/// A part of the reach: what to ask for, its name, handed over of all.
struct PartRow {
    query: String,
    name: String,
    done: i64,
    all: i64,
}

/// What one look at the list gives.
struct Seen {
    event: Event,
    waiting: Vec<Item>,
    handed: Vec<Item>,
    done: i64,
    all: i64,
    /// Whether the list is shown a screen at a time.
    is_long: bool,
    /// The part that is looked at, its name, what lies above it, and its own parts.
    part: Reach,
    place: String,
    above: Vec<(String, String)>,
    parts: Vec<PartRow>,
    /// The last number of this screen, where more wait after it.
    next: Option<i64>,
}

#[derive(Template)]
#[template(path = "today.html")]
struct TodayPage<'p> {
    visit: &'p Visit,
    seen: &'p Seen,
    cari: &'p str,
    path: String,
}

impl TodayPage<'_> {
    fn time(&self, item: &Item) -> String {
        let zone = self.seen.event.reach.zone();
        item.checked_at.map(|at| at.text_in(zone)).unwrap_or_default()
    }

    fn is_of_today(&self, item: &Item) -> bool {
        let zone = self.seen.event.reach.zone();
        item.checked_at.is_some_and(|at| at.date_in(zone) == self.visit.today)
    }

    /// The code of the part, to come back to it.
    fn daerah(&self) -> String {
        if self.is_whole() { String::new() } else { self.seen.part.code() }
    }

    fn is_whole(&self) -> bool {
        self.seen.part == self.seen.event.reach
    }

    /// How many of the whole list wait.
    fn left(&self) -> i64 {
        self.seen.all - self.seen.done
    }
}

/// The parts of a part in figures.
fn parts(reader: &mut dyn Reader, event: &Event, part: Reach) -> Result<Vec<PartRow>, HandoverError> {
    let mut rows = Vec::new();
    for (region, done, all) in lists::progress_of_parts(reader, event.id, part, part_size(part))? {
        let query = query(event.reach, Reach::Region(region));
        rows.push(PartRow { query, name: region_name(reader, region)?, done, all });
    }
    Ok(rows)
}

/// The list as it is asked for.
fn look(reader: &mut dyn Reader, event: Event, looked: &Looked) -> Result<Seen, HandoverError> {
    let (done, all) = progress(reader, event.id)?;
    let (is_long, typed) = (all > WHOLE, looked.typed());
    let part = if is_long { looked.part(event.reach) } else { event.reach };
    let (screen, latest) = if is_long { (SCREEN, LATEST) } else { (WHOLE, WHOLE) };
    let mut next = None;
    let (waiting, handed) = if typed.is_empty() {
        let mut waiting = lists::waiting(reader, event.id, part, (looked.after(), screen + 1))?;
        if waiting.len() > usize::try_from(screen).unwrap_or(usize::MAX) {
            waiting.pop();
            next = waiting.last().map(|item| item.sequence);
        }
        (waiting, lists::latest(reader, event.id, part, latest)?)
    } else {
        let found = lists::found_items(reader, event.id, &typed, screen)?;
        found.into_iter().partition(|item| item.handed_on.is_none())
    };
    let shows_parts = is_long && typed.is_empty() && divides(part);
    let parts = if shows_parts { parts(reader, &event, part)? } else { Vec::new() };
    let (place, above) = (place_name(reader, part)?, above(reader, event.reach, part)?);
    Ok(Seen { event, waiting, handed, done, all, is_long, part, place, above, parts, next })
}

/// `GET …/penyerahan/{event}/hari-ini?daerah=19.71&cari=keramat`
pub(super) async fn show(
    State(site): State<Site>,
    visit: Visit,
    Named { event: named, .. }: Named,
    Query(looked): Query<Looked>,
) -> Result<Response, Refusal> {
    let (region, id) = (reach(&visit), number(&named)?);
    let asked = looked.clone();
    let seen = site
        .db
        .read(move |reader| {
            let event = event_here(reader, region, id)?;
            look(reader, event, &asked)
        })
        .await?;
    let path = visit.path(&format!("{PLACE}/{}", seen.event.id.0));
    let title = seen.event.title.clone();
    let body = TodayPage { visit: &visit, seen: &seen, cari: looked.cari.trim(), path: path.clone() };
    let page = Page::new(&visit, "Hari ini").active("kota").narrow();
    Ok(page.crumb("Penyerahan simbolis", visit.path(PLACE)).crumb(title, path).body(&body))
}

/// Back to the part that was looked at.
fn back(visit: &Visit, event: &Event, form: &Form, flash: Flash) -> Response {
    let place = format!("{PLACE}/{}/hari-ini", event.id.0);
    let part = part_of(event.reach, form.text("daerah"));
    Redirect::to(at_part(visit, &place, event.reach, part)).with(flash).into_response()
}

/// `POST …/penyerahan/{event}/hari-ini`
pub(super) async fn hand_over(
    State(site): State<Site>,
    visit: Visit,
    Named { event: named, .. }: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let (region, id) = (reach(&visit), number(&named)?);
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
    Ok(back(&visit, &event, &form, flash))
}

/// `POST …/penyerahan/{event}/hari-ini/urungkan`
pub(super) async fn take_back(
    State(site): State<Site>,
    visit: Visit,
    Named { event: named, .. }: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let (region, id) = (reach(&visit), number(&named)?);
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
    Ok(back(&visit, &event, &form, Flash::good("Penyerahan diurungkan; alasannya disimpan.")))
}
