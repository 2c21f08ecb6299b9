//! What is beside `src/`: the tools, the benchmarks and the claims about the page have no table of rooms,
//! but no circles either.

use std::collections::BTreeMap;

use super::arrows::Arrows;
use super::{circles, collect, root};

/// The folder of each crate beside `src/`, with its files.
const CRATES: [&str; 5] =
    ["bench/src", "tests/page", "xtask/browser/src", "xtask/measure/src", "xtask/src"];

#[test]
fn no_files_of_the_tools_import_each_other_in_a_circle() {
    let all: String = CRATES.map(|folder| circles::listed(folder, &read(folder))).concat();
    assert_eq!(all, "");
}

/// The arrows of a crate. Its root is `lib.rs`, or `main.rs` where there is no library.
fn read(folder: &str) -> Arrows {
    let mut sources = BTreeMap::new();
    collect(&root().join(folder), "", &mut sources);
    if !sources.contains_key("lib.rs") {
        let main = sources.remove("main.rs").expect("a crate has a root");
        sources.insert("lib.rs".to_owned(), main);
    }
    Arrows::of(sources.iter().map(|(name, source)| (name.as_str(), source.as_str())))
}
