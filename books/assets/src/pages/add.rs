//! Registering an asset.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{AccountCode, BookDate, CooperativeId, EntryId, Month, Rupiah, UnitCode};
use store::Reader;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::choices::{Choices, choices};
use crate::error::AssetsError;
use crate::lives::useful_life;
use crate::register::{Acquisition, Registration, register};
use crate::rule::{Opening, Terms, accumulated};

#[derive(Template)]
#[template(path = "add.html")]
struct AddPage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    choices: Choices,
}

async fn page(site: &Site, visit: &Visit, state: &FormState) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let choices = site.db.read(move |reader| choices(reader, cooperative, today)).await?;
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::new(visit, "Daftarkan aset")
        .active("buku")
        .crumb("Aset tetap", visit.path("aset"))
        .status(status)
        .narrow()
        .body(&AddPage { visit, state, choices }))
}

/// `GET /k/{cooperative}/aset/baru`
pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let state = FormState::new().with("acquired_on", visit.today).with("origin", "recorded");
    page(&site, &visit, &state).await
}

/// What was typed, read as far as it can be without asking the books.
struct Typed {
    new: Registration,
    /// Number of the document that acquired it, or empty.
    document: String,
}

/// `POST /k/{cooperative}/aset/baru`
pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let Some(typed) = read(&form, &visit, &mut state)? else { return page(&site, &visit, &state).await };
    let act = move |tx: &mut store::Tx<'_>| {
        let mut new = typed.new.clone();
        if let Acquisition::Recorded { entry } = &mut new.acquisition {
            *entry = entry_of(tx, new.cooperative, &typed.document)?;
        }
        register(tx, &new)
    };
    match site.db.command(form.command(&visit)?, act).await {
        Ok(answer) => {
            let flash = Flash::good("Tersimpan di daftar aset.");
            Ok(Redirect::to(visit.path(&format!("aset/{}", answer.value))).with(flash).into_response())
        }
        Err(error) => {
            let mut refusal = Refusal::from(error);
            // The ledger speaks of the date of the entry, which here is that of the acquisition.
            if refusal.field == Some("date") {
                refusal.field = Some("acquired_on");
            }
            page(&site, &visit, &state.refused(&refusal)).await
        }
    }
}

/// The entry behind a document number; nothing where none was typed.
fn entry_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    document: &str,
) -> Result<Option<EntryId>, AssetsError> {
    if document.is_empty() {
        return Ok(None);
    }
    let found = ledger::entries_like(reader, cooperative, document, 20)?;
    let same = found.into_iter().find(|entry| entry.document.eq_ignore_ascii_case(document));
    same.map(|entry| Some(entry.id)).ok_or(AssetsError::Entry)
}

fn read(form: &Form, visit: &Visit, state: &mut FormState) -> Result<Option<Typed>, Refusal> {
    let account = form.text("account").parse().ok().map(AccountCode);
    if account.is_none() {
        state.refuse("account", AssetsError::Account);
    }
    let unit = UnitCode(form.text("unit").parse().unwrap_or(-1));
    let acquired_on = BookDate::parse_human(form.text("acquired_on"))
        .map_err(|error| state.refuse("acquired_on", error))
        .ok();
    let cost = Rupiah::parse(form.text("cost")).map_err(|error| state.refuse("cost", error)).ok();
    let residual = amount_or_zero(form, "residual", state);
    let acquisition = acquisition(form, state);
    let (Some(account), Some(acquired_on), Some(cost), Some(residual), Some(acquisition)) =
        (account, acquired_on, cost, residual, acquisition)
    else {
        return Ok(None);
    };
    let Some(life_months) = life_months(form, account, acquired_on, state) else { return Ok(None) };
    let mut terms = Terms { acquired_on, cost, residual, life_months, opening: None };
    match opening(form, &terms, state) {
        Some(opening) => terms.opening = opening,
        None => return Ok(None),
    }
    let new = Registration {
        cooperative: visit.cooperative()?.id,
        name: form.text("name").to_owned(),
        account,
        unit,
        terms,
        acquisition,
        note: form.text("note").to_owned(),
        voucher: None,
        by: visit.user()?,
        at: visit.now,
    };
    Ok(Some(Typed { new, document: form.text("document").to_owned() }))
}

/// An amount that may be left empty or 0.
fn amount_or_zero(form: &Form, field: &str, state: &mut FormState) -> Option<Rupiah> {
    match form.text(field) {
        "" | "0" => Some(Rupiah::ZERO),
        typed => Rupiah::parse(typed).map_err(|error| state.refuse(field, error)).ok(),
    }
}

/// The life that was typed in years and months; the usual one where both are empty.
fn life_months(form: &Form, account: AccountCode, date: BookDate, state: &mut FormState) -> Option<i64> {
    let number = |text: &str| text.parse::<i64>().ok().filter(|number| (0..=600).contains(number));
    match form.text("life_months") {
        "" => match useful_life(account, date) {
            Some(usual) => Some(usual.months),
            None => {
                state.refuse("life_months", AssetsError::Life);
                None
            }
        },
        typed => {
            let months = number(typed);
            if months.is_none() {
                state.refuse("life_months", AssetsError::Life);
            }
            months
        }
    }
}

fn acquisition(form: &Form, state: &mut FormState) -> Option<Acquisition> {
    match form.text("origin") {
        "paid" => {
            let place = form.text("place").parse().ok().map(AccountCode);
            if place.is_none() {
                state.refuse("place", AssetsError::Place);
            }
            place.map(|place| Acquisition::Paid { place })
        }
        "recorded" => Some(Acquisition::Recorded { entry: None }),
        "grant" => Some(Acquisition::Grant),
        _ => {
            state.refuse("origin", "Pilih bagaimana barang ini diperoleh.");
            None
        }
    }
}

/// What was depreciated before the books; by the rule where only the month was typed.
fn opening(form: &Form, terms: &Terms, state: &mut FormState) -> Option<Option<Opening>> {
    let amount = amount_or_zero(form, "opening_amount", state)?;
    let through = match (form.text("opening_through"), amount) {
        ("", Rupiah::ZERO) => return Some(None),
        ("", _) => {
            state.refuse("opening_through", "Pilih sampai bulan mana sudah disusutkan.");
            return None;
        }
        (typed, _) => Month::parse(typed).map_err(|error| state.refuse("opening_through", error)).ok()?,
    };
    let amount = if form.text("opening_amount").is_empty() { accumulated(terms, through) } else { amount };
    Some(Some(Opening { through, amount }))
}
