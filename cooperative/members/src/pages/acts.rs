//! Acts on one member: accepting the application, changing data, ending the membership.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::{CooperativeId, PartyId, RegionCode};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::{Named, card, date_in, status_of};
use crate::{Change, Ending, Exit, Member, MemberEdit, MembersError, Verification};

#[derive(Template)]
#[template(path = "verify.html")]
struct VerifyPage<'p> {
    visit: &'p Visit,
    member: &'p Member,
    state: &'p FormState,
    warning: Option<String>,
    card: String,
    today: String,
}

#[derive(Template)]
#[template(path = "edit.html")]
struct EditPage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    changes: &'p [Change],
    card: String,
}

#[derive(Template)]
#[template(path = "end.html")]
struct EndPage<'p> {
    visit: &'p Visit,
    member: &'p Member,
    state: &'p FormState,
    card: String,
    today: String,
}

async fn member_of(site: &Site, cooperative: CooperativeId, party: PartyId) -> Result<Member, Refusal> {
    let found = site.db.read(move |reader| crate::member(reader, cooperative, party)).await?;
    found.ok_or_else(|| MembersError::NoSuchMember.into())
}

fn page<'v>(visit: &'v Visit, member: &Member, title: &str, state: &FormState) -> Page<'v> {
    Page::new(visit, title)
        .active("anggota")
        .crumb("Anggota", visit.path("anggota"))
        .crumb(member.called(), card(visit, member))
        .status(status_of(state))
        .narrow()
}

fn show_verify(visit: &Visit, member: &Member, home: RegionCode, state: &FormState) -> Response {
    let (warning, today) = (member.domicile(home).warning(), visit.today.to_string());
    let body = VerifyPage { visit, member, state, warning, card: card(visit, member), today };
    page(visit, member, "Periksa pendaftaran", state).body(&body)
}

/// `GET /k/{cooperative}/anggota/{member}/periksa`
pub(super) async fn open_verify(
    State(site): State<Site>,
    visit: Visit,
    Named(party): Named,
) -> Result<Response, Refusal> {
    let tenant = visit.cooperative()?;
    let member = member_of(&site, tenant.id, party).await?;
    Ok(show_verify(&visit, &member, tenant.code, &FormState::new()))
}

/// `POST /k/{cooperative}/anggota/{member}/periksa`
pub(super) async fn verify(
    State(site): State<Site>,
    visit: Visit,
    Named(party): Named,
    form: Form,
) -> Result<Response, Refusal> {
    let tenant = visit.cooperative()?;
    let before = member_of(&site, tenant.id, party).await?;
    let date = match date_in(&form, "date", visit.today) {
        Ok(date) => date,
        Err(sentence) => {
            let mut state = FormState::of(&form);
            state.refuse("date", sentence);
            return Ok(show_verify(&visit, &before, tenant.code, &state));
        }
    };
    let verification = Verification {
        cooperative: tenant.id,
        member: party,
        domicile_note: form.text("domicile_note").to_owned(),
        date,
        by: visit.user()?,
        at: visit.now,
    };
    let act =
        move |tx: &mut ::store::Tx<'_>| crate::verify(tx, &verification).map(|(member, _)| member.party);
    match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => {
            let said = format!("Pendaftaran {} diterima. Terima simpanan pokoknya.", before.called());
            Ok(Redirect::to(card(&visit, &before)).with(Flash::good(said)).into_response())
        }
        Err(error) => {
            let state = FormState::of(&form).refused(&error.into());
            Ok(show_verify(&visit, &before, tenant.code, &state))
        }
    }
}

fn show_edit(visit: &Visit, member: &Member, changes: &[Change], state: &FormState) -> Response {
    let body = EditPage { visit, state, changes, card: card(visit, member) };
    page(visit, member, "Ubah data", state).body(&body)
}

async fn with_changes(
    site: &Site,
    cooperative: CooperativeId,
    party: PartyId,
) -> Result<(Member, Vec<Change>), Refusal> {
    let member = member_of(site, cooperative, party).await?;
    let changes = site.db.read(move |reader| crate::changes(reader, cooperative, party)).await?;
    Ok((member, changes))
}

/// `GET /k/{cooperative}/anggota/{member}/ubah`
pub(super) async fn open_edit(
    State(site): State<Site>,
    visit: Visit,
    Named(party): Named,
) -> Result<Response, Refusal> {
    let (member, changes) = with_changes(&site, visit.cooperative()?.id, party).await?;
    let state = FormState::new()
        .with("name", &member.name)
        .with("address", &member.address)
        .with("phone", member.phone.as_deref().unwrap_or_default());
    Ok(show_edit(&visit, &member, &changes, &state))
}

/// `POST /k/{cooperative}/anggota/{member}/ubah`
pub(super) async fn edit(
    State(site): State<Site>,
    visit: Visit,
    Named(party): Named,
    form: Form,
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let (member, changes) = with_changes(&site, cooperative, party).await?;
    let edit = MemberEdit {
        cooperative,
        member: party,
        name: form.text("name").to_owned(),
        address: form.text("address").to_owned(),
        phone: form.text("phone").to_owned(),
        by: visit.user()?,
        at: visit.now,
    };
    let act = move |tx: &mut ::store::Tx<'_>| crate::edit(tx, &edit).map(|member| member.party);
    match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => Ok(Redirect::to(card(&visit, &member)).with(Flash::good("Data tersimpan.")).into_response()),
        Err(error) => {
            let state = FormState::of(&form).refused(&error.into());
            Ok(show_edit(&visit, &member, &changes, &state))
        }
    }
}

fn show_end(visit: &Visit, member: &Member, state: &FormState) -> Response {
    let (card, today) = (card(visit, member), visit.today.to_string());
    page(visit, member, "Catat keluar", state).body(&EndPage { visit, member, state, card, today })
}

/// `GET /k/{cooperative}/anggota/{member}/keluar`
pub(super) async fn open_end(
    State(site): State<Site>,
    visit: Visit,
    Named(party): Named,
) -> Result<Response, Refusal> {
    let member = member_of(&site, visit.cooperative()?.id, party).await?;
    Ok(show_end(&visit, &member, &FormState::new()))
}

/// `POST /k/{cooperative}/anggota/{member}/keluar`
pub(super) async fn end(
    State(site): State<Site>,
    visit: Visit,
    Named(party): Named,
    form: Form,
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let member = member_of(&site, cooperative, party).await?;
    let mut state = FormState::of(&form);
    let ending = Ending::parse(form.text("ending"));
    if ending.is_none() {
        state.refuse("ending", "Pilih bagaimana keanggotaannya berakhir.");
    }
    let date = date_in(&form, "date", visit.today).map_err(|sentence| state.refuse("date", sentence));
    let (Some(ending), Ok(date)) = (ending, date) else { return Ok(show_end(&visit, &member, &state)) };
    let exit = Exit {
        cooperative,
        member: party,
        ending,
        reason: form.text("reason").to_owned(),
        date,
        by: visit.user()?,
        at: visit.now,
    };
    let act = move |tx: &mut ::store::Tx<'_>| crate::end_membership(tx, &exit).map(|member| member.party);
    match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => {
            let said = format!("Keanggotaan {} dicatat berakhir.", member.called());
            Ok(Redirect::to(card(&visit, &member)).with(Flash::good(said)).into_response())
        }
        Err(error) => Ok(show_end(&visit, &member, &state.refused(&error.into()))),
    }
}
