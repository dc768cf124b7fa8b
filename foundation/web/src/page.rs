//! A page in the shell: head, menu, crumbs, message, and what the handler made in the middle.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{Html as HtmlResponse, IntoResponse, Response};

use crate::menu::{self, MenuItem};
use crate::{Flash, Refusal, Right, Visit, assets};

/// A page being put together: `Page::new(&visit, "Buku kas").active("buku").body(&template)`.
pub struct Page<'v> {
    visit: &'v Visit,
    title: String,
    active: &'static str,
    crumbs: Vec<(String, String)>,
    flash: Option<Flash>,
    status: StatusCode,
    narrow: bool,
    gate: bool,
}

#[derive(Template)]
#[template(path = "shell.html")]
struct Shell<'p> {
    page: &'p Page<'p>,
    body: &'p str,
    /// What the head shows as the place: name, and a line below it.
    place: (String, String),
    initials: String,
    menu: Vec<MenuItem>,
    foot: Vec<MenuItem>,
}

impl<'v> Page<'v> {
    /// A page with its title, which is also what the browser's tab says.
    pub fn new(visit: &'v Visit, title: impl Into<String>) -> Self {
        Self {
            visit,
            title: title.into(),
            active: "",
            crumbs: Vec::new(),
            flash: visit.flash.clone(),
            status: StatusCode::OK,
            narrow: false,
            gate: false,
        }
    }

    /// Marks a place of the menu as this page's: `beranda`, `catat`, `buku`, `anggota`, `laporan`,
    /// `pengaturan`, `kota`; on pages about no place `tempat`, `akun`.
    #[must_use]
    pub fn active(mut self, place: &'static str) -> Self {
        self.active = place;
        self
    }

    /// The way here: `.crumb("Anggota", visit.path("anggota"))`; the page itself comes last by itself.
    #[must_use]
    pub fn crumb(mut self, label: impl Into<String>, path: impl Into<String>) -> Self {
        self.crumbs.push((label.into(), path.into()));
        self
    }

    /// A message above the page, besides the one that a redirect brought along.
    #[must_use]
    pub fn flash(mut self, flash: Flash) -> Self {
        self.flash = Some(flash);
        self
    }

    /// The status of the answer; 422 for a form that is shown again.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// A column of reading, 720 pixels.
    #[must_use]
    pub fn narrow(mut self) -> Self {
        self.narrow = true;
        self
    }

    /// Without head and menu: signing in, an invitation.
    #[must_use]
    pub fn gate(mut self) -> Self {
        self.gate = true;
        self
    }

    /// Puts the template of the page into the shell.
    pub fn body(&self, template: &impl Template) -> Response {
        match template.render().and_then(|body| self.shell(&body).render()) {
            Ok(html) => self.respond(html),
            Err(error) => Refusal::fault(error).into_response(),
        }
    }

    fn respond(&self, html: String) -> Response {
        let mut response = (self.status, HtmlResponse(html)).into_response();
        if self.visit.flash.is_some() {
            response.headers_mut().append(SET_COOKIE, Flash::clear());
        }
        response
    }

    fn shell<'p>(&'p self, body: &'p str) -> Shell<'p> {
        let visit = self.visit;
        let place = match (&visit.cooperative, visit.region) {
            (Some(tenant), _) => (tenant.short_name(), tenant.code.to_string()),
            (None, Some(region)) => match &visit.region_name {
                Some(name) => (name.clone(), region.to_string()),
                None => ("Sokoguru".to_owned(), format!("Wilayah {region}")),
            },
            (None, None) => ("Sokoguru".to_owned(), "Buku kerja koperasi".to_owned()),
        };
        Shell {
            page: self,
            body,
            place,
            initials: initials(&visit.user_name),
            menu: menu::menu(visit, self.active),
            foot: menu::foot(visit, self.active),
        }
    }
}

impl Shell<'_> {
    /// Where one searches: in a cooperative, by who may see what is found.
    fn search(&self) -> Option<String> {
        let visit = self.page.visit;
        let may = [Right::ReadBooks, Right::ReadMembers, Right::Record].iter().any(|right| visit.may(*right));
        (may && visit.cooperative.is_some()).then(|| visit.path("cari"))
    }

    fn style(&self) -> &'static str {
        assets::style()
    }

    fn script(&self) -> &'static str {
        assets::script()
    }

    fn logo(&self) -> &'static str {
        assets::logo()
    }
}

/// "SA" of "Bu Siti Aminah": forms of address are left out.
fn initials(name: &str) -> String {
    const ADDRESSES: [&str; 8] = ["bu", "pak", "ibu", "bapak", "h.", "hj.", "sdr.", "sdri."];
    let words = name.split_whitespace().filter(|word| !ADDRESSES.contains(&word.to_lowercase().as_str()));
    words.filter_map(|word| word.chars().next()).take(2).flat_map(char::to_uppercase).collect()
}
