//! For tests: a town with somebody in every role, and the proof that every route keeps out who may not.

use std::collections::BTreeSet;

use ::store::Tx;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use axum::response::Response;
use kernel::{CooperativeId, RegionCode, Timestamp, UserId, Zone};
use registry::{LegalPapers, NewCooperative};
use sha2::{Digest, Sha256};
use tower::ServiceExt;
use web::{Refusal, Right, Route, Site, hex};

use crate::password::HashedPassword;
use crate::role::rights_of;
use crate::token::Token;
use crate::user::{NewGrant, NewUser};
use crate::{AccessError, Role, Scope, apart, caller, create_user, grant, sign_in};

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The role.
    pub role: Role,
    /// Whether the role is held in the whole installation.
    pub everywhere: bool,
    /// The person.
    pub user: UserId,
    /// What the browser sends: the header `Cookie`.
    pub cookie: String,
}

/// A cooperative in its city, with somebody signed in for every role: officers in the cooperative, the
/// others in the city.
#[derive(Debug, Clone)]
pub struct Town {
    /// The cooperative.
    pub cooperative: CooperativeId,
    /// Its village.
    pub code: RegionCode,
    /// Its city.
    pub city: RegionCode,
    /// One actor a role.
    pub actors: Vec<Actor>,
}

impl Town {
    /// Registers the cooperative of a village and signs its people in.
    ///
    /// # Errors
    /// [`AccessError`]: the village is none or has a cooperative.
    pub fn found(site: &Site, village: &str, name: &str) -> Result<Self, AccessError> {
        let code = RegionCode::parse(village).map_err(|_| AccessError::NoSuchGrant)?;
        let city = code.parent().and_then(RegionCode::parent).ok_or(AccessError::NoSuchGrant)?;
        let (name, at, secure) = (name.to_owned(), site.clock.now(), site.clone());
        let register = move |tx: &mut Tx<'_>| {
            let new = NewCooperative {
                region: code,
                name: registry::standard_name(&name, code),
                legal: LegalPapers::default(),
                address: None,
                founded_on: None,
                at,
            };
            let cooperative = registry::register(tx, new)?;
            let actors = Role::ALL.iter().map(|role| {
                let scope = match role.is_of_cooperative() {
                    true => Scope::Cooperative(cooperative),
                    false => Scope::Region(city),
                };
                let login = format!("{}.{}", role.code(), code.number());
                actor(&secure, tx, *role, scope, &login, at)
            });
            let actors = actors.collect::<Result<_, AccessError>>()?;
            Ok(Self { cooperative, code, city, actors })
        };
        apart(|| site.db.write_blocking(register))
    }

    /// Who holds a role here.
    pub fn actor(&self, role: Role) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.role == role)
    }
}

/// Signs in who looks after the whole installation.
///
/// # Errors
/// [`AccessError::LoginTaken`] the second time.
pub fn keeper(site: &Site) -> Result<Actor, AccessError> {
    let (at, secure) = (site.clock.now(), site.clone());
    let enter = move |tx: &mut Tx<'_>| actor(&secure, tx, Role::Admin, Scope::Everywhere, "penjaga", at);
    apart(|| site.db.write_blocking(enter))
}

fn actor(
    site: &Site,
    tx: &mut Tx<'_>,
    role: Role,
    scope: Scope,
    login: &str,
    at: Timestamp,
) -> Result<Actor, AccessError> {
    let (login, name, password) =
        (login.to_owned(), format!("Contoh {}", role.label()), HashedPassword::none());
    let user = create_user(tx, &NewUser { login, name, password, at })?;
    grant(tx, &NewGrant { user, role, scope, from: at.date_in(Zone::default()), by: None, at })?;
    let token: Token = sign_in(tx, user, at)?;
    let everywhere = scope == Scope::Everywhere;
    Ok(Actor { role, everywhere, user, cookie: caller::session_pair(site, &token) })
}

/// How a route answered.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    SignIn,
    Forbidden,
    StaleForm,
    Fault(StatusCode),
    LetIn(StatusCode),
}

/// Walks every route as nobody, as everybody of the town, and as the right people of another town, and
/// says where the answer is not what the roles allow. Empty is good. `routes` are those that the router
/// was made of; a route that nobody may open, or that does not prove its forms, is complained about.
pub async fn matrix(
    router: &Router,
    routes: &[Route],
    home: &Town,
    other: &Town,
    keeper: &Actor,
) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut walked = BTreeSet::new();
    for route in routes {
        let name = format!("{} {}", route.method, route.path);
        if !walked.insert(name.clone()) {
            complaints.push(format!("{name} is listed twice"));
        }
        complaints.extend(shape_complaint(route).map(|text| format!("{name} {text}")));
        let nobody = ask(router, route, home, None).await;
        if let Some(text) = nobody_complaint(route, &nobody) {
            complaints.push(format!("{name} {text}"));
        }
        let mut somebody = route.right == Right::Public;
        for actor in home.actors.iter().chain([keeper]) {
            let may = expected(route, actor);
            somebody |= may;
            let answer = ask(router, route, home, Some(actor)).await;
            if let Some(text) = complaint(route, may, &answer) {
                complaints.push(format!("{name} for {:?}: {text}", actor.role));
            }
        }
        if !somebody {
            complaints.push(format!("{name} needs {:?}, which nobody holds there", route.right));
        }
        for actor in other.actors.iter().filter(|_| has_place(route)) {
            let answer = ask(router, route, home, Some(actor)).await;
            if answer != Answer::Forbidden {
                complaints.push(format!("{name} for {:?} of another town: {answer:?}", actor.role));
            }
        }
    }
    complaints
}

