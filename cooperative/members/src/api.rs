//! The member register as JSON. No answer holds a NIK: it is masked.

use axum::extract::{RawQuery, State};
use kernel::{BirthDate, BookDate, Nik, PartyId, RegionCode, Sex};
use serde::{Deserialize, Serialize};
use web::json::{Api, Body, IdempotencyKey};
use web::{Refusal, Right, Route, Site, Visit};

use crate::member::{Member, MemberFilter, PAGE_LENGTH};
use crate::pages::{Named, asked};
use crate::{Application, MemberState, MembersError, NikKeys, apply};

/// The API of the member register.
pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/api/v1/cooperatives/{cooperative}/members", Right::ReadMembers, list),
        Route::post("/api/v1/cooperatives/{cooperative}/members", Right::ManageMembers, create),
        Route::get("/api/v1/cooperatives/{cooperative}/members/{member}", Right::ReadMembers, show),
    ]
}

/// A member in JSON.
#[derive(Serialize)]
struct MemberView {
    id: PartyId,
    number: Option<i64>,
    name: String,
    nik_masked: String,
    sex: &'static str,
    birth_date: BirthDate,
    address: String,
    phone: Option<String>,
    region: String,
    domicile_note: Option<String>,
    state: MemberState,
    applied_on: BookDate,
    verified_on: Option<BookDate>,
    active_from: Option<BookDate>,
    ended_on: Option<BookDate>,
    end_reason: Option<String>,
}

impl From<Member> for MemberView {
    fn from(member: Member) -> Self {
        Self {
            id: member.party,
            number: member.number,
            name: member.name,
            nik_masked: member.nik_masked,
            sex: if member.sex == Sex::Female { "f" } else { "m" },
            birth_date: member.birth_date,
            address: member.address,
            phone: member.phone,
            region: member.region.to_string(),
            domicile_note: member.domicile_note,
            state: member.state,
            applied_on: member.applied_on,
            verified_on: member.verified_on,
            active_from: member.active_from,
            ended_on: member.ended_on,
            end_reason: member.end_reason,
        }
    }
}

#[derive(Serialize)]
struct MemberList {
    total: i64,
    page: i64,
    page_length: i64,
    members: Vec<MemberView>,
}

/// `GET …/members?state=aktif&q=melati&page=1`
async fn list(
    State(site): State<Site>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Api<MemberList>, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let state = match asked(query.as_deref(), "state").as_str() {
        "" => None,
        code => Some(MemberState::parse(code).ok_or_else(unknown_state)?),
    };
    let page = asked(query.as_deref(), "page").parse().unwrap_or(1).max(1);
    let filter = MemberFilter { state, text: asked(query.as_deref(), "q"), page };
    let found = site.db.read(move |reader| crate::list(reader, cooperative, &filter)).await?;
    let members = found.members.into_iter().map(MemberView::from).collect();
    Ok(Api::ok(MemberList { total: found.total, page, page_length: PAGE_LENGTH, members }))
}

fn unknown_state() -> Refusal {
    let known: Vec<&str> = MemberState::ALL.into_iter().map(MemberState::code).collect();
    Refusal::bad(format!("Pilih keadaan dari: {}.", known.join(", "))).field("state")
}

/// `GET …/members/{member}`
async fn show(
    State(site): State<Site>,
    visit: Visit,
    Named(party): Named,
) -> Result<Api<MemberView>, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let found = site.db.read(move |reader| crate::member(reader, cooperative, party)).await?;
    Ok(Api::ok(found.ok_or(MembersError::NoSuchMember)?.into()))
}

/// What an application needs: `region` is the village on the KTP (the cooperative's own where it is left
/// out), `date` is today where it is left out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ApplicationRequest {
    name: String,
    nik: String,
    address: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    region: Option<String>,
    #[serde(default)]
    date: Option<BookDate>,
}

/// `POST …/members`: enters an applicant.
async fn create(
    State(site): State<Site>,
    visit: Visit,
    key: IdempotencyKey,
    Body(request): Body<ApplicationRequest>,
) -> Result<Api<MemberView>, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let region = request.region.map(|code| RegionCode::parse(&code)).transpose();
    let application = Application {
        cooperative,
        name: request.name,
        nik: Nik::parse(&request.nik, visit.today).map_err(MembersError::Nik)?,
        address: request.address,
        phone: request.phone,
        region: region.map_err(|_| MembersError::Region)?,
        date: request.date.unwrap_or(visit.today),
        by: visit.user()?,
        at: visit.now,
    };
    let keys = NikKeys::derive(|name| site.keys.derive(name));
    let act = move |tx: &mut ::store::Tx<'_>| apply(tx, &keys, &application).map(|member| member.party);
    let party = site.db.command(key.command(&visit), act).await?.value;
    let member = site.db.read(move |reader| crate::member(reader, cooperative, party)).await?;
    Ok(Api::created(member.ok_or(MembersError::NoSuchMember)?.into()))
}
