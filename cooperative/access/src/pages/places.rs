//! The way from place to place: where a person serves, and what the foot of a phone has no room for.

use std::sync::Arc;

use ::store::Reader;
use askama::Template;
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use kernel::{BookDate, RegionCode};
use web::menu::{MenuItem, others as other_places};
use web::{Flash, Page, Redirect, Refusal, RegionName, Right, Site, Visit, url};

use crate::role::rights_of;
use crate::session::Person;
use crate::{AccessError, Grant, Scope};

/// A place where a person serves.
struct Served {
    name: String,
    roles: String,
    path: String,
}

#[derive(Template)]
#[template(path = "places.html")]
struct PlacesPage<'p> {
    visit: &'p Visit,
    served: &'p [Served],
    /// Looks after the installation, and so reaches every place.
    everywhere: bool,
}

#[derive(Template)]
#[template(path = "others.html")]
struct OthersPage {
    items: Vec<MenuItem>,
}

/// What people call a place.
pub(crate) fn place_name(
    reader: &mut dyn Reader,
    names: RegionName,
    scope: Scope,
) -> Result<String, AccessError> {
    Ok(match scope {
        Scope::Cooperative(id) => registry::cooperative(reader, id)?.map_or_else(
            || format!("koperasi nomor {id}"),
            |found| format!("{} {}", found.kind.short(), found.short_name()),
        ),
        Scope::Region(region) => names(reader, region)?.unwrap_or_else(|| format!("wilayah {region}")),
        Scope::Everywhere => "seluruh sistem".to_owned(),
    })
}

fn served_at(
    reader: &mut dyn Reader,
    names: RegionName,
    grants: &[&Grant],
    scope: Scope,
) -> Result<Served, AccessError> {
    let roles: Vec<_> = grants.iter().filter(|grant| grant.scope == scope).map(|grant| grant.role).collect();
    let path = match scope {
        Scope::Cooperative(id) => {
            let code = registry::cooperative(reader, id)?
                .map_or_else(|| id.to_string(), |found| found.region.to_string());
            format!("/k/{code}")
        }
        Scope::Region(region) => match roles.iter().any(|role| rights_of(*role).has(Right::ReadRegion)) {
            true => format!("/wilayah/{region}"),
            false => format!("/wilayah/{region}/pengguna"),
        },
        Scope::Everywhere => "/tempat".to_owned(),
    };
    let labels: Vec<&str> = roles.iter().map(|role| role.label()).collect();
    Ok(Served { name: place_name(reader, names, scope)?, roles: labels.join(", "), path })
}

async fn served(site: &Site, person: Arc<Person>, today: BookDate) -> Result<Vec<Served>, AccessError> {
    let names = site.region_name;
    site.db
        .read(move |snapshot| {
            let grants: Vec<&Grant> = person.grants.iter().filter(|grant| grant.is_valid(today)).collect();
            let mut scopes: Vec<Scope> = Vec::new();
            for grant in &grants {
                if !scopes.contains(&grant.scope) {
                    scopes.push(grant.scope);
                }
            }
            scopes.into_iter().map(|scope| served_at(snapshot, names, &grants, scope)).collect()
        })
        .await
}

fn is_everywhere(person: &Person, today: BookDate) -> bool {
    person.grants.iter().any(|grant| grant.scope == Scope::Everywhere && grant.is_valid(today))
}

/// Who serves in one place goes there; who serves in several chooses.
pub async fn home(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    visit: Visit,
) -> Result<Response, Refusal> {
    let served = served(&site, person, visit.today).await?;
    let path = match served.as_slice() {
        [only] => only.path.clone(),
        _ => "/tempat".to_owned(),
    };
    Ok(Redirect::to(path).into_response())
}

pub async fn list(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    visit: Visit,
    RawQuery(query): RawQuery,
) -> Result<Response, Refusal> {
    let everywhere = is_everywhere(&person, visit.today);
    if let Some(typed) = query.as_deref().and_then(|query| url::query_value(query, "kode")) {
        return Ok(go_to(&typed).into_response());
    }
    let mut served = served(&site, person, visit.today).await?;
    served.retain(|place| place.path != "/tempat");
    Ok(Page::new(&visit, "Pilih tempat").active("tempat").narrow().body(&PlacesPage {
        visit: &visit,
        served: &served,
        everywhere,
    }))
}

/// A village has a cooperative, every other region has its overview.
fn go_to(typed: &str) -> Redirect {
    match RegionCode::parse(typed) {
        Ok(code) if code.level() == kernel::RegionLevel::Village => {
            Redirect::to(format!("/k/{code}/pengaturan/pengguna"))
        }
        Ok(code) => Redirect::to(format!("/wilayah/{code}")),
        Err(error) => Redirect::to("/tempat").with(Flash::look(error.to_string())),
    }
}

pub async fn others(visit: Visit) -> Response {
    Page::new(&visit, "Lainnya").active("lainnya").narrow().body(&OthersPage { items: other_places(&visit) })
}
