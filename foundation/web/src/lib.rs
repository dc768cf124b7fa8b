#![forbid(unsafe_code)]
//! Pages and the API: what stands between a browser and an act.
//!
//! - [`Route`]: a line of a crate's `routes()`: path, [`Right`], handler. The guard of `access` checks
//!   the right before the handler runs, in one place.
//! - [`Visit`]: who asks, about which cooperative or region, with which rights. An extractor.
//! - [`Form`] and [`FormState`]: what was sent, and how it is shown again with a sentence beside each
//!   field. [`json::Body`] and [`json::IdempotencyKey`] are the same for the API.
//! - [`Page`] puts an askama template into the shell; [`Redirect`] goes on after a form.
//! - [`Refusal`]: what cannot be done, as a sentence. It becomes a page or JSON at the [`edge`].
//!
//! A crate keeps its own `templates/` and shows only the middle of a page. A page with a form:
//! ```ignore
//! #[derive(Template)]
//! #[template(path = "deposit.html")]
//! struct DepositPage<'a> { visit: &'a Visit, state: &'a FormState }
//!
//! async fn open(visit: Visit) -> Response {
//!     let body = DepositPage { visit: &visit, state: &FormState::new() };
//!     Page::new(&visit, "Setor").active("catat").crumb("Catat", visit.path("catat")).body(&body)
//! }
//!
//! async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
//!     let tenant = visit.cooperative()?.id;
//!     let deposit = Deposit::read(&form)?; // or a FormState with a sentence beside each field
//!     match site.db.command(form.command(&visit)?, move |tx| deposit::deposit(tx, tenant, &deposit)).await {
//!         Ok(answer) => Ok(Redirect::to(visit.path("buku")).with(Flash::good("Tersimpan.")).into_response()),
//!         Err(error) => {
//!             let state = FormState::of(&form).refused(&error.into());
//!             let body = DepositPage { visit: &visit, state: &state };
//!             Ok(Page::new(&visit, "Setor").active("catat").status(StatusCode::UNPROCESSABLE_ENTITY).body(&body))
//!         }
//!     }
//! }
//! ```
//! ```html
//! <form class="form" method="post">{{ visit.form_fields() }}
//!   <div class="field"><label for="amount">Jumlah</label>
//!     <input id="amount" name="amount" value="{{ state.value("amount") }}" data-rupiah>
//!     {% if let Some(error) = state.error("amount") %}<p class="error" id="amount-error">{{ error }}</p>{% endif %}
//!   </div>
//! </form>
//! ```
//! Figures and dates need no filters, they know how they read: `{{ amount }}` is `Rp1.234.567`,
//! `{{ amount.plain() }}` a statement's `1.234.567`, `(1.234)` or `–`; `{{ date.short() }}` is
//! `24 Nov 2026`, `{{ date.long() }}` `24 November 2026`, `{{ month.long() }}` `November 2026`,
//! `{{ at.wib_text() }}` `24 Nov 2026 14.05`. Text is escaped; a piece that is HTML is an [`Html`].

mod assets;
mod body;
mod compress;
mod csrf;
pub mod edge;
mod flash;
mod form;
mod form_state;
pub mod hex;
mod html;
pub mod json;
mod keys;
pub mod menu;
mod page;
mod refusal;
mod right;
mod route;
mod site;
pub mod testing;
pub mod url;
mod visit;

pub use assets::routes as asset_routes;
pub use csrf::Csrf;
pub use flash::{Flash, Redirect, Tone, cookie};
pub use form::{Form, UploadedFile};
pub use form_state::FormState;
pub use html::{Html, escape};
pub use keys::{KeyError, Keys, sign};
pub use page::Page;
pub use refusal::Refusal;
pub use right::{Right, RightSet};
pub use route::{Route, is_api};
pub use site::{RegionName, Site};
pub use visit::{Tenant, Visit};

/// Random bytes from the system.
///
/// # Errors
/// [`getrandom::Error`] where the system has none.
pub fn random<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}
