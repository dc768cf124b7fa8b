//! A form that is shown again: what was typed, and a sentence beside each field that needs mending.

use std::collections::BTreeMap;

use crate::{Form, Refusal};

/// What stands in a form. Empty for a fresh one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormState {
    /// What was typed, by field.
    pub values: BTreeMap<String, Vec<String>>,
    /// The sentence beside a field.
    pub errors: BTreeMap<String, String>,
    /// The sentence above the form, about no field in particular.
    pub message: Option<String>,
}

impl FormState {
    /// A fresh form.
    pub fn new() -> Self {
        Self::default()
    }

    /// What was sent, to be shown again.
    pub fn of(form: &Form) -> Self {
        let values = form.fields().map(|(name, values)| (name.to_owned(), values.to_vec())).collect();
        Self { values, ..Self::default() }
    }

    /// Fills a field, as when an existing row is edited.
    #[must_use]
    pub fn with(mut self, field: &str, value: impl ToString) -> Self {
        self.values.insert(field.to_owned(), vec![value.to_string()]);
        self
    }

    /// Puts a sentence beside a field; the first one stays.
    pub fn refuse(&mut self, field: &str, sentence: impl ToString) {
        self.errors.entry(field.to_owned()).or_insert_with(|| sentence.to_string());
    }

    /// Puts a refusal where it belongs: beside its field, or above the form.
    #[must_use]
    pub fn refused(mut self, refusal: &Refusal) -> Self {
        match refusal.field {
            Some(field) => self.refuse(field, &refusal.sentence),
            None => self.message = Some(refusal.sentence.clone()),
        }
        self
    }

    /// What stands in a field.
    pub fn value(&self, field: &str) -> &str {
        self.values.get(field).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// Whether a choice was made in a field.
    pub fn has(&self, field: &str, choice: &str) -> bool {
        self.values.get(field).is_some_and(|values| values.iter().any(|value| value == choice))
    }

    /// The sentence beside a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        self.errors.get(field).map(String::as_str)
    }

    /// Whether nothing needs mending.
    pub fn is_good(&self) -> bool {
        self.errors.is_empty() && self.message.is_none()
    }

    /// How many fields need mending.
    pub fn count(&self) -> usize {
        self.errors.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stays_and_says_what_to_mend() {
        let form = Form::for_tests(&[("amount", "12x"), ("unit", "1"), ("unit", "2"), ("_csrf", "rahasia")]);
        let state =
            FormState::of(&form).refused(&Refusal::bad("Tulis jumlahnya dengan angka.").field("amount"));
        assert_eq!(state.value("amount"), "12x");
        assert_eq!(state.error("amount"), Some("Tulis jumlahnya dengan angka."));
        assert!(state.has("unit", "2") && !state.has("unit", "3"));
        assert_eq!(state.value("_csrf"), "");
        assert!(!state.is_good() && FormState::new().is_good());
        assert_eq!(FormState::new().with("date", "2026-11-24").value("date"), "2026-11-24");
    }
}
