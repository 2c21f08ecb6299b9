//! What the page knows of the programs before it has the catalog is what the catalog says.

use std::fs;
use std::path::Path;

use coroscope::programs::CATALOG;

/// The text of a file of this package.
fn read(file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    fs::read_to_string(&path).expect("a file of the page")
}

#[test]
fn the_page_begins_with_the_first_program_of_the_catalog() {
    // It must know which before it has the catalog, to fetch no more of the program than it takes.
    let named = format!("export const FIRST_PROGRAM = \"{}\";\n", CATALOG[0].id);
    assert!(read("www/run/parts.js").contains(&named), "www/run/parts.js has not: {named}");
}
