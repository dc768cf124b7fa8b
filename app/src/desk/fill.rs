//! From a form to a filled-in rule, with a sentence beside each field that cannot be read.

use kernel::{AccountCode, BookDate, CooperativeId, Month, PartyId, Rupiah, UnitCode};
use ledger::Activity;
use line::Refused;
use web::{Form, FormState, Visit};

use crate::desk::act::{Filled, begun, refusal};
use crate::desk::people::{Person, meant};

/// What a form holds, or the state to show it again with.
pub fn read(
    form: &Form,
    visit: &Visit,
    cooperative: CooperativeId,
    rule: &cashbook::Rule,
    people: &[Person],
) -> Result<Filled, Vec<Refused>> {
    let mut refused = Vec::new();
    let mut keep =
        |field: &'static str, sentence: String| refused.push(Refused::about(Some(field), sentence));

    let amount = Rupiah::parse(form.text("amount")).map_err(|error| keep("amount", error.to_string())).ok();
    let date = day(form, visit).map_err(|sentence| keep("date", sentence)).ok();
    let place = place(form, rule)
        .ok_or(())
        .map_err(|()| keep("place", "Pilih tempat uangnya: kas atau bank.".to_owned()))
        .ok();
    let months = months(form).map_err(|sentence| keep("months", sentence)).ok();
    let by = visit.user().map_err(|_| keep("amount", "Masuk dulu, lalu simpan lagi.".to_owned())).ok();
    let party = meant(people, form.text("party")).map_err(|refusal| refused.push(refusal)).ok();

    match (amount, date, place, months, by, party) {
        (Some(amount), Some(date), Some(place), Some(months), Some(by), Some(party)) => Ok(Filled {
            cooperative,
            rule: rule.code.clone(),
            amount,
            date,
            place,
            party,
            unit: unit(form),
            months,
            activity: activity(form),
            note: form.text("note").to_owned(),
            proof: None,
            by,
            at: visit.now,
        }),
        _ => Err(refused),
    }
}

fn day(form: &Form, visit: &Visit) -> Result<BookDate, String> {
    let date = BookDate::parse_human(form.text("date")).map_err(|error| error.to_string())?;
    begun(date, visit).map_err(|refused| refused.sentence)
}

fn place(form: &Form, rule: &cashbook::Rule) -> Option<AccountCode> {
    match form.text("place") {
        "" if !rule.asks_place() => Some(AccountCode(11_100)),
        text => text.parse().ok().map(AccountCode),
    }
}

fn unit(form: &Form) -> UnitCode {
    // What is no number is no unit either: the ledger says so.
    match form.text("unit") {
        "" => UnitCode::OFFICE,
        text => UnitCode(text.parse().unwrap_or(-1)),
    }
}

fn activity(form: &Form) -> Activity {
    match form.text("activity") {
        "A" => Activity::Member,
        "N" => Activity::NonMember,
        _ => Activity::None,
    }
}

/// First and last month; the last may be left out.
fn months(form: &Form) -> Result<Option<(Month, Month)>, String> {
    let parse = |text: &str| Month::parse(text).map_err(|error| error.to_string());
    match (form.text("month_from"), form.text("month_through")) {
        ("", "") => Ok(None),
        ("", through) => parse(through).map(|month| Some((month, month))),
        (from, "") => parse(from).map(|month| Some((month, month))),
        (from, through) => Ok(Some((parse(from)?, parse(through)?))),
    }
}

/// The member or partner of a link such as `?anggota=17`.
pub fn parse_party(text: &str) -> Option<PartyId> {
    text.parse().ok().map(PartyId)
}

/// A form with what was typed and the refusals beside their fields.
pub fn state(form: &Form, refused: &[Refused]) -> FormState {
    refused.iter().fold(FormState::of(form), |state, refused| state.refused(&refusal(refused)))
}
