//! Which folder may use which: app -> oversight, support, sync -> business ->
//! cooperative -> books -> foundation. A cargo dependency is an arrow; those of tests
//! are free.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use crate::{assert_complains, assert_none, sources};

/// The layers from the ground up. A crate may use every layer below its own.
const LAYERS: [(&str, u8); 8] = [
    ("foundation", 0),
    ("books", 1),
    ("cooperative", 2),
    ("business", 3),
    ("oversight", 4),
    ("support", 4),
    ("sync", 4),
    ("app", 5),
];

/// The arrows that do not point downwards, each with its reason. A new one is a
/// decision: add it here and say why.
const DECIDED: [(&str, &str, &str); 28] = [
    ("web", "kernel", "pages and forms show and read money, quantities and dates"),
    ("web", "store", "a request is answered inside a transaction"),
    ("reports", "kernel", "documents print money, quantities and dates"),
    ("store", "kernel", "the store reads and writes the kernel's types"),
    ("cashbook", "ledger", "plain-language posting ends in the ledger"),
    ("statements", "ledger", "statements are read from the ledger"),
    ("import", "sheets", "an import begins with the rows of a sheet"),
    ("import", "cashbook", "rows are classified by the posting vocabulary"),
    ("import", "ledger", "what was recorded before is looked for in the ledger"),
    ("assets", "ledger", "depreciation is posted"),
    ("reconciliation", "ledger", "a bank statement is laid beside the entries of its account"),
    ("reconciliation", "sheets", "a bank statement has the dates and amounts of a cash book"),
    ("statements", "assets", "the notes list what is in use and not owned"),
    ("officers", "registry", "an office is held in a cooperative"),
    ("officers", "access", "the names of those who accepted a break"),
    ("formation", "territory", "a cooperative is formed for villages"),
    ("handover", "territory", "a ceremony is held for a region"),
    ("mentoring", "territory", "a mentor's scope is a region"),
    ("mentoring", "activity", "who is visited next follows from the four states"),
    ("ministry", "territory", "the portal's statistics are matched to villages"),
    ("ministry", "activity", "the region's report counts the four states"),
    ("surplus", "members", "a share is paid to a member, by name"),
    ("access", "registry", "a role is held in a cooperative"),
    ("members", "registry", "a member belongs to a cooperative"),
    ("cockpit", "territory", "the city's dashboard is laid out by region"),
    ("cockpit", "activity", "the city's dashboard counts the four states"),
    ("ministry", "savings", "a payment of dues is for months, and only savings know which"),
    ("ministry", "formation", "the extract has the bank account, the first capital and shared villages"),
];

/// Names that say nothing. A member could not name them, so they gather everything.
const NAMELESS: [&str; 8] = ["utils", "util", "common", "core", "types", "shared", "helpers", "misc"];

/// A crate of the workspace, as cargo describes it.
#[derive(Debug)]
struct Package {
    name: String,
    /// From the root: `business/savings`.
    folder: String,
    /// Crates of the workspace that it needs outside its tests.
    uses: Vec<String>,
    test_binaries: Vec<String>,
}

impl Package {
    fn layer(&self) -> &str {
        self.folder.split('/').next().unwrap_or_default()
    }

    fn height(&self) -> Option<u8> {
        LAYERS.iter().find(|(layer, _)| *layer == self.layer()).map(|(_, height)| *height)
    }
}

fn workspace() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(sources::root())
        .output();
    match output.map(|output| serde_json::from_slice(&output.stdout)) {
        Ok(Ok(metadata)) => metadata,
        failure => panic!("cargo metadata did not describe the workspace: {failure:?}"),
    }
}

