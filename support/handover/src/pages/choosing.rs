//! Choosing the list of a ceremony: by ticks where all fit on a screen, else part by part, and within a part a
//! screen at a time.

use ::store::Reader;
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use kernel::CooperativeId;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::screen::{Looked, SCREEN, WHOLE, above, at_part, divides, part_of, place_name, query};
use super::{Named, PLACE, event_here, number, reach, region_name, status};
use crate::choose::{Candidate, Choice, Selection, candidates, choose};
use crate::error::HandoverError;
use crate::event::{Event, EventState, Reach};
use crate::lists::{self, Tally};
use crate::readiness::part_size;

/// A part of the reach: what to ask for, its name, its counts.
struct PartRow {
    query: String,
    name: String,
    tally: Tally,
}

/// What one look at the candidates gives.
struct Seen {
    event: Event,
    /// All of them, or those of a screen.
    candidates: Vec<Candidate>,
    /// Whether they are shown a screen at a time.
    is_long: bool,
    /// The part that is looked at, its name and counts, what lies above it, and its own parts.
    part: Reach,
    place: String,
    tally: Tally,
    above: Vec<(String, String)>,
    parts: Vec<PartRow>,
    /// The last village of this screen, where more follow.
    next: Option<i64>,
}

#[derive(Template)]
#[template(path = "choose.html")]
struct ChooseForm<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    seen: &'p Seen,
    cari: &'p str,
    path: String,
}

impl ChooseForm<'_> {
    fn is_held(&self) -> bool {
        self.seen.event.state == EventState::Held
    }

    fn is_whole(&self) -> bool {
        self.seen.part == self.seen.event.reach
    }

    /// The code of the part, to come back to it.
    fn daerah(&self) -> String {
        if self.is_whole() { String::new() } else { self.seen.part.code() }
    }

    fn short(&self, one: &Candidate) -> String {
        web::Tenant { id: one.cooperative, code: one.village, name: one.name.clone() }.short_name()
    }

    fn is_chosen(&self, one: &Candidate) -> bool {
        let id = one.cooperative.0.to_string();
        match self.state.values.contains_key("cooperative") {
            true => self.state.has("cooperative", &id),
            false => one.is_listed,
        }
    }
}

/// The counts of a part, and of its parts by name where it has any.
fn counted(
    reader: &mut dyn Reader,
    event: &Event,
    part: Reach,
) -> Result<(Tally, Vec<PartRow>), HandoverError> {
    let (mut whole, mut rows) = (Tally::default(), Vec::new());
    for (region, tally) in lists::tallies(reader, event.id, part, part_size(part))? {
        whole.all += tally.all;
        whole.legal += tally.legal;
        whole.handed += tally.handed;
        whole.listed += tally.listed;
        if divides(part) {
            let query = query(event.reach, Reach::Region(region));
            rows.push(PartRow { query, name: region_name(reader, region)?, tally });
        }
    }
    Ok((whole, rows))
}

/// The candidates as they are asked for.
fn look(reader: &mut dyn Reader, event: Event, looked: &Looked) -> Result<Seen, HandoverError> {
    let part = looked.part(event.reach);
    let (mut tally, mut parts) = counted(reader, &event, part)?;
    let is_long = part != event.reach || tally.all > WHOLE;
    let (mut next, typed) = (None, looked.typed());
    let candidates = if !is_long {
        parts = Vec::new();
        candidates(reader, event.reach, event.id)?
    } else if !typed.is_empty() {
        lists::found_candidates(reader, event.id, part, (&typed, SCREEN))?
    } else {
        let mut screen = lists::candidates_after(reader, event.id, part, (looked.after(), SCREEN + 1))?;
        if screen.len() > usize::try_from(SCREEN).unwrap_or(usize::MAX) {
            screen.pop();
            next = screen.last().map(|one| one.village.number());
        }
        screen
    };
    if !is_long {
        // Nobody counts twice what stands there.
        tally.all = i64::try_from(candidates.len()).unwrap_or(tally.all);
    }
    let (place, above) = (place_name(reader, part)?, above(reader, event.reach, part)?);
    Ok(Seen { event, candidates, is_long, part, place, tally, above, parts, next })
}

