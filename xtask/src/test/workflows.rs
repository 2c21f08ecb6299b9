//! Public CI runs all checks, with the Rust that is named.

use std::collections::BTreeSet;
use std::fs;

use super::checks::CHECKS;
use crate::project;

fn workflow(name: &str) -> String {
    let path = project::root().join(".github/workflows").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What follows `key` on its lines.
fn values(text: &str, key: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines.filter_map(|line| line.strip_prefix(key)).map(|value| value.trim().to_owned()).collect()
}

#[test]
fn every_check_is_in_a_job() {
    let text = workflow("ci.yml");
    let mut lists = values(&text, "checks: ");
    let runs = values(&text, "- run: cargo xtask test ");
    lists.extend(runs.iter().filter_map(|words| words.strip_prefix("--only ").map(str::to_owned)));
    // This is a name, or the first part of several names.
    let named: BTreeSet<String> = lists
        .iter()
        .flat_map(|list| list.split(|c: char| !c.is_alphanumeric() && c != '-'))
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    for check in CHECKS {
        let families = check.name.match_indices('-').map(|(end, _)| &check.name[..end]);
        let has = families.chain([check.name]).any(|name| named.contains(name));
        assert!(has, "no job of ci.yml runs {}, but {named:?}", check.name);
    }
}

#[test]
fn what_is_tested_and_what_is_published_is_made_by_the_same_rust() {
    let rust = |name| values(&workflow(name), "RUSTUP_TOOLCHAIN: ");
    assert_eq!(rust("ci.yml").len(), 1);
    assert_eq!(rust("ci.yml"), rust("pages.yml"));
}

#[test]
fn the_oldest_rust_that_is_promised_is_tried() {
    let manifest = fs::read_to_string(project::root().join("Cargo.toml")).unwrap();
    let promised = values(&manifest, "rust-version = ").remove(0);
    let tried = values(&workflow("weekly.yml"), "RUSTUP_TOOLCHAIN: ");
    let oldest = format!("{}.0", promised.trim_matches('"'));
    assert!(tried.contains(&oldest), "weekly.yml tries {tried:?}, and not {oldest}");
}
