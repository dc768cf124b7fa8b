//! How SQL is written, in Rust and in files: lower case, and no sum that the engines
//! would return as different types.

use crate::scan::{self, Rust};
use crate::sources::{self, Source};
use crate::{assert_complains, assert_none, specimens};

/// SQL in Rust: sums that PostgreSQL would return as numeric, and keywords that shout.
fn sql_in_rust(file: &Source) -> Vec<String> {
    let Rust { literals, .. } = scan::rust(&file.text);
    let mut complaints = Vec::new();
    for literal in literals {
        let text = literal.text.replace("\\n", "  ").replace('\\', " ");
        for (offset, complaint) in sql_complaints(&text, looks_like_sql(&text)) {
            let line = literal.line + scan::line_of(&text, offset) - 1;
            complaints.push(format!("{}:{line} {complaint}", file.path));
        }
    }
    complaints
}

fn sql_file(file: &Source) -> Vec<String> {
    sql_complaints(&file.text, true)
        .into_iter()
        .map(|(offset, text)| format!("{}:{} {text}", file.path, scan::line_of(&file.text, offset)))
        .collect()
}

/// `is_sql` says that words in capitals are SQL's and not a sentence's.
fn sql_complaints(text: &str, is_sql: bool) -> Vec<(usize, String)> {
    let sql = scan::sql(text);
    let mut complaints: Vec<(usize, String)> = bare_sums(&sql)
        .into_iter()
        .map(|at| (at, "a bare sum is numeric on PostgreSQL; write cast(sum(…) as bigint)".into()))
        .collect();
    if is_sql {
        let mut offset = 0;
        for word in sql.split(|c: char| !scan::is_word(c)) {
            let lower = word.to_ascii_lowercase();
            if lower != word && KEYWORDS.contains(&lower.as_str()) {
                complaints.push((offset, format!("SQL keywords are lower case here: {word}")));
            }
            offset +=
                word.len() + scan::chars_from(&sql, offset + word.len()).next().map_or(0, char::len_utf8);
        }
    }
    complaints
}

/// Sums that stand in no `cast(…)`.
fn bare_sums(sql: &str) -> Vec<usize> {
    let mut callers: Vec<&str> = Vec::new();
    let mut bare = Vec::new();
    for (at, byte) in sql.bytes().enumerate() {
        if byte == b'(' {
            let head = sql.get(..at).unwrap_or_default().trim_end();
            let start = head
                .rfind(|c| !scan::is_word(c))
                .map_or(0, |before| before + scan::chars_from(head, before).next().map_or(1, char::len_utf8));
            let caller = head.get(start..).unwrap_or_default();
            if caller == "sum" && !callers.contains(&"cast") {
                bare.push(start);
            }
            callers.push(caller);
        } else if byte == b')' {
            callers.pop();
        }
    }
    bare
}

/// A statement starts with one of these and goes on with the other. "Select" with one
/// capital is an English sentence.
const STATEMENTS: [(&str, &str); 12] = [
    ("select", ""),
    ("insert", " into "),
    ("update", " set "),
    ("delete", " from "),
    ("with", " as ("),
    ("create", " table "),
    ("create", " index "),
    ("alter", " table "),
    ("drop", " table "),
    ("pragma", ""),
    ("savepoint", ""),
    ("begin", " immediate"),
];

fn looks_like_sql(text: &str) -> bool {
    let text = text.trim_start();
    let first: String = text.chars().take_while(|c| scan::is_word(*c)).collect();
    let lower = text.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    let one_case = first == first.to_ascii_lowercase() || first == first.to_ascii_uppercase();
    let follows = |second: &str| format!("{lower} ").contains(second);
    one_case
        && lower.contains(' ')
        && STATEMENTS.iter().any(|(start, second)| first.eq_ignore_ascii_case(start) && follows(second))
}

const KEYWORDS: [&str; 68] = [
    "all",
    "alter",
    "and",
    "as",
    "asc",
    "begin",
    "between",
    "bigint",
    "blob",
    "by",
    "case",
    "cast",
    "check",
    "coalesce",
    "commit",
    "conflict",
    "constraint",
    "count",
    "create",
    "default",
    "delete",
    "desc",
    "distinct",
    "drop",
    "else",
    "end",
    "exists",
    "foreign",
    "from",
    "group",
    "having",
    "if",
    "immediate",
    "in",
    "index",
    "inner",
    "insert",
    "into",
    "is",
    "join",
    "key",
    "left",
    "like",
    "limit",
    "not",
    "nothing",
    "null",
    "on",
    "or",
    "order",
    "over",
    "partition",
    "pragma",
    "primary",
    "references",
    "returning",
    "rollback",
    "savepoint",
    "select",
    "set",
    "sum",
    "table",
    "text",
    "then",
    "union",
    "unique",
    "update",
    "values",
];

#[test]
fn sql_is_written_our_way() {
    let in_rust = sources::with_extension("rs").flat_map(sql_in_rust);
    let in_files = sources::with_extension("sql").flat_map(sql_file);
    assert_none(&in_rust.chain(in_files).collect::<Vec<_>>());
}

#[test]
fn careless_sql_is_seen() {
    for (specimen, expected) in specimens::CARELESS_SQL {
        assert_complains(&sql_in_rust(&Source::new("a.rs", specimen)), expected);
    }
    for specimen in specimens::CAREFUL_SQL {
        assert_none(&sql_in_rust(&Source::new("a.rs", specimen)));
    }
    let file = Source::new("a.sql", specimens::CARELESS_SQL_FILE);
    assert_complains(&sql_file(&file), "a.sql:2 SQL keywords are lower case here: BIGINT");
    assert_eq!(sql_file(&file).len(), 1);
}

#[test]
fn keywords_are_sorted() {
    assert!(KEYWORDS.is_sorted(), "sorted, so that a missing one is easy to see");
}
