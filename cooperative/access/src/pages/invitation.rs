//! Opening a link that was sent: the first start, an invitation, a new password.

use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::UserId;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit, url};

use super::{SharedDoors, begin_session, hash, signed_in};
use crate::doors::Doors;
use crate::link::{Link, LinkKind, accept_as, accept_as_new, accept_password, open_link};
use crate::pages::places::place_name;
use crate::token::Token;
use crate::{AccessError, NewUser, login};

#[derive(Template)]
#[template(path = "invitation.html")]
struct InvitationPage<'p> {
    visit: &'p Visit,
    state: FormState,
    link: &'p Link,
    place: &'p str,
    /// Where a person who is known already comes back to after signing in.
    back: String,
}

impl InvitationPage<'_> {
    fn is_password(&self) -> bool {
        self.link.kind == LinkKind::Password
    }

    fn is_invitation(&self) -> bool {
        self.link.kind == LinkKind::Invitation
    }

    fn role(&self) -> &'static str {
        self.link.role.map_or("", |role| role.label())
    }
}

struct Opened {
    token: Token,
    link: Link,
    place: String,
}

async fn find(site: &Site, token: &str) -> Result<Opened, AccessError> {
    let token = Token::parse(token).ok_or(AccessError::LinkGone)?;
    let (now, names) = (site.clock.now(), site.region_name);
    let looked_up = token.clone();
    let (link, place) = site
        .db
        .read(move |snapshot| {
            let link = open_link(snapshot, &looked_up, now)?;
            let place = place_name(snapshot, names, link.scope)?;
            Ok::<_, AccessError>((link, place))
        })
        .await?;
    match link.kind {
        LinkKind::Demo => Err(AccessError::LinkGone),
        _ => Ok(Opened { token, link, place }),
    }
}

fn show(visit: &Visit, opened: &Opened, state: FormState, status: StatusCode) -> Response {
    let title = match opened.link.kind {
        LinkKind::Setup => "Pengguna pertama",
        LinkKind::Password => "Kata sandi baru",
        _ => "Undangan",
    };
    let back = url::encode(&crate::invitation_path(&opened.token));
    let body = InvitationPage { visit, state, link: &opened.link, place: &opened.place, back };
    Page::new(visit, title).gate().status(status).body(&body)
}

pub async fn open(
    State(site): State<Site>,
    Path(token): Path<String>,
    visit: Visit,
) -> Result<Response, Refusal> {
    let opened = find(&site, &token).await?;
    let name = if opened.link.kind == LinkKind::Invitation { opened.link.name.as_str() } else { "" };
    Ok(show(&visit, &opened, FormState::new().with("name", name), StatusCode::OK))
}

pub async fn accept(
    State(site): State<Site>,
    Extension(doors): SharedDoors,
    Path(token): Path<String>,
    visit: Visit,
    form: Form,
) -> Result<Response, Refusal> {
    let opened = find(&site, &token).await?;
    let done = match (opened.link.kind, visit.user) {
        (LinkKind::Password, _) => renew(&site, &doors, &opened, &form).await,
        (LinkKind::Invitation, Some(user)) if form.text("sebagai") == "saya" => {
            take_on(&site, &opened, user).await
        }
        _ => become_known(&site, &doors, &opened, &form).await,
    };
    match done {
        Ok(user) => {
            doors.forget(user);
            let session = begin_session(&site, user).await?;
            let welcome =
                Redirect::to("/").with(Flash::good("Selamat datang. Tautan tadi tidak bisa dipakai lagi."));
            Ok(signed_in(&site, &session, welcome))
        }
        Err(error) => {
            let refusal = Refusal::from(error);
            match refusal.status {
                StatusCode::UNPROCESSABLE_ENTITY => {
                    let state =
                        FormState::new().with("name", form.text("name")).with("login", form.text("login"));
                    Ok(show(&visit, &opened, state.refused(&refusal), refusal.status))
                }
                _ => Err(refusal),
            }
        }
    }
}

fn new_password(form: &Form) -> Result<&str, AccessError> {
    let password = form.raw("password");
    match password == form.raw("password_again") {
        true => Ok(password),
        false => Err(AccessError::PasswordsDiffer),
    }
}

async fn become_known(
    site: &Site,
    doors: &Doors,
    opened: &Opened,
    form: &Form,
) -> Result<UserId, AccessError> {
    let login = login(form.text("login"))?;
    let password = hash(doors, new_password(form)?, &login).await?;
    let new = NewUser { login, name: form.text("name").to_owned(), password, at: site.clock.now() };
    let token = opened.token.clone();
    site.db.write(move |tx| accept_as_new(tx, &token, &new)).await
}

async fn take_on(site: &Site, opened: &Opened, user: UserId) -> Result<UserId, AccessError> {
    let (token, now) = (opened.token.clone(), site.clock.now());
    site.db.write(move |tx| accept_as(tx, &token, user, now)).await?;
    Ok(user)
}

async fn renew(site: &Site, doors: &Doors, opened: &Opened, form: &Form) -> Result<UserId, AccessError> {
    let password = hash(doors, new_password(form)?, "").await?;
    let (token, now) = (opened.token.clone(), site.clock.now());
    site.db.write(move |tx| accept_password(tx, &token, &password, now)).await
}
