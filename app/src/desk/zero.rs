//! Saying that nothing happened in a month: a zero that is known, not one that is guessed.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::Month;
use web::{Flash, Form, Redirect, Refusal, Right, Route, Site, Visit};

use crate::desk::closing;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![Route::post("/k/{cooperative}/lapor-nihil", Right::CloseMonth, declare)]
}

async fn declare(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let (cooperative, by, at) = (visit.cooperative()?.id, visit.user()?, visit.now);
    let Ok(month) = Month::parse(form.text("month")) else {
        return closing::show(&site, &visit, Some("Pilih bulan yang nihil.".to_owned())).await;
    };
    let command = form.command(&visit)?;
    match site.db.command(command, move |tx| activity::declare_zero(tx, cooperative, month, by, at)).await {
        Ok(_) => {
            let said = Flash::good(format!("{} dilaporkan nihil.", month.long()));
            Ok(Redirect::to(visit.path("tutup-bulan")).with(said).into_response())
        }
        Err(refused) => closing::show(&site, &visit, Some(refused.to_string())).await,
    }
}
