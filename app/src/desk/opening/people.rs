//! Whom a row of an officer's list means.

use import::{Found, People, Person};
use kernel::{BookDate, Month, fold};
use sheets::DateHints;
use spreadsheet::Cell;

/// The register, asked by number or name.
pub struct Register(People);

impl Register {
    /// Members, who waits to become one, and partners.
    pub fn new(people: Vec<Person>) -> Self {
        Self(People::new(people))
    }

    /// The one whom a row means.
    ///
    /// # Errors
    /// Why nobody is found, as a sentence.
    pub fn find(&self, number: Option<i64>, name: &str) -> Result<&Person, String> {
        let Some(number) = number else { return self.by_name(name) };
        let found = self.0.iter().find(|person| person.member && person.number == Some(number));
        let found = found.ok_or_else(|| {
            format!("Nomor anggota {number} belum ada. Betulkan nomornya, atau terima dulu anggotanya.")
        })?;
        let typed = name_words(name);
        if !typed.is_empty() && name_words(&found.name).iter().all(|word| !typed.contains(word)) {
            return Err(format!(
                "Nomor anggota {number} adalah {}, bukan “{name}”. Betulkan nomor atau namanya.",
                found.name
            ));
        }
        Ok(found)
    }

    fn by_name(&self, name: &str) -> Result<&Person, String> {
        let words = name_words(name);
        if words.is_empty() {
            return Err("Tulis nomor atau nama anggotanya.".to_owned());
        }
        let asked: Vec<&str> = words.iter().map(String::as_str).collect();
        let several =
            || format!("Ada beberapa orang yang cocok dengan “{name}”. Tulis nomor anggotanya di depan.");
        match self.0.find(&asked, true, true) {
            Found::Several(_) => Err(several()),
            Found::One(id, _) => {
                let person = self.0.iter().find(|person| person.id == id);
                // Siti Rahma is not the only Siti there is, though she may be the only one in the register.
                person
                    .filter(|person| {
                        let known = name_words(&person.name);
                        words.iter().all(|word| known.contains(word))
                    })
                    .ok_or_else(|| unknown(name))
            }
            Found::Nobody => Err(unknown(name)),
        }
    }
}

fn unknown(name: &str) -> String {
    format!("“{name}” belum ada di daftar anggota. Betulkan namanya, atau terima dulu orangnya.")
}

/// The words of a name without forms of address: those are what an index of it leaves out.
fn name_words(name: &str) -> Vec<String> {
    let person = Person { id: kernel::PartyId(0), name: name.to_owned(), number: None, member: false };
    let index = People::new(vec![person]);
    fold(name).split(' ').filter(|word| index.is_name(word)).map(str::to_owned).collect()
}

/// A month as officers write it: `Des 2025`, `12/2025`, `2025-12`, or a date in it. `None` for nothing.
///
/// # Errors
/// The sentence that says how to write it.
pub fn month_in(cell: &Cell, today: BookDate) -> Result<Option<Month>, String> {
    /// How far ahead dues may have been paid.
    const AHEAD_DAYS: i64 = 3 * 366;
    if cell.is_blank() || matches!(cell.shown().trim(), "-" | "–") {
        return Ok(None);
    }
    let text = cell.shown();
    let digits = |text: &str| text.trim().parse::<i64>().ok();
    let parts = text.trim().split_once(['/', '-', '.']);
    let written = parts.and_then(|(one, two)| match (digits(one)?, digits(two)?) {
        (month, year @ 1990..) => Month::new(year, month),
        (year @ 1990.., month) => Month::new(year, month),
        _ => None,
    });
    if written.is_some() {
        return Ok(written);
    }
    let found = sheets::date_of(cell, &DateHints::none(today.plus_days(AHEAD_DAYS)));
    let fault = "Tulis bulannya seperti Des 2025 atau 12/2025.";
    found.map(|found| Some(found.date.month_of())).map_err(|_| fault.to_owned())
}

#[cfg(test)]
mod tests {
    use kernel::PartyId;

    use super::*;

    fn register() -> Register {
        let person = |id, name: &str, number| Person {
            id: PartyId(id),
            name: name.to_owned(),
            number,
            member: number.is_some(),
        };
        Register::new(vec![
            person(1, "Bu Contoh Marni", Some(17)),
            person(2, "Siti Contoh Aminah", Some(18)),
            person(3, "Toko Contoh Jaya", None),
        ])
    }

    #[test]
    fn a_number_or_a_name_is_enough() {
        let register = register();
        let found = |number, name| register.find(number, name).map(|person| person.id.0);
        assert_eq!(found(Some(17), ""), Ok(1));
        assert_eq!(found(Some(17), "Ibu Marni"), Ok(1));
        assert_eq!(found(None, "ibu contoh marni"), Ok(1));
        assert_eq!(found(None, "Siti Aminah"), Ok(2));
        assert_eq!(found(None, "toko jaya"), Ok(3));
    }

    #[test]
    fn who_is_not_surely_meant_is_asked_about() {
        let register = register();
        let refused = |number, name| register.find(number, name).unwrap_err();
        assert!(refused(None, "Siti Rahma").contains("belum ada di daftar"));
        assert!(refused(None, "Contoh").contains("beberapa orang"));
        assert!(refused(Some(17), "Siti Aminah").contains("adalah Bu Contoh Marni"));
        assert!(refused(Some(99), "").contains("belum ada"));
        assert!(refused(None, "Bu ").contains("nomor atau nama"));
    }

    #[test]
    fn a_month_is_read_as_it_is_written() {
        let today = BookDate::new(2026, 11, 24).unwrap();
        let read = |text: &str| month_in(&Cell::Text(text.to_owned()), today);
        for text in ["Des 2025", "Desember 2025", "12/2025", "12-2025", "2025-12", "31/12/2025"] {
            assert_eq!(read(text), Ok(Month::new(2025, 12)), "{text}");
        }
        assert_eq!(read("Juni 2027"), Ok(Month::new(2027, 6)), "dues may be paid ahead");
        assert_eq!(read(" "), Ok(None));
        assert_eq!(read("-"), Ok(None));
        assert!(read("lunas").is_err());
    }
}