async fn page(
    site: &Site,
    visit: &Visit,
    (named, looked): (&str, &Looked),
    state: &FormState,
) -> Result<Response, Refusal> {
    let (region, id, asked) = (reach(visit), number(named)?, looked.clone());
    let seen = site
        .db
        .read(move |reader| {
            let event = event_here(reader, region, id)?;
            look(reader, event, &asked)
        })
        .await?;
    let path = visit.path(&format!("{PLACE}/{}", seen.event.id.0));
    let title = seen.event.title.clone();
    let body = ChooseForm { visit, state, seen: &seen, cari: looked.cari.trim(), path: path.clone() };
    let page = Page::new(visit, "Pilih koperasi").active("kota").status(status(state));
    Ok(page.crumb("Penyerahan simbolis", visit.path(PLACE)).crumb(title, path).body(&body))
}

/// `GET …/penyerahan/{event}/pilih?daerah=19.71&cari=keramat`
pub(super) async fn open(
    State(site): State<Site>,
    visit: Visit,
    Named { event: named, .. }: Named,
    Query(looked): Query<Looked>,
) -> Result<Response, Refusal> {
    let state = FormState::new().with("which", "legal").with("leave_out", "ya");
    page(&site, &visit, (&named, &looked), &state).await
}

/// What the form says; nothing where no way of choosing was chosen.
fn selection(form: &Form, reach: Reach, part: Reach) -> Option<Selection> {
    let ids = |field: &str| -> Vec<CooperativeId> {
        form.list(field).iter().filter_map(|id| id.parse().ok()).map(CooperativeId).collect()
    };
    let narrower = match part {
        Reach::Region(region) if part != reach => Some(region),
        _ => None,
    };
    Some(match (form.text("which"), narrower) {
        ("all", None) => Selection::All,
        ("legal", None) => Selection::LegalBodies,
        (which @ ("all" | "legal"), Some(part)) => Selection::Part { part, legal_only: which == "legal" },
        ("none", Some(part)) => Selection::NothingOf(part),
        ("these", _) => Selection::These(ids("cooperative")),
        ("screen", _) => Selection::Screen { shown: ids("shown"), ticked: ids("cooperative") },
        _ => return None,
    })
}

/// `POST …/penyerahan/{event}/pilih`
pub(super) async fn save(
    State(site): State<Site>,
    visit: Visit,
    Named { event: named, .. }: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let (region, id) = (reach(&visit), number(&named)?);
    let event = site.db.read(move |reader| event_here(reader, region, id)).await?;
    let mut state = FormState::of(&form);
    let looked = Looked { daerah: form.text("daerah").to_owned(), ..Looked::default() };
    let part = part_of(event.reach, form.text("daerah"));
    let Some(selection) = selection(&form, event.reach, part) else {
        state.refuse("which", "Pilih salah satu cara memilih.");
        return page(&site, &visit, (&named, &looked), &state).await;
    };
    // Of a part or a screen there is more to choose.
    let stays = !matches!(selection, Selection::All | Selection::LegalBodies | Selection::These(_));
    let choice = Choice { event: event.id, selection, leave_out_handed: form.is_ticked("leave_out") };
    match site.db.command(form.command(&visit)?, move |tx| choose(tx, &choice)).await {
        Ok(answer) if stays => {
            let flash = Flash::good(format!("{} koperasi di daftar.", answer.value));
            let place = format!("{PLACE}/{}/pilih", event.id.0);
            Ok(Redirect::to(at_part(&visit, &place, event.reach, part)).with(flash).into_response())
        }
        Ok(answer) => {
            let flash = Flash::good(format!("{} koperasi di daftar. Cetak surat-suratnya.", answer.value));
            let path = visit.path(&format!("{PLACE}/{}", event.id.0));
            Ok(Redirect::to(path).with(flash).into_response())
        }
        Err(error) => page(&site, &visit, (&named, &looked), &state.refused(&error.into())).await,
    }
}
