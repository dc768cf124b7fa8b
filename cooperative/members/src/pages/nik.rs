//! Showing a NIK in full, for a purpose that stays on record.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::CooperativeId;
use web::{Form, FormState, Page, Refusal, Site, Visit};

use super::{Named, card, status_of};
use crate::{Member, MembersError, NikAccess, NikKeys, NikView, reveal_nik};

#[derive(Template)]
#[template(path = "nik.html")]
struct NikPage<'p> {
    visit: &'p Visit,
    member: &'p Member,
    state: &'p FormState,
    /// The number, grouped as on the KTP's photocopy; nothing before a purpose was given.
    nik: Option<String>,
    seen: &'p [NikAccess],
    card: String,
}

fn show(
    visit: &Visit,
    member: &Member,
    seen: &[NikAccess],
    state: &FormState,
    nik: Option<String>,
) -> Response {
    let body = NikPage { visit, member, state, nik, seen, card: card(visit, member) };
    Page::new(visit, "NIK")
        .active("anggota")
        .crumb("Anggota", visit.path("anggota"))
        .crumb(member.called(), card(visit, member))
        .status(status_of(state))
        .narrow()
        .body(&body)
}

async fn known(
    site: &Site,
    cooperative: CooperativeId,
    named: Named,
) -> Result<(Member, Vec<NikAccess>), Refusal> {
    let found = site
        .db
        .read(move |reader| {
            let member = crate::member(reader, cooperative, named.0)?.ok_or(MembersError::NoSuchMember)?;
            let mut seen = crate::nik_accesses(reader, cooperative)?;
            seen.retain(|access| access.member == named.0);
            Ok::<_, MembersError>((member, seen))
        })
        .await?;
    Ok(found)
}

/// `GET /k/{cooperative}/anggota/{member}/nik`
pub(super) async fn open(State(site): State<Site>, visit: Visit, named: Named) -> Result<Response, Refusal> {
    let (member, seen) = known(&site, visit.cooperative()?.id, named).await?;
    Ok(show(&visit, &member, &seen, &FormState::new(), None))
}

/// `POST /k/{cooperative}/anggota/{member}/nik`. Not a command: an answer kept under a key would hold the
/// number in plain text.
pub(super) async fn reveal(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let keys = NikKeys::derive(|name| site.keys.derive(name));
    let (purpose, by, at) = (form.text("purpose").to_owned(), visit.user()?, visit.now);
    let view = NikView { cooperative, member: named.0, purpose, by, at };
    let shown = site.db.write(move |tx| reveal_nik(tx, &keys, &view)).await;
    let (member, seen) = known(&site, cooperative, named).await?;
    Ok(match shown {
        Ok(nik) => show(&visit, &member, &seen, &FormState::new(), Some(nik.expose().to_owned())),
        Err(error) => show(&visit, &member, &seen, &FormState::of(&form).refused(&error.into()), None),
    })
}
