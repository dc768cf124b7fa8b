//! Who serves in a place: the list, inviting by role, taking a role back, a new password.

use ::store::Reader;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::UserId;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, RegionName, Right, Route, Site, Visit, hex};

use super::SharedDoors;
use crate::caller::Caller;
use crate::doors::Doors;
use crate::link::{
    Invitation, LINK_DAYS, Link, invite_by, new_password_link, open_invitations, open_link, withdraw,
};
use crate::pages::places::place_name;
use crate::token::Token;
use crate::user::{Holder, holders, revoke};
use crate::{AccessError, Role, Scope};

/// The same pages in a cooperative, in a region and for the installation.
pub fn routes() -> Vec<Route> {
    vec![
        Route::get("/k/{cooperative}/pengaturan/pengguna", Right::ManageUsers, list),
        Route::post("/k/{cooperative}/pengaturan/pengguna/undang", Right::ManageUsers, invite),
        Route::post("/k/{cooperative}/pengaturan/pengguna/batal", Right::ManageUsers, take_back),
        Route::post("/k/{cooperative}/pengaturan/pengguna/cabut", Right::ManageUsers, end_role),
        Route::post("/k/{cooperative}/pengaturan/pengguna/sandi", Right::ManageUsers, renew_password),
        Route::get("/wilayah/{region}/pengguna", Right::ManageRegion, list),
        Route::post("/wilayah/{region}/pengguna/undang", Right::ManageRegion, invite),
        Route::post("/wilayah/{region}/pengguna/batal", Right::ManageRegion, take_back),
        Route::post("/wilayah/{region}/pengguna/cabut", Right::ManageRegion, end_role),
        Route::post("/wilayah/{region}/pengguna/sandi", Right::ManageRegion, renew_password),
        Route::get("/pengguna", Right::ManageUsers, list),
        Route::post("/pengguna/undang", Right::ManageUsers, invite),
        Route::post("/pengguna/batal", Right::ManageUsers, take_back),
        Route::post("/pengguna/cabut", Right::ManageUsers, end_role),
        Route::post("/pengguna/sandi", Right::ManageUsers, renew_password),
    ]
}

#[derive(Template)]
#[template(path = "people.html")]
struct PeoplePage<'p> {
    visit: &'p Visit,
    state: FormState,
    base: String,
    place: String,
    roles: &'static [Role],
    holders: Vec<Holder>,
    invitations: Vec<Link>,
}

impl PeoplePage<'_> {
    fn is_own(&self, holder: &Holder) -> bool {
        self.visit.user == Some(holder.user)
    }

    fn may(&self, role: &Role) -> bool {
        self.roles.contains(role)
    }

    fn key(&self, link: &Link) -> String {
        hex::encode(&link.hash)
    }

    fn role_of(&self, link: &Link) -> &'static str {
        link.role.map_or("", Role::label)
    }
}

#[derive(Template)]
#[template(path = "link_made.html")]
struct LinkMadePage {
    heading: String,
    message: String,
    days: i64,
    back: String,
}

/// The place that the page is about.
fn scope(visit: &Visit) -> Scope {
    match (&visit.cooperative, visit.region) {
        (Some(tenant), _) => Scope::Cooperative(tenant.id),
        (None, Some(region)) => Scope::Region(region),
        (None, None) => Scope::Everywhere,
    }
}

/// The roles that this person may give here and take back. A city office invites mentors; the offices
/// themselves are invited by who looks after the installation.
fn roles(visit: &Visit) -> &'static [Role] {
    const OF_COOPERATIVE: [Role; 6] =
        [Role::Chair, Role::Secretary, Role::Treasurer, Role::Cashier, Role::Supervisor, Role::Mentor];
    match scope(visit) {
        Scope::Cooperative(_) => &OF_COOPERATIVE,
        Scope::Region(_) if visit.may(Right::ManageUsers) => &[Role::Mentor, Role::CityOffice, Role::Admin],
        Scope::Region(_) => &[Role::Mentor],
        Scope::Everywhere => &[Role::Admin],
    }
}

fn base(visit: &Visit) -> String {
    visit.path(if visit.cooperative.is_some() { "pengaturan/pengguna" } else { "pengguna" })
}

fn place(reader: &mut dyn Reader, names: RegionName, visit: &Visit) -> Result<String, AccessError> {
    match &visit.cooperative {
        Some(tenant) => Ok(tenant.short_name()),
        None => place_name(reader, names, scope(visit)),
    }
}

async fn show(site: &Site, visit: &Visit, state: FormState, status: StatusCode) -> Result<Response, Refusal> {
    let (asked, now, names) = (visit.clone(), visit.now, site.region_name);
    let (place, holders, invitations) = site
        .db
        .read(move |snapshot| {
            let scope = scope(&asked);
            let found = (holders(snapshot, scope)?, open_invitations(snapshot, scope, now)?);
            Ok::<_, AccessError>((place(snapshot, names, &asked)?, found.0, found.1))
        })
        .await?;
    let (base, roles) = (base(visit), roles(visit));
    let body = PeoplePage { visit, state, base, place, roles, holders, invitations };
    let page = Page::new(visit, "Pengguna").active("pengaturan").status(status);
    let page = match visit.cooperative {
        Some(_) => page.crumb("Pengaturan", visit.path("pengaturan")),
        None => page,
    };
    Ok(page.body(&body))
}

async fn list(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    show(&site, &visit, FormState::new(), StatusCode::OK).await
}