fn has_place(route: &Route) -> bool {
    route.path.contains("{cooperative}") || route.path.contains("{region}")
}

/// What the roles allow, said once more without the guard's own decision.
fn expected(route: &Route, actor: &Actor) -> bool {
    let in_region = route.path.contains("{region}");
    match route.right {
        Right::Public => true,
        Right::SignedIn => !(in_region && actor.role.is_of_cooperative()),
        right if has_place(route) => {
            let reaches = !(in_region && actor.role.is_of_cooperative());
            reaches && rights_of(actor.role).has(right)
        }
        right => actor.everywhere && rights_of(actor.role).has(right),
    }
}

fn shape_complaint(route: &Route) -> Option<&'static str> {
    let starts = |start: &str| route.path.starts_with(start);
    if (starts("/k/") && !starts("/k/{cooperative}")) || (starts("/wilayah/") && !starts("/wilayah/{region}"))
    {
        Some("must name its place {cooperative} or {region}, or the guard does not know it")
    } else if has_place(route) && route.right == Right::Public {
        Some("shows a cooperative or region to everybody")
    } else {
        None
    }
}

fn nobody_complaint(route: &Route, answer: &Answer) -> Option<String> {
    let good = match (route.right, answer) {
        (Right::Public, Answer::LetIn(_)) => !is_page_write(route),
        (Right::Public, Answer::StaleForm) => is_page_write(route),
        (Right::Public, _) => false,
        (_, answer) => *answer == Answer::SignIn,
    };
    (!good).then(|| format!("without signing in: {answer:?}"))
}

fn complaint(route: &Route, may: bool, answer: &Answer) -> Option<String> {
    match (may, answer) {
        (false, Answer::Forbidden) => None,
        (false, answer) => Some(format!("should have been refused but was {answer:?}")),
        (true, Answer::StaleForm) if is_page_write(route) => None,
        (true, Answer::LetIn(_)) if is_page_write(route) => Some(
            "takes a form without proof that it came from here; its handler needs a web::Form".to_owned(),
        ),
        (true, Answer::LetIn(_)) => None,
        (true, answer) => Some(format!("should have been let in but was {answer:?}")),
    }
}

fn is_page_write(route: &Route) -> bool {
    route.method != Method::GET && !route.is_api()
}

/// Asks a route of the home town as somebody; parts of the path that are no place are `1`.
async fn ask(router: &Router, route: &Route, home: &Town, actor: Option<&Actor>) -> Answer {
    let parts = route.path.split('/').map(|part| match part {
        "{cooperative}" => home.code.to_string(),
        "{region}" => home.city.to_string(),
        part if part.starts_with('{') => "1".to_owned(),
        part => part.to_owned(),
    });
    let path = parts.collect::<Vec<_>>().join("/");
    let mut request =
        Request::builder().method(route.method.clone()).uri(&path).header("sec-fetch-site", "same-origin");
    if let Some(actor) = actor {
        request = request.header(header::COOKIE, &actor.cookie);
    }
    let writes_json = route.is_api() && route.method != Method::GET;
    if writes_json {
        let who = actor.map_or(0, |actor| actor.user.0);
        let key = Sha256::digest(format!("{who} {} {path}", route.method));
        request = request
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", hex::encode(&key));
    }
    let body = if writes_json { Body::from("{}") } else { Body::empty() };
    match request.body(body) {
        Ok(request) => match router.clone().oneshot(request).await {
            Ok(response) => read(response).await,
            Err(never) => match never {},
        },
        Err(_) => Answer::Fault(StatusCode::BAD_REQUEST),
    }
}

async fn read(response: Response) -> Answer {
    let status = response.status();
    let location =
        response.headers().get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if status == StatusCode::UNAUTHORIZED || location.starts_with("/masuk") {
        return Answer::SignIn;
    }
    if status.is_server_error() {
        return Answer::Fault(status);
    }
    if status != StatusCode::FORBIDDEN {
        return Answer::LetIn(status);
    }
    let bytes = to_bytes(response.into_body(), 1024 * 1024).await.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    match text.contains(&Refusal::stale_form().sentence) {
        true => Answer::StaleForm,
        false => Answer::Forbidden,
    }
}
