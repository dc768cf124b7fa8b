//! Where the chair agrees to what everybody may see.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use registry::Unit;
use web::{Flash, Form, FormState, Page, Redirect, Refusal, Site, Visit};

use super::status;
use crate::error::HandoverError;
use crate::profile::{Figure, Profile, publish};
use crate::public::{Face, face};

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsForm<'p> {
    visit: &'p Visit,
    state: &'p FormState,
    face: &'p Face,
    agreed_by: String,
}

impl SettingsForm<'_> {
    fn figures(&self) -> [Figure; 5] {
        Figure::ALL
    }

    fn hours(&self, unit: &Unit) -> &str {
        self.state.value(&format!("hours-{}", unit.unit.0))
    }
}

async fn page(site: &Site, visit: &Visit, state: Option<FormState>) -> Result<Response, Refusal> {
    let (id, today) = (visit.cooperative()?.id, visit.today);
    let face = site.db.read(move |reader| face(reader, id, today)).await?;
    let mut agreed_by = String::new();
    if let Some(profile) = &face.profile {
        let by = profile.agreed_by;
        let found = site.db.read(move |reader| access::user_names(reader, &[by])).await?;
        agreed_by = found.into_values().next().unwrap_or_default();
    }
    let state = state.unwrap_or_else(|| filled(&face));
    let body = SettingsForm { visit, state: &state, face: &face, agreed_by };
    Ok(Page::new(visit, "Halaman umum").active("pengaturan").narrow().status(status(&state)).body(&body))
}

/// The form as the cooperative agreed last.
fn filled(face: &Face) -> FormState {
    let mut state = FormState::new();
    if let Some(profile) = &face.profile {
        state = state.with("about", &profile.about);
        for (unit, hours) in &profile.hours {
            state = state.with(&format!("hours-{}", unit.0), hours);
        }
        let codes = profile.figures.iter().map(|figure| figure.code().to_owned()).collect();
        state.values.insert("figure".to_owned(), codes);
    }
    state
}

/// `GET /k/{cooperative}/halaman-umum`
pub(super) async fn open(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    page(&site, &visit, None).await
}

/// `POST /k/{cooperative}/halaman-umum`
pub(super) async fn save(State(site): State<Site>, visit: Visit, form: Form) -> Result<Response, Refusal> {
    let id = visit.cooperative()?.id;
    let units = site.db.read(move |reader| Ok::<_, HandoverError>(registry::units(reader, id)?)).await?;
    let chosen = form.list("figure");
    let profile = Profile {
        about: form.text("about").to_owned(),
        hours: units
            .iter()
            .map(|unit| (unit.unit, form.text(&format!("hours-{}", unit.unit.0)).to_owned()))
            .collect(),
        figures: Figure::ALL.into_iter().filter(|figure| chosen.contains(&figure.code())).collect(),
        agreed_by: visit.user()?,
        agreed_at: visit.now,
    };
    match site.db.command(form.command(&visit)?, move |tx| publish(tx, id, &profile)).await {
        Ok(_) => {
            let flash = Flash::good("Tersimpan. Di bawah ini halamannya seperti yang dilihat umum.");
            Ok(Redirect::to(visit.path("halaman-umum")).with(flash).into_response())
        }
        Err(error) => page(&site, &visit, Some(FormState::of(&form).refused(&error.into()))).await,
    }
}
