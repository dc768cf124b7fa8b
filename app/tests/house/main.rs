//! The rules of the house, each kept by a test: which folder may use which
//! (`arrows`), how long and how clean a file may be (`tidy`), how SQL is written
//! (`sql`) and what a migration may contain (`migrations`).
//!
//! Every check is a pure function from text to complaints, so that a second test can
//! feed it a bad specimen and prove that it complains.
#![forbid(unsafe_code)]

mod arrows;
mod browser;
mod migrations;
mod scan;
mod sources;
mod specimens;
mod sql;
mod tidy;

/// Fails with every complaint on its own line, so that one run shows all there is to mend.
fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n\n{} to mend:\n  {}\n", complaints.len(), complaints.join("\n  "));
}

/// The self-test of a check: the specimen must be complained about, and about this.
fn assert_complains(complaints: &[String], expected: &str) {
    assert!(
        complaints.iter().any(|complaint| complaint.contains(expected)),
        "the check should have said {expected:?} but said {complaints:#?}"
    );
}
