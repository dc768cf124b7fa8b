//! What will happen, in plain words, before it is saved.

use kernel::AccountCode;
use ledger::Chart;

use crate::record::Record;
use crate::vocabulary::Rule;

/// What the officers call a place of money: "Kas", "Bank".
pub fn money_place(chart: &Chart, place: AccountCode) -> String {
    chart.name(place)
}

/// The sentence of a rule with what was filled in: "Kas bertambah Rp120.000; …".
pub fn preview(rule: &Rule, chart: &Chart, record: &Record, unit_name: &str) -> String {
    let who = record.party.as_ref().map_or("mitra", |party| party.name.as_str());
    let months = match record.months {
        Some((from, through)) if from == through => from.short(),
        Some((from, through)) => format!("{} – {}", from.short(), through.short()),
        None => String::new(),
    };
    let text = rule
        .sentence
        .replace("{amount}", &record.amount.to_string())
        .replace("{place}", &money_place(chart, record.place))
        .replace("{who}", who)
        .replace("{unit}", unit_name)
        .replace("{months}", &months);
    // A place in the middle of a sentence is written small: "Kas berkurang …; bank bertambah …".
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
