//! The form of what the meetings decided.

use ::store::Reader;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::{CooperativeId, Rupiah};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{PLACE, day, status};
use crate::error::FormationError;
use crate::meeting::{Meeting, Proposed, Split, meeting_of, set_meeting};
use crate::village::free_name;

#[derive(Template)]
#[template(path = "meeting.html")]
struct MeetingForm<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    shares: [(&'static str, &'static str, i64); 8],
}

fn page(visit: &Visit, state: &FormState) -> Response {
    let body = MeetingForm { visit, state, shares: Split::default().parts() };
    let page = Page::new(visit, "Data rapat").active("pengaturan").narrow();
    page.crumb("Pendirian", visit.path(PLACE)).status(status(state)).body(&body)
}

/// `GET /k/{cooperative}/pendirian/rapat`
pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let known = site.db.read(move |reader| meeting_of(reader, cooperative)).await?;
    let state = match known {
        Some(meeting) => shown(&meeting),
        None => site.db.read(move |reader| first(reader, cooperative, today)).await?,
    };
    Ok(page(&visit, &state))
}

/// The form as it is first offered: the free name, the officers in office, no figure that anybody must
/// have decided.
fn first(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    today: kernel::BookDate,
) -> Result<FormState, FormationError> {
    let found = crate::progress::known(reader, cooperative)?;
    let name = match free_name(reader, found.region) {
        Ok(name) => name,
        Err(FormationError::NotAVillage(_)) => found.name,
        Err(error) => return Err(error),
    };
    let officers = officers::officers_of(reader, cooperative, today)?;
    let officers: Vec<String> =
        officers.iter().map(|officer| format!("{}: {}", officer.office.label(), officer.name)).collect();
    Ok(FormState::new()
        .with("name", name)
        .with("seat", found.address.unwrap_or_default())
        .with("duration", "tidak terbatas")
        .with("officers", officers.join("\n")))
}

fn shown(meeting: &Meeting) -> FormState {
    let officers: Vec<String> =
        meeting.officers.iter().map(|officer| format!("{}: {}", officer.office, officer.name)).collect();
    let state = FormState::new()
        .with("name", &meeting.name)
        .with("ward_date", meeting.ward_date)
        .with("ward_place", &meeting.ward_place)
        .with("ward_chairs", meeting.ward_chairs.join("\n"))
        .with("ward_present", meeting.ward_present)
        .with("founding_date", meeting.founding_date)
        .with("founding_place", &meeting.founding_place)
        .with("founding_chair", &meeting.founding_chair)
        .with("founding_secretary", &meeting.founding_secretary)
        .with("seat", &meeting.seat)
        .with("duration", &meeting.duration)
        .with("purpose", &meeting.purpose)
        .with("fields", meeting.fields.join("\n"))
        .with("principal", meeting.principal.0)
        .with("dues", meeting.dues.0)
        .with("capital", meeting.capital.0)
        .with("officers", officers.join("\n"));
    meeting.split.parts().into_iter().fold(state, |state, (field, _, percent)| state.with(field, percent))
}

fn lines(form: &Form, field: &str) -> Vec<String> {
    form.text(field).lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

fn rupiah(form: &Form, state: &mut FormState, field: &str) -> Option<Rupiah> {
    match form.text(field) {
        "" | "0" => Some(Rupiah::ZERO),
        typed => Rupiah::parse(typed).map_err(|error| state.refuse(field, error)).ok(),
    }
}

/// Whole percent; nothing typed is none.
fn percent(form: &Form, state: &mut FormState, field: &str) -> i64 {
    match form.text(field).trim_end_matches('%').trim() {
        "" => 0,
        typed => typed.parse().unwrap_or_else(|_| {
            state.refuse(field, "Isi bagian ini dengan angka bulat dari 0 sampai 100.");
            0
        }),
    }
}

fn read(form: &Form, state: &mut FormState) -> Option<Meeting> {
    let text = |field: &str| form.text(field).to_owned();
    let ward_date = day(form, state, "ward_date");
    let founding_date = day(form, state, "founding_date");
    let principal = rupiah(form, state, "principal");
    let dues = rupiah(form, state, "dues");
    let capital = rupiah(form, state, "capital");
    let split = Split {
        reserve: percent(form, state, "shu_reserve"),
        business: percent(form, state, "shu_business"),
        capital: percent(form, state, "shu_capital"),
        officers: percent(form, state, "shu_officers"),
        staff: percent(form, state, "shu_staff"),
        education: percent(form, state, "shu_education"),
        social: percent(form, state, "shu_social"),
        region: percent(form, state, "shu_region"),
    };
    let officer = |line: String| {
        let (office, name) = line.split_once(':').unwrap_or(("", &line));
        Proposed { office: office.trim().to_owned(), name: name.trim().to_owned() }
    };
    let meeting = Meeting {
        name: text("name"),
        ward_date: ward_date?,
        ward_place: text("ward_place"),
        ward_chairs: lines(form, "ward_chairs"),
        ward_present: form.text("ward_present").parse().unwrap_or_default(),
        founding_date: founding_date?,
        founding_place: text("founding_place"),
        founding_chair: text("founding_chair"),
        founding_secretary: text("founding_secretary"),
        seat: text("seat"),
        duration: text("duration"),
        purpose: text("purpose"),
        fields: lines(form, "fields"),
        principal: principal?,
        dues: dues?,
        capital: capital?,
        officers: lines(form, "officers").into_iter().map(officer).collect(),
        split,
    };
    state.is_good().then_some(meeting)
}

/// `POST /k/{cooperative}/pendirian/rapat`
pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let Some(meeting) = read(&form, &mut state) else { return Ok(page(&visit, &state)) };
    let (cooperative, today, noted) = (visit.cooperative()?.id, visit.today, (visit.user()?, visit.now));
    let act = move |tx: &mut ::store::Tx<'_>| set_meeting(tx, cooperative, &meeting, today, noted);
    match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => {
            let flash = Flash::good("Data rapat tersimpan. Rancangannya siap diunduh.");
            Ok(Redirect::to(visit.path(PLACE)).with(flash).into_response())
        }
        Err(error) => Ok(page(&visit, &state.refused(&error.into()))),
    }
}
