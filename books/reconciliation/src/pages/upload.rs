//! A bank statement comes in.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::{BookDate, Rupiah};
use web::{Flash, Form, FormState, Redirect, Refusal, Site, Visit};

use super::{Named, month};
use crate::error::ReconciliationError;
use crate::import::{Imported, Opened, Pending, Upload, check_bank, import, open};
use crate::tables;

/// `POST /k/{cooperative}/cocokkan/{account}/{month}/unggah`
pub(super) async fn save(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let mut state = FormState::of(&form);
    let place = (named.account(), named.month()?);
    let Some(upload) = read(&form, &visit, &named, &mut state)? else {
        return month::page(&site, &visit, place, &state).await;
    };
    let asked = upload.clone();
    match site.db.read(move |reader| open(reader, &asked)).await {
        Ok(opened) => take_in(&site, &visit, &form, opened, place, &state).await,
        Err(ReconciliationError::UnknownLayout) => keep(&site, &visit, upload).await,
        Err(error) => month::page(&site, &visit, place, &state.refused(&error.into())).await,
    }
}

fn read(form: &Form, visit: &Visit, named: &Named, state: &mut FormState) -> Result<Option<Upload>, Refusal> {
    let file = form.file("file").filter(|file| !file.bytes.is_empty());
    if file.is_none() {
        state.refuse("file", ReconciliationError::NoFile);
    }
    let through =
        BookDate::parse_human(form.text("through")).map_err(|error| state.refuse("through", error)).ok();
    let closing = match form.text("closing") {
        "" => Some(None),
        "0" => Some(Some(Rupiah::ZERO)),
        typed => Rupiah::parse(typed).map(Some).map_err(|error| state.refuse("closing", error)).ok(),
    };
    let (Some(file), Some(through), Some(closing)) = (file, through, closing) else { return Ok(None) };
    Ok(Some(Upload {
        cooperative: visit.cooperative()?.id,
        account: named.account(),
        name: file.name.clone(),
        bytes: file.bytes.clone(),
        through,
        closing,
        by: visit.user()?,
        at: visit.now,
    }))
}

async fn take_in(
    site: &Site,
    visit: &Visit,
    form: &Form,
    opened: Opened,
    place: (kernel::AccountCode, kernel::Month),
    state: &FormState,
) -> Result<Response, Refusal> {
    match site.db.command(form.command(visit)?, move |tx| import(tx, &opened)).await {
        Ok(answer) => Ok(taken_in(visit, place.0, &answer.value)),
        Err(error) => month::page(site, visit, place, &state.clone().refused(&error.into())).await,
    }
}

/// Goes on at the month of the last line.
pub(super) fn taken_in(visit: &Visit, account: kernel::AccountCode, imported: &Imported) -> Response {
    let Imported { added, known, last_date, gap, .. } = imported;
    let known = match known {
        0 => String::new(),
        known => format!(" {known} baris sudah ada dari berkas sebelumnya."),
    };
    let flash = match gap {
        None => Flash::good(format!("{added} baris rekening koran masuk.{known}")),
        Some(row) => Flash::look(format!(
            "{added} baris rekening koran masuk.{known} Saldo berjalan tidak runut mulai baris {row}: \
             periksa apakah ada baris yang hilang di berkasnya."
        )),
    };
    let path = visit.path(&format!("cocokkan/{account}/{}", last_date.month_of()));
    Redirect::to(path).with(flash).into_response()
}

/// Keeps a file whose columns nobody has shown yet, and asks for them.
async fn keep(site: &Site, visit: &Visit, upload: Upload) -> Result<Response, Refusal> {
    let account = upload.account;
    site.db
        .write(move |tx| {
            check_bank(tx, upload.cooperative, upload.account, upload.through)?;
            let Upload { name, bytes, through, closing, .. } = upload.clone();
            let pending = Pending { name, bytes, through, closing };
            let key = (upload.cooperative, upload.account);
            tables::keep_pending(tx, key, &pending, (upload.by, upload.at))?;
            Ok::<_, ReconciliationError>(())
        })
        .await?;
    Ok(Redirect::to(visit.path(&format!("cocokkan/{account}/kolom"))).into_response())
}