/// Reads what `cargo metadata --no-deps` prints.
fn packages(metadata: &Value) -> Vec<Package> {
    let root = format!("{}/", text(&metadata["workspace_root"]).replace('\\', "/"));
    list(&metadata["packages"])
        .map(|package| {
            let manifest = text(&package["manifest_path"]).replace('\\', "/");
            let folder = manifest.strip_prefix(&root).unwrap_or(&manifest);
            let is_ours = |dependency: &&Value| dependency["path"].is_string();
            let is_for_tests = |dependency: &Value| dependency["kind"] == "dev";
            let is_test = |target: &&Value| list(&target["kind"]).any(|kind| kind == "test");
            Package {
                name: text(&package["name"]),
                folder: folder.trim_end_matches("/Cargo.toml").to_owned(),
                uses: list(&package["dependencies"])
                    .filter(is_ours)
                    .filter(|dependency| !is_for_tests(dependency))
                    .map(|dependency| text(&dependency["name"]))
                    .collect(),
                test_binaries: list(&package["targets"])
                    .filter(is_test)
                    .map(|target| text(&target["name"]))
                    .collect(),
            }
        })
        .collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn arrow_complaints(packages: &[Package]) -> Vec<String> {
    let by_name: BTreeMap<&str, &Package> =
        packages.iter().map(|package| (package.name.as_str(), package)).collect();
    let mut complaints = Vec::new();
    for from in packages {
        for used in &from.uses {
            match by_name.get(used.as_str()) {
                Some(to) => complaints.extend(arrow_complaint(from, to)),
                None => complaints.push(format!(
                    "{} uses {used} by its path, but that is no crate of the workspace",
                    from.name
                )),
            }
        }
    }
    complaints
}

/// Why this arrow may not be, if it may not.
fn arrow_complaint(from: &Package, to: &Package) -> Option<String> {
    let (Some(from_height), Some(to_height)) = (from.height(), to.height()) else {
        return None; // shape_complaints says that the folder is no layer
    };
    let decided = DECIDED.iter().any(|(user, used, _)| *user == from.name && *used == to.name);
    let is_a_line = to.layer() == "business" && to.name != "line";
    let arrow = format!("{} -> {}", from.name, to.name);
    if decided || (from.layer() == "business" && to.name == "line") {
        None
    } else if is_a_line && from.layer() != "app" {
        Some(format!(
            "{arrow}: no business line is known to others, so that adding or leaving out one \
             touches nothing else. Read the ledger, or put what both need into line; a flow \
             across two lines goes through a clearing account or into app"
        ))
    } else if from_height < to_height {
        Some(format!(
            "{arrow}: {} lies below {} and must not know it. Pass what it needs as an argument, \
             or move the code up",
            from.layer(),
            to.layer()
        ))
    } else if from_height == to_height {
        Some(format!(
            "{arrow}: a new arrow between neighbours ({} and {}). Neighbours stay apart unless \
             it was decided: add it to DECIDED in app/tests/house/arrows.rs with the reason",
            from.layer(),
            to.layer()
        ))
    } else {
        None
    }
}

/// Crates lie in a layer, are called like their folder, say what they are about and
/// have one integration-test binary: each more is linked again, at every run.
fn shape_complaints(packages: &[Package]) -> Vec<String> {
    let mut complaints = Vec::new();
    for Package { name, folder, test_binaries, .. } in packages {
        let last = folder.rsplit('/').next().unwrap_or_default();
        if !LAYERS.iter().any(|(layer, _)| folder.split('/').next() == Some(*layer)) {
            complaints.push(format!("{folder} is in no layer; see LAYERS in arrows.rs"));
        }
        if last != name && folder != "app" {
            complaints.push(format!("{folder} holds a crate named {name}; call it {last}"));
        }
        if NAMELESS.contains(&name.as_str()) {
            complaints.push(format!("{folder}: {name} says nothing; name the subject"));
        }
        if test_binaries.len() > 1 {
            complaints.push(format!(
                "{folder} has {} integration-test binaries ({}); make them modules of one",
                test_binaries.len(),
                test_binaries.join(", ")
            ));
        }
    }
    complaints
}

#[test]
fn arrows_point_down() {
    let packages = packages(&workspace());
    assert!(packages.len() > 10, "cargo metadata shows too few crates: {packages:#?}");
    assert!(packages.iter().any(|package| package.uses.len() > 2), "no arrows were read");
    assert_none(&arrow_complaints(&packages));
}

#[test]
fn crates_have_the_shape_of_the_house() {
    assert_none(&shape_complaints(&packages(&workspace())));
}

#[cfg(test)]
fn package(folder: &str, uses: &[&str]) -> Package {
    Package {
        name: folder.rsplit('/').next().unwrap_or_default().to_owned(),
        folder: folder.to_owned(),
        uses: uses.iter().map(|name| (*name).to_owned()).collect(),
        test_binaries: Vec::new(),
    }
}

#[test]
fn a_wrong_arrow_is_seen() {
    let house = |uses: (&str, &str)| {
        let mut house: Vec<Package> = [
            "foundation/kernel",
            "foundation/store",
            "books/ledger",
            "books/surplus",
            "cooperative/members",
            "cooperative/access",
            "business/line",
            "business/savings",
            "business/shop",
            "support/health",
            "oversight/cockpit",
            "sync/outbox",
            "app",
        ]
        .into_iter()
        .map(|folder| package(folder, &[]))
        .collect();
        let user = house.iter_mut().find(|package| package.name == uses.0);
        user.expect("a crate of this house").uses.push(uses.1.to_owned());
        arrow_complaints(&house)
    };
    for (arrow, expected) in [
        (("ledger", "savings"), "ledger -> savings: no business line"),
        (("savings", "shop"), "savings -> shop: no business line"),
        (("line", "savings"), "line -> savings: no business line"),
        (("cockpit", "savings"), "cockpit -> savings: no business line"),
        (("ledger", "members"), "ledger -> members: books lies below cooperative"),
        (("kernel", "ledger"), "kernel -> ledger: foundation lies below books"),
        (("members", "line"), "members -> line: cooperative lies below business"),
        (("savings", "health"), "savings -> health: business lies below support"),
        (("cockpit", "app"), "cockpit -> app: oversight lies below app"),
        (("members", "access"), "members -> access: a new arrow between neighbours"),
        (("cockpit", "health"), "cockpit -> health: a new arrow between neighbours"),
        (("kernel", "store"), "kernel -> store: a new arrow between neighbours"),
        (("app", "elsewhere"), "app uses elsewhere by its path"),
    ] {
        assert_complains(&house(arrow), expected);
    }
    for arrow in [
        ("app", "savings"),
        ("savings", "line"),
        ("health", "line"),
        ("cockpit", "ledger"),
        ("store", "kernel"),
        ("surplus", "members"),
        ("members", "ledger"),
        ("outbox", "access"),
    ] {
        assert_none(&house(arrow));
    }
}

#[test]
fn a_wrong_shape_is_seen() {
    let mut odd = package("business/toy", &[]);
    odd.name = "utils".to_owned();
    odd.test_binaries = vec!["story".to_owned(), "other".to_owned()];
    let complaints = shape_complaints(&[odd, package("cellar/coal", &[])]);
    assert_complains(&complaints, "cellar/coal is in no layer");
    assert_complains(&complaints, "call it toy");
    assert_complains(&complaints, "utils says nothing");
    assert_complains(&complaints, "2 integration-test binaries (story, other)");
    assert_none(&shape_complaints(&[package("app", &[]), package("business/toy", &[])]));
}

#[test]
fn only_dependencies_outside_tests_are_arrows() {
    let metadata = serde_json::json!({
        "workspace_root": "/house",
        "packages": [{
            "name": "toy",
            "manifest_path": "/house/business/toy/Cargo.toml",
            "dependencies": [
                { "name": "line", "kind": null, "path": "/house/business/line" },
                { "name": "ledger", "kind": "build", "path": "/house/books/ledger" },
                { "name": "shop", "kind": "dev", "path": "/house/business/shop" },
                { "name": "serde", "kind": null },
            ],
            "targets": [
                { "kind": ["lib"], "name": "toy" },
                { "kind": ["test"], "name": "story" },
            ],
        }],
    });
    let packages = packages(&metadata);
    let toy = packages.first().expect("one crate");
    assert_eq!(toy.folder, "business/toy");
    assert_eq!(toy.uses, ["line", "ledger"]);
    assert_eq!(toy.test_binaries, ["story"]);
}
