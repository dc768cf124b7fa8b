//! The forms beside the rules: kinship, an accepted break, a report that was made.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{Choice, PLACE, choices, day, status};
use crate::act::{accept_break, findings, people, relate, relation, roster, unrelate};
use crate::check::Finding;
use crate::error::OfficersError;
use crate::report::{Reported, mark_reported};
use crate::roster::{Acceptance, Kinship, PersonId, Relation};

fn back(visit: &Visit, flash: Flash) -> Response {
    Redirect::to(visit.path(PLACE)).with(flash).into_response()
}

fn person(form: &Form, field: &str) -> PersonId {
    PersonId(form.text(field).parse().unwrap_or_default())
}

/// One relation in words.
struct Related {
    person: i64,
    relative: i64,
    sentence: String,
}

#[derive(Template)]
#[template(path = "kin.html")]
struct KinForm<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    people: Vec<Choice>,
    relations: Vec<Choice>,
    related: Vec<Related>,
}

async fn kin_page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let read = site.db.read(move |reader| {
        Ok::<_, OfficersError>((people(reader, cooperative)?, roster(reader, cooperative)?.kin))
    });
    let (people, kin) = read.await?;
    let name = |id: PersonId| {
        let found = people.iter().find(|person| person.id == id);
        found.map_or_else(String::new, |person| person.name.clone())
    };
    let related = |kin: &Kinship| Related {
        person: kin.person.0,
        relative: kin.relative.0,
        sentence: format!("{} adalah {} dari {}", name(kin.person), kin.relation.label(), name(kin.relative)),
    };
    let relations = Relation::ALL
        .map(|relation| Choice { value: relation.code().to_owned(), name: relation.label().to_owned() });
    let body = KinForm {
        visit,
        state,
        related: kin.iter().map(related).collect(),
        people: choices(&people),
        relations: relations.into(),
    };
    let page = Page::new(visit, "Hubungan keluarga").active("pengaturan").narrow();
    Ok(page.crumb("Pengurus dan pengawas", visit.path(PLACE)).status(status(state)).body(&body))
}

/// `GET /k/{cooperative}/pengurus/kerabat`
pub(super) async fn open_kin(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    kin_page(&site, &visit, &FormState::new()).await
}

/// `POST /k/{cooperative}/pengurus/kerabat`
pub(super) async fn save_kin(
    State(site): State<Site>,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    let state = FormState::of(&form);
    let (cooperative, noted) = (visit.cooperative()?.id, (visit.user()?, visit.now));
    let (one, other) = (person(&form, "person"), person(&form, "relative"));
    let code = form.text("relation").to_owned();
    let act = move |tx: &mut ::store::Tx<'_>| {
        let kinship = Kinship { person: one, relative: other, relation: relation(&code)? };
        relate(tx, cooperative, kinship, noted)
    };
    match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => Ok(back(&visit, Flash::good("Hubungan keluarga tersimpan. Aturannya diperiksa lagi."))),
        Err(error) => kin_page(&site, &visit, &state.refused(&error.into())).await,
    }
}

/// `POST /k/{cooperative}/pengurus/kerabat/hapus`
pub(super) async fn remove_kin(
    State(site): State<Site>,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let (one, other) = (person(&form, "person"), person(&form, "relative"));
    let act = move |tx: &mut ::store::Tx<'_>| unrelate(tx, cooperative, one, other);
    match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => Ok(back(&visit, Flash::good("Hubungan keluarga dihapus."))),
        Err(error) => kin_page(&site, &visit, &FormState::of(&form).refused(&error.into())).await,
    }
}

/// Which break a page is about.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Which {
    #[serde(rename = "aturan")]
    code: String,
    #[serde(rename = "perihal")]
    subject: String,
}

#[derive(Template)]
#[template(path = "accept.html")]
struct AcceptForm<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    finding: Finding,
}

async fn break_page(
    site: &Site,
    visit: &Visit,
    which: Which,
    state: &FormState,
) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let found = site.db.read(move |reader| findings(reader, cooperative, today)).await?;
    let is_it = |finding: &Finding| {
        finding.is_broken() && finding.code == which.code && finding.subject == which.subject
    };
    let finding = found.into_iter().find(is_it).ok_or(OfficersError::NothingToAccept)?;
    let body = AcceptForm { visit, state, finding };
    let page = Page::new(visit, "Terima dengan alasan").active("pengaturan").narrow();
    Ok(page.crumb("Pengurus dan pengawas", visit.path(PLACE)).status(status(state)).body(&body))
}

/// `GET /k/{cooperative}/pengurus/terima?aturan=…&perihal=…`
pub(super) async fn open_break(
    State(site): State<Site>,
    visit: Visit,
    Query(which): Query<Which>,
) -> Result<Response, Refusal> {
    break_page(&site, &visit, which, &FormState::new()).await
}

/// `POST /k/{cooperative}/pengurus/terima`
pub(super) async fn save_break(
    State(site): State<Site>,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let which = Which { code: form.text("code").to_owned(), subject: form.text("subject").to_owned() };
    let Some(until) = day(&form, &mut state, "until") else {
        return break_page(&site, &visit, which, &state).await;
    };
    let acceptance = Acceptance {
        code: which.code.clone(),
        subject: which.subject.clone(),
        reason: form.text("reason").to_owned(),
        until,
        by: visit.user()?,
        at: visit.now,
    };
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let act = move |tx: &mut ::store::Tx<'_>| accept_break(tx, cooperative, &acceptance, today);
    match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => Ok(back(&visit, Flash::good("Diterima dengan alasan. Tetap ditunjukkan di daftar aturan."))),
        Err(error) => break_page(&site, &visit, which, &state.refused(&error.into())).await,
    }
}

/// `POST /k/{cooperative}/pengurus/lapor`
pub(super) async fn save_report(
    State(site): State<Site>,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let (Some(changed_on), Some(done_on)) =
        (day(&form, &mut state, "changed_on"), day(&form, &mut state, "done_on"))
    else {
        return Err(Refusal::from(OfficersError::ReportDate));
    };
    let reported = Reported {
        cooperative: visit.cooperative()?.id,
        changed_on,
        report: form.text("report").to_owned(),
        done_on,
        number: form.text("number").to_owned(),
        by: visit.user()?,
        at: visit.now,
    };
    site.db.command(form.command(&visit)?, move |tx| mark_reported(tx, &reported)).await?;
    Ok(back(&visit, Flash::good("Pelaporan ditandai selesai.")))
}
