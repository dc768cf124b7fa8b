//! Which sheets a document has, and their names.

use crate::document::{Document, Part, Table};

/// A sheet's name has at most so many characters.
const NAME_MAX: usize = 31;

/// What stands on one sheet.
pub(super) struct Content<'d> {
    pub name: &'d str,
    pub parts: &'d [Part],
}

impl<'d> Content<'d> {
    /// Its tables, in their order.
    pub fn tables(&self) -> Vec<&'d Table> {
        let table = |part: &'d Part| if let Part::Table(table) = part { Some(table) } else { None };
        self.parts.iter().filter_map(table).collect()
    }
}

/// The sheets of a document; the first is called by its title, unless it begins with a name.
pub(super) fn contents(document: &Document) -> Vec<Content<'_>> {
    let mut contents = Vec::new();
    let mut name = document.title.as_str();
    let mut parts = document.parts.as_slice();
    if let Some((Part::NewPage(first), rest)) = parts.split_first() {
        (name, parts) = (first, rest);
    }
    let is_new = |part: &Part| matches!(part, Part::NewPage(_));
    while let Some(at) = parts.iter().position(is_new) {
        let (before, after) = parts.split_at(at);
        contents.push(Content { name, parts: before });
        if let Some((Part::NewPage(next), rest)) = after.split_first() {
            (name, parts) = (next, rest);
        }
    }
    contents.push(Content { name, parts });
    contents
}

/// A sheet's name has at most 31 characters, and none of these.
fn sheet_name(title: &str) -> String {
    let name: String = title
        .chars()
        .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') { ' ' } else { c })
        .take(NAME_MAX)
        .collect();
    let name = name.trim();
    if name.is_empty() { "Laporan".to_owned() } else { name.to_owned() }
}

/// A name that no sheet before has; Excel takes capitals and small letters for the same.
pub(super) fn unique_name(title: &str, taken: &[String]) -> String {
    let name = sheet_name(title);
    let is_free = |name: &str| taken.iter().all(|other| other.to_lowercase() != name.to_lowercase());
    let numbered = (2_usize..).map(|n| {
        let end = format!(" ({n})");
        let start: String = name.chars().take(NAME_MAX - end.len()).collect();
        format!("{}{end}", start.trim_end())
    });
    std::iter::once(name.clone()).chain(numbered).find(|name| is_free(name)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_has_a_name_that_excel_takes() {
        assert_eq!(sheet_name("Buku kas: 2026/11"), "Buku kas  2026 11");
        assert_eq!(sheet_name(""), "Laporan");
        assert_eq!(sheet_name(&"a".repeat(40)).len(), 31);
    }

    #[test]
    fn no_two_sheets_have_one_name() {
        let taken = ["Neraca".to_owned(), "neraca (2)".to_owned(), "a".repeat(31)];
        assert_eq!(unique_name("NERACA", &taken), "NERACA (3)");
        assert_eq!(unique_name(&"a".repeat(33), &taken), format!("{} (2)", "a".repeat(27)));
        assert_eq!(unique_name("Anggota", &taken), "Anggota");
    }
}
