//! Columns found by what stands above them, in any order and nearly any spelling.

use spreadsheet::{Cell, Row};

use crate::words::{nearly, words};

/// A role a column may have, and how people head it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeadingRole {
    /// What the column is for, such as `date`.
    pub role: &'static str,
    /// Spellings in lower case without punctuation; one that ends in ` *` also stands
    /// for everything that begins so, such as `fee *`.
    pub spellings: &'static [&'static str],
}

/// A column whose heading was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnFound {
    /// The role.
    pub role: &'static str,
    /// From 0.
    pub column: usize,
    /// The heading as written, in one line.
    pub heading: String,
    /// Whether it was recognised only by forgiving a wrong letter.
    pub misspelt: bool,
}

/// The columns of a row of headings that a table of roles knows, from the left. A role
/// that stands there twice is given twice: the caller decides or asks.
pub fn columns_by_heading(row: &Row, roles: &[HeadingRole]) -> Vec<ColumnFound> {
    let mut found = Vec::new();
    for (column, cell) in row.cells.iter().enumerate() {
        let Cell::Text(text) = cell else { continue };
        if let Some((role, misspelt)) = role_of(text, roles) {
            found.push(ColumnFound { role, column, heading: one_line(text), misspelt });
        }
    }
    found
}

/// The role of a heading, and whether a wrong letter was forgiven. A heading that names
/// two roles ("Debet / Keluar") has none.
pub fn role_of(heading: &str, roles: &[HeadingRole]) -> Option<(&'static str, bool)> {
    const UNITS: [&str; 4] = ["rp", "idr", "rupiah", "dalam"];
    let all = words(heading);
    let parts: Vec<&str> = all.iter().map(String::as_str).filter(|word| !UNITS.contains(word)).collect();
    if parts.is_empty() || parts.len() > 6 {
        return None;
    }
    if let Some(found) = role_of_phrase(&parts, roles) {
        return Some(found);
    }
    // "Masuk (Debet)": every word for itself says the same.
    let mut each = parts.iter().map(|part| role_of_phrase(std::slice::from_ref(part), roles));
    let (role, mut misspelt) = each.next()??;
    for found in each {
        let (other, is_misspelt) = found?;
        if other != role {
            return None;
        }
        misspelt |= is_misspelt;
    }
    Some((role, misspelt))
}

fn role_of_phrase(parts: &[&str], roles: &[HeadingRole]) -> Option<(&'static str, bool)> {
    let phrase = parts.join(" ");
    let is_exact = |spelling: &str| match spelling.strip_suffix(" *") {
        Some(start) => {
            phrase == start || phrase.strip_prefix(start).is_some_and(|rest| rest.starts_with(' '))
        }
        None => spelling == phrase,
    };
    if let Some(role) = roles.iter().find(|role| role.spellings.iter().any(|spelling| is_exact(spelling))) {
        return Some((role.role, false));
    }
    let is_near = |spelling: &str| {
        let known: Vec<&str> = spelling.split(' ').collect();
        known.len() == parts.len() && known.iter().zip(parts).all(|(known, part)| nearly(part, known))
    };
    let mut near = roles.iter().filter(|role| role.spellings.iter().any(|spelling| is_near(spelling)));
    let role = near.next()?;
    // One wrong letter between two roles decides nothing.
    near.next().is_none().then_some((role.role, true))
}

/// A text without line breaks and double spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