async fn invite(
    State(site): State<Site>,
    Extension(doors): SharedDoors,
    Extension(caller): Extension<Caller>,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    match make_invitation(&site, &doors, &visit, &form).await {
        Ok((token, link)) => {
            let role = link.role.map_or("", Role::label);
            let place = scope_name(&site, &visit).await?;
            let path = crate::invitation_path(&token);
            let message = format!(
                "{}, Anda diundang menjadi {role} di {place} pada Sokoguru. Buka tautan ini untuk membuat \
                 nama pengguna dan kata sandi: {}{path}",
                link.name, caller.base
            );
            Ok(made(&visit, format!("Undangan untuk {}", link.name), message))
        }
        Err(refusal) if refusal.field.is_some() => {
            show(&site, &visit, FormState::of(&form).refused(&refusal), refusal.status).await
        }
        Err(refusal) => Err(refusal),
    }
}

async fn make_invitation(
    site: &Site,
    doors: &Doors,
    visit: &Visit,
    form: &Form,
) -> Result<(Token, Link), Refusal> {
    let by = visit.user()?;
    let role = Role::parse(form.text("role")).ok_or(AccessError::RoleElsewhere)?;
    if !roles(visit).contains(&role) {
        return Err(AccessError::RoleAbove.into());
    }
    let name = form.text("name").to_owned();
    let invitation = Invitation { role, scope: scope(visit), name, by: Some(by), at: visit.now };
    // The link follows from the command: sent twice, the form shows the same link, and the store never
    // keeps it.
    let token = Token::of_command(&doors.link_key, by.0, form.command_id()?.as_str());
    let (made, now) = (token.clone(), visit.now);
    site.db.command(form.command(visit)?, move |tx| invite_by(tx, &made, &invitation)).await?;
    let made = token.clone();
    let link = site.db.read(move |snapshot| open_link(snapshot, &made, now)).await?;
    Ok((token, link))
}

async fn scope_name(site: &Site, visit: &Visit) -> Result<String, AccessError> {
    let (asked, names) = (visit.clone(), site.region_name);
    site.db.read(move |snapshot| place(snapshot, names, &asked)).await
}

fn made(visit: &Visit, heading: String, message: String) -> Response {
    let body = LinkMadePage { heading, message, days: LINK_DAYS, back: base(visit) };
    Page::new(visit, "Tautan siap dikirim")
        .active("pengaturan")
        .crumb("Pengguna", base(visit))
        .narrow()
        .body(&body)
}

async fn take_back(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let hash =
        hex::decode(form.text("link")).and_then(|hash| hash.try_into().ok()).ok_or(AccessError::LinkGone)?;
    let (by, now, scope) = (visit.user()?, visit.now, scope(&visit));
    site.db.write(move |tx| withdraw(tx, &hash, scope, by, now)).await?;
    Ok(back(&visit, "Undangan dibatalkan."))
}

async fn end_role(
    State(site): State<Site>,
    Extension(doors): SharedDoors,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    let holder = find_holder(&site, &visit, &form).await?;
    if !roles(&visit).contains(&holder.role) {
        return Err(AccessError::RoleAbove.into());
    }
    let (by, now, scope) = (visit.user()?, visit.now, scope(&visit));
    site.db.write(move |tx| revoke(tx, holder.user, holder.grant, scope, by, now)).await?;
    doors.forget(holder.user);
    Ok(back(&visit, &format!("Peran {} untuk {} dicabut.", holder.role.label(), holder.name)))
}

async fn renew_password(
    State(site): State<Site>,
    Extension(doors): SharedDoors,
    Extension(caller): Extension<Caller>,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    let holder = find_holder(&site, &visit, &form).await?;
    let (by, now, scope) = (visit.user()?, visit.now, scope(&visit));
    if !has_only(&site, &visit, holder.user).await? {
        return Err(AccessError::RoleAbove.into());
    }
    let token = Token::of_command(&doors.link_key, by.0, form.command_id()?.as_str());
    let made_token = token.clone();
    site.db
        .command(form.command(&visit)?, move |tx| {
            new_password_link(tx, &made_token, holder.user, scope, by, now)
        })
        .await?;
    let message = format!(
        "{}, buka tautan ini untuk membuat kata sandi Sokoguru yang baru: {}{}",
        holder.name,
        caller.base,
        crate::invitation_path(&token)
    );
    Ok(made(&visit, format!("Kata sandi baru untuk {}", holder.name), message))
}

/// Whether all that a person is here may be given by this visitor.
async fn has_only(site: &Site, visit: &Visit, user: UserId) -> Result<bool, AccessError> {
    let (scope, roles) = (scope(visit), roles(visit));
    let here = site.db.read(move |snapshot| holders(snapshot, scope)).await?;
    Ok(here.iter().filter(|holder| holder.user == user).all(|holder| roles.contains(&holder.role)))
}

async fn find_holder(site: &Site, visit: &Visit, form: &Form) -> Result<Holder, AccessError> {
    let (scope, grant) = (scope(visit), form.text("grant").parse::<i64>().ok());
    let here = site.db.read(move |snapshot| holders(snapshot, scope)).await?;
    here.into_iter().find(|holder| Some(holder.grant) == grant).ok_or(AccessError::NoSuchGrant)
}

fn back(visit: &Visit, sentence: &str) -> Response {
    Redirect::to(base(visit)).with(Flash::good(sentence)).into_response()
}
