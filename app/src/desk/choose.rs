//! *Catat*: every rule, those this cooperative uses most first, found by typing.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use cashbook::{Group, Rule};
use kernel::{CooperativeId, UnitCode};
use line::Refused;
use store::Reader;
use web::{Page, Refusal, Right, Route, Site, Visit};

use crate::desk::act::refusal;

/// How many rules stand under "Paling sering".
const OFTEN: usize = 8;

/// How far back "often" looks, in days.
const OFTEN_DAYS: i64 = 120;

/// The pages of this file.
pub fn routes() -> Vec<Route> {
    vec![Route::get("/k/{cooperative}/catat", Right::Record, page)]
}

#[derive(Template)]
#[template(path = "choose.html")]
struct Choose {
    groups: Vec<Heading>,
}

struct Heading {
    title: &'static str,
    term: &'static str,
    choices: Vec<Choice>,
}

struct Choice {
    label: String,
    hint: String,
    words: String,
    href: String,
}

impl Choice {
    fn of(rule: &Rule, base: &str) -> Self {
        Self {
            label: rule.label.clone(),
            hint: rule.hint.clone(),
            words: rule.phrases.join(" "),
            href: format!("{base}/catat/{}", rule.code),
        }
    }
}

fn groups(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    visit: &Visit,
) -> Result<Vec<Heading>, Refused> {
    let rules = cashbook::rules(reader, cooperative, visit.today)?;
    let used = ledger::rules_used(reader, cooperative, visit.today.plus_days(-OFTEN_DAYS), visit.today)?;
    let open = registry::units(reader, cooperative).map_err(|error| Refused::about(None, error))?;
    let mut units: Vec<UnitCode> = open.iter().map(|unit| unit.unit).collect();
    units.push(UnitCode::OFFICE);
    let base = visit.path("");
    let often = used.iter().filter_map(|(code, _)| rules.iter().find(|rule| rule.code == *code));
    let mut groups = vec![Heading {
        title: "Paling sering",
        term: "",
        choices: often.take(OFTEN).map(|rule| Choice::of(rule, &base)).collect(),
    }];
    let headings = [
        (Group::Masuk, "Uang masuk", "debet kas"),
        (Group::Keluar, "Uang keluar", "kredit kas"),
        (Group::Pindah, "Pindah tempat", ""),
        (Group::Lain, "Lainnya", "tanpa uang tunai"),
    ];
    for (group, title, term) in headings {
        let own = rules.iter().filter(|rule| rule.group == group && rule.concerns(&units));
        let mut choices: Vec<Choice> = own.map(|rule| Choice::of(rule, &base)).collect();
        if group == Group::Lain {
            choices.push(Choice {
                label: "Jurnal bebas".to_owned(),
                hint: "Untuk yang sudah paham debet dan kredit.".to_owned(),
                words: "jurnal umum memorial koreksi debet kredit".to_owned(),
                href: format!("{base}/catat/jurnal"),
            });
        }
        groups.push(Heading { title, term, choices });
    }
    groups.retain(|group| !group.choices.is_empty());
    Ok(groups)
}

async fn page(State(site): State<Site>, visit: Visit) -> Result<Response, Refusal> {
    let cooperative = visit.cooperative()?.id;
    let asked = visit.clone();
    let groups = site
        .db
        .read(move |reader| groups(reader, cooperative, &asked))
        .await
        .map_err(|refused| refusal(&refused))?;
    Ok(Page::new(&visit, "Catat").active("catat").body(&Choose { groups }))
}
