//! The example that people copy does what it says, and so does each listing in Rust of the README and of
//! the page's box “Rust for your own app”: they are files in `examples/readme/`.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

#[path = "../examples/readme/in_a_test.rs"]
mod in_a_test;
#[path = "../examples/readme/in_every_order.rs"]
mod in_every_order;
// What its `main` does besides is to write a file.
#[allow(dead_code)]
#[path = "../examples/own_program.rs"]
mod own_program;
#[path = "../examples/readme/replay.rs"]
mod replay;
#[path = "../examples/readme/save.rs"]
mod save;

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The listings, by the names of their files. That of a browser is compiled by `tests/browser.rs`.
fn listings() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/readme");
    let entries = fs::read_dir(folder).expect("it is there").flatten();
    let named = entries.filter_map(|entry| entry.file_name().into_string().ok());
    named
        .map(|name| (read(&format!("examples/readme/{name}")), name))
        .map(|(a, b)| (b, a))
        .collect()
}

#[test]
fn the_listings_of_the_readme_are_those_that_are_tested() {
    let readme = read("README.md");
    let shown: Vec<&str> = readme.split("```rust\n").skip(1).collect();
    assert_eq!(shown.len(), listings().len());
    for (name, text) in listings() {
        let fenced = format!("{text}```\n");
        assert!(shown.iter().any(|shown| shown.starts_with(&fenced)), "README.md lacks {name}");
    }
}

#[test]
fn the_listings_of_the_page_are_the_same() {
    let page = read("www/export/rust_app.js");
    for (name, text) in listings() {
        let text = text.replace('\\', "\\\\").replace('`', "\\`").replace("${", "\\${");
        assert!(page.contains(&format!("`{text}`")), "rust_app.js lacks {name}");
    }
}

#[test]
fn the_versions_that_an_app_must_have_are_those_of_the_manifest() {
    let (manifest, readme) = (read("Cargo.toml"), read("README.md"));
    for name in ["wasm-bindgen", "wasm-bindgen-futures", "js-sys", "web-sys"] {
        let line = manifest.lines().find(|line| line.starts_with(&format!("{name} = ")));
        let line = line.unwrap_or_else(|| panic!("{name} is not in Cargo.toml"));
        let version = line.split('"').find(|part| part.starts_with('=')).expect("it is pinned");
        assert!(readme.contains(&format!("`{name} = \"{version}\"`")), "{name} {version}");
    }
    let rust = manifest.lines().find_map(|line| line.strip_prefix("rust-version = \""));
    let rust = rust.expect("it has one").trim_end_matches('"');
    assert!(readme.contains(&format!("It needs Rust {rust} or later")), "{rust}");
}
