//! Which files there are: what git tracks or would track.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// A text file of the repository, with its path from the root and `/` between folders.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    pub(crate) fn has_extension(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|found| found == extension)
    }

    /// The deliberately bad snippets that the self-tests feed to the checks.
    pub(crate) fn is_specimens(&self) -> bool {
        self.path == "app/tests/house/specimens.rs"
    }

    /// `business/savings/migrations/0001_savings.sql` is a migration of `savings`.
    pub(crate) fn migration_of(&self) -> Option<&str> {
        let mut folders = self.path.rsplit('/');
        let is_sql = folders.next()?.ends_with(".sql");
        let in_migrations = folders.next()? == "migrations";
        folders.next().filter(|_| is_sql && in_migrations)
    }
}

/// The folder that holds the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every text file, read once for all checks.
pub(crate) fn all() -> &'static [Source] {
    static ALL: OnceLock<Vec<Source>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut paths = git_paths().unwrap_or_else(walked_paths);
        paths.sort();
        paths.into_iter().filter_map(read).collect()
    })
}

pub(crate) fn with_extension(extension: &str) -> impl Iterator<Item = &'static Source> {
    all().iter().filter(move |source| source.has_extension(extension) && !source.is_specimens())
}

/// None for what is not text, and for what was deleted but not yet committed.
fn read(path: String) -> Option<Source> {
    let text = String::from_utf8(fs::read(root().join(&path)).ok()?).ok()?;
    (!text.contains('\0')).then_some(Source { path, text })
}

fn git_paths() -> Option<Vec<String>> {
    let output = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .ok()?;
    let listing = String::from_utf8(output.stdout).ok()?;
    let paths: Vec<String> = listing.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect();
    (output.status.success() && !paths.is_empty()).then_some(paths)
}

/// An unpacked archive has no git: then everything but hidden folders and `target`.
fn walked_paths() -> Vec<String> {
    let root = root();
    let mut folders = vec![root.clone()];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if path.is_dir() {
                if !name.starts_with('.') && name != "target" {
                    folders.push(path);
                }
            } else if let Ok(relative) = path.strip_prefix(&root) {
                paths.push(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    paths
}

#[test]
fn sees_the_whole_repository() {
    for expected in ["Cargo.toml", "app/src/main.rs", "app/tests/house/sources.rs"] {
        assert!(all().iter().any(|source| source.path == expected), "{expected} not seen");
    }
    assert!(with_extension("rs").count() > 15, "too few Rust files seen to be the workspace");
}

#[test]
fn without_git_sees_the_same_rust_files() {
    let walked = walked_paths();
    for source in with_extension("rs") {
        assert!(walked.contains(&source.path), "{} not walked", source.path);
    }
    assert!(!walked.iter().any(|path| path.starts_with("target/")));
}

#[test]
fn knows_whose_migration_a_file_is() {
    let owner = |path| Source::new(path, "").migration_of().map(str::to_owned);
    assert_eq!(owner("business/savings/migrations/0001_savings.sql"), Some("savings".into()));
    assert_eq!(owner("business/savings/src/store.sql"), None);
    assert_eq!(owner("business/savings/migrations/note.txt"), None);
}
