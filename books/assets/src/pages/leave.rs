//! An asset leaves: disposal, or struck out because it was registered by mistake.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::{AccountCode, BookDate, Rupiah};
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::Named;
use super::choices::{Choice, choices};
use crate::asset::{Asset, AssetId};
use crate::dispose::{Disposed, Disposing, dispose};
use crate::error::AssetsError;
use crate::list::{list, one};
use crate::register;

#[derive(Template)]
#[template(path = "leave.html")]
struct LeavePage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    asset: Asset,
    book_value: Rupiah,
    places: Vec<Choice>,
}

async fn page(site: &Site, visit: &Visit, id: AssetId, state: &FormState) -> Result<Response, Refusal> {
    let (cooperative, today) = (visit.cooperative()?.id, visit.today);
    let (asset, book_value, places) = site
        .db
        .read(move |reader| {
            let asset = one(reader, cooperative, id)?.ok_or(AssetsError::NoSuchAsset)?;
            let lines = list(reader, cooperative, today)?;
            let line = lines.iter().find(|line| line.asset.id == id);
            let book_value = line.map_or(Rupiah::ZERO, |line| line.book_value);
            let places = choices(reader, cooperative, today)?.places;
            Ok::<_, AssetsError>((asset, book_value, places))
        })
        .await?;
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let back = visit.path(&format!("aset/{id}"));
    Ok(Page::new(visit, "Lepas aset")
        .active("buku")
        .crumb("Aset tetap", visit.path("aset"))
        .crumb(asset.name.clone(), back)
        .status(status)
        .narrow()
        .body(&LeavePage { visit, state, asset, book_value, places }))
}

/// `GET /k/{cooperative}/aset/{asset}/lepas`
pub(super) async fn open(State(site): State<Site>, visit: Visit, named: Named) -> Result<Response, Refusal> {
    let state = FormState::new().with("date", visit.today).with("proceeds", "0");
    page(&site, &visit, named.asset(), &state).await
}

/// `POST /k/{cooperative}/aset/{asset}/lepas`
pub(super) async fn save(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let date = BookDate::parse_human(form.text("date")).map_err(|error| state.refuse("date", error)).ok();
    let proceeds = match form.text("proceeds") {
        "" | "0" => Some(Rupiah::ZERO),
        typed => Rupiah::parse(typed).map_err(|error| state.refuse("proceeds", error)).ok(),
    };
    let (Some(date), Some(proceeds)) = (date, proceeds) else {
        return page(&site, &visit, named.asset(), &state).await;
    };
    let act = Disposing {
        cooperative: visit.cooperative()?.id,
        asset: named.asset(),
        date,
        proceeds,
        place: form.text("place").parse().ok().map(AccountCode),
        reason: form.text("reason").to_owned(),
        voucher: None,
        by: visit.user()?,
        at: visit.now,
    };
    match site.db.command(form.command(&visit)?, move |tx| dispose(tx, &act)).await {
        Ok(answer) => {
            let flash = Flash::good(said(&answer.value));
            Ok(Redirect::to(visit.path(&format!("aset/{}", named.asset()))).with(flash).into_response())
        }
        Err(error) => page(&site, &visit, named.asset(), &state.refused(&error.into())).await,
    }
}

fn said(disposed: &Disposed) -> String {
    let result = match disposed.result.0 {
        0 => "tanpa laba atau rugi".to_owned(),
        1.. => format!("laba {}", disposed.result),
        _ => format!("rugi {}", disposed.result.abs()),
    };
    format!("Dilepas dengan bukti {}, {result}.", disposed.document)
}

#[derive(Template)]
#[template(path = "strike.html")]
struct StrikePage<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    asset: Asset,
}

async fn strike_page(
    site: &Site,
    visit: &Visit,
    id: AssetId,
    state: &FormState,
) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let asset = site.db.read(move |reader| one(reader, cooperative, id)).await?;
    let asset = asset.ok_or_else(|| Refusal::from(AssetsError::NoSuchAsset))?;
    let status = if state.is_good() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::new(visit, "Coret dari daftar")
        .active("buku")
        .crumb("Aset tetap", visit.path("aset"))
        .crumb(asset.name.clone(), visit.path(&format!("aset/{id}")))
        .status(status)
        .narrow()
        .body(&StrikePage { visit, state, asset }))
}

/// `GET /k/{cooperative}/aset/{asset}/coret`
pub(super) async fn open_strike(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
) -> Result<Response, Refusal> {
    strike_page(&site, &visit, named.asset(), &FormState::new()).await
}

/// `POST /k/{cooperative}/aset/{asset}/coret`
pub(super) async fn strike(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let (cooperative, who) = (visit.cooperative()?.id, (visit.user()?, visit.now));
    let reason = form.text("reason").to_owned();
    let act = move |tx: &mut store::Tx<'_>| register::strike(tx, cooperative, named.asset(), &reason, who);
    match site.db.command(form.command(&visit)?, act).await {
        Ok(_) => {
            let flash = Flash::good("Dicoret dari daftar aset.");
            Ok(Redirect::to(visit.path("aset")).with(flash).into_response())
        }
        Err(error) => {
            let state = FormState::of(&form).refused(&error.into());
            strike_page(&site, &visit, named.asset(), &state).await
        }
    }
}
