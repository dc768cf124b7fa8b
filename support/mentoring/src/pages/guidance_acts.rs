//! What is done on the page *Pendampingan*: the cooperative asks and answers, the mentor follows up.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use web::{Flash, Form, FormState, Redirect, Refusal, Right, Site, Visit};

use super::guidance::page;
use super::{Named, by, opened_file};
use crate::{
    ActionId, MentoringError, NewAnswer, Topic, VisitId, actions, answer, answer_help, answers, ask_help,
    cancel, close, escalate, hand_back, settle,
};

/// Back to the page after an act, or the page again with what was refused.
async fn after(
    (site, visit, form): (&Site, &Visit, &Form),
    done: Result<(), MentoringError>,
    said: &str,
) -> Result<Response, Refusal> {
    match done {
        Ok(()) => {
            let path = visit.path("pendampingan");
            Ok(Redirect::to(path).with(Flash::good(said)).into_response())
        }
        Err(error) => page(site, visit, &FormState::of(form).refused(&error.into())).await,
    }
}

/// `POST /k/{cooperative}/pendampingan/bantuan`
pub(super) async fn ask(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let (cooperative, by) = (visit.cooperative()?.id, by(&visit)?);
    let Some(topic) = Topic::parse(form.text("topic")) else {
        let error = MentoringError::NoChoice { what: "bidangnya", field: "topic" };
        return after((&site, &visit, &form), Err(error), "").await;
    };
    let question = form.text("question").to_owned();
    let act = move |tx: &mut store::Tx<'_>| ask_help(tx, cooperative, (topic, &question), by);
    let done = site.db.command(form.command(&visit)?, act).await.map(drop);
    after((&site, &visit, &form), done, "Permintaan terkirim ke pendamping.").await
}

/// `POST /k/{cooperative}/pendampingan/jawab`: to a visit, or to an action of it, with a proof.
pub(super) async fn reply(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let (cooperative, by) = (visit.cooperative()?.id, by(&visit)?);
    let number = |field: &str| form.text(field).parse::<i64>().ok();
    let proof = match opened_file(form.file("proof")).await {
        Ok(proof) => proof,
        Err(refusal) => return page(&site, &visit, &FormState::of(&form).refused(&refusal)).await,
    };
    let new = NewAnswer {
        visit: VisitId(number("visit").ok_or(MentoringError::NoSuchVisit)?),
        action: number("action").map(ActionId),
        words: form.text("words").to_owned(),
        proof,
    };
    let act = move |tx: &mut store::Tx<'_>| answer(tx, cooperative, &new, by);
    let done = site.db.command(form.command(&visit)?, act).await.map(drop);
    after((&site, &visit, &form), done, "Jawaban terkirim.").await
}

/// `POST /k/{cooperative}/pendampingan/bantuan/{number}`
pub(super) async fn answer_request(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let (cooperative, by) = (visit.cooperative()?.id, by(&visit)?);
    let words = form.text("answer").to_owned();
    let act = move |tx: &mut store::Tx<'_>| answer_help(tx, cooperative, named.number, &words, by);
    let done = site.db.command(form.command(&visit)?, act).await.map(drop);
    after((&site, &visit, &form), done, "Permintaan dijawab.").await
}

/// `POST /k/{cooperative}/pendampingan/tindak/{number}`: closes, cancels or hands on, as the button says.
pub(super) async fn follow_up(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let (cooperative, by, id) = (visit.cooperative()?.id, by(&visit)?, ActionId(named.number));
    let is_city = visit.may(Right::ManageRegion);
    let (note, choice) = (form.text("note").to_owned(), form.text("putusan").to_owned());
    let said = match choice.as_str() {
        "selesai" => "Tindak lanjut selesai.",
        "batal" => "Tindak lanjut dibatalkan.",
        "kembalikan" => "Jawaban dinas tersimpan; tindak lanjut kembali ke pendamping.",
        _ => "Tindak lanjut diteruskan ke dinas.",
    };
    let act = move |tx: &mut store::Tx<'_>| -> Result<(), MentoringError> {
        match choice.as_str() {
            "selesai" => {
                // The last proof that the cooperative has sent for it is the proof.
                let mine = answers(tx, cooperative)?.into_iter().filter(|one| one.action == Some(id));
                let proof = mine.filter_map(|one| one.document).next_back();
                close(tx, cooperative, id, (proof, &note), by)
            }
            "batal" => cancel(tx, cooperative, id, &note, by),
            "teruskan" => escalate(tx, cooperative, id, &note, by),
            "kembalikan" if is_city => hand_back(tx, cooperative, id, &note, by),
            _ => match actions(tx, cooperative)?.iter().any(|action| action.id == id) {
                true => Err(MentoringError::NoChoice { what: "putusannya", field: "note" }),
                false => Err(MentoringError::NoSuchAction),
            },
        }
    };
    let done = site.db.command(form.command(&visit)?, act).await.map(drop);
    after((&site, &visit, &form), done, said).await
}

/// `POST /k/{cooperative}/pendampingan/pilih/{number}`: ends a conflict.
pub(super) async fn choose(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    form: Form,
) -> Result<Response, Refusal> {
    let (cooperative, by, id) = (visit.cooperative()?.id, by(&visit)?, VisitId(named.number));
    let chosen = form.text("revision").parse().map_err(|_| MentoringError::NoSuchRevision)?;
    let findings = form.text("findings").to_owned();
    let act = move |tx: &mut store::Tx<'_>| settle(tx, cooperative, id, (chosen, &findings), by);
    let done = site.db.command(form.command(&visit)?, act).await.map(drop);
    after((&site, &visit, &form), done, "Versi dipilih. Versi lain tetap tersimpan.").await
}
