//! Who asks, from where, with which rights: what the guard found out before the handler runs.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kernel::{BookDate, CooperativeId, RegionCode, Timestamp, UserId};

use crate::{Csrf, Flash, Html, Refusal, Right, RightSet, hex, random};

/// The cooperative that a page is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// The number that leads its keys.
    pub id: CooperativeId,
    /// Its village.
    pub code: RegionCode,
    /// Its full name.
    pub name: String,
}

impl Tenant {
    /// "KKMP Pintu Air": the name as people say it.
    pub fn short_name(&self) -> String {
        for (long, short) in
            [("Koperasi Kelurahan Merah Putih", "KKMP"), ("Koperasi Desa Merah Putih", "KDMP")]
        {
            if let Some(rest) = self.name.strip_prefix(long) {
                return format!("{short}{rest}");
            }
        }
        self.name.clone()
    }
}

/// One request, as a handler sees it. An extractor: `visit: Visit`.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Who is signed in.
    pub user: Option<UserId>,
    /// That person's name, or nothing.
    pub user_name: String,
    /// What that person is here: "Bendahara", "Ketua, Bendahara".
    pub title: String,
    /// The cooperative that the path names.
    pub cooperative: Option<Tenant>,
    /// The region that the path names.
    pub region: Option<RegionCode>,
    /// What people call that region, or nothing.
    pub region_name: Option<String>,
    /// What that person may do at this place.
    pub rights: RightSet,
    /// The token that forms of this page carry.
    pub csrf: String,
    /// When the request came.
    pub now: Timestamp,
    /// The day it is at this place.
    pub today: BookDate,
    /// What the page before wants said here.
    pub flash: Option<Flash>,
    proof: Csrf,
}

impl Visit {
    /// A visit of nobody to nowhere; the guard fills in the rest.
    pub fn new(now: Timestamp, today: BookDate, proof: Csrf) -> Self {
        Self {
            user: None,
            user_name: String::new(),
            title: String::new(),
            cooperative: None,
            region: None,
            region_name: None,
            rights: RightSet::of(&[Right::Public]),
            csrf: proof.token(),
            now,
            today,
            flash: None,
            proof,
        }
    }

    /// Whether the person may do this here.
    pub fn may(&self, right: Right) -> bool {
        self.rights.has(right)
    }

    /// The cooperative that the path names.
    ///
    /// # Errors
    /// [`Refusal::not_found`] where the path names none.
    pub fn cooperative(&self) -> Result<&Tenant, Refusal> {
        self.cooperative.as_ref().ok_or_else(Refusal::not_found)
    }

    /// The region that the path names.
    ///
    /// # Errors
    /// [`Refusal::not_found`] where the path names none.
    pub fn region(&self) -> Result<RegionCode, Refusal> {
        self.region.ok_or_else(Refusal::not_found)
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// [`Refusal::signed_out`] where nobody is.
    pub fn user(&self) -> Result<UserId, Refusal> {
        self.user.ok_or_else(Refusal::signed_out)
    }

    /// A path at this place: `visit.path("buku")` is `/k/19.71.04.1001/buku`, in a region
    /// `/wilayah/19.71/buku`, elsewhere `/buku`.
    pub fn path(&self, rest: &str) -> String {
        let place = match (&self.cooperative, self.region) {
            (Some(tenant), _) => format!("/k/{}", tenant.code),
            (None, Some(region)) => format!("/wilayah/{region}"),
            (None, None) => String::new(),
        };
        match rest.trim_start_matches('/') {
            "" if place.is_empty() => "/".to_owned(),
            "" => place,
            rest => format!("{place}/{rest}"),
        }
    }

    /// The hidden fields that every form carries: the token of the session and a fresh command id, so
    /// that sending twice does it once. In a template: `{{ visit.form_fields() }}`.
    pub fn form_fields(&self) -> Html {
        let command = random::<16>().map(|id| hex::encode(&id)).unwrap_or_default();
        Html::trusted(format!(
            "<input type=\"hidden\" name=\"_csrf\" value=\"{}\">\
             <input type=\"hidden\" name=\"_command\" value=\"{command}\">",
            self.csrf
        ))
    }

    /// Whether a token came from a page of this session.
    pub fn agrees(&self, token: &str) -> bool {
        self.proof.agrees(token)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        // A route that is not behind the guard answers nobody.
        parts.extensions.get::<Self>().cloned().ok_or_else(Refusal::forbidden)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit() -> Visit {
        Visit::new(Timestamp(0), BookDate::MIN, Csrf::of(&[0; 32], b""))
    }

    #[test]
    fn paths_stay_at_the_place() {
        let mut visit = visit();
        assert_eq!(visit.path("buku"), "/buku");
        assert_eq!(visit.path(""), "/");
        visit.region = RegionCode::parse("19.71").ok();
        assert_eq!(visit.path("mentor"), "/wilayah/19.71/mentor");
        let code = RegionCode::parse("19.71.04.1001").unwrap();
        let name = "Koperasi Kelurahan Merah Putih Pintu Air".to_owned();
        visit.cooperative = Some(Tenant { id: CooperativeId(3), code, name });
        assert_eq!(visit.path("/buku?bulan=2026-11"), "/k/19.71.04.1001/buku?bulan=2026-11");
        assert_eq!(visit.path(""), "/k/19.71.04.1001");
        assert_eq!(visit.cooperative().unwrap().short_name(), "KKMP Pintu Air");
    }

    #[test]
    fn every_form_has_its_own_command() {
        let visit = visit();
        assert_ne!(visit.form_fields(), visit.form_fields());
        assert!(visit.agrees(&visit.csrf));
    }
}
