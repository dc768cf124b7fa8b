//! Reads the fields that several forms share; a fault is put beside its field.

use kernel::BookDate;
use web::{Form, FormState};

use crate::Paper;

/// What was typed, or nothing.
pub(super) fn text(form: &Form, field: &str) -> Option<String> {
    Some(form.text(field)).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A date that may stay empty.
pub(super) fn date(form: &Form, state: &mut FormState, field: &str) -> Option<BookDate> {
    let typed = form.text(field);
    if typed.is_empty() {
        return None;
    }
    BookDate::parse_human(typed).map_err(|error| state.refuse(field, error)).ok()
}

/// A paper: number and date, or neither.
pub(super) fn paper(
    form: &Form,
    state: &mut FormState,
    number_field: &str,
    date_field: &str,
) -> Option<Paper> {
    let number = text(form, number_field);
    let date = date(form, state, date_field);
    match (number, date) {
        (Some(number), Some(date)) => Some(Paper { number, date }),
        (Some(_), None) => {
            state.refuse(date_field, "Isi tanggal suratnya juga.");
            None
        }
        (None, Some(_)) => {
            state.refuse(number_field, "Isi nomor suratnya juga.");
            None
        }
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_has_a_number_and_a_date() {
        let read = |number: &str, date: &str| {
            let form = Form::for_tests(&[("deed_number", number), ("deed_date", date)]);
            let mut state = FormState::of(&form);
            let paper = paper(&form, &mut state, "deed_number", "deed_date");
            (paper.is_some(), state.errors.into_keys().collect::<Vec<_>>())
        };
        assert_eq!(read("12", "2025-06-10"), (true, vec![]));
        assert_eq!(read(" ", ""), (false, vec![]));
        assert_eq!(read("12", ""), (false, vec!["deed_date".to_owned()]));
        assert_eq!(read("", "2025-06-10"), (false, vec!["deed_number".to_owned()]));
        assert_eq!(read("12", "31/2/2025"), (false, vec!["deed_date".to_owned()]));
    }
}
