//! Each room of `src/` imports only rooms that it may, and no files import each other in a circle.
//!
//! `cargo test --test layers -- --nocapture` lists how many files and arrows there are, and every
//! circle.

#![cfg(not(target_arch = "wasm32"))]

mod arrows;
mod circles;
mod contributing;
mod imports;
mod rooms;
mod tokens;
mod tools;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use arrows::Arrows;
use rooms::{ROOMS, is_in, permission, room_of};

#[test]
fn a_room_imports_only_what_the_table_says() {
    let (sources, arrows) = read();
    let mut wrong = Vec::new();
    let mut used = BTreeSet::new();
    for arrow in &arrows.arrows {
        let [from, to] = [arrow.from, arrow.to].map(|file| room_of(&arrows.files[file].1));
        // The root of the crate only lists the rooms.
        let (Some(from), Some(to)) = (from, to) else { continue };
        if is_in(to, from) {
            continue;
        }
        match permission(from, to) {
            Some(permission) => {
                used.insert(permission);
            }
            None => {
                let name = arrows.name(arrow.from);
                let line = sources[name].lines().nth(arrow.line - 1).unwrap_or("").trim();
                wrong
                    .push(format!("src/{name}:{}: {from} may not import {to}: {line}", arrow.line));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "what breaks the table in tests/layers/rooms.rs:\n{}",
        wrong.join("\n")
    );
    for (room, imports) in ROOMS {
        for import in *imports {
            assert!(used.contains(&(*room, *import)), "{room} may import {import}, and does not");
        }
    }
}

#[test]
fn every_file_is_in_a_room() {
    let (_, arrows) = read();
    let strangers = arrows.files.iter().filter(|(_, module)| room_of(module).is_none());
    assert_eq!(strangers.map(|(name, _)| name).collect::<Vec<_>>(), ["lib.rs"]);
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    assert_eq!(circles::listed("src", &read().1), "");
}

#[test]
fn only_the_room_of_the_page_exports_anything_to_it() {
    let (sources, _) = read();
    for (name, source) in &sources {
        let exports = imports::exports(source);
        assert!(exports.is_empty() || name.starts_with("page/"), "src/{name}:{}", exports[0]);
    }
    assert!(sources.iter().any(|(_, source)| !imports::exports(source).is_empty()));
}

/// Rustdoc compiles all examples of the documentation together, elsewhere. If one cannot be compiled
/// there, each is compiled by itself, which takes five times as long.
#[test]
fn no_example_includes_a_file_by_its_place_beside_the_source() {
    let (sources, _) = read();
    for (name, source) in &sources {
        let examples = source.lines().map(str::trim_start).filter(|line| line.starts_with("//"));
        let relative = examples.filter(|line| line.contains("include_") && line.contains("(\".."));
        assert_eq!(relative.collect::<Vec<_>>(), [""; 0], "src/{name}");
    }
}

#[test]
fn contributors_read_the_same_table() {
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    assert_eq!(contributing::rows(&text), contributing::expected());
}

/// All files of `src/` by name, and the arrows between files that are no tests.
fn read() -> (BTreeMap<String, String>, Arrows) {
    let mut sources = BTreeMap::new();
    collect(&root().join("src"), "", &mut sources);
    let texts = sources.iter().map(|(name, source)| (name.as_str(), source.as_str()));
    let arrows = Arrows::of(texts);
    (sources, arrows)
}

fn collect(folder: &Path, within: &str, sources: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            collect(&path, &format!("{within}{name}/"), sources);
        } else if name.ends_with(".rs") {
            sources.insert(format!("{within}{name}"), fs::read_to_string(&path).unwrap());
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
