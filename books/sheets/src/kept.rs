//! Which sheets of a workbook keep the book that is brought in.
//!
//! One file often holds them all: a sheet for the bank, one for the cash box, one for each
//! unit. A sheet that calls itself another book is never read into this one: beside sheets of
//! this book it is told and left out, alone it is asked about. "Buku kas" is what any such
//! book is called, so it contradicts nothing.

use serde::{Deserialize, Serialize};
use spreadsheet::{Cell, Row};

use crate::words::words;

/// The book that the person chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeptBook {
    /// Cash of the office.
    Cash,
    /// The bank account.
    Bank,
    /// The cash of a unit, by its name.
    Unit(String),
}

/// What a sheet calls itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Called {
    /// Nothing that tells: "Juli 26", "Sheet1".
    #[default]
    Nothing,
    /// A cash book.
    Cash,
    /// A bank book.
    Bank,
    /// The book of a unit, with the words that name it.
    Unit(Vec<String>),
    /// The tab says one thing and the title another.
    Unsure,
}

/// How well a sheet fits the chosen book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// It calls itself so.
    Same,
    /// It says nothing against it.
    Open,
    /// It is another book if there is one that calls itself so.
    Weak,
    /// It calls itself another book.
    Other,
}

/// What becomes of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// It is read.
    Kept,
    /// It is another book of the same file.
    LeftOut,
    /// A person must say.
    Asked,
}

/// What a sheet is called by its tab, or by its title where the tab does not tell.
pub(crate) fn called(tab: &str, title: Option<&str>) -> Called {
    match (of_text(tab), title.map(of_text).unwrap_or_default()) {
        // A title is copied from sheet to sheet, a tab is not.
        (Called::Cash, Called::Bank) => Called::Unsure,
        (Called::Cash, Called::Unit(named)) => Called::Unit(named),
        (Called::Nothing, title) => title,
        (tab, _) => tab,
    }
}

fn of_text(text: &str) -> Called {
    const UNITS: [&str; 12] = [
        "unit", "gerai", "brilink", "agen", "apotek", "apotik", "klinik", "lpg", "sembako", "toko",
        "waserda", "warung",
    ];
    const GENERAL: [&str; 6] = ["buku", "kas", "laporan", "unit", "usaha", "bulan"];
    let said = words(text);
    let has = |wanted: &[&str]| said.iter().any(|word| wanted.contains(&word.as_str()));
    match (has(&["bank"]), has(&["kas", "tunai"]), has(&UNITS)) {
        (true, true, _) => Called::Nothing,
        (true, false, _) => Called::Bank,
        (_, _, true) => {
            Called::Unit(said.into_iter().filter(|word| !GENERAL.contains(&word.as_str())).collect())
        }
        (_, true, _) => Called::Cash,
        _ => Called::Nothing,
    }
}

/// Whether the tab or a line above the table calls the sheet a summary or a list: a trial balance has
/// the same headings as a cash book, and the other meaning of debit.
pub(crate) fn is_called_a_list(tab: &str, above: &[Row]) -> bool {
    const LISTS: [&str; 16] = [
        "neraca",
        "rekap",
        "rekapitulasi",
        "ringkasan",
        "daftar",
        "laba",
        "rugi",
        "phu",
        "shu",
        "perhitungan",
        "inventaris",
        "anggaran",
        "rab",
        "piutang",
        "hutang",
        "utang",
    ];
    let begins = |text: &str| words(text).iter().take(2).any(|word| LISTS.contains(&word.as_str()));
    let says = |cell: &Cell| matches!(cell, Cell::Text(text) if begins(text));
    begins(tab) || above.iter().flat_map(|row| &row.cells).any(says)
}

/// What becomes of each sheet, in the order given.
pub(crate) fn places(book: &KeptBook, sheets: &[Called]) -> Vec<Place> {
    let fits: Vec<Fit> = sheets.iter().map(|called| fit(book, called)).collect();
    let has_own = fits.contains(&Fit::Same);
    let place = |fit: &Fit| match (fit, has_own) {
        (Fit::Same | Fit::Open, _) | (Fit::Weak, false) => Place::Kept,
        (Fit::Weak | Fit::Other, true) => Place::LeftOut,
        (Fit::Other, false) => Place::Asked,
    };
    let mut places: Vec<Place> = fits.iter().map(place).collect();
    for (place, called) in places.iter_mut().zip(sheets) {
        if *called == Called::Unsure {
            *place = Place::Asked;
        }
    }
    places
}

fn fit(book: &KeptBook, called: &Called) -> Fit {
    match (book, called) {
        (_, Called::Nothing | Called::Unsure) => Fit::Open,
        (KeptBook::Cash, Called::Cash) | (KeptBook::Bank, Called::Bank) => Fit::Same,
        (KeptBook::Unit(name), Called::Unit(said)) => {
            let name = words(name);
            let is_same = said.iter().any(|word| word.len() > 2 && name.contains(word));
            if is_same { Fit::Same } else { Fit::Weak }
        }
        (KeptBook::Bank | KeptBook::Unit(_), Called::Cash) => Fit::Weak,
        _ => Fit::Other,
    }
}

impl KeptBook {
    /// As officers call it.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Cash => "buku kas".to_owned(),
            Self::Bank => "buku bank".to_owned(),
            Self::Unit(name) => format!("buku unit {name}"),
        }
    }
}

impl Called {
    /// As officers call it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Bank => "buku bank",
            Self::Unit(_) => "buku unit usaha",
            _ => "buku lain",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_is_called_by_its_tab_and_then_by_its_title() {
        assert_eq!(called("BANK", Some("BUKU KAS UMUM")), Called::Bank);
        assert_eq!(called("Juli 26", Some("BUKU BANK")), Called::Bank);
        assert_eq!(
            called("Juli 26", Some("BUKU KAS UNIT BRILINK")),
            Called::Unit(vec!["brilink".to_owned()])
        );
        assert_eq!(called("KAS", Some("BUKU BANK")), Called::Unsure);
        assert_eq!(called("Juli 26", Some("BUKU KAS/BANK")), Called::Nothing);
    }

    #[test]
    fn other_books_of_a_file_are_left_out_and_a_lone_other_book_is_asked_about() {
        let all = [Called::Cash, Called::Bank, Called::Unit(vec!["brilink".to_owned()]), Called::Nothing];
        use Place::{Asked, Kept, LeftOut};
        assert_eq!(places(&KeptBook::Cash, &all), [Kept, LeftOut, LeftOut, Kept]);
        assert_eq!(places(&KeptBook::Bank, &all), [LeftOut, Kept, LeftOut, Kept]);
        assert_eq!(places(&KeptBook::Unit("Agen Brilink".to_owned()), &all), [LeftOut, LeftOut, Kept, Kept]);
        assert_eq!(places(&KeptBook::Cash, &[Called::Bank]), [Asked]);
        assert_eq!(places(&KeptBook::Bank, &[Called::Cash]), [Kept]);
    }
}
