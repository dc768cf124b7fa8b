//! What a migration may contain: one text for SQLite, PostgreSQL and Citus, and a
//! tenant that leads.

use crate::scan;
use crate::sources::{self, Source};
use crate::{assert_complains, assert_none, specimens};

/// Words that differ between the engines, or hide what happens.
const BANNED: [(&str, &str); 9] = [
    ("integer", "has 32 bits on PostgreSQL; write bigint"),
    ("int", "has 32 bits on PostgreSQL; write bigint"),
    ("int4", "has 32 bits on PostgreSQL; write bigint"),
    ("serial", "numbers across cooperatives and with gaps; number in the act, under the lock"),
    ("bigserial", "numbers across cooperatives and with gaps; number in the act, under the lock"),
    ("smallserial", "numbers across cooperatives and with gaps; number in the act, under the lock"),
    ("autoincrement", "is SQLite's alone; number in the act, under the lock"),
    ("trigger", "hides what an act does, and Citus refuses it; write it into the act"),
    ("recursive", "cannot be joined to a tenant's rows on Citus; regions are ranges of numbers"),
];

const GLOBAL: &str = "-- global:";
const REASON_LENGTH_MIN: usize = 12;

/// A `create table` statement, lower case, without comments.
struct Table {
    name: String,
    line: usize,
    /// None for `create table … as select`.
    items: Option<Vec<String>>,
}

fn complaints(file: &Source) -> Vec<String> {
    let Some(owner) = file.migration_of() else { return Vec::new() };
    let sql = scan::sql(&file.text).to_ascii_lowercase();
    let mut complaints = Vec::new();
    for (word, why) in BANNED {
        for at in scan::word_offsets(&sql, word) {
            let line = scan::line_of(&sql, at);
            complaints.push(format!("{}:{line} {word} {why}", file.path));
        }
    }
    for table in tables(&sql) {
        let place = format!("{}:{}", file.path, table.line);
        if !table.name.starts_with(&format!("{owner}_")) {
            let name = &table.name;
            complaints.push(format!(
                "{place} the name of table {name} must start with {owner}_, the folder that owns it"
            ));
        }
        complaints.extend(key_complaint(&table, &file.text).map(|text| format!("{place} {text}")));
    }
    complaints
}

fn key_complaint(table: &Table, text: &str) -> Option<String> {
    let name = &table.name;
    let Some(items) = &table.items else {
        return Some(format!("{name} has no list of columns; write the columns and their key"));
    };
    let Some(first) = items.iter().find_map(|item| key_start(item)) else {
        return Some(format!("{name} has no primary key"));
    };
    match global_reason(text, table.line) {
        Some(reason) if reason.len() < REASON_LENGTH_MIN => {
            Some(format!("{name} says {GLOBAL} without a reason"))
        }
        Some(_) => None,
        None if first == "cooperative_id" => None,
        None => Some(format!(
            "the primary key of {name} starts with {first}, not with cooperative_id; a table \
             that is nobody's in particular says so: {GLOBAL} and why"
        )),
    }
}

/// The reason that the table's own line, or the comment right above it, gives.
fn global_reason(text: &str, line: usize) -> Option<&str> {
    let lines: Vec<&str> = text.lines().collect();
    let own = lines.get(line.checked_sub(1)?)?;
    let above = line
        .checked_sub(2)
        .and_then(|above| lines.get(above))
        .filter(|above| above.trim_start().starts_with("--"));
    let reason = |line: &&'_ str| line.find(GLOBAL).map(|at| at + GLOBAL.len());
    [Some(own), above].into_iter().flatten().find_map(|line| Some(line.get(reason(line)?..)?.trim()))
}

/// Of `primary key (a, b)` or `a bigint primary key`: `a`.
fn key_start(item: &str) -> Option<&str> {
    let at = item.find("primary key")?;
    let columns = item.get(at + "primary key".len()..)?.trim_start();
    let first = match columns.strip_prefix('(') {
        Some(columns) => columns.split([',', ')']).next()?,
        None => item.split_whitespace().next()?,
    };
    Some(first.trim())
}

fn tables(sql: &str) -> Vec<Table> {
    let mut tables = Vec::new();
    for at in scan::word_offsets(sql, "table") {
        let statement = sql.get(..at).unwrap_or_default();
        let start = statement.rfind(';').map_or(0, |end| end + 1);
        let before = statement.get(start..).unwrap_or_default().trim();
        if !before.starts_with("create") {
            continue;
        }
        let after = sql.get(at + "table".len()..).unwrap_or_default();
        let rest = after.trim_start();
        let rest = rest.strip_prefix("if not exists").unwrap_or(rest).trim_start();
        let name: String = rest.chars().take_while(|c| !c.is_whitespace() && *c != '(').collect();
        let columns = rest.get(name.len()..).unwrap_or_default().trim_start();
        tables.push(Table { name, line: scan::line_of(sql, at), items: items(columns) });
    }
    tables
}

/// The columns and constraints between the brackets.
fn items(columns: &str) -> Option<Vec<String>> {
    let inside = columns.get(1..scan::closing(columns, 0, (b'(', b')'))?)?;
    if !columns.starts_with('(') {
        return None;
    }
    let mut depth = 0;
    let mut items = vec![String::new()];
    for c in inside.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => items.push(String::new()),
            _ => {}
        }
        if let Some(item) = items.last_mut().filter(|_| c != ',' || depth > 0) {
            item.push(if c.is_whitespace() { ' ' } else { c });
        }
    }
    let single_spaced = |item: String| item.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(items.into_iter().map(single_spaced).collect())
}

#[test]
fn migrations_suit_every_engine_and_tenant() {
    assert_none(&sources::with_extension("sql").flat_map(complaints).collect::<Vec<_>>());
}

#[test]
fn a_bad_migration_is_seen() {
    let path = "business/toy/migrations/0001_toy.sql";
    for (specimen, expected) in specimens::BAD_MIGRATIONS {
        assert_complains(&complaints(&Source::new(path, specimen)), expected);
    }
    assert_none(&complaints(&Source::new(path, specimens::GOOD_MIGRATION)));
}
